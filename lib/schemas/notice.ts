import { z } from "zod";
import { waiting } from "./moderation";
import { person } from "./user";
import { id, time } from "./wire";

export const noticeKind = z.enum([
  "reply",
  "mention",
  "answer",
  "assignment",
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
  /** The same for those that are told in one line where there are many, as the answers in one group. */
  line: z.string(),
  /** What of its kind: `accepted` of an answer; `set`, `due`, `released`, `reviewed`, `review` (it is asked for), `extended`, `retracted` (an extension), or what was changed (`dates`, `opening`, `reveal`, `goals`, `rule`, several joined by `+`) of an assignment; `let-in`, `declined`, `lead`, `owner`, and a group's kind of a membership; an act's name. */
  what: z.string().nullable(),
  at: time,
  read: z.boolean(),
  actor: person.nullable(),
  article: z.object({ id, title: z.string(), dir: z.enum(["ltr", "rtl"]), language: z.string().nullable() }).nullable(),
  group: z.object({ id, name: z.string() }).nullable(),
  /** With the date on which it is due for the reader, and the zone in which they live, where that is known. */
  assignment: z
    .object({ id, title: z.string(), dueAt: time.nullable(), timeZone: z.string(), ownTimeZone: z.string().nullable() })
    .nullable(),
  annotationId: id.nullable(),
  replyId: id.nullable(),
  /** Whether the note is the reader's own. */
  mine: z.boolean(),
  /** How the marked passage begins, and how what was written about it does. */
  quote: z.string().nullable(),
  words: z.string().nullable(),
});
export type Notice = z.infer<typeof notice>;

/** With `line`, all that was told in its line up to it. */
export const readQuery = z.object({ line: z.literal("true").optional() });

export const unread = z.object({
  /** How many lines of them there are, a hundred at most: many answers in one group are one. */
  unread: z.number(),
  /** Another word when what is unread in the threads that I read is other than it was. */
  threads: z.string(),
  /** What waits for me where I lead. */
  waiting,
});
export type Unread = z.infer<typeof unread>;

export const followed = z.enum(["article", "group", "person", "thread"]);
export type Followed = z.infer<typeof followed>;
/** Something that I follow: what it is called, of a thread how it begins; null where I may not see it any more. */
export const follow = z.object({ what: followed, id, at: time, name: z.string().nullable() });
export type Follow = z.infer<typeof follow>;
export const followPatch = z.object({ on: z.boolean() });

/** Not at all; on the page of notices alone; and by mail besides. */
export const delivery = z.enum(["none", "off", "once", "daily", "weekly"]);
export type Delivery = z.infer<typeof delivery>;
/** What can be chosen for: the kinds, and for those who lead a group what happened in it (`leading`). */
export const noticeSettingKind = z.enum([...noticeKind.options, "leading"]);
export const noticeSetting = z.object({ kind: noticeSettingKind, groupId: id.nullable(), delivery });
export type NoticeSetting = z.infer<typeof noticeSetting>;
export const noticeChoice = z.object({
  /** In one group; everywhere without it. */
  groupId: id.nullable(),
  /** `null` is as usual, and in a group as everywhere. */
  kinds: z.partialRecord(noticeSettingKind, delivery.nullable()),
});
export type NoticeChoice = z.infer<typeof noticeChoice>;

const chosen = z.union([delivery, z.literal("usual").transform(() => null)]).optional();
/** The same from a form, which sends an empty `groupId` for everywhere and `usual` for no choice. */
export const noticeForm = z
  .object({
    groupId: z.union([id, z.literal("").transform(() => null)]),
    ...Object.fromEntries(noticeSettingKind.options.map((kind) => [kind, chosen])),
  })
  .transform(({ groupId, ...kinds }) => noticeChoice.parse({ groupId, kinds }));
