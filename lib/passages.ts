import type { Span } from "./anchoring";

/**
 * How many distinct passages some spans mark: the most of them that do not overlap, so that marking one passage twice, or
 * nearly, counts once. O(n log n).
 */
export function passages(spans: readonly Span[]): number {
  let count = 0;
  let end = -1;
  // Always the one that ends first: the classic interval scheduling (Kleinberg & Tardos, Algorithm Design, 4.1).
  for (const span of [...spans].sort((a, b) => a.end - b.end)) {
    if (span.start < end) continue;
    count += 1;
    end = span.end;
  }
  return count;
}
