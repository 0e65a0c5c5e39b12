import { z } from "zod";
import { REACTIONS } from "@/lib/reactions";
import { mention, mentions } from "./mention";
import { person } from "./user";
import { id, optionalLine, prose, storable, tagName, time } from "./wire";

export const KINDS = ["claim", "quote", "evidence", "note"] as const;
export const kind = z.enum(KINDS);
export type Kind = z.infer<typeof kind>;
export const layer = z.enum(["private", "group", "public"]);
export type Layer = z.infer<typeof layer>;

/** 32 KiB of a note, 20 KiB of a quote and 256 KiB of a part that is to be read, in UTF-8. */
export const MAX_BODY_BYTES = 32 * 1024;
export const MAX_QUOTE_BYTES = 20 * 1024;
export const MAX_PART_BYTES = 256 * 1024;
const utf8 = new TextEncoder();
export const body = prose(MAX_BODY_BYTES).refine(
  (value) => utf8.encode(value).length <= MAX_BODY_BYTES,
  "A note holds at most 32 KiB.",
);

const offset = z
  .number()
  .int()
  .min(0)
  .max(2 ** 31 - 1);
/** What the reader marked. `exact` decides; the offsets and the context help to tell repeated phrases apart. */
const passage = (bytes: number, said: string) =>
  z
    .object({
      exact: z
        .string()
        .min(1, "Select some text.")
        .refine((value) => value.trim() !== "", "Select some text.")
        .refine((value) => utf8.encode(value).length <= bytes, said),
      prefix: z.string().max(512).default(""),
      suffix: z.string().max(512).default(""),
      start: offset.optional(),
      end: offset.optional(),
    })
    .refine((q) => (q.start === undefined) === (q.end === undefined), {
      message: "Send both ends or none.",
      path: ["end"],
    })
    .refine((q) => q.start === undefined || q.end === undefined || q.start < q.end, {
      message: "The passage is empty or reversed.",
      path: ["end"],
    });
export const quote = passage(MAX_QUOTE_BYTES, "A passage holds at most 20 KiB.");
/** A part of a text that is to be read: as long as a book's chapter. */
export const longQuote = passage(MAX_PART_BYTES, "A part holds at most 256 KiB.");
export type Quote = z.infer<typeof quote>;

/** What a reader says with one press; `question`: "I have this question too". */
export const reaction = z.enum(REACTIONS);
/** How many say it of a note or a reply, as far as they are known to this viewer, and what the viewer says of it. */
export const reacted = { reactions: z.record(reaction, z.number()), mine: z.array(reaction) };

const tag = tagName();
/** In the order given, each once (compared without case). */
export const tags = z
  .array(tag)
  .max(50, "At most 50 tags.")
  .transform((list) => [...new Map(list.map((t) => [t.toLocaleLowerCase("en"), t])).values()]);

const shared = {
  kind,
  body,
  tags,
  speaker: optionalLine(200),
  source: optionalLine(500),
  layer,
  groupId: id.nullable(),
  /** Narrows a group's note to a section of it, or to its author and one other. */
  sectionId: id.nullable(),
  withUserId: id.nullable(),
  /** Asked as a question, to be answered. */
  question: z.boolean(),
  /** Whom its words name. */
  mentions,
  /**
   * Who its writer takes a group's notes to be read by. Meant for `members` where anyone reads them by now, it is refused;
   * not given, that is not asked.
   */
  readBy: z.enum(["members", "anyone"]),
};
const narrowedOnce = {
  message: "A group's note is for all of it, for a section, or for one other.",
  path: ["sectionId"],
};
/** A section or one other within a group, and not both. */
const narrowed = (a: {
  layer?: string | undefined;
  sectionId?: string | null | undefined;
  withUserId?: string | null | undefined;
}) => !(a.sectionId && a.withUserId) && (a.layer === "group" || !(a.sectionId || a.withUserId));
const groupNamed = { message: "Choose a group to share with.", path: ["groupId"] };

export const newAnnotation = z
  .object({
    ...shared,
    articleId: id,
    /** The version that the passage was selected in; the current one unless given. */
    versionId: id.optional(),
    quote,
    body: body.default(""),
    tags: tags.default([]),
    groupId: id.nullable().default(null),
    sectionId: id.nullable().default(null),
    withUserId: id.nullable().default(null),
    question: z.boolean().default(false),
    mentions: mentions.optional(),
    readBy: shared.readBy.optional(),
  })
  .refine((a) => (a.layer === "group") === (a.groupId !== null), groupNamed)
  .refine(narrowed, narrowedOnce);
export type NewAnnotation = z.infer<typeof newAnnotation>;
/** As a client writes it, before defaults. */
export type NewAnnotationInput = z.input<typeof newAnnotation>;

export const annotationPatch = z
  // `versionId` is the version that `quote` was selected in; the current one unless given.
  .object({ ...shared, quote, versionId: id })
  .partial()
  // A layer and its group move together.
  .refine((a) => a.layer === undefined || (a.layer === "group") === Boolean(a.groupId), groupNamed)
  .refine((a) => a.layer !== undefined || a.groupId === undefined, {
    message: "Name the layer with the group.",
    path: ["layer"],
  })
  .refine(narrowed, narrowedOnce)
  .refine((a) => a.quote !== undefined || a.versionId === undefined, {
    message: "Name the quote with its version.",
    path: ["quote"],
  })
  .refine((a) => Object.keys(a).length > 0, { message: "Nothing to change." });
export type AnnotationPatch = z.infer<typeof annotationPatch>;

/** How a thread is settled: said to be done with or taken up again; which reply answers its question. */
export const threadPatch = z
  .object({ resolved: z.boolean(), acceptedReplyId: id.nullable() })
  .partial()
  .refine((a) => Object.keys(a).length > 0, { message: "Nothing to change." });
export type ThreadPatch = z.infer<typeof threadPatch>;

/** Attaches a note by hand to other words. `versionId` is the version they were selected in: the current one. */
export const newAnchor = z.object({ quote, versionId: id });
export type NewAnchor = z.infer<typeof newAnchor>;

export const how = z.enum(["exact", "mapped", "relocated", "fuzzy"]);
export const annotation = z.object({
  id,
  articleId: id,
  versionId: id,
  kind,
  quote: z.object({ exact: z.string(), prefix: z.string(), suffix: z.string(), start: z.number(), end: z.number() }),
  span: z.object({ start: z.number(), end: z.number() }).nullable(),
  /** How its place was found, and by whom and when where it was shown by hand. */
  anchor: z
    .object({
      how,
      confidence: z.number(),
      attachedBy: person.nullable(),
      attachedAt: time.nullable(),
    })
    .nullable(),
  body: z.string(),
  /** Whom its words name, each as `@` and the name. */
  mentions: z.array(mention),
  tags: z.array(z.string()),
  speaker: z.string().nullable(),
  source: z.string().nullable(),
  layer,
  groupId: id.nullable(),
  sectionId: id.nullable(),
  /** The one other whom it is for, in a group's exchange of two. */
  withUser: person.nullable(),
  author: person,
  revision: z.number(),
  createdAt: time,
  updatedAt: time,
  replyCount: z.number(),
  canEdit: z.boolean(),
  /** May show by hand where its passage stands now. */
  canAttach: z.boolean(),
  /** May hide it: a lead of its group; for what is public, the administrator. */
  canModerate: z.boolean(),
  /** It waits for a lead of its group to let it stand; only its author and the leads see it. */
  pending: z.boolean(),
  /** How the talk below it stands, for this viewer. */
  thread: z.object({
    ...reacted,
    question: z.boolean(),
    resolved: z.boolean(),
    /** The reply that answers the question. */
    acceptedReplyId: id.nullable(),
    /** Somebody else wrote it, or below it, since this viewer last read it. */
    unread: z.boolean(),
    /** Up to when this viewer has read it; null where they have not. */
    readAt: time.nullable(),
    lastActivityAt: time,
    /** May answer and react. */
    canAnswer: z.boolean(),
    /** May resolve and reopen it, and accept an answer. */
    canSettle: z.boolean(),
  }),
});
export type Annotation = z.infer<typeof annotation>;

const flag = z.enum(["true", "false"]).transform((value) => value === "true");
export const annotationQuery = z.object({
  kind: kind.optional(),
  layer: layer.optional(),
  groupId: id.optional(),
  author: id.optional(),
  tag: z.string().max(100).refine(storable).optional(),
  sectionId: id.optional(),
  question: flag.optional(),
  resolved: flag.optional(),
  unread: flag.optional(),
  /** A version's number; the current one unless given. */
  version: z.coerce.number().int().min(1).max(1_000_000).optional(),
  ids: z
    .string()
    .transform((value) => value.split(",").filter(Boolean))
    .pipe(z.array(id).max(200))
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
});
export type AnnotationQuery = z.infer<typeof annotationQuery>;

/**
 * One earlier state of a note or a reply, as its history shows it, with who replaced it and when. With `attached` nothing
 * of the note was replaced: its place was shown by hand.
 */
export const formerState = z.object({
  revision: z.number(),
  madeAt: time,
  madeBy: z.object({ id, name: z.string() }),
  was: z.object({
    kind: kind.optional(),
    body: z.string(),
    tags: z.array(z.string()).optional(),
    speaker: z.string().nullish(),
    source: z.string().nullish(),
    layer: layer.optional(),
    groupId: id.nullish(),
    quote: z
      .object({ exact: z.string(), prefix: z.string(), suffix: z.string(), start: z.number(), end: z.number() })
      .optional(),
  }),
  /** The words it was attached to and the number of their version; null words: the hand-made place was taken back. */
  attached: z.object({ words: z.string().nullable(), version: z.number() }).nullable(),
});
export type FormerState = z.infer<typeof formerState>;

/**
 * Where a note stands in a group, in names: all of it, a section, or with one other alone. `group` is null for who left
 * it.
 */
export type Within = { group: string | null; section: string | null; alone: string | null };
