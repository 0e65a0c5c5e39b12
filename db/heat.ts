import { and, asc, eq, gt, inArray, isNull, lt, type SQL, sql } from "drizzle-orm";
import { wholeWords } from "@/lib/anchoring";
import { layout } from "@/lib/article/text";
import type { ArticleTree } from "@/lib/article/tree";
import { type HeatMark, heat } from "@/lib/heat";
import { notFound } from "@/lib/problem";
import type { HeatSection, TalkPassage } from "@/lib/schemas/standings";
import type { Viewer } from "@/lib/schemas/user";
import { sectionsOf } from "@/lib/sections";
import { toTalkAbout, worthReading } from "@/lib/talk";
import { articleVisibleTo, assignmentLedBy, reactionShownTo, replyStandsFor, visibleTo } from "./access";
import { db } from "./client";
import { personAt } from "./pseudonyms";
import {
  anchors,
  annotations,
  articles,
  articleVersions,
  assignmentReadings,
  assignments,
  memberships,
  partAnchors,
  reactions,
  replies,
  users,
} from "./schema";

/**
 * A text of an assignment as its students marked it, for those who lead its group: where much was written, and what to talk
 * about. Of what students wrote for the group, or a section of it; never of an exchange of two, or of leads' own marks.
 */

type Text = {
  groupId: string;
  articleId: string;
  title: string;
  dir: "ltr" | "rtl";
  language: string | null;
  versionId: string;
  /** The assigned part of it; all of it where that is all, or lost. */
  part: { start: number; end: number };
};

/** The texts of an assignment that I lead, in its order. @throws Problem 404 */
async function textsOf(viewer: Viewer, id: string): Promise<Text[]> {
  const rows = await db
    .select({
      groupId: assignments.groupId,
      articleId: articles.id,
      title: articles.title,
      dir: articles.dir,
      language: articles.language,
      versionId: articleVersions.id,
      part: {
        start: sql<number>`coalesce(${partAnchors.start}, 0)`,
        end: sql<number>`coalesce(${partAnchors.end}, ${sql.raw("2147483647")})`,
      },
    })
    .from(assignments)
    .innerJoin(assignmentReadings, eq(assignmentReadings.assignmentId, assignments.id))
    .innerJoin(articles, eq(articles.id, assignmentReadings.articleId))
    .innerJoin(articleVersions, eq(articleVersions.id, articles.currentVersionId))
    .leftJoin(
      partAnchors,
      and(eq(partAnchors.readingId, assignmentReadings.id), eq(partAnchors.versionId, articleVersions.id)),
    )
    .where(and(eq(assignments.id, id), assignmentLedBy(viewer), articleVisibleTo(viewer)))
    .orderBy(asc(assignmentReadings.position));
  return rows.length ? rows : notFound();
}

/** What students of the group marked in the part of this text, as far as this viewer may see it. */
const marksOn = (viewer: Viewer, { groupId, articleId, part }: Text, more?: SQL) =>
  and(
    eq(annotations.articleId, articleId),
    eq(annotations.groupId, groupId),
    isNull(annotations.withUserId),
    lt(anchors.start, part.end),
    gt(anchors.end, part.start),
    sql`${annotations.authorId} in (select ${memberships.userId} from ${memberships} where ${memberships.groupId} = ${groupId}::uuid and ${memberships.role} = 'member')`,
    visibleTo(viewer),
    more,
  );

export type MarkedText = Text & {
  tree: ArticleTree;
  text: string;
  marks: HeatMark[];
  /** How many students there are to mark it. */
  students: number;
  /** The texts of the assignment, to choose from. */
  texts: { articleId: string; title: string }[];
};

/** One text with its students' marks; the first unless it is named. @throws Problem 404 unless I lead the group */
export async function marked(viewer: Viewer, id: string, articleId?: string): Promise<MarkedText> {
  const texts = await textsOf(viewer, id);
  const one = articleId === undefined ? texts[0] : texts.find((text) => text.articleId === articleId);
  if (!one) notFound();
  const [[version], marks, [students]] = await Promise.all([
    db
      .select({ tree: articleVersions.tree, text: articleVersions.text })
      .from(articleVersions)
      .where(eq(articleVersions.id, one.versionId)),
    db
      .select({
        id: annotations.id,
        by: annotations.authorId,
        kind: annotations.kind,
        start: anchors.start,
        end: anchors.end,
        asks: sql<boolean>`(${annotations.question} and ${annotations.resolvedAt} is null)`,
      })
      .from(annotations)
      .innerJoin(articles, eq(articles.id, annotations.articleId))
      .innerJoin(anchors, and(eq(anchors.annotationId, annotations.id), eq(anchors.versionId, one.versionId)))
      .where(marksOn(viewer, one)),
    db
      .select({ count: sql<number>`count(*)::int` })
      .from(memberships)
      .where(and(eq(memberships.groupId, one.groupId), eq(memberships.role, "member"))),
  ]);
  if (!version) notFound();
  const named = texts.map((text) => ({ articleId: text.articleId, title: text.title }));
  return { ...one, ...version, marks, students: students?.count ?? 0, texts: named };
}

/** What stands in each section of a text, as far as it is assigned. @throws Problem 404 unless I lead the group */
export async function sections(viewer: Viewer, id: string, articleId?: string): Promise<HeatSection[]> {
  const { tree, part, marks } = await marked(viewer, id, articleId);
  const parts = sectionsOf(layout(tree)).filter((one) => one.start < part.end && one.end > part.start);
  return heat(parts, marks).map(({ first: _, ...counts }, i) => ({ ...parts[i]!, ...counts }));
}

/** What is said of those marks and below them: the parts of `TalkMark` that are not of the mark itself. */
const said = (viewer: Viewer, text: Text) => {
  const asked = db
    .select({ annotationId: reactions.annotationId, count: sql<number>`count(*)::int`.as("asked") })
    .from(reactions)
    .innerJoin(annotations, eq(annotations.id, reactions.annotationId))
    .where(and(eq(annotations.articleId, text.articleId), eq(reactions.what, "question"), reactionShownTo(viewer)))
    .groupBy(reactions.annotationId)
    .as("asked");
  const answered = db
    .select({ annotationId: replies.annotationId, count: sql<number>`count(*)::int`.as("answered") })
    .from(replies)
    .innerJoin(annotations, eq(annotations.id, replies.annotationId))
    .where(
      and(
        eq(annotations.articleId, text.articleId),
        isNull(replies.deletedAt),
        isNull(replies.pendingAt),
        replyStandsFor(viewer),
      ),
    )
    .groupBy(replies.annotationId)
    .as("answered");
  return (
    db
      .select({
        id: annotations.id,
        by: annotations.authorId,
        kind: annotations.kind,
        start: anchors.start,
        end: anchors.end,
        asks: annotations.question,
        resolved: sql<boolean>`${annotations.resolvedAt} is not null`,
        alsoAsk: sql<number>`coalesce(${asked.count}, 0)`,
        replies: sql<number>`coalesce(${answered.count}, 0)`,
        length: sql<number>`length(btrim(${annotations.body}))`,
      })
      .from(annotations)
      .innerJoin(articles, eq(articles.id, annotations.articleId))
      .innerJoin(anchors, and(eq(anchors.annotationId, annotations.id), eq(anchors.versionId, text.versionId)))
      .leftJoin(asked, eq(asked.annotationId, annotations.id))
      .leftJoin(answered, eq(answered.annotationId, annotations.id))
      // What a lead has not let stand is not shown to a class.
      .where(marksOn(viewer, text, isNull(annotations.pendingAt)))
  );
};

/** So many notes stand beside a passage, and so many passages at most are talked about. */
const NOTES = 4;
const PASSAGES = 30;

/** The passages to talk about, of all texts of an assignment, the most first. @throws Problem 404 unless I lead the group */
export async function talk(viewer: Viewer, id: string): Promise<TalkPassage[]> {
  const texts = await textsOf(viewer, id);
  const each = texts.map(async (text) => toTalkAbout(await said(viewer, text)).map((one) => ({ ...one, text })));
  const ranked = (await Promise.all(each))
    .flat()
    .sort((a, b) => b.worth - a.worth || b.people - a.people)
    .slice(0, PASSAGES)
    .map(({ marks, ...one }) => ({
      ...one,
      count: marks.length,
      first: marks.find(({ start, end }) => start === one.start && end === one.end)!,
      chosen: worthReading(marks, NOTES),
    }));
  const words = await wordsOf(
    viewer,
    ranked.flatMap(({ first, chosen }) => [first, ...chosen]).map((one) => one.id),
  );
  return ranked.map(({ text, count, first, chosen, voices, ...one }) => ({
    ...one,
    ...{ annotationId: first.id, articleId: text.articleId, articleTitle: text.title, marks: count },
    exact: words.get(first.id)?.shown ?? "",
    differ: voices.differ ? voices.of : null,
    notes: chosen.flatMap(({ id, kind, asks, resolved, alsoAsk, replies }) => {
      const found = words.get(id);
      return found ? [{ id, kind, asks, resolved, alsoAsk, replies, body: found.body, author: found.author }] : [];
    }),
  }));
}

async function wordsOf(viewer: Viewer, ids: readonly string[]) {
  const rows = await db
    .select({
      id: annotations.id,
      exact: annotations.exact,
      prefix: annotations.prefix,
      suffix: annotations.suffix,
      body: annotations.body,
      // Shown to a class, who know each other by pseudonyms where they do.
      author: personAt(annotations, users, null),
    })
    .from(annotations)
    .innerJoin(users, eq(users.id, annotations.authorId))
    .where(and(inArray(annotations.id, [...ids]), visibleTo(viewer)));
  return new Map(
    // Readers draw passages from the middle of a word; a class reads whole ones.
    rows.map((row) => [row.id, { ...row, shown: wholeWords(row.prefix, row.exact, row.suffix) }]),
  );
}
