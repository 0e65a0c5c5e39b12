import type { Source } from "../import";

const lines = (count: number, line: (i: number) => string, between = "\n") =>
  Array.from({ length: count }, (_, i) => line(i)).join(between);
const plain = (name: string, content: () => string) => ({
  name,
  source: (): Source => ({ kind: "text", title: "T", content: content() }),
});
const piece = (name: string, content: () => string) => ({
  name,
  source: (): Source => ({ kind: "fragment", title: "T", content: content() }),
});

/** Texts that no person writes by hand and machines do: whatever of them is taken must open. */
export const EXTREMES: readonly { name: string; source: () => Source }[] = [
  plain("80,000 lines in one paragraph", () => lines(80_000, (i) => `line ${i} of it`)),
  plain("190,000 lines of one letter", () => "a\n".repeat(190_000)),
  plain("a word of 2 MB", () => "a".repeat(2_000_000)),
  plain("3 MB of Chinese without a space", () => "漢字".repeat(500_000)),
  plain("a paragraph of 2 MB in Hebrew", () => "אבגדהוזח טיכלמנס ".repeat(65_000)),
  plain("a word of 1 MB in Hebrew", () => "אבגדהוזחטיכלמנס".repeat(35_000)),
  plain("a word of 1 MB in Thai", () => "กขคงจชซญดตถทนบปผ".repeat(22_000)),
  plain("a letter with 500,000 accents", () => `a${"\u0301".repeat(500_000)}`),
  plain("60,000 signs that are no letters", () => "👩‍👩‍👧‍👦".repeat(60_000)),
  plain("2 MB of dashes", () => "-".repeat(2_000_000)),
  plain("a paragraph of 10 MB", () => "The quick brown fox jumps over it. ".repeat(295_000)),
  plain("100,000 paragraphs", () => lines(100_000, (i) => `Paragraph ${i}.`, "\n\n")),
  piece("150,000 list items", () => `<ul>${"<li>item".repeat(150_000)}</ul>`),
  piece("100,000 nested tags", () => `<p>${"<b>".repeat(100_000)}x`),
  piece("4,000 nested tags", () => `<p>${"<b>".repeat(4000)}x${"</b>".repeat(4000)}`),
  piece("100,000 tags side by side", () => `<p>${"<b>bold</b> <i>it</i> ".repeat(50_000)}`),
  piece(
    "a table of 100,000 cells",
    () => `<table>${lines(10_000, (row) => `<tr>${lines(10, (cell) => `<td>${row}.${cell}</td>`, "")}`)}</table>`,
  ),
  piece(
    "a table of 1,000 columns",
    () => `<table>${lines(100, (row) => `<tr>${lines(1000, (cell) => `<td>${row}.${cell}</td>`, "")}`)}</table>`,
  ),
  piece("50,000 links", () => `<p>${lines(50_000, (i) => `<a href="https://example.org/${i}">link ${i}</a> `)}`),
  piece(
    "50,000 pictures",
    () => `<p>a ${lines(50_000, (i) => `<img src="https://example.org/${i}.png" alt="picture ${i}"> `)}`,
  ),
  piece("50,000 headings", () => lines(50_000, (i) => `<h2>Heading ${i}</h2>`)),
  piece("10,000 formulas", () => `<p>${"<math><mfrac><mi>x</mi><mn>2</mn></mfrac></math> and ".repeat(10_000)}`),
  piece("code of 200,000 lines", () => `<pre>${"code here;\n".repeat(200_000)}</pre>`),
];
