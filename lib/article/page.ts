import { isProbablyReaderable, Readability } from "@mozilla/readability";
import { parseHTML } from "linkedom";
import { parse, serialize } from "parse5";
import { isVisible } from "../line";
import { parseUrl } from "../url";
import { ArticleError } from "./error";
import { countWords } from "./language";
import { isAbyss } from "./survey";

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
};

/** More elements than this are no article, and would keep Readability busy for long. */
const MAX_ELEMENTS = 200_000;

/**
 * Below this many characters Readability looks again, less strictly, and keeps the longest it found. Lower, it is content
 * with a newsletter's form, and the article is lost.
 */
const SHORT = 500;

/**
 * Finds the article in a whole page with Mozilla's Readability.
 * @param address the page's own, for its relative links
 * @throws ArticleError `no-article`, `too-complex`
 */
export function readPage(html: string, address: string | null): Page {
  if (isAbyss(html)) throw new ArticleError("too-complex");
  // linkedom reads well-formed HTML only; parse5 reads any, as a browser does.
  const { document } = parseHTML(serialize(parse(html.replaceAll("\0", ""), { scriptingEnabled: false })));
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
  showFormulas(document);
  const whole = countWords(proseOf(document.body.cloneNode(true) as HTMLElement));
  const likely = isProbablyReaderable(document);
  const marked = document.querySelector("article, main, [role=main]") !== null;
  const found = search(document);
  if (!found?.content || !isVisible(found.textContent ?? "")) throw new ArticleError("no-article");
  // Given a page of links or a form, Readability answers with whatever there is.
  const prose = proseOf(parseHTML(`<html><body>${found.content}</body></html>`).document.body);
  if (!likely && prose.length < (marked ? 40 : 140)) throw new ArticleError("no-article");
  return {
    html: found.content,
    base,
    title: found.title || null,
    byline: toByline(found.byline) ?? toByline(described.byline),
    site: found.siteName || described.site || (base ? new URL(base).hostname.replace(/^www\./, "") : null),
    publishedAt: toDate(found.publishedTime) ?? toDate(described.date),
    language: toLanguage(found.lang) ?? toLanguage(described.language),
    dir: found.dir || described.dir,
    prose: { whole, taken: countWords(prose) },
  };
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
const NO_PROSE = "a, nav, header, footer, aside, form, button, script, style, template, noscript, svg, iframe";

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

/** Sites hide a formula's MathML behind a picture of it; Readability would take the picture and drop the formula. */
function showFormulas(document: Document) {
  for (const formula of document.querySelectorAll("math")) {
    const holder = formula.parentElement;
    for (const element of [formula, holder]) {
      for (const name of ["style", "hidden", "aria-hidden"]) element?.removeAttribute(name);
    }
    if (holder?.localName !== "span") continue;
    for (const picture of holder.parentElement?.querySelectorAll("img") ?? []) {
      if (/math|tex/i.test(picture.getAttribute("class") ?? "")) picture.remove();
    }
  }
}

/** Who wrote it, without the word that introduces them; sites also name a page of theirs, which is no name. */
function toByline(value: string | null | undefined): string | null {
  const name = (value ?? "")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/^by:? /i, "");
  return name && !/^https?:/i.test(name) ? name : null;
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
