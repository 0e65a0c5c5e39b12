import { type DefaultTreeAdapterTypes as Dom, html as names, parseFragment } from "parse5";
import { dress } from "./dress";
import { ArticleError } from "./error";
import { findFormulas } from "./formulas";
import { inPage, resolveLink } from "./links";
import { Formulas } from "./maths";
import { type Phrase, phrasing, preformatted, shows } from "./phrasing";
import { attribute, isHidden, isTask, propertiesOf } from "./properties";
import { DROPPED, isAbyss, survey } from "./survey";
import { isBlock } from "./text";
import {
  type ArticleElement,
  type ArticleNode,
  type ArticleTree,
  BLOCKS,
  LEAVES,
  MAX_DEPTH,
  PARENTS,
  PHRASING,
  STRICT,
} from "./tree";
import { makeLists, makeTitle } from "./word";

/** An image that the text shows; the tree names it by its place in the list. */
export type SourceImage = { src: string; alt: string };
export type Converted = {
  tree: ArticleTree;
  images: SourceImage[];
  imagesLeftOut: number;
  /** Formulas that could not be set, and stand as they were written. */
  unset: number;
};

/** Unwrapped, their content standing in blocks of its own. */
const WRAPPERS = new Set(
  (
    "html body div section article main header footer aside nav address center hgroup search form fieldset legend " +
    "details summary marquee multicol"
  ).split(" "),
);
const RENAMED: Readonly<Record<string, string>> = { strike: "s", menu: "ul", dir: "ul", listing: "pre", tt: "code" };
/** What a stray child of these is put into. */
const FILLER: Readonly<Record<string, string>> = {
  ul: "li",
  ol: "li",
  dl: "dd",
  table: "tbody",
  thead: "tr",
  tbody: "tr",
  tfoot: "tr",
  tr: "td",
};
/** Worth keeping when they enclose whole blocks: each of the blocks' leaves then gets its own. */
const CLOTHES = new Set("a b strong i em u s del ins sub sup q cite small".split(" "));

const BLOCK_DEPTH = 30;
// Below this may come a paragraph, a filled-in table and a formula.
const PHRASE_DEPTH = MAX_DEPTH - 24;
/** More elements and texts than this make a tree that no browser shows well. */
const MAX_NODES = 400_000;
const MAX_IMAGES = 30;

/** A block's edge: text on its two sides belongs to different leaves. */
const EDGE = Symbol("edge");
type Item = ArticleNode | typeof EDGE;
type Around = { parent: string; depth: number; clothes: number; link: boolean; ruby: boolean; hidden: boolean };

/**
 * Turns HTML into an article tree. Nothing is cleaned: a new tree is built, of what `tree.ts` allows and of nothing else.
 * Words are neither lost nor added, but for those in elements that a reader never sees as text.
 * @param html a fragment or a whole page
 * @param base resolves relative addresses; without it they are dropped
 * @param stored hashes of pictures that the article has already, which `image:<hash>` may name; no others
 * @throws ArticleError `too-complex` when it holds more than `MAX_NODES` nodes
 */
export function convert(html: string, base: string | null = null, stored: ReadonlySet<string> = new Set()): Converted {
  if (isAbyss(html)) throw new ArticleError("too-complex");
  const root = parseFragment(html.replaceAll("\0", "").toWellFormed());
  const anchors = survey(root, base);
  const formulas = new Formulas();
  findFormulas(root, (words) => formulas.has(words));
  dress(root, { sheetsHide: true });
  makeLists(root);
  makeTitle(root);
  const images: SourceImage[] = [];
  const placed = new Set<string>();
  let imagesLeftOut = 0;
  let budget = MAX_NODES;

  /** Each anchor that is linked to is placed once. */
  const claim = (id: string) => {
    const anchor = inPage(id);
    if (!anchors.has(anchor) || placed.has(anchor)) return null;
    placed.add(anchor);
    return anchor;
  };
  const properties = (tagName: string, node: Dom.Element) => propertiesOf(tagName, node, claim);

  function element(tagName: string, from: ArticleElement["properties"], children: ArticleNode[]): ArticleElement {
    return { type: "element", tagName, properties: from, children };
  }

  function image(node: Dom.Element, out: Item[]) {
    const read = (name: string) => attribute(node, name).trim();
    const tiny = (name: string) => /^[012]$/.test(read(name));
    if (tiny("width") || tiny("height")) return;
    const alt = read("alt").replace(/\s+/g, " ").slice(0, 1000).toWellFormed();
    const own = /^image:([0-9a-f]{64})$/.exec(read("src"))?.[1];
    const src = resolveLink(read("src") || (read("srcset").split(/[\s,]+/)[0] ?? ""), base);
    const kept: ArticleElement["properties"] = {};
    if (own && stored.has(own)) kept.src = `image:${own}`;
    else if (src && /^https?:/.test(src)) {
      let place = images.findIndex((known) => known.src === src);
      if (place < 0 && images.length < MAX_IMAGES) place = images.push({ src, alt }) - 1;
      if (place >= 0) kept.src = `image:${place}`;
      else imagesLeftOut++;
    }
    if (alt) kept.alt = alt;
    if (kept.src || kept.alt) out.push(element("img", kept, []));
  }

  /** Leaves and containers from loose items: runs of phrasing become paragraphs. */
  function blocksOf(items: Item[], bareImages = false): ArticleElement[] {
    const blocks: ArticleElement[] = [];
    let run: Phrase[] = [];
    const close = () => {
      const content = phrasing(run);
      run = [];
      if (!content.some(shows)) return;
      const pictures = content.filter((node) => node.type === "element" && node.tagName === "img");
      if (bareImages && pictures.length === content.length)
        blocks.push(...pictures.filter((node) => node.type === "element"));
      else blocks.push(element("p", {}, content));
    };
    for (const item of items) {
      if (item === EDGE) close();
      else if (isBlock(item)) {
        close();
        blocks.push(item);
      } else run.push(item);
    }
    close();
    return blocks;
  }

  /** All phrasing in the items, blocks taken apart, for an element that may hold no block. */
  function inline(items: Item[], between: string): Phrase[] {
    return items.flatMap((item): Phrase[] => {
      if (item === EDGE) return [{ type: "text", value: between }];
      if (!isBlock(item)) return [item];
      const edge = { type: "text" as const, value: between };
      return [edge, ...inline(item.children, between), edge];
    });
  }

  /** A list or a table part takes only its own kind of child; anything else is put into one of that kind. */
  function fill(tagName: string, items: Item[]): ArticleElement[] {
    const allowed = STRICT[tagName];
    const filler = FILLER[tagName];
    if (!allowed || !filler) return blocksOf(items);
    const children: ArticleElement[] = [];
    let stray: Item[] = [];
    const close = () => {
      const content = fill(filler, stray);
      stray = [];
      if (content.length > 0) children.push(element(filler, {}, content));
    };
    for (const item of items) {
      if (item !== EDGE && item.type === "element" && allowed.has(item.tagName)) {
        close();
        children.push(item);
      } else stray.push(item);
    }
    close();
    return children;
  }

  function block(tagName: string, node: Dom.Element, around: Around, out: Item[]): void {
    const kept = properties(tagName, node);
    const inner: Item[] = [];
    for (const child of node.childNodes) {
      collect(child, { ...around, parent: tagName, depth: around.depth + 1 }, inner);
    }
    const loose = inner.some((item) => item === EDGE || isBlock(item));
    if (tagName === "pre") {
      const content = preformatted(inline(inner, "\n"));
      if (content.some(shows)) out.push(element("pre", kept, content));
    } else if (tagName === "p" && loose) {
      dressed(blocksOf(inner), kept, out);
    } else if (LEAVES.has(tagName) || (!loose && !STRICT[tagName])) {
      const content = phrasing(inline(inner, " "));
      if (content.some(shows) || tagName === "td" || tagName === "th") out.push(element(tagName, kept, content));
    } else {
      const content = STRICT[tagName] ? fill(tagName, inner) : blocksOf(inner, tagName === "figure");
      if (content.some(shows)) out.push(element(tagName, kept, content));
    }
    out.push(EDGE);
  }

  /** Blocks whose wrapper goes: its language and direction pass to each, its anchor to the first. */
  function dressed(blocks: ArticleElement[], { id, ...common }: ArticleElement["properties"], out: Item[]) {
    out.push(EDGE);
    for (const made of blocks) made.properties = { ...common, ...made.properties };
    const first = blocks[0];
    if (id !== undefined && first && first.properties.id === undefined) first.properties.id = id;
    for (const made of blocks) out.push(made);
    out.push(EDGE);
  }

  function clothe(made: ArticleElement, clothing: ArticleElement) {
    const inner = made.children.filter(isBlock);
    for (const child of inner) clothe(child, clothing);
    if (inner.length > 0 || made.children.length === 0) return;
    made.children = [element(clothing.tagName, { ...clothing.properties }, made.children)];
  }

  function phrase(tagName: string, node: Dom.Element, around: Around, out: Item[]): void {
    const kept = properties(tagName, node);
    if (tagName === "a") {
      const href = around.link ? null : resolveLink(attribute(node, "href"), base, anchors);
      if (href) kept.href = href;
      if (href && !href.startsWith("#")) kept.rel = "nofollow noopener";
    }
    const bare = Object.keys(kept).length === 0 && (tagName === "span" || tagName === "a");
    const unwrapped = bare || around.depth >= PHRASE_DEPTH;
    const inner: Item[] = [];
    const dresses = !unwrapped && CLOTHES.has(tagName) && around.clothes < 4;
    const within = {
      ...around,
      depth: around.depth + (unwrapped ? 0 : 1),
      clothes: around.clothes + (dresses ? 1 : 0),
      link: around.link || "href" in kept,
      ruby: around.ruby || tagName === "ruby",
    };
    for (const child of node.childNodes) collect(child, within, inner);
    const content = inner.filter((item) => item !== EDGE);
    if (unwrapped) append(out, inner);
    else if (content.length === inner.length && !content.some(isBlock)) out.push(element(tagName, kept, content));
    else {
      const blocks = blocksOf(inner);
      const { id, ...shared } = kept;
      if (dresses) for (const made of blocks) clothe(made, element(tagName, shared, []));
      dressed(blocks, id === undefined ? {} : { id }, out);
    }
  }

  function collect(node: Dom.ChildNode, around: Around, out: Item[]): void {
    if (--budget < 0) throw new ArticleError("too-complex");
    if (node.nodeName === "#text" && "value" in node) {
      if (!around.hidden) out.push({ type: "text", value: node.value });
      return;
    }
    if (!("tagName" in node)) return;
    if (node.namespaceURI === names.NS.MATHML) {
      const made = formulas.read(node);
      if (made) out.push(made);
      return;
    }
    // Of what is hidden only formulas are kept: sites hide theirs behind pictures of them.
    if (around.hidden || isHidden(node)) {
      if (node.namespaceURI === names.NS.HTML && DROPPED.has(node.tagName)) return;
      for (const child of node.childNodes) collect(child, { ...around, hidden: true }, out);
      return;
    }
    if (node.tagName === "input" && isTask(node)) {
      out.push({ type: "text", value: node.attrs.some((attr) => attr.name === "checked") ? "☑ " : "☐ " });
      return;
    }
    if (node.namespaceURI !== names.NS.HTML || DROPPED.has(node.tagName)) return;
    const tagName = RENAMED[node.tagName] ?? node.tagName;
    const placeable = PARENTS[tagName]?.has(around.parent) ?? true;
    if (tagName === "img") image(node, out);
    else if (tagName === "br") out.push(element("br", {}, []));
    else if (tagName === "hr") out.push(EDGE, element("hr", {}, []), EDGE);
    else if (BLOCKS.has(tagName) && placeable && around.depth < BLOCK_DEPTH) {
      out.push(EDGE);
      block(tagName, node, around, out);
    } else if (BLOCKS.has(tagName) || WRAPPERS.has(tagName)) {
      wrapper(node, around, out);
    } else {
      const rubyPart = (tagName === "rt" || tagName === "rp") && !around.ruby;
      phrase(PHRASING.has(tagName) && tagName !== "math" && !rubyPart ? tagName : "span", node, around, out);
    }
  }

  function wrapper(node: Dom.Element, around: Around, out: Item[]) {
    const kept = properties("div", node);
    const inner: Item[] = [];
    for (const child of node.childNodes) collect(child, around, inner);
    // A list's or a table's own children pass through, as in <dl><div><dt>.
    if (STRICT[around.parent]) return append(out, [EDGE, ...inner, EDGE]);
    dressed(blocksOf(inner), kept, out);
  }

  const items: Item[] = [];
  const top: Around = { parent: "", depth: 1, clothes: 0, link: false, ruby: false, hidden: false };
  for (const child of root.childNodes) collect(child, top, items);
  return { tree: { type: "root", children: blocksOf(items) }, images, imagesLeftOut, unset: formulas.unset };
}

// Spreading a long list into push() overflows the stack.
function append(out: Item[], items: Item[]) {
  for (const item of items) out.push(item);
}
