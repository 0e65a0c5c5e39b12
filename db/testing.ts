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
    await dropAll(server).finally(() => cluster?.stop());
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
