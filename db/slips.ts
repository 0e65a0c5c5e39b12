import { and, eq, gt, inArray, isNull, sql } from "drizzle-orm";
import { hashOf, newToken } from "@/lib/token";
import { db } from "./client";
import type { Writing } from "./events";
import { memberships, sessions, slips, users } from "./schema";

export type Purpose = (typeof slips.purpose.enumValues)[number];
/** For how long a link works, in seconds. */
const LASTS: Record<Exclude<Purpose, "slip">, number> = {
  verify: 3 * 86_400,
  change: 86_400,
  cancel: 86_400,
  reset: 3_600,
};
const PER_HOUR = 5;
const now = sql`clock_timestamp()`;

/**
 * Until the transaction ends, nobody else makes or uses up a link of this person. What ends their links takes it first: a
 * link that is being made at the same time is then ended with them, or sees that it may not be made any more.
 */
export const holdLinks = (tx: Writing, userId: string) =>
  tx.execute(sql`select pg_advisory_xact_lock(3, hashtext(${userId}))`);

/** True once five such links were made for this person within the last hour: nobody's mailbox can be flooded through us. */
async function spent(tx: Writing, userId: string, purposes: Purpose[]): Promise<boolean> {
  const sent = await tx.$count(
    slips,
    and(
      eq(slips.userId, userId),
      inArray(slips.purpose, purposes),
      gt(slips.createdAt, sql`clock_timestamp() - interval '1 hour'`),
    ),
  );
  return sent >= PER_HOUR;
}

/**
 * Makes a link's token. An older one for the same purpose stops working, so that only the latest mail counts; but a warning
 * goes on working, or whoever caused it could void it by asking once more.
 */
async function put(tx: Writing, userId: string, purpose: keyof typeof LASTS, email: string): Promise<string> {
  const token = newToken();
  if (purpose !== "cancel") await endLinks(tx, userId, [purpose]);
  await tx.insert(slips).values({
    hash: hashOf(token),
    userId,
    purpose,
    email,
    expiresAt: sql`clock_timestamp() + make_interval(secs => ${LASTS[purpose]})`,
  });
  return token;
}

/**
 * Makes the token of a link that is sent to this person's own address, and proves it.
 * @returns null when they were sent five in the last hour, or the address is theirs no more
 */
export async function issue(userId: string, purpose: "verify" | "reset", email: string): Promise<string | null> {
  return db.transaction(async (tx) => {
    await holdLinks(tx, userId);
    const [theirs] = await tx
      .select({ id: users.id })
      .from(users)
      .where(and(eq(users.id, userId), sql`lower(${users.email}) = lower(${email})`));
    // Changes of address, which somebody else may ask for, use up nothing of this: a reset link is how they are ended.
    if (!theirs || (await spent(tx, userId, ["verify", "reset"]))) return null;
    return put(tx, userId, purpose, email);
  });
}

/**
 * Makes the tokens of a change of address: one confirms it at the new address, one cancels it at the old.
 * @param sessionId the device that asks for it: signed out meanwhile, it starts nothing any more
 * @returns null then, or when five were asked for in the last hour
 */
export async function issueChange(
  userId: string,
  sessionId: string,
  email: string,
): Promise<{ confirm: string; cancel: string } | null> {
  return db.transaction(async (tx) => {
    await holdLinks(tx, userId);
    if (!(await signedIn(tx, userId, sessionId)) || (await spent(tx, userId, ["change"]))) return null;
    return { confirm: await put(tx, userId, "change", email), cancel: await put(tx, userId, "cancel", email) };
  });
}

/** Whether this device is signed in as this person still. To be asked under `holdLinks`. */
export async function signedIn(tx: Writing, userId: string, sessionId: string): Promise<boolean> {
  const [row] = await tx
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.id, sessionId), eq(sessions.userId, userId)));
  return row !== undefined;
}

/**
 * Makes what is out for this person worthless, all of it or of some purposes: whoever asked for it while they had the
 * password, the mailbox or a device of theirs gains nothing by it later. To be run under `holdLinks`.
 */
export async function endLinks(tx: Writing, userId: string, purposes?: Purpose[]): Promise<void> {
  await tx
    .update(slips)
    .set({ usedAt: now })
    .where(
      and(eq(slips.userId, userId), purposes ? inArray(slips.purpose, purposes) : undefined, isNull(slips.usedAt)),
    );
}

const standing = (token: string, purpose: Purpose) =>
  and(
    eq(slips.hash, hashOf(token)),
    eq(slips.purpose, purpose),
    isNull(slips.usedAt),
    gt(slips.expiresAt, sql`clock_timestamp()`),
  );

export type Slip = { userId: string; email: string | null };

/** Whose link this is, while it works; it goes on working. */
export async function peek(token: string, purpose: Purpose): Promise<Slip | null> {
  const [row] = await db
    .select({ userId: slips.userId, email: slips.email })
    .from(slips)
    .where(standing(token, purpose));
  return row ?? null;
}

/** Uses a link up. @returns null when it does not work: unknown, used, replaced or too old */
export async function redeem(token: string, purpose: Purpose, on: Writing | typeof db = db): Promise<Slip | null> {
  const [row] = await on
    .update(slips)
    .set({ usedAt: now })
    .where(standing(token, purpose))
    .returning({ userId: slips.userId, email: slips.email });
  return row ?? null;
}

/** Gives people a printed code each; what they were given before is worthless. @returns until when they work */
export async function hand(
  tx: Writing,
  codes: readonly { userId: string; code: string }[],
  days: number,
): Promise<string> {
  await revoke(
    tx,
    codes.map(({ userId }) => userId),
  );
  const expiresAt = new Date(Date.now() + days * 86_400_000).toISOString();
  const made = codes.map(({ userId, code }) => ({ userId, hash: hashOf(code) }));
  await tx.execute(sql`
    insert into slips (hash, user_id, purpose, expires_at) select one.hash, one."userId", 'slip', ${expiresAt}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(made)}::jsonb) as one(hash text, "userId" uuid)`);
  return expiresAt;
}
const revoke = (tx: Writing, userIds: readonly string[]) =>
  tx
    .update(slips)
    .set({ usedAt: sql`clock_timestamp()` })
    .where(
      and(sql`${slips.userId} = any(${sql.param(userIds)}::uuid[])`, eq(slips.purpose, "slip"), isNull(slips.usedAt)),
    );

/** Somebody has a way in of their own now: no group makes slips for them any more, and those that are out are worthless. */
export async function endSlips(tx: Writing, userId: string): Promise<void> {
  await revoke(tx, [userId]);
  await tx.update(memberships).set({ madeHere: false }).where(eq(memberships.userId, userId));
}
