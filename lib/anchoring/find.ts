import { type Folded, foldLoosely } from "./fold";
import type { Span } from "./span";
import { widen } from "./words";

/** The vowels and finals of a Korean syllable: a syllable is not found in a longer one that begins as it does. */
const goesOn = (unit: number | undefined) => unit !== undefined && unit >= 0x1160 && unit <= 0x11ff;

/**
 * Where a query stands in a text folded by `foldLoosely`: at most `most` places in the order of the text, none over another,
 * in whole characters of the original.
 */
export function findAll(folded: Folded, query: string, most: number): Span[] {
  const needle = foldLoosely(query).text.trim();
  const found: Span[] = [];
  if (needle === "") return found;
  const { source, starts, ends, units, text } = folded;
  let to = 0;
  for (let at = text.indexOf(needle); at >= 0 && found.length < most; at = text.indexOf(needle, at + needle.length)) {
    const end = at + needle.length;
    if (goesOn(units[end])) continue;
    const span = widen(source, { start: starts[at]!, end: ends[end - 1]! });
    // Two places may share one character, such as a ligature.
    if (!span || span.start < to) continue;
    found.push(span);
    to = span.end;
  }
  return found;
}
