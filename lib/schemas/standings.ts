import { z } from "zod";
import { KINDS } from "./annotation";
import { GOALS } from "./assignment";
import { scored } from "./points";
import { person } from "./user";
import { id } from "./wire";

/** How those who lead a group look at its work: the table of students, the heat of a text, what to talk about. */

/** What the table is sorted by; `-` before it is the other way round. */
export const COLUMNS = [
  "name",
  "section",
  "standing",
  ...GOALS,
  "spread",
  "prompts",
  "passages",
  "all",
  "points",
] as const;
export type Column = (typeof COLUMNS)[number];
/** Whom it shows. */
export const WHICH = ["done", "begun", "nothing", "late", "extended", "blind"] as const;
export type Which = (typeof WHICH)[number];

const sort = <const C extends readonly string[]>(columns: C) =>
  z
    .string()
    .transform((given) => ({ by: given.replace(/^-/, ""), down: given.startsWith("-") }))
    .pipe(z.object({ by: z.enum(columns), down: z.boolean() }));
const BY_NAME = { by: "name", down: false } as const;

/** Whom a table of students shows. */
const narrowing = {
  /** A section's id; `none` for who is in none. */
  section: z
    .union([id, z.literal("none")])
    .nullish()
    .catch(null),
  q: z.string().max(200).catch(""),
};

/** What the address of the table says. What it does not name, or names wrongly, is as usual. */
export const standingsQuery = z.object({
  sort: sort(COLUMNS).catch(BY_NAME),
  ...narrowing,
  only: z.enum(WHICH).nullish().catch(null),
});
export type StandingsQuery = z.infer<typeof standingsQuery>;

/** The same of the table of points. */
export const POINTS_COLUMNS = ["name", "section", "points", ...scored.options, "late"] as const;
export type PointsColumn = (typeof POINTS_COLUMNS)[number];
export const pointsQuery = z.object({ sort: sort(POINTS_COLUMNS).catch(BY_NAME), ...narrowing });
export type PointsQuery = z.infer<typeof pointsQuery>;

/** What both say, for what they share. */
export type TableQuery = {
  sort: { by: string; down: boolean };
  section?: string | null;
  q: string;
  only?: string | null;
};

/** Which text of an assignment is looked at; its first unless given. */
export const heatQuery = z.object({ articleId: id.optional() });

/** How the passages to talk about are looked at: names are hidden unless asked for; notes whose passages are left out. */
export const talkQuery = z.object({
  names: z
    .literal("shown")
    .optional()
    .catch(undefined)
    .transform((given) => given === "shown"),
  without: z
    .string()
    .max(4000)
    .catch("")
    .transform((given) => given.split(",").filter((one) => id.safeParse(one).success)),
});
export type TalkQuery = z.infer<typeof talkQuery>;

const kinds = z.record(z.enum(KINDS), z.number());
/** What stands in one section of a text. Places are UTF-16 offsets into its current version. */
export const heatSection = z.object({
  heading: z.string().nullable(),
  start: z.number(),
  end: z.number(),
  marks: z.number(),
  people: z.number(),
  kinds,
  questions: z.number(),
  /** Passages on whose kind readers differ. */
  differing: z.number(),
});
export type HeatSection = z.infer<typeof heatSection>;

/** A passage to talk about, with the notes that say most. */
export const talkPassage = z.object({
  /** The note that most others of the passage resemble, or the first of them. */
  annotationId: id,
  articleId: id,
  articleTitle: z.string(),
  exact: z.string(),
  start: z.number(),
  end: z.number(),
  worth: z.number(),
  marks: z.number(),
  people: z.number(),
  questions: z.number(),
  resolved: z.number(),
  alsoAsk: z.number(),
  replies: z.number(),
  /** As what readers marked it, where they differ. */
  differ: z.array(z.object({ kind: z.enum(KINDS), people: z.number() })).nullable(),
  notes: z.array(
    z.object({
      id,
      kind: z.enum(KINDS),
      body: z.string(),
      asks: z.boolean(),
      resolved: z.boolean(),
      alsoAsk: z.number(),
      replies: z.number(),
      author: person,
    }),
  ),
});
export type TalkPassage = z.infer<typeof talkPassage>;
