import { formulaAt } from "./reader";

const FENCE = /^(?:[ \t]*>)*[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}|~{3,})/;
const QUOTE = /^(?:[ \t]{0,3}>)+/;
const ITEM = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]/;
const CODE = /^(?: {4}|\t)/;
const BEGIN = /(?<!\\)\\begin\{(?:equation|align|gather|multline|alignat|flalign|eqnarray|displaymath)\*?\}/g;
/** Formulas of more lines are left as they stand. */
const MOST_LINES = 300;

/**
 * Puts each displayed formula of a Markdown text that runs over several lines in one: what begins its lines (`+`, `-`, `=`,
 * `>`) would else be read as lists, headings and quotes. All other lines stay. Linear in the text.
 */
export function joinFormulas(source: string): string {
  if (!/\$\$|\\\[|\\begin\{/.test(source)) return source;
  const lines = source.split(/\r\n|\n|\r/);
  const out: string[] = [];
  let fence = "";
  let listed = false;
  let blank = true;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    const mark = FENCE.exec(line)?.[1];
    if (fence) {
      const only = line.replace(QUOTE, "").trim();
      if (only.length >= fence.length && only === fence[0]!.repeat(only.length)) fence = "";
    } else if (mark) fence = mark;
    if (ITEM.test(line)) listed = true;
    else if (/^\S/.test(line)) listed = false;
    const code = fence !== "" || (CODE.test(line) && blank && !listed);
    blank = line.trim() === "";
    const opened = code ? null : lastOpened(line);
    const joined = opened && joinFrom(lines, i, opened);
    out.push(joined?.line ?? line);
    if (joined) i = joined.last;
  }
  return out.join("\n");
}

type Opened = { at: number; closing: string; alone: boolean };

/** The sign of a displayed formula in a line that the line does not close. */
function lastOpened(line: string): Opened | null {
  const bare = line.replace(/`[^`]*`/g, (code) => " ".repeat(code.length));
  const alone = (at: number, length: number) => bare.slice(at + length).trim() === "";
  const dollars = [...bare.matchAll(/(?<![\\$])\$\$(?!\$)/g)];
  const last = dollars.at(-1);
  if (last && dollars.length % 2 === 1) return { at: last.index, closing: "$$", alone: alone(last.index, 2) };
  const bracket = bare.lastIndexOf("\\[");
  if (bracket >= 0 && bare[bracket - 1] !== "\\" && bare.indexOf("\\]", bracket) < 0)
    return { at: bracket, closing: "\\]", alone: alone(bracket, 2) };
  const begun = [...bare.matchAll(BEGIN)].at(-1);
  if (!begun) return null;
  const closing = begun[0].replace("begin", "end");
  if (bare.indexOf(closing, begun.index) >= 0) return null;
  return { at: begun.index, closing, alone: true };
}

function joinFrom(
  lines: readonly string[],
  first: number,
  { at, closing, alone }: Opened,
): { line: string; last: number } | null {
  const head = lines[first]!;
  const quotes = (QUOTE.exec(head)?.[0].match(/>/g) ?? []).length;
  const quote = new RegExp(`^(?:[ \\t]{0,3}>){0,${quotes}}`);
  const parts = [head.slice(0, at) + withoutComment(head.slice(at))];
  for (let i = first + 1; i < lines.length && i - first < MOST_LINES; i++) {
    const line = lines[i]!.replace(quote, "").trim();
    // Only between signs that stand alone may a line be empty.
    if (line === "" && !alone) break;
    if (FENCE.test(line)) break;
    const found = line.indexOf(closing);
    if (found < 0) {
      // No line is looked at for more than one formula of a kind.
      if (closing === "\\]" ? /(?<!\\)\\\[/.test(line) : closing !== "$$" && line.match(BEGIN)) break;
      parts.push(withoutComment(line));
      continue;
    }
    if (parts.includes("") && !(alone && line === closing)) break;
    parts.push(line);
    const joined = parts.filter(Boolean).join(" ");
    const formula = formulaAt(joined, at);
    return formula && formula.end >= joined.length - line.length + found ? { line: joined, last: i } : null;
  }
  return null;
}

/** A line of TeX without its comment, which would else reach over what is joined to it. */
const withoutComment = (line: string) => line.replace(/(\\.)|\s*%.*$/g, "$1");
