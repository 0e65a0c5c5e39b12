import { isDeepStrictEqual } from "node:util";
import { and, eq, sql } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import type { ArticleTree } from "@/lib/article/tree";
import { urlKey } from "@/lib/fetch/key";
import type { Picture } from "@/lib/fetch/picture";
import { notFound, unprocessable } from "@/lib/problem";
import type { Corrections } from "@/lib/schemas/article";
import type { Account } from "@/lib/schemas/user";
import type { NewVersion } from "@/lib/schemas/version";
import { hashOf } from "@/lib/token";
import { importOwnedBy, publishableBy } from "./access";
import type { Connected } from "./annotation-rows";
import { db } from "./client";
import type { Writing } from "./events";
import { corrected, keep, mayImport, sizeOf, understand } from "./imports";
import { moment } from "./revisions";
import { articleImages, articles, articleVersions, importImages, imports } from "./schema";

/** The version that a new one is made from, and what the article says of itself beside it. */
export type Base = {
  articleId: string;
  versionId: string;
  number: number;
  text: string;
  tree: ArticleTree;
  title: string;
  sourceUrl: string | null;
  /** The article's last event when this was read. */
  seq: number;
};

/** What a new version will say. `importId` where it waits as an import; `corrections` are what its maker set themselves. */
export type Next = {
  importId: string | null;
  title: string;
  dir: "ltr" | "rtl";
  tree: ArticleTree;
  text: string;
  words: number;
  warnings: string[];
  corrections: Corrections;
  pictures: Picture[];
};

/** The current version of an article that this viewer may publish. @throws Problem 404 */
export async function baseOf(viewer: Account, articleId: string, on: Connected = db): Promise<Base> {
  const [row] = await on
    .select({
      articleId: articles.id,
      versionId: articleVersions.id,
      number: articleVersions.number,
      text: articleVersions.text,
      tree: articleVersions.tree,
      title: articles.title,
      sourceUrl: articles.sourceUrl,
      seq: articles.eventSeq,
    })
    .from(articles)
    .innerJoin(articleVersions, eq(articleVersions.id, articles.currentVersionId))
    .where(and(eq(articles.id, articleId), publishableBy(viewer)));
  return row ?? notFound();
}

/** The id of the version that is current, to whom may still publish another. @throws Problem 404 */
export async function stillCurrent(tx: Writing, viewer: Account, articleId: string): Promise<string | null> {
  const [row] = await tx
    .select({ id: articles.currentVersionId })
    .from(articles)
    .where(and(eq(articles.id, articleId), publishableBy(viewer)));
  return (row ?? notFound()).id;
}

/**
 * Reads what is sent, or finds what was previewed. The article's title stands unless another is given.
 * @throws ArticleError as `understand`; Problem 404 the import; 422 when it says what the base says
 */
export async function nextOf(viewer: Account, base: Base, input: NewVersion, signal?: AbortSignal): Promise<Next> {
  const next = input.importId
    ? await waiting(viewer, base, input.importId, corrected(input))
    : await understood(viewer, base, input, signal);
  if (next.text === base.text && isDeepStrictEqual(next.tree, base.tree))
    unprocessable("This says what the present version says already, so there is nothing to publish.", {
      text: ["Nothing has changed."],
    });
  return next;
}

async function understood(viewer: Account, base: Base, input: NewVersion, signal?: AbortSignal): Promise<Next> {
  const { baseVersionId: _, preview: __, confirm: ___, ...source } = input;
  const corrections = corrected(input);
  const about = { title: source.title ?? base.title, sourceUrl: source.sourceUrl ?? base.sourceUrl };
  const { title, dir, tree, text, words, warnings, pictures } = await understand(
    viewer,
    { ...source, ...about },
    signal,
    input.markdown === undefined ? undefined : { tree: base.tree, pictures: await picturesOf(base.articleId) },
  );
  return { importId: null, title, dir, tree, text, words, warnings, pictures, corrections };
}

/** The hashes of the pictures that the article has, in whichever version. */
async function picturesOf(articleId: string): Promise<string[]> {
  const rows = await db
    .select({ hash: articleImages.hash })
    .from(articleImages)
    .where(eq(articleImages.articleId, articleId));
  return rows.map(({ hash }) => hash);
}

/** An import of mine that was previewed for this article. @throws Problem 404 */
async function waiting(viewer: Account, base: Base, importId: string, given: Corrections): Promise<Next> {
  const [row] = await db
    .select()
    .from(imports)
    .where(and(eq(imports.id, importId), eq(imports.articleId, base.articleId), importOwnedBy(viewer)));
  if (!row) notFound();
  const { dir, tree, text, words, warnings } = row;
  const corrections = { ...row.corrections, ...given };
  const title = corrections.title ?? base.title;
  return { importId, title, dir, tree, text, words, warnings, corrections, pictures: [] };
}

/** Keeps what was understood for a day, to be published as it was previewed. @returns the import's id */
export async function keepNext(viewer: Account, base: Base, next: Next): Promise<string> {
  if (next.importId) return next.importId;
  const { title, dir, tree, text, words, warnings, corrections, pictures } = next;
  const { articleId, sourceUrl } = base;
  const row = { articleId, sourceUrl, corrections, title, dir, tree, text, words, warnings };
  return keep(viewer, row, pictures);
}

/**
 * Writes the row of the new version, and its pictures; the article goes on showing the old one.
 * @returns null when another version came first
 */
export async function writeVersion(tx: Writing, viewer: Account, base: Base, next: Next): Promise<string | null> {
  const versionId = uuid();
  const { tree, text, words } = next;
  const bytes = sizeOf({ tree, text, pictures: [] }) + (await writePictures(tx, base.articleId, next));
  // The same number at once: the second waits here for the first.
  const [made] = await tx
    .insert(articleVersions)
    .values({
      id: versionId,
      articleId: base.articleId,
      number: base.number + 1,
      ...{ tree, text, textHash: hashOf(text), words, bytes },
      madeBy: viewer.id,
    })
    .onConflictDoNothing()
    .returning({ id: articleVersions.id });
  return made ? versionId : null;
}

/**
 * Counts the version, now that it is written, against what its maker may bring in; the import that it was goes, and was
 * counted before. Late, because it takes its maker's lock: what they write elsewhere waits for it.
 * @throws Problem 413, 429 as `mayImport`
 */
export async function spend(tx: Writing, viewer: Account, { importId }: Next): Promise<void> {
  await moment(tx, viewer);
  if (importId) await tx.delete(imports).where(and(eq(imports.id, importId), importOwnedBy(viewer)));
  else await mayImport(tx, viewer, { written: 1 });
}

/** Adds the pictures that the article has not; those of older versions stay. @returns the bytes added */
async function writePictures(tx: Writing, articleId: string, { importId, pictures }: Next): Promise<number> {
  if (importId) {
    const [added] = await tx.execute<{ bytes: string }>(sql`
      with added as (
        insert into ${articleImages} (article_id, hash, media_type, bytes)
        select ${articleId}::uuid, i.hash, i.media_type, i.bytes from ${importImages} as i where i.import_id = ${importId}::uuid
        on conflict do nothing returning octet_length(bytes) as bytes)
      select coalesce(sum(bytes), 0) as bytes from added`);
    return Number(added?.bytes ?? 0);
  }
  if (!pictures.length) return 0;
  const added = await tx
    .insert(articleImages)
    .values(pictures.map(({ hash, type, bytes }) => ({ articleId, hash, mediaType: type, bytes: Buffer.from(bytes) })))
    .onConflictDoNothing()
    .returning({ bytes: sql<number>`octet_length(${articleImages.bytes})` });
  return added.reduce((sum, { bytes }) => sum + bytes, 0);
}

/**
 * Makes a version the current one, if the base still is and nothing was written on the article since `seq`. From here to
 * the end of the transaction the article's row is held.
 */
export async function makeCurrent(
  tx: Writing,
  viewer: Account,
  base: Base,
  seq: number,
  versionId: string,
  { dir, corrections }: Next,
): Promise<boolean> {
  const source =
    corrections.sourceUrl === undefined ? {} : { sourceKey: corrections.sourceUrl && urlKey(corrections.sourceUrl) };
  const [done] = await tx
    .update(articles)
    .set({
      ...corrections,
      ...source,
      dir,
      currentVersionId: versionId,
      revision: sql`${articles.revision} + 1`,
      updatedAt: sql`clock_timestamp()`,
    })
    .where(
      and(
        eq(articles.id, base.articleId),
        eq(articles.currentVersionId, base.versionId),
        eq(articles.eventSeq, seq),
        publishableBy(viewer),
      ),
    )
    .returning({ id: articles.id });
  return done !== undefined;
}
