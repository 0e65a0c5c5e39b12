import type { Anchored } from "./anchor";
import { type Block, diff, slips } from "./diff";
import { asItStands, type Folded, fold, SHORT } from "./fold";
import { type LostAndFound, lostAndFound } from "./lost";
import { firstAbove, mirrored, type Runs, runs } from "./runs";
import { type Span, within } from "./span";
import { CERTAIN, LEAST } from "./standing";
import { closes } from "./tidy";
import { isWord } from "./tokens";
import { type Unique, unique } from "./unique";
import { isEdge, toEdge } from "./words";

/** Share of a quote that must survive for it to be there at all. */
const ENOUGH = 0.15;
/** Units of a quote and what stands around it that must survive for its place to be beyond doubt. */
const EVIDENCE = 16;
/** Confidence in a place that stands among much that changed. */
const DOUBT = 0.85;
/** Units on each side of a quote that say whether it stands among what was kept or among what was rewritten. */
const AROUND = 100;
/** Share of them that must be kept, in one of the texts, for a place to be beyond doubt; */
const SETTLED = 0.8;
/** in both, for scraps of a quote to say where it is: where more was rewritten, they are words that any text has. */
const CALM = 0.42;
/** Confidence that scraps need elsewhere, in place and where they were moved; */
const SCRAPS = 0.75;
const SCRAPS_MOVED = 0.8;
/** or units of the run, kept or moved as one, that one of them is part of. So many beside a quote make it beyond doubt, too. */
const RUN = 40;
/** or this share of the quote in whole words. */
const WORDS = 0.4;
/** A place that is this many times as long as its quote took in much that is new. */
const GROWN = 1.3;
/** Words at a quote's edge that were replaced are followed this far; what is longer was cut. */
const EDGE = 48;
/** Pieces at a quote's edge that stand this many times their length from the rest of it are chance. */
const STRAY = 30;
/** Runs of one quote that are looked at one by one; quotes in more pieces are carried by their ends. */
const PIECES = 256;

/**
 * Carries passages of one text over to another through one difference of the two. Answers in input order, `null` for an
 * orphan: a passage of which too little is left, even if its twin still stands. `exact`: the same words at the same offsets;
 * `mapped`: carried through the difference; `relocated`: its words were moved; `fuzzy`: found by likeness in new text.
 * Confidence is about the place, not about the words: below `CERTAIN` a person should check it. An empty span marks a
 * place and stays one. Near linear in texts and spans, memory linear.
 * @throws RangeError when a span is reversed or outside the old text.
 */
export function remapAll(oldText: string, newText: string, spans: readonly Span[]): (Anchored | null)[] {
  for (const span of spans) within(oldText.length, span);
  if (oldText === newText) return spans.map(({ start, end }) => ({ start, end, how: "exact", confidence: 1 }));
  if (spans.length === 0) return [];
  if (oldText.length <= SHORT && newText.length <= SHORT) {
    const [from, to] = [asItStands(oldText), asItStands(newText)];
    const few = slips(from, to);
    if (few) return spans.map(carrier(from, to, few));
  }
  return spans.map(carrier(fold(oldText), fold(newText)));
}

/** What is left of a quote in one stretch of the new text: its first and last surviving units on both sides. */
type Part = { a0: number; a1: number; b0: number; b1: number; weight: number; moved: boolean };

/** Carries spans of one text over to another, one at a time. */
export function carrier(from: Folded, to: Folded, difference = diff(from, to)): (span: Span) => Anchored | null {
  const kept = runs(difference.kept);
  const moved = runs(difference.moved);
  const everything =
    difference.moved.length === 0 ? kept : runs([...difference.kept, ...difference.moved].sort((x, y) => x.a - y.a));
  const elsewhere = new Set(difference.moved);
  let mirror: Runs | undefined;
  const claimed = () => {
    mirror ??= runs(mirrored(everything.blocks));
    return mirror;
  };
  let search: LostAndFound | undefined;
  let inNew: Unique | undefined;
  let inOld: Unique | undefined;
  let guess = 0;
  let before = 0;

  const carry = (span: Span): Anchored | null => {
    // The first unit that ends after the start, and the first that starts at the end or later; marks come in text order.
    const first = firstAbove(from.ends, span.start, guess + span.start - before);
    const last = firstAbove(from.starts, span.end - 1, first + span.end - span.start);
    guess = first;
    before = span.start;
    if (first >= last || span.start === span.end) return caret(span, first);
    const total = last - first;
    const block = everything.blocks[everything.after(first)];
    if (block && block.a <= first && block.a + block.length >= last) {
      const b = first - block.a + block.b;
      const beside = block.a < first && block.a + block.length > last && block.length >= total + RUN;
      const inside = total >= EVIDENCE && beside && elsewhere.size === 0;
      if (inside && from.starts[first] === span.start && from.ends[last - 1] === span.end) {
        // The common case: nothing in it or beside it changed.
        const [start, end] = [to.starts[b]!, to.ends[b + total - 1]!];
        return { start, end, how: start === span.start && end === span.end ? "exact" : "mapped", confidence: 1 };
      }
      const isMoved = elsewhere.size > 0 && elsewhere.has(block);
      return placed(span, first, last, { a0: first, a1: last, b0: b, b1: b + total, weight: total, moved: isMoved });
    }
    const part = everything.shared(first, last) >= total * ENOUGH ? heaviest(first, last) : null;
    return part && part.weight >= total * ENOUGH ? placed(span, first, last, part) : found(first, last);
  };

  /** The answer for what is left of a quote; `null` when that is too little to be sure of. */
  const placed = (span: Span, first: number, last: number, part: Part): Anchored | null => {
    const total = last - first;
    const whole = part.weight === total;
    const place = whole && part.b1 - part.b0 === total ? { start: part.b0, end: part.b1 } : out(part, first, last);
    if (place.end <= place.start) return null;
    const near = { start: Math.max(0, first - EVIDENCE), end: Math.min(from.units.length, last + EVIDENCE) };
    const evidence =
      whole && total >= EVIDENCE
        ? EVIDENCE
        : (part.moved ? moved : kept).shared(near.start, near.end) + Math.max(0, EVIDENCE - (near.end - near.start));
    const share = part.weight / total;
    const loose = Number(part.a0 > first) + Number(part.a1 < last);
    const sure = 0.55 + 0.45 * share - 0.05 * loose;
    let confidence = rounded(sure * (0.7 + 0.3 * Math.min(1, evidence / EVIDENCE)));
    if (confidence < LEAST || (confidence < (part.moved ? SCRAPS_MOVED : SCRAPS) && !rooted(first, last, part)))
      return null;
    if (confidence >= CERTAIN && (loose > 0 || place.end - place.start > GROWN * total || !settled(first, last, part)))
      confidence = DOUBT;
    const { start, end } = originals(span, part, place, first, last);
    if (end <= start) return null;
    const still = whole && place.end - place.start === total && start === span.start && end === span.end;
    return { start, end, how: still ? "exact" : part.moved ? "relocated" : "mapped", confidence };
  };

  /** Whether what little is left of a quote is more than words that any text has. */
  const rooted = (first: number, last: number, { a0, a1, b0, b1 }: Part): boolean => {
    let words = 0;
    for (let k = everything.after(a0); k < everything.blocks.length && everything.blocks[k]!.a < a1; k++) {
      const { a, b, length } = everything.blocks[k]!;
      if (length >= RUN) return true;
      const [start, end] = [Math.max(a, a0), Math.min(a + length, a1)];
      words += wholeWords(from.units, to.units, start, end, b - a);
    }
    return words >= WORDS * (last - first) || Math.min(...around(first, last, b0, b1)) >= CALM;
  };

  /** Whether a place is beyond doubt: most around it stayed, on one side or the other, or its words are nobody else's. */
  const settled = (first: number, last: number, { b0, b1, moved: elsewhere }: Part): boolean => {
    if (!elsewhere && Math.max(...around(first, last, b0, b1)) >= SETTLED) return true;
    inNew ??= unique(to.units);
    if (!inNew(from.units, first, last)) return false;
    inOld ??= unique(from.units);
    return inOld(from.units, first, last);
  };

  /** The shares of what stands in a quote's place and around it that were kept: of the old text and of the new one. */
  const around = (first: number, last: number, b0: number, b1: number) => {
    const old = { start: Math.max(0, first - AROUND), end: Math.min(from.units.length, last + AROUND) };
    const now = { start: Math.max(0, b0 - AROUND), end: Math.min(to.units.length, b1 + AROUND) };
    const before = everything.shared(old.start, old.end) / (old.end - old.start);
    const after = claimed().shared(now.start, now.end) / (now.end - now.start);
    return [before, after] as const;
  };

  /** The stretch of the new text that holds most of a quote; what came from elsewhere parts it. */
  const heaviest = (first: number, last: number): Part | null => {
    const begin = everything.after(first);
    const pieces: Piece[] = [];
    for (let k = begin; k < everything.blocks.length && pieces.length <= PIECES; k++) {
      const { a, b, length } = everything.blocks[k]!;
      if (a >= last) break;
      const into = Math.max(0, first - a);
      const size = Math.min(length, last - a) - into;
      pieces.push({ a: a + into, b: b + into, length: size, run: length });
    }
    if (pieces.length > PIECES) {
      // A quote in this many pieces is carried by what was kept in place.
      const head = kept.blocks[kept.after(first)];
      const tail = kept.blocks[Math.min(kept.after(last - 1), kept.blocks.length - 1)];
      if (!head || !tail) return null;
      const end = tail.a < last ? tail : kept.blocks[kept.after(last - 1) - 1];
      if (!end) return null;
      const a0 = Math.max(first, head.a);
      const a1 = Math.min(last, end.a + end.length);
      return {
        a0,
        a1,
        b0: a0 - head.a + head.b,
        b1: a1 - end.a + end.b,
        weight: kept.shared(first, last),
        moved: false,
      };
    }
    if (difference.moved.length > 0) pieces.sort((x, y) => x.b - y.b);
    trimStrays(pieces);
    let best: Part | null = null;
    let part: Part | null = null;
    for (const [k, { a, b, length }] of pieces.entries()) {
      if (part && aside(pieces, k) && claimed().shared(part.b1, b) <= 2) {
        part.b1 = b + length;
        part.weight += length;
        continue;
      }
      const torn = part && difference.moved.length > 0 && (a < part.a1 || claimed().shared(part.b1, b) > 2);
      if (!part || torn) part = { a0: a, a1: a, b0: b, b1: b, weight: 0, moved: false };
      part.a1 = a + length;
      part.b1 = b + length;
      part.weight += length;
      if (!best || part.weight > best.weight) best = part;
    }
    if (best) best.moved = moved.shared(best.a0, best.a1) > kept.shared(best.a0, best.a1);
    return best;
  };

  /** Takes a part out over words at the quote's edges that were replaced. */
  const out = (part: Part, first: number, last: number): Span => {
    let { b0: start, b1: end } = part;
    if (part.a0 > first && everything.shared(first, part.a0) === 0) {
      const before = everything.blocks[everything.after(part.a0) - 1];
      const gap = before ? before.a + before.length : 0;
      const far = claimedBefore(start);
      start = replaced(from.units, to.units, first, part.a0, gap, start, far, -1);
      while (start < end && to.units[start] === 0x20) start++;
    } else if (from.units[first] !== 0x20) while (start < end && to.units[start] === 0x20) start++;
    if (part.a1 < last && everything.shared(part.a1, last) === 0) {
      const gap = everything.blocks[everything.after(part.a1)]?.a ?? from.units.length;
      const far = claimed().blocks[claimed().after(end)]?.a ?? to.units.length;
      end = replaced(from.units, to.units, last, part.a1, gap, end, far, 1);
      while (end > start && to.units[end - 1] === 0x20) end--;
    } else if (from.units[last - 1] !== 0x20) while (end > start && to.units[end - 1] === 0x20) end--;
    return { start, end };
  };

  const claimedBefore = (at: number) => {
    const before = claimed().blocks[claimed().after(at - 1) - (claimed().shared(at - 1, at) > 0 ? 0 : 1)];
    return before ? Math.min(at, before.a + before.length) : 0;
  };

  /** Looks for a quote that the difference has lost. */
  const found = (first: number, last: number): Anchored | null => {
    search ??= lostAndFound(from.units, to.units, unclaimed(claimed(), to.units.length));
    const hit = search(first, last);
    if (!hit) return null;
    const start = toEdge(to.source, to.starts[hit.start]!, "before");
    const end = toEdge(to.source, to.ends[hit.end - 1]!, "after");
    return { start, end, how: "fuzzy", confidence: rounded(Math.max(LEAST, 0.85 - hit.unlike)) };
  };

  /** A place, or characters that carry no words: it goes where its neighbours went. */
  const caret = (span: Span, next: number): Anchored | null => {
    const inside = next < from.units.length && from.starts[next]! < span.start;
    const before = inside ? next : next - 1;
    const block = kept.blocks[kept.after(before)];
    const beside = before >= 0 && block && block.a <= before;
    let at = to.source.length;
    if (beside && inside) {
      const unit = before - block.a + block.b;
      at = Math.min(to.ends[unit]!, to.starts[unit]! + span.start - from.starts[before]!);
    } else if (beside) at = to.ends[before - block.a + block.b]! + (span.start - from.ends[before]!);
    else if (block) at = to.starts[block.b]!;
    const size = span.end - span.start;
    at = Math.min(at, to.source.length - size);
    if (at < 0 || (size > 0 && !alike(from.source, span.start, to.source, at, size))) return null;
    const still = at === span.start;
    return { start: at, end: at + size, how: still ? "exact" : "mapped", confidence: beside ? 1 : LEAST };
  };

  /** Whether the units on both sides of a place survive side by side. */
  const uncut = (at: number) =>
    at > 0 &&
    at < from.units.length &&
    everything.shared(at - 1, at + 1) === 2 &&
    everything.after(at - 1) === everything.after(at);

  /** Takes units of the new text back to its offsets, and keeps what an edge had beyond its units. */
  const originals = (span: Span, part: Part, place: Span, first: number, last: number): Span => {
    let start = to.starts[place.start]!;
    let end = to.ends[place.end - 1]!;
    const pinned = {
      start: part.a0 === first && place.start === part.b0,
      end: part.a1 === last && place.end === part.b1,
    };
    // Where both sides of an edge survive side by side, it cuts the new text as it cut the old one.
    const held = { start: false, end: false };
    if (pinned.start) {
      const off = span.start - from.starts[first]!;
      if (off < 0 && alike(from.source, span.start, to.source, start + off, -off)) start += off;
      if (off > 0 && alike(from.source, span.start - off, to.source, start, off + 1)) {
        start += off;
        held.start = true;
      }
    }
    if (pinned.end) {
      const off = span.end - from.ends[last - 1]!;
      if (off > 0 && alike(from.source, span.end - off, to.source, end, off)) end += off;
      if (off < 0 && alike(from.source, span.end - 1, to.source, end + off - 1, 1 - off)) {
        end += off;
        held.end = true;
      }
    }
    if (!isEdge(to.source, start) && !held.start && !(pinned.start && uncut(first)))
      start = toEdge(to.source, start, "before");
    if (!isEdge(to.source, end) && !held.end && !(pinned.end && uncut(last))) end = toEdge(to.source, end, "after");
    return { start, end };
  };

  return carry;
}

/**
 * Where a quote's edge goes when the words at it were replaced. `edge` is the quote's edge, `kept` the first survivor
 * towards its inside, `gap` where the gap ends outside; `near` and `far` are that gap's ends in the new text. All of what
 * replaced the gap belongs to the quote if the gap began with it and has about its size; else as many words as were lost.
 */
function replaced(
  old: Uint16Array,
  text: Uint16Array,
  edge: number,
  kept: number,
  gap: number,
  near: number,
  far: number,
  step: 1 | -1,
): number {
  const room = Math.abs(far - near);
  const lost = Math.abs(edge - kept);
  if (room === 0 || (far - near) * step < 0 || lost > EDGE) return near;
  const outside = Math.abs(gap - edge);
  const blank = outside === 0 || (outside === 1 && old[step === 1 ? edge : edge - 1] === 0x20);
  const closed = step === 1 && outside > 0 ? closing(old, text, kept, edge, near, far) : -1;
  if (closed >= 0) return closed;
  if (blank && room <= 2 * lost + 12) return far;
  let words = 0;
  for (let i = kept, space = true; i !== edge; i += step) {
    const here = old[step === 1 ? i : i - 1] === 0x20;
    if (!here && space) words++;
    space = here;
  }
  let at = near;
  // Where the edge's word was cut through, what is left of it ends with the first space.
  const [inside, next] = step === 1 ? [kept - 1, kept] : [kept, kept - 1];
  for (let space = old[inside] === 0x20 || old[next] === 0x20; at !== far; at += step) {
    const here = text[step === 1 ? at : at - 1] === 0x20;
    if (here && !space && --words === 0) break;
    space = here;
  }
  return at;
}

/** Where what replaced `old[from, edge)` closes as it did: after the sign at its end, the same one of its kind; -1 if nowhere. */
function closing(old: Uint16Array, text: Uint16Array, from: number, edge: number, near: number, far: number): number {
  const sign = old[edge - 1]!;
  if (!closes(sign)) return -1;
  let count = 0;
  for (let i = from; i < edge; i++) if (old[i] === sign) count++;
  for (let at = near; at < far; at++) if (text[at] === sign && --count === 0) return at + 1;
  return -1;
}

/** Units of a run that are whole words of both texts, in which it stands `shift` units apart. */
function wholeWords(old: Uint16Array, text: Uint16Array, start: number, end: number, shift: number): number {
  const parts = (at: number) =>
    (isWord(old[at - 1] ?? 0x20) && isWord(old[at] ?? 0x20)) ||
    (isWord(text[at + shift - 1] ?? 0x20) && isWord(text[at + shift] ?? 0x20));
  while (start < end && parts(start)) start++;
  while (end > start && parts(end)) end--;
  return end - start;
}

/** Whether a piece went ahead of, or behind, larger ones of its quote between which it now stands: they hold it together. */
function aside(pieces: readonly Block[], k: number): boolean {
  const [before, piece, after] = [pieces[k - 1], pieces[k]!, pieces[k + 1]];
  if (!before || !after || piece.length > Math.min(before.length, after.length)) return false;
  const end = before.a + before.length;
  return end <= after.a && (piece.a < end || piece.a + piece.length > after.a);
}

/** What a quote has of a run that is `run` units long. */
type Piece = Block & { run: number };

/**
 * Drops what little stands at either end far from the rest: it is chance, unless it is part of a long run, which says that
 * much was put in between. The pieces ascend in `b`.
 */
function trimStrays(pieces: Piece[]): void {
  let total = 0;
  for (const { length } of pieces) total += length;
  const strays = (at: (k: number) => Piece | undefined) => {
    let weight = 0;
    let drop = 0;
    for (let k = 0; k + 1 < pieces.length && 2 * weight < total; k++) {
      if (at(k)!.run >= RUN) break;
      weight += at(k)!.length;
      const [x, y] = at(k)!.b < at(k + 1)!.b ? [at(k)!, at(k + 1)!] : [at(k + 1)!, at(k)!];
      const put = y.b - x.b - x.length;
      const cut = Math.abs(y.a - x.a - x.length);
      if (put > 64 && put > 2 * cut && STRAY * weight < put - cut && 2 * weight < total) drop = k + 1;
    }
    return drop;
  };
  pieces.splice(
    0,
    strays((k) => pieces[k]),
  );
  pieces.splice(pieces.length - strays((k) => pieces.at(-1 - k)));
}

/** Whether `size` units are the same; only the ends of long stretches are compared. */
function alike(x: string, at: number, y: string, place: number, size: number): boolean {
  if (place < 0 || at < 0 || place + size > y.length) return false;
  if (size <= 128) return x.slice(at, at + size) === y.slice(place, place + size);
  return alike(x, at, y, place, 64) && alike(x, at + size - 64, y, place + size - 64, 64);
}

/** What no run claims of the new text. */
function unclaimed(claimed: Runs, length: number): Span[] {
  const free: Span[] = [];
  let at = 0;
  for (const { a, length: size } of [...claimed.blocks, { a: length, length: 0 }]) {
    if (a > at) free.push({ start: at, end: a });
    at = Math.max(at, a + size);
  }
  return free;
}

const rounded = (confidence: number) => Math.round(Math.max(0, Math.min(1, confidence)) * 1000) / 1000;
