import { and, eq, isNull, sql } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { Problem } from "@/lib/problem";
import type { Account, Credentials } from "@/lib/schemas/user";
import { db } from "./client";
import { admitSignUp, permit, settle } from "./failures";
import * as instance from "./instance";
import { sendsMail } from "./mail";
import { inTurn, matches } from "./passwords";
import * as sample from "./sample";
import { accounts, users } from "./schema";
import { endSlips } from "./slips";

/** Proving who one is: with a password, or through a provider. */

/** Where an attempt comes from. `deviceOf` tells the id in a device cookie made for this person, if there is one. */
export type From = { address: string; deviceOf: (userId: string) => string | null };

async function byEmail(email: string) {
  const [found] = await db
    .select({
      id: users.id,
      passwordHash: users.passwordHash,
      email: users.email,
      // Who was given a login name has no address to confirm.
      verified: sql<boolean>`(${users.emailVerifiedAt} is not null or ${users.email} is null)`,
      able: sql<boolean>`${users.disabledAt} is null and ${users.deletedAt} is null and not ${users.sample}`,
    })
    .from(users)
    .where(sql`lower(${users.email}) = ${email} or ${users.login} = ${email}`);
  return found ?? null;
}

const attemptOf = (email: string, from: From, found: { id: string } | null) => ({
  email,
  address: from.address,
  device: found ? from.deviceOf(found.id) : null,
});

/** Refuses an attempt that may not be made, before anything is compared. @throws Problem 429 */
export async function admit(email: string, from: From): Promise<void> {
  await permit(attemptOf(email, from, await byEmail(email)));
}

/**
 * Compares an address, or a login name, and a password. A wrong password, an unknown address, a disabled account and one whose address
 * is not confirmed (where mail is sent) are one answer, in the same time.
 * @returns whose they are, or null; `unconfirmed` names who should be sent a link again, after the answer
 * @throws Problem 429 past the limits of `failures.ts`
 */
export async function authenticate(
  given: Credentials,
  from: From,
): Promise<{ userId: string | null; unconfirmed: string | null }> {
  const found = await byEmail(given.email);
  const attempt = attemptOf(given.email, from, found);
  await permit(attempt);
  return inTurn(async () => {
    await permit(attempt);
    const right = await matches(found?.passwordHash ?? null, given.password);
    const confirmed = found?.verified || !sendsMail();
    const welcome = Boolean(right && found?.able && confirmed);
    await settle(attempt, welcome);
    return {
      userId: welcome && found ? found.id : null,
      unconfirmed: right && found?.able && !confirmed ? found.id : null,
    };
  });
}

/**
 * Asks a signed-in person for their password again, before what cannot be taken back. Counts as signing in does, for
 * this session alone. An account without a password (it signs in through a provider) has nothing to compare: its
 * session is the proof.
 * @returns false when it is wrong
 */
export async function confirm(viewer: Account, sessionId: string, password: string): Promise<boolean> {
  const [own] = await db
    .select({ passwordHash: users.passwordHash })
    .from(users)
    .where(and(eq(users.id, viewer.id), isNull(users.deletedAt)));
  if (own && own.passwordHash === null) return true;
  const attempt = { email: viewer.email ?? viewer.id, address: "", device: `session:${sessionId}` };
  return inTurn(async () => {
    await permit(attempt);
    const right = await matches(own?.passwordHash ?? null, password);
    await settle(attempt, right);
    return right;
  });
}

export type ProviderProfile = {
  provider: string;
  providerAccountId: string;
  name: string;
  email: string | null;
  emailVerified: boolean;
};

/** Why a provider's word was not enough; the sign-in page says each in a sentence. */
export type Refused = "disabled" | "taken" | "unsure" | "closed" | "unconfirmed" | "many";

/**
 * The person that a provider vouches for. Known by the provider's own id; else by an address that both sides have
 * verified; else somebody new, where anybody may sign up. `here` is who is signed in in this browser already: then the
 * identity is added to that account. `address` is where this comes from: a new account counts as any sign-up from there.
 */
export async function enter(
  profile: ProviderProfile,
  here: Account | null,
  address: string,
): Promise<{ userId: string } | { refused: Refused }> {
  const known = await knownAs(profile);
  if (known) {
    if (!known.able) return { refused: "disabled" };
    return here && here.id !== known.id ? { refused: "taken" } : { userId: known.id };
  }
  if (here) return attach(profile, here.id);
  const email = (profile.emailVerified && profile.email?.trim().toLowerCase()) || null;
  const holder = profile.email ? await byEmail(profile.email.trim().toLowerCase()) : null;
  if (holder) {
    if (!email || !holder.verified) return { refused: "unsure" };
    return holder.able ? attach(profile, holder.id) : { refused: "disabled" };
  }
  if ((await instance.read()).signup !== "open") return { refused: "closed" };
  if (!email) return { refused: "unconfirmed" };
  try {
    await admitSignUp(address, false);
  } catch (error) {
    if (error instanceof Problem && error.status === 429) return { refused: "many" };
    throw error;
  }
  return admitNew(profile, email);
}

async function admitNew(profile: ProviderProfile, email: string): Promise<{ userId: string } | { refused: Refused }> {
  const id = uuid();
  const { provider, providerAccountId, name } = profile;
  const made = await db.transaction(async (tx) => {
    const [row] = await tx
      .insert(users)
      .values({ id, name, email, emailVerifiedAt: sql`clock_timestamp()` })
      .onConflictDoNothing()
      .returning({ id: users.id });
    if (row) await tx.insert(accounts).values({ provider, providerAccountId, userId: id });
    return Boolean(row);
  });
  if (!made) return { refused: "unsure" };
  await instance.crown(id);
  await sample.welcome(id);
  return { userId: id };
}

async function knownAs(profile: ProviderProfile) {
  const [row] = await db
    .select({ id: users.id, able: sql<boolean>`${users.disabledAt} is null and ${users.deletedAt} is null` })
    .from(accounts)
    .innerJoin(users, eq(users.id, accounts.userId))
    .where(and(eq(accounts.provider, profile.provider), eq(accounts.providerAccountId, profile.providerAccountId)));
  return row ?? null;
}

async function attach({ provider, providerAccountId }: ProviderProfile, userId: string) {
  await db.transaction(async (tx) => {
    await tx.insert(accounts).values({ provider, providerAccountId, userId }).onConflictDoNothing();
    await endSlips(tx, userId);
  });
  return { userId };
}
