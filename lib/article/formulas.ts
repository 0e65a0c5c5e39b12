import { type DefaultTreeAdapterTypes as Dom, defaultTreeAdapter as dom, html as names, parseFragment } from "parse5";
import { formulaAt } from "../tex/reader";
import { attribute } from "./properties";
import { TEX } from "./tree";

/**
 * Puts a `math` element in the place of everything by which programs show a formula in a page: MathJax 2 to 4, KaTeX,
 * Wikipedia, pictures of TeX. Each of these shows it twice or in letters of its own, and some keep the TeX beside it.
 * Walks without recursion, in time proportional to the page.
 * @param isTex whether a picture's words are a formula
 */
export function findFormulas(root: Dom.ParentNode, isTex: (words: string) => boolean): void {
  setTexts(root);
  const { elements, formulas, marked } = look(root);
  /** What MathJax 2 shows, by the id of the script that holds its TeX. */
  const frames = new Map<string, Dom.Element>();
  const scripts = new Set<string>();
  const gone = new Set<Dom.ParentNode>();
  for (const node of elements) {
    const frame = /^(MathJax-Element-\d+)-Frame$/.exec(attribute(node, "id"))?.[1];
    if (frame) frames.set(frame, node);
    if (TYPE.test(attribute(node, "type"))) scripts.add(`${attribute(node, "id")}-Frame`);
  }
  const replace = (node: Dom.Element, made: Dom.Element | null) => {
    gone.add(node);
    const { parentNode } = node;
    if (!parentNode) return;
    if (made) dom.insertBefore(parentNode, made, node);
    dom.detachNode(node);
  };
  const within = (node: Dom.Element): Dom.Element | null => {
    for (let now: Dom.ParentNode | undefined = node; now; ) {
      if ("tagName" in now && formulas.has(now)) return now;
      now = now.childNodes.find((child): child is Dom.Element => "tagName" in child && marked.has(child));
    }
    return null;
  };

  // In the page's order, so that of programs' elements within each other the outermost is taken.
  for (const node of elements) {
    if (node.parentNode && gone.has(node.parentNode)) {
      gone.add(node);
      continue;
    }
    if (formulas.has(node)) {
      // Sites hide a formula's MathML behind a picture of it.
      for (const hidden of [node, node.parentNode])
        if (hidden && "attrs" in hidden) hidden.attrs = hidden.attrs.filter(({ name }) => !HIDING.has(name));
      gone.add(node);
      continue;
    }
    // Its script comes later, and takes its place.
    if (scripts.has(attribute(node, "id"))) {
      gone.add(node);
      continue;
    }
    const classes = attribute(node, "class").split(/\s+/);
    const has = (...wanted: string[]) => wanted.some((name) => classes.includes(name));
    if (node.tagName === "script") {
      const [, kind, more = ""] = TYPE.exec(attribute(node, "type")) ?? [];
      if (!kind) continue;
      const frame = frames.get(attribute(node, "id"));
      const own = (frame && within(frame)) ?? mathIn(textOf(node).trim());
      if (frame) replace(frame, null);
      replace(node, formula(/tex/i.test(kind) ? textOf(node) : null, /mode\s*=\s*display/i.test(more), own));
    } else if (node.tagName === "mjx-container") {
      const display = attribute(node, "display") === "true" || classes.includes("MathJax_Display");
      const tex = latexOf(node);
      const own = within(node);
      if (own || tex !== null) replace(node, formula(tex, display, own));
      else replace(node, rebuilt(node, display));
    } else if (has("katex")) {
      const own = within(node);
      if (own) replace(node, own);
    } else if (has("katex-html")) {
      if (node.parentNode && marked.has(node.parentNode)) replace(node, null);
    } else if (has("MathJax_Preview")) {
      if (frames.size > 0 || scripts.size > 0 || formulas.size > 0) replace(node, null);
    } else if (has("MathJax", "MathJax_CHTML", "MathJax_SVG", "MathJax_PHTML", "mjx-chtml", "MathJax_MathML")) {
      const own = within(node) ?? mathIn(attribute(node, "data-mathml"));
      if (own) replace(node, formula(null, isDisplayed(node), own));
    } else if (node.tagName === "img") {
      const words = attribute(node, "alt").trim();
      if (!classes.some((name) => /^(?:latex|tex|mwe-math-fallback-image-(?:inline|display))$/.test(name))) continue;
      const { parentNode } = node;
      const beside =
        parentNode &&
        "tagName" in parentNode &&
        marked.has(parentNode) &&
        /math|tex/i.test(attribute(parentNode, "class"));
      if (beside) replace(node, null);
      else if (words !== "" && isTex(words))
        replace(
          node,
          formula(
            words,
            classes.some((name) => /-display$/.test(name)),
            null,
          ),
        );
    } else if (node.tagName === "code" && has("language-math") && node.parentNode?.nodeName === "pre") {
      replace(node.parentNode as Dom.Element, formula(textOf(node), true, null));
    }
  }
}

/** In these a program that sets formulas leaves the text alone. */
const VERBATIM = new Set("script style noscript template textarea pre code math svg title option".split(" "));

/**
 * Where a page loads MathJax or KaTeX to set the TeX in its text, does that: who fetches a page runs none of its programs.
 * A single dollar sign begins a formula only where the page says so.
 */
function setTexts(root: Dom.ParentNode): void {
  const texts: Dom.TextNode[] = [];
  let loads = false;
  let dollars = false;
  const open: Dom.ChildNode[] = [...root.childNodes].reverse();
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.nodeName === "#text" && "value" in node) texts.push(node);
    if (!("tagName" in node)) continue;
    if (node.tagName === "script") {
      const program = textOf(node);
      loads ||= /mathjax|katex/i.test(attribute(node, "src")) || /MathJax|renderMathInElement/.test(program);
      dollars ||= /inlineMath\W{1,20}['"]\$['"]|left["']?\s*:\s*["']\$["']/.test(program);
    }
    if (VERBATIM.has(node.tagName)) continue;
    for (let i = node.childNodes.length - 1; i >= 0; i--) open.push(node.childNodes[i]!);
  }
  if (!loads) return;
  for (const text of texts) {
    const { parentNode, value } = text;
    const pieces = parentNode ? piecesOf(value, dollars) : [];
    if (!parentNode || pieces.length === 0) continue;
    for (const piece of pieces) dom.insertBefore(parentNode, piece, text);
    dom.detachNode(text);
  }
}

/** A text and the formulas in it. */
function piecesOf(value: string, dollars: boolean): Dom.ChildNode[] {
  const pieces: Dom.ChildNode[] = [];
  let from = 0;
  for (let at = 0; at < value.length; at++) {
    const sign = value[at];
    if (sign !== "\\" && (sign !== "$" || (!dollars && value[at + 1] !== "$"))) continue;
    const found = formulaAt(value, at);
    const made = found && formula(found.tex, found.display, null);
    if (!found || !made) {
      if (sign === "\\") at++;
      continue;
    }
    made.attrs.push({ name: "alttext", value: value.slice(at, found.end).replace(/\s+/g, " ") });
    if (at > from) pieces.push(textNode(value.slice(from, at)));
    pieces.push(made);
    from = found.end;
    at = found.end - 1;
  }
  if (from > 0 && from < value.length) pieces.push(textNode(value.slice(from)));
  return pieces;
}

/** What MathJax 2 keeps formulas in. */
const TYPE = /^math\/(tex|mml)\b(.*)/i;
const HIDING = new Set(["style", "hidden", "aria-hidden"]);

/** All elements in order, those that are formulas, and all that hold one. */
function look(root: Dom.ParentNode) {
  const elements: Dom.Element[] = [];
  const formulas = new Set<Dom.ParentNode>();
  const marked = new Set<Dom.ParentNode>();
  const open: Dom.ChildNode[] = [...root.childNodes].reverse();
  for (let node = open.pop(); node; node = open.pop()) {
    if (!("tagName" in node)) continue;
    elements.push(node);
    if (node.tagName === "math") {
      formulas.add(node);
      for (let up: Dom.ParentNode | null = node; up && !marked.has(up); up = "parentNode" in up ? up.parentNode : null)
        marked.add(up);
      continue;
    }
    for (let i = node.childNodes.length - 1; i >= 0; i--) open.push(node.childNodes[i]!);
  }
  return { elements, formulas, marked };
}

const make = (tagName: string, attrs: { name: string; value: string }[], children: Dom.ChildNode[]): Dom.Element => {
  const made = dom.createElement(tagName, names.NS.MATHML, attrs);
  for (const child of children) {
    child.parentNode = made;
    made.childNodes.push(child);
  }
  return made;
};
const textNode = (value: string): Dom.TextNode => ({ nodeName: "#text", value, parentNode: null });

/** A formula from its TeX, its MathML or both. */
function formula(tex: string | null, display: boolean, own: Dom.Element | null): Dom.Element | null {
  if (!own && (tex === null || tex.trim() === "")) return null;
  const attrs = display || (own && attribute(own, "display") === "block") ? [{ name: "display", value: "block" }] : [];
  if (own && (tex === null || tex.trim() === "")) {
    own.attrs = [...own.attrs.filter(({ name }) => name !== "display"), ...attrs];
    return own;
  }
  const annotation = make("annotation", [{ name: "encoding", value: TEX }], [textNode(tex ?? "")]);
  const children = own ? [make("mrow", [], [...own.childNodes]), annotation] : [annotation];
  return make("math", attrs, [make("semantics", [], children)]);
}

/** A formula that was written into an attribute. */
function mathIn(html: string): Dom.Element | null {
  if (!html.startsWith("<math")) return null;
  const made = parseFragment(html).childNodes[0];
  return made && "tagName" in made && made.tagName === "math" ? made : null;
}

const isDisplayed = (node: Dom.Element): boolean => {
  const { parentNode } = node;
  return Boolean(
    parentNode &&
      "tagName" in parentNode &&
      /\bMathJax(?:_SVG)?_Display\b|\bMJXc-display\b/.test(attribute(parentNode, "class")),
  );
};

/** The TeX that MathJax 4 leaves at what it shows. */
function latexOf(container: Dom.Element): string | null {
  const open: Dom.Element[] = [container];
  for (let node = open.pop(); node; node = open.pop()) {
    const tex = attribute(node, "data-latex");
    if (tex !== "" && /^(?:math|mjx-math|g)$/.test(node.tagName)) return tex;
    // Its own layers come first; what is deeper is a part of the formula.
    if (/^(?:mjx-container|mjx-assistive-mml|svg|g)$/.test(node.tagName) && attribute(node, "data-mml-node") !== "math")
      for (const child of node.childNodes) if ("tagName" in child) open.push(child);
  }
  return null;
}

function textOf(node: Dom.Element): string {
  return node.childNodes.map((child) => ("value" in child ? child.value : "")).join("");
}

/** Elements of MathML that take so many parts; others take any number. */
const TAKES: Readonly<Record<string, number>> = {
  ...{ mfrac: 2, mroot: 2, msub: 2, msup: 2, munder: 2, mover: 2, msubsup: 3, munderover: 3 },
  ...{ mrow: 0, msqrt: 0, mtable: 0, mtr: 0, mtd: 0 },
};

/**
 * A formula of MathJax 3 from what it shows, where its MathML was left out: its elements carry MathML's names, and each
 * letter its number.
 */
function rebuilt(container: Dom.Element, display: boolean): Dom.Element | null {
  const children = container.childNodes.flatMap((child) => partsOf(child));
  return children.length === 0 ? null : make("math", display ? [{ name: "display", value: "block" }] : [], children);
}

function partsOf(node: Dom.ChildNode): Dom.Element[] {
  if (!("tagName" in node)) return [];
  const name = (attribute(node, "data-mml-node") || node.tagName.replace(/^mjx-/, "")).toLowerCase();
  if (/^(?:mi|mn|mo|ms|mtext)$/.test(name)) {
    const letters = lettersOf(node);
    return letters === "" ? [] : [make(name, [], [textNode(letters)])];
  }
  // The sign of a root is drawn by the root itself.
  if (name === "surd") return [];
  const children = node.childNodes.flatMap(partsOf);
  const kind = name === "texatom" ? "mrow" : name;
  const takes = TAKES[kind];
  if (takes === undefined || children.length === 0) return children;
  const inOrder = node.tagName.startsWith("mjx-") ? reordered(kind, children) : children;
  if (kind === "mrow" && inOrder.length === 1) return inOrder;
  return [make(takes === 0 || takes === inOrder.length ? kind : "mrow", [], inOrder)];
}

/** MathJax stacks what stands above before what it stands on. */
function reordered(kind: string, children: Dom.Element[]): Dom.Element[] {
  const [first, second, third] = children;
  if (kind === "mover" && first && second) return [second, first];
  if (kind === "msubsup" && first && second && third) return [first, third, second];
  if (kind !== "munderover" || !first || second?.tagName !== "munder") return children;
  return [...second.childNodes.filter((child): child is Dom.Element => "tagName" in child), first];
}

function lettersOf(node: Dom.Element): string {
  let letters = "";
  const open: Dom.ChildNode[] = [node];
  for (let next = open.pop(); next; next = open.pop()) {
    if ("value" in next) letters += next.value;
    if (!("tagName" in next)) continue;
    const code = /\bmjx-c([0-9A-F]+)\b/.exec(attribute(next, "class"))?.[1] ?? attribute(next, "data-c");
    if (/^[0-9A-F]{1,5}$/i.test(code)) letters += String.fromCodePoint(Number.parseInt(code, 16));
    for (let i = next.childNodes.length - 1; i >= 0; i--) open.push(next.childNodes[i]!);
  }
  return letters;
}
