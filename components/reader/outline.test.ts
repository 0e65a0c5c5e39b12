import { expect, test } from "vitest";
import { layout } from "@/lib/article/text";
import type { ArticleTree } from "@/lib/article/tree";
import { hasOutline, headingAt, headingsOf } from "./outline";

const page = (...blocks: [string, string][]) =>
  layout({
    type: "root",
    children: blocks.map(([tagName, value]) => ({
      type: "element" as const,
      ...{ tagName, properties: {}, children: [{ type: "text" as const, value }] },
    })),
  } as ArticleTree);

test("the headings of a text are listed in order, as deep as they are below its highest", () => {
  const text = page(["p", "Before"], ["h2", "One"], ["p", "a"], ["h2", "Two"], ["h4", "Two  and\na half"], ["p", "b"]);
  const headings = headingsOf(text);
  expect(headings.map(({ text, depth }) => [text, depth])).toEqual([
    ["One", 0],
    ["Two", 0],
    ["Two and a half", 2],
  ]);
  const at = (place: number) => headings[headingAt(headings, place)]?.text;
  expect([at(0), at(text.text.indexOf("a", 10)), at(text.text.length)]).toEqual([undefined, "One", "Two and a half"]);
});

test("a text with fewer than three headings has no list of them", () => {
  const text = page(["h2", "One"], ["p", "a"], ["h2", "Two"]);
  expect([headingsOf(text), hasOutline(text)]).toEqual([[], false]);
  expect(hasOutline(page(["h2", "One"], ["h2", "Two"], ["h3", "Three"]))).toBe(true);
});
