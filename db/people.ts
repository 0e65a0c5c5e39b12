import { and, asc, eq, ilike, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import { conflict, notFound } from "@/lib/problem";
import type { AdminPerson } from "@/lib/schemas/instance";
import type { Account, Viewer } from "@/lib/schemas/user";
import { isoTime } from "@/lib/schemas/wire";
import { hashOf, newToken } from "@/lib/token";
import { administers } from "./access";
import { db } from "./client";
import type { Writing } from "./events";
import { patterns } from "./paging";
import { sessions, slips, users } from "./schema";
import { endLinks, holdLinks } from "./slips";

/** The people of this instance, for its administrators. Anybody else gets nothing, and "not found". */

const real = and(isNull(users.deletedAt), eq(users.sample, false));
/** True while an administrator other than this row's person could sign in. */
const anotherAdmin = sql`exists (select 1 from users as other where other.id <> users.id and other.role = 'admin' and other.disabled_at is null and other.deleted_at is null)`;

// Not written in the list itself: there drizzle would take the tables' names off its columns.
const lastSeen = sql`(select max(${sessions.seenAt})::text from ${sessions} where ${sessions.userId} = ${users.id})`;

const PAGE = 50;

/**
 * Fifty people by name, whose name or address holds each of `words`.
 * @param after the id that the page before ended with
 */
export async function list(
  viewer: Viewer,
  words: string,
  after: string | null,
): Promise<{ items: AdminPerson[]; next: string | null }> {
  const place = sql`(lower(${users.name}), ${users.id})`;
  const rows = await db
    .select({
      id: users.id,
      name: users.name,
      email: users.email,
      login: users.login,
      role: users.role,
      createdAt: users.createdAt,
      disabled: sql<boolean>`${isNotNull(users.disabledAt)}`,
      emailVerified: sql<boolean>`${isNotNull(users.emailVerifiedAt)}`,
      seenAt: sql<string | null>`${lastSeen}`,
    })
    .from(users)
    .where(
      and(
        administers(viewer),
        real,
        ...patterns(words).map((pattern) =>
          or(ilike(users.name, pattern), ilike(users.email, pattern), ilike(users.login, pattern)),
        ),
        after
          ? sql`${place} > (select lower(at.name), at.id from users as at where at.id = ${after}::uuid)`
          : undefined,
      ),
    )
    .orderBy(sql`lower(${users.name})`, asc(users.id))
    .limit(PAGE + 1);
  const items = rows.slice(0, PAGE).map((row) => ({
    ...row,
    createdAt: isoTime(row.createdAt),
    seenAt: row.seenAt && isoTime(row.seenAt),
  }));
  return { items, next: rows.length > PAGE ? (items.at(-1)?.id ?? null) : null };
}

/** Whether this viewer administers the instance. */
export async function administering(viewer: Viewer): Promise<boolean> {
  const [row] = await db.execute<{ yes: boolean }>(sql`select ${administers(viewer)} as yes`);
  return row?.yes === true;
}

/** One change of one person; `guard` is what must hold besides. @throws Problem 404 for who may not, 409 on the guard */
async function change(
  viewer: Viewer,
  id: string,
  set: Partial<typeof users.$inferInsert>,
  guard: SQL,
  otherwise: string,
): Promise<void> {
  const [done, there] = await db.transaction(async (tx) => {
    // One at a time: two administrators who demote each other would leave none.
    await tx.execute(sql`select pg_advisory_xact_lock(4, 0)`);
    const may = and(eq(users.id, id), real, administers(viewer));
    const rows = await tx
      .update(users)
      .set({ ...set, updatedAt: sql`clock_timestamp()` })
      .where(and(may, guard))
      .returning({ id: users.id });
    return [rows, await tx.select({ id: users.id }).from(users).where(may)];
  });
  if (!there.length) notFound();
  if (!done.length) conflict(otherwise);
}

/** Shuts a person out, at once and on every device; what they shared stays. */
export async function disable(viewer: Account, id: string): Promise<void> {
  if (id === viewer.id) conflict("You cannot disable yourself.");
  await change(
    viewer,
    id,
    { disabledAt: new Date().toISOString() },
    anotherAdmin,
    "The instance needs an administrator.",
  );
  await db.delete(sessions).where(and(eq(sessions.userId, id), administers(viewer)));
}

export const enable = (viewer: Account, id: string): Promise<void> =>
  change(viewer, id, { disabledAt: null }, sql`true`, "");

/** Makes a person an administrator, or no longer one. @throws Problem 409 for the last one */
export const setRole = (viewer: Account, id: string, role: "admin" | "member"): Promise<void> =>
  change(
    viewer,
    id,
    { role },
    role === "admin" ? sql`true` : anotherAdmin,
    "The instance needs an administrator. Make somebody else one first.",
  );

/**
 * A link with which this person can choose a new password, to hand to them by a safe way; shown once, for an hour. An
 * earlier one stops working.
 */
export async function resetLink(viewer: Viewer, id: string, site: string): Promise<string> {
  const token = newToken();
  const made = await db.transaction(async (tx) => {
    const [person] = await tx
      .select({ id: users.id })
      .from(users)
      .where(and(eq(users.id, id), real, administers(viewer)));
    if (!person) return false;
    await addResetSlip(tx, person.id, token);
    return true;
  });
  return made ? `${site}/reset?token=${token}` : notFound();
}

/** The same, for whoever has a shell on the machine: no viewer, because nobody there is asked who they are. */
export async function resetLinkFromShell(email: string, site: string): Promise<string | null> {
  const token = newToken();
  return db.transaction(async (tx) => {
    const [person] = await tx
      .select({ id: users.id })
      .from(users)
      .where(
        and(
          sql`(lower(${users.email}) = ${email.trim().toLowerCase()} or ${users.login} = ${email.trim().toLowerCase()})`,
          real,
        ),
      );
    if (!person) return null;
    await addResetSlip(tx, person.id, token);
    return `${site}/reset?token=${token}`;
  });
}

async function addResetSlip(tx: Writing, userId: string, token: string): Promise<void> {
  await holdLinks(tx, userId);
  await endLinks(tx, userId, ["reset"]);
  await tx.insert(slips).values({
    hash: hashOf(token),
    userId,
    purpose: "reset",
    expiresAt: sql`clock_timestamp() + interval '1 hour'`,
  });
}
