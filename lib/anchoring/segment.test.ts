import fc from "fast-check";
import { expect, test } from "vitest";
import { processorTime } from "../testing";
import { type Segment, type Span, segment } from "./index";

type Named = Span & { name: string };

/** `[a:0-5, b:3-8]` over ten units reads "a a+b b ·". */
const read = (pieces: Segment<Named>[]) =>
  pieces.map(({ start, end, spans }) => `${start}-${end}:${spans.map((span) => span.name).join("+")}`).join(" ");

test("pieces end at every edge and name what covers them, in input order", () => {
  const b = { name: "b", start: 3, end: 8 };
  const a = { name: "a", start: 0, end: 5 };
  expect(read(segment(10, [b, a]))).toBe("0-3:a 3-5:b+a 5-8:b 8-10:");
  expect(read(segment(10, []))).toBe("0-10:");
  expect(segment(0, [])).toEqual([]);
});

test("equal, touching and empty spans", () => {
  const spans = [
    { name: "a", start: 2, end: 4 },
    { name: "b", start: 2, end: 4 },
    { name: "c", start: 4, end: 6 },
    { name: "none", start: 5, end: 5 },
  ];
  expect(read(segment(6, spans))).toBe("0-2: 2-4:a+b 4-6:c");
});

test.each([
  { start: -1, end: 2 },
  { start: 3, end: 2 },
  { start: 0, end: 11 },
  { start: 0.5, end: 2 },
  { start: Number.NaN, end: 2 },
])("refuses %o in ten units", (span) => {
  expect(() => segment(10, [span])).toThrow(RangeError);
});

test("agrees with a model that asks for each unit what covers it", () => {
  const spans = fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { maxLength: 20 });
  fc.assert(
    fc.property(spans, (pairs) => {
      const all = pairs.map(([x, y]) => ({ start: Math.min(x, y), end: Math.max(x, y) }));
      const pieces = segment(30, all);
      const solid = all.filter((span) => span.start < span.end);
      const edges = new Set([0, 30, ...solid.flatMap((span) => [span.start, span.end])]);
      expect([0, ...pieces.map((piece) => piece.end)]).toEqual([...edges].sort((p, q) => p - q));
      for (let unit = 0; unit < 30; unit++) {
        const piece = pieces.find((candidate) => candidate.start <= unit && unit < candidate.end);
        expect(piece?.spans).toEqual(all.filter((span) => span.start <= unit && unit < span.end));
        // The very objects, so that a caller's extra fields and identity survive.
        expect(piece?.spans.every((span) => all.includes(span))).toBe(true);
      }
    }),
  );
});

test("a hundred thousand short spans are no trouble", () => {
  const spans = Array.from({ length: 100_000 }, (_, i) => ({ start: i * 10, end: i * 10 + 15 }));
  expect(processorTime(() => expect(segment(1_000_010, spans)).toHaveLength(200_000))).toBeLessThan(3000);
});
