import DiffMatchPatch from "diff-match-patch";
import type { Span } from "../../../lib/anchoring";

/** Where each unit of an old text stands in a newer one: its offset there, or -1. */
export type UnitMap = Int32Array;

type Run = { from: number; to: number; length: number };

/** What one revision kept of the one before, and where nobody can say what it kept. */
export type Step = { runs: Run[]; rewritten: Span[] };

/** Units that two revisions share unbroken between what was rewritten and what was not. */
const APART = 48;
/** Units that are taken out and put in, from which on a stretch counts as rewritten rather than edited here and there. */
const REWRITTEN = 120;
/** Where words of a rewritten stretch are shared, but not most of them, it is open which of them are still the same. */
const SOME = 0.1;
const MOST = 0.67;

/** Words that stand in the place of others are compared letter by letter if neither side is longer than this. */
const LETTERS = 160;
/** Share of the longer side's letters that must stay for it to be the same words, misspelt or inflected. */
const SAME = 0.6;
/** Words in a row, and units in them, that say where a passage went that was cut here and put in there. */
const MOVED = 8;
const MOVED_UNITS = 32;
/** Units of a Latin word that a character of a script without spaces is worth. */
const WORTH = 3;

/** Words and single signs; scripts that write no spaces by the character; whitespace levelled to one space or line break. */
const TOKEN = /\s+|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}\p{M}]+|[\s\S]/gu;

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

type Token = Span & { text: string; blank: boolean };

/** A text as tokens, with what is needed again for each step. */
export type Tokenised = { text: string; tokens: Token[]; solid: Token[] };

export function tokenised(text: string): Tokenised {
  const tokens: Token[] = [];
  for (const { 0: found, index } of text.matchAll(TOKEN)) {
    const blank = /\s/.test(found[0]!);
    const level = !blank ? found : /\n\s*\n/.test(found) ? "\n" : " ";
    tokens.push({ start: index, end: index + found.length, text: level, blank });
  }
  return { text, tokens, solid: tokens.filter(({ blank }) => !blank) };
}

/**
 * What one revision kept of the one before: a difference of their tokens by diff-match-patch, freed of coincidences by its
 * semantic clean-up, and inside what was replaced by about as much, letter by letter where most letters stay.
 * `rewritten` are the stretches of the old text where such a difference is one of several that are as good.
 */
export function step(old: Tokenised, now: Tokenised): Step {
  const dmp = new DiffMatchPatch();
  dmp.Diff_Timeout = 0;
  const names = new Map<string, number>();
  const named = ({ tokens }: Tokenised) => {
    const units = tokens.map(({ text }) => {
      if (!names.has(text)) names.set(text, names.size + 1);
      return names.get(text)!;
    });
    if (names.size > 0xfffe) throw new RangeError("The texts have too many different words.");
    return units.map((unit) => String.fromCharCode(unit)).join("");
  };
  const diffs = dmp.diff_main(named(old), named(now), false);
  const words = [...names.keys()];
  for (const diff of diffs) diff[1] = [...range(diff[1])].map((unit) => words[unit - 1]!).join("");
  dmp.diff_cleanupSemantic(diffs);

  // From levelled units back to those of both texts.
  const [places, placesNow] = [levelled(old), levelled(now)];
  const runs: Run[] = [];
  const keep = (a: number, b: number, length: number) => {
    for (let k = 0; k < length; k++) {
      const [from, to] = [places[a + k]!, placesNow[b + k]!];
      const last = runs.at(-1);
      if (last && last.from + last.length === from && last.to + last.length === to) last.length++;
      else runs.push({ from, to, length: 1 });
    }
  };
  const rewritten: Span[] = [];
  let open: { start: number; end: number; cut: number; put: number; kept: number } | null = null;
  const close = () => {
    const changed = open ? Math.min(open.cut, open.put) : 0;
    const share = open ? open.kept / (open.kept + changed) : 0;
    if (open && changed >= REWRITTEN && share > SOME && share < MOST)
      rewritten.push({ start: places[open.start]!, end: places[open.end - 1]! + 1 });
    open = null;
  };
  let [a, b] = [0, 0];
  for (let i = 0; i < diffs.length; i++) {
    const [what, text] = diffs[i]!;
    const next = diffs[i + 1];
    const size = worth(text);
    if (what === 0) {
      keep(a, b, text.length);
      a += text.length;
      b += text.length;
      if (size >= APART) close();
      else if (open) open.kept += size;
      continue;
    }
    open ??= { start: a, end: a, cut: 0, put: 0, kept: 0 };
    if (what < 0) {
      if (next && next[0] > 0 && Math.max(text.length, next[1].length) <= LETTERS)
        letters(dmp, text, next[1], a, b, keep);
      a += text.length;
      open.end = a;
      open.cut += size;
    } else {
      b += text.length;
      open.put += size;
    }
  }
  close();
  return { runs, rewritten };
}

function letters(
  dmp: DiffMatchPatch,
  old: string,
  now: string,
  a: number,
  b: number,
  keep: (a: number, b: number, length: number) => void,
): void {
  const diffs = dmp.diff_main(old, now, false);
  dmp.diff_cleanupSemantic(diffs);
  let same = 0;
  for (const [what, text] of diffs) if (what === 0) same += text.length;
  if (same < SAME * Math.max(old.length, now.length)) return;
  for (const [what, text] of diffs) {
    if (what === 0) keep(a, b, text.length);
    if (what <= 0) a += text.length;
    if (what >= 0) b += text.length;
  }
}

function* range(units: string): Generator<number> {
  for (let i = 0; i < units.length; i++) yield units.charCodeAt(i);
}

/** The offset in the text of each unit of its levelled tokens. */
function levelled({ tokens }: Tokenised): Int32Array {
  const places = new Int32Array(tokens.reduce((sum, { text }) => sum + text.length, 0));
  let size = 0;
  for (const { start, text } of tokens) for (let k = 0; k < text.length; k++) places[size++] = start + k;
  return places;
}

/** A map over several steps, and 1 for each unit of the old text that ever stood in a rewritten stretch. */
export type Followed = { map: UnitMap; doubt: Uint8Array };

/** The map one step further, from a revision of `length` units. */
export function onwards({ map, doubt }: Followed, { runs, rewritten }: Step, length: number): Followed {
  const unsure = new Uint8Array(length);
  for (const { start, end } of rewritten) unsure.fill(1, start, end);
  const place = new Int32Array(length).fill(-1);
  for (const { from, to, length: size } of runs) for (let k = 0; k < size; k++) place[from + k] = to + k;
  return {
    map: map.map((at) => (at < 0 ? -1 : place[at]!)),
    doubt: doubt.map((was, o) => (was || (map[o]! >= 0 && unsure[map[o]!]) ? 1 : 0)),
  };
}

/** The runs of `MOVED` words of a text: where each stands, -1 where it stands more than once. */
export type Grams = Map<string, number>;

export function grams(text: Tokenised): Grams {
  const tokens = text.solid;
  const all: Grams = new Map();
  for (let i = 0; i + MOVED <= tokens.length; i++) {
    const gram = gramAt(tokens, i);
    all.set(gram, all.has(gram) ? -1 : i);
  }
  return all;
}

function gramAt(tokens: readonly Token[], i: number): string {
  let gram = "";
  for (let k = i; k < i + MOVED; k++) gram += `${tokens[k]!.text} `;
  return gram;
}

/**
 * Adds to a map what it lost and what now stands elsewhere, or again: eight words or more in a row that the old text has
 * once, that are lost whole, and that stand once in the new one, where nothing of the old text is.
 * @param known the old text's own `grams`
 */
export function recovered(map: UnitMap, old: Tokenised, known: Grams, now: Tokenised): UnitMap {
  const [mine, theirs] = [old.solid, now.solid];
  const claimed = new Uint8Array(now.text.length);
  for (const at of map) if (at >= 0) claimed[at] = 1;
  const lost = ({ start, end }: Span) => {
    for (let i = start; i < end; i++) if (map[i]! >= 0) return false;
    return true;
  };
  const free = ({ start, end }: Span) => {
    for (let i = start; i < end; i++) if (claimed[i]) return false;
    return true;
  };
  const likely: [number, number, string][] = [];
  let run = 0;
  for (const [j, token] of theirs.entries()) {
    run = free(token) ? run + 1 : 0;
    if (run < MOVED) continue;
    const gram = gramAt(theirs, j + 1 - MOVED);
    const i = known.get(gram) ?? -1;
    if (i >= 0 && lost(mine[i]!)) likely.push([i, j + 1 - MOVED, gram]);
  }
  if (likely.length === 0) return map;
  const there = grams(now);
  const result = map.slice();
  for (const [i, j, gram] of likely) {
    if (there.get(gram) !== j || result[mine[i]!.start]! >= 0) continue;
    const fits = (k: number) => {
      const [from, to] = [mine[i + k], theirs[j + k]];
      return from !== undefined && to !== undefined && from.text === to.text && lost(from) && free(to);
    };
    let [first, last] = [0, 0];
    while (fits(last)) last++;
    if (last < MOVED) continue;
    while (fits(first - 1)) first--;
    let units = 0;
    for (let k = first; k < last; k++) units += worth(mine[i + k]!.text);
    if (units < MOVED_UNITS) continue;
    for (let k = first; k < last; k++) {
      const [from, to] = [mine[i + k]!, theirs[j + k]!];
      for (let u = 0; u < from.end - from.start; u++) {
        result[from.start + u] = to.start + u;
        claimed[to.start + u] = 1;
      }
    }
  }
  return result;
}

function worth(text: string): number {
  let sum = text.length;
  for (const character of text) if (UNSPACED.test(character)) sum += WORTH - 1;
  return sum;
}
