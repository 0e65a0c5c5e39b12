/** The part of two sequences that is still to be compared. */
export type Gap = { a0: number; a1: number; b0: number; b1: number };

/** How deep gaps are taken apart, and how often over each element may be read: text made to be slow needs more, prose does not. */
const DEPTH = 40;
const PASSES = 24;
/** Gaps below this many elements are left: a finer comparison does them better. */
const SMALL = 12;

/**
 * Pairs equal elements of two sequences, in order: `pairs[i] = j` says that `a[i]` is `b[j]`; the caller fills it with -1 and
 * may have paired some already. Runs of `sizes` elements that occur once on each side are the anchors (patience diff, Bram
 * Cohen), the longest increasing subsequence of them is kept and grown, and the gaps between are taken apart in the same
 * way, where other runs are now unique. O(n log n) with a bounded factor: what the bound leaves unpaired counts as replaced.
 */
export function patience(a: Int32Array, b: Int32Array, pairs: Int32Array, sizes: readonly number[]): void {
  let budget = PASSES * (a.length + b.length);
  const grams = uniques(a, b);
  const solve = (gap: Gap, depth: number): void => {
    let { a0, a1, b0, b1 } = gap;
    while (a0 < a1 && b0 < b1 && a[a0] === b[b0]) pairs[a0++] = b0++;
    while (a0 < a1 && b0 < b1 && a[a1 - 1] === b[b1 - 1]) pairs[--a1] = --b1;
    const size = a1 - a0 + (b1 - b0);
    if (a0 === a1 || b0 === b1 || size < SMALL || depth > DEPTH) return;
    const inner = { a0, a1, b0, b1 };
    for (const n of sizes) {
      budget -= size;
      if (budget < 0) return;
      const anchors = increasing(grams(inner, n));
      if (anchors.length === 0) continue;
      for (const rest of grow(inner, anchors, n)) solve(rest, depth + 1);
      return;
    }
  };

  /** Pairs each anchor and what agrees around it, and answers the gaps between. */
  const grow = ({ a0, a1, b0, b1 }: Gap, anchors: Anchors, n: number): Gap[] => {
    const gaps: Gap[] = [];
    let i = a0;
    let j = b0;
    for (let k = 0; k < anchors.length; k++) {
      let x = anchors.a[k]!;
      let y = anchors.b[k]!;
      if (x + n <= i || y + n <= j) continue;
      const nextA = k + 1 < anchors.length ? Math.max(anchors.a[k + 1]!, x + n) : a1;
      const nextB = k + 1 < anchors.length ? Math.max(anchors.b[k + 1]!, y + n) : b1;
      const into = Math.max(0, i - x, j - y);
      let [p, q] = [x + into, y + into];
      while (x + into > i && y + into > j && a[x + into - 1] === b[y + into - 1]) {
        x--;
        y--;
      }
      [p, q] = [x + into, y + into];
      if (p > i || q > j) gaps.push({ a0: i, a1: p, b0: j, b1: q });
      while (p < nextA && q < nextB && a[p] === b[q]) pairs[p++] = q++;
      i = p;
      j = q;
    }
    gaps.push({ a0: i, a1, b0: j, b1 });
    return gaps;
  };

  for (const gap of unpaired(pairs, b.length)) solve(gap, 0);
}

/** The gaps that a pairing leaves, in order; one side of a gap may be empty, never both. */
export function* unpaired(pairs: Int32Array, length: number): Generator<Gap, void> {
  let a0 = 0;
  let b0 = 0;
  for (let i = 0; i <= pairs.length; i++) {
    const j = i === pairs.length ? length : pairs[i]!;
    if (j < 0) continue;
    if (i > a0 || j > b0) yield { a0, a1: i, b0, b1: j };
    a0 = i + 1;
    b0 = j + 1;
  }
}

type Anchors = { a: Int32Array; b: Int32Array; length: number };

/** Places tried for one run in the table, see `tokenise`. */
const PROBES = 32;

/**
 * Finds the runs of `n` elements that occur once in each side of a gap, in `a`'s order. One table serves all gaps: each use
 * writes only as many places as the gap is large.
 */
export function uniques(a: Int32Array, b: Int32Array): (gap: Gap, n: number) => Anchors {
  const room = a.length + b.length;
  const table = new Int32Array(2 ** Math.max(5, 33 - Math.clz32(room)));
  const seed = (Math.random() * 0x7fffffff) | 1;
  // Per element of `a` that begins a new run: where `b` has it (-1 nowhere, -2 more than once, or `a` has it twice).
  const where = new Int32Array(a.length);

  const hashAt = (sequence: Int32Array, at: number, n: number) => {
    let hash = seed;
    for (let k = 0; k < n; k++) {
      hash = Math.imul(hash ^ sequence[at + k]!, 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    return hash;
  };
  const equal = (sequence: Int32Array, at: number, other: number, n: number) => {
    for (let k = 0; k < n; k++) if (sequence[at + k] !== a[other + k]) return false;
    return true;
  };

  return ({ a0, a1, b0, b1 }, n) => {
    const mask = Math.min(table.length, 2 ** Math.max(4, 33 - Math.clz32(a1 - a0))) - 1;
    table.fill(0, 0, mask + 1);
    for (let i = a0; i + n <= a1; i++) {
      where[i] = -2;
      for (let probe = 0, slot = hashAt(a, i, n) & mask; probe < PROBES; probe++, slot = (slot + 1) & mask) {
        const known = table[slot]! - 1;
        if (known < 0) {
          table[slot] = i + 1;
          where[i] = -1;
        } else if (equal(a, i, known, n)) where[known] = -2;
        else continue;
        break;
      }
    }
    let count = 0;
    for (let j = b0; j + n <= b1; j++) {
      for (let probe = 0, slot = hashAt(b, j, n) & mask; probe < PROBES; probe++, slot = (slot + 1) & mask) {
        const known = table[slot]! - 1;
        if (known < 0) break;
        if (!equal(b, j, known, n)) continue;
        if (where[known] === -1) {
          where[known] = j;
          count++;
        } else if (where[known]! >= 0) {
          where[known] = -2;
          count--;
        }
        break;
      }
    }
    const found = { a: new Int32Array(count), b: new Int32Array(count), length: 0 };
    for (let i = a0; i + n <= a1 && found.length < count; i++) {
      if (where[i]! < 0) continue;
      found.a[found.length] = i;
      found.b[found.length++] = where[i]!;
    }
    return found;
  };
}

/** The longest subsequence of anchors whose places ascend on both sides, O(t log t). */
function increasing({ a, b, length }: Anchors): Anchors {
  const tails = new Int32Array(length);
  const before = new Int32Array(length);
  let longest = 0;
  for (let k = 0; k < length; k++) {
    let from = 0;
    let to = longest;
    // Mostly the sequence simply goes on.
    if (longest > 0 && b[tails[longest - 1]!]! < b[k]!) from = longest;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (b[tails[middle]!]! < b[k]!) from = middle + 1;
      else to = middle;
    }
    before[k] = from > 0 ? tails[from - 1]! : -1;
    tails[from] = k;
    if (from === longest) longest++;
  }
  const kept = { a: new Int32Array(longest), b: new Int32Array(longest), length: longest };
  for (let at = longest - 1, k = longest > 0 ? tails[longest - 1]! : -1; at >= 0; at--, k = before[k]!) {
    kept.a[at] = a[k]!;
    kept.b[at] = b[k]!;
  }
  return kept;
}
