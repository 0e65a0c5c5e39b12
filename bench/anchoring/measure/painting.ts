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

async function paint(on: Browser, script: string, css: string, count: number): Promise<Painting> {
  const source = article(REPORT[0]!, 50_000);
  const paragraphs = source.paragraphs.map(({ start, end }) => source.text.slice(start, end));
  const all = quotes(source, REPORT[0]!, count + LATER);
  // Some of the marks come later, one by one; they stand on the first screen, where a reader who adds one sees it.
  const late = all.filter((s) => s.end < 1_500).slice(0, LATER);
  const spans = all.filter((s) => !late.includes(s));
  const arrive: number[] = [];
  const add: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const page = await open(on, script, css);
    const took = await page.evaluate(
      async ({ paragraphs, spans, late }: { paragraphs: string[]; spans: Span[]; late: Span[] }) => {
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
      },
      { paragraphs, spans, late },
    );
    arrive.push(took.first);
    add.push(...took.added);
    await page.close();
  }
  return { count, arrive: median(arrive), add: median(add) };
}

/** Our text component and recogito's, in the same browser, with 1,000 and 10,000 marks. */
export async function painting(on: Browser): Promise<{ ours: Painting[]; recogito: Painting[] }> {
  const css = await styles();
  const of = async (entry: string) => {
    const script = await bundle(entry);
    const figures: Painting[] = [];
    for (const count of [1_000, 10_000]) {
      progress(`painting ${count} marks, ${entry}`);
      figures.push(await paint(on, script, css, count));
    }
    return figures;
  };
  return { ours: await of("ours.tsx"), recogito: await of("recogito.ts") };
}
