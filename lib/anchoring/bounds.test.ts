import { expect, test } from "vitest";
import { processorTime } from "../testing";
import { anchorAll, edits, remapAll } from "./index";

/** Pairs of texts made to be slow: for word tables, unique runs, the longest common subsequence, and the search. */
const CASES: Record<string, (size: number) => [string, string]> = {
  "one letter": (n) => [`${"a".repeat(n)}b${"a".repeat(n)}`, `${"a".repeat(n)}c${"a".repeat(n - 5)}`],
  alternating: (n) => ["ab".repeat(n / 2), "ba".repeat(n / 2)],
  "two words": (n) => [numbers(n / 2, 2).join(" "), numbers(n / 2, 2, 99).join(" ")],
  unrelated: (n) => [numbers(n / 5, 900).join(" "), numbers(n / 5, 900, 99).join(" ")],
  reversed: (n) => [
    numbers(n / 8, 1e7).join(" "),
    numbers(n / 8, 1e7)
      .reverse()
      .join(" "),
  ],
  "every third word": (n) => {
    const words = numbers(n / 5, 900);
    return [words.join(" "), words.map((word, i) => (i % 3 ? word : `x${i}`)).join(" ")];
  },
  "one long word": (n) => {
    const letters = numbers(n, 26).map((k) => String.fromCharCode(97 + Number(k)));
    return [letters.join(""), letters.filter((_, i) => i % 40).join("")];
  },
  whitespace: (n) => [`${" ".repeat(n)}a`, `${"\n".repeat(n)}b`],
  marks: (n) => [`a${"\u0301".repeat(n)}`, `b${"\u0301".repeat(n)}`],
};

function numbers(count: number, below: number, seed = 7): string[] {
  let state = seed;
  return Array.from({ length: Math.floor(count) }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return String((state >>> 8) % below);
  });
}

/** The least of some runs, so that what else the machine does does not count. */
function least(run: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 3; i++) best = Math.min(best, processorTime(run));
  return best;
}

/** Linear work takes 16 times as long on 16 times as much, quadratic work 256 times: well between, for a busy machine. */
const LINEAR = 64;
const FIXED = 30;

test.each(Object.keys(CASES))("sixteen times as much text costs about sixteen times as much: %s", (name) => {
  const cost = (size: number) => {
    const [old, now] = CASES[name]!(size);
    const step = Math.floor(old.length / 60);
    const spans = Array.from({ length: 50 }, (_, i) => ({ start: i * step, end: i * step + 1 + ((i * 37) % 200) }));
    return least(() => {
      remapAll(old, now, spans);
      edits(old, now);
    });
  };
  cost(5000);
  expect(cost(80_000)).toBeLessThan(LINEAR * cost(5000) + FIXED);
});

test("a passage costs the same among many, and if it covers everything", () => {
  const words = numbers(30_000, 900);
  const old = words.join(" ");
  const now = words.map((word, i) => (i % 50 ? word : `x${i}`)).join(" ");
  const cost = (count: number) => {
    const spans = Array.from({ length: count }, (_, i) => ({
      start: (i * 97) % 90_000,
      end: ((i * 97) % 90_000) + 60,
    }));
    return least(() => remapAll(old, now, spans));
  };
  const covering = Array.from({ length: 20_000 }, (_, i) => ({ start: i % 50, end: old.length - (i % 70) }));
  cost(1250);
  const many = cost(20_000);
  expect(many).toBeLessThan(LINEAR * cost(1250) + FIXED);
  expect(least(() => remapAll(old, now, covering))).toBeLessThan(LINEAR * many + FIXED);
});

test("quotes of another text are given up in time that grows with their number", () => {
  const text = numbers(20_000, 900).join(" ");
  const cost = (count: number) => {
    const exact = numbers(60 * count, 900, 99);
    const quotes = Array.from({ length: count }, (_, i) => ({
      exact: exact.slice(i * 60, i * 60 + 20).join(" "),
      prefix: exact.slice(i * 60 + 20, i * 60 + 30).join(" "),
      suffix: exact.slice(i * 60 + 30, i * 60 + 40).join(" "),
    }));
    return least(() => anchorAll(text, quotes));
  };
  cost(50);
  expect(cost(400)).toBeLessThan(LINEAR * cost(25) + FIXED);
});
