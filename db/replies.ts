import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import { conflict, notFound, stale } from "@/lib/problem";
import { NO_REACTIONS } from "@/lib/reactions";
import type { FormerState } from "@/lib/schemas/annotation";
import type { NewReply, Reply, ReplyPatch } from "@/lib/schemas/reply";
import type { Account, Viewer } from "@/lib/schemas/user";
import type { Listed, Page } from "@/lib/schemas/wire";
import {
  awaitsLead,
  heardBy,
  moderatesReplyIfVisible,
  replyEditableBy,
  replyFromPresentLayerUnlessMine,
  replyHistoryVisibleTo,
  replyRestorableBy,
  replyVisibleTo,
  replyWritableBy,
  replyWrittenBy,
  threadAnswerableBy,
  threadOpenTo,
  visibleTo,
} from "./access";
import { audienceOf, type Connected, isAmong, reactionsOf } from "./annotation-rows";
import { planned } from "./client";
import { append, type Writing } from "./events";
import { isExempt } from "./exemptions";
import { namedIn, nameIn } from "./mentions";
import { pace } from "./pace";
import { cursorOf, iso, listed, momentAndId, placeOf } from "./paging";
import { personAt } from "./pseudonyms";
import { formerStates, keepFormer, moment, sentHash } from "./revisions";
import { annotations, mentions, reactions, replies, revisions, users } from "./schema";
import { tellOfReply } from "./telling";
import { reach } from "./work";

// ---- reading ---------------------------------------------------------------------------------------------------

/**
 * Answered by a reply that stands, at any depth: a deleted one is then still needed to hold the thread together. What is
 * kept from who reads blind holds nothing together for them.
 */
const answered = (viewer: Viewer) => sql`exists (
  with recursive below as (
    select r.id, r.author_id, r.created_at, r.deleted_at, r.hidden_at, r.pending_at from replies as r where r.parent_id = ${replies.id}
    union all
    select r.id, r.author_id, r.created_at, r.deleted_at, r.hidden_at, r.pending_at from replies as r join below on r.parent_id = below.id
  ) select 1 from below where deleted_at is null and hidden_at is null and pending_at is null
    and ${heardBy(sql`below.author_id`, sql`below.created_at`, viewer)})`;

/** What is shown of a thread: standing replies, and a tombstone where a deleted one was answered. */
const shown = (viewer: Viewer) =>
  and(replyVisibleTo(viewer), sql`(${replies.deletedAt} is null or ${answered(viewer)})`);

const rows = (viewer: Viewer, on: Connected) =>
  on
    .select({
      id: replies.id,
      annotationId: replies.annotationId,
      parentId: replies.parentId,
      author: personAt(annotations, users, viewer),
      body: replies.body,
      mentions: namedIn(eq(mentions.replyId, replies.id), viewer),
      deleted: sql<boolean>`${replies.deletedAt} is not null`,
      revision: replies.revision,
      createdAt: iso(replies.createdAt),
      updatedAt: iso(replies.updatedAt),
      canEdit: sql<boolean>`${replyEditableBy(viewer)}`,
      canModerate: sql<boolean>`(select ${moderatesReplyIfVisible(viewer)} from ${annotations} where ${annotations.id} = ${replies.annotationId})`,
      ...reactionsOf(reactions.replyId, replies.id, viewer, replies.annotationId),
      pending: sql<boolean>`${replies.pendingAt} is not null`,
    })
    .from(replies)
    .innerJoin(annotations, eq(annotations.id, replies.annotationId))
    .innerJoin(users, eq(users.id, replies.authorId));

type Row = Awaited<ReturnType<typeof rows>>[number];
/** A tombstone says nothing of who wrote it, or what. */
const show = (row: Row): Reply => {
  const said = { ...row, reactions: { ...NO_REACTIONS, ...row.reactions } };
  return row.deleted ? { ...said, author: null, body: null, mentions: [], reactions: NO_REACTIONS, mine: [] } : said;
};

/** One reply. @throws Problem 404 */
export async function read(viewer: Viewer, id: string): Promise<Reply> {
  return (await find(viewer, id)) ?? notFound();
}

async function find(viewer: Viewer, id: string, on: Connected = planned): Promise<Reply | null> {
  const [row] = await rows(viewer, on).where(and(eq(replies.id, id), shown(viewer)));
  return row ? show(row) : null;
}

/** All replies to an annotation, the oldest first; a tombstone stands where a deleted one was answered. */
export async function forAnnotation(viewer: Viewer, annotationId: string): Promise<Reply[]> {
  return (await thread(viewer, eq(replies.annotationId, annotationId))).map(show);
}

/** The replies to everything on an article, the oldest first, `limit` at most; with `of` to these notes on it alone. */
export async function forArticle(
  viewer: Viewer,
  articleId: string,
  { limit = 1000, of }: { limit?: number; of?: readonly string[] } = {},
): Promise<Reply[]> {
  if (of?.length === 0) return [];
  const onIt = sql`${replies.annotationId} in (select ${annotations.id} from ${annotations} where ${annotations.articleId} = ${articleId} and ${annotations.deletedAt} is null)`;
  return (await thread(viewer, and(onIt, of && isAmong(replies.annotationId, of)), limit)).map(show);
}

/** A page of `forAnnotation`. @throws Problem 404 when the annotation cannot be read */
export async function list(viewer: Viewer, annotationId: string, { limit, cursor }: Page): Promise<Listed<Reply>> {
  const [readable] = await planned
    .select({ id: annotations.id })
    .from(annotations)
    .where(and(eq(annotations.id, annotationId), visibleTo(viewer)));
  if (!readable) notFound();
  const after = placeOf(cursor, momentAndId);
  const next = after
    ? sql`(${replies.createdAt}, ${replies.id}) > (${after[0]}::timestamptz, ${after[1]}::uuid)`
    : undefined;
  const page = await thread(viewer, and(eq(replies.annotationId, annotationId), next), limit + 1);
  return listed(page, limit, (row) => cursorOf(row.createdAt, row.id), show);
}

const thread = (viewer: Viewer, where: SQL | undefined, limit?: number) => {
  const found = rows(viewer, planned)
    .where(and(where, shown(viewer)))
    .orderBy(asc(replies.createdAt), asc(replies.id));
  return limit === undefined ? found : found.limit(limit);
};

/** What it was before, as far as this viewer may know. @throws Problem 404 */
export async function history(viewer: Viewer, id: string): Promise<FormerState[]> {
  const [row] = await planned
    .select({ id: replies.id })
    .from(replies)
    .where(and(eq(replies.id, id), replyHistoryVisibleTo(viewer)));
  if (!row) notFound();
  return formerStates(
    and(
      eq(revisions.replyId, id),
      sql`exists (select 1 from ${replies} where ${replies.id} = ${revisions.replyId} and ${replyHistoryVisibleTo(viewer)} and ${replyFromPresentLayerUnlessMine(revisions.madeAt, viewer)})`,
    ),
  );
}

// ---- writing ---------------------------------------------------------------------------------------------------

/**
 * Answers an annotation, or a reply to it, under an id that the client made.
 * @throws Problem 404 the annotation or the reply answered; 409 the id is taken by something else; 429 as `annotate`
 */
export async function reply(
  viewer: Account,
  annotationId: string,
  id: string,
  input: NewReply,
): Promise<{ reply: Reply; created: boolean }> {
  const hash = sentHash({ annotationId, ...input });
  const earlier = await written(viewer, id, hash);
  if (earlier) return { reply: earlier, created: false };
  const created = await planned.transaction(async (tx) => {
    const now = await moment(tx, viewer);
    const to = await hold(tx, viewer, annotationId);
    await pace(tx, viewer, now, id);
    const stored = await tx.execute(sql`
      insert into ${replies} (id, annotation_id, parent_id, author_id, body, sent_hash, pending_at, created_at, updated_at)
      select ${id}::uuid, ${annotations.id}, ${input.parentId}::uuid, ${viewer.id}::uuid, ${input.body}, ${hash},
        ${waits(viewer, now)}, ${now}::timestamptz, ${now}::timestamptz
      from ${annotations}
      where ${annotations.id} = ${annotationId} and ${threadAnswerableBy(viewer)} and ${answerable(input.parentId, viewer)}
      on conflict (id) do nothing
      returning id`);
    if (!stored.length) return null;
    const made = await withNames(tx, viewer, to.articleId, id, input.mentions);
    // Before the event, which holds the article until the end.
    await reach(tx, viewer, to.groupId, to.articleId);
    await tellOfReply(tx, id);
    await tell(tx, viewer, to, id, "created", made.pending);
    return made;
  });
  if (created) return { reply: created, created: true };
  const won = await written(viewer, id, hash);
  return won ? { reply: won, created: false } : notFound();
}

/** The reply as it stands now, once whom its words name is kept. */
async function withNames(
  tx: Writing,
  viewer: Account,
  articleId: string,
  id: string,
  meant: ReplyPatch["mentions"],
): Promise<Reply> {
  const now = (await find(viewer, id, tx)) ?? notFound();
  const { annotationId, body, pending } = now;
  const subject = { articleId, annotationId, replyId: id };
  return { ...now, mentions: await nameIn(tx, viewer, subject, { body: body ?? "", meant, pending }) };
}

const answerable = (parentId: string | null, viewer: Viewer): SQL =>
  parentId === null
    ? sql`true`
    : sql`exists (select 1 from ${replies} where ${replies.id} = ${parentId} and ${replies.annotationId} = ${annotations.id} and ${replyVisibleTo(viewer)})`;

async function written(viewer: Account, id: string, hash: string): Promise<Reply | null> {
  const [row] = await planned
    .select({ same: sql<boolean>`${replyWrittenBy(viewer)} and ${replies.sentHash} = ${hash}` })
    .from(replies)
    .where(eq(replies.id, id));
  if (!row) return null;
  const still = row.same ? await find(viewer, id) : null;
  return still ?? conflict("This id belongs to something else already, or to a reply that was deleted.");
}

/**
 * The audience of an annotation, held as it is until the end: it cannot be shown to more people while somebody answers
 * it. @throws Problem 404
 */
async function hold(tx: Writing, viewer: Viewer, annotationId: string) {
  const [row] = await tx
    .select(audienceOf)
    .from(annotations)
    .where(and(eq(annotations.id, annotationId), threadOpenTo(viewer)))
    .for("share");
  return row ?? notFound();
}

const tell = (
  tx: Writing,
  viewer: Account,
  to: Awaited<ReturnType<typeof hold>>,
  id: string,
  change: "created" | "changed" | "deleted",
  pending = false,
) =>
  append(
    tx,
    to.articleId,
    { kind: "reply", subjectId: id, change },
    { ...to, actorId: viewer.id, leadsOnly: to.leadsOnly || pending },
  );

/** Since when a reply to a row of `annotations` waits for a lead; null where it does not. */
const waits = (viewer: Viewer, now: string) =>
  sql`case when ${awaitsLead(annotations.groupId, annotations.withUserId, viewer)} then ${now}::timestamptz end`;

/** Says it otherwise. @throws Problem 404; 412 with `current` when `revision` is not the present one */
export async function revise(viewer: Account, id: string, revision: number, said: ReplyPatch): Promise<Reply> {
  const write: Write = (tx, now, where) =>
    tx
      .update(replies)
      .set({
        body: said.body,
        pendingAt: sql`coalesce((select ${waits(viewer, now)} from ${annotations} where ${annotations.id} = ${replies.annotationId}), ${replies.pendingAt})`,
        updatedAt: now,
        revision: sql`${replies.revision} + 1`,
      })
      .where(and(where, replyWritableBy(viewer)))
      .returning({ id: replies.id });
  return change(viewer, id, revision, "changed", write, said.mentions);
}

/** Deletes it; a tombstone stays where it was answered. @throws Problem 404, 412 */
export async function remove(viewer: Account, id: string, revision: number): Promise<void> {
  await change(viewer, id, revision, "deleted", (tx, now, where) =>
    tx
      .update(replies)
      .set({ deletedAt: now, updatedAt: now, revision: sql`${replies.revision} + 1` })
      .where(where)
      .returning({ id: replies.id }),
  );
}

type Write = (tx: Writing, now: string, where: SQL | undefined) => Promise<{ id: string }[]>;

async function change(
  viewer: Account,
  id: string,
  revision: number,
  what: "changed" | "deleted",
  write: Write,
  meant?: ReplyPatch["mentions"],
): Promise<Reply> {
  return planned.transaction(async (tx) => {
    const now = await moment(tx, viewer);
    const former = await find(viewer, id, tx);
    if (!former?.canEdit || former.body === null) notFound();
    const to = await hold(tx, viewer, former.annotationId);
    const [changed] = await write(
      tx,
      now,
      and(eq(replies.id, id), eq(replies.revision, revision), replyEditableBy(viewer)),
    );
    if (!changed) {
      const current = await find(viewer, id, tx);
      // Of the revision that was asked for, it is refused for where it stands.
      return current && current.revision !== revision ? stale(current) : notFound();
    }
    const was = { body: former.body };
    await keepFormer(tx, { replyId: id }, { revision, madeBy: viewer.id, madeAt: now, was });
    const present =
      what === "changed" ? await withNames(tx, viewer, to.articleId, id, meant) : await find(viewer, id, tx);
    // What was changed and waits now is gone for those who are not to see it before a lead has, or before they are shown it.
    const withheld =
      (present?.pending && !former.pending) || (what === "changed" && (await isExempt(tx, former.annotationId)));
    if (withheld) await tell(tx, viewer, to, id, "deleted");
    await tell(tx, viewer, to, id, what, present?.pending ?? former.pending);
    return present ?? former;
  });
}

/** Puts back what its author deleted. @throws Problem 404 */
export async function restore(viewer: Account, id: string): Promise<Reply> {
  return planned.transaction(async (tx) => {
    const now = await moment(tx, viewer);
    const [back] = await tx
      .update(replies)
      .set({ deletedAt: null, updatedAt: now, revision: sql`${replies.revision} + 1` })
      .where(and(eq(replies.id, id), replyRestorableBy(viewer)))
      .returning({ id: replies.id });
    const current = back && (await find(viewer, id, tx));
    if (!current) notFound();
    const to = await hold(tx, viewer, current.annotationId);
    await tell(tx, viewer, to, id, "created", current.pending);
    await tellOfReply(tx, id);
    return current;
  });
}
