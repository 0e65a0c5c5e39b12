import { isVisible } from "../line";
import { ArticleError } from "./error";
import type { ArticleElement, ArticleNode, ArticleTree } from "./tree";

/** A first line above this is a paragraph and no title. */
const LONGEST_TITLE = 300;
/** A line above this is a paragraph of its own in a text without empty lines. */
const LONG_LINE = 160;
/** More lines than this make a tree that no browser shows well. */
const MAX_LINES = 300_000;

/**
 * Plain text as a tree: empty lines separate paragraphs, line ends within one stay unless the text is hard-wrapped.
 * @param title when given, a first line that says the same is left out; when not, the first line becomes the title and is
 *   not in the tree, unless it is longer than a title or all there is
 * @throws ArticleError `too-complex` above `MAX_LINES` lines
 */
export function fromText(source: string, title: string | null): { tree: ArticleTree; title: string | null } {
  const lines = source
    .replaceAll("\0", "")
    .toWellFormed()
    .replace(/^\uFEFF/, "")
    .replace(/\u2029/g, "\n\n")
    .split(/\r\n|[\n\r\u0085\u2028]/)
    .map((line) => line.replace(/[ \t\v\f]+/g, " ").replace(/^ | $/g, ""))
    .map((line) => (isVisible(line) ? line : ""));
  if (lines.length > MAX_LINES) throw new ArticleError("too-complex");
  const first = lines.findIndex((line) => line !== "");
  const rest = lines.slice(first + 1);
  const line = first < 0 ? "" : (lines[first] ?? "");
  const more = rest.some((other) => other !== "");
  const isTitle = more && (title === null ? line.length <= LONGEST_TITLE : same(line, title));
  const tree: ArticleTree = { type: "root", children: paragraphs(isTitle ? rest : lines.slice(Math.max(first, 0))) };
  return { tree, title: title ?? (isTitle ? line : null) };
}

/** Whether two titles say the same, whatever the spaces. */
export function same(one: string, other: string): boolean {
  const folded = (text: string) => text.replace(/\s+/g, " ").trim().toLowerCase();
  return folded(one) === folded(other);
}

function paragraphs(lines: string[]): ArticleElement[] {
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
  const made = loose ? (groups[0] ?? []).map((line) => [line]) : groups;
  const wrapped = !loose && isWrapped(made);
  return made.map((group) => ({
    type: "element",
    tagName: "p",
    properties: {},
    children: wrapped ? [{ type: "text", value: group.join(" ") }] : broken(group),
  }));
}

function broken(lines: string[]): ArticleNode[] {
  return lines.flatMap((value, i): ArticleNode[] => {
    const text: ArticleNode = { type: "text", value };
    return i === 0 ? [text] : [{ type: "element", tagName: "br", properties: {}, children: [] }, text];
  });
}

/**
 * A text is hard-wrapped when its lines end where the next word would no longer have fitted: then a line end is a space.
 * Verse and addresses end where they like.
 */
function isWrapped(groups: string[][]): boolean {
  let width = 0;
  let ends = 0;
  let forced = 0;
  for (const group of groups) for (const line of group) if (group.length > 1) width = Math.max(width, line.length);
  if (width < 40 || width > 120) return false;
  for (const group of groups) {
    for (let i = 0; i + 1 < group.length; i++) {
      const next = group[i + 1]?.split(" ", 1)[0] ?? "";
      ends++;
      if ((group[i]?.length ?? 0) + 1 + next.length > width - 3) forced++;
    }
  }
  return ends >= 3 && forced / ends > 0.8;
}
