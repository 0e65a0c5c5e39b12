import { sql as query } from "drizzle-orm";
import PgBoss from "pg-boss";
import postgres, { type Sql, type TransactionSql } from "postgres";
import { z } from "zod";
import { faultOf, SafeError } from "@/lib/fault";
import { queueConnection } from "./client";
import type { Writing } from "./events";
import { log, wasLogged } from "./log";

/**
 * Work that is done after the answer, kept in PostgreSQL until it is: by whichever process comes to it first, again after
 * a failure, and after a restart. A job names rows; it holds nobody's words and no secret.
 */

/** Each sort of work, and what is told to whoever does it. */
export type Jobs = {
  /** A row of `outbox`. */
  letter: { id: string };
  /** Rows of `notices`, all of one person. */
  notices: { userId: string; ids: string[] };
};
type Doing = { [Sort in keyof Jobs]: (job: Jobs[Sort]) => Promise<void> };
type Sorts = keyof Jobs;

type Running = { boss: PgBoss; workers: Map<Sorts, string>; stopping?: Promise<void>; stop: () => Promise<void> };
declare global {
  // One for the process, however often this module is bundled. `stop` in db/client.ts ends it first.
  var glossQueue: Running | undefined;
}

/** Seconds between two looks for work of other processes, and for what is to be tried again. One's own is done at once. */
const LOOK_SECONDS = 10;
/** Tries after the first one. The pause doubles each time, from half a minute on: the last is some nine hours later. */
const TRIES = 10;
const PAUSE_SECONDS = 30;
/** Milliseconds that work under way may take when the process is told to end; what is not done by then is done again later. */
const STOP_MS = 3_000;

/** Begins to do what is queued. `pace` is for tests, which do not wait. */
export async function begin(doing: Doing, pace = { look: LOOK_SECONDS, pause: PAUSE_SECONDS }): Promise<void> {
  if (globalThis.glossQueue) return;
  // A connection of its own: pg-boss sends whole transactions as one text, and its times are JavaScript's.
  const sql = queueConnection();
  const boss = new PgBoss({ db: executor(sql), schedule: false, ...KEPT });
  boss.on("error", (error) => log.warn({ err: error }, "the queue was interrupted, and goes on"));
  const workers = new Map<Sorts, string>();
  const end = async () => {
    await boss.stop({ timeout: STOP_MS }).catch((error: unknown) => log.warn({ err: error }, "the queue did not end"));
    await sql.end({ timeout: 1 });
    globalThis.glossQueue = undefined;
  };
  const running: Running = {
    boss,
    workers,
    stop() {
      running.stopping ??= end();
      return running.stopping;
    },
  };
  try {
    await boss.start();
    const work = async <Sort extends Sorts>(name: Sort) => {
      const queue = { name, retryLimit: TRIES, retryDelay: pace.pause, retryBackoff: true, expireInSeconds: 120 };
      await boss.createQueue(name, queue);
      await boss.updateQueue(name, queue);
      const id = await boss.work<Jobs[Sort]>(name, { pollingIntervalSeconds: pace.look }, async ([job]) => {
        if (!job) return;
        // What it throws is kept with the job; there too it must hold nobody's words.
        await doing[name](job.data).catch((error: unknown) => {
          if (!wasLogged(error)) log.warn({ err: error, job: name }, "a job failed, and is tried again later");
          throw Object.assign(new SafeError("it failed; the log says how"), { code: faultOf(error).code });
        });
        // There may be more: it need not wait for the next look.
        setImmediate(() => nudge(name));
      });
      workers.set(name, id);
    };
    await work("letter");
    await work("notices");
    globalThis.glossQueue = running;
  } catch (error) {
    await running.stop();
    throw error;
  }
}

/** What was done goes after an hour from the list of work, and after a day altogether. */
const KEPT = { archiveCompletedAfterSeconds: 3_600, archiveFailedAfterSeconds: 86_400, deleteAfterDays: 1 } as const;

/** Whether this process works on it. A shell and most tests do not. */
export const working = (): boolean => Boolean(globalThis.glossQueue && !globalThis.glossQueue.stopping);

/**
 * Adds work, in a transaction if one is given: then it is there when that is committed, and `nudge` has it looked for.
 * @throws Error when the queue was not begun
 */
export async function enqueue<Sort extends Sorts>(name: Sort, job: Jobs[Sort], tx?: Writing): Promise<void> {
  const running = globalThis.glossQueue;
  if (!running) throw new Error("Nothing can be queued before begin() or after stop().");
  await running.boss.send(name, job, tx ? { db: within(tx) } : {});
  if (!tx) nudge(name);
}

/** A transaction of ours, as pg-boss asks for it. */
const within = (tx: Writing): PgBoss.Db => ({
  async executeSql(text, values) {
    const parts = text
      .split(/\$(\d+)/)
      .map((part, i) => (i % 2 ? query`${plain(values[Number(part) - 1])}` : query.raw(part)));
    return { rows: [...(await tx.execute(query.join(parts)))] };
  },
});

/** Work that is not done yet, as a backup holds it. Times are ISO 8601 in UTC. */
export const pendingJob = z.object({
  id: z.uuid(),
  name: z.enum(["letter", "notices"]),
  data: z.record(z.string(), z.unknown()),
  startAfter: z.string().endsWith("Z"),
});
export type PendingJob = z.infer<typeof pendingJob>;

/** All work that is queued or under way, read in a transaction of the caller's. */
export async function* pendingJobs(tx: TransactionSql): AsyncGenerator<PendingJob> {
  const [queue] = await tx`select to_regclass('pgboss.job') is not null as yes`;
  if (!queue?.yes) return;
  const rows = tx<PendingJob[]>`
    select id, name, data, to_char(start_after at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "startAfter"
    from pgboss.job where state < 'completed' and name in ('letter', 'notices') order by created_on, id`;
  for await (const some of rows.cursor(500)) yield* some;
}

/** Queues work of a backup again, without doing any. What is queued already stays as it is. */
export async function putBackJobs(url: string, jobs: readonly PendingJob[]): Promise<void> {
  if (jobs.length === 0) return;
  // pg-boss gives a list of jobs as JSON that is text already.
  const serialize = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
  const json = { to: 114, from: [114, 3802], serialize, parse: (text: string): unknown => JSON.parse(text) };
  const sql = postgres(url, {
    max: 1,
    connect_timeout: 5,
    onnotice: () => {},
    connection: { TimeZone: "UTC" },
    types: { json },
  });
  const boss = new PgBoss({ db: executor(sql), schedule: false, supervise: false });
  let failure: unknown;
  boss.on("error", (error) => {
    failure = error;
  });
  try {
    await boss.start();
    for (const name of pendingJob.shape.name.options) await boss.createQueue(name);
    for (let at = 0; at < jobs.length; at += 500)
      await boss.insert(
        jobs
          .slice(at, at + 500)
          .map((job) => ({ ...job, retryLimit: TRIES, retryDelay: PAUSE_SECONDS, retryBackoff: true })),
      );
    if (failure) throw failure;
  } finally {
    await boss.stop({ graceful: false }).catch(() => {});
    await sql.end({ timeout: 1 });
  }
}

const plain = (value: unknown) =>
  typeof value === "object" && value !== null ? JSON.stringify(value) : (value ?? null);

/** Looks for work now. */
export function nudge(name: Sorts): void {
  const running = globalThis.glossQueue;
  const id = running?.workers.get(name);
  if (id) running?.boss.notifyWorker(id);
}

const executor = (sql: Sql): PgBoss.Db => ({ executeSql: (text, values) => run(sql, text, values) });

async function run(sql: Sql, text: string, values?: unknown[]): Promise<{ rows: unknown[] }> {
  // What pg-boss leaves undefined, it means as null.
  const given = values?.map((value) => value ?? null) as Parameters<Sql["unsafe"]>[1];
  return { rows: [...(await sql.unsafe(text, given))] };
}
