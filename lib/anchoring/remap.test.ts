import { expect, test } from "vitest";
import { CERTAIN, edits, remapAll, sameWords, standing } from "./index";
import { bracket, bracketed } from "./testing";

/** Where the bracketed passage of one text stands in another. */
const carried = (marked: string, text: string) => {
  const { text: old, span } = bracketed(marked);
  return bracket(text, remapAll(old, text, [span])[0]);
};

test("a passage goes where its words went", () => {
  expect(carried("The cat [sat on] the mat.", "Once the cat sat on the mat.")).toBe("Once the cat [sat on] the mat.");
  expect(carried("The cat [sat on] the mat.", "The cat sat quietly on the mat.")).toBe(
    "The cat [sat quietly on] the mat.",
  );
  expect(carried("The cat [sat on the mat].", "The cat sat on the rug.")).toBe("The cat [sat on the rug].");
});

test("spans outside the old text are refused", () => {
  expect(() => remapAll("abc", "abc", [{ start: 0, end: 4 }])).toThrow(RangeError);
  expect(() => remapAll("abc", "abcd", [{ start: 2, end: 1 }])).toThrow(RangeError);
});

test("a mark is kept by the same words at a sure place, moved otherwise, orphaned without a place", () => {
  expect(standing("the “cat”", 'the\n"cat" ', { confidence: CERTAIN })).toBe("kept");
  expect(standing("the cat", "the cat", { confidence: CERTAIN - 0.01 })).toBe("moved");
  expect(standing("the cat", "a cat", { confidence: 1 })).toBe("moved");
  expect(standing("the cat", null, null)).toBe("orphaned");
  expect(sameWords("é — it’s", "e\u0301 - it's\n")).toBe(true);
});

test("a change is told in whole words", () => {
  const changes = (a: string, b: string) =>
    edits(a, b).map(({ from, to }) => [a.slice(from.start, from.end), b.slice(to.start, to.end)]);
  expect(changes("The cat sat.", "The car sat.")).toEqual([["cat", "car"]]);
  expect(changes("one two", "one two three")).toEqual([["", " three"]]);
  expect(changes("same", "same")).toEqual([]);
});
