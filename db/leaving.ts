import { type SQL, sql } from "drizzle-orm";
import { conflict, invalid } from "@/lib/problem";
import type { Account } from "@/lib/schemas/user";
import { db } from "./client";
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
  const me = sql`${viewer.id}::uuid`;
  await db.transaction(async (tx) => {
    const run = (statement: SQL) => tx.execute(statement);
    await run(sql`select pg_advisory_xact_lock(4, 0)`);
    const [needed] = await run(sql`
      select 1 from users where id = ${me} and role = 'admin'
        and not exists (select 1 from users where id <> ${me} and role = 'admin' and disabled_at is null and deleted_at is null)
        and exists (select 1 from users where id <> ${me} and not sample and deleted_at is null)`);
    if (needed) conflict("You are the only administrator here. Make somebody else one first.");

    await handOver(run, me);
    await clearNotes(run, me, shared === "remove" ? sql`true` : sql`layer = 'private'`);
    if (shared === "remove") await clearReplies(run, me);
    for (const table of ["shelf", "progress", "imports", "memberships", "sessions", "accounts", "slips"])
      await run(sql`delete from ${sql.identifier(table)} where user_id = ${me}`);
    await run(sql`delete from invites where created_by = ${me}`);
    await clearArticles(run, me, shared);
    await run(sql`
      update users set name = 'Former member', email = null, email_verified_at = null, password_hash = null,
        role = 'member', settings = '{}', updated_at = clock_timestamp(), deleted_at = clock_timestamp()
      where id = ${me}`);
  });
}

type Run = (statement: SQL) => Promise<unknown>;

/** My groups: passes on those that would have no owner, and ends those that would have no member. */
async function handOver(run: Run, me: SQL) {
  // Nobody joins, leaves or changes roles in them until this is done.
  await run(sql`
    select 1 from groups where id = any(array(select group_id from memberships where user_id = ${me})) order by id for update`);
  await run(sql`
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
  await run(sql`
    update annotations set layer = 'private', group_id = null, layer_at = clock_timestamp(), revision = revision + 1
    where group_id = any(${deserted}) and author_id <> ${me}`);
  await run(sql`delete from groups where id = any(${deserted})`);
}

/** My notes that `which` names. One that others answered is emptied and marked as deleted: their answers are not mine. */
async function clearNotes(run: Run, me: SQL, which: SQL) {
  const answered = sql`exists (select 1 from replies where replies.annotation_id = annotations.id and replies.author_id <> ${me})`;
  await announce(run, "annotation", sql`author_id = ${me} and deleted_at is null and ${which} and layer <> 'private'`);
  await run(sql`delete from annotations where author_id = ${me} and ${which} and not ${answered}`);
  const emptied = sql`select id from annotations where author_id = ${me} and ${which}`;
  await run(sql`delete from tags where annotation_id in (${emptied})`);
  await run(sql`delete from revisions where annotation_id in (${emptied})`);
  await run(sql`
    update annotations set body = '', speaker = null, source = null, deleted_at = coalesce(deleted_at, clock_timestamp()),
      revision = revision + 1 where author_id = ${me} and ${which}`);
}

async function clearReplies(run: Run, me: SQL) {
  await announce(run, "reply", sql`author_id = ${me} and deleted_at is null`);
  await run(sql`delete from revisions where reply_id in (select id from replies where author_id = ${me})`);
  await run(
    sql`update replies set body = '', deleted_at = coalesce(deleted_at, clock_timestamp()), revision = revision + 1 where author_id = ${me}`,
  );
  // A tombstone is there for what stands below it; mine with nobody's words below go, from the leaves up.
  await run(sql`
    with recursive answered as (
      select parent_id as id from replies where author_id <> ${me} and parent_id is not null
      union select replies.parent_id from replies join answered on replies.id = answered.id where replies.parent_id is not null)
    delete from replies where author_id = ${me} and id not in (select id from answered)`);
}

/** Tells live readers that rows which `which` names are gone, each numbered from its article as every event is. */
async function announce(run: Run, kind: "annotation" | "reply", which: SQL) {
  const gone =
    kind === "annotation"
      ? sql`select id, article_id, layer, group_id, author_id from annotations where ${which}`
      : sql`select mine.id, parent.article_id, parent.layer, parent.group_id, parent.author_id
          from (select * from replies where ${which}) as mine join annotations as parent on parent.id = mine.annotation_id`;
  await run(sql`
    with gone as (${gone}),
      numbered as (select gone.*, row_number() over (partition by article_id order by id) as nth from gone),
      bumped as (
        update articles set event_seq = event_seq + (select count(*) from gone where gone.article_id = articles.id)
        where id in (select article_id from gone)
        returning id, event_seq - (select count(*) from gone where gone.article_id = articles.id) as base)
    insert into events (article_id, seq, kind, subject_id, change, layer, group_id, author_id)
    select numbered.article_id, bumped.base + numbered.nth, ${kind}, numbered.id, 'deleted', numbered.layer, numbered.group_id, numbered.author_id
    from numbered join bumped on bumped.id = numbered.article_id`);
}

/** The articles that I brought in and that nobody else has. */
async function clearArticles(run: Run, me: SQL, shared: Farewell["shared"]) {
  await run(sql`
    delete from articles where created_by = ${me} and not sample
      and not exists (select 1 from shelf where shelf.article_id = articles.id)
      and not exists (select 1 from readings where readings.article_id = articles.id)
      and not exists (select 1 from annotations where annotations.article_id = articles.id and annotations.author_id <> ${me})
      and ${shared === "keep" ? sql`visibility = 'private'` : sql`true`}`);
}
