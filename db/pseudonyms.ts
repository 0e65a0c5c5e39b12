import { randomInt, randomUUID } from "node:crypto";
import { and, eq, isNull, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { notFound } from "@/lib/problem";
import { draw, UNNAMED } from "@/lib/pseudonyms";
import type { Account, Person } from "@/lib/schemas/user";
import {
  assignmentVisibleTo,
  masked,
  maskedAlong,
  maskedTo,
  namingOf,
  type Viewer as Seer,
  workShownTo,
} from "./access";
import type { Connected } from "./annotation-rows";
import { db } from "./client";
import type { Writing } from "./events";
import { assignmentReadings, assignments, pseudonyms, users } from "./schema";

/**
 * By whom somebody is shown: everything that tells of a person where notes stand takes their id and name from here. Where
 * students go by pseudonyms, nothing else of a person is ever selected for the others; who is shown which, `maskedTo`
 * in access.ts says.
 */

/** Where a note stands, or is to. */
type Placed = { groupId: SQLWrapper; articleId: SQLWrapper };

const NOBODY = "00000000-0000-0000-0000-000000000000";
const assumed = (what: "id" | "name", row: Placed, userId: SQLWrapper) =>
  sql`(select p.${sql.identifier(what)} from pseudonyms as p where p.user_id = ${userId} and p.assignment_id = ${namingOf(row)})`;

/** `{ id, name }` of somebody as this viewer is shown them where `row` stands. @param person a row of users */
export const personAt = (row: Placed, person: { id: SQLWrapper; name: SQLWrapper }, viewer: Seer): SQL<Person> =>
  sql<Person>`case when ${maskedTo(row, person.id, viewer)} then coalesce(
      (select jsonb_build_object('id', p.id, 'name', p.name, 'pseudonym', true) from pseudonyms as p where p.user_id = ${person.id} and p.assignment_id = ${namingOf(row)}),
      jsonb_build_object('id', ${NOBODY}::text, 'name', ${UNNAMED}::text, 'pseudonym', true))
    else jsonb_build_object('id', ${person.id}, 'name', ${person.name}) end`;

/** The same of whom a column names; null where it names nobody. */
export const someoneAt = (row: Placed, userId: SQLWrapper, viewer: Seer): SQL<Person | null> =>
  sql<Person | null>`(select ${personAt(row, { id: sql`u.id`, name: sql`u.name` }, viewer)} from users as u where u.id = ${userId})`;

/** The id alone, to look somebody up by: a pseudonym's where that is all this viewer has of them. */
export const idAt = (row: Placed, userId: SQLWrapper, viewer: Seer): SQL<string> =>
  sql<string>`case when ${maskedTo(row, userId, viewer)} then coalesce(${assumed("id", row, userId)}, ${NOBODY}::uuid) else ${userId} end`;

/** Somebody who reads an article along with this viewer: see `readsAlong`. */
export const personAlong = (articleId: SQLWrapper, person: { id: SQLWrapper; name: SQLWrapper }, viewer: Seer) =>
  personAt({ groupId: maskedAlong(articleId, person.id, viewer), articleId }, person, viewer);

/**
 * The name by which somebody is written to where `row` stands, by leads too: a real one there would unmask them. Null for
 * who has none.
 */
export const calledAt = (row: Placed, person: { id: SQLWrapper; name: SQLWrapper }): SQL<string | null> =>
  sql<
    string | null
  >`case when ${masked(row, person.id)} then ${assumed("name", row, person.id)} else ${person.name} end`;

/**
 * As whom somebody named in a text is shown: null where the name that stands in it is not theirs for this viewer to know
 * of, as an older, real one, or a pseudonym in words that were moved elsewhere.
 */
export const mentionedAs = (row: Placed, mention: { userId: SQLWrapper; name: SQLWrapper }, viewer: Seer): SQL =>
  sql`case when ${mention.userId} = ${viewer?.id ?? null}::uuid then ${mention.userId}
    when ${maskedTo(row, mention.userId, viewer)} then (select p.id from pseudonyms as p
      where p.user_id = ${mention.userId} and p.name = ${mention.name} and p.assignment_id = ${namingOf(row)})
    when not ${masked(row, mention.userId)} and exists (select 1 from pseudonyms as p
      where p.user_id = ${mention.userId} and p.name = ${mention.name}) then null
    else ${mention.userId} end`;

/**
 * Who goes by which name in an assignment: everybody for those who lead its group, else oneself alone. By the names of an
 * older assignment where that named its texts first, and so perhaps by more than one. @throws Problem 404
 */
export async function of(viewer: Account, assignmentId: string): Promise<{ user: Person; names: string[] }[]> {
  const [there] = await db
    .select({ groupId: assignments.groupId })
    .from(assignments)
    .where(and(eq(assignments.id, assignmentId), assignmentVisibleTo(viewer)));
  if (!there) notFound();
  const naming = namingOf({ groupId: assignments.groupId, articleId: assignmentReadings.articleId });
  return db
    .select({
      user: { id: users.id, name: users.name },
      names: sql<string[]>`array_agg(distinct ${pseudonyms.name} order by ${pseudonyms.name})`,
    })
    .from(assignments)
    .innerJoin(assignmentReadings, eq(assignmentReadings.assignmentId, assignments.id))
    .innerJoin(pseudonyms, sql`${pseudonyms.assignmentId} = ${naming}`)
    .innerJoin(users, eq(users.id, pseudonyms.userId))
    .where(and(eq(assignments.id, assignmentId), isNull(users.deletedAt), workShownTo(users.id, viewer)))
    .groupBy(users.id)
    .orderBy(sql`lower(${users.name})`, users.id);
}

// ---- giving them -----------------------------------------------------------------------------------------------

/**
 * Gives a pseudonym to everybody in a group who is to have one and has none: in each of its assignments that goes by them,
 * its members who do not lead it, and who wrote for it once on one of its texts. Call it in the transaction in which that
 * may have changed.
 */
export async function namePeople(tx: Writing, groupId: string): Promise<void> {
  // Whoever comes in meanwhile waits, and finds the assignment there.
  await tx.execute(sql`select pg_advisory_xact_lock(8, hashtext(${groupId}))`);
  const lacking = sql`
    select a.id as assignment, who.id as "user" from assignments as a join lateral (
      select m.user_id as id from memberships as m where m.group_id = a.group_id and m.role not in ('owner', 'lead')
      union select n.author_id from annotations as n where n.group_id = a.group_id and ${onItsTexts}
      union select r.author_id from annotations as n join replies as r on r.annotation_id = n.id where n.group_id = a.group_id and ${onItsTexts}
    ) as who on true
    where a.group_id = ${groupId}::uuid and a.names = 'pseudonyms'
      and not exists (select 1 from pseudonyms as p where p.assignment_id = a.id and p.user_id = who.id)
      and not exists (select 1 from memberships as l where l.group_id = a.group_id and l.user_id = who.id and l.role in ('owner', 'lead'))`;
  const by = new Map<string, string[]>();
  for (const { assignment, user } of await tx.execute<{ assignment: string; user: string }>(lacking))
    by.set(assignment, [...(by.get(assignment) ?? []), user]);
  for (const [assignmentId, people] of by) {
    const taken = await tx
      .select({ name: pseudonyms.name })
      .from(pseudonyms)
      .where(eq(pseudonyms.assignmentId, assignmentId));
    const names = draw(
      people.length,
      taken.map(({ name }) => name),
      randomInt,
    );
    // Ids of version 4: one that holds its time would tell in which order people came.
    await tx
      .insert(pseudonyms)
      .values(people.map((userId, i) => ({ assignmentId, userId, id: randomUUID(), name: names[i]! })));
  }
}

/** The same for who is about to write or to be seen in a group, for whom it is nearly always done already. */
export async function nameWriter(tx: Writing, viewer: Account, groupId: string): Promise<void> {
  const [lacks] =
    await tx.execute(sql`select 1 from assignments as a where a.group_id = ${groupId}::uuid and a.names = 'pseudonyms'
    and not exists (select 1 from pseudonyms as p where p.assignment_id = a.id and p.user_id = ${viewer.id}::uuid)
    and not exists (select 1 from memberships as l where l.group_id = a.group_id and l.user_id = ${viewer.id}::uuid and l.role in ('owner', 'lead')) limit 1`);
  if (lacks) await namePeople(tx, groupId);
}

/** Somebody has written under a pseudonym of this assignment, on a text of it that is not among those that stay. */
export async function holdsNames(on: Connected, assignmentId: string, stay: readonly string[] = []): Promise<boolean> {
  const [row] = await on.execute(sql`
    select 1 from assignments as a join annotations as n on n.group_id = a.group_id
    where a.id = ${assignmentId}::uuid and a.names = 'pseudonyms' and ${onItsTexts} and not n.article_id = any(${sql.param([...stay])}::uuid[])
      and exists (select 1 from pseudonyms as p where p.assignment_id = a.id
        and (p.user_id = n.author_id or p.user_id in (select r.author_id from replies as r where r.annotation_id = n.id))) limit 1`);
  return row !== undefined;
}
const onItsTexts = sql`exists (select 1 from assignment_readings as ar where ar.assignment_id = a.id and ar.article_id = n.article_id)`;
