import type { Steps } from "./steps";

/** Longest label of a definition, as in CommonMark. */
const LONGEST_LABEL = 999;
/** Parentheses within a link's address. */
const DEEPEST_PARENTHESES = 32;

const BLANK = " \t\n";
const ESCAPABLE = /[!-/:-@[-`{-~]/;

const isBlank = (sign: string | undefined): boolean => sign !== undefined && BLANK.includes(sign);
const escapes = (text: string, at: number): boolean => text[at] === "\\" && ESCAPABLE.test(text[at + 1] ?? "");
const isControl = (sign: string): boolean => sign < " " || sign === "\u007F";

/** A label as it is compared. */
export const fold = (label: string): string => label.replace(/\s+/gu, " ").trim().toLowerCase().toUpperCase();

/** The end of `[label]`, after its bracket, or -1. The label is not empty and holds no bracket. */
export function labelEnd(text: string, from: number, steps: Steps): number {
  let words = false;
  for (let at = from + 1; at < text.length && at - from <= LONGEST_LABEL + 1; at++) {
    steps.spend(1);
    const sign = text[at]!;
    if (sign === "[") return -1;
    if (sign === "]") return words ? at + 1 : -1;
    if (!isBlank(sign)) words = true;
    if (escapes(text, at)) at += 1;
  }
  return -1;
}

/** After white space with one line end at most. */
function pastSpace(text: string, from: number, steps: Steps): number {
  let at = from;
  for (let lines = 0; isBlank(text[at]); at++) {
    if (text[at] === "\n" && ++lines > 1) break;
    steps.spend(1);
  }
  return at;
}

/** @returns the raw address and where it ends, or `null`. @param deepest most parentheses in each other */
function readDestination(
  text: string,
  from: number,
  deepest: number,
  steps: Steps,
): { raw: string; end: number } | null {
  if (text[from] === "<") {
    for (let at = from + 1; at < text.length; at++) {
      steps.spend(1);
      const sign = text[at]!;
      if (sign === ">") return { raw: text.slice(from + 1, at), end: at + 1 };
      if (sign === "<" || sign === "\n") return null;
      if (escapes(text, at)) at += 1;
    }
    return null;
  }
  let at = from;
  let depth = 0;
  for (; at < text.length && !isBlank(text[at]); at++) {
    steps.spend(1);
    const sign = text[at]!;
    if (isControl(sign)) return null;
    if (sign === "(" && ++depth > deepest) return null;
    if (sign === ")") {
      if (depth === 0) break;
      depth -= 1;
    }
    if (escapes(text, at)) at += 1;
  }
  return at > from && depth === 0 ? { raw: text.slice(from, at), end: at } : null;
}

/** The end of a title in quotes or parentheses, or -1. */
function titleEnd(text: string, from: number, steps: Steps): number {
  const first = text[from] ?? "";
  if (first === "" || !"\"'(".includes(first)) return -1;
  const last = first === "(" ? ")" : first;
  for (let at = from + 1; at < text.length; at++) {
    steps.spend(1);
    if (text[at] === last) return at + 1;
    if (first === "(" && text[at] === "(") return -1;
    if (escapes(text, at)) at += 1;
  }
  return -1;
}

/** The end of the line when nothing but white space is left of it (its last character, or the text's end), or -1. */
function lineEnd(text: string, from: number, steps: Steps): number {
  let at = from;
  for (; text[at] === " " || text[at] === "\t"; at++) steps.spend(1);
  return at >= text.length || text[at] === "\n" ? at : -1;
}

/** A definition, `[label]: address "title"`. @returns its label, folded, and where the next line begins; or `null` */
export function readDefinition(text: string, from: number, steps: Steps): { label: string; end: number } | null {
  const closing = labelEnd(text, from, steps);
  if (closing < 0 || text[closing] !== ":") return null;
  const address = readDestination(text, pastSpace(text, closing + 1, steps), Number.POSITIVE_INFINITY, steps);
  if (!address) return null;
  const before = pastSpace(text, address.end, steps);
  const title = before > address.end ? titleEnd(text, before, steps) : -1;
  const withTitle = title < 0 ? -1 : lineEnd(text, title, steps);
  const end = withTitle >= 0 ? withTitle : lineEnd(text, address.end, steps);
  return end < 0 ? null : { label: fold(text.slice(from + 1, closing - 1)), end: Math.min(end + 1, text.length) };
}

/** What follows a link's words, `(address "title")`. @returns the raw address, and the end; or `null` */
export function readResource(text: string, from: number, steps: Steps): { raw: string; end: number } | null {
  if (text[from] !== "(") return null;
  const start = pastSpace(text, from + 1, steps);
  if (text[start] === ")") return { raw: "", end: start + 1 };
  const address = readDestination(text, start, DEEPEST_PARENTHESES, steps);
  if (!address) return null;
  const before = pastSpace(text, address.end, steps);
  const title = before > address.end ? titleEnd(text, before, steps) : -1;
  const end = title < 0 ? before : pastSpace(text, title, steps);
  return text[end] === ")" ? { raw: address.raw, end: end + 1 } : null;
}
