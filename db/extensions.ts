import { and, asc, eq, sql } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { invalid, notFound } from "@/lib/problem";
import type { Extension, NewExtension } from "@/lib/schemas/extension";
import type { Account, Person, Viewer } from "@/lib/schemas/user";
import { assignmentLedBy, assignmentVisibleTo, extensionShownTo } from "./access";
import { record } from "./assignment-acts";
import { keepOpen } from "./assignments";
import { movedSince, mustVoidNothing, standBefore } from "./changes";
import { db } from "./client";
import type { Writing } from "./events";
import { iso, isoOrNull } from "./paging";
import { assignments, extensions, memberships, sections, users } from "./schema";
import { tellOfExtension } from "./telling";

/** More time than all have, for one student or for a section. `own-times.ts` says what it comes to. */

const columns = {
  id: extensions.id,
  user: { id: users.id, name: users.name },
  section: { id: sections.id, name: sections.name },
  dueAt: iso(extensions.dueAt),
  lateUntil: isoOrNull(extensions.lateUntil),
};

/**
 * All of an assignment that I lead, sections' first; of another the one that is mine, alone and with my section's behind it.
 * @throws Problem 404
 */
export async function list(viewer: Viewer, assignmentId: string): Promise<Extension[]> {
  const [asked] = await db
    .select({ id: assignments.id })
    .from(assignments)
    .where(and(eq(assignments.id, assignmentId), assignmentVisibleTo(viewer)));
  if (!asked) notFound();
  const found = await db
    .select(columns)
    .from(extensions)
    .innerJoin(assignments, eq(assignments.id, extensions.assignmentId))
    .leftJoin(users, eq(users.id, extensions.userId))
    .leftJoin(sections, eq(sections.id, extensions.sectionId))
    .where(and(eq(extensions.assignmentId, assignmentId), extensionShownTo(viewer)))
    .orderBy(sql`${sections.position} asc nulls last`, sql`lower(${users.name})`, asc(extensions.id));
  return found;
}

/** The students and sections of an assignment that I lead: who can be given more time. @throws Problem 404 */
export async function subjects(
  viewer: Viewer,
  assignmentId: string,
): Promise<{ students: Person[]; sections: Person[] }> {
  const led = and(eq(assignments.id, assignmentId), assignmentLedBy(viewer));
  const [asked] = await db.select({ groupId: assignments.groupId }).from(assignments).where(led);
  if (!asked) notFound();
  const [students, all] = await Promise.all([
    db
      .select({ id: users.id, name: users.name })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(and(eq(memberships.groupId, asked.groupId), eq(memberships.role, "member")))
      .orderBy(sql`lower(${users.name})`, asc(users.id)),
    db
      .select({ id: sections.id, name: sections.name })
      .from(sections)
      .where(eq(sections.groupId, asked.groupId))
      .orderBy(asc(sections.position), asc(sections.id)),
  ]);
  return { students, sections: all };
}

/** Holds an assignment that I lead. @throws Problem 404 */
async function hold(tx: Writing, viewer: Account, id: string) {
  const [held] = await tx
    .select({
      groupId: assignments.groupId,
      dueAt: isoOrNull(assignments.dueAt),
      told: sql<boolean>`coalesce(${assignments.opensAt} <= now(), true) and ${assignments.archivedAt} is null`,
    })
    .from(assignments)
    .where(and(eq(assignments.id, id), assignmentLedBy(viewer)))
    .for("update");
  return held ?? notFound();
}

/**
 * Gives a student or a section of an assignment that I lead more time, in place of what they were given before. Late
 * work is taken from them as long as from all at least.
 * @throws Problem 404; 400 for who is not in its group, and for what is no more time; 409 with `confirm` and how many
 * `students`, where finished work would be late or no longer count
 */
export async function set(viewer: Account, assignmentId: string, input: NewExtension): Promise<Extension> {
  return db.transaction(async (tx) => {
    const all = await hold(tx, viewer, assignmentId);
    const { userId, sectionId, dueAt } = input;
    if (!all.dueAt) invalid({ dueAt: ["This assignment is never due."] });
    if (new Date(dueAt) <= new Date(all.dueAt))
      invalid({ dueAt: ["That is no more time: it is due later for everybody, or just then."] });
    const there = userId
      ? await tx.$count(
          memberships,
          and(eq(memberships.groupId, all.groupId), eq(memberships.userId, userId), eq(memberships.role, "member")),
        )
      : await tx.$count(sections, and(eq(sections.groupId, all.groupId), sql`${sections.id} = ${sectionId}::uuid`));
    if (there === 0) invalid({ [userId ? "userId" : "sectionId"]: ["Choose a student or a section of this group."] });
    await keepOpen(tx, assignmentId);
    const stood = await standBefore(tx, assignmentId);
    const times = { dueAt, lateUntil: input.lateUntil };
    await tx
      .delete(extensions)
      .where(
        and(
          eq(extensions.assignmentId, assignmentId),
          sql`coalesce(${extensions.userId}, ${extensions.sectionId}) = ${userId ?? sectionId}::uuid`,
        ),
      );
    const id = uuid();
    await tx.insert(extensions).values({ id, assignmentId, userId, sectionId, ...times });
    await record(tx, {
      ...{ assignmentId, what: "extend", userId, madeBy: viewer.id },
      detail: { ...(sectionId && { sectionId }), ...times },
    });
    await mustVoidNothing(tx, stood, input.confirm);
    if (all.told) {
      const about = { assignmentId, groupId: all.groupId, actorId: viewer.id };
      await tellOfExtension(tx, "extended", await movedSince(tx, stood), about);
    }
    const [made] = await tx
      .select(columns)
      .from(extensions)
      .leftJoin(users, eq(users.id, extensions.userId))
      .leftJoin(sections, eq(sections.id, extensions.sectionId))
      .where(eq(extensions.id, id));
    return made ?? notFound();
  });
}

/**
 * Takes it back: it is due for them when it is due for all. @throws Problem 404; 409 as `set` does
 */
export async function remove(viewer: Account, assignmentId: string, id: string, confirm = false): Promise<void> {
  await db.transaction(async (tx) => {
    const { groupId, told } = await hold(tx, viewer, assignmentId);
    const stood = await standBefore(tx, assignmentId);
    const [gone] = await tx
      .delete(extensions)
      .where(and(eq(extensions.id, id), eq(extensions.assignmentId, assignmentId)))
      .returning({ userId: extensions.userId, sectionId: extensions.sectionId });
    if (!gone) notFound();
    const { userId, sectionId } = gone;
    const detail = { ...(sectionId && { sectionId }), dueAt: null };
    await mustVoidNothing(tx, stood, confirm);
    await record(tx, { assignmentId, what: "extend", userId, madeBy: viewer.id, detail });
    if (told)
      await tellOfExtension(tx, "retracted", await movedSince(tx, stood), {
        assignmentId,
        groupId,
        actorId: viewer.id,
      });
  });
}
