import type { Span } from "@/lib/anchoring/passages";
import { type DIFFERS, passageOf, type ShownPoint } from "./chosen";

/**
 * The one place where what is selected in the page becomes offsets in the canonical text, and offsets become a range of the
 * page. `root` is the element that holds the text; each leaf block in it says with `data-at` where its text begins.
 * Whatever is inside `[data-cue]` is said to the reader and is no part of the text; a `<br>` is one character; a formula that
 * carries its TeX counts as that, and not as the symbols it is shown by.
 */

/**
 * The passage that a selection means, widened to whole characters, or `null` when it takes in nothing of the text. What
 * runs over the text's beginning or end (the title, the margin) counts as far as the text goes. `DIFFERS` where the page shows
 * other words than the text (a translation, an extension), among which the chosen ones are not to be found.
 */
export function spanOf(root: HTMLElement, text: string, range: Range): Span | typeof DIFFERS | null {
  if (range.collapsed || !range.intersectsNode(root)) return null;
  const leaves = root.querySelectorAll<HTMLElement>("[data-at]");
  if (leaves.length === 0) return null;
  const start = shownAt(leaves, { node: range.startContainer, offset: range.startOffset }, "start", text.length);
  const end = shownAt(leaves, { node: range.endContainer, offset: range.endOffset }, "end", text.length);
  return start && end && start.at <= end.at ? passageOf(text, start, end) : null;
}

/**
 * The page's range of a span, or `null` when the page does not show it (a text of another version).
 * Its ends stand in text nodes, so that its rectangles are those of the words.
 */
export function rangeOf(root: HTMLElement, span: Span): Range | null {
  const leaves = root.querySelectorAll<HTMLElement>("[data-at]");
  const start = pointOf(leaves, span.start, "start");
  const end = pointOf(leaves, span.end, "end");
  if (!start || !end) return null;
  const range = document.createRange();
  range.setStart(start.node, start.offset);
  range.setEnd(end.node, end.offset);
  return range;
}

type Point = { node: Node; offset: number };
type Side = "start" | "end";

const begins = (leaf: HTMLElement) => Number(leaf.dataset.at);

/** The block in which a point of the page stands, and where in it; null beyond the text. */
function shownAt(leaves: NodeListOf<HTMLElement>, point: Point, side: Side, length: number): ShownPoint | null {
  const own = element(point.node)?.closest<HTMLElement>("[data-at]");
  const within = own && leaves[0]?.closest("[data-text]")?.contains(own) ? own : null;
  const place = within ? [...leaves].indexOf(within) : beside(leaves, point, side);
  const leaf = leaves[place];
  if (!leaf) return null;
  const next = leaves[place + 1];
  const shown = wordsOf(leaf);
  const offset = within ? before(leaf, atom(point, leaf, side)) : side === "start" ? 0 : shown.length;
  return { at: begins(leaf), end: next ? begins(next) : length, shown, offset };
}

function beside(leaves: NodeListOf<HTMLElement>, point: Point, side: Side): number {
  // Between the leaves: a start belongs to the leaf after it, an end to the one before.
  let low = 0;
  let high = leaves.length;
  const probe = document.createRange();
  probe.setStart(point.node, point.offset);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (probe.comparePoint(leaves[middle]!, 0) < 0) low = middle + 1;
    else high = middle;
  }
  return side === "start" ? low : low - 1;
}

/** A formula is taken whole: a selection that ends in it reaches over all of it. */
function atom(point: Point, leaf: HTMLElement, side: Side): Point {
  const maths = element(point.node)?.closest("math");
  if (!maths?.parentNode || !leaf.contains(maths)) return point;
  const place = [...maths.parentNode.childNodes].indexOf(maths);
  return { node: maths.parentNode, offset: side === "start" ? place : place + 1 };
}

/** How many characters of the leaf stand before the point. */
function before(leaf: HTMLElement, { node, offset }: Point): number {
  const stop = node.nodeType === Node.TEXT_NODE ? node : (node.childNodes[offset] ?? following(node, leaf));
  let count = 0;
  for (const now of pieces(leaf)) {
    if (now === stop) return now.nodeType === Node.TEXT_NODE && now === node ? count + offset : count;
    // The point may stand before an element, or in something that is no part of the text.
    if (
      stop &&
      now.compareDocumentPosition(stop) & (Node.DOCUMENT_POSITION_PRECEDING | Node.DOCUMENT_POSITION_CONTAINS)
    )
      return count;
    count += saidBy(now).length;
  }
  return count;
}

function following(node: Node, within: Node): Node | null {
  for (let now: Node | null = node; now && now !== within; now = now.parentNode)
    if (now.nextSibling) return now.nextSibling;
  return null;
}

function wordsOf(leaf: HTMLElement): string {
  let words = "";
  for (const now of pieces(leaf)) words += saidBy(now);
  return words;
}

function pointOf(leaves: NodeListOf<HTMLElement>, offset: number, side: Side): Point | null {
  let low = 0;
  let high = leaves.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const at = begins(leaves[middle]!);
    if (side === "start" ? at <= offset : at < offset) low = middle + 1;
    else high = middle;
  }
  const leaf = leaves[low - 1];
  if (!leaf) return null;
  let rest = offset - begins(leaf);
  let last: Point | null = null;
  for (const now of pieces(leaf)) {
    if (now instanceof Text) {
      // A start stands at the beginning of its text node rather than at the end of the one before.
      if (side === "start" ? rest < now.data.length : rest <= now.data.length) return { node: now, offset: rest };
      rest -= now.data.length;
      last = { node: now, offset: now.data.length };
    } else {
      const { length } = saidBy(now);
      const place = now.parentNode ? [...now.parentNode.childNodes].indexOf(now) : 0;
      // A formula is taken whole, wherever in it the place is.
      const within = now.localName === "br" ? 0 : side === "start" ? length - 1 : length;
      if (now.parentNode && rest <= within)
        return { node: now.parentNode, offset: side === "end" && rest > 0 ? place + 1 : place };
      rest -= length;
      if (now.parentNode && now.localName !== "br") last = { node: now.parentNode, offset: place + 1 };
    }
  }
  return rest === 0 ? last : null;
}

/** The text nodes, line breaks and formulas with TeX of a leaf that are part of the canonical text, in order. */
function* pieces(leaf: HTMLElement): Generator<Text | Element> {
  const walker = document.createTreeWalker(leaf, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) =>
    (node instanceof HTMLElement && node.hasAttribute("data-cue")) || isSemantics(node)
      ? NodeFilter.FILTER_REJECT
      : NodeFilter.FILTER_ACCEPT,
  );
  for (let now = walker.nextNode(); now; now = walker.nextNode())
    if (now instanceof Text || (now instanceof Element && (now.localName === "br" || isSemantics(now.firstChild))))
      yield now;
}

const isSemantics = (node: Node | null) => node instanceof Element && node.localName === "semantics";
const saidBy = (piece: Text | Element): string =>
  piece instanceof Text
    ? piece.data
    : piece.localName === "br"
      ? "\n"
      : (piece.querySelector("annotation")?.textContent ?? "");

const element = (node: Node): Element | null => (node instanceof Element ? node : node.parentElement);
