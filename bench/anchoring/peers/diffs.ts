import { diff as codemirror } from "@codemirror/merge";
import DiffMatchPatch from "diff-match-patch";
import fastDiff from "fast-diff";
import type { Span } from "../../../lib/anchoring";

/** Stretches of the old and the new text that say the same, in order. */
type Same = { from: number; to: number; length: number }[];

/** Under this share of a passage's characters in the new text, it is gone: the corpus's own definition. */
const GONE = 0.15;

/**
 * Carries spans over: from the first of their characters that the diff kept to the last. One pass over the text and each
 * span's length, so that what takes time is the diff. (Mapping the ends instead, as `diff_xIndex` does, is right less often:
 * a passage next to an insertion swallows it.)
 */
function carry(old: string, same: Same, spans: readonly Span[]): (Span | null)[] {
  const place = new Int32Array(old.length).fill(-1);
  for (const { from, to, length } of same) for (let k = 0; k < length; k++) place[from + k] = to + k;
  return spans.map(({ start, end }) => {
    let first = -1;
    let last = -1;
    let kept = 0;
    for (let o = start; o < end; o++) {
      if (place[o]! < 0) continue;
      if (first < 0) first = place[o]!;
      last = place[o]!;
      kept++;
    }
    return kept < GONE * (end - start) || first < 0 ? null : { start: first, end: last + 1 };
  });
}

function sameIn(diffs: readonly (readonly [number, string] | { 0: number; 1: string })[]): Same {
  const same: Same = [];
  let [from, to] = [0, 0];
  for (const { 0: what, 1: text } of diffs) {
    if (what === 0) same.push({ from, to, length: text.length });
    if (what <= 0) from += text.length;
    if (what >= 0) to += text.length;
  }
  return same;
}

export type Remap = (old: string, text: string, spans: readonly Span[]) => (Span | null)[];

/** `timeout` in seconds; 0 is none. Line mode, its option for long texts, is on: paragraphs are lines. */
const diffMatchPatch =
  (timeout: number): Remap =>
  (old, text, spans) => {
    const dmp = new DiffMatchPatch();
    dmp.Diff_Timeout = timeout;
    return carry(old, sameIn(dmp.diff_main(old, text, true)), spans);
  };

export const dmpDefault = diffMatchPatch(1);
export const dmpPatient = diffMatchPatch(0);

export const fast: Remap = (old, text, spans) => carry(old, sameIn(fastDiff(old, text)), spans);

/** Without `scanLimit` and `timeout` it gives the exact difference, however long that takes. */
export const merge: Remap = (old, text, spans) => {
  const same: Same = [];
  let [from, to] = [0, 0];
  for (const { fromA, toA, fromB, toB } of codemirror(old, text)) {
    same.push({ from, to, length: fromA - from });
    [from, to] = [toA, toB];
    if (fromA - from > 0 && fromB - to !== fromA - from) throw new Error("the stretches between changes are the same");
  }
  same.push({ from, to, length: old.length - from });
  return carry(old, same, spans);
};
