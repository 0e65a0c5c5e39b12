import { type SQL, sql } from "drizzle-orm";
import { type Assignment, type Counted, GOALS, type Goals, type Standing } from "@/lib/schemas/assignment";
import type { Account } from "@/lib/schemas/user";
import type { Section } from "@/lib/sections";
import { isDone, missingOf, type Tally } from "@/lib/work";
import { assignmentVisibleTo } from "./access";
import type { Connected } from "./annotation-rows";
import * as assignments from "./assignments";
import { db } from "./client";
import { isoOrNull } from "./paging";
import { assignments as assignmentsTable, groups, memberships } from "./schema";
import { promptsIn, sectionsOfVersions, students, writings } from "./work";

/** What is due for whom, across assignments. */

/** Where one student stands in one assignment, as `work` says it of all. */
export type Own = Pick<Standing, "dueAt" | "lateUntil" | "done" | "missing"> & {
  assignment: string;
  user: string;
  /** Has written anything for it. */
  begun: boolean;
};

type Student = Pick<Own, "assignment" | "user" | "dueAt" | "lateUntil"> & { goals: Goals; questions: number };
type Counts = Tally["counts"] & Pick<Tally, "spread" | "prompts"> & { assignment: string; user: string };

/**
 * Where students stand, in as many assignments as are meant, counted in the database. It asks for no viewer: who calls it
 * does.
 * @param which a condition on `a`, the assignment. @param who a condition on `m`, the student's membership
 */
export async function ownOf(on: Connected, which: SQL, who: SQL): Promise<Own[]> {
  const people = await on.execute<Student>(sql`
    select s.id as assignment, s.user_id as "user", ${isoOrNull(sql`s.due`)} as "dueAt", ${isoOrNull(sql`s.until`)} as "lateUntil",
      o.goals, ${promptsIn(sql`s.id`)} as questions
    from (${students(which, who)}) as s join assignments as o on o.id = s.id`);
  if (people.length === 0) return [];
  const spread = [...new Set(people.flatMap(({ assignment, goals }) => (goals.spread ? [assignment] : [])))];
  const rows = await on.execute<Counts>(sql`
    with sections as (${beginnings(await sectionsOf(on, spread))})
    select w.assignment, w."user", ${sql.join(GOALS.map(many), sql`, `)},
      (count(distinct w.prompt) filter (where w.taken))::int as prompts,
      (count(distinct (w.version, width_bucket(w.start, b.starts))) filter (where w.taken and w."replyId" is null and b.starts is not null))::int as spread
    from (${writings(which, who, false)}) as w left join sections as b on b.version = w.version
    group by w.assignment, w."user"`);
  const by = new Map(rows.map((row) => [`${row.assignment} ${row.user}`, row]));
  return people.map(({ goals, questions, ...person }) => {
    const counts = by.get(`${person.assignment} ${person.user}`);
    const { spread = 0, prompts = 0 } = counts ?? {};
    const missing = missingOf(goals, { counts: counts ?? NONE, spread, prompts }, questions);
    return { ...person, missing, done: isDone(goals, missing), begun: counts !== undefined };
  });
}

const NONE: Tally["counts"] = { claim: 0, quote: 0, evidence: 0, note: 0, reply: 0 };
const many = (goal: Counted) =>
  sql`(count(*) filter (where w.taken and w.goal = ${goal}))::int as ${sql.identifier(goal)}`;

/** The sections of the texts of these assignments, by version: only where they count are they looked up. */
async function sectionsOf(on: Connected, ids: readonly string[]): Promise<Map<string, Section[]>> {
  if (ids.length === 0) return new Map();
  const texts = await on.execute<{ version: string }>(sql`
    select distinct c.current_version_id as version from assignment_readings as ar join articles as c on c.id = ar.article_id
    where ar.assignment_id = any(${sql.param([...ids])}::uuid[]) and c.current_version_id is not null`);
  return sectionsOfVersions(texts.map(({ version }) => version));
}

/** Where they begin, as rows of the database. */
const beginnings = (sections: Map<string, Section[]>) =>
  sql`select (one ->> 'version')::uuid as version, array(select jsonb_array_elements_text(one -> 'starts')::int) as starts
    from jsonb_array_elements(${JSON.stringify(
      [...sections]
        .filter(([, all]) => all.length > 0)
        .map(([version, all]) => ({ version, starts: all.map(({ start }) => start) })),
    )}::jsonb) as one`;

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
