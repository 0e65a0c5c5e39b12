import { sql } from "drizzle-orm";
import { boolean, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { COLOURS } from "@/lib/colours";
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
  /** `invite`: by invitation alone. `link`: whoever has its standing link comes in. `public`: anyone may read it. */
  kind: text("kind", { enum: ["invite", "link", "public"] })
    .notNull()
    .default("invite"),
  /** What members write waits until a lead lets it stand. */
  premoderated: boolean("premoderated").notNull().default(false),
  /** Read-only since then. */
  archivedAt: at("archived_at"),
  /** To be deleted at this time; read-only until then. */
  endsAt: at("ends_at"),
  createdAt,
  updatedAt,
});

/** A part of a large group, of some twenty people. Its notes are for its people and the leads. */
export const sections = pgTable(
  "sections",
  {
    id: uuid("id").primaryKey(),
    groupId: uuid("group_id")
      .notNull()
      .references(() => groups.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    position: integer("position").notNull(),
    createdAt,
  },
  (t) => [index("sections_group").on(t.groupId, t.position)],
);

export const memberships = pgTable(
  "memberships",
  {
    groupId: uuid("group_id")
      .notNull()
      .references(() => groups.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    role: text("role", { enum: ["owner", "lead", "member", "guest"] })
      .notNull()
      .default("member"),
    sectionId: uuid("section_id").references(() => sections.id, { onDelete: "set null" }),
    /** As a school's roster names this member, for its leads; the parts of the name where it tells them apart. */
    externalId: text("external_id"),
    givenName: text("given_name"),
    familyName: text("family_name"),
    /** Its account was made by a lead of this group, who may print sign-in slips for it while it has no other way in. */
    madeHere: boolean("made_here").notNull().default(false),
    joinedAt: at("joined_at").notNull().default(sql`clock_timestamp()`),
    /** Not used any more: what is new is what is unread. Kept for processes of the former release, which run on during an upgrade. */
    seenAt: at("seen_at"),
    seenBefore: at("seen_before"),
  },
  (t) => [
    primaryKey({ columns: [t.groupId, t.userId] }),
    index("memberships_user").on(t.userId, t.groupId),
    index("memberships_section").on(t.sectionId),
  ],
);

/**
 * A link that lets its holder join. Only the SHA-256 of its token is kept. The token of one made here is 32 random bytes,
 * shown once; that of a group's standing link and of a mail is derived from the row's id and the instance's secret.
 */
export const invites = pgTable(
  "invites",
  {
    id: uuid("id").primaryKey(),
    groupId: uuid("group_id")
      .notNull()
      .references(() => groups.id, { onDelete: "cascade" }),
    hash: text("hash").notNull().unique(),
    role: text("role", { enum: ["owner", "lead", "member", "guest"] })
      .notNull()
      .default("member"),
    /** The standing link of a group of kind `link`: it works whoever made it, for as long as the group is of that kind. */
    standing: boolean("standing").notNull().default(false),
    /** Whoever opens it asks to join, and a lead decides. */
    approval: boolean("approval").notNull().default(false),
    /** The address it was sent to; nobody is told whether that has an account. */
    email: text("email"),
    /** As a roster names whom it is for; null for one that was not imported. What a roster says is theirs once accepted. */
    name: text("name"),
    sectionId: uuid("section_id").references(() => sections.id, { onDelete: "set null" }),
    externalId: text("external_id"),
    givenName: text("given_name"),
    familyName: text("family_name"),
    /** Its letter has not left yet: a day has only so many. */
    waits: boolean("waits").notNull().default(false),
    createdBy: uuid("created_by")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    createdAt,
    expiresAt: at("expires_at").notNull(),
    maxUses: integer("max_uses"),
    uses: integer("uses").notNull().default(0),
    revokedAt: at("revoked_at"),
  },
  (t) => [
    index("invites_group").on(t.groupId),
    index("invites_email").on(t.email).where(sql`email is not null`),
    index("invites_waiting").on(t.createdBy).where(sql`waits`),
  ],
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
    /** Discussed per section: what a member of a section writes is for that section. */
    bySection: boolean("by_section").notNull().default(false),
  },
  (t) => [primaryKey({ columns: [t.groupId, t.articleId] }), index("readings_article").on(t.articleId)],
);

/** Somebody asks to be let into a group; one open question a person. */
export const joinRequests = pgTable(
  "join_requests",
  {
    id: uuid("id").primaryKey(),
    groupId: uuid("group_id")
      .notNull()
      .references(() => groups.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** The link they came by, which names the role; null for a public group's page. */
    inviteId: uuid("invite_id").references(() => invites.id, { onDelete: "set null" }),
    message: text("message").notNull().default(""),
    createdAt,
    outcome: text("outcome", { enum: ["let-in", "declined", "withdrawn"] }),
    answeredBy: uuid("answered_by").references(() => users.id, { onDelete: "set null" }),
    answeredAt: at("answered_at"),
  },
  (t) => [
    uniqueIndex("join_requests_open").on(t.groupId, t.userId).where(sql`outcome is null`),
    index("join_requests_user").on(t.userId),
  ],
);

/** The tags that a group's leads set, offered first when tagging in it. */
export const vocabulary = pgTable(
  "vocabulary",
  {
    groupId: uuid("group_id")
      .notNull()
      .references(() => groups.id, { onDelete: "cascade" }),
    tag: text("tag").notNull(),
    colour: text("colour", { enum: COLOURS }).notNull(),
    help: text("help").notNull().default(""),
    position: integer("position").notNull(),
  },
  (t) => [primaryKey({ columns: [t.groupId, t.tag] })],
);
