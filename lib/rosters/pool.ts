import { Problem, tooLarge } from "../problem";
import type { Roster } from "../roster";
import { type Columns, MOST_LINES } from "../schemas/roster";
import { type Failure, Pool, program } from "../threads";

export type Task = { csv: string; columns: Columns | undefined };
export type Answer = { roster: Roster } | { fault: "too-long" };

const failed = (why: Failure): Error =>
  why === "busy"
    ? new Problem(503, "Busy", "Other rosters are being read just now. Nothing was changed. Try again in a moment.", {
        headers: { "Retry-After": "5" },
      })
    : new Problem(
        413,
        "Too large",
        "Reading this file took too much, so it was stopped. Nothing was changed. Check that it is a table of people, or import it in parts.",
      );

const pool = new Pool<Task, Answer>(
  { threads: 1, waiting: 30, each: 2, seconds: 10, megabytes: 512 },
  program("rosters"),
  failed,
);

/**
 * `readRoster` in a thread, with 10 s and 512 MB.
 * @param who the person's id: one person's rosters are read one at a time
 * @throws Problem 413 above `MOST_LINES` people, or where it takes too much; 503 when too many others wait
 */
export async function readRosterSafely(csv: string, columns: Columns | undefined, who: string): Promise<Roster> {
  const answer = await pool.run({ csv, columns }, who);
  if ("roster" in answer) return answer.roster;
  return tooLarge(
    `A roster has at most ${MOST_LINES.toLocaleString("en")} people, and this one has more. Import it in parts: nobody is doubled.`,
  );
}
