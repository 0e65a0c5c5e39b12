import { and, desc, eq, isNull, ne, type SQL, sql } from "drizzle-orm";
import type { Lately, OpenQuestions } from "@/lib/schemas/group";
import type { Account, Viewer } from "@/lib/schemas/user";
import { reactionShownTo, replyStandsFor, threadOpenTo, visibleTo } from "./access";
import { isAmong } from "./annotation-rows";
import { db } from "./client";
import { standsIn } from "./narrowing";
import { iso } from "./paging";
import { personAt } from "./pseudonyms";
import { annotations, articles, reactions, replies, users } from "./schema";
import * as unread from "./unread";

/** What a group's page says of what happened in it lately, each reader's own: nothing is counted that they may not see. */

const author = (viewer: Viewer) => personAt(annotations, users, viewer);
const article = { id: articles.id, title: articles.title, dir: articles.dir, language: articles.language };
// A page shows how they begin; the whole stands in the thread.
const begins = {
  exact: sql<string>`left(${annotations.exact}, 200)`,
  body: sql<string>`left(${annotations.body}, 400)`,
};

/** Notes as they are listed; the caller adds `where`, which must hold `visibleTo`. */
const notesIn = (viewer: Viewer, where: SQL | undefined, limit: number) =>
  db
    .select({
      ...{ id: annotations.id, annotationId: annotations.id, kind: annotations.kind, ...begins },
      question: annotations.question,
      within: standsIn(viewer),
      ...{ by: author(viewer), article, at: iso(annotations.createdAt) },
    })
    .from(annotations)
    .innerJoin(articles, eq(articles.id, annotations.articleId))
    .innerJoin(users, eq(users.id, annotations.authorId))
    .where(where)
    .orderBy(desc(annotations.createdAt), desc(annotations.id))
    .limit(limit)
    .then((found) => found.map((one): Lately => ({ ...one, reply: false })));

/** Replies of others as they are listed; the rule of who may see them is asked here. */
const repliesIn = (viewer: Viewer, where: SQL | undefined, limit: number) =>
  db
    .select({
      ...{ id: replies.id, annotationId: annotations.id, kind: annotations.kind, exact: begins.exact },
      body: sql<string>`left(${replies.body}, 400)`,
      within: standsIn(viewer),
      ...{ by: author(viewer), article, at: iso(replies.createdAt) },
    })
    .from(replies)
    .innerJoin(annotations, eq(annotations.id, replies.annotationId))
    .innerJoin(articles, eq(articles.id, annotations.articleId))
    .innerJoin(users, eq(users.id, replies.authorId))
    .where(
      and(
        where,
        viewer ? ne(replies.authorId, viewer.id) : undefined,
        isNull(replies.deletedAt),
        replyStandsFor(viewer),
        threadOpenTo(viewer),
      ),
    )
    .orderBy(desc(replies.createdAt), desc(replies.id))
    .limit(limit)
    .then((found) => found.map((one): Lately => ({ ...one, question: false, reply: true })));

const newestFirst = (a: Lately, b: Lately) => (a.at < b.at ? 1 : -1);

/** What others wrote in a group, notes and replies, the newest first, `limit` at most: what it is like, whoever asks. */
export async function news(viewer: Viewer, groupId: string, limit = 10): Promise<Lately[]> {
  const inGroup = eq(annotations.groupId, groupId);
  const others = viewer ? ne(annotations.authorId, viewer.id) : undefined;
  const found = await Promise.all([
    notesIn(viewer, and(inGroup, others, visibleTo(viewer)), limit),
    repliesIn(viewer, inGroup, limit),
  ]);
  return found.flat().sort(newestFirst).slice(0, limit);
}

/**
 * The threads of a group that I have not read, those first in which somebody wrote last, `limit` at most: of each the
 * latest reply of others, or the note where nobody else has replied.
 */
export async function fresh(viewer: Account, groupId: string, limit = 10): Promise<Lately[]> {
  const threads = await unread.latest(viewer, { groupId }, limit);
  const notes = threads.flatMap(({ id, replyId }) => (replyId ? [] : [id]));
  const answers = threads.flatMap(({ replyId }) => replyId ?? []);
  const found = await Promise.all([
    notes.length > 0 ? notesIn(viewer, and(isAmong(annotations.id, notes), visibleTo(viewer)), limit) : [],
    answers.length > 0 ? repliesIn(viewer, isAmong(replies.id, answers), limit) : [],
  ]);
  return found.flat().sort(newestFirst);
}

/**
 * The questions of a group that nobody has settled: those without an answer first, then by how many have them too, then
 * the newest; `limit` at most, with the number of all.
 */
export async function questions(viewer: Viewer, groupId: string, limit = 6): Promise<OpenQuestions> {
  const answers = sql<number>`(select count(*)::int from ${replies} where ${replies.annotationId} = ${annotations.id} and ${replies.deletedAt} is null and ${replyStandsFor(viewer)})`;
  const asks = sql<number>`(select count(*)::int from ${reactions} where ${reactions.annotationId} = ${annotations.id} and ${reactions.what} = 'question' and ${reactionShownTo(viewer)})`;
  const found = await db
    .select({
      ...{ id: annotations.id, kind: annotations.kind, ...begins },
      ...{ by: author(viewer), article, at: iso(annotations.createdAt), answers, asks },
      within: standsIn(viewer),
      all: sql<number>`count(*) over ()::int`,
    })
    .from(annotations)
    .innerJoin(articles, eq(articles.id, annotations.articleId))
    .innerJoin(users, eq(users.id, annotations.authorId))
    .where(
      and(
        eq(annotations.groupId, groupId),
        eq(annotations.question, true),
        isNull(annotations.resolvedAt),
        threadOpenTo(viewer),
      ),
    )
    .orderBy(sql`(${answers}) > 0`, desc(asks), desc(annotations.createdAt), desc(annotations.id))
    .limit(limit);
  return { items: found.map(({ all: _, ...one }) => one), all: found[0]?.all ?? 0 };
}
