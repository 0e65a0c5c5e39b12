import type { Browser } from "@playwright/test";
import { describe, type Selector, type Span } from "../../../lib/anchoring";
import { article } from "../corpus/article";
import { REPORT, SIZES, type Size } from "../corpus/cases";
import { quotes } from "../corpus/quotes";
import { score } from "../corpus/score";
import { METHODS, type Method } from "../peers/methods";
import { type Field, field } from "./chromium";
import { progress } from "./progress";

export type Stale = { size: number; count: number; placed: boolean; method: Method; correct: number; took: number };

/** Written above an article: every position below is stale, no word of it changed. */
const NOTICE =
  "Correction: an earlier version of this page gave the wrong date for the meeting of the river board, and left out two of the people who spoke there.\n\n";

/** Peers take their time for each passage alone, so a long list is measured by a part of it. */
const SOME: Partial<Record<Method, Partial<Record<Size, number>>>> = {
  hypothesis: { 50: 1, 500: 25 },
  "dom-anchor-text-quote": { 5: 4, 50: 50, 500: 2_500 },
  "apache-annotator": { 500: 50 },
};

/** Unchanged words at another place than the selectors say, and the same without any position, in one browser. */
export async function stale(on: Browser): Promise<Stale[]> {
  const page = await field(on);
  const rows: Stale[] = [];
  for (const size of [5, 50, 500] as const) {
    const { text: old } = article(REPORT[0]!, size * 1_000);
    const spans = quotes(article(REPORT[0]!, size * 1_000), REPORT[0]!, SIZES[size]);
    await page.show(NOTICE + old);
    progress(`stale positions, ${size} KB`);
    for (const method of METHODS)
      if (method !== "recogito") rows.push(await measured(page, old, spans, size, method, true));
    const counts = size === 5 ? [1, 10, 200] : size === 50 ? [1, 10, 100, 1_000] : [1, 10, 100, 10_000];
    for (const count of counts) {
      progress(`no positions, ${size} KB, ${count} passages`);
      const some = Array.from({ length: count }, (_, i) => spans[Math.floor(((i + 0.5) * spans.length) / count)]!);
      for (const method of METHODS)
        if (method !== "recogito") rows.push(await measured(page, old, some, size, method, false));
    }
  }
  return rows;
}

async function measured(
  page: Field,
  old: string,
  spans: readonly Span[],
  size: Size,
  method: Method,
  placed: boolean,
): Promise<Stale> {
  const most = SOME[method]?.[size] ?? 1;
  // A part of a long list only: at least 8 passages are really anchored.
  const every = Math.max(1, Math.min(most, Math.floor(spans.length / 8)));
  const used = spans.filter((_, i) => i % every === 0);
  const selectors: Selector[] = used.map((span) => {
    const { start, end, ...quote } = describe(old, span);
    return placed ? { ...quote, start, end } : quote;
  });
  const rounds = method === "ours" ? 7 : used.length * size > 20_000 || method === "dom-anchor-text-quote" ? 1 : 5;
  const { places, took } = await page.anchor(method, selectors, rounds);
  const truth = used.map(({ start, end }) => ({ start: start + NOTICE.length, end: end + NOTICE.length }));
  const { correct } = score({ truth }, places);
  return { size, count: spans.length, placed, method, correct, took: (took * spans.length) / used.length };
}
