/** Finds occurrences of a needle nearest to a place, at most `most` of them, nearest first. */
export type Finder = (needle: string, near: number, most: number) => number[];

const GRAM = 6;
/** Comparisons spent on one needle: more only happens where every part of it is commonplace. */
const PROBES = 4096;
/** Units that they may read in all, so that a long needle does not cost its length at each of them. */
const READ = 4_194_304;
/** The comparisons that a needle of this length gets. */
export const probesFor = (length: number): number => Math.min(PROBES, Math.max(64, Math.floor(READ / (length + 1))));
/** Grams of a needle that are weighed for being rare: a quote can be 20 KB long. */
const WEIGHED = 64;

/** Needles looked for by scanning before an index pays: building one costs as much as some dozens of scans. */
const SCANS = 12;

/** Finds needles in a text: the first few by scanning, then through an index (see `indexed`). */
export function finder(text: string): Finder {
  let scans = 0;
  let index: Finder | undefined;
  return (needle, near, most) => {
    const short = needle.length < GRAM;
    if (short || (!index && scans++ < SCANS)) {
      const { found, complete } = scan(text, needle, near, most);
      if (short || complete) return found;
    }
    index ??= indexed(text);
    return index(needle, near, most);
  };
}

/**
 * An index of all six-unit grams of a text (counting sort by hash, so each gram's places are in text order). A needle is looked
 * up by its rarest gram, outwards from the expected place: a search costs what the gram's occurrences cost, not the text.
 */
function indexed(text: string): Finder {
  const count = Math.max(0, text.length - GRAM + 1);
  const bits = Math.min(20, Math.max(8, 32 - Math.clz32(count)));
  const shift = 32 - bits;
  const heads = new Uint32Array((1 << bits) + 1);
  const places = new Uint32Array(count);
  const hashes = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    const hash = hashAt(text, i) >>> shift;
    hashes[i] = hash;
    heads[hash + 1]!++;
  }
  for (let h = 0; h < 1 << bits; h++) heads[h + 1]! += heads[h]!;
  const fill = heads.slice(0, -1);
  for (let i = 0; i < count; i++) places[fill[hashes[i]!]!++] = i;

  return (needle, near, most) => {
    const last = needle.length - GRAM;
    const step = Math.max(1, Math.floor(last / WEIGHED));
    let best = { offset: 0, from: 0, to: Number.POSITIVE_INFINITY };
    for (let offset = 0; offset <= last; offset += step) {
      const hash = hashAt(needle, offset) >>> shift;
      const [from, to] = [heads[hash]!, heads[hash + 1]!];
      if (to - from < best.to - best.from) best = { offset, from, to };
    }
    const found: number[] = [];
    const target = near + best.offset;
    const allowed = probesFor(needle.length);
    let right = lowerBound(places, target, best.from, best.to);
    let left = right - 1;
    for (let probes = 0; probes < allowed && found.length < most; probes++) {
      const canLeft = left >= best.from;
      const canRight = right < best.to;
      if (!canLeft && !canRight) break;
      const goRight = canRight && (!canLeft || places[right]! - target <= target - places[left]!);
      const at = places[goRight ? right++ : left--]! - best.offset;
      if (at >= 0 && text.startsWith(needle, at)) found.push(at);
    }
    return found;
  };
}

/** Looks around the expected place first, then from the beginning. Not `complete` when it gave up among commonplace hits. */
function scan(text: string, needle: string, near: number, most: number): { found: number[]; complete: boolean } {
  const found: number[] = [];
  // Only the head is searched for: `indexOf` on a long needle can cost its length at every place of a text made for that.
  const head = needle.slice(0, 16);
  const from = Math.min(Math.max(0, near - WINDOW), text.length);
  const allowed = probesFor(needle.length);
  let probes = 0;
  const collect = (begin: number, stop: number) => {
    let at = text.indexOf(head, begin);
    while (at >= 0 && at < stop && (found.length < most || at < near + WINDOW) && probes++ < allowed) {
      if (text.startsWith(needle, at)) found.push(at);
      at = text.indexOf(head, at + 1);
    }
  };
  if (head !== "") collect(from, text.length);
  if (head !== "" && found.length < most) collect(0, from);
  found.sort((a, b) => Math.abs(a - near) - Math.abs(b - near));
  return { found: found.slice(0, most), complete: probes < allowed || found.length >= most };
}

const WINDOW = 1024;

function hashAt(text: string, at: number): number {
  let hash = 0x811c9dc5;
  for (let k = 0; k < GRAM; k++) hash = Math.imul(hash ^ text.charCodeAt(at + k), 0x01000193);
  return Math.imul(hash ^ (hash >>> 15), 0x9e3779b1) >>> 0;
}

function lowerBound(sorted: Uint32Array, value: number, from: number, to: number): number {
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (sorted[middle]! < value) from = middle + 1;
    else to = middle;
  }
  return from;
}
