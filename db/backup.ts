import { createHash } from "node:crypto";
import fs from "node:fs";
import type { Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { getTableName, is } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { PgTable } from "drizzle-orm/pg-core";
import postgres, { type TransactionSql } from "postgres";
import { z } from "zod";
import { MIGRATIONS_LOCK } from "./client";
import { Refusal } from "./folder.mjs";
import { type PendingJob, pendingJob, pendingJobs, putBackJobs } from "./jobs";
import * as schema from "./schema";

/**
 * A backup: everything in the database as it was at one moment, in one compressed file that any PostgreSQL from 15 on
 * takes back.
 *
 * The file is gzip. Inside, each section is a line of JSON that says what follows, the rows, and a line `\.`; the last
 * section is `end`. Rows of tables are in PostgreSQL's text format of COPY, which does not depend on its version, and in
 * which no row can be `\.`. Rows of jobs are JSON.
 */

const FORMAT = 1;

const headerLine = z.object({
  gloss: z.literal("backup"),
  format: z.number().int(),
  at: z.string(),
  postgres: z.string(),
  /** The migrations that the database has seen, by the moment each was made (milliseconds since 1970), oldest first. */
  migrations: z.array(z.number()).min(1),
  tables: z.number().int(),
  /** The instance's own secret, where Gloss keeps it (embedded database); else null. */
  secret: z.string().nullable(),
  /** Of the secret in use, to see whether another instance's is the same. */
  fingerprint: z.string().nullable(),
});
const sectionLine = z.union([
  z.object({ table: z.string(), columns: z.array(z.string()).min(1) }),
  z.object({ jobs: z.literal(true) }),
  z.object({ end: z.literal(true), rows: z.number().int(), sequences: z.record(z.string(), z.string()) }),
]);
type Header = z.infer<typeof headerLine>;

/** How far it has come: after each table, and after each 64 KB of one. */
export type Progress = { table: string; done: number; tables: number; rows: number; bytes: number };
export type Done = { tables: number; rows: number; bytes: number };

/** What tells a secret from another without telling it. */
export const fingerprintOf = (secret: string | undefined) =>
  secret ? createHash("sha256").update(`gloss backup ${secret}`).digest("hex").slice(0, 16) : null;

const connect = (url: string) =>
  postgres(url, {
    max: 1,
    connect_timeout: 5,
    onnotice: () => {},
    max_lifetime: null,
    connection: { TimeZone: "UTC" },
  });

/** Copying takes as long as it takes, and values are written in one way, whatever the role or the server has set. */
const SETTINGS = `
  set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0; set local lock_timeout = 0;
  set local datestyle = 'ISO'; set local intervalstyle = 'postgres'; set local extra_float_digits = 1; set local bytea_output = 'hex'`;

/**
 * Writes everything in the database into `out`, as of one moment, while Gloss goes on.
 * @param secret the instance's secret where Gloss keeps it; `inUse` the one its people's sessions are sealed with
 * @throws Refusal when the database holds no Gloss
 */
export async function writeBackup(
  url: string,
  out: Writable,
  { secret, inUse, tell = () => {} }: { secret?: string; inUse?: string; tell?: (progress: Progress) => void } = {},
): Promise<Done> {
  const sql = connect(url);
  try {
    return await sql.begin("isolation level repeatable read read only", async (tx) => {
      await tx.unsafe(SETTINGS);
      const tables = await tablesOf(tx);
      if (!tables.some(({ name }) => name === "users")) throw new Refusal("This database holds no Gloss yet.");
      // No migration changes a table between the first row and the last.
      await tx.unsafe(`lock table ${tables.map(({ name }) => quoted(name)).join(", ")} in access share mode`);
      const [server] = await tx`select current_setting('server_version') as version, clock_timestamp()::text as at`;
      const header: Header = {
        gloss: "backup",
        format: FORMAT,
        at: server?.at,
        postgres: server?.version,
        migrations: await migrationsIn(tx),
        tables: tables.length,
        secret: secret ?? null,
        fingerprint: fingerprintOf(inUse),
      };
      const done: Done = { tables: tables.length, rows: 0, bytes: 0 };
      const parts = async function* () {
        yield line(header);
        for (const [index, { name, columns }] of tables.entries()) {
          const progress = () => tell({ table: name, done: index, ...done });
          yield line({ table: name, columns });
          for await (const block of rowsOf(tx, name, columns)) {
            done.rows += newlinesIn(block);
            done.bytes += block.length;
            progress();
            yield block;
          }
          yield END;
        }
        yield line({ jobs: true });
        for await (const job of pendingJobs(tx)) yield line(job);
        yield END;
        yield line({ end: true, rows: done.rows, sequences: await sequencesIn(tx) });
      };
      await pipeline(parts, createGzip({ level: 6 }), out);
      return done;
    });
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** The same into a file, which appears with all of its content or not at all, readable by its owner alone. @throws Refusal */
export async function writeBackupFile(
  url: string,
  file: string,
  options: Parameters<typeof writeBackup>[2] = {},
): Promise<Done> {
  if (fs.existsSync(file)) throw new Refusal(`${file} exists already. Choose another name, or remove it first.`);
  const draft = `${file}.partial`;
  const remove = () => fs.rmSync(draft, { force: true });
  process.once("exit", remove);
  try {
    remove();
    const handle = await fs.promises.open(draft, "wx", 0o600);
    const done = await writeBackup(url, handle.createWriteStream({ flush: true }), options);
    fs.renameSync(draft, file);
    return done;
  } catch (error) {
    remove();
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (/^E(NOENT|NOTDIR|ACCES|ROFS|NOSPC|ISDIR|PERM|DQUOT)$/.test(code))
      throw new Refusal(`${file} could not be written (${code}). Nothing of it was kept.`);
    throw error;
  } finally {
    process.off("exit", remove);
  }
}

/**
 * Fills an instance in which nobody has an account yet with a backup, and brings its tables up to date. All or nothing:
 * whatever goes wrong, the database stays as it was.
 * @returns what was read, and the secret that came with it, which an embedded instance is to keep
 * @throws Refusal when the instance is in use or has people, or the file is no backup, incomplete, or a newer Gloss's
 */
export async function restoreBackup(
  url: string,
  from: Readable,
  tell: (progress: Progress) => void = () => {},
): Promise<Done & Pick<Header, "at" | "secret" | "fingerprint">> {
  const sql = connect(url);
  const unzipped = createGunzip({ chunkSize: 256 * 1024 });
  // The first error ends both; whoever reads `unzipped` is told of it, or has turned away.
  unzipped.on("error", () => {});
  const piped = pipeline(from, unzipped).catch((error: unknown) => error);
  const input = new Sections(unzipped);
  try {
    return await sql.begin(async (tx) => {
      await tx.unsafe(SETTINGS);
      const [free] = await tx`select pg_try_advisory_xact_lock(${MIGRATIONS_LOCK}) as yes`;
      if (!free?.yes || (await isServed(tx))) throw new Refusal("Gloss is running on this database. Stop it first.");
      const header = await readHeader(input);
      const migrations = readMigrationFiles({ migrationsFolder: `${process.cwd()}/db/migrations` });
      const last = header.migrations.at(-1) ?? 0;
      const known = migrations.filter(({ folderMillis }) => folderMillis <= last);
      if (known.map(({ folderMillis }) => folderMillis).join() !== header.migrations.join())
        throw new Refusal("This backup was made by a newer Gloss. Update Gloss, then restore it.");

      await clear(tx);
      await migrate(tx, known);
      const constraints = await dropForeignKeys(tx);
      const done = await load(tx, input, header, tell);
      for (const { table, name, definition } of constraints)
        await tx.unsafe(`alter table ${table} add constraint ${quoted(name)} ${definition}`);
      await migrate(tx, migrations.slice(known.length));
      // Jobs name rows and are passed over where a row is missing: left over by a failure after this line they do nothing.
      await putBackJobs(url, done.jobs);
      const { at, secret, fingerprint } = header;
      return { tables: header.tables, rows: done.rows, bytes: done.bytes, at, secret, fingerprint };
    });
  } catch (error) {
    unzipped.destroy();
    throw explained(error);
  } finally {
    await sql.end({ timeout: 5 });
    await piped;
  }
}

/** What a broken file makes zlib or PostgreSQL say, for the person at the terminal. */
function explained(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof Refusal) return error;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (/^Z_/.test(code))
    return new Refusal("The file is damaged or not a backup of Gloss: it could not be decompressed to its end.");
  if (/^(22|23|25P02)/.test(code))
    return new Refusal(`The file is damaged: PostgreSQL does not take its rows (${code}). The database is as it was.`);
  return error;
}

// ---- the file --------------------------------------------------------------------------------------------------

/** The line that ends a section, and the same behind a row. */
const END = Buffer.from("\\.\n");
const LAST = Buffer.from("\n\\.\n");
const line = (value: unknown) => Buffer.from(`${JSON.stringify(value)}\n`);
const NEWLINE = 10;

function newlinesIn(chunk: Uint8Array): number {
  let count = 0;
  for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) count++;
  return count;
}

/** Reads lines, and the rows of a section in blocks, without ever holding more than a block and one row. */
class Sections {
  private readonly chunks: AsyncIterator<Buffer>;
  private rest: Buffer = Buffer.alloc(0);
  constructor(source: Readable) {
    this.chunks = source[Symbol.asyncIterator]();
  }

  private async more(): Promise<boolean> {
    const { value, done } = await this.chunks.next();
    if (done) return false;
    this.rest = this.rest.length ? Buffer.concat([this.rest, value]) : value;
    return true;
  }

  /** The next line without its end. @throws Refusal at the end of the file, or when there is no line for a megabyte */
  async line(): Promise<string> {
    for (;;) {
      const end = this.rest.indexOf(NEWLINE);
      if (end >= 0) {
        const text = this.rest.toString("utf8", 0, end);
        this.rest = this.rest.subarray(end + 1);
        return text;
      }
      if (this.rest.length > 1_000_000) throw new Refusal("This file is not a backup of Gloss.");
      await this.need();
    }
  }

  /** The rows up to the section's end, in blocks that may part a row. @throws Refusal at the end of the file */
  async *blocks(): AsyncGenerator<Buffer> {
    while (this.rest.length < END.length) await this.need();
    if (this.rest.subarray(0, END.length).equals(END)) {
      this.rest = this.rest.subarray(END.length);
      return;
    }
    for (;;) {
      const end = this.rest.indexOf(LAST);
      if (end >= 0) {
        yield this.rest.subarray(0, end + 1);
        this.rest = this.rest.subarray(end + LAST.length);
        return;
      }
      // The last bytes stay: they may be the beginning of the end.
      const sure = this.rest.length - (LAST.length - 1);
      if (sure > 0) {
        const block = this.rest.subarray(0, sure);
        this.rest = this.rest.subarray(sure);
        yield block;
      }
      await this.need();
    }
  }

  private async need(): Promise<void> {
    if (!(await this.more())) throw new Refusal("The backup is incomplete: the file ends too early.");
  }
}

async function readHeader(input: Sections): Promise<Header> {
  const header = headerLine.safeParse(parsed(await input.line()));
  if (!header.success) throw new Refusal("This file is not a backup of Gloss.");
  if (header.data.format > FORMAT)
    throw new Refusal("This backup was made by a newer Gloss. Update Gloss, then restore it.");
  return header.data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// ---- the database ----------------------------------------------------------------------------------------------

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** Tables of the schema `public` with the columns that hold data of their own, by name. */
async function tablesOf(tx: TransactionSql): Promise<{ name: string; columns: string[] }[]> {
  return tx<{ name: string; columns: string[] }[]>`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class as c join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
    group by c.relname order by c.relname`;
}

/** What is read at a time, by the size that rows of a table have on the disk. */
const BLOCK_BYTES = 1_000_000;

/**
 * A table's rows in the text format of COPY, in blocks of about a megabyte. A cursor asks for one block after the other:
 * `copy … to stdout` through postgres.js 3.4.9 stands still for ever when the reader was slow as its last row arrived.
 */
async function* rowsOf(tx: TransactionSql, table: string, columns: readonly string[]): AsyncGenerator<Buffer> {
  const [size] = await tx`
    select ceil(pg_total_relation_size(oid) / greatest(reltuples, 20))::float8 as row from pg_class where oid = ${`public.${quoted(table)}`}::regclass`;
  const atOnce = Math.min(1_000, Math.max(1, Math.floor(BLOCK_BYTES / Math.max(1, size?.row ?? 0))));
  const query = `select ${columns.map((column) => `${quoted(column)}::text`).join(", ")} from ${quoted(table)}`;
  for await (const rows of tx.unsafe<Record<string, string | null>[]>(query).values().cursor(atOnce))
    yield Buffer.from(rows.map((row) => `${row.map(encoded).join("\t")}\n`).join(""));
}

const ESCAPES: Record<string, string> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };
/** @param value as text, or null: the driver's type says less */
const encoded = (value: unknown) =>
  typeof value !== "string" ? "\\N" : value.replace(/[\\\n\r\t]/g, (found) => ESCAPES[found] ?? found);

async function migrationsIn(tx: TransactionSql): Promise<number[]> {
  const rows = await tx`select created_at::text as at from drizzle.__drizzle_migrations order by created_at`;
  return rows.map(({ at }) => Number(at));
}

/** Each sequence's last value, as text since it may be longer than a number of JavaScript; unused ones are left out. */
async function sequencesIn(tx: TransactionSql): Promise<Record<string, string>> {
  const rows = await tx<{ name: string; last: string }[]>`
    select sequencename as name, last_value::text as last from pg_sequences where schemaname = 'public' and last_value is not null`;
  return Object.fromEntries(rows.map(({ name, last }) => [name, last]));
}

/** Whether a Gloss is connected to this database. */
async function isServed(tx: TransactionSql): Promise<boolean> {
  const [found] = await tx`
    select 1 from pg_stat_activity
    where datname = current_database() and application_name = 'gloss' and pid <> pg_backend_pid() limit 1`;
  return Boolean(found);
}

/** Removes the tables of a Gloss that nobody has used. @throws Refusal when somebody has, or the tables are not ours */
async function clear(tx: TransactionSql): Promise<void> {
  const there = new Set((await tablesOf(tx)).map(({ name }) => name));
  if (there.size === 0) return;
  if (!there.has("users") || !there.has("instance"))
    throw new Refusal("This database holds tables of another program. Restore into an empty database.");
  const [person] = await tx`select 1 from users where not sample limit 1`;
  if (person)
    throw new Refusal(
      "This Gloss has accounts. A backup is restored into an empty one: set GLOSS_DATA to a new folder, or DATABASE_URL to an empty database.",
    );
  const ours = Object.values(schema).flatMap((value) => (is(value, PgTable) ? getTableName(value) : []));
  for (const name of ours) await tx.unsafe(`drop table if exists ${quoted(name)} cascade`);
  await tx`delete from drizzle.__drizzle_migrations`;
}

/** As drizzle's own migrator does, which would end the transaction. */
async function migrate(tx: TransactionSql, migrations: ReturnType<typeof readMigrationFiles>): Promise<void> {
  await tx`create schema if not exists drizzle`;
  await tx`create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)`;
  for (const { sql: statements, hash, folderMillis } of migrations) {
    for (const statement of statements) await tx.unsafe(statement);
    await tx`insert into drizzle.__drizzle_migrations (hash, created_at) values (${hash}, ${folderMillis})`;
  }
}

/** Rows come table by table, before those that they refer to; the constraints are put back, and checked, at the end. */
async function dropForeignKeys(tx: TransactionSql): Promise<{ table: string; name: string; definition: string }[]> {
  const all = await tx<{ table: string; name: string; definition: string }[]>`
    select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace order by conname`;
  for (const { table, name } of all) await tx.unsafe(`alter table ${table} drop constraint ${quoted(name)}`);
  return all;
}

async function load(tx: TransactionSql, input: Sections, header: Header, tell: (progress: Progress) => void) {
  const known = new Map((await tablesOf(tx)).map(({ name, columns }) => [name, new Set(columns)]));
  const done = { rows: 0, bytes: 0, jobs: [] as PendingJob[] };
  for (let tables = 0; ; ) {
    const section = sectionLine.safeParse(parsed(await input.line()));
    if (!section.success) throw new Refusal("This file is not a backup of Gloss.");
    const what = section.data;
    if ("end" in what) {
      if (tables !== header.tables || what.rows !== done.rows) throw new Refusal("The backup is incomplete.");
      for (const [name, last] of Object.entries(what.sequences))
        await tx`select setval(${`public.${quoted(name)}`}::regclass, ${last}::bigint)`;
      return done;
    }
    if ("jobs" in what) {
      let text = "";
      for await (const block of input.blocks()) text += block.toString("utf8");
      const jobs = z.array(pendingJob).safeParse(text.split("\n").filter(Boolean).map(parsed));
      if (!jobs.success) throw new Refusal("The file is damaged: its list of pending mail cannot be read.");
      done.jobs = jobs.data;
      continue;
    }
    const { table, columns } = what;
    const has = known.get(table);
    if (!has || !columns.every((column) => has.has(column)))
      throw new Refusal(`The file is damaged: it names a table or column that Gloss does not have (${table}).`);
    known.delete(table);
    const progress = () => tell({ table, done: tables, tables: header.tables, rows: done.rows, bytes: done.bytes });
    await copyInto(tx, `${quoted(table)} (${columns.map(quoted).join(", ")})`, input.blocks(), (block) => {
      done.rows += newlinesIn(block);
      done.bytes += block.length;
      progress();
    });
    tables++;
  }
}

/** @throws Error of PostgreSQL's, at the latest when the rows have all been sent */
async function copyInto(
  tx: TransactionSql,
  target: string,
  blocks: AsyncIterable<Buffer>,
  count: (block: Buffer) => void,
): Promise<void> {
  let into: Writable | undefined;
  try {
    for await (const block of blocks) {
      // A table without rows costs no round trip, of which most of a small restore would consist.
      into ??= await openCopy(tx, target);
      await send(into, block);
      count(block);
    }
  } catch (error) {
    const cause = into?.errored ?? error;
    into?.destroy(cause instanceof Error ? cause : new Error(String(cause)));
    throw cause;
  }
  if (!into) return;
  into.end();
  // The driver forgets the stream once all is sent, and tells it of no error from then on. The next statement is refused
  // instead, since its transaction failed.
  await new Promise(setImmediate);
  if (into.errored) throw into.errored;
  await tx`select 1`;
}

async function openCopy(tx: TransactionSql, target: string): Promise<Writable> {
  const into = await tx.unsafe(`copy ${target} from stdin`).writable();
  into.on("error", () => {});
  return into;
}

const send = (into: Writable, block: Buffer) =>
  new Promise<void>((resolve, reject) => into.write(block, (error) => (error ? reject(error) : resolve())));
