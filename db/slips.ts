import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { hashOf, newToken } from "@/lib/token";
import { db } from "./client";
import type { Writing } from "./events";
import { memberships, slips } from "./schema";

export type Purpose = (typeof slips.purpose.enumValues)[number];
/** For how long a link works, in seconds. */
const LASTS: Record<Exclude<Purpose, "slip">, number> = { verify: 3 * 86_400, change: 86_400, reset: 3_600 };
const PER_HOUR = 5;

/**
 * Makes a link's token. An older one for the same purpose stops working, so that only the latest mail counts.
 * @param email the address that the link proves, for `verify` and `change`
 * @returns null when this person was sent five in the last hour: nobody's mailbox can be flooded through us
 */
export async function issue(
  userId: string,
  purpose: Exclude<Purpose, "slip">,
  email: string | null = null,
): Promise<string | null> {
  const token = newToken();
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(3, hashtext(${userId}))`);
    const [sent] = await tx
      .select({ count: sql<number>`count(*)::int` })
      .from(slips)
      .where(and(eq(slips.userId, userId), gt(slips.createdAt, sql`clock_timestamp() - interval '1 hour'`)));
    if (sent && sent.count >= PER_HOUR) return null;
    await tx
      .update(slips)
      .set({ usedAt: sql`clock_timestamp()` })
      .where(and(eq(slips.userId, userId), eq(slips.purpose, purpose), isNull(slips.usedAt)));
    await tx.insert(slips).values({
      hash: hashOf(token),
      userId,
      purpose,
      email,
      expiresAt: sql`clock_timestamp() + make_interval(secs => ${LASTS[purpose]})`,
    });
    return token;
  });
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
    .set({ usedAt: sql`clock_timestamp()` })
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
