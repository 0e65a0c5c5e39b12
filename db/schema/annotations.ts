import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  bigint,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import type { FormerState } from "@/lib/schemas/annotation";
import { articles, articleVersions } from "./articles";
import { at, createdAt, updatedAt } from "./columns";
import { groups } from "./groups";
import { users } from "./people";

/** A mark on a passage. `exact … end` is the selector as its author drew it, in the version it was made on. */
export const annotations = pgTable(
  "annotations",
  {
    id: uuid("id").primaryKey(),
    articleId: uuid("article_id")
      .notNull()
      .references(() => articles.id, { onDelete: "cascade" }),
    versionId: uuid("version_id")
      .notNull()
      .references(() => articleVersions.id, { onDelete: "cascade" }),
    authorId: uuid("author_id")
      .notNull()
      .references(() => users.id),
    kind: text("kind", { enum: ["claim", "quote", "evidence", "note"] }).notNull(),
    layer: text("layer", { enum: ["private", "group", "public"] }).notNull(),
    groupId: uuid("group_id").references(() => groups.id, { onDelete: "cascade" }),
    exact: text("exact").notNull(),
    prefix: text("prefix").notNull(),
    suffix: text("suffix").notNull(),
    start: integer("start").notNull(),
    end: integer("end").notNull(),
    body: text("body").notNull().default(""),
    speaker: text("speaker"),
    source: text("source"),
    /** SHA-256 of what the client first sent, so that a retry of the same writing is told from another one. */
    sentHash: text("sent_hash").notNull(),
    revision: integer("revision").notNull().default(1),
    /** Since when it stands in its present layer: others see its history only from here. */
    layerAt: at("layer_at").notNull().default(sql`clock_timestamp()`),
    createdAt,
    updatedAt,
    deletedAt: at("deleted_at"),
    hiddenAt: at("hidden_at"),
  },
  (t) => [
    check("annotations_span", sql`${t.start} >= 0 and ${t.start} < ${t.end}`),
    check("annotations_layer", sql`(${t.layer} = 'group') = (${t.groupId} is not null)`),
    index("annotations_article").on(t.articleId).where(sql`deleted_at is null`),
    // A new version places the deleted ones too: their authors may put them back.
    index("annotations_deleted").on(t.articleId).where(sql`deleted_at is not null`),
    index("annotations_author").on(t.authorId, t.createdAt.desc()),
    index("annotations_group").on(t.groupId, t.createdAt.desc()).where(sql`group_id is not null`),
  ],
);

/**
 * Where an annotation lies in a version. Derived from the selector and the two texts, and may be rebuilt at any time; but
 * for what somebody attached by hand.
 */
export const anchors = pgTable(
  "anchors",
  {
    annotationId: uuid("annotation_id")
      .notNull()
      .references(() => annotations.id, { onDelete: "cascade" }),
    versionId: uuid("version_id")
      .notNull()
      .references(() => articleVersions.id, { onDelete: "cascade" }),
    start: integer("start").notNull(),
    end: integer("end").notNull(),
    how: text("how", { enum: ["exact", "mapped", "relocated", "fuzzy"] }).notNull(),
    confidence: real("confidence").notNull(),
    attachedBy: uuid("attached_by").references(() => users.id),
    attachedAt: at("attached_at"),
  },
  (t) => [primaryKey({ columns: [t.annotationId, t.versionId] }), index("anchors_version").on(t.versionId)],
);

export const tags = pgTable(
  "tags",
  {
    annotationId: uuid("annotation_id")
      .notNull()
      .references(() => annotations.id, { onDelete: "cascade" }),
    tag: text("tag").notNull(),
    position: integer("position").notNull(),
  },
  (t) => [primaryKey({ columns: [t.annotationId, t.tag] }), index("tags_tag").on(t.tag)],
);

export const replies = pgTable(
  "replies",
  {
    id: uuid("id").primaryKey(),
    annotationId: uuid("annotation_id")
      .notNull()
      .references(() => annotations.id, { onDelete: "cascade" }),
    parentId: uuid("parent_id").references((): AnyPgColumn => replies.id, { onDelete: "cascade" }),
    authorId: uuid("author_id")
      .notNull()
      .references(() => users.id),
    body: text("body").notNull(),
    sentHash: text("sent_hash").notNull(),
    revision: integer("revision").notNull().default(1),
    createdAt,
    updatedAt,
    deletedAt: at("deleted_at"),
    hiddenAt: at("hidden_at"),
  },
  (t) => [index("replies_annotation").on(t.annotationId, t.createdAt), index("replies_author").on(t.authorId)],
);

/** What an annotation or a reply was before a change, written by the change itself. */
export const revisions = pgTable(
  "revisions",
  {
    id: uuid("id").primaryKey(),
    annotationId: uuid("annotation_id").references(() => annotations.id, { onDelete: "cascade" }),
    replyId: uuid("reply_id").references(() => replies.id, { onDelete: "cascade" }),
    revision: integer("revision").notNull(),
    /** The fields as they were; their shape is `lib/schemas/annotation.ts` → `formerState`. */
    was: jsonb("was").$type<FormerState["was"]>().notNull(),
    /** For a change of the place alone: the words it was attached to by hand; then `was` still holds. */
    attached: jsonb("attached").$type<NonNullable<FormerState["attached"]>>(),
    madeBy: uuid("made_by")
      .notNull()
      .references(() => users.id),
    madeAt: at("made_at").notNull().default(sql`clock_timestamp()`),
  },
  (t) => [
    check("revisions_subject", sql`(${t.annotationId} is null) <> (${t.replyId} is null)`),
    index("revisions_annotation").on(t.annotationId),
    index("revisions_reply").on(t.replyId),
  ],
);

/** What happened on an article, numbered from the article's own row so that commit order and number agree. */
export const events = pgTable(
  "events",
  {
    articleId: uuid("article_id")
      .notNull()
      .references(() => articles.id, { onDelete: "cascade" }),
    seq: bigint("seq", { mode: "number" }).notNull(),
    kind: text("kind", { enum: ["annotation", "reply", "version"] }).notNull(),
    subjectId: uuid("subject_id").notNull(),
    change: text("change", { enum: ["created", "changed", "deleted"] }).notNull(),
    layer: text("layer", { enum: ["private", "group", "public"] }).notNull(),
    groupId: uuid("group_id"),
    authorId: uuid("author_id").notNull(),
    at: at("at").notNull().default(sql`clock_timestamp()`),
  },
  (t) => [primaryKey({ columns: [t.articleId, t.seq] })],
);
