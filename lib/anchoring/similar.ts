/** Where a pattern was found, and how many edits away: half-open, in units of the text. */
export type Likeness = { start: number; end: number; errors: number };

/** Longer patterns are compared by their head and tail: what a search costs must not grow with what is marked. */
export const PATTERN = 256;

/**
 * The best approximate occurrence of `pattern` in `text[from, to)` with at most `most` insertions, deletions and
 * replacements, or `null`. Bit-parallel: G. Myers, "A fast bit-vector algorithm for approximate string matching" (1999), in
 * blocks of 32 rows; O(⌈|pattern| / 32⌉ × (to - from)). Among equals the first that ends nearest to `near`.
 */
export function similar(
  pattern: Uint16Array,
  text: Uint16Array,
  from: number,
  to: number,
  most: number,
  near = from,
): Likeness | null {
  const found = nearestEnd(pattern, text, from, to, most, near, 1);
  if (!found) return null;
  // Backwards from the end found, the same search gives where the occurrence begins.
  const { at: end, errors } = found;
  const first = Math.max(from, end - pattern.length - errors);
  const back = nearestEnd(
    pattern.slice().reverse(),
    text.slice(first, end).reverse(),
    0,
    end - first,
    errors,
    pattern.length,
    0,
  );
  return { start: end - (back?.at ?? pattern.length), end, errors };
}

/** The end of the occurrence with the fewest errors. `free` is 1 when an occurrence may begin anywhere, 0 when only at `from`. */
function nearestEnd(
  pattern: Uint16Array,
  text: Uint16Array,
  from: number,
  to: number,
  most: number,
  near: number,
  free: 0 | 1,
): { at: number; errors: number } | null {
  const rows = pattern.length;
  if (rows === 0) return null;
  const words = Math.ceil(rows / 32);
  const masks = masksOf(pattern, words);
  const none = new Int32Array(words);
  const plus = new Int32Array(words).fill(-1);
  const minus = new Int32Array(words);
  const last = 1 << ((rows - 1) % 32);
  let score = rows;
  let best: { at: number; errors: number } | null = null;
  for (let i = from; i < to; i++) {
    const peq = masks.get(text[i]!) ?? none;
    // What enters from above: nothing when an occurrence may begin here, +1 when the text before must be paid for.
    let carry = free ? 0 : 1;
    for (let w = 0; w < words; w++) {
      const pv = plus[w]!;
      const mv = minus[w]!;
      const eq = peq[w]!;
      const xv = eq | mv;
      const eqIn = carry < 0 ? eq | 1 : eq;
      const xh = (((eqIn & pv) + pv) ^ pv) | eqIn;
      let ph = mv | ~(xh | pv);
      let mh = pv & xh;
      const top = w === words - 1 ? last : 1 << 31;
      const out = (ph & top) !== 0 ? 1 : (mh & top) !== 0 ? -1 : 0;
      ph <<= 1;
      mh <<= 1;
      if (carry < 0) mh |= 1;
      else if (carry > 0) ph |= 1;
      plus[w] = mh | ~(xv | ph);
      minus[w] = ph & xv;
      carry = out;
    }
    score += carry;
    if (score > most) continue;
    if (!best || score < best.errors || (score === best.errors && Math.abs(i + 1 - near) < Math.abs(best.at - near))) {
      best = { at: i + 1, errors: score };
    }
  }
  return best;
}

function masksOf(pattern: Uint16Array, words: number): Map<number, Int32Array> {
  const masks = new Map<number, Int32Array>();
  for (let i = 0; i < pattern.length; i++) {
    const unit = pattern[i]!;
    const mask = masks.get(unit) ?? new Int32Array(words);
    masks.set(unit, mask);
    mask[i >>> 5]! |= 1 << (i & 31);
  }
  return masks;
}
