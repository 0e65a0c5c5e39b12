import { expect, test } from "vitest";
import { processorTime } from "../testing";
import { sentences, wholeWords, widen } from "./index";
import { bracket, bracketed } from "./testing";

const widened = (marked: string) => {
  const { text, span } = bracketed(marked);
  return bracket(text, widen(text, span));
};

test("a selection loses the whitespace around it", () => {
  expect(widened("one[ two \n\n]three")).toBe("one [two] \n\nthree");
  expect(widened("one[ \n ]two")).toBe("one \n two");
  expect(widened("one[]two")).toBe("onetwo");
});

test("a passage is shown from the beginning of a word to the end of one", () => {
  for (const [before, exact, after, shown] of [
    ["The counc", "il built a br", "idge, and", "council built a bridge"],
    ["The ", "council built", " a bridge", "council built"],
    ["", "The council", "", "The council"],
    ["don", "’t say 3.", "5 times", "don’t say 3.5"],
    ["He said “", "no", "”", "no"],
    ["Über", "gänge zäh", "len.", "Übergänge zählen"],
    ["Wait", ", then go", "es on", ", then goes"],
  ] as const)
    expect(wholeWords(before, exact, after)).toBe(shown);
});

test("a selection grows to whole characters", () => {
  for (const [from, to] of [
    ["caf[e]\u0301!", "caf[e\u0301]!"],
    ["a \ud83d[\ude00] b", "a [\ud83d\ude00] b"],
    ["字字👩\u200d[👩]\u200d👧字", "字字[👩\u200d👩\u200d👧]字"],
    ["🇫🇷🇩[🇪]", "🇫🇷[🇩🇪]"],
    ["n[\u093f] x", "[n\u093f] x"],
    ["[plain]", "[plain]"],
    ["ab[cd]", "ab[cd]"],
    ["春[眠]不", "春[眠]不"],
    ["葛[\udb40\udd00]城", "[葛\udb40\udd00]城"],
    ["بِسْ[م]ِ الله", "بِسْ[مِ] الله"],
    ["שָׁ[ל]ו\u05b9ם", "שָׁ[ל]ו\u05b9ם"],
    ["ש[\u05c1]\u05b8לום", "[ש\u05c1\u05b8]לום"],
    ["न[म]\u0938\u094d\u0924\u0947", "न[म]\u0938\u094d\u0924\u0947"],
    ["a [\ud83d] b", "a [\ud83d] b"],
    ["a\ude00[b]", "a\ude00[b]"],
    ["[👍]🏽 yes", "[👍🏽] yes"],
  ] as const) {
    expect(widened(from)).toBe(to);
  }
});

test("widening refuses a span outside the text", () => {
  expect(() => widen("abc", { start: 0, end: 4 })).toThrow(RangeError);
});

test("widening does not read the whole text", () => {
  const text = "字".repeat(5_000_000);
  const many = () => {
    for (let i = 0; i < 100; i++) widen(text, { start: 2_500_000 + i, end: 2_500_010 + i });
  };
  expect(processorTime(many)).toBeLessThan(2000);
});

const story = "Mr. Smith met J. R. Lopez. “Why?” he asked.\n\nNo one knew! 春眠不觉晓。处处闻啼鸟。\n\nThe end";
const texts = (from: number, direction?: 1 | -1) =>
  [...sentences(story, from, direction)].map(({ start, end }) => story.slice(start, end));

test("sentences go on from a place, across blocks, and back", () => {
  const all = [
    "Mr. Smith met J. R. Lopez.",
    "“Why?” he asked.",
    "No one knew!",
    "春眠不觉晓。",
    "处处闻啼鸟。",
    "The end",
  ];
  expect(texts(0)).toEqual(all);
  expect(texts(story.length, -1)).toEqual([...all].reverse());
  expect(texts(story.indexOf("knew"))).toEqual(all.slice(2));
  expect(texts(story.indexOf("knew"), -1)).toEqual([all[2], all[1], all[0]]);
  expect(texts(story.length)).toEqual([]);
  expect(texts(0, -1)).toEqual([]);
  expect([...sentences("", 0)]).toEqual([]);
  expect([...sentences("\n\n \n\n", 0)]).toEqual([]);
  expect(() => [...sentences("abc", 4)]).toThrow(RangeError);
});

test("one step in ten megabytes segments one block", () => {
  const text = "A short block. It has two sentences.\n\n".repeat(270_000);
  const step = () => {
    for (const direction of [1, -1] as const) {
      const { value } = sentences(text, 5_000_000, direction).next();
      expect(value && text.slice(value.start, value.end)).toMatch(/^(A short block\.|It has two sentences\.)$/);
    }
  };
  expect(processorTime(step)).toBeLessThan(500);
});

test("one line of two megabytes is walked in pieces that do not depend on where one starts", () => {
  const text = "This line never ends, it goes on. ".repeat(60_000);
  const walk = () => {
    const forward = sentences(text, 1_000_000).next().value;
    const [back] = [...take(sentences(text, 1_100_000, -1), 3200)].filter((s) => s.start === forward?.start);
    expect(back).toEqual(forward);
  };
  expect(processorTime(walk)).toBeLessThan(2000);
});

function* take<T>(items: Iterable<T>, count: number) {
  for (const item of items) {
    if (count-- === 0) return;
    yield item;
  }
}
