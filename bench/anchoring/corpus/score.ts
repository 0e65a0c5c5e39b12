import type { Span } from "../../../lib/anchoring";
import type { Case } from "./cases";

/** In per cent; NaN where there was nothing to count. */
export type Score = {
  /** Right place (see `RIGHT`), or rightly an orphan: of all passages. */
  correct: number;
  /** To the unit: of the passages that were placed rightly. */
  exact: number;
  /** Orphaned: of the passages that are gone. */
  orphans: number;
  /** Given a wrong place, which is worse than none: of all passages. */
  wrong: number;
  /** How many passages are gone. */
  gone: number;
};

/** From this overlap over union on, a place is right. */
export const RIGHT = 0.6;

export function score({ truth }: Pick<Case, "truth">, answers: readonly (Span | null)[]): Score {
  const count = { right: 0, exact: 0, gone: 0, orphaned: 0, wrong: 0 };
  for (const [i, place] of truth.entries()) {
    const answer = answers[i] ?? null;
    if (!place) count.gone++;
    if (!answer) {
      if (!place) count.orphaned++;
    } else if (!place || likeness(place, answer) < RIGHT) count.wrong++;
    else {
      count.right++;
      if (place.start === answer.start && place.end === answer.end) count.exact++;
    }
  }
  return {
    correct: (100 * (count.right + count.orphaned)) / truth.length,
    exact: (100 * count.exact) / count.right,
    orphans: (100 * count.orphaned) / count.gone,
    wrong: (100 * count.wrong) / truth.length,
    gone: count.gone,
  };
}

export function likeness(a: Span, b: Span): number {
  const overlap = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  return overlap <= 0 ? 0 : overlap / (Math.max(a.end, b.end) - Math.min(a.start, b.start));
}

/** The mean of each figure; of orphans all are counted together, for some scenarios have hardly any. */
export function mean(scores: readonly Score[]): Score {
  const of = (key: "correct" | "exact" | "wrong") => {
    const known = scores.map((s) => s[key]).filter((n) => !Number.isNaN(n));
    return known.reduce((sum, n) => sum + n, 0) / known.length;
  };
  const some = scores.filter((s) => s.gone > 0);
  const gone = some.reduce((sum, s) => sum + s.gone, 0);
  const orphans = some.reduce((sum, s) => sum + s.orphans * s.gone, 0) / gone;
  return { correct: of("correct"), exact: of("exact"), orphans, wrong: of("wrong"), gone };
}
