import { parentPort } from "node:worker_threads";
import { ArticleError } from "./error";
import { importArticle, type Source } from "./import";

/** Reads one source after another in a thread of its own; `pool.ts` is the other side. */
parentPort?.on("message", (source: Source) => {
  try {
    parentPort?.postMessage({ imported: importArticle(source) });
  } catch (error) {
    if (!(error instanceof ArticleError)) throw error;
    parentPort?.postMessage({ reason: error.reason });
  }
});
