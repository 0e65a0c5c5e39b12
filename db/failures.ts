import { type SQL, sql } from "drizzle-orm";
import { tooMany } from "@/lib/problem";
import { hashOf } from "@/lib/token";
import { db } from "./client";
import { failures, sessions } from "./schema";
import { setting } from "./settings.mjs";

/**
 * The limits on guessing passwords, and on making accounts. Only failures count: a class of three hundred behind one address signs in freely.
 * And no stranger can lock a person out: a browser that was signed in before carries a device cookie and answers for
 * its own failures alone (OWASP's device cookies), and an address from which this person signs in is not refused for
 * what was tried from elsewhere.
 */
const WINDOW = sql`interval '15 minutes'`;
const LIMITS = { accountAndAddress: 10, device: 10, address: 100, account: 100 };

export type Attempt = {
  /** The address typed, in lower case; whether or not anybody has it. */
  email: string;
  address: string;
  /** The random id in a device cookie that was signed for this very account, or null. */
  device: string | null;
};

const DEVICE = "device:";
const accountOf = (attempt: Attempt) => hashOf(attempt.email);
const placeOf = (attempt: Attempt) => (attempt.device === null ? attempt.address : DEVICE + hashOf(attempt.device));

type Reader = Pick<typeof db, "execute">;

/** @throws Problem 429 when this attempt may not be made now, with the seconds until one may */
export async function permit(attempt: Attempt, on: Reader = db): Promise<void> {
  const [account, place] = [accountOf(attempt), placeOf(attempt)];
  // The oldest failure that must leave the window before another is allowed stands `limit` places back.
  const full = (scope: SQL, limit: number) => sql`(
    select extract(epoch from ${failures.at} + ${WINDOW} - clock_timestamp()) as seconds from ${failures}
    where ${scope} and ${failures.at} > clock_timestamp() - ${WINDOW} order by ${failures.at} desc offset ${limit - 1} limit 1)`;
  const here = sql`${failures.account} = ${account} and ${failures.address} = ${place}`;
  const scopes =
    attempt.device !== null
      ? [full(here, LIMITS.device)]
      : [
          full(here, LIMITS.accountAndAddress),
          full(sql`${failures.address} = ${place}`, LIMITS.address),
          full(
            sql`${failures.account} = ${account} and ${failures.address} not like ${`${DEVICE}%`} and not ${familiar(attempt)}`,
            LIMITS.account,
          ),
        ];
  const rows = await on.execute<{ seconds: string }>(sql.join(scopes, sql` union all `));
  const seconds = Math.max(0, ...rows.map((row) => Number(row.seconds)));
  if (rows.length)
    tooMany(
      `Too many failed attempts to sign in. Try again in ${Math.max(1, Math.ceil(seconds / 60))} minutes.`,
      seconds,
    );
}

/** True when this account has a session that was opened from this address. */
const familiar = (attempt: Attempt) =>
  sql`exists (select 1 from ${sessions} join users on users.id = ${sessions.userId} where (lower(users.email) = ${attempt.email} or users.login = ${attempt.email}) and ${sessions.address} = ${attempt.address})`;

/**
 * Closes an attempt whose password was compared: counts it when it was wrong, and holds a right one to the same limits.
 * One at a time for an account and for an address, so that of any number of guesses sent at once no more than the limit
 * ever learn whether they were right.
 * @throws Problem 429 when others made at the same time have used the limit up; the caller must then say nothing else
 */
export async function settle(attempt: Attempt, right: boolean): Promise<void> {
  const [account, place] = [accountOf(attempt), placeOf(attempt)];
  await db.transaction(async (tx) => {
    // Always the account before the address, so that two attempts never wait for each other.
    await tx.execute(sql`select pg_advisory_xact_lock(1, hashtext(${account}))`);
    await tx.execute(sql`select pg_advisory_xact_lock(2, hashtext(${place}))`);
    await permit(attempt, tx);
    if (!right) await tx.insert(failures).values({ account, address: place });
  });
}

/**
 * How many accounts may be asked for from one address within an hour: a class that was invited signs up in one lesson, with
 * whom it was invited by to answer for it.
 */
const SIGN_UPS = { seconds: 3_600, alone: 40, invited: 500 };
/** No account is called so: those are hashes. */
const SIGN_UP = "sign-up";

/**
 * Counts a sign-up before anything is made of it, whatever comes of it. Lifted with the limit on writing.
 * @param invited whether it carries a link that lets it in
 * @throws Problem 429 with the seconds until another may be tried
 */
export async function admitSignUp(address: string, invited: boolean): Promise<void> {
  if (!setting("GLOSS_PACE")) return;
  const [place, most] = [`${SIGN_UP}:${address}`, invited ? SIGN_UPS.invited : SIGN_UPS.alone];
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(2, hashtext(${place}))`);
    const [full] = await tx.execute<{ seconds: string }>(sql`
      select extract(epoch from ${failures.at} - clock_timestamp()) + ${SIGN_UPS.seconds} as seconds from ${failures}
      where ${failures.address} = ${place} and ${failures.at} > clock_timestamp() - make_interval(secs => ${SIGN_UPS.seconds})
      order by ${failures.at} desc offset ${most - 1} limit 1`);
    if (full) {
      const seconds = Number(full.seconds);
      tooMany(
        `Too many accounts were made from where you are. Try again in ${Math.max(1, Math.ceil(seconds / 60))} minutes, or open an invitation and sign up from there.`,
        seconds,
      );
    }
    await tx.insert(failures).values({ account: SIGN_UP, address: place });
  });
}
