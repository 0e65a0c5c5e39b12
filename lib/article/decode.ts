import { ArticleError } from "./error";
import type { Source } from "./import";

export type Decoded = { text: string; warnings: string[] };

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
 * A file that somebody chose, as a source by its name: `.md` is Markdown, `.html` a whole page, all else plain text.
 * Runs in a browser too.
 * @throws ArticleError `not-text`
 */
export function sourceOfFile(name: string, bytes: Uint8Array): { source: Source; warnings: string[] } {
  const html = /\.x?html?$/i.test(name);
  const { text: content, warnings } = decode(bytes, { html });
  const kind = html ? "page" : /\.(md|markdown|mdown|mkd|mdx)$/i.test(name) ? "markdown" : "text";
  return { source: { kind, content }, warnings };
}

/**
 * A file's or a page's bytes as text: by its byte order mark, else the declared encoding, else UTF-8, else windows-1252
 * with a warning (as browsers do). NUL is removed later; here it tells a binary file.
 * @param declared the `Content-Type`, if there was one
 * @param html whether a `<meta charset>` may declare the encoding
 * @throws ArticleError `not-text` for what is no text in any encoding
 */
export function decode(bytes: Uint8Array, { declared = "", html = false } = {}): Decoded {
  const head = latin(bytes.subarray(0, 2048));
  if (MAGIC.some((magic) => head.startsWith(magic)) || head.slice(4, 8) === "ftyp") throw new ArticleError("not-text");
  const mark = MARKS.find(([start]) => start.every((byte, i) => bytes[i] === byte))?.[1];
  if (!mark && looksBinary(bytes)) throw new ArticleError("not-text");
  const named = /charset\s*=\s*["']?([\w:.-]+)/i.exec(declared)?.[1] ?? (html ? metaCharset(head) : undefined);
  for (const encoding of [mark, known(named), "utf-8"]) {
    if (!encoding) continue;
    const text = attempt(bytes, encoding);
    if (text !== null) return { text, warnings: [] };
  }
  const fallback = known(named) ?? "windows-1252";
  const text = read(bytes, fallback === "utf-8" ? "windows-1252" : fallback, false);
  return { text, warnings: ["Some characters could not be told for certain. Check the text before you save it."] };
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
  const name = /<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w:.-]+)/i.exec(head)?.[1];
  return name && /^utf-?16/i.test(name) ? "utf-8" : name;
}

/** A text has no NUL but a stray one, and few control characters. UTF-16 without a mark is taken for binary. */
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
