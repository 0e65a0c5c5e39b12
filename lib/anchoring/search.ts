import type { Anchored } from "./anchor";
import { type Finder, finder } from "./finder";
import { type Folded, fold, whole } from "./fold";
import type { Selector } from "./selector";
import { PATTERN, similar } from "./similar";
import type { Span } from "./span";
import { toEdge } from "./words";

/** Looks for one selector's passage; `expected` is where it should stand by now, in units of the original text. */
export type Search = (selector: Selector, expected: number | null) => Anchored | null;

/** Occurrences of a quote that are compared by their surroundings, nearest to the expected place first. */
const COMPARED = 64;
/** Likeness of the surroundings from which on an occurrence of the very words is the one meant. */
const MEANT = 0.5;
/** Likeness of surroundings times that of words, below which words that are only similar are something else. */
const BESIDE = 0.14;
/** Part of a quote that may have changed where its surroundings stand. */
const UNLIKE = 0.4;
/** Likeness of the surroundings below which a short quote (units) is taken for chance. */
const STRANGE = 0.1;
/** What standing where it is expected adds to a place's score, and how far off that is. */
const HERE = 0.3;
const NEAR = 128;
const LONG = 32;

type Place = { from: number; to: number; unlike: number; context: number; score: number };

/**
 * Searches a text for one quote at a time: for its very words first, then for what is like them where its surroundings
 * are. Of several places the one whose surroundings, words and nearness agree most is taken.
 */
export function searcher(text: string, folded: Folded): Search {
  const find = finder(folded.text);

  return (selector, expected) => {
    const quote = fold(selector.exact).text.trim();
    if (quote === "") return null;
    const near = unitAt(folded, expected ?? 0);
    const sides = surroundings(selector);
    const told = sides.prefix.length + sides.suffix.length;
    const compare = likeness(folded.text, sides);
    const place = (from: number, to: number, unlike: number): Place => {
      const context = compare(from, to);
      const away = expected === null ? Number.POSITIVE_INFINITY : Math.abs(from - near);
      const closeness = 0.1 * (1 - Math.min(1, Math.abs(from - near) / (folded.text.length + 1)));
      const there = HERE * Math.max(0, 1 - away / NEAR);
      return { from, to, unlike, context, score: 0.9 * context - unlike + closeness + there };
    };
    const found = candidates(folded, find, quote, sides, near).map((at) => place(at, at + quote.length, 0));
    if (told > 0) {
      const units = fold(quote).units;
      const like = (at: number) => {
        const hit = about(units, folded.units, at);
        const candidate = hit && place(hit.start, hit.end, hit.errors / units.length);
        if (candidate && candidate.unlike > 0 && candidate.context * (1 - candidate.unlike) >= BESIDE)
          found.push(candidate);
      };
      if (expected !== null && !found.some(({ from }) => Math.abs(from - near) < NEAR)) like(near);
      if (!found.some(({ context }) => context >= MEANT)) likely(find, quote, sides, near).forEach(like);
    }
    // Sorting is stable and candidates come nearest first: among equals the nearest wins.
    found.sort((x, y) => y.score - x.score);
    const first = found[0];
    if (!first || (first.context < STRANGE && told >= 2 * LONG && quote.length < LONG)) return null;
    const second = found.find(({ from, to }) => to <= first.from || from >= first.to);
    const lead = second ? first.score - second.score : 1;
    if (first.unlike === 0) {
      const span = unfold(text, folded, selector.exact, first.from, first.to);
      return { ...span, how: "exact", confidence: sureness(first.context, lead, sides) };
    }
    const start = toEdge(text, folded.starts[first.from]!, "before");
    const end = toEdge(text, folded.ends[first.to - 1]!, "after");
    const confidence = 0.5 + 0.35 * first.context * (1 - first.unlike);
    return { start, end, how: "fuzzy", confidence: Math.round(confidence * 1000) / 1000 };
  };
}

/** Units of one seed, seeds of one quote, occurrences of each, and places that are looked at closely. */
const SEED = 7;
const SEEDS = 40;
const OCCURRENCES = 6;
const CLOSELY = 3;

/** Places that share most short runs with a quote and its surroundings. */
function likely(find: Finder, quote: string, { prefix, suffix }: Sides, near: number): number[] {
  const all = prefix + quote + suffix;
  const votes = new Map<number, number[]>();
  const step = Math.max(1, Math.floor((all.length - SEED) / SEEDS));
  for (let k = 0; k + SEED <= all.length; k += step) {
    const seen = find(all.slice(k, k + SEED), near - prefix.length + k, OCCURRENCES + 1);
    // What stands everywhere says nothing.
    if (seen.length > OCCURRENCES) continue;
    for (const at of seen) {
      const place = at - k + prefix.length;
      const bucket = votes.get(place >> 5);
      if (bucket) bucket.push(place);
      else votes.set(place >> 5, [place]);
    }
  }
  return [...votes.values()]
    .sort((x, y) => y.length - x.length)
    .slice(0, CLOSELY)
    .map((places) => places.sort((x, y) => x - y)[places.length >> 1]!);
}

/** The best likeness of a pattern about a place; long ones by their ends. */
function about(pattern: Uint16Array, units: Uint16Array, place: number) {
  const within = (part: Uint16Array, at: number, room: number) => {
    const most = Math.floor(part.length * UNLIKE);
    const from = Math.max(0, at - room);
    const to = Math.min(units.length, at + part.length + room);
    return similar(part, units, from, to, most, at + part.length);
  };
  if (pattern.length <= PATTERN) return within(pattern, place, 40);
  const half = PATTERN / 2;
  const head = within(pattern.subarray(0, half), place, 40);
  const tail = within(pattern.subarray(pattern.length - half), place + pattern.length - half, half);
  if (!head || !tail || tail.end <= head.start) return null;
  return { start: head.start, end: tail.end, errors: ((head.errors + tail.errors) * pattern.length) / PATTERN };
}

type Sides = { prefix: string; suffix: string };

/** A word that stands alone is surely meant; repeated, its surroundings and the lead over the runner-up say how surely. */
function sureness(context: number, lead: number, { prefix, suffix }: Sides): number {
  if (lead === 1) return prefix || suffix ? 0.7 + 0.3 * context : 1;
  if (!prefix && !suffix) return 0.5;
  return Math.round((0.4 + 0.35 * context + 0.25 * Math.min(1, lead * 4)) * 1000) / 1000;
}

/** Whitespace at a quote's own edges is looked for as part of its surroundings. */
function surroundings({ exact, prefix, suffix }: Selector): Sides {
  const lead = exact.length - exact.trimStart().length;
  const trail = exact.trimEnd().length;
  return { prefix: fold(prefix + exact.slice(0, lead)).text, suffix: fold(exact.slice(trail) + suffix).text };
}

/**
 * Where the quote stands: the nearest places, and wherever a little of its surroundings stands with it, however far away.
 */
function candidates(folded: Folded, find: Finder, quote: string, { prefix, suffix }: Sides, near: number): number[] {
  const places = new Set<number>();
  const add = (before: string, after: string, most: number) => {
    for (const at of find(before + quote + after, near - before.length, most)) {
      const start = at + before.length;
      if (whole(folded, start) && whole(folded, start + quote.length)) places.add(start);
    }
  };
  add("", "", COMPARED);
  if (places.size > 0 && places.size < COMPARED) return [...places];
  const half = COMPARED / 2;
  for (const length of [12, 48]) {
    if (prefix) add(prefix.slice(-length), "", half);
    if (suffix) add("", suffix.slice(0, length), half);
  }
  if (prefix && suffix) add(prefix, suffix, half);
  return [...places].sort((a, b) => Math.abs(a - near) - Math.abs(b - near));
}

/**
 * How much the surroundings of a place are like those wanted, 0 to 1: half by what agrees unbroken from the quote outwards,
 * half by shared three-unit grams, so that one changed word beside the quote does not hide all the others.
 */
function likeness(text: string, { prefix, suffix }: Sides): (from: number, to: number) => number {
  const total = prefix.length + suffix.length;
  const before = gramsOf(prefix);
  const after = gramsOf(suffix);
  return (from, to) => {
    if (total === 0) return 0;
    let unbroken = 0;
    for (let k = 1; k <= prefix.length && text[from - k] === prefix[prefix.length - k]; k++) unbroken++;
    for (let k = 0; k < suffix.length && text[to + k] === suffix[k]; k++) unbroken++;
    const shared =
      share(before, text.slice(Math.max(0, from - prefix.length), from)) * prefix.length +
      share(after, text.slice(to, to + suffix.length)) * suffix.length;
    return (unbroken + shared) / (2 * total);
  };
}

function gramsOf(side: string): Set<string> {
  const all = new Set<string>();
  for (let k = 0; k + 3 <= side.length; k++) all.add(side.slice(k, k + 3));
  return all;
}

function share(wanted: Set<string>, side: string): number {
  if (wanted.size === 0) return 0;
  let shared = 0;
  for (const gram of gramsOf(side)) if (wanted.has(gram)) shared++;
  return shared / wanted.size;
}

/** The first unit of the levelled text that comes from `offset` or later. */
function unitAt({ starts }: Folded, offset: number): number {
  let from = 0;
  let to = starts.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (starts[middle]! < offset) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** The levelled range in the original's units; with the whitespace at the quote's edges, where it stands there just so. */
function unfold(text: string, { starts, ends }: Folded, exact: string, from: number, to: number): Span {
  const start = starts[from]!;
  const lead = exact.length - exact.trimStart().length;
  if (text.startsWith(exact, start - lead) && start >= lead)
    return { start: start - lead, end: start - lead + exact.length };
  return { start, end: ends[to - 1]! };
}
