import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { conflict, notFound } from "@/lib/problem";
import type { Group, GroupPatch, JoinRequest, Section } from "@/lib/schemas/group";
import type { Account, Viewer } from "@/lib/schemas/user";
import {
  groupArrangedBy,
  groupOwnedBy,
  memberOf,
  membershipPlacedBy,
  readingLedBy,
  requestAnsweredBy,
  requestOf,
} from "./access";
import { db } from "./client";
import type { Writing } from "./events";
import { read } from "./groups";
import { stand } from "./invites";
import { BACK, hold } from "./members";
import { notify } from "./notices";
import { iso } from "./paging";
import { namePeople } from "./pseudonyms";
import {
  annotations,
  articles,
  groups,
  invites,
  inviteUses,
  joinRequests,
  memberships,
  readings,
  sections,
  users,
} from "./schema";

/** What those who lead a group do with it: put it away, part it into sections, let people in. */

const now = sql`clock_timestamp()`;
/** Days in which a group that is to be deleted can be taken back. */
const WAITING_DAYS = 7;

// ---- the group -------------------------------------------------------------------------------------------------

/**
 * Changes what `patch` names of a group that I own. Put away, it is there to read alone. `ending` deletes it in seven days,
 * until which it is there to read and can be taken back; then each note goes back to its author alone. Where members'
 * words wait for a lead, those that wait go on waiting when later ones need not. @throws Problem 404
 */
export async function change(viewer: Account, groupId: string, patch: GroupPatch): Promise<Group> {
  const { archived, ending, premoderated, ...said } = patch;
  const until = sql`coalesce(${groups.endsAt}, clock_timestamp() + make_interval(days => ${WAITING_DAYS}))`;
  await db.transaction(async (tx) => {
    // Held whole: a note that is being written for the group holds it as well, and is waited for.
    await hold(tx, viewer, groupId);
    const [before] = await tx.select({ kind: groups.kind }).from(groups).where(eq(groups.id, groupId));
    const [changed] = await tx
      .update(groups)
      .set({
        ...said,
        premoderated,
        ...(archived !== undefined && { archivedAt: archived ? sql`coalesce(${groups.archivedAt}, ${now})` : null }),
        ...(ending !== undefined && { endsAt: ending ? until : null }),
        updatedAt: now,
      })
      .where(and(eq(groups.id, groupId), groupOwnedBy(viewer), eq(groups.sample, false)))
      .returning({ kind: groups.kind });
    if (!changed) notFound();
    if (changed.kind === before?.kind) return;
    if (changed.kind === "public") await openToAll(tx, groupId);
    await stand(tx, viewer, groupId, changed.kind);
    const all = sql`select m.user_id from ${memberships} as m where m.group_id = ${groupId}::uuid`;
    const cause = `membership:${changed.kind}:${uuid()}`;
    await notify(tx, all, { kind: "membership", cause, actorId: viewer.id, groupId });
  });
  return (await read(viewer, groupId)) ?? notFound();
}

/**
 * What a group asks before anyone may read it: nothing stands in it that was written for a closed circle, and it reads
 * public articles alone. What was deleted in it goes back to its author, who may put it back for themselves.
 * @throws Problem 409
 */
async function openToAll(tx: Writing, groupId: string): Promise<void> {
  const inIt = eq(annotations.groupId, groupId);
  await tx
    .update(annotations)
    .set({ ...BACK, layerAt: now })
    .where(and(inIt, sql`${annotations.deletedAt} is not null`));
  if ((await tx.$count(annotations, inIt)) > 0)
    conflict(
      "Notes stand in this group that were written for its members alone. It can be opened to all only while there are none; make a new group that is public from its beginning.",
    );
  const closed = await tx
    .select({ title: articles.title })
    .from(readings)
    .innerJoin(articles, eq(articles.id, readings.articleId))
    .where(and(eq(readings.groupId, groupId), eq(articles.visibility, "private")))
    .limit(3);
  if (closed.length > 0)
    conflict(
      `A public group reads public articles. These are private: ${closed.map(({ title }) => `“${title}”`).join(", ")}. Take them off first, or ask who brought them in to make them public.`,
    );
}

// ---- sections --------------------------------------------------------------------------------------------------

/** The sections of a group of mine, in their order. */
export async function sectionsOf(viewer: Viewer, groupId: string): Promise<Section[]> {
  return db
    .select({
      id: sections.id,
      name: sections.name,
      members: sql<number>`(select count(*)::int from ${memberships} where ${memberships.sectionId} = ${sections.id})`,
    })
    .from(sections)
    .where(and(eq(sections.groupId, groupId), memberOf(sections.groupId, viewer)))
    .orderBy(asc(sections.position), asc(sections.id));
}

/** @throws Problem 404 for those who do not lead it, and while it is put away */
export async function lead(tx: Writing, viewer: Account, groupId: string): Promise<void> {
  await hold(tx, viewer, groupId);
  const [row] = await tx
    .select({ id: groups.id })
    .from(groups)
    .where(and(eq(groups.id, groupId), groupArrangedBy(viewer), eq(groups.sample, false)));
  if (!row) notFound();
}

/** Adds a section to a group that I lead. @throws Problem 404; 409 beyond a hundred */
export async function addSection(viewer: Account, groupId: string, name: string): Promise<Section> {
  return db.transaction(async (tx) => {
    await lead(tx, viewer, groupId);
    const there = await tx.$count(sections, eq(sections.groupId, groupId));
    if (there >= 100) conflict("A group has at most a hundred sections.");
    const id = uuid();
    await tx.insert(sections).values({ id, groupId, name, position: there });
    return { id, name, members: 0 };
  });
}

/** @throws Problem 404 */
export async function renameSection(viewer: Account, groupId: string, id: string, name: string): Promise<void> {
  await db.transaction(async (tx) => {
    await lead(tx, viewer, groupId);
    const of = and(eq(sections.id, id), eq(sections.groupId, groupId));
    const [named] = await tx.update(sections).set({ name }).where(of).returning({ id: sections.id });
    if (!named) notFound();
  });
}

/** Takes a section away; who was in it is in none. @throws Problem 404; 409 while notes stand in it */
export async function removeSection(viewer: Account, groupId: string, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    await lead(tx, viewer, groupId);
    const of = and(eq(sections.id, id), eq(sections.groupId, groupId));
    // Held before it is looked into: a note that is being written for it holds it as well.
    const [held] = await tx.select({ id: sections.id }).from(sections).where(of).for("update");
    if (!held) notFound();
    if ((await tx.$count(annotations, eq(annotations.sectionId, id))) > 0)
      conflict("Notes stand in this section. Move its people to another one; the section and what they wrote stay.");
    await tx.delete(sections).where(of);
  });
}

/**
 * Puts every member and guest who is in no section into the smallest one, making sections of about `size` first where
 * there are too few. Nobody who is placed is moved. @returns how many were placed. @throws Problem 404
 */
export async function spread(viewer: Account, groupId: string, size = 20): Promise<number> {
  return db.transaction(async (tx) => {
    await lead(tx, viewer, groupId);
    const people = await tx
      .select({ userId: memberships.userId, sectionId: memberships.sectionId })
      .from(memberships)
      .where(and(eq(memberships.groupId, groupId), sql`${memberships.role} in ('member', 'guest')`))
      .orderBy(asc(memberships.joinedAt), asc(memberships.userId));
    const filled = new Map<string, string[]>();
    const own = await tx
      .select({ id: sections.id })
      .from(sections)
      .where(eq(sections.groupId, groupId))
      .orderBy(asc(sections.position), asc(sections.id));
    for (const { id } of own) filled.set(id, []);
    for (let n = own.length; n < Math.ceil(people.length / size); n++) {
      const id = uuid();
      await tx.insert(sections).values({ id, groupId, name: `Section ${n + 1}`, position: n });
      filled.set(id, []);
    }
    const counts = new Map([...filled.keys()].map((id) => [id, people.filter((one) => one.sectionId === id).length]));
    const unplaced = people.filter((one) => one.sectionId === null);
    for (const { userId } of unplaced) {
      const [smallest] = [...counts].sort(([, a], [, b]) => a - b);
      if (!smallest) break;
      filled.get(smallest[0])?.push(userId);
      counts.set(smallest[0], smallest[1] + 1);
    }
    for (const [sectionId, userIds] of filled)
      if (userIds.length)
        await tx
          .update(memberships)
          .set({ sectionId })
          .where(
            and(
              eq(memberships.groupId, groupId),
              sql`${memberships.userId} = any(${sql.param(userIds)}::uuid[])`,
              membershipPlacedBy(viewer),
            ),
          );
    return filled.size ? unplaced.length : 0;
  });
}

/** Says that a reading is discussed per section, or by all. What was written stays where it is. @throws Problem 404 */
export async function discuss(viewer: Account, groupId: string, articleId: string, bySection: boolean): Promise<void> {
  const [changed] = await db
    .update(readings)
    .set({ bySection })
    .where(and(eq(readings.groupId, groupId), eq(readings.articleId, articleId), readingLedBy(viewer)))
    .returning({ id: readings.articleId });
  if (!changed) notFound();
}

// ---- who asks to be let in -------------------------------------------------------------------------------------

const roleAsked = sql<JoinRequest["role"]>`coalesce(${invites.role}, 'member')`;

/** Who asks to be let into a group that I lead, those who wait longest first. */
export async function requests(viewer: Viewer, groupId: string): Promise<JoinRequest[]> {
  return db
    .select({
      id: joinRequests.id,
      user: { id: users.id, name: users.name },
      message: joinRequests.message,
      role: roleAsked,
      invited: sql<
        JoinRequest["invited"]
      >`case when ${invites.email} is not null then jsonb_build_object('name', ${invites.name}, 'email', ${invites.email}) end`,
      createdAt: iso(joinRequests.createdAt),
    })
    .from(joinRequests)
    .innerJoin(users, eq(users.id, joinRequests.userId))
    .leftJoin(invites, eq(invites.id, joinRequests.inviteId))
    .where(and(eq(joinRequests.groupId, groupId), isNull(joinRequests.outcome), requestAnsweredBy(viewer)))
    .orderBy(asc(joinRequests.createdAt), asc(joinRequests.id));
}

/** Lets somebody in who asked, or does not. @throws Problem 404, also for what was answered already */
export async function answer(viewer: Account, groupId: string, requestId: string, letIn: boolean): Promise<void> {
  await db.transaction(async (tx) => {
    await hold(tx, viewer, groupId);
    const [asked] = await tx
      .update(joinRequests)
      .set({ outcome: letIn ? "let-in" : "declined", answeredBy: viewer.id, answeredAt: now })
      .where(
        and(
          eq(joinRequests.id, requestId),
          eq(joinRequests.groupId, groupId),
          isNull(joinRequests.outcome),
          requestAnsweredBy(viewer),
        ),
      )
      .returning({
        userId: joinRequests.userId,
        inviteId: joinRequests.inviteId,
        at: iso(sql`${joinRequests.answeredAt}`),
      });
    if (!asked) notFound();
    const told = letIn
      ? ({ kind: "membership", cause: `membership:${groupId}:${asked.userId}:${asked.at}` } as const)
      : ({ kind: "request", cause: `request:${requestId}` } as const);
    await notify(tx, sql`select ${asked.userId}::uuid`, { ...told, actorId: viewer.id, groupId });
    if (!letIn) return;
    const [link] = asked.inviteId
      ? await tx
          .update(invites)
          .set({ uses: sql`${invites.uses} + 1` })
          .where(eq(invites.id, asked.inviteId))
          .returning({
            role: invites.role,
            sectionId: invites.sectionId,
            externalId: invites.externalId,
            givenName: invites.givenName,
            familyName: invites.familyName,
          })
      : [];
    // Who came by an invitation of the roster, with another address, is let in as whom that names.
    await tx
      .insert(memberships)
      .values({ groupId, userId: asked.userId, ...link })
      .onConflictDoNothing();
    await namePeople(tx, groupId);
    if (link && asked.inviteId)
      await tx.insert(inviteUses).values({ inviteId: asked.inviteId, userId: asked.userId }).onConflictDoNothing();
  });
}

/** Takes back that I asked. @throws Problem 404 */
export async function withdraw(viewer: Account, groupId: string): Promise<void> {
  const [gone] = await db
    .update(joinRequests)
    .set({ outcome: "withdrawn", answeredAt: now })
    .where(and(eq(joinRequests.groupId, groupId), isNull(joinRequests.outcome), requestOf(viewer)))
    .returning({ id: joinRequests.id });
  if (!gone) notFound();
}
