import { eq, type SQL, sql } from "drizzle-orm";
import { type Mention, named } from "@/lib/mentions";
import type { Account } from "@/lib/schemas/user";
import { knownTo, leads, meantFor, meantForBelow, type Viewer } from "./access";
import type { Writing } from "./events";
import { notify } from "./notices";
import { calledAt, idAt, mentionedAs } from "./pseudonyms";
import { annotations, mentions, notices, users } from "./schema";

/** A note, or a reply below it. */
type Subject = { articleId: string; annotationId: string; replyId?: string };

const of = ({ annotationId, replyId }: Subject) =>
  replyId ? eq(mentions.replyId, replyId) : eq(mentions.annotationId, annotationId);

/**
 * Keeps whom the words of a note or a reply name, as they stand now: the people that its writer means and that it is for.
 * Who may not see it, is nobody its writer knows of, or goes by another name, is left out in silence: an answer that said
 * so would tell who is there. Who is newly named is told, unless it waits for a lead.
 * @param meant whom its writer means; those whom it named before unless given
 * @returns whom it names now
 */
export async function nameIn(
  tx: Writing,
  viewer: Account,
  subject: Subject,
  { body, meant, pending }: { body: string; meant: readonly Mention[] | undefined; pending: boolean },
): Promise<Mention[]> {
  const before = await tx
    .select({
      userId: mentions.userId,
      name: mentions.name,
      shown: sql<string | null>`${mentionedAs(annotations, mentions, viewer)}`,
    })
    .from(mentions)
    .innerJoin(annotations, eq(annotations.id, subject.annotationId))
    .where(of(subject));
  // Its writer knows those it names by the ids they are shown; whom they are not shown they cannot mean, or leave out.
  const known = before.flatMap(({ shown, name }) => (shown === null ? [] : [{ userId: shown, name }]));
  const now = named(body, meant ?? known);
  if (before.length === 0 && now.length === 0) return [];
  const isSame = (a: { shown: string | null; name: string }, b: Mention) => a.shown === b.userId && a.name === b.name;
  const kept = before.filter((one) =>
    one.shown === null ? named(body, [one]).length > 0 : now.some((other) => isSame(one, other)),
  );
  const asked = now.filter((one) => !kept.some((other) => other.shown === one.userId));
  // Its layer may have become another one as well: whom it is not for any more it does not name.
  await tx.execute(sql`
    delete from ${mentions} where ${of(subject)} and not exists (
      select 1 from ${users} join ${people(kept)} as kept(id uuid, name text) on kept.id = ${users.id} cross join ${row(subject)}
      where ${users.id} = ${mentions.userId} and ${isFor(viewer, subject)})`);
  const fresh = await tx.execute<{ id: string }>(sql`
    insert into ${mentions} (id, annotation_id, reply_id, user_id, name)
    select gen_random_uuid(), ${subject.replyId ? null : subject.annotationId}::uuid, ${subject.replyId ?? null}::uuid, ${users.id}, asked.name
    from ${people(asked)} as asked(id uuid, name text)
    join ${users} on ${users.id} = coalesce((select p.user_id from pseudonyms as p where p.id = asked.id), asked.id)
    cross join ${row(subject)}
    where asked.name = ${calledAt(annotations, users)} and asked.id in (${idAt(annotations, users.id, viewer)},
        case when ${leads(annotations.groupId, viewer)} then (select p.id from pseudonyms as p where p.id = asked.id and p.name = asked.name) end)
      and ${isFor(viewer, subject)} and ${knownTo(users.id, subject.articleId, viewer)}
      and ${users.id} <> ${viewer.id}::uuid and ${standing}
    on conflict do nothing returning user_id as id`);
  if (fresh.length && !pending) await tellNamed(tx, viewer.id, subject, ids(fresh));
  const [there] = await tx
    .select({ mentions: sql<Mention[]>`${namedIn(of(subject), viewer)}` })
    .from(annotations)
    .where(eq(annotations.id, subject.annotationId));
  return there?.mentions ?? [];
}

/** Who can be named at all. */
export const standing = sql`${users.deletedAt} is null and ${users.disabledAt} is null and not ${users.sample}`;

const ids = (list: readonly { id: string }[]) =>
  sql.join(
    list.map(({ id }) => sql`${id}::uuid`),
    sql`, `,
  );

const people = (list: readonly Mention[]) =>
  sql`jsonb_to_recordset(${JSON.stringify(list.map(({ userId, name }) => ({ id: userId, name })))}::text::jsonb)`;

const row = ({ annotationId }: Subject) =>
  sql`(select * from ${annotations} where ${annotations.id} = ${annotationId}::uuid) as annotations`;

const isFor = (viewer: Account, { replyId }: Subject): SQL =>
  replyId ? meantForBelow(sql`${viewer.id}::uuid`, { id: users.id }) : meantFor(annotations, { id: users.id });

/**
 * Tells those of the named people; `among` are their ids, all of them unless given. Who was told already that it was
 * written, for another reason, is told now that it names them; who was told that it names them is not told again.
 */
export async function tellNamed(tx: Writing, actorId: string, subject: Subject, among?: SQL): Promise<void> {
  const { replyId, annotationId } = subject;
  const written = replyId ? `reply:${replyId}` : `annotation:${annotationId}`;
  const to = sql`select m.user_id from mentions as m where ${replyId ? sql`m.reply_id = ${replyId}::uuid` : sql`m.annotation_id = ${annotationId}::uuid`}
    and ${among ? sql`m.user_id in (${among})` : sql`true`}`;
  const notice = { kind: "mention" as const, actorId, ...subject };
  const otherwise = sql`select n.user_id from ${notices} as n where n.cause = ${written} and n.kind <> 'mention' and n.user_id in (${to})`;
  await notify(tx, otherwise, { ...notice, cause: `mention:${written}` });
  await notify(tx, to, { ...notice, cause: written });
}

/** Whom a note, or a reply below it, names as far as this viewer is shown: for a query of annotations. In the order of their names. */
export const namedIn = (which: SQL, viewer: Viewer) =>
  sql<
    Mention[]
  >`(select coalesce(jsonb_agg(jsonb_build_object('userId', said.id, 'name', said.name) order by said.name), '[]')
    from (select ${mentionedAs(annotations, mentions, viewer)} as id, ${mentions.name} as name from ${mentions} where ${which}) as said where said.id is not null)`;
