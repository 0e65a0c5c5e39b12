import { type SQL, sql } from "drizzle-orm";
import { type Assignment, GOALS, type Goals, type Standing } from "@/lib/schemas/assignment";
import type { Account } from "@/lib/schemas/user";
import { counted, isDone, missingOf, type Tally, tally } from "@/lib/work";
import { assignmentVisibleTo } from "./access";
import type { Connected } from "./annotation-rows";
import * as assignments from "./assignments";
import { db } from "./client";
import { isoOrNull } from "./paging";
import { assignments as assignmentsTable, groups, memberships } from "./schema";
import { promptsIn, sectionsOfWork, students, writings, writtenBy } from "./work";

/** What is due for whom, across assignments. */

/** Where one student stands in one assignment, as `work` says it of all. */
export type Own = Pick<Standing, "dueAt" | "lateUntil" | "done" | "missing"> & {
  assignment: string;
  user: string;
  /** Has written anything for it. */
  begun: boolean;
};

type Student = Pick<Own, "assignment" | "user" | "dueAt" | "lateUntil"> & { goals: Goals; questions: number };

/**
 * Where students stand, in as many assignments as are meant. It asks for no viewer: who calls it
 * does.
 * @param which a condition on `a`, the assignment. @param who a condition on `m`, the student's membership
 */
export async function ownOf(on: Connected, which: SQL, who: SQL): Promise<Own[]> {
  const people = await on.execute<Student>(sql`
    select s.id as assignment, s.user_id as "user", ${isoOrNull(sql`s.due`)} as "dueAt", ${isoOrNull(sql`s.until`)} as "lateUntil",
      o.goals, ${promptsIn(sql`s.id`)} as questions
    from (${students(which, who)}) as s join assignments as o on o.id = s.id`);
  if (people.length === 0) return [];
  const totals = await on.execute<Total>(totalsOf(which, who));
  const own = new Map<string, Counts>(totals.map((one) => [`${one.assignment} ${one.user}`, countsOf(one)]));
  for (const { assignment, user, counts } of await tallied(on, which, who, totals))
    own.set(`${assignment} ${user}`, counts);
  return people.map(({ goals, questions, ...person }) => {
    const counts = own.get(`${person.assignment} ${person.user}`);
    const missing = missingOf(goals, counts ?? NONE, questions);
    return { ...person, missing, done: isDone(goals, missing, questions), begun: counts !== undefined };
  });
}

type Counts = Pick<Tally, "counts" | "spread" | "prompts">;
type Total = Tally["counts"] & { assignment: string; user: string; prompts: number; close: boolean };

/**
 * What students' work comes to, a row each, counted where it lies: notes are many. `close` where that does not tell, and each
 * note has to be looked at: sections are asked for, or each passage counts once and two notes of a kind overlap, or lie in
 * two versions of a text.
 */
const totalsOf = (which: SQL, who: SQL) => {
  const counts = sql.join(
    GOALS.map((goal) => sql`count(*) filter (where w.counts and w.goal = ${goal})::int as ${sql.identifier(goal)}`),
    sql`, `,
  );
  return sql`
    select w.assignment, w."user", ${counts}, count(distinct w.prompt) filter (where w.counts)::int as prompts,
      coalesce(bool_or(w.note and (w.spread or (w."distinct" and (w.touches or w.elsewhere)))), false) as close
    from (
      select o.assignment, o."user", o.goal, o.prompt, o.spread, o."distinct", o.taken and o.enough as counts, o.note,
        o.start < max(o."end") over (partition by o.assignment, o."user", o.version, o.goal, o.note
          order by o.start, o."annotationId" rows between unbounded preceding and 1 preceding) as touches,
        o.version <> first_value(o.version) over (partition by o.assignment, o."user", o."articleId", o.goal, o.note
          order by o.version) as elsewhere
      from (select *, "replyId" is null as note from (${writings(which, who, false)}) as written) as o) as w
    group by w.assignment, w."user"`;
};

const countsOf = ({ claim, quote, evidence, note, reply, prompts }: Total): Counts => ({
  ...{ counts: { claim, quote, evidence, note, reply }, spread: 0, prompts },
});

/** The same from each of their notes, of those of whom the totals do not tell. */
async function tallied(on: Connected, which: SQL, who: SQL, totals: readonly Total[]) {
  const of = totals.filter(({ close }) => close);
  if (of.length === 0) return [];
  const [ids, users] = (["assignment", "user"] as const).map((key) => sql.param(of.map((one) => one[key])));
  const these = sql`(a.id, m.user_id) in (select * from unnest(${ids}::uuid[], ${users}::uuid[]))`;
  const written = await writtenBy(on, which, sql`${who} and ${these}`, false);
  const sections = await sectionsOfWork(on, written);
  return written.map(({ assignment, user, distinct, items }) => ({
    ...{ assignment, user, counts: tally(counted(items, distinct, sections)) },
  }));
}

const NONE = tally([]);

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
const COUNTED = 4;

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
