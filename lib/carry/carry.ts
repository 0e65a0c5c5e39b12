import { type Anchored, type Edit, edits, type Span, type Standing, standing } from "../anchoring";
import { fold } from "../anchoring/fold";
import { carrier } from "../anchoring/remap";

/** Marks that were last placed in one text, each with its words as its author drew them. */
export type Group = { text: string; spans: readonly Span[]; quotes: readonly string[] };
/** Where a mark stands in the new text, and what that means for it. */
export type Carried = { anchor: Anchored | null; standing: Standing };

/** Work for a thread: numbers travel as arrays of their own type, which are neither copied nor parsed. */
export type Task = {
  to: string;
  groups: { text: string; spans: Int32Array; quotes: readonly string[] }[];
  /** Reading places in the text of the first group. */
  places: Int32Array;
};
export type Answer = { groups: Packed[]; places: Int32Array };
/** Start and end of each, −1 for an orphan; then how, how sure, and what it means, by their place in the lists below. */
type Packed = { spans: Int32Array; hows: Uint8Array; confidences: Float64Array; standings: Uint8Array };

const HOWS = ["exact", "mapped", "relocated", "fuzzy"] as const satisfies Anchored["how"][];
const STANDINGS = ["kept", "moved", "orphaned"] as const satisfies Standing[];

/** Carries marks and reading places over to a new text: what a thread does with a task. */
export function carryAll({ to, groups, places }: Task): Answer {
  const [base] = groups;
  return {
    groups: groups.map((group) => carryGroup(group, to)),
    places: base && places.length > 0 ? carryPlaces(edits(base.text, to), places, to.length) : places,
  };
}

/** Two texts and how spans are carried between them. */
let last: { from: string; to: string; map: (span: Span) => Anchored | null } | null = null;
/** Longer texts are compared anew each time: what is known of them is too much to keep. */
const KEPT = 4_000_000;

/**
 * As `remapAll`, for one span at a time. The last two texts are kept in mind: marks that are written while a version is
 * published come by ones and twos, and comparing a book for each would take longer than the next takes to come.
 */
function mapOf(from: string, to: string): (span: Span) => Anchored | null {
  if (last?.from === from && last.to === to) return last.map;
  const map =
    from === to ? (span: Span) => ({ ...span, how: "exact" as const, confidence: 1 }) : carrier(fold(from), fold(to));
  last = from.length + to.length > KEPT ? null : { from, to, map };
  return map;
}

function carryGroup({ text, spans, quotes }: Task["groups"][number], to: string): Packed {
  const map = quotes.length ? mapOf(text, to) : () => null;
  const found = quotes.map((_, i) => map({ start: spans[2 * i]!, end: spans[2 * i + 1]! }));
  const packed: Packed = {
    spans: new Int32Array(2 * found.length).fill(-1),
    hows: new Uint8Array(found.length),
    confidences: new Float64Array(found.length),
    standings: new Uint8Array(found.length),
  };
  for (const [i, anchor] of found.entries()) {
    const there = anchor && to.slice(anchor.start, anchor.end);
    packed.standings[i] = STANDINGS.indexOf(standing(quotes[i]!, there, anchor));
    if (!anchor) continue;
    packed.spans.set([anchor.start, anchor.end], 2 * i);
    packed.hows[i] = HOWS.indexOf(anchor.how);
    packed.confidences[i] = anchor.confidence;
  }
  return packed;
}

/** Where reading places lie in the new text, its end at most; one in what was replaced goes to where that began. */
function carryPlaces(changes: readonly Edit[], places: Int32Array, end: number): Int32Array {
  return places.map((place) => {
    let [low, high] = [0, changes.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (changes[middle]!.from.start < place) low = middle + 1;
      else high = middle;
    }
    const last = changes[low - 1];
    if (!last) return Math.min(place, end);
    return Math.min(last.from.end > place ? last.to.start : place + last.to.end - last.from.end, end);
  });
}

/** A task of plain values. */
export const pack = (groups: readonly Group[], to: string, places: readonly number[]): Task => ({
  to,
  groups: groups.map(({ text, spans, quotes }) => ({
    text,
    spans: Int32Array.from(spans.flatMap(({ start, end }) => [start, end])),
    quotes,
  })),
  places: Int32Array.from(places),
});

/** The plain values of an answer, by group. */
export const unpack = (answer: Answer): { groups: Carried[][]; places: number[] } => ({
  groups: answer.groups.map(({ spans, hows, confidences, standings }) =>
    Array.from(standings, (what, i): Carried => {
      const [start, end] = [spans[2 * i]!, spans[2 * i + 1]!];
      const anchor = start < 0 ? null : { start, end, how: HOWS[hows[i]!]!, confidence: confidences[i]! };
      return { anchor, standing: STANDINGS[what]! };
    }),
  ),
  places: [...answer.places],
});

/** What can be handed over to another thread instead of being copied. */
export const transferable = ({ groups, places }: Answer): ArrayBufferLike[] => [
  places.buffer,
  ...groups.flatMap(({ spans, hows, confidences, standings }) =>
    [spans, hows, confidences, standings].map(({ buffer }) => buffer),
  ),
];
