import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { edits } from "../anchoring";
import { convert } from "../article/html";
import { layout } from "../article/text";
import { fold, paged, pageOf, rowsAt } from "./fold";
import { pictures, type Row, rows, type Text } from "./rows";

const textOf = (html: string): Text => {
  const { tree } = convert(html, "https://example.org/");
  return { tree, layout: layout(tree) };
};
const compare = (before: Text, after: Text) => rows(before, after, edits(before.layout.text, after.layout.text));
/** One line for each row: what was cut in brackets with a minus, what was added with a plus, and the leaf's name. */
function sketch(before: string, after: string): string[] {
  const [old, late] = [textOf(before), textOf(after)];
  return compare(old, late).map((row) => {
    const said = row.pieces.map(({ is, start, end }) => {
      const words = (is === "cut" ? old : late).layout.text.slice(start, end);
      return is === "same" ? words : `[${is === "cut" ? "-" : "+"}${words}]`;
    });
    const signs = `${row.break?.is === "added" ? "+¶ " : row.break ? "-¶ " : ""}${row.reset ? "~ " : ""}`;
    return `${row.leaf.node.tagName}: ${signs}${said.join("")}`;
  });
}

const A = "<p>The ferry left at noon with four people on board.</p>";
const B = "<p>Nobody on the quay waved, because nobody had come.</p>";
const C = "<p>By evening the wind had turned to the north again.</p>";

describe("two texts laid over each other", () => {
  test("a word replaced, with the paragraphs around it as they are", () =>
    expect(sketch(A + B, A.replace("noon", "dawn") + B)).toEqual([
      "p: The ferry left at [-noon][+dawn] with four people on board.",
      "p: Nobody on the quay waved, because nobody had come.",
    ]));
  test("a paragraph put in, and one cut", () => {
    expect(sketch(A + C, A + B + C)[1]).toBe("p: [+Nobody on the quay waved, because nobody had come.]");
    expect(sketch(A + B + C, A + C)).toEqual([
      "p: The ferry left at noon with four people on board.",
      "p: [-Nobody on the quay waved, because nobody had come.]",
      "p: By evening the wind had turned to the north again.",
    ]);
  });
  test("a paragraph that begins and ends like its neighbours is cut and put in whole", () => {
    const [one, two, three] = ["One.” he said.", "Two.” she said.", "Three.” they said."].map(
      (said) => `<p>“${said}</p>`,
    );
    expect(sketch(`${one}${two}${three}`, `${one}${three}`)).toEqual([
      "p: “One.” he said.",
      "p: [-“Two.” she said.]",
      "p: “Three.” they said.",
    ]);
    expect(sketch(`${one}${three}`, `${one}${two}${three}`)[1]).toBe("p: [+“Two.” she said.]");
  });
  test("a paragraph parted, and two joined", () => {
    const parted = "<p>The ferry left at noon</p><p>with four people on board.</p>";
    expect(sketch(A, parted).map((row) => row.replace(/[[\]+-]/g, "").trim())).toEqual([
      "p: The ferry left at noon",
      "p: ¶ with four people on board.",
    ]);
    expect(sketch(parted, A)).toHaveLength(1);
    expect(sketch(parted, A)[0]).toMatch(/^p: -¶ /);
  });
  test("what only looks otherwise is told apart from what says something else", () => {
    expect(sketch("<p>One <em>two</em> three.</p>", "<p>One two <b>three</b>.</p>")).toEqual(["p: ~ One two three."]);
    expect(sketch("<p>A list of one thing</p>", "<ul><li>A list of one thing</ul>")[0]).toMatch(/^li: ~ /);
  });
  test("the beginning of a paragraph that goes on stands in it", () =>
    expect(sketch(`<p>Long ago, in another town: ${A.slice(3)}`, A)[0]).toMatch(/^p: \[-Long ago.*\][Tt]?/));
  test("pictures are counted apart", () => {
    const image = (n: number) => `<figure><img src="/${n}.png" alt="${n}"><figcaption>c</figcaption></figure>`;
    const [one, two] = [textOf(A + image(1)), textOf(A + image(1) + image(2) + image(3))];
    // The tree names both pictures by their place in its own list: only those beyond it are new here.
    expect(pictures(one.tree, two.tree)).toEqual({ added: 2, cut: 0 });
  });
});

const words = fc.array(fc.constantFrom(..."the ferry left at noon with four people on board nobody waved".split(" ")), {
  minLength: 1,
  maxLength: 12,
});
const html = fc
  .array(fc.tuple(fc.constantFrom("p", "h2", "pre", "blockquote", "li"), words), { minLength: 1, maxLength: 8 })
  .map((blocks) => blocks.map(([tag, said]) => `<${tag}>${said.join(" ")}</${tag}>`).join(""));

test("every word of both texts stands in exactly one row, in its own order", () => {
  fc.assert(
    fc.property(html, html, (one, other) => {
      const [old, late] = [textOf(one), textOf(other)];
      const found = compare(old, late);
      const said = (text: Text, without: string) =>
        found
          .flatMap((row) => row.pieces.filter(({ is }) => is !== without))
          .map(({ is, start, end }) => (is === "same" ? late : text).layout.text.slice(start, end))
          .join("");
      const letters = (text: string) => text.replace(/\s/g, "");
      expect(letters(said(old, "added"))).toBe(letters(old.layout.text));
      expect(letters(said(late, "cut"))).toBe(letters(late.layout.text));
      const drawn = found.filter((row) => row.now).map((row) => row.now?.start);
      expect(drawn).toEqual(late.layout.blocks.map((block) => block.start));
    }),
    { numRuns: 400 },
  );
});

describe("a difference on pages", () => {
  const many = (changed: readonly number[], count = 40) => {
    const before = Array.from({ length: count }, (_, i) => `<p>Paragraph number ${i} stands here.</p>`).join("");
    const after = changed.reduce((html, i) => html.replace(`number ${i} stands`, `number ${i} sits`), before);
    return compare(textOf(before), textOf(after));
  };
  const line = (found: readonly Row[], shown?: { start: number; end: number }[]) =>
    fold(found, shown).map((item) => (item.is === "row" ? item.at : `${item.from}-${item.to}`));

  test("unchanged rows are folded, but for those beside a change and those asked for", () => {
    expect(line(many([10]))).toEqual(["0-9", 9, 10, 11, "12-40"]);
    expect(line(many([0, 4]))).toEqual([0, 1, 2, 3, 4, 5, "6-40"]);
    expect(line(many([10]), [{ start: 20, end: 22 }])).toEqual(["0-9", 9, 10, 11, "12-20", 20, 21, "22-40"]);
    expect(line(many([]))).toEqual(["0-40"]);
  });
  test("a long one is cut into pages, each row and each fold on one of them", () => {
    const found = many(
      Array.from({ length: 500 }, (_, i) => i),
      1200,
    );
    const items = fold(found);
    const pages = paged(found, items);
    expect(pages.flat()).toEqual(items);
    expect(pages.length).toBe(2);
    expect(pageOf(pages, 0)).toBe(0);
    expect(pageOf(pages, 400)).toBe(1);
    expect(pageOf(pages, 1100)).toBe(1);
  });
  test("a place of either text is found in the row that shows it", () => {
    const found = compare(textOf(A + B + C), textOf(A + C));
    expect(rowsAt(found, { was: { start: 60, end: 70 } })).toEqual({ start: 1, end: 2 });
    expect(rowsAt(found, { now: { start: 60, end: 70 } })).toEqual({ start: 2, end: 3 });
    expect(rowsAt(found, { now: { start: 10, end: 90 } })).toEqual({ start: 0, end: 1 });
  });
});
