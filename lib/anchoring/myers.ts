/** A run of `length` units that stands at `a` in one text and at `b` in the other. */
export type Block = { a: number; b: number; length: number };

/** Steps that all comparisons of two texts may take together; then each may only take a few edits. */
export type Budget = { steps: number };
const SPENT = 32;

/**
 * The runs that two sequences share, in order, with the fewest insertions and deletions between them (E. W. Myers, "An
 * O(ND) difference algorithm and its variations", 1986); `null` when that takes more than `most` of them. Time is
 * O((N + M) + most²) in practice, memory O(most²).
 */
export function myers(a: Int32Array, b: Int32Array, most: number, budget: Budget): Block[] | null {
  const n = a.length;
  const m = b.length;
  const limit = Math.min(most, n + m, budget.steps > 0 ? most : SPENT);
  const reach = new Int32Array(2 * limit + 3).fill(-1);
  const at = limit + 1;
  // Row d of the trace has d + 1 places: where diagonals -d, -d + 2 … d had come to.
  let trace = new Int32Array(64);
  reach[at + 1] = 0;
  for (let d = 0; d <= limit; d++) {
    budget.steps -= d;
    const row = (d * (d + 1)) / 2;
    if (row + d + 1 > trace.length) {
      const larger = new Int32Array(Math.max(trace.length * 2, row + d + 1));
      larger.set(trace);
      trace = larger;
    }
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && reach[at + k - 1]! < reach[at + k + 1]!);
      let x = down ? reach[at + k + 1]! : reach[at + k - 1]! + 1;
      let y = x - k;
      if (x <= n && y <= m)
        while (x < n && y < m && a[x] === b[y]) {
          x++;
          y++;
        }
      reach[at + k] = x;
      trace[row + (k + d) / 2] = x;
      if (x === n && y === m) return blocks(trace, d, n, m);
    }
  }
  return null;
}

/** Walks the trace back from the end and reads off the diagonals. */
function blocks(trace: Int32Array, d: number, n: number, m: number): Block[] {
  const found: Block[] = [];
  let x = n;
  let y = m;
  for (; d > 0; d--) {
    const k = x - y;
    const row = (d * (d - 1)) / 2;
    const come = (diagonal: number) =>
      diagonal < 1 - d || diagonal > d - 1 ? -1 : trace[row + (diagonal + d - 1) / 2]!;
    const down = k === -d || (k !== d && come(k - 1) < come(k + 1));
    const fromX = down ? come(k + 1) : come(k - 1);
    const fromY = fromX - (down ? k + 1 : k - 1);
    const startX = down ? fromX : fromX + 1;
    if (x > startX) found.push({ a: startX, b: startX - k, length: x - startX });
    x = fromX;
    y = fromY;
  }
  if (x > 0) found.push({ a: 0, b: 0, length: x });
  return found.reverse();
}
