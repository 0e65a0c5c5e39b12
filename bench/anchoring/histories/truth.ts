import search from "approx-string-match";
import type { Span } from "../../../lib/anchoring";
import type { Followed, UnitMap } from "./follow";

/**
 * Where a passage truly is: the least that belongs to it, from the first to the last of its characters that survived, and the
 * most, which takes in what was written at its ends in the place of what it lost there.
 */
export type Place = Span & { most: Span };

/** Shares of a passage's characters: with fewer than the first it is gone, with more than the second it is there. */
const GONE = 0.1;
const THERE = 0.2;
/** The made-up corpus's rule, where everything is asked. */
const PLAINLY_GONE = 0.15;
/** Share of a passage's characters that stood where a step rewrote too much to say what it kept. */
const DOUBTFUL = 0.3;
/** Units of other text, from elsewhere in the old revision, that may stand inside a place; more, and it was torn apart. */
const OTHERS = 2;
/** What stands in the place of a passage's lost end is at most this many times as long, and so many units more. */
const LONGER = 2;
const MORE = 16;
/** Part of a passage by which what stands in its stead may differ and still be the same, said in other words. */
const REWORDED = 0.4;
/** The same for passages of fewer units than the second. */
const REWORDED_SHORT = 0.2;
const SHORT = 16;
/** Units between a lost passage's neighbours, beyond which there is no saying what stands in its stead. */
const STEAD = 20_000;

/**
 * Where each passage truly stands after a leap: `null` when it is gone, `undefined` when that cannot be said. Whitespace counts
 * for nothing. Where a passage was torn apart, its place is the part with most of it. It cannot be said
 * - when between 10 and 20 % of its characters survive;
 * - when a step rewrote the stretch that 30 % of it stood in, so that its difference is one of several that are as good;
 * - when words alone lose what was reworded step by step: when between its surviving neighbours there stands what is still
 *   at least 60 % like it.
 */
export function truth(
  old: string,
  text: string,
  { map, doubt }: Followed,
  spans: readonly Span[],
): (Place | null | undefined)[] {
  // How many units of the old revision stand before each place of the new one.
  const alive = new Int32Array(text.length + 1);
  for (let o = 0; o < old.length; o++) if (map[o]! >= 0 && !blank(old, o)) alive[map[o]! + 1] = 1;
  for (let i = 0; i < text.length; i++) alive[i + 1]! += alive[i]!;
  const others = (from: number, to: number) => alive[to]! - alive[from]!;

  return spans.map(({ start, end }) => {
    let had = 0;
    let doubtful = 0;
    const places: { from: number; at: number }[] = [];
    for (let o = start; o < end; o++) {
      if (blank(old, o)) continue;
      had++;
      doubtful += doubt[o]!;
      if (map[o]! >= 0) places.push({ from: o, at: map[o]! });
    }
    if (doubtful > DOUBTFUL * had) return undefined;
    if (places.length === 0 || places.length < GONE * had) return stead(old, text, map, start, end) ? undefined : null;
    if (places.length < THERE * had) return undefined;
    places.sort((x, y) => x.at - y.at);
    type Part = Span & { first: number; last: number; weight: number };
    let best: Part | null = null;
    let part: Part | null = null;
    for (const { from, at } of places) {
      if (!part || from < part.last || others(part.end, at) > OTHERS)
        part = { start: at, end: at, first: from, last: from, weight: 0 };
      part.end = at + 1;
      part.last = from;
      part.weight++;
      if (!best || part.weight > best.weight) best = part;
    }
    if (!best) return null;
    const most = { start: best.start, end: best.end };
    const [head, tail] = [solid(old, start, best.first), solid(old, best.last + 1, end)];
    if (head > 0)
      for (
        let room = LONGER * head + MORE;
        room > 0 && most.start > 0 && others(most.start - 1, most.start) === 0;
        room--
      )
        most.start--;
    if (tail > 0)
      for (
        let room = LONGER * tail + MORE;
        room > 0 && most.end < text.length && others(most.end, most.end + 1) === 0;
        room--
      )
        most.end++;
    return { start: best.start, end: best.end, most };
  });
}

/**
 * The same by the plainest rule, which leaves nothing out: from the first to the last character that the composed differences
 * kept, `null` where under 15 % are left. Where a step rewrote much, or a passage was torn apart, this is not true of the text.
 */
export function plainTruth(old: string, map: UnitMap, spans: readonly Span[]): (Place | null)[] {
  return spans.map((span) => {
    let had = 0;
    let kept = 0;
    const place = { start: Number.POSITIVE_INFINITY, end: 0 };
    for (let o = span.start; o < span.end; o++) {
      if (blank(old, o)) continue;
      had++;
      if (map[o]! < 0) continue;
      kept++;
      place.start = Math.min(place.start, map[o]!);
      place.end = Math.max(place.end, map[o]! + 1);
    }
    return kept === 0 || kept < PLAINLY_GONE * had ? null : { ...place, most: place };
  });
}

/** Whether something like a lost passage stands where it stood, between its surviving neighbours. */
function stead(old: string, text: string, map: UnitMap, start: number, end: number): boolean {
  let [before, after] = [start - 1, end];
  while (before >= 0 && (map[before]! < 0 || blank(old, before))) before--;
  while (after < old.length && (map[after]! < 0 || blank(old, after))) after++;
  const from = before < 0 ? 0 : map[before]! + 1;
  const to = after === old.length ? text.length : map[after]!;
  if (to <= from || to - from > STEAD) return false;
  const quote = level(old.slice(start, end));
  const most = Math.floor(quote.length * (quote.length < SHORT ? REWORDED_SHORT : REWORDED));
  return search(level(text.slice(from, to)), quote, most).length > 0;
}

const level = (text: string) => text.replace(/\s+/g, " ").trim();
const blank = (text: string, at: number) => /\s/.test(text[at]!);

function solid(text: string, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i++) if (!blank(text, i)) count++;
  return count;
}
