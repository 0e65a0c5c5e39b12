import { lt, sql } from "drizzle-orm";
import { db } from "./client";
import { articles, failures, imports, readings, sessions, shelf, slips } from "./schema";

/**
 * Removes what has served its time: ended sessions, links long dead, failed sign-ins that no longer count, imports that
 * nobody saved within a day, and articles that nobody has kept for a day. Safe to run in several processes at once.
 */
export async function purge(): Promise<void> {
  await db.delete(sessions).where(lt(sessions.expiresAt, sql`now()`));
  // A week longer than they work: a recent one still counts against how many letters an address may get.
  await db.delete(slips).where(lt(slips.expiresAt, sql`now() - interval '7 days'`));
  await db.delete(failures).where(lt(failures.at, sql`now() - interval '1 hour'`));
  await db.delete(imports).where(lt(imports.createdAt, sql`now() - interval '1 day'`));
  await db.delete(shelf).where(lt(shelf.removedAt, sql`now() - interval '1 day'`));
  // While it can still be put back on a shelf, its row there stands.
  await db.delete(articles).where(
    sql`not exists (select 1 from ${shelf} where ${shelf.articleId} = ${articles.id})
      and not exists (select 1 from ${readings} where ${readings.articleId} = ${articles.id})`,
  );
}
