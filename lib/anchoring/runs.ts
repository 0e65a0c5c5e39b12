import type { Block } from "./myers";

/** Runs that two texts share, ascending in `a`, asked by offset. Every question is O(log n). */
export type Runs = {
  readonly blocks: readonly Block[];
  /** The first run that ends after `offset`; as many as there are runs if none does. */
  after(offset: number): number;
  /** How many units of `[from, to)` are shared. */
  shared(from: number, to: number): number;
};

export function runs(blocks: readonly Block[]): Runs {
  const ends = Int32Array.from(blocks, (block) => block.a + block.length);
  const sums = new Int32Array(blocks.length + 1);
  for (const [k, block] of blocks.entries()) sums[k + 1] = sums[k]! + block.length;
  let last = 0;
  const after = (offset: number) => {
    last = firstAbove(ends, offset, last);
    return last;
  };
  const until = (offset: number) => {
    const k = after(offset);
    const block = blocks[k];
    return sums[k]! + (block ? Math.max(0, offset - block.a) : 0);
  };
  return { blocks, after, shared: (from, to) => until(to) - until(from) };
}

/** The same runs from the other side: ascending in what was `b`. */
export function mirrored(blocks: readonly Block[]): Block[] {
  return blocks.map(({ a, b, length }) => ({ a: b, b: a, length })).sort((x, y) => x.a - y.a);
}

/** The first index at which an ascending array is above `value`, its length if none; searched outwards from a guess. */
export function firstAbove(sorted: Int32Array | Uint32Array, value: number, guess: number): number {
  let from = 0;
  let to = sorted.length;
  let at = Math.max(0, Math.min(guess, to - 1));
  if (at < to && sorted[at]! > value) {
    to = at;
    for (let step = 1; to > 0; step *= 2) {
      at = Math.max(0, to - step);
      if (sorted[at]! <= value) {
        from = at + 1;
        break;
      }
      to = at;
    }
  } else if (at < to) {
    from = at + 1;
    for (let step = 1; from < to; step *= 2) {
      at = Math.min(to - 1, from + step - 1);
      if (sorted[at]! > value) {
        to = at;
        break;
      }
      from = at + 1;
    }
  }
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (sorted[middle]! > value) to = middle;
    else from = middle + 1;
  }
  return from;
}
