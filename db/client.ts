import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres, { type Sql, type TransactionSql } from "postgres";
import { type Cluster, startCluster } from "./embedded";
import { Refusal } from "./folder.mjs";
import { setting } from "./settings.mjs";

type Connection = { sql: Sql; planned: Sql; url: string; cluster: Cluster | null };

declare global {
  // Next compiles this file into several bundles. They must share one pool and one embedded server, so what lives as
  // long as the process is kept outside the module. server.mjs calls `stop` when the process is told to end.
  var glossDatabase:
    | {
        starting?: Promise<Connection>;
        connection?: Connection;
        stop(): Promise<void>;
        /** When a page last could not be made for want of a database, in milliseconds since 1970. */
        lostAt?: number;
      }
    | undefined;
}

/**
 * Connects to `DATABASE_URL`, or starts the embedded PostgreSQL in `GLOSS_DATA`, and brings the tables up to date.
 * Calling it again is free.
 * @throws {Refusal} when the server is older than 15, does not answer, or the data folder cannot be used
 */
export async function start(): Promise<void> {
  globalThis.glossDatabase ??= { stop };
  const state = globalThis.glossDatabase;
  state.starting ??= connect();
  try {
    state.connection = await state.starting;
  } catch (error) {
    state.starting = undefined;
    throw error;
  }
}

/** Lets what is queued and running queries finish (5 s at most), then stops the embedded server if there is one. */
export async function stop(): Promise<void> {
  const state = globalThis.glossDatabase;
  if (!state?.starting) return;
  await globalThis.glossQueue?.stop();
  const connection = await state.starting.catch(() => null);
  state.starting = undefined;
  state.connection = undefined;
  await Promise.all([connection?.sql.end({ timeout: 5 }), connection?.planned.end({ timeout: 5 })]);
  await connection?.cluster?.stop();
}

/** Where the embedded server keeps its data; null when `DATABASE_URL` is used. */
export const dataFolder = (): string | null => connected().cluster?.path ?? null;

/** Resolves when the database answers. */
export async function alive(): Promise<void> {
  await connected().sql`select 1`;
}

/** One connection beside the pool, with the driver's own types and no limit of time. Whoever takes it ends it. */
export const connection = (): Sql =>
  postgres(connected().url, { max: 1, connect_timeout: 5, onnotice: () => {}, connection: { TimeZone: "UTC" } });

/** The pool, for what drizzle does not cover: `listen` and `notify`. Usable after `start`. */
export const sql: Sql = lazily(() => connected().sql);

/** Typed queries. Timestamps arrive as the database's own text in UTC, with microseconds. Usable after `start`. */
export const db: PostgresJsDatabase = lazily(once(() => connected().sql, drizzle));

/**
 * As `db`, for what is asked again and again in the same words: the server keeps each query's plan, made once for whatever
 * values come, on a few connections of their own. The rules make queries whose planning costs several times their running.
 * Only for those whose text does not depend on how much is asked for (lists as one array), as it forgets none of them
 * before the connection ends, within the hour.
 */
export const planned: PostgresJsDatabase = lazily(
  once(
    () => connected().planned,
    (sql) => drizzle(planning(sql)),
  ),
);

/** Drizzle asks everything by `unsafe`, which has each query parsed and planned anew unless told otherwise. */
function planning<T extends Sql | TransactionSql>(sql: T): T {
  return new Proxy(sql, {
    get: (target, key) => {
      const value: unknown = Reflect.get(target, key);
      if (key === "unsafe")
        return (text: string, values?: Parameters<Sql["unsafe"]>[1]) => target.unsafe(text, values, { prepare: true });
      if ((key === "begin" || key === "savepoint") && typeof value === "function")
        return (run: (tx: TransactionSql) => unknown) => value.call(target, (tx: TransactionSql) => run(planning(tx)));
      return value;
    },
  });
}

/**
 * Whether a failure means that the database cannot serve right now, though nothing is wrong with the request: it is
 * gone, restarting, full, out of connections, or took longer than a request may.
 */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return unavailable.test(code) || isUnavailable(error.cause);
}

// SQLSTATE classes: 08 connection, 53 resources (disk full, memory, connections), 57P0x shutting down or starting,
// 58 the system beneath (I/O), 57014 the statement timeout; then the driver's own words and the socket's.
const unavailable =
  /^(08...|53...|58...|57P0[1-5]|57014|CONNECTION_\w+|CONNECT_TIMEOUT|ECONN\w+|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH)$/;

/** Deadlock, serialization, and a row that was deleted for good just as another was to refer to it. */
const PASSING = /^(40P01|40001|23503)$/;

/** Runs a transaction, and again when others stood in its way just then: nothing of it was written. Three times at most. */
export async function again<T>(run: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await run();
    } catch (error) {
      if (tries === 3 || !PASSING.test(stateOf(error))) throw error;
    }
  }
}

function stateOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  return "code" in error && typeof error.code === "string" ? error.code : stateOf(error.cause);
}

async function connect(): Promise<Connection> {
  const given = setting("DATABASE_URL");
  const cluster = given ? null : await startCluster(setting("GLOSS_DATA"));
  const url = given || cluster?.url("gloss") || "";
  try {
    await prepare(url);
  } catch (error) {
    await cluster?.stop();
    throw error;
  }
  const pool = (max: number, more: Record<string, string>) =>
    postgres(url, {
      max,
      connect_timeout: 5,
      onnotice: () => {},
      connection: {
        application_name: "gloss",
        TimeZone: "UTC",
        statement_timeout: 5_000,
        idle_in_transaction_session_timeout: 15_000,
        // Long queries of small cost: to compile one takes longer than to run it.
        jit: "off",
        ...more,
      },
    });
  const [sql, planned] = [pool(20, {}), pool(6, { plan_cache_mode: "force_generic_plan" })];
  return { sql, planned, url, cluster };
}

/** Gloss's own number among PostgreSQL's advisory locks: whoever changes the tables holds it. */
export const MIGRATIONS_LOCK = 47_456_753;

/** Refuses a server that is too old, then migrates, one process at a time. No statement timeout applies here. */
export async function prepare(url: string) {
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {}, connection: { TimeZone: "UTC" } });
  try {
    await answer(sql);
    const [version] =
      await sql`select current_setting('server_version') as name, current_setting('server_version_num')::int as number`;
    if (version?.number < 150_000)
      throw new Refusal(`Gloss needs PostgreSQL 15 or later; this server is ${version?.name}.`);
    // It goes with the session, also when we are killed.
    await sql`select pg_advisory_lock(${MIGRATIONS_LOCK})`;
    await migrate(drizzle(sql), { migrationsFolder: `${process.cwd()}/db/migrations` });
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** Waits for a server that is still starting, as beside us in a set of containers; half a minute at most. */
async function answer(sql: Sql) {
  for (const until = Date.now() + 30_000; ; ) {
    try {
      await sql`select 1`;
      return;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (!isUnavailable(error)) throw new Refusal(`The database refuses: ${reason}`);
      if (Date.now() > until) throw new Refusal(`The database does not answer: ${reason}`);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}

function connected(): Connection {
  const connection = globalThis.glossDatabase?.connection;
  if (!connection) throw new Error("The database is used before start() or after stop().");
  return connection;
}

/** Makes a value again only when what it is made from changed. */
function once<A, B>(source: () => A, make: (from: A) => B): () => B {
  let made: { from: A; value: B } | undefined;
  return () => {
    const from = source();
    if (made?.from !== from) made = { from, value: make(from) };
    return made.value;
  };
}

/** Stands for a value that exists only after `start`, so that modules can import it at any time. */
function lazily<T extends object>(find: () => T): T {
  // `sql` is called as a function; a proxy can only be called when its target can.
  return new Proxy<T>(
    Object(() => {}),
    {
      apply: (_, self, args) => Reflect.apply(Object(find()), self, args),
      get: (_, key) => {
        const value = Reflect.get(find(), key);
        return typeof value === "function" ? value.bind(find()) : value;
      },
    },
  );
}
