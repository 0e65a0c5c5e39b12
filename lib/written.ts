/** What a note or a reply is made of once its Markdown was read. Plain values, so that they travel to the browser. */
export type Piece =
  | string
  | { is: "strong" | "em"; of: Piece[] }
  | { is: "code"; text: string }
  /** A formula in TeX, in a line or displayed. */
  | { is: "tex"; text: string; display: boolean }
  | { is: "link"; to: string; of: Piece[] }
  /** Somebody who is named, with the `@`. */
  | { is: "name"; text: string }
  | { is: "br" };
export type Block =
  | { is: "p"; of: Piece[] }
  | { is: "quote"; of: Block[] }
  /** `from` is the first number, `null` for bullets. */
  | { is: "list"; from: number | null; items: Block[][] }
  | { is: "pre"; text: string }
  | { is: "line" };

// Anything that Markdown could read as more than words: most notes hold none of it, and then need no parser.
const SYNTAX = /[*_`[\]<>#&\\~|]|\$[^$]*\$|:\/\/|^[ \t]*(?:[-+=]|\d{1,9}[.)])|^(?: {4}|\t)|[ \t]$/mu;

/** The tree of a text that is words and line ends only, or `null` when a parser has to look. */
export function plain(text: string): Block[] | null {
  if (SYNTAX.test(text)) return null;
  return text
    .split(/\n[ \t]*(?:\n[ \t]*)+|\r/u)
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => ({
      is: "p",
      of: part.split("\n").flatMap((line, i): Piece[] => (i === 0 ? [line.trim()] : [{ is: "br" }, line.trim()])),
    }));
}

const spoken = (pieces: readonly Piece[]): string =>
  pieces
    .map((piece) => {
      if (typeof piece === "string") return piece;
      if (piece.is === "br") return " ";
      return "of" in piece ? spoken(piece.of) : piece.text;
    })
    .join("");

const quoted = (words: string): string => words && `“${words}”`;

/** The words alone, in one line; those of a quotation in quotation marks. */
export const inOneLine = (blocks: readonly Block[]): string =>
  blocks
    .map((block) => {
      if (block.is === "p") return spoken(block.of);
      // Others' words stay apart from one's own.
      if (block.is === "quote") return quoted(inOneLine(block.of));
      if (block.is === "list") return block.items.map(inOneLine).join(" ");
      return block.is === "pre" ? block.text : "";
    })
    .join(" ")
    .replace(/\s+/gu, " ")
    .trim();
