import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Annotation, FormerState } from "@/lib/schemas/annotation";
import type { Person, Viewer } from "@/lib/schemas/user";
import { attachableIfVisible, editableIfVisible, inItsGroup, replyStandsFor } from "./access";
import type { db } from "./client";
import type { Writing } from "./events";
import { iso, isoOrNull } from "./paging";
import { anchors, annotations, articles, replies, tags, users } from "./schema";

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
});

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
export function show({ articleTitle: _, anchor, ...row }: AnnotationRow): Annotation {
  return {
    ...row,
    span: anchor && { start: anchor.start, end: anchor.end },
    anchor: anchor && {
      how: anchor.how,
      confidence: anchor.confidence,
      attachedBy: anchor.attachedBy,
      attachedAt: anchor.attachedAt,
    },
  };
}
