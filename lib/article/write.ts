import type { BlockContent, ListItem, PhrasingContent, RootContent, Table } from "mdast";
import { gfmToMarkdown } from "mdast-util-gfm";
import { toMarkdown } from "mdast-util-to-markdown";
import { formulaAt } from "../tex/reader";
import { tidyTex } from "../tex/set";
import { closing, opening, rawHtml } from "./raw";
import { isBlock, textOf } from "./text";
import type { ArticleElement, ArticleNode, ArticleTree } from "./tree";

/**
 * An article's tree as Markdown for a person to edit. Read in again by `importArticle` it gives the same canonical text;
 * what Markdown has no words for stands in it as HTML, which Markdown allows. Blocks that come back untouched get their
 * own tree again (`keepUntouched`), so the little that Markdown levels (`i` and `em`, a cell's scope) is not lost either.
 */
export function writeMarkdown(tree: ArticleTree): string {
  const written = toMarkdown(
    { type: "root", children: flow(tree.children) },
    {
      bullet: "-",
      // Not "---": at the head of a text that would begin its front matter.
      rule: "*",
      emphasis: "*",
      listItemIndent: "one",
      extensions: [gfmToMarkdown({ tablePipeAlign: false }), { unsafe: PAIRS }],
    },
  );
  // A parser takes this character at the very beginning for a byte order mark.
  return written.replace(/^\uFEFF/, "&#xFEFF;");
}

/** Two of these in a row would highlight, or begin a comment. */
const PAIRS = ["=", "%"].map((character) => ({ character, before: character, inConstruct: "phrasing" as const }));

type Properties = ArticleElement["properties"];
const html = (value: string) => ({ type: "html" as const, value });
const only = (properties: Properties, ...names: string[]) =>
  Object.keys(properties).every((name) => names.includes(name));

/** Blocks one after another. Neighbours of one language and direction share the wrapper that says it. */
function flow(nodes: readonly ArticleNode[]): (RootContent & BlockContent)[] {
  const out: (RootContent & BlockContent)[] = [];
  let open = "";
  const turn = (wrapper: string) => {
    if (open !== wrapper) {
      if (open) out.push(html("</div>"));
      if (wrapper) out.push(html(wrapper));
    }
    open = wrapper;
  };
  for (const node of nodes) {
    if (node.type === "text") continue;
    const { lang, dir, ...properties } = node.properties;
    const common = { ...(lang !== undefined && { lang }), ...(dir !== undefined && { dir }) };
    turn(Object.keys(common).length > 0 ? opening("div", common) : "");
    out.push(block({ ...node, properties }));
  }
  turn("");
  return out;
}

function block(node: ArticleElement): RootContent & BlockContent {
  return markdown(node) ?? html(rawHtml(node));
}

/** Null when Markdown cannot say this block. */
function markdown(node: ArticleElement): (RootContent & BlockContent) | null {
  const { tagName, properties, children } = node;
  const leaf = !children.some(isBlock);
  const heading = /^h([1-6])$/.exec(tagName)?.[1];
  if (heading && only(properties, "id"))
    return { type: "heading", depth: depthOf(heading), children: line(children, properties, false) };
  if (tagName === "p" && only(properties, "id"))
    return { type: "paragraph", children: line(children, properties, true) };
  if (tagName === "hr") return { type: "thematicBreak" };
  if (tagName === "pre" && only(properties)) return code(children);
  if (tagName === "blockquote" && only(properties))
    return { type: "blockquote", children: leaf ? [{ type: "paragraph", children: line(children) }] : flow(children) };
  if (tagName === "ul" || tagName === "ol") return list(node);
  if (tagName === "table") return table(node);
  return null;
}

const depthOf = (level: string) => (["1", "2", "3", "4", "5", "6"].indexOf(level) + 1) as 1 | 2 | 3 | 4 | 5 | 6;

function code(children: readonly ArticleNode[]): BlockContent | null {
  const [first] = children;
  const within =
    children.length === 1 && first?.type === "element" && first.tagName === "code" && only(first.properties)
      ? first.children
      : children;
  const text = within.map((node) => (node.type === "text" ? node.value : null));
  if (text.includes(null)) return null;
  const value = text.join("");
  // A tab at the head of a line may be taken for the indent of what stands around it.
  return value.includes("\t") || value === "" ? null : { type: "code", value };
}

function list(node: ArticleElement): (RootContent & BlockContent) | null {
  const start = Number(node.properties.start ?? 1);
  if (!only(node.properties, ...(node.tagName === "ol" ? ["start"] : [])) || start < 0) return null;
  const items: ListItem[] = [];
  for (const item of node.children) {
    if (item.type === "text" || !only(item.properties, "id")) return null;
    const [first, ...rest] = item.children;
    if (!item.children.some(isBlock)) {
      const children = line(item.children, item.properties);
      items.push({ type: "listItem", spread: false, children: [{ type: "paragraph", children }] });
    } else {
      // A rule or a list at the very beginning of an item is read as one with the item's own sign.
      if (first?.type !== "element" || /^(hr|ul|ol)$/.test(first.tagName)) return null;
      if ("id" in item.properties && (first.tagName !== "p" || "id" in first.properties)) return null;
      const head = { ...first, properties: { ...item.properties, ...first.properties } };
      const lists = rest.every((child) => child.type === "element" && /^[uo]l$/.test(child.tagName));
      const spread = !lists || rest.length === 0 || item.children.some(needsRoom);
      items.push({ type: "listItem", spread, children: flow([head, ...rest]) });
    }
  }
  const spread = items.some((item) => item.spread);
  return { type: "list", ordered: node.tagName === "ol", start, spread, children: items };
}

/**
 * What may not follow a paragraph without an empty line: a list that begins elsewhere than at 1 would not begin one, and
 * micromark loses the line ends of code there.
 */
const needsRoom = (node: ArticleNode): boolean =>
  node.type === "element" && (node.tagName === "pre" || "start" in node.properties || node.children.some(needsRoom));

/** Markdown's tables have one head row, and cells of one line. */
function table(node: ArticleElement): Table | null {
  const parts = node.children.filter((part) => part.type === "element");
  const [head, body] = parts;
  if (!only(node.properties) || head?.tagName !== "thead" || head.children.length !== 1 || parts.length > 2)
    return null;
  if (body && body.tagName !== "tbody") return null;
  if (!parts.every((part) => only(part.properties))) return null;
  const rows = parts.flatMap((part) => part.children).filter((row) => row.type === "element");
  const width = rows[0]?.children.length;
  const plain = rows.every(
    (row, i) =>
      only(row.properties) &&
      row.children.length === width &&
      row.children.every(
        (cell) =>
          cell.type === "element" &&
          cell.tagName === (i === 0 ? "th" : "td") &&
          only(cell.properties, "id", "scope") &&
          !cell.children.some(isBlock),
      ),
  );
  if (!plain) return null;
  return {
    type: "table",
    children: rows.map((row) => ({
      type: "tableRow",
      children: row.children.map((cell) => ({
        type: "tableCell",
        children: cell.type === "element" ? line(cell.children, cell.properties, false) : [],
      })),
    })),
  };
}

/** A leaf's content; its anchor, if any, stands before it. `breaks`: whether Markdown's own line breaks may stand here. */
function line(nodes: readonly ArticleNode[], { id }: Properties = {}, breaks = true): PhrasingContent[] {
  const anchor: PhrasingContent[] = id === undefined ? [] : [html(`${opening("a", { id })}</a>`)];
  const dollars = nodes.some(holdsFormula) || nodes.map(textOf).join("").split("$").length > 2;
  const around = { before: id === undefined ? "" : ">", after: "", breaks, dollars, label: false, open: [] };
  return [...anchor, ...phrases(nodes, around)];
}

const holdsFormula = (node: ArticleNode): boolean =>
  node.type === "element" && (node.tagName === "math" || node.children.some(holdsFormula));

/**
 * The characters beside a piece, whether line breaks may stand in it, whether a dollar sign of the text could begin a
 * formula, whether it is a link's words, and which marks are open around it.
 */
type Around = {
  before: string;
  after: string;
  breaks: boolean;
  dollars: boolean;
  label: boolean;
  open: readonly string[];
};

/** A text in which nothing reads as a formula. */
function words(value: string, { dollars, label }: Around): PhrasingContent[] {
  const signs = new RegExp(`(\\\\(?=begin\\{)${dollars ? "|\\$" : ""}${label ? "|\\]" : ""})`);
  // Every second piece is a sign.
  return value.split(signs).flatMap((piece, i): PhrasingContent[] => {
    if (piece === "") return [];
    if (i % 2 === 0) return [{ type: "text", value: piece }];
    // A bracket that ends is only escaped in a link's words, where it could end a formula.
    return [html(piece === "]" ? "&#93;" : `\\${piece}`)];
  });
}

/** A formula as TeX between signs, or null where it would not be read as it is. */
function formula(node: ArticleElement, around: Around): string | null {
  const [semantics] = node.children;
  if (semantics?.type !== "element" || semantics.tagName !== "semantics") return null;
  const tex = textOf(node);
  const display = node.properties.display === "block";
  const own = display ? `$$${tex}$$` : `$${tex}$`;
  const next = around.after || "\n";
  const read = formulaAt(`${around.before}${own}${next}`, around.before.length);
  const whole =
    read?.end === around.before.length + own.length && tidyTex(read.tex) === tex && read.display === display;
  if (!whole || around.before === "$" || (!around.breaks && tex.includes("|")) || tex.includes("\0")) return null;
  return own;
}

function phrases(nodes: readonly ArticleNode[], around: Around): PhrasingContent[] {
  return nodes.flatMap((node, i): PhrasingContent[] => {
    if (node.type === "text") return words(node.value, around);
    const [former, next] = [nodes[i - 1], nodes[i + 1]];
    const before = former ? edge(former, "end") : around.before;
    return phrase(node, { ...around, before, after: next ? edge(next, "start") : around.after });
  });
}

const ATTENTION: Readonly<Record<string, "emphasis" | "strong" | "delete">> = {
  ...{ em: "emphasis", i: "emphasis", strong: "strong", b: "strong", del: "delete", s: "delete" },
};

function phrase(node: ArticleElement, around: Around): PhrasingContent[] {
  const { tagName, properties, children } = node;
  const attention = ATTENTION[tagName];
  if (attention && only(properties) && flanks(children, around) && !around.open.includes(attention)) {
    const within = { ...around, before: "*", after: "*", open: [...around.open, attention] };
    return [{ type: attention, children: phrases(children, within) }];
  }
  // What stands here as HTML, a formula too, would take a line end before it away.
  const breaks = around.breaks && !/^[<$\\\]]/.test(around.after);
  if (tagName === "br") return breaks && only(properties) ? [{ type: "break" }] : [html("<br>")];
  const [first] = children;
  const code = tagName === "code" && only(properties) && around.before !== "`" && around.after !== "`";
  // A table would take a pipe in code for the end of the cell, or a backslash before it away.
  if (code && children.length === 1 && first?.type === "text" && (around.breaks || !first.value.includes("|")))
    return [{ type: "inlineCode", value: first.value }];
  const href = String(properties.href ?? "");
  if (tagName === "a" && href && only(properties, "href", "rel") && AS_IS.test(href))
    return [
      { type: "link", url: href, children: phrases(children, { ...around, before: "[", after: "]", label: true }) },
    ];
  const { src = "", alt = "" } = properties;
  if (tagName === "img" && only(properties, "src", "alt") && !/[\n\r]/.test(String(alt))) {
    if (!/[[\]$\\]/.test(String(alt))) return [{ type: "image", url: String(src), alt: String(alt) }];
    // Brackets and dollar signs in its words could begin or end a formula.
    const coded = String(alt).replace(/[!-/:-@[-`{-~]/g, (sign) => `&#${sign.charCodeAt(0)};`);
    return [html(`![${coded}](${src})`)];
  }
  if (tagName === "img") return [html(rawHtml(node))];
  const tex = tagName === "math" ? formula(node, around) : null;
  if (tex !== null) return [html(tex)];
  const inner = phrases(children, { ...around, before: ">", after: "<" });
  return [html(opening(tagName, properties)), ...inner, html(closing(tagName))];
}

/** An address that Markdown hands on as it stands: other characters it would encode, or an in-page one decode. */
const AS_IS = /^(?!#.*%)(?:[!#$&-;=?-Z_a-z~]|%[0-9A-Fa-f]{2})+$/;

/** The character that Markdown sees at a node's edge; "" for the edge of a line. */
function edge(node: ArticleNode, end: "start" | "end"): string {
  if (node.type === "text") return (end === "start" ? node.value[0] : node.value.at(-1)) ?? "";
  if (node.tagName === "br") return "";
  if (node.tagName === "code") return "`";
  if (node.tagName === "math") return "$";
  return ATTENTION[node.tagName] ? "*" : "<";
}

/** Whether asterisks around this content open and close where they should (CommonMark 6.2), and touch no others. */
function flanks(children: readonly ArticleNode[], { before, after }: Around): boolean {
  const [first, last] = [children[0], children.at(-1)];
  if (!first || !last || before === "*" || after === "*") return false;
  const sides = [
    [edge(first, "start"), before],
    [edge(last, "end"), after],
  ];
  return sides.every(
    ([inner = "", outer = ""]) =>
      inner !== "" &&
      inner !== "*" &&
      !/\s/.test(inner) &&
      (!isMark(inner) || outer === "" || /\s/.test(outer) || isMark(outer)),
  );
}
const isMark = (character: string) => /[\p{P}\p{S}]/u.test(character);
