import { and, desc, eq, sql } from "drizzle-orm";
import { notFound } from "@/lib/problem";
import type { Follow, Followed } from "@/lib/schemas/notice";
import type { Account } from "@/lib/schemas/user";
import type { Listed, Page } from "@/lib/schemas/wire";
import {
  articleVisibleTo,
  followOf,
  groupVisibleTo,
  personKnownTo,
  replyWrittenBy,
  threadOpenTo,
  writtenBy,
} from "./access";
import { db } from "./client";
import { cursorOf, iso, listed, momentAndId, placeOf } from "./paging";
import { annotations, articles, follows, groups, replies, users } from "./schema";

/** What a reader is told of because they asked to be, or take part in it. */

/** A row for what may be followed by this viewer, of each sort. */
const open = (viewer: Account, what: Followed, id: string) => {
  const from = {
    article: sql`${articles} where ${articles.id} = ${id}::uuid and ${articleVisibleTo(viewer)}`,
    group: sql`${groups} where ${groups.id} = ${id}::uuid and ${groupVisibleTo(viewer)}`,
    person: sql`${users} where ${users.id} = ${id}::uuid and ${users.id} <> ${viewer.id}::uuid and ${personKnownTo(viewer)}`,
    thread: sql`${annotations} where ${annotations.id} = ${id}::uuid and ${threadOpenTo(viewer)}`,
  };
  return from[what];
};

/** Whether I follow it. A thread that I take part in I follow unless I chose not to. @throws Problem 404 */
export async function following(viewer: Account, what: Followed, id: string): Promise<boolean> {
  const chosen = sql`(select ${follows.on} from ${follows} where ${follows.what} = ${what} and ${follows.subjectId} = ${id}::uuid and ${followOf(viewer)})`;
  const takesPart =
    what === "thread"
      ? sql`exists (select 1 from ${annotations} where ${annotations.id} = ${id}::uuid and ${writtenBy(viewer)})
          or exists (select 1 from ${replies} where ${replies.annotationId} = ${id}::uuid and ${replyWrittenBy(viewer)})`
      : sql`false`;
  const [row] = await db.execute<{ on: boolean }>(
    sql`select coalesce(${chosen}, ${takesPart}) as "on" where exists (select 1 from ${open(viewer, what, id)})`,
  );
  return row ? row.on : notFound();
}

/** Follows something, or not any more; of a thread that I take part in, I am not told then. @throws Problem 404 */
export async function follow(viewer: Account, what: Followed, id: string, on: boolean): Promise<void> {
  // To stop needs no right: who may not see a thing any more may still wish to hear nothing of it.
  const stopped = on
    ? []
    : await db
        .update(follows)
        .set({ on })
        .where(and(eq(follows.what, what), eq(follows.subjectId, id), followOf(viewer)))
        .returning({ id: follows.subjectId });
  if (stopped.length) return;
  const made = await db.execute(sql`
    insert into ${follows} (user_id, what, subject_id, "on")
    select ${viewer.id}::uuid, ${what}, ${id}::uuid, ${on} where exists (select 1 from ${open(viewer, what, id)})
    on conflict (user_id, what, subject_id) do update set "on" = excluded."on" returning subject_id`);
  if (!made.length) notFound();
}

/** What each is called, as far as this viewer may see it. */
const names = (viewer: Account) => ({
  article: sql`(select ${articles.title} from ${articles} where ${articles.id} = ${follows.subjectId} and ${articleVisibleTo(viewer)})`,
  group: sql`(select ${groups.name} from ${groups} where ${groups.id} = ${follows.subjectId} and ${groupVisibleTo(viewer)})`,
  person: sql`(select ${users.name} from ${users} where ${users.id} = ${follows.subjectId} and ${personKnownTo(viewer)})`,
  thread: sql`(select left(coalesce(nullif(${annotations.body}, ''), ${annotations.exact}), 240) from ${annotations}
    where ${annotations.id} = ${follows.subjectId} and ${threadOpenTo(viewer)})`,
});

/** What I chose to follow, the latest first; what I may not see any more without its name. @throws Problem 400 */
export async function list(viewer: Account, { limit, cursor }: Page): Promise<Listed<Follow>> {
  const after = placeOf(cursor, momentAndId);
  const { article, group, person, thread } = names(viewer);
  const page = await db
    .select({
      what: follows.what,
      id: follows.subjectId,
      at: iso(follows.at),
      name: sql<string | null>`case ${follows.what} when 'article' then ${article} when 'group' then ${group}
        when 'person' then ${person} else ${thread} end`,
    })
    .from(follows)
    .where(
      and(
        followOf(viewer),
        eq(follows.on, true),
        after ? sql`(${follows.at}, ${follows.subjectId}) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : undefined,
      ),
    )
    .orderBy(desc(follows.at), desc(follows.subjectId))
    .limit(limit + 1);
  return listed(
    page,
    limit,
    (row) => cursorOf(row.at, row.id),
    (row) => row,
  );
}
