import { and, eq, inArray, isNotNull, sql } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { type NameParts, sortByFamilyName } from "@/lib/names";
import { conflict, forbidden, notFound } from "@/lib/problem";
import { type MadeAccount, MOST_LINES, type NewSlips, type Slip } from "@/lib/schemas/roster";
import type { Account, Viewer } from "@/lib/schemas/user";
import type { Listed } from "@/lib/schemas/wire";
import { newCode, newLogin } from "@/lib/slip-code";
import { isSelf, membershipOf, slipMadeBy } from "./access";
import { record } from "./acts";
import { db } from "./client";
import type { Writing } from "./events";
import * as instance from "./instance";
import { lead } from "./leading";
import { type NamePage, pageByFamilyName } from "./paging";
import { namePeople } from "./pseudonyms";
import { groups, memberships, sections, users } from "./schema";
import { hand } from "./slips";

/**
 * Accounts for people without an address, made by who leads a group, for that group. Their holder signs in first with a
 * printed slip and then with a login name and a password; once they have an address or a provider of their own, no group
 * has a hand in their account any more.
 */

type Made = { name: string; section: string | null; sectionId: string | null; externalId: string | null } & NameParts;

/** Accounts that one group makes: as many as the largest roster names. */
const MOST = MOST_LINES;
/**
 * Makes members of a group whose row is held, with accounts of theirs. @returns a slip for each.
 * @throws Problem 403 where this instance takes no new accounts; 409 beyond `MOST_LINES` in one group
 */
export async function make(tx: Writing, groupId: string, people: readonly Made[], days: number): Promise<Slip[]> {
  if (people.length === 0) return [];
  if ((await instance.read(tx)).signup === "closed")
    forbidden(
      "This instance takes no new accounts, so people without an e-mail address cannot be given one. Ask its administrator, or import the others alone.",
    );
  const there = await tx.$count(memberships, and(eq(memberships.groupId, groupId), eq(memberships.madeHere, true)));
  if (there + people.length > MOST)
    conflict(`A group makes at most ${MOST.toLocaleString("en")} accounts for people without an e-mail address.`);
  const logins = await freeLogins(tx, people);
  const made = people.map((one, i) => ({ ...one, userId: uuid(), login: logins[i] ?? "", code: newCode() }));
  // As one value: see `inviteAll` in `rosters.ts`.
  const rows = sql`jsonb_to_recordset(${JSON.stringify(made.map(({ code: _, ...one }) => one))}::jsonb)
    as one("userId" uuid, name text, login text, "sectionId" uuid, "externalId" text, given text, family text)`;
  await tx.execute(sql`insert into users (id, name, login) select one."userId", one.name, one.login from ${rows}`);
  await tx.execute(sql`
    insert into memberships (group_id, user_id, section_id, external_id, given_name, family_name, made_here)
    select ${groupId}::uuid, one."userId", one."sectionId", one."externalId", one.given, one.family, true from ${rows}`);
  await namePeople(tx, groupId);
  const expiresAt = await hand(tx, made, days);
  return made.map(({ userId, name, login, section, externalId, code }) => ({
    ...{ userId, name, login, section, externalId, code, expiresAt },
  }));
}

async function freeLogins(tx: Writing, people: readonly Made[]): Promise<string[]> {
  const used = new Set<string>();
  const logins = people.map(({ name }) => fresh(name, used));
  const rows = await tx
    .select({ login: users.login })
    .from(users)
    .where(sql`${users.login} = any(${sql.param(logins)}::text[])`);
  const known = new Set(rows.map(({ login }) => login));
  return logins.map((login, i) => (known.has(login) ? fresh(people[i]?.name ?? "", used) : login));
}

function fresh(name: string, used: Set<string>): string {
  let login = newLogin(name);
  while (used.has(login)) login = newLogin(name);
  used.add(login);
  return login;
}

/** Whom slips can be made for in a group that I lead, by family name. Empty for any other. */
export async function list(viewer: Viewer, groupId: string, page: NamePage = {}): Promise<Listed<MadeAccount>> {
  const mine = and(eq(memberships.groupId, groupId), slipMadeBy(viewer));
  const people = await db
    .select({ id: users.id, name: users.name, given: memberships.givenName, family: memberships.familyName })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(mine);
  return pageByFamilyName(people, page, (ids) =>
    db
      .select({
        id: users.id,
        name: users.name,
        login: sql<string>`${users.login}`,
        section: sections.name,
        externalId: memberships.externalId,
        entered: sql<boolean>`${isNotNull(users.passwordHash)}`,
        slipUntil: sql<
          string | null
        >`(select to_char(max(s.expires_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        from slips as s where s.user_id = ${users.id} and s.purpose = 'slip' and s.used_at is null and s.expires_at > clock_timestamp())`,
      })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .leftJoin(sections, eq(sections.id, memberships.sectionId))
      .where(and(mine, inArray(users.id, ids))),
  );
}

/** How many there are. */
export async function count(viewer: Viewer, groupId: string): Promise<number> {
  return db.$count(memberships, and(eq(memberships.groupId, groupId), slipMadeBy(viewer)));
}

/**
 * Makes new slips in place of former ones; a password that was chosen works until a slip is used. Each whom it concerns
 * finds it among what was decided about them. @throws Problem 404, also when one of them is nobody to make a slip for
 */
export async function handOut(
  viewer: Account,
  groupId: string,
  { userIds, days }: NewSlips,
  languages: readonly string[] = [],
): Promise<Slip[]> {
  const ids = [...new Set(userIds)];
  return db.transaction(async (tx) => {
    await lead(tx, viewer, groupId);
    const found = await tx
      .select({
        id: users.id,
        name: users.name,
        given: memberships.givenName,
        family: memberships.familyName,
        login: sql<string>`${users.login}`,
        section: sections.name,
        externalId: memberships.externalId,
      })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .leftJoin(sections, eq(sections.id, memberships.sectionId))
      .where(
        and(
          eq(memberships.groupId, groupId),
          sql`${memberships.userId} = any(${sql.param(ids)}::uuid[])`,
          slipMadeBy(viewer),
        ),
      );
    const people = sortByFamilyName(found, languages).map(({ id, given: _, family: __, ...one }) => ({
      userId: id,
      ...one,
    }));
    if (people.length !== ids.length) notFound();
    const coded = people.map((one) => ({ ...one, code: newCode() }));
    const expiresAt = await hand(tx, coded, days);
    for (const { userId } of people) await record(tx, viewer, { groupId, userId, what: "slip" });
    return coded.map((one) => ({ ...one, expiresAt }));
  });
}

/** My login name, if I was given one, and the groups whose leads can make slips for me. */
export async function mine(viewer: Account): Promise<{ login: string | null; groups: { id: string; name: string }[] }> {
  const [me] = await db.select({ login: users.login }).from(users).where(isSelf(viewer));
  const made = await db
    .select({ id: groups.id, name: groups.name })
    .from(memberships)
    .innerJoin(groups, eq(groups.id, memberships.groupId))
    .where(and(membershipOf(viewer), eq(memberships.madeHere, true)));
  return { login: me?.login ?? null, groups: made };
}
