import { z } from "zod";
import { isVisible, tidy, tidyTag } from "../line";
import { canonicalZone } from "../zoned";

/** Shapes shared by every noun on the wire. */
export const id = z.uuid();
/** ISO 8601 in UTC with microseconds, as the database writes it. */
export const time = z.string();
/** The database's own time text (`2026-01-31 09:00:00.12+00`, in UTC) as ISO 8601, always with six digits of microseconds. */
export const isoTime = (database: string): string =>
  database
    .replace(" ", "T")
    .replace(/(?:\.(\d+))?\+00(?::00)?$/, (_, digits: string | undefined) => `.${(digits ?? "").padEnd(6, "0")}Z`);

const WELL_FORMED = "This holds a character that cannot be stored (a NUL or half of a surrogate pair).";
/** True when PostgreSQL and UTF-8 can hold the string: no NUL, no lone surrogate. */
export const storable = (value: string) => !value.includes("\0") && value.isWellFormed();
/** Free text as typed, up to `max` UTF-16 units; not trimmed, because a note's spaces are its author's. */
export const prose = (max: number) =>
  z
    .string()
    .max(max, `At most ${max.toLocaleString("en")} characters.`)
    .refine(storable, WELL_FORMED);
const oneLine = (max: number, what: string, made: (text: string) => string) =>
  z
    .string()
    .refine(storable, WELL_FORMED)
    .transform(made)
    .pipe(z.string().refine(isVisible, `${what} cannot be empty.`).max(max, `At most ${max} characters.`));
/** One line: `tidy`, with at least one visible character. */
export const line = (max: number, what = "This") => oneLine(max, what, tidy);
/** The name of a tag, as `tidyTag` makes it. */
export const tagName = (what = "A tag") => oneLine(100, what, tidyTag);
/** As `line`, and "nothing" is `null`. */
export const optionalLine = (max: number) =>
  z
    .string()
    .refine(storable, WELL_FORMED)
    .nullish()
    .transform((value) => (value && isVisible(value) ? tidy(value) : null))
    .pipe(z.string().max(max, `At most ${max} characters.`).nullable());

/** A list's window. `cursor` is opaque. */
export const page = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
});
export type Page = z.infer<typeof page>;
export type Listed<T> = { items: T[]; next: string | null };

const ZONE = "That is no time zone. Choose one of the list.";
/** Of the tz database, kept by its present name: what is sent as `Asia/Calcutta` is `Asia/Kolkata`. */
export const timeZone = z
  .string()
  .trim()
  .max(64)
  .refine((name) => canonicalZone(name) !== null, ZONE)
  .transform((name) => canonicalZone(name) ?? name);
