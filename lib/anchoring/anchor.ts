import { fold } from "./fold";
import { pieced } from "./pieced";
import { carrier } from "./remap";
import { type Search, searcher } from "./search";
import type { Selector } from "./selector";
import type { Span } from "./span";

/**
 * Where a passage lies, how it was found and how sure that is (0 to 1).
 * `exact`: where the selector says, or, when it names no place, by its words. `relocated`: its words stand elsewhere now.
 * `mapped` and `fuzzy` belong to a text that changed under the passage.
 */
export type Anchored = Span & { how: "exact" | "mapped" | "relocated" | "fuzzy"; confidence: number };

/**
 * Finds each selector's passage in `text`, for when no older version of it is known. The place is looked at first, with its
 * surroundings. Where many selectors together tell most of the old text, it is put together again (`pieced`) and they are
 * carried over as by `remapAll`. Else the words are searched for in the levelled text (see `fold`), many of them through
 * one index, and repetitions are told apart by their surroundings and by how near they are to where the neighbours have
 * moved. `null` when the passage is not there: a wrong place is worse than none. Answers in input order; near linear in the
 * text plus the selectors.
 */
export function anchorAll(text: string, selectors: readonly Selector[]): (Anchored | null)[] {
  const scans = SCANNED / text.length;
  const found = selectors.map((selector, i) => {
    if (selector.exact === "") return null;
    const hint = hinted(selector);
    if (hint !== null) return inPlace(text, selector, hint);
    return i < scans ? verbatim(text, selector) : null;
  });
  const open: number[] = [];
  for (let i = 0; i < found.length; i++) if (!found[i] && selectors[i]!.exact !== "") open.push(i);
  if (open.length === 0) return found;
  open.sort((a, b) => (selectors[a]!.start ?? 0) - (selectors[b]!.start ?? 0));
  if (shifted(text, selectors, open, found)) return found;

  const folded = fold(text);
  const old = open.length >= SOME ? pieced(selectors, text.length) : null;
  const carry = old && carrier(old.text, folded);
  let drift = 0;
  let search: Search | undefined;
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
      anchor = search(selector, hint === null ? null : Math.max(0, hint + drift));
    }
    if (!anchor) continue;
    const same = anchor.how === "exact" && hint !== null && hint !== anchor.start ? "relocated" : anchor.how;
    const far = hint !== null && Math.abs(anchor.start - hint - drift) > FAR;
    found[i] = { ...anchor, how: same, confidence: far ? Math.min(anchor.confidence, DOUBT) : anchor.confidence };
    // Only a find beyond doubt may tell its neighbours where to look.
    if (hint !== null && anchor.confidence > 0.9) drift = anchor.start - hint;
  }
  return found;
}

/** Where a passage lies that names its place and stands there with all of its surroundings; costs what it holds, not the text. */
export function anchorAtHint(text: string, selector: Selector): Anchored | null {
  const hint = hinted(selector);
  return hint === null || selector.exact === "" ? null : inPlace(text, selector, hint);
}

/** Passages that must be missing from their places before the old text is put together again. */
const SOME = 4;
/** A passage found this far from where its neighbours went may be its twin: it is shown for checking. */
const FAR = 2000;
const DOUBT = 0.85;

/** Units read in all to find passages in the text as it stands; beyond, the index of the levelled text is faster. */
const SCANNED = 500_000_000;
/** Places at which the start of a passage is compared further. */
const PROBES = 64;

const HEAD = 48;

/** Where a passage's words stand with all of their surroundings: the first place, and whether it is the only one. */
function whole(text: string, { exact, prefix, suffix }: Selector): { start: number; alone: boolean } | null {
  const words = prefix + exact + suffix;
  // Only the head is searched for: see `scan` in finder.ts. Here it is longer, because a scan skips by its needle's length.
  const head = words.slice(0, HEAD);
  let start = -1;
  let probes = 0;
  for (let at = text.indexOf(head); at >= 0 && probes++ < PROBES; at = text.indexOf(head, at + 1)) {
    if (!text.startsWith(words, at)) continue;
    if (start >= 0) return { start, alone: false };
    start = at + prefix.length;
  }
  return start < 0 ? null : { start, alone: probes <= PROBES };
}

/** A passage that names no place, word for word with its surroundings; the first where it stands so more than once. */
function verbatim(text: string, selector: Selector): Anchored | null {
  const place = selector.prefix.length + selector.suffix.length < CONTEXT ? null : whole(text, selector);
  if (!place) return null;
  const { start, alone } = place;
  return { start, end: start + selector.exact.length, how: "exact", confidence: alone ? 1 : ONE_OF_SOME };
}

/** Surroundings, in units, that make a verbatim place a sure one. */
const CONTEXT = 24;
/** Confidence where nothing says which of equal places is meant. */
const ONE_OF_SOME = 0.75;
/** Shifts that are tried before the text counts as changed, and passages by which each is found. */
const SHIFTS = 12;

/**
 * The common case of stale places: nothing that was marked has changed, only text before it. Answers whether all passages
 * stand verbatim, in order, after a few shifts; then `found` has them.
 */
function shifted(
  text: string,
  selectors: readonly Selector[],
  open: readonly number[],
  found: (Anchored | null)[],
): boolean {
  const places: Anchored[] = [];
  let drift = 0;
  let shifts = 0;
  let before = 0;
  for (const [k, i] of open.entries()) {
    const hint = hinted(selectors[i]!);
    if (hint === null) return false;
    let anchor = inPlace(text, selectors[i]!, hint + drift);
    // Where the passage stands more than once, one that follows may say where all of them went.
    for (let next = k; !anchor && next < open.length && next < k + SHIFTS && shifts < SHIFTS * SHIFTS; next++) {
      shifts++;
      const selector = selectors[open[next]!]!;
      const place = whole(text, selector);
      if (!place) return false;
      if (!place.alone) continue;
      drift = place.start - (selector.start ?? 0);
      anchor = inPlace(text, selectors[i]!, hint + drift);
      if (!anchor) return false;
    }
    if (!anchor || anchor.start < before) return false;
    before = anchor.start;
    places.push({ ...anchor, how: "relocated" });
  }
  for (const [k, i] of open.entries()) found[i] = places[k]!;
  return true;
}

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
  if (!text.startsWith(suffix, end) || !text.endsWith(prefix, start)) return null;
  return { start, end, how: "exact", confidence: 1 };
}
