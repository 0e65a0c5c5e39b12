import { isVisible } from "../line";
import {
  type ArticleElement,
  type ArticleTree,
  allows,
  BLOCKS,
  LEAVES,
  MATHS,
  MATHS_TOKENS,
  MAX_DEPTH,
  PARENTS,
  PHRASING,
  STRICT,
  VOID,
} from "./tree";

/** Stands for a `br` among a leaf's texts, which hold no NUL. */
const BREAK = "\0";

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isNamed = (value: unknown, names: ReadonlySet<string>) =>
  isObject(value) && typeof value.tagName === "string" && names.has(value.tagName);

/** Whether a value is an article tree in normal form: only what `tree.ts` allows, and texts canonical as they stand. */
export function isArticleTree(value: unknown): value is ArticleTree {
  if (!isObject(value) || value.type !== "root" || !Array.isArray(value.children)) return false;
  return value.children.every((child) => isBlockAt(child, "", 1));
}

function isBlockAt(value: unknown, parent: string, depth: number): boolean {
  if (!isElement(value, depth) || !BLOCKS.has(value.tagName)) return false;
  const { tagName, children } = value;
  const parents = PARENTS[tagName];
  if (parents && !parents.has(parent)) return false;
  const own = STRICT[tagName];
  if (own)
    return (
      children.length > 0 && children.every((child) => isNamed(child, own) && isBlockAt(child, tagName, depth + 1))
    );
  if (!children.some((child) => isNamed(child, BLOCKS))) return isLeaf(value, depth);
  if (LEAVES.has(tagName)) return false;
  return children.every((child) => {
    const bareImage = tagName === "figure" && isNamed(child, new Set(["img"])) && isPhrase(child, depth + 1, []);
    return bareImage || isBlockAt(child, tagName, depth + 1);
  });
}

/** A leaf's texts, read one after another, must be as whitespace collapsing would leave them. */
function isLeaf(leaf: ArticleElement, depth: number): boolean {
  const pieces: string[] = [];
  if (!leaf.children.every((child) => isPhrase(child, depth + 1, pieces))) return false;
  const text = pieces.map((piece) => (piece === BREAK ? "\n" : piece)).join("");
  if (leaf.tagName === "pre")
    return !text.includes("\r") && (text === "" || !/^\s*\n|\n\s*$/.test(text) || !isVisible(text));
  return !pieces.some((piece) => /[\t\n\f\r]/.test(piece)) && !/^[ \n]|[ \n]$| \n|\n | {2}/.test(text);
}

const ANNOTATION = new Set(["annotation"]);
const NO_FORMULA = new Set(["annotation", "semantics"]);

function isPhrase(value: unknown, depth: number, pieces: string[], within = "", parent = ""): boolean {
  if (isObject(value) && value.type === "text") {
    if (typeof value.value !== "string" || value.value === "" || Object.keys(value).length !== 2) return false;
    pieces.push(value.value);
    return value.value.isWellFormed() && !value.value.includes("\0");
  }
  if (!isElement(value, depth)) return false;
  const { tagName, children } = value;
  if (tagName === "br") pieces.push(BREAK);
  const maths = within === "math" || tagName === "math";
  if (!(within === "math" ? MATHS.has(tagName) && tagName !== "math" : PHRASING.has(tagName))) return false;
  if (within === "a" && tagName === "a" && "href" in value.properties) return false;
  if (children.some((child, i) => isText(child) && isText(children[i - 1]))) return false;
  if (maths) {
    const texts = children.filter(isText);
    if (MATHS_TOKENS.has(tagName) ? texts.length !== children.length : texts.length > 0) return false;
  }
  if (tagName === "annotation" && !(parent === "semantics" && children.length === 1)) return false;
  if (tagName === "semantics") {
    const [shown, tex, more] = children;
    // Of a formula that carries its TeX, the TeX alone is text.
    return (
      parent === "math" &&
      more === undefined &&
      !isNamed(shown, NO_FORMULA) &&
      isPhrase(shown, depth + 1, [], "math", tagName) &&
      isNamed(tex, ANNOTATION) &&
      isPhrase(tex, depth + 1, pieces, "math", tagName)
    );
  }
  const inside = maths ? "math" : tagName === "a" && "href" in value.properties ? "a" : within;
  return children.every((child) => isPhrase(child, depth + 1, pieces, inside, tagName));
}

const isText = (value: unknown) => isObject(value) && value.type === "text";

function isElement(value: unknown, depth: number): value is ArticleElement {
  if (depth > MAX_DEPTH || !isObject(value) || value.type !== "element" || Object.keys(value).length !== 4)
    return false;
  const { tagName, properties, children } = value;
  if (typeof tagName !== "string" || !isObject(properties) || !Array.isArray(children)) return false;
  if (VOID.has(tagName) && children.length > 0) return false;
  return Object.entries(properties).every(([name, property]) => allows(tagName, name, property));
}
