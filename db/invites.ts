import { and, desc, eq, gt, isNotNull, isNull, or, sql } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { conflict, notFound, Problem } from "@/lib/problem";
import type { GroupKind, Invitation, Invite, Joins, NewInvite, Role } from "@/lib/schemas/group";
import type { Account, Person, Viewer } from "@/lib/schemas/user";
import { hashOf, newToken } from "@/lib/token";
import { groupLedBy, invitationFor, inviteMadeBy, inviteManagedBy, memberOf, requestOf } from "./access";
import { db } from "./client";
import type { Writing } from "./events";
import { notify } from "./notices";
import { iso } from "./paging";
import { namePeople } from "./pseudonyms";
import { groups, invites, inviteUses, joinRequests, memberships, users } from "./schema";

/** The links into a group, of one's own and standing ones: who makes them, what they say, and whom they let in. */

const person = { id: users.id, name: users.name };
const now = sql`clock_timestamp()`;

/** The links into a group that I lead which still work, newest first. @throws Problem 404 for those who do not lead it */
export async function list(viewer: Viewer, groupId: string): Promise<Invite[]> {
  await led(viewer, groupId);
  return db
    .select({
      id: invites.id,
      role: invites.role,
      approval: invites.approval,
      createdAt: iso(invites.createdAt),
      expiresAt: iso(invites.expiresAt),
      maxUses: invites.maxUses,
      uses: invites.uses,
      createdBy: person,
    })
    .from(invites)
    .innerJoin(users, eq(users.id, invites.createdBy))
    .where(
      and(
        eq(invites.groupId, groupId),
        inviteManagedBy(viewer),
        open,
        isNull(invites.email),
        eq(invites.standing, false),
      ),
    )
    .orderBy(desc(invites.createdAt));
}

/**
 * A link stands: not revoked, not past its time, and whoever made it is still here and may let people in. A group's
 * standing link is nobody's own, and stands while the group is of a kind that has one.
 */
const standing = and(
  isNull(invites.revokedAt),
  gt(invites.expiresAt, now),
  sql`case when ${invites.standing} then exists (select 1 from groups as g where g.id = ${invites.groupId} and g.kind <> 'invite') else exists (select 1 from ${memberships} join users as maker on maker.id = ${memberships.userId} and maker.disabled_at is null
    where ${memberships.groupId} = ${invites.groupId} and ${memberships.userId} = ${invites.createdBy} and (${memberships.role} = 'owner' or (${memberships.role} = 'lead' and ${invites.role} in ('member', 'guest')))) end`,
);

const unspent = or(isNull(invites.maxUses), gt(invites.maxUses, invites.uses));
/** It still lets somebody new in. */
export const open = and(standing, unspent);
/** Whoever opens it asks first: where that was chosen, and who holds a mail that was sent to another. */
const asksFirst = (viewer: Viewer) => sql`(${invites.approval} or not ${invitationFor(viewer)})`;

/**
 * What a link says to whoever holds it, signed in or not; looking uses nothing up. Members of the group are told so
 * even by a link that works no more. Null for one that does not work, whatever the reason.
 */
export async function invitation(viewer: Viewer, token: string): Promise<Invitation | null> {
  const [row] = await db
    .select({
      group: { id: groups.id, name: groups.name, description: groups.description },
      invitedBy: sql<Person | null>`case when not ${invites.standing} then jsonb_build_object('id', ${users.id}, 'name', ${users.name}) end`,
      role: invites.role,
      approval: sql<boolean>`${asksFirst(viewer)}`,
      elsewhere: sql<boolean>`not ${invitationFor(viewer)}`,
      asked: sql<boolean>`exists (select 1 from ${joinRequests} where ${joinRequests.groupId} = ${invites.groupId} and ${joinRequests.outcome} is null and ${requestOf(viewer)})`,
      member: sql<boolean>`${memberOf(invites.groupId, viewer)}`,
      confirms: sql<boolean>`(${memberOf(invites.groupId, viewer)} and ${invites.name} is not null and ${invitationFor(viewer)} and ${open})`,
      open: sql<boolean>`${and(standing, viewer ? or(unspent, joinedBefore(viewer)) : unspent)}`,
    })
    .from(invites)
    .innerJoin(groups, eq(groups.id, invites.groupId))
    .innerJoin(users, eq(users.id, invites.createdBy))
    .where(eq(invites.hash, hashOf(token)));
  if (!row || !(row.open || row.member)) return null;
  const { open: _, ...said } = row;
  return said;
}

/** True when a link with this token still lets somebody new in. */
export async function letsIn(token: string): Promise<boolean> {
  const [row] = await db
    .select({ id: invites.id })
    .from(invites)
    .where(and(eq(invites.hash, hashOf(token)), open));
  return Boolean(row);
}

/** Gives a group the standing link that its kind asks for, in place of any it had: a former address never works again. */
export async function stand(
  tx: Writing,
  viewer: Account,
  groupId: string,
  kind: GroupKind,
  joins?: Joins,
): Promise<void> {
  await tx
    .update(invites)
    .set({ revokedAt: now })
    .where(and(eq(invites.groupId, groupId), eq(invites.standing, true), isNull(invites.revokedAt)));
  const does = joins ?? (kind === "public" ? "ask" : "at-once");
  if (kind === "invite" || does === "nobody") return;
  await tx.insert(invites).values({
    id: uuid(),
    groupId,
    // Nobody's token yet: `db/joining.ts` derives one when the link is first shown.
    hash: hashOf(newToken()),
    standing: true,
    approval: does === "ask",
    createdBy: viewer.id,
    expiresAt: "9999-12-31T00:00:00Z",
  });
}

async function led(viewer: Viewer, groupId: string): Promise<void> {
  const [row] = await db
    .select({ id: groups.id })
    .from(groups)
    .where(and(eq(groups.id, groupId), groupLedBy(viewer)));
  if (!row) notFound();
}

/** Makes a link into a group that I lead. The token is shown this once; its hash is kept. @throws Problem 404 */
export async function create(
  viewer: Account,
  groupId: string,
  { role, expiresIn, maxUses, approval = false }: NewInvite,
): Promise<{ id: string; token: string; expiresAt: string }> {
  const token = newToken();
  const id = uuid();
  const made = await db.execute<{ expires_at: string }>(sql`
    insert into ${invites} (id, group_id, hash, role, approval, created_by, expires_at, max_uses)
    select ${id}::uuid, ${groups.id}, ${hashOf(token)}, ${role}, ${approval}, ${viewer.id}::uuid,
      clock_timestamp() + make_interval(secs => ${expiresIn}), ${maxUses ?? null}::int
    from ${groups} where ${groups.id} = ${groupId}::uuid and ${inviteMadeBy(role, viewer)} and not ${groups.sample}
    returning ${iso(sql`expires_at`)} as expires_at`);
  const [row] = made;
  return row ? { id, token, expiresAt: row.expires_at } : notFound();
}

/** Makes a link worthless at once. @throws Problem 404 */
export async function revoke(viewer: Account, groupId: string, inviteId: string): Promise<void> {
  const [gone] = await db
    .update(invites)
    .set({ revokedAt: now })
    .where(
      and(eq(invites.id, inviteId), eq(invites.groupId, groupId), isNull(invites.revokedAt), inviteManagedBy(viewer)),
    )
    .returning({ id: invites.id });
  if (!gone) notFound();
}

/**
 * Joins by a link. Who is in already stays as they are; only coming in anew spends a use, and of any number who come at
 * once no more get in than the link has uses. By a link that asks for approval one is not in yet: a lead decides.
 * @throws Problem 404 when it does not work, whatever the reason
 */
export async function join(
  viewer: Account,
  token: string,
  message = "",
): Promise<{ groupId: string; role: Role } | { asked: true }> {
  return db.transaction(async (tx) => {
    const [found] = await tx
      .select({ id: invites.id, groupId: invites.groupId, asksFirst: sql<boolean>`${asksFirst(viewer)}` })
      .from(invites)
      .where(eq(invites.hash, hashOf(token)));
    if (!found) dead();
    await tx.select({ id: groups.id }).from(groups).where(eq(groups.id, found.groupId)).for("update");
    const [already] = await tx
      .select({ role: memberships.role })
      .from(memberships)
      .where(and(eq(memberships.groupId, found.groupId), eq(memberships.userId, viewer.id)));
    if (already) {
      await confirmRoster(tx, viewer, found);
      return { groupId: found.groupId, role: already.role };
    }
    if (found.asksFirst) {
      const [works] = await tx
        .select({ id: invites.id })
        .from(invites)
        .where(and(eq(invites.id, found.id), open));
      if (!works) dead();
      await request(tx, viewer, { groupId: found.groupId, inviteId: found.id, message });
      return { asked: true };
    }
    const [link] = await tx
      .update(invites)
      .set({ uses: sql`${invites.uses} + case when ${joinedBefore(viewer)} then 0 else 1 end` })
      .where(and(eq(invites.id, found.id), standing, or(unspent, joinedBefore(viewer))))
      .returning({
        role: invites.role,
        sectionId: invites.sectionId,
        externalId: invites.externalId,
        givenName: invites.givenName,
        familyName: invites.familyName,
      });
    if (!link) dead();
    await tx.insert(memberships).values({ groupId: found.groupId, userId: viewer.id, ...link });
    await namePeople(tx, found.groupId);
    await tx.insert(inviteUses).values({ inviteId: found.id, userId: viewer.id }).onConflictDoNothing();
    return { groupId: found.groupId, role: link.role };
  });
}

/**
 * What a roster says of a member counts once they accept its invitation, as with everybody it names: so whoever leads the
 * group does not learn by a list of addresses which of them are its members'.
 */
async function confirmRoster(tx: Writing, viewer: Account, { id, groupId }: { id: string; groupId: string }) {
  const [said] = await tx
    .update(invites)
    .set({ uses: sql`${invites.uses} + 1` })
    .where(and(eq(invites.id, id), isNotNull(invites.name), invitationFor(viewer), open))
    .returning({
      sectionId: invites.sectionId,
      externalId: invites.externalId,
      givenName: invites.givenName,
      familyName: invites.familyName,
    });
  if (!said) return;
  await tx
    .update(memberships)
    .set({
      sectionId: sql`coalesce(${said.sectionId}::uuid, ${memberships.sectionId})`,
      externalId: sql`coalesce(${said.externalId}::text, ${memberships.externalId})`,
      ...((said.givenName || said.familyName) && { givenName: said.givenName, familyName: said.familyName }),
    })
    .where(and(eq(memberships.groupId, groupId), eq(memberships.userId, viewer.id)));
  await tx.insert(inviteUses).values({ inviteId: id, userId: viewer.id }).onConflictDoNothing();
}

/** Days that somebody who was not let in waits before asking again. */
const AGAIN_DAYS = 1;
/** Notes that somebody asks to be let in, and tells the leads; asking again changes nothing. @throws Problem 409 just after a no */
export async function request(
  tx: Writing,
  viewer: Account,
  { groupId, inviteId, message }: { groupId: string; inviteId: string | null; message: string },
): Promise<void> {
  const [lately] = await tx
    .select({ id: joinRequests.id })
    .from(joinRequests)
    .where(
      and(
        eq(joinRequests.groupId, groupId),
        requestOf(viewer),
        eq(joinRequests.outcome, "declined"),
        sql`${joinRequests.answeredAt} > clock_timestamp() - make_interval(days => ${AGAIN_DAYS})`,
      ),
    );
  if (lately) conflict("You were not let in when you asked. You can ask again a day later.");
  const id = uuid();
  const made = await tx
    .insert(joinRequests)
    .values({ id, groupId, userId: viewer.id, inviteId, message })
    .onConflictDoNothing()
    .returning({ id: joinRequests.id });
  const leads = sql`select m.user_id from memberships as m where m.group_id = ${groupId}::uuid and m.role in ('owner', 'lead')`;
  if (made.length) await notify(tx, leads, { kind: "request", cause: `request:${id}`, actorId: viewer.id, groupId });
}

/** This person came in by this very link once, left, and comes again. */
const joinedBefore = (viewer: Account) =>
  sql`exists (select 1 from ${inviteUses} where ${inviteUses.inviteId} = ${invites.id} and ${inviteUses.userId} = ${viewer.id}::uuid)`;

function dead(): never {
  throw new Problem(
    404,
    "This link does not work any more",
    "It has expired, was used as often as it could be, was revoked, or was not copied whole. Ask whoever sent it for a new one.",
  );
}
