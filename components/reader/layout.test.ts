import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { processorTime } from "@/lib/testing";
import { place, type Wish, within } from "./layout";

const GAP = 10;
const cards = (...pairs: [number, number][]): Wish[] => pairs.map(([top, height]) => ({ top, height }));

describe("standing beside the passages", () => {
  test("with room, each stands at its passage", () => {
    expect(place(cards([0, 50], [100, 50], [200, 50]), null, GAP)).toEqual([0, 100, 200]);
  });
  test("without room, they push each other down", () => {
    expect(place(cards([0, 50], [20, 50], [30, 50]), null, GAP)).toEqual([0, 60, 120]);
  });
  test("the active one is level, those before it make room upwards", () => {
    expect(place(cards([0, 50], [20, 50], [30, 50], [40, 50]), 2, GAP)).toEqual([-90, -30, 30, 90]);
  });
  test("only those in the way move up", () => {
    expect(place(cards([0, 50], [200, 50], [210, 50]), 2, GAP)).toEqual([0, 150, 210]);
  });
});

const wishes = fc
  .array(fc.record({ top: fc.integer({ min: 0, max: 3000 }), height: fc.integer({ min: 20, max: 400 }) }), {
    minLength: 1,
    maxLength: 60,
  })
  .map((list) => list.sort((a, b) => a.top - b.top));
const scene = wishes.chain((list) =>
  fc.record({ list: fc.constant(list), level: fc.option(fc.nat(list.length - 1), { nil: null }) }),
);

describe("for any cards", () => {
  test("order is kept and none overlap", () => {
    fc.assert(
      fc.property(scene, ({ list, level }) => {
        const tops = place(list, level, GAP);
        for (let i = 1; i < tops.length; i++)
          expect(tops[i]!).toBeGreaterThanOrEqual(tops[i - 1]! + list[i - 1]!.height + GAP);
      }),
    );
  });
  test("the active one is exactly level", () => {
    fc.assert(
      fc.property(scene, ({ list, level }) => level === null || place(list, level, GAP)[level] === list[level]!.top),
    );
  });
  test("none moves further than it must: who is not at its passage touches the one that moved it", () => {
    fc.assert(
      fc.property(scene, ({ list, level }) => {
        const tops = place(list, level, GAP);
        for (const [i, { top, height }] of list.entries()) {
          const pushedDown = i > 0 && tops[i]! === tops[i - 1]! + list[i - 1]!.height + GAP;
          const pushedUp = i < list.length - 1 && tops[i]! === tops[i + 1]! - GAP - height;
          if (tops[i]! > top) expect(pushedDown).toBe(true);
          if (tops[i]! < top) {
            expect(pushedUp).toBe(true);
            expect(level !== null && i < level).toBe(true);
          }
        }
      }),
    );
  });
  test("what is near the window is exactly what touches it", () => {
    fc.assert(
      fc.property(scene, fc.integer({ min: -500, max: 4000 }), ({ list, level }, from) => {
        const tops = place(list, level, GAP);
        const heights = list.map((w) => w.height);
        const [a, b] = within(tops, heights, from, from + 500);
        for (const i of list.keys())
          expect(i >= a && i < b).toBe(tops[i]! + heights[i]! >= from && tops[i]! <= from + 500);
      }),
    );
  });
});
test("ten thousand cards are placed well within a frame", () => {
  const many = Array.from({ length: 10_000 }, (_, i) => ({ top: i * 5, height: 120 }));
  place(many, 0, GAP);
  const took = Array.from({ length: 5 }, () => processorTime(() => place(many, 5_000, GAP)));
  // The least, so that what else the machine does does not count.
  expect(Math.min(...took)).toBeLessThan(16);
});
