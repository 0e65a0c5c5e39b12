import { detect } from "./detect";
import { ArticleError } from "./error";

export type Decoded = {
  text: string;
  /** In which it was read, by the name that `TextDecoder` has for it. */
  encoding: string;
  /** True where neither a mark nor a declaration said so, and the bytes are no UTF-8: it is to be checked. */
  guessed: boolean;
  warnings: string[];
};

/** Beginnings of files that are often misnamed `.txt`: archives, office files, pictures, sound, programs, PDF. */
const MAGIC = [
  "%PDF-",
  "PK\x03\x04",
  "\x89PNG",
  "GIF8",
  "\xff\xd8\xff",
  "RIFF",
  "\x7fELF",
  "MZ\x90",
  "\xd0\xcf\x11\xe0",
  "\x1f\x8b",
  "7z\xbc\xaf",
  "Rar!",
  "BZh",
  "\xfd7zXZ",
  "OggS",
  "ID3",
  "{\\rtf",
  "SQLite format 3",
  "wOFF",
  "wOF2",
  "\xca\xfe\xba\xbe",
  "\xcf\xfa\xed\xfe",
];
const MARKS: [number[], string][] = [
  [[0xef, 0xbb, 0xbf], "utf-8"],
  [[0xff, 0xfe], "utf-16le"],
  [[0xfe, 0xff], "utf-16be"],
];

/**
 * A file's or a page's bytes as text: by its byte order mark, else the declared encoding, else UTF-8, else what its
 * content is most likely in. NUL is removed later; here it tells a binary file.
 * @param declared the `Content-Type`, if there was one
 * @param html whether a `<meta charset>` or an XML declaration may declare the encoding
 * @param languages of the reader, as a browser names them: a hint where the content leaves doubt
 * @throws ArticleError `not-text` for what is no text in any encoding
 */
export function decode(
  bytes: Uint8Array,
  {
    declared = "",
    html = false,
    languages = [],
  }: { declared?: string; html?: boolean; languages?: readonly string[] } = {},
): Decoded {
  const head = latin(bytes.subarray(0, 2048));
  if (MAGIC.some((magic) => head.startsWith(magic)) || head.slice(4, 8) === "ftyp") throw new ArticleError("not-text");
  const mark = MARKS.find(([start]) => start.every((byte, i) => bytes[i] === byte))?.[1];
  const outside = known(/charset\s*=\s*["']?([\w:.-]+)/i.exec(declared)?.[1]);
  const wide = mark ?? (outside?.startsWith("utf-16") ? outside : null);
  if (!wide) {
    const pairs = pairsOf(bytes);
    if (pairs) return { text: read(bytes, pairs, false), encoding: pairs, guessed: true, warnings: [] };
    if (looksBinary(bytes)) throw new ArticleError("not-text");
  }
  const named = outside ?? (html ? known(metaCharset(head)) : null);
  const shifted = isShifted(bytes) ? "iso-2022-jp" : null;
  for (const encoding of [wide, named, shifted, "utf-8"]) {
    if (!encoding) continue;
    const text = attempt(bytes, encoding);
    if (text !== null) return { text, encoding, guessed: encoding === shifted && named !== shifted, warnings: [] };
  }
  const damaged = read(bytes, "utf-8", false);
  if (named && named !== "utf-8")
    return { text: read(bytes, named, false), encoding: named, guessed: false, warnings: [DOUBT] };
  // A UTF-8 text of which a few bytes were lost is one still.
  const replaced = damaged.match(/\uFFFD/g)?.length ?? 0;
  const beyond = damaged.match(/[^\p{ASCII}]/gu)?.length ?? 0;
  if (replaced * 10 < beyond) return { text: damaged, encoding: "utf-8", guessed: true, warnings: [DOUBT] };
  const page = html ? /<html[^>]{0,500}\slang\s*=\s*["']?([\w-]+)/i.exec(head)?.[1] : undefined;
  const likely = page ? [page, ...languages] : languages;
  const encoding = detect(bytes, { html, languages: likely }, (some, name) => read(some, name, false));
  return { text: read(bytes, encoding, false), encoding, guessed: true, warnings: [DOUBT] };
}

const DOUBT = "Some characters could not be told for certain. Check the text before you save it.";
/** Whether Japanese is turned on as in ISO-2022-JP, whose bytes are all ASCII. */
function isShifted(bytes: Uint8Array): boolean {
  for (let i = bytes.indexOf(27); i >= 0; i = bytes.indexOf(27, i + 1)) {
    if (bytes[i + 1] === 36 && (bytes[i + 2] === 64 || bytes[i + 2] === 66)) return true;
  }
  return false;
}

/** What windows-1252 has from 0x80 to 0x9f, as the Encoding Standard lists it. */
const WINDOWS_1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/** Bytes in an encoding, whatever they are. @throws TypeError where `fatal` and they are not in it */
export function read(bytes: Uint8Array, encoding: string, fatal: boolean): string {
  const text = new TextDecoder(encoding, { fatal }).decode(bytes);
  // Node 20 reads windows-1252 as ISO 8859-1, which has control characters in the place of curly quotes.
  if (encoding !== "windows-1252") return text;
  return text.replace(/[\u0080-\u009f]/g, (control) => WINDOWS_1252[control.charCodeAt(0) - 0x80] ?? control);
}

function attempt(bytes: Uint8Array, encoding: string): string | null {
  try {
    return read(bytes, encoding, true);
  } catch {
    return null;
  }
}

function known(name: string | undefined): string | null {
  try {
    return name ? new TextDecoder(name).encoding : null;
  } catch {
    return null;
  }
}

/** The HTML standard looks for it in the first 1024 bytes; a UTF-16 named there means UTF-8, since it could be read. */
function metaCharset(head: string): string | undefined {
  const name =
    /<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w:.-]+)/i.exec(head)?.[1] ??
    /^<\?xml[^>]{0,200}\sencoding\s*=\s*["']([\w:.-]+)/i.exec(head)?.[1];
  return name && /^utf-?16/i.test(name) ? "utf-8" : name;
}

/** UTF-16 without a mark, told by the zeros that its spaces, digits and Latin letters have on one side. */
function pairsOf(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  const sample = bytes.subarray(0, 65_536 - 1);
  const zeros = [0, 0];
  let breaks = 0;
  for (let i = 0; i + 1 < sample.length; i += 2) {
    const [first = 0, second = 0] = [sample[i], sample[i + 1]];
    if (first === 0 && second === 0) return null;
    if (first === 0) zeros[0] = (zeros[0] ?? 0) + 1;
    if (second === 0) zeros[1] = (zeros[1] ?? 0) + 1;
    if (first + second === 32 || first + second === 10) breaks++;
  }
  const [before = 0, after = 0] = zeros;
  const most = Math.max(before, after);
  // Some zeros on one side, next to none on the other, and white space among them.
  if (most < sample.length / 40 || Math.min(before, after) > most / 100 || breaks === 0) return null;
  const name = before > after ? "utf-16be" : "utf-16le";
  return attempt(bytes.subarray(0, bytes.length - (bytes.length % 2)), name) === null ? null : name;
}

/** A text has no NUL but a stray one, and few control characters. */
function looksBinary(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, 65_536);
  let nul = 0;
  let control = 0;
  for (const byte of sample) {
    if (byte === 0) nul++;
    else if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 27) control++;
  }
  return nul > sample.length / 100 || (nul > 0 && sample.length < 100 && nul > 3) || control > sample.length / 20;
}

/** The first bytes as characters of the same numbers. */
const latin = (bytes: Uint8Array) => String.fromCharCode(...bytes);
