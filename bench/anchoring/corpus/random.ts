/** A source of numbers in [0, 1) that gives the same ones for the same seed on every machine. */
export type Random = () => number;

/** Seeds by any words and numbers: FNV-1a into mulberry32. */
export function random(...seed: (string | number)[]): Random {
  let state = 0x811c9dc5;
  for (const letter of seed.join("/")) state = Math.imul(state ^ letter.charCodeAt(0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A whole number from `least` to `most`, both included. */
export const between = (next: Random, least: number, most: number): number =>
  least + Math.floor(next() * (most - least + 1));

export function pick<T>(next: Random, list: readonly T[]): T {
  const chosen = list[Math.floor(next() * list.length)];
  if (chosen === undefined) throw new RangeError("There is nothing to pick from.");
  return chosen;
}

/** Picks by Zipf's law with Mandelbrot's shift: the item at rank r comes with weight 1 / (r + shift) ^ power. */
export function zipf<T>(list: readonly T[], power = 1.07, shift = 2.7): (next: Random) => T {
  const sums = new Float64Array(list.length);
  let sum = 0;
  for (let r = 0; r < list.length; r++) sums[r] = sum += 1 / (r + shift) ** power;
  return (next) => {
    const wanted = next() * sum;
    let low = 0;
    let high = list.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (sums[middle]! <= wanted) low = middle + 1;
      else high = middle;
    }
    return list[low]!;
  };
}
