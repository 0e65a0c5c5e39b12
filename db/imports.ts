import { and, eq, isNull, sql } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { type Edited, type Imported, importArticle, type Source } from "@/lib/article/import";
import { importSafely } from "@/lib/article/pool";
import type { ArticleTree } from "@/lib/article/tree";
import { fetchArticle } from "@/lib/fetch/article";
import { urlKey } from "@/lib/fetch/key";
import type { Picture } from "@/lib/fetch/picture";
import { notFound, tooLarge, tooMany } from "@/lib/problem";
import type { Corrections, NewArticle, Preview } from "@/lib/schemas/article";
import type { Account, Viewer } from "@/lib/schemas/user";
import { articleVisibleTo, importOwnedBy, memberOf, shelvedBy } from "./access";
import { db } from "./client";
import type { Writing } from "./events";
import * as instance from "./instance";
import { moment } from "./revisions";
import { articles, articleVersions, importImages, imports, readings, shelf } from "./schema";

/** What was brought in, read and not saved yet. */
export type Understood = Omit<Imported, "images"> & { sourceUrl: string | null; pictures: Picture[] };

/**
 * Reads what a person brings, in a thread of its own; an address is fetched with its pictures.
 * @param edited what Markdown was edited from: what was not touched stays as it was
 * @throws ArticleError (a Problem) when there is no article in it, or it is too large, too slow or out of reach
 */
export async function understand(
  viewer: Account,
  input: NewArticle,
  signal?: AbortSignal,
  edited?: Edited,
): Promise<Understood> {
  const title = input.title ?? null;
  const { images: _, ...read } = input.url
    ? await fetchArticle(input.url, viewer.id, { title, part: input.part, signal }).then(({ address, ...page }) => ({
        ...page,
        sourceUrl: input.sourceUrl ?? address,
      }))
    : {
        ...(await importSafely(source(input, title, edited), viewer.id)),
        sourceUrl: input.sourceUrl ?? null,
        pictures: [],
      };
  return { ...read, ...corrected(input) };
}

/** As `understand`, here and now: for texts of our own. */
export const understandOwn = (markdown: string, title: string): Understood => {
  const { images: _, ...read } = importArticle({ kind: "markdown", content: markdown, title });
  return { ...read, sourceUrl: null, pictures: [] };
};

function source(input: NewArticle, title: string | null, edited?: Edited): Source {
  const { fileName } = input;
  if (input.text !== undefined) return { title, fileName, kind: "text", content: input.text, lines: input.lines };
  if (input.markdown !== undefined) return { title, fileName, kind: "markdown", content: input.markdown, edited };
  const page = { title, fileName, content: input.html ?? "", address: input.sourceUrl };
  return input.whole ? { ...page, kind: "page", part: input.part } : { ...page, kind: "fragment" };
}

/** What the reader set, in place of what was found. */
export const corrected = ({ title, byline, site, language, publishedAt, sourceUrl }: Corrections): Corrections =>
  Object.fromEntries(
    Object.entries({ title, byline, site, language, publishedAt, sourceUrl }).filter(
      ([, value]) => value !== undefined,
    ),
  );

/** Reads an import in and keeps it for a day, for its reader to look at, correct and save (`articles.create`). */
export async function preview(viewer: Account, input: NewArticle, signal?: AbortSignal): Promise<Preview> {
  if (input.importId) return read(viewer, input.importId);
  await mayImport(db, viewer);
  const { pictures, parts, ...made } = await understand(viewer, input, signal);
  return { ...(await read(viewer, await keep(viewer, made, pictures))), parts };
}

/** Keeps what was understood for a day. @returns its id. @throws Problem 413, 429 as `mayImport` */
export async function keep(
  viewer: Account,
  made: Omit<typeof imports.$inferInsert, "id" | "userId">,
  pictures: readonly Picture[],
): Promise<string> {
  const id = uuid();
  await db.transaction(async (tx) => {
    await moment(tx, viewer);
    await mayImport(tx, viewer, { bytes: sizeOf({ ...made, pictures }) });
    await tx.insert(imports).values({ ...made, id, userId: viewer.id });
    if (pictures.length)
      await tx
        .insert(importImages)
        .values(
          pictures.map(({ hash, type, bytes }) => ({ importId: id, hash, mediaType: type, bytes: Buffer.from(bytes) })),
        );
  });
  return id;
}

/** One of my imports that wait to become an article. @throws Problem 404 */
export async function read(viewer: Viewer, id: string): Promise<Preview> {
  const [row] = await db
    .select({
      importId: imports.id,
      title: imports.title,
      byline: imports.byline,
      site: imports.site,
      language: imports.language,
      dir: imports.dir,
      publishedAt: imports.publishedAt,
      sourceUrl: imports.sourceUrl,
      words: imports.words,
      tree: imports.tree,
      warnings: imports.warnings,
    })
    .from(imports)
    .where(and(eq(imports.id, id), isNull(imports.articleId), importOwnedBy(viewer)));
  if (!row) notFound();
  return { ...row, parts: [], already: await already(viewer, row.sourceUrl) };
}

/** What I, or a group of mine, have of this address. What others have is never told, public or not. */
export async function already(viewer: Viewer, url: string | null): Promise<{ id: string; title: string }[]> {
  const key = url && urlKey(url);
  if (!key) return [];
  return db
    .select({ id: articles.id, title: articles.title })
    .from(articles)
    .where(
      and(
        eq(articles.sourceKey, key),
        articleVisibleTo(viewer),
        sql`(exists (select 1 from ${shelf} where ${shelf.articleId} = ${articles.id} and ${shelvedBy(viewer)})
          or exists (select 1 from ${readings} where ${readings.articleId} = ${articles.id} and ${memberOf(readings.groupId, viewer)}))`,
      ),
    )
    .orderBy(articles.createdAt)
    .limit(5);
}

/** A picture of one of my imports. */
export async function image(viewer: Viewer, importId: string, hash: string) {
  const [row] = await db
    .select({ mediaType: importImages.mediaType, bytes: importImages.bytes })
    .from(importImages)
    .innerJoin(imports, eq(imports.id, importImages.importId))
    .where(and(eq(imports.id, importId), eq(importImages.hash, hash), importOwnedBy(viewer)));
  return row ?? notFound();
}

/** What an article takes of its owner's storage, in bytes. */
export const sizeOf = (made: { text: string; tree: ArticleTree; pictures: readonly Picture[] }): number =>
  Buffer.byteLength(made.text) +
  Buffer.byteLength(JSON.stringify(made.tree)) +
  made.pictures.reduce((sum, { bytes }) => sum + bytes.length, 0);

/**
 * Refuses an import beyond what the administrator allows one person: articles and all the versions they made, unsaved ones
 * included. Exact only under the person's lock (`moment`).
 * With `bytes` that are still to come, or, of what this transaction has `written` already, how many.
 * @throws Problem 429 too many in a day; 413 the storage is full
 */
export async function mayImport(
  on: typeof db | Writing,
  viewer: Account,
  { bytes = 0, written = 0 }: { bytes?: number; written?: number } = {},
): Promise<void> {
  const limits = await instance.read(on);
  const day = sql`clock_timestamp() - interval '1 day'`;
  const [used] = await on.execute<{ today: number; bytes: string }>(sql`select
    (select count(*)::int from ${articleVersions} where ${articleVersions.madeBy} = ${viewer.id} and ${articleVersions.madeAt} > ${day})
      + (select count(*)::int from ${imports} where ${importOwnedBy(viewer)} and ${imports.createdAt} > ${day}) as today,
    (select coalesce(sum(${articleVersions.bytes}), 0) from ${articleVersions} where ${articleVersions.madeBy} = ${viewer.id})
    + (select coalesce(sum(octet_length(${imports.text}) + pg_column_size(${imports.tree})), 0) from ${imports} where ${importOwnedBy(viewer)})
    + (select coalesce(sum(octet_length(${importImages.bytes})), 0) from ${importImages} join ${imports}
      on ${imports.id} = ${importImages.importId} where ${importOwnedBy(viewer)}) as bytes`);
  if ((used?.today ?? 0) - written >= limits.importsPerDay)
    tooMany(
      `You have brought in ${limits.importsPerDay} articles and versions in a day, which is all this instance allows.`,
      3600,
    );
  if (Number(used?.bytes ?? 0) + bytes > limits.storageBytes)
    tooLarge(
      "Your storage is full. Take articles off your shelf that you no longer need: those that nobody else reads are cleared a day later, as are imports that were not saved.",
    );
}
