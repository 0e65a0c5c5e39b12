import { and, asc, count, desc, eq, gt, isNull, or, type SQL, sql } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { conflict, notFound, Problem } from "@/lib/problem";
import type {
  Group,
  GroupKind,
  GroupOfReading,
  GroupReading,
  Invitation,
  Invite,
  Joins,
  ListedGroup,
  Member,
  MemberPatch,
  NewGroup,
  NewInvite,
  Role,
} from "@/lib/schemas/group";
import type { Account, Person, Viewer } from "@/lib/schemas/user";
import { hashOf, newToken } from "@/lib/token";
import {
  groupLedBy,
  groupVisibleTo,
  invitationFor,
  inviteMadeBy,
  inviteManagedBy,
  memberOf,
  membershipEndedBy,
  membershipPlacedBy,
  readingBroughtBy,
  readingEndedBy,
  readingShownTo,
  requestAnsweredBy,
  requestOf,
  roleSetBy,
  visibleTo,
  writesIn,
  writtenBy,
} from "./access";
import { record } from "./acts";
import { audienceOf } from "./annotation-rows";
import { again, db } from "./client";
import { append, type Writing } from "./events";
import { notify } from "./notices";
import { iso, isoOrNull } from "./paging";
import { waitsIn } from "./queue";
import { moment } from "./revisions";
import {
  annotations,
  articles,
  articleVersions,
  groups,
  invites,
  inviteUses,
  joinRequests,
  memberships,
  readings,
  sections,
  shelf,
  users,
} from "./schema";
import { tellOfReading, tellOfRole } from "./telling";

/** Circles of readers: who is in, by which link one comes in, and what they read. */

const person = { id: users.id, name: users.name };
const now = sql`clock_timestamp()`;

// ---- reading ---------------------------------------------------------------------------------------------------

const columns = (viewer: Viewer) => ({
  id: groups.id,
  name: groups.name,
  description: groups.description,
  role: sql<Role>`(select ${memberships.role} from ${memberships} where ${memberships.groupId} = ${groups.id} and ${memberships.userId} = ${viewer?.id ?? null}::uuid)`,
  kind: groups.kind,
  joins: sql<Joins | null>`${joinsOf}`,
  sample: groups.sample,
  archived: sql<boolean>`${groups.archivedAt} is not null`,
  endsAt: isoOrNull(groups.endsAt),
  premoderated: groups.premoderated,
  requests: sql<number>`${asking(viewer)}`,
  waits: sql<number>`${waitsIn(viewer)}`,
  writes: sql<boolean>`${writesIn(groups.id, viewer)}`,
  members: sql<number>`(select count(*)::int from ${memberships} where ${memberships.groupId} = ${groups.id})`,
  readings: sql<number>`${shownReadings(viewer)}`,
  createdAt: iso(groups.createdAt),
});

/** What its standing link does; see `db/joining.ts`. */
const joinsOf = sql`case when ${groups.kind} <> 'invite' then coalesce((select case when link.approval then 'ask' else 'at-once' end
  from invites as link where link.group_id = ${groups.id} and link.standing and link.revoked_at is null), 'nobody') end`;
const shownReadings = (viewer: Viewer) =>
  sql`(select count(*)::int from ${readings} join ${articles} on ${articles.id} = ${readings.articleId} where ${readings.groupId} = ${groups.id} and ${readingShownTo(viewer)})`;

// On its own, so that its columns keep their tables' names: see db/access.ts.
const asking = (viewer: Viewer) =>
  sql`(select count(*)::int from ${joinRequests} where ${joinRequests.groupId} = ${groups.id} and ${joinRequests.outcome} is null and ${requestAnsweredBy(viewer)})`;

/** A group of mine, or one that anyone may read; null for any other, and for none. */
export async function read(viewer: Viewer, id: string): Promise<Group | null> {
  const [row] = await db
    .select(columns(viewer))
    .from(groups)
    .where(and(eq(groups.id, id), groupVisibleTo(viewer)));
  return row ?? null;
}

/** My groups, the latest reading's first, each with the last three titles it was brought. */
export async function list(viewer: Viewer): Promise<ListedGroup[]> {
  const latest = sql<{ id: string; title: string }[]>`coalesce((
    select jsonb_agg(jsonb_build_object('id', last.id, 'title', last.title) order by last.added_at desc) from (
      select ${articles.id}, ${articles.title}, ${readings.addedAt} from ${readings}
      join ${articles} on ${articles.id} = ${readings.articleId}
      where ${readings.groupId} = ${groups.id} order by ${readings.addedAt} desc limit 3) last), '[]'::jsonb)`;
  const lastAt = sql`(select max(${readings.addedAt}) from ${readings} where ${readings.groupId} = ${groups.id})`;
  return db
    .select({ ...columns(viewer), latest })
    .from(groups)
    .where(memberOf(groups.id, viewer))
    .orderBy(sql`greatest(${lastAt}, ${groups.createdAt}) desc`, groups.id);
}

/**
 * The groups that read this article and are layers of it for this viewer: mine, to write in or to read, and public ones in
 * which something stands on it.
 */
export async function readingIt(viewer: Viewer, articleId: string): Promise<GroupOfReading[]> {
  const said = sql`exists (select 1 from ${annotations} where ${annotations.articleId} = ${articleId}::uuid and ${annotations.groupId} = ${groups.id} and ${annotations.deletedAt} is null)`;
  return db
    .select({
      id: groups.id,
      name: groups.name,
      writes: sql<boolean>`${writesIn(groups.id, viewer)}`,
      mine: sql<boolean>`${memberOf(groups.id, viewer)}`,
      open: sql<boolean>`${groups.kind} = 'public'`,
      vocabulary: sql<
        GroupOfReading["vocabulary"]
      >`(select coalesce(jsonb_agg(jsonb_build_object('tag', w.tag, 'colour', w.colour, 'help', w.help) order by w.position), '[]')
        from vocabulary as w where w.group_id = ${groups.id})`,
      leads: sql<boolean>`${groupLedBy(viewer)}`,
      ledBy: sql<
        Person[]
      >`(select coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name) order by m.role = 'owner', lower(u.name)), '[]')
        from memberships as m join users as u on u.id = m.user_id
        where m.group_id = ${groups.id} and ${memberOf(groups.id, viewer)} and m.role in ('owner', 'lead') and u.id is distinct from ${viewer?.id ?? null}::uuid and u.deleted_at is null and u.disabled_at is null and not u.sample)`,
      sections: sql<
        Person[]
      >`(select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name) order by s.position), '[]')
        from sections as s where s.group_id = ${groups.id} and ${memberOf(groups.id, viewer)})`,
      section: sql<Person | null>`(select jsonb_build_object('id', s.id, 'name', s.name) from memberships as m join sections as s on s.id = m.section_id
        where ${readings.bySection} and not ${groupLedBy(viewer)} and m.group_id = ${groups.id} and m.user_id = ${viewer?.id ?? null}::uuid)`,
    })
    .from(groups)
    .innerJoin(readings, eq(readings.groupId, groups.id))
    .innerJoin(articles, eq(articles.id, readings.articleId))
    .where(and(eq(articles.id, articleId), readingShownTo(viewer), or(memberOf(groups.id, viewer), said)))
    .orderBy(sql`lower(${groups.name})`, groups.id);
}

/** Everyone in a group of mine, owners first, then by when they joined. @throws Problem 404 */
export async function members(viewer: Viewer, groupId: string): Promise<Member[]> {
  const rows = await db
    .select({
      ...person,
      role: memberships.role,
      sectionId: memberships.sectionId,
      joinedAt: iso(memberships.joinedAt),
    })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(and(eq(memberships.groupId, groupId), memberOf(memberships.groupId, viewer)))
    .orderBy(
      sql`array_position(array['owner', 'lead', 'member', 'guest'], ${memberships.role})`,
      asc(memberships.joinedAt),
      asc(users.id),
    );
  // A group has a member always: no row means that this viewer is none.
  return rows.length ? rows : notFound();
}

/**
 * What a group that this viewer may see reads, newest first; `marks` counts what they may see of the group's. Of a public
 * one others see the public articles. @throws Problem 404
 */
async function readingsOf(viewer: Viewer, groupId: string): Promise<GroupReading[]> {
  if (!(await read(viewer, groupId))) notFound();
  const marks = sql<number>`(select count(*)::int from ${annotations}
    where ${annotations.articleId} = ${articles.id} and ${annotations.groupId} = ${groupId}::uuid and ${visibleTo(viewer)})`;
  return db
    .select({
      article: {
        id: articles.id,
        title: articles.title,
        dir: articles.dir,
        language: articles.language,
        byline: articles.byline,
        words: articleVersions.words,
        sample: articles.sample,
      },
      marks,
      bySection: readings.bySection,
      by: person,
      at: iso(readings.addedAt),
    })
    .from(readings)
    .innerJoin(articles, eq(articles.id, readings.articleId))
    .innerJoin(articleVersions, eq(articleVersions.id, articles.currentVersionId))
    .innerJoin(users, eq(users.id, readings.addedBy))
    .where(and(eq(readings.groupId, groupId), readingShownTo(viewer)))
    .orderBy(desc(readings.addedAt), asc(articles.id));
}

/** The links into a group that I lead which still work, newest first. @throws Problem 404 for those who do not lead it */
async function invitesOf(viewer: Viewer, groupId: string): Promise<Invite[]> {
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

// ---- writing ---------------------------------------------------------------------------------------------------

/** Makes a group with me as its owner. A public one lets ask, one with a link lets in, until its leads say otherwise. */
export async function create(
  viewer: Account,
  { name, description, kind = "invite" }: Omit<NewGroup, "kind"> & Partial<Pick<NewGroup, "kind">>,
): Promise<Group> {
  const id = uuid();
  await db.transaction(async (tx) => {
    await tx.insert(groups).values({ id, name, description, kind, createdBy: viewer.id });
    await tx.insert(memberships).values({ groupId: id, userId: viewer.id, role: "owner" });
    await stand(tx, viewer, id, kind);
  });
  return (await read(viewer, id)) ?? notFound();
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

/**
 * Holds a group's row to the end of the transaction: roles and memberships change one at a time, so that any number of
 * owners who step down at once leave one. @throws Problem 404 when `viewer` is not in it
 */
export async function hold(tx: Writing, viewer: Account, groupId: string): Promise<{ sample: boolean }> {
  // Two statements: one that waited for the lock would still judge by what it saw before waiting.
  await tx.select({ id: groups.id }).from(groups).where(eq(groups.id, groupId)).for("update");
  const [row] = await tx
    .select({ sample: groups.sample })
    .from(groups)
    .where(and(eq(groups.id, groupId), memberOf(groups.id, viewer)));
  return row ?? notFound();
}

const of = (groupId: string, userId: string) => and(eq(memberships.groupId, groupId), eq(memberships.userId, userId));

const LAST_OWNER = "A group always keeps an owner. Make somebody else one first.";

async function otherOwners(tx: Writing, groupId: string, userId: string): Promise<number> {
  const [row] = await tx
    .select({ n: count() })
    .from(memberships)
    .where(
      and(eq(memberships.groupId, groupId), eq(memberships.role, "owner"), sql`${memberships.userId} <> ${userId}`),
    );
  return row?.n ?? 0;
}

/**
 * Makes somebody another of owner, lead, member and guest, which owners do, or puts them into another section or none,
 * which leads do. @throws Problem 404; 409 for the last owner
 */
export async function reviseMember(
  viewer: Account,
  groupId: string,
  userId: string,
  { role, sectionId }: MemberPatch,
): Promise<Member> {
  return db.transaction(async (tx) => {
    await hold(tx, viewer, groupId);
    const [before] = await tx.select({ role: memberships.role }).from(memberships).where(of(groupId, userId));
    const there = sectionId
      ? sql`exists (select 1 from ${sections} where ${sections.id} = ${sectionId}::uuid and ${sections.groupId} = ${memberships.groupId})`
      : undefined;
    const [changed] = await tx
      .update(memberships)
      .set({ role, sectionId })
      .where(
        and(
          of(groupId, userId),
          role === undefined ? undefined : roleSetBy(viewer),
          sectionId === undefined ? undefined : and(membershipPlacedBy(viewer), there),
        ),
      )
      .returning({
        id: memberships.userId,
        role: memberships.role,
        sectionId: memberships.sectionId,
        joinedAt: iso(memberships.joinedAt),
      });
    if (!changed) notFound();
    if (changed.role !== "owner" && (await otherOwners(tx, groupId, userId)) === 0) conflict(LAST_OWNER);
    if (role === "lead" || role === "owner") await tellOfRole(tx, role, { userId, groupId, actorId: viewer.id });
    if (before && before.role !== changed.role)
      await record(tx, viewer, { groupId, userId, what: "role", detail: { from: before.role, to: changed.role } });
    const [who] = await tx.select(person).from(users).where(eq(users.id, userId));
    return { ...changed, ...(who ?? notFound()) };
  });
}

/**
 * Takes somebody out of a group that I lead, or myself out of one that I am in. What they shared stays in the group,
 * unless I leave and take my notes along: they are only mine then. With
 * its last member a group ends, and with whoever it was made for, the sample.
 * @throws Problem 404; 409 for the last owner while others stay
 */
export async function removeMember(
  viewer: Account,
  groupId: string,
  userId: string,
  {
    takeNotes = false,
    reason = "",
  }: { takeNotes?: boolean /** For the log, where somebody else is taken out. */; reason?: string } = {},
): Promise<void> {
  await db.transaction(async (tx) => {
    const { sample } = await hold(tx, viewer, groupId);
    const [gone] = await tx
      .delete(memberships)
      .where(and(of(groupId, userId), membershipEndedBy(viewer)))
      .returning({ role: memberships.role });
    if (!gone) notFound();
    if (takeNotes && userId === viewer.id) await takeAlong(tx, viewer, groupId);
    // Who was shown out comes back by a link like anybody else; who left of their own will had paid for it.
    if (userId !== viewer.id) {
      await tx.delete(inviteUses).where(and(eq(inviteUses.userId, userId), linkOf(groupId)));
      await record(tx, viewer, { groupId, userId, what: "remove", reason, detail: { role: gone.role } });
    }
    const [rest] = await tx
      .select({ n: count(), real: sql<number>`count(*) filter (where not ${users.sample})::int` })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(eq(memberships.groupId, groupId));
    if (!rest?.n || (sample && !rest.real)) return end(tx, viewer, groupId, sample);
    if (gone.role === "owner" && (await otherOwners(tx, groupId, userId)) === 0) conflict(LAST_OWNER);
  });
}

/** My notes in a group become private: gone for the others, who keep what they wrote below them. */
async function takeAlong(tx: Writing, viewer: Account, groupId: string): Promise<void> {
  const now = await moment(tx, viewer);
  const mine = and(eq(annotations.groupId, groupId), writtenBy(viewer));
  const taken = await tx
    .select({ id: annotations.id, ...audienceOf })
    .from(annotations)
    .where(mine)
    .orderBy(annotations.articleId, annotations.id)
    .for("no key update");
  await tx
    .update(annotations)
    .set({ ...BACK, layerAt: now, updatedAt: now, revision: sql`${annotations.revision} + 1` })
    .where(mine);
  for (const { id, articleId, ...was } of taken) {
    const what = { kind: "annotation" as const, subjectId: id };
    await append(tx, articleId, { ...what, change: "deleted" }, was);
    await append(tx, articleId, { ...what, change: "created" }, { ...was, ...PRIVATE });
  }
}
const PRIVATE = { layer: "private" as const, groupId: null, sectionId: null, withUserId: null };
/** What a note is that leaves its group for its author alone. */
export const BACK = { ...PRIVATE, pendingAt: null };

/** Nobody is left to read a group's notes: each goes back to its author alone. A sample goes with all that is in it. */
async function end(tx: Writing, viewer: Account | null, groupId: string, sample: boolean): Promise<void> {
  if (sample) {
    await tx
      .delete(articles)
      .where(
        and(
          eq(articles.sample, true),
          eq(articles.visibility, "private"),
          sql`exists (select 1 from ${readings} where ${readings.groupId} = ${groupId}::uuid and ${readings.articleId} = ${articles.id})`,
        ),
      );
  } else {
    await release(tx, viewer, eq(readings.groupId, groupId));
    await tx
      .update(annotations)
      // What its leads hid is its author's again, who alone sees it now.
      .set({ ...BACK, hiddenAt: null, layerAt: now, revision: sql`${annotations.revision} + 1` })
      .where(eq(annotations.groupId, groupId));
  }
  await tx.delete(groups).where(eq(groups.id, groupId));
}

/** Ends the groups whose time to be taken back is over. @returns how many */
export async function endDue(): Promise<number> {
  const due = await db.select({ id: groups.id }).from(groups).where(sql`${groups.endsAt} < clock_timestamp()`);
  for (const { id } of due)
    await again(() =>
      db.transaction(async (tx) => {
        const [still] = await tx
          .select({ sample: groups.sample })
          .from(groups)
          .where(and(eq(groups.id, id), sql`${groups.endsAt} < clock_timestamp()`))
          .for("update");
        if (still) await end(tx, null, id, still.sample);
      }),
    );
  return due.length;
}

/** Makes a link into a group that I lead. The token is shown this once; its hash is kept. @throws Problem 404 */
export async function invite(
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
export async function revokeInvite(viewer: Account, groupId: string, inviteId: string): Promise<void> {
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
    const [already] = await tx.select({ role: memberships.role }).from(memberships).where(of(found.groupId, viewer.id));
    if (already) return { groupId: found.groupId, role: already.role };
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
      .returning({ role: invites.role });
    if (!link) dead();
    await tx.insert(memberships).values({ groupId: found.groupId, userId: viewer.id, role: link.role });
    await tx.insert(inviteUses).values({ inviteId: found.id, userId: viewer.id }).onConflictDoNothing();
    return { groupId: found.groupId, role: link.role };
  });
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
const linkOf = (groupId: string) =>
  sql`${inviteUses.inviteId} in (select ${invites.id} from ${invites} where ${invites.groupId} = ${groupId}::uuid)`;

function dead(): never {
  throw new Problem(
    404,
    "This link does not work any more",
    "It has expired, was used as often as it could be, was revoked, or was not copied whole. Ask whoever sent it for a new one.",
  );
}

/** Lets a group of mine read an article that I may read; bringing it again changes nothing. @throws Problem 404 */
export async function bring(viewer: Account, groupId: string, articleId: string): Promise<{ created: boolean }> {
  const from = sql`from ${groups}, ${articles}
    where ${groups.id} = ${groupId}::uuid and ${articles.id} = ${articleId}::uuid and ${readingBroughtBy(viewer)}`;
  const created = await db.transaction(async (tx) => {
    const made = await tx.execute(sql`
      insert into ${readings} (group_id, article_id, added_by) select ${groups.id}, ${articles.id}, ${viewer.id}::uuid ${from}
      on conflict do nothing returning group_id`);
    if (made.length) await tellOfReading(tx, groupId, articleId, viewer.id);
    return made.length > 0;
  });
  if (created) return { created };
  const [there] = await db.execute(sql`select 1 ${from}`);
  return there ? { created: false } : notFound();
}

/**
 * Ends a reading: an owner any, a member what they brought. The notes on it stay, for whoever still has the article;
 * whoever ended it may put it on their own shelf for a day. @throws Problem 404
 */
export async function takeOff(viewer: Account, groupId: string, articleId: string): Promise<void> {
  await db.transaction(async (tx) => {
    const which = and(eq(readings.groupId, groupId), eq(readings.articleId, articleId), readingEndedBy(viewer));
    await release(tx, viewer, which);
    const [gone] = await tx.delete(readings).where(which).returning({ articleId: readings.articleId });
    if (!gone) notFound();
  });
}

/** Before readings end: their articles wait a day on a shelf, as what its reader took off, lest nobody has them at once. */
async function release(tx: Writing, viewer: Account | null, which: SQL | undefined): Promise<void> {
  const ending = tx
    .selectDistinctOn([readings.articleId], {
      userId: viewer ? sql`${viewer.id}::uuid` : sql`${readings.addedBy}`,
      articleId: readings.articleId,
      addedAt: now,
      removedAt: now,
    })
    .from(readings)
    .where(which);
  await tx.execute(sql`
    insert into ${shelf} (user_id, article_id, added_at, removed_at) ${ending}
    on conflict (user_id, article_id) do update set removed_at = excluded.removed_at where ${shelf.removedAt} is not null`);
}

// Named like their tables, as everybody calls them; inside this file those names are the tables.
export { invitesOf as invites, readingsOf as readings };
