import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { importArticle, type Source } from "@/lib/article/import";
import { layout } from "@/lib/article/text";
import { Text } from "./text";

const draw = (kind: "text" | "fragment", content: string) => {
  const source: Source = { kind, content, title: "T" };
  const { tree } = importArticle(source);
  const props = { tree, layout: layout(tree), shown: [], images: "", active: null, hovered: null, numbers: null };
  return renderToStaticMarkup(createElement(Text, props));
};

test("80,000 lines in one paragraph and 150,000 items of one list are drawn whole", { timeout: 60_000 }, () => {
  expect(draw("text", "line\n".repeat(80_000)).split("line").length).toBe(80_001);
  expect(draw("fragment", `<ul>${"<li>item".repeat(150_000)}</ul>`).split("item").length).toBe(150_001);
});
