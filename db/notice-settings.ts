import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { notFound } from "@/lib/problem";
import { type Delivery, type NoticeChoice, type NoticeSetting, noticeSettingKind } from "@/lib/schemas/notice";
import type { Account } from "@/lib/schemas/user";
import { same, sign } from "@/lib/token";
import { memberOf, noticeSettingOf } from "./access";
import { db } from "./client";
import { groups, noticeSettings, notices } from "./schema";

/** How each wants to be told of each kind: everywhere, and in one group. */

/** What I chose; what has no row is as usual (`USUAL` in lib/notices.ts), and in a group as everywhere. */
export async function settingsOf(viewer: Account): Promise<NoticeSetting[]> {
  return db
    .select({
      kind: sql<NoticeSetting["kind"]>`${noticeSettings.kind}`,
      groupId: noticeSettings.groupId,
      delivery: noticeSettings.delivery,
    })
    .from(noticeSettings)
    .where(noticeSettingOf(viewer));
}

/** Keeps how I want to be told of these kinds; `null` is as usual, and in a group as everywhere. @throws Problem 404 */
export async function choose(viewer: Account, { groupId, kinds }: NoticeChoice): Promise<void> {
  await db.transaction(async (tx) => {
    if (groupId) {
      const [mine] = await tx
        .select({ id: groups.id })
        .from(groups)
        .where(and(eq(groups.id, groupId), memberOf(groups.id, viewer)));
      if (!mine) notFound();
    }
    const here = groupId ? eq(noticeSettings.groupId, groupId) : isNull(noticeSettings.groupId);
    for (const kind of noticeSettingKind.options) {
      const delivery = kinds[kind];
      if (delivery === undefined) continue;
      await tx.delete(noticeSettings).where(and(noticeSettingOf(viewer), eq(noticeSettings.kind, kind), here));
      if (delivery) await tx.insert(noticeSettings).values({ userId: viewer.id, groupId, kind, delivery });
    }
  });
}

// ---- without signing in ----------------------------------------------------------------------------------------

/** What a link in a mail is for: whose mail, and of which kinds. */
type Leave = { userId: string; kinds: NoticeSetting["kind"][] };

/** A token for the link that ends mail of these kinds. It works for good: mails are kept for long. */
export function leaveToken({ userId, kinds }: Leave, secret: string): string {
  const said = `${userId}.${[...kinds].sort().join("-")}`;
  return `${said}.${sign(secret, "unsubscribe", said)}`;
}

/** What a token is for; null for one that we did not make. */
export function leaveOf(token: string, secret: string): Leave | null {
  const [userId = "", kinds = "", signature = ""] = token.split(".");
  if (!same(signature, sign(secret, "unsubscribe", `${userId}.${kinds}`))) return null;
  const known = noticeSettingKind.options.filter((kind) => kinds.split("-").includes(kind));
  return { userId, kinds: known };
}

/** Ends mail: of these kinds, or all of it. They are told on the page of notices still. */
export async function endMail({ userId, kinds }: Leave, all = false): Promise<void> {
  const which = all ? noticeSettingKind.options : kinds;
  await db.transaction(async (tx) => {
    const of = (kind: SQL) => sql`${kind} = any(${sql.param([...which])}::text[])`;
    await tx.execute(sql`
      insert into ${noticeSettings} (user_id, kind, delivery) select u.id, k.kind, 'off'
      from users as u cross join unnest(${sql.param([...which])}::text[]) as k(kind) where u.id = ${userId}::uuid
      on conflict (user_id, kind, coalesce(group_id, '00000000-0000-0000-0000-000000000000')) do nothing`);
    const mail: Delivery[] = ["once", "daily", "weekly"];
    const mailed = (delivery: SQL) => sql`${delivery} = any(${sql.param(mail)}::text[])`;
    await tx
      .update(noticeSettings)
      .set({ delivery: "off" })
      .where(
        and(
          eq(noticeSettings.userId, userId),
          of(sql`${noticeSettings.kind}`),
          mailed(sql`${noticeSettings.delivery}`),
        ),
      );
    // What waits to be mailed waits no more.
    await tx
      .update(notices)
      .set({ delivery: "off" })
      .where(and(eq(notices.userId, userId), of(sql`${notices.kind}`), isNull(notices.mailedAt)));
  });
}
