import { and, asc, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { FormerState } from "@/lib/schemas/annotation";
import type { Standing, WorkItem } from "@/lib/schemas/assignment";
import type { Viewer } from "@/lib/schemas/user";
import {
  fromPresentLayerUnlessMine,
  historyVisibleTo,
  replyFromPresentLayerUnlessMine,
  replyHistoryVisibleTo,
} from "./access";
import { db } from "./client";
import { iso, isoOrNull } from "./paging";
import { annotations, replies, revisions } from "./schema";
import { students, workOf } from "./work";

/** One student's work before they were shown their peers' notes, and what they made of it afterwards. */

/** How a note or a reply stood when the others' were shown, and when it was changed first after that. */
export type Before = { was: FormerState["was"]; changedAt: string };
export type Work = Standing & {
  items: (WorkItem & { before: Before | null })[];
  /** From when on they saw their peers' notes; null where that is not yet, or was never hidden. */
  shownAt: string | null;
  /** They are in the group no more; and when a lead took them out, where one did. */
  gone: boolean;
  leftAt: string | null;
};

/**
 * All of one student's work, each with how it stood when their peers' notes were shown to them where it was changed since.
 * @throws Problem 404 unless it is mine or I lead its group
 */
export async function withBefore(viewer: Viewer, assignmentId: string, userId: string): Promise<Work> {
  const work = await workOf(viewer, assignmentId, userId);
  const [shown] = await db.execute<{ at: string | null }>(sql`
    select ${isoOrNull(sql`s.shown`)} as at
    from (${students(sql`a.id = ${assignmentId}::uuid and a.reveal <> 'always'`, sql`m.user_id = ${userId}::uuid`, work.gone ? "gone" : "students")}) as s`);
  const shownAt = shown?.at ?? null;
  if (shownAt === null) return { ...work, shownAt, items: work.items.map((item) => ({ ...item, before: null })) };
  const before = new Map([
    ...(await firstSince(
      shownAt,
      inArray(
        revisions.annotationId,
        work.items.map(({ annotationId }) => annotationId),
      ),
      sql`exists (select 1 from ${annotations} where ${annotations.id} = ${revisions.annotationId} and ${historyVisibleTo(viewer)} and ${fromPresentLayerUnlessMine(revisions.madeAt, viewer)})`,
    )),
    ...(await firstSince(
      shownAt,
      inArray(
        revisions.replyId,
        work.items.flatMap(({ replyId }) => replyId ?? []),
      ),
      sql`exists (select 1 from ${replies} where ${replies.id} = ${revisions.replyId} and ${replyHistoryVisibleTo(viewer)} and ${replyFromPresentLayerUnlessMine(revisions.madeAt, viewer)})`,
    )),
  ]);
  return {
    ...work,
    shownAt,
    items: work.items.map((item) => ({ ...item, before: before.get(item.replyId ?? item.annotationId) ?? null })),
  };
}

/** By what was changed: its first earlier state that was replaced since. One that was made since has none from before. */
async function firstSince(shownAt: string, which: SQL, may: SQL): Promise<Map<string, Before>> {
  const subject = sql`coalesce(${revisions.annotationId}, ${revisions.replyId})`;
  const rows = await db
    .selectDistinctOn([subject], { id: sql<string>`${subject}`, was: revisions.was, changedAt: iso(revisions.madeAt) })
    .from(revisions)
    .where(and(which, isNull(revisions.attached), sql`${revisions.madeAt} >= ${shownAt}::timestamptz`, may))
    .orderBy(subject, asc(revisions.madeAt));
  return new Map(rows.map(({ id, ...before }) => [id, before]));
}
