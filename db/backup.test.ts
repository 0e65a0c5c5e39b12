import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { PassThrough, Readable, Writable } from "node:stream";
import { gunzipSync, gzipSync } from "node:zlib";
import { sql } from "drizzle-orm";
import postgres, { type Sql } from "postgres";
import { v7 as uuid } from "uuid";
import { beforeAll, describe, expect, inject, test, vi } from "vitest";
import { restoreBackup, writeBackup, writeBackupFile } from "./backup";
import { db, prepare } from "./client";
import * as jobs from "./jobs";
import { enqueue } from "./jobs";
import { outbox } from "./schema";
import { seed } from "./testing.people";
import { article, circle, mark } from "./testing.world";

/** Databases of this file's own, beside the one that every file begins with. */
async function emptyDatabase(): Promise<string> {
  const name = `gloss_test_${uuid().replaceAll("-", "")}`;
  const sql = postgres(inject("server"), { max: 1, onnotice: () => {} });
  await sql.unsafe(`create database ${name}`);
  await sql.end();
  const url = new URL(inject("server"));
  url.pathname = `/${name}`;
  return url.href;
}

async function asking<T>(url: string, ask: (sql: Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => {}, connection: { TimeZone: "UTC" } });
  try {
    return await ask(sql);
  } finally {
    await sql.end();
  }
}

/** Every table of ours with its rows as PostgreSQL writes them, every sequence, and what the queue has still to do. */
const contents = (url: string) =>
  asking(url, async (sql) => {
    const tables =
      await sql`select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`;
    const found: Record<string, unknown> = {};
    for (const { name } of tables)
      found[name] = (await sql.unsafe(`select t::text as row from "${name}" as t order by 1`)).map(({ row }) => row);
    found.sequences =
      await sql`select sequencename, last_value from pg_sequences where schemaname = 'public' order by 1`;
    const [queue] = await sql`select to_regclass('pgboss.job') is not null as there`;
    found.jobs = queue?.there
      ? await sql`select id, name, data, start_after from pgboss.job where state < 'completed' and name in ('letter', 'notices') order by id`
      : [];
    return JSON.parse(JSON.stringify(found));
  });

/** What the schema is made of: columns, indexes and constraints. */
const structure = (url: string) =>
  asking(url, async (sql) =>
    JSON.parse(
      JSON.stringify([
        await sql`select table_name, column_name, data_type, is_nullable, column_default from information_schema.columns where table_schema = 'public' order by 1, 2`,
        await sql`select indexdef from pg_indexes where schemaname = 'public' order by 1`,
        await sql`select conrelid::regclass::text as t, conname, pg_get_constraintdef(oid) as d from pg_constraint where connamespace = 'public'::regnamespace order by 1, 2`,
        await sql`select hash, created_at from drizzle.__drizzle_migrations order by 2`,
      ]),
    ),
  );

async function backUp(url: string, options: Parameters<typeof writeBackup>[2] = {}): Promise<Buffer> {
  const parts: Buffer[] = [];
  const out = new Writable({
    write(chunk, _, next) {
      parts.push(chunk);
      next();
    },
  });
  await writeBackup(url, out, options);
  return Buffer.concat(parts);
}
const restore = (url: string, file: Buffer) => restoreBackup(url, Readable.from([file]));

const here = () => process.env.DATABASE_URL ?? "";
let whole: Buffer;

beforeAll(async () => {
  const [ada, ben] = [await seed({ name: "Ada" }), await seed({ name: "Ben" })];
  const { id } = await article(ada);
  await circle(ada, [ben], [id]);
  // What a format of lines and tabs, JSON or Markdown could trip over.
  const nasty = "a\tb\nc\\d\\.\n\\.\n\u2028 \u{1f600} \\N NULL \"q\" 'r' é\u0301\r\nend";
  await mark(ada, id, { body: nasty });
  await mark(ada, id, { body: "\\.", quote: { exact: "The council built a wall." } });
  await db.insert(outbox).values({ id: uuid(), to: "ada@example.org", subject: "A letter", text: nasty });
  // More than is read at a time.
  await db.execute(sql`
    insert into outbox (id, "to", subject, text)
    select gen_random_uuid(), 'ben@example.org', 'Letter ' || n, repeat('word ', 60) from generate_series(1, 2500) as n`);
  await jobs.begin({ letter: () => new Promise(() => {}), notices: () => new Promise(() => {}) });
  await enqueue("notices", { userId: ben.id, ids: [uuid(), uuid()] });
  await jobs.enqueue("letter", { id: uuid() });
  await globalThis.glossQueue?.stop();
  whole = await backUp(here(), { secret: "s3cret", inUse: "s3cret" });
});

describe("a backup", () => {
  test("brings back every row of every table, and the work that waits", async () => {
    const target = await emptyDatabase();
    const told = await restore(target, whole);
    expect(told.secret).toBe("s3cret");
    expect(await contents(target)).toEqual(await contents(here()));
    expect((await contents(target)).jobs).toHaveLength(2);
    expect(await structure(target)).toEqual(await structure(here()));
  });

  test("fills an instance that was started and not used", async () => {
    const target = await emptyDatabase();
    await prepare(target);
    await asking(
      target,
      (sql) => sql`insert into users (id, name, sample) values (${uuid()}, 'A sample reader', true)`,
    );
    await restore(target, whole);
    expect(await contents(target)).toEqual(await contents(here()));
  });

  test("shows one moment, whatever is written while it is made", async () => {
    const before = await contents(here());
    const out = new PassThrough({ highWaterMark: 1 });
    const made = writeBackup(here(), out);
    // Nothing is read yet, so that it stands still within the first tables.
    await new Promise((resolve) => out.once("readable", resolve));
    const later = await seed({ name: "Later" });
    const { id } = await article(later);
    await mark(later, id);
    const parts: Buffer[] = [];
    for await (const part of out) parts.push(part);
    await made;
    const target = await emptyDatabase();
    await restore(target, Buffer.concat(parts));
    expect(await contents(target)).toEqual(before);
  });

  test("of an older Gloss is brought up to date", async () => {
    const lines = gunzipSync(whole).toString("utf8").split("\n");
    const header = JSON.parse(lines[0] ?? "");
    // The first Gloss, with a person and nothing else.
    const person = { table: "users", columns: ["id", "name"] };
    const old = [{ ...header, migrations: header.migrations.slice(0, 1), tables: 1, secret: null }, person].map((one) =>
      JSON.stringify(one),
    );
    const id = uuid();
    const end = JSON.stringify({ end: true, rows: 1, sequences: {} });
    const target = await emptyDatabase();
    await restore(target, gzipSync(`${[...old, `${id}\tAn early reader`, "\\.", end].join("\n")}\n`));
    expect(await structure(target)).toEqual(await structure(here()));
    expect(await asking(target, (sql) => sql`select id, name from users`)).toEqual([{ id, name: "An early reader" }]);
  });
});

test("the commands write a file that its owner alone may read, and take it back", async () => {
  const folder = mkdtempSync(`${tmpdir()}/gloss-backup-`);
  const file = `${folder}/gloss.backup`;
  const admin = (url: string, ...args: string[]) =>
    spawnSync(process.execPath, ["--import", "tsx", "db/admin.ts", ...args], {
      env: { ...process.env, DATABASE_URL: url, GLOSS_ENV_FILE: "off", GLOSS_SECRET: "7".repeat(32) },
      encoding: "utf8",
    });
  try {
    const made = admin(here(), "backup", file);
    expect(made.stderr).toMatch(/^(\d+ of .*\n)*Backed up \d+ tables, [\d,]+ rows, /);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await expect(writeBackupFile(here(), file)).rejects.toThrow(/exists already/);
    await expect(writeBackupFile(here(), `${folder}/none/gloss.backup`)).rejects.toThrow(
      /could not be written \(ENOENT\)/,
    );
    expect(readdirSync(folder)).toEqual(["gloss.backup"]);

    const target = await emptyDatabase();
    const restored = admin(target, "restore", file);
    expect([restored.status, restored.stderr]).toEqual([
      0,
      expect.stringMatching(/^(\d+ of .*\n)*Restored \d+ tables[^\n]*\n$/),
    ]);
    expect(await contents(target)).toEqual(await contents(here()));
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);

test("a command on a folder in which Gloss keeps nothing says so, and makes nothing", () => {
  const folder = mkdtempSync(`${tmpdir()}/gloss-backup-`);
  try {
    const { DATABASE_URL: _, ...env } = process.env;
    for (const data of ["there", "not-there/at-all"])
      for (const args of [
        ["backup", `${folder}/gloss.backup`],
        ["reset-link", "ada@example.org"],
      ]) {
        if (data === "there") mkdirSync(`${folder}/there`, { recursive: true });
        const said = spawnSync(process.execPath, ["--import", "tsx", "db/admin.ts", ...args], {
          env: { ...env, GLOSS_DATA: `${folder}/${data}`, GLOSS_ENV_FILE: "off" },
          encoding: "utf8",
        });
        expect([said.status, said.stderr]).toEqual([
          1,
          `There is no database of Gloss in ${folder}/${data}. Set GLOSS_DATA to the folder in which Gloss keeps its data, or DATABASE_URL to its database.\n`,
        ]);
      }
    expect(readdirSync(folder, { recursive: true })).toEqual(["there"]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);

test("a backup that is ended half way leaves no file", async () => {
  const folder = mkdtempSync(`${tmpdir()}/gloss-backup-`);
  try {
    await asking(here(), (sql) =>
      sql.begin(async (tx) => {
        // It waits for this table, with its file open already.
        await tx`lock table users in access exclusive mode`;
        const child = spawn(process.execPath, ["--import", "tsx", "db/admin.ts", "backup", `${folder}/gloss.backup`], {
          env: { ...process.env, DATABASE_URL: here(), GLOSS_ENV_FILE: "off", GLOSS_SECRET: "7".repeat(32) },
          stdio: "ignore",
        });
        const ended = once(child, "exit");
        await vi.waitFor(() => expect(readdirSync(folder)).toEqual(["gloss.backup.partial"]), { timeout: 30_000 });
        child.kill("SIGTERM");
        expect(await ended).toEqual([143, null]);
      }),
    );
    expect(readdirSync(folder)).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);

describe("a restore refuses, and changes nothing,", () => {
  let target = "";
  beforeAll(async () => {
    target = await emptyDatabase();
    await prepare(target);
  });
  const text = () => gunzipSync(whole).toString("utf8");
  const cases: [string, () => Buffer, RegExp][] = [
    ["a file that is no backup", () => Buffer.from("%PDF-1.7 and so on"), /damaged or not a backup/],
    ["another program's gzip", () => gzipSync("hello\nworld\n"), /not a backup of Gloss/],
    ["an empty file", () => Buffer.alloc(0), /incomplete|damaged/],
    ["a file cut short", () => whole.subarray(0, whole.length - 200), /damaged|incomplete/],
    ["a file whose end was left out", () => gzipSync(text().split("\n").slice(0, -3).join("\n")), /incomplete/],
    [
      "a flipped byte",
      () => Buffer.from(whole.map((b, i) => (i === whole.length >> 1 ? b ^ 0x55 : b))),
      /damaged|incomplete|not a backup/,
    ],
    ["a newer Gloss's", () => gzipSync(text().replace(/"migrations":\[/, '"migrations":[1,')), /newer Gloss/],
    [
      "a table that Gloss does not have",
      () => gzipSync(text().replace('{"table":"articles"', '{"table":"pg_class"')),
      /damaged/,
    ],
    [
      "rows that a constraint forbids",
      () => gzipSync(text().replace(/({"table":"users".*\n)([^\t]+)(.*\n)/, "$1$2$3$2$3")),
      /damaged|incomplete/,
    ],
    [
      "rows that do not fit their columns",
      () => gzipSync(text().replace(/({"table":"users".*\n)/, "$1one\ttwo\n")),
      /damaged/,
    ],
  ];
  for (const [name, file, says] of cases)
    test(name, async () => {
      const before = [await contents(target), await structure(target)];
      await expect(restore(target, file())).rejects.toThrow(says);
      expect([await contents(target), await structure(target)]).toEqual(before);
    });

  test("a Gloss with accounts", async () => {
    await restore(target, whole);
    const before = await contents(target);
    await expect(restore(target, whole)).rejects.toThrow(/has accounts/);
    expect(await contents(target)).toEqual(before);
  });

  test("a Gloss that is running", async () => {
    await expect(restore(here(), whole)).rejects.toThrow(/Gloss is running/);
  });

  test("another program's database", async () => {
    const other = await emptyDatabase();
    await asking(other, (sql) => sql`create table users (id int)`);
    await expect(restore(other, whole)).rejects.toThrow(/another program/);
  });
});
