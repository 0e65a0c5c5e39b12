import { Worker } from "node:worker_threads";
import { ArticleError, type Reason } from "./error";
import type { Imported, Source } from "./import";

type Answer = { imported: Imported } | { reason: Reason };
/** What a thread says: that its program is loaded, then an answer to each source. */
export type Said = "ready" | Answer;
type Job = { source: Source; who: string; settle: (answer: Answer | Error) => void };

/** For a thread to load its program, however busy the machine is. */
const LOADING_SECONDS = 30;

/**
 * Threads that read sources in, so that a hostile or huge one never holds up other readers: each import gets its time
 * and memory, and a thread that uses them up is ended.
 */
export class Pool {
  private idle: Worker[] = [];
  /** Whose sources are being read. */
  private running = new Set<string>();
  private waiting: Job[] = [];

  constructor(
    private readonly limits: { threads: number; waiting: number; seconds: number; megabytes: number },
    private open = openThread,
  ) {}

  /**
   * As `importArticle`, elsewhere.
   * @param who one person's sources are read one at a time, so that nobody takes all the threads
   * @throws ArticleError also `too-slow`, `too-complex` (out of memory) and `busy`
   */
  async read(source: Source, who: string): Promise<Imported> {
    if (this.waiting.length >= this.limits.waiting) throw new ArticleError("busy");
    const answer = await new Promise<Answer | Error>((settle) => {
      this.waiting.push({ source, who, settle });
      this.next();
    });
    if (answer instanceof Error) throw answer;
    if ("reason" in answer) throw new ArticleError(answer.reason);
    return answer.imported;
  }

  async close(): Promise<void> {
    await Promise.all(this.idle.splice(0).map((thread) => thread.terminate()));
  }

  private next(): void {
    if (this.running.size >= this.limits.threads) return;
    const place = this.waiting.findIndex((job) => !this.running.has(job.who));
    const [job] = place < 0 ? [] : this.waiting.splice(place, 1);
    if (!job) return;
    this.running.add(job.who);
    const { open } = this;
    const warm = this.idle.pop();
    const thread = warm ?? open(this.limits.megabytes);
    thread.ref();
    let done = false;
    const finish = (answer: Answer | Error | "again", reusable: boolean) => {
      if (done) return;
      done = true;
      clearTimeout(timer);
      for (const event of ["message", "error", "exit"]) thread.removeAllListeners(event);
      // A thread on its way out may still report an error that nobody waits for.
      thread.on("error", () => undefined);
      thread.unref();
      if (reusable) this.keep(thread);
      else void thread.terminate();
      this.running.delete(job.who);
      if (answer !== "again") job.settle(answer);
      this.next();
    };
    const limit = (seconds: number) => setTimeout(() => finish({ reason: "too-slow" }, false), seconds * 1000);
    let timer = limit(warm ? this.limits.seconds : LOADING_SECONDS);
    thread.on("message", (said: Said) => {
      if (said !== "ready") return finish(said, true);
      // Loading the program is not the source's doing.
      clearTimeout(timer);
      timer = limit(this.limits.seconds);
    });
    thread.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ERR_UNKNOWN_FILE_EXTENSION" && open === openThread) {
        this.open = openUncompiled;
        this.waiting.unshift(job);
        return finish("again", false);
      }
      const outOfMemory = error.code === "ERR_WORKER_OUT_OF_MEMORY";
      finish(outOfMemory ? { reason: "too-complex" } : error, false);
    });
    thread.on("exit", () => finish({ reason: "too-complex" }, false));
    thread.postMessage(job.source);
  }

  private keep(thread: Worker): void {
    this.idle.push(thread);
    thread.once("exit", () => {
      this.idle = this.idle.filter((other) => other !== thread);
    });
  }
}

function openThread(megabytes: number): Worker {
  return new Worker(new URL("./worker.ts", import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: megabytes, stackSizeMb: 8 },
    // The server's own settings and secrets are none of the thread's business.
    env: {},
  });
}

/** In tests and scripts there is no build, and Node 20 reads TypeScript through tsx alone. */
function openUncompiled(megabytes: number): Worker {
  const program = `import("tsx/esm/api").then((tsx) => tsx.tsImport("./worker.ts", ${JSON.stringify(import.meta.url)}))`;
  return new Worker(program, { eval: true, resourceLimits: { maxOldGenerationSizeMb: megabytes, stackSizeMb: 8 } });
}

const pool = new Pool({ threads: 3, waiting: 30, seconds: 30, megabytes: 1024 });

/**
 * `importArticle` in a thread, with 30 s and 1 GB; the way for everything that a person sends.
 * @param who the person's id
 * @throws ArticleError as `importArticle`, and `too-slow`, `busy`
 */
export function importSafely(source: Source, who: string): Promise<Imported> {
  return pool.read(source, who);
}
