/** Scripts that one language alone is commonly written in. Arabic, Cyrillic and Devanagari tell no language. */
const SCRIPTS: [RegExp, string][] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, "ja"],
  [/\p{Script=Hangul}/gu, "ko"],
  [/\p{Script=Han}/gu, "zh"],
  [/\p{Script=Greek}/gu, "el"],
  [/\p{Script=Hebrew}/gu, "he"],
  [/\p{Script=Thai}/gu, "th"],
  [/\p{Script=Georgian}/gu, "ka"],
  [/\p{Script=Armenian}/gu, "hy"],
  [/[ґєї]/giu, "uk"],
  [/[ыэъё]/giu, "ru"],
  [/[پچژگ]/gu, "fa"],
];
/** A script must make up this share of the letters; Japanese and the marked letters need less. */
const SHARE: Readonly<Record<string, number>> = { ja: 0.1, uk: 0.02, ru: 0.02, fa: 0.02 };
/** Frequent words that the others lack. */
const WORDS: Readonly<Record<string, ReadonlySet<string>>> = Object.fromEntries(
  Object.entries({
    en: "the and of that is was with for have this from which they were not",
    de: "der die und das ist nicht mit ein eine auf sich dem den von auch",
    fr: "les des est une dans pour qui pas sur plus avec sont aux ses nous",
    es: "los las una por para con del como pero más sus fue este ha el",
    it: "che della sono per gli una con non del alla anche più nel questo dei",
    pt: "não uma com para dos que mais ao das foi são pela também os em",
    nl: "het een van niet zijn dat voor met aan ook door naar bij werd wordt",
    sv: "och att det som för inte är på med den till av ett har jag",
    pl: "się nie jest na że do przez jak ale po od który tym są dla",
  }).map(([language, words]) => [language, new Set(words.split(" "))]),
);

/**
 * The language a text is written in, told from its script or its most frequent words; `null` when that is not plain.
 * Looks at the first 20,000 characters.
 */
export function guessLanguage(text: string): string | null {
  const sample = text.slice(0, 20_000);
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  if (letters < 20) return null;
  for (const [script, language] of SCRIPTS) {
    if ((sample.match(script)?.length ?? 0) / letters > (SHARE[language] ?? 0.4)) return language;
  }
  const words = sample.toLowerCase().match(/\p{L}+/gu) ?? [];
  const shares = Object.entries(WORDS)
    .map(([language, known]) => ({ language, share: words.filter((word) => known.has(word)).length / words.length }))
    .sort((a, b) => b.share - a.share);
  const [best, second] = shares;
  return best && second && words.length >= 12 && best.share > 0.08 && best.share > 1.5 * second.share
    ? best.language
    : null;
}

/** The direction most of the letters at the beginning run in. */
export function direction(text: string): "ltr" | "rtl" {
  const sample = text.slice(0, 5000);
  const rtl =
    sample.match(/[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/gu)?.length ?? 0;
  return rtl > (sample.match(/\p{L}/gu)?.length ?? 0) / 2 ? "rtl" : "ltr";
}

/** How many words a reader reads; a character of Chinese or Japanese counts as one. */
export function countWords(text: string): number {
  const run =
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu;
  let count = 0;
  // Looked for within the run: as one pattern, a long run of other signs would be looked through from each of them.
  for (let found = run.exec(text); found; found = run.exec(text)) if (/[\p{L}\p{N}]/u.test(found[0])) count++;
  return count;
}
