import { isProbablyReaderable, Readability } from "@mozilla/readability";
import { parseHTML } from "linkedom";
import { type DefaultTreeAdapterTypes as Dom, parse, serialize } from "parse5";
import { isVisible } from "../line";
import { setTex, tidyTex } from "../tex/set";
import { parseUrl } from "../url";
import { toByline, toTitle } from "./credits";
import { dress } from "./dress";
import { ArticleError } from "./error";
import { findFormulas } from "./formulas";
import { countWords } from "./language";
import { NO_PROSE, type PagePart, partsOf } from "./parts";
import { isAbyss } from "./survey";
import { makeLists } from "./word";

/** What a page says of the article in it, and the part of it that is the article. */
export type Page = {
  html: string;
  /** Against which its relative addresses are resolved. */
  base: string | null;
  title: string | null;
  byline: string | null;
  site: string | null;
  /** `YYYY-MM-DD`, or as much of it as is told. */
  publishedAt: string | null;
  language: string | null;
  dir: string | null;
  /** Words of prose in the whole page, and in what was taken of it. */
  prose: { whole: number; taken: number };
  /** What could be taken instead, the article that was found first; empty where nothing speaks against it. */
  parts: PagePart[];
};

/** More elements than this are no article, and would keep Readability busy for long. */
const MAX_ELEMENTS = 200_000;

/**
 * Below this many characters Readability looks again, less strictly, and keeps the longest it found. Lower, it is content
 * with a newsletter's form, and the article is lost.
 */
const SHORT = 500;

/** Less than this share of a page's prose is little of it, unless the page itself is short. */
const LITTLE = 1 / 3;
const SHORT_PAGE = 150;

/**
 * Finds the article in a whole page with Mozilla's Readability.
 * @param address the page's own, for its relative links
 * @param part another part of the page that its reader chose (`PagePart.part`)
 * @throws ArticleError `no-article`, `too-complex`
 */
export function readPage(html: string, address: string | null, part = "article"): Page {
  if (isAbyss(html)) throw new ArticleError("too-complex");
  const parsed = parse(html.replaceAll("\0", ""), { scriptingEnabled: false });
  dropComments(parsed);
  // Readability leaves no style standing.
  // Readability would take a formula's script, or what MathJax shows it by, for no part of the text.
  findFormulas(parsed, (words) => setTex(tidyTex(words), false) !== null);
  dress(parsed, { sheetsHide: false });
  makeLists(parsed);
  // linkedom reads well-formed HTML only; parse5 reads any, as a browser does.
  const source = serialize(parsed);
  const { document } = parseHTML(source);
  if (!document.documentElement || !document.body) throw new ArticleError("no-article");
  if (document.getElementsByTagName("*").length > MAX_ELEMENTS) throw new ArticleError("too-complex");
  const root = document.documentElement;
  const described = {
    language: root.getAttribute("lang") || meta(document, "og:locale", "language", "content-language"),
    dir: root.getAttribute("dir") || document.body.getAttribute("dir"),
    site: meta(document, "og:site_name", "application-name"),
    byline: meta(document, "author", "citation_author", "dc.creator", "parsely-author"),
    date:
      meta(
        document,
        "article:published_time",
        "citation_publication_date",
        "dc.date",
        "dc.date.issued",
        "date",
        "pubdate",
      ) ?? document.querySelector("article time[datetime], time[pubdate][datetime]")?.getAttribute("datetime"),
  };
  const base = baseOf(document.querySelector("base[href]")?.getAttribute("href"), address);
  const whole = countWords(proseOf(document.body.cloneNode(true) as HTMLElement));
  const likely = isProbablyReaderable(document);
  const marked = document.querySelector("article, main, [role=main]") !== null;
  const called = document.querySelector("title")?.textContent ?? "";
  const found = search(document);
  // Given a page of links or a form, Readability answers with whatever there is.
  const { body } = parseHTML(`<html><body>${found?.content ?? ""}</body></html>`).document;
  // Of the page's own headings one may well be the name of the site.
  const headings = [...body.querySelectorAll("h1, h2")].slice(0, 3).map((heading) => heading.textContent ?? "");
  const prose = proseOf(body);
  const none = !isVisible(found?.textContent ?? "") || (!likely && prose.length < (marked ? 40 : 140));
  if (none && part === "article") throw new ArticleError("no-article");
  const taken = none ? 0 : countWords(prose);
  const little = whole >= SHORT_PAGE && taken < whole * LITTLE;
  const others = little || part !== "article" ? partsOf(source) : [];
  const chosen = others.find((other) => other.part === part);
  if (none && !chosen) throw new ArticleError("no-article");
  const host = base ? new URL(base).hostname.replace(/^www\./, "") : null;
  const site = found?.siteName || described.site;
  const [byline, written] = [toByline(found?.byline), toByline(described.byline)];
  return {
    html: chosen?.html ?? found?.content ?? "",
    base,
    title: toTitle(found?.title || called, [site ?? "", host ?? "", ...(host?.split(".") ?? [])], headings) || null,
    byline: byline.name ?? written.name,
    site: site || host,
    publishedAt: toDate(found?.publishedTime) ?? toDate(described.date) ?? toDate(byline.date ?? written.date),
    language: toLanguage(found?.lang) ?? toLanguage(described.language),
    dir: found?.dir || described.dir,
    prose: { whole, taken },
    parts:
      others.length === 0
        ? []
        : [
            ...(none ? [] : [{ part: "article", words: taken, begins: beginningOf(prose) }]),
            ...others.filter((other) => !repeats(other, prose)).map(({ html: _, ...told }) => told),
          ],
  };
}

const beginningOf = (prose: string) =>
  prose.length <= 90
    ? prose
    : `${prose
        .slice(0, 90)
        .replace(/\s+\S*$/, "")
        .toWellFormed()}…`;

/** Whether a part is no more than what was found. */
function repeats({ words, begins }: PagePart, prose: string): boolean {
  const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, "");
  const taken = countWords(prose);
  return (
    Math.abs(words - taken) <= taken / 10 && begins !== "" && letters(prose).startsWith(letters(begins).slice(0, 40))
  );
}

/** React puts comments between pieces of text, at which Readability would end a paragraph. */
function dropComments(root: Dom.Document) {
  const open: Dom.ParentNode[] = [root];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.childNodes.some(({ nodeName }) => nodeName === "#comment"))
      next.childNodes = next.childNodes.filter(({ nodeName }) => nodeName !== "#comment");
    for (const child of next.childNodes) {
      if ("content" in child) open.push(child.content);
      if ("childNodes" in child) open.push(child);
    }
  }
}

function search(document: Document) {
  try {
    return new Readability(document, { charThreshold: SHORT }).parse();
  } catch (error) {
    // It stumbles over some odd pages; that they nest too deep is another matter.
    if (error instanceof RangeError) throw error;
    return null;
  }
}

/** What a page says as sentences: its text outside links, menus, forms and what nobody reads. The element is used up. */
function proseOf(body: HTMLElement): string {
  for (const element of body.querySelectorAll(NO_PROSE)) element.remove();
  return (body.textContent ?? "").replace(/\s+/g, " ").trim();
}

function baseOf(href: string | null | undefined, address: string | null): string | null {
  if (!href) return address;
  const url = parseUrl(href, address);
  return url && /^https?:$/.test(url.protocol) ? url.href : address;
}

function meta(document: Document, ...wanted: string[]): string | null {
  for (const element of document.querySelectorAll("meta[content]")) {
    const name = element.getAttribute("property") ?? element.getAttribute("name") ?? element.getAttribute("http-equiv");
    const content = element.getAttribute("content")?.trim();
    if (name && content && wanted.includes(name.toLowerCase())) return content;
  }
  return null;
}

/** A date as the article's particulars hold it, or `null` when it cannot be told. */
export function toDate(value: string | null | undefined): string | null {
  const iso = /^\s*(\d{4})[-/](\d{2})(?:[-/](\d{2}))?/.exec(value ?? "");
  if (iso) {
    const [, year, month, day] = iso;
    const whole = `${year}-${month}-${day ?? "01"}`;
    const real = !Number.isNaN(Date.parse(whole)) && new Date(whole).toISOString().startsWith(whole);
    return real ? (day ? whole : `${year}-${month}`) : null;
  }
  const year = /^\s*(\d{4})\s*$/.exec(value ?? "")?.[1];
  if (year) return year;
  // Only dates that name a year: Date.parse makes up the rest.
  const time = /\b\d{4}\b/.test(value ?? "") ? Date.parse(`${value} UTC`) || Date.parse(value ?? "") : Number.NaN;
  if (Number.isNaN(time)) return null;
  const date = new Date(time).toISOString().slice(0, 10);
  return /^\d{4}-/.test(date) ? date : null;
}

/** A language tag as the article's particulars hold it, or `null`. */
export function toLanguage(value: string | null | undefined): string | null {
  const [language, ...rest] = (value ?? "").trim().replaceAll("_", "-").split("-");
  const tag = [language?.toLowerCase(), ...rest].join("-");
  return /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(tag) && tag.length <= 35 ? tag : null;
}
