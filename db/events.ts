import { sql } from "drizzle-orm";
import type { Layer } from "@/lib/schemas/annotation";
import { referenceHeld } from "./access";
import type { db } from "./client";
import { articles, events } from "./schema";

/** A transaction of `db`; everything that writes more than one row takes one. */
export type Writing = Parameters<Parameters<typeof db.transaction>[0]>[0];

/** The PostgreSQL channel that wakes listeners; its payload is the article's id, or `came`. */
export const CHANNEL = "gloss";
/** What the payload begins with instead where somebody got notices; then their id. */
export const TOLD = "told";
/** That this person came to an article, or left it: no event, for nothing of it is kept. */
export const came = (articleId: string, userId: string): string => `${articleId} ${userId}`;

/** Who may hear of a change, as it was when it happened: never to be judged by the row's present state. */
export type Audience = {
  layer: Layer;
  groupId: string | null;
  /** As the annotation is narrowed; not, unless given. */
  sectionId?: string | null;
  withUserId?: string | null;
  /** The annotation's author. */
  authorId: string;
  /** Whoever did this; the author unless given. */
  actorId?: string;
  /** It waits for a lead to let it stand. */
  leadsOnly?: boolean;
};

/**
 * Notes that something changed on an article. The number comes from the article's own row, whose lock is held until the
 * transaction ends, so commit order and number agree; `notify` is delivered with the commit and only wakes listeners.
 * @returns the version that is current, and stays so until the end
 */
export async function append(
  tx: Writing,
  articleId: string,
  what: {
    kind: "annotation" | "reply" | "version" | "reading";
    subjectId: string;
    change: "created" | "changed" | "deleted";
  },
  { layer, groupId, sectionId = null, withUserId = null, authorId, actorId = authorId, leadsOnly = false }: Audience,
): Promise<string> {
  const note =
    what.kind === "reply"
      ? sql`(select r.annotation_id from replies as r where r.id = ${what.subjectId}::uuid)`
      : sql`${what.subjectId}::uuid`;
  const [row] = await tx.execute<{ current: string }>(sql`
    with numbered as (
      update ${articles} set event_seq = event_seq + 1 where ${articles.id} = ${articleId} returning id, event_seq, current_version_id
    ), kept as (
      insert into ${events} (article_id, seq, kind, subject_id, change, layer, group_id, section_id, with_user_id, author_id, actor_id, leads_only)
      select id, event_seq, ${what.kind}, ${what.subjectId}::uuid, ${what.change}, ${layer}, ${groupId}::uuid,
        ${sectionId}::uuid, ${withUserId}::uuid, ${authorId}::uuid, ${actorId}::uuid, ${leadsOnly} or ${referenceHeld(note)}
      from numbered
      returning article_id
    )
    select pg_notify(${CHANNEL}, id::text), current_version_id as current from numbered, kept`);
  return row?.current ?? "";
}
