import { type SQL, sql } from "drizzle-orm";
import type { Assignment, Goals, Standing, WorkItem } from "@/lib/schemas/assignment";
import type { Account } from "@/lib/schemas/user";
import { isDone, missingOf, tally } from "@/lib/work";
import { assignmentVisibleTo } from "./access";
import type { Connected } from "./annotation-rows";
import * as assignments from "./assignments";
import { db } from "./client";
import { isoOrNull } from "./paging";
import { assignments as assignmentsTable, groups, memberships } from "./schema";
import { groundOf, placed, promptsIn, students, written } from "./work";

/** What is due for whom, across assignments. */

/** Where one student stands in one assignment, as `work` says it of all. */
export type Own = Omit<Standing, "user" | "section"> & {
  assignment: string;
  user: string;
  /** Has written anything for it. */
  begun: boolean;
  /** How many questions it has. */
  questions: number;
};

type Student = Pick<Own, "assignment" | "user" | "dueAt" | "lateUntil" | "revealed" | "questions"> & { goals: Goals };

/**
 * Where students stand, in as many assignments as are meant, by few queries. It asks for no viewer: who calls it does.
 * @param which a condition on `a`, the assignment. @param who a condition on `m`, the student's membership
 */
export async function ownOf(on: Connected, which: SQL, who: SQL): Promise<Own[]> {
  const people = await on.execute<Student>(sql`
    select s.id as assignment, s.user_id as "user", ${isoOrNull(sql`s.due`)} as "dueAt", ${isoOrNull(sql`s.until`)} as "lateUntil",
      s.reveal = 'always' or s.shown is not null as revealed, o.goals, ${promptsIn(sql`s.id`)} as questions
    from (${students(which, who)}) as s join assignments as o on o.id = s.id`);
  if (people.length === 0) return [];
  const rows = await written(on, which, who, false);
  const spread = new Set(people.flatMap(({ assignment, goals }) => (goals.spread ? [assignment] : [])));
  // Only where the sections of the text count are they looked up.
  const grounds = new Map(await Promise.all([...spread].map(async (id) => [id, await groundOf(on, id)] as const)));
  const by = new Map<string, WorkItem[]>();
  for (const row of rows) {
    const key = `${row.assignment} ${row.user}`;
    const item = placed(row, grounds.get(row.assignment) ?? null);
    const own = by.get(key);
    if (own) own.push(item);
    else by.set(key, [item]);
  }
  return people.map(({ goals, ...person }) => {
    const items = by.get(`${person.assignment} ${person.user}`) ?? [];
    const own = tally(items);
    const missing = missingOf(goals, own, person.questions);
    return { ...person, ...own, missing, done: isDone(goals, missing), begun: items.length > 0 };
  });
}

export type Asked = { assignment: Assignment; own: Own };
export type Led = { assignment: Assignment /** Not counted for what was due long ago. */; count: Count | null };
type Count = { students: number; done: number; begun: number };

const among = (ids: readonly string[]) => sql`a.id = any(${sql.param([...ids])}::uuid[])`;
const soonest = (a: string | null, b: string | null) => (a ?? "9").localeCompare(b ?? "9");

/** What I am to read, with where I stand, what is due first first. */
export const asked = async (viewer: Account): Promise<Asked[]> => askedOf(viewer, await assignments.mine(viewer));

async function askedOf(viewer: Account, all: readonly Assignment[]): Promise<Asked[]> {
  const ids = all.filter(({ canEdit }) => !canEdit).map(({ id }) => id);
  const own = ids.length ? await ownOf(db, among(ids), sql`m.user_id = ${viewer.id}::uuid`) : [];
  const by = new Map(own.map((one) => [one.assignment, one]));
  return all
    .flatMap((assignment) => {
      const mine = by.get(assignment.id);
      return mine ? [{ assignment, own: mine }] : [];
    })
    .sort((a, b) => soonest(a.own.dueAt, b.own.dueAt));
}

/** Assignments that I lead for which is counted who is done: counting goes through all that was written for them. */
const COUNTED = 6;

/** What I am to read, and what I have set others, in the same order. */
export async function mine(viewer: Account, now = new Date()): Promise<{ asked: Asked[]; led: Led[] }> {
  const all = await assignments.mine(viewer);
  const set = all.filter(({ canEdit }) => canEdit);
  const isAhead = ({ dueAt }: Assignment) => dueAt === null || new Date(dueAt) > now;
  const past = set.filter((one) => !isAhead(one)).toReversed();
  const counted = new Set([...set.filter(isAhead), ...past].slice(0, COUNTED).map(({ id }) => id));
  const theirs = counted.size ? await ownOf(db, among([...counted]), sql`true`) : [];
  const led = set.map((assignment) => {
    const these = theirs.filter((one) => one.assignment === assignment.id);
    const many = (is: (one: Own) => boolean) => these.filter(is).length;
    const count = { students: these.length, done: many(({ done }) => done), begun: many(({ begun }) => begun) };
    return { assignment, count: counted.has(assignment.id) ? count : null };
  });
  return { asked: await askedOf(viewer, all), led };
}

/** Whether anything is set to me, or by me: then a page of it is worth a place among the others. */
export async function hasAny(viewer: Account): Promise<boolean> {
  const [row] = await db.execute<{ yes: boolean }>(sql`
    select exists (select 1 from ${assignmentsTable} join ${memberships} on ${memberships.groupId} = ${assignmentsTable.groupId}
        join ${groups} on ${groups.id} = ${assignmentsTable.groupId}
      where ${memberships.userId} = ${viewer.id}::uuid and ${memberships.role} <> 'guest' and ${groups.archivedAt} is null
        and ${assignmentsTable.archivedAt} is null and ${assignmentVisibleTo(viewer)}) as yes`);
  return row?.yes ?? false;
}
