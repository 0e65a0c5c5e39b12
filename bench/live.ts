/**
 * `npm run bench:live`: three hundred readers on one article, thirty of whom write twenty marks a second for a minute, on a
 * production build with an embedded PostgreSQL of its own; the load shares the machine with it. Each reader does what the
 * page does (`components/reader/hearing.ts`): a stream of ids, and a read of what they name. Nothing here passes or fails.
 *
 *   npm run bench:live -- [readers=300] [writers=30] [rate=20] [seconds=60]
 */
import { mkdtempSync } from "node:fs";
import { Agent, request } from "node:http";
import { loadavg, tmpdir } from "node:os";
import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import { encode } from "next-auth/jwt";
import postgres, { type Sql } from "postgres";
import { v7 as uuid } from "uuid";
import { z } from "zod";
import { createHearing } from "../components/reader/hearing";
import { startCluster } from "../db/embedded";
import { removeFolder } from "../db/folder.mjs";
import { type Server, serve } from "../e2e/server";
import { hashOf, newToken } from "../lib/token";
import { addArticle, calibration, ms, type Person, signUp } from "./instance";
import { essay } from "./seed";

const SECRET = "a secret of the bench, of thirty-two characters";
const given = new Map(process.argv.slice(2).map((one) => one.split("=") as [string, string]));
const setting = (name: string, usual: number) => Number(given.get(name) ?? usual);
const READERS = setting("readers", 300);
const WRITERS = setting("writers", 30);
const RATE = setting("rate", 20);
const SECONDS = setting("seconds", 60);
/** Seconds of the same before the measure. */
const WARMING = 5;

const say = (line = "") => console.log(line);
const sleep = (span: number) => new Promise((done) => setTimeout(done, span));
const quantile = (values: readonly number[], q: number) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))] ?? Number.NaN;

// ---- the world -------------------------------------------------------------------------------------------------

/** People who are signed in, in one group that reads the article: past the doors, where an account costs a password. */
async function enrol(sql: Sql, owner: Person, articleId: string): Promise<{ groupId: string; people: Person[] }> {
  const groupId = uuid();
  await sql`insert into groups ${sql({ id: groupId, name: "The lecture", created_by: owner.id })}`;
  await sql`insert into memberships ${sql({ group_id: groupId, user_id: owner.id, role: "owner" })}`;
  await sql`insert into readings ${sql({ group_id: groupId, article_id: articleId, added_by: owner.id })}`;
  const people = await Promise.all(
    Array.from({ length: READERS }, async (_, n) => {
      const [id, sid] = [uuid(), newToken()];
      const expires = new Date(Date.now() + 86_400_000).toISOString();
      await sql`insert into users ${sql({ id, name: `Reader ${n + 1}`, email: `r${n}@example.org` })}`;
      await sql`insert into sessions ${sql({ id: uuid(), hash: hashOf(sid), user_id: id, expires_at: expires })}`;
      await sql`insert into memberships ${sql({ group_id: groupId, user_id: id, role: "member" })}`;
      const token = await encode({ token: { sub: id, sid }, secret: SECRET });
      return { id, cookie: `next-auth.session-token=${token}` };
    }),
  );
  return { groupId, people };
}

/** Bytes in use by the server after collecting garbage: what the system gave it, and what its own objects take. */
async function memory(server: Server): Promise<{ rss: number; heap: number }> {
  const from = server.output().length;
  server.signal("SIGUSR2");
  for (;;) {
    const said = /gloss memory (\d+) (\d+)/.exec(server.output().slice(from));
    if (said) return { rss: Number(said[1]), heap: Number(said[2]) };
    await sleep(20);
  }
}
const COLLECTS = `
  import v8 from "node:v8"; import vm from "node:vm";
  v8.setFlagsFromString("--expose-gc");
  const gc = vm.runInNewContext("gc");
  if (process.argv[1]?.endsWith("server.mjs")) process.on("SIGUSR2", async () => {
    for (let i = 0; i < 4; i++) { gc(); await new Promise((done) => setTimeout(done, 150)); }
    const { rss, heapUsed, external } = process.memoryUsage();
    console.log("gloss memory " + rss + " " + (heapUsed + external));
  });`;

// ---- a reader --------------------------------------------------------------------------------------------------

const agent = new Agent({ keepAlive: true, maxSockets: 2000, maxFreeSockets: 2000 });
type Answer = { status: number; text: string };
function ask(url: string, cookie: string, method = "GET", body?: unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers: Record<string, string> = { Cookie: cookie, Accept: "application/json" };
    if (body !== undefined) Object.assign(headers, { Origin: new URL(url).origin, "Content-Type": "application/json" });
    const asking = request(url, { method, headers, agent }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString() }));
      answer.on("error", reject);
    });
    asking.on("error", reject);
    asking.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

type Reader = {
  /** When each note was there to be shown, by its id. */
  seen: Map<string, number>;
  /** How often the stream named each note. */
  told: Map<string, number>;
  reads: number;
  reloads: number;
  failures: number;
  took: number[];
  close: () => void;
};

/** Opens a stream and reads what it names, as a page does. Resolves when the stream is open. */
function connect(url: string, articleId: string, who: Person): Promise<Reader> {
  return new Promise((resolve, reject) => {
    const reader: Reader = {
      ...{ seen: new Map(), told: new Map(), reads: 0, reloads: 0, failures: 0, took: [] },
      close: () => stream.destroy(),
    };
    const notes = `${url}/api/v1/articles/${articleId}/annotations`;
    const hearing = createHearing(async ({ annotations, all }) => {
      if (all) return void reader.reloads++;
      const begun = performance.now();
      const answer = await ask(`${notes}?ids=${[...annotations].join(",")}&version=1`, who.cookie);
      reader.reads++;
      if (answer.status !== 200) return void reader.failures++;
      const { items }: { items: { id: string }[] } = JSON.parse(answer.text);
      const now = performance.now();
      reader.took.push(now - begun);
      for (const { id } of items) if (!reader.seen.has(id)) reader.seen.set(id, now);
    });
    const headers = { Cookie: who.cookie, Accept: "text/event-stream" };
    const stream = request(`${url}/api/v1/events?article=${articleId}`, { headers, agent: false }, (answer) => {
      if (answer.statusCode !== 200) return reject(new Error(`the stream answered ${answer.statusCode}`));
      let rest = "";
      answer.setEncoding("utf8").on("data", (chunk: string) => {
        const blocks = (rest + chunk).split("\n\n");
        rest = blocks.pop() ?? "";
        for (const block of blocks) {
          const event = /^event: (.+)$/m.exec(block)?.[1];
          const data = /^data: (.+)$/m.exec(block)?.[1];
          if (!event || !data) continue;
          const said = JSON.parse(data);
          if (event === "annotation") reader.told.set(said.id, (reader.told.get(said.id) ?? 0) + 1);
          hearing.hear({ event, data: said });
        }
        resolve(reader);
      });
      answer.on("error", () => {});
    });
    stream.on("error", reject);
    stream.end();
  });
}

// ---- the run ---------------------------------------------------------------------------------------------------

async function main() {
  const folder = mkdtempSync(`${tmpdir()}/gloss-bench-`);
  const cluster = await startCluster(folder, { durable: true });
  const server = await serve({
    DATABASE_URL: cluster.url("gloss"),
    GLOSS_SECRET: SECRET,
    GLOSS_SAMPLE: "off",
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(COLLECTS)}`,
  });
  const sql = postgres(cluster.url("gloss"), { max: 4, onnotice: () => {} });
  try {
    say(
      `calibration: ${ms(calibration())} (sorting 300,000 numbers, one core); load before: ${loadavg()[0]?.toFixed(2)}`,
    );
    const owner = await signUp(server.url);
    const articleId = await addArticle(server.url, owner, "A text for a lecture", essay(50_000));
    const { text } = z
      .object({ version: z.object({ text: z.string() }) })
      .parse(JSON.parse((await ask(`${server.url}/api/v1/articles/${articleId}`, owner.cookie)).text)).version;
    const { groupId, people } = await enrol(sql, owner, articleId);
    await sql`analyze`;
    const who = (n: number) => people[n % people.length]!;

    const mark = (n: number, id = uuid()) => {
      const start = (n * 977) % (text.length - 100);
      const quote = { exact: text.slice(start, start + 40), start, end: start + 40 };
      const body = { articleId, kind: "claim", quote, body: `Mark ${n}`, layer: "group", groupId };
      return ask(`${server.url}/api/v1/annotations/${id}`, who(n % WRITERS).cookie, "PUT", body);
    };
    // What a process does for the first time is no part of the measure.
    const list = `${server.url}/api/v1/articles/${articleId}/annotations`;
    for (let n = 0; n < READERS; n++) await ask(`${list}?limit=1`, who(n).cookie);
    const warm = uuid();
    await mark(0, warm);
    const until = performance.now() + 3000;
    let plain = 0;
    for (; performance.now() < until; plain++) await ask(`${list}?ids=${warm}&version=1`, who(plain).cookie);
    say(`a loop of plain reads: ${(plain / 3).toFixed(0)} a second, one after another`);
    (await connect(server.url, articleId, owner)).close();

    const before = await memory(server);
    const readers: Reader[] = [];
    for (let n = 0; n < READERS; n += 20)
      readers.push(...(await Promise.all(people.slice(n, n + 20).map((p) => connect(server.url, articleId, p)))));
    await sleep(1000);
    const after = await memory(server);
    const each = (name: "rss" | "heap") => `${((after[name] - before[name]) / 1024 / READERS).toFixed(1)} KB`;
    say(
      `memory for each of ${READERS} connected readers: ${each("rss")} of the process (RSS), ${each("heap")} of objects\n`,
    );

    // To collect all garbage drops compiled code with it, which a server in use has: it is made again first.
    const warming: Promise<unknown>[] = [];
    for (let n = 0; n < RATE * WARMING; n++) {
      warming.push(mark(n));
      await sleep(1000 / RATE);
    }
    await Promise.all(warming);
    await sleep(2000);

    const lag = monitorEventLoopDelay({ resolution: 10 });
    lag.enable();
    const sent = new Map<string, number>();
    const saved = new Map<string, number>();
    const refused: number[] = [];
    const writing: Promise<void>[] = [];
    const begun = performance.now();
    const used = await cpu(sql, server);
    for (let n = 0; n < RATE * SECONDS; n++) {
      await sleep(Math.max(0, begun + (n * 1000) / RATE - performance.now()));
      const id = uuid();
      sent.set(id, performance.now());
      writing.push(
        mark(n, id).then(({ status }) => {
          if (status === 201) saved.set(id, performance.now());
          else refused.push(status);
        }),
      );
    }
    await Promise.all(writing);
    const wrote = (performance.now() - begun) / 1000;
    const spent = await cpu(sql, server);
    const there = () => readers.every((reader) => [...saved.keys()].every((id) => reader.seen.has(id)));
    for (const last = performance.now() + 20_000; !there() && performance.now() < last; ) await sleep(100);
    lag.disable();

    let lost = 0;
    let doubled = 0;
    const delays: number[] = [];
    const whole: number[] = [];
    for (const reader of readers)
      for (const [id, at] of saved) {
        const seen = reader.seen.get(id);
        if ((reader.told.get(id) ?? 0) > 1) doubled++;
        if (seen === undefined) lost++;
        else {
          delays.push(Math.max(0, seen - at));
          whole.push(seen - sent.get(id)!);
        }
      }
    const took = readers.flatMap((reader) => reader.took);
    const sum = (name: "reads" | "reloads" | "failures") => readers.reduce((all, reader) => all + reader[name], 0);
    const spread = (values: number[]) =>
      `median ${ms(quantile(values, 0.5))}, p95 ${ms(quantile(values, 0.95))}, p99 ${ms(quantile(values, 0.99))}, most ${ms(quantile(values, 1))}`;
    say(
      `${saved.size} marks in ${wrote.toFixed(1)} s by ${WRITERS} people, ${refused.length} refused ${[...new Set(refused)]}`,
    );
    say(
      `  to ${READERS} readers: ${delays.length} shown, ${lost} lost, ${doubled} doubled, ${sum("reloads")} told to read all again`,
    );
    say(`  from saved to visible: ${spread(delays)}`);
    say(`  from sent to visible:  ${spread(whole)}`);
    say(`  from sent to saved:    ${spread([...saved].map(([id, at]) => at - sent.get(id)!))}`);
    say(
      `  reads of what was named: ${sum("reads")} (${(sum("reads") / wrote).toFixed(0)} a second), ${spread(took)}, ${sum("failures")} failed`,
    );
    say(
      `  processor time: server ${share(used, spent, 0, wrote)}, PostgreSQL ${share(used, spent, 1, wrote)}, the load itself ${share(used, spent, 2, wrote)}; its loop was late by ${ms(lag.percentile(95) / 1e6 - 10)} (p95)`,
    );
    say(`\ncalibration at the end: ${ms(calibration())}; load: ${loadavg()[0]?.toFixed(2)}`);
    for (const reader of readers) reader.close();
  } finally {
    agent.destroy();
    await sql.end();
    await server.stop();
    await cluster.stop();
    removeFolder(folder);
  }
}

/** Seconds of processor time so far: of the server, of all of PostgreSQL, of this process. Zero where there is no /proc. */
async function cpu(sql: Sql, server: Server): Promise<[number, number, number]> {
  const { readFileSync, readdirSync } = await import("node:fs");
  const [row] = await sql`select pg_backend_pid() as pid`;
  const stat = (pid: string) => {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
      return {
        parent: fields[1] ?? "",
        own: (Number(fields[11]) + Number(fields[12])) / 100,
        gone: (Number(fields[13]) + Number(fields[14])) / 100,
      };
    } catch {
      return { parent: "", own: 0, gone: 0 };
    }
  };
  const postmaster = stat(String(row?.pid)).parent;
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const database = pids
    .filter((pid) => pid === postmaster || stat(pid).parent === postmaster)
    .reduce((all, pid) => all + stat(pid).own, stat(postmaster).gone);
  const { user, system } = process.cpuUsage();
  return [stat(String(server.pid)).own, database, (user + system) / 1e6];
}
const share = (from: number[], to: number[], i: number, seconds: number) =>
  `${((((to[i] ?? 0) - (from[i] ?? 0)) / seconds) * 100).toFixed(0)} %`;

await main();
