import { setTimeout as sleep } from "node:timers/promises";
import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres, { type Sql, type TransactionSql } from "postgres";
import { metrics } from "@/lib/metrics";
import { type Cluster, checkCluster, startCluster } from "./embedded";
import { Refusal } from "./folder.mjs";
import { log } from "./log";
import { noOutage, note, type Outage, Pool, type PoolFigures, reach, STATEMENT_MS, Unavailable } from "./pool";
import { refuseSharedSessions } from "./pooler";
import { setting, withoutPassword } from "./settings.mjs";

type Connection = { sql: Sql; planned: Sql; pools: Pool[]; outage: Outage; url: string; cluster: Cluster | null };

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
  await Promise.all(connection?.pools.map((pool) => pool.end(5_000)) ?? []);
  await connection?.cluster?.stop();
}

/** Where the embedded server keeps its data; null when `DATABASE_URL` is used. */
export const dataFolder = (): string | null => connected().cluster?.path ?? null;

/** Milliseconds for which `alive` waits in all, for a new connection, and for one of the pools. */
const ALIVE_MS = { all: 1_800, open: 1_400, probe: 300 };
/** From the beginning of one look to that of the next, at least: anybody may ask, as often as they like. */
const BETWEEN_LOOKS_MS = 500;
let looking: Promise<unknown> = Promise.resolve();
let lookedAt = Number.NEGATIVE_INFINITY;
let lookingNext: Promise<void> | undefined;

/**
 * Resolves when the database takes a new connection and answers on it, and no connection of the pools is handed out any more
 * that rests and does not answer. There is one look at a time, and two in a second; who asks is told of one that began
 * afterwards.
 * @throws Error when there was no answer within two seconds; see `isUnavailable`
 */
export async function alive(): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const silent = () => reject(new Unavailable("DATABASE_SILENT", "The database did not answer in time."));
    // If it was this process that was busy, the answer waits to be read: timers come before it.
    timer = setTimeout(() => {
      timer = setTimeout(silent, 50);
    }, ALIVE_MS.all);
  });
  try {
    await Promise.race([nextLook(), late]);
  } finally {
    clearTimeout(timer);
  }
}

function nextLook(): Promise<void> {
  lookingNext ??= looking
    .catch(() => {})
    .then(() => sleep(Math.max(0, lookedAt + BETWEEN_LOOKS_MS - performance.now())))
    .then(() => {
      lookingNext = undefined;
      lookedAt = performance.now();
      const look = lookNow();
      looking = look;
      return look;
    });
  return lookingNext;
}

/** A connection of the pools may answer for a moment after its server was killed; a new one does not. */
async function lookNow(): Promise<void> {
  const { url, pools, outage } = connected();
  await reach(url, DRIVER, ALIVE_MS.open).catch((error: unknown) => {
    note(outage, error);
    // A refusal is an answer, and those connections that there are do their work.
    if (stateOf(error) !== "53300") throw error;
  });
  note(outage, null);
  await Promise.all(pools.map((pool) => pool.probe(ALIVE_MS.probe)));
}

/**
 * Asks one thing on a new connection, as `alive` does: whatever the pools are busy with, it ends within so many milliseconds.
 * @param text one or more statements, without values
 * @throws Error what the server or the driver says; see `isUnavailable`
 */
export const askAside = (text: string, patience: number): Promise<void> =>
  reach(connected().url, DRIVER, patience, text);

/** How busy the connections are, for each kind of question: see `db` and `planned`. Zeros before `start`. */
export function connectionFigures(): { db: PoolFigures; planned: PoolFigures } {
  const none = { most: 0, open: 0, used: 0, waiting: 0 };
  const [db, planned] = globalThis.glossDatabase?.connection?.pools ?? [];
  return { db: db?.figures() ?? none, planned: planned?.figures() ?? none };
}

/**
 * One connection beside the pools for the queue: no limit of the server's, a minute for each answer, the driver's own types.
 * Whoever takes it ends it.
 */
export const queueConnection = (): Sql =>
  new Pool(connected().url, { most: 1, driver: DRIVER, limits: { answer: 60_000, wait: 60_000 } }).sql;

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
// 58 the system beneath (I/O), 57014 the statement timeout; then our own words, the driver's, and the socket's.
const unavailable =
  /^(08...|53...|58...|57P0[1-5]|57014|DATABASE_\w+|CONNECTION_\w+|CONNECT_TIMEOUT|ECONN\w+|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH)$/;

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
  const most = setting("GLOSS_CONNECTIONS") - BESIDE;
  const forPlanned = plannedOf(most);
  const outage = noOutage();
  const pool = (most: number, more: Record<string, string>) =>
    new Pool(url, {
      most,
      outage,
      driver: DRIVER,
      settings: {
        statement_timeout: String(STATEMENT_MS),
        idle_in_transaction_session_timeout: "15000",
        // Long queries of small cost: to compile one takes longer than to run it.
        jit: "off",
        ...more,
      },
      slow: { ms: SLOW_MS, tell: tellSlow },
      asksAgain: true,
      // Timestamps and JSON as drizzle wants them.
      prepare: (client) => void drizzle(client),
    });
  const pools = [pool(most - forPlanned, {}), pool(forPlanned, { plan_cache_mode: "force_generic_plan" })] as const;
  for (const starving of pools) starving.starved = () => share(pools);
  return { sql: pools[0].sql, planned: pools[1].sql, pools: [...pools], outage, url, cluster };
}

/** Milliseconds from which on a statement is logged: a reader waits for several of them. */
const SLOW_MS = 500;
/** Characters of its text that are logged. */
const MOST_TEXT = 2_000;

function tellSlow(statement: string, ms: number) {
  metrics().slowStatements.inc();
  log.warn({ ms, statement: statement.replace(/\s+/g, " ").trim().slice(0, MOST_TEXT) }, "slow statement");
}

const DRIVER = { connection: { application_name: "gloss", TimeZone: "UTC" } };

/** Connections beside the pools': one listens, one is the queue's, and health opens one for a moment. */
const BESIDE = 3;

/** Of twenty-six, six. */
const plannedOf = (all: number) => Math.max(1, Math.round((all * 3) / 13));

let sharing: NodeJS.Timeout | undefined;

/**
 * The server grants one of the pools no connection at all: those that it grants this process are shared anew. After a
 * minute each may have its own again.
 */
function share([first, second]: readonly [Pool, Pool]) {
  const granted = first.figures().open + second.figures().open;
  const forPlanned = plannedOf(granted);
  first.limit(granted - forPlanned);
  second.limit(forPlanned);
  clearTimeout(sharing);
  sharing = setTimeout(() => {
    for (const pool of [first, second]) pool.limit(Number.POSITIVE_INFINITY);
  }, 60_000).unref();
}

/** Gloss's own number among PostgreSQL's advisory locks: whoever changes the tables holds it. */
export const MIGRATIONS_LOCK = 47_456_753;

/** Refuses a server that is too old, then migrates, one process at a time. No statement timeout applies here. */
export async function prepare(url: string): Promise<void> {
  await withServer(url, async (sql) => {
    await accept(url, sql);
    // It goes with the session, also when we are killed.
    await sql`select pg_advisory_lock(${MIGRATIONS_LOCK})`;
    await migrate(drizzle(sql), { migrationsFolder: `${process.cwd()}/db/migrations` });
  });
}

/**
 * Looks at the database that the settings name, or at the data of the embedded one, before anything else is loaded.
 * @param tell hears that a server is waited for
 * @throws {Refusal} when Gloss cannot run on it
 */
export async function check(tell: (line: string) => void): Promise<void> {
  const given = setting("DATABASE_URL");
  if (given) await withServer(given, (sql) => accept(given, sql, tell));
  else checkCluster(setting("GLOSS_DATA"));
}

async function withServer(url: string, use: (sql: Sql) => Promise<void>): Promise<void> {
  const connection = { TimeZone: "UTC" };
  let sql: Sql;
  try {
    // A server that goes away while the driver fetches types would end the process without a word.
    sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {}, fetch_types: false, connection });
  } catch (error) {
    // What the driver says may hold the address.
    throw unfit(url, error instanceof URIError ? "the driver cannot read it" : withoutPassword(messageOf(error)));
  }
  try {
    await use(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const unfit = (url: string, why: string): Refusal =>
  new Refusal(
    `DATABASE_URL is "${withoutPassword(url)}": ${why}. It must be the address of a PostgreSQL, 15 or later, and of a database of Gloss's own there.`,
  );

/** Throws unless Gloss can run on this database. @throws {Refusal} */
async function accept(url: string, sql: Sql, tell: (line: string) => void = () => {}): Promise<void> {
  await answer(url, sql, tell);
  const [found] = await sql`
    select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
      current_setting('server_encoding') as encoding, current_setting('transaction_read_only') = 'on' as read_only,
      current_user as role, current_database() as name,
      to_regclass('drizzle.__drizzle_migrations') is not null as ours,
      to_regclass('public.users') is not null or to_regclass('public.articles') is not null as others,
      has_database_privilege(current_database(), 'create') and
        coalesce(has_schema_privilege('public', 'create'), false) as creates`;
  if (!found) throw unfit(url, "it answers with nothing");
  if (found.number < 150_000) throw unfit(url, `Gloss needs PostgreSQL 15 or later; this server is ${found.version}`);
  if (found.encoding !== "UTF8")
    throw unfit(url, `the database ${found.name} holds text as ${found.encoding}; make one with encoding UTF8`);
  if (found.read_only) throw unfit(url, "this server can only be read, as a standby is");
  if (!found.ours && found.others)
    throw unfit(url, `the database ${found.name} has tables of something else; make an empty one`);
  if (!found.ours && !found.creates)
    throw unfit(
      url,
      `the role ${found.role} may not make tables there; make it the owner (alter database ${found.name} owner to ${found.role})`,
    );
  await refuseSharedSessions(url, sql);
}

/** Waits for a server that is still starting, as beside us in a set of containers; half a minute at most. */
async function answer(url: string, sql: Sql, tell: (line: string) => void) {
  let told = false;
  for (const until = Date.now() + 30_000; ; ) {
    try {
      await sql`select 1`;
      return;
    } catch (error) {
      const reason = messageOf(error);
      if (!isUnavailable(error)) throw unfit(url, `the database refuses (${reason})`);
      if (Date.now() > until) throw unfit(url, `the database does not answer (${reason})`);
      if (!told) tell(`The database does not answer yet (${reason}); waiting for it, half a minute at most.`);
      told = true;
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
