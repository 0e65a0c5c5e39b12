import type { DefaultTreeAdapterTypes as Dom } from "parse5";
import { isVisible } from "../line";
import { textOf } from "./text";
import { type ArticleElement, type ArticleNode, allows, MATHS, MATHS_TOKENS, VOID } from "./tree";

/** Deeper than any formula is; below it only text is kept. */
const DEPTH = 18;

/**
 * A `math` element as MathML Core, or `null` when nothing of it shows. Annotations go: they repeat the formula in
 * another notation and may hold HTML. An element that is not allowed leaves its content.
 */
export function maths(node: Dom.Element): ArticleElement | null {
  const made = node.tagName === "math" ? build(node, 0) : wrap(parts(node, "math", 1));
  return isVisible(textOf(made)) ? made : null;
}

function wrap(children: ArticleNode[]): ArticleElement {
  return { type: "element", tagName: "math", properties: {}, children };
}

function build(node: Dom.Element, depth: number): ArticleElement {
  const properties: ArticleElement["properties"] = {};
  for (const { name, value } of node.attrs) {
    if (name !== "id" && allows(node.tagName, name, value.trim())) properties[name] = value.trim();
  }
  const children = VOID.has(node.tagName) ? [] : parts(node, node.tagName, depth + 1);
  return { type: "element", tagName: node.tagName, properties, children };
}

function parts(node: Dom.Element, parent: string, depth: number): ArticleNode[] {
  if (MATHS_TOKENS.has(parent) || depth >= DEPTH) {
    const value = textWithin(node).replace(/\s+/g, " ").trim();
    if (value === "") return [];
    if (MATHS_TOKENS.has(parent)) return [{ type: "text", value }];
    return [{ type: "element", tagName: "mtext", properties: {}, children: [{ type: "text", value }] }];
  }
  return node.childNodes.flatMap((child): ArticleNode[] => {
    if ("value" in child) {
      const value = child.value.replace(/\s+/g, " ").trim();
      if (value === "") return [];
      return [{ type: "element", tagName: "mtext", properties: {}, children: [{ type: "text", value }] }];
    }
    if (!("tagName" in child) || HIDDEN.has(child.tagName)) return [];
    if (MATHS.has(child.tagName) && child.tagName !== "math") return [build(child, depth)];
    return parts(child, parent, depth + 1);
  });
}

const HIDDEN = new Set(["annotation", "annotation-xml", "script", "style", "svg", "template", "iframe", "noscript"]);

function textWithin(node: Dom.Element): string {
  return node.childNodes
    .map((child) =>
      "value" in child ? child.value : "tagName" in child && !HIDDEN.has(child.tagName) ? textWithin(child) : "",
    )
    .join("");
}
