import { readDefinition } from "./links";
import type { Steps } from "./steps";

/** What a text is made of before its words are looked at. `words` is a paragraph's or a heading's Markdown. */
export type Part =
  | { is: "words"; text: string; heading: boolean }
  | { is: "quote"; of: Part[] }
  | { is: "list"; from: number | null; items: Part[][] }
  | { is: "pre"; text: string }
  | { is: "line" };

/** Quotes and lists in each other are told apart this deep; deeper markers stand as they were typed. */
const DEEPEST = 7;
const TAB = 4;

type Quote = { is: "quote"; of: Part[] };
type List = { is: "list"; ordered: boolean; sign: string; items: Part[][] };
type Item = { is: "item"; of: Part[]; width: number; begun: boolean };
type Container = { is: "document"; of: Part[] } | Quote | List | Item;
type Leaf =
  | { is: "paragraph"; lines: string[] }
  | { is: "fence"; sign: string; length: number; indent: number; lines: string[] };
type Marker = { ordered: boolean; sign: string; from: number; length: number };

/** One line and how far it is read. Columns count a tab as the way to the next multiple of four. */
class Line {
  at = 0;
  private column = 0;
  /** Columns of a tab that are left when a marker took the others. */
  private left = 0;

  constructor(
    readonly text: string,
    private readonly steps: Steps,
  ) {}

  /** Columns of white space from here, and where it ends. */
  indent(): { columns: number; end: number } {
    let { at, column } = this;
    if (this.left > 0) {
      column += this.left;
      at += 1;
    }
    for (; at < this.text.length; at++) {
      if (this.text[at] === "\t") column += TAB - (column % TAB);
      else if (this.text[at] === " ") column += 1;
      else break;
    }
    this.steps.spend(1 + at - this.at);
    return { columns: column - this.column, end: at };
  }

  blank(): boolean {
    return this.indent().end === this.text.length;
  }

  /** Past this many columns of white space, or fewer where there are fewer. */
  skip(columns: number): void {
    for (let togo = columns; togo > 0 && this.at < this.text.length; ) {
      const sign = this.text[this.at];
      if (sign !== " " && sign !== "\t") return;
      const wide = sign === " " ? 1 : this.left || TAB - (this.column % TAB);
      const taken = Math.min(wide, togo);
      this.column += taken;
      togo -= taken;
      this.left = wide - taken;
      if (this.left === 0) this.at += 1;
      this.steps.spend(1);
    }
  }

  /** Past all white space, then past this many characters that are none. */
  pass(characters: number): void {
    this.skip(Number.POSITIVE_INFINITY);
    this.at += characters;
    this.column += characters;
    this.left = 0;
  }

  rest(): string {
    return this.left > 0 ? " ".repeat(this.left) + this.text.slice(this.at + 1) : this.text.slice(this.at);
  }
}

const HEADING = /^#{1,6}(?=[ \t]|$)/u;
const FENCE = /^(?:`{3,}(?=[^`]*$)|~{3,})/u;
const UNDERLINE = /^(?:=+|-+)$/u;
const MARKER = /^(?:[-+*]|(\d{1,9})([.)]))(?=[ \t]|$)/u;

/** Whether a line is three or more of one of `*-_` with nothing but white space between. */
function isLine(text: string): boolean {
  const sign = text[0] ?? "";
  if (!"*-_".includes(sign)) return false;
  let count = 0;
  for (const one of text) {
    if (one === sign) count += 1;
    else if (one !== " " && one !== "\t") return false;
  }
  return count >= 3;
}

function markerOf(text: string): Marker | null {
  const match = MARKER.exec(text);
  if (!match) return null;
  const ordered = match[1] !== undefined;
  return { ordered, sign: match[2] ?? match[0], from: Number(match[1] ?? 0), length: match[0].length };
}

/** Whether a list may begin within a paragraph: an empty item or a number in the middle of a sentence does not. */
const interrupts = (marker: Marker, rest: string): boolean =>
  rest.trimEnd().length > marker.length && (!marker.ordered || marker.from === 1);

/** A heading's words without the signs that may close it. */
function headed(text: string): string {
  const inner = text.trim();
  let end = inner.length;
  while (inner[end - 1] === "#") end -= 1;
  return end === 0 || " \t".includes(inner[end - 1]!) ? inner.slice(0, end).trim() : inner;
}

/**
 * The blocks of a text as CommonMark has them, without raw HTML and without code by indentation.
 * @returns also the labels that are defined, as `readDefinition` has them
 * @throws OutOfSteps
 */
export function readBlocks(source: string, steps: Steps): { parts: Part[]; labels: Set<string> } {
  const labels = new Set<string>();
  const root: Part[] = [];
  let open: Container[] = [{ is: "document", of: root }];
  let leaf = null as Leaf | null;

  const top = (): Container => open.at(-1)!;
  const put = (part: Part): void => {
    while (top().is === "list") open.pop();
    const into = top();
    if (into.is !== "list") into.of.push(part);
  };

  /** The paragraph's text after the definitions that it begins with, or `null` when nothing is left. */
  const withoutDefinitions = (lines: readonly string[]): string | null => {
    const text = lines.join("\n");
    let from = 0;
    while (text[from] === "[") {
      const found = readDefinition(text, from, steps);
      if (!found) break;
      labels.add(found.label);
      from = found.end;
    }
    const left = text.slice(from).trimEnd();
    steps.spend(text.length);
    return left === "" ? null : left;
  };
  const begin = (one: Leaf): void => {
    while (top().is === "list") open.pop();
    leaf = one;
  };
  const begun = (): void => {
    for (const one of open) if (one.is === "item") one.begun = true;
  };
  const close = (): void => {
    if (leaf?.is === "fence") put({ is: "pre", text: leaf.lines.join("\n") });
    if (leaf?.is === "paragraph") {
      const text = withoutDefinitions(leaf.lines);
      if (text !== null) put({ is: "words", text, heading: false });
    }
    leaf = null;
  };

  const rows = source
    .replace(/^\uFEFF/u, "")
    .replaceAll("\0", "\uFFFD")
    .split(/\r\n|\n|\r/u);
  if (rows.at(-1) === "") rows.pop();
  for (const text of rows) {
    const line = new Line(text, steps);
    steps.spend(8 + text.length);

    // Which of the open containers go on in this line.
    let same = 1;
    for (; same < open.length; same++) {
      const one = open[same]!;
      if (one.is === "quote") {
        if (text[line.indent().end] !== ">") break;
        line.pass(1);
        line.skip(1);
      } else if (one.is === "item") {
        if (line.blank()) {
          if (!one.begun) break;
        } else {
          if (line.indent().columns < one.width) break;
          line.skip(one.width);
        }
      }
    }
    let all = same === open.length;
    /** Ends what does not go on. */
    const settle = (): void => {
      close();
      open = open.slice(0, same);
      all = true;
    };

    if (all && leaf?.is === "fence") {
      const rest = line.rest();
      const end = rest.trim();
      if (end.length >= leaf.length && end === leaf.sign.repeat(end.length)) close();
      else {
        line.skip(leaf.indent);
        leaf.lines.push(line.rest());
      }
      continue;
    }

    // What begins in this line.
    let done = false;
    while (!done && !line.blank()) {
      const { columns, end } = line.indent();
      const rest = text.slice(end);
      steps.spend(rest.length);
      const deep = (all ? open : open.slice(0, same)).filter((one) => one.is === "quote" || one.is === "list").length;
      const heading = HEADING.exec(rest);
      const fence = FENCE.exec(rest);
      const marker = markerOf(rest);
      const paragraph: Leaf | null = all && leaf?.is === "paragraph" ? leaf : null;

      if (rest[0] === ">" && deep < DEEPEST) {
        settle();
        while (top().is === "list") open.pop();
        const quote: Quote = { is: "quote", of: [] };
        put(quote);
        open.push(quote);
        same = open.length;
        line.pass(1);
        line.skip(1);
        continue;
      }
      const ends = isLine(rest);
      if (heading) {
        settle();
        put({ is: "words", text: headed(rest.slice(heading[0].length)), heading: true });
        done = true;
      } else if (fence) {
        settle();
        begin({ is: "fence", sign: rest[0]!, length: fence[0].length, indent: columns, lines: [] });
        done = true;
      } else if (paragraph && UNDERLINE.test(rest.trimEnd())) {
        const title = withoutDefinitions(paragraph.lines);
        leaf = null;
        // Nothing but definitions is no title: the line is looked at again.
        if (title === null) continue;
        put({ is: "words", text: title, heading: true });
        done = true;
      } else if (ends) {
        settle();
        put({ is: "line" });
        done = true;
      } else if (marker && deep < DEEPEST && (!paragraph || interrupts(marker, rest))) {
        settle();
        begun();
        const last = top();
        let list: List;
        if (last.is === "list" && last.ordered === marker.ordered && last.sign === marker.sign) list = last;
        else {
          list = { is: "list", ordered: marker.ordered, sign: marker.sign, items: [] };
          put({ is: "list", from: marker.ordered ? marker.from : null, items: list.items });
          open.push(list);
        }
        line.pass(marker.length);
        const after = line.blank() ? 1 : line.indent().columns;
        const item: Item = { is: "item", of: [], width: columns + marker.length + after, begun: false };
        list.items.push(item.of);
        open.push(item);
        line.skip(after);
        same = open.length;
        continue;
      }
      break;
    }
    if (done) begun();
    else if (line.blank()) settle();
    else {
      // A line that leaves its quote or list goes on with the paragraph in it: "lazy", as CommonMark says.
      if (leaf?.is !== "paragraph") {
        settle();
        begin({ is: "paragraph", lines: [] });
      }
      if (leaf?.is === "paragraph") leaf.lines.push(text.slice(line.indent().end));
      begun();
    }
  }
  close();
  return { parts: root, labels };
}
