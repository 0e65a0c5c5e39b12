import type { Folded } from "./fold";
import { refine } from "./gap";
import { grown, hide, movedWords, without } from "./moved";
import type { Block } from "./myers";
import { patience } from "./patience";
import { stroll } from "./stroll";
import { joined, meaningful, slid } from "./tidy";
import { blocksOf, tokenise } from "./tokens";

export type { Block };

/** What two texts share: runs in the same order on both sides, and runs that stand elsewhere now, both ascending in `a`. */
export type Difference = { kept: Block[]; moved: Block[] };

/** Steps that all gaps together may take, and for each unit of both texts more. Prose takes about a third of it. */
const STEPS = 4_000_000;
const STEPS_EACH = 24;

/**
 * Compares two levelled texts: common ends, then words by patience, then blocks of words that have moved, then the small
 * gaps unit by unit. Near linear in both texts, memory linear.
 */
export function diff(from: Folded, to: Folded): Difference {
  const [a, b] = [from.units, to.units];
  const shorter = Math.min(a.length, b.length);
  let head = 0;
  while (head < shorter && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < shorter - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  // Words are told apart by their surroundings, so the middle is cut out with whole words on its edges.
  while (head > 0 && a[head - 1] !== 0x20) head--;
  while (tail > 0 && a[a.length - tail] !== 0x20) tail--;
  const middle = between(from, to, head, tail);
  const shift = (block: Block) => ({ a: block.a + head, b: block.b + head, length: block.length });
  const kept = joined([
    { a: 0, b: 0, length: head },
    ...middle.kept.map(shift),
    { a: a.length - tail, b: b.length - tail, length: tail },
  ]);
  return { kept: slid(kept, from, to), moved: middle.moved.map(shift) };
}

/**
 * The same for two texts as they stand, where they differ by a few letters, digits and signs of ASCII: levelling them would
 * find nothing else. `null` where there is more between them.
 */
export function slips(from: Folded, to: Folded): Difference | null {
  const [a, b] = [from.units, to.units];
  const few = stroll(a, b);
  if (!few) return null;
  let at = { a: 0, b: 0 };
  for (const block of [...few, { a: a.length, b: b.length, length: 0 }]) {
    for (let i = at.a; i < block.a; i++) if (a[i]! <= 0x20 || a[i]! > 0x7e) return null;
    for (let j = at.b; j < block.b; j++) if (b[j]! <= 0x20 || b[j]! > 0x7e) return null;
    at = { a: block.a + block.length, b: block.b + block.length };
  }
  return { kept: slid(meaningful(joined(few), a.length, b.length), from, to), moved: [] };
}

function between(from: Folded, to: Folded, head: number, tail: number): Difference {
  const a = from.units.subarray(head, from.units.length - tail);
  const b = to.units.subarray(head, to.units.length - tail);
  if (a.length === 0 || b.length === 0) return { kept: [], moved: [] };
  const few = stroll(a, b);
  if (few) return { kept: meaningful(joined(few), a.length, b.length), moved: [] };
  const [old, now] = tokenise(a, b);
  const pairs = new Int32Array(old.ids.length).fill(-1);
  patience(old.ids, now.ids, pairs, [4]);
  const budget = { steps: STEPS + STEPS_EACH * (a.length + b.length) };
  const moved = grown(movedWords(a, old, now, pairs), blocksOf(old, now, pairs), a, b, budget);
  patience(...without(old, now, moved), pairs, [2, 1]);

  const hidden = moved.length > 0 ? hide(a, b, moved) : ([a, b] as const);
  const kept: Block[] = [];
  let at = { a: 0, b: 0 };
  const end = { a: a.length, b: b.length, length: 0 };
  for (const block of [...blocksOf(old, now, pairs), end]) {
    refine(...hidden, { a0: at.a, a1: block.a, b0: at.b, b1: block.b }, budget, kept);
    if (block.length > 0) kept.push(block);
    at = { a: block.a + block.length, b: block.b + block.length };
  }
  return { kept: meaningful(joined(kept), a.length, b.length), moved };
}
