import type { Span } from "@/lib/anchoring";

/** A quotation in a text: `start` and `end` take its marks in, `inner` is what stands between them. */
export type Quotation = Span & { inner: string; closed: boolean };

const PAIRS: Record<string, string> = {
  "“": "”",
  "„": "“”",
  "«": "»",
  "»": "«",
  "‘": "’",
  "‹": "›",
  "「": "」",
  "『": "』",
  '"': '"',
  "'": "'",
};
/** Units within which a single mark must be closed: it is far more often an apostrophe. */
const LONGEST = 2000;
const SINGLE = new Set(["‘", "'"]);

/** The outermost quotations of one paragraph, in order; one that is not closed runs to the paragraph's end. */
export function quotations(paragraph: string): Quotation[] {
  const found: Quotation[] = [];
  for (let at = 0; at < paragraph.length; at++) {
    const mark = paragraph[at]!;
    const closers = PAIRS[mark];
    if (!closers || !opens(paragraph, at)) continue;
    const close = closing(paragraph, at + 1, closers, SINGLE.has(mark));
    // An apostrophe at the head of a word ('twas) looks like an opening mark; only a pair proves a single one.
    if (close < 0 && (SINGLE.has(mark) || mark === "»")) continue;
    const end = close < 0 ? paragraph.length : close + 1;
    found.push({ start: at, end, inner: paragraph.slice(at + 1, close < 0 ? end : close), closed: close >= 0 });
    at = end - 1;
  }
  return found;
}

/** Speech, or a part of it: a phrase of one to three words is a term or a sneer. */
export function isSpeech(inner: string): boolean {
  const letters = inner.match(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/gu)?.length ?? 0;
  return letters > 6 || (inner.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}’'-]*/gu)?.length ?? 0) > 3;
}

/** True when a selection holds speech between quotation marks, or an end of it. */
export function holdsQuotation(exact: string): boolean {
  if (quotations(exact).some((quotation) => isSpeech(quotation.inner))) return true;
  // A selection that begins inside a quotation and runs past its end.
  const close = exact.search(/[”»」』]/);
  return close >= 0 && !/[“„«「『]/.test(exact.slice(0, close)) && isSpeech(exact.slice(0, close));
}

function opens(text: string, at: number): boolean {
  const mark = text[at]!;
  const before = text[at - 1] ?? " ";
  const after = text[at + 1] ?? " ";
  if (mark === '"' || SINGLE.has(mark)) return /[\s([{—–‘“"-]/.test(before) && /[^\s,.;:!?)]/.test(after);
  // German and Danish print »so«; French «so» closes with the same sign, which then follows a word.
  if (mark === "»") return /[\s([—–]/.test(before) && /\S/.test(after);
  return true;
}

function closing(text: string, from: number, closers: string, single: boolean): number {
  let plain = -1;
  const stop = single ? Math.min(text.length, from + LONGEST) : text.length;
  for (let at = from; at < stop; at++) {
    if (!closers.includes(text[at]!)) continue;
    if (text[at] === '"' && /\s/.test(text[at - 1] ?? "")) continue;
    if (!single) return at;
    if (/[\p{L}\p{N}]/u.test(text[at + 1] ?? "")) continue;
    // A plural's apostrophe (the workers’ hall) looks like a close: one that follows punctuation is the surer.
    if (/[,.?!…—]/.test(text[at - 1]!)) return at;
    if (plain < 0 && closers !== "'") plain = at;
  }
  return plain;
}
