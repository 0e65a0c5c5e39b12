import type { Anchored, Selector } from "../anchoring";
import { Problem } from "../problem";
import { type Failure, type Limits, Pool, program } from "../threads";

export type Task = { text: string; quote: Selector };
export type Answer = Anchored | null;

const FAILED: Record<Failure, () => Problem> = {
  "too-slow": () =>
    new Problem(422, "Took too long", "Finding this passage took too long. Select it again, or a shorter one."),
  "too-complex": () =>
    new Problem(422, "Took too much", "Finding this passage took too much memory. Select it again, or a shorter one."),
  busy: () =>
    new Problem(503, "Busy", "Other passages are being looked for just now. Nothing is lost. Try again in a moment.", {
      headers: { "Retry-After": "5" },
    }),
};

/** Threads that look for quotes. */
export function locators(limits: Limits) {
  const pool = new Pool<Task, Answer>(limits, program("locate"), (why) => FAILED[why]());
  return { locate: (task: Task, who: string) => pool.run(task, who), close: () => pool.close() };
}

// A task that waits is a short quote and a text that is kept anyway; a script may bring many notes in at once.
const own = locators({ threads: 2, waiting: 240, each: 30, seconds: 10, megabytes: 512 });

/**
 * Where a quote stands in a text, as `anchorAll`, off this thread, in 10 s and 512 MB.
 * @param who the person's id: one person's quotes are looked for one at a time
 * @throws Problem 422, 503 when it takes too much, too long, or too many others wait
 */
export const locate = (text: string, quote: Selector, who: string): Promise<Answer> => own.locate({ text, quote }, who);
