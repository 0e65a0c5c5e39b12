import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { FormerState } from "@/lib/schemas/annotation";
import { articles, articleVersions } from "./articles";
import { at, createdAt, updatedAt } from "./columns";
import { groups, sections } from "./groups";
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
    /** Both null unless a group's note is narrowed to a section, or to its author and one other (a lead and a member). */
    sectionId: uuid("section_id").references(() => sections.id),
    withUserId: uuid("with_user_id").references(() => users.id),
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
    /** Waits since then for a lead to let it stand. */
    pendingAt: at("pending_at"),
    /** Asked as a question, or made one by somebody who has it too. */
    question: boolean("question").notNull().default(false),
    acceptedReplyId: uuid("accepted_reply_id").references((): AnyPgColumn => replies.id, { onDelete: "set null" }),
    resolvedAt: at("resolved_at"),
    resolvedBy: uuid("resolved_by").references(() => users.id),
  },
  (t) => [
    check(
      "annotations_narrowed",
      sql`(${t.sectionId} is null or ${t.withUserId} is null) and ((${t.sectionId} is null and ${t.withUserId} is null) or ${t.layer} = 'group')`,
    ),
    check("annotations_span", sql`${t.start} >= 0 and ${t.start} < ${t.end}`),
    check("annotations_layer", sql`(${t.layer} = 'group') = (${t.groupId} is not null)`),
    index("annotations_article").on(t.articleId).where(sql`deleted_at is null`),
    // A new version places the deleted ones too: their authors may put them back.
    index("annotations_deleted").on(t.articleId).where(sql`deleted_at is not null`),
    index("annotations_author").on(t.authorId, t.createdAt.desc()),
    index("annotations_group").on(t.groupId, t.createdAt.desc()).where(sql`group_id is not null`),
    // What waits for leads, and what they hid: few of many.
    index("annotations_pending").on(t.groupId).where(sql`pending_at is not null`),
    index("annotations_hidden").on(t.groupId, t.hiddenAt.desc()).where(sql`hidden_at is not null`),
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
    pendingAt: at("pending_at"),
  },
  (t) => [
    index("replies_annotation").on(t.annotationId, t.createdAt),
    index("replies_author").on(t.authorId, t.createdAt.desc()),
    index("replies_pending").on(t.annotationId).where(sql`pending_at is not null`),
    index("replies_hidden").on(t.annotationId).where(sql`hidden_at is not null`),
  ],
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

/** What a reader says of a note or a reply with one press. */
export const reactions = pgTable(
  "reactions",
  {
    id: uuid("id").primaryKey(),
    annotationId: uuid("annotation_id").references(() => annotations.id, { onDelete: "cascade" }),
    replyId: uuid("reply_id").references(() => replies.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** `question`: "I have this question too". */
    what: text("what", { enum: ["agree", "helpful", "question"] }).notNull(),
    at: at("at").notNull().default(sql`clock_timestamp()`),
  },
  (t) => [
    check("reactions_subject", sql`(${t.annotationId} is null) <> (${t.replyId} is null)`),
    uniqueIndex("reactions_annotation").on(t.annotationId, t.userId, t.what).where(sql`annotation_id is not null`),
    uniqueIndex("reactions_reply").on(t.replyId, t.userId, t.what).where(sql`reply_id is not null`),
    index("reactions_user").on(t.userId),
  ],
);

/** Who is named in a note or a reply, by the name that stands in its words. */
export const mentions = pgTable(
  "mentions",
  {
    id: uuid("id").primaryKey(),
    annotationId: uuid("annotation_id").references(() => annotations.id, { onDelete: "cascade" }),
    replyId: uuid("reply_id").references(() => replies.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
  },
  (t) => [
    check("mentions_subject", sql`(${t.annotationId} is null) <> (${t.replyId} is null)`),
    uniqueIndex("mentions_annotation").on(t.annotationId, t.userId).where(sql`annotation_id is not null`),
    uniqueIndex("mentions_reply").on(t.replyId, t.userId).where(sql`reply_id is not null`),
    index("mentions_user").on(t.userId),
  ],
);

/** Up to when a reader has read a thread; a row means that they have read the note above it. */
export const reads = pgTable(
  "reads",
  {
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    annotationId: uuid("annotation_id")
      .notNull()
      .references(() => annotations.id, { onDelete: "cascade" }),
    readAt: at("read_at").notNull().default(sql`clock_timestamp()`),
    /** How many replies of others were shown to them then: some may come to be shown later than they were written. Null where nobody counted. */
    replies: integer("replies"),
  },
  (t) => [primaryKey({ columns: [t.userId, t.annotationId] }), index("reads_annotation").on(t.annotationId)],
);

/** What a reader follows, or (`on` is false) has chosen not to, though they take part in it. */
export const follows = pgTable(
  "follows",
  {
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    what: text("what", { enum: ["article", "group", "person", "thread"] }).notNull(),
    subjectId: uuid("subject_id").notNull(),
    on: boolean("on").notNull(),
    at: at("at").notNull().default(sql`clock_timestamp()`),
  },
  (t) => [primaryKey({ columns: [t.userId, t.what, t.subjectId] }), index("follows_subject").on(t.what, t.subjectId)],
);

/** Who is here now; unlogged (see its migration): after a crash nobody is. */
export const presence = pgTable(
  "presence",
  {
    articleId: uuid("article_id")
      .notNull()
      .references(() => articles.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** An offset in the current version's text. */
    place: integer("place").notNull(),
    at: at("at").notNull().default(sql`clock_timestamp()`),
  },
  (t) => [primaryKey({ columns: [t.articleId, t.userId] }), index("presence_user").on(t.userId)],
);

/** What happened on an article, numbered from the article's own row so that commit order and number agree. */
export const events = pgTable(
  "events",
  {
    articleId: uuid("article_id")
      .notNull()
      .references(() => articles.id, { onDelete: "cascade" }),
    seq: bigint("seq", { mode: "number" }).notNull(),
    kind: text("kind", { enum: ["annotation", "reply", "version", "reading"] }).notNull(),
    subjectId: uuid("subject_id").notNull(),
    change: text("change", { enum: ["created", "changed", "deleted"] }).notNull(),
    layer: text("layer", { enum: ["private", "group", "public"] }).notNull(),
    groupId: uuid("group_id"),
    sectionId: uuid("section_id"),
    withUserId: uuid("with_user_id"),
    /** The annotation's author, and whoever did this. */
    authorId: uuid("author_id").notNull(),
    actorId: uuid("actor_id"),
    /** For the group's leads and whoever did it alone: it waits for them. */
    leadsOnly: boolean("leads_only").notNull().default(false),
    at: at("at").notNull().default(sql`clock_timestamp()`),
  },
  (t) => [primaryKey({ columns: [t.articleId, t.seq] })],
);
