import postgres from "postgres";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { isUnavailable, sql as usual } from "./client";
import { type Limits, nesting, noOutage, Pool, type PoolOptions } from "./pool";
import { relayTo } from "./testing.relay";

const url = () => process.env.DATABASE_URL ?? "";
const NAME = "gloss-pool-test";

const pools: Pool[] = [];
afterEach(async () => {
  for (const pool of pools.splice(0)) await pool.end(0);
});
function pool(most: number, limits: Partial<Limits> = {}, more: Partial<PoolOptions> = {}, at = url()) {
  const made = new Pool(at, { most, driver: { connection: { application_name: NAME } }, limits, ...more });
  pools.push(made);
  return made;
}
async function relay() {
  const made = await relayTo(url());
  onTestFinished(async () => {
    for (const one of pools.splice(0)) await one.end(0);
    await made.close();
  });
  return made;
}
const failure = (run: PromiseLike<unknown>) =>
  Promise.resolve(run).then(
    () => null,
    (error: unknown) => error,
  );
const codeOf = async (run: PromiseLike<unknown>) => ((await failure(run)) as { code?: string } | null)?.code;
const sessions = async () =>
  (await usual`select count(*)::int as n from pg_stat_activity where application_name = ${NAME}`)[0]?.n;

/** The sessions of so many connections that are in use at the same time. */
async function pidsOf(of: Pool, count: number): Promise<unknown[]> {
  let entered = 0;
  let goOn = () => {};
  const areAllIn = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const pids = Array.from({ length: count }, () =>
    of.sql.begin(async (tx) => {
      const [row] = await tx`select pg_backend_pid() as pid`;
      if (++entered === count) goOn();
      await areAllIn;
      return row?.pid;
    }),
  );
  return (await Promise.all(pids)).sort();
}

/** Fails in its fifth row, when four are on their way. */
const BREAKS = "select 1 / (5 - g) as broken from generate_series(1, 10) as g";

test("the driver gives the next statement rows of the one that failed: what the pool is to keep from us", async () => {
  const raw = postgres(url(), { max: 1, onnotice: () => {} });
  await raw.unsafe(BREAKS).catch(() => {});
  expect((await raw.unsafe("select 7 as n")).length).not.toBe(1);
  await raw.end();
});

test("a statement that fails in the middle of its rows leaves nothing to the next one on its connection", async () => {
  const { sql } = pool(1);
  const [before] = await sql`select pg_backend_pid() as pid`;
  expect(await codeOf(sql.unsafe(BREAKS))).toBe("22012");
  expect(await sql.unsafe("select 7 as n")).toEqual([{ n: 7 }]);
  expect(await codeOf(sql.begin((tx) => tx.unsafe(BREAKS)))).toBe("22012");
  expect(await sql`select ${7}::int as n`).toEqual([{ n: 7 }]);
  const nested = sql.begin(async (tx) => {
    await tx.savepoint((inner) => inner.unsafe(BREAKS)).catch(() => {});
    return tx.unsafe("select 7 as n").values();
  });
  expect([...(await nested)]).toEqual([[7]]);
  // A connection that answers rightly again need not be made anew.
  expect(await sql`select pg_backend_pid() as pid`).toEqual([before]);
});

test("a transaction that was begun as text and failed is not gone on with by the next statement", async () => {
  const { sql } = pool(1);
  expect(await codeOf(sql.unsafe("begin; select 1 / 0; commit"))).toBe("22012");
  expect(await sql.unsafe("select 7 as n")).toEqual([{ n: 7 }]);
});

test("under load, with failures, timeouts and cancelled statements among them, each gets its own rows", async () => {
  const { sql } = pool(4, { wait: 60_000 }, { settings: { statement_timeout: "15" } });
  const wrong: unknown[] = [];
  let failed = 0;
  const one = async (n: number) => {
    const broken = [
      () => sql.unsafe(BREAKS),
      () => sql.unsafe("select g, pg_sleep(0.004) from generate_series(1, 100) as g"),
      () => sql.begin((tx) => tx.unsafe("select g, pg_sleep(0.004) from generate_series(1, 100) as g")),
      () =>
        sql.unsafe(
          "select g, case when g = 3 then pg_cancel_backend(pg_backend_pid()) end from generate_series(1, 5000) as g",
        ),
    ][n % 12];
    if (broken) {
      if (await failure(broken())) failed++;
      return;
    }
    const rows =
      n % 2 ? await sql.unsafe("select $1::int as n", [n]) : await sql.begin((tx) => tx`select ${n}::int as n`);
    if (rows.length !== 1 || rows[0]?.n !== n) wrong.push([n, rows]);
  };
  const results = await Promise.allSettled(Array.from({ length: 360 }, (_, n) => one(n)));
  expect(wrong).toEqual([]);
  expect(failed).toBeGreaterThanOrEqual(90);
  // The limit set for each is short: what was right but slow on a busy machine may fail by it, and by nothing else.
  for (const result of results)
    if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "57014" });
});

test("what was never sent is asked again on another connection: nothing fails when the server ends all that rest", async () => {
  await usual`create table written (n int)`;
  const { sql } = pool(5, { rest: 0 });
  for (let n = 0; n < 5; n++) {
    await Promise.all(Array.from({ length: 5 }, () => sql`select 1`));
    await usual`select pg_terminate_backend(pid) from pg_stat_activity where application_name = ${NAME}`;
    await Promise.all([
      sql`insert into written values (${n})`,
      sql.begin((tx) => tx`insert into written values (${n})`),
      sql.unsafe("select 1").values(),
    ]);
  }
  expect(await sql`select count(*)::int as n, count(distinct n)::int as different from written`).toEqual([
    { n: 10, different: 5 },
  ]);
});

test("a connection that is cut: a beginning and what only reads are asked again, what wrote is not", async () => {
  await usual`create table cut (n int)`;
  const wire = await relay();
  const { sql } = pool(2, {}, { asksAgain: true }, wire.url);
  await sql`select 1`;

  wire.cutAt("begin", "before");
  let runs = 0;
  await sql.begin(async (tx) => {
    runs++;
    await tx`insert into cut values (1)`;
  });
  expect(runs).toBe(1);

  wire.cutAt("select n from cut", "after");
  expect(await sql.unsafe("select n from cut")).toEqual([{ n: 1 }]);

  wire.cutAt("insert into cut", "after");
  expect(isUnavailable(await failure(sql.unsafe("insert into cut values (2)")))).toBe(true);
  expect(await sql.unsafe("select count(*)::int as n from cut")).toEqual([{ n: 2 }]);

  wire.cutAt("insert into cut", "after");
  const lost = sql.begin(async (tx) => {
    runs++;
    await tx.unsafe("insert into cut values (3)");
  });
  expect(isUnavailable(await failure(lost))).toBe(true);
  expect(runs).toBe(2);
  expect(await sql.unsafe("select count(*)::int as n from cut")).toEqual([{ n: 2 }]);
});

test("a select is asked again only where it was said that none writes", async () => {
  await usual`create table called (n int)`;
  await usual`create function call() returns int language sql as $$insert into called values (1) returning n$$`;
  const wire = await relay();
  const { sql } = pool(1, {}, {}, wire.url);
  await sql`select 1`;
  wire.cutAt("select call()", "after");
  expect(isUnavailable(await failure(sql.unsafe("select call() as n")))).toBe(true);
  expect(await sql.unsafe("select count(*)::int as n from called")).toEqual([{ n: 1 }]);
});

test("a server that is slow for a moment loses no connection, and who asks meanwhile opens none", async () => {
  const wire = await relay();
  const one = pool(4, { probe: 10_000 }, {}, wire.url);
  const before = await pidsOf(one, 3);
  wire.hang();
  await one.probe(50);
  // What has not answered yet is handed to nobody.
  expect(one.figures()).toMatchObject({ open: 3, used: 3 });
  wire.resume();
  await vi.waitFor(() => expect(one.figures().used).toBe(0), { timeout: 10_000 });
  const probing = one.probe(10_000);
  expect(await pidsOf(one, 3)).toEqual(before);
  await probing;
  expect(one.figures()).toMatchObject({ open: 3, used: 0 });
});

test("one that rests and is silent costs one wait, however many others are silent too", async () => {
  const wire = await relay();
  const one = pool(5, { probe: 1_000, rest: 0, wait: 3_000 }, {}, wire.url);
  await pidsOf(one, 5);
  wire.silence();
  expect(await one.sql`select 1 as one`).toEqual([{ one: 1 }]);
  await vi.waitFor(() => expect(one.figures()).toMatchObject({ open: 1, used: 0 }), { timeout: 10_000 });
});

test("a server that hangs is given up, with all that waits for it, and used again when it goes on", async () => {
  const wire = await relay();
  const limits = { answer: 1_000, probe: 200, open: 1_000, wait: 5_000 };
  const { sql } = pool(3, limits, {}, wire.url);
  let entered = () => {};
  const isEntered = new Promise<void>((resolve) => {
    entered = resolve;
  });
  let goOn = () => {};
  const isHung = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  await vi.waitFor(() => Promise.all([sql`select 1`, sql`select 1`, sql`select 1`]), { timeout: 10_000 });
  const inside = sql.begin(async (tx) => {
    entered();
    await isHung;
    await tx`select 1`;
  });
  await isEntered;
  wire.hang();
  goOn();
  const codes = await Promise.all([
    codeOf(inside),
    codeOf(sql`select 1`),
    codeOf(sql.begin((tx) => tx`select 1`)),
    ...Array.from({ length: 10 }, () => codeOf(sql.unsafe("select 1").values())),
  ]);
  for (const code of codes) expect(isUnavailable(Object.assign(new Error(), { code }))).toBe(true);
  wire.resume();
  await vi.waitFor(async () => expect(await sql`select 1 as one`).toEqual([{ one: 1 }]), { timeout: 10_000 });
});

test("once a statement was given up, the other pool of that server waits for a probe and opens nothing", async () => {
  const wire = await relay();
  const outage = noOutage();
  const one = pool(1, { answer: 500 }, { outage }, wire.url);
  const limits = { answer: 60_000, probe: 200, rest: 0, open: 60_000, wait: 5_000 };
  const other = pool(1, limits, { outage }, wire.url);
  await one.sql`select 1`;
  await other.sql`select 1`;
  wire.hang();
  expect(await codeOf(one.sql`select 1`)).toBe("DATABASE_SILENT");
  expect(await codeOf(other.sql`select 1`)).toBe("DATABASE_SILENT");
  expect(other.figures()).toMatchObject({ open: 0, waiting: 0 });
});

test("more than there are connections wait in turn, for a while, and not without number", async () => {
  const many = pool(2);
  const answers = await Promise.all(Array.from({ length: 200 }, (_, n) => many.sql`select ${n}::int as n`));
  expect(answers.map(([row]) => row?.n)).toEqual(Array.from({ length: 200 }, (_, n) => n));
  expect(await sessions()).toBe(2);
  expect(many.figures()).toEqual({ most: 2, open: 2, used: 0, waiting: 0 });

  const one = pool(2, { wait: 1_500 });
  await vi.waitFor(() => Promise.all([one.sql`select 1`, one.sql`select 1`]));

  let release = () => {};
  const isReleased = new Promise<void>((resolve) => {
    release = resolve;
  });
  const held = [1, 2].map(() => one.sql.begin(() => isReleased));
  await vi.waitFor(() => expect(one.figures().used).toBe(2));
  const waiting = Array.from({ length: 2_001 }, () => codeOf(one.sql`select 1`));
  expect(new Set(await Promise.all(waiting))).toEqual(new Set(["DATABASE_BUSY"]));
  release();
  await Promise.all(held);
  expect(await one.sql`select 1 as one`).toEqual([{ one: 1 }]);
});

test("what is asked beside the transaction that waits for it is refused in tests, as it would wait for itself", async () => {
  const { sql } = pool(2);
  const usually = nesting.isRefused;
  nesting.isRefused = () => true;
  onTestFinished(() => {
    nesting.isRefused = usually;
  });
  await expect(sql.begin(async () => await sql`select 1`)).rejects.toThrow("outside of the transaction");
  await expect(sql.begin(async () => await sql.begin((tx) => tx`select 1`))).rejects.toThrow(
    "outside of the transaction",
  );
  expect(await sql.begin((tx) => tx`select 1 as one`)).toEqual([{ one: 1 }]);
});

test("a server that grants fewer connections than wanted is asked through those that it grants", async () => {
  const name = `limited_${crypto.randomUUID().slice(0, 8)}`;
  await usual.unsafe(`create role ${name} login password 'limited' connection limit 3`);
  onTestFinished(async () => {
    for (const one of pools.splice(0)) await one.end(0);
    await usual.unsafe(`drop role ${name}`);
  });
  const at = new URL(url());
  [at.username, at.password] = [name, "limited"];
  const one = pool(20, { pause: 20 }, {}, at.href);
  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, n) => one.sql`select ${n}::int as n, pg_sleep(0.01)`),
  );
  expect(answers.map(([row]) => row?.n)).toEqual(Array.from({ length: 60 }, (_, n) => n));
  expect(one.figures().open).toBeLessThanOrEqual(3);
});

test("what runs when the pool ends is waited for; what comes later is refused", async () => {
  const { sql } = pool(2);
  const running = sql.begin(async (tx) => {
    await tx`select pg_sleep(0.05)`;
    return "done";
  });
  await sql`select 1`;
  const ending = sql.end({ timeout: 5 });
  expect(await codeOf(sql`select 1`)).toBe("DATABASE_CLOSED");
  expect(await running).toBe("done");
  await ending;
  expect(await sessions()).toBe(0);
});
