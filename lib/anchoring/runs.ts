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
  const after = (offset: number) => {
    let from = 0;
    let to = ends.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (ends[middle]! <= offset) from = middle + 1;
      else to = middle;
    }
    return from;
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
