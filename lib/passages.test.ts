import fc from "fast-check";
import { expect, test } from "vitest";
import type { Span } from "./anchoring";
import { passages } from "./passages";

test("a passage that is marked twice, or nearly, counts once; one that only touches another counts", () => {
  expect(passages([])).toBe(0);
  const twice = [
    { start: 0, end: 10 },
    { start: 0, end: 10 },
    { start: 1, end: 11 },
  ];
  expect(passages(twice)).toBe(1);
  expect(passages([...twice, { start: 11, end: 12 }])).toBe(2);
  expect(passages([{ start: 0, end: 100 }, ...twice, { start: 50, end: 60 }])).toBe(2);
});

/** The most that do not overlap, by trying every choice. */
const naive = ([first, ...rest]: readonly Span[]): number =>
  first ? Math.max(naive(rest), 1 + naive(rest.filter((s) => s.end <= first.start || s.start >= first.end))) : 0;

test("it is the most that do not overlap", () => {
  const span = fc.tuple(fc.nat(30), fc.integer({ min: 1, max: 12 })).map(([start, n]) => ({ start, end: start + n }));
  fc.assert(fc.property(fc.array(span, { maxLength: 9 }), (spans) => passages(spans) === naive(spans)));
});
