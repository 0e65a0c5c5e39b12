import { type Span, splitsPair, within } from "./span";

/**
 * What a reader marked: the words, their surroundings, and where they stood. After W3C Web Annotation's TextQuoteSelector
 * and TextPositionSelector. Offsets are a hint that goes stale when the text is edited; `exact` decides.
 */
export type Selector = { exact: string; prefix: string; suffix: string; start?: number; end?: number };

/** Units of context on each side: long enough to tell most repetitions apart, short enough to store a million times. */
const CONTEXT = 48;

/**
 * Describes a passage so that it can be found again.
 * @throws RangeError when the span is outside the text, reversed or empty.
 */
export function describe(text: string, span: Span): Selector & Span {
  within(text.length, span);
  const { start, end } = span;
  if (start === end) throw new RangeError(`The span [${start}, ${end}) is empty.`);
  return {
    exact: text.slice(start, end),
    prefix: text.slice(cut(text, Math.max(0, start - CONTEXT), 1, start), start),
    suffix: text.slice(end, cut(text, Math.min(text.length, end + CONTEXT), -1, end)),
    start,
    end,
  };
}

/** The nearest place from `at` towards `limit` that parts no surrogate pair and no mark from its letter. */
function cut(text: string, at: number, step: 1 | -1, limit: number): number {
  while (at !== limit && (splitsPair(text, at) || joins(text, at))) at += step;
  return at;
}

const JOINED = /\p{M}|\p{Emoji_Modifier}|\u200d/u;

function joins(text: string, at: number): boolean {
  const next = text.codePointAt(at);
  return next !== undefined && at > 0 && (JOINED.test(String.fromCodePoint(next)) || text[at - 1] === "\u200d");
}
