import { type AnyColumn, and, eq, type SQL, sql } from "drizzle-orm";
import { NO_REACTIONS, type Reaction } from "@/lib/reactions";
import type { Annotation, FormerState } from "@/lib/schemas/annotation";
import type { Person, Viewer } from "@/lib/schemas/user";
import {
  answerableIfVisible,
  attachableIfVisible,
  editableIfVisible,
  inItsGroup,
  progressOf,
  reactionOf,
  readOf,
  replyStandsFor,
  replyWrittenBy,
  settleableIfVisible,
} from "./access";
import type { db } from "./client";
import type { Writing } from "./events";
import { namedIn } from "./mentions";
import { iso, isoOrNull } from "./paging";
import { anchors, annotations, articles, mentions, progress, reactions, reads, replies, tags, users } from "./schema";

/** `db`, or a transaction of it. */
export type Connected = typeof db | Writing;

/** Text order: by place in the version asked for, then by id; an orphan has no place and comes last. */
const LAST = sql.raw("2147483647");
export const order = [
  sql<number>`coalesce(${anchors.start}, ${LAST})`,
  sql<number>`coalesce(${anchors.end}, ${LAST})`,
  annotations.id,
] as const;

const columns = (viewer: Viewer) => ({
  id: annotations.id,
  articleId: annotations.articleId,
  articleTitle: articles.title,
  versionId: annotations.versionId,
  kind: annotations.kind,
  quote: {
    exact: annotations.exact,
    prefix: annotations.prefix,
    suffix: annotations.suffix,
    start: annotations.start,
    end: annotations.end,
  },
  anchor: {
    start: anchors.start,
    end: anchors.end,
    how: anchors.how,
    confidence: anchors.confidence,
    attachedBy: sql<Person | null>`case when ${anchors.attachedBy} is not null then (select jsonb_build_object('id', u.id, 'name', u.name) from users as u where u.id = ${anchors.attachedBy}) end`,
    attachedAt: isoOrNull(anchors.attachedAt),
  },
  body: annotations.body,
  mentions: namedIn(eq(mentions.annotationId, annotations.id)),
  tags: sql<
    string[]
  >`array(select ${tags.tag} from ${tags} where ${tags.annotationId} = ${annotations.id} order by ${tags.position})`,
  speaker: annotations.speaker,
  source: annotations.source,
  layer: annotations.layer,
  groupId: annotations.groupId,
  sectionId: annotations.sectionId,
  author: { id: users.id, name: users.name },
  revision: annotations.revision,
  createdAt: iso(annotations.createdAt),
  updatedAt: iso(annotations.updatedAt),
  replyCount: sql<number>`(select count(*)::int from ${replies} where ${replies.annotationId} = ${annotations.id} and ${replies.deletedAt} is null and ${replyStandsFor(viewer)} and ${inItsGroup(viewer)})`,
  canEdit: sql<boolean>`${editableIfVisible(viewer)}`,
  canAttach: sql<boolean>`${attachableIfVisible(viewer)}`,
  withUser: sql<Person | null>`case when ${annotations.withUserId} is not null then (select jsonb_build_object('id', u.id, 'name', u.name) from users as u where u.id = ${annotations.withUserId}) end`,
  pending: sql<boolean>`${annotations.pendingAt} is not null`,
  ...reactionsOf(reactions.annotationId, annotations.id, viewer),
  question: annotations.question,
  resolved: sql<boolean>`${annotations.resolvedAt} is not null`,
  acceptedReplyId: sql<
    string | null
  >`(select ${replies.id} from ${replies} where ${replies.id} = ${annotations.acceptedReplyId} and ${replies.deletedAt} is null and ${replyStandsFor(viewer)} and ${inItsGroup(viewer)})`,
  unread: sql<boolean>`${unreadFor(viewer)}`,
  lastActivityAt: iso(sql`greatest(${annotations.createdAt}, (select max(${replies.createdAt}) from ${replies}
    where ${replies.annotationId} = ${annotations.id} and ${replies.deletedAt} is null and ${replyStandsFor(viewer)} and ${inItsGroup(viewer)}))`),
  canAnswer: sql<boolean>`(${answerableIfVisible(viewer)} and ${inItsGroup(viewer)})`,
  canSettle: sql<boolean>`${settleableIfVisible(viewer)}`,
});

/** What is said of a note or a reply with one press: how often each, and what of it the viewer says. */
export const reactionsOf = (column: AnyColumn, id: AnyColumn, viewer: Viewer) => ({
  reactions: sql<Partial<Record<Reaction, number>>>`(select coalesce(jsonb_object_agg(said.what, said.n), '{}') from (
    select ${reactions.what} as what, count(*)::int as n from ${reactions} where ${column} = ${id} group by 1) as said)`,
  mine: sql<
    Reaction[]
  >`array(select ${reactions.what} from ${reactions} where ${column} = ${id} and ${reactionOf(viewer)} order by 1)`,
});

/** Somebody else wrote it, or below it, since I read this thread, or said that I had read all of this article. */
export const unreadFor = (viewer: Viewer): SQL => {
  if (!viewer) return sql`false`;
  // Not `greatest` of the two sub-selects inside each comparison: once a row is enough.
  const since = sql`(select greatest(
    (select ${reads.readAt} from ${reads} where ${reads.annotationId} = ${annotations.id} and ${readOf(viewer)}),
    (select ${progress.threadsReadAt} from ${progress} where ${progress.articleId} = ${annotations.articleId} and ${progressOf(viewer)}),
    '-infinity'))`;
  return sql`(with since as materialized (select ${since} as at)
    select (${annotations.createdAt} > since.at and not ${editableIfVisible(viewer)})
      or exists (select 1 from ${replies} where ${replies.annotationId} = ${annotations.id} and ${replies.createdAt} > since.at
        and not ${replyWrittenBy(viewer)} and ${replies.deletedAt} is null and ${replyStandsFor(viewer)} and ${inItsGroup(viewer)})
    from since)`;
};

/** Whom a note and the talk below it are for, and on what it stands: what an event of it needs. */
export const audienceOf = {
  articleId: annotations.articleId,
  layer: annotations.layer,
  groupId: annotations.groupId,
  sectionId: annotations.sectionId,
  withUserId: annotations.withUserId,
  authorId: annotations.authorId,
  leadsOnly: sql<boolean>`${annotations.pendingAt} is not null`,
};

/**
 * Annotations with all that is shown of them; the caller adds `where`, which must hold `visibleTo`, and the order.
 * @param of the one article that all of them are on, if they are, and the number of the version whose places are meant
 * (the current one unless given)
 */
export const rows = (viewer: Viewer, on: Connected, of?: { articleId: string; version?: number }) =>
  on
    .select(columns(viewer))
    .from(annotations)
    .innerJoin(articles, eq(articles.id, annotations.articleId))
    .innerJoin(users, eq(users.id, annotations.authorId))
    .leftJoin(anchors, and(eq(anchors.annotationId, annotations.id), eq(anchors.versionId, versionOf(of))));

// Of one article the version is looked up once, before all else: its anchors are then one range of their index, joined
// at once, however many others there are. Read row by row they cost more, the larger the table.
const versionOf = (of: { articleId: string; version?: number } | undefined): SQL => {
  if (!of) return sql`${articles.currentVersionId}`;
  return of.version === undefined
    ? sql`(select current_version_id from articles where id = ${of.articleId}::uuid)`
    : sql`(select id from article_versions where article_id = ${of.articleId}::uuid and number = ${of.version})`;
};

export type AnnotationRow = Awaited<ReturnType<typeof rows>>[number];

/** What a note was before a change of it, for its history. */
export const wasBefore = (note: Annotation): FormerState["was"] => {
  const { kind, body, tags: list, speaker, source, layer, groupId, quote } = note;
  return { kind, body, tags: list, speaker, source, layer, groupId, quote };
};

/** A row as it crosses the wire. */
export function show({ articleTitle: _, anchor, ...flat }: AnnotationRow): Annotation {
  const { reactions, mine, question, resolved, acceptedReplyId, unread, lastActivityAt, canAnswer, canSettle, ...row } =
    flat;
  const talk = { mine, question, resolved, acceptedReplyId, unread, lastActivityAt, canAnswer, canSettle };
  return {
    ...row,
    thread: { ...talk, reactions: { ...NO_REACTIONS, ...reactions } },
    span: anchor && { start: anchor.start, end: anchor.end },
    anchor: anchor && {
      how: anchor.how,
      confidence: anchor.confidence,
      attachedBy: anchor.attachedBy,
      attachedAt: anchor.attachedAt,
    },
  };
}
