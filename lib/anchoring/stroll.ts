import type { Block } from "./myers";

/** Edits that are taken in one go, and what both texts must then share to be side by side again. */
const EDITS = 24;
const AGREED = 24;
/** Places that one step is at most away from the diagonal, and rows that are remembered to find the way back. */
const WIDTH = 2 * EDITS + 3;

/**
 * Walks two texts side by side over slips and small edits: at each difference the fewest insertions and deletions (Myers
 * 1986) after which the texts agree for a while. `null` as soon as that takes more than a few, so text that was cut, put in
 * or moved is left to a comparison that sees all of it. Linear: each difference costs no more than `EDITS`².
 */
export function stroll(a: Uint16Array, b: Uint16Array): Block[] | null {
  const [n, m] = [a.length, b.length];
  const found: Block[] = [];
  const reach = new Int32Array(WIDTH);
  const trace = new Int32Array((EDITS + 1) * WIDTH);
  let x = 0;
  let y = 0;
  for (;;) {
    const start = x;
    while (x < n && y < m && a[x] === b[y]) {
      x++;
      y++;
    }
    if (x > start) found.push({ a: start, b: y - (x - start), length: x - start });
    if (x === n && y === m) return found;
    const step = aside(a, b, x, y, reach, trace);
    if (!step) return null;
    for (const block of step.blocks) found.push(block);
    x = step.x;
    y = step.y;
  }
}

/** The way past one difference at `(x0, y0)`: runs on it, and from where both texts agree. */
function aside(a: Uint16Array, b: Uint16Array, x0: number, y0: number, reach: Int32Array, trace: Int32Array) {
  const [n, m] = [a.length - x0, b.length - y0];
  const middle = EDITS + 1;
  reach.fill(-1);
  reach[middle + 1] = 0;
  for (let d = 0; d <= EDITS; d++) {
    let best = 0;
    let diagonal = 0;
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && reach[middle + k - 1]! < reach[middle + k + 1]!);
      let x = down ? reach[middle + k + 1]! : reach[middle + k - 1]! + 1;
      const from = x;
      if (x <= n && x - k <= m) while (x < n && x - k < m && a[x0 + x] === b[y0 + x - k]) x++;
      reach[middle + k] = x;
      const agreed = x === n && x - k === m ? AGREED + n + m : x - from;
      if (agreed >= AGREED && agreed > best) {
        best = agreed;
        diagonal = k;
      }
    }
    trace.set(reach, d * WIDTH);
    if (best > 0) return way(trace, d, diagonal, x0, y0);
  }
  return null;
}

/** Reads the way back off the trace. */
function way(trace: Int32Array, d: number, k: number, x0: number, y0: number) {
  const middle = EDITS + 1;
  const at = (row: number, diagonal: number) => trace[row * WIDTH + middle + diagonal]!;
  const blocks: Block[] = [];
  const end = at(d, k);
  let x = end;
  const y = end - k;
  for (; d > 0; d--) {
    const down = k === -d || (k !== d && at(d - 1, k - 1) < at(d - 1, k + 1));
    const from = down ? at(d - 1, k + 1) : at(d - 1, k - 1);
    const begin = down ? from : from + 1;
    if (x > begin) blocks.push({ a: x0 + begin, b: y0 + begin - k, length: x - begin });
    k = down ? k + 1 : k - 1;
    x = from;
  }
  return { blocks: blocks.reverse(), x: x0 + end, y: y0 + y };
}
