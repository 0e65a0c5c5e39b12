import { lt, sql } from "drizzle-orm";
import { db } from "./client";
import { failures, imports, sessions, slips } from "./schema";

/**
 * Removes what has served its time: ended sessions, links long dead, failed sign-ins that no longer count, and imports
 * that nobody saved within a day. Safe to run in several processes at once.
 */
export async function purge(): Promise<void> {
  await db.delete(sessions).where(lt(sessions.expiresAt, sql`now()`));
  // A week longer than they work: a recent one still counts against how many letters an address may get.
  await db.delete(slips).where(lt(slips.expiresAt, sql`now() - interval '7 days'`));
  await db.delete(failures).where(lt(failures.at, sql`now() - interval '1 hour'`));
  await db.delete(imports).where(lt(imports.createdAt, sql`now() - interval '1 day'`));
}
