import type { Folded } from "./fold";
import type { Block } from "./myers";
import { isWord } from "./tokens";

/** Runs that touch on both sides become one. */
export function joined(blocks: readonly Block[]): Block[] {
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
export const SCRAP = 4;
/** Runs under 12 units whose surroundings were replaced to this many times their length stand there by chance. */
const FAR = 6;

/**
 * Drops runs that are small beside what was replaced around them: letters that two unrelated wordings happen to have in
 * common (after diff-match-patch's semantic clean-up). A run goes when it is no longer than what was taken out *and* put in
 * on either side of it, or much shorter than what was on both sides together. Linear.
 */
export function meaningful(blocks: readonly Block[], n: number, m: number): Block[] {
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
export function slid(blocks: readonly Block[], from: Folded, to: Folded): Block[] {
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

export const closes = (unit: number) => /[.,;:!?)\]}…。，、！？」]/.test(String.fromCharCode(unit));

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
