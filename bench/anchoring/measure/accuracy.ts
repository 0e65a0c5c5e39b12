import type { Browser } from "@playwright/test";
import { anchorAll, describe, remapAll, type Selector } from "../../../lib/anchoring";
import { type Case, cases, REPORT, type Size } from "../corpus/cases";
import { SCENARIOS } from "../corpus/models";
import { mean, type Score, score } from "../corpus/score";
import { dmpDefault, dmpPatient, fast, merge, type Remap } from "../peers/diffs";
import { hypothesis } from "../peers/hypothesis";
import type { Method } from "../peers/methods";
import { field } from "./chromium";
import { progress } from "./progress";
import { median } from "./time";

/** One method on all scenarios of a size: `scores` by scenario, and what all passages of a scenario took in milliseconds. */
export type Accuracy = { method: string; scores: Map<string, Score>; times: number[] };

const TWO: Record<string, Remap> = {
  "diff-match-patch, default time-out": dmpDefault,
  "diff-match-patch, no time-out": dmpPatient,
  "fast-diff": fast,
  "@codemirror/merge, no limit": merge,
};

/** Every method knows both versions, or the selectors and where they were; one seed that is reported. 50 KB. */
export async function peers(on: Browser): Promise<Accuracy[]> {
  const all: Accuracy[] = [];
  const page = await field(on);
  const take = (method: string) => {
    const known: Accuracy = all.find((a) => a.method === method) ?? { method, scores: new Map(), times: [] };
    if (!all.includes(known)) all.push(known);
    return known;
  };
  const note = (
    method: string,
    sample: Pick<Case, "scenario" | "truth">,
    answers: Parameters<typeof score>[1],
    took: number,
  ) => {
    const known = take(method);
    known.scores.set(sample.scenario, score(sample, answers));
    known.times.push(took);
  };
  for (const sample of cases(REPORT[0]!, 50, SCENARIOS)) {
    const { scenario, old, text, spans, truth } = sample;
    const selectors: Selector[] = spans.map((span) => describe(old, span));
    progress(`50 KB, ${scenario}`);
    const timed = (method: string, run: () => Parameters<typeof score>[1]) => {
      const begun = performance.now();
      const answers = run();
      note(method, sample, answers, performance.now() - begun);
    };
    timed("Hypothesis client’s quote matching", () => selectors.map((selector) => hypothesis(text, selector)));
    await page.show(text);
    const inPage = async (name: string, method: Method, every = 1) => {
      const some = <T>(list: readonly T[]) => list.filter((_, i) => i % every === 0);
      const { places, took } = await page.anchor(method, some(selectors));
      note(name, { scenario, truth: some(truth) }, places, took * every);
    };
    await inPage("dom-anchor-text-quote (1 in 8)", "dom-anchor-text-quote", 8);
    await inPage("@apache-annotator text quote", "apache-annotator");
    await inPage("recogito (position only)", "recogito");
    for (const [name, remap] of Object.entries(TWO)) timed(name, () => remap(old, text, spans));
    timed("**ours, selectors only**", () => anchorAll(text, selectors));
    timed("**ours, both versions known**", () => remapAll(old, text, spans));
  }
  return all;
}

/** Ours alone, on all seeds that are reported, each scenario's seeds taken together. */
export function ours(size: Size, selectorsOnly: boolean): Accuracy {
  const scores = new Map<string, Score[]>();
  const times: number[] = [];
  for (const seed of REPORT) {
    progress(`${size} KB, ours, seed ${seed}`);
    for (const sample of cases(seed, size, SCENARIOS)) {
      const { scenario, old, text, spans } = sample;
      const selectors = selectorsOnly ? spans.map((span) => describe(old, span)) : [];
      const begun = performance.now();
      const answers = selectorsOnly ? anchorAll(text, selectors) : remapAll(old, text, spans);
      times.push(performance.now() - begun);
      scores.set(scenario, [...(scores.get(scenario) ?? []), score(sample, answers)]);
    }
  }
  return {
    method: selectorsOnly ? "selectors only" : "both versions known",
    scores: new Map([...scores].map(([scenario, all]) => [scenario, mean(all)])),
    times,
  };
}

/** What is said of a method in one line. */
export function summary({ scores, times }: Accuracy) {
  const all = [...scores];
  const worst = all.toSorted(([, a], [, b]) => a.correct - b.correct)[0]!;
  return {
    ...mean(all.map(([, s]) => s)),
    worst: worst[1].correct,
    worstIn: worst[0],
    median: median(times),
    slowest: Math.max(...times),
  };
}
