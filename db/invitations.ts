import { and, desc, eq, gt, inArray, isNotNull, isNull, or, sql } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { notFound, tooMany } from "@/lib/problem";
import type { Invited, Mailed, NewInvitations, Role } from "@/lib/schemas/group";
import type { Account, Viewer } from "@/lib/schemas/user";
import { hashOf } from "@/lib/token";
import { groupLedBy, invitedAs, inviteMadeBy, inviteManagedBy, memberOf } from "./access";
import { db } from "./client";
import type { Writing } from "./events";
import { open } from "./invites";
import { tokenOf } from "./joining";
import * as letters from "./letters";
import { send } from "./mail";
import { iso } from "./paging";
import { groups, invites, users } from "./schema";

/**
 * Invitations that go to an address. Nothing here depends on whether it has an account: nobody is looked up, nobody is
 * added, and the one letter is the same for all. A link lets its addressee in once; whoever else holds it may ask.
 */

/** Days that one works. */
export const LASTS_DAYS = 14;
/** How many addresses one person invites in a day, and how many letters an address gets, whoever sends them. */
export const PER_DAY = 30;
/** The same for those that a roster names, whose letters leave on later days then: a school's class is not a stranger's list. */
export const ROSTER_PER_DAY = 500;
const LETTERS_PER_ADDRESS = 3;

export type Sending = {
  ids: string[];
  /** To be run after the answer, whose time says nothing of mail then. */
  rest: () => Promise<void>;
};
/** The instance's secret, from which links are derived, and the address that they begin with. */
export type Links = { secret: string; urlOf: (token: string) => string };

/**
 * Invites addresses into a group that I lead; one that was invited before gets a new link in place of the former.
 * @throws Problem 404; 429 beyond a day's number, with nothing sent
 */
export async function invite(
  viewer: Account,
  groupId: string,
  { emails, role }: NewInvitations,
  links: Links,
): Promise<Sending> {
  const made = await db.transaction(async (tx) => {
    await mayInvite(tx, viewer, groupId, role);
    await ration(tx, viewer, emails.length);
    const done: { id: string; email: string; mails: boolean }[] = [];
    for (const email of [...new Set(emails)]) done.push(await put(tx, viewer, { groupId, email, role }, links));
    return done;
  });
  return {
    ids: made.map(({ id }) => id),
    rest: async () => {
      for (const { id, email, mails } of made)
        if (mails) await send(letters.invitation(email, links.urlOf(tokenOf(links.secret, id))));
    },
  };
}

/** Sends one anew, with a new link and from today on. @throws Problem 404, 429 */
export async function resend(viewer: Account, groupId: string, inviteId: string, links: Links): Promise<Sending> {
  const [pending] = await db
    .select({ email: invites.email, role: invites.role, name: invites.name })
    .from(invites)
    .where(and(eq(invites.id, inviteId), eq(invites.groupId, groupId), waiting, inviteManagedBy(viewer)));
  if (!pending?.email) notFound();
  if (pending.name !== null) return renew(viewer, groupId, inviteId, links);
  return invite(viewer, groupId, { emails: [pending.email], role: pending.role }, links);
}

/** One of a roster, with what that says: its letter leaves when its turn comes. @throws Problem 404 */
async function renew(viewer: Account, groupId: string, inviteId: string, links: Links): Promise<Sending> {
  const id = uuid();
  await db.transaction(async (tx) => {
    const [former] = await tx
      .update(invites)
      .set({ revokedAt: sql`clock_timestamp()` })
      .where(and(eq(invites.id, inviteId), eq(invites.groupId, groupId), waiting, inviteManagedBy(viewer)))
      .returning({
        email: invites.email,
        role: invites.role,
        name: invites.name,
        sectionId: invites.sectionId,
        externalId: invites.externalId,
        givenName: invites.givenName,
        familyName: invites.familyName,
      });
    if (!former) notFound();
    await tx.insert(invites).values({
      ...{ ...former, id, groupId, createdBy: viewer.id, maxUses: 1, waits: true },
      hash: hashOf(tokenOf(links.secret, id)),
      expiresAt: sql`clock_timestamp() + make_interval(days => ${LASTS_DAYS})`,
    });
  });
  return { ids: [id], rest: () => dispatch(links) };
}

/** Letters of one step of `dispatch`: what is taken up and not sent when the process dies is sent again by hand. */
const STEP = 20;

/**
 * Sends the letters of rosters that wait, as many as each who invites has left for the day, until none may leave. A link
 * works for two weeks from its letter on. Safe to run in several processes at once.
 */
export async function dispatch(links: Links): Promise<void> {
  const senders = await db.selectDistinct({ id: invites.createdBy }).from(invites).where(eq(invites.waits, true));
  for (const { id } of senders)
    for (let step = await nextStep(id); step.length; step = await nextStep(id))
      for (const { id, email, lately } of step)
        if (email && lately < LETTERS_PER_ADDRESS)
          await send(letters.invitation(email, links.urlOf(tokenOf(links.secret, id))));
}

const nextStep = (senderId: string) =>
  db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(6, hashtext(${senderId}))`);
    const sent = await tx.$count(invites, and(eq(invites.createdBy, senderId), isNotNull(invites.name), sentLately));
    const next = tx
      .select({ id: invites.id })
      .from(invites)
      .where(and(eq(invites.createdBy, senderId), eq(invites.waits, true), open))
      .orderBy(invites.id)
      .limit(Math.max(0, Math.min(STEP, ROSTER_PER_DAY - sent)));
    return tx
      .update(invites)
      .set({
        waits: false,
        createdAt: sql`clock_timestamp()`,
        expiresAt: sql`clock_timestamp() + make_interval(days => ${LASTS_DAYS})`,
      })
      .where(sql`${invites.id} in (${next})`)
      .returning({
        id: invites.id,
        email: invites.email,
        lately: sql<number>`(select count(*)::int from invites as other where other.email = ${invites.email} and other.id <> ${invites.id}
          and not other.waits and other.created_at > clock_timestamp() - interval '1 day')`,
      });
  });

async function mayInvite(tx: Writing, viewer: Account, groupId: string, role: Role): Promise<void> {
  const [row] = await tx
    .select({ id: groups.id })
    .from(groups)
    .where(and(eq(groups.id, groupId), inviteMadeBy(role, viewer), eq(groups.sample, false)));
  if (!row) notFound();
}

/** One at a time for each person, so that a day's number holds however many requests come at once. */
async function ration(tx: Writing, viewer: Account, more: number): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(6, hashtext(${viewer.id}))`);
  const sent = await tx.$count(
    invites,
    and(eq(invites.createdBy, viewer.id), isNotNull(invites.email), isNull(invites.name), sentLately),
  );
  const left = Math.max(0, PER_DAY - sent);
  if (more > left)
    tooMany(
      `You can invite ${PER_DAY} addresses a day, and ${left === 0 ? "none is" : `${left} ${left === 1 ? "is" : "are"}`} left today. Nothing was sent; for many people at once, make a link.`,
      3600,
    );
}

const sentLately = and(eq(invites.waits, false), gt(invites.createdAt, sql`clock_timestamp() - interval '1 day'`));

async function put(
  tx: Writing,
  viewer: Account,
  { groupId, email, role }: { groupId: string; email: string; role: Role },
  { secret }: Links,
): Promise<{ id: string; email: string; mails: boolean }> {
  const id = uuid();
  const lately = await tx.$count(invites, and(eq(invites.email, email), sentLately));
  const former = await tx
    .update(invites)
    .set({ revokedAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(invites.groupId, groupId),
        eq(invites.email, email),
        isNull(invites.revokedAt),
        gt(invites.maxUses, invites.uses),
      ),
    )
    .returning({
      name: invites.name,
      sectionId: invites.sectionId,
      externalId: invites.externalId,
      givenName: invites.givenName,
      familyName: invites.familyName,
    });
  // What a roster says of whom it names stays with them, whoever invites them again.
  const listed = former.find(({ name }) => name !== null);
  await tx.insert(invites).values({
    ...listed,
    id,
    groupId,
    hash: hashOf(tokenOf(secret, id)),
    role,
    email,
    createdBy: viewer.id,
    expiresAt: sql`clock_timestamp() + make_interval(days => ${LASTS_DAYS})`,
    maxUses: 1,
  });
  // Nobody's mailbox can be flooded through us; who invites is told the same, lest they learn who else did.
  return { id, email, mails: lately < LETTERS_PER_ADDRESS };
}

const waiting = and(open, isNotNull(invites.email));

/**
 * The invitations into a group that I lead which nobody has accepted yet, the newest first: those named, or all but those
 * of a roster. @throws Problem 404
 */
export async function list(viewer: Viewer, groupId: string, ids?: readonly string[]): Promise<Mailed[]> {
  const [led] = await db
    .select({ id: groups.id })
    .from(groups)
    .where(and(eq(groups.id, groupId), groupLedBy(viewer)));
  if (!led) notFound();
  return db
    .select({
      id: invites.id,
      email: sql<string>`${invites.email}`,
      role: invites.role,
      createdAt: iso(invites.createdAt),
      expiresAt: iso(invites.expiresAt),
      createdBy: { id: users.id, name: users.name },
    })
    .from(invites)
    .innerJoin(users, eq(users.id, invites.createdBy))
    .where(
      and(
        eq(invites.groupId, groupId),
        waiting,
        ids ? inArray(invites.id, [...ids]) : isNull(invites.name),
        inviteManagedBy(viewer),
      ),
    )
    .orderBy(desc(invites.createdAt), desc(invites.id));
}

/** The groups that my confirmed address was invited into: those I am not in, and mine whose roster names me by it. */
export async function mine(viewer: { id: string } | null): Promise<Invited[]> {
  return db
    .select({
      id: invites.id,
      group: { id: groups.id, name: groups.name },
      invitedBy: { id: users.id, name: users.name },
      createdAt: iso(invites.createdAt),
      member: sql<boolean>`${memberOf(invites.groupId, viewer)}`,
    })
    .from(invites)
    .innerJoin(groups, eq(groups.id, invites.groupId))
    .innerJoin(users, eq(users.id, invites.createdBy))
    .where(and(waiting, invitedAs(viewer), or(sql`not ${memberOf(invites.groupId, viewer)}`, isNotNull(invites.name))))
    .orderBy(desc(invites.createdAt), desc(invites.id));
}
