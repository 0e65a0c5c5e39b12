import { and, eq, type SQL, sql } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { notFound } from "@/lib/problem";
import type { Reaction } from "@/lib/reactions";
import type { Annotation, ThreadPatch } from "@/lib/schemas/annotation";
import type { Reply } from "@/lib/schemas/reply";
import type { Account } from "@/lib/schemas/user";
import { reactionOf, replyStandsFor, replyVisibleTo, threadAnswerableBy, threadSettledBy } from "./access";
import { audienceOf } from "./annotation-rows";
import { read as annotation } from "./annotations";
import { planned } from "./client";
import { append, type Writing } from "./events";
import { decide } from "./moderating";
import { read as reply } from "./replies";
import { annotations, reactions, replies } from "./schema";
import { tellOfAccepted } from "./telling";

/** What readers do to a thread beside writing in it: react and settle. None of it changes a revision. */

/** Says of a note, with one press, or takes it back; saying it again changes nothing. @throws Problem 404 */
export async function react(viewer: Account, annotationId: string, what: Reaction, on: boolean): Promise<Annotation> {
  await planned.transaction(async (tx) => {
    const [found] = await tx
      .select({ id: annotations.id })
      .from(annotations)
      .where(and(eq(annotations.id, annotationId), threadAnswerableBy(viewer)));
    if (!found) notFound();
    await say(tx, viewer, { annotationId }, eq(reactions.annotationId, annotationId), what, on);
    await tell(tx, viewer, annotationId, { kind: "annotation", subjectId: annotationId });
  });
  return annotation(viewer, annotationId);
}

/** The same of a reply. @throws Problem 404 */
export async function reactToReply(viewer: Account, replyId: string, what: Reaction, on: boolean): Promise<Reply> {
  await planned.transaction(async (tx) => {
    const [found] = await tx
      .select({ annotationId: replies.annotationId })
      .from(replies)
      .innerJoin(annotations, eq(annotations.id, replies.annotationId))
      .where(
        and(
          eq(replies.id, replyId),
          sql`${replies.deletedAt} is null and ${replies.pendingAt} is null`,
          replyStandsFor(viewer),
          threadAnswerableBy(viewer),
        ),
      );
    if (!found) notFound();
    await say(tx, viewer, { replyId }, eq(reactions.replyId, replyId), what, on);
    await tell(tx, viewer, found.annotationId, { kind: "reply", subjectId: replyId });
  });
  return reply(viewer, replyId);
}

async function say(
  tx: Writing,
  viewer: Account,
  subject: { annotationId: string } | { replyId: string },
  about: SQL,
  what: Reaction,
  on: boolean,
): Promise<void> {
  if (on)
    await tx
      .insert(reactions)
      .values({ id: uuid(), userId: viewer.id, what, ...subject })
      .onConflictDoNothing();
  else await tx.delete(reactions).where(and(about, eq(reactions.what, what), reactionOf(viewer)));
}

async function tell(
  tx: Writing,
  viewer: Account,
  annotationId: string,
  what: { kind: "annotation" | "reply"; subjectId: string },
): Promise<void> {
  const [to] = await tx.select(audienceOf).from(annotations).where(eq(annotations.id, annotationId));
  if (to) await append(tx, to.articleId, { ...what, change: "changed" }, { ...to, actorId: viewer.id });
}

/**
 * Resolves or reopens a thread, accepts an answer to a question or takes that back. An accepted answer resolves the
 * thread unless `resolved` says otherwise. @throws Problem 404 also for a reply that stands elsewhere
 */
export async function settle(viewer: Account, annotationId: string, patch: ThreadPatch): Promise<Annotation> {
  await planned.transaction(async (tx) => {
    const accepted = patch.acceptedReplyId;
    const resolved = patch.resolved ?? (accepted ? true : undefined);
    const [changed] = await tx
      .update(annotations)
      .set({
        ...(accepted !== undefined && { acceptedReplyId: accepted }),
        ...(resolved !== undefined && {
          resolvedAt: resolved ? sql`coalesce(${annotations.resolvedAt}, clock_timestamp())` : null,
          resolvedBy: resolved ? sql`coalesce(${annotations.resolvedBy}, ${viewer.id}::uuid)` : null,
        }),
      })
      .where(
        and(
          eq(annotations.id, annotationId),
          threadSettledBy(viewer),
          accepted
            ? sql`exists (select 1 from ${replies} where ${replies.id} = ${accepted}::uuid and ${replies.annotationId} = ${annotations.id}
                and ${replies.deletedAt} is null and ${replies.pendingAt} is null and ${replyVisibleTo(viewer)})`
            : undefined,
        ),
      )
      .returning({ id: annotations.id });
    if (!changed) notFound();
    await tell(tx, viewer, annotationId, { kind: "annotation", subjectId: annotationId });
    if (accepted) await tellOfAccepted(tx, accepted, viewer.id);
  });
  return annotation(viewer, annotationId);
}

/** Lets a note stand that waited for a lead: its group sees it now. @throws Problem 404; 409 when it does not wait */
export async function approve(viewer: Account, annotationId: string): Promise<Annotation> {
  await decide(viewer, { annotationId }, { what: "approve", reason: "" });
  return annotation(viewer, annotationId);
}

/** The same for a reply. @throws Problem 404; 409 when it does not wait */
export async function approveReply(viewer: Account, replyId: string): Promise<Reply> {
  await decide(viewer, { replyId }, { what: "approve", reason: "" });
  return reply(viewer, replyId);
}
