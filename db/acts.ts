import { and, desc, eq, isNull, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { v7 as uuid } from "uuid";
import { notFound } from "@/lib/problem";
import type { Act, Decision, Subject } from "@/lib/schemas/moderation";
import type { Account, Viewer } from "@/lib/schemas/user";
import type { Listed, Page } from "@/lib/schemas/wire";
import {
  actConcerns,
  actLoggedFor,
  administers,
  articleVisibleTo,
  groupLedBy,
  moderatedBy,
  replyModeratedBy,
  replyWithheldFrom,
  replyWrittenBy,
  visibleTo,
  withheldFrom,
  writtenBy,
} from "./access";
import { db } from "./client";
import type { Writing } from "./events";
import { cursorOf, iso, listed, momentAndId, placeOf } from "./paging";
import { acts, annotations, articles, groups, replies, users } from "./schema";

/** What leads and administrators did, with why: written as it happens, read by those who lead, and by whom it concerns. */

/** Notes an act, in the transaction in which it is done. @returns its id */
export async function record(
  tx: Writing,
  viewer: Account,
  act: Omit<typeof acts.$inferInsert, "id" | "madeBy" | "at">,
): Promise<string> {
  const id = uuid();
  await tx.insert(acts).values({ ...act, id, madeBy: viewer.id });
  return id;
}

const concerned = alias(users, "concerned");
const maker = alias(users, "maker");

/** What an act is about, told as far as `mayRead` allows: without its words there is no subject to show. */
const subjectOf = (mayRead: SQL, mayReadPassage: SQL, viewer: Viewer) => sql<Subject | null>`
  case when ${annotations.id} is not null and ${mayRead} then jsonb_build_object(
    'kind', case when ${replies.id} is null then 'note' else 'reply' end,
    'id', coalesce(${replies.id}, ${annotations.id}), 'annotationId', ${annotations.id}, 'articleId', ${annotations.articleId},
    'articleTitle', case when ${articleVisibleTo(viewer)} then ${articles.title} end, 'mark', ${annotations.kind},
    'exact', case when ${mayReadPassage} then ${annotations.exact} end,
    'body', coalesce(${replies.body}, ${annotations.body}),
    'hidden', coalesce(${replies.hiddenAt}, case when ${replies.id} is null then ${annotations.hiddenAt} end) is not null) end`;

const from = <T extends Record<string, SQL | SQL.Aliased>>(more: T) =>
  db
    .select({
      id: acts.id,
      what: acts.what,
      detail: acts.detail,
      at: iso(acts.at),
      ...more,
    })
    .from(acts)
    .innerJoin(concerned, eq(concerned.id, acts.userId))
    .innerJoin(maker, eq(maker.id, acts.madeBy))
    .leftJoin(groups, eq(groups.id, acts.groupId))
    .leftJoin(replies, eq(replies.id, acts.replyId))
    .leftJoin(annotations, sql`${annotations.id} = coalesce(${acts.annotationId}, ${replies.annotationId})`)
    .leftJoin(articles, eq(articles.id, annotations.articleId));

const someone = (who: typeof maker | typeof concerned) =>
  sql<{ id: string; name: string }>`jsonb_build_object('id', ${who.id}, 'name', ${who.name})`;

const newest = [desc(acts.at), desc(acts.id)];
const olderThan = (cursor: string | undefined) => {
  const after = placeOf(cursor, momentAndId);
  return after ? sql`(${acts.at}, ${acts.id}) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : undefined;
};

/**
 * What was done in a group that I lead, or (`null`) in public layers, which administrators read; the newest first.
 * @throws Problem 404
 */
export async function log(viewer: Account, groupId: string | null, { limit, cursor }: Page): Promise<Listed<Act>> {
  const mayRead = sql`case when ${replies.id} is null then ${moderatedBy(viewer)} or ${visibleTo(viewer)} else ${replyModeratedBy(viewer)} end`;
  const page = await from({
    reason: sql<string>`${acts.reason}`,
    user: someone(concerned),
    by: someone(maker),
    subject: subjectOf(mayRead, sql`true`, viewer),
  })
    .where(and(groupId ? eq(acts.groupId, groupId) : isNull(acts.groupId), actLoggedFor(viewer), olderThan(cursor)))
    .orderBy(...newest)
    .limit(limit + 1);
  if (page.length === 0) await mustRead(viewer, groupId);
  return listed(
    page,
    limit,
    (row) => cursorOf(row.at, row.id),
    (row): Act => row,
  );
}

async function mustRead(viewer: Account, groupId: string | null): Promise<void> {
  const [may] = groupId
    ? await db
        .select({ id: groups.id })
        .from(groups)
        .where(and(eq(groups.id, groupId), groupLedBy(viewer)))
    : await db.execute(sql`select 1 where ${administers(viewer)}`);
  if (!may) notFound();
}

const group = sql<
  Decision["group"]
>`case when ${groups.id} is not null then jsonb_build_object('id', ${groups.id}, 'name', ${groups.name}) end`;
/** My own words are mine to read, whatever became of them; the passage above a reply of mine is not, unless I may see it. */
const mySubject = (viewer: Viewer) =>
  subjectOf(
    sql`case when ${replies.id} is null then ${writtenBy(viewer)} else ${replyWrittenBy(viewer)} end`,
    sql`(${replies.id} is null or ${visibleTo(viewer)})`,
    viewer,
  );

/** Why somebody's words were judged so is for them to read. Why a person was taken out stands in the group's log alone. */
const toldReason = sql<string>`case when ${acts.what} in ('hide', 'restore', 'approve', 'reject', 'warn') then ${acts.reason} else '' end`;

/** What was decided about me and what I wrote, the newest first. That a report came to nothing is not told. */
export async function decisions(viewer: Account, { limit, cursor }: Page): Promise<Listed<Decision>> {
  const page = await from({ group, subject: mySubject(viewer), reason: toldReason })
    .where(
      and(
        actConcerns(viewer),
        sql`${acts.what} <> 'dismiss' and ${acts.madeBy} <> ${viewer.id}::uuid`,
        olderThan(cursor),
      ),
    )
    .orderBy(...newest)
    .limit(limit + 1);
  return listed(
    page,
    limit,
    (row) => cursorOf(row.at, row.id),
    (row): Decision => row,
  );
}

/** What of mine is hidden now, with why, the newest first: everywhere, or on one article. A hundred at most. */
export async function withheld(viewer: Account, articleId?: string): Promise<Decision[]> {
  const latest = sql`${acts.at} = (select max(a.at) from acts as a where a.what in ('hide', 'reject')
    and (a.annotation_id = ${acts.annotationId} or a.reply_id = ${acts.replyId}))`;
  return from({ group, subject: mySubject(viewer), reason: toldReason })
    .where(
      and(
        actConcerns(viewer),
        sql`${acts.what} in ('hide', 'reject') and ${latest}`,
        sql`case when ${replies.id} is null then ${withheldFrom(viewer)} else ${replyWithheldFrom(viewer)} end`,
        articleId ? eq(annotations.articleId, articleId) : undefined,
      ),
    )
    .orderBy(...newest)
    .limit(100);
}
