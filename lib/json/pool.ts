import { Problem, tooLarge } from "../problem";
import { type Failure, Pool, program } from "../threads";

export type Answer = { value: unknown } | { fault: "malformed" | "too-many" };

const failed = (why: Failure): Error =>
  why === "busy"
    ? new Problem(503, "Busy", "Others are sending much just now. Nothing is lost. Try again in a moment.", {
        headers: { "Retry-After": "5" },
      })
    : new Problem(413, "Too large", "Reading what was sent took too much. Send it in parts.");

const pool = new Pool<Uint8Array, Answer>(
  { threads: 2, waiting: 60, each: 2, held: 192 * 1024 * 1024, seconds: 10, megabytes: 512 },
  program("json"),
  failed,
);

/** Says what is wrong with a body that holds more values than a request can mean, or deeper ones. @throws Problem 413 */
export const refuseMany = (): never =>
  tooLarge("This holds too many entries, or entries too deep in each other, to be sent at once. Send it in parts.");

/**
 * A large body's JSON, read off this thread: one of 48 MB can hold millions of values.
 * @param who whose it is, a person's id or the address of who is not signed in: one's are read one at a time
 * @returns `undefined` where it is no JSON in UTF-8
 * @throws Problem 413 where it holds too many values, or too deep ones, or takes too much; 503 when too many wait
 */
export async function readJsonSafely(bytes: Uint8Array, who: string): Promise<unknown> {
  const answer = await pool.run(bytes, who, bytes.length);
  if ("value" in answer) return answer.value;
  return answer.fault === "too-many" ? refuseMany() : undefined;
}
