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
  items: (WorkItem & {
    /** How it stood when their peers' notes were shown to them, where it was changed since. */
    before: Before | null;
    /** How it stood when it was due, where its words, kind or passage were changed since. */
    atDue: Before | null;
  })[];
  /** From when on they saw their peers' notes; null where that is not yet, or was never hidden. */
  shownAt: string | null;
  /** They are in the group no more; and when a lead took them out, where one did. */
  gone: boolean;
  leftAt: string | null;
};

/**
 * All of one student's work, each with how it stood when their peers' notes were shown to them, and when it was due, where it
 * was changed since. @throws Problem 404 unless it is mine or I lead its group
 */
export async function withBefore(viewer: Viewer, assignmentId: string, userId: string): Promise<Work> {
  const work = await workOf(viewer, assignmentId, userId);
  const [shown] = await db.execute<{ at: string | null }>(sql`
    select ${isoOrNull(sql`s.shown`)} as at
    from (${students(sql`a.id = ${assignmentId}::uuid and a.reveal <> 'always'`, sql`m.user_id = ${userId}::uuid`, work.gone ? "gone" : "students")}) as s`);
  const shownAt = shown?.at ?? null;
  const edited = work.items.filter(({ editedDaysLate }) => editedDaysLate > 0);
  const [before, atDue] = await Promise.all([
    statesAt(viewer, shownAt, work.items),
    statesAt(viewer, work.dueAt, edited),
  ]);
  const idOf = ({ replyId, annotationId }: WorkItem) => replyId ?? annotationId;
  return {
    ...work,
    shownAt,
    items: work.items.map((item) => ({
      ...item,
      before: before.get(idOf(item)) ?? null,
      atDue: atDue.get(idOf(item)) ?? null,
    })),
  };
}

/** How notes and replies stood at a moment, where they were changed since, as far as this viewer may see that. */
async function statesAt(viewer: Viewer, at: string | null, items: readonly WorkItem[]): Promise<Map<string, Before>> {
  if (at === null || items.length === 0) return new Map();
  const [notes, answers] = await Promise.all([
    firstSince(
      at,
      inArray(
        revisions.annotationId,
        items.map(({ annotationId }) => annotationId),
      ),
      sql`exists (select 1 from ${annotations} where ${annotations.id} = ${revisions.annotationId} and ${historyVisibleTo(viewer)} and ${fromPresentLayerUnlessMine(revisions.madeAt, viewer)})`,
    ),
    firstSince(
      at,
      inArray(
        revisions.replyId,
        items.flatMap(({ replyId }) => replyId ?? []),
      ),
      sql`exists (select 1 from ${replies} where ${replies.id} = ${revisions.replyId} and ${replyHistoryVisibleTo(viewer)} and ${replyFromPresentLayerUnlessMine(revisions.madeAt, viewer)})`,
    ),
  ]);
  return new Map([...notes, ...answers]);
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
