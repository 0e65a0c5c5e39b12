import { and, eq, isNull, ne, sql } from "drizzle-orm";
import { conflict, invalid, Problem } from "@/lib/problem";
import type { Account } from "@/lib/schemas/user";
import { isSelf } from "./access";
import { db } from "./client";
import * as instance from "./instance";
import * as letters from "./letters";
import { send, sendsMail } from "./mail";
import { inTurn, seal } from "./passwords";
import { accounts, sessions, users } from "./schema";
import { authenticate, confirm, type From } from "./signin";
import { endSlips, issue, peek, redeem } from "./slips";

/** Changing what one signs in with: the password, the address; and getting back in without either. */

const now = sql`clock_timestamp()`;
const deadLink = (): never => {
  throw new Problem(400, "This link does not work", "It was used already, or it is too old. Ask for a new one.");
};
const wrongPassword = (field: string): never => invalid({ [field]: ["That is not your password."] });

/**
 * Changes my password and signs out every other device.
 * @returns what is to be done after the answer
 * @throws Problem 400 when the present one is wrong
 */
export async function changePassword(
  viewer: Account,
  sessionId: string,
  given: { current: string; password: string },
): Promise<() => Promise<void>> {
  if (!(await confirm(viewer, sessionId, given.current))) wrongPassword("current");
  const passwordHash = await inTurn(() => seal(given.password));
  await db.transaction(async (tx) => {
    await tx.update(users).set({ passwordHash, updatedAt: now }).where(isSelf(viewer));
    await tx.delete(sessions).where(and(eq(sessions.userId, viewer.id), ne(sessions.id, sessionId)));
  });
  const { email, emailVerified } = viewer;
  return async () => {
    if (email && emailVerified) await send(letters.passwordChanged(email));
  };
}

/**
 * Gives my account another address. Where mail is sent it changes once the new one is confirmed, the old one is told,
 * and the answer does not say whether somebody else has it; elsewhere it changes at once.
 * @returns what is to be done after the answer
 * @throws Problem 400 when the password is wrong; 409 (without mail) when the address is taken
 */
export async function changeAddress(
  viewer: Account,
  sessionId: string,
  given: { email: string; password: string },
  site: string,
): Promise<() => Promise<void>> {
  if (!(await confirm(viewer, sessionId, given.password))) wrongPassword("password");
  if (sendsMail()) return () => announceAddress(viewer, given.email, site);
  if (!(await setAddress(viewer.id, given.email, false))) conflict("An account with this address exists already.");
  return async () => {};
}

async function announceAddress(viewer: Account, email: string, site: string): Promise<void> {
  if (email === viewer.email) return;
  const [holder] = await db.select({ id: users.id }).from(users).where(sql`lower(${users.email}) = ${email}`);
  // The slip is issued either way: it is what bounds how many letters one person can have sent.
  const token = await issue(viewer.id, "change", email);
  if (!token) return;
  await send(holder ? letters.addressInUse(email) : letters.confirmNewAddress(email, `${site}/verify?change=${token}`));
  if (viewer.email && viewer.emailVerified) await send(letters.addressChanges(viewer.email, false));
}

/** @returns the former address; null when the new one is taken */
async function setAddress(userId: string, email: string, verified: boolean): Promise<{ former: string | null } | null> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(5, hashtext(${email}))`);
    const [before] = await tx.select({ email: users.email }).from(users).where(eq(users.id, userId));
    const [row] = await tx
      .update(users)
      .set({ email, emailVerifiedAt: verified ? now : null, updatedAt: now })
      .where(
        and(
          eq(users.id, userId),
          isNull(users.deletedAt),
          sql`not exists (select 1 from users as other where lower(other.email) = ${email} and other.id <> ${userId})`,
        ),
      )
      .returning({ id: users.id });
    if (row) await endSlips(tx, userId);
    return row && before ? { former: before.email } : null;
  });
}

/** Uses the link that was sent to a new address. @throws Problem 400 for a dead link, 409 when it was taken meanwhile */
export async function confirmNewAddress(token: string): Promise<void> {
  const slip = (await redeem(token, "change")) ?? deadLink();
  const set = await setAddress(slip.userId, slip.email ?? deadLink(), true);
  if (!set) conflict("Meanwhile another account uses this address.");
  if (set.former) await send(letters.addressChanges(set.former, true));
}

/**
 * Uses the link that was sent to a new account's address. It asks for the password too: the link may have come because
 * a stranger signed up with somebody else's address, and then the one who reads it must not confirm the stranger's
 * password.
 * @returns whose account it is, to sign them in
 * @throws Problem 400 for a dead link or a wrong password, 429 past the limits
 */
export async function confirmAddress(token: string, password: string, from: From): Promise<string> {
  const slip = (await peek(token, "verify")) ?? deadLink();
  const { userId, unconfirmed } = await authenticate({ email: slip.email ?? deadLink(), password }, from);
  const proven = userId ?? unconfirmed;
  if (proven !== slip.userId) wrongPassword("password");
  if (!(await redeem(token, "verify"))) deadLink();
  await db
    .update(users)
    .set({ emailVerifiedAt: now, updatedAt: now })
    .where(and(eq(users.id, slip.userId), sql`lower(${users.email}) = ${slip.email}`, isNull(users.deletedAt)));
  await instance.crown(slip.userId);
  return slip.userId;
}

/** Sends a link to choose a new password, if there is such an account. To be run after the answer. */
export async function sendReset(email: string, site: string): Promise<void> {
  const [holder] = await db
    .select({ id: users.id })
    .from(users)
    .where(and(sql`lower(${users.email}) = ${email}`, isNull(users.disabledAt)));
  const token = holder && (await issue(holder.id, "reset", email));
  if (token) await send(letters.resetPassword(email, `${site}/reset?token=${token}`));
}

/**
 * Chooses a new password with a link, and signs out every device. A link that came by mail also proves the address; a
 * printed one does not.
 * @returns whose account it is, to sign them in; null when it may not sign in yet, because its address is not confirmed
 */
export async function resetPassword(token: string, password: string): Promise<string | null> {
  if (!(await peek(token, "reset"))) deadLink();
  const passwordHash = await inTurn(() => seal(password));
  const { userId, email } = (await redeem(token, "reset")) ?? deadLink();
  const able = await db.transaction(async (tx) => {
    // A provider that somebody connected before the address was proved may not be its holder's.
    if (email)
      await tx
        .delete(accounts)
        .where(
          and(
            eq(accounts.userId, userId),
            sql`exists (select 1 from users where users.id = ${userId} and users.email_verified_at is null)`,
          ),
        );
    const [row] = await tx
      .update(users)
      .set({
        passwordHash,
        updatedAt: now,
        emailVerifiedAt: sql`case when lower(${users.email}) = ${email} then coalesce(${users.emailVerifiedAt}, ${now}) else ${users.emailVerifiedAt} end`,
      })
      .where(and(eq(users.id, userId), isNull(users.deletedAt), isNull(users.disabledAt)))
      .returning({ verified: sql<boolean>`(${users.emailVerifiedAt} is not null or ${users.email} is null)` });
    await tx.delete(sessions).where(eq(sessions.userId, userId));
    return row ?? deadLink();
  });
  if (able.verified) await instance.crown(userId);
  return able.verified || !sendsMail() ? userId : null;
}
