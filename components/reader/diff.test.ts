import fc from "fast-check";
import { expect, test } from "vitest";
import { processorTime } from "@/lib/testing";
import { changes, glimpse, inRuns } from "./diff";

const draw = (before: string, after: string) =>
  changes(before, after)
    .map(({ is, text }) => (is === "same" ? text : is === "cut" ? `[-${text}]` : `[+${text}]`))
    .join("");

test("a replaced word", () => expect(draw("the old gauge", "the new gauge")).toBe("the [-old][+new] gauge"));
test("words added at the end", () => expect(draw("so it is", "so it is now")).toBe("so it is[+ now]"));
test("nothing changed", () => expect(changes("a b", "a b")).toEqual([{ is: "same", text: "a b" }]));
test("both wordings can be read back from what changed", () => {
  const words = fc.array(fc.constantFrom("a", "b", "c", " ", "\n"), { maxLength: 40 }).map((w) => w.join(""));
  fc.assert(
    fc.property(words, words, fc.boolean(), (before, after, runs) => {
      const found = runs ? inRuns(changes(before, after)) : changes(before, after);
      expect(
        found
          .filter((c) => c.is !== "added")
          .map((c) => c.text)
          .join(""),
      ).toBe(before);
      expect(
        found
          .filter((c) => c.is !== "cut")
          .map((c) => c.text)
          .join(""),
      ).toBe(after);
    }),
  );
});
test("two long wordings with nothing in common are told apart in time", () => {
  expect(processorTime(() => changes("a ".repeat(16_000), "b ".repeat(16_000)))).toBeLessThan(500);
});
test("words replaced one after another are taken together", () => {
  const told = (before: string, after: string) =>
    inRuns(changes(before, after))
      .map(({ is, text }) => (is === "same" ? text : is === "cut" ? `[-${text}]` : `[+${text}]`))
      .join("");
  expect(told("raise the embankments until a second study", "raise no embankment before the second study")).toBe(
    "raise [-the embankments until a][+no embankment before the] second study",
  );
  expect(told("a b c", "a c")).toBe(draw("a b c", "a c"));
  expect(told("one two", "uno due")).toBe("[-one two][+uno due]");
});
test("a glimpse keeps a few words around each change", () => {
  const told = (before: string, after: string) =>
    glimpse(changes(before, after))
      .map(({ is, text }) => (is === "same" ? text : is === "cut" ? `[-${text}]` : `[+${text}]`))
      .join("");
  expect(
    told(
      "one two three four five six April and on it goes for long",
      "one two three four five six May and on it goes for long",
    ),
  ).toBe("… three four five six [-April][+May] and on it goes …");
  expect(told("It came in April", "It comes in April")).toBe("It [-came][+comes] in April");
  expect(told("a b c d e f g h i j k l", "A b c d e f g h i j k L")).toBe("[-a][+A] b c d e … h i j k [-l][+L]");
});
