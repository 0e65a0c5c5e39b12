import { parseUrl } from "../url";

/**
 * An article's body: a hast tree of allow-listed elements in one normal form, made by `lib/article` and never edited.
 *
 * The normal form, which `canonicalText` and every offset stand on:
 * - The root holds blocks only. A block holds either phrasing content (a *leaf* when it has a character) or blocks;
 *   an image may also stand bare beside blocks, since it contributes no text. So every character is in one leaf.
 * - A text node's value is canonical as it stands: never empty, no NUL, no lone surrogate, no CR; outside `pre` no line
 *   end or tab, no run of spaces, none at the edges of its leaf or beside a `br`. No two text nodes are neighbours.
 * - A formula whose TeX is known counts as that TeX, in one line and without signs around it; else as its symbols.
 * - At most `MAX_DEPTH` elements lie above each other, so that walking may recurse.
 */
export type ArticleTree = { type: "root"; children: ArticleElement[] };
export type ArticleElement = {
  type: "element";
  tagName: string;
  properties: Record<string, string | number | boolean>;
  children: ArticleNode[];
};
export type ArticleText = { type: "text"; value: string };
export type ArticleNode = ArticleElement | ArticleText;

export const MAX_DEPTH = 60;

const set = (names: string) => new Set(names.split(" "));

/** Everything else that is allowed is phrasing content. */
export const BLOCKS: ReadonlySet<string> = set(
  "p h1 h2 h3 h4 h5 h6 pre hr blockquote ul ol li dl dt dd table caption thead tbody tfoot tr th td figure figcaption",
);
export const PHRASING: ReadonlySet<string> = set(
  "a abbr b bdi bdo br cite code del dfn em i img ins kbd q rp rt ruby s samp small span strong sub sup time u var math",
);
/**
 * MathML Core without anything that acts, links or embeds, and `menclose`, which a style sheet draws; allowed within `math`
 * alone. `semantics` is its whole content then: what is shown, and its TeX as an `annotation`.
 */
export const MATHS: ReadonlySet<string> = set(
  "math semantics annotation mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle merror mpadded mphantom menclose msub msup msubsup munder mover munderover mmultiscripts mprescripts mtable mtr mtd",
);
/** The maths elements that hold text; in the others whitespace means nothing. */
export const MATHS_TOKENS: ReadonlySet<string> = set("mi mn mo ms mtext annotation");

/** Where an element may stand, for those that are only allowed in one kind of parent. */
export const PARENTS: Readonly<Record<string, ReadonlySet<string>>> = {
  li: set("ul ol"),
  dt: set("dl"),
  dd: set("dl"),
  caption: set("table"),
  thead: set("table"),
  tbody: set("table"),
  tfoot: set("table"),
  tr: set("thead tbody tfoot"),
  th: set("tr"),
  td: set("tr"),
  figcaption: set("figure"),
};
/** The blocks that hold only certain blocks and no text of their own. */
export const STRICT: Readonly<Record<string, ReadonlySet<string>>> = {
  ul: set("li"),
  ol: set("li"),
  dl: set("dt dd"),
  table: set("caption thead tbody tfoot"),
  thead: set("tr"),
  tbody: set("tr"),
  tfoot: set("tr"),
  tr: set("th td"),
};
/** The blocks that hold phrasing content only. */
export const LEAVES: ReadonlySet<string> = set("p h1 h2 h3 h4 h5 h6 pre");
/** Elements without content. */
export const VOID: ReadonlySet<string> = set("br hr img mspace mprescripts");

type Check = (value: unknown) => boolean;
const text: Check = (value) => typeof value === "string" && value.length <= 1000 && value.isWellFormed();
const one =
  (...values: unknown[]): Check =>
  (value) =>
    values.includes(value);
const whole =
  (low: number, high: number): Check =>
  (value) =>
    typeof value === "number" && Number.isInteger(value) && value >= low && value <= high;
const like =
  (pattern: RegExp): Check =>
  (value) =>
    typeof value === "string" && pattern.test(value);
const flag = one(true, false, "true", "false");
const length = like(/^-?\d{0,4}(\.\d{1,6})?(em|ex|ch|rem|px|%)?$/);

/** In-page anchors carry this prefix, so that an article cannot name an element of the page around it. */
export const ANCHOR = "in-";
const anchor = /^in-[^\s"'<>]{1,200}$/u;

/** A link's target as the tree may hold it: http, https, mailto or an anchor of this tree. */
export function isHref(value: unknown): boolean {
  if (typeof value !== "string" || value.length > 2048) return false;
  if (value.startsWith("#")) return anchor.test(value.slice(1));
  const url = parseUrl(value);
  if (!url) return false;
  if (url.protocol === "mailto:") return url.href === value;
  return /^https?:$/.test(url.protocol) && url.username === "" && url.password === "" && url.href === value;
}

/** `image:<n>` names an entry of the import's image list, `image:<sha256>` a stored image. No address is ever here. */
export const IMAGE = /^image:(?:\d{1,2}|[0-9a-f]{64})$/;

/** The encoding of an annotation that holds a formula's TeX. */
export const TEX = "application/x-tex";

/** What each element may carry beside `"*"`, with the values allowed, by hast property name. */
export const PROPERTIES: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
  "*": { dir: one("ltr", "rtl", "auto"), lang: like(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$/), id: like(anchor) },
  a: {
    href: isHref,
    rel: one("nofollow noopener"),
  },
  abbr: { title: text },
  dfn: { title: text },
  img: { src: like(IMAGE), alt: text },
  ol: { start: whole(-99_999, 99_999), reversed: one(true), type: one("1", "a", "A", "i", "I") },
  li: { value: whole(-99_999, 99_999) },
  td: { colSpan: whole(1, 100), rowSpan: whole(1, 500) },
  th: { colSpan: whole(1, 100), rowSpan: whole(1, 500), scope: one("row", "col", "rowgroup", "colgroup") },
  time: { dateTime: like(/^[0-9TZPYMWDHS:.+\- ]{1,60}$/) },
  math: { display: one("block", "inline"), alttext: text },
  mi: { mathvariant: one("normal") },
  mo: {
    form: one("prefix", "infix", "postfix"),
    stretchy: flag,
    fence: flag,
    separator: flag,
    symmetric: flag,
    largeop: flag,
    movablelimits: flag,
    lspace: length,
    rspace: length,
    minsize: length,
    maxsize: length,
  },
  mspace: { width: length, height: length, depth: length },
  mpadded: { width: length, height: length, depth: length, lspace: length, voffset: length },
  mfrac: { linethickness: length },
  annotation: { encoding: one(TEX) },
  menclose: { notation: like(/^[a-z]{1,30}( [a-z]{1,30}){0,5}$/) },
  mtable: { displaystyle: flag },
  mstyle: { displaystyle: flag, scriptlevel: like(/^[+-]?\d$/) },
  munder: { accentunder: flag },
  mover: { accent: flag },
  munderover: { accent: flag, accentunder: flag },
  mtd: { columnalign: one("left", "right", "center"), columnspan: like(/^\d{1,2}$/), rowspan: like(/^\d{1,2}$/) },
};

/** Whether `name` with `value` may stand on `tagName`; the one rule for making a tree and for checking one. */
export function allows(tagName: string, name: string, value: unknown): boolean {
  const own = PROPERTIES[tagName];
  const common = PROPERTIES["*"];
  const check =
    own && Object.hasOwn(own, name) ? own[name] : common && Object.hasOwn(common, name) ? common[name] : null;
  return check?.(value) ?? false;
}
