import { z } from "zod";
import { id, line, storable, time } from "./wire";

/** Rosters: who is to be in a group, as a school's own list says it. */

/** Lines of a roster; above, it is to be imported in parts. */
export const MOST_LINES = 5_000;
/** Bytes of a request that carries one. */
export const ROSTER_BYTES = 4 * 1024 * 1024;

/** What a column can say. A name stands in one column, or in two. */
export const FIELDS = ["name", "first", "last", "email", "section", "externalId", "role"] as const;
export type Field = (typeof FIELDS)[number];

const column = z.number().int().min(0).max(199);
/** Which column says what, from 0; `header`: the first row names them and is nobody. */
export const columns = z
  .object({
    header: z.boolean(),
    name: column,
    first: column,
    last: column,
    email: column,
    section: column,
    externalId: column,
    role: column,
  })
  .partial()
  .required({ header: true });
export type Columns = z.infer<typeof columns>;

/** Days for which a slip works. */
export const slipDays = z.number().int().min(1).max(90).default(14);

export const newRoster = z.object({
  /** The file's text, in any of the forms that spreadsheets write. */
  csv: z.string().max(ROSTER_BYTES),
  /** Where it was not understood by itself. */
  columns: columns.optional(),
  /** Only says what it would be understood as; nothing is looked up and nothing changes. */
  preview: z.boolean().default(false),
  days: slipDays,
});
export type NewRoster = z.infer<typeof newRoster>;

export const sectionName = line(60, "A section");
export const externalId = line(100, "An ID");

export const rosterLine = z.object({
  line: z.number(),
  name: z.string(),
  /** The parts of the name, where the roster tells them apart. */
  given: z.string().nullable(),
  family: z.string().nullable(),
  email: z.string().nullable(),
  section: z.string().nullable(),
  externalId: z.string().nullable(),
});
export type RosterLine = z.infer<typeof rosterLine>;

/** What a roster was understood as. Lines at fault are not imported; the others are. */
export const rosterPreview = z.object({
  columns,
  /** What the columns are called, or hold in their first row. */
  heads: z.array(z.string()),
  lines: z.array(rosterLine),
  faults: z.array(z.object({ line: z.number(), message: z.string() })),
  warnings: z.array(z.string()),
  /** Sections that the group does not have yet, and would get. */
  sections: z.array(z.string()),
});
export type RosterPreview = z.infer<typeof rosterPreview>;

/** A sign-in slip, in the one moment in which its code is known. */
export const slip = z.object({
  userId: id,
  name: z.string(),
  login: z.string(),
  section: z.string().nullable(),
  externalId: z.string().nullable(),
  code: z.string(),
  expiresAt: time,
});
export type Slip = z.infer<typeof slip>;

/** What an import did. Nothing of it depends on who has an account. */
export const rosterTaken = z.object({
  /** Addresses that are invited now. */
  invited: z.number(),
  /** Invitations, and people of the group, of whom the roster says something else than before. */
  changed: z.number(),
  unchanged: z.number(),
  /** Accounts made for people without an address, whose slips are in the answer this once. */
  made: z.number(),
  /** Lines at fault. */
  skipped: z.number(),
  sections: z.array(z.string()),
  slips: z.array(slip),
});
export type RosterTaken = z.infer<typeof rosterTaken>;

/** Somebody of a roster who was invited and has not accepted yet. */
export const awaited = z.object({
  id,
  name: z.string(),
  email: z.string(),
  section: z.string().nullable(),
  externalId: z.string().nullable(),
  /** When the letter left; null while it waits for its turn. */
  sentAt: time.nullable(),
  expiresAt: time,
  /** Where no mail is sent: to be copied. */
  url: z.url().nullable(),
});
export type Awaited = z.infer<typeof awaited>;

/** Somebody whose account was made in this group. */
export const madeAccount = z.object({
  id,
  name: z.string(),
  login: z.string(),
  section: z.string().nullable(),
  externalId: z.string().nullable(),
  /** Has chosen a password. */
  entered: z.boolean(),
  /** Until when a slip that was not used yet works. */
  slipUntil: time.nullable(),
});
export type MadeAccount = z.infer<typeof madeAccount>;

/** Where the two lists of a roster's page begin, as an address says them. */
const begins = z.string().max(200).refine(storable).optional().catch(undefined);
export const rosterPages = z.object({ cursor: begins, accounts: begins });
/** For whom slips are printed anew; former ones of theirs are worthless. */
export const newSlips = z.object({ userIds: z.array(id).min(1, "Choose somebody.").max(MOST_LINES), days: slipDays });
export type NewSlips = z.infer<typeof newSlips>;
