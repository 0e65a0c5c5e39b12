import { metrics } from "@/lib/metrics";
import { connectionFigures, sql } from "./client";
import { listening } from "./live";
import { log } from "./log";
import { sendsMail } from "./mail";

/** Figures that are only worth having when somebody asks for them: see `metrics`. */

/** Milliseconds for which the database's own figures are waited for: without them the others are still told. */
const PATIENCE_MS = 2_000;

/** Brings the gauges of this process up to date, those of the database with them if it answers. */
export async function measure(): Promise<void> {
  const { streams, connections, databaseUp } = metrics();
  streams.set(listening());
  for (const [pool, figures] of Object.entries(connectionFigures()))
    for (const [state, n] of Object.entries(figures)) connections.set({ pool, state }, n);
  const up = await Promise.race([ask(), new Promise<false>((late) => setTimeout(late, PATIENCE_MS, false).unref())]);
  databaseUp.set(up ? 1 : 0);
}

async function ask(): Promise<boolean> {
  const { jobs, letters } = metrics();
  jobs.reset();
  try {
    const rows = await sql<{ name: string; state: string; n: number }[]>`
      select name, state::text as state, count(*)::int as n from pgboss.job where state <> 'completed' group by name, state`;
    for (const { name, state, n } of rows) jobs.set({ queue: name, state }, n);
    const [mail] = await sql<{ n: number }[]>`select count(*)::int as n from outbox`;
    // Without a mail server they are kept to be looked at, and wait for nothing.
    letters.set(sendsMail() ? (mail?.n ?? 0) : 0);
    return true;
  } catch (error) {
    log.warn({ err: error }, "the database's figures are missing");
    return false;
  }
}
