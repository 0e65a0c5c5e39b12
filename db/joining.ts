import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { notFound, Problem } from "@/lib/problem";
import type { Asking, GroupLinkPatch, Joins, Role } from "@/lib/schemas/group";
import type { Account, Viewer } from "@/lib/schemas/user";
import { hashOf, sign } from "@/lib/token";
import { groupArrangedBy, groupAskedBy, groupLedBy, requestOf } from "./access";
import { db } from "./client";
import { request, stand } from "./invites";
import { hold } from "./members";
import { isoOrNull } from "./paging";
import { namePeople } from "./pseudonyms";
import { groups, invites, joinRequests, memberships } from "./schema";

/** How people come into a group by themselves: by its standing link, or from its page where anyone may read it. */

const current = and(eq(invites.standing, true), isNull(invites.revokedAt));

/** The token of a row's link, which can be shown again because it is derived and not kept. */
export const tokenOf = (secret: string, inviteId: string): string => sign(secret, "invite", inviteId);

/**
 * The standing link of a group that I lead: what it does, and its token, null where there is none to send: it is switched
 * off, or the group's own page does its work. @throws Problem 404
 */
export async function link(
  viewer: Viewer,
  groupId: string,
  secret: string,
): Promise<{ joins: Joins; token: string | null }> {
  const [row] = await db
    .select({ kind: groups.kind, id: invites.id, approval: invites.approval, hash: invites.hash })
    .from(groups)
    .leftJoin(invites, and(eq(invites.groupId, groups.id), current))
    .where(and(eq(groups.id, groupId), groupLedBy(viewer)));
  if (!row) notFound();
  if (!row.id) return { joins: "nobody", token: null };
  const joins = row.approval ? "ask" : "at-once";
  if (row.kind !== "link") return { joins, token: null };
  const token = tokenOf(secret, row.id);
  // Shown for the first time, or the instance has another secret than when it was: what is shown works.
  if (row.hash !== hashOf(token))
    await db
      .update(invites)
      .set({ hash: hashOf(token) })
      .where(eq(invites.id, row.id));
  return { joins, token };
}

/**
 * Says what the standing link of a group that I lead does, or renews it: its former address is worthless at once.
 * @throws Problem 404, also for a group that only the invited come into
 */
export async function arrange(viewer: Account, groupId: string, { joins, renew }: GroupLinkPatch): Promise<void> {
  await db.transaction(async (tx) => {
    await hold(tx, viewer, groupId);
    const [row] = await tx
      .select({ kind: groups.kind, id: invites.id, approval: invites.approval })
      .from(groups)
      .leftJoin(invites, and(eq(invites.groupId, groups.id), current))
      .where(and(eq(groups.id, groupId), groupArrangedBy(viewer)));
    if (!row || row.kind === "invite") notFound();
    const now: Joins = row.id ? (row.approval ? "ask" : "at-once") : "nobody";
    const next = joins ?? now;
    if (next === "nobody" || renew || !row.id) return stand(tx, viewer, groupId, row.kind, next);
    await tx
      .update(invites)
      .set({ approval: next === "ask" })
      .where(eq(invites.id, row.id));
  });
}

/**
 * Asks to be let into a public group, or comes in at once where its leads chose that. Who is in already stays as they are.
 * @throws Problem 404; 403 where nobody new comes in; 409 just after a no
 */
export async function ask(
  viewer: Account,
  groupId: string,
  message = "",
): Promise<{ groupId: string; role: Role } | { asked: true }> {
  return db.transaction(async (tx) => {
    await tx.select({ id: groups.id }).from(groups).where(eq(groups.id, groupId)).for("update");
    const [open] = await tx
      .select({ id: invites.id, approval: invites.approval, role: invites.role })
      .from(groups)
      .leftJoin(invites, and(eq(invites.groupId, groups.id), current))
      .where(and(eq(groups.id, groupId), groupAskedBy(viewer)));
    const [already] = await tx
      .select({ role: memberships.role })
      .from(memberships)
      .where(and(eq(memberships.groupId, groupId), eq(memberships.userId, viewer.id)));
    if (already) return { groupId, role: already.role };
    if (!open) notFound();
    if (!open.id || !open.role) throw new Problem(403, "Not open", "This group takes nobody new at present.");
    if (open.approval) {
      await request(tx, viewer, { groupId, inviteId: null, message });
      return { asked: true };
    }
    await tx.insert(memberships).values({ groupId, userId: viewer.id, role: open.role });
    await namePeople(tx, groupId);
    return { groupId, role: open.role };
  });
}

/** Whether I asked to be let into a group and wait, and when I was last not let in. */
export async function asking(viewer: Viewer, groupId: string): Promise<Asking> {
  const [last] = await db
    .select({ outcome: joinRequests.outcome, answeredAt: isoOrNull(joinRequests.answeredAt) })
    .from(joinRequests)
    .where(and(eq(joinRequests.groupId, groupId), requestOf(viewer)))
    .orderBy(desc(joinRequests.createdAt), sql`outcome is null desc`)
    .limit(1);
  return {
    asked: last !== undefined && last.outcome === null,
    declinedAt: last?.outcome === "declined" ? last.answeredAt : null,
  };
}
