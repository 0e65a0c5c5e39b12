import { and, eq, isNull, sql } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { forbidden, notFound, Problem } from "@/lib/problem";
import type { Account, Me, NewUser, ReadingSettings } from "@/lib/schemas/user";
import { isoTime } from "@/lib/schemas/wire";
import { isSelf } from "./access";
import { db } from "./client";
import { admitSignUp } from "./failures";
import * as instance from "./instance";
import * as invites from "./invites";
import * as letters from "./letters";
import { send, sendsMail } from "./mail";
import { inTurn, seal } from "./passwords";
import * as sample from "./sample";
import { users } from "./schema";
import { issue } from "./slips";

/** An account: signing up, its profile, its settings. */

function taken(): never {
  throw new Problem(409, "Conflict", "An account with this address exists already. Sign in instead.", {
    errors: { email: ["This address has an account already."] },
  });
}

export type SignedUp =
  | { status: "made"; user: Me }
  /** `rest` is to be run after the answer: what it does must show neither in the answer nor in its time. */
  | { status: "check-mail"; rest: () => Promise<void> };

/**
 * Makes an account. `site` is our own address, for links in letters; `address` is where this comes from. Where mail is sent, the answer is the same whether or not the address has one already, and what
 * differs comes by mail.
 * @throws Problem 403 when nobody, or only the invited, may sign up; 409 (without mail) when the address is taken;
 * 429 past the limit of `failures.ts`
 */
export async function signUp(given: NewUser, site: string, address: string): Promise<SignedUp> {
  const { signup } = await instance.read();
  if (signup === "closed") forbidden("This instance takes no new accounts. Ask its administrator.");
  const invited = Boolean(given.invite && (await invites.letsIn(given.invite)));
  if (signup === "invite" && !invited)
    forbidden("You need an invitation to sign up here. Open the link that you were sent, and sign up from there.");
  await admitSignUp(address, invited);
  const passwordHash = await inTurn(() => seal(given.password));
  if (sendsMail()) return { status: "check-mail", rest: () => welcome(given, passwordHash, site) };
  const id = await insert(given, passwordHash);
  if (!id) taken();
  await instance.crown(id);
  return { status: "made", user: await read(id) };
}

async function insert({ name, email }: NewUser, passwordHash: string): Promise<string | null> {
  const [row] = await db
    .insert(users)
    .values({ id: uuid(), name, email, passwordHash })
    .onConflictDoNothing()
    .returning({ id: users.id });
  if (row) await sample.welcome(row.id);
  return row?.id ?? null;
}

/** The part of a sign-up that a mailbox sees. */
async function welcome(given: NewUser, passwordHash: string, site: string): Promise<void> {
  const made = await insert(given, passwordHash);
  if (made) return sendVerification(made, site);
  // Nothing of what was entered is kept, also when the address was never confirmed: whoever reads the letter may choose
  // a password, and whoever only knows the address may not.
  const [holder] = await db
    .select({ id: users.id })
    .from(users)
    .where(and(sql`lower(${users.email}) = ${given.email}`, isNull(users.disabledAt)));
  const token = holder && (await issue(holder.id, "reset", given.email));
  if (token) await send(letters.alreadyHere(given.email, `${site}/reset?token=${token}`));
}

/** Sends a link that confirms the address of an account, if it still needs one. */
export async function sendVerification(userId: string, site: string): Promise<void> {
  const [row] = await db
    .select({ email: users.email })
    .from(users)
    .where(and(eq(users.id, userId), isNull(users.emailVerifiedAt), isNull(users.disabledAt)));
  if (!row?.email) return;
  const token = await issue(userId, "verify", row.email);
  if (token) await send(letters.confirmAddress(row.email, `${site}/verify?token=${token}`));
}

/** My account, as `GET /api/v1/me` says it. */
export const me = (viewer: Account): Promise<Me> => read(viewer.id);

async function read(id: string): Promise<Me> {
  const [row] = await db
    .select({
      id: users.id,
      name: users.name,
      email: users.email,
      role: users.role,
      emailVerified: sql<boolean>`${users.emailVerifiedAt} is not null`,
      createdAt: users.createdAt,
    })
    .from(users)
    .where(and(eq(users.id, id), isNull(users.deletedAt)));
  if (!row) notFound();
  return { ...row, createdAt: isoTime(row.createdAt) };
}

/** Changes my name. */
export async function rename(viewer: Account, name: string): Promise<void> {
  await db.update(users).set({ name, updatedAt: sql`clock_timestamp()` }).where(isSelf(viewer));
}

/** Keeps how I like to read; what is not given stays as it is. @returns all of it */
export async function saveSettings(
  viewer: Account,
  patch: Partial<ReadingSettings>,
): Promise<Partial<ReadingSettings>> {
  const [row] = await db
    .update(users)
    .set({ settings: sql`${users.settings} || ${JSON.stringify(patch)}::jsonb`, updatedAt: sql`clock_timestamp()` })
    .where(isSelf(viewer))
    .returning({ settings: users.settings });
  return row?.settings ?? notFound();
}

/** The time zone I live in, as in the tz database; null until a browser of mine told. */
export async function timeZoneOf(viewer: Account): Promise<string | null> {
  const [row] = await db.select({ zone: users.timeZone }).from(users).where(isSelf(viewer));
  return row?.zone ?? null;
}

/** Keeps the time zone I live in; with `unlessSet` only where none was kept. */
export async function setTimeZone(viewer: Account, zone: string, unlessSet = false): Promise<void> {
  await db
    .update(users)
    .set({ timeZone: zone })
    // A browser may know one that this database does not.
    .where(
      and(
        isSelf(viewer),
        unlessSet ? isNull(users.timeZone) : undefined,
        sql`exists (select 1 from pg_timezone_names where name = ${zone})`,
      ),
    );
}

/** True when I sign in with a password, or could. */
export async function hasPassword(viewer: Account): Promise<boolean> {
  const [row] = await db.select({ hash: users.passwordHash }).from(users).where(isSelf(viewer));
  return Boolean(row?.hash);
}
