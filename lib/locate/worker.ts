import { parentPort } from "node:worker_threads";
import { anchorAll } from "../anchoring";
import type { Said } from "../threads";
import type { Answer, Task } from "./pool";

/** Looks for a quote in a text in a thread of its own; `pool.ts` is the other side. */
parentPort?.on("message", ({ text, quote }: Task) => {
  const [answer = null] = anchorAll(text, [quote]);
  const said: Said<Answer> = { answer };
  parentPort?.postMessage(said);
});
const ready: Said<Answer> = "ready";
parentPort?.postMessage(ready);
