import { z } from "zod";
import { FLAG_REASONS } from "@/lib/moderation";
import { kind, layer } from "./annotation";
import { person } from "./user";
import { id, page, prose, time } from "./wire";

/** Reporting a note or a reply, with words where there is something to say. */
export const newFlag = z.object({ reason: z.enum(FLAG_REASONS), detail: prose(2000).default("") });
export type NewFlag = z.infer<typeof newFlag>;
export const flag = z.object({ ...newFlag.shape, detail: z.string(), by: person, at: time });
export type Flag = z.infer<typeof flag>;

/** What a lead decides about a note or a reply. `reason` is told to its author, except for `dismiss`, which only the log tells. */
export const ACTS = ["hide", "restore", "reject", "dismiss", "warn"] as const;
const TOLD: readonly string[] = ["hide", "reject", "warn"];
const reason = prose(2000).transform((words) => words.trim());
const newActShape = z.object({
  what: z.enum(ACTS),
  reason: reason.default(""),
  /** With `restore`: what the hiding settled waits again. */
  reopen: z.boolean().optional(),
});
export const newAct = newActShape.refine((act) => !TOLD.includes(act.what) || act.reason !== "", {
  path: ["reason"],
  message: "Say why: its author is told.",
});
export type NewAct = z.infer<typeof newAct>;
/** Why somebody is taken out of a group; only its log tells it. */
export const removalReason = reason.default("");

/** All that can stand in a log. */
export const actWhat = z.enum(["hide", "restore", "approve", "reject", "dismiss", "warn", "remove", "role", "slip"]);

/** What an act or a report is about; `exact` and `body` as far as whoever asks may know of them. */
export const subject = z.object({
  kind: z.enum(["note", "reply"]),
  id,
  annotationId: id,
  articleId: id,
  articleTitle: z.string().nullable(),
  /** Of the annotation that it is, or stands below. */
  mark: kind,
  exact: z.string().nullable(),
  body: z.string(),
  hidden: z.boolean(),
});
export type Subject = z.infer<typeof subject>;

/** An entry of a group's log. */
export const act = z.object({
  id,
  what: actWhat,
  reason: z.string(),
  detail: z.record(z.string(), z.string()),
  /** Whom it concerns: the author of the note, or who was removed. */
  user: person,
  by: person,
  at: time,
  subject: subject.nullable(),
});
export type Act = z.infer<typeof act>;

/** What became of something of mine, or of me; not which of those who lead the group decided it. */
export const decision = z.object({
  id,
  what: actWhat,
  reason: z.string(),
  detail: z.record(z.string(), z.string()),
  /** Null for the public layer. */
  group: z.object({ id, name: z.string() }).nullable(),
  at: time,
  subject: subject.nullable(),
});
export type Decision = z.infer<typeof decision>;

/** Something that waits to be looked at, or was hidden. */
export const caseItem = z.object({
  ...subject.shape,
  author: person,
  /** Still in the group, as somebody whom this viewer may take out. */
  removable: z.boolean(),
  layer,
  groupId: id.nullable(),
  /** It waits to be let stand. */
  pending: z.boolean(),
  flags: z.array(flag),
  /** What was last decided of it and why, where something was. */
  last: z.object({ what: actWhat, reason: z.string(), at: time, by: person }).nullable(),
  /** Since when it waits, or is hidden. */
  since: time,
});
export type Case = z.infer<typeof caseItem>;

export const blocked = z.object({ ...person.shape, at: time });
export type Blocked = z.infer<typeof blocked>;

export const queueQuery = page.extend({ show: z.enum(["waiting", "hidden"]).default("waiting") });
/** A page that shows both: where each list goes on. */
export const queuesQuery = z.object({ waiting: page.shape.cursor, hidden: page.shape.cursor });
export const withheldQuery = z.object({ article: id.optional() });
/** How much waits for a lead in each group, and for an administrator. */
export const waiting = z.object({
  groups: z.array(z.object({ id, name: z.string(), waits: z.number() })),
  public: z.number(),
});
export type Waiting = z.infer<typeof waiting>;
