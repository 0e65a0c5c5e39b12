import { z } from "zod";
import type { Span } from "../anchoring";
import { KINDS, longQuote } from "./annotation";
import { person } from "./user";
import { id, line, prose, time, timeZone } from "./wire";

/** What is counted of a student's work, each as many as are asked for. */
const count = (least: number, most: number) =>
  z.number("A whole number.").int("A whole number.").min(least, `At least ${least}.`).max(most, `At most ${most}.`);
const many = count(1, 500);
export const GOALS = [...KINDS, "reply"] as const;
/**
 * So many of each; `spread`: in at least so many sections of the text; `prompts`: all questions are answered. None that is
 * not named.
 */
export const goals = z
  .object({
    ...(Object.fromEntries(GOALS.map((goal) => [goal, many])) as Record<(typeof GOALS)[number], typeof many>),
    spread: count(2, 50),
    prompts: z.literal(true),
  })
  .partial();
export type Goals = z.infer<typeof goals>;
/** What is counted as a number of notes or replies. */
export type Counted = (typeof GOALS)[number];
export type Goal = keyof Goals;

/**
 * What each goal is worth, in whole or by what share of it is reached; what a day late takes off; how many count; and what
 * being near to the instructor's own marks is worth.
 */
export const pointsRule = z.object({
  goals: z.partialRecord(z.enum([...GOALS, "spread", "prompts"]), z.number().min(0).max(1000)),
  by: z.enum(["share", "whole"]).default("share"),
  /** Percent of what a note earns, for each day begun after it was due. */
  latePerDay: z.number().min(0).max(100).default(0),
  /** Of each kind the best so many notes count (in time first, then with the most words); all that are asked for unless given. */
  best: z.number().int().min(1).max(500).nullable().default(null),
  reference: z.number().min(0).max(1000).nullable().default(null),
});
export type PointsRule = z.infer<typeof pointsRule>;

/** The most words that one can be asked to have. */
export const MOST_WORDS = 200;
const counts = {
  /** Also what was written before it opened: before it was created, where it has no such time. */
  earlier: z.boolean(),
  /** What has fewer words does not count; 0 asks for none. */
  minWords: count(0, MOST_WORDS),
  /** Annotations of one kind count once where their passages overlap. */
  distinct: z.boolean(),
  /** What its author changed counts from the last change on, so that a change after the due date makes it late. */
  lastEdit: z.boolean(),
};
/** Which annotations and replies count towards the goals. */
export const counting = z.object(counts);
export type Counting = z.infer<typeof counting>;
/** How a new assignment counts unless it says otherwise. */
export const COUNTING: Counting = { earlier: false, minWords: 5, distinct: true, lastEdit: false };
const newCounting = z.object({
  earlier: counts.earlier.default(COUNTING.earlier),
  minWords: counts.minWords.default(COUNTING.minWords),
  distinct: counts.distinct.default(COUNTING.distinct),
  lastEdit: counts.lastEdit.default(COUNTING.lastEdit),
});

export const reveal = z
  .object({
    when: z.enum(["always", "own", "date", "all", "manual"]),
    /** For `own`: how many passages of one's own, each with a note of at least five words. */
    count: many.optional(),
    /** For `date` the date; else a date at the latest. */
    at: z.iso.datetime({ offset: true }).optional(),
  })
  .refine((a) => a.when !== "own" || a.count !== undefined, { path: ["count"], message: "Say how many passages." })
  .refine((a) => a.when !== "date" || a.at !== undefined, { path: ["at"], message: "Say on which date." });
export type Reveal = z.infer<typeof reveal>;

const moment = z.iso.datetime({ offset: true }).nullable();

/** A text, all of it unless `part` names a passage of it. */
const newReading = z.object({ articleId: id, part: longQuote.optional() });
const shared = {
  readings: z
    .array(newReading)
    .min(1, "Choose what is to be read.")
    .max(20, "At most 20 texts.")
    .refine((list) => new Set(list.map((one) => one.articleId)).size === list.length, "Each text once."),
  title: line(200, "A title"),
  instructions: prose(20_000),
  opensAt: moment,
  dueAt: moment,
  lateUntil: moment,
  timeZone,
  goals,
  /** None are given where it is null. */
  points: pointsRule.nullable(),
  reveal,
  /** Whether students know each other by name. Instructors always see names. */
  names: z.enum(["real", "pseudonyms"]),
};
type Times = { opensAt?: string | null; dueAt?: string | null; lateUntil?: string | null };
const before = (a: string | null | undefined, b: string | null | undefined) => !a || !b || new Date(a) < new Date(b);
const inOrder = (a: Times) => before(a.opensAt, a.dueAt);
const OPENS = { path: ["dueAt"], message: "It is due before it opens." };
const lateInOrder = (a: Times) => !a.lateUntil || (Boolean(a.dueAt) && before(a.dueAt, a.lateUntil));
const LATE = { path: ["lateUntil"], message: "Late work ends after the date it is due." };

export const newAssignment = z
  .object({
    ...shared,
    /** Made by the client, so that sending it again sets nothing twice; the server's unless given. */
    id: id.optional(),
    /** The first reading's title unless given. */
    title: shared.title.optional(),
    instructions: shared.instructions.default(""),
    opensAt: shared.opensAt.default(null),
    dueAt: shared.dueAt.default(null),
    lateUntil: shared.lateUntil.default(null),
    timeZone: timeZone.default("UTC"),
    goals: goals.default({}),
    counting: newCounting.prefault({}),
    points: pointsRule.nullable().default(null),
    reveal: reveal.default({ when: "always" }),
    names: shared.names.default("real"),
  })
  .refine(inOrder, OPENS)
  .refine(lateInOrder, LATE);
export type NewAssignment = z.infer<typeof newAssignment>;

export const assignmentPatch = z
  .object({
    ...shared,
    counting: counting.partial(),
    archived: z.boolean(),
    /** Although finished work becomes late by it, or no longer counts. */
    confirm: z.boolean(),
  })
  .partial()
  .refine((a) => Object.keys(a).some((field) => field !== "confirm"), { message: "Nothing to change." });
export type AssignmentPatch = z.infer<typeof assignmentPatch>;

/** Once more, for another group or another term: dates so many days later or sooner, unless one is said. */
export const assignmentCopy = z.object({
  groupId: id,
  title: shared.title.optional(),
  shiftDays: z
    .number()
    .int("A whole number.")
    .min(-3660, "At most ten years.")
    .max(3660, "At most ten years.")
    .default(0),
  opensAt: moment.optional(),
  dueAt: moment.optional(),
  lateUntil: moment.optional(),
  /** The date of the reveal, or the one at the latest. */
  revealAt: moment.optional(),
});
export type AssignmentCopy = z.infer<typeof assignmentCopy>;

/** The times of an assignment as a whole, once a patch has been laid over it. @returns what is wrong with them, by field */
export const wrongTimes = (times: Times): Record<string, string[]> => ({
  ...(!inOrder(times) && { dueAt: [OPENS.message] }),
  ...(!lateInOrder(times) && { lateUntil: [LATE.message] }),
});

export const assignment = z.object({
  id,
  groupId: id,
  group: z.object({ id, name: z.string() }),
  title: z.string(),
  instructions: z.string(),
  opensAt: time.nullable(),
  dueAt: time.nullable(),
  lateUntil: time.nullable(),
  timeZone: z.string(),
  /** When it is due for me, where I have more time than all. */
  own: z.object({ dueAt: time, lateUntil: time.nullable() }).nullable(),
  goals,
  counting,
  /** What each is worth; null where no points are given. */
  points: pointsRule.nullable(),
  /** Each student sees their own points and feedback. */
  released: z.boolean(),
  reveal: z.object({ when: z.string(), count: z.number().nullable(), at: time.nullable() }),
  names: shared.names,
  readings: z.array(
    z.object({
      articleId: id,
      title: z.string(),
      /** The part as it was drawn, and where it lies in the current version; null where that no longer holds it. */
      part: z
        .object({ exact: z.string(), span: z.object({ start: z.number(), end: z.number() }).nullable() })
        .nullable(),
    }),
  ),
  /** I see my peers' notes on its readings, as far as this assignment goes. */
  revealed: z.boolean(),
  /** Everybody does by now. */
  opened: z.boolean(),
  canEdit: z.boolean(),
  archived: z.boolean(),
  revision: z.number(),
  createdBy: person,
  createdAt: time,
  updatedAt: time,
});
export type Assignment = z.infer<typeof assignment>;

/** Where one student stands. Replies count where they answer others, and not below a question of the assignment. */
export const standing = z.object({
  user: person,
  /** As the group's roster says the name; null where it does not. */
  ...{ givenName: z.string().nullish(), familyName: z.string().nullish() },
  section: z.object({ id, name: z.string() }).nullable(),
  /** Their own, with an extension. */
  dueAt: time.nullable(),
  lateUntil: time.nullable(),
  counts: z.record(z.enum(GOALS), z.number()),
  /** In how many of the text's sections (0 unless the goals ask for that), and how many questions were answered. */
  spread: z.number(),
  prompts: z.number(),
  /** Passages that count towards seeing the others'. */
  passages: z.number(),
  /** Of what was counted, how much was made after it was due. */
  late: z.number(),
  revealed: z.boolean(),
  done: z.boolean(),
  /** How many of what is asked are still to come. */
  missing: z.partialRecord(z.enum([...GOALS, "spread", "prompts"]), z.number()),
});
export type Standing = z.infer<typeof standing>;

/** Where a question stands among those of its assignment, from 0. */
export const promptPlace = z.object({ position: z.number().int().min(0).max(200) }).partial();
/** An instructor's note in the text that is a question of an assignment, and whether I have answered it. */
export const prompt = z.object({ annotationId: id, articleId: id, body: z.string(), answered: z.boolean() });
export type Prompt = z.infer<typeof prompt>;

/** What the reader shows of an assignment beside one of its texts: what is asked of it, and where I stand. */
export const assignedText = z.object({
  id,
  title: z.string(),
  group: z.object({ id, name: z.string() }),
  timeZone: z.string(),
  /** My own times. */
  dueAt: time.nullable(),
  lateUntil: time.nullable(),
  goals,
  reveal: z.object({ when: z.string(), count: z.number().nullable(), at: time.nullable() }),
  /** The assignment keeps nothing of my group's notes from me. */
  revealed: z.boolean(),
  /** I lead its group. */
  leads: z.boolean(),
  /** The part of this text that is to be read, how it begins, and where it lies now; null is all of it. */
  part: z.object({ begins: z.string(), span: z.object({ start: z.number(), end: z.number() }).nullable() }).nullable(),
  /** In all of its texts, in order. */
  prompts: z.array(prompt),
  /** Null for who does not do it. */
  mine: standing
    .pick({ counts: true, spread: true, prompts: true, passages: true, done: true, missing: true })
    .nullable(),
});
export type AssignedText = z.infer<typeof assignedText>;

/** One note or reply that was written for an assignment. */
export type WorkItem = {
  /** An answer below a question of the assignment counts as that alone. */
  goal: Counted | "prompts";
  annotationId: string;
  replyId: string | null;
  articleId: string;
  /** The passage (a reply: that of what it answers) and the words. */
  exact: string;
  body: string;
  /** Where it was written: in that version, so that no later one moves what it earned. */
  version: string;
  start: number;
  end: number;
  /** Where it lies in other versions, as far as they are asked about; a version that it has no place in is missing. */
  places: Readonly<Record<string, Span>>;
  /** Has at least five words. */
  worded: boolean;
  madeAt: string;
  /** Days begun after it was due, 0 in time; what came too late for the assignment does not count. */
  daysLate: number;
  taken: boolean;
  /** When its author last changed its words, its kind or its passage, and how many days after it was due that began; 0 in time. */
  editedAt: string | null;
  editedDaysLate: number;
  /** Why it counts towards nothing: too late, with too few words, or on the passage of another; null where it counts. */
  discounted: "late" | "short" | "same" | null;
  /** Was made when their peers' notes had been shown to them. */
  afterReveal: boolean;
  /** The same number for what was written in the same section of a text; null for a reply, and where no goal asks for sections. */
  section: number | null;
  /** The question that it answers. */
  prompt: string | null;
};
