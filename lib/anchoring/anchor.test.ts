import fc from "fast-check";
import { expect, test } from "vitest";
import { processorTime as timed } from "../testing";
import { anchorAll, CERTAIN, describe, type Selector } from "./index";
import { anchored, bracket, bracketed } from "./testing";

/** Describes the bracketed passage of one text and anchors it in another. */
const moved = (marked: string, text: string) => {
  const { text: old, span } = bracketed(marked);
  return bracket(text, anchorAll(text, [describe(old, span)])[0]);
};

test("a repeated phrase anchors by its surroundings", () => {
  const text = "the cat sat. the cat ran.";
  expect(anchored(text, { exact: "the cat", suffix: " ran" })).toBe("the cat sat. [the cat] ran.");
  expect(anchored(text, { exact: "the cat", prefix: "sat. " })).toBe("the cat sat. [the cat] ran.");
  expect(anchored(text, { exact: "the cat", suffix: " sat" })).toBe("[the cat] sat. the cat ran.");
});

test("the place decides where the surroundings do not", () => {
  const text = "ho ho ho ho";
  for (const start of [0, 3, 6, 9]) {
    expect(anchorAll(text, [{ exact: "ho", prefix: "", suffix: "", start, end: start + 2 }])[0]).toMatchObject({
      start,
    });
  }
  expect(anchored("one. two. one.", { exact: "one", start: 9 })).toBe("one. two. [one].");
});

test("surroundings outweigh a stale place", () => {
  const text = "the cat sat. the cat ran.";
  expect(anchored(text, { exact: "the cat", suffix: " ran", start: 0, end: 7 })).toBe("the cat sat. [the cat] ran.");
});

test("what is not there is null, never somewhere similar", () => {
  const text = "The vote was close. The council adjourned.";
  for (const exact of ["The vote was lost", "the vote", "adjourned!", "", "   ", "\u200b"]) {
    expect(anchored(text, { exact, start: 0, end: 8 })).toBe(text);
  }
  expect(anchored("", { exact: "a" })).toBe("");
});

test("a passage is followed when text is put before it", () => {
  expect(moved("the cat sat. [the cat] ran.", "New! the cat sat. the cat ran.")).toBe(
    "New! the cat sat. [the cat] ran.",
  );
});

test("neighbours say where a bare repetition has moved to", () => {
  const line = (n: number) => `line ${n}: yes.`;
  const old = Array.from({ length: 40 }, (_, n) => line(n)).join("\n\n");
  const text = `${"An inserted paragraph of some length. ".repeat(3)}\n\n${old}`;
  const at = old.indexOf("yes", old.indexOf("line 20"));
  const sure = describe(old, { start: old.indexOf("line 19"), end: old.indexOf("line 19") + 7 });
  const [, anchor] = anchorAll(text, [sure, { exact: "yes", prefix: "", suffix: "", start: at, end: at + 3 }]);
  expect(anchor?.start).toBe(at + text.length - old.length);
});

test("typography is no difference", () => {
  const cases: [string, string][] = [
    ["She said “[it’s over]” — twice.", "it's over"],
    ["A [pages 3–5 — all] of it", "pages 3-5 - all"],
    ["Costs [10\u00a0000\u202f€] a year", "10 000 €"],
    ["a [co\u00adoperation] b", "cooperation"],
    ["ze\u200bro [wid\u200bth] x", "width"],
    ["one [two\n\n  three] four", "two three"],
    ["[two three] four", "two \n three"],
    ["the [ﬁrst ﬂoor] up", "first floor"],
    ["and [so on…] then", "so on..."],
    ["« [Bonjour] »", "Bonjour"],
    ["un [cafe\u0301] noir", "caf\u00e9"],
    ["un [caf\u00e9] noir", "cafe\u0301"],
    ["„[Wort]“ sagte er", "Wort"],
  ];
  for (const [marked, exact] of cases) expect(anchored(bracketed(marked).text, { exact })).toBe(marked);
});

test("an accent, a power and a letter's case are a difference", () => {
  for (const [text, exact] of [
    ["un caf\u00e9 noir", "cafe"],
    ["x² + 1", "x2"],
    ["The Cat", "the cat"],
  ] as const) {
    expect(anchored(text, { exact })).toBe(text);
  }
});

test("scripts of the world", () => {
  for (const marked of [
    "春眠不觉晓，[处处闻啼鸟]。夜来风雨声，花落知多少。",
    "قال إن [العدل] أساس الملك",
    "בראשית ברא [אלהים] את השמים",
    "सत्यमेव [जयते] नानृतम्",
    "a [👩‍👩‍👧‍👦] b 👩‍👩‍👧",
    "Z[a\u0301\u0302\u0323]lgo",
    "lone \ud800 and [\udc00 half] here",
    "𝒜[𝒷]𝒸",
  ]) {
    const { text, span } = bracketed(marked);
    expect(moved(marked, text)).toBe(marked);
    expect(moved(marked, `Preface. ${text}`)).toBe(
      bracket(`Preface. ${text}`, { start: span.start + 9, end: span.end + 9 }),
    );
  }
});

test("changed words are found where their surroundings stand, and never surely", () => {
  const old =
    "The board met late. It agreed to [raise the bridge toll to four euros] before the winter, the clerk said.";
  const now =
    "It was cold. The board met late. It agreed to raise the brige toll to five euros before the winter, he said.";
  const { text, span } = bracketed(old);
  const [anchor] = anchorAll(now, [describe(text, span)]);
  expect(bracket(now, anchor)).toContain("[raise the brige toll to five euros]");
  expect(anchor?.how).toBe("fuzzy");
  expect(anchor?.confidence).toBeLessThan(CERTAIN);
  const other = "It agreed to raise the ferry fare to nine euros, they wrote. Nothing else is known of it.";
  expect(anchorAll(other, [describe(text, span)])).toEqual([null]);
});

test("how and confidence tell a sure find from a guess", () => {
  const text = "alpha beta gamma. delta beta epsilon. beta";
  const [sure, shifted, guess] = anchorAll(text, [
    { exact: "gamma", prefix: "beta ", suffix: ".", start: 11, end: 16 },
    { exact: "delta", prefix: "", suffix: "", start: 2, end: 7 },
    { exact: "beta", prefix: "", suffix: "" },
  ]);
  expect(sure).toEqual({ start: 11, end: 16, how: "exact", confidence: 1 });
  expect(shifted).toMatchObject({ start: 18, how: "relocated" });
  expect(guess?.confidence).toBeLessThan(shifted?.confidence ?? 0);
});

const repetitive = fc
  .array(
    fc.constantFrom(
      "ho ",
      "the cat ",
      "na",
      "“so”",
      "\n\n",
      "é",
      "e\u0301",
      "👩‍👧",
      "字",
      "ש",
      "\ud800",
      "\u00ad",
      "  ",
    ),
    {
      maxLength: 60,
    },
  )
  .map((parts) => parts.join(""));
const texts = fc.oneof(
  repetitive,
  fc.string({ unit: "grapheme", maxLength: 80 }),
  fc.string({ unit: "binary", maxLength: 80 }),
);

test("every span of a text is found again where it was", () => {
  fc.assert(
    fc.property(texts, fc.nat(), fc.nat(), (text, a, b) => {
      fc.pre(text.length > 0);
      const start = a % text.length;
      const end = start + 1 + (b % (text.length - start));
      const [anchor] = anchorAll(text, [describe(text, { start, end })]);
      expect(anchor).toEqual({ start, end, how: "exact", confidence: 1 });
    }),
    { numRuns: 500 },
  );
});

test("a passage is found with no place given, and what is found is the quote", () => {
  const whole = (text: string) => text.replace(/^\p{Cs}+|\p{Cs}+$/gu, "");
  const plain = (text: string) => text.normalize("NFD").replace(/\s|\u00ad|\u200d|[“”"]/gu, "");
  fc.assert(
    fc.property(repetitive, fc.nat(), fc.nat(), repetitive, (text, a, b, before) => {
      fc.pre(text.trim().length > 0);
      const start = a % text.length;
      const end = start + 1 + (b % (text.length - start));
      const { exact, prefix, suffix } = describe(text, { start, end });
      const [anchor] = anchorAll(before + text, [{ exact, prefix, suffix }]);
      const words = anchor && plain((before + text).slice(anchor.start, anchor.end));
      // Half an emoji is no word to search for: only its place could find it, and what is found is all of it.
      if (/\p{Cs}/u.test(exact)) expect(words ?? exact).toContain(words === null ? exact : whole(plain(exact)));
      else if (plain(exact) !== "" || words !== null) expect(words).toBe(plain(exact));
    }),
    { numRuns: 500 },
  );
});

test("no selector makes it throw", () => {
  const offset = fc.option(fc.oneof(fc.integer(), fc.double(), fc.constant(Number.NaN)), { nil: undefined });
  const selector = fc.record({ exact: texts, prefix: texts, suffix: texts, start: offset, end: offset });
  fc.assert(
    fc.property(texts, fc.array(selector, { maxLength: 5 }), (text, selectors) => {
      const found = anchorAll(text, selectors);
      expect(found).toHaveLength(selectors.length);
      for (const anchor of found) {
        if (anchor) expect(anchor.start >= 0 && anchor.start < anchor.end && anchor.end <= text.length).toBe(true);
      }
    }),
  );
});

/** Words that repeat as in prose, from a fixed seed. */
function prose(length: number): string {
  const words =
    "the of council water river said bridge toll and report year harbour in a rate vote people of ferry".split(" ");
  let state = 7;
  let text = "";
  while (text.length < length) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    text += `${words[state % words.length]}${state % 11 === 0 ? ". " : " "}`;
  }
  return text;
}

test("a thousand moved selectors in half a megabyte, and ten thousand equal phrases, stay near linear", () => {
  const text = prose(500_000);
  const selectors = Array.from({ length: 1000 }, (_, i) => describe(text, { start: i * 490, end: i * 490 + 60 }));
  const edited = `${"Quite another beginning. ".repeat(99)}\n\n${text}`;
  let found: ReturnType<typeof anchorAll> = [];
  const moving = timed(() => {
    found = anchorAll(edited, selectors);
  });
  expect(found.filter((anchor, i) => anchor?.start === i * 490 + edited.length - text.length)).toHaveLength(1000);
  // A few tens of milliseconds when idle; a scan of the text per selector would take minutes.
  expect(moving).toBeLessThan(5000);

  const refrain = "and so it goes. ".repeat(10_000);
  const many: Selector[] = Array.from({ length: 10_000 }, (_, i) => ({
    exact: "and so it goes",
    prefix: "nowhere",
    suffix: ". ",
    start: i * 16,
  }));
  expect(timed(() => anchorAll(refrain, many))).toBeLessThan(12_000);
});

test("text made to be slow stays bounded", () => {
  const text = "a".repeat(500_000);
  const selectors: Selector[] = Array.from({ length: 60 }, (_, i) => ({
    exact: `${"a".repeat(100 + i)}b`,
    prefix: "a".repeat(48),
    suffix: "a",
  }));
  selectors.push({ exact: "a".repeat(777), prefix: "b", suffix: "c", start: 250_000 });
  let found: ReturnType<typeof anchorAll> = [];
  expect(
    timed(() => {
      found = anchorAll(text, selectors);
    }),
  ).toBeLessThan(8000);
  expect(found.at(-1)).toMatchObject({ start: 250_000 });
  expect(found.slice(0, -1).every((anchor) => anchor === null)).toBe(true);
});
