import type { DefaultTreeAdapterTypes as Dom } from "parse5";
import { isVisible } from "../line";
import { Macros } from "../tex/macros";
import { LONGEST_TEX, setTex, tidyTex } from "../tex/set";
import { attribute } from "./properties";
import { textOf } from "./text";
import { type ArticleElement, type ArticleNode, allows, MATHS, MATHS_TOKENS, TEX, VOID } from "./tree";
import { inVariant } from "./variants";

/** Deeper than any formula is; below it only text is kept. */
const DEPTH = 18;
/** Characters of TeX above this in one article are not set: they would keep its reading-in busy for long. */
const MOST_TEX = 1_000_000;

/** Reads the formulas of one article. Formulas that are the same are set once. */
export class Formulas {
  private readonly set = new Map<string, ArticleElement[] | null>();
  private readonly macros = new Macros();
  private left = MOST_TEX;
  /** How many formulas stand in the text as they were written, because they could not be set. */
  unset = 0;

  /**
   * A `math` element as MathML Core, `null` when nothing of it shows. One that carries its TeX is set anew from it (a page's
   * own MathML is often made for a style sheet), keeps its own form when that fails, and else becomes its TeX as text.
   * Other annotations go: they repeat the formula in another notation and may hold HTML. An element that is not allowed
   * leaves its content.
   */
  read(node: Dom.Element): ArticleNode | null {
    if (node.tagName !== "math") return shown(wrap({}, parts(node, "math", 1)));
    const source = texOf(node);
    const given = source === null ? "" : tidyTex(source);
    const left = this.macros.learn(given);
    // It only says what others mean.
    if (isVisible(given) && !isVisible(left)) return null;
    const tex = left.length > LONGEST_TEX ? left : this.macros.expand(left);
    const block = attribute(node, "display").trim().toLowerCase() === "block";
    if (!isVisible(tex)) return shown(build(node, 0));
    const content = this.setOnce(tex, block) ?? parts(node, "math", 2);
    if (!content.some((child) => isVisible(textOf(child)))) {
      this.unset++;
      return { type: "text", value: attribute(node, "alttext") || (block ? `$$${given}$$` : `$${given}$`) };
    }
    return wrap(block ? { display: "block" } : {}, [
      {
        type: "element",
        tagName: "semantics",
        properties: {},
        children: [
          content.length === 1 && content[0]
            ? content[0]
            : { type: "element", tagName: "mrow", properties: {}, children: content },
          { type: "element", tagName: "annotation", properties: { encoding: TEX }, children: [text(tex)] },
        ],
      },
    ]);
  }

  /** Whether a formula can be set. */
  has(tex: string): boolean {
    return this.setOnce(tidyTex(tex), false) !== null;
  }

  private setOnce(tex: string, display: boolean): ArticleNode[] | null {
    const key = `${display}${tex}`;
    const known = this.set.get(key);
    if (known !== undefined) return known;
    this.left -= tex.length;
    const made = this.left < 0 ? null : setTex(tex, display);
    this.set.set(key, made);
    return made;
  }
}

const shown = (made: ArticleElement) => (isVisible(textOf(made)) ? made : null);
const text = (value: string): ArticleNode => ({ type: "text", value });

/** The TeX that a formula carries. */
function texOf(formula: Dom.Element): string | null {
  for (const semantics of formula.childNodes) {
    if (!("tagName" in semantics) || semantics.tagName !== "semantics") continue;
    for (const child of semantics.childNodes) {
      if (!("tagName" in child) || child.tagName !== "annotation" || !/tex/i.test(attribute(child, "encoding")))
        continue;
      return textWithin(child);
    }
  }
  return null;
}

function wrap(properties: ArticleElement["properties"], children: ArticleNode[]): ArticleElement {
  return { type: "element", tagName: "math", properties, children };
}

function build(node: Dom.Element, depth: number): ArticleElement {
  const properties: ArticleElement["properties"] = {};
  for (const { name, value } of node.attrs) {
    if (name !== "id" && allows(node.tagName, name, value.trim())) properties[name] = value.trim();
  }
  const children = VOID.has(node.tagName) ? [] : parts(node, node.tagName, depth + 1);
  const variant = attribute(node, "mathvariant");
  if (variant && (node.tagName === "mi" || node.tagName === "mn"))
    for (const child of children) if (child.type === "text") child.value = inVariant(child.value, variant);
  return { type: "element", tagName: node.tagName, properties, children };
}

/** A token's text as MathML has it: a no-break space is one of its characters, other white space a space. */
const collapsed = (value: string) => value.replace(/[ \t\n\r\f]+/g, " ").replace(/^ | $/g, "");

function parts(node: Dom.Element, parent: string, depth: number): ArticleNode[] {
  if (MATHS_TOKENS.has(parent) || depth >= DEPTH) {
    const value = collapsed(textWithin(node));
    if (value === "") return [];
    if (MATHS_TOKENS.has(parent)) return [text(value)];
    return [{ type: "element", tagName: "mtext", properties: {}, children: [text(value)] }];
  }
  return node.childNodes.flatMap((child): ArticleNode[] => {
    if ("value" in child) {
      const value = collapsed(child.value);
      if (value === "") return [];
      return [{ type: "element", tagName: "mtext", properties: {}, children: [text(value)] }];
    }
    if (!("tagName" in child) || HIDDEN.has(child.tagName)) return [];
    if (MATHS.has(child.tagName) && !TRANSPARENT.has(child.tagName)) return [build(child, depth)];
    return parts(child, parent, depth + 1);
  });
}

const TRANSPARENT = new Set(["math", "semantics"]);
const HIDDEN = new Set(["annotation", "annotation-xml", "script", "style", "svg", "template", "iframe", "noscript"]);

function textWithin(node: Dom.Element): string {
  return node.childNodes
    .map((child) =>
      "value" in child ? child.value : "tagName" in child && !HIDDEN.has(child.tagName) ? textWithin(child) : "",
    )
    .join("");
}
