import { type Span, splitsPair, within } from "./span";

/** How far a boundary is looked for: beyond it lie only characters piled up to break readers. */
const REACH = 256;
/** Longer blocks are taken in pieces of this size, at fixed places, so that every cursor sees the same sentences. */
const PIECE = 8192;

/**
 * The passage a reader meant by a selection: without the whitespace around it, and out to whole characters as they are seen
 * (a letter with its accents, a family emoji). `null` when nothing but whitespace is selected. Constant time in the text.
 * @throws RangeError when the span is reversed or outside the text.
 */
export function widen(text: string, span: Span): Span | null {
  within(text.length, span);
  const trimmed = trim(text, span);
  return trimmed && { start: toEdge(text, trimmed.start, "before"), end: toEdge(text, trimmed.end, "after") };
}

let wordBreaker: Intl.Segmenter | undefined;

/**
 * The words a passage stands in, whole at both ends: for where it is shown to others than who drew it. `before` and `after`
 * are what stands around it, as far as it is known. Only the ends are segmented, so it is constant time in the passage.
 */
export function wholeWords(before: string, exact: string, after: string): string {
  wordBreaker ??= new Intl.Segmenter(undefined, { granularity: "word" });
  const lead = before.slice(-REACH);
  const head = wordBreaker.segment(lead + exact.slice(0, REACH)).containing(lead.length);
  const first = head?.isWordLike ? lead.slice(head.index) : "";
  const tail = exact.slice(-REACH);
  const last = wordBreaker.segment(tail + after.slice(0, REACH)).containing(tail.length);
  const inside = last?.isWordLike && last.index < tail.length;
  return first + exact + (inside ? after.slice(0, last.index + last.segment.length - tail.length) : "");
}

/**
 * The sentences from a place on, one at a time: forwards those that end after `from`, backwards those that start before it.
 * A sentence never crosses a block (an empty line). Only the blocks that are asked for are segmented.
 * @throws RangeError when `from` is outside the text.
 */
export function* sentences(text: string, from: number, direction: 1 | -1 = 1): Generator<Span, void> {
  within(text.length, { start: from, end: text.length });
  let at = direction === 1 ? from : from - 1;
  while (at >= 0 && at < text.length) {
    const piece = pieceAt(text, at);
    const found = sentencesIn(text, piece);
    if (direction === 1) yield* found.filter((sentence) => sentence.end > from);
    else yield* found.filter((sentence) => sentence.start < from).reverse();
    at = direction === 1 ? piece.end : piece.start - 1;
  }
}

function trim(text: string, { start, end }: Span): Span | null {
  while (start < end && /\s/.test(text[start]!)) start++;
  while (end > start && /\s/.test(text[end - 1]!)) end--;
  return start < end ? { start, end } : null;
}

let graphemes: Intl.Segmenter | undefined;

/** A letter of a script whose characters stand alone, or a sign: between two of them there is always an edge. */
const ALONE =
  /[\u0020-\u02ff\u0370-\u0482\u05d0-\u05ea\u0620-\u064a\u2010-\u2027\u3041-\u3096\u30a1-\u30fa\u3400-\u9fff]/;
const alone = new Uint8Array(65536);

/** Whether a cut at `at` parts no character as it is seen, for the cases that need no segmenting; else false. */
export function isEdge(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length) return true;
  return standsAlone(text.charCodeAt(at - 1)) && standsAlone(text.charCodeAt(at));
}

function standsAlone(unit: number): boolean {
  alone[unit] ||= ALONE.test(String.fromCharCode(unit)) ? 1 : 2;
  return alone[unit] === 1;
}

/** The nearest place at or before, or at or after, `at` where a character as it is seen begins or ends. */
export function toEdge(text: string, at: number, side: "before" | "after"): number {
  if (isEdge(text, at)) return at;
  let from = at - 1;
  // An ASCII letter, digit, sign or space always begins a character of its own, so segmenting may begin there.
  while (from > 0 && from > at - REACH && text.charCodeAt(from) > 0x7e) from--;
  if (from <= 0) from = 0;
  else if (splitsPair(text, from)) from--;
  graphemes ??= new Intl.Segmenter(undefined, { granularity: "grapheme" });
  let begin = from;
  for (const { index, segment } of graphemes.segment(text.slice(from, at + REACH))) {
    begin = from + index;
    const end = begin + segment.length;
    if (begin === at) return at;
    if (end >= at) return side === "after" || end === at ? end : begin;
  }
  return at;
}

/** The block (its separator counts to it), or the piece of a very long block, in which the unit at `at` stands. */
function pieceAt(text: string, at: number): Span {
  const before = at < 2 ? -1 : text.lastIndexOf("\n\n", at - 2);
  const start = before < 0 ? 0 : before + 2;
  const after = text.indexOf("\n\n", Math.max(start, at - 1));
  const end = after < 0 ? text.length : after + 2;
  const seam = (number: number) => (number === 0 ? start : seamAt(text, start + number * PIECE, end));
  let number = Math.floor((at - start) / PIECE);
  if (at < seam(number)) number--;
  return { start: seam(number), end: seam(number + 1) };
}

/** A place to part a long block: after the next space, if one is near. */
function seamAt(text: string, at: number, end: number): number {
  for (let place = at; place < Math.min(end, at + REACH); place++) if (/\s/.test(text[place - 1]!)) return place;
  return Math.min(end, splitsPair(text, at) ? at + 1 : at);
}

let breaker: Intl.Segmenter | undefined;
/** A full stop that ends no sentence: Unicode's rule alone breaks after "Mr." and "J.", and after “Why?” before "he asked". */
const SHORT =
  /(?:^|[\s("“‘])(?:Mr|Mrs|Ms|Dr|Prof|St|Gen|Sen|Rep|Gov|Lt|Col|Jr|Sr|No|vs|cf|e\.g|i\.e|(?:\p{Lu}\.)*\p{Lu})\.\s*$/u;

function sentencesIn(text: string, piece: Span): Span[] {
  breaker ??= new Intl.Segmenter(undefined, { granularity: "sentence" });
  const found: Span[] = [];
  let start = piece.start;
  for (const { index, segment } of breaker.segment(text.slice(piece.start, piece.end))) {
    const end = piece.start + index + segment.length;
    if (end < piece.end && (SHORT.test(segment) || /\p{Ll}/u.test(text[end]!))) continue;
    const sentence = trim(text, { start, end });
    if (sentence) found.push(sentence);
    start = end;
  }
  return found;
}
