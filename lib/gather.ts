import type { Span } from "./anchoring";
import { KINDS, type Kind } from "./schemas/annotation";

/** Which marks are of one and the same passage, though no two readers draw it alike; and where they differ on what it is. */

export type Drawn = Span & { by: string; kind: Kind };
/** A passage as the mark has it that most others resemble, and its marks in input order. */
export type Gathered<M> = Span & { marks: M[] };

/** Two marks are of one passage when what both cover is at least this part of what either covers (Jaccard, 1901). */
const ALIKE = 1 / 2;

function alike(a: Span, b: Span): boolean {
  const both = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  return both > 0 && both >= ALIKE * (a.end - a.start + (b.end - b.start) - both);
}

/**
 * Sorts marks into passages, in text order. The mark that most others are alike leads a passage, and takes what is alike
 * and not taken yet: so no chain of half overlaps draws a whole page into one. Marks of no length are left out.
 * O(n log n), and as many comparisons as marks begin near each other.
 */
export function gather<M extends Span>(marks: readonly M[]): Gathered<M>[] {
  const places = new Map<string, Gathered<M>>();
  for (const mark of marks) {
    if (mark.end <= mark.start) continue;
    const key = `${mark.start} ${mark.end}`;
    const place = places.get(key) ?? { start: mark.start, end: mark.end, marks: [] };
    place.marks.push(mark);
    places.set(key, place);
  }
  const all = [...places.values()].sort((a, b) => a.start - b.start || a.end - b.end);
  const weight = all.map((place) => sum(near(all, place).map((i) => all[i]!.marks.length)));
  const order = all.map((_, i) => i).sort((a, b) => weight[b]! - weight[a]! || a - b);
  const taken = new Array<boolean>(all.length).fill(false);
  const at = new Map(marks.map((mark, i) => [mark, i]));
  const passages: Gathered<M>[] = [];
  for (const lead of order) {
    if (taken[lead]) continue;
    const { start, end } = all[lead]!;
    const mine: M[] = [];
    for (const i of near(all, all[lead]!)) {
      if (taken[i]) continue;
      taken[i] = true;
      mine.push(...all[i]!.marks);
    }
    passages.push({ start, end, marks: mine.sort((a, b) => at.get(a)! - at.get(b)!) });
  }
  return passages.sort((a, b) => a.start - b.start || a.end - b.end);
}

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

/** The places that are alike one, itself among them. What is alike begins less than a length of it before, or half of one after. */
function near(all: readonly Span[], place: Span): number[] {
  const length = place.end - place.start;
  const found: number[] = [];
  for (let i = firstFrom(all, place.start - length); i < all.length; i++) {
    if (all[i]!.start > place.start + length * (1 - ALIKE)) break;
    if (alike(all[i]!, place)) found.push(i);
  }
  return found;
}

function firstFrom(all: readonly Span[], start: number): number {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (all[middle]!.start < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** As what readers marked a passage, beside plain notes, which say nothing of that. */
const SAYING: ReadonlySet<Kind> = new Set(["claim", "quote", "evidence"]);

/** Who marked a passage as what; `others` is how many marked it otherwise than most did. */
export type Voices = { of: { kind: Kind; people: number }[]; others: number; differ: boolean };

/**
 * What readers say a passage is. Each has one voice, parted evenly where they gave it several kinds; they differ when at
 * least a quarter of the voices, and one whole voice, are for another kind than most are.
 */
export function voices(marks: readonly { by: string; kind: Kind }[]): Voices {
  const said = new Map<string, Set<Kind>>();
  for (const { by, kind } of marks) if (SAYING.has(kind)) said.set(by, (said.get(by) ?? new Set()).add(kind));
  const shares = new Map<Kind, { kind: Kind; people: number; voice: number }>();
  for (const kinds of said.values())
    for (const kind of kinds) {
      const share = shares.get(kind) ?? { kind, people: 0, voice: 0 };
      share.people += 1;
      share.voice += 1 / kinds.size;
      shares.set(kind, share);
    }
  const of = [...shares.values()].sort((a, b) => b.voice - a.voice || KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
  const others = said.size - (of[0]?.voice ?? 0);
  return {
    of: of.map(({ kind, people }) => ({ kind, people })),
    others: Math.round(others),
    differ: others >= 1 && others >= said.size / 4,
  };
}
