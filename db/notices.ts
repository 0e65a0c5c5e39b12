import { and, desc, eq, isNull, type SQL, sql } from "drizzle-orm";
import { inLines, TOGETHER, USUAL } from "@/lib/notices";
import { notFound } from "@/lib/problem";
import type { NoticeKind, Notice as Shown } from "@/lib/schemas/notice";
import type { Account, Person } from "@/lib/schemas/user";
import type { Listed, Page } from "@/lib/schemas/wire";
import { noticeOf, noticeShownTo } from "./access";
import { db, planned } from "./client";
import { CHANNEL, TOLD, type Writing } from "./events";
import { sendsMail } from "./mail";
import { cursorOf, iso, isoOrNull, listed, momentAndId, placeOf } from "./paging";
import { personAt } from "./pseudonyms";
import {
  acts,
  annotations,
  articles,
  assignments,
  groups,
  joinRequests,
  noticeSettings,
  notices,
  replies,
  users,
} from "./schema";
import { readWhatWasTold } from "./unread";
import { ownDue } from "./work";

/** What people are told, and what they have read of it. */

/** What happened and where: the rows it is about, never their words. */
export type Notice = {
  kind: NoticeKind;
  /** What happened, as `reply:<id>`: whatever reasons there are to tell somebody of it, it is told once. */
  cause: string;
  /** Who did it; never told of it. */
  actorId: string | null;
  articleId?: string | null;
  annotationId?: string | null;
  replyId?: string | null;
  groupId?: string | null;
  assignmentId?: string | null;
  actId?: string | null;
};

/**
 * Tells people of something, once per person and cause, in the transaction in which it happens. How it goes by mail is
 * settled here, by what each has chosen for its group, or everywhere; who has no address to write to is told here alone.
 * Whether they may still see it is asked again when it is shown or mailed.
 * @param to a query of one column: their ids
 * @returns how many were told
 */
export async function notify(tx: Writing, to: SQL, notice: Notice): Promise<number> {
  const { kind, cause, actorId, articleId = null, annotationId = null, replyId = null } = notice;
  const groupId = notice.groupId
    ? sql`${notice.groupId}::uuid`
    : sql`(select a.group_id from ${annotations} as a where a.id = ${annotationId}::uuid)`;
  const chosen = (where: SQL) =>
    sql`(select s.delivery from ${noticeSettings} as s where s.user_id = u.id and s.kind = ${kind} and ${where})`;
  const mayBeMailed = sendsMail() ? sql`u.email_verified_at is not null` : sql`u.email is not null`;
  const told = await tx.execute(sql`
    with told as (insert into ${notices} (id, user_id, kind, cause, actor_id, article_id, annotation_id, reply_id, group_id,
      assignment_id, act_id, delivery)
    select gen_random_uuid(), u.id, ${kind}, ${cause}, ${actorId}::uuid, ${articleId}::uuid, ${annotationId}::uuid,
      ${replyId}::uuid, ${groupId}, ${notice.assignmentId ?? null}::uuid, ${notice.actId ?? null}::uuid, case when ${mayBeMailed} then chosen.delivery else 'off' end
    from users as u cross join lateral (select coalesce(
      ${chosen(sql`s.group_id = ${groupId}`)}, ${chosen(sql`s.group_id is null`)}, ${USUAL[kind]}) as delivery) as chosen
    where u.id in (${to}) and u.id is distinct from ${actorId}::uuid and chosen.delivery <> 'none'
      and u.deleted_at is null and u.disabled_at is null and not u.sample
    on conflict (user_id, cause) do nothing returning user_id)
    select pg_notify(${CHANNEL}, ${`${TOLD} `} || user_id) from told`);
  return told.length;
}

// On their own, so that their columns keep their tables' names: see db/access.ts.
const BEGINS = 240;
const begins = (words: SQL) => sql<string | null>`left(${words}, ${sql.raw(String(BEGINS))})`;
const actor = (viewer: { id: string }) =>
  sql<Person | null>`case when ${users.id} is not null then ${personAt(annotations, users, viewer)} end`;
const article = sql<
  Shown["article"]
>`case when ${articles.id} is not null then jsonb_build_object('id', ${articles.id}, 'title', ${articles.title}, 'dir', ${articles.dir}, 'language', ${articles.language}) end`;
const group = sql<
  Shown["group"]
>`case when ${groups.id} is not null then jsonb_build_object('id', ${groups.id}, 'name', ${groups.name}) end`;
const assignment = (viewer: { id: string }) => sql<
  Shown["assignment"]
>`case when ${assignments.id} is not null then jsonb_build_object('id', ${assignments.id}, 'title', ${assignments.title},
  'dueAt', ${isoOrNull(ownDue(sql`${viewer.id}::uuid`))}, 'timeZone', ${assignments.timeZone},
  'ownTimeZone', (select own.time_zone from users as own where own.id = ${viewer.id}::uuid)) end`;
/** What of its kind it is: see `notice` in lib/schemas/notice.ts. */
const what = sql<string | null>`case
  when ${notices.kind} = 'membership' then coalesce(substring(${notices.cause} from '^membership:(lead|owner|invite|link|public):'), 'let-in')
  when ${notices.kind} = 'request' then (select 'declined' from ${joinRequests} where 'request:' || ${joinRequests.id} = ${notices.cause} and ${joinRequests.userId} = ${notices.userId})
  when ${notices.kind} = 'answer' and ${notices.cause} like 'accepted:%' then 'accepted'
  when ${notices.cause} like 'version:%' then 'version'
  when ${notices.cause} like 'changed:%' then split_part(${notices.cause}, ':', 2)
  when ${notices.kind} = 'assignment' then split_part(${notices.cause}, ':', 1)
  when ${notices.kind} = 'moderation' then coalesce(${acts.what}, split_part(${notices.cause}, ':', 1)) end`;
/** Of what was taken away nothing is quoted, to its own author neither: they have it where they wrote it. */
const words = sql`case when ${notices.kind} = 'moderation' then nullif(${acts.reason}, '')
  when ${notices.replyId} is not null then ${replies.body} else nullif(${annotations.body}, '') end`;
const quote = sql`case when ${notices.kind} <> 'moderation' then ${annotations.exact} end`;

/**
 * What a row of `n` is told together with, where there are many: what was written below notes in one group, or on one
 * article where that is public; what was read already, of one day. Anything else is its own.
 */
export const lineOf = (
  n: SQL,
) => sql<string>`case when ${n}.kind in ('reply', 'answer', 'follow') and ${n}.cause like 'reply:%'
  then concat_ws(':', ${n}.kind, coalesce(${n}.group_id, ${n}.article_id), (case when ${n}.read_at is not null then ${n}.at at time zone 'UTC' end)::date)
  else ${n}.id::text end`;

/** Rows with all that is shown of them; the caller adds `where`, which must hold `noticeShownTo`, and the order. */
export const rows = (viewer: { id: string }) =>
  db
    .select({
      id: notices.id,
      kind: sql<NoticeKind>`${notices.kind}`,
      line: lineOf(sql`${notices}`),
      what,
      at: iso(notices.at),
      read: sql<boolean>`${notices.readAt} is not null`,
      actor: actor(viewer),
      article,
      group,
      assignment: assignment(viewer),
      annotationId: notices.annotationId,
      replyId: notices.replyId,
      mine: sql<boolean>`coalesce(${annotations.authorId} = ${viewer.id}::uuid, false)`,
      quote: begins(quote),
      words: begins(words),
    })
    .from(notices)
    .leftJoin(users, eq(users.id, notices.actorId))
    .leftJoin(articles, eq(articles.id, notices.articleId))
    .leftJoin(groups, eq(groups.id, notices.groupId))
    .leftJoin(assignments, eq(assignments.id, notices.assignmentId))
    .leftJoin(annotations, eq(annotations.id, notices.annotationId))
    .leftJoin(replies, eq(replies.id, notices.replyId))
    .leftJoin(acts, eq(acts.id, notices.actId));

/** What I was told and may see still, the newest first. */
export async function list(viewer: Account, { limit, cursor }: Page): Promise<Listed<Shown>> {
  const after = placeOf(cursor, momentAndId);
  const next = after ? sql`(${notices.at}, ${notices.id}) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : undefined;
  const page = await rows(viewer)
    .where(and(noticeShownTo(viewer), next))
    .orderBy(desc(notices.at), desc(notices.id))
    .limit(limit + 1);
  return listed(
    page,
    limit,
    (row) => cursorOf(row.at, row.id),
    (row) => row,
  );
}

/** Notices that are looked through for one page of lines. */
const WINDOW = 500;

/** As `list`, in the lines in which they are told: `limit` of them. */
export async function lines(viewer: Account, { limit, cursor }: Page): Promise<Listed<Shown[]>> {
  const { items, next } = await list(viewer, { limit: WINDOW, cursor });
  const all = inLines(items);
  const beyond = all[limit]?.[0];
  if (!beyond) return { items: all, next };
  // What a line has beyond the page begins the next one: nothing is told twice, and nothing is left out.
  const here = items.slice(0, items.indexOf(beyond));
  const last = here.at(-1);
  return { items: inLines(here), next: last ? cursorOf(last.at, last.id) : null };
}

/** How many lines of them I have not read, a hundred at most. */
export async function unread(viewer: Account): Promise<number> {
  const [row] = await planned.execute<{ n: number }>(sql`
    select least(100, coalesce(sum(case when shown.n >= ${TOGETHER}::int then 1 else shown.n end), 0))::int as n from (
      select line.ids from (
        select array_agg(${notices.id}) as ids, max(${notices.at}) as at from ${notices}
        where ${noticeOf(viewer)} and ${notices.readAt} is null group by ${lineOf(sql`${notices}`)}) as line
      order by line.at desc limit 400) as line
    cross join lateral (select count(*) as n from (
      select 1 from ${notices} where ${notices.id} = any(line.ids) and ${noticeShownTo(viewer)} limit ${TOGETHER}::int) as fresh) as shown`);
  return row?.n ?? 0;
}

const now = sql`clock_timestamp()`;

/**
 * I have read it, or all that was told in its line up to it, and the threads in which that stands. @throws Problem 404
 */
export async function markRead(viewer: Account, id: string, line = false): Promise<void> {
  await planned.transaction(async (tx) => {
    const before = line
      ? await tx.execute<{ id: string }>(sql`
          update ${notices} set read_at = ${now} from notices as one
          where ${noticeOf(viewer)} and one.id = ${id}::uuid and one.user_id = ${notices.userId} and ${notices.readAt} is null
            and ${notices.at} <= one.at and ${notices.id} <> one.id and ${lineOf(sql`${notices}`)} = ${lineOf(sql`one`)}
          returning ${notices.id} as id`)
      : [];
    const [row] = await tx
      .update(notices)
      .set({ readAt: sql`coalesce(${notices.readAt}, ${now})` })
      .where(and(eq(notices.id, id), noticeShownTo(viewer)))
      .returning({ id: notices.id });
    if (!row) notFound();
    await readWhatWasTold(tx, viewer, [row.id, ...before.map((one) => one.id)]);
  });
}

/** I have read all that I was told and may see, and the threads in which it stands. */
export async function markAllRead(viewer: Account): Promise<void> {
  await planned.transaction(async (tx) => {
    const done = await tx
      .update(notices)
      .set({ readAt: now })
      .where(and(isNull(notices.readAt), noticeShownTo(viewer)))
      .returning({ id: notices.id });
    await readWhatWasTold(
      tx,
      viewer,
      done.map(({ id }) => id),
    );
  });
}
