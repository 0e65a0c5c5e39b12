/**
 * Decides for each paragraph of a plain text whether its line ends are the author's (verse, addresses, lists) or come from
 * a width at which the text was broken, and which paragraphs are code.
 */

/** How line ends are read: by what they look like, all kept, or all joined. */
export type LineEnds = "auto" | "keep" | "join";

/** A line of a paragraph as it was, tabs made into spaces, nothing at its end. */
export type Paragraph = readonly string[];
export type SetParagraph = { as: "pre" | "p"; lines: readonly string[] };

const NARROWEST = 36;
const WIDEST = 130;
/** Columns by which a line may end early: hyphens, punctuation that must not begin a line, sloppy editors. */
const SLACK = 3;
/** From this width on, lines that end where the next word would not have fitted are no verse. */
const LONG_LINE = 60;
/** A share of line ends at which nothing more would have fitted: from here on the paragraph was broken at a width. */
const BROKEN = 0.8;
/** A line this much shorter than the width ended there on purpose. */
const SHORT = 0.7;

/** Characters as wide as two of the others. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/gu;
/** Writing without spaces between words. */
const UNSPACED =
  "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Bopomofo}\\p{Script=Yi}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}\\u3000-\\u303f\\uff00-\\uff60\\uffe0-\\uffe6ー";
const ENDS_UNSPACED = new RegExp(`[${UNSPACED}]$`, "u");
const BEGINS_UNSPACED = new RegExp(`^[${UNSPACED}]`, "u");

const ITEM = /^(?:[-*+•◦▪‣–—·]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{2,5})[.)])\s+\S/u;
const QUOTED = /^>/;

/** What stands between two lines of a paragraph that flows. */
const joint = (line: string, next: string): string =>
  ENDS_UNSPACED.test(line.slice(-2)) && BEGINS_UNSPACED.test(next) ? "" : " ";

/** The columns that a line takes. */
const widthOf = (line: string): number => line.length + (line.match(WIDE)?.length ?? 0);

/** The columns that the first word of a line takes; in writing without spaces, its first character. */
function firstOf(line: string): number {
  const text = line.trimStart();
  const [first = ""] = text;
  return BEGINS_UNSPACED.test(first) ? widthOf(first) : widthOf(text.split(" ", 1)[0] ?? "");
}

const leastOf = (lines: Paragraph): number => lines.reduce((least, line) => Math.min(least, indentOf(line)), 1e9);
const indentOf = (line: string): number => line.length - line.trimStart().length;

/** Whether a line ended because the next word would not have fitted. */
const isForced = (line: string, next: string, width: number): boolean =>
  widthOf(line) + joint(line, next.trimStart()).length + firstOf(next) > width - SLACK;

/** Whether at least so large a share of a paragraph's line ends was forced at this width. What a list's items begin says nothing. */
function isBroken(lines: Paragraph, width: number): boolean {
  let forced = 0;
  let ends = 0;
  for (let i = 0; i + 1 < lines.length; i++) {
    const next = lines[i + 1]!;
    if (ITEM.test(next.trimStart())) continue;
    ends++;
    if (isForced(lines[i]!, next, width)) forced++;
  }
  return ends > 0 && forced >= BROKEN * ends;
}

const widest = (lines: Paragraph): number => lines.reduce((most, line) => Math.max(most, widthOf(line)), 0);

/** In a prose of any length some line begins with a small letter; where none does, each begins a verse. */
function isVerse(lines: Paragraph): boolean {
  if (lines.length < 4) return false;
  return lines.every((line) => /^[^\p{L}]*\p{Lu}/u.test(line)) && lines.some((line) => /\p{Ll}/u.test(line));
}

/**
 * The width at which a text was broken: the one that most of the lines in its long paragraphs fit. `null` when it was not
 * broken at any.
 */
function widthOfText(paragraphs: readonly Paragraph[]): number | null {
  const widths: number[] = [];
  for (const lines of paragraphs) {
    const width = widest(lines);
    if (lines.length < 4 || width < NARROWEST || width > WIDEST || isVerse(lines) || !isBroken(lines, width)) continue;
    for (let i = 0; i + 1 < lines.length; i++) widths.push(width);
  }
  if (widths.length >= 3) return widths.sort((a, b) => a - b)[Math.floor(widths.length * 0.75)] ?? null;
  // Short paragraphs alone: together they may tell.
  const several = paragraphs.filter((lines) => lines.length > 1);
  const width = several.reduce((most, lines) => Math.max(most, widest(lines)), 0);
  const ends = several.reduce((sum, lines) => sum + lines.length - 1, 0);
  const all = several.filter((lines) => isBroken(lines, width)).reduce((sum, lines) => sum + lines.length - 1, 0);
  return width >= NARROWEST && width <= WIDEST && ends >= 3 && all > BROKEN * ends ? width : null;
}

/** Whether a paragraph's lines belong together: their ends say nothing. */
function isProse(lines: Paragraph, width: number | null): boolean {
  if (lines.length < 2) return false;
  const own = widest(lines);
  if (own > WIDEST) return false;
  // Verse is not so long; German lines often begin with a capital.
  if (width !== null && width >= LONG_LINE && own <= width + SLACK && isBroken(lines, width)) return true;
  if (isVerse(lines)) return false;
  if (lines.length > 3 && own >= NARROWEST && isBroken(lines, own)) return true;
  return width !== null && own <= width + SLACK && isBroken(lines, width);
}

/** A paragraph of prose in which single lines end on purpose: before a list, in it, after a short line. */
function flowed(lines: Paragraph, width: number): string[] {
  const out: string[][] = [];
  let inItem = 0;
  lines.forEach((line, i) => {
    const before = lines[i - 1];
    const text = line.trimStart();
    const last = out.at(-1);
    const item =
      ITEM.test(text) &&
      (i === 0 || inItem > 0 || !isForced(before!, line, width) || indentOf(line) > indentOf(before!));
    const ended = before !== undefined && widthOf(before) + firstOf(line) < SHORT * width;
    const left = inItem > 0 && indentOf(line) < inItem && !isForced(before ?? "", line, width);
    if (last === undefined || item || ended || left || QUOTED.test(text)) out.push([text]);
    else last.push(joint(before ?? "", text), text);
    if (item) inItem = indentOf(line) + 1;
    else if (left || ended) inItem = 0;
  });
  return out.map((pieces) => pieces.join(""));
}

const CODE = new RegExp(
  [
    "[;{}]\\s*$",
    "^\\s*(?://|/\\*|\\*/|#(?:include|define|!)|@\\w+$|\\$ |>>> |</?[a-z])",
    "^\\s*(?:def|class|function|if|elif|else|for|while|try|except|switch|case|public|private|static|void|fn|func)\\b.*[({:]\\s*$",
    "^\\s*(?:import|from) [\\w.]+(?: import [\\w, *]+)?$",
    "[=!<>]=|\\+\\+|&&|\\|\\||->|=>|::",
    "\\w\\([^()]*\\)\\s*[:;{]?\\s*$",
    "^\\s*[\\w.[\\]]+\\s*[-+*/]?=\\s*\\S",
  ].join("|"),
);
const COLUMNS = /\S {3,}\S/;
/** Longer lines are no code that a person would read. */
const LONGEST_CODE = 400;

/** Whether a paragraph is code, or a table drawn with spaces: then every space of it counts. */
function isCode(lines: Paragraph): boolean {
  if (lines.some((line) => line.length > LONGEST_CODE)) return false;
  const least = leastOf(lines);
  const stepped = lines.some((line) => indentOf(line) >= least + 2);
  const like = lines.filter((line) => CODE.test(line)).length;
  const columns = lines.filter((line) => COLUMNS.test(line.trimStart())).length;
  if (lines.length > 1 && columns >= 0.6 * lines.length) return true;
  if (least >= 4 && like >= lines.length / 3) return true;
  if (lines.length < 2) return false;
  return like >= (stepped ? 0.5 : 0.7) * lines.length;
}

/** Sets a text's paragraphs. Linear in the text. */
export function setLines(paragraphs: readonly Paragraph[], ends: LineEnds): SetParagraph[] {
  const code = paragraphs.map(isCode);
  const prose = paragraphs.filter((_, i) => !code[i]);
  const width = ends === "auto" ? widthOfText(prose) : null;
  return paragraphs.map((lines, i): SetParagraph => {
    if (code[i]) {
      const least = leastOf(lines);
      return { as: "pre", lines: lines.map((line) => line.slice(least)) };
    }
    const bare = lines.map((line) => line.trimStart());
    if (ends === "keep") return { as: "p", lines: bare };
    if (ends === "join") {
      const pieces = bare.flatMap((line, i) => (i === 0 ? [line] : [joint(bare[i - 1] ?? "", line), line]));
      return { as: "p", lines: [pieces.join("")] };
    }
    return { as: "p", lines: isProse(lines, width) ? flowed(lines, Math.max(width ?? 0, widest(lines))) : bare };
  });
}
