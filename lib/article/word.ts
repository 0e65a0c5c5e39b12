import { type DefaultTreeAdapterTypes as Dom, defaultTreeAdapter as dom, html as names } from "parse5";
import { attribute, declarations } from "./properties";

/** Word has nine levels. */
const LEVELS = 9;

/**
 * Makes lists of what Word writes as paragraphs that say in a style that they belong to one (`mso-list`), their bullets
 * and numbers typed in front. One walk without recursion; headings that are numbered stay headings.
 */
export function makeLists(root: Dom.ParentNode): void {
  const outlines = outlinesOf(root);
  const open: Dom.ParentNode[] = [root];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.childNodes.some((child) => itemOf(child))) next.childNodes = grouped(next.childNodes, next, outlines);
    for (const child of next.childNodes) if ("childNodes" in child) open.push(child);
  }
}

/**
 * The lists that number as outlines do ("1.1."), which no list of HTML says: their items stay paragraphs, the numbers in
 * their text, with one space behind them.
 */
function outlinesOf(root: Dom.ParentNode): ReadonlySet<string> {
  const items: { node: Dom.Element; list: string }[] = [];
  const outlines = new Set<string>();
  const open: Dom.ParentNode[] = [root];
  for (let next = open.pop(); next; next = open.pop()) {
    for (const child of next.childNodes) {
      const item = itemOf(child);
      if (item) {
        items.push(item);
        if (/^\(?\d+\.\d/.test(markerOf(item.node)?.trim() ?? "")) outlines.add(item.list);
      }
      if ("childNodes" in child) open.push(child);
    }
  }
  for (const { node, list } of items) {
    const marker = outlines.has(list) ? takeMarker(node) : null;
    if (marker) {
      const number = { nodeName: "#text" as const, value: `${marker} `, parentNode: node };
      node.childNodes.unshift(number);
    }
  }
  return outlines;
}

/** Makes a heading of the paragraph that a word processor calls the title. */
export function makeTitle(root: Dom.ParentNode): void {
  const open: Dom.ParentNode[] = [root];
  for (let next = open.pop(); next; next = open.pop()) {
    if ("tagName" in next && next.tagName === "p" && /^(?:MsoTitle\w*|title)$/i.test(attribute(next, "class").trim())) {
      next.tagName = "h1";
      next.nodeName = "h1";
      return;
    }
    for (const child of next.childNodes.toReversed()) if ("childNodes" in child) open.push(child);
  }
}

type Item = { node: Dom.Element; list: string; level: number };
type Open = { level: number; list: string; ordered: boolean; element: Dom.Element };

function itemOf(node: Dom.ChildNode): Item | null {
  if (!("tagName" in node) || (node.tagName !== "p" && node.tagName !== "div")) return null;
  const found = /^(l\d+)\s+level(\d+)/i.exec(declarations(attribute(node, "style")).get("mso-list") ?? "");
  if (!found) return null;
  return { node, list: found[1] ?? "", level: Math.min(Math.max(Number(found[2]), 1), LEVELS) };
}

function grouped(nodes: Dom.ChildNode[], parent: Dom.ParentNode, outlines: ReadonlySet<string>): Dom.ChildNode[] {
  const out: Dom.ChildNode[] = [];
  let open: Open[] = [];
  for (const node of nodes) {
    const item = itemOf(node);
    if (!item || outlines.has(item.list)) {
      const between = node.nodeName === "#comment" || ("value" in node && node.value.trim() === "");
      if (!between) open = [];
      out.push(node);
      continue;
    }
    const marker = takeMarker(item.node);
    // A paragraph of the list without a marker goes on what the item before it says.
    const ordered = marker === null ? (open.at(-1)?.ordered ?? false) : isNumber(marker);
    while ((open.at(-1)?.level ?? 0) > item.level) open.pop();
    const top = open.at(-1);
    if (top && top.level === item.level && marker !== null && (top.ordered !== ordered || top.list !== item.list))
      open.pop();
    let current = open.at(-1);
    if (!current || current.level < item.level) {
      const element = dom.createElement(ordered ? "ol" : "ul", names.NS.HTML, ordered ? numbering(marker ?? "") : []);
      const holder = current?.element.childNodes.at(-1);
      if (holder && "tagName" in holder) dom.appendChild(holder, element);
      else {
        element.parentNode = parent;
        out.push(element);
      }
      current = { level: item.level, list: item.list, ordered, element };
      open.push(current);
    }
    const before = current.element.childNodes.at(-1);
    const li = marker === null && before && "tagName" in before ? before : dom.createElement("li", names.NS.HTML, []);
    if (li !== before) dom.appendChild(current.element, li);
    // Once in its list it is an ordinary paragraph, which is not looked at again.
    for (const attr of item.node.attrs) if (attr.name === "style") attr.value = attr.value.replace(/mso-list/gi, "");
    item.node.tagName = "p";
    item.node.nodeName = "p";
    dom.appendChild(li, item.node);
  }
  return out;
}

/** The bullet or the number of an item, which stays where it is; `null` when there is none. */
const markerOf = (item: Dom.Element) => takeMarker(item, false);

/** Takes the bullet or the number out of an item. @returns it, or `null` when there is none */
function takeMarker(item: Dom.Element, takes = true): string | null {
  const open: Dom.Element[] = [item];
  for (let next = open.pop(); next; next = open.pop()) {
    for (const child of next.childNodes) {
      if (!("tagName" in child)) continue;
      if (/^ignore$/i.test(declarations(attribute(child, "style")).get("mso-list") ?? "")) {
        if (takes) next.childNodes = next.childNodes.filter((other) => other !== child);
        return textOf(child).trim();
      }
      open.push(child);
    }
  }
  return null;
}

function textOf(node: Dom.ParentNode): string {
  return node.childNodes
    .map((child) => ("value" in child ? child.value : "tagName" in child ? textOf(child) : ""))
    .join("");
}

const isNumber = (marker: string) => /^\(?(?:\d+(?:\.\d+)*[.)]?|[a-z]{1,2}[.)]|[ivxlcdm]+[.)])\)?$/i.test(marker);

/** How a list whose first item has this number counts. */
function numbering(marker: string): { name: string; value: string }[] {
  const sign = /[a-z]+|\d+(?=\D*$)/i.exec(marker)?.[0] ?? "1";
  if (/^\d/.test(sign)) return sign === "1" ? [] : [{ name: "start", value: sign }];
  const capital = sign === sign.toUpperCase();
  const type = sign.toLowerCase() === "a" ? "a" : /^[ivxlcdm]+$/i.test(sign) ? "i" : "a";
  return [{ name: "type", value: capital ? type.toUpperCase() : type }];
}
