import { type DefaultTreeAdapterTypes as Dom, defaultTreeAdapter as dom, html as names } from "parse5";
import { attribute, declarations, styled } from "./properties";

/** More rules than any word processor writes; more text of them is not looked at. */
const MAX_RULES = 5000;
const MAX_SHEET = 1_000_000;
/** What of a declaration's names says how letters look, or that they are not to be seen. */
const TOLD = /^(?:font-weight|font-style|vertical-align|text-decoration|text-decoration-line|mso-hide)$/;
const HIDING = /^(?:display|visibility)$/;
/** What may hold bold or slanted words as its own style; headings and heads of columns are bold by themselves. */
const BLOCKS = new Set("p li td dd dt div blockquote figcaption".split(" "));
const INLINE = new Set("span b strong i em s del sup sub font a u ins code q cite small mark".split(" "));

/**
 * Turns what word processors say in styles into elements, before anything is looked for or built: bold, slanted, raised,
 * lowered and struck, of spans and of whole blocks, inline or by a class of a style sheet. What `mso-hide` hides is removed.
 * One walk without recursion.
 * @param sheetsHide whether style sheets can hide, too: in a page of the web scripts may show what they hide
 */
export function dress(root: Dom.ParentNode, { sheetsHide }: { sheetsHide: boolean }): void {
  const classes = sheetsOf(root, sheetsHide);
  const open: Dom.ParentNode[] = [root];
  for (let next = open.pop(); next; next = open.pop()) {
    const children: Dom.ChildNode[] = [];
    for (const child of next.childNodes) {
      if ("tagName" in child && child.namespaceURI === names.NS.HTML) {
        if (classes.size > 0) applySheets(child, classes);
        if (declarations(attribute(child, "style")).get("mso-hide") === "all") continue;
      }
      children.push(child);
    }
    next.childNodes = children;
    if ("tagName" in next && next.namespaceURI === names.NS.HTML) wear(next);
    for (const child of next.childNodes) if ("childNodes" in child) open.push(child);
  }
}

/** Makes the elements that an element's own style stands for. */
function wear(element: Dom.Element) {
  const style = attribute(element, "style");
  const inline = INLINE.has(element.tagName);
  if (style === "" || !(inline || BLOCKS.has(element.tagName))) return;
  if (inline) {
    const made = styled(element.tagName === "font" ? "span" : element.tagName, style);
    const plain = made[0] === "span" && element.tagName !== "span" && element.tagName !== "font";
    const added = made.filter((name) => name !== element.tagName && name !== "span" && !isWithin(element, name));
    if (plain || added.length > 0) unsay(element);
    // A <b> that is not bold.
    if (plain || (added.length > 0 && made[0] !== element.tagName && ATTENTION.has(element.tagName)))
      rename(element, "span");
    if (added.length > 0) wrap(element, added);
    return;
  }
  // Of a block only what its letters look like: it may be raised or struck as a cell is.
  const made = styled("span", style).filter((name) => name === "b" || name === "i" || name === "s");
  if (made.length === 0) return;
  unsay(element);
  wrap(element, made);
}
const ATTENTION = new Set("b strong i em".split(" "));

/** Whether a phrase around the element is that already; far above it does not matter. */
function isWithin(element: Dom.Element, tagName: string): boolean {
  let above = element.parentNode;
  for (let i = 0; i < 20 && above && "tagName" in above && INLINE.has(above.tagName); i++) {
    if (
      above.tagName === tagName ||
      (tagName === "b" && above.tagName === "strong") ||
      (tagName === "i" && above.tagName === "em")
    )
      return true;
    above = above.parentNode;
  }
  return false;
}

/** What a child's own style says against being bold or slanted as the element around it is. */
function undoes(child: Dom.ChildNode, name: string): boolean {
  if (!("tagName" in child)) return false;
  const says = declarations(attribute(child, "style"));
  if (name === "b") return /^(?:normal|[1-4]00|lighter)$/.test(says.get("font-weight") ?? "");
  return name === "i" && says.get("font-style") === "normal";
}

/** Puts the children into elements of these names, the first outermost; those that say otherwise into the others. */
function wrap(element: Dom.Element, tagNames: readonly string[]) {
  const children = element.childNodes;
  element.childNodes = [];
  let run: { key: string | null; into: Dom.Element } = { key: null, into: element };
  for (const child of children) {
    const wanted = tagNames.filter((name) => !undoes(child, name));
    const key = wanted.join(" ");
    if (run.key !== key) {
      let into = element;
      for (const name of wanted) {
        const made = dom.createElement(name, names.NS.HTML, []);
        dom.appendChild(into, made);
        into = made;
      }
      run = { key, into };
    }
    dom.appendChild(run.into, child);
  }
}

function rename(element: Dom.Element, tagName: string) {
  element.tagName = tagName;
  element.nodeName = tagName;
}

/** Takes what was made into elements out of a style; the rest (what is hidden, lists) is read later. */
function unsay(element: Dom.Element) {
  const kept = attribute(element, "style")
    .split(";")
    .filter((part) => !TOLD.test((part.split(":", 1)[0] ?? "").trim().toLowerCase()));
  for (const attr of element.attrs) if (attr.name === "style") attr.value = kept.join(";");
}

type Rule = { tagName: string; style: string };

/** Rules by class, of selectors such as `.c1` and `p.MsoQuote`; others concern whole pages, not what was written. */
function sheetsOf(root: Dom.ParentNode, hide: boolean): ReadonlyMap<string, Rule[]> {
  const found = new Map<string, Rule[]>();
  let rules = 0;
  for (const sheet of styleTexts(root)) {
    for (const { prelude, body } of blocksOf(sheet)) {
      const said = [...declarations(body)].filter(([name]) => TOLD.test(name) || (hide && HIDING.test(name)));
      if (said.length === 0) continue;
      const style = said.map(([name, value]) => `${name}:${value}`).join(";");
      for (const selector of prelude.split(",")) {
        const [, tagName = "", name] = /^\s*([a-z][a-z0-9]*)?\.([\w-]+)\s*$/i.exec(selector) ?? [];
        if (!name || ++rules > MAX_RULES) continue;
        const same = found.get(name);
        const rule = { tagName: tagName.toLowerCase(), style };
        if (same) same.push(rule);
        else found.set(name, [rule]);
      }
    }
  }
  return found;
}

function styleTexts(root: Dom.ParentNode): string[] {
  const texts: string[] = [];
  const open: Dom.ParentNode[] = [root];
  for (let next = open.pop(); next; next = open.pop()) {
    for (const child of next.childNodes) {
      if (!("tagName" in child)) continue;
      if (child.tagName === "style")
        texts.push(child.childNodes.map((text) => ("value" in text ? text.value : "")).join(""));
      else open.push(child);
    }
  }
  return texts.toReversed();
}

/** The rules at the top of a sheet; those within `@media` and the like are passed over. */
function* blocksOf(sheet: string): Generator<{ prelude: string; body: string }> {
  const text = sheet.slice(0, MAX_SHEET);
  let depth = 0;
  let from = 0;
  let prelude = "";
  for (let i = 0; i < text.length; i++) {
    if (text.startsWith("/*", i)) {
      const end = text.indexOf("*/", i + 2);
      const next = end < 0 ? text.length : end + 2;
      if (depth === 0 && text.slice(from, i).trim() === "") from = next;
      i = next - 1;
    } else if (text.startsWith("<!--", i) && depth === 0) from = i + 4;
    else if (text[i] === ";" && depth === 0) from = i + 1;
    else if (text[i] === "{" && depth++ === 0) {
      prelude = text.slice(from, i);
      from = i + 1;
    } else if (text[i] === "}" && depth > 0 && --depth === 0) {
      if (!prelude.trimStart().startsWith("@")) yield { prelude, body: text.slice(from, i) };
      from = i + 1;
    }
  }
}

/** What an element's classes say goes before what its own style says. */
function applySheets(element: Dom.Element, classes: ReadonlyMap<string, Rule[]>) {
  const said: string[] = [];
  for (const name of attribute(element, "class").split(/\s+/).slice(0, 20)) {
    for (const { tagName, style } of classes.get(name)?.slice(0, 20) ?? []) {
      if (tagName === "" || tagName === element.tagName) said.push(style);
    }
  }
  if (said.length === 0) return;
  const own = element.attrs.find((attr) => attr.name === "style");
  if (own) own.value = `${said.join(";")};${own.value}`;
  else element.attrs.push({ name: "style", value: said.join(";") });
}
