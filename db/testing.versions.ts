import { eq, sql } from "drizzle-orm";
import { expect, vi } from "vitest";
import { newVersion } from "@/lib/schemas/version";
import { db } from "./client";
import { anchors } from "./schema";
import { TEXT } from "./testing.world";

/** `TEXT` of the tests' world in another wording: one passage corrected, one cut, and a new beginning. */
export const FIRST = { exact: "The river rose twice", prefix: "", suffix: "" };
export const BRIDGE = { exact: "The council built a bridge, and then", prefix: "", suffix: "" };
export const COST = { exact: "It cost four million, the ledger says.", prefix: "", suffix: "" };
export const CORRECTED = TEXT.replace("The council built a bridge, and", "The town built a wooden bridge at last, and")
  .replace(COST.exact, "Nobody remembers any more.")
  .replace("The river rose twice", "Here is what is known.\n\nThe river rose twice");

/** What is sent to publish a version after this one. */
export const next = (page: { versionId: string }, more: object) =>
  newVersion.parse({ baseVersionId: page.versionId, ...more });
export const failure = (status: number): unknown => expect.objectContaining({ status });
/** Where a mark stands, in each version. */
export const placesOf = (id: string) => db.select().from(anchors).where(eq(anchors.annotationId, id));

/** A text of so many paragraphs, each said but once. */
export const long = (paragraphs: number): string =>
  Array.from(
    { length: paragraphs },
    (_, i) => `In year ${1000 + i} the keeper of house ${i * 7919} wrote ${(i * 31) % 997} lines about its well.`,
  ).join("\n\n");

/** Writes marks past the doors, one after another over the whole text, as fast as the database takes them. */
export async function manyMarks(authorId: string, page: { id: string; versionId: string }, count: number) {
  await db.execute(sql`
    with page as (select ${page.id}::uuid as id, v.id as version_id, v.text, length(v.text) - 60 as room from article_versions as v where v.id = ${page.versionId}::uuid),
    spots as (select (i::bigint * room / ${count}::int)::int as start, (i::bigint * room / ${count}::int)::int + 20 + i % 30 as "end", page.* from page, generate_series(0, ${count}::int - 1) as i),
    made as (
      insert into annotations (id, article_id, version_id, author_id, kind, layer, exact, prefix, suffix, start, "end", sent_hash)
      select gen_random_uuid(), id, version_id, ${authorId}::uuid, 'claim', 'private',
        substr(text, start + 1, "end" - start), substr(text, greatest(1, start - 31), least(start, 32)), substr(text, "end" + 1, 32), start, "end", '' from spots
      returning id, version_id, start, "end")
    insert into anchors (annotation_id, version_id, start, "end", how, confidence) select id, version_id, start, "end", 'exact', 1 from made`);
}

/** Resolves when so many queries of this database wait for a lock, with the process ids of their servers. */
export const waiting = (count: number): Promise<number[]> =>
  vi.waitFor(
    async () => {
      const rows = await db.execute<{ pid: number }>(
        sql`select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      if (rows.length < count) throw new Error(`${rows.length} of ${count} wait.`);
      return rows.map(({ pid }) => pid);
    },
    { timeout: 15_000, interval: 20 },
  );

/** Holds what `lock` takes, in a connection of its own, until `run` is done. */
export async function whileHeld<T>(lock: ReturnType<typeof sql>, run: () => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    await tx.execute(lock);
    return run();
  });
}
