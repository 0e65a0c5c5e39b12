import { type Span, within } from "./span";

/** A piece of a text between two neighbouring span edges, with the spans that cover all of it, in input order. */
export type Segment<S extends Span> = Span & { spans: readonly S[] };

/**
 * Cuts `[0, length)` at every span edge, in O(n log n) plus the size of the answer. Each piece names the spans that cover
 * it, in input order; a piece that none covers has an empty list. An empty span covers nothing and cuts nothing.
 * @throws RangeError when a span is reversed or lies outside `[0, length]`.
 */
export function segment<S extends Span>(length: number, spans: readonly S[]): Segment<S>[] {
  const order: number[] = [];
  const edges = new Set([0, length]);
  for (const [i, span] of spans.entries()) {
    within(length, span);
    if (span.start === span.end) continue;
    order.push(i);
    edges.add(span.start).add(span.end);
  }
  // Sorting is stable, so spans with one start stay in input order and `merge` needs no second sort.
  order.sort((a, b) => spans[a]!.start - spans[b]!.start);

  const cuts = [...edges].sort((a, b) => a - b);
  const pieces: Segment<S>[] = [];
  let open: number[] = [];
  let next = 0;
  for (let c = 0; c + 1 < cuts.length; c++) {
    const start = cuts[c]!;
    const first = next;
    while (next < order.length && spans[order[next]!]!.start === start) next++;
    // Every open span was in the piece before, and every entering one is in this piece: the merge costs no more than the answer.
    open = merge(
      open.filter((i) => spans[i]!.end > start),
      order.slice(first, next),
    );
    pieces.push({ start, end: cuts[c + 1]!, spans: open.map((i) => spans[i]!) });
  }
  return pieces;
}

function merge(a: number[], b: number[]): number[] {
  if (b.length === 0) return a;
  const out: number[] = [];
  let i = 0;
  for (const value of b) {
    while (i < a.length && a[i]! < value) out.push(a[i++]!);
    out.push(value);
  }
  while (i < a.length) out.push(a[i++]!);
  return out;
}
