import { and, eq, or, sql } from "drizzle-orm";
import { type Anchored, anchorAtHint, describe, type Selector, type Span } from "@/lib/anchoring";
import { carry } from "@/lib/carry/pool";
import { locate } from "@/lib/locate/pool";
import { notFound, unprocessable } from "@/lib/problem";
import type { Quote } from "@/lib/schemas/annotation";
import type { Account } from "@/lib/schemas/user";
import { storable } from "@/lib/schemas/wire";
import { articleVisibleTo } from "./access";
import { db } from "./client";
import { paceSearch } from "./pace";
import { articles, articleVersions } from "./schema";

/**
 * A client's quote as found in our own copy: the selector to store, the version it is of, and where it lies in that and
 * in the current one; in the current one perhaps nowhere.
 */
export type Placed = {
  versionId: string;
  currentId: string;
  selector: Selector & Span;
  anchors: { versionId: string; anchor: Anchored }[];
};

/**
 * Finds a quote in the version it was selected in, the current one unless said, and where its words stand in the current
 * one. What is stored is what stands there, never what was sent; runs of whitespace are equal. The words of a withdrawn
 * version are looked for in the current one: nobody can ask what stood beside them. Where the words stand at the place
 * that the quote names, that is all that is looked at; else they are searched for, off this thread and counted.
 * @throws Problem 404 for an article this viewer may not read, 422 when the quote is not in it, 429 as `paceSearch`
 */
export async function place(viewer: Account, articleId: string, quote: Quote, versionId?: string): Promise<Placed> {
  const isCurrent = eq(articleVersions.id, articles.currentVersionId);
  const versions = await db
    .select({
      id: articleVersions.id,
      current: sql<boolean>`${isCurrent}`,
      withdrawn: sql<boolean>`${articleVersions.withdrawnAt} is not null`,
    })
    .from(articles)
    .innerJoin(articleVersions, eq(articleVersions.articleId, articles.id))
    .where(
      and(
        eq(articles.id, articleId),
        or(isCurrent, versionId ? eq(articleVersions.id, versionId) : undefined),
        articleVisibleTo(viewer),
      ),
    );
  const current = versions.find((one) => one.current) ?? notFound();
  const named = versionId === undefined ? current : versions.find(({ id }) => id === versionId);
  if (!named) unprocessable("That is no version of this article.", { versionId: ["No version of this article."] });
  const version = named.withdrawn ? current : named;
  // No text of ours holds such a character, and the search would read past it.
  if (!storable(quote.exact)) missing();
  const search = async (text: string): Promise<{ text: string; anchor: Anchored }> => {
    if ((quote.end ?? 0) > text.length && !named.withdrawn) outside();
    const anchor = anchorAtHint(text, quote) ?? (await locate(text, quote, viewer.id));
    // A likely place is for carrying old marks over; a new mark needs its very words.
    return anchor && anchor.how !== "fuzzy" ? { text, anchor } : missing();
  };
  const known = kept(version.id);
  const there = known && (quote.end ?? 0) <= known.length ? anchorAtHint(known, quote) : null;
  const { text, anchor } =
    there && known
      ? { text: known, anchor: there }
      : await paceSearch(viewer, async () => search(known ?? (await textOf(version.id))));
  const selector = describe(text, anchor);
  // Half of a surrogate pair is no text that could be stored or shown.
  if (!selector.exact.isWellFormed()) missing();
  const anchors = [{ versionId: version.id, anchor }];
  if (version.id !== current.id) {
    const group = { text, spans: [anchor], quotes: [selector.exact] };
    const [[now] = []] = (await carry([group], await textOf(current.id), [], viewer.id)).groups;
    if (now?.anchor) anchors.push({ versionId: current.id, anchor: now.anchor });
  }
  return { versionId: version.id, currentId: current.id, selector, anchors };
}

/** Units of the texts that are kept: a class marks the same one again and again, and a text can have ten million. */
const MOST_KEPT = 32 * 1024 * 1024;
/** The texts in which quotes were looked for last, by version: a version's text never changes. */
const texts = new Map<string, string>();
let units = 0;

/** A text that is kept, for some longer now. */
function kept(versionId: string): string | undefined {
  const text = texts.get(versionId);
  if (text !== undefined) {
    texts.delete(versionId);
    texts.set(versionId, text);
  }
  return text;
}

/** The text of a version, whoever may read it: the caller has looked that up. */
async function textOf(versionId: string): Promise<string> {
  const known = kept(versionId);
  if (known !== undefined) return known;
  const [row] = await db
    .select({ text: articleVersions.text })
    .from(articleVersions)
    .where(eq(articleVersions.id, versionId));
  const { text } = row ?? notFound();
  if (!texts.has(versionId)) units += text.length;
  texts.set(versionId, text);
  for (const [oldest, { length }] of texts) {
    if (units <= MOST_KEPT || oldest === versionId) break;
    texts.delete(oldest);
    units -= length;
  }
  return text;
}

/** A version was published between looking for a quote and writing where it stands. */
class Overtaken extends Error {}

/** Refuses to write places in a version that is not the last any more. @param currentId as `append` answered, which holds it */
export function mustBeCurrent({ currentId }: { currentId: string }, present: string): void {
  if (currentId !== present) throw new Overtaken("A new version was published meanwhile.");
}

/** Finds places and writes them, both again when a version is published in between: nobody is refused for that. */
export async function placing<P, T>(
  find: (before: P | null) => Promise<P>,
  write: (placed: P) => Promise<T>,
): Promise<T> {
  let placed: P | null = null;
  for (let tries = 1; ; tries++) {
    placed = await find(placed);
    try {
      return await write(placed);
    } catch (error) {
      if (!(error instanceof Overtaken) || tries === 10) throw error;
    }
  }
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
