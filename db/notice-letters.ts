import { and, asc, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import { inLines, leadsTo, sayingAll, threadsIn } from "@/lib/notices";
import type { Notice, NoticeSetting } from "@/lib/schemas/notice";
import { leads, memberOf, noticeOf, noticeShownTo, replyVisibleTo, requestAnsweredBy, visibleTo } from "./access";
import { db } from "./client";
import { deliver, keep, type Letter, sendsMail } from "./mail";
import { leaveToken } from "./notice-settings";
import { rows } from "./notices";
import { stillMissing } from "./reminders";
import { annotations, groups, joinRequests, memberships, notices, replies, users } from "./schema";

/** Letters that tell of notices. They are written at the moment of sending: what may not be seen by then is not in them. */

/** Where we are, and what signs the links that work without signing in. */
export type From = { site: string; secret: string };
type Addressee = { id: string; name: string; email: string };

/** Notices that one letter tells in full; how many there are beyond, it says. */
const IN_FULL = 40;

/** Writes to one person about these notices, unless nothing of them is left to tell. @throws Error for another try */
export async function write({ userId, ids }: { userId: string; ids: string[] }, from: From): Promise<void> {
  const [to] = await db
    .select({ id: users.id, name: users.name, email: users.email })
    .from(users)
    .where(
      and(
        eq(users.id, userId),
        isNull(users.deletedAt),
        isNull(users.disabledAt),
        isNotNull(users.email),
        sendsMail() ? isNotNull(users.emailVerifiedAt) : undefined,
      ),
    );
  if (!to?.email) return;
  const addressee = { ...to, email: to.email };
  // Without a mail server an administrator looks at it: it says then what happened, and nobody's words.
  const letter = await compose(addressee, ids, from, !sendsMail());
  if (!letter) return;
  if (!sendsMail()) {
    await keep(letter);
    return;
  }
  await deliver(letter);
}

/** @param vague leaves out words, titles and names of groups */
async function compose(to: Addressee, ids: readonly string[], from: From, vague: boolean): Promise<Letter | null> {
  const [all, led] = await Promise.all([
    rows(to)
      .where(and(inArray(notices.id, [...ids]), isNull(notices.readAt), noticeShownTo(to)))
      .orderBy(asc(notices.at), asc(notices.id)),
    summaries(to, ids),
  ]);
  const told = await stillMissing(to.id, all);
  if (told.length + led.length === 0) return null;
  const kinds: NoticeSetting["kind"][] = [...new Set(told.map(({ kind }) => kind))];
  if (led.length) kinds.push("leading");
  const token = leaveToken({ userId: to.id, kinds }, from.secret);
  const lines = inLines(told);
  const more = lines.length - IN_FULL;
  const text = [
    ...led.map((one) => summaryText(one, from.site, vague)),
    ...lines.slice(0, IN_FULL).map((one) => paragraph(one, from.site, vague)),
    ...(more > 0 ? [`And ${more} more: ${from.site}/notices`] : []),
    "-- ",
    `What you are told, and how: ${from.site}/settings#notices\nNo more mail like this one: ${from.site}/unsubscribe/${token}`,
  ];
  return {
    to: to.email,
    subject: subjectOf(lines, led, vague),
    text: `${text.join("\n\n").replace("-- \n\n", "-- \n")}\n`,
    headers: {
      "List-Unsubscribe": `<${from.site}/api/v1/unsubscribe/${token}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      "Auto-Submitted": "auto-generated",
    },
  };
}

function subjectOf(lines: readonly Notice[][], led: readonly Summary[], vague: boolean): string {
  const [first] = lines;
  if (first && lines.length === 1 && !led.length) return sayingAll(first, vague);
  if (!lines.length)
    return led[0] && led.length === 1 && !vague ? `What happened in ${led[0].name}` : "What happened in your groups";
  return `${lines.length} notices from Gloss`;
}

/** One notice with its words; of many in one line how much is in each thread, and where that begins. */
function paragraph(line: readonly Notice[], site: string, vague: boolean): string {
  const threads = threadsIn(line).slice(0, IN_FULL);
  const parts = threads.map(({ first, count }) => {
    const to = leadsTo(first);
    const said = vague ? null : line.length > 1 ? first.quote : (first.words ?? first.quote);
    return [
      ...(said ? [said.trim().replace(/^/gm, "> ")] : []),
      ...(to ? [`${line.length > 1 ? `${count}: ` : ""}${site}${to}`] : []),
    ];
  });
  const article = line.length === 1 && !vague ? line[0]?.article : null;
  return [`${sayingAll(line, vague)}${article ? `, in “${article.title}”` : ""}.`, ...parts.flat()].join("\n");
}

// ---- what happened in a group, for those who lead it -----------------------------------------------------------

type Summary = {
  id: string;
  name: string;
  notes: number;
  replies: number;
  questions: number;
  joined: number;
  asking: number;
};

/** What happened in the groups that these ask about, as far as `to` may see it and still leads them. */
async function summaries(to: Addressee, ids: readonly string[]): Promise<Summary[]> {
  const until = sql`${notices.at}`;
  const since = sql`(${notices.at} - case ${notices.delivery} when 'daily' then interval '1 day' else interval '7 days' end)`;
  const within = (time: unknown) => sql`${time} >= ${since} and ${time} <= ${until}`;
  const found = await db
    .select({
      id: groups.id,
      name: groups.name,
      notes: sql<number>`(select count(*)::int from ${annotations} where ${annotations.groupId} = ${groups.id} and ${annotations.authorId} <> ${to.id}::uuid
        and ${within(annotations.createdAt)} and ${visibleTo(to)})`,
      replies: sql<number>`(select count(*)::int from ${replies} join ${annotations} as under on under.id = ${replies.annotationId}
        where under.group_id = ${groups.id} and ${replies.authorId} <> ${to.id}::uuid and ${replies.deletedAt} is null and ${within(replies.createdAt)} and ${replyVisibleTo(to)})`,
      questions: sql<number>`(select count(*)::int from ${annotations} where ${annotations.groupId} = ${groups.id} and ${annotations.question}
        and ${annotations.resolvedAt} is null and ${annotations.acceptedReplyId} is null and ${visibleTo(to)})`,
      joined: sql<number>`(select count(*)::int from ${memberships} where ${memberships.groupId} = ${groups.id} and ${memberships.userId} <> ${to.id}::uuid and ${within(memberships.joinedAt)} and ${memberOf(memberships.groupId, to)})`,
      asking: sql<number>`(select count(*)::int from ${joinRequests} where ${joinRequests.groupId} = ${groups.id} and ${joinRequests.outcome} is null and ${requestAnsweredBy(to)})`,
    })
    .from(notices)
    .innerJoin(groups, eq(groups.id, notices.groupId))
    .where(and(inArray(notices.id, [...ids]), eq(notices.kind, "leading"), noticeOf(to), leads(notices.groupId, to)))
    .orderBy(groups.name);
  return found.filter((one) => one.notes + one.replies + one.joined + one.asking > 0);
}

const some = (n: number, one: string, many: string) => (n > 0 ? [`${n} ${n === 1 ? one : many}`] : []);

function summaryText(of: Summary, site: string, vague: boolean): string {
  const parts = [
    ...some(of.notes, "new note", "new notes"),
    ...some(of.replies, "new reply", "new replies"),
    ...some(of.questions, "open question", "open questions"),
    ...some(of.joined, "new member", "new members"),
    ...some(of.asking, "person asks to join", "people ask to join"),
  ];
  return `In ${vague ? "a group that you lead" : of.name}: ${parts.join(", ")}.\n${site}/groups/${of.id}`;
}
