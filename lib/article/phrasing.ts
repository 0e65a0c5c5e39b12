import { isVisible } from "../line";
import { textOf } from "./text";
import { type ArticleElement, type ArticleNode, type ArticleText, VOID } from "./tree";

/** A node within a leaf: never a block. */
export type Phrase = ArticleNode;

/** Whether a reader would see anything of the node. */
export function shows(node: ArticleNode): boolean {
  if (node.type === "text") return isVisible(node.value);
  return node.tagName === "img" || node.tagName === "hr" || node.children.some(shows);
}

/** Writing in which a line end is no space, as CSS has it (Korean puts spaces between words). */
const UNSPACED =
  "[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Bopomofo}\\p{Script=Yi}\\u3000-\\u303f\\uff00-\\uff60\\uffe0-\\uffe6ー]";
const UNSPACED_BREAK = new RegExp(`(?<=${UNSPACED})[ \\t\\f]*[\\n\\r][ \\t\\n\\f\\r]*(?=${UNSPACED})`, "gu");
const UNSPACED_END = new RegExp(`${UNSPACED} ?$`, "u");
const UNSPACED_START = new RegExp(`^${UNSPACED}`, "u");
/** Whether a line end between two texts is no space. */
const meet = (one: string, other: string) => UNSPACED_END.test(one.slice(-3)) && UNSPACED_START.test(other.slice(0, 2));

/**
 * A leaf's content in normal form: whitespace collapsed as a browser shows it (across element borders, none at the edges
 * or beside a line break), neighbouring texts joined, empty elements gone unless something links to them.
 */
export function phrasing(nodes: readonly Phrase[]): Phrase[] {
  // Runs of spaces end at the last text; `last` is that text, which loses its space when an edge follows.
  let last: ArticleText | null = null;
  /** Whether the last text ended its line. */
  let broken = false;
  const atEdge = () => {
    if (last?.value.endsWith(" ")) last.value = last.value.slice(0, -1);
    last = null;
  };
  const squeeze = (list: readonly Phrase[]): Phrase[] => {
    const kept: Phrase[] = [];
    for (const node of list) {
      if (node.type === "text") {
        const lead = node.value.length - node.value.trimStart().length;
        let value = node.value.replace(UNSPACED_BREAK, "").replace(/[ \t\n\f\r]+/g, " ");
        if (last && (broken || /[\n\r]/.test(node.value.slice(0, lead))) && meet(last.value, node.value.slice(lead))) {
          last.value = last.value.replace(/ $/, "");
          value = value.replace(/^ /, "");
        }
        broken = /[\n\r]/.test(node.value.slice(Math.max(lead, node.value.trimEnd().length)));
        if ((last === null || last.value.endsWith(" ")) && value.startsWith(" ")) value = value.slice(1);
        if (value === "") continue;
        const before = kept.at(-1);
        if (before?.type === "text") {
          before.value += value;
          last = before;
        } else {
          last = { type: "text", value };
          kept.push(last);
        }
      } else if (node.tagName === "br") {
        atEdge();
        kept.push(node);
      } else if (node.tagName === "math") {
        // A formula's own text is in normal form already, and stands as a word would.
        kept.push(node);
        last = { type: "text", value: "x" };
      } else kept.push({ ...node, children: squeeze(node.children) });
    }
    return kept;
  };
  const squeezed = squeeze(nodes);
  atEdge();
  trimBreaks(squeezed, "start");
  trimBreaks(squeezed, "end");
  return pruned(squeezed);
}

/** The content of a `pre`: whitespace as it is, line ends LF, line breaks made into them, none at the very edges. */
export function preformatted(nodes: readonly Phrase[]): Phrase[] {
  const plain = (list: readonly Phrase[]): Phrase[] =>
    list.map((node): Phrase => {
      if (node.type === "text") return { type: "text", value: node.value.replace(/\r\n?/g, "\n") };
      if (node.tagName === "br") return { type: "text", value: "\n" };
      return node.tagName === "math" ? node : { ...node, children: plain(node.children) };
    });
  const made = plain(nodes);
  const text = made.map(textOf).join("");
  const before = /^\s*\n/.exec(text)?.[0].length ?? 0;
  if (before < text.length) {
    cut(made, before, "start");
    const after = text.slice(text.trimEnd().length);
    cut(made, after.includes("\n") ? after.length : 0, "end");
  }
  return pruned(made);
}

/** Takes so many characters off one end; answers how many are still to go. */
function cut(nodes: Phrase[], count: number, end: "start" | "end"): number {
  let left = count;
  for (let i = 0; i < nodes.length && left > 0; i++) {
    const node = nodes[end === "start" ? i : nodes.length - 1 - i];
    if (node?.type === "element") left = cut(node.children, left, end);
    else if (node) {
      const taken = Math.min(left, node.value.length);
      node.value = end === "start" ? node.value.slice(taken) : node.value.slice(0, node.value.length - taken);
      left -= taken;
    }
  }
  return left;
}

/** Without empty texts and empty elements, neighbouring texts joined. */
function pruned(nodes: readonly Phrase[]): Phrase[] {
  const kept: Phrase[] = [];
  for (const node of nodes) {
    const before = kept.at(-1);
    if (node.type === "text") {
      if (node.value === "") continue;
      if (before?.type === "text") before.value += node.value;
      else kept.push(node);
    } else if (VOID.has(node.tagName) || node.tagName === "math") kept.push(node);
    else {
      const made: ArticleElement = { ...node, children: pruned(node.children) };
      if (made.children.length > 0 || made.properties.id !== undefined) kept.push(made);
    }
  }
  return kept;
}

/** Takes the line breaks before the first text, or after the last; answers whether a text was met. */
function trimBreaks(nodes: Phrase[], end: "start" | "end"): boolean {
  let met = false;
  const gone = new Set<Phrase>();
  for (const node of end === "start" ? nodes : [...nodes].reverse()) {
    if (node.type === "text" || node.tagName === "math") met = true;
    else if (node.tagName === "br") gone.add(node);
    else met = trimBreaks(node.children, end);
    if (met) break;
  }
  const kept = nodes.filter((node) => !gone.has(node));
  kept.forEach((node, i) => {
    nodes[i] = node;
  });
  nodes.length = kept.length;
  return met;
}
