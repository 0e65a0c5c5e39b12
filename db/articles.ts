import { and, desc, eq, ilike, isNotNull, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { v7 as uuid } from "uuid";
import type { ArticleTree } from "@/lib/article/tree";
import { urlKey } from "@/lib/fetch/key";
import { notFound, stale } from "@/lib/problem";
import type {
  Article,
  ArticlePatch,
  LibraryQuery,
  ListedArticle,
  NewArticle,
  Progress,
  ProgressReport,
} from "@/lib/schemas/article";
import type { Account, Person, Viewer } from "@/lib/schemas/user";
import type { Listed } from "@/lib/schemas/wire";
import { hashOf } from "@/lib/token";
import {
  articleEditableBy,
  articleSharedBy,
  articleVisibleTo,
  importOwnedBy,
  memberOf,
  progressOf as progressOfMine,
  publishableBy,
  sampleOf,
  shelfOf,
  shelvedBy,
} from "./access";
import { db } from "./client";
import type { Writing } from "./events";
import { corrected, mayImport, sizeOf, type Understood, understand } from "./imports";
import { cursorOf, iso, isoOrNull, listed, momentAndId, patterns, placeOf } from "./paging";
import { moment } from "./revisions";
import {
  articleImages,
  articles,
  articleVersions,
  groups,
  importImages,
  imports,
  progress,
  readings,
  shelf,
  users,
} from "./schema";

// ---- reading ---------------------------------------------------------------------------------------------------

const EMPTY = JSON.stringify({ type: "root", children: [] } satisfies ArticleTree);

const summary = (viewer: Viewer) => ({
  id: articles.id,
  title: articles.title,
  byline: articles.byline,
  site: articles.site,
  language: articles.language,
  dir: articles.dir,
  publishedAt: articles.publishedAt,
  sourceUrl: articles.sourceUrl,
  visibility: articles.visibility,
  sample: articles.sample,
  revision: articles.revision,
  createdAt: iso(articles.createdAt),
  updatedAt: iso(articles.updatedAt),
  addedBy: { id: users.id, name: users.name },
  words: articleVersions.words,
  canEdit: sql<boolean>`${articleEditableBy(viewer)}`,
  onShelf: sql<boolean>`exists (select 1 from ${shelf} where ${shelf.articleId} = ${articles.id} and ${shelvedBy(viewer)})`,
});

const maker = alias(users, "maker");

/**
 * An article with its current text, or with that of its `number`-th version; null when there is none that this viewer may
 * read. A withdrawn version comes without its text.
 */
export async function read(viewer: Viewer, id: string, number?: number): Promise<Article | null> {
  const [row] = await db
    .select({
      ...summary(viewer),
      canPublish: sql<boolean>`${publishableBy(viewer)}`,
      version: {
        id: articleVersions.id,
        number: articleVersions.number,
        text: sql<string>`case when ${articleVersions.withdrawnAt} is null then ${articleVersions.text} else '' end`,
        tree: sql<ArticleTree>`case when ${articleVersions.withdrawnAt} is null then ${articleVersions.tree} else ${EMPTY}::jsonb end`,
        words: articleVersions.words,
        madeAt: iso(articleVersions.madeAt),
        madeBy: sql<Person>`jsonb_build_object('id', ${maker.id}, 'name', ${maker.name})`,
        current: sql<boolean>`${articleVersions.id} = ${articles.currentVersionId}`,
        withdrawnAt: isoOrNull(articleVersions.withdrawnAt),
      },
    })
    .from(articles)
    .innerJoin(
      articleVersions,
      number === undefined
        ? eq(articleVersions.id, articles.currentVersionId)
        : and(eq(articleVersions.articleId, articles.id), eq(articleVersions.number, number)),
    )
    .innerJoin(users, eq(users.id, articles.createdBy))
    .innerJoin(maker, eq(maker.id, articleVersions.madeBy))
    .where(and(eq(articles.id, id), articleVisibleTo(viewer)));
  return row ?? null;
}

/** What I keep and what my groups read, with the time it last came to me. */
const library = (viewer: Viewer) => {
  const kept = db
    .select({ articleId: shelf.articleId, at: shelf.addedAt })
    .from(shelf)
    .where(shelvedBy(viewer))
    .unionAll(
      db
        .select({ articleId: readings.articleId, at: readings.addedAt })
        .from(readings)
        .where(memberOf(readings.groupId, viewer)),
    )
    .as("kept");
  return db
    .select({ articleId: kept.articleId, at: sql<string>`max(${kept.at})`.as("at") })
    .from(kept)
    .groupBy(kept.articleId)
    .as("library");
};

/**
 * My readings and my groups', the newest first.
 * @param query `q`: words that the title holds, in any order
 * @param toShare only what I may bring to a group
 */
export async function list(viewer: Viewer, query: LibraryQuery, toShare = false): Promise<Listed<ListedArticle>> {
  const mine = library(viewer);
  const after = placeOf(query.cursor, momentAndId);
  const page = await db
    .select({
      ...summary(viewer),
      versionId: articleVersions.id,
      archived: sql<boolean>`${progress.archivedAt} is not null`,
      progress: sql<number>`coalesce(${progress.share}, 0)`,
      groups: sql<ListedArticle["groups"]>`(
        select coalesce(json_agg(json_build_object('id', ${groups.id}, 'name', ${groups.name}) order by ${groups.name}), '[]')
        from ${readings} join ${groups} on ${groups.id} = ${readings.groupId}
        where ${readings.articleId} = ${articles.id} and ${memberOf(readings.groupId, viewer)})`,
      at: iso(mine.at),
    })
    .from(mine)
    .innerJoin(articles, eq(articles.id, mine.articleId))
    .innerJoin(articleVersions, eq(articleVersions.id, articles.currentVersionId))
    .innerJoin(users, eq(users.id, articles.createdBy))
    .leftJoin(progress, and(eq(progress.articleId, articles.id), progressOfMine(viewer)))
    .where(
      and(
        toShare ? articleSharedBy(viewer) : articleVisibleTo(viewer),
        query.show === "archive" ? isNotNull(progress.archivedAt) : isNull(progress.archivedAt),
        ...patterns(query.q).map((pattern) => ilike(articles.title, pattern)),
        after ? sql`(${mine.at}, ${articles.id}) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : undefined,
      ),
    )
    .orderBy(desc(mine.at), desc(articles.id))
    .limit(query.limit + 1);
  return listed(
    page,
    query.limit,
    (row) => cursorOf(row.at, row.id),
    ({ at: _, ...row }) => row,
  );
}

/** What only a withdrawn version shows is shown to nobody. An article without one is not looked through. */
const shownOf = (articleId: string, hash: string) =>
  sql`(not exists (select 1 from article_versions as v where v.article_id = ${articleId} and v.withdrawn_at is not null)
    or exists (select 1 from article_versions as v where v.article_id = ${articleId} and v.withdrawn_at is null
      and position(${`image:${hash}`} in v.tree::text) > 0))`;

/** A picture of an article, under the article's own rule. @throws Problem 404 */
export async function image(viewer: Viewer, id: string, hash: string): Promise<{ mediaType: string; bytes: Buffer }> {
  const [row] = await db
    .select({ mediaType: articleImages.mediaType, bytes: articleImages.bytes })
    .from(articleImages)
    .innerJoin(articles, eq(articles.id, articleImages.articleId))
    .where(and(eq(articles.id, id), eq(articleImages.hash, hash), articleVisibleTo(viewer), shownOf(id, hash)));
  return row ?? notFound();
}

/** The public sample reading, which the welcome page shows; null where there is none. */
export async function publicSample(): Promise<string | null> {
  const [row] = await db
    .select({ id: articles.id })
    .from(articles)
    .where(and(eq(articles.sample, true), articleVisibleTo(null)))
    .limit(1);
  return row?.id ?? null;
}

// ---- bringing in -----------------------------------------------------------------------------------------------

/**
 * Brings an article in and puts it on my shelf; private until I make it public. A saved import keeps its id, so that
 * saving it again gives the same article.
 * @throws Problem 404 the import; 413, 429 beyond the limits; and as `understand`
 */
export async function create(viewer: Account, input: NewArticle, signal?: AbortSignal): Promise<Article> {
  const id = input.importId ? await save(viewer, input.importId, input) : await bringIn(viewer, input, signal);
  return (await read(viewer, id)) ?? notFound();
}

async function bringIn(viewer: Account, input: NewArticle, signal?: AbortSignal): Promise<string> {
  await mayImport(db, viewer);
  const { pictures, parts: _, ...made } = await understand(viewer, input, signal);
  const id = uuid();
  await db.transaction(async (tx) => {
    await moment(tx, viewer);
    const bytes = sizeOf({ ...made, pictures });
    await mayImport(tx, viewer, { bytes });
    await insert(tx, id, viewer.id, { ...made, bytes });
    await shelve(tx, viewer.id, id);
    if (pictures.length)
      await tx.insert(articleImages).values(
        pictures.map(({ hash, type, bytes: file }) => ({
          articleId: id,
          hash,
          mediaType: type,
          bytes: Buffer.from(file),
        })),
      );
  });
  return id;
}

async function save(viewer: Account, importId: string, input: NewArticle): Promise<string> {
  const own = and(eq(imports.id, importId), isNull(imports.articleId), importOwnedBy(viewer));
  await db.transaction(async (tx) => {
    await moment(tx, viewer);
    const [row] = await tx.select().from(imports).where(own);
    // Saved already, by this very request sent before; `read` then says whose it is.
    if (!row) return;
    const [pictures] = await tx
      .select({ bytes: sql<number>`coalesce(sum(octet_length(${importImages.bytes})), 0)::int` })
      .from(importImages)
      .where(eq(importImages.importId, importId));
    const { id, userId: _, createdAt: __, warnings: ___, articleId: ____, corrections: _____, ...kept } = row;
    const bytes = sizeOf({ ...kept, pictures: [] }) + (pictures?.bytes ?? 0);
    await insert(tx, id, viewer.id, { ...kept, ...corrected(input), bytes });
    await shelve(tx, viewer.id, id);
    await tx.execute(sql`
      insert into ${articleImages} (article_id, hash, media_type, bytes)
      select ${importImages.importId}, ${importImages.hash}, ${importImages.mediaType}, ${importImages.bytes}
      from ${importImages} where ${importImages.importId} = ${importId}`);
    await tx.delete(imports).where(own);
  });
  return importId;
}

type Made = Omit<Understood, "pictures" | "warnings" | "parts"> & {
  bytes: number;
  visibility?: "public";
  sample?: boolean;
};

/** Writes an article and its first version. */
export async function insert(tx: Writing, id: string, createdBy: string, made: Made): Promise<{ versionId: string }> {
  const { tree, text, words, bytes, ...about } = made;
  const versionId = uuid();
  const sourceKey = about.sourceUrl && urlKey(about.sourceUrl);
  await tx.insert(articles).values({ ...about, id, sourceKey, createdBy });
  await tx.insert(articleVersions).values({
    id: versionId,
    articleId: id,
    number: 1,
    tree,
    text,
    textHash: hashOf(text),
    words,
    bytes,
    madeBy: createdBy,
  });
  await tx.update(articles).set({ currentVersionId: versionId }).where(eq(articles.id, id));
  return { versionId };
}

export const shelve = (tx: Writing, userId: string, articleId: string) =>
  tx.insert(shelf).values({ userId, articleId });

// ---- changing --------------------------------------------------------------------------------------------------

/**
 * Corrects what is said of an article, or opens it to all. Made private again, what others marked publicly on it is
 * theirs alone from then on.
 * @throws Problem 404; 412 with `current` when `revision` is not the present one
 */
export async function revise(viewer: Account, id: string, revision: number, patch: ArticlePatch): Promise<Article> {
  const [changed] = await db
    .update(articles)
    .set({ ...patch, revision: sql`${articles.revision} + 1`, updatedAt: sql`clock_timestamp()` })
    .where(and(eq(articles.id, id), eq(articles.revision, revision), articleEditableBy(viewer)))
    .returning({ id: articles.id });
  const current = await read(viewer, id);
  if (!changed && current?.canEdit) stale(current);
  return changed && current ? current : notFound();
}

/** Takes it off my shelf; `putBack` undoes that. @throws Problem 404 when it is not on it; 412 as `revise`, if asked */
export async function remove(viewer: Account, id: string, revision?: number): Promise<void> {
  const current = revision === undefined ? sql`true` : eq(articles.revision, revision);
  const [gone] = await db
    .update(shelf)
    .set({ removedAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(shelf.articleId, id),
        shelvedBy(viewer),
        sql`exists (select 1 from ${articles} where ${articles.id} = ${shelf.articleId} and ${current})`,
      ),
    )
    .returning({ id: shelf.articleId });
  if (gone) return;
  const present = await read(viewer, id);
  if (present?.onShelf) stale(present);
  notFound();
}

/** Undoes `remove`. @throws Problem 404 when I took no such article off */
export async function putBack(viewer: Account, id: string): Promise<void> {
  const [back] = await db
    .update(shelf)
    .set({ removedAt: null })
    .where(and(eq(shelf.articleId, id), shelfOf(viewer), isNotNull(shelf.removedAt)))
    .returning({ id: shelf.articleId });
  if (!back) notFound();
}

/** Puts an article that I may read on my shelf: what another brought in, for as long as I may read it. Also undoes `remove`. */
export async function keep(viewer: Account, id: string): Promise<void> {
  const kept = await db.execute(sql`
    insert into ${shelf} (user_id, article_id)
    select ${viewer.id}::uuid, ${articles.id} from ${articles} where ${articles.id} = ${id} and ${articleVisibleTo(viewer)}
    on conflict (user_id, article_id) do update set removed_at = null
    returning article_id`);
  if (!kept.length) await putBack(viewer, id);
}

/** Deletes the copy of the sample that I was given, with its group and its readers' marks. @throws Problem 404 */
export async function removeSample(viewer: Account, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    const readBy = sql`${groups.sample} and exists (select 1 from ${readings} where ${readings.groupId} = ${groups.id} and ${readings.articleId} = ${id})`;
    const [gone] = await tx
      .select({ id: articles.id })
      .from(articles)
      .where(and(eq(articles.id, id), sampleOf(viewer)))
      .for("update");
    if (!gone) notFound();
    await tx.delete(groups).where(and(readBy, memberOf(groups.id, viewer)));
    await tx.delete(articles).where(and(eq(articles.id, id), eq(articles.sample, true)));
  });
}

// ---- how far I am ----------------------------------------------------------------------------------------------

/**
 * Notes how far I have read; it never goes back. A place in an older version than the current one says nothing of the
 * current text and is left out. Without `seen` the place is one in the current version, and which version I knew last
 * stays as it is: I was not told yet that there is another. @throws Problem 404
 */
export async function reportProgress(
  viewer: Account,
  id: string,
  { place, share, seen }: ProgressReport,
): Promise<void> {
  const current = sql`(select number from article_versions as v where v.id = ${articles.currentVersionId})`;
  const told = seen ?? null;
  await writeProgress(
    viewer,
    id,
    sql`(user_id, article_id, place, share, seen) select ${viewer.id}::uuid, ${articles.id},
      case when coalesce(${told}::int, ${current}) >= ${current} then ${place}::int else 0 end, ${share}::real, least(coalesce(${told}::int, ${current}), ${current})`,
    sql`place = greatest(${progress.place}, excluded.place), share = greatest(${progress.share}, excluded.share),
      seen = case when ${told}::int is null then coalesce(${progress.seen}, excluded.seen) else greatest(${progress.seen}, excluded.seen) end,
      read_at = clock_timestamp()`,
  );
}

/** Puts it away from the list of my readings, or back. @throws Problem 404 */
export async function archive(viewer: Account, id: string, away: boolean): Promise<void> {
  const at = away ? sql`clock_timestamp()` : sql`null::timestamptz`;
  await writeProgress(
    viewer,
    id,
    sql`(user_id, article_id, archived_at) select ${viewer.id}::uuid, ${articles.id}, ${at}`,
    sql`archived_at = ${at}`,
  );
}

async function writeProgress(viewer: Account, id: string, row: ReturnType<typeof sql>, again: ReturnType<typeof sql>) {
  const written = await db.execute(sql`
    insert into ${progress} ${row} from ${articles} where ${articles.id} = ${id} and ${articleVisibleTo(viewer)}
    on conflict (user_id, article_id) do update set ${again}
    returning article_id`);
  if (!written.length) notFound();
}

/** How far I have read of an article that I may still read; its beginning when never. @throws Problem 404 */
export async function progressOf(viewer: Viewer, id: string): Promise<Progress> {
  const [row] = await db
    .select({
      place: sql<number>`coalesce(${progress.place}, 0)`,
      share: sql<number>`coalesce(${progress.share}, 0)`,
      seen: progress.seen,
    })
    .from(articles)
    .leftJoin(progress, and(eq(progress.articleId, articles.id), progressOfMine(viewer)))
    .where(and(eq(articles.id, id), articleVisibleTo(viewer)));
  return row ?? notFound();
}
