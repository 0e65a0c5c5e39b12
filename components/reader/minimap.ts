import type { Kind } from "@/lib/schemas/annotation";

/** The minimap is this many rows tall, however many marks there are and however long the text is. */
export const ROWS = 240;
/** With more marks than this it shows how many there are, and no longer each of them. */
const SEVERAL = 120;
/** Rows of one step of density: a step, and a row of paper below it. */
const STEP = 4;
/** Of ten columns, the one that bars begin in, and the widest and the narrowest bar. */
const LEFT = 3;
const WIDEST = 7;
const NARROWEST = 2;

/** A bar of the minimap, in rows and columns. */
export type Bar = { kind: Kind; x: number; width: number; from: number; to: number };
type Marked = { kind: Kind; span: { start: number; end: number } | null };

/**
 * What the minimap shows of the marks in a text of `total` characters: a bar where each of them is; where they are many, a
 * bar for each stretch of the text that has some, as wide as they are many, in the colour of the kind that most of them
 * are. At most `ROWS / STEP` bars then, so that paper stays between them. O(marks).
 */
export function barsOf(marks: readonly Marked[], total: number, order: readonly Kind[]): Bar[] {
  const placed = marks.flatMap(({ kind, span }) => (span ? [{ kind, span }] : []));
  const rowOf = (place: number) => Math.min(ROWS - 1, Math.floor((place / total) * ROWS));
  const rank = (kind: Kind) => order.indexOf(kind);
  if (placed.length > SEVERAL) {
    const steps = new Map<number, Map<Kind, number>>();
    for (const { kind, span } of placed) {
      const step = Math.floor(rowOf(span.start) / STEP);
      const kinds = steps.get(step) ?? new Map<Kind, number>();
      steps.set(step, kinds.set(kind, (kinds.get(kind) ?? 0) + 1));
    }
    const counts = [...steps].map(([step, kinds]) => ({
      step,
      kinds,
      n: [...kinds.values()].reduce((a, b) => a + b, 0),
    }));
    const most = Math.max(...counts.map(({ n }) => n));
    return counts.map(({ step, kinds, n }) => {
      const [kind] = [...kinds].sort((a, b) => b[1] - a[1] || rank(a[0]) - rank(b[0]))[0]!;
      // By its root: a place with few beside one with very many is still to be seen.
      const width = NARROWEST + (WIDEST - NARROWEST) * Math.sqrt(n / most);
      return { kind, x: LEFT, width, from: step * STEP, to: (step + 1) * STEP - 1 };
    });
  }
  const rows = new Map<string, Bar>();
  for (const { kind, span } of placed) {
    const from = rowOf(span.start);
    const to = Math.max(from + 2, Math.ceil((span.end / total) * ROWS));
    const key = `${kind} ${from}`;
    rows.set(key, { kind, x: LEFT, width: 4, from, to: Math.max(to, rows.get(key)?.to ?? 0) });
  }
  return [...rows.values()].sort((a, b) => rank(b.kind) - rank(a.kind));
}

/**
 * The first block of a text, by its offset, that does not end above this height of the window. Between the last block and
 * the end of the text it is the last. O(log n) measurements.
 */
export function placeAt(root: HTMLElement, height: number): number {
  const leaves = root.querySelectorAll<HTMLElement>("[data-at]");
  let low = 0;
  let high = leaves.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (leaves[middle]!.getBoundingClientRect().bottom < height) low = middle + 1;
    else high = middle;
  }
  return Number(leaves[low]?.dataset.at ?? 0);
}
