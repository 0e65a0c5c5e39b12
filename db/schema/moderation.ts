import { sql } from "drizzle-orm";
import { check, index, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { annotations, replies } from "./annotations";
import { at, createdAt } from "./columns";
import { groups } from "./groups";
import { users } from "./people";

/** Somebody says that a note or a reply should not stand; one open flag a person and subject. */
export const flags = pgTable(
  "flags",
  {
    id: uuid("id").primaryKey(),
    annotationId: uuid("annotation_id").references(() => annotations.id, { onDelete: "cascade" }),
    replyId: uuid("reply_id").references(() => replies.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    reason: text("reason", { enum: ["abuse", "off-topic", "spam", "private", "other"] }).notNull(),
    detail: text("detail").notNull().default(""),
    createdAt,
    settledAt: at("settled_at"),
    settledBy: uuid("settled_by").references(() => users.id, { onDelete: "set null" }),
  },
  (t) => [
    check("flags_subject", sql`(${t.annotationId} is null) <> (${t.replyId} is null)`),
    uniqueIndex("flags_annotation")
      .on(t.annotationId, t.userId)
      .where(sql`annotation_id is not null and settled_at is null`),
    uniqueIndex("flags_reply").on(t.replyId, t.userId).where(sql`reply_id is not null and settled_at is null`),
  ],
);

/** What a lead (or, for public layers, the administrator) did, with why. Never changed afterwards. */
export const acts = pgTable(
  "acts",
  {
    id: uuid("id").primaryKey(),
    /** Null for the public layer. */
    groupId: uuid("group_id").references(() => groups.id, { onDelete: "cascade" }),
    annotationId: uuid("annotation_id").references(() => annotations.id, { onDelete: "cascade" }),
    replyId: uuid("reply_id").references(() => replies.id, { onDelete: "cascade" }),
    /** Whom it concerns: the author of what was hidden, or who was warned or removed. */
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    what: text("what", {
      enum: ["hide", "restore", "approve", "reject", "dismiss", "warn", "remove", "role", "slip"],
    }).notNull(),
    reason: text("reason").notNull().default(""),
    /** What a later reader of the log needs and no other row holds any more, as a role before and after. */
    detail: jsonb("detail").$type<Record<string, string>>().notNull().default({}),
    madeBy: uuid("made_by")
      .notNull()
      .references(() => users.id),
    at: at("at").notNull().default(sql`clock_timestamp()`),
  },
  (t) => [
    index("acts_group").on(t.groupId, t.at.desc()),
    index("acts_user").on(t.userId, t.at.desc()),
    index("acts_annotation").on(t.annotationId),
    index("acts_reply").on(t.replyId),
  ],
);

/** Each is hidden from the other in public layers. */
export const blocks = pgTable(
  "blocks",
  {
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    blockedId: uuid("blocked_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    at: at("at").notNull().default(sql`clock_timestamp()`),
  },
  (t) => [primaryKey({ columns: [t.userId, t.blockedId] }), index("blocks_blocked").on(t.blockedId)],
);
