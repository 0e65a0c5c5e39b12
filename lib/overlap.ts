import type { Span } from "./anchoring";

/** Where something stands: in which text, and where in its current version. */
export type Placed = Span & { articleId: string };

/** How much two passages have in common: their common length by their joint length, 0 to 1 (Jaccard, 1912). */
export function overlap(a: Placed, b: Placed): number {
  if (a.articleId !== b.articleId) return 0;
  const common = Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start));
  const joint = a.end - a.start + (b.end - b.start) - common;
  return joint > 0 ? common / joint : 0;
}
