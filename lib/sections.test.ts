import { expect, test } from "vitest";
import { layout } from "./article/text";
import type { ArticleTree } from "./article/tree";
import { sectionAt, sectionsOf } from "./sections";

const page = (...blocks: [string, string][]) =>
  layout({
    type: "root",
    children: blocks.map(([tagName, value]) => ({
      type: "element" as const,
      ...{ tagName, properties: {}, children: [{ type: "text" as const, value }] },
    })),
  } as ArticleTree);

test("each heading begins a section, those in a row together, and so does what stands before the first", () => {
  const text = page(["p", "Before"], ["h2", "One"], ["p", "a"], ["h2", "Two"], ["h3", "Two and a half"], ["p", "b"]);
  expect(sectionsOf(text).map(({ heading }) => heading)).toEqual([null, "One", "Two"]);
  expect(sectionsOf(text).map(({ start, end }) => text.text.slice(start, end).trim())).toEqual([
    "Before",
    "One\n\na",
    "Two\n\nTwo and a half\n\nb",
  ]);
});

test("a text with few headings is cut at its paragraphs into at most ten parts without a gap", () => {
  const text = page(
    ["h2", "Alone"],
    ...Array.from({ length: 60 }, (_, n) => ["p", `${n} ${"word ".repeat(50)}`] as [string, string]),
  );
  const found = sectionsOf(text);
  expect(found).toHaveLength(10);
  expect(found.every(({ end }, n) => end === (found[n + 1]?.start ?? text.text.length))).toBe(true);
  expect(sectionsOf(page(["p", "Short"]))).toHaveLength(1);
});

test("a place lies in the section that begins at it or last before it", () => {
  const found = sectionsOf(page(["h2", "One"], ["p", "a"], ["h2", "Two"], ["p", "b"], ["h2", "Three"], ["p", "c"]));
  expect([0, found[1]!.start - 1, found[1]!.start, 10_000].map((place) => sectionAt(found, place))).toEqual([
    0, 0, 1, 2,
  ]);
});
