import { segment } from "@/lib/anchoring/passages";
import type { Block } from "@/lib/article/text";
import type { Annotation } from "@/lib/schemas/annotation";

/** The annotations of one leaf, in text order. The same array as before when nothing in it changed. */
export type LeafMarks = readonly Annotation[];
export const NONE: LeafMarks = [];

/** The number of the last of `starts` that is not above `offset`; 0 when all are. `starts` ascends. */
export function lastUpTo(starts: readonly { start: number }[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (starts[middle]!.start <= offset) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/**
 * Deals annotations out to the leaves that they touch, in O(n log leaves). A leaf's array is the one from `before` when it
 * holds the same annotations, so that a memoised leaf does not render again.
 */
export function deal(
  blocks: readonly Block[],
  shown: readonly Annotation[],
  before?: readonly LeafMarks[],
): LeafMarks[] {
  const dealt: Annotation[][] = [];
  for (const annotation of shown) {
    const { span } = annotation;
    if (!span || blocks.length === 0) continue;
    for (let i = lastUpTo(blocks, span.start); i < blocks.length && blocks[i]!.start < span.end; i++)
      if (blocks[i]!.end > span.start) {
        const leaf = dealt[i];
        if (leaf) leaf.push(annotation);
        else dealt[i] = [annotation];
      }
  }
  return blocks.map((_, i) => {
    const now = dealt[i] ?? NONE;
    const old = before?.[i];
    return old && old.length === now.length && old.every((a, k) => a === now[k]) ? old : now;
  });
}

/** Leaves whose numbers are from `first` to `last`, both included. */
export type Leaves = { first: number; last: number };

/**
 * What of `wanted` to draw next, where `drawn` is on the page: the leaves in the `window` all at once, then the nearest to
 * it until `most` marks are drawn; a leaf of the one that is `sought` counts as in the window. The rest stays as it is;
 * drawing wave after wave ends at `wanted` itself.
 */
export function wave(
  drawn: readonly LeafMarks[],
  wanted: readonly LeafMarks[],
  { first, last }: Leaves,
  sought: string | null,
  most: number,
): readonly LeafMarks[] {
  const far = (i: number) => {
    if (sought !== null && wanted[i]!.some(({ id }) => id === sought)) return 0;
    return i < first ? first - i : Math.max(0, i - last);
  };
  const stale = wanted.flatMap((marks, i) => (marks === drawn[i] ? [] : [{ i, far: far(i) }]));
  stale.sort((a, b) => a.far - b.far);
  const next = [...drawn];
  let left = most;
  for (const [n, { i, far }] of stale.entries()) {
    // One leaf at least, or a leaf with many marks would never be drawn.
    if (n > 0 && far > 0 && left <= 0) return next;
    next[i] = wanted[i]!;
    if (far > 0) left -= wanted[i]!.length;
  }
  return wanted;
}

/** A stretch of a leaf that one set of annotations covers. Offsets are the article's. */
export type Piece = { start: number; end: number; marks: readonly Annotation[] };

/** Cuts a leaf at every edge of its marks. */
export function cut({ start, end }: Block, marks: LeafMarks): Piece[] {
  const clipped = marks.map((annotation) => ({
    start: Math.max(annotation.span!.start, start) - start,
    end: Math.min(annotation.span!.end, end) - start,
    annotation,
  }));
  return segment(end - start, clipped).map((s) => ({
    start: start + s.start,
    end: start + s.end,
    marks: s.spans.map((span) => span.annotation),
  }));
}

/**
 * What a click on a stretch makes active: the shortest mark under the pointer first, and at each further click the next
 * longer one, around and around.
 */
export function under(ids: readonly string[], annotations: ReadonlyMap<string, Annotation>, active: string | null) {
  const length = (id: string) => {
    const span = annotations.get(id)?.span;
    return span ? span.end - span.start : Number.POSITIVE_INFINITY;
  };
  const order = [...ids].sort((a, b) => length(a) - length(b));
  return order[(active === null ? -1 : order.indexOf(active)) + 1] ?? order[0] ?? null;
}
