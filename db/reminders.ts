import { sql } from "drizzle-orm";
import type { Notice } from "@/lib/schemas/notice";
import { db } from "./client";
import { type Own, ownOf } from "./due";
import type { Writing } from "./events";
import { notify } from "./notices";
import { everyoneDueOf, OF_A } from "./own-times";
import { tellOfAssignment } from "./telling";
import { students } from "./work";

/**
 * Reminders: that an assignment has opened, which was set before, and that it is due in a day and work is missing. They
 * are notices, and go the way that each student chose for those. Any number of processes may walk at once.
 */

/** Hours before a student's own due date at which they are reminded, and until when it is made up for if nobody walked. */
const BEFORE = 24;
const LATEST = 18;
/** The same after an assignment opened. */
const OPENED = 24;

/** @returns how many were reminded, or told that it opened, in this round */
export const remind = (now = new Date()): Promise<number> =>
  db.transaction(async (tx) => {
    const [free] = await tx.execute<{ yes: boolean }>(sql`select pg_try_advisory_xact_lock(6, 1) as yes`);
    if (!free?.yes) return 0;
    await recordOpen(tx);
    return (await opened(tx, now)) + (await due(tx, now));
  });

/** What is open to all since it was due for the last of them stays so, whoever comes to have more time later. */
const recordOpen = (tx: Writing) =>
  tx.execute(sql`
    insert into reveals (assignment_id, user_id, why, at) select a.id, null, 'all', ${everyoneDueOf(OF_A)} from assignments as a
    where a.reveal = 'all' and a.archived_at is null and ${everyoneDueOf(OF_A)} <= now()
      and not exists (select 1 from reveals as r where r.assignment_id = a.id and r.user_id is null) on conflict do nothing`);

/** In use, and so is its group. */
const asked = sql`a.archived_at is null and exists (
  select 1 from groups as g where g.id = a.group_id and g.archived_at is null and g.ends_at is null and not g.sample)`;

async function opened(tx: Writing, now: Date): Promise<number> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const fresh = await tx.execute<{ id: string; group: string; by: string }>(sql`
    select a.id, a.group_id as "group", a.created_by as by from assignments as a
    where ${asked} and a.opens_at > a.created_at and a.opens_at <= ${at} and a.opens_at > ${at} - make_interval(hours => ${OPENED})
      and coalesce(a.due_at > ${at}, true)`);
  let told = 0;
  for (const { id, group, by } of fresh) told += await tellOfAssignment(tx, { id, groupId: group, actorId: by });
  return told;
}

type Due = { id: string; user: string; group: string; due: string };
async function due(tx: Writing, now: Date): Promise<number> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const within = sql`between ${at} + make_interval(hours => ${LATEST}) and ${at} + make_interval(hours => ${BEFORE})`;
  // Who learned of it, or was given more time, when less than a day was left needs no reminder a moment later. A date
  // that is moved by some minutes reminds nobody twice.
  const near = await tx.execute<Due>(sql`
    select s.id, s.user_id as "user", s.group_id as "group", extract(epoch from s.due)::bigint::text as due
    from (${students(
      sql`${asked} and coalesce(a.opens_at <= ${at}, true) and (a.due_at ${within}
        or exists (select 1 from extensions as e where e.assignment_id = a.id and e.due_at ${within}))`,
      sql`true`,
    )}) as s join assignments as o on o.id = s.id
    where s.due ${within} and s.due - make_interval(hours => ${BEFORE}) > greatest(o.created_at, o.opens_at)
      and not exists (select 1 from notices as n where n.user_id = s.user_id and n.assignment_id = s.id
        and n.cause like 'due:%' and n.at > ${at} - make_interval(hours => ${BEFORE}))`);
  if (near.length === 0) return 0;
  const own = await ownOf(tx, among(near.map(({ id }) => id)), sql`true`);
  const missing = new Set(own.filter(lacks).map(({ assignment, user }) => `${assignment} ${user}`));
  let told = 0;
  for (const [cause, these] of bagged(near.filter(({ id, user }) => missing.has(`${id} ${user}`)))) {
    const [{ id, group } = { id: "", group: "" }] = these;
    const users = sql`select unnest(${sql.param(these.map(({ user }) => user))}::uuid[])`;
    told += await notify(tx, users, {
      ...{ kind: "assignment", cause, actorId: null, groupId: group, assignmentId: id },
    });
  }
  return told;
}

const among = (ids: readonly string[]) => sql`a.id = any(${sql.param([...new Set(ids)])}::uuid[])`;
/** Work is missing. Where nothing is counted, who has written anything has done what can be seen of it. */
const lacks = ({ begun, missing }: Own) => !begun || Object.keys(missing).length > 0;

/** Without the reminders that came to nothing since: the work is done, or the time is over. */
export async function stillMissing(userId: string, told: readonly Notice[], now = new Date()): Promise<Notice[]> {
  const reminds = ({ kind, what }: Notice) => kind === "assignment" && what === "due";
  const ids = told.flatMap((one) => (reminds(one) && one.assignment ? [one.assignment.id] : []));
  if (ids.length === 0) return [...told];
  const own = await ownOf(db, among(ids), sql`m.user_id = ${userId}::uuid`);
  const open = own.filter((one) => lacks(one) && one.dueAt !== null && new Date(one.dueAt) > now);
  return told.filter((one) => !reminds(one) || open.some(({ assignment }) => assignment === one.assignment?.id));
}

/** By what is told of: an assignment, and when it is due. */
function bagged(near: readonly Due[]): Map<string, Due[]> {
  const bags = new Map<string, Due[]>();
  for (const one of near) {
    const cause = `due:${one.id}:${one.due}`;
    bags.set(cause, [...(bags.get(cause) ?? []), one]);
  }
  return bags;
}
