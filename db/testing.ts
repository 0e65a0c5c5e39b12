import { chmodSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { start, stop } from "./client";
import { startCluster } from "./embedded";
import { removeFolder } from "./folder.mjs";

declare module "vitest" {
  interface ProvidedContext {
    /** A server of the tests' own: connects to one of its databases as a role that may create more. */
    server: string;
  }
}

const TEMPLATE = "gloss_template";

/**
 * Runs once for all database tests: a server of their own (or `GLOSS_TEST_DATABASE_URL`, whose role may create
 * databases) and one migrated database that each test file copies. See `freshDatabase`.
 */
export default async function setup(project: TestProject) {
  const given = process.env.GLOSS_TEST_DATABASE_URL;
  // The unprivileged account that PostgreSQL gets when root runs the tests must be able to enter.
  const folder = mkdtempSync(`${tmpdir()}/gloss-test-`);
  chmodSync(folder, 0o711);
  const cluster = given ? null : await startCluster(`${folder}/data`, { durable: false });
  const server = given || (cluster?.url("postgres", "postgres") ?? "");
  const finish = async () => {
    // A server of the tests' own goes with all that is in it.
    await (cluster ? cluster.stop() : dropAll(server));
    removeFolder(`${folder}/data`);
    removeFolder(folder);
  };
  try {
    await dropAll(server);
    await withServer(server, (sql) => sql.unsafe(`create database ${TEMPLATE}`));
    process.env.DATABASE_URL = databaseAt(server, TEMPLATE);
    await start();
    await stop();
  } catch (error) {
    await finish();
    throw error;
  }
  project.provide("server", server);
  return finish;
}

/**
 * Points `db` at a new, migrated, empty database. Every file of database tests begins with one by itself
 * (`testing.each.ts`); calling it again gives another.
 */
export async function freshDatabase(server: string): Promise<void> {
  await stop();
  const name = `gloss_test_${crypto.randomUUID().replaceAll("-", "")}`;
  await withServer(server, (sql) => sql.unsafe(`create database ${name} template ${TEMPLATE}`));
  process.env.DATABASE_URL = databaseAt(server, name);
  await start();
}

/**
 * From here on each connection plans each query once, at its first time. For tests that ask the same words of a few rows
 * again and again, before they ask anything: planning took them ten times as long as answering. Not for those that write
 * many rows, for which the plan that was made for none is a bad one.
 */
export async function keepPlans(): Promise<void> {
  const connection = globalThis.glossDatabase?.connection;
  if (!connection) throw new Error("There is no database yet.");
  const name = new URL(connection.url).pathname.slice(1);
  await withServer(connection.url, (sql) =>
    sql.unsafe(`alter database ${name} set plan_cache_mode = force_generic_plan`),
  );
  connection.sql = keepingPlans(connection.sql);
}

function keepingPlans<S extends postgres.Sql | postgres.TransactionSql>(sql: S): S {
  return new Proxy(sql, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (typeof value !== "function") return value;
      if (key === "unsafe")
        return (text: string, values: Parameters<S["unsafe"]>[1] = [], options: postgres.UnsafeQueryOptions = {}) =>
          // Without values it may be several statements, which cannot be prepared.
          target.unsafe(text, values, values.length > 0 ? { ...options, prepare: true } : options);
      // What runs in a transaction does so on a connection that keeps plans as well.
      if (key === "begin" || key === "savepoint")
        return (...args: unknown[]) => {
          const run = args.pop() as (tx: postgres.TransactionSql) => unknown;
          return Reflect.apply(value, target, [...args, (tx: postgres.TransactionSql) => run(keepingPlans(tx))]);
        };
      return value;
    },
  });
}

async function withServer(url: string, run: (sql: postgres.Sql) => Promise<unknown>) {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await run(sql);
  } finally {
    await sql.end();
  }
}

/** Also what an earlier, killed run left on a server that outlives the tests. */
const dropAll = (server: string) =>
  withServer(server, async (sql) => {
    for (const {
      name,
    } of await sql`select datname as name from pg_database where datname ~ '^gloss_(test_|template$)'`) {
      await sql.unsafe(`drop database ${name} with (force)`);
    }
  });

function databaseAt(server: string, name: string) {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

/** The statements that this process asks of the database while something runs, `begin` and `commit` left out. */
export async function statementsOf(run: () => Promise<unknown>): Promise<string[]> {
  const asked: string[] = [];
  const pools = globalThis.glossDatabase?.connection?.pools ?? [];
  const former = pools.map(({ options }) => options.slow);
  for (const { options } of pools) options.slow = { ms: 0, tell: (statement) => void asked.push(statement) };
  try {
    await run();
  } finally {
    for (const [i, { options }] of pools.entries()) options.slow = former[i];
  }
  return asked;
}
