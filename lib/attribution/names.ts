/** Who a noun phrase names: a person or a body, with what it says of them. */
export type Named = { name: string; role?: string; person: boolean };

const words = (list: string) => new Set(list.split(" "));

/** Small words that join names of bodies ("Foundation for Defense of Democracies") and say nothing of a role. */
const JOINING = words("of for and the on in at from to with by de du des & a an");
/** Small words inside a person's name. */
const PARTICLES = words("van von der den de la le du da di del dos das bin ibn al el ter ten zu af");
const TITLES = words(
  "Mr Mrs Ms Miss Dr Prof Professor Sir Dame Lord Lady Judge Justice President Minister Chancellor Premier Senator Sen Rep " +
    "Representative Congressman Congresswoman Councillor Councilor Mayor Governor Gov Secretary Ambassador General Gen Colonel " +
    "Col Captain Major Lieutenant Lt Sergeant Inspector Superintendent Constable Sheriff Commissioner Chief Chairman Chairwoman " +
    "Chair Director King Queen Prince Princess Pope Cardinal Bishop Archbishop Rabbi Imam Reverend Rev Father Sister Brother " +
    "Coach Officer Detective Attorney MP Spokesman Spokeswoman Spokesperson Leader Editor",
);
/** Capitals that only begin a sentence. */
const OPENERS = words(
  "The A An And But Or So Yet Still Then As In On At To Of Under Over About Asked If When While After Before For From By With Even Not No Nor Only Both He " +
    "She They It We You I His Her Their Its This That These Those There Here Later Earlier Once Now According Like Though Although",
);
const BODY = words(
  "University Institute Ministry Council Agency Department Office Foundation Trust Association Society Party Union Bank Company " +
    "Corporation Committee Commission Court Government Board Hospital School College Museum Bureau Authority Service Group Ltd Inc " +
    "Post Times Centre Center Academy Endowment Kremlin Pentagon Parliament Congress Senate House Hotel Street Road Bay River Way " +
    "Sea Island Islands Valley County City Army States Kingdom Nations Paper Press Review Fund League Club Church Hall Village Lab " +
    "Laboratory Network Alliance Federation Organisation Organization Police",
);

type Token = { text: string; bare: string; capital: boolean };

function tokens(phrase: string): Token[] {
  return phrase
    .split(/\s+/)
    .filter(Boolean)
    .map((text) => {
      const bare = text.replace(/^[("[]+|[,;:)"\]]+$/g, "").replace(/(?<=\p{L}{2})\.$/u, "");
      return { text, bare, capital: /^[\p{Lu}\p{Lt}\p{Lo}]/u.test(bare) };
    });
}

const POSSESSIVE = /\p{L}[’']s$|s[’']$/u;

/**
 * The name in a noun phrase that has no clause of its own: "Chinese Foreign Minister Wang Yi", "the Heritage Foundation’s Jim
 * Carafano", "lawyer Lucia Marchetti", "the Chinese Foreign Ministry", "Pentagon analysts". `null` for "an elderly man".
 */
export function named(phrase: string): Named | null {
  const all = tokens(phrase.trim());
  if (all.length === 0 || all.length > 16) return null;
  const from = afterRole(all);
  const rest = all.slice(from);
  const name = nameAt(rest);
  const role = all
    .slice(0, from)
    .map((token) => token.bare)
    .join(" ")
    .replace(/^(?:the|a|an|former|her|his|their|its|our) /i, "")
    .replace(/[’']s\b/, "");
  if (name.length > 0) {
    if (!isBody(name)) return { name: join(name), person: true, ...(role && !OPENERS.has(role) ? { role } : {}) };
  }
  return body(all);
}

/** Where the name begins: after the last possessive, the last plain word that is no joint, or the last title. */
function afterRole(all: Token[]): number {
  let from = 0;
  for (const [i, token] of all.entries()) {
    const next = all[i + 1];
    if (!next) break;
    const plain = !token.capital && !JOINING.has(token.bare) && !PARTICLES.has(token.bare);
    const leads = next.capital && (plain || POSSESSIVE.test(token.bare) || TITLES.has(token.bare));
    if (leads) from = i + 1;
  }
  return from;
}

/** The tokens of a name at the head of a list, up to the first word that belongs to no name. */
function nameAt(rest: Token[]): Token[] {
  const name: Token[] = [];
  for (const [i, token] of rest.entries()) {
    const next = rest.slice(i + 1).find((other) => !PARTICLES.has(other.bare));
    const particle = PARTICLES.has(token.bare) && next?.capital === true && name.length > 0;
    if (!token.capital && !particle) break;
    if (name.length === 0 && OPENERS.has(token.bare)) return [];
    name.push(token);
    // A comma or a bracket ends a name.
    if (token.text !== token.bare && !token.text.endsWith(".")) break;
  }
  return name.length > 4 || name.every((token) => TITLES.has(token.bare)) ? [] : name;
}

function isBody(name: Token[]): boolean {
  return name.some((token) => BODY.has(token.bare));
}

/** "the Chinese Foreign Ministry", "Brannick Paper", "Pentagon analysts". */
function body(all: Token[]): Named | null {
  const first = all[0]!;
  const article = /^(?:the|The)$/.test(first.text);
  const rest = article || OPENERS.has(first.bare) ? all.slice(1) : all;
  const proper = rest.filter((token) => token.capital);
  const last = rest.at(-1);
  if (proper.length === 0 || !rest[0]?.capital || !last) return null;
  const plain = rest.filter((token) => !token.capital && !JOINING.has(token.bare));
  if (plain.length > 2 || (plain.length > 0 && !/[^s]s$/.test(last.bare))) return null;
  return { name: (article ? "the " : "") + join(rest), person: false };
}

function join(name: Token[]): string {
  return name
    .map((token) => token.bare)
    .join(" ")
    .replace(/[’']s$/, "");
}

const NAME = /\p{Lu}[\p{L}\p{M}’'-]*/u;
const FULL = new RegExp(
  `${NAME.source}(?:(?:\\s(?:${[...PARTICLES].join("|")}))*\\s${NAME.source}|\\s\\p{Lu}\\.){1,3}`,
  "gu",
);

/** The people named in full in a text outside its quotations, in order, each with where the name stands. */
export function people(text: string): { name: string; at: number }[] {
  const found: { name: string; at: number }[] = [];
  for (const match of text.matchAll(FULL)) {
    const before = text.slice(Math.max(0, match.index - 12), match.index);
    const parts = match[0].split(/\s/);
    let skip = parts.length - 1;
    // Everything up to a possessive, a title or a sentence's first word is not the name.
    while (skip >= 0 && !POSSESSIVE.test(parts[skip]!) && !TITLES.has(parts[skip]!) && !OPENERS.has(parts[skip]!))
      skip--;
    const name = parts.slice(skip + 1);
    if (POSSESSIVE.test(parts.at(-1)!) && skip === parts.length - 1) name.push(...owner(parts));
    if (name.length < 2 || name.some((part) => BODY.has(part))) continue;
    if (skip < 0 && /\b(?:the|in|at|of|from|near|to|into|across|over|outside)\s$/i.test(before)) continue;
    found.push({ name: name.join(" "), at: match.index });
  }
  return found;
}

/** "Wang Yi’s" names Wang Yi; "Foreign Minister Wang Yi’s" too. */
function owner(parts: string[]): string[] {
  const bare = [...parts.slice(0, -1), parts.at(-1)!.replace(/[’']s?$/, "")];
  const from = bare.findLastIndex((part, i) => i < bare.length - 1 && (TITLES.has(part) || OPENERS.has(part)));
  return bare.slice(from + 1);
}

/** The fullest form of a name that the text before gave: "Carafano" is Jim Carafano when he was named so. */
export function fuller(name: string, known: readonly { name: string }[]): string {
  if (/\s/.test(name)) return name;
  const last = known.findLast((person) => person.name.split(" ").at(-1) === name);
  return (last ?? known.findLast((person) => person.name.split(" ")[0] === name))?.name ?? name;
}
