import { type ArticleElement, type ArticleNode, type ArticleTree, BLOCKS } from "./tree";

/** One leaf block, and where its text lies: half-open UTF-16 offsets into the canonical text. */
export type Block = { node: ArticleElement; start: number; end: number };

export type Layout = {
  text: string;
  /** Every leaf, in text order. */
  blocks: Block[];
  /** The same by node, for a renderer that walks the tree and needs to know where a leaf begins. */
  at: ReadonlyMap<ArticleElement, Block>;
};

/** What stands between two leaf blocks in the canonical text. */
export const BETWEEN = "\n\n";

export const isBlock = (node: ArticleNode): node is ArticleElement =>
  node.type === "element" && BLOCKS.has(node.tagName);

/**
 * The text of a node within a leaf, as the canonical text has it: its length is what the node takes up there.
 * Every text node counts; `<br>` is a line end; an image is nothing. Of a formula that carries its TeX, the TeX alone counts.
 */
export function textOf(node: ArticleNode): string {
  if (node.type === "text") return node.value;
  if (node.tagName === "br") return "\n";
  let text = "";
  if (node.tagName === "semantics") {
    for (const child of node.children) if (isAnnotation(child)) text += textOf(child);
    return text;
  }
  for (const child of node.children) text += textOf(child);
  return text;
}

const isAnnotation = (node: ArticleNode) => node.type === "element" && node.tagName === "annotation";

/**
 * The canonical text and where each leaf lies in it, in one pass: the one definition, on the server and in the browser.
 * A leaf is a block that holds no block and at least one character. Linear in the size of the tree.
 */
export function layout(tree: ArticleTree): Layout {
  const parts: string[] = [];
  const blocks: Block[] = [];
  const at = new Map<ArticleElement, Block>();
  let length = 0;
  const visit = (node: ArticleElement) => {
    const inner = node.children.filter(isBlock);
    if (inner.length > 0) return inner.forEach(visit);
    const text = textOf(node);
    if (text === "") return;
    const start = length === 0 ? 0 : length + BETWEEN.length;
    const block = { node, start, end: start + text.length };
    length = block.end;
    parts.push(text);
    blocks.push(block);
    at.set(node, block);
  };
  tree.children.forEach(visit);
  return { text: parts.join(BETWEEN), blocks, at };
}

/** The text that marks and quotes refer to: the text of the leaf blocks, joined by an empty line. The title is not in it. */
export function canonicalText(tree: ArticleTree): string {
  return layout(tree).text;
}
