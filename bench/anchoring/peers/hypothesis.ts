import search from "approx-string-match";
import type { Selector, Span } from "../../../lib/anchoring";

// The quote matching of the Hypothesis client (src/annotator/anchoring/match-quote.ts), written after its description: what
// counts for what, and how many errors a first search allows, are theirs.

const WEIGHT = { quote: 50, prefix: 20, suffix: 20, place: 2 };
const MOST_ERRORS = 256;

type Match = Span & { errors: number };

/** Exact occurrences, all of them; only where there are none, approximate ones. */
function matches(text: string, wanted: string, errors: number): Match[] {
  const exact: Match[] = [];
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1))
    exact.push({ start: at, end: at + wanted.length, errors: 0 });
  return exact.length > 0 ? exact : search(text, wanted, errors);
}

/** How much of `wanted` stands in `text`, 0 to 1. */
function likeness(text: string, wanted: string): number {
  if (text === "") return 0;
  const [first] = matches(text, wanted, wanted.length);
  return first ? 1 - first.errors / wanted.length : 0;
}

export function hypothesis(text: string, { exact, prefix, suffix, start: hint }: Selector): Span | null {
  if (exact === "") return null;
  let best: (Span & { score: number }) | null = null;
  for (const { start, end, errors } of matches(text, exact, Math.min(MOST_ERRORS, exact.length / 2))) {
    const before = prefix ? likeness(text.slice(Math.max(0, start - prefix.length), start), prefix) : 1;
    const after = suffix ? likeness(text.slice(end, end + suffix.length), suffix) : 1;
    const near = hint === undefined ? 1 : 1 - Math.abs(start - hint) / text.length;
    const score =
      WEIGHT.quote * (1 - errors / exact.length) + WEIGHT.prefix * before + WEIGHT.suffix * after + WEIGHT.place * near;
    if (!best || score > best.score) best = { start, end, score };
  }
  return best && { start: best.start, end: best.end };
}
