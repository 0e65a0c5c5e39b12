import type { Span } from "./anchoring";

/** Where something stands: in which text, where in the version it was written in, and where in others. */
export type Placed = Span & { articleId: string; version: string; places: Readonly<Record<string, Span>> };

/** Where it lies in a version; null where it has no place there. */
export const placeIn = (one: Placed, version: string): Span | null =>
  one.version === version ? one : (one.places[version] ?? null);

/**
 * Where two stand in one version: that in which `b` was written, else that of `a`. Neither changes when another version is
 * published, and so neither does what is made of it. Null where they share none.
 */
function together(a: Placed, b: Placed): [Span, Span] | null {
  for (const version of [b.version, a.version]) {
    const [one, other] = [placeIn(a, version), placeIn(b, version)];
    if (one && other) return [one, other];
  }
  return null;
}

/** How much two passages have in common: their common length by their joint length, 0 to 1 (Jaccard, 1912). */
export function overlap(a: Placed, b: Placed): number {
  const spans = a.articleId === b.articleId ? together(a, b) : null;
  if (!spans) return 0;
  const [one, other] = spans;
  const common = Math.max(0, Math.min(one.end, other.end) - Math.max(one.start, other.start));
  const joint = one.end - one.start + (other.end - other.start) - common;
  return joint > 0 ? common / joint : 0;
}
