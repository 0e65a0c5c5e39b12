import type { Anchored } from "./anchor";
import { diff } from "./diff";
import { type Folded, fold } from "./fold";
import { type LostAndFound, lostAndFound } from "./lost";
import type { Block } from "./myers";
import { type Runs, runs } from "./runs";
import { type Span, within } from "./span";
import { LEAST } from "./standing";
import { isEdge, toEdge } from "./words";

/** Share of a quote that must survive to carry it over by its ends. */
const ENOUGH = 0.5;
/** Units of a quote and what stands around it that must survive for its place to be beyond doubt. */
const EVIDENCE = 16;
/** Words at a quote's edge that were replaced are followed this far; more is another passage. */
const EDGE = 400;

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
  const carry = carrier(oldText, newText);
  return spans.map(carry);
}

function carrier(oldText: string, newText: string): (span: Span) => Anchored | null {
  const from = fold(oldText);
  const to = fold(newText);
  const difference = diff(from.units, to.units);
  const kept = runs(difference.kept);
  const moved = runs(difference.moved);
  const originals = edges(oldText, from, newText, to);
  let search: LostAndFound | undefined;

  /** The range of new units for `[first, last)`, by the runs that survive of it. */
  const byEnds = (survivors: Runs, first: number, last: number) => {
    const { blocks } = survivors;
    const r0 = survivors.after(first);
    const r1 = survivors.after(last - 1);
    const head = blocks[r0]!;
    const tail = blocks[r1] && blocks[r1].a < last ? blocks[r1] : blocks[r1 - 1]!;
    const p = Math.max(first, head.a);
    const q = Math.min(last, tail.a + tail.length);
    let start = p - head.a + head.b;
    let end = q - tail.a + tail.b;
    const pinned = { start: p === first, end: q === last };
    if (!pinned.start) {
      const before = blocks[r0 - 1] ?? { a: 0, b: 0, length: 0 };
      start = replaced(from.units, to.units, first, p, before.a + before.length, start, before.b + before.length, -1);
      while (start < end && to.units[start] === 0x20 && from.units[first] !== 0x20) start++;
    }
    if (!pinned.end) {
      const next = blocks[blocks.indexOf(tail, r1 - 1) + 1] ?? { a: from.units.length, b: to.units.length, length: 0 };
      end = replaced(from.units, to.units, last, q, next.a, end, next.b, 1);
      while (end > start && to.units[end - 1] === 0x20 && from.units[last - 1] !== 0x20) end--;
    }
    return { start, end, pinned };
  };

  const carry = (span: Span): Anchored | null => {
    const first = unitAfter(from.ends, span.start);
    const last = unitFrom(from.starts, span.end);
    if (first >= last) return caret(span, first);
    const total = last - first;
    const inPlace = kept.shared(first, last);
    const gone = moved.shared(first, last);
    const most = Math.max(inPlace, gone);
    if (most > 0 && most >= total * ENOUGH) {
      const survivors = inPlace >= gone ? kept : moved;
      const found = byEnds(survivors, first, last);
      if ((found.end > found.start && found.end - found.start <= 4 * total + 64 * EVIDENCE) || survivors === kept) {
        if (found.end <= found.start) return null;
        const room = [Math.max(0, first - EVIDENCE), Math.min(from.units.length, last + EVIDENCE)] as const;
        const evidence = survivors.shared(...room) / Math.min(EVIDENCE, room[1] - room[0]);
        const share = most / total;
        const loose = Number(!found.pinned.start) + Number(!found.pinned.end);
        const sure = 0.5 + 0.5 * share - 0.05 * loose;
        const confidence = rounded(sure * (0.6 + 0.4 * Math.min(1, evidence)));
        const same = share === 1 && found.end - found.start === total;
        const result = originals(span, first, last, found, survivors);
        if (result.end <= result.start || confidence < LEAST) return null;
        const still = same && result.start === span.start && result.end === span.end;
        return { ...result, how: still ? "exact" : survivors === kept ? "mapped" : "relocated", confidence };
      }
    }
    search ??= lostAndFound(from.units, to.units, unclaimed(difference.kept, difference.moved, to.units.length));
    const found = search(first, last);
    if (!found) return null;
    const { start, end } = { start: to.starts[found.start]!, end: to.ends[found.end - 1]! };
    const widened = { start: toEdge(newText, start, "before"), end: toEdge(newText, end, "after") };
    return { ...widened, how: "fuzzy", confidence: rounded(0.85 - found.unlike) };
  };

  /** A place, or characters that carry no words: it goes where its neighbours went. */
  const caret = (span: Span, next: number): Anchored | null => {
    const before = next - 1;
    const r = kept.after(before);
    const block = kept.blocks[r];
    let at = 0;
    let sure = 0.5;
    if (before >= 0 && block && block.a <= before) {
      at = to.ends[before - block.a + block.b]! + (span.start - from.ends[before]!);
      sure = 1;
    } else if (block) {
      at = to.starts[block.b]!;
    } else at = newText.length;
    at = Math.min(at, newText.length);
    const size = span.end - span.start;
    if (size > 0 && !alike(oldText, span.start, newText, at, size)) return null;
    return { start: at, end: at + size, how: at === span.start ? "exact" : "mapped", confidence: sure };
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
  if (blank && room <= 2 * lost + 12) return far;
  let words = 0;
  for (let i = kept, space = true; i !== edge; i += step) {
    const here = old[step === 1 ? i : i - 1] === 0x20;
    if (!here && space) words++;
    space = here;
  }
  let at = near;
  for (let space = true; at !== far; at += step) {
    const here = text[step === 1 ? at : at - 1] === 0x20;
    if (here && !space && --words === 0) break;
    space = here;
  }
  return at;
}

/** Takes a range of new units back to offsets of the new text, and keeps what an edge had beyond its units. */
function edges(oldText: string, from: Folded, newText: string, to: Folded) {
  return (
    span: Span,
    first: number,
    last: number,
    found: { start: number; end: number; pinned: { start: boolean; end: boolean } },
    survivors: Runs,
  ): Span => {
    let start = to.starts[found.start]!;
    let end = to.ends[found.end - 1]!;
    if (found.pinned.start) {
      const off = span.start - from.starts[first]!;
      const width = Math.abs(off);
      if (off < 0 && alike(oldText, span.start, newText, start + off, width)) start += off;
      if (off > 0 && alike(oldText, span.start - off, newText, start, width + 1)) start += off;
    }
    if (found.pinned.end) {
      const off = span.end - from.ends[last - 1]!;
      const width = Math.abs(off);
      if (off > 0 && alike(oldText, span.end - off, newText, end, width)) end += off;
      if (off < 0 && alike(oldText, span.end - 1, newText, end + off - 1, width + 1)) end += off;
    }
    // Where both sides of an edge survive side by side, it cuts the new text as it cut the old one.
    const cut = (at: number) => at > 0 && at < from.units.length && survivors.shared(at - 1, at + 1) === 2;
    if (!(found.pinned.start && cut(first)) && !isEdge(newText, start)) start = toEdge(newText, start, "before");
    if (!(found.pinned.end && cut(last)) && !isEdge(newText, end)) end = toEdge(newText, end, "after");
    return { start, end };
  };
}

/** Whether `size` units are the same; only the ends of long stretches are compared. */
function alike(x: string, at: number, y: string, place: number, size: number): boolean {
  if (place < 0 || at < 0 || place + size > y.length) return false;
  if (size <= 128) return x.slice(at, at + size) === y.slice(place, place + size);
  return alike(x, at, y, place, 64) && alike(x, at + size - 64, y, place + size - 64, 64);
}

/** What no run claims of the new text. */
function unclaimed(kept: readonly Block[], moved: readonly Block[], length: number): Span[] {
  const claimed = [...kept, ...moved].sort((x, y) => x.b - y.b);
  const free: Span[] = [];
  let at = 0;
  for (const { b, length: size } of [...claimed, { b: length, length: 0 }]) {
    if (b > at) free.push({ start: at, end: b });
    at = Math.max(at, b + size);
  }
  return free;
}

/** The first unit that ends after `offset`. */
function unitAfter(ends: Uint32Array, offset: number): number {
  let from = 0;
  let to = ends.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (ends[middle]! <= offset) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** The first unit that starts at `offset` or later. */
function unitFrom(starts: Uint32Array, offset: number): number {
  return unitAfter(starts, offset - 1);
}

const rounded = (confidence: number) => Math.round(Math.max(0, Math.min(1, confidence)) * 1000) / 1000;
