import { Problem } from "../problem";
import { type Failure, type Limits, Pool, program } from "../threads";
import { type Answer, type Carried, type Group, pack, type Task, unpack } from "./carry";

const FAILED: Record<Failure, () => Problem> = {
  "too-slow": () =>
    new Problem(
      422,
      "Took too long",
      "Comparing the two texts took too long, so it was stopped. Nothing was changed. Publish the changes in smaller steps.",
    ),
  "too-complex": () =>
    new Problem(
      413,
      "Too much at once",
      "There are too many marks, or the texts are too large, to be compared at once. Nothing was changed. Publish the changes in smaller steps.",
    ),
  busy: () =>
    new Problem(503, "Busy", "Other texts are being compared just now. Nothing was changed. Try again in a moment.", {
      headers: { "Retry-After": "5" },
    }),
};

/** Threads that carry marks over to new texts. */
export function carriers(limits: Limits) {
  const pool = new Pool<Task, Answer>(limits, program("carry"), (why) => FAILED[why]());
  return {
    async carry(groups: readonly Group[], to: string, places: readonly number[], who: string) {
      if (!groups.length) return { groups: [], places: [...places] };
      return unpack(await pool.run(pack(groups, to, places), who, to.length));
    },
    close: () => pool.close(),
  };
}

const own = carriers({ threads: 2, waiting: 60, each: 8, held: 128 * 1024 * 1024, seconds: 20, megabytes: 1024 });

/**
 * Where marks, and reading places in the first group's text, stand in a new text: off this thread, in 20 s and 1 GB.
 * @param groups marks by the text in which they were last placed
 * @param who the person's id: one person's texts are compared one at a time
 * @returns the marks in the order given, by group, and the places
 * @throws Problem 413, 422, 503 when it takes too much, too long, or too many others wait
 */
export function carry(
  groups: readonly Group[],
  to: string,
  places: readonly number[],
  who: string,
): Promise<{ groups: Carried[][]; places: number[] }> {
  return own.carry(groups, to, places, who);
}
