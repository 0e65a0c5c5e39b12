import fc from "fast-check";
import { isValidElement } from "react";
import { expect, test } from "vitest";
import { parted, partsOf } from "./breaks";

const flat = (drawn: ReturnType<typeof parted>) => (Array.isArray(drawn) ? drawn : [drawn]);

test("a paragraph of ordinary length stays in one piece", () => {
  expect(partsOf("word ".repeat(1000), 0)).toEqual([]);
});

test("a long one is parted after spaces, a long word anywhere but within a character", () => {
  const words = "שלום עולם ".repeat(1000);
  for (const cut of partsOf(words, 0)) expect(words[cut - 1]).toBe(" ");
  const signs = "a👩".repeat(4000);
  for (const cut of partsOf(signs, 0)) expect(signs.slice(cut).isWellFormed()).toBe(true);
  const cuts = [0, ...partsOf("ก".repeat(50_000), 0), 50_000];
  expect(Math.max(...cuts.slice(1).map((cut, i) => cut - (cuts[i] ?? 0)))).toBeLessThanOrEqual(2201);
});

test("whatever pieces a paragraph is drawn in, its words and its breaks are the same", () => {
  const text = "Wörter and עברית 👩 ".repeat(600);
  const start = 17;
  const cuts = partsOf(text, start);
  fc.assert(
    fc.property(fc.array(fc.nat(text.length), { maxLength: 12 }), (edges) => {
      const at = [0, ...edges.toSorted((a, b) => a - b), text.length];
      const drawn = at.slice(1).flatMap((end, i) => flat(parted(text.slice(at[i], end), start + (at[i] ?? 0), cuts)));
      expect(drawn.filter((one) => typeof one === "string").join("")).toBe(text);
      expect(drawn.filter((one) => isValidElement(one)).map((one) => Number((one as { key: string }).key))).toEqual(
        cuts,
      );
    }),
  );
});
