import { parentPort } from "node:worker_threads";
import type { Said } from "../threads";
import { ArticleError } from "./error";
import { importArticle, type Source } from "./import";
import type { Answer } from "./pool";

const say = (said: Said<Answer>) => parentPort?.postMessage(said);

/** Reads one source after another in a thread of its own; `pool.ts` is the other side. */
parentPort?.on("message", (source: Source) => {
  try {
    say({ answer: { imported: importArticle(source) } });
  } catch (error) {
    if (!(error instanceof ArticleError)) throw error;
    say({ answer: { reason: error.reason } });
  }
});
say("ready");
