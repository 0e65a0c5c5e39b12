import { analyse } from "chardet";
import { decode, read as readAs } from "./article/decode";
import { readCsv } from "./csv";
import { ENCODINGS, type Encoding, liked, strangeness } from "./encodings";
import { recognised } from "./roster-columns";

/** A table's encoding, where it does not say so. Runs in a browser. */

export type DecodedTable = {
  text: string;
  /** What was guessed, and is to be checked; `null` where the file left no doubt. */
  guessed: Encoding | null;
};

/** Bytes by which an encoding is told. */
const LOOKED_AT = 64 * 1024;

/**
 * A table's bytes as text: by its mark or as UTF-8 where it is that, else in the encoding that fits best: by how its letters
 * are spread, by heads of columns that can be read in it, and by the reader's languages.
 * @param languages as a browser names them, the one liked best first
 * @throws ArticleError `not-text` for what is no text in any encoding
 */
export function decodeTable(bytes: Uint8Array, languages: readonly string[]): DecodedTable {
  const plain = decode(bytes);
  if (!plain.guessed && plain.warnings.length === 0) return { text: plain.text, guessed: null };
  const sample = whole(bytes.subarray(0, LOOKED_AT));
  const found = new Map(analyse(sample).map(({ name, confidence }) => [name.toLowerCase(), confidence]));
  let best: { name: Encoding; score: number } = { name: "windows-1252", score: Number.NEGATIVE_INFINITY };
  for (const { name, languages: usual } of ENCODINGS) {
    if (name === "utf-8") continue;
    const text = read(sample, name);
    const doubtful = text.includes("\uFFFD") || /[\u0080-\u009F]/u.test(text);
    const score =
      (doubtful ? -200 : 0) +
      // For an encoding of many bytes this says much, for one of a single byte next to nothing.
      (found.get(name) ?? 0) * (MANY_BYTES.has(name) ? 1 : 0.3) +
      (MANY_BYTES.has(name) ? 0 : 20 * recognised(readCsv(text, 1)[0]?.cells ?? [])) +
      liked(usual.split(" "), languages) -
      100 * strangeness(text);
    if (score > best.score) best = { name, score };
  }
  return { text: read(bytes, best.name), guessed: best.name };
}

/** The same in the encoding that a person chose. */
export const read = (bytes: Uint8Array, encoding: Encoding): string => readAs(bytes, encoding, false);

const MANY_BYTES = new Set<string>(["gb18030", "big5", "shift_jis", "euc-kr"]);

/** Up to the last line's end, so that no character is cut in two. */
function whole(bytes: Uint8Array): Uint8Array {
  const end = bytes.lastIndexOf(10);
  return end > 0 ? bytes.subarray(0, end) : bytes;
}
