import { NOWHERE } from "./fold";
import { refine } from "./gap";
import type { Block, Budget } from "./myers";
import { type Gap, uniques, unpaired } from "./patience";
import { closes, joined, meaningful, SCRAP } from "./tidy";
import { blocksOf, type Tokens } from "./tokens";

/** Words and units that a block must have to count as moved: fewer are commonplace in any text. */
const MOVED_WORDS = 4;
const MOVED_UNITS = 20;

/** How far from a moved run its edited surroundings are looked for. */
const AROUND = 320;

/**
 * Moved runs with what moved with them but was edited: between two that moved together, and around each as far as nothing
 * else claims either side. `fixed` are the runs in place; both lists ascend in `a`. Answers runs ascending in `a`.
 */
export function grown(
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
export function movedWords(a: Uint16Array, from: Tokens, to: Tokens, pairs: Int32Array): Block[] {
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
export function without(from: Tokens, to: Tokens, moved: readonly Block[]): [Int32Array, Int32Array] {
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

/** Copies of both texts in which what moved equals nothing. */
export function hide(a: Uint16Array, b: Uint16Array, moved: readonly Block[]): readonly [Uint16Array, Uint16Array] {
  const [x, y] = [a.slice(), b.slice()];
  for (const block of moved) {
    x.fill(NOWHERE[0], block.a, block.a + block.length);
    y.fill(NOWHERE[1], block.b, block.b + block.length);
  }
  return [x, y];
}
