import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { v7 as uuid } from "uuid";
import { notFound } from "@/lib/problem";
import type { AssignmentAct } from "@/lib/schemas/points";
import type { Person, Viewer } from "@/lib/schemas/user";
import type { Listed, Page } from "@/lib/schemas/wire";
import { assignmentActShownTo, assignmentVisibleTo } from "./access";
import { db } from "./client";
import type { Writing } from "./events";
import { cursorOf, iso, listed, momentAndId, placeOf } from "./paging";
import { assignmentActs, assignments, users } from "./schema";

/** What was done to an assignment and its points: written where it is done, read by those who lead and, of theirs, by students. */

type Done = Pick<typeof assignmentActs.$inferInsert, "assignmentId" | "what" | "madeBy"> & {
  /** Whose points or time it is about. */
  userId?: string | null;
  /** What it was about, in values that can be shown: never somebody's words but a reason. */
  detail?: Record<string, unknown>;
};

/** Call it in the transaction in which it happens. @returns its id */
export const record = async (tx: Writing, { userId = null, detail = {}, ...done }: Done): Promise<string> => {
  const id = uuid();
  await tx.insert(assignmentActs).values({ id, userId, detail, ...done });
  return id;
};

/** Who changed it since it stood at this revision, the latest first. */
export const changedSince = (tx: Writing, assignmentId: string, revision: number): Promise<Person[]> =>
  tx
    .select({ id: users.id, name: users.name })
    .from(assignmentActs)
    .innerJoin(users, eq(users.id, assignmentActs.madeBy))
    .where(
      and(
        eq(assignmentActs.assignmentId, assignmentId),
        sql`(${assignmentActs.detail} ->> 'revision')::int > ${revision}::int`,
      ),
    )
    .groupBy(users.id, users.name)
    .orderBy(desc(sql`max(${assignmentActs.at})`));

/** What is done to an assignment itself; the rest is about somebody's points. */
const TO_ITSELF = ["create", "revise", "open", "extend", "rule"] as const;

/**
 * What was done, the latest first: all of it to leads, to a student what was done to their points.
 * @param itself only to the assignment, not to points. @throws Problem 404
 */
export async function acts(viewer: Viewer, id: string, page: Page, itself = false): Promise<Listed<AssignmentAct>> {
  const before = placeOf(page.cursor, momentAndId);
  const [there] = await db
    .select({ id: assignments.id })
    .from(assignments)
    .where(and(eq(assignments.id, id), assignmentVisibleTo(viewer)));
  if (!there) notFound();
  const maker = alias(users, "maker");
  const rows = await db
    .select({
      ...{ id: assignmentActs.id, what: assignmentActs.what, detail: assignmentActs.detail },
      ...{
        user: { id: users.id, name: users.name },
        by: { id: maker.id, name: maker.name },
        at: iso(assignmentActs.at),
      },
    })
    .from(assignmentActs)
    .innerJoin(assignments, eq(assignments.id, assignmentActs.assignmentId))
    .innerJoin(maker, eq(maker.id, assignmentActs.madeBy))
    .leftJoin(users, eq(users.id, assignmentActs.userId))
    .where(
      and(
        eq(assignments.id, id),
        assignmentActShownTo(viewer),
        itself ? inArray(assignmentActs.what, [...TO_ITSELF]) : undefined,
        before
          ? sql`(${assignmentActs.at}, ${assignmentActs.id}) < (${before[0]}::timestamptz, ${before[1]}::uuid)`
          : undefined,
      ),
    )
    .orderBy(desc(assignmentActs.at), desc(assignmentActs.id))
    .limit(page.limit + 1);
  return listed(
    rows,
    page.limit,
    ({ at, id: last }) => cursorOf(at, last),
    (row) => ({ ...row, user: row.user?.id ? row.user : null }),
  );
}
