import Papa from "papaparse";

/** Tables as spreadsheets write and read them: comma-separated values, with their many habits. */

export type CsvRow = {
  /** Where it begins in the file, from 1: a cell in quotes may go over several. */
  line: number;
  cells: string[];
  /** A quotation mark was opened in it and never closed, so that it holds the rest of the file. */
  unclosed: boolean;
};

const DELIMITERS = [",", ";", "\t", "|"];
/** As spreadsheets in some countries write it into the first line. */
const NAMED_DELIMITER = /^sep=(.)(?:\n|$)/i;

/**
 * Rows of a file that was decoded already: its delimiter is guessed, or what it names in a line of its own; a byte order
 * mark, any kind of line's end and empty lines are passed over. What `writeCsv` escaped is as it was before.
 * @param most no more rows than these are read; one more tells that there are more
 */
export function readCsv(text: string, most = Number.POSITIVE_INFINITY): CsvRow[] {
  const all = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const named = NAMED_DELIMITER.exec(all);
  const skipped = named ? named[0].length : 0;
  const input = all.slice(skipped);
  const rows: CsvRow[] = [];
  let line = skipped ? 2 : 1;
  let counted = 0;
  Papa.parse<string[]>(input, {
    delimiter: named?.[1] ?? guessed(input),
    newline: "\n",
    step({ data, errors, meta }, parser) {
      if (data.some((cell) => cell.trim()))
        rows.push({ line, cells: data.map(bare), unclosed: errors.some(({ code }) => code === "MissingQuotes") });
      for (; counted < meta.cursor; counted++) if (input[counted] === "\n") line++;
      if (rows.length >= most) parser.abort();
    },
  });
  return rows;
}

/** The delimiter that parts the first lines into the most cells, as many in each. */
function guessed(input: string): string {
  let best = { delimiter: ",", score: 0 };
  for (const delimiter of DELIMITERS) {
    const { data } = Papa.parse<string[]>(input, { delimiter, newline: "\n", preview: 10, skipEmptyLines: "greedy" });
    const widths = data.map((row) => row.length);
    const usual = widths.toSorted((a, b) => a - b)[widths.length >> 1] ?? 1;
    const like = widths.filter((width) => width === usual).length / (widths.length || 1);
    const score = usual > 1 ? usual * like : 0;
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** What a spreadsheet may take for the beginning of a formula, also as East Asian keyboards and typography write it. */
const isOperator = (sign: string) => /[=+\-@＝＋－＠﹦﹢﹣﹫⁺⁼₊₌]/.test(sign);
/** What a spreadsheet, or whoever tidies a table in one, takes away before it looks. */
const isPassedOver = (sign: string) =>
  sign === "'" || /[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\u2800]/u.test(sign);
/** What parts cells or rows: which of them does, a spreadsheet decides by its country, whatever a file is called. */
const isSeparator = (sign: string) => /[,;|\t\r\n]/.test(sign);

/**
 * The places in a text from which a spreadsheet might run a formula: its beginning, and after each separator, for a
 * spreadsheet that parts by semicolons knows no quotation mark in the middle of what it takes for a cell. One walk from the
 * end; an apostrophe at such a place leaves it one, so that taking that away gives back what was there.
 */
function formulaPlaces(text: string): Set<number> {
  const places = new Set<number>();
  let leads = false;
  const signs = [...text];
  let at = text.length;
  for (let i = signs.length - 1; i >= 0; i--) {
    const sign = signs[i] ?? "";
    if (leads && isSeparator(sign)) places.add(at);
    at -= sign.length;
    leads = isOperator(sign) || (leads && isPassedOver(sign));
  }
  // Some take these away from the beginning of a cell and then look at the next one.
  if (leads || /^'*[\t\r\n]/.test(text)) places.add(0);
  return places;
}

const escaped = (text: string) => {
  const places = formulaPlaces(text);
  return places.size === 0 ? text : withAt(text, places, (place) => [place, "'"]);
};
const bare = (text: string) => {
  if (!text.includes("'")) return text;
  const places = [...formulaPlaces(text)].filter((place) => text[place] === "'");
  return withAt(text, places, (place) => [place + 1, ""]);
};

/** A text in pieces from one place to the next, each begun as `from` says: where it goes on, and what comes before that. */
function withAt(text: string, places: Iterable<number>, from: (place: number) => [number, string]): string {
  const parts: string[] = [];
  let at = 0;
  for (const place of [...places].sort((a, b) => a - b)) {
    parts.push(text.slice(at, place));
    const [next, before] = from(place);
    parts.push(before);
    at = next;
  }
  return parts.join("") + text.slice(at);
}

export type CsvCell = string | number | boolean | null;

/**
 * A file that a spreadsheet opens as it was meant: with a byte order mark, else accents break; with no text that it would
 * run as a formula. Numbers are numbers.
 */
export function writeCsv(rows: readonly (readonly CsvCell[])[]): string {
  const safe = rows.map((row) => row.map((cell) => (typeof cell === "string" ? escaped(cell) : cell)));
  return `\uFEFF${Papa.unparse(safe, { newline: "\r\n" })}\r\n`;
}
