import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  bigint,
  boolean,
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
import type { ArticleTree } from "@/lib/article/tree";
import type { Corrections } from "@/lib/schemas/article";
import { at, bytes, createdAt, updatedAt } from "./columns";
import { users } from "./people";

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

/**
 * Immutable: what an article said at one time. `text` is `canonicalText(tree)`; offsets are UTF-16 units in it. Withdrawn,
 * it stays for the marks that were made on it, and its text is shown to nobody.
 */
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
    withdrawnAt: at("withdrawn_at"),
    withdrawnBy: uuid("withdrawn_by").references(() => users.id),
  },
  (t) => [
    uniqueIndex("article_versions_number").on(t.articleId, t.number),
    index("article_versions_maker").on(t.madeBy, t.madeAt),
  ],
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
    /** The number of the latest version that was read in; null when only put away. */
    seen: integer("seen"),
    readAt: at("read_at").notNull().default(sql`clock_timestamp()`),
    archivedAt: at("archived_at"),
    /** Every thread on it up to then counts as read, from before each thread that is read had a row in `reads`. */
    threadsReadAt: at("threads_read_at"),
  },
  (t) => [primaryKey({ columns: [t.userId, t.articleId] }), index("progress_article").on(t.articleId)],
);

/**
 * An import that was understood and shown, and waits for its reader to correct and save it, or, where it names an article,
 * to publish it as that article's next version. Gone after a day.
 */
export const imports = pgTable(
  "imports",
  {
    id: uuid("id").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    articleId: uuid("article_id").references(() => articles.id, { onDelete: "cascade" }),
    /** For a version: what its maker set themselves; all else stays as the article has it. */
    corrections: jsonb("corrections").$type<Corrections>().notNull().default({}),
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
  (t) => [
    index("imports_user").on(t.userId, t.createdAt),
    index("imports_article").on(t.articleId).where(sql`article_id is not null`),
  ],
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
