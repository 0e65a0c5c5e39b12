import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { ArticleTree } from "@/lib/article/tree";
import type { FormerState } from "@/lib/schemas/annotation";
import type { ReadingSettings } from "@/lib/schemas/user";

// Times travel as the database's own text: a JavaScript Date drops the microseconds that lists page on.
const at = (name: string) => timestamp(name, { withTimezone: true, mode: "string" });
const createdAt = at("created_at").notNull().default(sql`clock_timestamp()`);
const updatedAt = at("updated_at").notNull().default(sql`clock_timestamp()`);
const bytes = customType<{ data: Buffer }>({ dataType: () => "bytea" });

// ---- people ----------------------------------------------------------------------------------------------------

/**
 * A person. `email` is null for sample readers and for former members, whose rows stay so that what they shared keeps
 * one author: deleting an account empties the row (name, address, password) and sets `deletedAt`.
 */
export const users = pgTable(
  "users",
  {
    id: uuid("id").primaryKey(),
    name: text("name").notNull(),
    email: text("email"),
    emailVerifiedAt: at("email_verified_at"),
    passwordHash: text("password_hash"),
    role: text("role", { enum: ["admin", "member"] })
      .notNull()
      .default("member"),
    sample: boolean("sample").notNull().default(false),
    settings: jsonb("settings").$type<Partial<ReadingSettings>>().notNull().default({}),
    /** When this person last wrote a note or a reply. Each writing takes a later moment from here: see `db/revisions.ts`. */
    wroteAt: at("wrote_at").notNull().default("epoch"),
    createdAt,
    updatedAt,
    disabledAt: at("disabled_at"),
    deletedAt: at("deleted_at"),
  },
  (t) => [uniqueIndex("users_email").on(sql`lower(${t.email})`)],
);

/** An identity at GitHub, Google or an OIDC provider that signs this person in. */
export const accounts = pgTable(
  "accounts",
  {
    provider: text("provider").notNull(),
    providerAccountId: text("provider_account_id").notNull(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    createdAt,
  },
  (t) => [primaryKey({ columns: [t.provider, t.providerAccountId] }), index("accounts_user").on(t.userId)],
);

/** One signed-in device. Only the SHA-256 of the random id in its token is kept. */
export const sessions = pgTable(
  "sessions",
  {
    id: uuid("id").notNull().unique(),
    hash: text("hash").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    userAgent: text("user_agent").notNull().default(""),
    address: text("address").notNull().default(""),
    createdAt,
    seenAt: at("seen_at").notNull().default(sql`clock_timestamp()`),
    expiresAt: at("expires_at").notNull(),
  },
  (t) => [index("sessions_user").on(t.userId)],
);

/** A link sent or printed once: to verify an address, to change it, to reset a password. Only the hash is kept. */
export const slips = pgTable(
  "slips",
  {
    hash: text("hash").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    purpose: text("purpose", { enum: ["verify", "change", "reset"] }).notNull(),
    email: text("email"),
    createdAt,
    expiresAt: at("expires_at").notNull(),
    usedAt: at("used_at"),
  },
  (t) => [index("slips_user").on(t.userId)],
);

/** Failed sign-ins of the last quarter of an hour; `account` is a hash of the address typed, known or not. */
export const failures = pgTable(
  "failures",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    account: text("account").notNull(),
    address: text("address").notNull(),
    at: at("at").notNull().default(sql`clock_timestamp()`),
  },
  (t) => [index("failures_account").on(t.account, t.at), index("failures_address").on(t.address, t.at)],
);

/** What the administrator has set for this instance; one row. */
export const instance = pgTable(
  "instance",
  {
    id: integer("id").primaryKey().default(1),
    signup: text("signup", { enum: ["open", "invite", "closed"] }),
    storageBytes: bigint("storage_bytes", { mode: "number" })
      .notNull()
      .default(1024 * 1024 * 1024),
    importsPerDay: integer("imports_per_day").notNull().default(200),
    sampleAt: at("sample_at"),
  },
  (t) => [check("instance_one", sql`${t.id} = 1`)],
);

// ---- articles --------------------------------------------------------------------------------------------------

export const articles = pgTable(
  "articles",
  {
    id: uuid("id").primaryKey(),
    sourceUrl: text("source_url"),
    /** The source address with what does not tell pages apart taken off (`urlKey`), to recognise a second import. */
    sourceKey: text("source_key"),
    title: text("title").notNull(),
    byline: text("byline"),
    site: text("site"),
    language: text("language"),
    dir: text("dir", { enum: ["ltr", "rtl"] })
      .notNull()
      .default("ltr"),
    publishedAt: text("published_at"),
    createdBy: uuid("created_by")
      .notNull()
      .references(() => users.id),
    visibility: text("visibility", { enum: ["private", "public"] })
      .notNull()
      .default("private"),
    currentVersionId: uuid("current_version_id").references((): AnyPgColumn => articleVersions.id),
    eventSeq: bigint("event_seq", { mode: "number" }).notNull().default(0),
    revision: integer("revision").notNull().default(1),
    sample: boolean("sample").notNull().default(false),
    createdAt,
    updatedAt,
  },
  (t) => [
    index("articles_source").on(t.sourceKey),
    index("articles_creator").on(t.createdBy),
    index("articles_public").on(t.id).where(sql`visibility = 'public'`),
  ],
);

/** Immutable: what an article said at one time. `text` is `canonicalText(tree)`; offsets are UTF-16 units in it. */
export const articleVersions = pgTable(
  "article_versions",
  {
    id: uuid("id").primaryKey(),
    articleId: uuid("article_id")
      .notNull()
      .references((): AnyPgColumn => articles.id, { onDelete: "cascade" }),
    number: integer("number").notNull(),
    tree: jsonb("tree").$type<ArticleTree>().notNull(),
    text: text("text").notNull(),
    textHash: text("text_hash").notNull(),
    words: integer("words").notNull(),
    bytes: integer("bytes").notNull(),
    madeBy: uuid("made_by")
      .notNull()
      .references(() => users.id),
    madeAt: at("made_at").notNull().default(sql`clock_timestamp()`),
  },
  (t) => [uniqueIndex("article_versions_number").on(t.articleId, t.number)],
);

export const articleImages = pgTable(
  "article_images",
  {
    articleId: uuid("article_id")
      .notNull()
      .references(() => articles.id, { onDelete: "cascade" }),
    /** SHA-256 of the bytes, in hex. */
    hash: text("hash").notNull(),
    mediaType: text("media_type").notNull(),
    bytes: bytes("bytes").notNull(),
  },
  (t) => [primaryKey({ columns: [t.articleId, t.hash] })],
);

/** Who keeps an article. `removedAt` is the undo of taking it off; such a row gives no right but to put it back. */
export const shelf = pgTable(
  "shelf",
  {
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    articleId: uuid("article_id")
      .notNull()
      .references(() => articles.id, { onDelete: "cascade" }),
    addedAt: at("added_at").notNull().default(sql`clock_timestamp()`),
    removedAt: at("removed_at"),
  },
  (t) => [primaryKey({ columns: [t.userId, t.articleId] }), index("shelf_article").on(t.articleId)],
);

/**
 * How far one person has read. Apart from the shelf, because a group's reading is read without being kept: a row here
 * never makes an article visible.
 */
export const progress = pgTable(
  "progress",
  {
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    articleId: uuid("article_id")
      .notNull()
      .references(() => articles.id, { onDelete: "cascade" }),
    /** The furthest point read, as an offset in the current version, and the same as a share from 0 to 1. */
    place: integer("place").notNull().default(0),
    share: real("share").notNull().default(0),
    readAt: at("read_at").notNull().default(sql`clock_timestamp()`),
    archivedAt: at("archived_at"),
  },
  (t) => [primaryKey({ columns: [t.userId, t.articleId] }), index("progress_article").on(t.articleId)],
);

/** An import that was understood and shown, and waits for its reader to correct and save it. Gone after a day. */
export const imports = pgTable(
  "imports",
  {
    id: uuid("id").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    sourceUrl: text("source_url"),
    title: text("title").notNull(),
    byline: text("byline"),
    site: text("site"),
    language: text("language"),
    dir: text("dir", { enum: ["ltr", "rtl"] })
      .notNull()
      .default("ltr"),
    publishedAt: text("published_at"),
    tree: jsonb("tree").$type<ArticleTree>().notNull(),
    text: text("text").notNull(),
    words: integer("words").notNull(),
    /** What the reader should know of the import, as in "2 images could not be fetched". */
    warnings: jsonb("warnings").$type<string[]>().notNull().default([]),
    createdAt,
  },
  (t) => [index("imports_user").on(t.userId, t.createdAt)],
);

export const importImages = pgTable(
  "import_images",
  {
    importId: uuid("import_id")
      .notNull()
      .references(() => imports.id, { onDelete: "cascade" }),
    hash: text("hash").notNull(),
    mediaType: text("media_type").notNull(),
    bytes: bytes("bytes").notNull(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.hash] })],
);

// ---- groups ----------------------------------------------------------------------------------------------------

export const groups = pgTable("groups", {
  id: uuid("id").primaryKey(),
  name: text("name").notNull(),
  description: text("description").notNull().default(""),
  createdBy: uuid("created_by")
    .notNull()
    .references(() => users.id),
  sample: boolean("sample").notNull().default(false),
  createdAt,
  updatedAt,
});

export const memberships = pgTable(
  "memberships",
  {
    groupId: uuid("group_id")
      .notNull()
      .references(() => groups.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    role: text("role", { enum: ["owner", "member"] })
      .notNull()
      .default("member"),
    joinedAt: at("joined_at").notNull().default(sql`clock_timestamp()`),
  },
  (t) => [primaryKey({ columns: [t.groupId, t.userId] }), index("memberships_user").on(t.userId, t.groupId)],
);

/** A link that lets its holder join. The token is 32 random bytes, shown once; its SHA-256 is kept. */
export const invites = pgTable(
  "invites",
  {
    id: uuid("id").primaryKey(),
    groupId: uuid("group_id")
      .notNull()
      .references(() => groups.id, { onDelete: "cascade" }),
    hash: text("hash").notNull().unique(),
    role: text("role", { enum: ["owner", "member"] })
      .notNull()
      .default("member"),
    createdBy: uuid("created_by")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    createdAt,
    expiresAt: at("expires_at").notNull(),
    maxUses: integer("max_uses"),
    uses: integer("uses").notNull().default(0),
    revokedAt: at("revoked_at"),
  },
  (t) => [index("invites_group").on(t.groupId)],
);

/** Who came in by which link: coming back by it spends no further use. */
export const inviteUses = pgTable(
  "invite_uses",
  {
    inviteId: uuid("invite_id")
      .notNull()
      .references(() => invites.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
  },
  (t) => [primaryKey({ columns: [t.inviteId, t.userId] })],
);

/** The articles a group reads; being here makes an article visible to every member. */
export const readings = pgTable(
  "readings",
  {
    groupId: uuid("group_id")
      .notNull()
      .references(() => groups.id, { onDelete: "cascade" }),
    articleId: uuid("article_id")
      .notNull()
      .references(() => articles.id, { onDelete: "cascade" }),
    addedBy: uuid("added_by")
      .notNull()
      .references(() => users.id),
    addedAt: at("added_at").notNull().default(sql`clock_timestamp()`),
  },
  (t) => [primaryKey({ columns: [t.groupId, t.articleId] }), index("readings_article").on(t.articleId)],
);

// ---- annotations -----------------------------------------------------------------------------------------------

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
    index("annotations_author").on(t.authorId, t.createdAt.desc()),
    index("annotations_group").on(t.groupId, t.createdAt.desc()).where(sql`group_id is not null`),
  ],
);

/** Where an annotation lies in a version. Derived from the selector and the two texts; may be rebuilt at any time. */
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
