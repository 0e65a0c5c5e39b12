import type { Span } from "./anchoring";

/** Passages of a text that are taken already, as spans that do not overlap, in order. */
export class Covered {
  private readonly spans: Span[] = [];

  /** The first span that ends after a place. O(log n). */
  private after(place: number): number {
    let [low, high] = [0, this.spans.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.spans[middle]!.end > place) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Whether any of it is taken. */
  touches({ start, end }: Span): boolean {
    const next = this.spans[this.after(start)];
    return next !== undefined && next.start < end;
  }

  add({ start, end }: Span): void {
    const from = this.after(start);
    let to = from;
    let joint = { start, end };
    for (; to < this.spans.length && this.spans[to]!.start < end; to++)
      joint = { start: Math.min(joint.start, this.spans[to]!.start), end: Math.max(joint.end, this.spans[to]!.end) };
    this.spans.splice(from, to - from, joint);
  }
}
