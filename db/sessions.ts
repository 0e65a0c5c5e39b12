import { and, desc, eq, gt, inArray, isNull, ne, sql } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { notFound } from "@/lib/problem";
import type { Device } from "@/lib/schemas/session";
import type { Account, Viewer } from "@/lib/schemas/user";
import { hashOf, newToken } from "@/lib/token";
import { sessionOwnedBy } from "./access";
import { db, planned } from "./client";
import { sessions, users } from "./schema";
import { together } from "./together";

/** How long a device stays signed in, in seconds: thirty days from signing in. */
export const SESSION_SECONDS = 30 * 24 * 60 * 60;

/** Where a request came from, as the device list shows it. */
export type Origin = { userAgent: string; address: string };

/** Signs a device in. @returns the random id to carry in its token; only the hash of it is kept */
export async function open(userId: string, from: Origin): Promise<string> {
  const sid = newToken();
  await db.insert(sessions).values({
    id: uuid(),
    hash: hashOf(sid),
    userId,
    userAgent: from.userAgent.slice(0, 300),
    address: from.address.slice(0, 64),
    expiresAt: sql`clock_timestamp() + make_interval(secs => ${SESSION_SECONDS})`,
  });
  return sid;
}

const standing = and(
  gt(sessions.expiresAt, sql`clock_timestamp()`),
  isNull(users.disabledAt),
  isNull(users.deletedAt),
  eq(users.sample, false),
);

/** The sessions of these hashes that stand, and whose they are. */
const standingOf = together(async (hashes: readonly string[]) => {
  const rows = await planned
    .select({
      hash: sessions.hash,
      sessionId: sessions.id,
      stale: sql<boolean>`${sessions.seenAt} < clock_timestamp() - interval '5 minutes'`,
      account: {
        id: users.id,
        name: users.name,
        email: users.email,
        role: users.role,
        emailVerified: sql<boolean>`${users.emailVerifiedAt} is not null`,
        settings: users.settings,
      },
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(sql`${sessions.hash} = any(${sql.param(hashes)}::text[])`, standing));
  const found = new Map(rows.map((row) => [row.hash, row]));
  return hashes.map((hash) => found.get(hash) ?? null);
});

/** Who holds this session, if it stands and its person may still be here. Looked up on every request. */
export async function live(sid: string): Promise<{ sessionId: string; account: Account } | null> {
  const row = await standingOf(hashOf(sid));
  if (!row) return null;
  if (row.stale)
    await db.update(sessions).set({ seenAt: sql`clock_timestamp()` }).where(eq(sessions.id, row.sessionId));
  return { sessionId: row.sessionId, account: row.account };
}

/** Which of these rows of `sessions` stand still, by their ids. */
export async function standingAmong(ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .select({ id: sessions.id })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(inArray(sessions.id, [...new Set(ids)]), standing));
  return new Set(rows.map((row) => row.id));
}

/** Signs out the device that carries this id. */
export async function close(sid: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.hash, hashOf(sid)));
}

/** My signed-in devices, the latest seen first. */
export async function list(viewer: Viewer, here: string | null): Promise<Device[]> {
  const rows = await db
    .select({
      id: sessions.id,
      userAgent: sessions.userAgent,
      address: sessions.address,
      createdAt: sessions.createdAt,
      seenAt: sessions.seenAt,
    })
    .from(sessions)
    .where(and(sessionOwnedBy(viewer), gt(sessions.expiresAt, sql`clock_timestamp()`)))
    .orderBy(desc(sessions.seenAt));
  return rows.map((row) => ({ ...row, here: row.id === here }));
}

/** Signs one of my devices out. @throws Problem 404 when it is none of mine */
export async function revoke(viewer: Viewer, id: string): Promise<void> {
  const gone = await db
    .delete(sessions)
    .where(and(eq(sessions.id, id), sessionOwnedBy(viewer)))
    .returning({ id: sessions.id });
  if (!gone.length) notFound();
}

/** Signs out everywhere, but for the session `keep` when it is given. @returns how many devices that were */
export async function revokeAll(viewer: Viewer, keep: string | null): Promise<number> {
  const gone = await db
    .delete(sessions)
    .where(and(sessionOwnedBy(viewer), keep === null ? undefined : ne(sessions.id, keep)))
    .returning({ id: sessions.id });
  return gone.length;
}
