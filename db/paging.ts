import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { z } from "zod";
import { invalid } from "@/lib/problem";
import type { Listed } from "@/lib/schemas/wire";

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
