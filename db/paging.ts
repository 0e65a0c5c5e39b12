import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { z } from "zod";
import { byFamilyName, type Named, partsOf, sortByFamilyName } from "@/lib/names";
import { invalid } from "@/lib/problem";
import type { Listed, Page } from "@/lib/schemas/wire";

/**
 * A time as the API shows it: ISO 8601 in UTC with microseconds. Made by the database, because a JavaScript Date has
 * milliseconds only, and a list that pages on those skips rows.
 */
export const iso = (time: SQLWrapper): SQL<string> =>
  sql<string>`to_char((${time}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** The same for a time that may be missing. */
export const isoOrNull = (time: SQLWrapper): SQL<string | null> =>
  sql<string | null>`case when ${time} is not null then ${iso(time)} end`;

/** Words to look for with `like`, in any order: each as a pattern, with the pattern's own signs taken by their letter. */
export const patterns = (words: string | undefined): string[] =>
  (words ?? "")
    .split(/\s+/u)
    .filter(Boolean)
    .slice(0, 20)
    .map((word) => `%${word.replace(/[\\%_]/g, "\\$&")}%`);

/** Opaque to its holder: where in the order of a list the next page begins. */
export const cursorOf = (...place: (string | number)[]): string =>
  Buffer.from(JSON.stringify(place)).toString("base64url");

/** The place that `cursorOf` wrote down, or null without a cursor. @throws Problem 400 for anything else */
export function placeOf<T extends z.ZodType>(cursor: string | undefined, shape: T): z.output<T> | null {
  if (cursor === undefined) return null;
  const read = shape.safeParse(parsed(Buffer.from(cursor, "base64url").toString()));
  return read.success ? read.data : invalid({ cursor: ["That is no cursor of this list."] });
}

// PostgreSQL knows no year 0.
const moment = z.iso.datetime().refine((time) => !time.startsWith("0000"));
/** A place in a list that is ordered by a time and an id. */
export const momentAndId = z.tuple([moment, z.uuid()]);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Cuts the one row too many that a query asked for, and says where the next page begins. */
export function listed<Row, T>(
  rows: Row[],
  limit: number,
  cursor: (last: Row) => string,
  show: (row: Row) => T,
): Listed<T> {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  return { items: kept.map(show), next: rows.length > limit && last ? cursor(last) : null };
}

/** A page of people, for a reader of these languages: tags, the one liked best first. */
export type NamePage = Partial<Page> & { languages?: readonly string[] };

/** So much of each part of a name as a cursor holds. */
const CURSOR_LETTERS = 12;
const cut = (text: string) => [...text].slice(0, CURSOR_LETTERS).join("");
const nameAndId = z.tuple([z.string(), z.string(), z.uuid()]);

/**
 * A page of people by family name in the order of the reader's languages, which no database sorts by: all of them are read
 * by their names, and what `read` shows of these ids only for the page. The next page begins after the last one of this, or
 * where that would stand if they are no longer there.
 */
export async function pageByFamilyName<T extends { id: string }>(
  people: readonly (Named & { id: string })[],
  { limit = 50, cursor, languages = [] }: NamePage,
  read: (ids: string[]) => Promise<T[]>,
): Promise<Listed<T>> {
  const after = placeOf(cursor, nameAndId);
  const sorted = sortByFamilyName(people, languages);
  let from = 0;
  if (after) {
    const [family, given, id] = after;
    from = sorted.findIndex((one) => one.id === id) + 1;
    if (from === 0) {
      const order = byFamilyName(languages);
      const parts = (one: Named) => {
        const its = partsOf(one);
        return { name: "", family: cut(its.family), given: cut(its.given) };
      };
      from = sorted.findIndex((one) => order(parts(one), { name: "", family, given }) >= 0);
      if (from < 0) from = sorted.length;
    }
  }
  const shown = sorted.slice(from, from + limit);
  const rows = new Map((await read(shown.map(({ id }) => id))).map((row) => [row.id, row]));
  const last = shown.at(-1);
  const parts = last && partsOf(last);
  return {
    items: shown.flatMap(({ id }) => rows.get(id) ?? []),
    next: last && parts && from + limit < sorted.length ? cursorOf(cut(parts.family), cut(parts.given), last.id) : null,
  };
}
