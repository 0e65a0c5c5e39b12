import { type AnyColumn, and, eq, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { Reaction } from "@/lib/reactions";
import type { Annotation, FormerState } from "@/lib/schemas/annotation";
import {
  answerableIfVisible,
  attachableIfVisible,
  editableIfVisible,
  inItsGroup,
  moderatesIfVisible,
  progressOf,
  reactionOf,
  reactionShownTo,
  readOf,
  replyStandsFor,
  replyWrittenBy,
  settleableIfVisible,
  type Viewer,
  veiledFrom,
} from "./access";
import { db } from "./client";
import type { Writing } from "./events";
import { namedIn } from "./mentions";
import { iso, isoOrNull } from "./paging";
import { personAt, someoneAt } from "./pseudonyms";
import { anchors, annotations, articles, mentions, progress, reactions, reads, replies, tags, users } from "./schema";
import { readUpTo, unreadFor } from "./unread";

/** `db`, or a transaction of it. */
export type Connected = typeof db | Writing;

/** Text order, as `lib/text-order.ts` says it, by place in the version asked for; an orphan has none and comes last. */
const LAST = sql.raw("2147483647");
export const order = [
  sql<number>`coalesce(${anchors.start}, ${LAST})`,
  sql<number>`coalesce(-${anchors.end}, ${annotations.start})`,
  annotations.id,
] as const;

const columns = (viewer: Viewer) => ({
  /** For whom all that follows was read, where one query reads for many. */
  seenBy: sql<string | null>`${viewer?.id ?? null}::uuid`,
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
    attachedBy: someoneAt(annotations, anchors.attachedBy, viewer),
    attachedAt: isoOrNull(anchors.attachedAt),
  },
  body: annotations.body,
  mentions: namedIn(eq(mentions.annotationId, annotations.id), viewer),
  tags: sql<string[] | null>`tagged.tags`,
  speaker: annotations.speaker,
  source: annotations.source,
  layer: annotations.layer,
  groupId: annotations.groupId,
  sectionId: annotations.sectionId,
  author: personAt(annotations, users, viewer),
  revision: annotations.revision,
  createdAt: iso(annotations.createdAt),
  updatedAt: iso(annotations.updatedAt),
  replyCount: sql<number>`coalesce(talk.count, 0)`,
  canEdit: sql<boolean>`${editableIfVisible(viewer)}`,
  canAttach: sql<boolean>`${attachableIfVisible(viewer)}`,
  canModerate: sql<boolean>`${moderatesIfVisible(viewer)}`,
  withUser: someoneAt(annotations, annotations.withUserId, viewer),
  pending: sql<boolean>`${annotations.pendingAt} is not null`,
  reactions: {
    agree: sql<number | null>`said.agree`,
    helpful: sql<number | null>`said.helpful`,
    question: sql<number | null>`said.question`,
  },
  mine: sql<Reaction[] | null>`said.mine`,
  question: annotations.question,
  resolved: sql<boolean>`${annotations.resolvedAt} is not null`,
  acceptedReplyId: sql<string | null>`case when talk.accepted then ${annotations.acceptedReplyId} end`,
  unread: sql<boolean>`${unreadFor(viewer)}`,
  readAt: viewer ? isoOrNull(readUpTo(viewer)) : sql<null>`null::text`,
  lastActivityAt: iso(sql`greatest(${annotations.createdAt}, talk.latest)`),
  canAnswer: sql<boolean>`(${answerableIfVisible(viewer)} and ${inItsGroup(viewer)})`,
  canSettle: sql<boolean>`${settleableIfVisible(viewer)}`,
});

/**
 * What is said of a note or a reply with one press: how often each, and what of it the viewer says.
 * @param among the annotation that a reply stands below; none where the query is one of annotations
 */
export const reactionsOf = (column: AnyColumn, id: AnyColumn, viewer: Viewer, among?: AnyColumn) => ({
  reactions: sql<Partial<Record<Reaction, number>>>`(select coalesce(jsonb_object_agg(said.what, said.n), '{}') from (
    select ${reactions.what} as what, count(*)::int as n from ${reactions} where ${column} = ${id}
      and ${among === undefined ? reactionShownTo(viewer) : sql`exists (select 1 from ${annotations} where ${annotations.id} = ${among} and ${reactionShownTo(viewer)})`}
    group by 1) as said)`,
  mine: sql<
    Reaction[]
  >`array(select ${reactions.what} from ${reactions} where ${column} = ${id} and ${reactionOf(viewer)} order by 1)`,
});

/**
 * What is said below a note, in one look at its replies: `count`, `latest`, of others `others` and `latest_of_others`, and
 * whether its accepted answer is among them.
 */
const talkOf = (viewer: Viewer, among: Among) => sql`lateral (
  select ${replies.annotationId} as annotation_id, count(*)::int as count, max(${replies.createdAt}) as latest,
    count(*) filter (where not ${replyWrittenBy(viewer)})::int as others,
    max(${replies.createdAt}) filter (where not ${replyWrittenBy(viewer)}) as latest_of_others,
    bool_or(${replies.id} = ${annotations.acceptedReplyId}) as accepted
  from ${replies} ${beside(replies.annotationId, among)} and ${replies.deletedAt} is null
    and ${replyStandsFor(viewer)} and ${inItsGroup(viewer)}
  group by 1) as talk`;

/** What is said of a note with one press: how often each, and what of it the viewer says. */
const saidOf = (viewer: Viewer, among: Among) => sql`lateral (
  select ${reactions.annotationId} as annotation_id,
    count(*) filter (where ${reactions.what} = 'agree')::int as agree,
    count(*) filter (where ${reactions.what} = 'helpful')::int as helpful,
    count(*) filter (where ${reactions.what} = 'question')::int as question,
    array_agg(${reactions.what} order by ${reactions.what}) filter (where ${reactionOf(viewer)}) as mine
  from ${reactions} ${beside(reactions.annotationId, among)} and ${reactionShownTo(viewer)}
  group by 1) as said`;

const taggedOf = (among: Among) => sql`lateral (
  select ${tags.annotationId} as annotation_id, array_agg(${tags.tag} order by ${tags.position}) as tags
  from ${tags} ${beside(tags.annotationId, among)}
  group by 1) as tagged`;

/** Whose talk is counted: that of all on an article, of those named, or (undefined) of the one note that stands beside it. */
type Among = { articleId: string } | { ids: readonly string[] } | undefined;

// What is below many notes is counted in one pass over it, grouped; row by row it was most of what a full page cost.
const beside = (annotationId: AnyColumn, among: Among) =>
  among
    ? sql`join ${annotations} on ${annotations.id} = ${annotationId} where ${annotations.deletedAt} is null and ${
        "ids" in among ? isAmong(annotations.id, among.ids) : eq(annotations.articleId, among.articleId)
      }`
    : sql`where ${annotationId} = ${annotations.id}`;

/**
 * As whom a viewer is shown a note: all with the same value are shown the same of it. Whoever has a part in it (it is
 * theirs, they answered or reacted, opened it, are named in it, put it in its place, or keep away from somebody) is shown it as themselves, and everybody else
 * as what they are in its group, and by which assignments they read blind there. Says nothing of whether they may see it at all: that is asked for each. A test compares
 * the tables that `columns` asks with those it was thought through for.
 */
export const shownAs = (viewer: { id: SQLWrapper }): SQL<string> => sql<string>`case when ${editableIfVisible(viewer)}
    or ${annotations.withUserId} = ${viewer.id}
    or exists (select 1 from ${mentions} where ${mentions.annotationId} = ${annotations.id} and ${mentions.userId} = ${viewer.id})
    or exists (select 1 from ${anchors} where ${anchors.annotationId} = ${annotations.id} and ${anchors.attachedBy} = ${viewer.id})
    or exists (select 1 from blocks as b where b.user_id = ${viewer.id} or b.blocked_id = ${viewer.id})
    or exists (select 1 from ${reads} where ${reads.annotationId} = ${annotations.id} and ${readOf(viewer)})
    or exists (select 1 from ${progress} where ${progress.articleId} = ${annotations.articleId} and ${progressOf(viewer)} and ${progress.threadsReadAt} >= ${annotations.createdAt})
    or exists (select 1 from ${reactions} where ${reactions.annotationId} = ${annotations.id} and ${reactionOf(viewer)})
    or exists (select 1 from ${replies} where ${replies.annotationId} = ${annotations.id} and ${replies.authorId} = ${viewer.id})
  then ${viewer.id}::text
  else coalesce((select m.role || coalesce(m.section_id::text, '') from memberships as m where m.user_id = ${viewer.id} and m.group_id = ${annotations.groupId}), '')
    || coalesce((select string_agg(v.reading::text, ' ' order by v.reading) from (${veiledFrom(viewer, sql`a.group_id, ar.article_id, ar.id as reading`)}) as v
      where v.group_id = ${annotations.groupId} and v.article_id = ${annotations.articleId}), '') end`;

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

/** One of these, as one array: the query has the same words however many they are. */
export const isAmong = (id: AnyColumn, ids: readonly string[]): SQL => sql`${id} = any(${sql.param([...ids])}::uuid[])`;

type Version = { articleId: string; version?: number };

/**
 * Annotations with all that is shown of them; the caller adds `where`, which must hold `visibleTo`, and the order.
 * @param of the one article that all of them are on, if they are, and the number of the version whose places are meant
 * (the current one unless given)
 * @param among what `where` limits them to, where they are more than one
 * @param many where `viewer` is a column, what it is a column of, and how that is joined
 */
export const rows = (viewer: Viewer, on: Connected, of?: Version, among?: Among, many?: { from: SQL; on: SQL }) =>
  on
    .select(columns(viewer))
    .from(annotations)
    .innerJoin(articles, eq(articles.id, annotations.articleId))
    .innerJoin(many?.from ?? sql`(select 1) as alone`, many?.on ?? sql`true`)
    .innerJoin(users, eq(users.id, annotations.authorId))
    .leftJoin(anchors, and(eq(anchors.annotationId, annotations.id), eq(anchors.versionId, versionOf(of))))
    .leftJoin(talkOf(viewer, among), sql`talk.annotation_id = ${annotations.id}`)
    .leftJoin(reads, and(eq(reads.annotationId, annotations.id), readOf(viewer)))
    .leftJoin(saidOf(viewer, among), sql`said.annotation_id = ${annotations.id}`)
    .leftJoin(taggedOf(among), sql`tagged.annotation_id = ${annotations.id}`);

/**
 * Which notes a page of a list holds; the caller adds `where`, which must hold `visibleTo`, the order and the limit. What is
 * shown is then read by `rows` for these alone. With `unread` the condition may ask `unreadFor`.
 */
export const ids = (viewer: Viewer, of?: Version, unread = false) =>
  db
    .select({ id: annotations.id })
    .from(annotations)
    .innerJoin(articles, eq(articles.id, annotations.articleId))
    .leftJoin(anchors, and(eq(anchors.annotationId, annotations.id), eq(anchors.versionId, versionOf(of))))
    .leftJoin(
      unread ? talkOf(viewer, of) : sql`(select null::uuid as annotation_id where false) as talk`,
      sql`talk.annotation_id = ${annotations.id}`,
    )
    .leftJoin(reads, and(eq(reads.annotationId, annotations.id), readOf(viewer), sql`${unread}`));

// Of one article the version is looked up once, before all else: its anchors are then one range of their index, joined
// at once, however many others there are. Read row by row they cost more, the larger the table.
const versionOf = (of: Version | undefined): SQL => {
  if (!of) return sql`${articles.currentVersionId}`;
  return of.version === undefined
    ? sql`(select current_version_id from articles where id = ${of.articleId}::uuid)`
    : sql`(select id from article_versions where article_id = ${of.articleId}::uuid and number = ${of.version})`;
};

/** Has a place in that version, or was made on it or before: what was made later says nothing of it. */
export const stoodOn = (articleId: string, version: number | undefined) =>
  version === undefined
    ? undefined
    : sql`(${anchors.annotationId} is not null or ${annotations.versionId} in (select id from article_versions where article_id = ${articleId}::uuid and number <= ${version}))`;

export type AnnotationRow = Awaited<ReturnType<typeof rows>>[number];

/** What a note was before a change of it, for its history. */
export const wasBefore = (note: Annotation): FormerState["was"] => {
  const { kind, body, tags: list, speaker, source, layer, groupId, quote } = note;
  return { kind, body, tags: list, speaker, source, layer, groupId, quote };
};

/** A row as it crosses the wire. */
export function show({ articleTitle: _, seenBy: __, anchor, ...flat }: AnnotationRow): Annotation {
  const {
    reactions: said,
    mine,
    tags: given,
    question,
    resolved,
    acceptedReplyId,
    unread,
    readAt,
    lastActivityAt,
    canAnswer,
    canSettle,
    ...row
  } = flat;
  const told = { unread, readAt, lastActivityAt };
  const talk = { mine: mine ?? [], question, resolved, acceptedReplyId, ...told, canAnswer, canSettle };
  return {
    ...row,
    tags: given ?? [],
    thread: {
      ...talk,
      reactions: { agree: said.agree ?? 0, helpful: said.helpful ?? 0, question: said.question ?? 0 },
    },
    span: anchor && { start: anchor.start, end: anchor.end },
    anchor: anchor && {
      how: anchor.how,
      confidence: anchor.confidence,
      attachedBy: anchor.attachedBy,
      attachedAt: anchor.attachedAt,
    },
  };
}
