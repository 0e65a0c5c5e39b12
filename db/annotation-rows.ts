import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Annotation } from "@/lib/schemas/annotation";
import type { Viewer } from "@/lib/schemas/user";
import { editableIfVisible, inItsGroup } from "./access";
import type { db } from "./client";
import type { Writing } from "./events";
import { iso } from "./paging";
import { anchors, annotations, articles, articleVersions, replies, tags, users } from "./schema";

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
  anchor: { start: anchors.start, end: anchors.end, how: anchors.how, confidence: anchors.confidence },
  body: annotations.body,
  tags: sql<
    string[]
  >`array(select ${tags.tag} from ${tags} where ${tags.annotationId} = ${annotations.id} order by ${tags.position})`,
  speaker: annotations.speaker,
  source: annotations.source,
  layer: annotations.layer,
  groupId: annotations.groupId,
  author: { id: users.id, name: users.name },
  revision: annotations.revision,
  createdAt: iso(annotations.createdAt),
  updatedAt: iso(annotations.updatedAt),
  replyCount: sql<number>`(select count(*)::int from ${replies} where ${replies.annotationId} = ${annotations.id} and ${replies.deletedAt} is null and ${replies.hiddenAt} is null and ${inItsGroup(viewer)})`,
  canEdit: sql<boolean>`${editableIfVisible(viewer)}`,
});

/**
 * Annotations with all that is shown of them; the caller adds `where`, which must hold `visibleTo`, and the order.
 * @param version whose places are meant: a version's number, or the current one
 */
export const rows = (viewer: Viewer, on: Connected, version?: number) =>
  on
    .select(columns(viewer))
    .from(annotations)
    .innerJoin(articles, eq(articles.id, annotations.articleId))
    .innerJoin(users, eq(users.id, annotations.authorId))
    .leftJoin(anchors, and(eq(anchors.annotationId, annotations.id), eq(anchors.versionId, versionOf(version))));

const versionOf = (number: number | undefined): SQL =>
  number === undefined
    ? sql`${articles.currentVersionId}`
    : sql`(select ${articleVersions.id} from ${articleVersions} where ${articleVersions.articleId} = ${articles.id} and ${articleVersions.number} = ${number})`;

export type AnnotationRow = Awaited<ReturnType<typeof rows>>[number];

/** A row as it crosses the wire. */
export function show({ articleTitle: _, anchor, ...row }: AnnotationRow): Annotation {
  return {
    ...row,
    sectionId: null,
    span: anchor && { start: anchor.start, end: anchor.end },
    anchor: anchor && { how: anchor.how, confidence: anchor.confidence },
  };
}
