/**
 * `tsx bench/standings.ts [rounds]`: the pages of those who lead a group of 300 students with 40 marks each, with one
 * assignment and with a hundred, on a production build with an embedded PostgreSQL of its own. Prints every round and the
 * best of each figure: what else a machine does can only make them worse. Nothing here passes or fails.
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

async function pages(base: string, who: Person, rounds: number) {
  for (const page of ["standing", "text", "talk"]) {
    const url = `${base}/${page}`;
    const first = await load(url, who);
    await load(url, who);
    const took: number[] = [];
    for (let round = 0; round < rounds; round++) took.push((await load(url, who)).took);
    const { html } = first;
    console.log(
      `  /${page}: best ${best(took)}, median ${median(took).toFixed(0)} of ${rounded(took)} ms; ${(html.length / 1024).toFixed(0)} KB, ${(gzipSync(html).length / 1024).toFixed(0)} KB gzipped`,
    );
  }
}

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
  const server = await serve({ DATABASE_URL: cluster.url("gloss"), GLOSS_SECRET: "bench", GLOSS_SAMPLE: "off" });
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
    await pages(base, who, rounds);
    await opened(`${base}/standing`, who, 5);
    for (let n = 2; n <= 100; n++) await assign(n, 4);
    await sql`analyze`;
    console.log("the same, beside 99 other assignments of the group");
    await pages(base, who, rounds);
    console.log(`\ncalibration at the end: ${ms(calibration())}`);
  } finally {
    await sql.end();
    await server.stop();
    await cluster.stop();
    removeFolder(folder);
  }
}

await main(Number(process.argv[2] ?? 7));
