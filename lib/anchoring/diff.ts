import { NOWHERE } from "./fold";
import { type Block, myers } from "./myers";
import { patience, uniques, unpaired } from "./patience";
import { type Tokens, tokenise } from "./tokens";

export type { Block };

/** What two texts share: runs in the same order on both sides, and runs that stand elsewhere now, both ascending in `a`. */
export type Difference = { kept: Block[]; moved: Block[] };

/** Texts up to this size are first compared unit by unit, for at most this many insertions and deletions. */
const TINY = 12_000;
const TINY_EDITS = 48;
/** Gaps up to this size (both sides together) go to Myers as they are; larger ones are first parted by runs of units. */
const PLAIN = 768;
/** Insertions and deletions that a gap may take, however large it is. */
const EDITS = 640;
/** Words and units that a block must have to count as moved: fewer are commonplace in any text. */
const MOVED_WORDS = 4;
const MOVED_UNITS = 20;

/**
 * Compares two levelled texts: common ends, then words by patience, then blocks of words that have moved, then the small
 * gaps unit by unit. Near linear in both texts, memory linear.
 */
export function diff(a: Uint16Array, b: Uint16Array): Difference {
  const shorter = Math.min(a.length, b.length);
  let head = 0;
  while (head < shorter && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < shorter - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  // Words are told apart by their surroundings, so the middle is cut out with whole words on its edges.
  while (head > 0 && a[head - 1] !== 0x20) head--;
  while (tail > 0 && a[a.length - tail] !== 0x20) tail--;
  const middle = between(a.subarray(head, a.length - tail), b.subarray(head, b.length - tail));
  const shift = (block: Block) => ({ a: block.a + head, b: block.b + head, length: block.length });
  const kept = joined([
    { a: 0, b: 0, length: head },
    ...middle.kept.map(shift),
    { a: a.length - tail, b: b.length - tail, length: tail },
  ]);
  return { kept, moved: middle.moved.map(shift) };
}

function between(a: Uint16Array, b: Uint16Array): Difference {
  if (a.length === 0 || b.length === 0) return { kept: [], moved: [] };
  if (a.length + b.length < TINY) {
    const few = myers(Int32Array.from(a), Int32Array.from(b), TINY_EDITS);
    if (few) return { kept: meaningful(few, a.length, b.length), moved: [] };
  }
  const [from, to] = tokenise(a, b);
  const pairs = new Int32Array(from.ids.length).fill(-1);
  patience(from.ids, to.ids, pairs, [4]);
  const elsewhere = movedWords(from, to, pairs);
  patience(...without(from, to, elsewhere), pairs, [2, 1]);

  const moved = blocksOf(from, to, elsewhere);
  const hidden = moved.length > 0 ? hide(a, b, moved) : ([a, b] as const);
  const kept: Block[] = [];
  let at = { a: 0, b: 0 };
  const end = { a: a.length, b: b.length, length: 0 };
  for (const block of [...blocksOf(from, to, pairs), end]) {
    refine(...hidden, at.a, block.a, at.b, block.b, kept);
    if (block.length > 0) kept.push(block);
    at = { a: block.a + block.length, b: block.b + block.length };
  }
  return { kept: meaningful(joined(kept), a.length, b.length), moved };
}

/** Pairs runs of words that are unmatched and unique on both sides, wherever they stand, and grows them both ways. */
function movedWords(from: Tokens, to: Tokens, pairs: Int32Array): Int32Array {
  const elsewhere = new Int32Array(from.ids.length).fill(-1);
  const restA: number[] = [];
  const restB: number[] = [];
  for (const { a0, a1, b0, b1 } of unpaired(pairs, to.ids.length)) {
    for (let i = a0; i < a1; i++) restA.push(i);
    for (let j = b0; j < b1; j++) restB.push(j);
    // A seam that equals nothing keeps runs from reaching over what is matched.
    restA.push(-1);
    restB.push(-1);
  }
  const idsA = Int32Array.from(restA, (i, k) => (i < 0 ? -1 - 2 * k : from.ids[i]!));
  const idsB = Int32Array.from(restB, (j, k) => (j < 0 ? -2 - 2 * k : to.ids[j]!));
  if (restA.length < MOVED_WORDS || restB.length < MOVED_WORDS) return elsewhere;
  const taken = new Uint8Array(restB.length);
  const free = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < restA.length && y < restB.length && !taken[y] && elsewhere[restA[x]!] === -1;
  const found = uniques(idsA, idsB)({ a0: 0, a1: restA.length, b0: 0, b1: restB.length }, MOVED_WORDS);
  for (let k = 0; k < found.length; k++) {
    let x = found.a[k]!;
    let y = found.b[k]!;
    if (!free(x, y)) continue;
    while (free(x - 1, y - 1) && idsA[x - 1] === idsB[y - 1]) {
      x--;
      y--;
    }
    let length = 0;
    while (free(x + length, y + length) && idsA[x + length] === idsB[y + length]) length++;
    if (length < MOVED_WORDS) continue;
    const units = from.ends[restA[x + length - 1]!]! - from.starts[restA[x]!]!;
    if (units < MOVED_UNITS) continue;
    for (let t = 0; t < length; t++) {
      elsewhere[restA[x + t]!] = restB[y + t]!;
      taken[y + t] = 1;
    }
  }
  return elsewhere;
}

/** The words of both texts, with those that moved made equal to nothing. */
function without(from: Tokens, to: Tokens, elsewhere: Int32Array): [Int32Array, Int32Array] {
  const a = from.ids.slice();
  const b = to.ids.slice();
  for (let i = 0; i < a.length; i++) {
    const j = elsewhere[i]!;
    if (j < 0) continue;
    a[i] = -1 - 2 * i;
    b[j] = -2 - 2 * j;
  }
  return [a, b];
}

/** Paired words as runs of units: neighbours that are paired with neighbours, and the same between them. */
function blocksOf(from: Tokens, to: Tokens, pairs: Int32Array): Block[] {
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

/** Copies of both texts in which what moved equals nothing. */
function hide(a: Uint16Array, b: Uint16Array, moved: readonly Block[]): readonly [Uint16Array, Uint16Array] {
  const [x, y] = [a.slice(), b.slice()];
  for (const block of moved) {
    x.fill(NOWHERE[0], block.a, block.a + block.length);
    y.fill(NOWHERE[1], block.b, block.b + block.length);
  }
  return [x, y];
}

/** Compares one gap unit by unit and adds what its sides share. */
function refine(a: Uint16Array, b: Uint16Array, a0: number, a1: number, b0: number, b1: number, out: Block[]): void {
  const start = a0;
  while (a0 < a1 && b0 < b1 && a[a0] === b[b0]) {
    a0++;
    b0++;
  }
  if (a0 > start) out.push({ a: start, b: b0 - (a0 - start), length: a0 - start });
  let tail = 0;
  while (a0 < a1 - tail && b0 < b1 - tail && a[a1 - 1 - tail] === b[b1 - 1 - tail]) tail++;
  if (a1 - tail > a0 && b1 - tail > b0) {
    const [placesA, unitsA] = visible(a, a0, a1 - tail, NOWHERE[0]);
    const [placesB, unitsB] = visible(b, b0, b1 - tail, NOWHERE[1]);
    for (const block of compared(unitsA, unitsB)) {
      // What stood on both sides of something that moved is not one run.
      for (let k = 0; k < block.length; k++) {
        out.push({ a: placesA[block.a + k]!, b: placesB[block.b + k]!, length: 1 });
      }
    }
  }
  if (tail > 0) out.push({ a: a1 - tail, b: b1 - tail, length: tail });
}

function visible(units: Uint16Array, from: number, to: number, hidden: number): [Int32Array, Int32Array] {
  const places = new Int32Array(to - from);
  let size = 0;
  for (let i = from; i < to; i++) if (units[i] !== hidden) places[size++] = i;
  return [places, Int32Array.from(places.subarray(0, size), (i) => units[i]!)];
}

function compared(a: Int32Array, b: Int32Array): Block[] {
  if (a.length === 0 || b.length === 0) return [];
  if (a.length + b.length <= PLAIN) return myers(a, b, bound(a.length, b.length)) ?? [];
  const pairs = new Int32Array(a.length).fill(-1);
  patience(a, b, pairs, [12, 7]);
  const found: Block[] = [];
  for (const { a0, a1, b0, b1 } of unpaired(pairs, b.length)) {
    if (a0 === a1 || b0 === b1) continue;
    const inner = myers(a.subarray(a0, a1), b.subarray(b0, b1), bound(a1 - a0, b1 - b0)) ?? [];
    for (const block of inner) for (let k = 0; k < block.length; k++) pairs[a0 + block.a + k] = b0 + block.b + k;
  }
  for (let i = 0; i < pairs.length; i++) if (pairs[i]! >= 0) found.push({ a: i, b: pairs[i]!, length: 1 });
  return joined(found);
}

/** Under a third of the shorter side in common is a replacement, not an edit. */
function bound(n: number, m: number): number {
  return Math.min(EDITS, n + m - 2 * Math.ceil(Math.min(n, m) / 3));
}

/** Runs that touch on both sides become one. */
function joined(blocks: readonly Block[]): Block[] {
  const found: Block[] = [];
  let last: Block | undefined;
  for (const { a, b, length } of blocks) {
    if (length === 0) continue;
    if (last && last.a + last.length === a && last.b + last.length === b) last.length += length;
    else {
      last = { a, b, length };
      found.push(last);
    }
  }
  return found;
}

/** Longer runs are never mere coincidence; shorter ones than the second may be even where text was only put in. */
const COINCIDENCE = 32;
const SCRAP = 4;

/**
 * Drops runs that are no longer than what was replaced on either side of them: letters that two unrelated wordings happen
 * to have in common (after diff-match-patch's semantic clean-up). Linear.
 */
function meaningful(blocks: readonly Block[], n: number, m: number): Block[] {
  const kept: Block[] = [];
  // The size of the change between the last kept block and `block`: put in *and* taken out, or for scraps either.
  const change = (block: Block, scrap: boolean) => {
    const last = kept.at(-1);
    const cut = block.a - (last ? last.a + last.length : 0);
    const put = block.b - (last ? last.b + last.length : 0);
    return scrap ? Math.max(cut, put) : Math.min(cut, put);
  };
  for (let k = 0; k <= blocks.length; k++) {
    const next = blocks[k] ?? { a: n, b: m, length: 0 };
    for (let last = kept.at(-1); last && last.length < COINCIDENCE; last = kept.at(-1)) {
      const scrap = last.length < SCRAP;
      const after = change(next, scrap);
      kept.pop();
      if (last.length <= after && last.length <= change(last, scrap)) continue;
      kept.push(last);
      break;
    }
    if (k < blocks.length) kept.push(next);
  }
  return kept;
}
