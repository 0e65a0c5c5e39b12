import { type Folded, foldBy, type Levelling } from "./fold";
import type { Span } from "./span";
import { widen } from "./words";

/** Signs over and under letters. Those of kana, and of scripts whose vowels are marks, make other letters and stay. */
const POINTS = /(?![\u3099\u309a])(?=\p{M})[\p{scx=Latn}\p{scx=Grek}\p{scx=Cyrl}\p{scx=Hebr}\p{scx=Arab}\p{sc=Zinh}]/gu;
/** Letters that no decomposition takes apart, as a plain keyboard has them; the stretched line of Arabic is no letter. */
const PLAIN: Readonly<Record<string, string>> = {
  ...{ ł: "l", ø: "o", đ: "d", ð: "d", þ: "th", æ: "ae", œ: "oe", ħ: "h" },
  ...{ "\u0640": "", "\u0671": "\u0627", "\u05f3": "'", "\u05f4": '"' },
};

const LOOSE: Levelling = { known: [], plain: plainly, loosely: true };

/** Upper case first, so that ς and σ, ı and i, ß and ss meet. */
function plainly(character: string): string {
  if (/\p{Default_Ignorable_Code_Point}/u.test(character)) return "";
  const bare = character.normalize("NFKD").replace(POINTS, "").toUpperCase().toLowerCase().replace(POINTS, "");
  return PLAIN[bare] ?? bare;
}

/**
 * As `fold`, and what somebody who types words to find them leaves out: letter case, accents and vowel points (of Latin,
 * Greek, Cyrillic, Hebrew, Arabic), full-width and other compatibility forms, the dot of İ. Only for finding: it says of
 * two wordings that they look alike, not that they are the same words. Linear.
 */
export const foldLoosely = (text: string): Folded => foldBy(LOOSE, text);

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
