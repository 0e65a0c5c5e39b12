import { and, eq, isNull, sql } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { conflict, invalid, notFound } from "@/lib/problem";
import type { NewReview, OwnPoints, Review, ReviewAnswer } from "@/lib/schemas/points";
import type { Account } from "@/lib/schemas/user";
import { assignmentLedBy, reviewAskedBy } from "./access";
import { record } from "./assignment-acts";
import { db } from "./client";
import { hold, of, overrideIn, reviewRows } from "./points";
import { assignments, reviews } from "./schema";
import { tellOfReview } from "./telling";

/** A student asks that their points for a goal be looked at again; a lead answers, and gives others or leaves them. */

/**
 * Asks, once until it is answered. @throws Problem 404 unless they are mine and released; 400 for a goal without points; 409
 * when I asked already
 */
export async function ask(viewer: Account, assignmentId: string, { goal, message }: NewReview): Promise<Review> {
  const { points }: OwnPoints = await of(viewer, assignmentId, viewer.id);
  if (points && !points.goals.some((one) => one.goal === goal)) invalid({ goal: ["No points are given for this."] });
  const id = uuid();
  await db.transaction(async (tx) => {
    const [may] = await tx
      .select({ groupId: assignments.groupId })
      .from(assignments)
      .where(and(eq(assignments.id, assignmentId), reviewAskedBy(viewer)))
      .for("share");
    if (!may) notFound();
    const [made] = await tx
      .insert(reviews)
      .values({ id, assignmentId, userId: viewer.id, goal, message })
      .onConflictDoNothing()
      .returning({ id: reviews.id });
    if (!made) conflict("You asked for this already. Your instructor has not answered yet.");
    await record(tx, { assignmentId, userId: viewer.id, madeBy: viewer.id, what: "review", detail: { goal, message } });
    const about = { reviewId: id, userId: viewer.id, assignmentId, groupId: may.groupId, actorId: viewer.id };
    await tellOfReview(tx, "review", about);
  });
  const [review] = await reviewRows(viewer, assignmentId, eq(reviews.id, id));
  return review ?? notFound();
}

/**
 * Answers, and with points gives these in place of what was counted; the answer is the reason. @throws Problem 404 unless I
 * lead its group; 409 when another was quicker; 400 for more than the goal is worth
 */
export async function answer(
  viewer: Account,
  assignmentId: string,
  reviewId: string,
  { answer: said, points }: ReviewAnswer,
): Promise<void> {
  await db.transaction(async (tx) => {
    const { groupId } = await hold(tx, viewer, assignmentId);
    const [review] = await tx
      .update(reviews)
      .set({ answer: said, answeredBy: viewer.id, answeredAt: sql`clock_timestamp()` })
      .where(
        and(
          eq(reviews.id, reviewId),
          eq(reviews.assignmentId, assignmentId),
          isNull(reviews.answeredAt),
          sql`exists (select 1 from ${assignments} where ${assignments.id} = ${reviews.assignmentId} and ${assignmentLedBy(viewer)})`,
        ),
      )
      .returning({ userId: reviews.userId, goal: reviews.goal });
    if (!review) {
      const [there] = await reviewRows(viewer, assignmentId, eq(reviews.id, reviewId), tx);
      return there ? conflict("Somebody answered this already.") : notFound();
    }
    const { userId, goal } = review;
    const detail = { goal, answer: said, kept: points === undefined };
    await record(tx, { assignmentId, userId, madeBy: viewer.id, what: "answer", detail });
    await tellOfReview(tx, "reviewed", { reviewId, userId, assignmentId, groupId, actorId: viewer.id });
    if (points !== undefined) await overrideIn(tx, viewer, { id: assignmentId, userId, goal, points, reason: said });
  });
}
