import { describe, expect, test } from "vitest";
import { isArticleTree } from "../check";
import { bringIn, SHAPES } from ".";
import { score } from "./score";

/** What cannot be told yet: encodings of one system of the past whose letters other encodings have, too. */
const IMPERFECT: Readonly<Record<string, number>> = {
  "Western European (Macintosh), undeclared (en)": 0.6,
  "Cyrillic (Macintosh), undeclared (ru)": 0.9,
};

describe.each(Object.entries(SHAPES))("%s", (_kind, shapes) => {
  test.each(shapes.map((shape) => [shape.name, shape] as const))("%s comes in word for word", (name, shape) => {
    const { made, recall, precision, order, exact, formulas, wrong } = bringIn(shape);
    expect(isArticleTree(made.tree)).toBe(true);
    expect(wrong).toEqual([]);
    expect(formulas.came).toBe(formulas.expected);
    expect(order).toBe(1);
    const least = IMPERFECT[name];
    if (least === undefined) expect({ recall, precision, exact }).toEqual({ recall: 1, precision: 1, exact: true });
    else expect(Math.min(recall, precision)).toBeGreaterThan(least);
  });
});

test("words that are missing, added or elsewhere count against an import", () => {
  expect(score("a b c d", "a b c d")).toEqual({ recall: 1, precision: 1, order: 1, exact: true });
  expect(score("a b c d", "a b")).toMatchObject({ recall: 0.5, precision: 1, order: 1, exact: false });
  expect(score("a b", "a b c d")).toMatchObject({ recall: 1, precision: 0.5 });
  expect(score("a b c d", "c d a b")).toMatchObject({ recall: 1, precision: 1, order: 0.5 });
  expect(score("a\n\nb", "a b")).toMatchObject({ recall: 1, precision: 1, order: 1, exact: false });
  expect(score("漢字", "漢")).toMatchObject({ recall: 0.5, precision: 1 });
  expect(score("a", "")).toMatchObject({ recall: 0, precision: 0 });
});
