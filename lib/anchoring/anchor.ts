import { type Finder, finder } from "./finder";
import { type Folded, fold, whole } from "./fold";
import { pieced } from "./pieced";
import { carrier } from "./remap";
import type { Selector } from "./selector";
import type { Span } from "./span";

/**
 * Where a passage lies, how it was found and how sure that is (0 to 1).
 * `exact`: where the selector says, or, when it names no place, by its words. `relocated`: its words stand elsewhere now.
 * `mapped` and `fuzzy` belong to a text that changed under the passage.
 */
export type Anchored = Span & { how: "exact" | "mapped" | "relocated" | "fuzzy"; confidence: number };

/** Occurrences of a quote that are compared by their surroundings, nearest to the expected place first. */
const COMPARED = 64;

/**
 * Finds each selector's passage in `text`, for when no older version of it is known. The place is looked at first, with its
 * surroundings. Where many selectors together tell most of the old text, it is put together again (`pieced`) and they are
 * carried over as by `remapAll`. Else the words are searched for in the levelled text (see `fold`), many of them through
 * one index, and repetitions are told apart by their surroundings and by how near they are to where the neighbours have
 * moved. `null` when the passage is not there: a wrong place is worse than none. Answers in input order; near linear in the
 * text plus the selectors.
 */
export function anchorAll(text: string, selectors: readonly Selector[]): (Anchored | null)[] {
  const found: (Anchored | null)[] = selectors.map(() => null);
  const order = selectors.map((_, i) => i).sort((a, b) => (selectors[a]!.start ?? 0) - (selectors[b]!.start ?? 0));
  const open = order.filter((i) => {
    if (selectors[i]!.exact === "") return false;
    const hint = hinted(selectors[i]!);
    found[i] = hint === null ? null : inPlace(text, selectors[i]!, hint);
    return !found[i];
  });
  if (open.length === 0) return found;

  const folded = fold(text);
  const old = open.length >= SOME ? pieced(selectors, text.length) : null;
  const carry = old && carrier(old.text, folded);
  let drift = 0;
  let search: ((selector: Selector, expected: number) => Anchored | null) | undefined;
  for (const i of open) {
    const selector = selectors[i]!;
    const hint = hinted(selector);
    const place = old?.places[i] ?? -1;
    if (carry && place >= 0) {
      found[i] = renamed(carry({ start: place, end: place + selector.exact.length }), place, hint);
      continue;
    }
    let anchor = hint === null ? null : inPlace(text, selector, hint + drift);
    if (!anchor) {
      search ??= searcher(text, folded);
      anchor = search(selector, Math.max(0, (hint ?? 0) + drift));
    }
    if (!anchor) continue;
    const how = hint === null || hint === anchor.start ? "exact" : "relocated";
    found[i] = { ...anchor, how };
    // Only a find beyond doubt may tell its neighbours where to look.
    if (hint !== null && anchor.confidence > 0.9) drift = anchor.start - hint;
  }
  return found;
}

/** Passages that must be missing from their places before the old text is put together again. */
const SOME = 4;

/** What a carrier says of a text put together from pieces, for the text that they came from. */
function renamed(anchor: Anchored | null, place: number, hint: number | null): Anchored | null {
  if (!anchor || hint === null) return anchor;
  const same = anchor.how === "exact" || (anchor.how === "mapped" && anchor.confidence === 1);
  const how =
    anchor.start === hint && same ? "exact" : same ? "relocated" : anchor.how === "exact" ? "mapped" : anchor.how;
  return place < 0 ? anchor : { ...anchor, how };
}

function hinted({ start }: Selector): number | null {
  return start !== undefined && Number.isInteger(start) && start >= 0 ? start : null;
}

/** The passage at `start`, if its words and all of its surroundings stand there unit for unit. */
function inPlace(text: string, { exact, prefix, suffix }: Selector, start: number): Anchored | null {
  const end = start + exact.length;
  if (start < 0 || !text.startsWith(exact, start)) return null;
  if (!text.startsWith(suffix, end) || !text.slice(0, start).endsWith(prefix)) return null;
  return { start, end, how: "exact", confidence: 1 };
}

function searcher(text: string, folded: Folded): (selector: Selector, expected: number) => Anchored | null {
  const find = finder(folded.text);

  return (selector, expected) => {
    const quote = fold(selector.exact).text.trim();
    if (quote === "") return null;
    const near = unitAt(folded, expected);
    const sides = surroundings(selector);
    const places = candidates(folded, find, quote, sides, near);
    if (places.length === 0) return null;

    const closeness = (at: number) => 1 - Math.min(1, Math.abs(at - near) / (folded.text.length + 1));
    const compare = likeness(folded.text, sides, quote.length);
    const ranked = places.map((at) => {
      const context = compare(at);
      return { at, context, score: 0.9 * context + 0.1 * closeness(at) };
    });
    // Sorting is stable and candidates come nearest first: among equals the nearest wins.
    ranked.sort((a, b) => b.score - a.score);
    const [first, second] = [ranked[0]!, ranked[1]];
    return {
      ...unfold(text, folded, selector.exact, first.at, first.at + quote.length),
      how: "exact",
      confidence: sureness(first.context, second ? first.score - second.score : 1, sides),
    };
  };
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
function likeness(text: string, { prefix, suffix }: Sides, length: number): (at: number) => number {
  const total = prefix.length + suffix.length;
  const before = gramsOf(prefix);
  const after = gramsOf(suffix);
  return (at) => {
    if (total === 0) return 0;
    let unbroken = 0;
    for (let k = 1; k <= prefix.length && text[at - k] === prefix[prefix.length - k]; k++) unbroken++;
    for (let k = 0; k < suffix.length && text[at + length + k] === suffix[k]; k++) unbroken++;
    const shared =
      share(before, text.slice(Math.max(0, at - prefix.length), at)) * prefix.length +
      share(after, text.slice(at + length, at + length + suffix.length)) * suffix.length;
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
