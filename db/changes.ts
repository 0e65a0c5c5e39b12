import { sql } from "drizzle-orm";
import { conflict } from "@/lib/problem";
import type { Writing } from "./events";
import { isoOrNull } from "./paging";
import { itemsOf, students } from "./work";

/** What a change of an assignment, or of somebody's time, means for its students: their own times, and what of their work counts. */

type Times = Map<string, string>;
const timesOf = async (tx: Writing, id: string): Promise<Times> => {
  const rows = await tx.execute<{ user: string; due: string | null; until: string | null }>(sql`
    select s.user_id as "user", ${isoOrNull(sql`s.due`)} as due, ${isoOrNull(sql`s.until`)} as until
    from (${students(sql`a.id = ${id}::uuid`, sql`true`)}) as s`);
  return new Map(rows.map(({ user, due, until }) => [user, `${due} ${until}`]));
};

/** What counts of each student's work, and how many days late each of it is. */
type Counts = Map<string, Map<string, number>>;
async function countsOf(tx: Writing, id: string): Promise<Counts> {
  const by = await itemsOf(tx, id, { sections: false });
  return new Map(
    [...by].map(([user, items]) => {
      const taken = items.filter(({ discounted }) => discounted === null);
      return [user, new Map(taken.map((one) => [one.replyId ?? one.annotationId, one.daysLate]))];
    }),
  );
}

export type Before = { id: string; times: Times; counts: Counts };

/**
 * How things stand, to be asked before a change in its transaction, which holds the assignment.
 * @param times what counts may be other by it: times, texts or rules
 */
export const standBefore = async (tx: Writing, id: string, times = true): Promise<Before> => ({
  ...{ id, times: await timesOf(tx, id), counts: times ? await countsOf(tx, id) : new Map() },
});

/** Who has another time than before. */
export async function movedSince(tx: Writing, { id, times }: Before): Promise<string[]> {
  const now = await timesOf(tx, id);
  return [...now].flatMap(([user, time]) => (times.get(user) === time ? [] : [user]));
}

/**
 * After a change that was not confirmed: no annotation or reply that counts may become late or later, nor stop counting,
 * whatever else counts in its place.
 * @throws Problem 409 with `confirm` and the number of `students` whose work does
 */
export async function mustVoidNothing(tx: Writing, { id, counts }: Before, confirmed = false): Promise<void> {
  if (confirmed || counts.size === 0) return;
  const now = await countsOf(tx, id);
  const students = [...counts].filter(([user, before]) =>
    [...before].some(([item, daysLate]) => (now.get(user)?.get(item) ?? Number.POSITIVE_INFINITY) > daysLate),
  ).length;
  if (students === 0) return;
  const whose = students === 1 ? "1 student" : `${students} students`;
  conflict(`Work of ${whose} would be late, late by more days, or no longer count. Save anyway?`, {
    ...{ confirm: true, students },
  });
}
