import { ENDINGS, readingOf } from "@/lib/article/endings";
import { parseUrl } from "@/lib/url";

export { NO_ADDRESS } from "@/lib/schemas/article";

/** What a reader brings: a text in one of three readings of it, or an address. */
export type Reading = "text" | "markdown" | "html";
export type Source =
  | { way: "typed"; as: "text" | "markdown"; text: string }
  /** Taken from the clipboard or a file. `whole` is a page of its own, rather than a pasted piece. */
  | {
      way: "taken";
      as: Reading;
      text: string;
      name: string;
      whole: boolean;
      plain: string | null;
      /** Of a file: its title when nothing in it is one. */
      fileName?: string;
      /** Of a file that is not all ASCII: its bytes, and how they were read. */
      encoded?: Encoded;
    }
  | { way: "address"; url: string };

export type Taken = Extract<Source, { way: "taken" }>;

/** Bytes in an encoding. `guessed`: neither a mark nor a declaration names it, and it is no valid UTF-8. */
export type Encoded = { bytes: Uint8Array; encoding: string; guessed: boolean };

/** A file or a paste above this many bytes is refused before it is sent; the server counts again. */
export const MAX_BYTES = 10 * 1024 * 1024;
/** From this many characters on, a paste is shown as one piece: a text field that long would freeze the page. */
export const LONG = 200_000;

export const ACCEPTED = [
  ...Object.keys(ENDINGS).map((ending) => `.${ending}`),
  ...["text/plain", "text/markdown", "text/html"],
].join(",");

/** True when pasted HTML says more than its plain text does. What a code editor copies is spans and a `pre` style. */
export const isRich = (html: string) =>
  /<(p|h[1-6]|ul|ol|li|blockquote|table|figure|pre|math|em|i|b|strong|a|sup|sub|ruby)[\s>]/i.test(html);

/**
 * The import that the API is asked for.
 * @param part of a page, what its reader chose in place of the article found in it
 * @param lines of a text, how its reader wants its line ends read
 */
export function request(source: Source, part?: string, lines?: string) {
  if (source.way === "address") return { url: source.url, part };
  const fileName = source.way === "taken" ? source.fileName?.slice(-300) : undefined;
  if (source.as === "markdown") return { markdown: source.text, fileName };
  if (source.as === "html" && source.way === "taken") return { html: source.text, whole: source.whole, part, fileName };
  return { text: source.text, lines, fileName };
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

/** Why a file cannot be brought in, in words for its reader. */
export class Unreadable extends Error {}

/**
 * Reads a text file in the encoding that its byte order mark or a page's own declaration names, else as UTF-8, else in the
 * one it most likely is in, which its reader is to check.
 * @throws {Unreadable} when it is of another kind, too large or not text
 */
export async function readFile(file: File, languages: readonly string[] = []): Promise<Taken> {
  const as = readingOf(file.name);
  if (!as)
    throw new Unreadable(`“${file.name}” is not a .txt, .md or .html file. Choose one of these, or paste its text.`);
  if (file.size > MAX_BYTES)
    throw new Unreadable(`“${file.name}” has ${megabytes(file.size)}; at most 10 MB can be brought in at once.`);
  const bytes = new Uint8Array(await file.arrayBuffer());
  // The tables by which encodings are told are only needed here.
  const { decode } = await import("@/lib/article/decode");
  const read = () => {
    try {
      return decode(bytes, { html: as === "html", languages });
    } catch {
      throw new Unreadable(`“${file.name}” is not a text file, whatever its name says.`);
    }
  };
  const { text, encoding, guessed } = read();
  if (text.trim() === "") throw new Unreadable(`“${file.name}” is empty.`);
  const encoded = guessed || bytes.some((byte) => byte > 127) ? { bytes, encoding, guessed } : undefined;
  return { way: "taken", as, text, name: file.name, whole: as === "html", plain: null, fileName: file.name, encoded };
}

/** The same file, read in the encoding that a person chose. */
export async function readAs(taken: Taken, encoding: string): Promise<Taken> {
  if (!taken.encoded) return taken;
  const { read } = await import("@/lib/article/decode");
  const { bytes } = taken.encoded;
  return { ...taken, text: read(bytes, encoding, false), encoded: { bytes, encoding, guessed: false } };
}

export const megabytes = (bytes: number) =>
  `${(bytes / 1024 / 1024).toLocaleString("en", { maximumFractionDigits: 1 })} MB`;
