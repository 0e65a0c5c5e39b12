import { and, eq, isNull, ne, sql } from "drizzle-orm";
import { conflict, invalid, Problem, unauthenticated } from "@/lib/problem";
import type { Account } from "@/lib/schemas/user";
import { isSelf } from "./access";
import { db } from "./client";
import type { Writing } from "./events";
import * as instance from "./instance";
import * as letters from "./letters";
import { send, sendsMail } from "./mail";
import { inTurn, seal } from "./passwords";
import { accounts, sessions, users } from "./schema";
import { authenticate, confirm, type From } from "./signin";
import { endLinks, endSlips, holdLinks, issue, issueChange, peek, redeem, signedIn } from "./slips";

/**
 * Changing what one signs in with: the password, the address; and getting back in without either. Each of these ends all
 * that was begun before it, as a change of address, and is refused to a device that was signed out while it was on its way:
 * whoever knew the former password keeps nothing.
 */

const now = sql`clock_timestamp()`;
const deadLink = (): never => {
  throw new Problem(400, "This link does not work", "It was used already, or it is too old. Ask for a new one.");
};
const wrongPassword = (field: string): never => invalid({ [field]: ["That is not your password."] });

/**
 * Changes my password, signs out every other device, and ends every link that was sent or printed.
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
    await holdLinks(tx, viewer.id);
    if (!(await signedIn(tx, viewer.id, sessionId))) unauthenticated();
    await tx.update(users).set({ passwordHash, updatedAt: now }).where(isSelf(viewer));
    await tx.delete(sessions).where(and(eq(sessions.userId, viewer.id), ne(sessions.id, sessionId)));
    await endLinks(tx, viewer.id);
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
  if (sendsMail()) return () => announceAddress(viewer, sessionId, given.email, site);
  const set = await db.transaction(async (tx) => {
    await holdLinks(tx, viewer.id);
    if (!(await signedIn(tx, viewer.id, sessionId))) unauthenticated();
    return setAddress(tx, viewer.id, given.email, false);
  });
  if (!set) conflict("An account with this address exists already.");
  return async () => {};
}

async function announceAddress(viewer: Account, sessionId: string, email: string, site: string): Promise<void> {
  if (email === viewer.email) return;
  const [holder] = await db.select({ id: users.id }).from(users).where(sql`lower(${users.email}) = ${email}`);
  // The links are made either way: they are what bounds how many letters one person can have sent.
  const links = await issueChange(viewer.id, sessionId, email);
  if (!links) return;
  await send(
    holder ? letters.addressInUse(email) : letters.confirmNewAddress(email, `${site}/verify?change=${links.confirm}`),
  );
  if (viewer.email && viewer.emailVerified)
    await send(letters.addressToChange(viewer.email, `${site}/verify?cancel=${links.cancel}`));
}

/** To be run under `holdLinks`. @returns the former address; null when the new one is taken */
async function setAddress(
  tx: Writing,
  userId: string,
  email: string,
  verified: boolean,
): Promise<{ former: string | null } | null> {
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
  if (!row || !before) return null;
  await endSlips(tx, userId);
  await endLinks(tx, userId);
  return { former: before.email };
}

/** Uses the link that was sent to a new address. @throws Problem 400 for a dead link, 409 when it was taken meanwhile */
export async function confirmNewAddress(token: string): Promise<void> {
  const { userId } = (await peek(token, "change")) ?? deadLink();
  const set = await db.transaction(async (tx) => {
    await holdLinks(tx, userId);
    const slip = (await redeem(token, "change", tx)) ?? deadLink();
    return setAddress(tx, userId, slip.email ?? deadLink(), true);
  });
  if (!set) conflict("Meanwhile another account uses this address.");
  if (set.former) await send(letters.addressChanged(set.former));
}

/**
 * Uses the link in a warning that was sent to the old address: the account keeps it, whichever change it warned of.
 * @throws Problem 400 for a dead link
 */
export async function cancelNewAddress(token: string): Promise<void> {
  const { userId } = (await peek(token, "cancel")) ?? deadLink();
  await db.transaction(async (tx) => {
    await holdLinks(tx, userId);
    if (!(await redeem(token, "cancel", tx))) deadLink();
    await endLinks(tx, userId, ["change", "cancel"]);
  });
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
  await db.transaction(async (tx) => {
    await holdLinks(tx, slip.userId);
    if (!(await redeem(token, "verify", tx))) deadLink();
    await tx
      .update(users)
      .set({ emailVerifiedAt: now, updatedAt: now })
      .where(and(eq(users.id, slip.userId), sql`lower(${users.email}) = ${slip.email}`, isNull(users.deletedAt)));
  });
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
 * Chooses a new password with a link, signs out every device, ends every other link, and takes off the providers that were
 * connected, which may not be the holder's either. A link that came by mail also proves the address; one that the administrator
 * made, on the page of a person or in a shell, names no address and does not.
 * @returns whose account it is, to sign them in; null when it may not sign in yet, because its address is not confirmed
 */
export async function resetPassword(token: string, password: string): Promise<string | null> {
  const { userId } = (await peek(token, "reset")) ?? deadLink();
  const passwordHash = await inTurn(() => seal(password));
  const able = await db.transaction(async (tx) => {
    await holdLinks(tx, userId);
    const { email } = (await redeem(token, "reset", tx)) ?? deadLink();
    await tx.delete(accounts).where(eq(accounts.userId, userId));
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
    await endLinks(tx, userId);
    return row ?? deadLink();
  });
  if (able.verified) await instance.crown(userId);
  return able.verified || !sendsMail() ? userId : null;
}
