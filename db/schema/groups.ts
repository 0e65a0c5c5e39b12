import { sql } from "drizzle-orm";
import { boolean, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { articles } from "./articles";
import { at, createdAt, updatedAt } from "./columns";
import { users } from "./people";

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
