import { parentPort } from "node:worker_threads";
import type { Said } from "../threads";
import { hasTooMany } from "./nodes";
import type { Answer } from "./pool";

function read(bytes: Uint8Array): Answer {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return hasTooMany(value) ? { fault: "too-many" } : { value };
  } catch {
    return { fault: "malformed" };
  }
}

/** Reads JSON in a thread of its own; `pool.ts` is the other side. */
parentPort?.on("message", (bytes: Uint8Array) => {
  const said: Said<Answer> = { answer: read(bytes) };
  parentPort?.postMessage(said);
});
const ready: Said<Answer> = "ready";
parentPort?.postMessage(ready);
