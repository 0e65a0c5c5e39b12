import type { Edit } from "../anchoring";
import { type Failure, Pool, program } from "../threads";

export type Task = { before: string; after: string };

/** No difference in time or room, or no thread free for it. */
class Unfinished extends Error {
  constructor(readonly why: Failure) {
    super(why);
  }
}
const pool = new Pool<Task, Int32Array>(
  { threads: 2, waiting: 30, each: 2, seconds: 10, megabytes: 1024 },
  program("changes"),
  (why) => new Unfinished(why),
);

/**
 * Differences between two texts that never change, the latest asked for last; null for what takes too much, so that nobody
 * keeps the threads busy with it. Numbers only: they tell nothing to anybody.
 */
const known = new Map<string, Int32Array | null>();
const MOST_KNOWN = 40;
const MOST_NUMBERS = 100_000;

/**
 * `edits` off this thread, in 10 s. Whoever asks has been shown both texts already.
 * @param name names the pair: the ids of two versions, or of a version and of an import
 * @param who whose question this is: one person's are answered one at a time
 * @returns `null` where there was no time or room for it
 */
export async function editsBetween(name: string, task: Task, who: string): Promise<Edit[] | null> {
  const found = known.has(name) ? (known.get(name) ?? null) : await ask(task, who);
  known.delete(name);
  if (found === "busy") return null;
  if (!found || found.length <= MOST_NUMBERS) known.set(name, found);
  for (const first of known.keys()) if (known.size > MOST_KNOWN) known.delete(first);
  return found && unpacked(found);
}

async function ask(task: Task, who: string): Promise<Int32Array | "busy" | null> {
  try {
    return await pool.run(task, who);
  } catch (error) {
    if (!(error instanceof Unfinished)) throw error;
    return error.why === "busy" ? "busy" : null;
  }
}

const unpacked = (numbers: Int32Array): Edit[] =>
  Array.from({ length: numbers.length / 4 }, (_, i) => ({
    from: { start: numbers[4 * i]!, end: numbers[4 * i + 1]! },
    to: { start: numbers[4 * i + 2]!, end: numbers[4 * i + 3]! },
  }));
