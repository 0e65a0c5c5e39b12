import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { HELD } from "./accessibility";

test.each(HELD.flatMap(({ by }) => by))("what is said to be tested is: $title", ({ file, title }) => {
  // As one string in the source, or, longer than a line, as the beginning of one.
  expect(readFileSync(file, "utf8")).toMatch(new RegExp(`test\\(\\s*"${title.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`));
});
