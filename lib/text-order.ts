type Placed = { id: string; span: { start: number; end: number } | null; quote: { start: number } };

/**
 * The one order of notes on a text: by where they begin, the longer first, then by id, which is by age. Orphans come last,
 * as they were drawn once. `order` in db/annotation-rows.ts says the same as SQL.
 */
export function inTextOrder(a: Placed, b: Placed): number {
  const byAge = a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
  if (!a.span || !b.span) return a.span ? -1 : b.span ? 1 : a.quote.start - b.quote.start || byAge;
  return a.span.start - b.span.start || b.span.end - a.span.end || byAge;
}
