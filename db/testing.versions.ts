import { eq, sql } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { expect, vi } from "vitest";
import { describe } from "@/lib/anchoring";
import { newVersion } from "@/lib/schemas/version";
import { db } from "./client";
import { anchors, annotations } from "./schema";
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

/** Writes marks past the doors, evenly over the whole text. */
export async function manyMarks(
  authorId: string,
  page: { id: string; versionId: string; text: string },
  count: number,
) {
  const about = {
    articleId: page.id,
    versionId: page.versionId,
    authorId,
    kind: "claim" as const,
    layer: "private" as const,
  };
  const rows = Array.from({ length: count }, (_, i) => {
    const start = Math.floor((i * (page.text.length - 60)) / count);
    const { exact, prefix, suffix } = describe(page.text, { start, end: start + 20 + (i % 30) });
    return { ...about, id: uuid(), exact, prefix, suffix, start, end: start + exact.length, sentHash: "" };
  });
  for (let from = 0; from < count; from += 1000) {
    const some = rows.slice(from, from + 1000);
    await db.insert(annotations).values(some);
    await db.insert(anchors).values(
      some.map(({ id, versionId, start, end }) => ({
        annotationId: id,
        versionId,
        start,
        end,
        how: "exact" as const,
        confidence: 1,
      })),
    );
  }
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
