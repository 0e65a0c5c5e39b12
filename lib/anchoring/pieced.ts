import { decode, type Folded, fold, NOWHERE } from "./fold";
import type { Selector } from "./selector";

/** An old text put together again, and where in it each selector's passage stands; -1 for those that did not fit in. */
export type Pieced = { text: Folded; places: Int32Array };

/** Share of an old text that its selectors must tell, and of a new text's length, before they say how one became the other. */
const TOLD = 0.4;
/** Selectors that contradict others, as a share: more, and their places are not of one text. */
const CONTRADICT = 0.1;
/** Fewer selectors are searched for one by one. */
const FEW = 8;
const HOLE = 0xffff;

/**
 * Puts an old text together from what its selectors quote of it, prefix and suffix included, each at the place that it
 * names: many marks on one text tell most of that text, and then one difference carries them all. What none tells is a
 * hole that equals nothing. `null` when too little is told, or the places contradict each other. Linear in the selectors.
 */
export function pieced(selectors: readonly Selector[], length: number): Pieced | null {
  const placed: { i: number; from: number }[] = [];
  for (const [i, { exact, prefix, start }] of selectors.entries()) {
    if (start === undefined || !Number.isInteger(start) || start < prefix.length || exact === "") continue;
    placed.push({ i, from: start - prefix.length });
  }
  if (placed.length < FEW) return null;
  placed.sort((x, y) => x.from - y.from);

  let units = new Uint16Array(4096);
  let size = 0;
  let missing = 0;
  let contradictions = 0;
  // The unit at `k` of `units` stands at `k + shift` in the old text.
  let shift = 0;
  const places = new Int32Array(selectors.length).fill(-1);
  for (const { i, from } of placed) {
    const { exact, prefix, suffix } = selectors[i]!;
    const piece = prefix + exact + suffix;
    let at = from - shift;
    if (at > size) {
      missing += at - size;
      shift = from - size - 1;
      at = size + 1;
    }
    if (at + piece.length + 1 > units.length) {
      const larger = new Uint16Array(2 * (at + piece.length + 1));
      larger.set(units.subarray(0, size));
      units = larger;
    }
    if (at > size) units[size++] = HOLE;
    const known = Math.min(size - at, piece.length);
    let same = 0;
    while (same < known && units[at + same] === piece.charCodeAt(same)) same++;
    if (same < known) {
      contradictions++;
      continue;
    }
    for (let k = known; k < piece.length; k++) units[size++] = piece.charCodeAt(k);
    places[i] = at + prefix.length;
  }
  if (size < TOLD * length || size < TOLD * (size + missing) || contradictions > CONTRADICT * placed.length)
    return null;

  const text = fold(decode(units.subarray(0, size)));
  for (let k = 0; k < text.units.length; k++) if (units[text.starts[k]!] === HOLE) text.units[k] = NOWHERE[0];
  return { text, places };
}
