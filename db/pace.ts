import { eq, type SQL, sql } from "drizzle-orm";
import { Problem, tooMany } from "@/lib/problem";
import type { Account } from "@/lib/schemas/user";
import { hashOf } from "@/lib/token";
import { db } from "./client";
import type { Writing } from "./events";
import { annotations, failures, replies } from "./schema";
import { setting } from "./settings.mjs";

/**
 * How fast one person writes: notes and replies alike, in any second and in any minute. Counted from the rows themselves,
 * deleted ones with them, while `moment` holds their author's row: of any number that arrive at once, at however many
 * processes, no more than this are written. A quote that was looked for in vain counts like a note.
 */
const LIMITS = [
  { most: 4, seconds: 1 },
  { most: 60, seconds: 60 },
] as const;
const LONGEST = Math.max(...LIMITS.map(({ seconds }) => seconds));

/** Where searches are counted, among other things that failed: under nobody's address. */
const SEARCH = "search";
const seeker = (viewer: Account) => hashOf(`${SEARCH}:${viewer.id}`);

/**
 * `GLOSS_PACE=off` lifts it: for an operator who brings notes in by the API, and for tests that are not about it.
 * @param now the moment of this writing
 * @param id what is about to be written; sent again it counts once
 * @throws Problem 429, with the seconds until it can be written
 */
export async function pace(
  tx: Pick<Writing, "execute">,
  viewer: Account,
  now: string,
  id: string | null,
): Promise<void> {
  if (!setting("GLOSS_PACE")) return;
  const since = sql`${now}::timestamptz - make_interval(secs => ${LONGEST})`;
  const recent = (table: typeof annotations | typeof replies) =>
    sql`select id, created_at from ${table} where author_id = ${viewer.id}::uuid and created_at > ${since}`;
  // The one that must leave the window before another is written stands `most` places back.
  const full = ({ most, seconds }: (typeof LIMITS)[number]): SQL => sql`(
    select extract(epoch from created_at - ${now}::timestamptz) + ${seconds} as wait from recent order by created_at desc offset ${most - 1} limit 1)`;
  const [row] = await tx.execute<{ wait: string | null }>(sql`
    with recent as (${recent(annotations)} union all ${recent(replies)} union all
      select null, at from ${failures} where account = ${seeker(viewer)} and address = ${SEARCH} and at > ${since})
    select max(wait) as wait from (${sql.join(LIMITS.map(full), sql` union all `)}) as windows
    where wait > 0 and not exists (select 1 from recent where id = ${id}::uuid)`);
  const wait = Number(row?.wait ?? 0);
  if (wait > 0) tooMany("You are writing faster than Gloss takes it. Wait a moment; nothing is lost.", wait);
}

/**
 * Runs a search whose cost the person decides, within the same limits: it is counted before it begins, so that of any number
 * sent at once no more than this are begun, and stays counted where what it was given was the reason that it found nothing
 * (422): not where it found something, nor for a fault of ours.
 * @throws Problem 429 before anything is searched
 */
export async function paceSearch<T>(viewer: Account, search: () => Promise<T>): Promise<T> {
  if (!setting("GLOSS_PACE")) return search();
  const counted = await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(3, hashtext(${viewer.id}))`);
    const [row] = await tx.execute<{ now: string }>(sql`select clock_timestamp()::text as now`);
    await pace(tx, viewer, row?.now ?? "now", null);
    const [made] = await tx
      .insert(failures)
      .values({ account: seeker(viewer), address: SEARCH })
      .returning({ id: failures.id });
    return made;
  });
  const forget = async () => {
    if (counted) await db.delete(failures).where(eq(failures.id, counted.id));
  };
  const found = await search().catch(async (error: unknown) => {
    // Where that fails too, it counts for a minute; what is told is the first failure.
    if (!(error instanceof Problem && error.status === 422)) await forget().catch(() => undefined);
    throw error;
  });
  await forget();
  return found;
}
