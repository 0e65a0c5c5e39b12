import { decode } from "@/lib/article/decode";
import { parseUrl } from "@/lib/url";

/** What a reader brings: a text in one of three readings of it, or an address. */
export type Reading = "text" | "markdown" | "html";
export type Source =
  | { way: "typed"; as: "text" | "markdown"; text: string }
  /** Taken from the clipboard or a file. `whole` is a page of its own, rather than a pasted piece. */
  | { way: "taken"; as: Reading; text: string; name: string; whole: boolean; plain: string | null }
  | { way: "address"; url: string };

/** A file or a paste above this many bytes is refused before it is sent; the server counts again. */
export const MAX_BYTES = 10 * 1024 * 1024;
/** From this many characters on, a paste is shown as one piece: a text field that long would freeze the page. */
export const LONG = 200_000;

const READINGS: Record<string, Reading> = {
  txt: "text",
  text: "text",
  md: "markdown",
  markdown: "markdown",
  mdown: "markdown",
  mkd: "markdown",
  mdx: "markdown",
  html: "html",
  htm: "html",
  xhtml: "html",
};
export const ACCEPTED =
  ".txt,.text,.md,.markdown,.mdown,.mkd,.mdx,.html,.htm,.xhtml,text/plain,text/markdown,text/html";

/** True when pasted HTML says more than its plain text does. What a code editor copies is spans and a `pre` style. */
export const isRich = (html: string) =>
  /<(p|h[1-6]|ul|ol|li|blockquote|table|figure|pre|math|em|i|b|strong|a|sup|sub|ruby)[\s>]/i.test(html);

/** The import that the API is asked for. */
export function request(source: Source) {
  if (source.way === "address") return { url: source.url };
  if (source.as === "markdown") return { markdown: source.text };
  if (source.as === "html" && source.way === "taken") return { html: source.text, whole: source.whole };
  return { text: source.text };
}

/** What is typed as an address, completed, or `null` when it is no web address. */
export function toAddress(typed: string): string | null {
  const text = typed.trim();
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  const url = /\s/.test(text) ? null : parseUrl(whole);
  if (!url) return null;
  const { protocol, hostname, username } = url;
  return /^https?:$/.test(protocol) && username === "" && /[.:]|^localhost$/.test(hostname) ? whole : null;
}
export const NO_ADDRESS = "That isn't a web address. Try something like https://example.org/page.";

/** Why a file cannot be brought in, in words for its reader. */
export class Unreadable extends Error {}

/**
 * Reads a text file without guessing: UTF-8, or what its byte order mark or a page's own declaration says.
 * @throws {Unreadable} when it is of another kind, too large, not text, or not in such an encoding
 */
export async function readFile(file: File): Promise<Source> {
  const ending = /\.([^.]+)$/.exec(file.name)?.[1]?.toLowerCase() ?? "";
  const as = READINGS[ending];
  if (!as)
    throw new Unreadable(`“${file.name}” is not a .txt, .md or .html file. Choose one of these, or paste its text.`);
  if (file.size > MAX_BYTES)
    throw new Unreadable(`“${file.name}” has ${megabytes(file.size)}; at most 10 MB can be brought in at once.`);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const text = toText(bytes, file.name, as === "html");
  if (text.trim() === "") throw new Unreadable(`“${file.name}” is empty.`);
  return { way: "taken", as, text, name: file.name, whole: as === "html", plain: null };
}

function toText(bytes: Uint8Array, name: string, html: boolean): string {
  try {
    const { text, warnings } = decode(bytes, { html });
    // Text in an encoding that had to be guessed would be saved with wrong letters in it.
    if (warnings.length === 0) return text;
  } catch {
    throw new Unreadable(`“${name}” is not a text file, whatever its name says.`);
  }
  throw new Unreadable(`“${name}” is not valid UTF-8. Save it as UTF-8 and choose it again, or paste its text.`);
}

export const megabytes = (bytes: number) =>
  `${(bytes / 1024 / 1024).toLocaleString("en", { maximumFractionDigits: 1 })} MB`;
