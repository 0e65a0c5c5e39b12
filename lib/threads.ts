import { Worker } from "node:worker_threads";

/** What a thread says: that its program is loaded, then an answer to each task. */
export type Said<Answer> = "ready" | { answer: Answer };
/** Why a task has no answer: its time or its memory was used up, or too many others wait. */
export type Failure = "too-slow" | "too-complex" | "busy";
export type Limits = {
  threads: number;
  /** Tasks that may wait: of everybody, and of one person. */
  waiting: number;
  each: number;
  /** What the waiting tasks may hold in all, in the units in which `run` is told their size; without it, anything. */
  held?: number;
  seconds: number;
  /** Of each thread. */
  megabytes: number;
};
/** How a thread is opened, with so much memory. */
export type Program = (megabytes: number) => Worker;
type Job<Task, Answer> = {
  task: Task;
  who: string;
  size: number;
  settle: (answer: Answer) => void;
  fail: (error: Error) => void;
};

/** For a thread to load its program, however busy the machine is. */
const LOADING_SECONDS = 30;

/**
 * Threads for work whose size a stranger decides, so that it never holds up other readers: each task gets its time and
 * memory, and a thread that uses them up is ended. Nobody keeps another out: one person's tasks are worked on one at a
 * time, only so many of them may wait, and those who wait take turns.
 */
export class Pool<Task, Answer> {
  private idle: Worker[] = [];
  /** Whose tasks are being worked on. */
  private running = new Set<string>();
  /** Whoever waits, the one whose turn comes first before the others, with their tasks in the order given. */
  private waiting = new Map<string, Job<Task, Answer>[]>();

  /** @param failed what to throw where a task has no answer */
  constructor(
    private readonly limits: Limits,
    private readonly program: Program,
    private readonly failed: (why: Failure) => Error,
  ) {}

  /**
   * Has a task worked on: at once where a thread is free and none of this person's is worked on.
   * @param who one person's tasks are taken one at a time, so that nobody takes all the threads
   * @param size what it holds while it waits; see `Limits`
   * @throws Error what `failed` makes
   */
  run(task: Task, who: string, size = 0): Promise<Answer> {
    return new Promise((settle, fail) => {
      const job = { task, who, size, settle, fail };
      if (this.running.size < this.limits.threads && !this.running.has(who)) return this.start(job);
      const own = this.waiting.get(who) ?? [];
      const all = [...this.waiting.values()].flat();
      const held = all.reduce((sum, one) => sum + one.size, size);
      const { each, waiting, held: most = Number.POSITIVE_INFINITY } = this.limits;
      if (own.length >= each || all.length >= waiting || held > most) return fail(this.failed("busy"));
      this.waiting.set(who, [...own, job]);
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.idle.splice(0).map((thread) => thread.terminate()));
  }

  /** Starts the next task of whoever has waited longest for a turn and has none that is worked on. */
  private next(): void {
    for (const [who, [job, ...more]] of this.waiting) {
      if (this.running.has(who)) continue;
      if (more.length) this.waiting.set(who, more);
      else this.waiting.delete(who);
      if (job) this.start(job);
      return;
    }
  }

  private start(job: Job<Task, Answer>): void {
    this.running.add(job.who);
    const warm = this.idle.pop();
    const thread = warm ?? this.open();
    thread.ref();
    let done = false;
    const finish = (then: () => void, reusable = false) => {
      if (done) return;
      done = true;
      clearTimeout(timer);
      for (const event of ["message", "messageerror", "error", "exit"]) thread.removeAllListeners(event);
      // A thread on its way out may still report an error that nobody waits for.
      thread.on("error", () => undefined);
      thread.unref();
      if (reusable) this.keep(thread);
      else void thread.terminate();
      this.running.delete(job.who);
      // Behind those who came while this was worked on.
      const own = this.waiting.get(job.who);
      if (own && this.waiting.delete(job.who)) this.waiting.set(job.who, own);
      then();
      this.next();
    };
    const give = (why: Failure) => finish(() => job.fail(this.failed(why)));
    const limit = (seconds: number) => setTimeout(() => give("too-slow"), seconds * 1000);
    let timer = limit(warm ? this.limits.seconds : LOADING_SECONDS);
    thread.on("message", (said: Said<Answer>) => {
      if (said !== "ready") return finish(() => job.settle(said.answer), true);
      // Loading the program is not the task's doing.
      clearTimeout(timer);
      timer = limit(this.limits.seconds);
    });
    thread.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ERR_WORKER_OUT_OF_MEMORY") return give("too-complex");
      finish(() => job.fail(error));
    });
    // An answer that cannot be taken over.
    thread.on("messageerror", () => give("too-complex"));
    thread.on("exit", () => give("too-complex"));
    thread.postMessage(job.task);
  }

  private open(): Worker {
    const thread = this.program(this.limits.megabytes);
    for (const printed of [thread.stdout, thread.stderr]) printed.resume();
    return thread;
  }

  private keep(thread: Worker): void {
    this.idle.push(thread);
    thread.once("exit", () => {
      this.idle = this.idle.filter((other) => other !== thread);
    });
  }
}

declare global {
  /** The folder with the compiled programs of threads, where a build is run; see `program`. */
  var glossPrograms: string | undefined;
}

/**
 * The program `lib/<name>/worker.ts`. The build compiles each with all that it imports (`build.mjs`), and the server says
 * where they are; without a build, as in tests and scripts, a thread compiles its own.
 */
export const program =
  (name: string): Program =>
  (megabytes) => {
    const limits = {
      resourceLimits: { maxOldGenerationSizeMb: megabytes, stackSizeMb: 8 },
      // Kept from our own output: what a package prints of a text may be anything in it. See `Pool`.
      stdout: true,
      stderr: true,
    };
    const folder = globalThis.glossPrograms;
    // The server's own settings and secrets are none of a thread's business.
    if (folder !== undefined) {
      // Not as `new Worker`, of which Next's compiler would look for the file itself, and find none.
      const thread: Worker = Reflect.construct(Worker, [`${folder}/${name}.mjs`, { ...limits, env: {} }]);
      return thread;
    }
    const source = `${process.cwd()}/lib/${name}/worker.ts`;
    return new Worker(compiling(source), { ...limits, eval: true });
  };

/** In words of its own, so that no build takes the compiler in. */
const compiling = (source: string) => `
  const { outputFiles } = require("esbuild").buildSync({
    entryPoints: [${JSON.stringify(source)}], bundle: true, write: false, platform: "node", format: "esm", target: "node20", logLevel: "error",
  });
  import("data:text/javascript;base64," + Buffer.from(outputFiles[0].contents).toString("base64"));`;
