import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { ReadingSettings } from "@/lib/schemas/user";
import { at, createdAt, updatedAt } from "./columns";

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
    /** What somebody signs in with who was given no address: in lower case, and never with an @. */
    login: text("login").unique(),
    emailVerifiedAt: at("email_verified_at"),
    passwordHash: text("password_hash"),
    role: text("role", { enum: ["admin", "member"] })
      .notNull()
      .default("member"),
    sample: boolean("sample").notNull().default(false),
    settings: jsonb("settings").$type<Partial<ReadingSettings>>().notNull().default({}),
    /** As in the tz database; null until a browser told. */
    timeZone: text("time_zone"),
    /** Shows others where they read. */
    present: boolean("present").notNull().default(true),
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

/** A link or a code that is given once: to verify an address, to change it or cancel that, to reset a password, to sign in first. Only its hash is kept. */
export const slips = pgTable(
  "slips",
  {
    hash: text("hash").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    purpose: text("purpose", { enum: ["verify", "change", "cancel", "reset", "slip"] }).notNull(),
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
