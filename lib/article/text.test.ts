import { expect, test } from "vitest";
import { canonicalText, layout, textOf } from "./text";
import type { ArticleElement, ArticleNode, ArticleTree } from "./tree";

const el = (tagName: string, ...children: (ArticleNode | string)[]): ArticleElement => ({
  type: "element",
  tagName,
  properties: {},
  children: children.map((child) => (typeof child === "string" ? { type: "text", value: child } : child)),
});
const tree = (...children: ArticleElement[]): ArticleTree => ({ type: "root", children });

test("leaf blocks are joined by an empty line, however deep they lie", () => {
  const nested = el("ul", el("li", el("p", "one"), el("ul", el("li", "two"))), el("li", "three"));
  expect(canonicalText(tree(el("h2", "Head"), nested))).toBe("Head\n\none\n\ntwo\n\nthree");
});

test("a line break counts, an image does not, and a block without a character is no leaf", () => {
  const figure = el("figure", el("img"), el("figcaption", "A cat"));
  const made = layout(tree(el("p", "a", el("br"), "b"), el("hr"), el("p", el("img")), figure, el("p")));
  expect(made.text).toBe("a\nb\n\nA cat");
  expect(made.blocks.map((block) => block.node.tagName)).toEqual(["p", "figcaption"]);
});

test("each block's offsets cut its own text out of the whole", () => {
  const made = layout(tree(el("p", "The ", el("em", "cat ", el("b", "sat"))), el("pre", "x\n  y"), el("p", "𝒙")));
  for (const block of made.blocks) {
    expect(made.text.slice(block.start, block.end)).toBe(textOf(block.node));
    expect(made.at.get(block.node)).toBe(block);
  }
  expect(made.blocks.map((block) => block.start)).toEqual([0, 13, 20]);
});

test("an empty tree has an empty text", () => {
  expect(layout(tree())).toEqual({ text: "", blocks: [], at: new Map() });
});
