/** Those of spreadsheets, by the languages in which each is usual: what people choose from. */
export const ENCODINGS = [
  { name: "utf-8", label: "Unicode (UTF-8)", languages: "" },
  { name: "windows-1252", label: "Western European", languages: "de en fr es it pt nl sv da nb no fi is ca id ms" },
  { name: "windows-1250", label: "Central European", languages: "pl cs sk hu sl hr ro bs sq" },
  { name: "windows-1251", label: "Cyrillic", languages: "ru uk bg sr mk be kk" },
  { name: "windows-1253", label: "Greek", languages: "el" },
  { name: "windows-1254", label: "Turkish", languages: "tr az" },
  { name: "windows-1255", label: "Hebrew", languages: "he iw" },
  { name: "windows-1256", label: "Arabic", languages: "ar fa ur" },
  { name: "windows-1257", label: "Baltic", languages: "et lv lt" },
  { name: "windows-1258", label: "Vietnamese", languages: "vi" },
  { name: "windows-874", label: "Thai", languages: "th" },
  { name: "gb18030", label: "Chinese, simplified (GBK)", languages: "zh zh-cn zh-hans zh-sg" },
  { name: "big5", label: "Chinese, traditional (Big5)", languages: "zh-tw zh-hk zh-hant zh-mo" },
  { name: "shift_jis", label: "Japanese (Shift JIS)", languages: "ja" },
  { name: "euc-kr", label: "Korean (EUC-KR)", languages: "ko" },
] as const;
export type Encoding = (typeof ENCODINGS)[number]["name"];

/** Those of texts and pages: the same, and what older systems wrote. Browsers read all of them. */
export const TEXT_ENCODINGS: readonly { name: string; label: string; languages: string }[] = [
  ...ENCODINGS,
  { name: "iso-8859-2", label: "Central European (ISO)", languages: "pl cs sk hu sl hr ro bs sq" },
  { name: "koi8-u", label: "Cyrillic (KOI8)", languages: "ru uk bg be" },
  { name: "iso-8859-5", label: "Cyrillic (ISO)", languages: "ru uk bg sr mk be" },
  { name: "ibm866", label: "Cyrillic (DOS)", languages: "ru uk bg be" },
  { name: "x-mac-cyrillic", label: "Cyrillic (Macintosh)", languages: "ru uk bg sr mk be" },
  { name: "iso-8859-7", label: "Greek (ISO)", languages: "el" },
  { name: "iso-8859-8", label: "Hebrew (ISO)", languages: "he iw" },
  { name: "iso-8859-6", label: "Arabic (ISO)", languages: "ar" },
  { name: "macintosh", label: "Western European (Macintosh)", languages: "de en fr es it pt nl sv da nb no fi is ca" },
  { name: "euc-jp", label: "Japanese (EUC-JP)", languages: "ja" },
  { name: "iso-2022-jp", label: "Japanese (ISO-2022-JP)", languages: "ja" },
  { name: "utf-16le", label: "Unicode (UTF-16, little-endian)", languages: "" },
  { name: "utf-16be", label: "Unicode (UTF-16, big-endian)", languages: "" },
];

/** An encoding's name for people; one that is only declared, never offered, goes by its own. */
export const labelOf = (encoding: string): string =>
  TEXT_ENCODINGS.find(({ name }) => name === encoding)?.label ?? encoding;

/** How much an encoding suits a reader: more, the better they like a language in which it is usual. From 0 to 25. */
export function liked(usual: readonly string[], languages: readonly string[]): number {
  const place = languages.findIndex((tag) => {
    const low = tag.toLowerCase();
    const known = ENCODINGS.some(({ languages: all }) => all.split(" ").includes(low));
    return usual.includes(known ? low : (low.split("-")[0] ?? ""));
  });
  return place < 0 ? 0 : Math.max(5, 25 - 5 * place);
}

/**
 * How much of what is no plain letter stands where no word has it: signs within words, capitals after small letters, two
 * scripts in one word. From 0 to 1.
 */
export function strangeness(text: string): number {
  const unusual = text.match(/[^\p{ASCII}]/gu)?.length ?? 0;
  if (unusual === 0) return 0;
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  const wrong =
    count(/\p{L}[^\p{L}\p{M}\p{N}\s\p{ASCII}’”“»…·・]+/gu) +
    count(/[^\p{L}\p{M}\p{N}\s\p{ASCII}‘“„«]\p{L}/gu) +
    // Quotation marks stand at the edges of words alone, other signs seldom side by side.
    count(/[\p{L}\p{N}][‘“”„«»…]+(?=[\p{L}\p{N}])/gu) +
    count(/[^\p{L}\p{M}\p{N}\s\p{ASCII}\p{Pd}‘’“”„«»…、。・]{2,}/gu) +
    count(/\p{Ll}(?=[^\p{ASCII}])\p{Lu}/gu) +
    count(/[A-Za-z](?=[^\p{ASCII}])(?![\p{sc=Latin}\p{sc=Inherited}])[\p{L}\p{M}]|(?!\p{sc=Latin})\p{L}[A-Za-z]/gu);
  return Math.min(1, wrong / unusual);
}
