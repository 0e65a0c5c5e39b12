import { expect, test } from "vitest";
import type { Kind } from "@/lib/schemas/annotation";
import { barsOf, ROWS } from "./minimap";

const ORDER: Kind[] = ["claim", "quote", "evidence", "note"];
const mark = (start: number, kind: Kind = "claim", length = 40) => ({ kind, span: { start, end: start + length } });

test("few marks have a bar each, where they are", () => {
  const bars = barsOf([mark(0), mark(5000, "note"), { kind: "claim" as const, span: null }], 10_000, ORDER);
  expect(bars).toEqual([
    { kind: "note", x: 3, width: 4, from: 120, to: 122 },
    { kind: "claim", x: 3, width: 4, from: 0, to: 2 },
  ]);
});

test("many marks are shown by how many they are, with paper between the bars", () => {
  const total = 700_000;
  const spread = Array.from({ length: 450 }, (_, n) => mark(Math.floor((n / 450) * (total - 50)), ORDER[n % 2]));
  const dense = Array.from({ length: 200 }, (_, n) => mark(350_000 + n, "evidence"));
  const bars = barsOf([...spread, ...dense], total, ORDER);
  expect(bars.length).toBeLessThanOrEqual(ROWS / 4);
  const sorted = bars.toSorted((a, b) => a.from - b.from);
  for (const [n, bar] of sorted.entries())
    if (n > 0) expect(bar.from - (sorted[n - 1]?.to ?? 0)).toBeGreaterThanOrEqual(1);
  const widest = bars.toSorted((a, b) => b.width - a.width)[0];
  expect(widest).toMatchObject({ kind: "evidence", from: 120 });
  expect(Math.min(...bars.map((bar) => bar.width))).toBeLessThan((widest?.width ?? 0) / 1.5);
  expect(Math.max(...bars.map((bar) => bar.x + bar.width))).toBeLessThanOrEqual(10);
});
