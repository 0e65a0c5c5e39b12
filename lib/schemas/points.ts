import { z } from "zod";
import { KINDS } from "./annotation";
import { GOALS } from "./assignment";
import { person } from "./user";
import { id, prose, time } from "./wire";

/** What points are given for: a goal, or being near to the instructor's own marks. */
export const scored = z.enum([...GOALS, "spread", "prompts", "reference"]);

const words = (max: number, empty: string) =>
  prose(max)
    .transform((typed) => typed.trim())
    .refine((typed) => typed !== "", empty);
const given = z.number({ error: "A number of points." }).min(0, "No less than none.").max(1000).multipleOf(0.01, {
  error: "At most two decimals.",
});

/** A lead's points for a goal in place of what was counted, with why; null is as it was counted, again. */
export const newOverride = z.object({ points: given.nullable(), reason: words(2000, "Say why: the student is told.") });
export type NewOverride = z.infer<typeof newOverride>;

export const newReview = z.object({ goal: scored, message: words(4000, "Say what should be looked at again.") });
export type NewReview = z.infer<typeof newReview>;
/** Without points what was given stays. */
export const reviewAnswer = z.object({
  answer: words(4000, "Say what you found: the student is told."),
  points: given.nullable().optional(),
});
export type ReviewAnswer = z.infer<typeof reviewAnswer>;

/**
 * To one student, or to all; nothing written takes it away. Markdown. `former` is what its writer found there: where
 * something else stands by now, it is not replaced unseen.
 */
export const newFeedback = z.object({ userId: id.nullable(), body: prose(20_000), former: prose(20_000).optional() });
export type NewFeedback = z.infer<typeof newFeedback>;

/** All of my marks that work is to be compared with. */
export const newReference = z.object({ annotationIds: z.array(id).max(200, "At most 200 marks.") });

const kind = z.enum(KINDS);
/** A mark of the instructor's. */
export const referenceMark = z.object({
  annotationId: id,
  articleId: id,
  kind,
  exact: z.string(),
  body: z.string(),
  start: z.number(),
  end: z.number(),
  /** It stands in the group's layer, so that it can be seen in its text. */
  shared: z.boolean(),
});
export type ReferenceMark = z.infer<typeof referenceMark>;
/** One that could be. */
export const choosableMark = referenceMark.extend({ articleTitle: z.string(), chosen: z.boolean() });
export type ChoosableMark = z.infer<typeof choosableMark>;

/** What one note or reply earned. */
export const share = z.object({
  annotationId: id,
  replyId: id.nullable(),
  articleId: id,
  exact: z.string(),
  body: z.string(),
  madeAt: time,
  daysLate: z.number(),
  /** How many days after it was due its author last changed its words, its kind or its passage, begun ones too; 0 in time. */
  editedDaysLate: z.number(),
  points: z.number(),
  of: z.number(),
  /** Against a mark of the reference: the passages' common length by their joint length, and whether the kind is the same. */
  near: z.object({ position: z.number(), sameKind: z.boolean() }).nullable(),
});
export type ShownShare = z.infer<typeof share>;

export const review = z.object({
  id,
  user: person,
  goal: scored,
  message: z.string(),
  at: time,
  answer: z.string().nullable(),
  answeredBy: person.nullable(),
  answeredAt: time.nullable(),
});
export type Review = z.infer<typeof review>;

/** Who said something, and when they last changed it. */
export const saidBy = z.object({ by: person, at: time });

/** One student's points: those of each goal are the sum of its shares, unless a lead said otherwise. */
export const studentPoints = z.object({
  user: person,
  /** As the group's roster says the name; null where it does not. */
  ...{ givenName: z.string().nullish(), familyName: z.string().nullish() },
  section: z.object({ id, name: z.string() }).nullable(),
  externalId: z.string().nullable(),
  dueAt: time.nullable(),
  goals: z.array(
    z.object({
      goal: scored,
      points: z.number(),
      max: z.number(),
      /** How many there are, and how many make all of the points. */
      have: z.number(),
      need: z.number(),
      /** What was lost by being late. */
      late: z.number(),
      /** What was counted, and what a lead says in place of it. */
      counted: z.number(),
      override: z.object({ points: z.number(), reason: z.string(), by: person, at: time }).nullable(),
      shares: z.array(share),
    }),
  ),
  points: z.number(),
  max: z.number(),
  late: z.number(),
  /** What a lead says to them alone. */
  feedback: z.string().nullable(),
  feedbackFrom: saidBy.nullable(),
  reviews: z.array(review),
});
export type StudentPoints = z.infer<typeof studentPoints>;

export const allPoints = z.object({
  items: z.array(studentPoints),
  /**
   * Who worked for it and is in the group no more, with how many marks and replies of theirs there are, and when a lead took
   * them out, where one did.
   */
  gone: z.array(studentPoints.extend({ written: z.number(), leftAt: time.nullable() })),
  worth: z.array(z.object({ goal: scored, max: z.number(), need: z.number() })),
  releasedAt: time.nullable(),
  /** What a lead says to all. */
  feedback: z.string().nullable(),
  feedbackFrom: saidBy.nullable(),
});
export type AllPoints = z.infer<typeof allPoints>;

/** `points` is null until they are released. */
export const ownPoints = allPoints.omit({ items: true, gone: true }).extend({ points: studentPoints.nullable() });
export type OwnPoints = z.infer<typeof ownPoints>;

/** Something that was done to an assignment and its points. */
export const assignmentAct = z.object({
  id,
  what: z.enum([
    ...(["create", "revise", "open", "extend", "rule", "override", "review", "answer", "feedback"] as const),
    ...(["release", "withhold"] as const),
  ]),
  /** Whose points or time it is about. */
  user: person.nullable(),
  detail: z.record(z.string(), z.unknown()),
  by: person,
  at: time,
});
export type AssignmentAct = z.infer<typeof assignmentAct>;

/** A passage of the instructor's, and the student's nearest to it. */
export const compared = z.object({
  mark: referenceMark.extend({ articleTitle: z.string() }),
  own: z
    .object({
      annotationId: id,
      kind,
      exact: z.string(),
      body: z.string(),
      position: z.number(),
      sameKind: z.boolean(),
    })
    .nullable(),
});
export type Compared = z.infer<typeof compared>;
