import temml from "temml";
import { type ArticleElement, type ArticleNode, allows, MATHS, MATHS_TOKENS, VOID } from "../article/tree";

/** Longer formulas stay as they were written. */
export const LONGEST_TEX = 5000;
/** Deeper than any formula is; see `lib/article/maths.ts`, whose limit it is. */
const DEEPEST = 17;
/** What Temml may put in for macros in one formula; a formula of some length in print needs about fifty. */
const MOST_EXPANSIONS = 1000;

/**
 * Commands that give commands a meaning. A formula of a stranger's that does so could grow without measure; what it
 * looks like is then left to who wrote it.
 */
const DEFINES =
  /\\(?:[gex]?def|let|futurelet|global|long|(?:re|provide)?newcommand|renewcommand|providecommand|DeclareMathOperator|newenvironment)(?![a-zA-Z])/;

/** TeX in one line without comments: the same formula, and how it stands in a text. */
export function tidyTex(source: string): string {
  const line = source
    .replace(/(\\[\s\S])|%[^\n\r]*(?:\r\n|\n|\r|$)[ \t]*/g, "$1")
    .replace(/[ \t\n\r\f]+/g, " ")
    .trim();
  const tail = /(?<!\\)(\\+)$/.exec(line)?.[1]?.length ?? 0;
  const whole = tail % 2 === 1 ? line.slice(0, -1).trimEnd() : line;
  return undressed(whole);
}

/** Without the braces and the style that Wikipedia puts around every formula. */
function undressed(tex: string): string {
  const inner = /^\{\\(?:displaystyle|textstyle) ([\s\S]*)\}$/.exec(tex)?.[1];
  if (inner === undefined) return tex;
  let depth = 0;
  for (const [sign] of inner.matchAll(/\\[\s\S]|[{}]/g)) {
    if (sign === "{") depth++;
    if (sign === "}" && --depth < 0) return tex;
  }
  return inner.trim();
}

/**
 * A formula in TeX as MathML, of what an article's tree may hold: the content of a `math` element. `null` when it cannot be
 * set: an unknown command, one that defines others, more than `LONGEST_TEX` characters, too many levels. Takes time in
 * proportion to its length.
 * @param tex as `tidyTex` gives it
 */
export function setTex(tex: string, display: boolean): ArticleElement[] | null {
  if (tex.length > LONGEST_TEX || DEFINES.test(tex)) return null;
  try {
    const plain = plainer(tex);
    // MathML Core breaks no lines outside tables.
    const lines = display && breaks(plain) ? (/(?<!\\)&/.test(plain) ? "aligned" : "gathered") : null;
    const built: unknown = temml.__renderToMathMLTree(lines ? `\\begin{${lines}}${plain}\\end{${lines}}` : plain, {
      displayMode: display,
      throwOnError: true,
      maxExpand: MOST_EXPANSIONS,
      trust: false,
      strict: false,
    });
    const top = read(built);
    if (top?.tagName !== "math") return null;
    const made = top.children.flatMap(translate).filter((node) => node.type === "element");
    return made.every((node) => isShallow(node, 2)) && made.some(shows) ? made : null;
  } catch {
    // A `ParseError` says what is wrong with the formula; a `RangeError` that it is nested beyond measure.
    return null;
  }
}

/** Whether a line ends in the formula itself, and not in a table or a group of it. */
function breaks(tex: string): boolean {
  let depth = 0;
  for (const [sign] of tex.matchAll(/\\begin\b|\\end\b|\\[\s\S]|[{}]/g)) {
    if (sign === "{" || sign === "\\begin") depth++;
    else if (sign === "}" || sign === "\\end") depth--;
    else if (sign === "\\\\" && depth === 0) return true;
  }
  return false;
}

/** In words that Temml has, and without the numbers that it would count by style sheets. */
function plainer(tex: string): string {
  return tex
    .replace(/\\(begin|end)\{eqnarray\*?\}/g, (_, way) => (way === "begin" ? "\\begin{array}{rcl}" : "\\end{array}"))
    .replace(/\\(begin|end)\{(?:displaymath|math)\}/g, "")
    .replace(/\\(begin|end)\{multline\*?\}/g, "\\$1{gather*}")
    .replace(/\\(begin|end)\{flalign\*?\}/g, "\\$1{align*}")
    .replace(/\\(begin|end)\{(equation|align|gather|alignat)\}/g, "\\$1{$2*}")
    .replace(/\\(?:label|require)\s*\{[^{}]*\}/g, "")
    .replace(/\\([a-zA-Z]+)/g, (command, name: string) => (Object.hasOwn(SAME, name) ? SAME[name]! : command));
}

/** Commands that Temml lacks, in those that it has. */
const SAME: Readonly<Record<string, string>> = {
  ...{ mbox: "\\text", mathds: "\\mathbb", nicefrac: "\\frac", textdegree: "\\degree", qed: "\\square" },
  ...{ lcm: "\\operatorname{lcm}", ensuremath: "", strut: "", hfill: "\\quad ", hfil: "\\quad " },
};

/** A node of Temml's, whose shape no type tells. */
type Made = {
  tagName: string;
  attributes: Record<string, unknown>;
  classes: string[];
  bordered: boolean;
  children: unknown[];
};
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

function read(node: unknown): Made | null {
  if (!isRecord(node) || !Array.isArray(node.children)) return null;
  const classes = Array.isArray(node.classes) ? node.classes.filter((name) => typeof name === "string") : [];
  const attributes = isRecord(node.attributes) ? node.attributes : {};
  // Fragments have no name.
  const tagName = typeof node.type === "string" ? node.type : "";
  const bordered = tagName === "mrow" && isRecord(node.style) && typeof node.style.border === "string";
  return { tagName, attributes, classes, bordered, children: node.children };
}

const ALIGNED: Readonly<Record<string, string>> = { "tml-left": "left", "tml-right": "right" };

function translate(node: unknown): ArticleNode[] {
  if (isRecord(node) && typeof node.text === "string") return node.text === "" ? [] : [text(node.text)];
  const made = read(node);
  if (!made) return [];
  const { tagName, children } = made;
  if (!MATHS.has(tagName)) return children.flatMap(translate);
  const properties: ArticleElement["properties"] = {};
  const alignment = made.classes.map((name) => ALIGNED[name]).find((value) => value !== undefined);
  const attributes = { ...made.attributes, ...(alignment && { columnalign: alignment }) };
  for (const [name, value] of Object.entries(attributes)) {
    if (allows(tagName, name, String(value))) properties[name] = String(value);
  }
  if (MATHS_TOKENS.has(tagName)) {
    const value = children
      .flatMap(translate)
      .map(spoken)
      .join("")
      .replace(/[ \t\n\r\f]+/g, "\u00a0");
    return [element(tagName, properties, value === "" ? [] : [text(value)])];
  }
  if (made.bordered) {
    properties.notation = "box";
    return [
      element(
        "menclose",
        properties,
        children.flatMap(translate).filter((child) => child.type === "element"),
      ),
    ];
  }
  const inner = VOID.has(tagName) ? [] : children.flatMap(translate).filter((child) => child.type === "element");
  const [only] = inner;
  if (tagName === "mrow" && only && inner.length === 1 && Object.keys(properties).length === 0) return [only];
  return [element(tagName, properties, inner)];
}

const text = (value: string): ArticleNode => ({ type: "text", value: value.toWellFormed() });
const element = (
  tagName: string,
  properties: ArticleElement["properties"],
  children: ArticleNode[],
): ArticleElement => ({ type: "element", tagName, properties, children });
const spoken = (node: ArticleNode): string => (node.type === "text" ? node.value : node.children.map(spoken).join(""));
const shows = (node: ArticleNode): boolean => spoken(node).trim() !== "";

const isShallow = (node: ArticleNode, depth: number): boolean =>
  node.type === "text" || (depth <= DEEPEST && node.children.every((child) => isShallow(child, depth + 1)));
