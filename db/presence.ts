import { and, desc, eq, sql } from "drizzle-orm";
import { notFound } from "@/lib/problem";
import type { HereNow } from "@/lib/schemas/presence";
import type { Account } from "@/lib/schemas/user";
import { articleVisibleTo, isSelf, presenceOf, presentTo } from "./access";
import { db, planned } from "./client";
import { CHANNEL, came } from "./events";
import { personAlong } from "./pseudonyms";
import { articles, presence, users } from "./schema";

/** As many people as are named; of a lecture the rest are counted. */
const MOST_NAMED = 24;

/**
 * Says that this reader is here, and where; of who hides nothing is kept. Whoever may see them is told when they come, and
 * finds where they are when they next look.
 * @throws Problem 404 when they may not read it
 */
export async function be(viewer: Account, articleId: string, place: number): Promise<void> {
  const [row] = await planned.execute<{ shown: boolean; fresh: boolean }>(sql`
    with me as (select ${users.present} as shown from ${users} join ${articles} on ${articles.id} = ${articleId}::uuid
      where ${isSelf(viewer)} and ${articleVisibleTo(viewer)}),
    before as (select at from presence where article_id = ${articleId}::uuid and user_id = ${viewer.id}::uuid and at > clock_timestamp() - interval '45 seconds'),
    kept as (insert into presence (article_id, user_id, place, at)
      select ${articleId}::uuid, ${viewer.id}::uuid, ${place}, clock_timestamp() from me where shown
      on conflict (article_id, user_id) do update set place = excluded.place, at = excluded.at returning 1)
    select me.shown, not exists (select 1 from before) as fresh from me`);
  if (!row) notFound();
  if (row.shown && row.fresh) await tell(articleId, viewer.id);
}

/** This reader left. */
export async function leave(viewer: Account, articleId: string): Promise<void> {
  const gone = await planned
    .delete(presence)
    .where(and(eq(presence.articleId, articleId), presenceOf(viewer)))
    .returning({ articleId: presence.articleId });
  for (const one of gone) await tell(one.articleId, viewer.id);
}

/** Who else is here, as far as this viewer may see. @throws Problem 404 */
export async function here(viewer: Account, articleId: string): Promise<HereNow> {
  const [[may], rows] = await Promise.all([
    planned
      .select({ shown: users.present })
      .from(users)
      .innerJoin(articles, eq(articles.id, articleId))
      .where(and(isSelf(viewer), articleVisibleTo(viewer))),
    planned
      .select({
        person: personAlong(sql`${articleId}::uuid`, users, viewer),
        place: presence.place,
        count: sql<number>`(count(*) over ())::int`,
      })
      .from(presence)
      .innerJoin(users, eq(users.id, presence.userId))
      .where(and(eq(presence.articleId, articleId), presentTo(viewer)))
      .orderBy(desc(presence.at))
      .limit(MOST_NAMED),
  ]);
  if (!may) notFound();
  const items = rows.map(({ person, place }) => ({ person, place }));
  return { items, count: rows[0]?.count ?? 0, shown: may.shown };
}

/** Whether others see where I read. Who hides is gone at once, and sees nobody either. */
export async function choose(viewer: Account, shown: boolean): Promise<void> {
  await db.update(users).set({ present: shown }).where(isSelf(viewer));
  if (shown) return;
  const gone = await db.delete(presence).where(presenceOf(viewer)).returning({ articleId: presence.articleId });
  for (const { articleId } of gone) await tell(articleId, viewer.id);
}

export async function isShown(viewer: Account): Promise<boolean> {
  const [row] = await db.select({ shown: users.present }).from(users).where(isSelf(viewer));
  return row?.shown ?? false;
}

const tell = (articleId: string, userId: string) =>
  db.execute(sql`select pg_notify(${CHANNEL}, ${came(articleId, userId)})`);
