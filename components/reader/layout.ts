/** A card that wants to stand at `top` and is `height` tall; both in pixels. */
export type Wish = { top: number; height: number };

/**
 * Where each card stands, in the order given (which is that of the passages). No two overlap and `gap` lies between
 * them. The card numbered `level` stands exactly at its wish; those before it make room upwards, those after it
 * downwards, none further than it must. Without `level` cards only ever move down. O(n).
 *
 * With many notes on the first lines the cards before the level one may go above zero: they come back when the level
 * one is left.
 */
export function place(wishes: readonly Wish[], level: number | null, gap: number): number[] {
  const tops: number[] = [];
  let free = Number.NEGATIVE_INFINITY;
  for (const [i, { top, height }] of wishes.entries()) {
    const at = i === level ? top : Math.max(top, free);
    tops.push(at);
    free = at + height + gap;
  }
  for (let i = (level ?? 0) - 1; i >= 0; i--) {
    const highest = tops[i + 1]! - gap - wishes[i]!.height;
    // From here up everything has room already.
    if (tops[i]! <= highest) break;
    tops[i] = highest;
  }
  return tops;
}

/** The first and the last + 1 card that touch `[from, to]`; `tops` ascends. */
export function within(
  tops: readonly number[],
  heights: readonly number[],
  from: number,
  to: number,
): [number, number] {
  const first = (holds: (i: number) => boolean) => {
    let low = 0;
    let high = tops.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (holds(middle)) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  return [first((i) => tops[i]! + heights[i]! >= from), first((i) => tops[i]! > to)];
}
