import type { Span } from "../../../lib/anchoring";
import type { Draft } from "./draft";

/** Below this share of a quote's characters it is gone, and an orphan is the right answer. */
const GONE = 0.15;

/**
 * Where each passage of the original truly stands in the revised text; null where under 15 % of its characters survive.
 * Whitespace does not count and does not begin or end a place. What was written in the place of a part of the passage belongs to it.
 * Where a passage was torn apart (one of its paragraphs moved away), its place is the part that holds most of it.
 */
export function truth(old: string, draft: Draft, spans: readonly Span[]): (Span | null)[] {
  const { text, from, to, alive } = draft;
  const { order, first } = byOrigin(old.length, from);
  const solid = new Int32Array(text.length + 1);
  for (let i = 0; i < text.length; i++) solid[i + 1] = solid[i]! + (alive[i] && !blank(text, i) ? 1 : 0);

  return spans.map(({ start, end }) => {
    const places = order
      .subarray(first[start], first[end])
      .filter((i) => to[i]! <= end && !blank(text, i))
      .sort();
    const survived = new Set<number>();
    for (const i of places) if (alive[i]) for (let o = from[i]!; o < to[i]!; o++) if (!blank(old, o)) survived.add(o);
    let had = 0;
    for (let o = start; o < end; o++) if (!blank(old, o)) had++;
    if (survived.size === 0 || survived.size < GONE * had) return null;

    let best: (Span & { weight: number }) | null = null;
    let part: (Span & { weight: number }) | null = null;
    let before = -1;
    for (const i of places) {
      const torn = part !== null && (solid[i]! - solid[part.end]! > 0 || from[i]! < before);
      if (!part || torn) part = { start: i, end: i, weight: 0 };
      part.end = i + 1;
      part.weight += alive[i]!;
      before = from[i]!;
      if (!best || part.weight > best.weight) best = part;
    }
    return best && { start: best.start, end: best.end };
  });
}

const blank = (text: string, at: number) => /\s/.test(text[at]!);

/** The units of the revised text in the order of what they stand for, and where each origin's begin. */
function byOrigin(length: number, from: Int32Array) {
  const first = new Int32Array(length + 2);
  for (const origin of from) if (origin >= 0) first[origin + 1]!++;
  for (let o = 0; o <= length; o++) first[o + 1]! += first[o]!;
  const next = first.slice();
  const order = new Int32Array(first[length]!);
  for (let i = 0; i < from.length; i++) if (from[i]! >= 0) order[next[from[i]!]!++] = i;
  return { order, first };
}
