/** The words of the shapes: written for them, with what makes words hard to keep. */
export const TITLE = "The ferry that kept two clocks";
export const AUTHOR = "Ines Varga";

export const PROSE: readonly string[] = [
  "Until the year of the long winter the ferry at Orlo carried two clocks, one for each bank. The left bank kept the time of the railway, the right bank that of the parish, and between them lay eleven minutes and four hundred metres of brown water.",
  "Passengers asked, as passengers do, which clock was right. “Neither,” the ferryman liked to say, “but they’re wrong in different places.” He wound both on Sunday evenings, after the last crossing, and never let anyone else touch the keys.",
  "The difference mattered more than it seems to now. A contract signed on the left bank at noon was, on the right bank, still a thing of the morning; a child born on board could choose between two birthdays, and at least one did.",
  "In the archive of the harbour office there is a ledger in which each crossing is entered twice. The columns don’t agree, yet no clerk ever corrected them: 4,312 crossings in all, 8,624 entries, and not a single erasure.",
  "What ended it was neither a law nor an argument but the telegraph. Once the same second could be heard on both banks, the eleven minutes had nowhere left to live, and the parish clock was stopped at a quarter past three.",
  "The ferry went on for another forty years with one clock and an empty bracket beside it. Visitors still photograph the bracket; the guidebook calls it a lamp holder, which it never was.",
  "My grandmother, who crossed every Thursday with eggs, said that she missed the second clock as one misses a neighbour who was always slightly late. She had set her own watch by it, she said, because it left her eleven minutes more.",
  "I have tried to find the keys. The museum has one of them, labelled “winding key, purpose unknown”; the other, if it exists, is in somebody’s drawer, and fits nothing that is still wound.",
];
export const HEADINGS = ["Eleven minutes", "The ledger", "What the telegraph did"];
export const LIST = ["one clock for the railway", "one clock for the parish", "two keys, kept on one ring"];
export const CELLS = [
  ["Year", "Crossings", "Fares"],
  ["1871", "4,312", "96 crowns"],
  ["1872", "4,298", "94 crowns"],
];

/** Blocks one after another, as an import joins them. */
export const text = (...blocks: readonly (string | readonly string[])[]): string => blocks.flat().join("\n\n");

/** The article as most shapes have it, and its text. */
export const ARTICLE = text(
  PROSE.slice(0, 3),
  HEADINGS[1] ?? "",
  PROSE.slice(3, 5),
  LIST,
  HEADINGS[2] ?? "",
  PROSE.slice(5),
);
const tagged = (tag: string, lines: readonly string[]) => lines.map((line) => `<${tag}>${line}</${tag}>`).join("\n");
export const paragraphs = (lines: readonly string[]) => tagged("p", lines);
export const BODY = [
  paragraphs(PROSE.slice(0, 3)),
  `<h2>${HEADINGS[1]}</h2>`,
  paragraphs(PROSE.slice(3, 5)),
  `<ul>${tagged("li", LIST)}</ul>`,
  `<h2>${HEADINGS[2]}</h2>`,
  paragraphs(PROSE.slice(5)),
].join("\n");

export const page = (body: string, head = ""): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${TITLE} | The Orlo Review</title><meta property="og:site_name" content="The Orlo Review">${head}</head><body>${body}</body></html>`;
