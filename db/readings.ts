import { and, asc, desc, eq, type SQL, sql } from "drizzle-orm";
import { notFound } from "@/lib/problem";
import type { GroupReading } from "@/lib/schemas/group";
import type { Account, Viewer } from "@/lib/schemas/user";
import { readingBroughtBy, readingEndedBy, readingShownTo, visibleTo } from "./access";
import { db } from "./client";
import type { Writing } from "./events";
import { read } from "./groups";
import { iso } from "./paging";
import { annotations, articles, articleVersions, groups, readings, shelf, users } from "./schema";
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
  const [there] = await (on ?? db).execute(sql`select 1 ${from}`);
  return there ? { created: false } : notFound();
}

/**
 * Ends a reading: an owner any, a member what they brought. The notes on it stay, for whoever still has the article; who
 * brought that in may put it on their own shelf for a day. @throws Problem 404
 */
export async function takeOff(viewer: Account, groupId: string, articleId: string): Promise<void> {
  await db.transaction(async (tx) => {
    const which = and(eq(readings.groupId, groupId), eq(readings.articleId, articleId), readingEndedBy(viewer));
    await release(tx, which);
    const [gone] = await tx.delete(readings).where(which).returning({ articleId: readings.articleId });
    if (!gone) notFound();
  });
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
