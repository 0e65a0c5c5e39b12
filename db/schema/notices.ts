import { sql } from "drizzle-orm";
import { index, integer, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { annotations, replies } from "./annotations";
import { articles } from "./articles";
import { assignments } from "./assignments";
import { at } from "./columns";
import { groups } from "./groups";
import { users } from "./people";

const ref = { onDelete: "cascade" } as const;

/** Something that somebody is told of, once per person and cause. It names rows and holds none of their words. */
export const notices = pgTable(
  "notices",
  {
    id: uuid("id").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, ref),
    kind: text("kind", {
      // The last is no notice: it asks for a lead's digest of a group, once for each time that one is due.
      enum: [
        "reply",
        "mention",
        "answer",
        "assignment",
        "reading",
        "follow",
        "moderation",
        "request",
        "membership",
        "leading",
      ],
    }).notNull(),
    /** What happened, as `reply:<id>`: whatever reasons there are to tell of it, it is told once. */
    cause: text("cause").notNull(),
    actorId: uuid("actor_id").references(() => users.id, ref),
    articleId: uuid("article_id").references(() => articles.id, ref),
    annotationId: uuid("annotation_id").references(() => annotations.id, ref),
    replyId: uuid("reply_id").references(() => replies.id, ref),
    groupId: uuid("group_id").references(() => groups.id, ref),
    assignmentId: uuid("assignment_id").references(() => assignments.id, ref),
    actId: uuid("act_id"),
    at: at("at").notNull().default(sql`clock_timestamp()`),
    readAt: at("read_at"),
    /** How it goes by mail, as its reader had chosen when it happened, and when it did (or never will). */
    delivery: text("delivery", { enum: ["off", "once", "daily", "weekly"] }).notNull(),
    mailedAt: at("mailed_at"),
  },
  (t) => [
    uniqueIndex("notices_cause").on(t.userId, t.cause),
    index("notices_user").on(t.userId, t.at.desc()),
    index("notices_unmailed").on(t.userId).where(sql`mailed_at is null and delivery <> 'off'`),
    index("notices_actor").on(t.actorId, t.mailedAt),
  ],
);

/** How a person is told of a kind, everywhere (`groupId` null) or in one group. What has no row is as usual. */
export const noticeSettings = pgTable(
  "notice_settings",
  {
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, ref),
    groupId: uuid("group_id").references(() => groups.id, ref),
    kind: text("kind").notNull(),
    delivery: text("delivery", { enum: ["none", "off", "once", "daily", "weekly"] }).notNull(),
  },
  (t) => [
    uniqueIndex("notice_settings_one").on(
      t.userId,
      t.kind,
      sql`coalesce(${t.groupId}, '00000000-0000-0000-0000-000000000000')`,
    ),
  ],
);

/** A mail that left, or without SMTP_URL would have: what the outbox shows. Kept for a week. */
export const outbox = pgTable(
  "outbox",
  {
    id: uuid("id").primaryKey(),
    to: text("to").notNull(),
    subject: text("subject").notNull(),
    text: text("text").notNull(),
    headers: text("headers").notNull().default("{}"),
    tries: integer("tries").notNull().default(0),
    at: at("at").notNull().default(sql`clock_timestamp()`),
  },
  (t) => [index("outbox_at").on(t.at)],
);
