import { segment } from "@/lib/anchoring";
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
