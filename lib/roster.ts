import { type CsvRow, readCsv } from "./csv";
import { isVisible, tidy } from "./line";
import { joinName, nameInAddress, splitAtComma } from "./names";
import { columnsOf, type Head, isStaff, saysSeveral } from "./roster-columns";
import { type Columns, externalId, MOST_LINES, type RosterLine, sectionName } from "./schemas/roster";
import { email, name } from "./schemas/user";

/** What a roster says, read from its table and nothing else: nobody is looked up. */

export type Roster = Head & {
  /** Whom it names, but for the lines at fault. */
  lines: RosterLine[];
  /** Why a line cannot be imported, in the order of the lines. */
  faults: { line: number; message: string }[];
  warnings: string[];
};

export class TooLong extends Error {}

/**
 * @param given which column says what; guessed from the first row where it is not given
 * @throws TooLong above `MOST_LINES` people
 */
export function readRoster(csv: string, given?: Columns): Roster {
  const rows = readCsv(csv, MOST_LINES + 2);
  const head = columnsOf(rows, given);
  const body = head.columns.header ? rows.slice(1) : rows;
  if (body.length > MOST_LINES) throw new TooLong();
  const roster: Roster = { ...head, lines: [], faults: [], warnings: garbled(csv) ? [GARBLED] : [] };
  const seen = new Seen();
  const several = head.columns.section !== undefined && saysSeveral(head.heads[head.columns.section]);
  let shared = 0;
  for (const row of body) {
    const said = understand(row, head.columns);
    if (said === null) continue;
    if (typeof said !== "string" && several && said.section) {
      const [first, ...more] = said.section.split(/\s*[,;|]\s*/u).filter(Boolean);
      if (more.length > 0) shared += 1;
      said.section = first ?? null;
    }
    const fault = typeof said === "string" ? said : seen.twice(said);
    if (fault) roster.faults.push({ line: row.line, message: fault });
    else if (typeof said !== "string") roster.lines.push(said);
  }
  if (shared > 0)
    roster.warnings.push(
      `${shared.toLocaleString("en")} ${shared === 1 ? "person is" : "people are"} in several groups here. A person has one section: the first of them.`,
    );
  return roster;
}

const GARBLED =
  "Some names look as if their accents were saved in another encoding (as “Ã©” for “é”). Check them, or save the file as “CSV UTF-8” and choose it again.";
/** UTF-8 that was read as Windows-1252 and saved so. */
const garbled = (csv: string) => /[ÃÂ][\u0080-\u00BF\u201A-\u2122\u0152\u0160\u0178]/.test(csv);

const shortened = (text: string) => (text.length > 40 ? `${text.slice(0, 39)}…` : text);

/** Lines that a school's system adds below its heads: they are nobody. */
const NOBODY = /^(?:points possible|student, test|test student)$/iu;

/** One line, or why it is none; `null` for a line that is about nobody. */
function understand(row: CsvRow, columns: Columns): RosterLine | string | null {
  if (row.unclosed) return "A quotation mark is opened here and never closed; everything after it is lost in it.";
  const cell = (column: number | undefined) => (column === undefined ? "" : tidy(row.cells[column] ?? ""));
  const all = [
    columns.name ?? -1,
    columns.first ?? -1,
    columns.last ?? -1,
    columns.email ?? -1,
    columns.section ?? -1,
    columns.externalId ?? -1,
    columns.role ?? -1,
  ].map((one) => row.cells[one] ?? "");
  if (all.some((text) => text.includes("\uFFFD") || text.includes("\0") || !text.isWellFormed()))
    return "It holds characters that cannot be read. Save the file as “CSV UTF-8” and choose it again.";
  const whole = cell(columns.name);
  const given = cell(columns.first);
  const family = cell(columns.last);
  const address = cell(columns.email);
  const [section, id] = [cell(columns.section), cell(columns.externalId).replace(/^#(?=\S)/u, "")];
  if (NOBODY.test(whole) || ![whole, given, family, address, id, section].some(isVisible)) return null;
  const parts = given || family ? { given: given || null, family: family || null } : (splitAtComma(whole) ?? NO_PARTS);
  const anonymous = columns.name === undefined && columns.first === undefined && columns.last === undefined;
  const full =
    (whole && !splitAtComma(whole) ? whole : joinName(parts)) ||
    (anonymous && address ? nameInAddress(bare(address)) : "");
  if (!isVisible(full)) return "There is no name.";
  const role = cell(columns.role);
  if (isStaff(role))
    return `“${shortened(full)}” is listed as “${shortened(role)}”, not as a student. Invite them separately and choose their role.`;
  const named = name.safeParse(full);
  if (!named.success || [parts.given, parts.family].some((part) => part !== null && part.length > LONGEST_NAME))
    return `The name “${shortened(full)}” is too long: at most 80 characters.`;
  const mailed = address ? email.safeParse(bare(address)) : null;
  if (mailed && !mailed.success) return `“${shortened(address)}” does not look like an e-mail address.`;
  if (section && !sectionName.safeParse(section).success)
    return `The section “${shortened(section)}” is too long: at most 60 characters.`;
  if (id && !externalId.safeParse(id).success) return `The ID “${shortened(id)}” is too long: at most 100 characters.`;
  return {
    line: row.line,
    name: named.data,
    ...parts,
    email: mailed?.data ?? null,
    section: section || null,
    externalId: id || null,
  };
}

const LONGEST_NAME = 80;
const NO_PARTS = { given: null, family: null };

/** An address as people paste it: alone, with a mark after it, or as `Ada Byron <ada@example.org>`. */
const bare = (text: string) => /<([^<>]*)>\s*$/.exec(text)?.[1] ?? (/[;,]$/.test(text) ? text.slice(0, -1) : text);

/** What earlier lines said: two for the same person cannot be told apart, and the later one is at fault. */
class Seen {
  private readonly lines = new Map<string, number>();

  twice({ line, name, email, externalId }: RosterLine): string | null {
    const keys: [string, string][] = [];
    if (email) keys.push([`address ${email}`, `The address ${email}`]);
    if (externalId) keys.push([`id ${externalId}`, `The ID “${shortened(externalId)}”`]);
    if (!email && !externalId) keys.push([`name ${name.toLowerCase()}`, `“${name}”, without an address or an ID,`]);
    for (const [key, words] of keys) {
      const before = this.lines.get(key);
      if (before !== undefined) return `${words} stands in line ${before} already.`;
    }
    for (const [key] of keys) this.lines.set(key, line);
    return null;
  }
}
