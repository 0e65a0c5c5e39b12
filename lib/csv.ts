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

/**
 * What a spreadsheet would run as a formula (also in the wide forms of East Asian keyboards), with any apostrophes before
 * it: one more is put before, so that taking one away gives back what was there.
 */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;
const ESCAPED = /^'(?='*[=+\-@\t\r\n＝＋－＠])/;
const bare = (cell: string) => cell.replace(ESCAPED, "");

export type CsvCell = string | number | boolean | null;

/**
 * A file that a spreadsheet opens as it was meant: with a byte order mark, else accents break; with no text that it would
 * run as a formula. Numbers are numbers.
 */
export const writeCsv = (rows: readonly (readonly CsvCell[])[]): string =>
  `\uFEFF${Papa.unparse(rows as CsvCell[][], { newline: "\r\n", escapeFormulae: FORMULA })}\r\n`;
