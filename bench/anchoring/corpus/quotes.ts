import type { Span } from "../../../lib/anchoring";
import type { Article } from "./article";
import { between, pick, type Random, random } from "./random";

/**
 * `count` passages as readers mark them: some words, a sentence, a few sentences, now and then across two paragraphs. Every
 * other one stands on text that occurs twice or more. In text order, as an article's annotations are read.
 */
export function quotes(article: Article, seed: number, count: number): Span[] {
  const next = random("quotes", seed, article.text.length, count);
  const { text } = article;
  const family = article.families.flat();
  const words = wordsOf(text);
  const twice = ({ start, end }: Span) => {
    const exact = text.slice(start, end);
    return text.indexOf(exact) !== text.lastIndexOf(exact);
  };
  const spans: Span[] = [];
  while (spans.length < count) {
    const repeated = spans.length % 2 === 0;
    const span = repeated && next() < 0.85 ? within(next, words, pick(next, family)) : anywhere(next, article, words);
    if (span && twice(span) === repeated) spans.push(span);
  }
  return spans.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** The words of a text with what clings to them, in order: what a double click or a drag by words selects. */
const wordsOf = (text: string): Span[] =>
  [...text.matchAll(/(?:\p{L}|\p{N}|\p{M}|\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200d|\ufe0f|[’-])+/gu)]
    .filter((m) => /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(m[0]))
    .map((m) => ({ start: m.index, end: m.index + m[0].length }));

/** The number of the first word that starts at `offset` or later. */
function firstFrom(words: readonly Span[], offset: number): number {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (words[middle]!.start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function within(next: Random, words: readonly Span[], passage: Span): Span | null {
  if (next() < 0.2) return { ...passage };
  return run(next, words, firstFrom(words, passage.start), firstFrom(words, passage.end) - 1);
}

function anywhere(next: Random, article: Article, words: readonly Span[]): Span | null {
  const at = between(next, 0, article.paragraphs.length - 1);
  const paragraph = article.paragraphs[at]!;
  const roll = next();
  if (roll < 0.04 && at + 1 < article.paragraphs.length) {
    const below = article.paragraphs[at + 1]!;
    return { start: pick(next, paragraph.sentences).start, end: pick(next, below.sentences).end };
  }
  if (roll < 0.3) {
    const first = between(next, 0, paragraph.sentences.length - 1);
    const last = Math.min(paragraph.sentences.length - 1, first + between(next, 0, 2));
    return { start: paragraph.sentences[first]!.start, end: paragraph.sentences[last]!.end };
  }
  return run(next, words, firstFrom(words, paragraph.start), firstFrom(words, paragraph.end) - 1);
}

/** Up to 16 words in a row, of at least four units; one in fifty begins inside a word, as a hasty drag does. */
function run(next: Random, words: readonly Span[], first: number, last: number): Span | null {
  if (last < first) return null;
  const from = between(next, first, last);
  const most = next() < 0.25 ? 3 : 16;
  const to = Math.min(last, from + between(next, 0, most - 1));
  const span = { start: words[from]!.start, end: words[to]!.end };
  if (next() < 0.02 && words[from]!.end - span.start > 3) span.start += 2;
  return span.end - span.start >= 4 ? span : null;
}
