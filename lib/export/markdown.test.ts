import fc from "fast-check";
import type { Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { expect, test } from "vitest";
import { contained, literal, literalLine, quoted } from "./markdown";

const words = (node: Nodes): string =>
  "children" in node
    ? node.children.map(words).join("")
    : "value" in node
      ? node.value
      : node.type === "break"
        ? "\n"
        : "";

const MARKS = [
  "#",
  "##",
  "-",
  "+",
  "*",
  "1.",
  "2)",
  ">",
  "```",
  "~~~",
  "---",
  "===",
  "<!--",
  "<script>",
  "</div>",
  "[a]",
  "(b)",
];
const pieces = [
  ...MARKS,
  "[x]: /y",
  "|",
  "&amp;",
  "!",
  "\\",
  "`",
  "_",
  "    ",
  "\t",
  " ",
  "\n",
  "\n\n",
  "\r",
  "\r\n",
  "word",
  "字",
  "<p>",
];
const hostile = fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((parts) => parts.join(""));

test("literal text reads as itself", () => {
  for (const text of [
    "# no heading",
    "1. no list",
    "- no list",
    "a * b * c",
    "[no](link)",
    "<b>no tag</b>",
    "=====",
    "&amp;",
    "12) x",
  ]) {
    const tree = fromMarkdown(literal(text));
    expect(tree.children.map((node) => node.type)).toEqual(["paragraph"]);
    expect(words(tree)).toBe(text);
  }
});

test("any text in one line of a heading is that heading's words", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const tree = fromMarkdown(`## x ${literalLine(text)} x\n\nAfter`);
      expect(tree.children.map((node) => node.type)).toEqual(["heading", "paragraph"]);
      expect(words(tree.children[0]!).replace(/\s+/g, "")).toBe(`x${text.replace(/\s+/g, "")}x`);
    }),
    { numRuns: 500 },
  );
});

test("a passage is one quotation of paragraphs, word for word", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      fc.pre(text.trim() !== "");
      const tree = fromMarkdown(`${quoted(text)}\n\n# After`);
      expect(tree.children.map((node) => node.type)).toEqual(["blockquote", "heading"]);
      const [quotation] = tree.children;
      for (const child of quotation?.type === "blockquote" ? quotation.children : [])
        expect(child.type).toBe("paragraph");
      expect(words(quotation!).replace(/\s+/g, "")).toBe(text.replace(/\s+/g, ""));
    }),
    { numRuns: 500 },
  );
});

test("a note's own Markdown stays Markdown and stays inside", () => {
  expect(contained("# Big\n```\nopen")).toBe("> # Big\n> ```\n> open");
  fc.assert(
    fc.property(hostile, (text) => {
      const tree = fromMarkdown(`Before\n\n${contained(text)}\n\n# After`);
      expect(tree.children.map((node) => node.type)).toEqual(["paragraph", "blockquote", "heading"]);
    }),
    { numRuns: 500 },
  );
});
