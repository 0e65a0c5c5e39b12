import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { parse } from "@/lib/markdown";
import { Blocks } from "./blocks";

test("each part of a note stands in the direction of its own words", () => {
  const drawn = renderToStaticMarkup(createElement(Blocks, { of: parse("مرحبا\n\n- אחת\n\n> three\n\n1. four") }));
  expect(drawn.match(/<(p|ul|ol|blockquote) dir="auto"/g)).toHaveLength(7);
});
