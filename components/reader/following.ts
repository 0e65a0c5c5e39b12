import type { AssignedText } from "@/lib/schemas/assignment";
import { linked } from "./asked";
import { AssignedView } from "./assigned-view";
import { call } from "./client";
import type { Assigned, Reader } from "./model";

/** Milliseconds in which what is written at once is asked about once. */
const GATHER_MS = 250;

/** What was last asked about, by page. */
const last = new WeakMap<() => Reader, { of: string; timer?: ReturnType<typeof setTimeout> }>();

/** What of this reader's own work is with the server, in one value to compare. */
function workOf({ annotations, viewer, refreshed }: Reader): string {
  const own = annotations.filter((a) => a.author.id === viewer?.id && a.revision > 0);
  const talk = annotations.reduce((sum, a) => sum + a.replyCount, 0);
  return `${refreshed} ${talk} ${own.map(({ id, revision }) => `${id}:${revision}`).join()}`;
}

/** Asks the server where the reader of this page stands, if their work has changed since the last time. */
export function follow(now: () => Reader): void {
  const before = last.get(now);
  const of = workOf(now());
  if (before?.of === of) return;
  clearTimeout(before?.timer);
  last.set(now, { of, timer: setTimeout(() => void ask(now), GATHER_MS) });
}

/** Asks at once, whatever was asked before. */
export async function ask(now: () => Reader): Promise<void> {
  const { article, assigned: before } = now();
  const found = await call<{ items: AssignedText[] }>("GET", `articles/${article.id}/assignments`);
  if (!found.ok) return;
  const next = found.value.items.map((one): Assigned => {
    const was = before.find(({ id }) => id === one.id);
    const opened = was?.opened || (was !== undefined && !was.revealed && one.revealed);
    // On a page that stays on an earlier text its part stays where it was.
    const stays = was && now().newer !== null;
    return { ...(stays ? { ...one, part: was.part, at: was.at } : linked(one, article.version.text)), opened };
  });
  now().setAssigned(next, AssignedView);
}
