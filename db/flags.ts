import { and, asc, eq, isNull, type SQL, sql } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { notFound } from "@/lib/problem";
import type { Flag, NewFlag } from "@/lib/schemas/moderation";
import type { Account } from "@/lib/schemas/user";
import {
  flaggableBy,
  flagOf,
  moderatedBy,
  openFlag,
  replyFlaggableBy,
  replyModeratedBy,
  replyVisibleTo,
  visibleTo,
} from "./access";
import { db } from "./client";
import type { Writing } from "./events";
import { notify } from "./notices";
import { iso } from "./paging";
import { annotations, flags, replies, users } from "./schema";

/** What readers report, to whoever answers for the place it stands in. Who reported is known to those alone. */

/** A note, or a reply below one. */
export type Subject = { annotationId: string } | { replyId: string };

export const about = (subject: Subject): SQL =>
  "replyId" in subject ? eq(flags.replyId, subject.replyId) : eq(flags.annotationId, subject.annotationId);

/** The annotation that a subject is, or stands below, if this rule allows it. */
async function find(tx: Pick<Writing, "select">, subject: Subject, rule: SQL, replyRule: SQL) {
  const columns = {
    id: annotations.id,
    articleId: annotations.articleId,
    groupId: annotations.groupId,
    layerAt: annotations.layerAt,
  };
  const [row] =
    "replyId" in subject
      ? await tx
          .select({ ...columns, authorId: replies.authorId })
          .from(replies)
          .innerJoin(annotations, eq(annotations.id, replies.annotationId))
          .where(and(eq(replies.id, subject.replyId), replyRule))
      : await tx
          .select({ ...columns, authorId: annotations.authorId })
          .from(annotations)
          .where(and(eq(annotations.id, subject.annotationId), rule));
  return row ?? notFound();
}

/** Reports it; reporting it again says it otherwise. @throws Problem 404, also for what is one's own */
export async function flag(viewer: Account, subject: Subject, { reason, detail }: NewFlag): Promise<void> {
  await db.transaction(async (tx) => {
    const on = await find(tx, subject, flaggableBy(viewer), replyFlaggableBy(viewer));
    const id = uuid();
    const target = "replyId" in subject ? flags.replyId : flags.annotationId;
    const here = sql`${flags.createdAt} > ${on.layerAt}`;
    const earlier = await tx.$count(flags, and(about(subject), isNull(flags.settledAt), here));
    await tx
      .insert(flags)
      .values({ id, ...subject, userId: viewer.id, reason, detail })
      .onConflictDoUpdate({
        target: [target, flags.userId],
        targetWhere: sql`${sql.identifier(target.name)} is not null and settled_at is null`,
        // One from before the note came to stand here is made anew.
        set: { reason, detail, createdAt: sql`case when ${here} then ${flags.createdAt} else clock_timestamp() end` },
      });
    // Once for what is reported, however many report it, until it is settled.
    if (earlier === 0)
      await notify(tx, answering(on), {
        ...{ kind: "moderation" as const, cause: `flag:${id}`, actorId: null },
        ...{ articleId: on.articleId, annotationId: on.id, groupId: on.groupId ?? undefined, ...subject },
      });
  });
}

/** Who looks after it: the leads of its group but its author; else the administrators. */
const answering = ({ groupId, authorId }: { groupId: string | null; authorId: string }) => {
  const leading = sql`select m.user_id from memberships as m join users as p on p.id = m.user_id
    where m.group_id = ${groupId}::uuid and m.role in ('owner', 'lead') and m.user_id <> ${authorId}::uuid and not p.sample`;
  return sql`${leading} union all select a.id from users as a where a.role = 'admin' and a.id <> ${authorId}::uuid and not exists (${leading})`;
};

/** Takes my report back. @throws Problem 404 when there is none */
export async function unflag(viewer: Account, subject: Subject): Promise<void> {
  const gone = await db
    .delete(flags)
    .where(and(about(subject), isNull(flags.settledAt), flagOf(viewer)))
    .returning({ id: flags.id });
  if (!gone.length) notFound();
}

/** The open reports of it: my own, and all of them where I answer for it. @throws Problem 404 */
export async function flagsOn(viewer: Account, subject: Subject): Promise<Flag[]> {
  const mayAsk = (sees: SQL, settles: SQL) => sql`(${sees} or ${settles})`;
  await find(
    db,
    subject,
    mayAsk(visibleTo(viewer), moderatedBy(viewer)),
    mayAsk(sql`(${replies.deletedAt} is null and ${replyVisibleTo(viewer)})`, replyModeratedBy(viewer)),
  );
  const shown = (settles: SQL) => sql`${openFlag(flags)} and (${flagOf(viewer)} or ${settles})`;
  const rule =
    "replyId" in subject
      ? sql`exists (select 1 from ${replies} join ${annotations} on ${annotations.id} = ${replies.annotationId} where ${replies.id} = ${flags.replyId} and ${shown(replyModeratedBy(viewer))})`
      : sql`exists (select 1 from ${annotations} where ${annotations.id} = ${flags.annotationId} and ${shown(moderatedBy(viewer))})`;
  return db
    .select({
      reason: flags.reason,
      detail: flags.detail,
      by: { id: users.id, name: users.name },
      at: iso(flags.createdAt),
    })
    .from(flags)
    .innerJoin(users, eq(users.id, flags.userId))
    .where(and(about(subject), rule))
    .orderBy(asc(flags.createdAt));
}
