import { and, eq, sql } from "drizzle-orm";
import type { Annotation } from "@/lib/schemas/annotation";
import { articleVisibleTo, type Viewer, visibleTo } from "./access";
import { isAmong, order, rows, show, shownAs, stoodOn } from "./annotation-rows";
import { planned } from "./client";
import { annotations, articles, articleVersions } from "./schema";
import { together } from "./together";

/** The notes that a live event named, of the version with this number (the current one unless given). */
type Which = { articleId: string; version: number | undefined; ids: readonly string[] };
type Asked = Which & { viewer: { id: string } | null };

/**
 * What `annotations.list` shows of them, in text order; null when the article or the version cannot be read. Everybody who
 * has an article open asks for the same ones at the same time, so they are read together. Who may see which is asked for
 * each by the one rule; what is shown of a note is read once for all who are shown the same of it (`shownAs`).
 */
export const named: (asked: Asked) => Promise<Annotation[] | null> = together(async (all: readonly Asked[]) => {
  const alike = new Map<string, Asked[]>();
  for (const one of all) {
    const key = [one.articleId, one.version, ...one.ids.toSorted()].join(" ");
    alike.set(key, [...(alike.get(key) ?? []), one]);
  }
  const answers = new Map<Asked, Annotation[] | null>();
  await Promise.all(
    [...alike.values()].map(async (askers) => {
      const which = askers[0]!;
      const accounts = new Set(askers.flatMap(({ viewer }) => viewer?.id ?? []));
      const [theirs, nobodys] = await Promise.all([
        shownToEach([...accounts], which),
        askers.some(({ viewer }) => !viewer) ? shownToNobody(which) : null,
      ]);
      for (const one of askers) answers.set(one, one.viewer ? (theirs.get(one.viewer.id) ?? null) : nobodys);
    }),
  );
  return all.map((one) => answers.get(one) ?? null);
});

const isNamed = ({ articleId, ids }: Which) => and(isAmong(annotations.id, ids), eq(annotations.articleId, articleId));

const readable = ({ articleId, version }: Which, viewer: Viewer) =>
  sql`exists (select 1 from ${articles} join ${articleVersions} on ${articleVersions.articleId} = ${articles.id}
    where ${articles.id} = ${articleId}::uuid and ${articleVisibleTo(viewer)} and ${
      version === undefined ? eq(articleVersions.id, articles.currentVersionId) : eq(articleVersions.number, version)
    })`;

async function shownToNobody(which: Which): Promise<Annotation[] | null> {
  const [[may], found] = await Promise.all([
    planned.execute<{ may: boolean }>(sql`select ${readable(which, null)} as may`),
    rows(null, planned, which)
      .where(and(isNamed(which), visibleTo(null), stoodOn(which.articleId, which.version)))
      .orderBy(...order),
  ]);
  return may?.may ? found.map(show) : null;
}

/** By account; whoever may not read the article is not in it. */
async function shownToEach(accounts: readonly string[], which: Which): Promise<Map<string, Annotation[]>> {
  if (accounts.length === 0) return new Map();
  const each = { id: sql`v.viewer` };
  const all = sql`unnest(${sql.param(accounts)}::uuid[]) as v(viewer)`;
  const [readers, seen] = await Promise.all([
    planned.execute<{ viewer: string }>(sql`select v.viewer from ${all} where ${readable(which, each)}`),
    planned.execute<{ viewer: string; note: string; shown: string }>(
      sql`select v.viewer, ${annotations.id} as note, ${shownAs(each)} as shown from ${annotations} cross join ${all}
        where ${isNamed(which)} and ${visibleTo(each)}`,
    ),
  ]);
  // One of those who are shown the same of a note stands for all of them.
  const standIns = new Map<string, { viewer: string; note: string }>();
  for (const one of seen) if (!standIns.has(`${one.note} ${one.shown}`)) standIns.set(`${one.note} ${one.shown}`, one);
  const notes = await readAs([...standIns.values()], which);
  const mine = new Map<string, Set<Annotation>>();
  for (const { viewer, note, shown } of seen) {
    const standIn = standIns.get(`${note} ${shown}`);
    const found = standIn && notes.get(`${note} ${standIn.viewer}`);
    if (found) mine.set(viewer, (mine.get(viewer) ?? new Set()).add(found));
  }
  const inOrder = [...notes.values()];
  return new Map(readers.map(({ viewer }) => [viewer, inOrder.filter((one) => mine.get(viewer)?.has(one))]));
}

/** Each note as this viewer is shown it, in text order, by `note viewer`. */
async function readAs(
  pairs: readonly { viewer: string; note: string }[],
  which: Which,
): Promise<Map<string, Annotation>> {
  if (pairs.length === 0) return new Map();
  const each = { id: sql`v.viewer` };
  const [viewers, ids] = [pairs.map(({ viewer }) => viewer), pairs.map(({ note }) => note)];
  const many = {
    from: sql`unnest(${sql.param(viewers)}::uuid[], ${sql.param(ids)}::uuid[]) as v(viewer, note)`,
    on: sql`v.note = ${annotations.id}`,
  };
  const found = await rows(each, planned, which, undefined, many)
    .where(and(visibleTo(each), stoodOn(which.articleId, which.version)))
    .orderBy(...order);
  return new Map(found.map((row) => [`${row.id} ${row.seenBy}`, show(row)]));
}
