import { type SQL, sql } from "drizzle-orm";
import type { Writing } from "./events";
import { notices } from "./schema";

/** What happened and where: the rows it is about, never their words. */
export type Notice = {
  kind: (typeof notices.$inferInsert)["kind"];
  /** What happened, as `reply:<id>`: whatever reasons there are to tell somebody of it, it is told once. */
  cause: string;
  /** Who did it; never told of it. */
  actorId: string | null;
  articleId?: string;
  annotationId?: string;
  replyId?: string;
  groupId?: string;
  actId?: string;
};

/**
 * Tells people of something, once per person and cause, in the transaction in which it happens. Whether they may still
 * see it is asked again when it is shown or mailed.
 * @param to a query of one column: their ids
 */
export async function notify(tx: Writing, to: SQL, notice: Notice): Promise<void> {
  const { kind, cause, actorId, articleId = null, annotationId = null, replyId = null, groupId = null } = notice;
  await tx.execute(sql`
    insert into ${notices} (id, user_id, kind, cause, actor_id, article_id, annotation_id, reply_id, group_id, act_id, delivery)
    select gen_random_uuid(), u.id, ${kind}, ${cause}, ${actorId}::uuid, ${articleId}::uuid, ${annotationId}::uuid,
      ${replyId}::uuid, ${groupId}::uuid, ${notice.actId ?? null}::uuid, 'once'
    from users as u
    where u.id in (${to}) and u.id is distinct from ${actorId}::uuid
      and u.deleted_at is null and u.disabled_at is null and not u.sample
    on conflict (user_id, cause) do nothing`);
}
