import { expect, test } from "vitest";
import { importArticle } from "./import";

test("a footnote and its mark lead to each other, whatever letters its label has", () => {
  const { tree } = importArticle({
    kind: "markdown",
    content: "# Tides\n\nThe gauge says so.[^über]\n\n[^über]: By the log of the harbour.",
  });
  const found = JSON.stringify(tree);
  const ids = new Set(Array.from(found.matchAll(/"id":"([^"]+)"/g), ([, id]) => id));
  const links = Array.from(found.matchAll(/"href":"#([^"]+)"/g), ([, to]) => to);
  expect(links.length).toBeGreaterThan(0);
  expect(links.filter((to) => !ids.has(to))).toEqual([]);
});
