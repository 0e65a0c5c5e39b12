import { type AnyColumn, and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { notFound } from "@/lib/problem";
import type { Account } from "@/lib/schemas/user";
import {
  articleVisibleTo,
  editableIfVisible,
  inItsGroup,
  memberOf,
  noticeOf,
  noticeShownTo,
  progressOf,
  readOf,
  replyStandsFor,
  replyWrittenBy,
  shelvedBy,
  type Viewer,
  visibleTo,
} from "./access";
import { planned } from "./client";
import type { Writing } from "./events";
import { isoOrNull } from "./paging";
import { annotations, articles, notices, progress, readings, reads, replies, shelf } from "./schema";

/**
 * What is new for a reader: one meaning for the reader's page, the home page, a group's page and the notices. A thread is
 * unread while it holds something that somebody else wrote, that the reader may see, and that was not shown to them when
 * they last read it. What they may not see is never counted, and is unread once they may. The sample asks nobody to read.
 */

/** Up to when the viewer had read all on the article, in the time before each thread had a row of its own. */
const articleReadAt = (viewer: Viewer) =>
  sql`(select ${progress.threadsReadAt} from ${progress} where ${progress.articleId} = ${annotations.articleId} and ${progressOf(viewer)})`;

/** For a query that has joined the viewer's own `reads`: up to when they have read a thread; null when never. */
export const readUpTo = (viewer: Viewer): SQL => sql`coalesce(${reads.readAt}, ${articleReadAt(viewer)})`;

/** The same without null, to compare with. */
const since = (viewer: Viewer) => sql`coalesce(${readUpTo(viewer)}, '-infinity')`;

/** Somebody else's note that was not read. Without a row of its own it counts from when it came to stand where it does. */
const noteIsNew = (viewer: Viewer) =>
  sql`(not ${editableIfVisible(viewer)} and case when ${reads.readAt} is null then greatest(${annotations.createdAt}, ${annotations.layerAt}) else ${annotations.createdAt} end > ${since(viewer)})`;

/** Replies of others were shown below a note when it was read; more are now, whenever they were written. */
const moreThanWereShown = (count: SQL) => sql`coalesce(${count} > ${reads.replies}, false)`;

/**
 * Whether a thread is unread, for a query that has `visibleTo` and has joined `articles`, the viewer's own `reads`, and
 * `talk`: of what others said below the note and is shown to this viewer, `latest_of_others`, and `others`, how much it is.
 */
export const unreadFor = (viewer: Viewer): SQL =>
  viewer
    ? sql`(not ${articles.sample} and (${noteIsNew(viewer)} or coalesce(talk.latest_of_others > ${since(viewer)}, false)
        or ${moreThanWereShown(sql`talk.others`)}))`
    : sql`false`;

/** For a row of `replies` below its annotation: somebody else's that is shown to this viewer. */
const shownReply = (viewer: Viewer, annotationId: AnyColumn) =>
  sql`${replies.annotationId} = ${annotationId} and ${replies.deletedAt} is null and not ${replyWrittenBy(viewer)}
    and ${replyStandsFor(viewer)} and ${inItsGroup(viewer)}`;

/** Where what is unread is looked for: on one article, in one group, or in all that somebody reads. */
export type Where = { articleId: string } | { groupId: string } | "everywhere";

/** What I read: the readings of my groups, what I keep, and what I opened. */
const lookedFor = (viewer: Viewer, where: Where): SQL => {
  if (where === "everywhere")
    return sql`${annotations.articleId} in (select ${readings.articleId} from ${readings} where ${memberOf(readings.groupId, viewer)}
      union select ${shelf.articleId} from ${shelf} where ${shelvedBy(viewer)}
      union select ${progress.articleId} from ${progress} where ${progressOf(viewer)} and (${progress.seen} is not null or ${progress.share} > 0))`;
  return "groupId" in where ? eq(annotations.groupId, where.groupId) : eq(annotations.articleId, where.articleId);
};

const myReads = (viewer: Viewer) => and(eq(reads.annotationId, annotations.id), readOf(viewer))!;
const byOthers = sql`${replies.annotationId} = ${annotations.id} and ${replies.deletedAt} is null and ${replies.hiddenAt} is null`;

/**
 * The unread threads, as `with unread as …`: their `id`, and the article, group and moment that they are listed by. Who may
 * see what is costly to ask, and most threads were read: `sieved` first lets through what could be unread at all, by its
 * rows alone, and the rule is asked of each of those by itself, whatever the planner thinks of how many they are.
 */
const unreadThreads = (viewer: Account, where: Where): SQL => sql`
  with sieved as materialized (
    select ${annotations.id} as id from ${annotations} left join ${reads} on ${myReads(viewer)}
    where ${lookedFor(viewer, where)} and ${isNull(annotations.deletedAt)} and (${annotations.layer} <> 'private' or ${editableIfVisible(viewer)})
      and (${noteIsNew(viewer)}
        or exists (select 1 from ${replies} where ${byOthers} and not ${replyWrittenBy(viewer)} and ${replies.createdAt} > ${since(viewer)})
        or ${reads.replies} < (select count(*) from ${replies} where ${byOthers} and not ${replyWrittenBy(viewer)}))),
  unread as materialized (
    select found.* from sieved cross join lateral (
      select ${annotations.id} as id, ${annotations.articleId} as article_id, ${annotations.groupId} as group_id,
        greatest(${annotations.createdAt}, talk.latest_of_others) as at, talk.newest, talk.others,
        case when not ${moreThanWereShown(sql`talk.others`)} or talk.latest_of_others > ${since(viewer)} then ${readUpTo(viewer)} end as since
      from ${annotations} join ${articles} on ${articles.id} = ${annotations.articleId}
      left join ${reads} on ${myReads(viewer)}
      left join lateral (select count(*)::int as others, max(${replies.createdAt}) as latest_of_others,
          (array_agg(${replies.id} order by ${replies.createdAt} desc, ${replies.id} desc))[1] as newest from ${replies}
        where ${shownReply(viewer, annotations.id)}) as talk on true
      where ${annotations.id} = sieved.id and ${visibleTo(viewer)} and ${unreadFor(viewer)}
      offset 0) as found)`;

/** How many threads are unread, by article and the group that they are in. */
export type Unread = { articleId: string; groupId: string | null; threads: number };

/** Of each article and group how many of its threads I have not read. */
export async function count(viewer: Account, where: Where): Promise<Unread[]> {
  const found = await planned.execute<{ article: string; group: string | null; n: number }>(sql`
    ${unreadThreads(viewer, where)}
    select article_id as article, group_id as "group", count(*)::int as n from unread group by 1, 2`);
  return found.map(({ article, group, n }) => ({ articleId: article, groupId: group, threads: n }));
}

/** A word for all that is unread: another one when something was read, or written, since. */
export async function state(viewer: Account): Promise<string> {
  const [found] = await planned.execute<{ state: string }>(sql`
    ${unreadThreads(viewer, "everywhere")} select concat_ws(' ', count(*), max(at)) as state from unread`);
  return found?.state ?? "";
}

/**
 * An unread thread, and the latest reply of others in it, if there is one, which is new. `since` is null where all of it is
 * new, or when what is new was written is not known.
 */
export type UnreadThread = { id: string; replyId: string | null; since: string | null };

/** The unread threads in which something was written last, the latest first. */
export async function latest(viewer: Account, where: Where, limit: number): Promise<UnreadThread[]> {
  const found = await planned.execute<UnreadThread>(sql`
    ${unreadThreads(viewer, where)}
    select id, newest as "replyId", ${isoOrNull(sql`since`)} as since from unread order by at desc, id limit ${limit}::int`);
  return [...found];
}

/** These threads, to join with: `those.id`, and `those.since`. */
export const among = (threads: readonly UnreadThread[]): SQL =>
  sql`(select given.id, given.since::timestamptz as since
    from unnest(${sql.param(threads.map(({ id }) => id))}::uuid[], ${sql.param(threads.map((one) => one.since))}::text[]) as given(id, since)) as those`;
/** For a row of `replies` beside `those`: it is what is new there. */
export const isNewAmong: SQL = sql`(those.since is null or ${replies.createdAt} > those.since)`;

/** What I was told, and may see, of these threads is read with them. What is kept from me stays to be told. */
const readNotices = (tx: Writing, viewer: Account, those: SQL) =>
  tx
    .update(notices)
    .set({ readAt: sql`clock_timestamp()` })
    .where(and(those, isNull(notices.readAt), noticeShownTo(viewer)));

const asReadNow = sql`on conflict (user_id, annotation_id) do update set read_at = excluded.read_at, replies = excluded.replies`;

/**
 * These threads are read as they are shown to this viewer now, and with them what they were told of them.
 * @param those a condition on `annotations`; which of them may be read is asked here
 * @returns how many there were
 */
async function read(tx: Writing, viewer: Account, those: SQL): Promise<number> {
  const done = await tx.execute(sql`
    insert into ${reads} (user_id, annotation_id, read_at, replies)
    select ${viewer.id}::uuid, ${annotations.id}, clock_timestamp(), (select count(*)::int from ${replies} where ${shownReply(viewer, annotations.id)})
    from ${annotations} where ${those} and ${visibleTo(viewer)}
    ${asReadNow}
    returning annotation_id`);
  return done.length;
}

/** I have read this thread as it stands, and what I was told of it. @throws Problem 404 */
export async function markRead(viewer: Account, annotationId: string): Promise<void> {
  await planned.transaction(async (tx) => {
    if ((await read(tx, viewer, eq(annotations.id, annotationId))) === 0) notFound();
    await readNotices(tx, viewer, eq(notices.annotationId, annotationId));
  });
}

/**
 * I have read all threads on this article, in this group, or everywhere, as they are shown to me now, and what I was told
 * of them. What is kept from me is new when it is shown. @throws Problem 404
 */
export async function markAllRead(viewer: Account, where: Where): Promise<void> {
  await planned.transaction(async (tx) => {
    const may =
      where === "everywhere"
        ? sql`true`
        : "groupId" in where
          ? memberOf(sql`${where.groupId}::uuid`, viewer)
          : sql`exists (select 1 from ${articles} where ${articles.id} = ${where.articleId}::uuid and ${articleVisibleTo(viewer)})`;
    const [allowed] = await tx.execute<{ may: boolean }>(sql`select ${may} as may`);
    if (!allowed?.may) notFound();
    await tx.execute(sql`
      ${unreadThreads(viewer, where)}
      insert into ${reads} (user_id, annotation_id, read_at, replies)
      select ${viewer.id}::uuid, id, clock_timestamp(), others from unread
      ${asReadNow}`);
    await readNotices(
      tx,
      viewer,
      sql`exists (select 1 from ${annotations} where ${annotations.id} = ${notices.annotationId} and ${lookedFor(viewer, where)})`,
    );
  });
}

/** Whoever has read a notice of what was written in a thread has read the thread. @param ids of notices of theirs */
export async function readWhatWasTold(tx: Writing, viewer: Account, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await read(
    tx,
    viewer,
    sql`${annotations.id} in (select ${notices.annotationId} from ${notices} where ${notices.id} = any(${sql.param([...ids])}::uuid[])
      and ${noticeOf(viewer)} and ${notices.kind} in ('reply', 'mention', 'answer', 'follow') and ${notices.cause} not like 'accepted:%')`,
  );
}
