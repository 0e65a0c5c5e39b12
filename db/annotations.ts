import { and, asc, desc, eq, ilike, inArray, or, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { z } from "zod";
import { conflict, notFound, stale, unprocessable } from "@/lib/problem";
import type { Titled } from "@/lib/same-title";
import type {
  Annotation,
  AnnotationPatch,
  AnnotationQuery,
  FormerState,
  Kind,
  Layer,
  NewAnnotation,
  Within,
} from "@/lib/schemas/annotation";
import type { ListedArticle } from "@/lib/schemas/article";
import type { Account, Viewer } from "@/lib/schemas/user";
import type { Listed } from "@/lib/schemas/wire";
import {
  articleVisibleTo,
  awaitsLead,
  editableBy,
  fromPresentLayerUnlessMine,
  historyVisibleTo,
  layerOpenTo,
  narrowingOpenTo,
  repliedByOthers,
  restorableBy,
  visibleTo,
  writableInItsGroup,
  writtenBy,
} from "./access";
import { type Connected, ids, isAmong, order, rows, show, stoodOn, wasBefore } from "./annotation-rows";
import { db, planned } from "./client";
import { append, type Writing } from "./events";
import { isExempt, keepMoved } from "./exemptions";
import { nameIn } from "./mentions";
import { named } from "./named";
import { standsIn } from "./narrowing";
import { pace } from "./pace";
import { cursorOf, iso, listed, momentAndId, patterns, placeOf } from "./paging";
import { idAt } from "./pseudonyms";
import { mustBeCurrent, type Placed, place, placing } from "./quotes";
import { formerStates, keepFormer, moment, sentHash } from "./revisions";
import { anchors, annotations, articles, articleVersions, groups, revisions, tags, users } from "./schema";
import { saysNothingYet, tellOfNote } from "./telling";
import { unreadFor } from "./unread";
import { reach } from "./work";

// ---- reading ---------------------------------------------------------------------------------------------------

/** One annotation with its place in the current version. @throws Problem 404 */
export async function read(viewer: Viewer, id: string): Promise<Annotation> {
  return (await find(viewer, id)) ?? notFound();
}

async function find(viewer: Viewer, id: string, on: Connected = planned): Promise<Annotation | null> {
  const [row] = await rows(viewer, on).where(and(eq(annotations.id, id), visibleTo(viewer)));
  return row ? show(row) : null;
}

/**
 * Everything this viewer may see on an article, in text order, orphans last: what the reader's page needs. Of an older
 * version (by its number) what stood on it, at its places there.
 */
export async function forArticle(viewer: Viewer, articleId: string, version?: number): Promise<Annotation[]> {
  const all = await rows(viewer, db, { articleId, version }, { articleId })
    .where(and(eq(annotations.articleId, articleId), visibleTo(viewer), stoodOn(articleId, version)))
    .orderBy(...order);
  return all.map(show);
}

const placeInText = z.tuple([z.int32(), z.int32(), z.uuid()]);

/** A page of `forArticle`, filtered. @throws Problem 404 when the article, or its version asked for, cannot be read */
export async function list(viewer: Viewer, articleId: string, query: AnnotationQuery): Promise<Listed<Annotation>> {
  const { ids: these, version, limit: _, ...narrowed } = query;
  if (these && Object.values(narrowed).every((one) => one === undefined)) {
    const items = (await named({ viewer, articleId, version, ids: these })) ?? notFound();
    return { items, next: null };
  }
  await readableVersion(viewer, articleId, query.version);
  const limit = Math.max(query.limit, query.ids?.length ?? 0);
  const after = placeOf(query.cursor, placeInText);
  const of = { articleId, version: query.version };
  const chosen = await ids(viewer, of, query.unread !== undefined)
    .where(
      and(
        eq(annotations.articleId, articleId),
        visibleTo(viewer),
        stoodOn(articleId, query.version),
        query.ids ? inArray(annotations.id, query.ids) : undefined,
        query.kind && eq(annotations.kind, query.kind),
        query.layer && eq(annotations.layer, query.layer),
        query.groupId ? eq(annotations.groupId, query.groupId) : undefined,
        query.author ? sql`${idAt(annotations, annotations.authorId, viewer)} = ${query.author}::uuid` : undefined,
        query.tag ? tagged(query.tag) : undefined,
        query.sectionId ? eq(annotations.sectionId, query.sectionId) : undefined,
        query.question === undefined ? undefined : eq(annotations.question, query.question),
        query.resolved === undefined ? undefined : sql`(${annotations.resolvedAt} is not null) = ${query.resolved}`,
        query.unread === undefined ? undefined : sql`${unreadFor(viewer)} = ${query.unread}`,
        after
          ? sql`(${order[0]}, ${order[1]}, ${order[2]}) > (${after[0]}::int, ${after[1]}::int, ${after[2]}::uuid)`
          : undefined,
      ),
    )
    .orderBy(...order)
    .limit(limit + 1);
  const page = await shownOf(viewer, chosen, of).orderBy(...order);
  const last = (row: (typeof page)[number]) =>
    cursorOf(row.anchor?.start ?? LAST, row.anchor ? -row.anchor.end : row.quote.start, row.id);
  return listed(page, limit, last, show);
}

/** What is shown of notes that were chosen just before; one that meanwhile left the viewer's sight is left out. */
const shownOf = (viewer: Viewer, chosen: readonly { id: string }[], of?: { articleId: string; version?: number }) => {
  const among = { ids: chosen.map(({ id }) => id) };
  return rows(viewer, planned, of, among).where(and(isAmong(annotations.id, among.ids), visibleTo(viewer)));
};

const LAST = 2 ** 31 - 1;

const tagged = (tag: string) =>
  sql`exists (select 1 from ${tags} where ${tags.annotationId} = ${annotations.id} and lower(${tags.tag}) = lower(${tag}))`;

async function readableVersion(viewer: Viewer, articleId: string, number: number | undefined): Promise<void> {
  const [row] = await planned
    .select({ id: articleVersions.id })
    .from(articles)
    .innerJoin(articleVersions, eq(articleVersions.articleId, articles.id))
    .where(
      and(
        eq(articles.id, articleId),
        number === undefined ? eq(articleVersions.id, articles.currentVersionId) : eq(articleVersions.number, number),
        articleVisibleTo(viewer),
      ),
    );
  if (!row) notFound();
}

/** My own notes, the newest first, each with its article's title and language: the notebook. `q` looks in the note and the quote. */
export async function mine(
  viewer: Viewer,
  query: { q?: string; kind?: Kind; tag?: string; article?: string; cursor?: string; limit?: number },
): Promise<
  Listed<Annotation & { articleTitle: string; language: string | null; dir: "ltr" | "rtl"; within: Within | null }>
> {
  const limit = query.limit ?? 50;
  const after = placeOf(query.cursor, momentAndId);
  const newest = [desc(annotations.createdAt), desc(annotations.id)];
  const chosen = await ids(viewer)
    .where(
      and(
        writtenBy(viewer),
        visibleTo(viewer),
        query.kind && eq(annotations.kind, query.kind),
        query.tag ? tagged(query.tag) : undefined,
        query.article ? eq(annotations.articleId, query.article) : undefined,
        ...patterns(query.q).map((p) => or(ilike(annotations.body, p), ilike(annotations.exact, p))),
        after
          ? sql`(${annotations.createdAt}, ${annotations.id}) < (${after[0]}::timestamptz, ${after[1]}::uuid)`
          : undefined,
      ),
    )
    .orderBy(...newest)
    .limit(limit + 1);
  const [page, places] = await Promise.all([
    shownOf(viewer, chosen).orderBy(...newest),
    db
      .select({ id: annotations.id, within: standsIn(viewer), language: articles.language, dir: articles.dir })
      .from(annotations)
      .innerJoin(articles, eq(articles.id, annotations.articleId))
      .where(
        and(
          inArray(
            annotations.id,
            chosen.map(({ id }) => id),
          ),
          visibleTo(viewer),
        ),
      ),
  ]);
  const placeOfNote = new Map(places.map(({ id, ...place }) => [id, place]));
  const nowhere = { within: null, language: null, dir: "ltr" as const };
  return listed(
    page,
    limit,
    (row) => cursorOf(row.createdAt, row.id),
    (row) => ({ ...show(row), articleTitle: row.articleTitle, ...(placeOfNote.get(row.id) ?? nowhere) }),
  );
}

/** What my notebook can be narrowed to: my tags, the most used first, and the readings that I marked, by title. */
export async function mineBy(
  viewer: Viewer,
): Promise<{ tags: string[]; articles: (Titled & Pick<ListedArticle, "dir" | "language">)[] }> {
  const own = and(writtenBy(viewer), visibleTo(viewer));
  const [used, marked] = await Promise.all([
    db
      .select({ tag: tags.tag })
      .from(tags)
      .innerJoin(annotations, eq(annotations.id, tags.annotationId))
      .where(own)
      .groupBy(tags.tag)
      .orderBy(desc(sql`count(*)`), asc(tags.tag))
      .limit(200),
    db
      .selectDistinct({
        ...{ id: articles.id, title: articles.title, byline: articles.byline, publishedAt: articles.publishedAt },
        ...{ addedBy: { name: users.name }, createdAt: iso(articles.createdAt) },
        ...{ dir: articles.dir, language: articles.language },
      })
      .from(annotations)
      .innerJoin(articles, eq(articles.id, annotations.articleId))
      .innerJoin(users, eq(users.id, articles.createdBy))
      .where(own)
      .orderBy(asc(articles.title))
      .limit(500),
  ]);
  return { tags: used.map((row) => row.tag), articles: marked };
}

/** Tags to complete from: my own and those I can see on this article, the most used first, 200 at most. */
export async function tagsFor(viewer: Viewer, articleId: string): Promise<string[]> {
  const found = await db
    .select({ tag: tags.tag })
    .from(tags)
    .innerJoin(annotations, eq(annotations.id, tags.annotationId))
    .where(and(or(writtenBy(viewer), eq(annotations.articleId, articleId)), visibleTo(viewer)))
    .groupBy(tags.tag)
    .orderBy(desc(sql`count(*)`), asc(tags.tag))
    .limit(200);
  return found.map((row) => row.tag);
}

/** What it was before, the oldest first, as far as this viewer may know. @throws Problem 404 when that is nothing */
export async function history(viewer: Viewer, id: string): Promise<FormerState[]> {
  const [row] = await db
    .select({ id: annotations.id })
    .from(annotations)
    .where(and(eq(annotations.id, id), historyVisibleTo(viewer)));
  if (!row) notFound();
  return formerStates(
    and(
      eq(revisions.annotationId, id),
      sql`exists (select 1 from ${annotations} where ${annotations.id} = ${revisions.annotationId} and ${historyVisibleTo(viewer)} and ${fromPresentLayerUnlessMine(revisions.madeAt, viewer)})`,
    ),
  );
}

// ---- writing ---------------------------------------------------------------------------------------------------

/**
 * Marks a passage, under an id that the client made, so that sending it again writes nothing new.
 * @throws Problem 404 article; 409 the id is taken by something else; 422 the quote is not there, or the layer is closed;
 * 429 for more than one person may write in a second or a minute
 */
export async function annotate(
  viewer: Account,
  id: string,
  input: NewAnnotation,
): Promise<{ annotation: Annotation; created: boolean }> {
  const hash = sentHash(input);
  const earlier = await written(viewer, id, hash, input.articleId);
  if (earlier) return { annotation: earlier, created: false };
  const created = await placing<Placed, Annotation | null>(
    (before) => place(viewer, input.articleId, input.quote, before?.versionId ?? input.versionId),
    (placed) =>
      planned.transaction(async (tx) => {
        const now = await moment(tx, viewer);
        await pace(tx, viewer, now, id);
        if (!(await insert(tx, viewer, { id, hash, now }, input, placed))) return null;
        await mustBeReadBy(tx, input);
        await anchor(tx, id, placed);
        await tag(tx, id, input.tags);
        await reach(tx, viewer, input.groupId, input.articleId);
        const made = await withNames(tx, viewer, id, input.mentions);
        // Before the event, which holds the article until the end.
        await tellOfNote(tx, id);
        mustBeCurrent(placed, await tell(tx, made, "created"));
        return made;
      }),
  );
  if (created) return { annotation: created, created: true };
  // The same writing may have won while this one was on its way.
  const won = await written(viewer, id, hash, input.articleId);
  return won ? { annotation: won, created: false } : closed();
}

/** The annotation of this id if it is this very writing, null if the id is free. @throws Problem 404, 409 */
async function written(viewer: Account, id: string, hash: string, articleId: string): Promise<Annotation | null> {
  await readableVersion(viewer, articleId, undefined);
  const [row] = await planned
    .select({ same: sql<boolean>`${writtenBy(viewer)} and ${annotations.sentHash} = ${hash}` })
    .from(annotations)
    .where(eq(annotations.id, id));
  if (!row) return null;
  const still = row.same ? await find(viewer, id) : null;
  return still ?? conflict("This id belongs to something else already, or to a note that was deleted.");
}

function closed(): never {
  unprocessable("The article does not allow this layer. Choose another one.", { layer: ["Not open here."] });
}

/** @returns false when the id is taken or the layer is not open to this viewer */
async function insert(
  tx: Writing,
  viewer: Account,
  { id, hash, now }: { id: string; hash: string; now: string },
  input: NewAnnotation,
  { versionId, selector }: Placed,
): Promise<boolean> {
  const made = await tx.execute(sql`
    insert into ${annotations} (id, article_id, version_id, author_id, kind, layer, group_id, section_id, with_user_id, question,
      pending_at, exact, prefix, suffix, start, "end", body, speaker, source, sent_hash, layer_at, created_at, updated_at)
    select ${id}::uuid, ${articles.id}, ${versionId}::uuid, ${viewer.id}::uuid, ${input.kind}, ${input.layer},
      ${input.groupId}::uuid, ${sectionFor(articles.id, input, viewer)}, ${input.withUserId}::uuid, ${input.question},
      ${waitsIn(input, viewer, now)}, ${selector.exact}, ${selector.prefix}, ${selector.suffix}, ${selector.start}::int, ${selector.end}::int,
      ${input.body}, ${input.speaker}, ${input.source}, ${hash}, ${now}::timestamptz, ${now}::timestamptz, ${now}::timestamptz
    from ${articles}
    where ${articles.id} = ${input.articleId} and ${articleVisibleTo(viewer)}
      and ${layerOpenTo(articles.id, input.layer, input.groupId, viewer)}
      and ${narrowingOpenTo(sql`${input.groupId}::uuid`, input, viewer)}
    on conflict (id) do nothing
    returning id`);
  return made.length > 0;
}

/**
 * Refuses what was meant for a group's members where anyone reads it by now. Asked once the note is written: that holds the
 * group, and of which kind it is, to the end of the transaction. @throws Problem 422
 */
async function mustBeReadBy(tx: Writing, { groupId, withUserId, readBy }: Place & Pick<NewAnnotation, "readBy">) {
  if (readBy !== "members" || !groupId || withUserId) return;
  const open = await tx.$count(groups, and(eq(groups.id, groupId), eq(groups.kind, "public")));
  if (open > 0) unprocessable(OPENED, { readBy: [OPENED] });
}
const OPENED =
  "Meanwhile this group became public: anyone can read what is written in it. This was not shared. Send it again if it is meant for all.";

/**
 * The section that a note is for: the one named, or in a reading that is discussed per section its author's own. Leads are
 * in each, and write for all.
 */
export const sectionFor = (articleId: SQLWrapper, { groupId, sectionId, withUserId }: Place, viewer: Viewer): SQL =>
  sectionId || withUserId || !groupId
    ? sql`${sectionId}::uuid`
    : sql`(select m.section_id from memberships as m join readings as r on r.group_id = m.group_id and r.by_section
        where m.group_id = ${groupId}::uuid and m.user_id = ${viewer?.id ?? null}::uuid and r.article_id = ${articleId} and m.role not in ('owner', 'lead'))`;

/** Since when what this viewer writes there waits for a lead; null where it does not. */
const waitsIn = ({ groupId, withUserId }: Place, viewer: Viewer, now: string): SQL =>
  groupId
    ? sql`case when ${awaitsLead(sql`${groupId}::uuid`, sql`${withUserId}::uuid`, viewer)} then ${now}::timestamptz end`
    : sql`null::timestamptz`;

/**
 * Its places in the version it is of and in the current one. Those in older versions stay what they were; where its former
 * words stood in versions between says nothing of the new ones, and would be taken for their last place.
 */
async function anchor(tx: Writing, id: string, { versionId, anchors: places }: Placed): Promise<void> {
  await tx.delete(anchors).where(
    and(
      eq(anchors.annotationId, id),
      sql`${anchors.versionId} in (select v.id from article_versions as v join article_versions as own
        on own.article_id = v.article_id and own.number <= v.number where own.id = ${versionId}::uuid)`,
    ),
  );
  await tx.insert(anchors).values(
    places.map(({ versionId: of, anchor: { start, end, how, confidence } }) => ({
      annotationId: id,
      versionId: of,
      ...{ start, end, how, confidence },
    })),
  );
}

/** The note as it stands now, once whom its words name is kept. */
async function withNames(
  tx: Writing,
  viewer: Account,
  id: string,
  meant: AnnotationPatch["mentions"],
): Promise<Annotation> {
  const now = (await find(viewer, id, tx)) ?? notFound();
  const { articleId, body, pending } = now;
  const mentions = await nameIn(tx, viewer, { articleId, annotationId: id }, { body, meant, pending });
  return { ...now, mentions };
}

async function tag(tx: Writing, id: string, list: readonly string[]): Promise<void> {
  await tx.delete(tags).where(eq(tags.annotationId, id));
  if (list.length)
    await tx.insert(tags).values(list.map((one, position) => ({ annotationId: id, tag: one, position })));
}

/**
 * Changes what `patch` names. A layer narrows at any time; it widens, or changes group, only before others have replied.
 * Who left a group may take a note out of it or delete it, and says nothing new in it.
 * @throws Problem 404; 409 others have replied; 412 with `current` when `revision` is not the present one; 422 as `annotate`
 */
export async function revise(
  viewer: Account,
  id: string,
  revision: number,
  patch: AnnotationPatch,
): Promise<Annotation> {
  const { quote } = patch;
  const before = quote && (await find(viewer, id));
  if (!quote || !before?.canEdit) return change(viewer, id, revision, patch, null);
  return placing<Placed, Annotation>(
    (earlier) => place(viewer, before.articleId, quote, earlier?.versionId ?? patch.versionId),
    (placed) => change(viewer, id, revision, patch, placed),
  );
}

async function change(
  viewer: Account,
  id: string,
  revision: number,
  patch: AnnotationPatch,
  placed: Placed | null,
): Promise<Annotation> {
  return db.transaction(async (tx) => {
    const now = await moment(tx, viewer);
    const former = await lock(tx, viewer, id, revision);
    const was = placeOfNote(former);
    const { layer, groupId = null, sectionId = null, withUserId = null } = patch;
    const next = layer ? { layer, groupId, sectionId, withUserId } : was;
    const moves = PLACE.some((part) => next[part] !== was[part]);
    const [changed] = await tx
      .update(annotations)
      .set({
        kind: patch.kind,
        body: patch.body,
        speaker: patch.speaker,
        source: patch.source,
        question: patch.question,
        ...(placed && { ...placed.selector, versionId: placed.versionId }),
        ...(moves && { ...next, sectionId: sectionFor(annotations.articleId, next, viewer), layerAt: now }),
        // Said anew it waits anew.
        pendingAt: sql`coalesce(${waitsIn(next, viewer, now)}, case when ${next.layer === "group"} then ${annotations.pendingAt} end)`,
        revision: sql`${annotations.revision} + 1`,
        updatedAt: now,
      })
      .where(
        and(
          eq(annotations.id, id),
          eq(annotations.revision, revision),
          editableBy(viewer),
          moves ? mayMove(was, next, viewer) : writableInItsGroup(viewer),
        ),
      )
      .returning({ id: annotations.id });
    if (!changed) return refuseMove(tx, viewer, former, next);
    if (moves) await mustBeReadBy(tx, { ...next, readBy: patch.readBy });
    await keepFormer(tx, { annotationId: id }, { revision, madeBy: viewer.id, madeAt: now, was: wasBefore(former) });
    if (patch.tags) await tag(tx, id, patch.tags);
    if (placed) {
      // What goes to other readers in the same change was not shown to them where it lay.
      if (!moves) await keepMoved(tx, id, now);
      await anchor(tx, id, placed);
    }
    await reach(tx, viewer, next.groupId, former.articleId);
    const current = await withNames(tx, viewer, id, patch.mentions);
    // Whoever could see it and no longer can must hear that it is gone; the row's present state could not tell them.
    const withdrawn = (current.pending && !former.pending) || (saysOther(former, current) && (await isExempt(tx, id)));
    const left = moves ? former.layer !== "private" : withdrawn;
    if (left) await tell(tx, former, "deleted");
    const present = await tell(tx, current, moves ? "created" : "changed");
    if (placed) mustBeCurrent(placed, present);
    if (moves || saysNothingYet(former)) await tellOfNote(tx, id);
    return current;
  });
}

const saysOther = (one: Annotation, other: Annotation) =>
  one.body !== other.body || one.speaker !== other.speaker || one.source !== other.source;

/** Where a note stands: its layer, and how it is narrowed within a group. */
type Place = { layer: Layer; groupId: string | null; sectionId: string | null; withUserId: string | null };
const PLACE = ["layer", "groupId", "sectionId", "withUserId"] as const;
const placeOfNote = ({ layer, groupId, sectionId, withUser }: Annotation): Place => ({
  layer,
  groupId,
  sectionId,
  withUserId: withUser?.id ?? null,
});

const tell = (tx: Writing, note: Annotation, change: "created" | "changed" | "deleted") =>
  append(
    tx,
    note.articleId,
    { kind: "annotation", subjectId: note.id, change },
    { ...placeOfNote(note), authorId: note.author.id, leadsOnly: note.pending },
  );

/** Holds the row until the end, so that nobody's reply or change comes between. @throws Problem 404, 412 */
async function lock(tx: Writing, viewer: Account, id: string, revision: number): Promise<Annotation> {
  const [held] = await tx
    .select({ id: annotations.id })
    .from(annotations)
    .where(and(eq(annotations.id, id), editableBy(viewer)))
    // Not "for update": that would wait for a version being published, whose places refer to this row.
    .for("no key update");
  const current = held && (await find(viewer, id, tx));
  if (!current) notFound();
  if (current.revision !== revision) stale(current);
  return current;
}

const WIDTH = { private: 0, group: 1, public: 2 } as const;
/** In one group from all of it to a section or to one other is narrower; any other change of these is not. */
const widens = (from: Place, to: Place) =>
  WIDTH[to.layer] > WIDTH[from.layer] ||
  (from.layer === "group" &&
    to.layer === "group" &&
    (from.groupId !== to.groupId ||
      (from.withUserId !== null && from.withUserId !== to.withUserId) ||
      (from.sectionId !== null && from.sectionId !== to.sectionId)));

const mayMove = (from: Place, to: Place, viewer: Viewer): SQL =>
  and(
    layerOpenTo(annotations.articleId, to.layer, to.groupId, viewer),
    narrowingOpenTo(sql`${to.groupId}::uuid`, to, viewer),
    widens(from, to) ? sql`not ${repliedByOthers(viewer)}` : undefined,
  )!;

async function refuseMove(tx: Writing, viewer: Viewer, from: Annotation, to: Place): Promise<never> {
  const [open] = await tx
    .select({ id: articles.id })
    .from(articles)
    .where(
      and(
        eq(articles.id, from.articleId),
        layerOpenTo(articles.id, to.layer, to.groupId, viewer),
        narrowingOpenTo(sql`${to.groupId}::uuid`, to, viewer),
      ),
    );
  if (!open) closed();
  conflict("Others have replied here, and they wrote for those who could read it then. Make a copy to share it wider.");
}

/** Deletes it, for everyone; `restore` takes that back. @throws Problem 404, 412 */
export async function remove(viewer: Account, id: string, revision: number): Promise<void> {
  await db.transaction(async (tx) => {
    const now = await moment(tx, viewer);
    const former = await lock(tx, viewer, id, revision);
    const [gone] = await tx
      .update(annotations)
      .set({ deletedAt: now, updatedAt: now, revision: sql`${annotations.revision} + 1` })
      .where(and(eq(annotations.id, id), eq(annotations.revision, revision), editableBy(viewer)))
      .returning({ id: annotations.id });
    if (!gone) notFound();
    await tell(tx, former, "deleted");
  });
}

/** Puts back what its author deleted, where and as it was. @throws Problem 404 */
export async function restore(viewer: Account, id: string): Promise<Annotation> {
  return db.transaction(async (tx) => {
    const now = await moment(tx, viewer);
    const [back] = await tx
      .update(annotations)
      .set({ deletedAt: null, updatedAt: now, revision: sql`${annotations.revision} + 1` })
      .where(and(eq(annotations.id, id), restorableBy(viewer)))
      .returning({ id: annotations.id });
    const current = back && (await find(viewer, id, tx));
    if (!current) notFound();
    await reach(tx, viewer, current.groupId, current.articleId);
    await tell(tx, current, "created");
    return current;
  });
}
