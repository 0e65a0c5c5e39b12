import type { Span } from "../../../lib/anchoring";
import { between, pick, type Random, random } from "./random";
import { type Vocabulary, vocabulary } from "./vocabulary";
import { type Writer, writer } from "./writer";

export type Paragraph = Span & { sentences: Span[]; repeated: boolean };

/** A made-up article: its text, how it is built, and which of its passages stand in it word for word more than once. */
export type Article = {
  text: string;
  paragraphs: Paragraph[];
  /** The copies of each repeated sentence or paragraph; at least two of each, never side by side. */
  families: Span[][];
  vocabulary: Vocabulary;
};

export const BETWEEN = "\n\n";

/** Sentences that a text repeats: a share of all of them, each standing about three times. */
const BOILERPLATE = 0.11;
const COPIES = 3.2;
/** How far copies stand apart at least: two that stand side by side could not be told apart after one of them is cut. */
const APART = 4;

/** An article of about `size` UTF-16 units. The same seed and size give the same article. */
export function article(seed: number, size: number): Article {
  const next = random("article", seed, size);
  const words = vocabulary(next);
  const write = writer(next, words);
  const stock = Array.from({ length: Math.max(2, Math.round((size / 105) * (BOILERPLATE / COPIES))) }, write.sentence);
  const drafts: { sentences: string[]; repeated: boolean }[] = [];
  for (let length = 0; length < size; ) {
    const earlier = drafts.slice(0, -APART + 1).filter((p) => !p.repeated && p.sentences.join(" ").length > 60);
    const copied = next() < 0.045 && earlier.length > 0 ? pick(next, earlier) : null;
    if (copied) copied.repeated = true;
    const sentences = copied ? copied.sentences : paragraph(next, write, stock, drafts);
    drafts.push({ sentences, repeated: copied !== null });
    length += sentences.join(" ").length + BETWEEN.length;
  }
  return { ...place(drafts), vocabulary: words };
}

function paragraph(next: Random, write: Writer, stock: string[], before: { sentences: string[] }[]): string[] {
  if (next() < 0.06) return [write.heading()];
  const recent = before.slice(-APART).flatMap((p) => p.sentences);
  return Array.from({ length: between(next, 1, 6) }).reduce<string[]>((own) => {
    const usable = next() < BOILERPLATE ? stock.filter((s) => !recent.includes(s) && !own.includes(s)) : [];
    own.push(usable.length > 0 ? pick(next, usable) : write.sentence());
    return own;
  }, []);
}

function place(drafts: { sentences: string[]; repeated: boolean }[]) {
  const paragraphs: Paragraph[] = [];
  const copies = new Map<string, Span[]>();
  const note = (text: string, span: Span) => copies.set(text, [...(copies.get(text) ?? []), span]);
  let at = 0;
  for (const { sentences, repeated } of drafts) {
    const start = at;
    const spans = sentences.map((sentence) => {
      const span = { start: at, end: at + sentence.length };
      at = span.end + 1;
      if (!repeated) note(sentence, span);
      return span;
    });
    const whole = { start, end: at - 1 };
    if (repeated) note(sentences.join(" "), whole);
    paragraphs.push({ ...whole, sentences: spans, repeated });
    at = whole.end + BETWEEN.length;
  }
  return {
    text: drafts.map((p) => p.sentences.join(" ")).join(BETWEEN),
    paragraphs,
    families: [...copies.values()].filter((spans) => spans.length > 1),
  };
}
