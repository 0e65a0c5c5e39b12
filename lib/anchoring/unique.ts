/** Whether the units `[from, to)` of some text stand in a certain one no more than once. */
export type Unique = (units: Uint16Array, from: number, to: number) => boolean;

const GRAM = 8;
const BASE = 0x01000193;
/** What a unit weighs when it leaves a gram. */
const LEAVES = Array.from({ length: GRAM }).reduce((power: number) => Math.imul(power, BASE), 1);
/** Places of the table for each gram, and places at most: in a text beyond that, nothing counts as unique. */
const ROOM = 4;
const LARGEST = 1 << 24;
/** Grams of a quote that are looked at. */
const ASKED = 16;

/**
 * Counts all eight-unit grams of a text by hash. Words of which at least half of the grams are counted once are taken to be
 * unique; two grams that share a hash only make a unique one look repeated. Linear to make, constant to ask.
 */
export function unique(text: Uint16Array): Unique {
  const slots = Math.min(LARGEST, 2 ** (32 - Math.clz32(Math.max(256, ROOM * text.length))));
  const counts = new Uint8Array(slots);
  // The hash of each gram from that of the one before it.
  let hash = 0;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash, BASE) + text[i]! - (i < GRAM ? 0 : Math.imul(text[i - GRAM]!, LEAVES));
    if (i + 1 < GRAM) continue;
    const slot = mixed(hash) & (slots - 1);
    if (counts[slot]! < 2) counts[slot]!++;
  }
  return (units, from, to) => {
    const last = to - from - GRAM;
    if (last < 0) return false;
    const step = Math.max(1, Math.floor(last / ASKED));
    let single = 0;
    let asked = 0;
    for (let i = 0; i <= last; i += step) {
      asked++;
      let hash = 0;
      for (let k = 0; k < GRAM; k++) hash = Math.imul(hash, BASE) + units[from + i + k]!;
      if (counts[mixed(hash) & (slots - 1)] === 1) single++;
    }
    return 2 * single >= asked;
  };
}

const mixed = (hash: number) => Math.imul(hash ^ (hash >>> 15), 0x9e3779b1) >>> 7;
