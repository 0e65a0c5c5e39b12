import { textOf } from "@/lib/article/text";
import type { ArticleElement, ArticleNode, ArticleTree } from "@/lib/article/tree";

/**
 * The beginning of a tree, for a preview: about `length` characters of its text, cut inside a text node where need be,
 * and whether that is all of it. A page that drew ten megabytes at once would stand still.
 */
export function excerpt(tree: ArticleTree, length = 12_000): { tree: ArticleTree; whole: boolean } {
  let left = length;
  let whole = true;
  const cut = (node: ArticleNode): ArticleNode | null => {
    if (left <= 0) {
      whole = false;
      return null;
    }
    if (node.type === "text") {
      const value = node.value.slice(0, left);
      left -= node.value.length;
      if (value.length === node.value.length) return node;
      whole = false;
      return { type: "text", value: `${value} …` };
    }
    // A formula is whole or not there.
    if (node.tagName === "math") {
      left -= textOf(node).length;
      return node;
    }
    return element(node);
  };
  const element = (node: ArticleElement): ArticleElement => {
    if (node.children.length === 0) return node;
    const children = node.children.map(cut).filter((child) => child !== null);
    return { ...node, children };
  };
  const children: ArticleElement[] = [];
  for (const block of tree.children) {
    if (left <= 0) {
      whole = false;
      break;
    }
    children.push(element(block));
  }
  return { tree: { type: "root", children }, whole };
}
