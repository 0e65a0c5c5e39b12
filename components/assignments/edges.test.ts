import { expect, test } from "vitest";
import { layout } from "@/lib/article/text";
import type { ArticleTree } from "@/lib/article/tree";
import { edgesOf, fromEdge, spanWith, toEdge } from "./edges";

/** `#` begins a heading, more of them a lower one; each line is a block. */
function made(...lines: string[]) {
  const children = lines.map((line) => {
    const [, rank = "", value = ""] = /^(#*) ?(.*)$/.exec(line)!;
    const tagName = rank ? `h${rank.length}` : "p";
    return { type: "element" as const, tagName, properties: {}, children: [{ type: "text" as const, value }] };
  });
  const { text, blocks } = layout({ type: "root", children } as ArticleTree);
  return { text, edges: edgesOf({ text, blocks }) };
}
const { text, edges } = made("Before.", "# One", "First.", "## Within", "Second.", "# Two", "Third.");
const named = (name: string) => edges.find((edge) => edge.name === name)!;
const words = (span: { start: number; end: number }) => text.slice(span.start, span.end).split("\n\n");

test("beginning at a heading takes its section, with the lower ones in it", () => {
  expect(words(spanWith(edges, null, "from", named("One")))).toEqual(["One", "First.", "Within", "Second."]);
  expect(words(spanWith(edges, null, "from", named("Within")))).toEqual(["Within", "Second."]);
  expect(words(spanWith(edges, null, "from", named("Two")))).toEqual(["Two", "Third."]);
  expect(words(spanWith(edges, null, "from", named("First.")))).toEqual(["First."]);
});

test("an end that was named stays, unless the part would begin behind it", () => {
  const part = spanWith(edges, spanWith(edges, null, "from", named("First.")), "to", named("Third."));
  expect(words(part)).toEqual(["First.", "Within", "Second.", "Two", "Third."]);
  expect(words(spanWith(edges, part, "from", named("Second.")))).toEqual(["Second.", "Two", "Third."]);
  expect(words(spanWith(edges, part, "to", named("Before.")))).toEqual(["Before."]);
  expect(words(spanWith(edges, null, "to", named("One")))).toEqual(["Before.", "One"]);
});

test("an edge within a paragraph is none of them", () => {
  expect(fromEdge(edges, { start: 3, end: 9 })).toBeNull();
  expect(toEdge(edges, { start: 0, end: 7 })?.name).toBe("Before.");
});

test("a long paragraph is named by its first words", () => {
  const [edge] = made("word ".repeat(60)).edges;
  expect(edge?.name).toMatch(/^(word )+…$/);
  expect(edge!.name.length).toBeLessThan(75);
});
