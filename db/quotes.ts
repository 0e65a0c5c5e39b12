import { and, eq } from "drizzle-orm";
import { type Anchored, anchorAll, describe, type Selector, type Span } from "@/lib/anchoring";
import { notFound, unprocessable } from "@/lib/problem";
import type { Quote } from "@/lib/schemas/annotation";
import type { Viewer } from "@/lib/schemas/user";
import { storable } from "@/lib/schemas/wire";
import { articleVisibleTo } from "./access";
import { db } from "./client";
import { articles, articleVersions } from "./schema";

/** A client's quote as found in our own copy: the selector to store, and where it lies. */
export type Placed = { versionId: string; selector: Selector & Span; anchor: Anchored };

/**
 * Finds a quote in the current version of an article. What is stored is what stands there, never what was sent; runs of
 * whitespace are equal. @throws Problem 404 for an article this viewer may not read, 422 when the quote is not in it
 */
export async function place(viewer: Viewer, articleId: string, quote: Quote): Promise<Placed> {
  const [version] = await db
    .select({ id: articleVersions.id, text: articleVersions.text })
    .from(articles)
    .innerJoin(articleVersions, eq(articleVersions.id, articles.currentVersionId))
    .where(and(eq(articles.id, articleId), articleVisibleTo(viewer)));
  if (!version) notFound();
  // No text of ours holds such a character, and the search would read past it.
  if (!storable(quote.exact)) missing();
  if ((quote.end ?? 0) > version.text.length) outside();
  const [anchor] = anchorAll(version.text, [quote]);
  if (!anchor) missing();
  const selector = describe(version.text, anchor);
  // Half of a surrogate pair is no text that could be stored or shown.
  if (!selector.exact.isWellFormed()) missing();
  return { versionId: version.id, selector, anchor };
}

function missing(): never {
  unprocessable("These words are not in the article. Select the passage again.", {
    "quote.exact": ["Not in the article."],
  });
}

function outside(): never {
  unprocessable("The passage lies outside the article's text. Select it again.", {
    "quote.end": ["Outside the text."],
  });
}
