import { type Folded, NOWHERE } from "./fold";
import { type Block, type Budget, myers } from "./myers";
import { type Gap, patience, uniques, unpaired } from "./patience";
import { stroll } from "./stroll";
import { isWord, type Tokens, tokenise } from "./tokens";

export type { Block };

/** What two texts share: runs in the same order on both sides, and runs that stand elsewhere now, both ascending in `a`. */
export type Difference = { kept: Block[]; moved: Block[] };

/** Gaps up to this size (both sides together) go to Myers as they are; larger ones are first parted by runs of units. */
const PLAIN = 768;
/** Insertions and deletions that a gap may take, however large it is. */
const EDITS = 640;
/** Steps that all gaps together may take, and for each unit of both texts more. Prose takes about a third of it. */
const STEPS = 4_000_000;
const STEPS_EACH = 24;
/** Words and units that a block must have to count as moved: fewer are commonplace in any text. */
const MOVED_WORDS = 4;
const MOVED_UNITS = 20;

/**
 * Compares two levelled texts: common ends, then words by patience, then blocks of words that have moved, then the small
 * gaps unit by unit. Near linear in both texts, memory linear.
 */
export function diff(from: Folded, to: Folded): Difference {
  const [a, b] = [from.units, to.units];
  const shorter = Math.min(a.length, b.length);
  let head = 0;
  while (head < shorter && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < shorter - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  // Words are told apart by their surroundings, so the middle is cut out with whole words on its edges.
  while (head > 0 && a[head - 1] !== 0x20) head--;
  while (tail > 0 && a[a.length - tail] !== 0x20) tail--;
  const middle = between(from, to, head, tail);
  const shift = (block: Block) => ({ a: block.a + head, b: block.b + head, length: block.length });
  const kept = joined([
    { a: 0, b: 0, length: head },
    ...middle.kept.map(shift),
    { a: a.length - tail, b: b.length - tail, length: tail },
  ]);
  return { kept: slid(kept, from, to), moved: middle.moved.map(shift) };
}

function between(from: Folded, to: Folded, head: number, tail: number): Difference {
  const a = from.units.subarray(head, from.units.length - tail);
  const b = to.units.subarray(head, to.units.length - tail);
  if (a.length === 0 || b.length === 0) return { kept: [], moved: [] };
  const few = stroll(a, b);
  if (few) return { kept: meaningful(joined(few), a.length, b.length), moved: [] };
  const [old, now] = tokenise(a, b);
  const pairs = new Int32Array(old.ids.length).fill(-1);
  patience(old.ids, now.ids, pairs, [4]);
  const budget = { steps: STEPS + STEPS_EACH * (a.length + b.length) };
  const moved = grown(movedWords(a, old, now, pairs), blocksOf(old, now, pairs), a, b, budget);
  patience(...without(old, now, moved), pairs, [2, 1]);

  const hidden = moved.length > 0 ? hide(a, b, moved) : ([a, b] as const);
  const kept: Block[] = [];
  let at = { a: 0, b: 0 };
  const end = { a: a.length, b: b.length, length: 0 };
  for (const block of [...blocksOf(old, now, pairs), end]) {
    refine(...hidden, { a0: at.a, a1: block.a, b0: at.b, b1: block.b }, budget, kept);
    if (block.length > 0) kept.push(block);
    at = { a: block.a + block.length, b: block.b + block.length };
  }
  return { kept: meaningful(joined(kept), a.length, b.length), moved };
}

/** How far from a moved run its edited surroundings are looked for. */
const AROUND = 320;

/**
 * Moved runs with what moved with them but was edited: between two that moved together, and around each as far as nothing
 * else claims either side. `fixed` are the runs in place; both lists ascend in `a`. Answers runs ascending in `a`.
 */
function grown(
  moved: readonly Block[],
  fixed: readonly Block[],
  a: Uint16Array,
  b: Uint16Array,
  budget: Budget,
): Block[] {
  if (moved.length === 0) return [];
  const inA = [...moved, ...fixed].sort((x, y) => x.a - y.a);
  const inB = [...inA].sort((x, y) => x.b - y.b);
  const after = new Map(inB.map((block, k) => [block, inB[k + 1]]));
  const before = new Map(inB.map((block, k) => [block, inB[k - 1]]));
  const movable = new Set(moved);
  const found: Block[] = [];
  // How far what moved reaches on the side of the new text: two moved runs share what lies between them only once.
  const reached = new Map<Block, number>();
  for (const [k, block] of inA.entries()) {
    if (!movable.has(block)) continue;
    const [previous, next] = [inA[k - 1], inA[k + 1]];
    const [above, below] = [before.get(block), after.get(block)];
    if (!(previous && previous === above && movable.has(previous))) {
      const floorA = Math.max(previous ? previous.a + previous.length : 0, found.at(-1) ? ended(found.at(-1)!).a : 0);
      const floorB = above ? Math.max(above.b + above.length, reached.get(above) ?? 0) : 0;
      const [a0, b0] = [Math.max(floorA, block.a - AROUND), Math.max(floorB, block.b - AROUND)];
      found.push(...edited(a, b, { a0, a1: block.a, b0, b1: block.b }, budget));
    }
    found.push(block);
    const end = ended(block);
    const ceilingA = next ? next.a : a.length;
    const ceilingB = below ? below.b : b.length;
    const a1 = Math.min(ceilingA, end.a + AROUND);
    const b1 = Math.min(ceilingB, end.b + AROUND);
    const more = edited(a, b, { a0: end.a, a1, b0: end.b, b1 }, budget);
    found.push(...more);
    const last = more.at(-1);
    if (last) reached.set(block, ended(last).b);
  }
  return joined(found);
}

const ended = ({ a, b, length }: Block) => ({ a: a + length, b: b + length });

/** What two stretches share that would be an edit of one another; nothing if it is less than that. */
function edited(a: Uint16Array, b: Uint16Array, gap: Gap, budget: Budget): Block[] {
  const { a0, a1, b0, b1 } = gap;
  if (a1 <= a0 || b1 <= b0) return [];
  const runs: Block[] = [];
  refine(a, b, gap, budget, runs);
  return meaningful(
    joined(runs).map((run) => ({ a: run.a - a0, b: run.b - b0, length: run.length })),
    a1 - a0,
    b1 - b0,
  )
    .filter(({ length }) => length >= SCRAP)
    .map((run) => ({ a: run.a + a0, b: run.b + b0, length: run.length }));
}

/** Pairs runs of words that are unmatched and unique on both sides, wherever they stand, and grows them both ways. */
function movedWords(a: Uint16Array, from: Tokens, to: Tokens, pairs: Int32Array): Block[] {
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
  if (restA.length < MOVED_WORDS || restB.length < MOVED_WORDS) return [];
  const taken = new Uint8Array(restB.length);
  const free = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < restA.length && y < restB.length && !taken[y] && elsewhere[restA[x]!] === -1;
  const inRest = new Int32Array(from.ids.length).fill(-1);
  for (const [x, i] of restA.entries()) if (i >= 0) inRest[i] = x;
  // Words that the old text had twice could have come from either place: only what was its own can be said to have moved.
  const found = uniques(from.ids, idsB)({ a0: 0, a1: from.ids.length, b0: 0, b1: restB.length }, MOVED_WORDS);
  for (let k = 0; k < found.length; k++) {
    let x = inRest[found.a[k]!]!;
    let y = found.b[k]!;
    if (x < 0 || !free(x, y)) continue;
    while (free(x - 1, y - 1) && idsA[x - 1] === idsB[y - 1]) {
      x--;
      y--;
    }
    let length = 0;
    while (free(x + length, y + length) && idsA[x + length] === idsB[y + length]) length++;
    // A full stop belongs to what stands before it: it does not begin what was moved.
    for (; length > 0 && closes(a[from.starts[restA[x]!]!]!); length--) {
      x++;
      y++;
    }
    if (length < MOVED_WORDS) continue;
    const units = from.ends[restA[x + length - 1]!]! - from.starts[restA[x]!]!;
    if (units < MOVED_UNITS) continue;
    for (let t = 0; t < length; t++) {
      elsewhere[restA[x + t]!] = restB[y + t]!;
      taken[y + t] = 1;
    }
  }
  return blocksOf(from, to, elsewhere);
}

/** The words of both texts, with those that moved made equal to nothing. `moved` ascends in `a`. */
function without(from: Tokens, to: Tokens, moved: readonly Block[]): [Int32Array, Int32Array] {
  const a = from.ids.slice();
  const b = to.ids.slice();
  const mask = (
    { ids, starts }: Tokens,
    out: Int32Array,
    ranges: readonly { start: number; end: number }[],
    sign: number,
  ) => {
    let k = 0;
    for (let t = 0; t < ids.length && k < ranges.length; t++) {
      while (k < ranges.length && ranges[k]!.end <= starts[t]!) k++;
      if (k < ranges.length && ranges[k]!.start <= starts[t]!) out[t] = -2 * t - sign;
    }
  };
  mask(
    from,
    a,
    moved.map((m) => ({ start: m.a, end: m.a + m.length })),
    1,
  );
  const inB = moved.map((m) => ({ start: m.b, end: m.b + m.length })).sort((x, y) => x.start - y.start);
  mask(to, b, inB, 2);
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
function refine(a: Uint16Array, b: Uint16Array, gap: Gap, budget: Budget, out: Block[]): void {
  const { a1, b1 } = gap;
  let { a0, b0 } = gap;
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
    for (const block of compared(unitsA, unitsB, budget)) {
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

function compared(a: Int32Array, b: Int32Array, budget: Budget): Block[] {
  if (a.length === 0 || b.length === 0) return [];
  if (a.length + b.length <= PLAIN) return myers(a, b, bound(a.length, b.length), budget) ?? [];
  const pairs = new Int32Array(a.length).fill(-1);
  patience(a, b, pairs, [12, 7]);
  const found: Block[] = [];
  for (const { a0, a1, b0, b1 } of unpaired(pairs, b.length)) {
    if (a0 === a1 || b0 === b1) continue;
    const inner = myers(a.subarray(a0, a1), b.subarray(b0, b1), bound(a1 - a0, b1 - b0), budget) ?? [];
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
/** Runs under 12 units whose surroundings were replaced to this many times their length stand there by chance. */
const FAR = 6;

/**
 * Drops runs that are small beside what was replaced around them: letters that two unrelated wordings happen to have in
 * common (after diff-match-patch's semantic clean-up). A run goes when it is no longer than what was taken out *and* put in
 * on either side of it, or much shorter than what was on both sides together. Linear.
 */
function meaningful(blocks: readonly Block[], n: number, m: number): Block[] {
  const kept: Block[] = [];
  const coincidence = (block: Block, next: Block) => {
    const last = kept.at(-1);
    const cutBefore = block.a - (last ? last.a + last.length : 0);
    const putBefore = block.b - (last ? last.b + last.length : 0);
    const cutAfter = next.a - block.a - block.length;
    const putAfter = next.b - block.b - block.length;
    const { length } = block;
    if (length <= Math.min(cutBefore, putBefore) && length <= Math.min(cutAfter, putAfter)) return true;
    if (length < SCRAP && length <= Math.max(cutBefore, putBefore) && length <= Math.max(cutAfter, putAfter))
      return true;
    return false;
  };
  for (let k = 0; k <= blocks.length; k++) {
    const next = blocks[k] ?? { a: n, b: m, length: 0 };
    for (let last = kept.pop(); last; last = kept.pop()) {
      if (last.length < COINCIDENCE && coincidence(last, next)) continue;
      kept.push(last);
      break;
    }
    if (k < blocks.length) kept.push(next);
  }
  return kept.filter(({ length }, k) => {
    const last = kept[k - 1] ?? { a: 0, b: 0, length: 0 };
    const next = kept[k + 1] ?? { a: n, b: m, length: 0 };
    const cut = next.a - length - last.a - last.length;
    const put = next.b - length - last.b - last.length;
    return length >= 12 || length * FAR > Math.min(cut, put);
  });
}

/** How far a change is slid. */
const SLIDE = 128;

/**
 * Where text was only put in or only taken out, the change can often stand in several places: `a[.b].`, `a.[b.]`. Slides
 * each to where it begins and ends with a paragraph, a sentence, a word (after diff-match-patch's lossless clean-up).
 */
function slid(blocks: readonly Block[], from: Folded, to: Folded): Block[] {
  const kept: Block[] = [];
  for (const y of blocks) {
    const x = kept.at(-1) ?? { a: 0, b: 0, length: 0 };
    kept.push(y);
    const cut = y.a - x.a - x.length;
    const put = y.b - x.b - x.length;
    if (cut > 0 && put > 2 * cut + 16 && x.length > 0 && closes(to.units[y.b]!)) {
      // The full stop of what was reworded stands after as much text as it stood after, not after all that was put in then.
      const at = x.b + x.length;
      for (let q = at; q < at + 2 * cut + 12; q++) {
        if (to.units[q] !== to.units[y.b] || strength(to, q + 1) < 3) continue;
        kept.splice(-1, 1, { a: y.a, b: q, length: 1 }, y);
        y.a++;
        y.b++;
        y.length--;
        break;
      }
      continue;
    }
    if (cut > 0 === put > 0) continue;
    const text = cut > 0 ? from : to;
    const { units } = text;
    const size = cut + put;
    const at = cut > 0 ? x.a + x.length : x.b + x.length;
    let least = 0;
    let most = 0;
    while (least > -Math.min(SLIDE, x.length - 1) && units[at + least - 1] === units[at + size + least - 1]) least--;
    while (most < Math.min(SLIDE, y.length - 1) && units[at + most] === units[at + size + most]) most++;
    let best = 0;
    let score = least === most ? 0 : -1;
    for (let by = least; by <= most && least < most; by++) {
      const here = strength(text, at + by) + strength(text, at + size + by);
      if (here > score || (here === score && by === 0)) [best, score] = [by, here];
    }
    x.length += best;
    y.a += best;
    y.b += best;
    y.length -= best;
  }
  return kept.filter(({ length }) => length > 0);
}

const closes = (unit: number) => /[.,;:!?)\]}…。，、！？」]/.test(String.fromCharCode(unit));

/** How much of a seam there is before the unit at `at`: 4 between paragraphs, 3 sentences, 2 words, 1 beside a sign. */
function strength({ units, source, starts }: Folded, at: number): number {
  if (at <= 0 || at >= units.length) return 4;
  const [before, next] = [units[at - 1]!, units[at]!];
  const breaks = (unit: number, place: number) => unit === 0x20 && source.charCodeAt(starts[place]!) === 0x0a;
  if (breaks(before, at - 1) || breaks(next, at)) return 4;
  if (next === 0x20 && closes(before)) return 3;
  if (before === 0x20 || next === 0x20) return 2;
  return isWord(before) && isWord(next) ? 0 : 1;
}
