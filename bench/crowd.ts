/**
 * `tsx bench/crowd.ts [rounds]`: a reader's page with 2,000 annotations of 300 people, opened and scrolled in a browser, on
 * a production build with an embedded PostgreSQL of its own. Every round is printed, and the best of each figure: what
 * else a machine does can only make them worse. Nothing here passes or fails.
 */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { performance } from "node:perf_hooks";
import { gzipSync } from "node:zlib";
import { type Browser, chromium } from "@playwright/test";
import postgres, { type Sql } from "postgres";
import { findBrowser } from "../.ci/browser.mjs";
import { startCluster } from "../db/embedded";
import { removeFolder } from "../db/folder.mjs";
import { serve } from "../e2e/server";
import { addArticle, calibration, cookiesOf, ms, signUp } from "./instance";
import { essay, seedCrowd } from "./seed";

const NOTES = 2_000;
const PEOPLE = 300;

/** From asking for the page to its last byte, and its size. */
async function pageCost(url: string, cookie: string) {
  const begun = performance.now();
  const answer = await fetch(url, { headers: { Cookie: cookie, "Accept-Encoding": "identity" } });
  const reader = answer.body!.getReader();
  const parts = [(await reader.read()).value ?? new Uint8Array()];
  const first = performance.now() - begun;
  for (let next = await reader.read(); !next.done; next = await reader.read()) parts.push(next.value);
  const html = Buffer.concat(parts);
  return { first, whole: performance.now() - begun, bytes: html.length, gzipped: gzipSync(html).length };
}

/** Watches from the first script of a page: when its text could be read, when its cards stood beside their passages. */
function watch() {
  const seen = { ready: 0, longest: 0 };
  Object.assign(globalThis, { seen });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration);
  }).observe({ type: "longtask", buffered: true });
  const look = () => {
    const card = document.querySelector("[data-margin][data-live] :is([data-card], [data-stack])");
    // The frame in which the first card stands has been painted when the next one begins.
    if (card) requestAnimationFrame((now) => (seen.ready = now));
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Scrolls through the whole page as fast as a hand does. @returns the length of each frame, in milliseconds */
async function scroll(step: number): Promise<number[]> {
  const frames: number[] = [];
  let before = await new Promise<number>(requestAnimationFrame);
  while (scrollY + innerHeight < document.documentElement.scrollHeight - 1 && frames.length < 3000) {
    scrollBy({ top: step, behavior: "instant" });
    const now = await new Promise<number>(requestAnimationFrame);
    frames.push(now - before);
    before = now;
  }
  return frames;
}

async function open(browser: Browser, url: string, cookie: string) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addCookies(cookiesOf(url, cookie));
  // tsx names the functions it compiles by a call that the page does not know.
  await context.addInitScript("globalThis.__name = (f) => f");
  await context.addInitScript(watch);
  const page = await context.newPage();
  await page.goto(url, { waitUntil: "load" });
  await page.waitForFunction(() => Object(globalThis).seen.ready > 0);
  const opened = await page.evaluate(() => ({
    ...Object(globalThis).seen,
    shown: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
    cards: document.querySelectorAll("[data-card], [data-stack]").length,
    elements: document.querySelectorAll("*").length,
  }));
  // What is fetched ahead for later comes first: it is no part of scrolling.
  await page.waitForFunction(() => performance.getEntriesByName("gloss:ahead").length > 0);
  const frames = await page.evaluate(scroll, 60);
  await context.close();
  return { ...opened, frames };
}

const rounded = (values: number[]) => values.map((v) => v.toFixed(0)).join(", ");
const best = (values: number[]) => Math.min(...values).toFixed(0);

async function main(rounds: number) {
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
    const id = await addArticle(server.url, who, "A lecture's text", essay(50_000));
    await seedCrowd(sql, id, who.id, { notes: NOTES, people: PEOPLE });
    await sql`analyze`;
    const url = `${server.url}/articles/${id}`;

    console.log(`A text of 50 KB with ${NOTES} annotations of ${PEOPLE} people`);
    const costs: Awaited<ReturnType<typeof pageCost>>[] = [];
    for (let round = 0; round < rounds + 2; round++) costs.push(await pageCost(url, who.cookie));
    const last = costs.at(-1)!;
    console.log(`  first byte: best ${best(costs.map((c) => c.first))} of ${rounded(costs.map((c) => c.first))} ms`);
    console.log(`  all of it: best ${best(costs.map((c) => c.whole))} of ${rounded(costs.map((c) => c.whole))} ms`);
    console.log(`  ${(last.bytes / 1024).toFixed(0)} KB, ${(last.gzipped / 1024).toFixed(0)} KB gzipped`);

    const browser = await chromium.launch({ executablePath: findBrowser() });
    const runs: Awaited<ReturnType<typeof open>>[] = [];
    for (let round = 0; round < rounds; round++) runs.push(await open(browser, url, who.cookie));
    await browser.close();
    const [first] = runs;
    console.log(`  in a browser whose cache is empty (${first?.elements} elements, ${first?.cards} of the margin):`);
    console.log(
      `  text on the screen: best ${best(runs.map((r) => r.shown))} of ${rounded(runs.map((r) => r.shown))} ms`,
    );
    console.log(
      `  cards at their passages: best ${best(runs.map((r) => r.ready))} of ${rounded(runs.map((r) => r.ready))} ms`,
    );
    console.log(`  longest task while opening: ${rounded(runs.map((r) => r.longest))} ms`);
    const slowest = runs.map((r) => Math.max(...r.frames));
    console.log(
      `  scrolling through it, ${first?.frames.length} frames: the slowest, best ${best(slowest)} of ${rounded(slowest)} ms`,
    );
    console.log(`  frames over 50 ms: ${runs.map((r) => r.frames.filter((f: number) => f > 50).length).join(", ")}`);
    console.log(`\ncalibration at the end: ${ms(calibration())}`);
  } finally {
    await sql.end();
    await server.stop();
    await cluster.stop();
    removeFolder(folder);
  }
}

await main(Number(process.argv[2] ?? 5));
