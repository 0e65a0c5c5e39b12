import { expect, test } from "vitest";
import { anchorAll } from "@/lib/anchoring";
import { importArticle } from "@/lib/article/import";
import { suggestSpeaker } from "@/lib/attribution";
import { body, tags } from "@/lib/schemas/annotation";
import { sample } from "./index";
import { passagesOf } from "./passages";

const { text, warnings } = importArticle({
  kind: "markdown",
  title: sample.article.title,
  content: sample.article.markdown,
});

const replies = sample.marks.flatMap((mark) => mark.replies ?? []);

test("the essay is brought in whole and has 600 to 900 words", () => {
  expect(warnings).toEqual([]);
  expect(text).toMatch(/^At eleven minutes past midnight/);
  expect(text).toMatch(/a surprising number had no answer\.$/);
  const words = text.split(/\s+/).length;
  expect(words).toBeGreaterThanOrEqual(600);
  expect(words).toBeLessThanOrEqual(900);
});

test("every mark stands exactly once in the text and anchors there", () => {
  const anchors = anchorAll(
    text,
    sample.marks.map(({ exact }) => ({ exact, prefix: "", suffix: "" })),
  );
  for (const [i, { exact }] of sample.marks.entries()) {
    expect(text.split(exact), exact).toHaveLength(2);
    expect(text.slice(anchors[i]?.start, anchors[i]?.end)).toBe(exact);
  }
});

test("three readers, every kind of mark, and two threads with an answer to an answer", () => {
  expect(sample.readers).toHaveLength(3);
  expect(sample.marks.length).toBeGreaterThanOrEqual(14);
  expect(sample.marks.length).toBeLessThanOrEqual(20);
  expect(new Set(sample.marks.map((mark) => mark.kind)).size).toBe(4);
  const threads = sample.marks.filter((mark) => mark.replies);
  expect(threads).toHaveLength(2);
  for (const { replies: said = [] } of threads) {
    expect(said.length).toBeGreaterThanOrEqual(3);
    expect(said.length).toBeLessThanOrEqual(5);
    expect(said.some((reply) => reply.to !== null)).toBe(true);
    // An answer comes after what it answers, in the same thread.
    for (const [i, { to }] of said.entries()) {
      if (to !== null) expect(said.slice(0, i).map((reply) => reply.key)).toContain(to);
    }
  }
});

test("keys are unique, everyone named takes part, and all of it passes the rules for what readers write", () => {
  const keys = [...sample.marks, ...replies].map((one) => one.key);
  expect(new Set(keys).size).toBe(keys.length);
  const readers = new Set(sample.readers.map((reader) => reader.key));
  expect(new Set([...sample.marks, ...replies].map((one) => one.by))).toEqual(readers);
  for (const mark of sample.marks) {
    expect(tags.parse(mark.tags)).toEqual(mark.tags);
    expect(body.parse(mark.body)).toBe(mark.body);
    expect(mark.kind === "quote").toBe(mark.speaker !== undefined);
  }
});

test("the suggested speaker is right for every quotation of the essay", () => {
  const said: [string, string][] = [
    ["thinking about stars", "Agnes Farrow"],
    ["about the swimming pool", "Agnes Farrow"],
    ["ask a nurse", "Rosalind Achebe"],
    ["Burglars are", "Tomas Reyle"],
    ["I was wrong", "Tomas Reyle"],
    ["honest summary", "Ingrid Solheim"],
    ["broke my wrist", "Margaret Oyelaran"],
    ["the traps were", "Daniel Whitlock"],
    ["bet my house", "Hana Brandt"],
    ["Guests ask", "Owen Tregarth"],
    ["kept the lights on", "Agnes Farrow"],
    ["found the sky", "Agnes Farrow"],
  ];
  expect(text.split("“")).toHaveLength(said.length + 1);
  for (const [words, speaker] of said) {
    const start = text.indexOf(words);
    expect(suggestSpeaker(text, { start, end: start + words.length })?.speaker, words).toBe(speaker);
  }
});

test("what is shown of it before it is opened stands in it, word for word and with its marks", () => {
  const passages = passagesOf(["sky", "crime", "copy"]);
  expect(passages.map(({ gap }) => gap)).toEqual([false, true, true]);
  for (const { pieces } of passages) expect(text).toContain(pieces.map((piece) => piece.text).join(""));
  const shown = passages.flatMap(({ pieces }) => pieces.flatMap(({ mark }) => mark?.key ?? []));
  expect(shown).toEqual(["sky", "crime", "burglars", "wrong", "copy"]);
});
