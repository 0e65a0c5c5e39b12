import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { importArticle } from "@/lib/article/import";
import { layout } from "@/lib/article/text";
import { Difference } from "./difference";

const text = (content: string) => {
  const { tree } = importArticle({ kind: "fragment", content, title: "T" });
  return { tree, layout: layout(tree) };
};

test("the headings of both texts stand in order below the page's own, with no level passed over", () => {
  const before = text("<h2>Harbour</h2><p>Four people.</p><h4>The quay</h4><p>Nobody waved.</p>");
  const after = text(
    "<h2>Harbour</h2><p>Five people.</p><h4>The pier</h4><p>Nobody waved.</p><h2>Ice</h2><p>Soon.</p>",
  );
  const drawn = renderToStaticMarkup(
    createElement(Difference, {
      ...{ before, after, edits: null, view: { page: 0, open: null, lit: null }, to: () => "/" },
      ...{ dir: "ltr", language: "en" },
    }),
  );
  const headings = [...drawn.matchAll(/<h([1-6])[^>]*>(.*?)<\/h\1>/g)].map(([, level, inside = ""]) => [
    Number(level),
    inside.replace(/<[^>]+>/g, ""),
  ]);
  expect(headings.map(([level]) => level)).toEqual([2, 3, 4, 3, 4, 3]);
  expect(headings.map(([, words]) => words)).toEqual([
    ...["Text with its changes", "Harbour", "The quay", "Harbour", "The pier", "Ice"],
  ]);
});
