import { sql as query } from "drizzle-orm";
import { expect, inject, test } from "vitest";
import { db, isUnavailable, sql, start } from "./client";
import { freshDatabase } from "./testing";

test("times keep their microseconds, in UTC", async () => {
  const [row] = await db.execute(query`select timestamptz '2026-01-02 03:04:05.678901+02' as at`);
  expect(row?.at).toBe("2026-01-02 01:04:05.678901+00");
});

test("jsonb holds the value itself, not its text", async () => {
  const [row] = await db.execute(query`select jsonb_typeof(${JSON.stringify({ a: [1] })}::jsonb) as type`);
  expect(row?.type).toBe("object");
});

test("words of any script survive the way there and back", async () => {
  const words = "“Ελλάδα” – 中国 и Россия 🦊 e\u0301";
  const [row] = await sql`select ${words}::text as words, length(${"🦊"}::text) as length`;
  expect(row).toEqual({ words, length: 1 });
});

test("starting again is free and keeps the data", async () => {
  await sql`create table kept (id int)`;
  await start();
  expect(await sql`select count(*)::int as n from kept`).toEqual([{ n: 0 }]);
});

test("each fresh database is empty and has the tables", async () => {
  await sql`create table mine (id int)`;
  await freshDatabase(inject("server"));
  const tables = await sql`select tablename from pg_tables where schemaname = 'public'`;
  expect(tables.map((row) => row.tablename)).toContain("articles");
  expect(tables.map((row) => row.tablename)).not.toContain("mine");
});

test("two starts at once migrate once", async () => {
  await sql`drop schema public cascade`;
  await sql`drop schema drizzle cascade`;
  await sql`create schema public`;
  const { prepare } = await import("./client");
  const url = process.env.DATABASE_URL ?? "";
  await Promise.all([prepare(url), prepare(url), prepare(url)]);
  const [first] =
    await sql`select count(*)::int as n, count(distinct hash)::int as distinct from drizzle.__drizzle_migrations`;
  expect(first?.n).toBe(first?.distinct);
  expect(first?.n).toBeGreaterThan(0);
});

test("a lost, slow or full database is told apart from a wrong query", async () => {
  const failure = (run: Promise<unknown>) =>
    run.then(
      () => null,
      (error: unknown) => error,
    );
  expect(isUnavailable(await failure(db.execute(query`select pg_terminate_backend(pg_backend_pid())`)))).toBe(true);
  expect(isUnavailable(await failure(sql`select 1 from nowhere`))).toBe(false);
  expect(isUnavailable(await failure(db.execute(query`select 1 / 0`)))).toBe(false);
  const slow = sql.begin(async (transaction) => {
    await transaction`set local statement_timeout = 10`;
    await transaction`select pg_sleep(5)`;
  });
  expect(isUnavailable(await failure(slow))).toBe(true);
  expect(isUnavailable(Object.assign(new Error("no space"), { code: "53100" }))).toBe(true);
  expect(
    isUnavailable(new Error("query failed", { cause: Object.assign(new Error(), { code: "ECONNREFUSED" }) })),
  ).toBe(true);
  expect(isUnavailable("53100")).toBe(false);
});

test("the pool connects again by itself", async () => {
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()`;
  await sql`select pg_terminate_backend(pg_backend_pid())`.catch(() => null);
  expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
});
