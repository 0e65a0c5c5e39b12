import { sql as query } from "drizzle-orm";
import { createTransport } from "nodemailer";
import { afterEach, expect, test } from "vitest";
import { connection, db, planned, sql } from "./client";
import { guardConsole, openLog } from "./log";
import { Pool } from "./pool";
import { users } from "./schema";

/** What must never be logged, wherever it stood: a note, an address, the hashes of a password and of a session. */
const CANARIES = [
  "canary-note-words",
  "canary@words.example",
  "$argon2id$v=19$canaryhash",
  "5e55104ca4a2ycanarysession",
] as const;
const [NOTE, EMAIL, HASH, SESSION] = CANARIES;

const lines: string[] = [];
const log = openLog("trace", { write: (line: string) => void lines.push(line) });
afterEach(() => void lines.splice(0));

const failureOf = async (run: () => unknown): Promise<unknown> => {
  try {
    await run();
  } catch (error) {
    return error;
  }
  throw new Error("This was to fail.");
};

const id = () => crypto.randomUUID();
const person = (more: object = {}) => ({ id: id(), name: NOTE, email: EMAIL, passwordHash: HASH, ...more });
const words = query`${NOTE}::text || ${EMAIL}::text || ${HASH}::text || ${SESSION}::text`;

/** Each kind of fault that a statement with somebody's words in it can end in. */
const FAULTS: Record<string, [code: string | undefined, run: () => unknown]> = {
  "a unique value twice": [
    "23505",
    async () => {
      await db.insert(users).values(person());
      await db.insert(users).values(person());
    },
  ],
  "a check": [
    "23514",
    async () => {
      await db.execute(query`alter table users add constraint short check (length(name) < 5) not valid`);
      try {
        await db.insert(users).values(person({ email: `checked.${EMAIL}` }));
      } finally {
        await db.execute(query`alter table users drop constraint short`);
      }
    },
  ],
  "nothing where something must be": [
    "23502",
    () =>
      db.execute(query`insert into users (id, name, email, password_hash) values (null, ${NOTE}, ${EMAIL}, ${HASH})`),
  ],
  "a row that is not there": [
    "23503",
    () =>
      db.execute(
        query`insert into sessions (id, hash, user_id, address, user_agent, expires_at) values (${id()}, ${SESSION}, ${id()}, ${EMAIL}, ${NOTE}, now())`,
      ),
  ],
  "no number": ["22P02", () => db.execute(query`select (${words})::int`)],
  "no id": ["22P02", () => db.execute(query`select (${words})::uuid`)],
  "no time": ["22007", () => db.execute(query`select (${words})::timestamptz`)],
  "no JSON": ["22P02", () => db.execute(query`select (${words})::jsonb`)],
  "no search": ["42601", () => db.execute(query`select to_tsquery(${`${NOTE} | & ${EMAIL}`})`)],
  "no pattern": ["2201B", () => db.execute(query`select '' ~ (${words} || '[')`)],
  "too large": ["22003", () => db.execute(query`select length(${words}) * 2147483647`)],
  "in the middle of rows": [
    "22012",
    () => db.execute(query`select 1 / (3 - g), ${words} from generate_series(1, 5) as g`),
  ],
  "what a statement raises": [
    "53100",
    () =>
      db.execute(
        query.raw(
          `do $$ begin raise exception '${NOTE} %', '${EMAIL}' using detail = '${HASH}', hint = '${SESSION}', errcode = '53100'; end $$`,
        ),
      ),
  ],
  "no such table": ["42P01", () => db.execute(query`select ${words} from nowhere_at_all`)],
  "too slow": [
    "57014",
    () =>
      db.transaction(async (tx) => {
        await tx.execute(query`set local statement_timeout = 10`);
        await tx.execute(query`select pg_sleep(9), ${words}`);
      }),
  ],
  "a lock that is not to be had": [
    "55P03",
    () =>
      db.transaction(async (one) => {
        await one.execute(query`lock table users`);
        await db.transaction(async (two) => {
          await two.execute(query`set local lock_timeout = 10`);
          await two.execute(query`update users set name = ${NOTE} where email = ${EMAIL}`);
        });
      }),
  ],
  "a connection that ends": [
    "CONNECTION_CLOSED",
    () => db.execute(query`select pg_terminate_backend(pg_backend_pid()), ${words}`),
  ],
  "the planned ones": ["22P02", () => planned.execute(query`select (${words})::int`)],
  "the driver's own": ["22P02", () => sql`select ${NOTE + EMAIL}::int, ${HASH}, ${SESSION}`],
  "a value left out": ["UNDEFINED_VALUE", () => sql`select ${NOTE}, ${undefined as unknown as string}`],
  "a connection beside the pool": [
    "22P02",
    async () => {
      const own = connection();
      try {
        await own.unsafe(`select '${NOTE}'::int, '${EMAIL}', $1::int`, [HASH]);
      } finally {
        await own.end();
      }
    },
  ],
  "what is no JSON": [undefined, () => JSON.parse(`${NOTE} ${EMAIL}`)],
  "what is no address": ["ERR_INVALID_URL", () => new URL(`//${NOTE}/${EMAIL}?token=${SESSION}`)],
  "what is no time zone": [undefined, () => new Intl.DateTimeFormat("en", { timeZone: NOTE })],
  "several at once": [
    undefined,
    () => Promise.any([Promise.reject(new Error(NOTE)), Promise.reject(new TypeError(EMAIL))]),
  ],
  "what is no error": [
    undefined,
    () => {
      throw { message: NOTE, email: EMAIL };
    },
  ],
  "words alone": [
    undefined,
    () => {
      throw `${NOTE} ${EMAIL}`;
    },
  ],
  "one in another in another": [
    undefined,
    () => {
      const inmost = Object.assign(new Error(NOTE), { params: [HASH, SESSION], code: EMAIL, table_name: HASH });
      throw new Error(EMAIL, {
        cause: Object.assign(new TypeError(`${NOTE}\n    at ${EMAIL}`, { cause: inmost }), { query: HASH }),
      });
    },
  ],
  "a mail server": [
    "ESOCKET",
    () => createTransport("smtp://127.0.0.1:9").sendMail({ from: EMAIL, to: EMAIL, subject: NOTE, text: SESSION }),
  ],
};

/** That it failed in the way it was meant to. */
function codeOf(error: unknown): unknown {
  if (!(error instanceof Error)) return undefined;
  return "code" in error && error.message !== NOTE ? error.code : codeOf(error.cause);
}

test.each(Object.entries(FAULTS))(
  "of %s nobody's words are logged, nor printed by a package",
  async (_, [code, run]) => {
    const error = await failureOf(run);
    expect(codeOf(error)).toBe(code);
    log.error({ err: error }, "it failed");
    log.error({ error }, "it failed");
    log.error({ err: error });
    log.warn({ job: { of: [{ error }] } }, "it failed");
    if (error instanceof Error) {
      log.error(error);
      log.error(error, "it failed");
      log.error("it failed: %s", error);
      log.error({}, "it failed: %s", error);
    }
    const logged = lines.length;
    expect(logged).toBeGreaterThanOrEqual(4);
    // As it is for an error that nobody logged before.
    globalThis.glossLogged = new WeakSet();
    const written = process.stderr.write;
    const beside: string[] = [];
    const unguard = guardConsole(log);
    process.stderr.write = (chunk: string | Uint8Array) => beside.push(String(chunk)) > 0;
    try {
      console.error("⨯", error);
      console.error(error);
      console.error(`⨯ ${error} ${NOTE}`);
      console.warn("%s", NOTE, { EMAIL });
      console.log(HASH);
      console.info({ SESSION });
      console.debug([NOTE]);
      console.trace(EMAIL);
    } finally {
      process.stderr.write = written;
      unguard();
    }
    expect(lines.length).toBeGreaterThanOrEqual(logged + 7);
    const all = lines.join("") + beside.join("");
    for (const canary of CANARIES) expect(all).not.toContain(canary);
    // On a full disk each request fails, and the log must not fill the rest of it.
    for (const line of lines) expect(line.length).toBeLessThan(6_000);
  },
);

test("what is needed to find a fault is logged: its kind, the rule it broke, and the way it came", async () => {
  await db.insert(users).values(person({ email: "first@words.example" }));
  log.error({ err: await failureOf(() => db.insert(users).values(person({ email: "first@words.example" }))) }, "no");
  const [line] = lines.map((one) => JSON.parse(one));
  expect(line.err.cause).toMatchObject({
    type: "PostgresError",
    code: "23505",
    table: "users",
    constraint: "users_email",
  });
  expect(line.err.stack.join("\n")).toMatch(/log\.test\.ts:\d+/);
});

test("a line names the request it was logged for, and an error is logged once however often it is passed on", async () => {
  const error = new Error(NOTE);
  const unguard = guardConsole(log);
  try {
    globalThis.glossRequest?.run({ id: "one", isCutOff: () => false }, () => log.error({ err: error }, "it failed"));
    console.error(error);
  } finally {
    unguard();
  }
  expect(lines.map((line) => JSON.parse(line).request)).toEqual(["one"]);
});

test("a slow statement is told of by its text, with none of its values, and a quick one is not", async () => {
  const told: [string, number][] = [];
  const slow = { ms: 20, tell: (text: string, ms: number) => void told.push([text, ms]) };
  const pool = new Pool(process.env.DATABASE_URL ?? "", { most: 1, slow });
  try {
    await pool.sql`select pg_sleep(0.03), ${NOTE}::text`;
    await pool.sql.unsafe("select pg_sleep(0.03), $1::text", [EMAIL]);
    await pool.sql.begin(async (tx) => {
      await tx`select pg_sleep(0.03), ${HASH}::text`;
      await tx.unsafe("select pg_sleep(0.03), $1::text", [SESSION]);
    });
    await failureOf(() => pool.sql`select pg_sleep(0.03), ${NOTE}::int from pg_sleep(0.03)`.execute());
    slow.ms = 60_000;
    await pool.sql`select ${NOTE}::text`;
  } finally {
    await pool.end(0);
  }
  expect(told.length).toBeGreaterThanOrEqual(4);
  for (const [text, ms] of told) {
    expect(text).toContain("pg_sleep(0.03)");
    expect(ms).toBeGreaterThanOrEqual(20);
    for (const canary of CANARIES) expect(text).not.toContain(canary);
  }
});
