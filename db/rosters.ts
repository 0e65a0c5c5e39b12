import { and, asc, eq, inArray, isNotNull, sql } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { conflict, notFound } from "@/lib/problem";
import type { Roster } from "@/lib/roster";
import { type Held, type Plan, planOf } from "@/lib/roster-plan";
import { readRosterSafely } from "@/lib/rosters/pool";
import type { NewRoster, RosterPreview, RosterTaken } from "@/lib/schemas/roster";
import type { Account, Viewer } from "@/lib/schemas/user";
import { hashOf } from "@/lib/token";
import { groupArrangedBy, inviteManagedBy } from "./access";
import { db } from "./client";
import type { Writing } from "./events";
import { dispatch, LASTS_DAYS, type Links } from "./invitations";
import { open } from "./invites";
import { tokenOf } from "./joining";
import { lead } from "./leading";
import { make } from "./made-accounts";
import { iso, type NamePage, pageByFamilyName } from "./paging";
import { groups, invites, inviteUses, memberships, sections, users } from "./schema";

/** A school's list of who is to be in a group. */

type Given = Pick<NewRoster, "csv" | "columns">;

/** Sections that a group can have. */
const MOST_SECTIONS = 100;

/** What a roster says, read off this thread and for who leads the group alone. @throws Problem 404, 413, 503 */
async function understood(viewer: Viewer, groupId: string, { csv, columns }: Given): Promise<Roster> {
  const [led] = await db
    .select({ id: groups.id })
    .from(groups)
    .where(and(eq(groups.id, groupId), groupArrangedBy(viewer), eq(groups.sample, false)));
  return led ? readRosterSafely(csv, columns, viewer?.id ?? "") : notFound();
}

/**
 * What a roster would be understood as, for who leads the group. It is read and nobody is looked up: whoever has an
 * account, the answer is the same. @throws Problem 404; 413 above `MOST_LINES`
 */
export async function preview(viewer: Viewer, groupId: string, given: Given): Promise<RosterPreview> {
  const roster = await understood(viewer, groupId, given);
  const has = await db.select({ name: sections.name }).from(sections).where(eq(sections.groupId, groupId));
  const known = new Set(has.map(({ name }) => name.toLowerCase()));
  const fresh = new Map<string, string>();
  for (const { section } of roster.lines)
    if (section && !known.has(section.toLowerCase()) && !fresh.has(section.toLowerCase()))
      fresh.set(section.toLowerCase(), section);
  return { ...roster, sections: [...fresh.values()] };
}

/**
 * Imports a roster into a group that I lead: invites whom it names by an address, makes accounts for the others, and
 * changes what it says otherwise of those it named before. The same roster again changes nothing. Lines at fault are
 * left out. `rest` sends the letters.
 * @throws Problem 404; 403 where accounts are needed and none may be made; 409 beyond a hundred sections, or as many accounts as the largest roster names; 413
 */
export async function take(
  viewer: Account,
  groupId: string,
  given: Given & Pick<NewRoster, "days">,
  links: Links,
): Promise<{ taken: RosterTaken; rest: () => Promise<void> }> {
  const { lines, faults } = await understood(viewer, groupId, given);
  const taken = await db.transaction(async (tx): Promise<RosterTaken> => {
    await lead(tx, viewer, groupId);
    const held = await standing(tx, groupId);
    const plan = planOf(lines, held, uuid);
    await addSections(tx, groupId, plan, held.sections.length);
    await say(tx, groupId, plan);
    await inviteAll(tx, viewer, groupId, plan, links);
    const slips = await make(tx, groupId, plan.make, given.days);
    return {
      invited: plan.invite.length,
      changed: plan.place.length + plan.say.length,
      unchanged: plan.unchanged,
      made: slips.length,
      skipped: faults.length,
      sections: plan.sections.map(({ name }) => name),
      slips,
    };
  });
  return { taken, rest: () => dispatch(links) };
}

const waitingIn = (groupId: string) => and(eq(invites.groupId, groupId), isNotNull(invites.email), open);

/** What the group's leads see of it, by which lines find whom they mean. */
async function standing(tx: Writing, groupId: string): Promise<Held> {
  const has = await tx
    .select({ id: sections.id, name: sections.name })
    .from(sections)
    .where(eq(sections.groupId, groupId))
    .orderBy(asc(sections.position));
  const pending = await tx
    .select({
      id: invites.id,
      email: sql<string>`${invites.email}`,
      name: invites.name,
      sectionId: invites.sectionId,
      externalId: invites.externalId,
      ...{ given: invites.givenName, family: invites.familyName },
    })
    .from(invites)
    .where(waitingIn(groupId));
  const members = await tx
    .select({
      userId: memberships.userId,
      name: users.name,
      login: sql<boolean>`${isNotNull(users.login)}`,
      sectionId: memberships.sectionId,
      externalId: memberships.externalId,
      ...{ given: memberships.givenName, family: memberships.familyName },
      emails: sql<
        string[]
      >`array(select i.email from ${invites} as i join ${inviteUses} as used on used.invite_id = i.id
        where i.group_id = ${memberships.groupId} and i.email is not null and used.user_id = ${memberships.userId})`,
    })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(eq(memberships.groupId, groupId))
    .orderBy(asc(memberships.joinedAt), asc(memberships.userId));
  return { sections: has, pending, members };
}

async function addSections(tx: Writing, groupId: string, plan: Plan, before: number): Promise<void> {
  if (before + plan.sections.length > MOST_SECTIONS)
    conflict(
      `A group has at most a hundred sections, and with this roster it would have ${before + plan.sections.length}. Was the right column chosen for the section?`,
    );
  if (plan.sections.length)
    await tx.insert(sections).values(plan.sections.map((one, i) => ({ ...one, groupId, position: before + i })));
}

/** What the roster says otherwise than before, in one statement for members and one for invitations. */
async function say(tx: Writing, groupId: string, { place, say }: Plan): Promise<void> {
  if (place.length)
    await tx.execute(sql`
      update memberships set section_id = said."sectionId", external_id = said."externalId", given_name = said.given, family_name = said.family
      from jsonb_to_recordset(${JSON.stringify(place)}::jsonb) as said("userId" uuid, "sectionId" uuid, "externalId" text, given text, family text)
      where memberships.group_id = ${groupId}::uuid and memberships.user_id = said."userId"`);
  if (say.length)
    await tx.execute(sql`
      update invites set name = said.name, section_id = said."sectionId", external_id = said."externalId", given_name = said.given, family_name = said.family
      from jsonb_to_recordset(${JSON.stringify(say)}::jsonb) as said(id uuid, name text, "sectionId" uuid, "externalId" text, given text, family text)
      where invites.group_id = ${groupId}::uuid and invites.id = said.id`);
}

/** As one value: thousands of rows in a statement's own words would keep everybody waiting while it is put together. */
async function inviteAll(
  tx: Writing,
  viewer: Account,
  groupId: string,
  { invite, revoke }: Plan,
  { secret }: Links,
): Promise<void> {
  if (revoke.length)
    await tx.update(invites).set({ revokedAt: sql`clock_timestamp()` }).where(inArray(invites.id, revoke));
  if (invite.length === 0) return;
  const made = invite.map((one) => {
    const id = uuid();
    return { ...one, id, hash: hashOf(tokenOf(secret, id)) };
  });
  await tx.execute(sql`
    insert into invites (id, group_id, hash, email, name, section_id, external_id, given_name, family_name, created_by, expires_at, max_uses, waits)
    select said.id, ${groupId}::uuid, said.hash, said.email, said.name, said."sectionId", said."externalId", said.given, said.family, ${viewer.id}::uuid,
      clock_timestamp() + make_interval(days => ${LASTS_DAYS}), 1, true
    from jsonb_to_recordset(${JSON.stringify(made)}::jsonb)
      as said(id uuid, hash text, email text, name text, "sectionId" uuid, "externalId" text, given text, family text)`);
}

/** Whom a roster of a group that I lead names and who has not accepted yet, by family name. Empty for any other. */
export async function awaited(viewer: Viewer, groupId: string, page: NamePage = {}) {
  const mine = and(waitingIn(groupId), isNotNull(invites.name), inviteManagedBy(viewer));
  const people = await db
    .select({
      ...{ id: invites.id, name: sql<string>`${invites.name}` },
      ...{ given: invites.givenName, family: invites.familyName },
    })
    .from(invites)
    .where(mine);
  return pageByFamilyName(people, page, (ids) =>
    db
      .select({
        id: invites.id,
        name: sql<string>`${invites.name}`,
        email: sql<string>`${invites.email}`,
        section: sections.name,
        externalId: invites.externalId,
        sentAt: sql<string | null>`case when not ${invites.waits} then ${iso(invites.createdAt)} end`,
        expiresAt: iso(invites.expiresAt),
      })
      .from(invites)
      .leftJoin(sections, eq(sections.id, invites.sectionId))
      .where(and(mine, inArray(invites.id, ids))),
  );
}

/** How many there are, and of how many the letter waits for its day. */
export async function awaitedCount(viewer: Viewer, groupId: string): Promise<{ all: number; unsent: number }> {
  const [row] = await db
    .select({ all: sql<number>`count(*)::int`, unsent: sql<number>`(count(*) filter (where ${invites.waits}))::int` })
    .from(invites)
    .where(and(waitingIn(groupId), isNotNull(invites.name), inviteManagedBy(viewer)));
  return row ?? { all: 0, unsent: 0 };
}
