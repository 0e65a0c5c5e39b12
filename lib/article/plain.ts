import { isVisible } from "../line";
import { ArticleError } from "./error";
import { type LineEnds, type Paragraph, setLines } from "./lines";
import type { ArticleElement, ArticleNode, ArticleTree } from "./tree";

/** A first line above this is a paragraph and no title. */
const LONGEST_TITLE = 300;
/** A line above this is a paragraph of its own in a text without empty lines. */
const LONG_LINE = 160;
/** More lines than this, each a text and a line break, make a larger tree than any HTML may (`MAX_NODES`). */
const MAX_LINES = 200_000;

/**
 * Plain text as a tree: empty lines separate paragraphs; whether the line ends within one stay is decided for each
 * (`setLines`). Code keeps all its spaces.
 * @param title when given, a first line that says the same is left out; when not, the first line becomes the title and is
 *   not in the tree, unless it is longer than a title, goes on in the next line, or is all there is
 * @throws ArticleError `too-complex` above `MAX_LINES` lines
 */
export function fromText(
  source: string,
  title: string | null,
  ends: LineEnds = "auto",
): { tree: ArticleTree; title: string | null } {
  const lines = source
    .replaceAll("\0", "")
    .toWellFormed()
    .replace(/^\uFEFF/, "")
    .replace(/\u2029/g, "\n\n")
    .split(/\r\n|[\n\r\u0085\u2028]/)
    .map((line) => (isVisible(line) ? line.replace(/[ \t\v\f]+$/, "") : ""));
  if (lines.length > MAX_LINES) throw new ArticleError("too-complex");
  const first = lines.findIndex((line) => line !== "");
  const line = tidied(first < 0 ? "" : (lines[first] ?? ""));
  const more = lines.slice(first + 1).some((other) => other !== "");
  const whole = paragraphsOf(lines.slice(Math.max(first, 0)));
  const isTitle =
    more && (title === null ? line.length <= LONGEST_TITLE && standsAlone(whole, ends) : same(line, title));
  const paragraphs = isTitle ? paragraphsOf(lines.slice(first + 1)) : whole;
  return { tree: { type: "root", children: blocks(paragraphs, ends) }, title: title ?? (isTitle ? line : null) };
}

const tidied = (line: string) => line.replace(/[ \t\v\f]+/g, " ").replace(/^ /, "");

/** Whether the first line of a text is not the beginning of a sentence that the next one ends. */
function standsAlone(paragraphs: readonly Paragraph[], ends: LineEnds): boolean {
  const [first] = paragraphs;
  if (!first || first.length === 1) return true;
  const [set] = setLines(paragraphs, ends === "keep" ? "keep" : "auto");
  return set?.as === "p" && set.lines[0] === first[0]?.trimStart();
}

/** Whether two titles say the same, whatever the spaces. */
export function same(one: string, other: string): boolean {
  const folded = (text: string) => text.replace(/\s+/g, " ").trim().toLowerCase();
  return folded(one) === folded(other);
}

/** Without empty lines, each long line is a paragraph of its own. */
function paragraphsOf(lines: readonly string[]): string[][] {
  const groups: string[][] = [];
  let open = false;
  for (const line of lines) {
    if (line === "") open = false;
    else if (open) groups.at(-1)?.push(line);
    else {
      groups.push([line]);
      open = true;
    }
  }
  const loose = groups.length === 1 && lines.some((line) => line.length > LONG_LINE);
  return loose ? (groups[0] ?? []).map((line) => [line]) : groups;
}

function blocks(paragraphs: readonly Paragraph[], ends: LineEnds): ArticleElement[] {
  const out: ArticleElement[] = [];
  /** The code that is being gathered: an empty line does not end it. */
  let code: string[] | null = null;
  const close = () => {
    if (code) out.push(element("pre", [{ type: "text", value: code.join("\n") }]));
    code = null;
  };
  for (const { as, lines } of setLines(paragraphs, ends)) {
    if (as === "pre") {
      if (code) code.push("");
      code ??= [];
      for (const line of lines) code.push(line);
    } else {
      close();
      out.push(element("p", broken(lines.map(tidied))));
    }
  }
  close();
  return out;
}

const element = (tagName: string, children: ArticleNode[]): ArticleElement => ({
  type: "element",
  tagName,
  properties: {},
  children,
});

function broken(lines: readonly string[]): ArticleNode[] {
  return lines.flatMap((value, i): ArticleNode[] => {
    const text: ArticleNode = { type: "text", value };
    return i === 0 ? [text] : [element("br", []), text];
  });
}
