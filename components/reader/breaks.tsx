import type { ReactNode } from "react";

/** A paragraph this long is laid out in parts: browsers take quadratic time for lines of one long run of Hebrew or Thai. */
const LONG = 5000;
/** Characters of a part, and within how many more a space is looked for. */
const PART = 2000;
const NEAR = 200;

/** Where a paragraph that begins at `start` may be parted, as offsets into the whole text, ascending; none in a short one. */
export function partsOf(text: string, start: number): number[] {
  if (text.length <= LONG) return [];
  const cuts: number[] = [];
  for (let at = PART; at < text.length; at += PART) {
    const space = text.slice(at, at + NEAR).search(/\s/);
    if (space >= 0) at += space + 1;
    // Never between the two halves of a character.
    else if (/[\uDC00-\uDFFF]/.test(text[at] ?? "")) at += 1;
    if (at < text.length) cuts.push(start + at);
  }
  return cuts;
}

/**
 * Words at their place in the whole text, with a chance to break (`wbr`, which is no text) at each of the `cuts` in them.
 * @param start where the words begin
 */
export function parted(words: string, start: number, cuts: readonly number[]): ReactNode {
  const end = start + words.length;
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cuts[middle] ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  const out: ReactNode[] = [];
  let from = start;
  for (; low < cuts.length && (cuts[low] ?? 0) <= end; low++) {
    const cut = cuts[low] ?? 0;
    out.push(words.slice(from - start, cut - start), <wbr key={cut} />);
    from = cut;
  }
  if (out.length === 0) return words;
  if (from < end) out.push(words.slice(from - start));
  return out;
}
