import { NOWHERE } from "./fold";
import { type Block, type Budget, myers } from "./myers";
import { type Gap, patience, unpaired } from "./patience";
import { joined } from "./tidy";

/** Gaps up to this size (both sides together) go to Myers as they are; larger ones are first parted by runs of units. */
const PLAIN = 768;
/** Insertions and deletions that a gap may take, however large it is. */
const EDITS = 640;

/** Compares one gap unit by unit and adds what its sides share. */
export function refine(a: Uint16Array, b: Uint16Array, gap: Gap, budget: Budget, out: Block[]): void {
  const { a1, b1 } = gap;
  let { a0, b0 } = gap;
  const start = a0;
  while (a0 < a1 && b0 < b1 && a[a0] === b[b0]) {
    a0++;
    b0++;
  }
  if (a0 > start) out.push({ a: start, b: b0 - (a0 - start), length: a0 - start });
  let tail = 0;
  while (a0 < a1 - tail && b0 < b1 - tail && a[a1 - 1 - tail] === b[b1 - 1 - tail]) tail++;
  if (a1 - tail > a0 && b1 - tail > b0) {
    const [placesA, unitsA] = visible(a, a0, a1 - tail, NOWHERE[0]);
    const [placesB, unitsB] = visible(b, b0, b1 - tail, NOWHERE[1]);
    for (const block of compared(unitsA, unitsB, budget)) {
      // What stood on both sides of something that moved is not one run.
      for (let k = 0; k < block.length; k++) {
        out.push({ a: placesA[block.a + k]!, b: placesB[block.b + k]!, length: 1 });
      }
    }
  }
  if (tail > 0) out.push({ a: a1 - tail, b: b1 - tail, length: tail });
}

function visible(units: Uint16Array, from: number, to: number, hidden: number): [Int32Array, Int32Array] {
  const places = new Int32Array(to - from);
  let size = 0;
  for (let i = from; i < to; i++) if (units[i] !== hidden) places[size++] = i;
  return [places, Int32Array.from(places.subarray(0, size), (i) => units[i]!)];
}

function compared(a: Int32Array, b: Int32Array, budget: Budget): Block[] {
  if (a.length === 0 || b.length === 0) return [];
  if (a.length + b.length <= PLAIN) return myers(a, b, bound(a.length, b.length), budget) ?? [];
  const pairs = new Int32Array(a.length).fill(-1);
  patience(a, b, pairs, [12, 7]);
  const found: Block[] = [];
  for (const { a0, a1, b0, b1 } of unpaired(pairs, b.length)) {
    if (a0 === a1 || b0 === b1) continue;
    const inner = myers(a.subarray(a0, a1), b.subarray(b0, b1), bound(a1 - a0, b1 - b0), budget) ?? [];
    for (const block of inner) for (let k = 0; k < block.length; k++) pairs[a0 + block.a + k] = b0 + block.b + k;
  }
  for (let i = 0; i < pairs.length; i++) if (pairs[i]! >= 0) found.push({ a: i, b: pairs[i]!, length: 1 });
  return joined(found);
}

/** Under a third of the shorter side in common is a replacement, not an edit. */
function bound(n: number, m: number): number {
  return Math.min(EDITS, n + m - 2 * Math.ceil(Math.min(n, m) / 3));
}
