import { and, count, eq, sql } from "drizzle-orm";
import { conflict, notFound } from "@/lib/problem";
import type { Member, MemberPatch } from "@/lib/schemas/group";
import type { Account } from "@/lib/schemas/user";
import { memberOf, membershipEndedBy, membershipPlacedBy, roleSetBy, writtenBy } from "./access";
import { record } from "./acts";
import { audienceOf } from "./annotation-rows";
import { again, db } from "./client";
import { append, type Writing } from "./events";
import { iso } from "./paging";
import { namePeople } from "./pseudonyms";
import { release } from "./readings";
import { moment } from "./revisions";
import { annotations, articles, groups, invites, inviteUses, memberships, readings, sections, users } from "./schema";
import { tellOfRole } from "./telling";

/** Who is in a group, as what, and until when: the group itself ends with its last member, or when its time is over. */

const person = { id: users.id, name: users.name };
const now = sql`clock_timestamp()`;

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

const linkOf = (groupId: string) =>
  sql`${inviteUses.inviteId} in (select ${invites.id} from ${invites} where ${invites.groupId} = ${groupId}::uuid)`;

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
export async function revise(
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
    if (role !== undefined) await namePeople(tx, groupId);
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
export async function remove(
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
    if (!rest?.n || (sample && !rest.real)) return end(tx, groupId, sample);
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
async function end(tx: Writing, groupId: string, sample: boolean): Promise<void> {
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
    await release(tx, eq(readings.groupId, groupId));
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
        if (still) await end(tx, id, still.sample);
      }),
    );
  return due.length;
}
