"use server";
import { z } from "zod";
import { action } from "@/app/boundary";
import * as feedback from "@/db/feedback";
import * as points from "@/db/points";
import * as reference from "@/db/reference";
import * as reviews from "@/db/reviews";
import { newFeedback, newOverride, newReview, reviewAnswer, scored } from "@/lib/schemas/points";
import { id } from "@/lib/schemas/wire";

const of = z.object({ assignmentId: id });
/** An empty field is none; else what stands there is a number, or is said to be none. */
const number = (none: null | undefined) =>
  z.string().transform((typed) => (typed.trim() === "" ? none : Number(typed.trim().replace(",", "."))));

export const override = action(
  of.extend({
    userId: id,
    goal: scored,
    points: number(null).pipe(newOverride.shape.points),
    reason: newOverride.shape.reason,
  }),
  async (viewer, { assignmentId, userId, goal, ...said }) => {
    await points.override(viewer, assignmentId, userId, goal, said);
  },
);
export const askReview = action(of.and(newReview), async (viewer, { assignmentId, ...asked }) => {
  await reviews.ask(viewer, assignmentId, asked);
});
export const answerReview = action(
  of.extend({
    reviewId: id,
    points: number(undefined).pipe(reviewAnswer.shape.points),
    answer: reviewAnswer.shape.answer,
  }),
  async (viewer, { assignmentId, reviewId, ...said }) => {
    await reviews.answer(viewer, assignmentId, reviewId, said);
  },
);
export const sayFeedback = action(
  of.extend({
    userId: z.union([id, z.literal("").transform(() => null)]),
    body: newFeedback.shape.body,
    former: newFeedback.shape.former,
  }),
  async (viewer, { assignmentId, ...said }) => {
    await feedback.say(viewer, assignmentId, said);
  },
);
export const release = action(of, (viewer, { assignmentId }) => points.release(viewer, assignmentId));
export const withhold = action(of, (viewer, { assignmentId }) => points.withhold(viewer, assignmentId));
export const chooseReference = action(
  of.extend({ "marks[]": z.array(id).max(200, "At most 200 marks.").default([]) }),
  async (viewer, { assignmentId, "marks[]": marks }) => {
    await reference.choose(viewer, assignmentId, marks);
  },
);
