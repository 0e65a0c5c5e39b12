import type { Block } from "./myers";

/** A text cut into words: the token at `i` covers `[starts[i], ends[i])`; equal words bear equal numbers in both texts. */
export type Tokens = { ids: Int32Array; starts: Int32Array; ends: Int32Array };

const UNKNOWN = 0;
const SPACE = 1;
const WORD = 2;
const SINGLE = 3;

/** Scripts that write no space between words: each character counts as one. */
const UNSPACED =
  /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Thai}|\p{Script=Lao}|\p{Script=Khmer}|\p{Script=Myanmar}/u;
const classes = new Uint8Array(65536);

function classOf(unit: number): number {
  let found = classes[unit]!;
  if (found === UNKNOWN) {
    const character = String.fromCharCode(unit);
    found =
      unit === 0x20 ? SPACE : !UNSPACED.test(character) && /[\p{L}\p{N}\p{M}\p{Cs}]/u.test(character) ? WORD : SINGLE;
    classes[unit] = found;
  }
  return found;
}

export const isWord = (unit: number) => classOf(unit) === WORD;

/** True where cutting at `at` would part a word. */
export function inWord(text: string, at: number): boolean {
  return (
    at > 0 && at < text.length && classOf(text.charCodeAt(at - 1)) === WORD && classOf(text.charCodeAt(at)) === WORD
  );
}

/** Places tried for one word before it counts as new: more only happens in a text made to make the table slow. */
const PROBES = 32;

/** Cuts two levelled texts into words, single signs and ideographs; spaces belong to no token. Linear. */
export function tokenise(a: Uint16Array, b: Uint16Array): [Tokens, Tokens] {
  const first = cut(a);
  const second = cut(b);
  const count = first.ids.length + second.ids.length;
  const mask = 2 ** Math.max(4, 33 - Math.clz32(count)) - 1;
  const table = new Int32Array(mask + 1);
  // A seed of its own for each comparison, so that no text can be made to fill one place of the table.
  const seed = (Math.random() * 0x7fffffff) | 1;
  const name = (units: Uint16Array, tokens: Tokens, base: number) => {
    for (let t = 0; t < tokens.ids.length; t++) {
      const start = tokens.starts[t]!;
      const end = tokens.ends[t]!;
      let hash = seed;
      for (let i = start; i < end; i++) hash = Math.imul(hash ^ units[i]!, 0x01000193) ^ (hash >>> 13);
      let id = base + t + 1;
      for (let probe = 0, slot = hash & mask; probe < PROBES; probe++, slot = (slot + 1) & mask) {
        const known = table[slot]!;
        if (known === 0) {
          table[slot] = id;
          break;
        }
        const inFirst = known <= first.ids.length;
        const tokensThere = inFirst ? first : second;
        const there = inFirst ? known - 1 : known - 1 - first.ids.length;
        if (same(inFirst ? a : b, tokensThere.starts[there]!, tokensThere.ends[there]!, units, start, end)) {
          id = known;
          break;
        }
      }
      tokens.ids[t] = id;
    }
  };
  name(a, first, 0);
  name(b, second, first.ids.length);
  return [first, second];
}

function same(x: Uint16Array, start: number, end: number, y: Uint16Array, from: number, to: number): boolean {
  if (end - start !== to - from) return false;
  for (let i = start, k = from; i < end; i++, k++) if (x[i] !== y[k]) return false;
  return true;
}

function cut(units: Uint16Array): Tokens {
  let count = 0;
  let before = SPACE;
  for (let i = 0; i < units.length; i++) {
    const kind = classOf(units[i]!);
    if (kind === SINGLE || (kind === WORD && before !== WORD)) count++;
    before = kind;
  }
  const starts = new Int32Array(count);
  const ends = new Int32Array(count);
  let size = 0;
  before = SPACE;
  for (let i = 0; i < units.length; i++) {
    const kind = classOf(units[i]!);
    if (kind === SINGLE || (kind === WORD && before !== WORD)) {
      starts[size] = i;
      ends[size++] = i + 1;
    } else if (kind === WORD) ends[size - 1] = i + 1;
    before = kind;
  }
  return { ids: new Int32Array(count), starts, ends };
}

/** Paired words as runs of units: neighbours that are paired with neighbours, and the same between them. */
export function blocksOf(from: Tokens, to: Tokens, pairs: Int32Array): Block[] {
  const found: Block[] = [];
  let last: Block | undefined;
  let lastJ = -2;
  for (let i = 0; i < pairs.length; i++) {
    const j = pairs[i]!;
    if (j < 0) {
      last = undefined;
      continue;
    }
    const [start, place] = [from.starts[i]!, to.starts[j]!];
    const length = from.ends[i]! - start;
    // Between two tokens there is nothing or one space.
    if (last && j === lastJ + 1 && start - last.a === place - last.b) last.length = start + length - last.a;
    else {
      last = { a: start, b: place, length };
      found.push(last);
    }
    lastJ = j;
  }
  return found;
}
