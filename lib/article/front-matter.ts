import { FAILSAFE_SCHEMA, load } from "js-yaml";
import { parse as parseToml, TomlDate } from "smol-toml";
import { tidy } from "../line";
import { toDate, toLanguage } from "./page";

/** What a text says of itself before it begins. */
export type FrontMatter = {
  title: string | null;
  byline: string | null;
  publishedAt: string | null;
  language: string | null;
};

/** Characters of front matter; what is longer belongs to the text. */
const LONGEST = 20_000;

/**
 * Takes the front matter off a Markdown text: YAML between `---` and `---` or `...`, TOML between `+++`, Pandoc's title
 * block of lines with `%`. Between rules that hold no such thing stands a part of the text, and stays.
 */
export function takeFrontMatter(source: string): { body: string; front: FrontMatter | null } {
  const text = source.replace(/^\uFEFF/, "");
  return (
    between(text, "---", /^(?:---|\.\.\.)[ \t]*\r?$/m, readYaml) ??
    between(text, "+++", /^\+\+\+[ \t]*\r?$/m, readToml) ??
    titleBlock(text) ?? { body: source, front: null }
  );
}

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);

function between(text: string, sign: string, end: RegExp, read: (inner: string) => unknown) {
  const head = /^(?:---|\+\+\+)[ \t]*\r?\n/.exec(text);
  if (!head?.[0].startsWith(sign)) return null;
  const rest = text.slice(head[0].length);
  const closing = end.exec(rest.slice(0, LONGEST));
  if (!closing) return null;
  const inner = rest.slice(0, closing.index);
  let fields: unknown = null;
  try {
    fields = inner.trim() === "" ? {} : read(inner);
  } catch {
    // Not what it looks like: a part of the text.
  }
  if (!isFields(fields)) return null;
  return { body: rest.slice(closing.index + closing[0].length).replace(/^\r?\n/, ""), front: understand(fields) };
}

function readYaml(inner: string): unknown {
  try {
    // Every scalar is the words that stand there: no number, no date of another time zone.
    return load(inner, { schema: FAILSAFE_SCHEMA, maxAliases: 20 });
  } catch (error) {
    const fields = readPlainly(inner);
    if (!fields) throw error;
    return fields;
  }
}

/** What is no YAML because a title in it has a colon or a quotation mark, as many are: names and the words behind them. */
function readPlainly(inner: string): Fields | null {
  const fields: Fields = {};
  for (const line of inner.split(/\r?\n/)) {
    const [, name, value = ""] = /^([A-Za-z][\w-]*):(?:[ \t]+(.*))?$/.exec(line) ?? [];
    if (name !== undefined) fields[name] = value.trim().replace(/^(["'])(.*)\1$/, "$2");
    else if (!/^(?:[ \t#-]|$)/.test(line) || Object.keys(fields).length === 0) return null;
  }
  return fields;
}

const readToml = (inner: string): unknown => parseToml(inner);

/** `% title`, `% authors`, `% date`; a line that goes on begins with a space, and authors are parted by `;`. */
function titleBlock(text: string) {
  const head = /^(?:%[^\n]*(?:\n[ \t]+\S[^\n]*)*(?:\n|$)){1,3}/.exec(text.slice(0, LONGEST))?.[0];
  if (!head) return null;
  const [title = "", authors = "", date = ""] = head
    .split(/^%/m)
    .slice(1)
    .map((part) => part.trim());
  // A lone line with the sign, right above a paragraph, belongs to it.
  const alone = head.split(/^%/m).length === 2 && !/^(?:\r?\n|$)/.test(text.slice(head.length));
  if (!/^% /.test(head) || alone || (title === "" && authors === "")) return null;
  const names = authors.split(/\s*;\s*|\r?\n\s*/).filter(Boolean);
  return { body: text.slice(head.length), front: understand({ title, author: names, date }) };
}

function understand(fields: Fields): FrontMatter {
  const lower = new Map(
    Object.entries(fields).map(([name, value]) => [name.toLowerCase().replace(/[-_]/g, ""), value]),
  );
  const first = (names: string, as: (value: unknown) => string | null) => {
    for (const name of names.split(" ")) {
      const found = as(lower.get(name));
      if (found) return found;
    }
    return null;
  };
  return {
    title: first("title", words),
    byline: first("author authors by byline creator creators", people),
    publishedAt: first("date published publisheddate publishdate datepublished pubdate created", (value) =>
      value instanceof TomlDate ? toDate(value.toISOString()) : toDate(words(value)),
    ),
    language: first("lang language locale", (value) => toLanguage(words(value))),
  };
}

/** A field's words: of a list its first, of a table its text. Emphasis in a title is not shown. */
function words(value: unknown): string | null {
  if (typeof value === "string")
    return tidy(value.replace(/(?<![\w*])(\*{1,2}|`)(\S|\S.*?\S)\1(?![\w*])/g, "$2")) || null;
  if (typeof value === "number") return String(value);
  if (Array.isArray(value)) return words(value[0]);
  return isFields(value) ? (words(value.text) ?? words(value.main)) : null;
}

function people(value: unknown): string | null {
  const one = (person: unknown): string | null => {
    if (!isFields(person)) return words(person);
    const parts = [words(person.given) ?? words(person.first), words(person.family) ?? words(person.last)].filter(
      Boolean,
    );
    return words(person.name) ?? words(person.literal) ?? (parts.length > 0 ? parts.join(" ") : null);
  };
  const names = (Array.isArray(value) ? value : [value]).slice(0, 50).map(one).filter(Boolean);
  return names.length > 0 ? names.join(", ") : null;
}
