import type { Span } from "./anchoring";
import { type Drawn, type Gathered, gather, voices } from "./gather";
import type { Kind } from "./schemas/annotation";

/** Where in a text readers wrote much, where nothing, where they ask, and where they differ on what a passage is. */

export type HeatMark = Drawn & { id: string; asks: boolean };
/** What stands in one part of a text. What runs over two parts is counted in both. */
export type Heat = {
  marks: number;
  /** How many readers marked something in it. */
  people: number;
  kinds: Record<Kind, number>;
  /** Marks that ask something which is not settled yet. */
  questions: number;
  /** Passages that begin in it, on whose kind readers differ. */
  differing: number;
  /** The first mark that begins in it, or else lies in it: the way into its notes. */
  first: string | null;
};

/**
 * @param parts in text order, none over another @param marks in any order
 * @param passages the same marks as `gather` has them, where that is known already
 * @returns one for each part, in their order. O(marks × log parts), and what each mark covers
 */
export function heat(
  parts: readonly Span[],
  marks: readonly HeatMark[],
  passages: readonly Gathered<HeatMark>[] = gather(marks),
): Heat[] {
  const made = parts.map(() => ({ ...nothing(), by: new Set<string>() }));
  const sorted = marks.toSorted((a, b) => a.start - b.start || a.end - b.end);
  for (const mark of sorted)
    for (let i = partAt(parts, mark.start); i < parts.length && parts[i]!.start < mark.end; i++) {
      const part = made[i]!;
      part.marks += 1;
      part.kinds[mark.kind] += 1;
      part.by.add(mark.by);
      if (mark.asks) part.questions += 1;
      part.first ??= mark.id;
      if (mark.start >= parts[i]!.start && !part.begins) part.begins = mark.id;
    }
  for (const passage of passages) {
    const part = made[partAt(parts, passage.start)];
    if (part && voices(passage.marks).differ) part.differing += 1;
  }
  return made.map(({ by, begins, first, ...part }) => ({ ...part, first: begins ?? first, people: by.size }));
}

const nothing = () => ({
  ...{ marks: 0, questions: 0, differing: 0 },
  kinds: { claim: 0, quote: 0, evidence: 0, note: 0 },
  first: null as string | null,
  begins: null as string | null,
});

/** The first part that ends after a place. */
function partAt(parts: readonly Span[], place: number): number {
  let [low, high] = [0, parts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (parts[middle]!.end <= place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** In so many steps from the palest shade to the strongest. */
export const SHADES = 5;
/** A shade for a count beside the largest of all: 0 for none, else 1 to `SHADES`. */
export const shade = (count: number, most: number): number =>
  count > 0 && most > 0 ? Math.max(1, Math.ceil((count / most) * SHADES)) : 0;
