import type { Delivery, Notice, NoticeSetting } from "./schemas/notice";
import { inBothZones } from "./zoned";

/** What a notice says and where it leads: one wording for the page and for mail. */

/** How each kind goes by mail to those who have chosen nothing. */
export const USUAL = {
  ...{ reply: "once", mention: "once", answer: "once", assignment: "once", moderation: "once", membership: "once" },
  ...{ reading: "daily", follow: "daily", request: "daily", leading: "daily" },
} as const satisfies Record<NoticeSetting["kind"], Delivery>;

/** What each kind is called where one chooses. */
export const NAMES: Record<NoticeSetting["kind"], string> = {
  reply: "Replies to you",
  mention: "When somebody names you",
  answer: "Answers to questions you have",
  follow: "What you follow or take part in",
  assignment: "Assignments",
  reading: "New readings in your groups",
  membership: "Being let in, roles, and what kind a group is",
  moderation: "What becomes of your notes",
  request: "Who asks to join",
  leading: "What happened in groups you lead",
};

const ACTS: Record<string, string> = {
  hide: "was hidden",
  restore: "shows again",
  approve: "was let stand",
  reject: "was not let stand",
};

const KINDS: Record<string, (group: string) => string> = {
  public: (group) => `made ${group} public: anyone can read what is written there`,
  link: (group) => `opened ${group} to whoever has its link`,
  invite: (group) => `closed ${group}: people come in by invitation`,
};

/** From so many on, those of one line are told together; fewer stand with their words. */
export const TOGETHER = 4;

/** What is told, in the lines in which it is: in its own order, by the first of each line. */
export function inLines<T extends { line: string }>(items: readonly T[]): T[][] {
  const all = new Map<string, T[]>();
  for (const item of items) all.set(item.line, [...(all.get(item.line) ?? []), item]);
  return items.flatMap((item) => {
    const those = all.get(item.line) ?? [];
    if (those.length < TOGETHER) return [[item]];
    return those[0] === item ? [those] : [];
  });
}

/** The threads that a line tells of, each with how much in it and with the first of that, to read on from. */
export function threadsIn(line: readonly Notice[]): { first: Notice; count: number }[] {
  const all = new Map<string, Notice[]>();
  for (const item of line)
    all.set(item.annotationId ?? item.id, [...(all.get(item.annotationId ?? item.id) ?? []), item]);
  return [...all.values()].map((those) => ({
    first: those.reduce((one, other) => (other.at < one.at ? other : one)),
    count: those.length,
  }));
}

/** As `saying`, of all of a line: how much, and in how many threads. */
export function sayingAll(line: readonly Notice[], vague = false): string {
  const [first] = line;
  if (!first) return "";
  if (line.length === 1) return saying(first, vague);
  const threads = threadsIn(line).length;
  const mine = line.every((one) => one.mine);
  const inGroup = first.group && !vague ? ` in ${first.group.name}` : "";
  if (first.kind === "answer") {
    const questions = mine
      ? threads === 1
        ? "your question"
        : `${threads} of your questions`
      : threads === 1
        ? "a question"
        : `${threads} questions`;
    return `${line.length} answers to ${questions}${inGroup}`;
  }
  const where = threads === 1 ? "a thread" : `${threads} threads`;
  if (first.kind === "follow") return `${line.length} replies in ${where} you follow${inGroup}`;
  if (mine) return `${line.length} replies to ${threads === 1 ? "your note" : `${threads} of your notes`}${inGroup}`;
  return `${line.length} replies to you in ${where}${inGroup}`;
}

/** One sentence, without a full stop. `vague` names no article and no group: for a letter that others may see. */
export function saying(notice: Notice, vague = false): string {
  const { kind, what, replyId, annotationId, mine } = notice;
  const who = notice.actor?.name ?? "Somebody";
  const group = vague || !notice.group ? "a group" : notice.group.name;
  const written = replyId ? "reply" : "note";
  switch (kind) {
    case "reply":
      return mine ? `${who} replied to your note` : `${who} replied to you`;
    case "mention":
      return `${who} named you in a ${written}`;
    case "answer":
      if (what === "accepted") return "An answer to a question you follow was accepted";
      return mine ? `${who} answered your question` : `${who} answered a question that you have too`;
    case "assignment":
      return assigned(notice, who, group, vague);
    case "reading":
      return `${who} brought a reading to ${group}`;
    case "follow":
      if (what === "version") return `${who} published a new version of what you follow`;
      if (replyId) return `${who} replied in a thread that you follow`;
      return annotationId ? `${who} wrote a note where you follow` : `${who} brought a reading to ${group}`;
    case "request":
      return what === "declined" ? `You were not let into ${group}` : `${who} asks to join ${group}`;
    case "membership":
      if (what === "let-in") return `You were let into ${group}`;
      if (what && KINDS[what]) return `${who} ${KINDS[what](group)}`;
      return what === "owner" ? `${who} made you an owner of ${group}` : `${who} made you a lead of ${group}`;
    case "moderation":
      if (what === "warn") return `Those who lead ${group} have a word for you`;
      if (what === "remove") return `You were taken out of ${group}`;
      if (what === "role") return `You have another role in ${group}`;
      return what && ACTS[what] ? `Your ${written} ${ACTS[what]}` : `A ${written} waits for you to look at it`;
  }
}

function assigned({ what, assignment }: Notice, who: string, group: string, vague: boolean): string {
  const title = vague || !assignment ? "An assignment" : `“${assignment.title}”`;
  const by = assignment?.dueAt ? inBothZones(assignment.dueAt, assignment.timeZone, assignment.ownTimeZone) : null;
  if (what === "due") return by ? `${title} is due ${by}` : `${title} is due soon`;
  if (what === "set")
    return `${who} set what ${group} is to read${vague ? "" : `: ${title}`}${by ? `, due ${by}` : ""}`;
  const where = vague ? "an assignment" : title;
  if (what === "released") return `${who} released your points for ${where}`;
  if (what === "reviewed") return `${who} answered what you asked about your points for ${where}`;
  if (what === "review") return `${who} asks for a review of points for ${where}`;
  const due = by ? `, due ${by}` : ", with no due date";
  if (what === "extended") return `${who} gave you an extension for ${where}${due}`;
  if (what === "retracted") return `${who} took back your extension for ${where}${due}`;
  const changed = (what ?? "").split("+").flatMap((one) => CHANGED[one] ?? []);
  if (changed.length > 0)
    return `${who} changed ${new Intl.ListFormat("en-GB").format(changed)} of ${where}${what?.includes("dates") ? due : ""}`;
  return `There is something new in ${where}`;
}

const CHANGED: Record<string, string> = {
  ...{
    dates: "the dates",
    opening: "the opening date",
    reveal: "the reveal date",
    goals: "the goals",
    rule: "the grading rule",
  },
};

/** Of an assignment what is seen with its points. */
const POINTS = ["released", "reviewed", "review"];

const query = (named: Record<string, string | null | undefined>): string => {
  const there = Object.entries(named).filter((one): one is [string, string] => Boolean(one[1]));
  return there.length > 0 ? `?${new URLSearchParams(there)}` : "";
};

/** The page where it is to be seen; null where there is nothing to see any more. */
export function leadsTo({ kind, what, group, article, assignment, annotationId, replyId }: Notice): string | null {
  if (kind === "request") return what === "declined" || !group ? null : `/groups/${group.id}/settings#requests`;
  if (kind === "moderation" && (what === "hide" || what === "reject" || what === "remove")) return null;
  if (kind === "assignment" && assignment)
    return `/assignments/${assignment.id}${what && POINTS.includes(what) ? "/points" : ""}`;
  const at = query({ reply: annotationId && replyId, group: group?.id });
  if (article) return `/articles/${article.id}${at}${annotationId ? `#${annotationId}` : ""}`;
  if (annotationId) return `/t/${annotationId}${query({ reply: replyId })}`;
  return group ? `/groups/${group.id}` : null;
}
