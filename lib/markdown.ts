import type { Nodes, PhrasingContent, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { type Block, inOneLine, type Piece, plain } from "./written";

/** Quotes in lists in quotes are shown this deep; what lies deeper keeps its words and loses its shape. */
const DEEPEST = 6;
/**
 * What no reader writes: dozens of markers nested on one line, hundreds of lines that begin with one, or thousands of
 * openers. The parser's time grows with their square (measured: 8 KiB of `- ` take 17 s, 32 KiB of `**a*` 5 s, of lines
 * `- - a` 7 s), so such a text is shown as it stands.
 */
const NESTED = /^[ \t]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+|>[ \t]*){16}/mu;
const OPENERS = /[*_[]/gu;
const MOST_OPENERS = 2000;
const MARKED = /^[ \t]*(?:[-+*>]|\d{1,9}[.)])/gmu;
const MOST_MARKED = 400;

// Raw HTML is text here, and an indented line is a line: both would surprise a person who writes a note.
const extensions = [{ disable: { null: ["htmlFlow", "htmlText", "codeIndented"] } }];
const ADDRESS = /\bhttps?:\/\/[^\s<>"]*[^\s<>"'.,;:!?)\]]/giu;

/** The address when a link may lead there: http, https or mailto, absolute. */
export function allowed(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  return ["http:", "https:", "mailto:"].includes(url.protocol) ? url.href : null;
}

/** One text as pieces: line ends become breaks, bare addresses links. */
function words(text: string, inLink: boolean): Piece[] {
  const pieces: Piece[] = [];
  for (const [i, line] of text.split("\n").entries()) {
    if (i > 0) pieces.push({ is: "br" });
    let from = 0;
    for (const match of inLink ? [] : line.matchAll(ADDRESS)) {
      const to = allowed(match[0]);
      if (!to) continue;
      if (match.index > from) pieces.push(line.slice(from, match.index));
      pieces.push({ is: "link", to, of: [match[0]] });
      from = match.index + match[0].length;
    }
    if (from < line.length) pieces.push(line.slice(from));
  }
  return pieces;
}

/** The words of a node whose shape is not kept; blocks stand on lines of their own. */
function textOf(node: Nodes): string {
  if ("value" in node) return node.value;
  if ("children" in node) {
    const inner = node.children.map(textOf);
    return inner.join(node.type === "blockquote" || node.type === "list" || node.type === "listItem" ? "\n" : "");
  }
  return "alt" in node ? (node.alt ?? "") : "";
}

function pieces(nodes: readonly PhrasingContent[], depth: number, inLink = false): Piece[] {
  return nodes.flatMap((node): Piece[] => {
    if (depth > DEEPEST) return words(textOf(node), true);
    switch (node.type) {
      case "text":
        return words(node.value, inLink);
      case "strong":
        return [{ is: "strong", of: pieces(node.children, depth + 1, inLink) }];
      case "emphasis":
        return [{ is: "em", of: pieces(node.children, depth + 1, inLink) }];
      case "inlineCode":
        return [{ is: "code", text: node.value }];
      case "break":
        return [{ is: "br" }];
      case "link": {
        const to = allowed(node.url);
        const of = pieces(node.children, depth + 1, true);
        return to ? [{ is: "link", to, of }] : of;
      }
      case "image":
        // A reader's browser loads nothing from another host: an image is named, and can be opened by who wants to.
        return allowed(node.url) ? [{ is: "link", to: node.url, of: [node.alt || node.url] }] : [node.alt || "image"];
      default:
        return words(textOf(node), inLink);
    }
  });
}

function blocks(nodes: readonly RootContent[], depth: number): Block[] {
  return nodes.flatMap((node): Block[] => {
    if (depth > DEEPEST) return [{ is: "p", of: words(textOf(node), false) }];
    switch (node.type) {
      case "paragraph":
        return [{ is: "p", of: pieces(node.children, 0) }];
      case "heading":
        return [{ is: "p", of: [{ is: "strong", of: pieces(node.children, 1) }] }];
      case "blockquote":
        return [{ is: "quote", of: blocks(node.children, depth + 1) }];
      case "list": {
        const items = node.children.map((item) => blocks(item.children, depth + 1));
        return [{ is: "list", from: node.ordered ? (node.start ?? 1) : null, items }];
      }
      case "code":
        return [{ is: "pre", text: node.value }];
      case "thematicBreak":
        return [{ is: "line" }];
      case "definition":
        return [];
      default:
        return [{ is: "p", of: words(textOf(node), false) }];
    }
  });
}

/**
 * A note's Markdown as a small tree, the same on the server and in the browser: CommonMark without raw HTML, headings
 * as bold lines, images as links, links to http, https and mailto only.
 */
export function parse(text: string): Block[] {
  const simple = plain(text);
  if (simple) return simple;
  const many = (of: RegExp, most: number) => (text.match(of)?.length ?? 0) > most;
  if (NESTED.test(text) || many(OPENERS, MOST_OPENERS) || many(MARKED, MOST_MARKED))
    return [{ is: "p", of: words(text, true) }];
  return blocks(fromMarkdown(text, { extensions }).children, 0);
}

/** The trees of those bodies that are more than plain words, by id: what a page sends so that no parser has to. */
export function parseAll(items: Iterable<{ id: string; body: string | null }>): Record<string, Block[]> {
  const trees: Record<string, Block[]> = {};
  for (const { id, body } of items) if (body && !plain(body)) trees[id] = parse(body);
  return trees;
}

/** How a note begins, in one line without its Markdown: for a list of many. */
export const excerpt = (text: string): string => inOneLine(parse(text));
