import type { Reply } from "@/lib/schemas/reply";

/** As many levels stand within one another; what lies deeper is read as a thread of its own. */
export const LEVELS = 8;
/** How far in each level stands, as a class. */
export const INSET = [
  "",
  "[--depth:1]",
  "[--depth:2]",
  "[--depth:3]",
  "[--depth:4]",
  "[--depth:5]",
  "[--depth:6]",
  "[--depth:7]",
];

export type Placed = {
  reply: Reply;
  /** From 0 on, less than `LEVELS`. */
  depth: number;
  /** How many answers that stand are below it, at any depth. */
  answers: number;
  /** They lie too deep to be shown here. */
  deeper: boolean;
};

/**
 * Replies in the order in which a thread is read: each followed by its answers, oldest first. An answer whose parent is
 * not there stands at the top. O(n log n), without recursion: a thread may be as deep as it is long.
 * @param from the reply whose branch is meant; the whole thread unless given
 * @param levels how many of them are shown here
 */
export function arrange(replies: readonly Reply[], from: string | null = null, levels = LEVELS): Placed[] {
  const there = new Map(replies.map((reply) => [reply.id, reply]));
  const answers = new Map<string | null, Reply[]>();
  for (const reply of [...replies].sort(newestFirst)) {
    const parent = reply.parentId !== null && there.has(reply.parentId) ? reply.parentId : null;
    const list = answers.get(parent);
    if (list) list.push(reply);
    else answers.set(parent, [reply]);
  }
  const top = from === null ? undefined : there.get(from);
  const all: Placed[] = [];
  const open = (top ? [top] : (answers.get(null) ?? [])).map((reply) => ({ reply, depth: 0 }));
  for (let next = open.pop(); next; next = open.pop()) {
    const { reply, depth } = next;
    all.push({ reply, depth, answers: 0, deeper: false });
    for (const answer of answers.get(reply.id) ?? []) open.push({ reply: answer, depth: depth + 1 });
  }
  // From the end: whatever is deeper and follows without a break is below it.
  const above = new Map<number, number>();
  for (const each of all.toReversed()) {
    each.answers = above.get(each.depth + 1) ?? 0;
    above.delete(each.depth + 1);
    above.set(each.depth, (above.get(each.depth) ?? 0) + each.answers + (each.reply.deleted ? 0 : 1));
    each.deeper = each.depth === levels - 1 && each.answers > 0;
  }
  return all.filter((each) => each.depth < levels);
}

const newestFirst = (a: Reply, b: Reply) =>
  a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : a.id < b.id ? 1 : -1;

/** From which reply on a thread is to be shown so that this one is seen; null for from its beginning. */
export function branchOf(replies: readonly Reply[], id: string): string | null {
  const there = new Map(replies.map((reply) => [reply.id, reply]));
  const path: string[] = [];
  for (let at = there.get(id); at; at = at.parentId === null ? undefined : there.get(at.parentId)) path.push(at.id);
  const depth = path.length - 1;
  // Each branch begins with the last level of the one before.
  return depth < LEVELS ? null : (path.toReversed()[Math.floor((depth - 1) / (LEVELS - 1)) * (LEVELS - 1)] ?? null);
}

/** Leaves out what is below those that were closed. */
export function close(placed: readonly Placed[], closed: ReadonlySet<string>): readonly Placed[] {
  if (closed.size === 0) return placed;
  let under = LEVELS;
  return placed.filter(({ reply, depth }) => {
    if (depth > under) return false;
    under = closed.has(reply.id) ? depth : LEVELS;
    return true;
  });
}

/** From this many on a thread shows its beginning and its end, and the rest when asked. */
export const LONG = 8;
/** What of a thread is shown: everything, or the first and the last few with the number left out between them. */
export function fold<T>(all: readonly T[], open: boolean): { first: readonly T[]; hidden: number; last: readonly T[] } {
  if (open || all.length <= LONG) return { first: all, hidden: 0, last: [] };
  return { first: all.slice(0, 3), hidden: all.length - 6, last: all.slice(-3) };
}
