import { fold } from "@/lib/anchoring/fold";
import { type Span, widen } from "@/lib/anchoring/passages";

/** A block of the text that a selection begins or ends in: `[at, end)` of the text, and its words as the page shows them. */
export type ShownBlock = { at: number; end: number; shown: string };
/** A place in the words that a page shows for a block. */
export type ShownPoint = ShownBlock & { offset: number };

/** The page shows other words than the text, and what is chosen of them stands nowhere in it. */
export const DIFFERS = "differs";

/**
 * The passage of the text that is chosen on the page. Translation and extensions change what a page shows: an offset counts
 * only in a block that shows the text's own words, and elsewhere the chosen words are looked for in the block's own text.
 */
export function passageOf(text: string, start: ShownPoint, end: ShownPoint): Span | typeof DIFFERS | null {
  const genuine = ({ at, shown }: ShownBlock) => text.startsWith(shown, at);
  if (genuine(start) && genuine(end)) {
    const span = { start: start.at + start.offset, end: end.at + end.offset };
    return span.start < span.end && span.end <= text.length ? widen(text, span) : null;
  }
  if (start.at === end.at) return located(text, start, start.offset, end.offset);
  const head = genuine(start)
    ? { start: start.at + start.offset }
    : located(text, start, start.offset, start.shown.length);
  const tail = genuine(end) ? { end: end.at + end.offset } : located(text, end, 0, end.offset);
  if (head === DIFFERS || tail === DIFFERS) return DIFFERS;
  return head && tail ? widen(text, { start: head.start, end: tail.end }) : null;
}

/** Where `shown[from, to)` stands in the block's own text: the place of the same number, where its words repeat. */
function located(text: string, { at, end, shown }: ShownBlock, from: number, to: number) {
  const words = fold(shown.slice(from, to)).text.trim();
  if (words === "") return null;
  const own = fold(text.slice(at, end));
  const there = occurrences(own.text, words);
  const onPage = occurrences(fold(shown).text, words);
  const before = occurrences(fold(shown.slice(0, to)).text, words).length - 1;
  const place = there.length === onPage.length ? there[before] : there.length === 1 ? there[0] : undefined;
  if (place === undefined) return DIFFERS;
  return widen(text, { start: at + own.starts[place]!, end: at + own.ends[place + words.length - 1]! }) ?? DIFFERS;
}

function occurrences(text: string, words: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) found.push(at);
  return found;
}
