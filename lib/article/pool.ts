import { type Limits, Pool, program } from "../threads";
import { ArticleError, type Reason } from "./error";
import type { Imported, Source } from "./import";

/** What a thread answers to a source. */
export type Answer = { imported: Imported } | { reason: Reason };

/** Threads that read sources in, so that a hostile or huge one never holds up other readers. */
export function readers(limits: Limits) {
  const pool = new Pool<Source, Answer>(limits, program("article"), (why) => new ArticleError(why));
  return {
    /** As `importArticle`, elsewhere. @throws ArticleError also `too-slow`, `too-complex` (out of memory) and `busy` */
    async read(source: Source, who: string): Promise<Imported> {
      const given = source.kind === "page" ? "page" : "text";
      const answer = await pool.run(source, who, source.content.length).catch((error: unknown) => {
        throw error instanceof ArticleError ? new ArticleError(error.reason, given) : error;
      });
      if ("reason" in answer) throw new ArticleError(answer.reason, given);
      return answer.imported;
    },
    close: () => pool.close(),
  };
}

const own = readers({ threads: 3, waiting: 30, each: 3, held: 192 * 1024 * 1024, seconds: 30, megabytes: 1024 });

/**
 * `importArticle` in a thread, with 30 s and 1 GB; the way for everything that a person sends.
 * @param who the person's id: one person's sources are read one at a time
 * @throws ArticleError as `importArticle`, and `too-slow`, `busy`
 */
export function importSafely(source: Source, who: string): Promise<Imported> {
  return own.read(source, who);
}
