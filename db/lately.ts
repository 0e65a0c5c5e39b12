import { and, desc, eq, gt, isNull, ne, type SQL, sql } from "drizzle-orm";
import { notFound } from "@/lib/problem";
import type { Lately, OpenQuestions } from "@/lib/schemas/group";
import type { Account, Viewer } from "@/lib/schemas/user";
import { membershipOf, reactionShownTo, replyStandsFor, threadOpenTo, visibleTo } from "./access";
import { db } from "./client";
import { standsIn } from "./narrowing";
import { iso } from "./paging";
import { personAt } from "./pseudonyms";
import { annotations, articles, memberships, reactions, replies, users } from "./schema";

/** What a group's page says of what happened in it lately, each reader's own: nothing is counted that they may not see. */

/** Minutes after which looking again is another visit: until then what is new stays what it was, however often one looks. */
const VISIT_MINUTES = 30;

/**
 * Notes that I look at a group's page.
 * @returns the time of my visit before this one, or of my joining: what is new counts from there. @throws Problem 404
 */
export async function visit(viewer: Account, groupId: string): Promise<string> {
  const now = sql`clock_timestamp()`;
  const anew = sql`(${memberships.seenAt} is null or ${memberships.seenAt} < ${now} - make_interval(mins => ${VISIT_MINUTES}))`;
  const [row] = await db
    .update(memberships)
    .set({
      seenBefore: sql`case when ${anew} then coalesce(${memberships.seenAt}, ${memberships.joinedAt}) else ${memberships.seenBefore} end`,
      seenAt: now,
    })
    .where(and(eq(memberships.groupId, groupId), membershipOf(viewer)))
    .returning({ since: iso(sql`coalesce(${memberships.seenBefore}, ${memberships.joinedAt})`) });
  return row?.since ?? notFound();
}

/** The same without noting it: for a page that is fetched ahead. @throws Problem 404 */
export async function since(viewer: Account, groupId: string): Promise<string> {
  const [row] = await db
    .select({ since: iso(sql`coalesce(${memberships.seenBefore}, ${memberships.joinedAt})`) })
    .from(memberships)
    .where(and(eq(memberships.groupId, groupId), membershipOf(viewer)));
  return row?.since ?? notFound();
}

const author = (viewer: Viewer) => personAt(annotations, users, viewer);
const article = { id: articles.id, title: articles.title, dir: articles.dir, language: articles.language };
// A page shows how they begin; the whole stands in the thread.
const begins = {
  exact: sql<string>`left(${annotations.exact}, 200)`,
  body: sql<string>`left(${annotations.body}, 400)`,
};

const freshNotes = (viewer: Viewer, groupId: string, from: string): SQL =>
  and(
    eq(annotations.groupId, groupId),
    gt(annotations.createdAt, from),
    viewer ? ne(annotations.authorId, viewer.id) : undefined,
    visibleTo(viewer),
  )!;
const freshReplies = (viewer: Viewer, groupId: string, from: string): SQL =>
  and(
    eq(annotations.groupId, groupId),
    gt(replies.createdAt, from),
    viewer ? ne(replies.authorId, viewer.id) : undefined,
    isNull(replies.deletedAt),
    replyStandsFor(viewer),
    threadOpenTo(viewer),
  )!;

/** How many notes and replies of others are new in each of a group's readings, by article. */
export async function fresh(viewer: Account, groupId: string, from: string): Promise<Map<string, number>> {
  const [notes, answers] = await Promise.all([
    db
      .select({ id: annotations.articleId, n: sql<number>`count(*)::int` })
      .from(annotations)
      .where(freshNotes(viewer, groupId, from))
      .groupBy(annotations.articleId),
    db
      .select({ id: annotations.articleId, n: sql<number>`count(*)::int` })
      .from(replies)
      .innerJoin(annotations, eq(annotations.id, replies.annotationId))
      .where(freshReplies(viewer, groupId, from))
      .groupBy(annotations.articleId),
  ]);
  const found = new Map<string, number>();
  for (const { id, n } of [...notes, ...answers]) found.set(id, (found.get(id) ?? 0) + n);
  return found;
}

/** The notes and replies of others in a group since then, the newest first, `limit` at most. */
export async function news(viewer: Viewer, groupId: string, from: string, limit = 10): Promise<Lately[]> {
  const [notes, answers] = await Promise.all([
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
      .where(freshNotes(viewer, groupId, from))
      .orderBy(desc(annotations.createdAt), desc(annotations.id))
      .limit(limit),
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
      .where(freshReplies(viewer, groupId, from))
      .orderBy(desc(replies.createdAt), desc(replies.id))
      .limit(limit),
  ]);
  return [
    ...notes.map((one): Lately => ({ ...one, reply: false })),
    ...answers.map((one): Lately => ({ ...one, question: false, reply: true })),
  ]
    .sort((a, b) => (a.at < b.at ? 1 : -1))
    .slice(0, limit);
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
