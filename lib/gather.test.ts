import fc from "fast-check";
import { expect, test } from "vitest";
import { gather, voices } from "./gather";
import type { Kind } from "./schemas/annotation";

const spans = (...drawn: [number, number][]) => drawn.map(([start, end]) => ({ start, end }));
const found = (...drawn: [number, number][]) =>
  gather(spans(...drawn)).map(({ start, end, marks }) => [start, end, marks.length]);

test("marks that share half of what they cover are of one passage, as most drew it", () => {
  expect(found([0, 100], [10, 100], [0, 100], [60, 200])).toEqual([
    [0, 100, 3],
    [60, 200, 1],
  ]);
  expect(found([0, 100], [0, 50])).toEqual([[0, 50, 2]]);
  expect(found([0, 100], [0, 49])).toHaveLength(2);
  expect(found([0, 10], [10, 20])).toHaveLength(2);
});

test("a chain of half overlaps is not one passage", () => {
  const chain = found([0, 100], [30, 130], [60, 160], [90, 190], [120, 220]);
  expect(chain).toEqual([
    [30, 130, 3],
    [90, 190, 2],
  ]);
});

test("every mark is of exactly one passage, and a passage holds what is alike its first", () => {
  const mark = fc.record({ start: fc.nat(300), length: fc.nat(80) });
  fc.assert(
    fc.property(fc.array(mark, { maxLength: 60 }), (drawn) => {
      const marks = drawn.map(({ start, length }) => ({ start, end: start + length }));
      const passages = gather(marks);
      expect(passages.flatMap((one) => one.marks)).toHaveLength(marks.filter((m) => m.end > m.start).length);
      for (const one of passages)
        for (const m of one.marks) {
          const both = Math.min(m.end, one.end) - Math.max(m.start, one.start);
          expect(both / (Math.max(m.end, one.end) - Math.min(m.start, one.start))).toBeGreaterThanOrEqual(0.5);
        }
    }),
  );
});

const said = (what: string) => what.split(" ").map((one) => ({ by: one[0]!, kind: one.slice(1) as Kind }));

test("readers differ when one in four marks it otherwise than most, and nobody counts twice", () => {
  expect(voices(said("aclaim bevidence"))).toEqual({
    of: [
      { kind: "claim", people: 1 },
      { kind: "evidence", people: 1 },
    ],
    others: 1,
    differ: true,
  });
  expect(voices(said("aclaim bclaim cclaim dquote")).differ).toBe(true);
  expect(voices(said("aclaim bclaim cclaim dclaim equote")).differ).toBe(false);
  expect(voices(said("aclaim aclaim bclaim")).differ).toBe(false);
  // A plain note says nothing of the kind, and one reader of two minds is no disagreement.
  expect(voices(said("aclaim bnote cnote")).differ).toBe(false);
  expect(voices(said("aclaim aquote")).differ).toBe(false);
  expect(voices([])).toEqual({ of: [], others: 0, differ: false });
});
