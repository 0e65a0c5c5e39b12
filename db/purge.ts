import { and, isNotNull, lt, sql } from "drizzle-orm";
import { db } from "./client";
import { sendsMail } from "./mail";
import { endDue } from "./members";
import {
  annotations,
  articles,
  events,
  failures,
  imports,
  invites,
  notices,
  outbox,
  readings,
  replies,
  sessions,
  shelf,
  slips,
  users,
} from "./schema";

/**
 * Removes what has served its time: groups whose seven days are over, ended sessions, links long dead, failed sign-ins that no longer count, letters that left, notices of half a year ago, imports that
 * nobody saved within a day, and articles that nobody has kept for a day. An article stays where others have written on
 * it, whose words are not its reader's to throw away, and where a former member left it public. Safe to run in several
 * processes at once.
 */
export async function purge(): Promise<void> {
  await endDue();
  await db.delete(sessions).where(lt(sessions.expiresAt, sql`now()`));
  // A week longer than they work: a recent one still counts against how many letters an address may get.
  await db.delete(slips).where(lt(slips.expiresAt, sql`now() - interval '7 days'`));
  await db.delete(failures).where(lt(failures.at, sql`now() - interval '1 hour'`));
  // Whoever comes back later than this asks for all again.
  await db.delete(events).where(lt(events.at, sql`now() - interval '7 days'`));
  // Where mail is sent, a letter stays there while it is tried, for nine hours at most; it may hold a link that signs in.
  await db
    .delete(outbox)
    .where(lt(outbox.at, sendsMail() ? sql`now() - interval '1 day'` : sql`now() - interval '7 days'`));
  await db.delete(notices).where(lt(notices.at, sql`now() - interval '180 days'`));
  await db.delete(imports).where(lt(imports.createdAt, sql`now() - interval '1 day'`));
  // The address of somebody who never came is nobody's to keep. That of a member whom a roster names is how the same
  // roster finds them again.
  await db.delete(invites).where(
    and(
      isNotNull(invites.email),
      lt(sql`least(${invites.revokedAt}, ${invites.expiresAt})`, sql`now() - interval '7 days'`),
      sql`not (${invites.name} is not null and exists (select 1 from invite_uses as used join memberships as m
          on m.user_id = used.user_id and m.group_id = ${invites.groupId} where used.invite_id = ${invites.id}))`,
    ),
  );
  await db.delete(shelf).where(lt(shelf.removedAt, sql`now() - interval '1 day'`));
  await db.delete(articles).where(
    and(
      unkept,
      sql`not (${articles.visibility} = 'public' and exists (
        select 1 from ${users} where ${users.id} = ${articles.createdBy} and ${users.deletedAt} is not null))`,
    ),
  );
}

/**
 * Articles that nobody has, no group reads and nobody but who brought them in has written on. A private one is had by who
 * brought it in alone. While one can still be put back on a shelf, its row there stands.
 */
export const unkept = sql`not exists (select 1 from ${shelf} where ${shelf.articleId} = ${articles.id}
    and (${articles.visibility} = 'public' or ${shelf.userId} = ${articles.createdBy}))
  and not exists (select 1 from ${readings} where ${readings.articleId} = ${articles.id})
  and not exists (
    select 1 from ${annotations} left join ${replies} on ${replies.annotationId} = ${annotations.id}
    where ${annotations.articleId} = ${articles.id} and (
      (${annotations.authorId} <> ${articles.createdBy} and ${annotations.deletedAt} is null)
      or (${replies.authorId} <> ${articles.createdBy} and ${replies.deletedAt} is null)))`;
