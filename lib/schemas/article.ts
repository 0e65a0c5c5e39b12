import { z } from "zod";
import type { ArticleTree } from "@/lib/article/tree";
import { parseUrl } from "../url";
import { id, line, optionalLine, storable, time } from "./wire";

/** Canonical text above this many bytes of UTF-8 is refused with 413. */
export const MAX_TEXT_BYTES = 10 * 1024 * 1024;

/** An import's request may be this large: a page of 10 MB of text, its markup, and how JSON writes it. */
export const IMPORT_BYTES = 48 * 1024 * 1024;

export const visibility = z.enum(["private", "public"]);
/** What is said of an address that is none, by the form before it is sent and by the API. */
export const NO_ADDRESS = "That isn't a web address. Try something like https://example.org/page.";
const url = z
  .string()
  .trim()
  .max(2048, "That address is too long.")
  .refine((value) => /^https?:$/.test(parseUrl(value)?.protocol ?? ""), NO_ADDRESS);

/** What a reader may correct about an article, at the preview and later. */
export const particulars = z.object({
  title: line(300, "A title"),
  byline: optionalLine(300),
  site: optionalLine(200),
  language: z
    .string()
    .trim()
    .nullish()
    .transform((value) => value || null)
    .pipe(
      z
        .string()
        .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, "A language tag such as en or pt-BR.")
        .nullable(),
    ),
  publishedAt: z
    .string()
    .trim()
    .nullish()
    .transform((value) => value || null)
    .pipe(
      z
        .string()
        .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, "A date such as 2026-03-14.")
        .nullable(),
    ),
});

const given = particulars.partial().extend({ sourceUrl: url.nullish() });
// The size is checked where the text is made canonical; here only what no import can need is cut off.
const content = z.string();
/** An import: exactly one of `text`, `html`, `markdown` and `url` says what, or `importId` names a preview. */
export const newArticle = given
  .extend({
    text: content.optional(),
    /** Of a text: whether its line ends are judged by what they look like, all kept, or joined within paragraphs. */
    lines: z.enum(["auto", "keep", "join"]).optional(),
    html: content.optional(),
    /** `html` is a whole page (its article is looked for) rather than a pasted piece. */
    whole: z.boolean().optional(),
    /** Of a page, what to take in place of the article found in it: a `part` that its preview offered. */
    part: z
      .string()
      .regex(/^(article|page|[1-9]\d{0,3})$/, "Choose a part that the preview offers.")
      .optional(),
    markdown: content.optional(),
    /** The name of the file that it comes from: its title when nothing in it is one. */
    fileName: z.string().trim().max(300).refine(storable).optional(),
    url: url.optional(),
    importId: id.optional(),
  })
  .refine((a) => [a.text, a.html, a.markdown, a.url, a.importId].filter((x) => x !== undefined).length === 1, {
    message: "Send exactly one of text, html, markdown, url and importId.",
    path: ["text"],
  });
export type NewArticle = z.infer<typeof newArticle>;
/** What a person set themselves, in place of what was found. */
export type Corrections = Partial<
  Pick<NewArticle, "title" | "byline" | "site" | "language" | "publishedAt" | "sourceUrl">
>;

export const articlePatch = particulars.partial().extend({ visibility: visibility.optional() });
export type ArticlePatch = z.infer<typeof articlePatch>;

const summary = z.object({
  id,
  title: z.string(),
  byline: z.string().nullable(),
  site: z.string().nullable(),
  language: z.string().nullable(),
  dir: z.enum(["ltr", "rtl"]),
  publishedAt: z.string().nullable(),
  sourceUrl: z.string().nullable(),
  visibility,
  sample: z.boolean(),
  revision: z.number(),
  createdAt: time,
  updatedAt: time,
  addedBy: z.object({ id, name: z.string() }),
  words: z.number(),
  canEdit: z.boolean(),
});
/** As an article stands in a list: no text, no tree. */
export const listedArticle = summary.extend({
  versionId: id,
  onShelf: z.boolean(),
  archived: z.boolean(),
  /** From 0 to 1. */
  progress: z.number(),
  groups: z.array(z.object({ id, name: z.string() })),
});
export type ListedArticle = z.infer<typeof listedArticle>;

export const article = summary.extend({
  onShelf: z.boolean(),
  version: z.object({
    id,
    number: z.number(),
    text: z.string(),
    tree: z.custom<ArticleTree>(),
    words: z.number(),
    madeAt: time,
    madeBy: z.object({ id, name: z.string() }),
    current: z.boolean(),
    /** Since when its text is not shown any more: `text` and `tree` are empty then. */
    withdrawnAt: time.nullable(),
  }),
  /** May publish a new version, and withdraw an old one. */
  canPublish: z.boolean(),
});
export type Article = z.infer<typeof article>;

/** What an import was understood to be, before it is saved. */
export const preview = z.object({
  importId: id,
  title: z.string(),
  byline: z.string().nullable(),
  site: z.string().nullable(),
  language: z.string().nullable(),
  dir: z.enum(["ltr", "rtl"]),
  publishedAt: z.string().nullable(),
  sourceUrl: z.string().nullable(),
  words: z.number(),
  /** The whole tree; its first blocks are what the page shows. */
  tree: z.custom<ArticleTree>(),
  warnings: z.array(z.string()),
  /** Where little of a page was taken: what could be taken instead, the article that was found among it. */
  parts: z.array(z.object({ part: z.string(), words: z.number(), begins: z.string() })),
  /** Articles of this address that this viewer may read already. */
  already: z.array(z.object({ id, title: z.string() })),
});
export type Preview = z.infer<typeof preview>;

export const libraryQuery = z.object({
  q: z.string().max(200).refine(storable).optional(),
  /** `shelf`: mine and my groups'; `archive`: what I put away. */
  show: z.enum(["shelf", "archive"]).default("shelf"),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
});
export type LibraryQuery = z.infer<typeof libraryQuery>;

/** How far a reader is: an offset in the text and a share from 0 to 1. `seen` is the number of the version they read. */
export const progressReport = z.object({
  place: z
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1),
  share: z.number().min(0).max(1),
  seen: z.number().int().min(1).max(1_000_000).optional(),
});
export type ProgressReport = z.infer<typeof progressReport>;
/** `place` lies in the current version; `seen` is the latest version this reader read in, null when none. */
export const progress = z.object({ place: z.number(), share: z.number(), seen: z.number().nullable() });
export type Progress = z.infer<typeof progress>;
