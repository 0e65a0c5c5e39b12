import type { Span } from "../../../lib/anchoring";
import { between, pick, type Random } from "../corpus/random";

/** Fewer units are no passage. */
const LEAST = 4;

/** `count` passages as readers mark them: words in a row, sentences, now and then across a paragraph; in text order. */
export function passages(text: string, next: Random, count: number): Span[] {
  const words = segments(text, "word");
  const sentences = segments(text, "sentence");
  const run = (list: readonly Span[], most: number): Span => {
    const first = between(next, 0, list.length - 1);
    const last = Math.min(list.length - 1, first + between(next, 0, most - 1));
    return { start: list[first]!.start, end: list[last]!.end };
  };
  const spans: Span[] = [];
  for (let tries = 0; spans.length < count && tries < 20 * count; tries++) {
    const kind = pick(next, ["few", "few", "words", "words", "words", "words", "sentence", "sentences"] as const);
    const span =
      kind === "few" ? run(words, 3) : kind === "words" ? run(words, 16) : run(sentences, kind === "sentence" ? 1 : 3);
    if (span.end - span.start >= LEAST && span.end - span.start <= 2_000) spans.push(span);
  }
  return spans.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Words, or sentences without the whitespace around them, in order. */
function segments(text: string, granularity: "word" | "sentence"): Span[] {
  const found: Span[] = [];
  for (const { index, segment } of new Intl.Segmenter(undefined, { granularity }).segment(text)) {
    const words = segment.trim();
    if (!/[\p{L}\p{N}]/u.test(words)) continue;
    const start = index + segment.indexOf(words);
    found.push({ start, end: start + words.length });
  }
  return found;
}
