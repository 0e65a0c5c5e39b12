/** Names of people as schools write and sort them. */

/** What a roster says of a name; either part may be missing. */
export type NameParts = { given: string | null; family: string | null };

/** Of a script that is written without spaces, family names come first. */
const UNSPACED = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{Lm}]+$/u;
const FAMILY_FIRST = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{Lm}\s]+$/u;
/** What may stand after a name and is no part of its order. */
const SUFFIX = /^(?:jr|sr|junior|senior|ii|iii|iv|ph\.?\s?d|m\.?d)\.?$/iu;

/** A name from its parts, as it is said: "Ada Byron", and "山田太郎" without a space between. */
export function joinName({ given, family }: NameParts): string {
  if (!given || !family) return given || family || "";
  return UNSPACED.test(given) && UNSPACED.test(family) ? `${family}${given}` : `${given} ${family}`;
}

/** The parts of "Byron, Ada"; `null` for a name that is not written so. */
export function splitAtComma(name: string): { given: string; family: string } | null {
  const [family = "", given = "", ...more] = name.split(/[,，、]/u).map((part) => part.trim());
  return more.length > 0 || !family || !given || SUFFIX.test(given) ? null : { given, family };
}

/**
 * The parts of a name that nobody said, as they are most often: the last word and the small words before it ("van den",
 * "de la") are the family's; of scripts without spaces the first. A single word counts as the family's.
 */
export function guessParts(name: string): { given: string; family: string } {
  const comma = splitAtComma(name);
  if (comma) return comma;
  const words = name.trim().split(/\s+/u);
  if (words.length < 2) return { given: "", family: words[0] ?? "" };
  if (FAMILY_FIRST.test(name)) return { given: words.slice(1).join(" "), family: words[0] ?? "" };
  let from = words.length - 1;
  if (from > 1 && SUFFIX.test(words[from] ?? "")) from -= 1;
  while (from > 1 && /^\p{Ll}/u.test(words[from - 1] ?? "")) from -= 1;
  return { given: words.slice(0, from).join(" "), family: words.slice(from).join(" ") };
}

/** The parts of somebody's name: as the roster says, else as they are guessed. */
export function partsOf(one: { name: string } & Partial<NameParts>): { given: string; family: string } {
  if (one.given || one.family) return { given: one.given ?? "", family: one.family ?? "" };
  return guessParts(one.name);
}

export type Named = { name: string } & Partial<NameParts>;

/**
 * An order by family name, then given name, then the whole name, as a reader's languages have it.
 * @param languages tags as a browser sends them, the one liked best first; those unknown count for nothing
 */
export function byFamilyName(languages: readonly string[]): (a: Named, b: Named) => number {
  const { compare } = collatorFor(languages);
  return (a, b) => {
    const [one, other] = [partsOf(a), partsOf(b)];
    return compare(one.family, other.family) || compare(one.given, other.given) || compare(a.name, b.name);
  };
}

/** The same people in the order of `byFamilyName`, of which each name is taken apart once; equal ones by their id. */
export function sortByFamilyName<T extends Named & { id: string }>(
  people: readonly T[],
  languages: readonly string[],
): T[] {
  const order = byFamilyName(languages);
  return people
    .map((one) => ({ one, named: { name: one.name, ...partsOf(one) } }))
    .sort((a, b) => order(a.named, b.named) || (a.one.id < b.one.id ? -1 : 1))
    .map(({ one }) => one);
}

/** How a reader's languages order words: letters before accents and case, numbers by their value. */
export const collatorFor = (languages: readonly string[]): Intl.Collator =>
  new Intl.Collator([...Intl.Collator.supportedLocalesOf(languages.filter(isTag)), "en"], {
    sensitivity: "base",
    numeric: true,
  });

const isTag = (tag: string): boolean => {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
};

/** Languages that are looked at, of as many as a header can name. */
const MOST_LANGUAGES = 10;

/** The tags of an `Accept-Language` header, the one liked best first. */
export function languagesIn(header: string | null): string[] {
  return (header ?? "")
    .slice(0, 500)
    .split(",", MOST_LANGUAGES)
    .map((part, i) => {
      const [tag = "", ...more] = part.trim().split(";");
      const quality = more.map((one) => /^\s*q=([\d.]{1,5})$/u.exec(one)?.[1]).find(Boolean);
      return { tag: tag.trim(), quality: quality === undefined ? 1 : Number(quality), i };
    })
    .filter(({ tag, quality }) => quality > 0 && isTag(tag))
    .sort((a, b) => b.quality - a.quality || a.i - b.i)
    .map(({ tag }) => tag);
}

/** A name as an address alone tells it: `ada.byron2@example.org` is "Ada Byron". */
export function nameInAddress(address: string): string {
  const words = address
    .slice(0, address.lastIndexOf("@"))
    .split(/[._+\-\d]+/u)
    .filter(Boolean)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return words.join(" ") || address;
}
