import { sql as query } from "drizzle-orm";
import { expect, inject, test, vi } from "vitest";
import { alive, connectionFigures, db, isUnavailable, planned, sql, start, stop } from "./client";
import { freshDatabase } from "./testing";
import { relayTo } from "./testing.relay";

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

test("health waits for a new connection, not for one that may outlive its server, and not for long", async () => {
  const direct = process.env.DATABASE_URL ?? "";
  const wire = await relayTo(direct);
  await stop();
  process.env.DATABASE_URL = wire.url;
  try {
    await start();
    await Promise.all([db.execute(query`select 1`), db.execute(query`select 1`)]);
    await vi.waitFor(() => alive(), { timeout: 10_000 });

    wire.hang();
    const [first, second] = await Promise.all(
      [alive(), alive()].map((look) =>
        look.then(
          () => null,
          (e: unknown) => e,
        ),
      ),
    );
    expect(isUnavailable(first)).toBe(true);
    expect(isUnavailable(second)).toBe(true);
    wire.resume();
    await vi.waitFor(() => alive(), { timeout: 10_000 });

    // Those that rest answer no more: they are gone before health says ok, and the next statements do not meet them.
    wire.silence();
    await vi.waitFor(() => alive(), { timeout: 10_000 });
    expect(await db.execute(query`select 1 as one`)).toEqual([{ one: 1 }]);
    await db.transaction((tx) => tx.execute(query`create table after_the_cut (n int)`));
  } finally {
    await stop();
    process.env.DATABASE_URL = direct;
    await wire.close();
    await start();
  }
});

test("health opens a connection twice in a second at most, however often it is asked", async () => {
  await alive();
  const from = performance.now();
  await alive();
  await Promise.all([alive(), alive()]);
  expect(performance.now() - from).toBeGreaterThan(900);
});

test("where the server grants few connections, both kinds of question share them, and each waits its turn", async () => {
  const given = process.env.DATABASE_URL ?? "";
  const { username } = new URL(given);
  const name = `limited_${crypto.randomUUID().slice(0, 8)}`;
  await sql.unsafe(`create role ${name} login password 'limited' connection limit 5 in role ${username}`);
  await stop();
  const few = new URL(given);
  [few.username, few.password] = [name, "limited"];
  process.env.DATABASE_URL = few.href;
  try {
    await start();
    const ask = (on: typeof db, n: number) => on.execute<{ n: number }>(query`select ${n}::int as n, pg_sleep(0.005)`);
    // The first kind takes all there are before the second asks.
    const first = await Promise.all(Array.from({ length: 60 }, (_, n) => ask(db, n)));
    const both = await Promise.all(Array.from({ length: 60 }, (_, n) => ask(n % 2 ? db : planned, n)));
    for (const answers of [first, both])
      expect(answers.map(([row]) => row?.n)).toEqual(Array.from({ length: 60 }, (_, n) => n));
    const figures = connectionFigures();
    expect(figures.db.open + figures.planned.open).toBeLessThanOrEqual(5);
    expect(figures.planned.open).toBeGreaterThan(0);
  } finally {
    await stop();
    process.env.DATABASE_URL = given;
    await start();
    await sql.unsafe(`drop role ${name}`);
  }
});

test("as many connections as the setting says, of which three are not for questions", async () => {
  const most = () => Object.values(connectionFigures()).map((figures) => figures.most);
  expect(most()).toEqual([20, 6]);
  try {
    for (const [setting, expected] of [
      ["10", [5, 2]],
      ["5", [1, 1]],
    ] as const) {
      await stop();
      process.env.GLOSS_CONNECTIONS = setting;
      await start();
      expect(most()).toEqual(expected);
    }
    await stop();
    for (const wrong of ["4", "ten", "7.5"]) {
      process.env.GLOSS_CONNECTIONS = wrong;
      await expect(start()).rejects.toThrow(`GLOSS_CONNECTIONS is "${wrong}"; it must be a number from 5`);
    }
  } finally {
    delete process.env.GLOSS_CONNECTIONS;
    await start();
  }
});
