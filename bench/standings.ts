/**
 * `tsx bench/standings.ts [rounds]`: the pages of those who lead a group of 300 students with 40 marks each, with one
 * assignment and with a hundred, on a production build with an embedded PostgreSQL of its own. Prints every round, the best
 * of each figure (what else a machine does can only make them worse) and how many queries a page asks, and says where these
 * are not as many with a hundred assignments as with one. Nothing here passes or fails.
 */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { performance } from "node:perf_hooks";
import { gzipSync } from "node:zlib";
import { chromium } from "@playwright/test";
import postgres, { type Sql } from "postgres";
import { findBrowser } from "../.ci/browser.mjs";
import { startCluster } from "../db/embedded";
import { removeFolder } from "../db/folder.mjs";
import { serve } from "../e2e/server";
import { type Counting, counting } from "./counting";
import { seedAssignment, seedCourse } from "./course";
import { addArticle, calibration, cookiesOf, median, ms, type Person, signUp } from "./instance";
import { essay } from "./seed";

const STUDENTS = 300;
const MARKS = 40;
const rounded = (values: number[]) => values.map((v) => v.toFixed(0)).join(", ");
const best = (values: number[]) => Math.min(...values).toFixed(0);

async function load(url: string, { cookie }: Person) {
  const begun = performance.now();
  const answer = await fetch(url, { headers: { Cookie: cookie } });
  const html = await answer.text();
  if (answer.status !== 200) throw new Error(`${url}: ${answer.status}`);
  return { took: performance.now() - begun, html };
}

/** What an instructor opens, below `/assignments`. @returns how many queries each asks */
async function pages(
  { url, id, count }: { url: string; id: string; count: Counting },
  who: Person,
  rounds: number,
  these: readonly string[] = PAGES,
) {
  const queries = new Map<string, number>();
  for (const page of these) {
    const at = `${url}/assignments${page.replace("*", `/${id}`)}`;
    const first = await load(at, who);
    await load(at, who);
    const took: number[] = [];
    const asked: number[] = [];
    for (let round = 0; round < rounds; round++) {
      count.asked();
      took.push((await load(at, who)).took);
      asked.push(count.asked());
    }
    const { html } = first;
    const fewest = Math.min(...asked);
    queries.set(page, fewest);
    console.log(
      `  ${page.replace("*", "/…") || "(all)"}: ${fewest} queries; best ${best(took)}, median ${median(took).toFixed(0)} of ${rounded(took)} ms; ${(html.length / 1024).toFixed(0)} KB, ${(gzipSync(html).length / 1024).toFixed(0)} KB gzipped`,
    );
  }
  return queries;
}
const PAGES = ["", "*", "*/standing", "*/text", "*/talk", "*/points"];
const RULE = {
  by: "share",
  best: null,
  reference: null,
  goals: { claim: 6, quote: 4, evidence: 4, reply: 4, spread: 2 },
  latePerDay: 10,
};

/** From the click to the table on the screen, in a browser whose cache is empty. */
async function opened(url: string, { cookie }: Person, rounds: number) {
  const browser = await chromium.launch({ executablePath: findBrowser() });
  const shown: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    await context.addCookies(cookiesOf(url, cookie));
    const page = await context.newPage();
    await page.goto(url, { waitUntil: "load" });
    shown.push(
      await page.evaluate(
        () =>
          new Promise<number>((resolve) =>
            new PerformanceObserver((list) => resolve(list.getEntries().at(-1)?.startTime ?? Number.NaN)).observe({
              type: "largest-contentful-paint",
              buffered: true,
            }),
          ),
      ),
    );
    await context.close();
  }
  await browser.close();
  console.log(`  in a browser, until its largest part is painted: best ${best(shown)} of ${rounded(shown)} ms`);
}

async function main(rounds: number) {
  const folder = mkdtempSync(`${tmpdir()}/gloss-bench-`);
  const cluster = await startCluster(folder, { durable: false });
  const count = await counting(cluster.url("gloss"));
  const server = await serve({ DATABASE_URL: count.url, GLOSS_SECRET: "bench".repeat(8), GLOSS_SAMPLE: "off" });
  const sql: Sql = postgres(cluster.url("gloss"), { max: 2, onnotice: () => {} });
  try {
    console.log(`calibration: ${ms(calibration())} (sorting 300,000 numbers, one core)\n`);
    const who = await signUp(server.url);
    const course = await seedCourse(sql, who.id, STUDENTS);
    const assign = async (n: number, marks: number) => {
      const articleId = await addArticle(server.url, who, `Text ${n}`, essay(50_000));
      return seedAssignment(sql, course, { articleId, ownerId: who.id, title: `Read text ${n}`, marks });
    };
    const id = await assign(1, MARKS);
    const base = `${server.url}/assignments/${id}`;
    await sql`analyze`;
    console.log(`${STUDENTS} students with up to ${MARKS} marks each on a text of 50 KB, one assignment`);
    const of = { url: server.url, id, count };
    await pages(of, who, rounds);
    await opened(`${base}/standing`, who, 5);
    await sql`update assignments set points = ${sql.json(RULE)} where id = ${id}`;
    console.log("the same with points");
    const one = await pages(of, who, rounds, PAGES);
    await opened(`${base}/standing`, who, 5);
    for (let n = 2; n <= 100; n++) await assign(n, 4);
    await sql`analyze`;
    console.log("the same, beside 99 other assignments of the group");
    const hundred = await pages(of, who, rounds);
    await opened(`${base}/standing`, who, 5);
    for (const [page, n] of one)
      if (hundred.get(page) !== n)
        console.log(`NOT FLAT: ${page || "(all)"} asks ${n} queries, then ${hundred.get(page)}`);
    console.log(`\ncalibration at the end: ${ms(calibration())}`);
  } finally {
    await sql.end();
    await server.stop();
    await count.stop();
    await cluster.stop();
    removeFolder(folder);
  }
}

await main(Number(process.argv[2] ?? 7));
