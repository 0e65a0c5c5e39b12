import { decode } from "../decode";
import { readingOf } from "../endings";
import { type Imported, importArticle, type Source } from "../import";
import { canonicalText } from "../text";
import type { ArticleNode } from "../tree";
import { ENCODED, MARKDOWNS, TEXTS } from "./files";
import { PAGES } from "./pages";
import { PASTES } from "./pastes";
import { type Score, score } from "./score";
import type { Shape } from "./shape";

export type { Shape } from "./shape";

/** The project's own pages, pastes and files of each shape, by kind. */
export const SHAPES: Readonly<Record<string, readonly Shape[]>> = {
  pages: PAGES,
  pastes: PASTES,
  texts: TEXTS,
  Markdown: MARKDOWNS,
  encodings: ENCODED,
};

export type Result = Score & {
  name: string;
  formulas: { expected: number; came: number };
  wrong: string[];
  made: Imported;
};

/** Brings a shape in as a reader would, and compares what came of it. */
export function bringIn(shape: Shape): Result {
  const made = importArticle(sourceOf(shape));
  const { expected = 0, came } = { expected: shape.formulas, came: formulasIn(made.tree.children) };
  const wrong: string[] = [];
  if (shape.title !== undefined && made.title !== shape.title) wrong.push(`titled ${JSON.stringify(made.title)}`);
  if (shape.byline !== undefined && made.byline !== shape.byline) wrong.push(`by ${JSON.stringify(made.byline)}`);
  return { ...score(shape.text, textOf(made)), name: shape.name, formulas: { expected, came }, wrong, made };
}

function sourceOf({ given }: Shape): Source {
  if (!("file" in given)) return given;
  const as = readingOf(given.file);
  const { text } = decode(given.bytes, { html: as === "html", languages: ["en-US", "en"] });
  return { kind: as === "html" ? "page" : as === "markdown" ? "markdown" : "text", content: text };
}

const formulasIn = (nodes: readonly ArticleNode[]): number =>
  nodes.reduce(
    (sum, node) => sum + (node.type === "text" ? 0 : node.tagName === "math" ? 1 : formulasIn(node.children)),
    0,
  );

/** The text with NUL in the place of each formula. */
function textOf({ tree, text }: Imported): string {
  if (formulasIn(tree.children) === 0) return text;
  const veiled = (nodes: readonly ArticleNode[]): ArticleNode[] =>
    nodes.map((node) => {
      if (node.type === "text") return node;
      if (node.tagName === "math") return { type: "text", value: "\0" };
      return { ...node, children: veiled(node.children) };
    });
  const children = veiled(tree.children).filter((node) => node.type === "element");
  return canonicalText({ type: "root", children });
}
