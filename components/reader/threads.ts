import type { Reply } from "@/lib/schemas/reply";

/** Replies are indented this far; beyond it they stand in one line below each other and say whom they answer. */
export const DEEPEST = 3;

export type Placed = {
  reply: Reply;
  depth: number;
  /** Whom it answers, where the indent no longer says so. */
  to: string | null;
};

/**
 * Replies in the order in which a thread is read: each followed by its answers, oldest first. An answer whose parent is
 * not there stands at the top. O(n log n), without recursion: a thread may be as deep as it is long.
 */
export function arrange(replies: readonly Reply[]): Placed[] {
  const there = new Map(replies.map((reply) => [reply.id, reply]));
  const answers = new Map<string | null, Reply[]>();
  for (const reply of [...replies].sort(newestFirst)) {
    const parent = reply.parentId !== null && there.has(reply.parentId) ? reply.parentId : null;
    const list = answers.get(parent);
    if (list) list.push(reply);
    else answers.set(parent, [reply]);
  }
  const placed: Placed[] = [];
  const open = (answers.get(null) ?? []).map((reply) => ({ reply, depth: 0 }));
  for (let next = open.pop(); next; next = open.pop()) {
    const { reply, depth } = next;
    const parent = reply.parentId === null ? undefined : there.get(reply.parentId);
    const to = depth > DEEPEST && parent ? (parent.author?.name ?? "a deleted reply") : null;
    placed.push({ reply, depth: Math.min(depth, DEEPEST), to });
    for (const answer of answers.get(reply.id) ?? []) open.push({ reply: answer, depth: depth + 1 });
  }
  return placed;
}

const newestFirst = (a: Reply, b: Reply) =>
  a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : a.id < b.id ? 1 : -1;

/** From this many on a thread shows its beginning and its end, and the rest when asked. */
export const LONG = 8;
/** What of a thread is shown: everything, or the first and the last few with the number left out between them. */
export function fold<T>(all: readonly T[], open: boolean): { first: readonly T[]; hidden: number; last: readonly T[] } {
  if (open || all.length <= LONG) return { first: all, hidden: 0, last: [] };
  return { first: all.slice(0, 3), hidden: all.length - 6, last: all.slice(-3) };
}
