import { parentPort } from "node:worker_threads";
import type { Said } from "../threads";
import { type Answer, carryAll, type Task, transferable } from "./carry";

/** Carries marks over in a thread of its own; `pool.ts` is the other side. */
parentPort?.on("message", (task: Task) => {
  const answer = carryAll(task);
  const said: Said<Answer> = { answer };
  parentPort?.postMessage(
    said,
    transferable(answer).filter((buffer) => buffer instanceof ArrayBuffer),
  );
});
const ready: Said<Answer> = "ready";
parentPort?.postMessage(ready);
