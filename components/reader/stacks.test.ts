import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fold, type Stack, type Standing } from "./stacks";

/** Cards named by letter, each at its height in the margin. */
const cards = (places: Record<string, number>): Standing[] =>
  Object.entries(places).map(([id, at]) => ({ id, at, tall: 110 }));
/** So many cards at one place. */
const crowd = (name: string, many: number, at: number) =>
  Array.from({ length: many }, (_, i): Standing => ({ id: `${name}${i}`, at: at + i, tall: 110 }));
const told = (stacks: readonly Stack[]) => stacks.map(({ ids }) => `${ids[0]}–${ids.at(-1)}`);

describe("folding busy places", () => {
  test("a few notes stay as they are, also on one line", () => {
    expect(fold(cards({ a: 0, b: 0, c: 20, d: 400, e: 410 }))).toEqual([]);
  });
  test("many notes on one passage are one stack, those beside it stay", () => {
    expect(told(fold([...crowd("a", 1, -400), ...crowd("b", 9, 300), ...crowd("c", 2, 900)]))).toEqual(["b0–b8"]);
  });
  test("notes all along a text fold only where they would drift from their passages", () => {
    const many = Array.from({ length: 60 }, (_, i): Standing => ({ id: `n${i}`, at: i * 50, tall: 110 }));
    const stacks = fold(many);
    expect(stacks.length).toBeGreaterThan(3);
    const folded = new Set(stacks.flatMap(({ ids }) => ids));
    expect(many.filter(({ id }) => !folded.has(id)).length).toBeGreaterThan(5);
  });
  test("what comes into the midst of a stack, or to its foot, joins it; nothing else changes", () => {
    const before = fold([...crowd("a", 8, 100), ...crowd("b", 8, 600)]);
    const after = fold(
      [
        ...crowd("a", 4, 100),
        { id: "new", at: 103, tall: 110 },
        ...crowd("a", 8, 100).slice(4),
        { id: "foot", at: 250, tall: 110 },
        ...crowd("b", 8, 600),
      ],
      before,
    );
    expect(after.map(({ key }) => key)).toEqual(before.map(({ key }) => key));
    expect(after[0]?.ids).toContain("new");
    expect(after[0]?.ids).toContain("foot");
    expect(after[1]).toEqual(before[1]);
  });
  test("a stack stays one when most of it goes, and ends with its last but one note", () => {
    const before = fold(crowd("a", 8, 100));
    expect(told(fold(crowd("a", 2, 100), before))).toEqual(["a0–a1"]);
    expect(fold(crowd("a", 1, 100), before)).toEqual([]);
  });
  test("a note whose passage was moved away leaves its stack", () => {
    const before = fold(crowd("a", 8, 100));
    const after = fold(
      [...crowd("a", 7, 100), { id: "x", at: 900, tall: 110 }, { id: "a7", at: 2000, tall: 110 }],
      before,
    );
    expect(told(after)).toEqual(["a0–a6"]);
  });
});

const standing = fc
  .array(fc.nat(4000), { maxLength: 80 })
  .map((places) =>
    places.sort((a, b) => a - b).map((at, i): Standing => ({ id: `n${i}`, at, tall: 60 + ((i * 37) % 200) })),
  );

describe("for any cards", () => {
  test("each is in one stack at most, and a stack is a stretch of the text", () => {
    fc.assert(
      fc.property(standing, (list) => {
        const at = new Map(list.map(({ id }, i) => [id, i]));
        const folded = fold(list).flatMap(({ ids }) => ids.map((id) => at.get(id)!));
        expect(folded).toEqual([...new Set(folded)].sort((a, b) => a - b));
        for (const { ids } of fold(list)) expect(at.get(ids.at(-1)!)! - at.get(ids[0]!)!).toBe(ids.length - 1);
      }),
    );
  });
  test("folding again changes nothing, and one more note changes no other's stack", () => {
    fc.assert(
      fc.property(standing, fc.nat(4000), (list, at) => {
        const before = fold(list);
        expect(fold(list, before)).toEqual(before);
        const more = [...list, { id: "new", at, tall: 110 }].sort((a, b) => a.at - b.at);
        const after = fold(more, before);
        for (const { key, ids } of before)
          expect(after.find((stack) => stack.key === key)?.ids.filter((id) => id !== "new")).toEqual(
            expect.arrayContaining([...ids]),
          );
      }),
    );
  });
});
