import type { Span } from "../anchoring";
import type { Row } from "./rows";

/** What a page of a difference shows: rows, and between them how many unchanged ones are folded. Rows by their place. */
export type Item = { is: "row"; at: number } | { is: "fold"; from: number; to: number };

/** Unchanged rows beside a changed one that stay to be seen. */
const BESIDE = 1;
/** Fewer than so many are not worth a fold. */
const LEAST = 3;
/** What one page holds. */
const PAGE = { rows: 300, characters: 60_000 };
/** A row is drawn with at most about so many characters of each piece (see `Passage`). */
export const LONG_PIECE = 4_000;

/**
 * Folds what did not change, but for the rows beside a change and those asked for.
 * @param shown half-open ranges of rows that stay to be seen
 */
export function fold(rows: readonly Row[], shown: readonly Span[] = []): Item[] {
  const seen = new Uint8Array(rows.length);
  const show = (from: number, to: number) => seen.fill(1, Math.max(0, from), Math.min(rows.length, to));
  for (const [i, row] of rows.entries()) if (row.is !== "same" || row.reset) show(i - BESIDE, i + BESIDE + 1);
  for (const { start, end } of shown) show(start, end);
  const items: Item[] = [];
  for (let i = 0; i < rows.length; ) {
    if (seen[i]) {
      items.push({ is: "row", at: i++ });
      continue;
    }
    let to = i;
    while (to < rows.length && !seen[to]) to++;
    if (to - i >= LEAST) items.push({ is: "fold", from: i, to });
    else for (let at = i; at < to; at++) items.push({ is: "row", at });
    i = to;
  }
  return items;
}

/** Cuts a difference into pages that a browser draws at once. At least one, which may be empty. */
export function paged(rows: readonly Row[], items: readonly Item[]): Item[][] {
  const pages: Item[][] = [[]];
  let room = { ...PAGE };
  for (const item of items) {
    const size = item.is === "fold" ? 0 : weight(rows[item.at]!);
    if (pages.at(-1)!.length > 0 && (room.rows < 1 || room.characters < size)) {
      pages.push([]);
      room = { ...PAGE };
    }
    pages.at(-1)!.push(item);
    room.rows--;
    room.characters -= size;
  }
  return pages;
}

const weight = (row: Row) => row.pieces.reduce((sum, { start, end }) => sum + Math.min(end - start, LONG_PIECE), 0);

/** The page that shows a row. */
export const pageOf = (pages: readonly Item[][], at: number): number =>
  Math.max(
    0,
    pages.findIndex((page) =>
      page.some((item) => (item.is === "row" ? item.at === at : item.from <= at && at < item.to)),
    ),
  );

/** The rows that hold a place: of the later text, or of the earlier one. Empty where none does. */
export function rowsAt(rows: readonly Row[], place: { was: Span } | { now: Span }): Span {
  const overlaps = (row: Row) =>
    "now" in place
      ? row.now !== null && row.now.start < place.now.end && place.now.start < row.now.end
      : row.was !== null && row.was.start < place.was.end && place.was.start < row.was.end;
  const start = rows.findIndex(overlaps);
  if (start < 0) return { start: 0, end: 0 };
  let end = start;
  while (end < rows.length && overlaps(rows[end]!)) end++;
  return { start, end };
}
