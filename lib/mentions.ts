import type { Block, Piece } from "./written";

/** Somebody who is named in a note or a reply, by the name that stands in its words after an `@`. */
export type Mention = { userId: string; name: string };

/** As many people one text may name. Apart from the schemas, which no page loads. */
export const MOST_MENTIONS = 25;

const LETTER = /[\p{L}\p{N}\p{M}_]/u;
/** Letters of writing that parts no words by spaces, or hangs particles on a name as Korean does. */
const UNSPACED =
  /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Bopo}\p{sc=Hang}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}ー々]/u;
/** A run of katakana is one word. */
const KATAKANA = /[\p{sc=Kana}ー]/u;

const after = (text: string, at: number) => String.fromCodePoint(text.codePointAt(at) ?? 32);
const before = (text: string, at: number) => /.$/su.exec(text.slice(Math.max(0, at - 2), at))?.[0] ?? " ";

/** An `@` inside a word, as in an address of mail, names nobody. */
const begins = (text: string, at: number) => {
  const last = before(text, at);
  return !/[\p{L}\p{N}\p{M}_@.]/u.test(last) || UNSPACED.test(last);
};
/** Whether a name can end at this place: no word goes on there. */
const ends = (text: string, at: number) => {
  const [last, next] = [before(text, at), after(text, at)];
  if (!LETTER.test(next)) return true;
  if (/\p{M}/u.test(next) || (KATAKANA.test(last) && KATAKANA.test(next))) return false;
  return UNSPACED.test(last) || UNSPACED.test(next);
};

/** Which of these names stands after the `@` at this place: the longest that fits. */
const nameAt = (text: string, at: number, names: readonly string[]): string | undefined =>
  begins(text, at)
    ? names.find((name) => text.startsWith(name, at + 1) && ends(text, at + 1 + name.length))
    : undefined;

const longestFirst = (names: readonly string[]) => [...names].sort((a, b) => b.length - a.length);

/** Those of these people whose names the words hold, in the order given, each person once. */
export function named(words: string, people: readonly Mention[]): Mention[] {
  const names = longestFirst(people.map((one) => one.name));
  const there = new Set<string>();
  for (let at = words.indexOf("@"); at >= 0; at = words.indexOf("@", at + 1)) {
    const name = nameAt(words, at, names);
    if (name !== undefined) there.add(name);
  }
  const found = new Map(people.filter((one) => there.has(one.name)).map((one) => [one.userId, one]));
  return [...found.values()];
}

function cut(text: string, names: readonly string[]): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
    const name = nameAt(text, at, names);
    if (name === undefined) continue;
    if (at > from) pieces.push(text.slice(from, at));
    pieces.push({ is: "name", text: `@${name}` });
    from = at + 1 + name.length;
  }
  if (from < text.length) pieces.push(text.slice(from));
  return pieces;
}

/** The tree with these names set apart where they stand after an `@`; not inside links and code. */
export function naming(blocks: readonly Block[], people: readonly Mention[]): readonly Block[] {
  if (people.length === 0) return blocks;
  const names = longestFirst(people.map((one) => one.name));
  const inPieces = (pieces: readonly Piece[]): Piece[] =>
    pieces.flatMap((piece): Piece[] => {
      if (typeof piece === "string") return cut(piece, names);
      return piece.is === "strong" || piece.is === "em" ? [{ ...piece, of: inPieces(piece.of) }] : [piece];
    });
  const inBlocks = (of: readonly Block[]): Block[] =>
    of.map((block): Block => {
      if (block.is === "p") return { ...block, of: inPieces(block.of) };
      if (block.is === "quote") return { ...block, of: inBlocks(block.of) };
      return block.is === "list" ? { ...block, items: block.items.map(inBlocks) } : block;
    });
  return inBlocks(blocks);
}

const PART = "[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}'’.-]*";
const ASKED = new RegExp(`@((?:${PART}(?: ${PART}){0,3} ?)?)$`, "u");
/** Characters before the caret that a name being typed can take. */
const LONGEST = 84;

/**
 * The name that is being typed after an `@` right before the caret, as far as it is, and where its `@` stands; null where
 * nobody is being named. Who is named already (`known`) is not asked for again.
 */
export function asked(text: string, caret: number, known: readonly Mention[]): { at: number; typed: string } | null {
  const start = Math.max(0, caret - LONGEST);
  const match = ASKED.exec(text.slice(start, caret));
  if (!match) return null;
  const at = start + match.index;
  const typed = match[1] ?? "";
  if (!begins(text, at) || !ends(text, caret)) return null;
  return nameAt(text.slice(0, caret), at, longestFirst(known.map((one) => one.name))) === undefined
    ? { at, typed }
    : null;
}
