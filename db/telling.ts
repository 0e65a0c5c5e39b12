import { type SQL, sql } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import type { Annotation } from "@/lib/schemas/annotation";
import { articleVisibleTo, maskedTo, replyVisibleTo, threadOpenTo } from "./access";
import type { Writing } from "./events";
import { type Notice, notify } from "./notices";
import { annotations, articles, follows, memberships, mentions, reactions, replies } from "./schema";

/**
 * Who is told of what. Each is called in the transaction in which it happens, and asks of every person whether they may
 * see it; what waits for a lead tells nobody until it stands. Of several reasons the most particular counts, and who
 * wants not to be told of that is not told by another.
 */

/** Each person in turn, as somebody who asks. */
const EACH = { id: sql`p.id` };

/** Who follows this. */
const following = (what: (typeof follows.$inferSelect)["what"], subjectId: SQL) =>
  sql`select f.user_id from ${follows} as f where f.what = ${what} and f.subject_id = ${subjectId} and f."on"`;

/** A reply that stands: to whom it answers, and to whoever takes part in the thread or follows it. */
export async function tellOfReply(tx: Writing, replyId: string): Promise<void> {
  const [found] = await tx.execute<{
    annotation: string;
    article: string;
    group: string | null;
    author: string;
    asks: boolean;
  }>(sql`
    select ${annotations.id} as annotation, ${annotations.articleId} as article, ${annotations.groupId} as "group", ${replies.authorId} as author,
      ${annotations.question} and ${replies.parentId} is null as asks
    from ${replies} join ${annotations} on ${annotations.id} = ${replies.annotationId}
    where ${replies.id} = ${replyId}::uuid and ${replies.pendingAt} is null`);
  if (!found) return;
  const { annotation, article, group, author, asks } = found;
  const about = { articleId: article, annotationId: annotation, replyId, groupId: group, actorId: author };
  const thread = sql`${annotation}::uuid`;
  const off = sql`select f.user_id from ${follows} as f where f.what = 'thread' and f.subject_id = ${thread} and not f."on"`;
  const tell = (kind: Notice["kind"], whom: SQL) =>
    notify(
      tx,
      sql`select p.id from users as p, ${replies} where ${replies.id} = ${replyId}::uuid and p.id in (${whom})
        and ${replies.deletedAt} is null and ${replyVisibleTo(EACH)}`,
      { kind, cause: `reply:${replyId}`, ...about },
    );
  const named = sql`select m.user_id from ${mentions} as m where m.reply_id = ${replyId}::uuid`;
  const noteBy = sql`select a.author_id from ${annotations} as a where a.id = ${thread}`;
  const shares = sql`${noteBy} union select r.user_id from ${reactions} as r where r.annotation_id = ${thread} and r.what = 'question'`;
  const answered = sql`${noteBy} union select above.author_id from ${replies} as own join ${replies} as above on above.id = own.parent_id where own.id = ${replyId}::uuid`;
  if (asks) await tell("answer", sql`(${shares}) except (${off}) except (${named})`);
  const direct = asks ? sql`(${answered}) union (${shares})` : answered;
  await tell("reply", sql`(${answered}) except (${off}) except (${named}) ${asks ? sql`except (${shares})` : sql``}`);
  const taking = sql`select r.author_id from ${replies} as r where r.annotation_id = ${thread} and r.deleted_at is null`;
  await tell(
    "follow",
    sql`(${taking} union ${following("thread", thread)}) except (${off}) except (${named}) except (${direct})`,
  );
}

/** A plain note for one other that has no words yet says nothing: whoever it is for is told when the words come. */
export const saysNothingYet = ({ kind, body, withUser }: Pick<Annotation, "kind" | "body" | "withUser">): boolean =>
  withUser !== null && kind === "note" && body === "";

/**
 * A note that stands, comes to stand before others than before, or got its words: to who follows where it stands, or its
 * author.
 */
export async function tellOfNote(tx: Writing, annotationId: string): Promise<void> {
  const [found] = await tx.execute<{ article: string; group: string | null; author: string; other: string | null }>(sql`
    select article_id as article, group_id as "group", author_id as author, with_user_id as other from ${annotations}
    where id = ${annotationId}::uuid and pending_at is null and layer <> 'private'
      and not (with_user_id is not null and kind = 'note' and body = '')`);
  if (!found) return;
  const { article, group, author, other } = found;
  const tell = (kind: Notice["kind"], whom: SQL) =>
    notify(
      tx,
      sql`select p.id from users as p, ${annotations} where ${annotations.id} = ${annotationId}::uuid and p.id in (${whom}) and ${threadOpenTo(EACH)}`,
      {
        kind,
        cause: `annotation:${annotationId}`,
        actorId: author,
        articleId: article,
        annotationId,
        groupId: group,
      },
    );
  // Who is named in it is told by db/mentions.ts; who is written to alone is told as if they were.
  const named = sql`select m.user_id from ${mentions} as m where m.annotation_id = ${annotationId}::uuid
    ${other ? sql`union select ${other}::uuid` : sql``}`;
  // Who follows a person would know by being told whose pseudonym it is.
  const openly = sql`select f.user_id from (${following("person", sql`${author}::uuid`)}) as f, ${annotations}
    where ${annotations.id} = ${annotationId}::uuid and not ${maskedTo(annotations, annotations.authorId, { id: sql`f.user_id` })}`;
  if (other) await tell("mention", sql`select ${other}::uuid`);
  await tell(
    "follow",
    sql`(${following("article", sql`${article}::uuid`)} union ${openly}
      union ${following("group", sql`${group}::uuid`)}) except (${named})`,
  );
}

/** An answer was accepted: to who wrote it, who asked, and who has the question too. */
export async function tellOfAccepted(tx: Writing, replyId: string, actorId: string): Promise<void> {
  const [found] = await tx.execute<{ annotation: string; article: string; group: string | null }>(sql`
    select ${annotations.id} as annotation, ${annotations.articleId} as article, ${annotations.groupId} as "group"
    from ${replies} join ${annotations} on ${annotations.id} = ${replies.annotationId} where ${replies.id} = ${replyId}::uuid`);
  if (!found) return;
  const { annotation, article, group } = found;
  await notify(
    tx,
    sql`select p.id from users as p, ${replies} where ${replies.id} = ${replyId}::uuid and ${replyVisibleTo(EACH)} and p.id in (
      select ${replies.authorId} union select a.author_id from ${annotations} as a where a.id = ${annotation}::uuid
      union select r.user_id from ${reactions} as r where r.annotation_id = ${annotation}::uuid and r.what = 'question')`,
    {
      kind: "answer",
      cause: `accepted:${replyId}`,
      ...{ actorId, articleId: article, annotationId: annotation, replyId, groupId: group },
    },
  );
}

/** Whoever may say something in a group: they are told of what is assigned there. */
const writers = (groupId: string) =>
  sql`select m.user_id from ${memberships} as m where m.group_id = ${groupId}::uuid and m.role <> 'guest'`;

/** A group reads something new: to its members (but those who are told of the assignment it came with), and to who follows it. */
export async function tellOfReading(
  tx: Writing,
  { groupId, articleId, actorId, assigned }: { groupId: string; articleId: string; actorId: string; assigned: boolean },
): Promise<void> {
  const notice = { cause: `reading:${groupId}:${articleId}`, actorId, articleId, groupId };
  const open = (whom: SQL) => sql`select p.id from users as p, ${articles}
    where ${articles.id} = ${articleId}::uuid and p.id in (${whom}) and ${articleVisibleTo(EACH)}`;
  const members = sql`select m.user_id from ${memberships} as m where m.group_id = ${groupId}::uuid`;
  const told = assigned ? sql`(${members}) except (${writers(groupId)})` : members;
  await notify(tx, open(told), { kind: "reading", ...notice });
  await notify(tx, open(sql`(${following("group", sql`${groupId}::uuid`)}) except (${members})`), {
    kind: "follow",
    ...notice,
  });
}

/**
 * A group is to read something from now on: to whoever may say something in it.
 * @returns to how many
 */
export const tellOfAssignment = (
  tx: Writing,
  { id, groupId, actorId }: { id: string; groupId: string; actorId: string },
): Promise<number> =>
  notify(tx, writers(groupId), {
    kind: "assignment",
    cause: `set:${id}`,
    assignmentId: id,
    ...{ actorId, groupId },
  });

/** What of an assignment is another than it was. */
export type Changed = "dates" | "opening" | "reveal" | "goals" | "rule";

/**
 * An assignment was changed: to each student, once, what concerns them.
 * @param all what is another for all. @param moved those who have other times
 */
export async function tellOfChange(
  tx: Writing,
  { id, groupId, actorId }: { id: string; groupId: string; actorId: string },
  all: readonly Changed[],
  moved: readonly string[],
): Promise<void> {
  const students = sql`select m.user_id from ${memberships} as m where m.group_id = ${groupId}::uuid and m.role = 'member'`;
  const these = sql`select unnest(${sql.param([...moved])}::uuid[])`;
  const tell = (whom: SQL, what: readonly Changed[]) =>
    what.length > 0 &&
    notify(tx, whom, {
      ...{ kind: "assignment", cause: `changed:${what.join("+")}:${uuid()}` },
      ...{ actorId, groupId, assignmentId: id },
    });
  if (moved.length > 0) await tell(these, ["dates", ...all]);
  await tell(sql`(${students}) except (${these})`, all);
}

/** Somebody has an extension, another one, or none any more: to those whose time is another by it. */
export const tellOfExtension = (
  tx: Writing,
  what: "extended" | "retracted",
  users: readonly string[],
  about: { assignmentId: string; groupId: string; actorId: string },
): Promise<number> =>
  notify(tx, sql`select unnest(${sql.param([...users])}::uuid[])`, {
    ...{ kind: "assignment", cause: `${what}:${uuid()}` },
    ...about,
  });

/** A new version of an article is the current one: to who follows it. */
export async function tellOfVersion(tx: Writing, articleId: string, versionId: string, actorId: string): Promise<void> {
  await notify(
    tx,
    sql`select p.id from users as p, ${articles}
      where ${articles.id} = ${articleId}::uuid and p.id in (${following("article", sql`${articleId}::uuid`)}) and ${articleVisibleTo(EACH)}`,
    { kind: "follow", cause: `version:${versionId}`, actorId, articleId },
  );
}

/** Somebody was made a lead or an owner: to them. */
export const tellOfRole = (
  tx: Writing,
  role: "lead" | "owner",
  { userId, groupId, actorId }: { userId: string; groupId: string; actorId: string },
): Promise<number> =>
  notify(tx, sql`select ${userId}::uuid`, {
    kind: "membership",
    cause: `membership:${role}:${uuid()}`,
    ...{ actorId, groupId },
  });

/** Points were released: to each student. */
export const tellOfRelease = (
  tx: Writing,
  { assignmentId, groupId, actorId, actId }: { assignmentId: string; groupId: string; actorId: string; actId: string },
): Promise<number> =>
  notify(tx, sql`select m.user_id from ${memberships} as m where m.group_id = ${groupId}::uuid and m.role = 'member'`, {
    kind: "assignment",
    cause: `released:${actId}`,
    actorId,
    groupId,
    assignmentId,
  });

/** A student asks that points be looked at again: to those who lead; and that it was done: to the student. */
export const tellOfReview = (
  tx: Writing,
  what: "review" | "reviewed",
  to: { reviewId: string; userId: string; assignmentId: string; groupId: string; actorId: string },
): Promise<number> => {
  const { reviewId, userId, ...about } = to;
  const leads = sql`select m.user_id from ${memberships} as m where m.group_id = ${about.groupId}::uuid and m.role in ('owner', 'lead')`;
  return notify(tx, what === "review" ? leads : sql`select ${userId}::uuid`, {
    ...{ kind: "assignment", cause: `${what}:${reviewId}` },
    ...about,
  });
};
