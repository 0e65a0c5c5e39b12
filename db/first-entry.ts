import { and, eq, isNull, sql } from "drizzle-orm";
import { invalid } from "@/lib/problem";
import { codeIn } from "@/lib/slip-code";
import { db } from "./client";
import { permit, settle } from "./failures";
import { inTurn, seal } from "./passwords";
import * as sample from "./sample";
import { groups, memberships, sessions, users } from "./schema";
import type { From } from "./signin";
import { endLinks, holdLinks, peek, redeem } from "./slips";

/** Coming in by a printed slip, for who was given an account and has no address: see `made-accounts.ts`. */

const dead = (): never =>
  invalid({
    code: ["This code does not work: it was not copied whole, it was used, replaced by a new one, or is too old."],
  });

/** Whose slip it is. Wrong codes count as failures to sign in do, at the address they come from. @throws Problem 400, 429 */
async function holderOf(typed: string, from: From): Promise<{ userId: string; code: string }> {
  const code = codeIn(typed);
  const attempt = { email: `slip:${code}`, address: from.address, device: null };
  await permit(attempt);
  const found = await peek(code, "slip");
  await settle(attempt, found !== null);
  return found ? { userId: found.userId, code } : dead();
}

/** What a slip's holder is shown before they choose a password; looking uses nothing up. @throws Problem 400, 429 */
export async function look(typed: string, from: From): Promise<{ name: string; login: string; group: string }> {
  const { userId } = await holderOf(typed, from);
  const [row] = await db
    .select({ name: users.name, login: sql<string>`${users.login}`, group: groups.name })
    .from(users)
    .innerJoin(memberships, and(eq(memberships.userId, users.id), eq(memberships.madeHere, true)))
    .innerJoin(groups, eq(groups.id, memberships.groupId))
    .where(and(eq(users.id, userId), able));
  return row ?? dead();
}

const able = and(isNull(users.deletedAt), isNull(users.disabledAt), isNull(users.email));

/**
 * Uses a slip up: its holder signs in with the password they chose from now on, and every device that was signed in is
 * signed out, and what was begun there, as a change of address, ends. @returns whose account it is, to sign them in. @throws Problem 400, 429
 */
export async function enter(typed: string, password: string, from: From): Promise<string> {
  const { userId, code } = await holderOf(typed, from);
  const passwordHash = await inTurn(() => seal(password));
  const first = await db.transaction(async (tx) => {
    await holdLinks(tx, userId);
    if (!(await redeem(code, "slip", tx))) dead();
    const [before] = await tx
      .select({ hash: users.passwordHash })
      .from(users)
      .where(
        and(
          eq(users.id, userId),
          able,
          sql`exists (select 1 from ${memberships} where ${memberships.userId} = ${users.id} and ${memberships.madeHere})`,
        ),
      )
      .for("update");
    if (!before) dead();
    await tx.update(users).set({ passwordHash, updatedAt: sql`clock_timestamp()` }).where(eq(users.id, userId));
    await tx.delete(sessions).where(eq(sessions.userId, userId));
    await endLinks(tx, userId);
    return before?.hash === null;
  });
  if (first) await sample.welcome(userId);
  return userId;
}
