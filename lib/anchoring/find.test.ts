import fc from "fast-check";
import { expect, test } from "vitest";
import { findAll, foldLoosely } from "./find";

const found = (text: string, query: string) =>
  findAll(foldLoosely(text), query, 100).map(({ start, end }) => text.slice(start, end));

test.each([
  ["soft hyphens", "an extra\u00adordi\u00adnary day", "extraordinary", "extra\u00adordi\u00adnary"],
  ["soft hyphens in what is looked for", "an extraordinary day", "extra\u00adordinary", "extraordinary"],
  ["zero-width spaces", "see example\u200b.\u200borg now", "example.org", "example\u200b.\u200borg"],
  ["accents typed plainly", "a café in Kraków", "cafe in krakow", "café in Kraków"],
  ["accents of their own", "a cafe\u0301, closed", "café", "cafe\u0301"],
  ["ligatures", "the o\ufb03ce", "office", "o\ufb03ce"],
  ["part of a ligature", "the o\ufb03ce", "of", "o\ufb03"],
  ["ø, ß and æ", "Søren aß Ægir", "soren ass aegir", "Søren aß Ægir"],
  ["Arabic without points", "قال كِتَابٌ جديد", "كتاب", "كِتَابٌ"],
  ["Arabic with a stretched line", "كتـــاب", "كتاب", "كتـــاب"],
  ["an alef with hamza", "أحمد", "احمد", "أحمد"],
  ["Hebrew without points", "אמר שָׁלוֹם לך", "שלום", "שָׁלוֹם"],
  ["full-width letters", "the ＧＬＯＳＳ １２", "gloss 12", "ＧＬＯＳＳ １２"],
  ["the Turkish dotted İ", "in İstanbul", "istanbul", "İstanbul"],
  ["the Turkish dotless ı", "ISPARTA ve ısparta", "ısparta", "ISPARTA"],
  ["a final sigma", "ΛΟΓΟΣ", "λόγος", "ΛΟΓΟΣ"],
  ["curly quotes, dashes, an ellipsis", "“don’t” – she said…", '"don\'t" - she said...', "“don’t” – she said…"],
  ["line ends and no-break spaces", "two\n words\u00a0here", "two words here", "two\n words\u00a0here"],
])("%s do not matter", (_, text, query, words) => {
  expect(found(text, query)[0]).toBe(words);
});

test("what makes another letter matters", () => {
  expect(found("がくせい", "かくせい")).toEqual([]);
  expect(found("한국", "하")).toEqual([]);
  expect(found("한국 하나", "하")).toEqual(["하"]);
  expect(found("का", "कि")).toEqual([]);
  expect(found("anything", " \u00ad ")).toEqual([]);
});

test("all places are found in order, none over another, in whole characters, and not more than asked for", () => {
  const letters = fc.string({
    unit: fc.constantFrom("a", "A", "á", "e\u0301", "\u00ad", "ﬃ", "f", " ", "İ", "😀", "한"),
  });
  fc.assert(
    fc.property(letters, letters, (text, query) => {
      const folded = foldLoosely(text);
      const spans = findAll(folded, query, 5);
      const needle = foldLoosely(query).text.trim();
      expect(spans.length > 0).toBe(needle !== "" && folded.text.includes(needle));
      expect(spans.length).toBeLessThanOrEqual(5);
      let last = 0;
      for (const { start, end } of spans) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(foldLoosely(text.slice(start, end)).text).toContain(needle);
        last = end;
      }
    }),
  );
});
