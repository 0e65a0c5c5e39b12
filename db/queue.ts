import { and, eq, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { notFound } from "@/lib/problem";
import type { Case, Flag, Waiting } from "@/lib/schemas/moderation";
import type { Account, Viewer } from "@/lib/schemas/user";
import type { Listed, Page } from "@/lib/schemas/wire";
import {
  administers,
  articleVisibleTo,
  groupLedBy,
  leads,
  membershipEndedBy,
  moderatedBy,
  openF,
  replyModeratedBy,
} from "./access";
import { db } from "./client";
import { cursorOf, iso, listed, momentAndId, placeOf } from "./paging";
import { annotations, articles, groups, memberships, replies, users } from "./schema";

/** What waits for those who lead a group, or for the administrators: what was reported, and what waits to be let stand. */

/** The group meant; `null`: public layers, and what was reported in a group that nobody but its author leads. */
type Scope = string | null;
/** The same within a query, where a group may be a column. */
type Within = SQL | null;
const within = (scope: Scope): Within => (scope === null ? null : sql`${scope}::uuid`);

const inScope = (group: Within, viewer: Viewer): SQL =>
  group
    ? sql`(${annotations.groupId} = ${group} and ${leads(annotations.groupId, viewer)})`
    : sql`(${administers(viewer)} and not ${leads(annotations.groupId, viewer)} is true)`;

/** Ids first, from small indexes: how much a group has written altogether does not matter. Only a group lets things wait. */
const waiting = (what: "annotation_id" | "reply_id", pending: SQL | null) => sql`
  select f.${sql.identifier(what)} from flags as f where f.settled_at is null and f.${sql.identifier(what)} is not null
  ${pending ? sql`union ${pending}` : sql``}`;
const pendingNotes = (group: SQL) =>
  sql`select w.id from annotations as w where w.pending_at is not null and w.group_id = ${group}`;
const pendingReplies = (group: SQL) => sql`select r.id from replies as r join annotations as w on w.id = r.annotation_id
  where r.pending_at is not null and w.group_id = ${group}`;

const notesThatWait = (group: Within, viewer: Viewer): SQL =>
  sql`${annotations.id} in (${waiting("annotation_id", group && pendingNotes(group))}) and ${annotations.hiddenAt} is null
    and (${annotations.pendingAt} is not null or exists (select 1 from flags as f where f.annotation_id = ${annotations.id} and ${openF}))
    and ${inScope(group, viewer)} and ${moderatedBy(viewer)}`;
/** Below a note that is hidden or deleted nothing waits. */
const repliesThatWait = (group: Within, viewer: Viewer): SQL =>
  sql`${replies.id} in (${waiting("reply_id", group && pendingReplies(group))}) and ${replies.hiddenAt} is null
    and ${annotations.hiddenAt} is null and ${annotations.deletedAt} is null
    and (${replies.pendingAt} is not null or exists (select 1 from flags as f where f.reply_id = ${replies.id} and ${openF}))
    and ${inScope(group, viewer)} and ${replyModeratedBy(viewer)}`;

const counted = (group: Within, viewer: Viewer): SQL =>
  sql`((select count(*)::int from ${annotations} where ${notesThatWait(group, viewer)})
    + (select count(*)::int from ${replies} join ${annotations} on ${annotations.id} = ${replies.annotationId} where ${repliesThatWait(group, viewer)}))`;

/** For a row of `groups`: how many things wait there for this viewer; none unless they lead it. */
export const waitsIn = (viewer: Viewer): SQL<number> =>
  sql<number>`case when ${groupLedBy(viewer)} then ${counted(sql`${groups.id}`, viewer)} else 0 end`;

/** How many things wait for this viewer: in each group that they lead, and as an administrator. */
export async function waitsFor(viewer: Account): Promise<Waiting> {
  const [rows, [admin]] = await Promise.all([
    db
      .select({ id: groups.id, name: groups.name, waits: sql<number>`${waitsIn(viewer)}` })
      .from(groups)
      .where(and(groupLedBy(viewer), eq(groups.sample, false)))
      .orderBy(sql`lower(${groups.name})`),
    db.execute<{ n: number }>(
      sql`select case when ${administers(viewer)} then ${counted(null, viewer)} else 0 end as n`,
    ),
  ]);
  return { groups: rows.filter((one) => one.waits > 0), public: admin?.n ?? 0 };
}

const author = alias(users, "author");
const reported = (which: SQL) => sql<Flag[]>`coalesce((
  select jsonb_agg(jsonb_build_object('reason', f.reason, 'detail', f.detail, 'by', jsonb_build_object('id', p.id, 'name', p.name),
    'at', ${iso(sql`f.created_at`)}) order by f.created_at)
  from flags as f join users as p on p.id = f.user_id where ${which} and ${openF}), '[]')`;
const decided = (which: SQL) => sql<Case["last"]>`(
  select jsonb_build_object('what', a.what, 'reason', a.reason, 'at', ${iso(sql`a.at`)}, 'by', jsonb_build_object('id', p.id, 'name', p.name))
  from acts as a join users as p on p.id = a.made_by where ${which} and a.group_id is not distinct from ${annotations.groupId} order by a.at desc limit 1)`;
const removable = (authorId: SQL, viewer: Viewer) => sql<boolean>`exists (select 1 from ${memberships}
  where ${memberships.groupId} = ${annotations.groupId} and ${memberships.userId} = ${authorId} and ${membershipEndedBy(viewer)})`;

const shared = (viewer: Viewer) => ({
  annotationId: annotations.id,
  articleId: annotations.articleId,
  articleTitle: sql<string | null>`case when ${articleVisibleTo(viewer)} then ${articles.title} end`,
  mark: annotations.kind,
  exact: sql<string | null>`left(${annotations.exact}, 1000)`,
  author: { id: author.id, name: author.name },
  layer: annotations.layer,
  groupId: annotations.groupId,
});

/** Notes and replies for these queues, by the moment since which each waits or is hidden. @throws Problem 400 */
async function cases(
  viewer: Viewer,
  [notes, below]: readonly [SQL | undefined, SQL | undefined],
  hidden: boolean,
  { limit, cursor }: Page,
): Promise<Listed<Case>> {
  const place = placeOf(cursor, momentAndId);
  const after = (time: SQL, id: SQLWrapper) =>
    place &&
    sql`(${time} ${hidden ? sql`<` : sql`>`} ${place[0]}::timestamptz or (${time} = ${place[0]}::timestamptz and ${id} > ${place[1]}::uuid))`;
  const since = (row: typeof annotations | typeof replies, which: SQL) =>
    hidden
      ? sql`${row.hiddenAt}`
      : sql`coalesce(least(${row.pendingAt}, (select min(f.created_at) from flags as f where ${which} and ${openF})), ${row.createdAt})`;
  const ofNote = sql`f.annotation_id = ${annotations.id}`;
  const ofReply = sql`f.reply_id = ${replies.id}`;
  const order = (time: SQL) => (hidden ? sql`${time} desc` : sql`${time} asc`);
  const [first, second] = await Promise.all([
    db
      .select({
        ...shared(viewer),
        id: annotations.id,
        body: annotations.body,
        hidden: sql<boolean>`${annotations.hiddenAt} is not null`,
        pending: sql<boolean>`${annotations.pendingAt} is not null`,
        flags: reported(ofNote),
        last: decided(sql`a.annotation_id = ${annotations.id}`),
        removable: removable(sql`${annotations.authorId}`, viewer),
        since: iso(since(annotations, ofNote)),
      })
      .from(annotations)
      .innerJoin(articles, eq(articles.id, annotations.articleId))
      .innerJoin(author, eq(author.id, annotations.authorId))
      .where(and(notes, after(since(annotations, ofNote), annotations.id) ?? undefined))
      .orderBy(order(since(annotations, ofNote)), annotations.id)
      .limit(limit + 1),
    db
      .select({
        ...shared(viewer),
        id: replies.id,
        body: replies.body,
        hidden: sql<boolean>`${replies.hiddenAt} is not null`,
        pending: sql<boolean>`${replies.pendingAt} is not null`,
        flags: reported(ofReply),
        last: decided(sql`a.reply_id = ${replies.id}`),
        removable: removable(sql`${replies.authorId}`, viewer),
        since: iso(since(replies, ofReply)),
      })
      .from(replies)
      .innerJoin(annotations, eq(annotations.id, replies.annotationId))
      .innerJoin(articles, eq(articles.id, annotations.articleId))
      .innerJoin(author, eq(author.id, replies.authorId))
      .where(and(below, after(since(replies, ofReply), replies.id) ?? undefined))
      .orderBy(order(since(replies, ofReply)), replies.id)
      .limit(limit + 1),
  ]);
  const all: Case[] = [
    ...first.map((row) => ({ ...row, kind: "note" as const })),
    ...second.map((row) => ({ ...row, kind: "reply" as const })),
  ];
  const sign = hidden ? -1 : 1;
  all.sort((a, b) => (a.since === b.since ? (a.id < b.id ? -1 : 1) : a.since < b.since ? -sign : sign));
  return listed(
    all,
    limit,
    (one) => cursorOf(one.since, one.id),
    (one) => one,
  );
}

/** What waits, those first that wait longest. @throws Problem 404 for who does not answer for it */
export async function queue(viewer: Account, scope: Scope, page: Page): Promise<Listed<Case>> {
  await mustAnswer(viewer, scope);
  const group = within(scope);
  return cases(viewer, [notesThatWait(group, viewer), repliesThatWait(group, viewer)], false, page);
}

/** What is hidden now, those first that were hidden last. @throws Problem 404 */
export async function hidden(viewer: Account, scope: Scope, page: Page): Promise<Listed<Case>> {
  await mustAnswer(viewer, scope);
  const where = (row: typeof annotations | typeof replies, rule: SQL) =>
    and(sql`${row.hiddenAt} is not null`, inScope(within(scope), viewer), rule);
  const rules = [where(annotations, moderatedBy(viewer)), where(replies, replyModeratedBy(viewer))] as const;
  return cases(viewer, rules, true, page);
}

async function mustAnswer(viewer: Account, scope: Scope): Promise<void> {
  const [may] = scope
    ? await db
        .select({ id: groups.id })
        .from(groups)
        .where(and(eq(groups.id, scope), groupLedBy(viewer)))
    : await db.execute(sql`select 1 where ${administers(viewer)}`);
  if (!may) notFound();
}
