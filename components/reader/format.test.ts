import { expect, test } from "vitest";
import { emphasise, type Field, link } from "./format";

/** The selection stands between brackets of its own kind: «words». */
const field = (drawn: string): Field => {
  const start = drawn.indexOf("«");
  const end = drawn.indexOf("»") - 1;
  return { text: drawn.replace(/[«»]/g, ""), start, end };
};
const draw = ({ text, start, end }: Field) => `${text.slice(0, start)}«${text.slice(start, end)}»${text.slice(end)}`;

for (const [before, how, after] of [
  ["so «loud» here", "bold", "so **«loud»** here"],
  ["so **«loud»** here", "bold", "so «loud» here"],
  ["so «loud» here", "italic", "so *«loud»* here"],
  ["so *«loud»* here", "italic", "so «loud» here"],
  ["so **«loud»** here", "italic", "so ***«loud»*** here"],
  ["«»", "bold", "**«»**"],
] as const)
  test(`${how}: ${before}`, () => expect(draw(emphasise(field(before), how))).toBe(after));

for (const [before, after] of [
  ["see «the gauge» now", "see [the gauge](«https://») now"],
  ["see «https://example.org» now", "see [«»](https://example.org) now"],
  ["see «» now", "see [«»](https://) now"],
] as const)
  test(`link: ${before}`, () => expect(draw(link(field(before)))).toBe(after));
