import { analyse } from "chardet";
import { liked, strangeness, TEXT_ENCODINGS } from "../encodings";

/** What a text is told by. */
const LOOKED_AT = 64 * 1024;
/** What the library cannot tell: a text counts as one of these where everything else would be odd. */
const UNTOLD = ["ibm866", "x-mac-cyrillic", "macintosh", "windows-874", "windows-1258"];
/** What browsers take where nothing is known. */
const USUAL = "windows-1252";
/** Encodings of which the library names one alone, though they differ in a few letters. */
const NAMED: Readonly<Record<string, readonly string[]>> = {
  "iso-8859-1": ["windows-1252"],
  "iso-8859-2": ["iso-8859-2", "windows-1250"],
  "iso-8859-7": ["iso-8859-7", "windows-1253"],
  "iso-8859-8": ["iso-8859-8", "windows-1255"],
  "iso-8859-9": ["windows-1254"],
  "koi8-r": ["koi8-u"],
};

/**
 * In which encoding bytes are most likely a text: by which letters follow each other (chardet), by what stands where no
 * word has it, and a little by languages. One of `TEXT_ENCODINGS` that is no Unicode. Looks at 64 KB at most.
 * @param languages as a browser names them, the one liked best first
 * @param read bytes in an encoding
 */
export function detect(
  bytes: Uint8Array,
  { html, languages }: { html: boolean; languages: readonly string[] },
  read: (bytes: Uint8Array, encoding: string) => string,
): string {
  const sample = telling(bytes, html);
  const found = new Map<string, number>();
  for (const { name, confidence } of analyse(sample)) {
    for (const one of NAMED[name.toLowerCase()] ?? [name.toLowerCase()]) {
      const told = one === name.toLowerCase() ? confidence : confidence - 5;
      found.set(one, Math.max(told, found.get(one) ?? 0));
    }
  }
  let best = { name: USUAL, score: Number.NEGATIVE_INFINITY };
  for (const { name, languages: usual } of TEXT_ENCODINGS) {
    const known =
      name === USUAL ? Math.max(5, found.get(name) ?? 0) : (found.get(name) ?? (UNTOLD.includes(name) ? 18 : null));
    if (known === null || name.startsWith("utf-")) continue;
    // The sample may end within a character.
    const text = read(sample, name).replace(/\uFFFD+$/, "");
    const told = name === "windows-874" && isThai(text) ? 60 : known;
    const doubtful = text.includes("\uFFFD") || /[\u0080-\u009F]/u.test(text);
    const score = told + liked(usual.split(" "), languages) / 2 - 100 * strangeness(text) - (doubtful ? 100 : 0);
    if (score > best.score) best = { name, score };
  }
  return best.name;
}

/** Whether vowels and tones stand on consonants, as they do in Thai and do not in what is read as it by mistake. */
function isThai(text: string): boolean {
  const marks = text.match(/[\u0E31\u0E34-\u0E3A\u0E47-\u0E4E]+/gu)?.length ?? 0;
  return marks >= 5 && !/(?<![\u0E01-\u0E2E\u0E31-\u0E4E])[\u0E31\u0E34-\u0E3A\u0E47-\u0E4E]/u.test(text);
}

/** The lines that have more than ASCII in them, a page's without its tags. */
function telling(bytes: Uint8Array, html: boolean): Uint8Array {
  const parts: Uint8Array[] = [];
  let size = 0;
  let line = 0;
  let more = false;
  for (let i = 0; i <= bytes.length && size < LOOKED_AT; i++) {
    const byte = bytes[i] ?? 10;
    if (byte > 127) more = true;
    if (byte !== 10 && i - line < LOOKED_AT) continue;
    if (more) {
      const part = bytes.subarray(line, i + 1);
      parts.push(html ? withoutTags(part) : part);
      size += part.length;
    }
    line = i + 1;
    more = false;
  }
  const sample = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    sample.set(part, at);
    at += part.length;
  }
  return sample.length > 0 ? sample : bytes.subarray(0, LOOKED_AT);
}

/** Tags are ASCII in every encoding that can be told apart here. */
function withoutTags(bytes: Uint8Array): Uint8Array {
  let within = false;
  return bytes.filter((byte) => {
    if (byte === 60) within = true;
    const keep = !within;
    if (byte === 62) within = false;
    return keep;
  });
}
