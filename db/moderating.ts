import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { conflict, notFound } from "@/lib/problem";
import type { NewAct } from "@/lib/schemas/moderation";
import type { Account } from "@/lib/schemas/user";
import { moderatedBy, replyModeratedBy, writableInItsGroup } from "./access";
import { record } from "./acts";
import { audienceOf } from "./annotation-rows";
import { db } from "./client";
import { append, type Writing } from "./events";
import { about, type Subject } from "./flags";
import { tellNamed } from "./mentions";
import { notify } from "./notices";
import { acts, annotations, flags, replies } from "./schema";
import { tellOfNote, tellOfReply } from "./telling";

/** What leads, and for public layers administrators, decide about what others wrote. It changes no revision. */

const now = sql`clock_timestamp()`;
type What = NewAct["what"] | "approve";

/**
 * Decides about a note or a reply, says so to its author with the reason, and notes it in the log. What is hidden is gone
 * for everybody at once; restoring lets it stand again, also where it waited. Open reports are settled by it, but for a
 * warning; `reopen` takes a hiding back as if it had not been: what it settled waits again.
 * @returns the act's id. @throws Problem 404; 409 where it is so already
 */
export async function decide(
  viewer: Account,
  subject: Subject,
  { what, reason, reopen = false }: { what: What; reason: string; reopen?: boolean },
): Promise<string> {
  return db.transaction(async (tx) => {
    const row = await hold(tx, viewer, subject, what);
    fits(what, row);
    const next = STATES[what];
    if (next) {
      if ("replyId" in subject) await tx.update(replies).set(next).where(eq(replies.id, subject.replyId));
      else await tx.update(annotations).set(next).where(eq(annotations.id, subject.annotationId));
      await tell(tx, viewer, subject, row, what);
      // What waited told nobody until now.
      if (what === "approve" || (what === "restore" && row.pending)) await tellNow(tx, subject, row);
    }
    if (what !== "warn")
      await tx
        .update(flags)
        .set({ settledAt: now, settledBy: viewer.id })
        .where(and(about(subject), isNull(flags.settledAt)));
    if (what === "restore" && reopen) await openAgain(tx, subject);
    const { groupId, articleId, noteId } = row;
    const actId = await record(tx, viewer, { ...subject, groupId, userId: row.writerId, what, reason });
    // That all is well with a note is no news to its author. Which of those who lead decided it is for their log.
    if (what !== "dismiss" && what !== "approve")
      await notify(tx, sql`select ${row.writerId}::uuid`, {
        ...{ kind: "moderation" as const, cause: `act:${actId}`, actId, actorId: null },
        ...{ articleId, annotationId: noteId, groupId: groupId ?? undefined, ...subject },
      });
    return actId;
  });
}

/** The reports that the last hiding settled: those settled since whatever was decided before it. */
async function openAgain(tx: Writing, subject: Subject): Promise<void> {
  const of = "replyId" in subject ? eq(acts.replyId, subject.replyId) : eq(acts.annotationId, subject.annotationId);
  const before = sql`(select ${acts.at} from ${acts} where ${of} and ${acts.what} <> 'warn' order by ${acts.at} desc offset 1 limit 1)`;
  await tx
    .update(flags)
    .set({ settledAt: null, settledBy: null })
    .where(and(about(subject), sql`${flags.settledAt} > coalesce(${before}, '-infinity')`));
}

async function tellNow(tx: Writing, subject: Subject, { articleId, noteId, writerId }: Held): Promise<void> {
  await tellNamed(tx, writerId, { articleId, annotationId: noteId, ...subject });
  await ("replyId" in subject ? tellOfReply(tx, subject.replyId) : tellOfNote(tx, noteId));
}

const STATES: Partial<Record<What, { hiddenAt?: SQL | null; pendingAt?: null }>> = {
  hide: { hiddenAt: now },
  reject: { hiddenAt: now },
  restore: { hiddenAt: null, pendingAt: null },
  approve: { pendingAt: null },
};

type Held = Awaited<ReturnType<typeof hold>>;

/** The row, as it is until the end. @throws Problem 404 for who does not answer for it */
async function hold(tx: Writing, viewer: Account, subject: Subject, what: What) {
  // In a group that is put away nothing new comes to stand; hiding goes on.
  const inUse = what === "approve" ? writableInItsGroup(viewer) : undefined;
  const columns = {
    ...audienceOf,
    noteId: annotations.id,
    noteHidden: sql<boolean>`${annotations.hiddenAt} is not null`,
  };
  const [row] =
    "replyId" in subject
      ? await tx
          .select({
            ...columns,
            writerId: replies.authorId,
            hidden: sql<boolean>`${replies.hiddenAt} is not null`,
            pending: sql<boolean>`${replies.pendingAt} is not null`,
          })
          .from(replies)
          .innerJoin(annotations, eq(annotations.id, replies.annotationId))
          .where(and(eq(replies.id, subject.replyId), replyModeratedBy(viewer), inUse))
          .for("no key update", { of: replies })
      : await tx
          .select({
            ...columns,
            writerId: annotations.authorId,
            hidden: sql<boolean>`${annotations.hiddenAt} is not null`,
            pending: sql<boolean>`${annotations.pendingAt} is not null`,
          })
          .from(annotations)
          .where(and(eq(annotations.id, subject.annotationId), moderatedBy(viewer), inUse))
          .for("no key update");
  return row ?? notFound();
}

function fits(what: What, { hidden, pending }: Held): void {
  if (what === "restore" && !hidden) conflict("It is not hidden.");
  if ((what === "hide" || what === "reject" || what === "dismiss") && hidden) conflict("It is hidden already.");
  if ((what === "reject" || what === "approve") && (!pending || hidden)) conflict("It does not wait any more.");
}

/** Tells whoever could see it that it is gone, whoever can see it now that it is there, and in either case its author. */
async function tell(tx: Writing, viewer: Account, subject: Subject, row: Held, what: What): Promise<void> {
  const id = "replyId" in subject ? subject.replyId : row.noteId;
  const event = { kind: "replyId" in subject ? ("reply" as const) : ("annotation" as const), subjectId: id };
  const gone = what === "hide" || what === "reject";
  const below = "replyId" in subject;
  const leadsOnly = (gone && row.pending) || (below && (row.leadsOnly || row.noteHidden));
  const { articleId } = row;
  const change = gone ? ("deleted" as const) : ("created" as const);
  await append(tx, articleId, { ...event, change }, { ...row, actorId: viewer.id, leadsOnly });
  if (leadsOnly)
    await append(tx, articleId, { ...event, change }, { layer: "private", groupId: null, authorId: row.writerId });
}
