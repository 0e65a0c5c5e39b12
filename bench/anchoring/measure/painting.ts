import type { Browser } from "@playwright/test";
import type { Span } from "../../../lib/anchoring";
import { article } from "../corpus/article";
import { REPORT } from "../corpus/cases";
import { quotes } from "../corpus/quotes";
import type { Stage } from "../page/ours";
import { bundle, open, styles } from "./page";
import { progress } from "./progress";
import { median } from "./time";

declare const bench: { stage: (root: HTMLElement, paragraphs: readonly string[]) => Promise<Stage> };

export type Painting = { count: number; arrive: number; add: number };

/** Marks that are added one by one to all the others. */
const LATER = 8;

/** Rounds of each figure, each on a fresh page. */
const ROUNDS = 5;

type Texts = { paragraphs: string[]; spans: Span[]; late: Span[] };

function texts(count: number): Texts {
  const source = article(REPORT[0]!, 50_000);
  const paragraphs = source.paragraphs.map(({ start, end }) => source.text.slice(start, end));
  const all = quotes(source, REPORT[0]!, count + LATER);
  // Some of the marks come later, one by one; they stand on the first screen, where a reader who adds one sees it.
  const late = all.filter((s) => s.end < 1_500).slice(0, LATER);
  return { paragraphs, spans: all.filter((s) => !late.includes(s)), late };
}

/** On a fresh page: how long until the marks are there, and then each of those that come later. */
async function paint(on: Browser, script: string, css: string, given: Texts) {
  const page = await open(on, script, css);
  const took = await page.evaluate(async ({ paragraphs, spans, late }: Texts) => {
    const root = document.querySelector<HTMLElement>("[data-text]");
    if (!root) throw new Error("there is no text");
    const stage = await bench.stage(root, paragraphs);
    const first = await stage.paint(spans);
    await stage.settled();
    const added: number[] = [];
    const now = [...spans];
    for (const span of late) {
      now.push(span);
      added.push(await stage.paint([...now]));
    }
    return { first, added };
  }, given);
  await page.close();
  return took;
}

/** Our text component and recogito's take turns in the same browser, with 1,000 and 10,000 marks. */
export async function painting(on: Browser): Promise<{ ours: Painting[]; recogito: Painting[] }> {
  const css = await styles();
  const scripts = { ours: await bundle("ours.tsx"), recogito: await bundle("recogito.ts") };
  const figures: { ours: Painting[]; recogito: Painting[] } = { ours: [], recogito: [] };
  for (const count of [1_000, 10_000]) {
    const given = texts(count);
    const arrive: Record<keyof typeof figures, number[]> = { ours: [], recogito: [] };
    const add: Record<keyof typeof figures, number[]> = { ours: [], recogito: [] };
    for (let round = 0; round < ROUNDS; round++) {
      progress(`painting ${count} marks, round ${round + 1} of ${ROUNDS}`);
      for (const who of ["ours", "recogito"] as const) {
        const took = await paint(on, scripts[who], css, given);
        arrive[who].push(took.first);
        add[who].push(...took.added);
      }
    }
    for (const who of ["ours", "recogito"] as const)
      figures[who].push({ count, arrive: median(arrive[who]), add: median(add[who]) });
  }
  return figures;
}
