import { and, desc, eq, like, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { v7 as uuid } from "uuid";
import { type Asked, type Override, score, settle, worth } from "@/lib/points";
import { invalid, notFound } from "@/lib/problem";
import { inPoints } from "@/lib/rule";
import { pointsRule, type Standing, type WorkItem } from "@/lib/schemas/assignment";
import type { AllPoints, NewOverride, OwnPoints, Review, StudentPoints } from "@/lib/schemas/points";
import { scored } from "@/lib/schemas/points";
import type { Account, Person, Viewer } from "@/lib/schemas/user";
import { assignmentLedBy, assignmentVisibleTo, feedbackShownTo, pointsShownTo } from "./access";
import type { Connected } from "./annotation-rows";
import { record } from "./assignment-acts";
import { db } from "./client";
import type { Writing } from "./events";
import { iso, isoOrNull } from "./paging";
import { marksOf } from "./reference";
import { assignments, feedback, memberships, notices, overrides, reviews, users } from "./schema";
import { tellOfRelease } from "./telling";
import { promptsIn, stand, standOf } from "./work";

/**
 * What students' work is worth: counted anew from what stands whenever it is asked for, with what leads said laid over it.
 * Nothing but that is stored.
 */

const NO_RULE = pointsRule.parse({ goals: {} });

type Head = Asked & { releasedAt: string | null; groupId: string; shown: boolean };
/** What an assignment asks and gives; `shown`: this student's points are shown to this viewer. @throws Problem 404 */
async function headOf(viewer: Viewer, id: string, userId: string | null, on: Connected = db): Promise<Head> {
  const shown = userId === null ? assignmentLedBy(viewer) : pointsShownTo(sql`${userId}::uuid`, viewer);
  const [row] = await on
    .select({
      goals: assignments.goals,
      rule: assignments.points,
      prompts: promptsIn(sql`${assignments.id}`),
      releasedAt: isoOrNull(assignments.releasedAt),
      groupId: assignments.groupId,
      shown: sql<boolean>`${shown}`,
    })
    .from(assignments)
    .where(and(eq(assignments.id, id), assignmentVisibleTo(viewer)));
  if (!row) notFound();
  const rule = row.rule ?? NO_RULE;
  return { ...row, rule, reference: row.shown && rule.reference ? await marksOf(on, id) : [] };
}

/** Everybody's points, by name. @throws Problem 404 unless I lead its group */
export async function all(viewer: Viewer, id: string): Promise<AllPoints> {
  const { items, gone, promptsInAll: _, ...rest } = await withWork(viewer, id);
  return {
    ...rest,
    items: items.map(({ points }) => points),
    gone: gone.map(({ points, work, leftAt }) => ({ ...points, written: work.length, leftAt })),
  };
}

type OneWithWork = { points: StudentPoints; standing: Standing; work: WorkItem[] };
export type WithWork = Omit<AllPoints, "items" | "gone"> & {
  items: OneWithWork[];
  /** Who worked for it and is in its group no more. */
  gone: (OneWithWork & { leftAt: string | null })[];
  promptsInAll: number;
};
/** The same with all work behind them. @throws Problem 404 unless I lead its group */
export async function withWork(viewer: Viewer, id: string): Promise<WithWork> {
  const head = await headOf(viewer, id, null);
  if (!head.shown) notFound();
  const [{ standings, promptsInAll }, left, said] = await Promise.all([
    stand(viewer, id, { words: true }),
    stand(viewer, id, { words: true, whose: "gone" }),
    saidOf(viewer, id, sql`true`),
  ]);
  const scored = ({ standing, items: work, leftAt }: (typeof standings)[number]) => ({
    ...{ points: pointsOf(head, standing, work, said), standing, work, leftAt },
  });
  const rest = { promptsInAll, worth: worth(head), releasedAt: head.releasedAt, ...feedbackTo(said, null) };
  return { items: standings.map(scored), gone: left.standings.map(scored), ...rest };
}

/** One student's points: theirs to themself once released, to leads always. @throws Problem 404 for anybody else */
export async function of(viewer: Viewer, id: string, userId: string): Promise<OwnPoints> {
  const head = await headOf(viewer, id, userId);
  const { standings } = await standOf(viewer, id, userId);
  const [one] = standings;
  if (!one) notFound();
  const said = await saidOf(viewer, id, sql`s.user_id = ${userId}::uuid`);
  const points = head.shown ? pointsOf(head, one.standing, one.items, said) : null;
  return { worth: worth(head), releasedAt: head.releasedAt, ...feedbackTo(said, null), points };
}

type Said = {
  overrides: Map<string, (Override & { user: Person })[]>;
  reviews: Map<string, Review[]>;
  feedback: Map<string | null, { body: string; by: Person; at: string }>;
  externalIds: Map<string, string | null>;
};
/** What was said to one, or (nobody named) to all. */
function feedbackTo({ feedback: said }: Said, userId: string | null) {
  const { body, ...from } = said.get(userId) ?? { body: null };
  return { feedback: body, feedbackFrom: "by" in from ? from : null };
}
function grouped<T>(rows: readonly T[], by: (row: T) => string): Map<string, T[]> {
  const all = new Map<string, T[]>();
  for (const row of rows) all.set(by(row), [...(all.get(by(row)) ?? []), row]);
  return all;
}
const maker = alias(users, "maker");
const made = { id: maker.id, name: maker.name };

/** What leads and students said of points. @param which a condition on `s`, which has `user_id` */
async function saidOf(viewer: Viewer, id: string, which: SQL): Promise<Said> {
  const whose = (userId: SQL) => sql`exists (select 1 from (select ${userId} as user_id) as s where ${which})`;
  const latest = await db
    .selectDistinctOn([overrides.userId, overrides.goal], {
      ...{ userId: overrides.userId, goal: overrides.goal, points: overrides.points, reason: overrides.reason },
      ...{ by: made, at: iso(overrides.at) },
    })
    .from(overrides)
    .innerJoin(assignments, eq(assignments.id, overrides.assignmentId))
    .innerJoin(maker, eq(maker.id, overrides.madeBy))
    .where(and(eq(assignments.id, id), pointsShownTo(overrides.userId, viewer), whose(sql`${overrides.userId}`)))
    .orderBy(overrides.userId, overrides.goal, desc(overrides.at), desc(overrides.id));
  const asked = await reviewRows(viewer, id, whose(sql`${reviews.userId}`));
  const told = await db
    .select({ userId: feedback.userId, body: feedback.body, by: made, at: iso(feedback.updatedAt) })
    .from(feedback)
    .innerJoin(assignments, eq(assignments.id, feedback.assignmentId))
    .innerJoin(maker, eq(maker.id, feedback.madeBy))
    .where(
      and(
        eq(assignments.id, id),
        feedbackShownTo(viewer),
        sql`(${feedback.userId} is null or ${whose(sql`${feedback.userId}`)})`,
      ),
    );
  const ids = await db
    .select({ userId: memberships.userId, externalId: memberships.externalId })
    .from(memberships)
    .innerJoin(assignments, eq(assignments.groupId, memberships.groupId))
    .where(and(eq(assignments.id, id), assignmentLedBy(viewer), whose(sql`${memberships.userId}`)));
  return {
    overrides: grouped(
      latest.map(({ by, ...row }) => ({ ...row, by: by.name, user: by })),
      ({ userId }) => userId,
    ),
    reviews: grouped(asked, ({ user }) => user.id),
    feedback: new Map(told.map(({ userId, ...one }) => [userId, one])),
    externalIds: new Map(ids.map((row) => [row.userId, row.externalId])),
  };
}

/** Requests for review, the latest first. */
export const reviewRows = async (viewer: Viewer, id: string, which: SQL, on: Connected = db): Promise<Review[]> => {
  const answerer = alias(users, "answerer");
  const rows = await on
    .select({
      ...{ id: reviews.id, user: { id: users.id, name: users.name }, goal: reviews.goal, message: reviews.message },
      ...{ at: iso(reviews.createdAt), answer: reviews.answer, answeredAt: isoOrNull(reviews.answeredAt) },
      answeredBy: { id: answerer.id, name: answerer.name },
    })
    .from(reviews)
    .innerJoin(assignments, eq(assignments.id, reviews.assignmentId))
    .innerJoin(users, eq(users.id, reviews.userId))
    .leftJoin(answerer, eq(answerer.id, reviews.answeredBy))
    .where(and(eq(assignments.id, id), pointsShownTo(reviews.userId, viewer), which))
    .orderBy(desc(reviews.createdAt), desc(reviews.id));
  return rows.map((row) => ({
    ...row,
    goal: scored.parse(row.goal),
    answeredBy: row.answeredBy?.id ? row.answeredBy : null,
  }));
};

function pointsOf(head: Head, standing: Standing, items: readonly WorkItem[], said: Said): StudentPoints {
  const { user, givenName, familyName, section, dueAt } = standing;
  const own = said.overrides.get(user.id) ?? [];
  const settled = settle(score(head, items), own);
  return {
    ...{ user, givenName, familyName, section, dueAt, externalId: said.externalIds.get(user.id) ?? null },
    ...{ points: settled.points, max: settled.max, late: settled.late },
    ...feedbackTo(said, user.id),
    reviews: said.reviews.get(user.id) ?? [],
    goals: settled.goals.map(({ shares, override, ...goal }) => {
      const by = override && own.find((one) => one.goal === override.goal)?.user;
      return {
        ...goal,
        override: override && by ? { points: goal.points, reason: override.reason, by, at: override.at } : null,
        shares: shares.map(({ item, points, of, near }) => ({
          ...{ annotationId: item.annotationId, replyId: item.replyId, articleId: item.articleId },
          ...{ exact: item.exact, body: item.body, madeAt: item.madeAt, daysLate: item.daysLate },
          ...{ editedDaysLate: item.editedDaysLate, points, of },
          near: near ? { position: near.position, sameKind: near.sameKind } : null,
        })),
      };
    }),
  };
}

// ---- deciding --------------------------------------------------------------------------------------------------

/** An assignment that I lead, held until the end. @throws Problem 404 */
export async function hold(tx: Writing, viewer: Account, id: string): Promise<{ groupId: string; released: boolean }> {
  const [held] = await tx
    .select({ groupId: assignments.groupId, released: sql<boolean>`${assignments.releasedAt} is not null` })
    .from(assignments)
    .where(and(eq(assignments.id, id), assignmentLedBy(viewer)))
    .for("update");
  return held ?? notFound();
}

/** @throws Problem 404 for somebody who is none of its students */
export async function mustStudy(tx: Writing, groupId: string, userId: string): Promise<void> {
  const [found] = await tx
    .select({ id: memberships.userId })
    .from(memberships)
    .where(and(eq(memberships.groupId, groupId), eq(memberships.userId, userId), eq(memberships.role, "member")));
  if (!found) notFound();
}

/**
 * Gives a student's goal other points than were counted, or (null) those again. All that was said stays in the log.
 * @throws Problem 404 unless I lead its group and they study there; 400 for a goal without points, or for more than it is worth
 */
export async function override(
  viewer: Account,
  id: string,
  userId: string,
  goal: string,
  said: NewOverride,
): Promise<void> {
  await db.transaction(async (tx) => {
    const { groupId } = await hold(tx, viewer, id);
    await mustStudy(tx, groupId, userId);
    await overrideIn(tx, viewer, { id, userId, goal, ...said });
  });
}

/** The same within another decision that holds the assignment. */
export async function overrideIn(
  tx: Writing,
  viewer: Account,
  { id, userId, goal, points, reason }: NewOverride & { id: string; userId: string; goal: string },
): Promise<void> {
  const max = worth(await headOf(viewer, id, null, tx)).find((one) => one.goal === goal)?.max;
  if (max === undefined) invalid({ goal: ["No points are given for this."] });
  if (points !== null && points > max) invalid({ points: [`At most ${inPoints(max)}.`] });
  const [before] = await tx
    .select({ points: overrides.points })
    .from(overrides)
    .where(and(eq(overrides.assignmentId, id), eq(overrides.userId, userId), eq(overrides.goal, goal)))
    .orderBy(desc(overrides.at), desc(overrides.id))
    .limit(1);
  const done = { assignmentId: id, userId, madeBy: viewer.id };
  await tx.insert(overrides).values({ id: uuid(), ...done, goal, points, reason });
  const detail = { goal, from: before?.points ?? null, to: points, of: max, reason };
  await record(tx, { ...done, what: "override", detail });
}

/** Shows each student their points and feedback, and tells them; again is no other time. @throws Problem 404 */
export const release = (viewer: Account, id: string): Promise<void> => setReleased(viewer, id, true);
/** Takes that back. What they were told of it goes too. @throws Problem 404 */
export const withhold = (viewer: Account, id: string): Promise<void> => setReleased(viewer, id, false);

async function setReleased(viewer: Account, id: string, on: boolean): Promise<void> {
  await db.transaction(async (tx) => {
    const { released, groupId } = await hold(tx, viewer, id);
    if (released === on) return;
    await tx
      .update(assignments)
      .set({ releasedAt: on ? sql`clock_timestamp()` : null })
      .where(and(eq(assignments.id, id), assignmentLedBy(viewer)));
    const actId = await record(tx, { assignmentId: id, what: on ? "release" : "withhold", madeBy: viewer.id });
    // What they were told of a release that was taken back would come again with the next.
    if (!on) await tx.delete(notices).where(and(eq(notices.assignmentId, id), like(notices.cause, "released:%")));
    if (on) await tellOfRelease(tx, { assignmentId: id, groupId, actorId: viewer.id, actId });
  });
}
