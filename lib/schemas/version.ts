import { z } from "zod";
import type { ArticleTree } from "@/lib/article/tree";
import { kind } from "./annotation";
import { newArticle } from "./article";
import { person } from "./user";
import { id, time } from "./wire";

/**
 * A new version of an article: its source as for an import, and the version that it was made from. Without `title` (or
 * another particular) the article's own stands.
 */
export const newVersion = newArticle.safeExtend({
  /** The version that was current when its maker began. */
  baseVersionId: id,
  /** Says what would become of the marks, and changes nothing that a reader could see. */
  preview: z.boolean().optional(),
  /** Publish also where no mark finds its passage again. */
  confirm: z.boolean().optional(),
});
export type NewVersion = z.infer<typeof newVersion>;

/** As a version stands in a list. */
export const listedVersion = z.object({
  id,
  number: z.number(),
  words: z.number(),
  madeAt: time,
  madeBy: z.object({ id, name: z.string() }),
  current: z.boolean(),
  withdrawnAt: time.nullable(),
  withdrawnBy: z.object({ id, name: z.string() }).nullable(),
});
export type ListedVersion = z.infer<typeof listedVersion>;

/** `text` and `tree` are null when it was withdrawn. */
export const version = listedVersion.extend({
  text: z.string().nullable(),
  tree: z.custom<ArticleTree>().nullable(),
});
export type Version = z.infer<typeof version>;

export const versionPatch = z.object({ withdrawn: z.boolean() });
export type VersionPatch = z.infer<typeof versionPatch>;

/** What becomes of marks in a new text: the same words; other words, or a place to be checked; no place at all. */
export const standing = z.enum(["kept", "moved", "orphaned"]);
/** Of the marks that the publisher may see. */
export const standings = z.object({ kept: z.number(), moved: z.number(), orphaned: z.number() });
export type Standings = z.infer<typeof standings>;

export const published = z.object({ version, anchors: standings });
export type Published = z.infer<typeof published>;

/** Words of a text and where they stand in it; of a long passage its beginning. */
const words = z.object({ text: z.string(), start: z.number(), end: z.number() });
export const previewedMark = z.object({
  id,
  kind,
  author: person,
  /** How the note begins. */
  body: z.string(),
  /** How the passage begins, as its author marked it. */
  quote: z.string(),
  standing,
  /** Its place in the present version; null when it has none there already. */
  was: words.nullable(),
  /** Its place in the new text. */
  now: words.nullable(),
  confidence: z.number().nullable(),
});
export type PreviewedMark = z.infer<typeof previewedMark>;

/** An assignment that a new version affects. What was earned stays: a note counts in the version it was written in. */
export const affectedAssignment = z.object({
  id,
  title: z.string(),
  group: z.object({ id, name: z.string() }),
  /** The part of this text that is assigned would be lost: what is written afterwards does not count until it is drawn again. */
  partLost: z.boolean(),
  /** How many students have annotations that count there and would lose their passage, or the part they are in; and how many these are. */
  students: z.number(),
  annotations: z.number(),
  /** Students see their points already. */
  released: z.boolean(),
});
export type AffectedAssignment = z.infer<typeof affectedAssignment>;

/** What a new version would be. Published by `{ importId, baseVersionId }` within a day. */
export const versionPreview = z.object({
  importId: id,
  /** The version that it was compared with: the current one. */
  baseVersionId: id,
  /** The number that it would get. */
  number: z.number(),
  title: z.string(),
  words: z.number(),
  warnings: z.array(z.string()),
  text: z.string(),
  tree: z.custom<ArticleTree>(),
  anchors: standings,
  /** The marks that the publisher may see, in the order of the present text; those without a place in it come last. */
  marks: z.array(previewedMark),
  /** Of the assignments that the publisher leads. */
  assignments: z.array(affectedAssignment),
});
export type VersionPreview = z.infer<typeof versionPreview>;

/** One line of the answer to who accepts `application/x-ndjson`: how far it is, and at last the answer. */
export const publishing = z.union([
  z.object({ stage: z.enum(["reading", "comparing", "marks", "saving"]), share: z.number() }),
  z.object({ status: z.number(), body: z.unknown() }),
]);
export type Publishing = z.infer<typeof publishing>;
