import { and, desc, eq, gt, isNull, lt, ne, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { inLines } from "@/lib/notices";
import type { News } from "@/lib/schemas/news";
import type { Account } from "@/lib/schemas/user";
import { articleVisibleTo, memberOf, progressOf, replyVisibleTo } from "./access";
import { isAmong } from "./annotation-rows";
import { db } from "./client";
import { iso } from "./paging";
import { personAt } from "./pseudonyms";
import { annotations, articles, articleVersions, groups, progress, readings, replies, users } from "./schema";
import * as unread from "./unread";

/** From this share on, a reading counts as finished; below the other, as not begun. */
const FINISHED = 0.98;
const BEGUN = 0.01;

const title = { id: articles.id, title: articles.title, dir: articles.dir, language: articles.language };
const author = { id: users.id, name: users.name };

/**
 * What waits for this reader: what they began, what their groups were brought and they have not opened, what was answered to
 * them and they have not read, and where else something is unread.
 */
export async function forReader(viewer: Account): Promise<News> {
  const [begun, brought, [counts, replies]] = await Promise.all([
    begunBy(viewer),
    broughtTo(viewer),
    Promise.all([
      unread.count(viewer, "everywhere"),
      unread.latest(viewer, "everywhere", THREADS).then((threads) => repliesTo(viewer, threads)),
    ]),
  ]);
  const threads = new Map<string, number>();
  for (const one of counts) threads.set(one.articleId, (threads.get(one.articleId) ?? 0) + one.threads);
  return { begun, brought, replies, unread: await unreadIn(viewer, threads) };
}

/** The articles with unread threads, and the groups of mine that read them; those with most of them first. */
async function unreadIn(viewer: Account, threads: ReadonlyMap<string, number>): Promise<News["unread"]> {
  if (threads.size === 0) return [];
  const found = await db
    .select({
      article: title,
      groups: sql<
        { id: string; name: string }[]
      >`coalesce((select jsonb_agg(jsonb_build_object('id', ${groups.id}, 'name', ${groups.name}) order by ${groups.name})
        from ${readings} join ${groups} on ${groups.id} = ${readings.groupId} where ${readings.articleId} = ${articles.id} and ${memberOf(readings.groupId, viewer)}), '[]')`,
    })
    .from(articles)
    .where(and(isAmong(articles.id, [...threads.keys()]), articleVisibleTo(viewer)));
  return found
    .map((one) => ({ ...one, threads: threads.get(one.article.id) ?? 0 }))
    .sort((a, b) => b.threads - a.threads || (a.article.id < b.article.id ? -1 : 1));
}

const begunBy = (viewer: Account) =>
  db
    .select({ ...title, progress: progress.share, words: articleVersions.words, readAt: iso(progress.readAt) })
    .from(progress)
    .innerJoin(articles, eq(articles.id, progress.articleId))
    .innerJoin(articleVersions, eq(articleVersions.id, articles.currentVersionId))
    .where(
      and(
        eq(progress.userId, viewer.id),
        isNull(progress.archivedAt),
        gt(progress.share, BEGUN),
        lt(progress.share, FINISHED),
        articleVisibleTo(viewer),
      ),
    )
    .orderBy(desc(progress.readAt))
    .limit(3);

const broughtTo = (viewer: Account) =>
  db
    .select({
      article: { ...title, byline: articles.byline, words: articleVersions.words },
      group: { id: groups.id, name: groups.name },
      by: author,
      at: iso(readings.addedAt),
    })
    .from(readings)
    .innerJoin(groups, eq(groups.id, readings.groupId))
    .innerJoin(articles, eq(articles.id, readings.articleId))
    .innerJoin(articleVersions, eq(articleVersions.id, articles.currentVersionId))
    .innerJoin(users, eq(users.id, readings.addedBy))
    .where(
      and(
        memberOf(readings.groupId, viewer),
        ne(readings.addedBy, viewer.id),
        sql`not exists (select 1 from ${progress} where ${progress.articleId} = ${articles.id} and ${progressOf(viewer)}
          and (${progress.seen} is not null or ${progress.share} > 0 or ${progress.archivedAt} is not null))`,
      ),
    )
    .orderBy(desc(readings.addedAt), articles.id)
    .limit(6);

const answeredReply = alias(replies, "answered");

/** Replies that are looked through, and lines that are told of them. */
const WINDOW = 300;
const LINES = 8;
/** Unread threads that are looked through for them. */
const THREADS = 1000;

async function repliesTo(viewer: Account, threads: readonly unread.UnreadThread[]): Promise<News["replies"]> {
  if (threads.length === 0) return [];
  const found = await db
    .select({
      id: replies.id,
      annotationId: annotations.id,
      kind: annotations.kind,
      // A screen shows how they begin; the whole stands in the thread.
      exact: sql<string>`left(${annotations.exact}, 200)`,
      body: sql<string>`left(${replies.body}, 400)`,
      by: personAt(annotations, users, viewer),
      article: title,
      at: iso(replies.createdAt),
      answers: sql<boolean>`${annotations.question} and ${annotations.authorId} = ${viewer.id}::uuid and ${replies.parentId} is null`,
      group: groups.name,
      line: sql<string>`concat_ws(':', coalesce(${annotations.groupId}, ${articles.id}), floor(extract(epoch from now() - ${replies.createdAt}) / 604800))`,
    })
    .from(replies)
    .innerJoin(annotations, eq(annotations.id, replies.annotationId))
    .innerJoin(articles, eq(articles.id, annotations.articleId))
    .innerJoin(users, eq(users.id, replies.authorId))
    .innerJoin(unread.among(threads), sql`those.id = ${annotations.id}`)
    .leftJoin(groups, eq(groups.id, annotations.groupId))
    .leftJoin(answeredReply, eq(answeredReply.id, replies.parentId))
    .where(
      and(
        ne(replies.authorId, viewer.id),
        or(eq(annotations.authorId, viewer.id), eq(answeredReply.authorId, viewer.id)),
        unread.isNewAmong,
        isNull(replies.deletedAt),
        replyVisibleTo(viewer),
      ),
    )
    .orderBy(desc(replies.createdAt), replies.id)
    .limit(WINDOW);
  return inLines(found)
    .slice(0, LINES)
    .flatMap((those) => {
      const [latest] = those;
      if (!latest) return [];
      const { answers: _, group, line: __, ...reply } = latest;
      const counts = new Map<string, number>();
      for (const { annotationId } of those) counts.set(annotationId, (counts.get(annotationId) ?? 0) + 1);
      const together =
        those.length === 1
          ? null
          : {
              count: those.length,
              answers: those.every((one) => one.answers),
              group,
              threads: [...counts].map(([annotationId, count]) => ({
                ...{ annotationId, count },
                exact: those.find((one) => one.annotationId === annotationId)?.exact ?? "",
                language: those.find((one) => one.annotationId === annotationId)?.article.language ?? null,
              })),
            };
      return [{ ...reply, together }];
    });
}
