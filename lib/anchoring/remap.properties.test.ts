import fc from "fast-check";
import { expect, test } from "vitest";
import { CERTAIN, edits, remapAll, type Span } from "./index";

/** Small alphabets that break readers: halves of pairs, marks, joined emoji, scripts without spaces, right to left. */
const NASTY = [
  ["a", "b"],
  ["a", " ", "b", "\n"],
  ["\ud83d", "\ude00", "\u200d", "😀", "👩‍👩‍👧", "🇫", "🇷"],
  ["e", "\u0301", "é", "\u0323", "ﬁ", "…", "“", '"', "\u00ad", "\u200b"],
  ["字", "春", "。", " ", "ｆ"],
  ["ش", "لا", "\u0640", "\u200f", "م", " "],
  ["ש", "\u05b8", "ל", "״", " "],
  ["क", "\u094d", "ष", "ि", " "],
  ["the ", "cat ", "sat ", "on ", "a ", "mat. "],
  ["\u0000", "\uffff", "\ufffe", "\r\n", "\t", "\u2028"],
];
const text = (maxLength: number) =>
  fc
    .constantFrom(...NASTY)
    .chain((units) => fc.array(fc.constantFrom(...units), { maxLength }))
    .map((units) => units.join(""));
const place = fc.tuple(fc.nat(), fc.nat());
const spanIn = (length: number, [x, y]: readonly [number, number]): Span => {
  const [a, b] = [x % (length + 1), y % (length + 1)];
  return { start: Math.min(a, b), end: Math.max(a, b) };
};

test("a text carried over to itself keeps every span as it is, halves of characters too", () => {
  fc.assert(
    fc.property(text(30), place, (t, at) => {
      const span = spanIn(t.length, at);
      expect(remapAll(t, t, [span])).toEqual([{ ...span, how: "exact", confidence: 1 }]);
    }),
    { numRuns: 1000 },
  );
});

test("a hundred thousand inputs: no throw, nothing outside the text, and the changes rebuild it", () => {
  const one = fc.tuple(text(12), text(12), fc.nat(), fc.nat(), place);
  fc.assert(
    fc.property(fc.array(one, { minLength: 50, maxLength: 50 }), (inputs) => {
      for (const [old, put, at, cut, where] of inputs) {
        const from = at % (old.length + 1);
        const now = old.slice(0, from) + put + old.slice(from + (cut % 6));
        const span = spanIn(old.length, where);
        const [anchor] = remapAll(old, now, [span]);
        if (anchor) {
          const inside =
            anchor.start >= 0 && anchor.end <= now.length && anchor.confidence > 0 && anchor.confidence <= 1;
          const empty = anchor.start >= anchor.end;
          if (!inside || empty !== (span.start === span.end)) expect({ old, now, span, anchor }).toBeNull();
        }
        if (rebuilt(old, now) !== now) expect({ old, now, changes: edits(old, now) }).toBeNull();
      }
    }),
    { numRuns: 2000 },
  );
}, 60_000);

/** The old text with the changes put in; fails where they overlap or are out of order. */
function rebuilt(old: string, now: string): string {
  let out = "";
  let at = 0;
  for (const { from, to } of edits(old, now)) {
    if (from.start < at || from.end < from.start || out.length + from.start - at !== to.start) return "out of order";
    out += old.slice(at, from.start) + now.slice(to.start, to.end);
    at = from.end;
  }
  return out + old.slice(at);
}

/** A word for each number, all of them different and none like another. */
const word = (n: number) => {
  let state = n + 1;
  let letters = "";
  for (let k = 0; k < 9; k++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    letters += "bcdfghjklmnpqrstvwxyzaeiou"[(state >>> 16) % 26];
  }
  return letters;
};

/** An edit script over words: at each of some places, words are taken out and others put in. */
const script = fc.array(fc.record({ at: fc.nat(199), cut: fc.nat(12), put: fc.nat(12) }), { maxLength: 8 });

test("what no edit touched maps exactly, whatever was done around it", () => {
  fc.assert(
    fc.property(script, place, (steps, [x, y]) => {
      const old = Array.from({ length: 200 }, (_, n) => n);
      const now: number[] = [];
      const touched = new Set<number>();
      let fresh = 1000;
      const sorted = [...steps].sort((p, q) => p.at - q.at);
      let at = 0;
      for (const step of sorted) {
        if (step.at < at) continue;
        now.push(...old.slice(at, step.at));
        // A seam inside a passage touches it too.
        touched.add(step.at - 0.5);
        for (let n = step.at; n < Math.min(200, step.at + step.cut); n++) touched.add(n);
        for (let n = 0; n < step.put; n++) now.push(fresh++);
        at = Math.min(200, step.at + step.cut);
      }
      now.push(...old.slice(at));
      const first = x % 196;
      const last = Math.min(199, first + 3 + (y % 20));
      const quote = old.slice(first, last + 1);
      fc.pre(![...touched].some((n) => n >= first && n <= last && n !== first - 0.5));
      const join = (numbers: number[]) => numbers.map(word).join(" ");
      const begin = (numbers: number[], upTo: number) => (upTo === 0 ? 0 : join(numbers.slice(0, upTo)).length + 1);
      const span = { start: begin(old, first), end: begin(old, first) + join(quote).length };
      const start = begin(now, now.indexOf(first));
      const [anchor] = remapAll(join(old), join(now), [span]);
      expect(anchor).toMatchObject({ start, end: start + join(quote).length });
      expect(anchor?.confidence).toBeGreaterThanOrEqual(CERTAIN);
    }),
    { numRuns: 1500 },
  );
});
