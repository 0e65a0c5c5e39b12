import { expect, test } from "vitest";
import { describe } from "./index";

test("gives the words, what stands around them, and where", () => {
  expect(describe("the cat sat. the cat ran.", { start: 13, end: 20 })).toEqual({
    exact: "the cat",
    prefix: "the cat sat. ",
    suffix: " ran.",
    start: 13,
    end: 20,
  });
});

test("context is 32 to 64 units where the text has them", () => {
  const text = "0123456789".repeat(20);
  const { prefix, suffix } = describe(text, { start: 100, end: 105 });
  for (const side of [prefix, suffix]) {
    expect(side.length).toBeGreaterThanOrEqual(32);
    expect(side.length).toBeLessThanOrEqual(64);
  }
  expect(text.slice(0, 100).endsWith(prefix) && text.slice(105).startsWith(suffix)).toBe(true);
});

test("context parts no character", () => {
  for (const filler of ["😀", "e\u0301", "👩‍👩‍👧‍👦", "👍🏽", "क्षि"]) {
    for (const shift of ["", "x", "xy", "xyz"]) {
      const text = `${filler.repeat(40)}${shift}[${shift}${filler.repeat(40)}`;
      const at = text.indexOf("[");
      const { prefix, suffix } = describe(text, { start: at, end: at + 1 });
      // With the `u` flag, \p{Cs} is a surrogate that lacks its other half.
      expect(prefix + suffix).not.toMatch(/\p{Cs}/u);
      expect(prefix).not.toMatch(/^(\p{M}|\p{Emoji_Modifier}|\u200d)/u);
      expect(text.slice(at + 1 + suffix.length)).not.toMatch(/^(\p{M}|\p{Emoji_Modifier}|\u200d)/u);
    }
  }
});

test.each([
  [0, 0],
  [3, 2],
  [-1, 2],
  [0, 99],
  [0.5, 2],
  [Number.NaN, 2],
])("refuses [%d, %d) in ten units", (start, end) => {
  expect(() => describe("ten units!", { start, end })).toThrow(RangeError);
});
