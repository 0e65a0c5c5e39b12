import { CERTAIN, type Span } from "../../../lib/anchoring";
import { likeness, RIGHT } from "../corpus/score";
import type { Leap } from "./leaps";
import type { Place } from "./truth";

/** An answer; a method that tells no confidence is never counted as sure. */
export type Answer = (Span & { confidence?: number }) | null;

/** Counts of passages. */
export type Count = {
  all: number;
  right: number;
  placed: number;
  exact: number;
  gone: number;
  orphaned: number;
  /** Shown where they are not, or shown though they are gone. */
  wrong: number;
  /** Of these, with a confidence that asks nobody to check. */
  sure: number;
};

export const NOTHING: Count = { all: 0, right: 0, placed: 0, exact: 0, gone: 0, orphaned: 0, wrong: 0, sure: 0 };

export function count({ truth }: Pick<Leap, "truth">, answers: readonly Answer[]): Count {
  const sum = { ...NOTHING, all: truth.length };
  for (const [i, place] of truth.entries()) {
    const answer = answers[i] ?? null;
    if (!place) sum.gone++;
    if (!answer) {
      if (place) continue;
      sum.orphaned++;
      sum.right++;
    } else if (place && likeness(nearest(place, answer), answer) >= RIGHT) {
      sum.right++;
      sum.placed++;
      if (place.start === answer.start && place.end === answer.end) sum.exact++;
    } else {
      sum.wrong++;
      if ((answer.confidence ?? 0) >= CERTAIN) sum.sure++;
    }
  }
  return sum;
}

/** What a place may be, from its least to its most, that is nearest to an answer. */
function nearest({ start, end, most }: Place, answer: Span): Span {
  return {
    start: Math.min(start, Math.max(most.start, answer.start)),
    end: Math.max(end, Math.min(most.end, answer.end)),
  };
}

export function added(x: Count, y: Count): Count {
  const sum = { ...x };
  for (const key of Object.keys(sum) as (keyof Count)[]) sum[key] += y[key];
  return sum;
}
