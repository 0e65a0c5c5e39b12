import { expect, test } from "vitest";
import { type HeatMark, heat, shade } from "./heat";
import type { Kind } from "./schemas/annotation";

const mark = (by: string, kind: Kind, start: number, end: number, asks = false): HeatMark => ({
  ...{ id: `${by} ${kind} ${start}`, by, kind, start, end, asks },
});
const PARTS = [
  { start: 0, end: 100 },
  { start: 102, end: 200 },
  { start: 202, end: 300 },
];

test("each part says how much stands in it, by how many, and what runs over two parts is in both", () => {
  const [first, second, third] = heat(PARTS, [
    mark("bob", "claim", 80, 120),
    mark("ann", "claim", 10, 20, true),
    mark("ann", "note", 30, 40),
  ]);
  expect(first).toEqual({
    ...{ marks: 3, people: 2, questions: 1, differing: 0, first: "ann claim 10" },
    kinds: { claim: 2, quote: 0, evidence: 0, note: 1 },
  });
  expect(second).toMatchObject({ marks: 1, people: 1, questions: 0, first: "bob claim 80" });
  expect(third).toMatchObject({ marks: 0, people: 0, first: null });
});

test("the way into a part is a mark that begins there, and a passage on whose kind readers differ is counted where it begins", () => {
  const [first, second] = heat(PARTS, [
    mark("ann", "claim", 90, 160),
    mark("bob", "evidence", 95, 160),
    mark("cy", "note", 150, 160),
  ]);
  expect([first?.differing, second?.differing]).toEqual([1, 0]);
  expect([first?.first, second?.first]).toEqual(["ann claim 90", "cy note 150"]);
});

test("a shade is deeper the nearer a count is to the largest, and only nothing has none", () => {
  expect([0, 1, 20, 21, 100].map((count) => shade(count, 100))).toEqual([0, 1, 1, 2, 5]);
  expect(shade(0, 0)).toBe(0);
});
