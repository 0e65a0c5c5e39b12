import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import type { Span } from "@/lib/anchoring";
import { passages } from "@/lib/passages";
import { notFound } from "@/lib/problem";
import { type Counted, GOALS, type Goals, type Standing } from "@/lib/schemas/assignment";
import type { Account, Viewer } from "@/lib/schemas/user";
import { assignmentVisibleTo, workShownTo } from "./access";
import type { Connected } from "./annotation-rows";
import { db } from "./client";
import type { Writing } from "./events";
import { assignments, memberships, users } from "./schema";

/** Where those who are to read stand: counted from what they wrote for the group, and from nothing else. */

/** A note that counts towards seeing others' has this many words. */
const WORDS = 5;
const NONE: Record<Counted, number> = { claim: 0, quote: 0, evidence: 0, note: 0, reply: 0 };

type Row = { assignment: string; user: string; what: Counted; start: number; end: number; worded: boolean };

/**
 * What was written for an assignment's group on its texts, in its parts: notes for the whole group or a section, neither
 * deleted nor hidden, and replies below somebody else's after their author could see it. One row each.
 * @param which a condition on `a`, the assignment
 */
const written = (on: Connected, which: SQL, author: SQL) =>
  on.execute<Row>(sql`
    with asked as (
      select a.id, a.group_id, a.reveal, a.reveal_at, a.due_at, ar.article_id, c.current_version_id as version_id,
        coalesce(p.start, 0) as start, coalesce(p."end", 2147483647) as "end"
      from assignments as a
      join assignment_readings as ar on ar.assignment_id = a.id
      join articles as c on c.id = ar.article_id
      left join part_anchors as p on p.reading_id = ar.id and p.version_id = c.current_version_id
      where ${which})
    select asked.id as assignment, n.author_id as "user", n.kind as what, t.start, t."end",
      array_length(regexp_split_to_array(btrim(n.body), '\\s+'), 1) >= ${WORDS} as worded
    from asked
    join annotations as n on n.article_id = asked.article_id and n.group_id = asked.group_id
    join anchors as t on t.annotation_id = n.id and t.version_id = asked.version_id
    where n.deleted_at is null and n.hidden_at is null and n.with_user_id is null
      and t.start < asked."end" and t."end" > asked.start and n.author_id = ${author}
    union all
    select asked.id, r.author_id, 'reply', 0, 0, false
    from asked
    join annotations as n on n.article_id = asked.article_id and n.group_id = asked.group_id
    join replies as r on r.annotation_id = n.id
    where n.deleted_at is null and n.hidden_at is null and n.with_user_id is null and n.author_id <> r.author_id
      and r.deleted_at is null and r.hidden_at is null and r.author_id = ${author}
      and (asked.reveal = 'always' or r.created_at >= least(asked.reveal_at, case when asked.reveal = 'all' then asked.due_at end,
        (select min(v.at) from reveals as v where v.assignment_id = asked.id and (v.user_id is null or v.user_id = r.author_id))))`);

const done = (goals: Goals, counts: Record<Counted, number>) =>
  GOALS.every((goal) => counts[goal] >= (goals[goal] ?? 0)) && Object.keys(goals).length > 0;

type Tally = { counts: Record<Counted, number>; passages: number };
function tally(rows: readonly Row[]): Tally {
  const counts = { ...NONE };
  const spans: Span[] = [];
  for (const { what, start, end, worded } of rows) {
    counts[what] += 1;
    if (worded) spans.push({ start, end });
  }
  return { counts, passages: passages(spans) };
}

/** Where each of its group's members stands: everybody for its leads, else oneself alone. @throws Problem 404 */
export async function work(viewer: Viewer, id: string): Promise<{ items: Standing[] }> {
  const [asked] = await db
    .select({ goals: assignments.goals })
    .from(assignments)
    .where(and(eq(assignments.id, id), assignmentVisibleTo(viewer)));
  if (!asked) notFound();
  const people = await db
    .select({
      user: { id: users.id, name: users.name },
      revealed: sql<boolean>`(${assignments.reveal} = 'always' or coalesce(${assignments.revealAt} <= now(), false)
        or (${assignments.reveal} = 'all' and coalesce(${assignments.dueAt} <= now(), false))
        or exists (select 1 from reveals as r where r.assignment_id = ${assignments.id} and (r.user_id is null or r.user_id = ${users.id})))`,
    })
    .from(assignments)
    .innerJoin(memberships, eq(memberships.groupId, assignments.groupId))
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(and(eq(assignments.id, id), eq(memberships.role, "member"), workShownTo(memberships.userId, viewer)))
    .orderBy(sql`lower(${users.name})`, asc(users.id));
  const by = new Map<string, Row[]>(people.map(({ user }) => [user.id, []]));
  const ids = [...by.keys()];
  const rows = ids.length ? await written(db, sql`a.id = ${id}::uuid`, sql`any(${sql.param(ids)}::uuid[])`) : [];
  for (const row of rows) by.get(row.user)?.push(row);
  return {
    items: people.map(({ user, revealed }) => {
      const own = tally(by.get(user.id) ?? []);
      return { user, revealed, ...own, done: done(asked.goals, own.counts) };
    }),
  };
}

/**
 * After somebody wrote for a group: opens to them what their own passages open, and to all where they were the last. Call
 * it in the transaction of the writing.
 */
export async function reach(tx: Writing, viewer: Account, groupId: string | null, articleId: string): Promise<void> {
  if (!groupId) return;
  const closed = await tx.execute<{ id: string; reveal: "own" | "all"; count: number | null; goals: Goals }>(sql`
    select a.id, a.reveal, a.reveal_count as count, a.goals from assignments as a
    where a.group_id = ${groupId}::uuid and a.archived_at is null and a.reveal in ('own', 'all')
      and exists (select 1 from assignment_readings as ar where ar.assignment_id = a.id and ar.article_id = ${articleId}::uuid)
      and not exists (select 1 from reveals as r where r.assignment_id = a.id and (r.user_id is null or r.user_id = ${viewer.id}::uuid))`);
  for (const { id, reveal, count, goals } of closed) {
    const rows = await written(tx, sql`a.id = ${id}::uuid`, sql`${viewer.id}::uuid`);
    const own = tally(rows);
    if (reveal === "own" && own.passages >= (count ?? 1))
      await tx.execute(
        sql`insert into reveals (assignment_id, user_id, why) values (${id}, ${viewer.id}, 'own') on conflict do nothing`,
      );
    else if (reveal === "all" && done(goals, own.counts) && (await allDone(tx, id, goals)))
      await tx.execute(
        sql`insert into reveals (assignment_id, user_id, why) values (${id}, null, 'all') on conflict do nothing`,
      );
  }
}

async function allDone(tx: Writing, id: string, goals: Goals): Promise<boolean> {
  const people = await tx.execute<{ id: string }>(sql`
    select m.user_id as id from memberships as m join assignments as a on a.group_id = m.group_id where a.id = ${id}::uuid and m.role = 'member'`);
  const by = new Map<string, Row[]>(people.map((one) => [one.id, []]));
  const ids = [...by.keys()];
  for (const row of await written(tx, sql`a.id = ${id}::uuid`, sql`any(${sql.param(ids)}::uuid[])`))
    by.get(row.user)?.push(row);
  return [...by.values()].every((rows) => done(goals, tally(rows).counts));
}
