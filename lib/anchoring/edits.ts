import { diff } from "./diff";
import { type Folded, fold } from "./fold";
import type { Block } from "./myers";
import type { Span } from "./span";
import { inWord } from "./tokens";

/** One change: what stood at `from` in the old text is what stands at `to` in the new one. Either may be empty, never both. */
export type Edit = { from: Span; to: Span };

/** Equal signs and spaces this short between two changes are shown as part of them. */
const BRIDGE = 3;
/** How far a change is taken out to whole words. */
const REACH = 48;

/**
 * The changes that make the new text of the old one: ascending and apart from each other; outside them both texts are the
 * same, character for character. A change takes in whole words where that is possible. What moved is taken out in one
 * place and put in in another; a change of typography is a change too (`sameWords` tells it). Near linear, see `diff`.
 */
export function edits(oldText: string, newText: string): Edit[] {
  if (oldText === newText) return [];
  const from = fold(oldText);
  const to = fold(newText);
  const found: Edit[] = [];
  let a = 0;
  let b = 0;
  const end = { a: oldText.length, b: newText.length, length: 0 };
  for (const same of [...sameRuns(oldText, from, newText, to, diff(from, to).kept), end]) {
    if (same.a > a || same.b > b) found.push({ from: { start: a, end: same.a }, to: { start: b, end: same.b } });
    a = same.a + same.length;
    b = same.b + same.length;
  }
  return bridged(
    oldText,
    found.map((edit, k) => whole(oldText, newText, edit, found[k - 1]?.from.end ?? 0, found[k + 1]?.from.start)),
  );
}

/** Levelled runs as runs of the originals: a difference of typography inside one parts it. */
function sameRuns(oldText: string, from: Folded, newText: string, to: Folded, kept: readonly Block[]): Block[] {
  const found: Block[] = [];
  let last: Block | undefined;
  for (const block of kept) {
    for (let k = 0; k < block.length; k++) {
      const [a, b] = [from.starts[block.a + k]!, to.starts[block.b + k]!];
      const [endA, endB] = [from.ends[block.a + k]!, to.ends[block.b + k]!];
      if (last && last.a + last.length >= endA && last.b + last.length >= endB) continue;
      if (endA - a !== endB - b || a < (last ? last.a + last.length : 0) || b < (last ? last.b + last.length : 0))
        continue;
      if (
        endA - a === 1
          ? oldText.charCodeAt(a) !== newText.charCodeAt(b)
          : oldText.slice(a, endA) !== newText.slice(b, endB)
      )
        continue;
      if (last && last.a + last.length === a && last.b + last.length === b) last.length += endA - a;
      else {
        last = { a, b, length: endA - a };
        found.push(last);
      }
    }
  }
  return found;
}

/** Takes a change out to whole words, no further than the changes beside it. */
function whole(oldText: string, newText: string, { from, to }: Edit, floor: number, roof = oldText.length): Edit {
  const part = (step: number, a: number, b: number) => inWord(oldText, a + step) || inWord(newText, b + step);
  let back = 0;
  while (back < REACH && from.start - back > floor && part(-back, from.start, to.start)) back++;
  let on = 0;
  while (on < REACH && from.end + on < roof && part(on, from.end, to.end)) on++;
  return { from: { start: from.start - back, end: from.end + on }, to: { start: to.start - back, end: to.end + on } };
}

/** Makes one of changes that touch or have only a space or a sign between them. */
function bridged(oldText: string, changes: readonly Edit[]): Edit[] {
  const found: Edit[] = [];
  for (const { from, to } of changes) {
    const last = found.at(-1);
    const apart = last ? from.start - last.from.end : BRIDGE + 1;
    if (last && apart <= BRIDGE && !/[\p{L}\p{N}\n]/u.test(oldText.slice(last.from.end, from.start))) {
      last.from.end = from.end;
      last.to.end = to.end;
    } else found.push({ from: { ...from }, to: { ...to } });
  }
  return found;
}
