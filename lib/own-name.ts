/** Names that are words of every day too: in small letters these are taken for the word. */
const WORDS = new Set(
  "art bill bond brown bush chase cook dawn day drew faith field frank grace grant gray green grey guy hill hope jack joy june king lane law long love mark may miles page pat price ray rich rob rose short stone sue summer sunny wells white will wise wood young".split(
    " ",
  ),
);
/** Of a script that is written without spaces a word has no ends to look for, and two signs are a name. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}]/u;
const SIGN = /[\p{L}\p{N}\p{M}_]/u;
/** A letter that carries an accent is the same as the one that does not. */
const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "");

/**
 * The part of somebody's own name that a text contains: the first or the last word of it as a whole word, of three letters
 * or more, in whatever case; null where there is none. Only what is written as that name is found, no nickname.
 */
export function ownNameIn(text: string, name: string): string | null {
  const words = name.trim().split(/\s+/u);
  const [first, last] = [words[0] ?? "", words.at(-1) ?? ""];
  return [first, last].find((one) => standsIn(plain(text), plain(one))) ?? null;
}

function standsIn(text: string, name: string): boolean {
  if (UNSPACED.test(name)) return [...name].length >= 2 && text.includes(name);
  if ([...name].length < 3) return false;
  const [where, sought] = [text.toLowerCase(), name.toLowerCase()];
  for (let at = where.indexOf(sought); at >= 0; at = where.indexOf(sought, at + 1)) {
    const whole = !SIGN.test(where[at - 1] ?? " ") && !SIGN.test(where[at + sought.length] ?? " ");
    const meant = !WORDS.has(sought) || text[at] !== where[at];
    if (whole && meant) return true;
  }
  return false;
}
