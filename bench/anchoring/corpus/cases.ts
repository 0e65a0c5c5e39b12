import type { Span } from "../../../lib/anchoring";
import { article } from "./article";
import { edited, type Scenario } from "./models";
import { quotes } from "./quotes";
import { truth } from "./truth";

/** For choosing constants and thresholds. */
export const TRAINING = [11, 23, 37];
/** For the figures that are reported. Nothing is ever tuned on these. */
export const REPORT = [4_001, 4_003, 4_007];

/** Units of text (in thousands) and annotations on it. */
export const SIZES = { 5: 200, 50: 1_000, 500: 10_000 };
export type Size = keyof typeof SIZES;

/** Two versions of a text, the passages marked in the first, and where each of them truly is in the second (null: gone). */
export type Case = { scenario: Scenario; old: string; text: string; spans: Span[]; truth: (Span | null)[] };

/** The case of each scenario, made when it is asked for. */
export function* cases(seed: number, size: Size, scenarios: readonly Scenario[]): Generator<Case> {
  const source = article(seed, size * 1_000);
  const spans = quotes(source, seed, SIZES[size]);
  for (const scenario of scenarios) {
    const draft = edited(source, scenario, seed);
    yield { scenario, old: source.text, text: draft.text, spans, truth: truth(source.text, draft, spans) };
  }
}
