import { parseArgs } from "node:util";
import { anchorAll, describe, remapAll } from "../../lib/anchoring";
import { type Case, cases, REPORT, SIZES, type Size, TRAINING } from "./corpus/cases";
import { SCENARIOS } from "./corpus/models";
import { mean, type Score, score } from "./corpus/score";

// How right `lib/anchoring` is, alone, in a few seconds: for tuning, on the training seeds.

const SIZE: Record<string, Size> = { 5: 5, 50: 50, 500: 500 };

/**
 * `npm run quick -- [--size 5|50|500] [--selectors] [--report] [--seed 11]`: maps through both versions, or with `--selectors` knows no old
 * version. Prints a line for each scenario, the seeds together.
 */
function quick(): void {
  const { values } = parseArgs({
    options: {
      size: { type: "string", default: "50" },
      selectors: { type: "boolean", default: false },
      report: { type: "boolean", default: false },
      seed: { type: "string" },
    },
  });
  const size = SIZE[values.size];
  if (!size) throw new RangeError(`Sizes are ${Object.keys(SIZES).join(", ")}.`);
  const seeds = values.seed ? [Number(values.seed)] : values.report ? REPORT : TRAINING;
  const answer = values.selectors
    ? ({ old, text, spans }: Case) => {
        const selectors = spans.map((span) => describe(old, span));
        return timed(() => anchorAll(text, selectors));
      }
    : ({ old, text, spans }: Case) => timed(() => remapAll(old, text, spans));

  const scores = new Map<string, Score[]>();
  const times = new Map<string, number[]>();
  for (const seed of seeds)
    for (const sample of cases(seed, size, SCENARIOS)) {
      const { found, took } = answer(sample);
      const { scenario } = sample;
      scores.set(scenario, [...(scores.get(scenario) ?? []), score(sample, found)]);
      times.set(scenario, [...(times.get(scenario) ?? []), took]);
    }
  console.log(`${size} KB, ${SIZES[size]} passages, seeds ${seeds.join(", ")}`);
  console.log(`${"".padEnd(20)} correct   exact orphans   wrong      ms`);
  const means = [...scores].map(([name, all]) => line(name, mean(all), Math.min(...times.get(name)!)));
  line("mean", mean(means));
  line("worst", { ...mean(means), correct: Math.min(...means.map((m) => m.correct)) });
}

function timed<T>(run: () => T): { found: T; took: number } {
  const begun = performance.now();
  return { found: run(), took: performance.now() - begun };
}

function line(name: string, figures: Score, took?: number): Score {
  const { correct, exact, orphans, wrong } = figures;
  const cells = [correct, exact, orphans, wrong].map((n) => (Number.isNaN(n) ? "–" : n.toFixed(2)).padStart(7));
  console.log(`${name.padEnd(20)} ${cells.join(" ")} ${took === undefined ? "" : took.toFixed(1).padStart(7)}`);
  return figures;
}

quick();
