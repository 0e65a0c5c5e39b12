import { sql } from "drizzle-orm";
import {
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
import type { Goals, PointsRule } from "@/lib/schemas/assignment";
import { annotations } from "./annotations";
import { articles, articleVersions } from "./articles";
import { at, createdAt, updatedAt } from "./columns";
import { groups, sections } from "./groups";
import { users } from "./people";

/** What a group is to read, by when, and what to look for. */
export const assignments = pgTable(
  "assignments",
  {
    id: uuid("id").primaryKey(),
    groupId: uuid("group_id")
      .notNull()
      .references(() => groups.id, { onDelete: "cascade" }),
    title: text("title").notNull(),
    /** Markdown. */
    instructions: text("instructions").notNull().default(""),
    opensAt: at("opens_at"),
    dueAt: at("due_at"),
    lateUntil: at("late_until"),
    /** As in the tz database: in which its times are shown. */
    timeZone: text("time_zone").notNull(),
    goals: jsonb("goals").$type<Goals>().notNull().default({}),
    /** Until when peers' notes on its readings stay hidden from a student. */
    reveal: text("reveal", { enum: ["always", "own", "date", "all", "manual"] })
      .notNull()
      .default("always"),
    /** For `own`: how many passages of their own. */
    revealCount: integer("reveal_count"),
    /** For `date` the date; for the others a date at the latest. */
    revealAt: at("reveal_at"),
    /** When it began to hide peers' notes, having shown them until then: replies from before count as they did. */
    hidesSince: at("hides_since"),
    /** Whether students know each other by name, or by a name of this assignment alone. Leads always see names. */
    names: text("names", { enum: ["real", "pseudonyms"] })
      .notNull()
      .default("real"),
    points: jsonb("points").$type<PointsRule>(),
    /** Annotations and replies from before it opened (it was created, where it has no such time) count too. */
    includeEarlier: boolean("include_earlier").notNull().default(false),
    /** One with fewer words does not count. */
    minWords: integer("min_words").notNull().default(0),
    /** Of annotations of one kind on overlapping passages one counts. */
    distinctPassages: boolean("distinct_passages").notNull().default(false),
    /** One counts by when its author last changed it, not by when it was made. */
    byLastEdit: boolean("by_last_edit").notNull().default(false),
    /** From when on each student sees their own points and feedback; taken back, it is null again. */
    releasedAt: at("released_at"),
    createdBy: uuid("created_by")
      .notNull()
      .references(() => users.id),
    revision: integer("revision").notNull().default(1),
    createdAt,
    updatedAt,
    /** Taken away with work in it: it is kept, and no longer asked. */
    archivedAt: at("archived_at"),
  },
  (t) => [
    index("assignments_group").on(t.groupId),
    check("assignments_words", sql`${t.minWords} between 0 and 200`),
    check(
      "assignments_reveal",
      sql`(${t.reveal} <> 'own' or ${t.revealCount} > 0) and (${t.reveal} <> 'date' or ${t.revealAt} is not null)`,
    ),
  ],
);

/** One text of an assignment, all of it or a part: the part as its instructor drew it, in the version of that time. */
export const assignmentReadings = pgTable(
  "assignment_readings",
  {
    id: uuid("id").primaryKey(),
    assignmentId: uuid("assignment_id")
      .notNull()
      .references(() => assignments.id, { onDelete: "cascade" }),
    articleId: uuid("article_id")
      .notNull()
      .references(() => articles.id, { onDelete: "cascade" }),
    position: integer("position").notNull(),
    versionId: uuid("version_id").references(() => articleVersions.id),
    exact: text("exact"),
    prefix: text("prefix"),
    suffix: text("suffix"),
    start: integer("start"),
    end: integer("end"),
  },
  (t) => [
    uniqueIndex("assignment_readings_one").on(t.assignmentId, t.articleId),
    index("assignment_readings_article").on(t.articleId),
    check(
      "assignment_readings_part",
      sql`num_nonnulls(${t.versionId}, ${t.exact}, ${t.prefix}, ${t.suffix}, ${t.start}, ${t.end}) in (0, 6)`,
    ),
  ],
);

/** Where a part lies in a version; derived, as `anchors` are. A version without a row has lost it. */
export const partAnchors = pgTable(
  "part_anchors",
  {
    readingId: uuid("reading_id")
      .notNull()
      .references(() => assignmentReadings.id, { onDelete: "cascade" }),
    versionId: uuid("version_id")
      .notNull()
      .references(() => articleVersions.id, { onDelete: "cascade" }),
    start: integer("start").notNull(),
    end: integer("end").notNull(),
    how: text("how", { enum: ["exact", "mapped", "relocated", "fuzzy"] }).notNull(),
    confidence: real("confidence").notNull(),
  },
  (t) => [primaryKey({ columns: [t.readingId, t.versionId] })],
);

/** A lead's question in the text that belongs to an assignment, to be answered below it. */
export const prompts = pgTable(
  "prompts",
  {
    assignmentId: uuid("assignment_id")
      .notNull()
      .references(() => assignments.id, { onDelete: "cascade" }),
    annotationId: uuid("annotation_id")
      .notNull()
      .references(() => annotations.id, { onDelete: "cascade" }),
    position: integer("position").notNull(),
  },
  (t) => [primaryKey({ columns: [t.assignmentId, t.annotationId] }), index("prompts_annotation").on(t.annotationId)],
);

/** More time for one student, or for a section. */
export const extensions = pgTable(
  "extensions",
  {
    id: uuid("id").primaryKey(),
    assignmentId: uuid("assignment_id")
      .notNull()
      .references(() => assignments.id, { onDelete: "cascade" }),
    userId: uuid("user_id").references(() => users.id, { onDelete: "cascade" }),
    sectionId: uuid("section_id").references(() => sections.id, { onDelete: "cascade" }),
    dueAt: at("due_at").notNull(),
    lateUntil: at("late_until"),
  },
  (t) => [
    check("extensions_subject", sql`(${t.userId} is null) <> (${t.sectionId} is null)`),
    uniqueIndex("extensions_one").on(t.assignmentId, sql`coalesce(${t.userId}, ${t.sectionId})`),
  ],
);

/** From when on somebody (nobody named: everybody) sees their peers' notes, and why. Never taken back. */
export const reveals = pgTable(
  "reveals",
  {
    assignmentId: uuid("assignment_id")
      .notNull()
      .references(() => assignments.id, { onDelete: "cascade" }),
    userId: uuid("user_id").references(() => users.id, { onDelete: "cascade" }),
    why: text("why", { enum: ["own", "date", "all", "manual"] }).notNull(),
    at: at("at").notNull().default(sql`clock_timestamp()`),
  },
  (t) => [
    uniqueIndex("reveals_one").on(t.assignmentId, sql`coalesce(${t.userId}, '00000000-0000-0000-0000-000000000000')`),
    index("reveals_user").on(t.userId),
  ],
);

/**
 * An annotation that an assignment did not hide when it began to: it stays shown, and so does what was said below it before
 * `at`, for nobody is to lose what they have read.
 */
export const revealExemptions = pgTable(
  "reveal_exemptions",
  {
    assignmentId: uuid("assignment_id")
      .notNull()
      .references(() => assignments.id, { onDelete: "cascade" }),
    annotationId: uuid("annotation_id")
      .notNull()
      .references(() => annotations.id, { onDelete: "cascade" }),
    at: at("at").notNull().default(sql`clock_timestamp()`),
  },
  (t) => [
    primaryKey({ columns: [t.assignmentId, t.annotationId] }),
    index("reveal_exemptions_annotation").on(t.annotationId),
  ],
);

/** By whom a student is known to the others in an assignment: an id and a name of its own, which lead nowhere else. */
export const pseudonyms = pgTable(
  "pseudonyms",
  {
    assignmentId: uuid("assignment_id")
      .notNull()
      .references(() => assignments.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    id: uuid("id").notNull().unique(),
    name: text("name").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.assignmentId, t.userId] }),
    uniqueIndex("pseudonyms_name").on(t.assignmentId, t.name),
    index("pseudonyms_user").on(t.userId),
  ],
);

/** A lead's marks that others' are compared with; kept from students until it is due. */
export const referenceMarks = pgTable(
  "reference_marks",
  {
    assignmentId: uuid("assignment_id")
      .notNull()
      .references(() => assignments.id, { onDelete: "cascade" }),
    annotationId: uuid("annotation_id")
      .notNull()
      .references(() => annotations.id, { onDelete: "cascade" }),
  },
  (t) => [
    primaryKey({ columns: [t.assignmentId, t.annotationId] }),
    index("reference_marks_annotation").on(t.annotationId),
  ],
);

/** What a lead says of a student's points for a goal, in place of what was counted. The latest holds; none is changed. */
export const overrides = pgTable(
  "overrides",
  {
    id: uuid("id").primaryKey(),
    assignmentId: uuid("assignment_id")
      .notNull()
      .references(() => assignments.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    goal: text("goal").notNull(),
    /** Null: as it was counted, again. */
    points: real("points"),
    reason: text("reason").notNull(),
    madeBy: uuid("made_by")
      .notNull()
      .references(() => users.id),
    at: at("at").notNull().default(sql`clock_timestamp()`),
  },
  (t) => [index("overrides_assignment").on(t.assignmentId, t.userId, t.goal, t.at.desc())],
);

/** A student asks that the points for a goal be looked at again; one open question a goal. */
export const reviews = pgTable(
  "reviews",
  {
    id: uuid("id").primaryKey(),
    assignmentId: uuid("assignment_id")
      .notNull()
      .references(() => assignments.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    goal: text("goal").notNull(),
    message: text("message").notNull(),
    createdAt,
    answer: text("answer"),
    answeredBy: uuid("answered_by").references(() => users.id, { onDelete: "set null" }),
    answeredAt: at("answered_at"),
  },
  (t) => [
    uniqueIndex("reviews_open").on(t.assignmentId, t.userId, t.goal).where(sql`answered_at is null`),
    index("reviews_user").on(t.userId),
  ],
);

/** What a lead says to one student, or (nobody named) to all, beside the points. */
export const feedback = pgTable(
  "feedback",
  {
    id: uuid("id").primaryKey(),
    assignmentId: uuid("assignment_id")
      .notNull()
      .references(() => assignments.id, { onDelete: "cascade" }),
    userId: uuid("user_id").references(() => users.id, { onDelete: "cascade" }),
    body: text("body").notNull(),
    madeBy: uuid("made_by")
      .notNull()
      .references(() => users.id),
    updatedAt,
  },
  (t) => [
    uniqueIndex("feedback_one").on(t.assignmentId, sql`coalesce(${t.userId}, '00000000-0000-0000-0000-000000000000')`),
  ],
);

/** What was done to an assignment and its points, by whom. Never changed afterwards. */
export const assignmentActs = pgTable(
  "assignment_acts",
  {
    id: uuid("id").primaryKey(),
    assignmentId: uuid("assignment_id")
      .notNull()
      .references(() => assignments.id, { onDelete: "cascade" }),
    /** Whose points or time it is about. */
    userId: uuid("user_id").references(() => users.id, { onDelete: "cascade" }),
    what: text("what", {
      enum: [
        "create",
        "revise",
        "open",
        "extend",
        "rule",
        "override",
        "review",
        "answer",
        "feedback",
        "release",
        "withhold",
      ],
    }).notNull(),
    detail: jsonb("detail").$type<Record<string, unknown>>().notNull().default({}),
    madeBy: uuid("made_by")
      .notNull()
      .references(() => users.id),
    at: at("at").notNull().default(sql`clock_timestamp()`),
  },
  (t) => [index("assignment_acts_assignment").on(t.assignmentId, t.at.desc())],
);

/** A secret address at which a person's due dates are read by their calendar; only a hash of it is kept. */
export const calendars = pgTable("calendars", {
  userId: uuid("user_id")
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  hash: text("hash").notNull().unique(),
  createdAt,
  /** How often it was read in the hour that began then. */
  reads: integer("reads").notNull().default(0),
  readsSince: at("reads_since").notNull().default(sql`clock_timestamp()`),
});
