import { and, eq, type SQL, sql } from "drizzle-orm";
import { conflict, invalid } from "@/lib/problem";
import type { Layer } from "@/lib/schemas/annotation";
import type { Account } from "@/lib/schemas/user";
import { memberOf, sampleOf } from "./access";
import { again, db } from "./client";
import { append, type Writing } from "./events";
import { unkept } from "./purge";
import { articles, groups } from "./schema";
import { confirm } from "./signin";

/** What becomes of what a person shared, as they choose when they leave. */
export type Farewell = { password: string; shared: "keep" | "remove" };

/**
 * Deletes my account. What is only mine goes: private notes, shelf, progress, devices, ways to sign in. What I shared
 * stays under "Former member" or goes, as I choose; where others answered a note, its emptied row stays out of sight, so
 * that their words are still theirs to download. A group that I alone owned passes to whoever has been in it longest; one where nobody else is, goes.
 * @throws Problem 400 when the password is wrong; 409 for the only administrator while others have accounts here
 */
export async function leave(viewer: Account, sessionId: string, { password, shared }: Farewell): Promise<void> {
  if (!(await confirm(viewer, sessionId, password))) invalid({ password: ["That is not your password."] });
  // A version that is being published refers to the notes that go here, and may be waited for crosswise.
  await again(() => db.transaction((tx) => depart(tx, viewer, shared)));
}

async function depart(tx: Writing, viewer: Account, shared: Farewell["shared"]): Promise<void> {
  const me = sql`${viewer.id}::uuid`;
  await tx.execute(sql`select pg_advisory_xact_lock(4, 0)`);
  const [needed] = await tx.execute(sql`
    select 1 from users where id = ${me} and role = 'admin'
      and not exists (select 1 from users where id <> ${me} and role = 'admin' and disabled_at is null and deleted_at is null)
      and exists (select 1 from users where id <> ${me} and not sample and deleted_at is null)`);
  if (needed) conflict("You are the only administrator here. Make somebody else one first.");

  await clearSample(tx, viewer);
  await handOver(tx, me);
  await clearNotes(tx, me, shared === "remove" ? sql`true` : sql`(layer = 'private' or deleted_at is not null)`);
  if (shared === "remove") await clearReplies(tx, me);
  const own = [
    "shelf",
    "progress",
    "mentions",
    "imports",
    "memberships",
    "sessions",
    "accounts",
    "slips",
    "join_requests",
    "flags",
    "blocks",
    "calendars",
  ];
  for (const table of own) await tx.execute(sql`delete from ${sql.identifier(table)} where user_id = ${me}`);
  await tx.execute(sql`delete from blocks where blocked_id = ${me}`);
  // A group's standing link is nobody's own: it goes on working.
  await tx.execute(sql`delete from invites where created_by = ${me} and not standing`);
  await clearArticles(tx, me, shared);
  await tx.execute(sql`
    update users set name = 'Former member', email = null, login = null, email_verified_at = null, password_hash = null,
      role = 'member', settings = '{}', updated_at = clock_timestamp(), deleted_at = clock_timestamp()
    where id = ${me}`);
}

/** My groups: passes on those that would have no owner, and ends those that would have no member. */
async function handOver(tx: Writing, me: SQL) {
  // Nobody joins, leaves or changes roles in them until this is done.
  await tx.execute(sql`
    select 1 from groups where id = any(array(select group_id from memberships where user_id = ${me})) order by id for update`);
  await tx.execute(sql`
    update memberships set role = 'owner' from (
      select distinct on (other.group_id) other.group_id, other.user_id
      from memberships as mine join memberships as other on other.group_id = mine.group_id and other.user_id <> ${me}
      join users on users.id = other.user_id and users.deleted_at is null
      where mine.user_id = ${me} and not exists (
        select 1 from memberships as lead where lead.group_id = mine.group_id and lead.role = 'owner' and lead.user_id <> ${me})
      order by other.group_id, users.disabled_at is not null, other.joined_at, other.user_id) as heir
    where memberships.group_id = heir.group_id and memberships.user_id = heir.user_id`);
  const deserted = sql`array(select mine.group_id from memberships as mine where mine.user_id = ${me}
    and not exists (select 1 from memberships as other where other.group_id = mine.group_id and other.user_id <> ${me}))`;
  // A former member's notes in a group that ends are theirs still: they go back to "only me".
  await tx.execute(sql`
    update annotations set layer = 'private', group_id = null, section_id = null, with_user_id = null, pending_at = null, hidden_at = null, layer_at = clock_timestamp(), revision = revision + 1
    where group_id = any(${deserted}) and author_id <> ${me}`);
  await tx.execute(sql`delete from groups where id = any(${deserted})`);
}

/** My notes that `which` names. One that others answered is emptied and marked as deleted: their answers are not mine. */
async function clearNotes(tx: Writing, me: SQL, which: SQL) {
  const answered = sql`exists (select 1 from replies where replies.annotation_id = annotations.id and replies.author_id <> ${me})`;
  await announce(tx, "annotation", sql`author_id = ${me} and deleted_at is null and ${which} and layer <> 'private'`);
  await tx.execute(sql`delete from annotations where author_id = ${me} and ${which} and not ${answered}`);
  const emptied = sql`select id from annotations where author_id = ${me} and ${which}`;
  await tx.execute(sql`delete from tags where annotation_id in (${emptied})`);
  await tx.execute(sql`delete from revisions where annotation_id in (${emptied})`);
  await tx.execute(sql`delete from mentions where annotation_id in (${emptied})`);
  await tx.execute(sql`
    update annotations set body = '', speaker = null, source = null, deleted_at = coalesce(deleted_at, clock_timestamp()),
      revision = revision + 1 where author_id = ${me} and ${which}`);
}

async function clearReplies(tx: Writing, me: SQL) {
  await announce(tx, "reply", sql`author_id = ${me} and deleted_at is null`);
  await tx.execute(sql`delete from revisions where reply_id in (select id from replies where author_id = ${me})`);
  await tx.execute(sql`delete from mentions where reply_id in (select id from replies where author_id = ${me})`);
  await tx.execute(
    sql`update replies set body = '', deleted_at = coalesce(deleted_at, clock_timestamp()), revision = revision + 1 where author_id = ${me}`,
  );
  // A tombstone is there for what stands below it; mine with nobody's words below go, from the leaves up.
  await tx.execute(sql`
    with recursive answered as (
      select parent_id as id from replies where author_id <> ${me} and parent_id is not null
      union select replies.parent_id from replies join answered on replies.id = answered.id where replies.parent_id is not null)
    delete from replies where author_id = ${me} and id not in (select id from answered)`);
}

/** Tells live readers that rows which `which` names are gone. A reply is heard of by whom its note is for. */
async function announce(tx: Writing, kind: "annotation" | "reply", which: SQL) {
  const gone =
    kind === "annotation"
      ? sql`select id, article_id, layer, group_id, author_id from annotations where ${which}`
      : sql`select mine.id, parent.article_id, parent.layer, parent.group_id, parent.author_id
          from (select * from replies where ${which}) as mine join annotations as parent on parent.id = mine.annotation_id`;
  // In one order for everybody: each takes its article's row.
  const rows = await tx.execute<{
    id: string;
    article_id: string;
    layer: Layer;
    group_id: string | null;
    author_id: string;
  }>(sql`${gone} order by article_id, id`);
  for (const { id, article_id, layer, group_id, author_id } of rows)
    await append(
      tx,
      article_id,
      { kind, subjectId: id, change: "deleted" },
      { layer, groupId: group_id, authorId: author_id },
    );
}

/** The articles that I brought in and that nobody else has. */
async function clearArticles(tx: Writing, me: SQL, shared: Farewell["shared"]) {
  const which = shared === "keep" ? sql`visibility = 'private'` : sql`true`;
  await tx.delete(articles).where(sql`created_by = ${me} and not sample and ${which} and ${unkept}`);
}

/** My copy of the sample, with its group: it was made for me alone. */
async function clearSample(tx: Writing, viewer: Account) {
  await tx.delete(articles).where(sampleOf(viewer));
  await tx.delete(groups).where(and(eq(groups.sample, true), memberOf(groups.id, viewer)));
}
