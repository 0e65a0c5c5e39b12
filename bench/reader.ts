/**
 * `npm run bench`: what the reader costs, measured on a production build with an embedded PostgreSQL of its own.
 * Prints medians, and ratios of figures of the same run; nothing here passes or fails.
 */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { performance } from "node:perf_hooks";
import { gzipSync } from "node:zlib";
import { chromium, type Page } from "@playwright/test";
import postgres, { type Sql } from "postgres";
import { findBrowser } from "../.ci/browser.mjs";
import * as annotations from "../db/annotations";
import { start, stop } from "../db/client";
import { startCluster } from "../db/embedded";
import { removeFolder } from "../db/folder.mjs";
import { serve } from "../e2e/server";
import { scriptWeight } from "../e2e/weight";
import type { Account } from "../lib/schemas/user";
import { addArticle, calibration, cookiesOf, median, ms, type Person, signUp } from "./instance";
import { essay, seedMarks, seedWorld } from "./seed";

const kb = (bytes: number) => `${(bytes / 1024).toFixed(1)} KB`;
const say = (line = "") => console.log(line);

/** Time to the first byte and to the last, and the page's size, over `rounds` requests after two warm ones. */
async function pageCost(url: string, cookie: string, rounds = 15) {
  const first: number[] = [];
  const whole: number[] = [];
  let html = "";
  for (let round = -2; round < rounds; round++) {
    const begun = performance.now();
    const answer = await fetch(url, { headers: { Cookie: cookie, "Accept-Encoding": "identity" } });
    const reader = answer.body!.getReader();
    const parts = [(await reader.read()).value ?? new Uint8Array()];
    const toFirst = performance.now() - begun;
    for (let next = await reader.read(); !next.done; next = await reader.read()) parts.push(next.value);
    if (round < 0) continue;
    first.push(toFirst);
    whole.push(performance.now() - begun);
    html = Buffer.concat(parts).toString();
  }
  return { first: median(first), whole: median(whole), bytes: html.length, gzipped: gzipSync(html).length, html };
}

/** From the press of C on a selection to the frame that shows the mark, in the browser's own clock. */
async function keyToPaint(page: Page, round: number): Promise<number> {
  await page.evaluate((n) => {
    const blocks = [...document.querySelectorAll<HTMLElement>("[data-at]")].filter((b) => b.innerText.length > 200);
    const block = blocks[(n * 7) % blocks.length];
    if (!block) throw new Error("there is no text to mark");
    block.scrollIntoView({ block: "center" });
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let text = walker.nextNode();
    while (text && (text.textContent?.length ?? 0) < 12) text = walker.nextNode();
    if (!text) throw new Error("there is no text to select");
    getSelection()?.setBaseAndExtent(text, 1, text, 11);
  }, round);
  await page
    .getByRole("button", { name: /^Claim/ })
    .first()
    .waitFor();
  const painted = await page.evaluateHandle(() => ({
    // Held in an object, or the call would wait for it.
    took: new Promise<number>((done, fail) => {
      const marks = () => document.querySelectorAll("mark").length;
      const before = marks();
      let pressed = 0;
      const press = () => {
        pressed = performance.now();
      };
      addEventListener("keydown", press, { capture: true, once: true });
      const observer = new MutationObserver(() => {
        if (marks() <= before) return;
        observer.disconnect();
        // After the next frame has been painted, a message is the first thing to arrive.
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => done(performance.now() - pressed);
          channel.port2.postMessage(0);
        });
      });
      observer.observe(document.body, { childList: true, subtree: true });
      setTimeout(() => fail(new Error("no mark was drawn within 10 s")), 10_000);
    }),
  }));
  await page.keyboard.press("c");
  const took = await painted.evaluate((held) => held.took);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  return took;
}

/** Everything that the reader's page asks for of an article's marks, from this process: no HTTP, no rendering. */
async function queryCost(who: Person, articleId: string, rounds = 41) {
  const viewer: Account = { id: who.id, name: "", email: null, role: "member", emailVerified: true, settings: {} };
  const times: number[] = [];
  for (let round = -5; round < rounds; round++) {
    const begun = performance.now();
    const found = await annotations.forArticle(viewer, articleId);
    if (found.length < 1000) throw new Error(`${found.length} marks instead of 1,000 and those just made`);
    if (round >= 0) times.push(performance.now() - begun);
  }
  return median(times);
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
    say(`calibration: ${ms(calibration())} (sorting 300,000 numbers, one core)\n`);
    const who = await signUp(server.url);
    const text = essay(50_000);
    const articles = new Map<number, string>();
    for (const count of [0, 100, 1000]) {
      const id = await addArticle(server.url, who, `An essay with ${count} marks`, text);
      await seedMarks(sql, id, who.id, count);
      articles.set(count, id);
    }
    await sql`analyze`;

    say("The reader's page, 50 KB of text");
    let html = "";
    let empty = Number.NaN;
    for (const [count, id] of articles) {
      const cost = await pageCost(`${server.url}/articles/${id}`, who.cookie);
      if (count === 0) empty = cost.first;
      html = cost.html;
      say(
        `  ${String(count).padStart(5)} marks: first byte ${ms(cost.first)} (× ${(cost.first / empty).toFixed(2)}), all of it ${ms(cost.whole)}, ${kb(cost.bytes)}, ${kb(cost.gzipped)} gzipped`,
      );
    }
    const scripts = await scriptWeight(server.url, html);
    say(`  JavaScript before the first interaction: ${kb(scripts.gzipped)} gzipped in ${scripts.count} files\n`);

    const browser = await chromium.launch({ executablePath: findBrowser() });
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    await context.addCookies(cookiesOf(server.url, who.cookie));
    say("From key press to painted mark (dispatch of the key to the frame after the mark is in the page)");
    // tsx names the functions it compiles by a call that the page does not know.
    await context.addInitScript("globalThis.__name = (f) => f");
    const byCount: number[] = [];
    for (const count of [0, 1000]) {
      const page = await context.newPage();
      await page.goto(`${server.url}/articles/${articles.get(count)}`, { waitUntil: "networkidle" });
      const times: number[] = [];
      for (let round = 0; round < 15; round++) times.push(await keyToPaint(page, round));
      byCount.push(median(times));
      say(`  ${String(count).padStart(5)} marks: ${ms(median(times))}, slowest ${ms(Math.max(...times))}`);
      await page.close();
    }
    say(`  ratio: ${(byCount[1]! / byCount[0]!).toFixed(2)}\n`);
    await browser.close();

    say("The reader's query: all the marks of an article with 1,000 of them, as `forArticle` reads them");
    process.env.DATABASE_URL = cluster.url("gloss");
    await start();
    await sql`delete from annotations where article_id <> ${articles.get(1000)!}`;
    await sql`vacuum analyze`;
    const alone = await queryCost(who, articles.get(1000)!);
    say(`  with     1,000 annotations in the database: ${ms(alone)}`);
    await seedWorld(sql, 1_000_000);
    await sql`vacuum analyze`;
    const crowded = await queryCost(who, articles.get(1000)!);
    say(`  with 1,000,000 annotations in the database: ${ms(crowded)} (× ${(crowded / alone).toFixed(2)})`);
    say(`\ncalibration at the end: ${ms(calibration())}`);
  } finally {
    await stop();
    await sql.end();
    await server.stop();
    await cluster.stop();
    removeFolder(folder);
  }
}

await main();
