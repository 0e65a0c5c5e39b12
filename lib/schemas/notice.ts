import { z } from "zod";
import { person } from "./user";
import { id, time } from "./wire";

export const noticeKind = z.enum([
  "reply",
  "mention",
  "answer",
  "reading",
  "follow",
  "moderation",
  "request",
  "membership",
]);
export type NoticeKind = z.infer<typeof noticeKind>;

/** What one is told, with the rows it is about as they may be seen now. */
export const notice = z.object({
  id,
  kind: noticeKind,
  /** What of its kind: `accepted` of an answer; `let-in`, `declined`, `lead`, `owner` of a membership; an act's name. */
  what: z.string().nullable(),
  at: time,
  read: z.boolean(),
  actor: person.nullable(),
  article: z.object({ id, title: z.string() }).nullable(),
  group: z.object({ id, name: z.string() }).nullable(),
  annotationId: id.nullable(),
  replyId: id.nullable(),
  /** Whether the note is the reader's own. */
  mine: z.boolean(),
  /** How the marked passage begins, and how what was written about it does. */
  quote: z.string().nullable(),
  words: z.string().nullable(),
});
export type Notice = z.infer<typeof notice>;

export const unread = z.object({
  /** How many there are, a hundred at most. */
  unread: z.number(),
});

export const followed = z.enum(["article", "group", "person", "thread"]);
export type Followed = z.infer<typeof followed>;
export const followPatch = z.object({ on: z.boolean() });
