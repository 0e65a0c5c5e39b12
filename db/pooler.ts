import postgres, { type Sql } from "postgres";
import { Refusal } from "./folder.mjs";

/** Milliseconds in which a statement of a probe should have its session, and how many times it is waited for. */
const PATIENCE_MS = 2_000;
const WAITS = 5;
/** Connections that keep a session each, so that the first must be given another one if it does not keep its own. */
const KEEPERS = 3;

/**
 * Refuses an address at which sessions are shared out anew for each transaction, as by PgBouncer in transaction mode. What
 * Gloss needs lasts as long as a connection: prepared statements, settings, locks, LISTEN.
 * @param sql a client with one connection to `url`
 * @param patience tests shorten it
 * @throws {Refusal}
 */
export async function refuseSharedSessions(url: string, sql: Sql, patience = PATIENCE_MS): Promise<void> {
  const session = async () => {
    const rows = await sql`select pg_backend_pid() as pid`;
    return { pid: rows[0]?.pid as number, given: rows.state.pid };
  };
  const first = await session();
  // PostgreSQL itself says the same number at the start of a connection. Something between makes one up.
  if (first.pid === first.given) return;

  const keepers = postgres(url, { max: KEEPERS, connect_timeout: 5, onnotice: () => {}, fetch_types: false });
  let release = () => {};
  const end = new Promise<void>((resolve) => {
    release = resolve;
  });
  const kept: Promise<unknown>[] = [];
  try {
    for (let i = 0; i < KEEPERS; i++) {
      let begun = () => {};
      const isBegun = new Promise<true>((resolve) => {
        begun = () => resolve(true);
      });
      const keeper = keepers.begin(async (tx) => {
        await tx`select 1`;
        begun();
        await end;
      });
      kept.push(keeper.catch(() => {}));
      const failed = keeper.then(() => true as const);
      // Sessions of their own, and no more of them: then each who has one keeps it.
      if (!(await soon(Promise.race([isBegun, failed]), patience))) return;
      const asked = session();
      let now: { pid: number } | null = null;
      // No answer yet is none that another session gave: the machine may be slow.
      for (let waits = 0; !now && waits < WAITS; waits++) now = await soon(asked, patience);
      if (!now) throw new Refusal(SILENT);
      if (now.pid !== first.pid) throw new Refusal(SHARED);
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(
      "DATABASE_URL leads to a connection pooler that refuses a transaction, which Gloss cannot use. Set pool_mode = session for this database (PgBouncer), or give the address of PostgreSQL itself.",
    );
  } finally {
    release();
    await soon(Promise.all(kept), patience);
    await keepers.end({ timeout: 0 });
  }
}

const SHARED =
  "DATABASE_URL leads to a connection pooler in transaction mode, which Gloss cannot use: it needs one session for each connection. Set pool_mode = session for this database (PgBouncer), or give the address of PostgreSQL itself.";

const SILENT =
  "DATABASE_URL leads to a connection pooler that gave one connection no answer while others held theirs: it is very slow, or in transaction mode with fewer sessions than connections. Gloss needs one session for each connection. Set pool_mode = session for this database (PgBouncer) and a default_pool_size of at least GLOSS_CONNECTIONS, or give the address of PostgreSQL itself.";

/** What is found in time, in milliseconds, else null. */
function soon<T>(work: Promise<T>, patience: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), patience);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
