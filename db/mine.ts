import { and, asc, eq, gt, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Mine, MyAnnotation, MyArticle, MyReply } from "@/lib/export/mine";
import { notFound } from "@/lib/problem";
import type { Account } from "@/lib/schemas/user";
import { isoTime } from "@/lib/schemas/wire";
import {
  articleVisibleTo,
  isSelf,
  memberOf,
  replyWrittenBy,
  sessionOwnedBy,
  shelvedBy,
  visibleTo,
  writtenBy,
} from "./access";
import { db } from "./client";
import { iso } from "./paging";
import { personAt } from "./pseudonyms";
import {
  accounts,
  anchors,
  annotations,
  articles,
  articleVersions,
  groups,
  memberships,
  progress,
  replies,
  revisions,
  sessions,
  shelf,
  tags,
  users,
} from "./schema";

/** Everything of mine, to take along: all but the articles' texts, which `readings` gives one at a time. */
export async function everything(viewer: Account): Promise<Mine> {
  const [account] = await db
    .select({
      id: users.id,
      name: users.name,
      email: users.email,
      login: users.login,
      createdAt: users.createdAt,
      settings: users.settings,
      now: sql<string>`clock_timestamp()::text`,
    })
    .from(users)
    .where(isSelf(viewer));
  if (!account) notFound();
  const { now, ...mine } = account;
  return {
    exportedAt: isoTime(now),
    account: { ...mine, createdAt: isoTime(mine.createdAt) },
    signsInWith: (await connected(viewer)).map(({ provider, since }) => ({ provider, since })),
    devices: (
      await db
        .select({
          userAgent: sessions.userAgent,
          address: sessions.address,
          createdAt: sessions.createdAt,
          seenAt: sessions.seenAt,
        })
        .from(sessions)
        .where(sessionOwnedBy(viewer))
    ).map((one) => ({ ...one, createdAt: isoTime(one.createdAt), seenAt: isoTime(one.seenAt) })),
    groups: (
      await db
        .select({ id: groups.id, name: groups.name, role: memberships.role, joinedAt: memberships.joinedAt })
        .from(memberships)
        .innerJoin(groups, eq(groups.id, memberships.groupId))
        .where(and(eq(memberships.userId, viewer.id), memberOf(memberships.groupId, viewer)))
        .orderBy(asc(groups.name))
    ).map((one) => ({ ...one, joinedAt: isoTime(one.joinedAt) })),
    annotations: await myAnnotations(viewer),
    replies: await myReplies(viewer),
  };
}

/** The providers that sign me in. */
export async function connected(viewer: Account): Promise<{ provider: string; since: string }[]> {
  const rows = await db
    .select({ provider: accounts.provider, since: accounts.createdAt })
    .from(accounts)
    .innerJoin(users, eq(users.id, accounts.userId))
    .where(isSelf(viewer))
    .orderBy(asc(accounts.provider));
  return rows.map((one) => ({ ...one, since: isoTime(one.since) }));
}

async function myAnnotations(viewer: Account): Promise<MyAnnotation[]> {
  const rows = await db
    .select({
      id: annotations.id,
      articleId: annotations.articleId,
      articleTitle: sql<string | null>`case when ${articleVisibleTo(viewer)} then ${articles.title} end`,
      kind: annotations.kind,
      layer: annotations.layer,
      group: sql<string | null>`case when ${memberOf(annotations.groupId, viewer)} then ${groups.name} end`,
      exact: annotations.exact,
      prefix: annotations.prefix,
      suffix: annotations.suffix,
      start: annotations.start,
      end: annotations.end,
      version: articleVersions.number,
      span: sql<
        MyAnnotation["span"]
      >`(select jsonb_build_object('start', ${anchors.start}, 'end', ${anchors.end}) from ${anchors} where ${anchors.annotationId} = ${annotations.id} and ${anchors.versionId} = ${articles.currentVersionId} and ${articleVisibleTo(viewer)})`,
      body: annotations.body,
      speaker: annotations.speaker,
      source: annotations.source,
      tags: sql<
        string[]
      >`array(select ${tags.tag} from ${tags} where ${tags.annotationId} = ${annotations.id} order by ${tags.position})`,
      createdAt: annotations.createdAt,
      updatedAt: annotations.updatedAt,
      formerly: sql<
        MyAnnotation["formerly"]
      >`coalesce((select jsonb_agg(jsonb_build_object('at', ${iso(revisions.madeAt)}, 'was', ${revisions.was}, 'attached', ${revisions.attached}) order by ${revisions.madeAt}) from ${revisions} where ${revisions.annotationId} = ${annotations.id}), '[]')`,
    })
    .from(annotations)
    .innerJoin(articles, eq(articles.id, annotations.articleId))
    .innerJoin(articleVersions, eq(articleVersions.id, annotations.versionId))
    .leftJoin(groups, eq(groups.id, annotations.groupId))
    .where(writtenBy(viewer))
    .orderBy(asc(articles.title), asc(articles.id), asc(annotations.start), asc(annotations.id));
  return rows.map(({ exact, prefix, suffix, start, end, ...one }) => ({
    ...one,
    quote: { exact, prefix, suffix, start, end },
    createdAt: isoTime(one.createdAt),
    updatedAt: isoTime(one.updatedAt),
  }));
}

async function myReplies(viewer: Account): Promise<MyReply[]> {
  const author = alias(users, "author");
  const rows = await db
    .select({
      id: replies.id,
      annotationId: replies.annotationId,
      parentId: replies.parentId,
      body: replies.body,
      createdAt: replies.createdAt,
      updatedAt: replies.updatedAt,
      to: sql<
        MyReply["to"]
      >`case when ${visibleTo(viewer)} then jsonb_build_object('author', ${personAt(annotations, author, viewer)}, 'exact', ${annotations.exact}, 'articleTitle', ${articles.title}) end`,
    })
    .from(replies)
    .innerJoin(annotations, eq(annotations.id, replies.annotationId))
    .innerJoin(articles, eq(articles.id, annotations.articleId))
    .innerJoin(author, eq(author.id, annotations.authorId))
    .where(replyWrittenBy(viewer))
    .orderBy(asc(replies.createdAt), asc(replies.id));
  return rows.map((one) => ({ ...one, createdAt: isoTime(one.createdAt), updatedAt: isoTime(one.updatedAt) }));
}

/** My readings with their texts, one after another: on my shelf, or brought in by me, while I may read them. */
export async function* readingsOf(viewer: Account): AsyncGenerator<MyArticle> {
  for (let after = "00000000-0000-0000-0000-000000000000"; ; ) {
    const [row] = await db
      .select({
        id: articles.id,
        title: articles.title,
        byline: articles.byline,
        site: articles.site,
        sourceUrl: articles.sourceUrl,
        language: articles.language,
        publishedAt: articles.publishedAt,
        visibility: articles.visibility,
        broughtInByMe: sql<boolean>`${articles.createdBy} = ${viewer.id}::uuid`,
        read: progress.share,
        version: articleVersions.number,
        text: articleVersions.text,
      })
      .from(articles)
      .innerJoin(articleVersions, eq(articleVersions.id, articles.currentVersionId))
      .leftJoin(progress, and(eq(progress.articleId, articles.id), eq(progress.userId, viewer.id)))
      .where(
        and(
          gt(articles.id, after),
          articleVisibleTo(viewer),
          sql`(${articles.createdBy} = ${viewer.id}::uuid or exists (select 1 from ${shelf} where ${shelf.articleId} = ${articles.id} and ${shelvedBy(viewer)}))`,
        ),
      )
      .orderBy(asc(articles.id))
      .limit(1);
    if (!row) return;
    yield row;
    after = row.id;
  }
}
