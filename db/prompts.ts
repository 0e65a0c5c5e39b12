import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import { notFound } from "@/lib/problem";
import type { Prompt } from "@/lib/schemas/assignment";
import type { Account, Viewer } from "@/lib/schemas/user";
import { assignmentLedBy, assignmentVisibleTo, promptSetBy, promptShownTo, replyWrittenBy } from "./access";
import { db } from "./client";
import { append, type Writing } from "./events";
import { annotations, assignments, prompts, replies } from "./schema";

/** Questions of assignments: instructors' notes in the text, answered by replies below them. */

/** The questions of an assignment, in order, and whether I have answered each. @throws Problem 404 */
export async function list(viewer: Viewer, assignmentId: string): Promise<Prompt[]> {
  const [shown] = await db
    .select({ id: assignments.id })
    .from(assignments)
    .where(and(eq(assignments.id, assignmentId), assignmentVisibleTo(viewer)));
  if (!shown) notFound();
  const by = await listed(viewer, eq(prompts.assignmentId, assignmentId));
  return by.get(assignmentId) ?? [];
}

/** The same of several assignments, by assignment; one without questions is not in it. */
export async function listed(viewer: Viewer, which: SQL): Promise<Map<string, Prompt[]>> {
  const rows = await db
    .select({
      assignmentId: prompts.assignmentId,
      annotationId: annotations.id,
      articleId: annotations.articleId,
      body: annotations.body,
      answered: sql<boolean>`exists (select 1 from ${replies} where ${replies.annotationId} = ${annotations.id}
        and ${replyWrittenBy(viewer)} and ${replies.hiddenAt} is null)`,
    })
    .from(prompts)
    .innerJoin(assignments, eq(assignments.id, prompts.assignmentId))
    .innerJoin(annotations, eq(annotations.id, prompts.annotationId))
    .where(and(which, promptShownTo(viewer)))
    .orderBy(asc(prompts.position), asc(prompts.annotationId));
  const by = new Map<string, Prompt[]>();
  for (const { assignmentId, ...prompt } of rows) {
    const those = by.get(assignmentId);
    if (those) those.push(prompt);
    else by.set(assignmentId, [prompt]);
  }
  return by;
}

/**
 * Makes a lead's note a question of an assignment, the last unless `position` (from 0) says otherwise; again with another
 * position it moves. @returns all of them. @throws Problem 404, also for a note that may be no question of it
 */
export async function ask(
  viewer: Account,
  assignmentId: string,
  annotationId: string,
  position?: number,
): Promise<Prompt[]> {
  await db.transaction(async (tx) => {
    const made = await tx.execute(sql`
      insert into prompts (assignment_id, annotation_id, position)
      select ${assignments.id}, ${annotations.id}, (select coalesce(max(position) + 1, 0) from prompts where assignment_id = ${assignments.id})
      from ${assignments}, ${annotations}
      where ${assignments.id} = ${assignmentId}::uuid and ${annotations.id} = ${annotationId}::uuid and ${promptSetBy(viewer)}
        and exists (select 1 from assignment_readings as ar where ar.assignment_id = ${assignments.id} and ar.article_id = ${annotations.articleId})
      on conflict (assignment_id, annotation_id) do update set position = prompts.position returning annotation_id`);
    if (made.length === 0) notFound();
    await hold(tx, viewer, assignmentId);
    const order = await inOrder(tx, viewer, assignmentId);
    if (position !== undefined) order.splice(position, 0, ...order.splice(order.indexOf(annotationId), 1));
    await number(tx, assignmentId, order);
    await tellReaders(tx, viewer, annotationId);
  });
  return list(viewer, assignmentId);
}

/** Makes it a note like any other; what was answered below it stays. @returns those that are left. @throws Problem 404 */
export async function unask(viewer: Account, assignmentId: string, annotationId: string): Promise<Prompt[]> {
  await db.transaction(async (tx) => {
    await hold(tx, viewer, assignmentId);
    const which = and(eq(prompts.assignmentId, assignmentId), eq(prompts.annotationId, annotationId));
    const [gone] = await tx.delete(prompts).where(which).returning({ id: prompts.annotationId });
    if (!gone) notFound();
    await number(tx, assignmentId, await inOrder(tx, viewer, assignmentId));
    await tellReaders(tx, viewer, annotationId);
  });
  return list(viewer, assignmentId);
}

/** Two instructors order one after the other. */
async function hold(tx: Writing, viewer: Account, assignmentId: string): Promise<void> {
  const [held] = await tx
    .select({ id: assignments.id })
    .from(assignments)
    .where(and(eq(assignments.id, assignmentId), assignmentLedBy(viewer)))
    // A question that is being written holds the same row, and would wait for us.
    .for("no key update");
  if (!held) notFound();
}

/** First those that are shown: a place is counted among them, so those that are hidden or deleted keep nobody from moving. */
const inOrder = async (tx: Writing, viewer: Account, assignmentId: string): Promise<string[]> =>
  (
    await tx
      .select({ id: prompts.annotationId })
      .from(prompts)
      .innerJoin(assignments, eq(assignments.id, prompts.assignmentId))
      .innerJoin(annotations, eq(annotations.id, prompts.annotationId))
      .where(eq(prompts.assignmentId, assignmentId))
      .orderBy(sql`(${promptShownTo(viewer)}) is true desc`, asc(prompts.position), asc(prompts.annotationId))
  ).map(({ id }) => id);

async function number(tx: Writing, assignmentId: string, order: readonly string[]): Promise<void> {
  await tx.execute(sql`
    update prompts set position = o.position - 1
    from unnest(${sql.param([...order])}::uuid[]) with ordinality as o(id, position)
    where prompts.assignment_id = ${assignmentId}::uuid and prompts.annotation_id = o.id`);
}

/** Who has the text open is told to look again at what is asked of it. */
async function tellReaders(tx: Writing, viewer: Account, annotationId: string): Promise<void> {
  const [on] = await tx
    .select({ articleId: annotations.articleId, groupId: annotations.groupId })
    .from(annotations)
    .where(eq(annotations.id, annotationId));
  if (!on) return;
  const audience = { layer: "group" as const, groupId: on.groupId, authorId: viewer.id };
  await append(tx, on.articleId, { kind: "reading", subjectId: annotationId, change: "changed" }, audience);
}
