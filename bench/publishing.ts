/**
 * `tsx bench/publishing.ts`: what publishing a version costs, and what others feel of it, on a production build with an
 * embedded PostgreSQL of its own. Nothing here passes or fails.
 */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { performance } from "node:perf_hooks";
import postgres, { type Sql } from "postgres";
import { v7 as uuid } from "uuid";
import { z } from "zod";
import { startCluster } from "../db/embedded";
import { removeFolder } from "../db/folder.mjs";
import { serve } from "../e2e/server";
import { publishing } from "../lib/schemas/version";
import { addArticle, calibration, median, ms, type Person, signUp } from "./instance";
import { essay, seedMarks } from "./seed";

/** A mixed revision: a new beginning, a word in ten paragraphs changed, every fiftieth paragraph cut. */
const revised = (text: string) =>
  ["A correction stands here.", ...text.split("\n\n").filter((_, i) => i % 50 !== 49)]
    .map((paragraph, i) =>
      i % 10 === 3 ? paragraph.replace(/\briver\b/, "stream").replace(/\bstone\b/, "rock") : paragraph,
    )
    .join("\n\n");

type Headers = Record<string, string>;

/** Publishes, with the moment of each stage's last word. */
async function publish(url: string, headers: Headers, articleId: string, body: object) {
  const begun = performance.now();
  const answer = await fetch(`${url}/api/v1/articles/${articleId}/versions`, {
    method: "POST",
    headers: { ...headers, Accept: "application/x-ndjson" },
    body: JSON.stringify(body),
  });
  const stages: Record<string, number> = {};
  let rest = "";
  for await (const chunk of answer.body ?? []) {
    const lines = (rest + Buffer.from(chunk).toString()).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const said = publishing.parse(JSON.parse(line));
      const now = performance.now() - begun;
      if ("stage" in said) stages[said.stage] = now;
      else return { whole: now, stages, status: said.status, body: said.body };
    }
  }
  throw new Error("The stream ended without an answer.");
}

/** Repeats a call until told to stop. @returns how long each took */
function repeat(run: () => Promise<unknown>) {
  let going = true;
  const times: number[] = [];
  const ended = (async () => {
    while (going) {
      const begun = performance.now();
      await run();
      times.push(performance.now() - begun);
    }
  })();
  return {
    async stop() {
      going = false;
      await ended;
      return times;
    },
  };
}

/** The longest time for which an article's row was held, looked at every few milliseconds. */
function watch(sql: Sql, articleId: string) {
  let since: number | null = null;
  let longest = 0;
  return {
    ...repeat(async () => {
      const free = await sql`select 1 from articles where id = ${articleId} for no key update skip locked`;
      if (free.length) since = null;
      else {
        since ??= performance.now();
        longest = Math.max(longest, performance.now() - since);
      }
    }),
    longest: () => longest,
  };
}

const told = (times: number[]) => `${times.length}, median ${ms(median(times))}, slowest ${ms(Math.max(...times))}`;
const article = z.object({ version: z.object({ id: z.string() }) });

async function round(url: string, sql: Sql, who: Person, length: number, marks: number) {
  const headers = { "Content-Type": "application/json", Origin: url, Cookie: who.cookie };
  const writer = await signUp(url);
  const text = essay(length);
  const id = await addArticle(url, who, `A book with ${marks} marks`, text);
  await seedMarks(sql, id, who.id, marks);
  await sql`update articles set visibility = 'public' where id = ${id}`;
  await sql`analyze`;
  const { version } = article.parse(await (await fetch(`${url}/api/v1/articles/${id}`, { headers })).json());
  const row = watch(sql, id);
  const reading = repeat(async () =>
    (await fetch(`${url}/articles/${id}`, { headers: { Cookie: writer.cookie } })).text(),
  );
  const writing = repeat(async () => {
    const answer = await fetch(`${url}/api/v1/annotations/${uuid()}`, {
      method: "PUT",
      headers: { ...headers, Cookie: writer.cookie },
      body: JSON.stringify({
        articleId: id,
        kind: "note",
        layer: "private",
        quote: { exact: text.slice(0, 30), start: 0, end: 30 },
        versionId: version.id,
      }),
    });
    if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
  });
  const done = await publish(url, headers, id, {
    text: revised(text),
    title: `A book with ${marks} marks`,
    baseVersionId: version.id,
  });
  const [written, read] = [await writing.stop(), await reading.stop(), await row.stop()];
  if (done.status !== 201) throw new Error(JSON.stringify(done.body).slice(0, 500));
  console.log(`${(length / 1000).toFixed(0)} KB, ${marks.toLocaleString("en")} marks`);
  console.log(
    `  published in ${ms(done.whole)}: ${Object.entries(done.stages)
      .map(([stage, at]) => `${stage} until ${at.toFixed(0)}`)
      .join(", ")}`,
  );
  console.log(`  the article's row held for ${ms(row.longest())} at most`);
  console.log(`  marks written meanwhile: ${told(written)}`);
  console.log(`  pages read meanwhile: ${told(read)}`);
}

async function main() {
  const folder = mkdtempSync(`${tmpdir()}/gloss-bench-`);
  const cluster = await startCluster(folder, { durable: false });
  const server = await serve({
    DATABASE_URL: cluster.url("gloss"),
    GLOSS_SECRET: "bench".repeat(8),
    GLOSS_SAMPLE: "off",
  });
  const sql: Sql = postgres(cluster.url("gloss"), { max: 2, onnotice: () => {} });
  try {
    console.log(`calibration: ${ms(calibration())} (sorting 300,000 numbers, one core)\n`);
    const who = await signUp(server.url);
    await round(server.url, sql, who, 50_000, 1_000);
    await round(server.url, sql, who, 500_000, 10_000);
    await round(server.url, sql, who, 500_000, 10_000);
    console.log(`\ncalibration at the end: ${ms(calibration())}`);
  } finally {
    await sql.end();
    await server.stop();
    await cluster.stop();
    removeFolder(folder);
  }
}

await main();
