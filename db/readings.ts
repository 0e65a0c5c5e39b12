import { and, asc, desc, eq, isNull, type SQL, sql } from "drizzle-orm";
import { conflict, notFound } from "@/lib/problem";
import type { GroupReading } from "@/lib/schemas/group";
import type { Account, Viewer } from "@/lib/schemas/user";
import { readingBroughtBy, readingEndedBy, readingShownTo, visibleTo } from "./access";
import { db } from "./client";
import type { Writing } from "./events";
import { read } from "./groups";
import { iso } from "./paging";
import {
  annotations,
  articles,
  articleVersions,
  assignmentReadings,
  assignments,
  groups,
  readings,
  shelf,
  users,
} from "./schema";
import { tellOfReading } from "./telling";

/** What a group reads. */

const person = { id: users.id, name: users.name };
const now = sql`clock_timestamp()`;

/**
 * What a group that this viewer may see reads, newest first; `marks` counts what they may see of the group's. Of a public
 * one others see the public articles. @throws Problem 404
 */
export async function list(viewer: Viewer, groupId: string): Promise<GroupReading[]> {
  if (!(await read(viewer, groupId))) notFound();
  const marks = sql<number>`(select count(*)::int from ${annotations}
    where ${annotations.articleId} = ${articles.id} and ${annotations.groupId} = ${groupId}::uuid and ${visibleTo(viewer)})`;
  return db
    .select({
      article: {
        id: articles.id,
        title: articles.title,
        dir: articles.dir,
        language: articles.language,
        byline: articles.byline,
        publishedAt: articles.publishedAt,
        words: articleVersions.words,
        sample: articles.sample,
      },
      marks,
      bySection: readings.bySection,
      by: person,
      at: iso(readings.addedAt),
    })
    .from(readings)
    .innerJoin(articles, eq(articles.id, readings.articleId))
    .innerJoin(articleVersions, eq(articleVersions.id, articles.currentVersionId))
    .innerJoin(users, eq(users.id, readings.addedBy))
    .where(and(eq(readings.groupId, groupId), readingShownTo(viewer)))
    .orderBy(desc(readings.addedAt), asc(articles.id));
}

/**
 * Lets a group of mine read an article that I may read; bringing it again changes nothing.
 * @param assigned it comes with an assignment: who is told of that is not told of this too. @throws Problem 404
 */
export async function bring(
  viewer: Account,
  groupId: string,
  articleId: string,
  on?: Writing,
  assigned = false,
): Promise<{ created: boolean }> {
  const from = sql`from ${groups}, ${articles}
    where ${groups.id} = ${groupId}::uuid and ${articles.id} = ${articleId}::uuid and ${readingBroughtBy(viewer)}`;
  const created = await (on ?? db).transaction(async (tx) => {
    const made = await tx.execute(sql`
      insert into ${readings} (group_id, article_id, added_by) select ${groups.id}, ${articles.id}, ${viewer.id}::uuid ${from}
      on conflict do nothing returning group_id`);
    if (made.length) await tellOfReading(tx, { groupId, articleId, actorId: viewer.id, assigned });
    return made.length > 0;
  });
  if (created) return { created };
  // Held where an assignment comes to rest on it: it is not taken off meanwhile.
  const [there] = await (on ?? db).execute(sql`
    select 1 ${from} and exists (select 1 from readings as r where r.group_id = ${groups.id} and r.article_id = ${articles.id})`);
  const held = sql`select 1 from readings where group_id = ${groupId}::uuid and article_id = ${articleId}::uuid for key share`;
  return there && (await (on ?? db).execute(held)).length > 0 ? { created: false } : notFound();
}

/**
 * Ends a reading: an owner any, a member what they brought. The notes on it stay, for whoever still has the article; who
 * brought that in may put it on their own shelf for a day. @throws Problem 404; 409
 * while it is assigned there
 */
export async function takeOff(viewer: Account, groupId: string, articleId: string): Promise<void> {
  await db.transaction(async (tx) => {
    const which = and(eq(readings.groupId, groupId), eq(readings.articleId, articleId), readingEndedBy(viewer));
    await release(tx, which);
    const [gone] = await tx.delete(readings).where(which).returning({ articleId: readings.articleId });
    if (!gone) notFound();
    await mustBeFree(tx, groupId, articleId);
  });
}

/** Students could not open what they are to read. Asked after it went, when whoever was just assigning it is done. */
async function mustBeFree(tx: Writing, groupId: string, articleId: string): Promise<void> {
  const [asked] = await tx
    .select({ title: assignments.title })
    .from(assignments)
    .innerJoin(assignmentReadings, eq(assignmentReadings.assignmentId, assignments.id))
    .where(
      and(
        eq(assignments.groupId, groupId),
        eq(assignmentReadings.articleId, articleId),
        isNull(assignments.archivedAt),
      ),
    )
    .limit(1);
  if (asked)
    conflict(
      `This reading is part of the assignment “${asked.title}”. Take it out of the assignment or archive that first.`,
    );
}

/** Before readings end: their articles wait a day for who brought them in, as what they took off, lest nobody has them at once. */
export async function release(tx: Writing, which: SQL | undefined): Promise<void> {
  const ending = tx
    .selectDistinctOn([readings.articleId], {
      userId: articles.createdBy,
      articleId: readings.articleId,
      addedAt: now,
      removedAt: now,
    })
    .from(readings)
    .innerJoin(articles, eq(articles.id, readings.articleId))
    .where(which);
  await tx.execute(sql`
    insert into ${shelf} (user_id, article_id, added_at, removed_at) ${ending}
    on conflict (user_id, article_id) do update set removed_at = excluded.removed_at where ${shelf.removedAt} is not null`);
}
