import { and, asc, eq, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { notFound } from "@/lib/problem";
import type { PeopleQuery } from "@/lib/schemas/mention";
import type { Account, Person } from "@/lib/schemas/user";
import {
  articleVisibleTo,
  knownTo,
  layerOpenTo,
  masked,
  maskedTo,
  meantFor,
  meantForBelow,
  narrowingOpenTo,
  replyStandsFor,
  threadOpenTo,
  writesIn,
} from "./access";
import { sectionFor } from "./annotations";
import { db } from "./client";
import { standing } from "./mentions";
import { calledAt, idAt } from "./pseudonyms";
import { annotations, articles, memberships, replies, users } from "./schema";

/** Who can be written to: for the lists that complete a name while it is typed. */

/** As many as a list shows. */
const MOST = 8;

/**
 * A name without case and marks, with one space before each of its parts. What has a mark that Unicode does not take
 * apart is written with its plain letter.
 */
const folded = (name: SQLWrapper | string) =>
  sql`(' ' || regexp_replace(translate(regexp_replace(normalize(lower(${name}), NFKD), '[\\u0300-\\u036f]', '', 'g'), 'øłđħıŋæœß', 'oldhinaos'), '[\\s''’.-]+', ' ', 'g'))`;

/** Each word typed begins a part of the name. */
const begins = (typed: string, name: SQLWrapper = users.name): SQL | undefined =>
  and(
    ...typed
      .split(/[\s'’.-]+/u)
      .filter(Boolean)
      .slice(0, 5)
      .map((word) => sql`position(${folded(sql`${word}::text`)} in ${folded(name)}) > 0`),
  );

/**
 * Those of the people this viewer knows of who can see an annotation, or a note that is to stand so, and whose names begin
 * with what was typed: those first who wrote below it. Where they go by pseudonyms these are what is offered, to leads
 * too, who find them by the real names as well. At most eight. @throws Problem 404
 */
export async function people(viewer: Account, articleId: string, query: PeopleQuery): Promise<Person[]> {
  const { below } = query;
  const place = below
    ? sql`(select * from ${annotations} where ${annotations.id} = ${below}::uuid and ${annotations.articleId} = ${articleId}::uuid and ${threadOpenTo(viewer)}) as annotations`
    : sql`(${placeOf(viewer, articleId, query)}) as annotations`;
  const isFor = below
    ? meantForBelow(sql`${viewer.id}::uuid`, { id: users.id })
    : meantFor(annotations, { id: users.id });
  const spoke = below
    ? sql`exists (select 1 from ${replies} where ${replies.annotationId} = ${below}::uuid and ${replies.authorId} = ${users.id}
        and ${replies.deletedAt} is null and ${replyStandsFor(viewer)})`
    : sql`(select false)`;
  const found = await db.execute<Person & { known: boolean }>(sql`
    with place as materialized (select * from ${place})
    select called.id, called.name, called.known from place as annotations cross join ${users}
      cross join lateral (select ${idAt(annotations, users.id, viewer)} as id, ${calledAt(annotations, users)} as name,
        ${masked(annotations, users.id)} and not ${maskedTo(annotations, users.id, viewer)} as known) as called
    where ${standing} and ${users.id} <> ${viewer.id}::uuid and called.name is not null
      and (${begins(query.q, sql`called.name`) ?? sql`true`} or (called.known and ${begins(query.q) ?? sql`true`}))
      and ${knownTo(users.id, articleId, viewer)} and ${isFor}
    order by ${spoke} desc, lower(called.name), called.id limit ${MOST}`);
  if (found.length === 0) await mustBeThere(viewer, articleId, below);
  return found.map(({ id, name }) => ({ id, name }));
}

/** One row that says how a note is to stand; none where this viewer may not put it there. */
const placeOf = (viewer: Account, articleId: string, { layer = "private", ...narrowed }: PeopleQuery): SQL => {
  const { groupId = null, sectionId = null, withUserId = null } = narrowed;
  const to = { layer, groupId, sectionId, withUserId };
  return sql`
    select ${articles.id} as article_id, ${viewer.id}::uuid as author_id, ${layer}::text as layer, ${groupId}::uuid as group_id,
      ${sectionFor(articles.id, to, viewer)} as section_id, ${withUserId}::uuid as with_user_id
    from ${articles} where ${articles.id} = ${articleId}::uuid and ${articleVisibleTo(viewer)}
      and ${layerOpenTo(articles.id, layer, groupId, viewer)} and ${narrowingOpenTo(sql`${groupId}::uuid`, to, viewer)}`;
};

async function mustBeThere(viewer: Account, articleId: string, below: string | undefined): Promise<void> {
  const [there] = below
    ? await db
        .select({ id: annotations.id })
        .from(annotations)
        .where(and(eq(annotations.id, below), eq(annotations.articleId, articleId), threadOpenTo(viewer)))
    : await db
        .select({ id: articles.id })
        .from(articles)
        .where(and(eq(articles.id, articleId), articleVisibleTo(viewer)));
  if (!there) notFound();
}

/**
 * With whom this viewer may talk alone in a group, by name: its leads, and for a lead all but its guests. At most eight.
 * @throws Problem 404
 */
export async function partners(viewer: Account, groupId: string, typed: string): Promise<Person[]> {
  const group = sql`${groupId}::uuid`;
  const [may] = await db.execute(sql`select 1 where ${writesIn(group, viewer)}`);
  if (!may) notFound();
  return db
    .select({ id: users.id, name: users.name })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(
      and(
        eq(memberships.groupId, groupId),
        sql`${memberships.role} <> 'guest'`,
        standing,
        narrowingOpenTo(group, { sectionId: null, withUserId: users.id }, viewer),
        begins(typed),
      ),
    )
    .orderBy(sql`${memberships.role} not in ('owner', 'lead')`, asc(sql`lower(${users.name})`), asc(users.id))
    .limit(MOST);
}
