import { expect, test } from "vitest";
import { DIFFERS, passageOf } from "./chosen";

const FIRST = "The old dog slept near the fire. The dog woke.";
const SECOND = "Nobody heard the dog.";
const TEXT = `${FIRST}\n\n${SECOND}`;

/** The passage, when the page shows these blocks and `[` and `]` are the edges of what is selected. */
function chosen(first: string, second = SECOND) {
  const blocks = [
    { at: 0, end: FIRST.length + 2, marked: first },
    { at: FIRST.length + 2, end: TEXT.length, marked: second },
  ];
  const pointAt = (sign: string) => {
    const block = blocks.find(({ marked }) => marked.includes(sign))!;
    const { at, end, marked } = block;
    return {
      at,
      end,
      shown: marked.replace(/[[\]]/g, ""),
      offset: marked.replace(sign === "]" ? "[" : "]", "").indexOf(sign),
    };
  };
  const span = passageOf(TEXT, pointAt("["), pointAt("]"));
  return span === null || span === DIFFERS ? span : [TEXT.slice(span.start, span.end), span.start];
}

test("a page that shows the text is taken at its word", () => {
  expect(chosen("The old [dog slept] near the fire. The dog woke.")).toEqual(["dog slept", 8]);
  expect(chosen("The old dog slept near the fire. The dog [woke.", "Nobody] heard the dog.")).toEqual([
    "woke.\n\nNobody",
    41,
  ]);
  expect(chosen("The old[ ]dog slept near the fire. The dog woke.")).toBeNull();
});

test("words of a translation are never taken for others", () => {
  expect(chosen("Der alte Hund schlief am Feuer. [Der Hund] wachte auf.")).toBe(DIFFERS);
  expect(chosen("[Der alte Hund] schlief am Feuer. Der Hund wachte auf.")).toBe(DIFFERS);
  expect(chosen("The old dog slept near the fire. The dog [woke.", "Niemand] hörte den Hund.")).toBe(DIFFERS);
});

test("chosen words are found beside what an extension adds", () => {
  expect(chosen("The old (alt) dog slept [near the fire]. The dog woke.")).toEqual(["near the fire", 18]);
  expect(chosen("The old (alt) dog slept near the fire. The [dog] woke.")).toEqual(["dog", 37]);
  expect(chosen("The old (alt) [dog] slept near the fire. The dog woke.")).toEqual(["dog", 8]);
  expect(chosen("The old (alt) dog slept near the fire. [The dog woke.", "(keiner) Nobody] heard the dog.")).toBe(
    DIFFERS,
  );
  expect(chosen("(so) The old dog slept near the fire. [The dog woke.", "Nobody] heard the dog.")).toEqual([
    "The dog woke.\n\nNobody",
    33,
  ]);
});

test("what an extension put among the chosen words, or says as often as them, is not guessed at", () => {
  expect(chosen("The old dog slept [near (nahe) the fire]. The dog woke.")).toBe(DIFFERS);
  expect(chosen("The old dog (dog!) slept near the fire. The [dog] woke.")).toBe(DIFFERS);
});
