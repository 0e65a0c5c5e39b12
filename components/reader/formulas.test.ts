import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { importArticle } from "@/lib/article/import";
import { layout } from "@/lib/article/text";
import { Text } from "./text";

test("a long paragraph is parted between its formulas, never in one", () => {
  const content = `# T\n\n${"Let $\\mathbb{R}^{12}_{34} + \\alpha\\beta\\gamma$ be 👩 here. ".repeat(400)}`;
  const { tree, text } = importArticle({ kind: "markdown", content });
  const drawn = renderToStaticMarkup(
    createElement(Text, {
      ...{ tree, layout: layout(tree), shown: [], images: "", active: null, hovered: null, numbers: null },
    }),
  );
  const formulas = drawn.match(/<math>.*?<\/math>/g) ?? [];
  expect(formulas).toHaveLength(400);
  expect(formulas.join("")).not.toContain("<wbr");
  expect(drawn.match(/<wbr/g)?.length).toBeGreaterThan(3);
  expect(drawn).not.toContain("\uFFFD");
  // What is shown is words, and of each formula its annotation is what counts.
  const words = drawn
    .replace(/<math>.*?<annotation[^>]*>(.*?)<\/annotation><\/semantics><\/math>/g, "$1")
    .replace(/<[^>]*>/g, "");
  expect(words).toBe(text);
});
