import { and, asc, eq, isNull, ne, sql } from "drizzle-orm";
import type { Entry } from "@/lib/calendar";
import { tooMany } from "@/lib/problem";
import type { Account } from "@/lib/schemas/user";
import { hashOf, newToken } from "@/lib/token";
import { assignmentLedBy, assignmentVisibleTo, calendarOf } from "./access";
import { db } from "./client";
import { iso, isoOrNull } from "./paging";
import { assignments, calendars, groups, memberships } from "./schema";
import { ownDue, ownUntil } from "./work";

/**
 * A person's due dates, at a secret address that their calendar program asks without signing in. Whoever knows the address
 * reads what its owner may see at that moment; only a hash of it is kept.
 */

/** Times that one address is answered in an hour. */
const PER_HOUR = 60;
/** Days after which what was due leaves the calendar, and how much of it there is at most. */
const KEPT = 200;
const MOST = 500;

/** When my address was made; null where I have none. */
export async function madeAt(viewer: Account): Promise<string | null> {
  const [row] = await db
    .select({ at: iso(calendars.createdAt) })
    .from(calendars)
    .where(calendarOf(viewer));
  return row?.at ?? null;
}

/** Makes me an address; one that I had works no more. @returns its secret, which is shown this once */
export async function make(viewer: Account): Promise<string> {
  const token = newToken();
  const fresh = { hash: hashOf(token), createdAt: sql`clock_timestamp()` };
  await db
    .insert(calendars)
    .values({ userId: viewer.id, ...fresh })
    .onConflictDoUpdate({ target: calendars.userId, set: fresh });
  return token;
}

/** My address works no more. */
export async function revoke(viewer: Account): Promise<void> {
  await db.delete(calendars).where(calendarOf(viewer));
}

/**
 * What stands in the calendar of whoever has this address. @returns null where there is none
 * @throws Problem 429 when it is asked for all the time
 */
export async function feed(token: string): Promise<Entry[] | null> {
  const within = sql`c.reads_since > clock_timestamp() - interval '1 hour'`;
  const [asked] = await db.execute<{ id: string; reads: number; wait: string }>(sql`
    update calendars as c set reads = case when ${within} then c.reads + 1 else 1 end,
      reads_since = case when ${within} then c.reads_since else clock_timestamp() end
    from users as u
    where u.id = c.user_id and c.hash = ${hashOf(token)} and u.deleted_at is null and u.disabled_at is null
    returning u.id, c.reads, 3600 - extract(epoch from clock_timestamp() - c.reads_since) as wait`);
  if (!asked) return null;
  if (asked.reads > PER_HOUR) tooMany("This calendar is asked for all the time. Try again later.", Number(asked.wait));
  return entriesOf({ id: asked.id });
}

async function entriesOf(viewer: { id: string }): Promise<Entry[]> {
  const me = sql`${viewer.id}::uuid`;
  const due = ownDue(me);
  return db
    .select({
      id: assignments.id,
      title: assignments.title,
      group: groups.name,
      goals: assignments.goals,
      opensAt: isoOrNull(assignments.opensAt),
      dueAt: isoOrNull(due),
      lateUntil: isoOrNull(ownUntil(me)),
      timeZone: assignments.timeZone,
      revision: assignments.revision,
      updatedAt: iso(assignments.updatedAt),
      leads: sql<boolean>`${assignmentLedBy(viewer)}`,
    })
    .from(assignments)
    .innerJoin(groups, eq(groups.id, assignments.groupId))
    .innerJoin(memberships, and(eq(memberships.groupId, groups.id), eq(memberships.userId, me)))
    .where(
      and(
        assignmentVisibleTo(viewer),
        ne(memberships.role, "guest"),
        isNull(assignments.archivedAt),
        isNull(groups.archivedAt),
        isNull(groups.endsAt),
        sql`coalesce(${due}, ${assignments.opensAt}) > now() - make_interval(days => ${KEPT})`,
      ),
    )
    .orderBy(asc(due), asc(assignments.id))
    .limit(MOST);
}
