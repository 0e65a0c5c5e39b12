import { firstAbove } from "./runs";
import { PATTERN, similar } from "./similar";

/** Looks for words that a difference has lost: answers units of the new text, and how unlike what is there is, 0 to 1. */
export type LostAndFound = (from: number, to: number) => { start: number; end: number; unlike: number } | null;

const GRAM = 8;
const SLOTS = 1 << 18;
/** Grams of a quote that are looked up, occurrences of one that are followed, and places that are looked at closely. */
const SEEDS = 32;
const FOLLOWED = 6;
const CLOSELY = 3;
/** Seeds that must agree on a place before it is looked at. */
const AGREED = 2;
/** Part of a quote that may differ. Sentences of one text that say similar things differ by more. */
const UNLIKE = 0.25;
/** The same for quotes of fewer units than the second: little words make many such phrases. */
const UNLIKE_FEW = 0.1;
const FEW = 24;
/** Shorter quotes turn up by chance. */
const SHORT = 16;
/** Units compared in all, for any number of quotes: a bound, far above what any real revision takes. */
const BUDGET = 400_000_000;

/**
 * Searches only those parts of the new text that nothing in the old one claimed: a passage that was cut while its twin
 * stayed must not be found in the twin. An index of eight-unit grams finds places, approximate matching confirms them.
 * @param free the unclaimed ranges of `text`, ascending
 */
export function lostAndFound(
  old: Uint16Array,
  text: Uint16Array,
  free: readonly { start: number; end: number }[],
): LostAndFound {
  // Chains of places by hash: `heads` has the last place of each, `earlier` the one before it, as one more than the offset.
  const heads = new Int32Array(SLOTS);
  const earlier = new Int32Array(text.length);
  for (const { start, end } of free) {
    for (let i = start; i + GRAM <= end; i++) {
      const slot = hashAt(text, i) & (SLOTS - 1);
      earlier[i] = heads[slot]!;
      heads[slot] = i + 1;
    }
  }
  // Grams that the old text has more than once say nothing about where a passage went: its twin has them too.
  const once = new Uint8Array(SLOTS);
  for (let i = 0; i + GRAM <= old.length; i++) {
    const slot = hashAt(old, i) & (SLOTS - 1);
    if (once[slot]! < 2) once[slot]!++;
  }
  const ends = Int32Array.from(free, ({ end }) => end);
  let budget = BUDGET;

  const confirm = (from: number, to: number, place: number) => {
    const middle = place + ((to - from) >> 1);
    const room = free[firstAbove(ends, middle, 0)];
    if (!room || room.start > middle) return null;
    const size = to - from;
    const most = Math.floor(size * (size < FEW ? UNLIKE_FEW : UNLIKE));
    budget -= size * Math.ceil(Math.min(size, PATTERN) / 32);
    if (size <= PATTERN) {
      const found = similar(
        old.subarray(from, to),
        text,
        Math.max(room.start, place - most),
        Math.min(room.end, place + size + most),
        most,
        place + size,
      );
      return found && { start: found.start, end: found.end, unlike: found.errors / size };
    }
    const half = PATTERN / 2;
    const few = Math.floor(half * UNLIKE);
    const head = similar(
      old.subarray(from, from + half),
      text,
      Math.max(room.start, place - half),
      Math.min(room.end, place + 2 * half),
      few,
    );
    const tail = similar(
      old.subarray(to - half, to),
      text,
      Math.max(room.start, place + size - 2 * half),
      Math.min(room.end, place + size + half),
      few,
    );
    if (!head || !tail || tail.end <= head.start) return null;
    return { start: head.start, end: tail.end, unlike: (head.errors + tail.errors) / PATTERN };
  };

  return (from, to) => {
    const size = to - from;
    if (size < SHORT || budget < 0) return null;
    const votes = new Map<number, { count: number; place: number }>();
    const step = Math.max(1, Math.floor((size - GRAM) / SEEDS));
    for (let i = from; i + GRAM <= to; i += step) {
      const slot = hashAt(old, i) & (SLOTS - 1);
      if (once[slot] !== 1) continue;
      for (let at = heads[slot]! - 1, n = 0; at >= 0 && n < FOLLOWED; at = earlier[at]! - 1, n++) {
        const place = at - (i - from);
        const vote = votes.get(place >> 5);
        if (vote) vote.count++;
        else votes.set(place >> 5, { count: 1, place });
      }
    }
    const likely = [...votes.values()]
      .filter(({ count }) => count >= AGREED)
      .sort((x, y) => y.count - x.count)
      .slice(0, CLOSELY);
    let best: ReturnType<LostAndFound> = null;
    for (const { place } of likely) {
      const found = confirm(from, to, place);
      if (found && (!best || found.unlike < best.unlike)) best = found;
    }
    return best;
  };
}

function hashAt(units: Uint16Array, at: number): number {
  let hash = 0x811c9dc5;
  for (let k = 0; k < GRAM; k++) hash = Math.imul(hash ^ units[at + k]!, 0x01000193);
  return hash ^ (hash >>> 15);
}
