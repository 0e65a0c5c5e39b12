import { parseHTML } from "linkedom";
import { countWords } from "./language";

/** A part of a page that may be the article, for a reader to choose. */
export type PagePart = {
  /** How it is asked for: `article` is what was looked for and found, `page` all of it, a number one of its parts. */
  part: string;
  words: number;
  /** How its text begins; empty for all of the page. */
  begins: string;
};

/** What holds no prose: links, menus, forms and what nobody reads. */
export const NO_PROSE = "a, nav, header, footer, aside, form, button, script, style, template, noscript, svg, iframe";
const SKIPPED = new Set(NO_PROSE.split(", "));
const BLOCKS = new Set("article main section div td table tbody tr ul ol dl blockquote center".split(" "));
/** Parts with fewer words, or less of the page's words, are not offered. */
const LEAST_WORDS = 40;
const LEAST_SHARE = 0.1;
const MOST_PARTS = 4;

/** The parts of a page that hold much of its prose, in text order, each with its HTML. Linear in the size of the page. */
export function partsOf(html: string): (PagePart & { html: string })[] {
  const { body } = parseHTML(html).document;
  const words = new Map<Element, number>();
  const order: Element[] = [];
  const open: Element[] = [body];
  for (let next = open.pop(); next; next = open.pop()) {
    if (SKIPPED.has(next.localName)) continue;
    order.push(next);
    let own = "";
    const children: Element[] = [];
    for (const child of next.childNodes) {
      if (child.nodeType === 3) own += `${child.textContent} `;
      else if (child.nodeType === 1) children.push(child as Element);
    }
    words.set(next, countWords(own));
    for (const child of children.reverse()) open.push(child);
  }
  // Children stand behind their parents, so that each is complete when it is added to its own.
  for (const element of order.toReversed()) {
    const parent = element.parentElement;
    if (parent && element !== body) words.set(parent, (words.get(parent) ?? 0) + (words.get(element) ?? 0));
  }
  const of = (element: Element) => words.get(element) ?? 0;
  const least = Math.max(LEAST_WORDS, of(body) * LEAST_SHARE);
  const large = order.filter((element) => BLOCKS.has(element.localName) && of(element) >= least);
  // Of wrappers around the same words the inmost stands for all.
  const wrappers = new Set<Element>();
  for (const element of large) {
    const parent = element.parentElement;
    if (parent && of(element) >= 0.9 * of(parent)) wrappers.add(parent);
  }
  const told = large
    .filter((element) => !wrappers.has(element))
    .map((element, i) => ({ element, part: String(i + 1) }));
  const most = new Set([...told].sort((a, b) => of(b.element) - of(a.element)).slice(0, MOST_PARTS));
  return [
    ...told
      .filter((one) => most.has(one))
      .map(({ element, part }) => ({
        part,
        words: of(element),
        begins: beginning(element),
        html: element.outerHTML,
      })),
    { part: "page", words: of(body), begins: "", html: body.innerHTML },
  ];
}

/** The first words of an element’s prose. */
function beginning(element: Element): string {
  const open: Node[] = [element];
  let text = "";
  for (let next = open.pop(); next && text.length < 90; next = open.pop()) {
    if (next.nodeType === 3) text += next.textContent;
    else if (next.nodeType === 1 && !SKIPPED.has((next as Element).localName)) {
      text += " ";
      for (const child of [...next.childNodes].reverse()) open.push(child);
    }
  }
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= 90
    ? line
    : `${line
        .slice(0, 90)
        .replace(/\s+\S*$/, "")
        .toWellFormed()}…`;
}
