import { parentPort } from "node:worker_threads";
import { readRoster, TooLong } from "../roster";
import type { Said } from "../threads";
import type { Answer, Task } from "./pool";

function read({ csv, columns }: Task): Answer {
  try {
    return { roster: readRoster(csv, columns) };
  } catch (error) {
    if (error instanceof TooLong) return { fault: "too-long" };
    throw error;
  }
}

/** Reads rosters in a thread of its own; `pool.ts` is the other side. */
parentPort?.on("message", (task: Task) => {
  const said: Said<Answer> = { answer: read(task) };
  parentPort?.postMessage(said);
});
const ready: Said<Answer> = "ready";
parentPort?.postMessage(ready);
