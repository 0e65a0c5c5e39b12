import { parentPort } from "node:worker_threads";
import { edits } from "../anchoring";
import type { Said } from "../threads";
import type { Task } from "./pool";

/** Compares texts in a thread of its own; `pool.ts` is the other side. */
parentPort?.on("message", ({ before, after }: Task) => {
  const answer = Int32Array.from(
    edits(before, after).flatMap(({ from, to }) => [from.start, from.end, to.start, to.end]),
  );
  const said: Said<Int32Array> = { answer };
  parentPort?.postMessage(said);
});
const ready: Said<Int32Array> = "ready";
parentPort?.postMessage(ready);
