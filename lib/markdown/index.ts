import { joinFormulas } from "../tex/lines";
import { parseUrl } from "../url";
import { type Block, inOneLine, type Piece, plain } from "../written";
import { type Part, readBlocks } from "./blocks";
import { type Inline, readInline } from "./inline";
import { OutOfSteps, Steps } from "./steps";

/** Emphasis within emphasis is shown this deep; what lies deeper keeps its words and loses its shape. */
const DEEPEST = 6;
/**
 * Steps that one character may cost. What people write takes 4 to 8; the worst that a search for shapes found, 40. A text
 * beyond it would be shown as it was typed.
 */
const STEPS_PER_CHARACTER = 64;
const STEPS_AT_LEAST = 4096;
/** Characters of the texts whose trees are kept. */
const MOST_KEPT = 2 * 1024 * 1024;
const ADDRESS = /\bhttps?:\/\/[^\s<>"]+/giu;
const ENDS = "'.,;:!?";

/** A bare address without what ends the sentence around it: a bracket belongs to it when it was opened in it. */
function bare(address: string): string {
  const open: Record<string, number> = { ")": 0, "]": 0 };
  for (const sign of address) {
    if (sign === "(") open[")"]! -= 1;
    else if (sign === "[") open["]"]! -= 1;
    else if (sign in open) open[sign]! += 1;
  }
  let end = address.length;
  for (; end > 0; end--) {
    const sign = address[end - 1]!;
    if (sign in open) {
      if (open[sign]! <= 0) break;
      open[sign]! -= 1;
    } else if (!ENDS.includes(sign)) break;
  }
  return address.slice(0, end);
}

/** The address when a link may lead there: http, https or mailto, absolute. */
export function allowed(address: string): string | null {
  const url = parseUrl(address);
  return url && ["http:", "https:", "mailto:"].includes(url.protocol) ? url.href : null;
}

/** One text as pieces: line ends become breaks, bare addresses links. */
function words(text: string, inLink: boolean): Piece[] {
  const pieces: Piece[] = [];
  for (const [i, line] of text.split("\n").entries()) {
    if (i > 0) pieces.push({ is: "br" });
    let from = 0;
    for (const match of inLink ? [] : line.matchAll(ADDRESS)) {
      const address = bare(match[0]);
      const to = allowed(address);
      if (!to) continue;
      if (match.index > from) pieces.push(line.slice(from, match.index));
      pieces.push({ is: "link", to, of: [address] });
      from = match.index + address.length;
    }
    if (from < line.length) pieces.push(line.slice(from));
  }
  return pieces;
}

/** The words of a row whose shape is not kept. */
function textOf(first: Inline | null): string {
  const found: string[] = [];
  const later: (Inline | null)[] = [first];
  while (later.length > 0) {
    const node = later.pop();
    if (!node) continue;
    later.push(node.next);
    if ("text" in node) found.push(node.text);
    else later.push(node.first);
  }
  return found.join("");
}

/** One node and nothing beside it, as words. */
const textWithin = (node: Inline): string => ("text" in node ? node.text : textOf(node.first));

function pieces(first: Inline | null, depth: number, inLink = false): Piece[] {
  const found: Piece[] = [];
  for (let node = first; node; node = node.next) {
    if (node.is === "text") {
      const texts = [node.text];
      while (node.next?.is === "text") {
        node = node.next;
        texts.push(node.text);
      }
      found.push(...words(texts.join(""), inLink || depth > DEEPEST));
    } else if (depth > DEEPEST) found.push(...words(textWithin(node), true));
    else if (node.is === "code") found.push({ is: "code", text: node.text });
    else if (node.is === "tex") found.push({ is: "tex", text: node.text, display: node.display });
    else if (node.is === "link") {
      const to = allowed(node.to);
      const of = pieces(node.first, depth + 1, true);
      if (to) found.push({ is: "link", to, of });
      else found.push(...of);
    } else if (node.is === "image") {
      // A reader's browser loads nothing from another host: an image is named, and can be opened by who wants to.
      const alt = textOf(node.first);
      found.push(allowed(node.to) ? { is: "link", to: node.to, of: [alt || node.to] } : alt || "image");
    } else if (node.is === "reference") found.push(...words(textOf(node.first), inLink));
    else found.push({ is: node.is, of: pieces(node.first, depth + 1, inLink) });
  }
  return found;
}

function blocks(parts: readonly Part[], labels: ReadonlySet<string>, steps: Steps): Block[] {
  return parts.map((part): Block => {
    switch (part.is) {
      case "words": {
        const row = readInline(part.text, labels, steps);
        return { is: "p", of: part.heading ? [{ is: "strong", of: pieces(row, 1) }] : pieces(row, 0) };
      }
      case "quote":
        return { is: "quote", of: blocks(part.of, labels, steps) };
      case "list":
        return { is: "list", from: part.from, items: part.items.map((item) => blocks(item, labels, steps)) };
      default:
        return part;
    }
  });
}

/** As `parse`, read anew, with what it cost; plain words cost nothing. */
export function measure(text: string): { blocks: Block[]; steps: number } {
  const simple = plain(text);
  if (simple) return { blocks: simple, steps: 0 };
  const steps = new Steps(STEPS_AT_LEAST + STEPS_PER_CHARACTER * text.length);
  try {
    steps.spend(4 * text.length);
    const { parts, labels } = readBlocks(joinFormulas(text), steps);
    return { blocks: blocks(parts, labels, steps), steps: steps.spent };
  } catch (error) {
    if (!(error instanceof OutOfSteps)) throw error;
    return { blocks: [{ is: "p", of: words(text, true) }], steps: steps.spent };
  }
}

/**
 * The trees that were asked for last, by the text itself: it says what a revision holds more surely than a number, and
 * serves pages, excerpts and letters alike.
 */
const kept = new Map<string, Block[]>();
let keptCharacters = 0;

/**
 * A note's Markdown as a small tree, the same on the server and in the browser: CommonMark without raw HTML, headings
 * as bold lines, images as links, links to http, https and mailto only. It takes time in proportion to the text, whatever
 * that holds. The tree is shared: nobody may change it.
 */
export function parse(text: string): Block[] {
  const simple = plain(text);
  if (simple) return simple;
  const known = kept.get(text);
  const tree = known ?? measure(text).blocks;
  if (known) kept.delete(text);
  else keptCharacters += text.length;
  kept.set(text, tree);
  for (const oldest of kept.keys()) {
    if (keptCharacters <= MOST_KEPT) break;
    kept.delete(oldest);
    keptCharacters -= oldest.length;
  }
  return tree;
}

/** The trees of those bodies that are more than plain words, by id: what a page sends so that no parser has to. */
export function parseAll(items: Iterable<{ id: string; body: string | null }>): Record<string, Block[]> {
  const trees: Record<string, Block[]> = {};
  for (const { id, body } of items) if (body && !plain(body)) trees[id] = parse(body);
  return trees;
}

/** Characters of a note that its beginning is taken from. */
const BEGINNING = 2000;

/** How a note begins, in one line without its Markdown: for a list of many. */
export const excerpt = (text: string): string => inOneLine(parse(text.slice(0, BEGINNING).toWellFormed()));
