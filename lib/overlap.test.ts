import fc from "fast-check";
import { expect, test } from "vitest";
import { overlap } from "./overlap";

const at = (start: number, end: number, articleId = "a") => ({ articleId, version: "v1", start, end, places: {} });

test("the same passage is 1, another or one of another text 0, half of one 0.5", () => {
  expect(overlap(at(3, 9), at(3, 9))).toBe(1);
  expect(overlap(at(3, 9), at(9, 12))).toBe(0);
  expect(overlap(at(3, 9), at(3, 9, "b"))).toBe(0);
  expect(overlap(at(0, 10), at(0, 5))).toBe(0.5);
  expect(overlap(at(0, 10), at(5, 15))).toBeCloseTo(1 / 3);
});

test("it is the characters of both by the characters of either", () => {
  const span = fc.tuple(fc.nat(30), fc.integer({ min: 1, max: 12 })).map(([start, n]) => at(start, start + n));
  const characters = ({ start, end }: { start: number; end: number }) =>
    new Set(Array.from({ length: end - start }, (_, i) => start + i));
  fc.assert(
    fc.property(span, span, (a, b) => {
      const [one, other] = [characters(a), characters(b)];
      const both = [...one].filter((c) => other.has(c)).length;
      expect(overlap(a, b)).toBeCloseTo(both / new Set([...one, ...other]).size);
      expect(overlap(a, b)).toBe(overlap(b, a));
    }),
  );
});

test("two of other versions are held against each other in one that both have a place in, and in none have nothing in common", () => {
  const old = { ...at(0, 10), places: { v2: { start: 100, end: 110 } } };
  const newer = { ...at(105, 115), version: "v2" };
  expect(overlap(old, newer)).toBeCloseTo(1 / 3);
  expect(overlap(newer, old)).toBeCloseTo(1 / 3);
  expect(overlap(at(105, 115), newer)).toBe(0);
});
