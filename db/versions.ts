import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import type { ArticleTree } from "@/lib/article/tree";
import { conflict, notFound } from "@/lib/problem";
import type { Account, Person, Viewer } from "@/lib/schemas/user";
import type { ListedVersion, Version } from "@/lib/schemas/version";
import { articleVisibleTo, publishableBy } from "./access";
import type { Connected } from "./annotation-rows";
import { db } from "./client";
import { append } from "./events";
import { iso, isoOrNull } from "./paging";
import { moment } from "./revisions";
import { articles, articleVersions, users } from "./schema";

/** The versions of articles, as far as they may be read: `publishing.ts` makes them. */

const columns = {
  id: articleVersions.id,
  number: articleVersions.number,
  words: articleVersions.words,
  madeAt: iso(articleVersions.madeAt),
  madeBy: sql<Person>`jsonb_build_object('id', ${users.id}, 'name', ${users.name})`,
  current: sql<boolean>`${articleVersions.id} = ${articles.currentVersionId}`,
  withdrawnAt: isoOrNull(articleVersions.withdrawnAt),
  withdrawnBy: sql<Person | null>`(select jsonb_build_object('id', u.id, 'name', u.name) from users as u where u.id = ${articleVersions.withdrawnBy})`,
};
const shown = <T>(column: SQL<T> | typeof articleVersions.text | typeof articleVersions.tree) =>
  sql<T | null>`case when ${articleVersions.withdrawnAt} is null then ${column} end`;

const of = (articleId: string, viewer: Viewer) =>
  and(eq(articleVersions.articleId, articleId), articleVisibleTo(viewer));

/** All versions of an article that this viewer may read, the newest first, withdrawn ones too. @throws Problem 404 */
export async function list(viewer: Viewer, articleId: string): Promise<ListedVersion[]> {
  const rows = await db
    .select(columns)
    .from(articleVersions)
    .innerJoin(articles, eq(articles.id, articleVersions.articleId))
    .innerJoin(users, eq(users.id, articleVersions.madeBy))
    .where(of(articleId, viewer))
    .orderBy(desc(articleVersions.number));
  return rows.length ? rows : notFound();
}

/** The version that is current, as it stands in the list. @throws Problem 404 */
export async function current(viewer: Viewer, articleId: string, on: Connected = db): Promise<ListedVersion> {
  const [row] = await on
    .select(columns)
    .from(articleVersions)
    .innerJoin(articles, eq(articles.currentVersionId, articleVersions.id))
    .innerJoin(users, eq(users.id, articleVersions.madeBy))
    .where(of(articleId, viewer));
  return row ?? notFound();
}

/** One version with its text; a withdrawn one without. @throws Problem 404 */
export async function read(viewer: Viewer, articleId: string, number: number): Promise<Version> {
  const [row] = await db
    .select({
      ...columns,
      text: shown<string>(articleVersions.text),
      tree: shown<ArticleTree>(articleVersions.tree),
    })
    .from(articleVersions)
    .innerJoin(articles, eq(articles.id, articleVersions.articleId))
    .innerJoin(users, eq(users.id, articleVersions.madeBy))
    .where(and(of(articleId, viewer), eq(articleVersions.number, number)));
  return row ?? notFound();
}

/**
 * Withdraws an old version: its text is shown to nobody from then on, and the marks made on it stay; or takes that back.
 * @throws Problem 404; 409 for the current version
 */
export async function withdraw(
  viewer: Account,
  articleId: string,
  number: number,
  withdrawn: boolean,
): Promise<Version> {
  await db.transaction(async (tx) => {
    await moment(tx, viewer);
    const [held] = await tx
      .select({ id: articleVersions.id, current: columns.current, withdrawn: articleVersions.withdrawnAt })
      .from(articleVersions)
      .innerJoin(articles, eq(articles.id, articleVersions.articleId))
      .where(and(eq(articleVersions.articleId, articleId), eq(articleVersions.number, number), publishableBy(viewer)))
      .for("no key update", { of: articleVersions });
    if (!held) notFound();
    if (held.current)
      conflict("This is the version that everybody reads. Publish another one first, then withdraw it.");
    if ((held.withdrawn !== null) === withdrawn) return;
    await tx
      .update(articleVersions)
      .set(
        withdrawn
          ? { withdrawnAt: sql`clock_timestamp()`, withdrawnBy: viewer.id }
          : { withdrawnAt: null, withdrawnBy: null },
      )
      .where(eq(articleVersions.id, held.id));
    const all = { layer: "public" as const, groupId: null, authorId: viewer.id };
    await append(tx, articleId, { kind: "version", subjectId: held.id, change: "changed" }, all);
  });
  return read(viewer, articleId, number);
}
