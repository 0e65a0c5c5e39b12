import { expect, test } from "vitest";
import { slips } from "./diff";
import { asItStands, fold } from "./fold";
import { CERTAIN, edits, remapAll, sameWords, standing } from "./index";
import { carrier } from "./remap";
import { bracket, bracketed } from "./testing";

/** Where the bracketed passage of one text stands in another. */
const carried = (marked: string, text: string) => {
  const { text: old, span } = bracketed(marked);
  return bracket(text, remapAll(old, text, [span])[0]);
};

test("a passage goes where its words went", () => {
  expect(carried("The cat [sat on] the mat.", "Once the cat sat on the mat.")).toBe("Once the cat [sat on] the mat.");
  expect(carried("The cat [sat on] the mat.", "The cat sat quietly on the mat.")).toBe(
    "The cat [sat quietly on] the mat.",
  );
  expect(carried("The cat [sat on the mat].", "The cat sat on the rug.")).toBe("The cat [sat on the rug].");
});

test("spans outside the old text are refused", () => {
  expect(() => remapAll("abc", "abc", [{ start: 0, end: 4 }])).toThrow(RangeError);
  expect(() => remapAll("abc", "abcd", [{ start: 2, end: 1 }])).toThrow(RangeError);
});

test("a mark is kept by the same words at a sure place, moved otherwise, orphaned without a place", () => {
  expect(standing("the “cat”", 'the\n"cat" ', { confidence: CERTAIN })).toBe("kept");
  expect(standing("the cat", "the cat", { confidence: CERTAIN - 0.01 })).toBe("moved");
  expect(standing("the cat", "a cat", { confidence: 1 })).toBe("moved");
  expect(standing("the cat", null, null)).toBe("orphaned");
  expect(sameWords("é — it’s", "e\u0301 - it's\n")).toBe(true);
});

test("a change is told in whole words", () => {
  const changes = (a: string, b: string) =>
    edits(a, b).map(({ from, to }) => [a.slice(from.start, from.end), b.slice(to.start, to.end)]);
  expect(changes("The cat sat.", "The car sat.")).toEqual([["cat", "car"]]);
  expect(changes("one two", "one two three")).toEqual([["", " three"]]);
  expect(changes("same", "same")).toEqual([]);
});

const PARAGRAPHS = [
  "The bridge was closed on Monday after the flood, and nobody knows when it will open again.",
  "Ferries run twice an hour from the old harbour. The council pays for them until the spring.",
  "Shops on the far bank have lost half of their custom, their owners told this paper.",
  "A second report on the cost of repairs is expected before the end of the month.",
];
const marked = (paragraph: number, words: string, paragraphs = PARAGRAPHS) => {
  const before = paragraphs.slice(0, paragraph).join("\n\n").length + (paragraph > 0 ? 2 : 0);
  const start = before + paragraphs[paragraph]!.indexOf(words);
  return { start, end: start + words.length };
};
const joined = (paragraphs: readonly (string | undefined)[]) => paragraphs.join("\n\n");

test("a change of typography alone costs nothing", () => {
  const old = "“It’s over,” she said — twice… The co-operation of all ended.\n\nNext";
  const now = `"It's over," she said - twice... The co\u00ad-operation\u00a0of all   ended.\n\nNext`;
  for (const words of ["It’s over", "said — twice…", "The co-operation of all", "“It’s over,”"]) {
    const start = old.indexOf(words);
    const [anchor] = remapAll(old, now, [{ start, end: start + words.length }]);
    expect(anchor?.how).toBe(
      anchor?.start === start && words.length === now.slice(anchor.start, anchor.end).length ? "exact" : "mapped",
    );
    expect(anchor?.confidence).toBeGreaterThanOrEqual(CERTAIN);
    expect(sameWords(now.slice(anchor?.start, anchor?.end), words)).toBe(true);
  }
});

test("a passage that was cut is an orphan, though its twin stands", () => {
  const twin = "The council pays for them until the spring, and not a day longer than that.";
  const [a, b, c, d] = PARAGRAPHS;
  const old = [a, twin, b, c, twin, d].map((paragraph) => paragraph ?? "");
  const span = marked(1, "pays for them until the spring, and not a day", old);
  expect(remapAll(joined(old), joined([a, b, c, twin, d]), [span])).toEqual([null]);
  const other = marked(4, "pays for them until the spring, and not a day", old);
  expect(remapAll(joined(old), joined([a, b, c, twin, d]), [other])[0]).toMatchObject({ how: "mapped" });
});

test("a passage in a paragraph that moved is found where it went", () => {
  const [a, b, c, d] = PARAGRAPHS;
  const now = joined([b, c, d, a]);
  const [anchor] = remapAll(joined(PARAGRAPHS), now, [marked(0, "closed on Monday after the flood")]);
  expect(bracket(now, anchor)).toContain("was [closed on Monday after the flood], and");
  expect(anchor?.how).toBe("relocated");
});

test("results end at whole characters, and spans of whitespace and empty ones keep their place", () => {
  expect(carried("I like [cafe] au lait.", "I like cafe\u0301 au lait.")).toBe("I like [cafe\u0301] au lait.");
  expect(carried("hello[ ]dear reader", "Oh, hello dear reader")).toBe("Oh, hello[ ]dear reader");
  expect(remapAll("one two three", "zero one two three", [{ start: 4, end: 4 }])[0]).toMatchObject({
    start: 9,
    end: 9,
  });
});

test("a short text with a few slips goes the same way as any other, only faster", () => {
  const old = joined([...PARAGRAPHS, "“Naïve — and late,” a reader of 🇫🇷 wrote."]);
  const levelled = (text: string) => slips(asItStands(old), asItStands(text));
  const now = old.replace("nobody", "nbody").replace("Ferries", "Feries").replace("half of", "halfx of");
  expect(levelled(now)).not.toBeNull();
  const spans = Array.from({ length: old.length - 40 }, (_, start) => ({ start, end: start + 40 }));
  const slow = spans.map(carrier(fold(old), fold(now)));
  // An empty line counts as one unit or as two.
  for (const [i, found] of remapAll(old, now, spans).entries())
    expect(found).toEqual({ ...slow[i], confidence: expect.closeTo(slow[i]?.confidence ?? 0, 2) });
  // What levelling would find is left to it.
  for (const other of [now.replace("—", "-"), now.replace("a reader", "a  reader"), now.replaceAll("o", "ö")])
    expect(levelled(other)).toBeNull();
});

const REWRITTEN = {
  old: "A boat may stay for one night, and its crew need not pay for it. The clerk asks each of them where they come from, and writes all of it into the book, which lies open in the hall. In spring the book goes to the town.",
  now: "A guest can stay as long as there is one bed, and all of them pay for that. Who comes from the sea will be asked to write into the list, which hangs in the hall. It is not sent to anyone, and in the spring it is burned.",
};
const place = (words: string, { old, now } = REWRITTEN) => {
  const start = old.indexOf(words);
  const [anchor] = remapAll(old, now, [{ start, end: start + words.length }]);
  return anchor ?? null;
};

test("scraps that any text has, where all around was rewritten, are no place", () => {
  expect(place("In spring the book goes to the town")).toBeNull();
});

test("whole words that are most of a passage are its place, though all around was rewritten", () => {
  const words = "Every captain signs for the keys of the lower gate";
  const old = `${REWRITTEN.old} ${words}. The rest is as it was agreed.`;
  const now = `${REWRITTEN.now} No captain asks for the keys of that gate. What else there is may be read on the door.`;
  const found = place(words, { old, now });
  expect(now.slice(found?.start, found?.end)).toContain("captain asks for the keys of that gate");
});

test("what is left of a sentence where the rest stayed is its place, however little it is", () => {
  const old = joined(PARAGRAPHS);
  const now = old.replace("The council pays for them until the ", "They are free until ");
  expect(place("The council pays for them until the spring", { old, now })).toMatchObject({
    end: now.indexOf("spring") + "spring".length,
    how: "mapped",
  });
});

test("among what was rewritten, words that stand only once are sure, and words that stand twice are to be checked", () => {
  const words = "The fee is due on the first of May, in coins";
  const old = `${REWRITTEN.old} ${words}.`;
  const [first, ...rest] = REWRITTEN.now.split(". ");
  const once = { old, now: `${first}. ${words}. ${rest.join(". ")}` };
  expect(place(words, once)?.confidence).toBeGreaterThanOrEqual(CERTAIN);
  const twice = { old, now: `${once.now} ${words}.` };
  expect(place(words, twice)?.confidence ?? 0).toBeLessThan(CERTAIN);
});

test("a sign far away from the rest of a passage is not its end", () => {
  const words = "The fee is due on the first of May, in coins.";
  const now = `Since the flood: ${words} ${REWRITTEN.now}`;
  const found = place(words, { old: `${REWRITTEN.old} ${words}`, now });
  expect(found?.start).toBe(now.indexOf(words));
  expect(now.slice(found?.start, found?.end)).toMatch(/^The fee is due on the first of May, in coins\.?$/);
});

test("a place that took in much that is new, or lost its first or last words, is to be checked", () => {
  const old = joined(PARAGRAPHS);
  const words = "from the old harbour. The council pays for them";
  const put = "In summer they also call at the two islands, if the weather allows it. ";
  const grown = place(words, { old, now: old.replace("The council", `${put}The council`) });
  expect(grown).toMatchObject({ how: "mapped" });
  expect(grown?.confidence).toBeLessThan(CERTAIN);
  const cut = place(words, { old, now: old.replace(" pays for them until the spring", "") });
  expect(cut).not.toBeNull();
  expect(cut?.confidence).toBeLessThan(CERTAIN);
});

test("a few words that are gone are not found again in others that are like them", () => {
  const old = joined(["See the map for more information on it.", ...PARAGRAPHS]);
  const now = joined([...PARAGRAPHS, "Ask the master of the port, who has some information in it, or her clerk."]);
  expect(place("more information on it", { old, now })).toBeNull();
});

test("the end of a passage that is part of a long run belongs to it, however much was put in before it", () => {
  const words = `${PARAGRAPHS[0]}\n\nFerries`;
  const put = `${PARAGRAPHS[2]} ${REWRITTEN.now}`;
  const now = joined([PARAGRAPHS[0], put, ...PARAGRAPHS.slice(1)]);
  const found = place(words, { old: joined(PARAGRAPHS), now });
  expect(now.slice(found?.start, found?.end)).toBe(`${PARAGRAPHS[0]}\n\n${put}\n\nFerries`);
});

test("words that changed their places within a passage do not tear it", () => {
  const old = joined([...PARAGRAPHS, REWRITTEN.old]);
  const words = "The council pays for them until the spring. ";
  const put = `“harbour company’s fund” (money of the town that is set aside) and other means. A harbour company’s own`;
  const before = old.replace("Ferries run", `${words}There is a ${put} Ferries run`);
  const swapped = "money of the town that is set aside (so-called “harbour company’s fund”) and other means.";
  const now = before.replace(put, `${swapped} A harbour company’s own`);
  const found = place(put, { old: before, now });
  expect(now.slice(found?.start, found?.end)).toContain("money of the town that is set aside");
  expect(now.slice(found?.start, found?.end)).toMatch(/A harbour company’s own$/);
});

test("a passage whose last word was cut through ends with it", () => {
  expect(carried("Take it from [that] quarry to the old mill.", "Take it from tha auarry to the old mill.")).toBe(
    "Take it from [tha] auarry to the old mill.",
  );
});

test("a passage whose last letters were replaced together with the space behind it ends with its full stop", () => {
  const old = "It was in the north, pleased to have [the benirt.] Mirn stood by the door.";
  expect(carried(old, "It was in the north, pleased to have the beni.gMirn stood by the door.")).toBe(
    "It was in the north, pleased to have [the beni.]gMirn stood by the door.",
  );
});
