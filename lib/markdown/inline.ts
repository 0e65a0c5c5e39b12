import { decodeString } from "micromark-util-decode-string";
import { formulaAt } from "../tex/reader";
import { fold, labelEnd, readResource } from "./links";
import type { Steps } from "./steps";

/** A part of a paragraph. Those of one row are linked, so that a range is wrapped without touching the others. */
export type Inline = {
  previous: Inline | null;
  next: Inline | null;
} & (
  | { is: "text"; text: string }
  | { is: "code"; text: string }
  | { is: "tex"; text: string; display: boolean }
  | { is: "strong" | "em"; first: Inline | null }
  | { is: "link" | "image"; to: string; first: Inline | null }
  /** A link or an image whose address is defined elsewhere in the text. */
  | { is: "reference"; first: Inline | null }
);
type Text = Extract<Inline, { is: "text" }>;

/** A run of `*` or `_` that may begin or end emphasis. */
type Run = {
  node: Text;
  at: number;
  sign: string;
  length: number;
  /** What emphasis has not used yet. */
  left: number;
  opens: boolean;
  closes: boolean;
  previous: Run | null;
  next: Run | null;
};
type Bracket = { node: Text; image: boolean; at: number; last: Run | null; inner: boolean };

const SPECIAL = /[\\`<![\]*_&$\n]/gu;
const ESCAPE = /\\[!-/:-@[-`{-~]/y;
const REFERENCE = /&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[\da-zA-Z]{1,31});/y;
const ADDRESS = /<([a-zA-Z][a-zA-Z\d+.-]{1,31}:[^\s<>\p{Cc}]*)>/uy;
const MAIL =
  /<([\w.!#$%&'*+/=?^`{|}~-]+@[a-zA-Z\d](?:[a-zA-Z\d-]{0,61}[a-zA-Z\d])?(?:\.[a-zA-Z\d](?:[a-zA-Z\d-]{0,61}[a-zA-Z\d])?)*)>/y;
const SPACE = /\s/u;
const DIGIT = /\d/u;
const PUNCTUATION = /[\p{P}\p{S}]/u;

/**
 * The words of a paragraph as CommonMark has them, without raw HTML.
 * @param labels what is defined in the text, folded
 * @returns the first of a row
 * @throws OutOfSteps
 */
export function readInline(source: string, labels: ReadonlySet<string>, steps: Steps): Inline | null {
  // A place before all others, so that each has one before it.
  const start: Text = { is: "text", text: "", previous: null, next: null };
  let end: Inline = start;
  let runs: Run | null = null;
  const brackets: Bracket[] = [];
  /** Brackets below this one enclose a link, and links hold none. */
  let spentBrackets = 0;
  const closings = codeClosings(source, steps);

  const add = (node: Inline): void => {
    node.previous = end;
    end.next = node;
    end = node;
  };
  const addText = (text: string): Text => {
    const node: Text = { is: "text", text, previous: null, next: null };
    add(node);
    return node;
  };
  const match = (pattern: RegExp, at: number): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(source);
    return found ? (found[1] ?? found[0]) : null;
  };

  let at = 0;
  while (at < source.length) {
    steps.spend(1);
    const sign = source[at]!;
    const formula = sign === "$" || sign === "\\" ? formulaAt(source, at, (read) => steps.spend(read)) : null;
    if (formula) {
      add({ is: "tex", text: formula.tex, display: formula.display, previous: null, next: null });
      at = formula.end;
    } else if (sign === "$") {
      addText(sign);
      at += 1;
    } else if (sign === "\\") {
      const escaped = match(ESCAPE, at);
      // At the end of a line it is a break, and the line ends anyway.
      if (escaped) addText(escaped.slice(1));
      else if (source[at + 1] !== "\n") addText(sign);
      at += escaped ? 2 : 1;
    } else if (sign === "`") {
      const length = runLength(source, at);
      const closing = closings(length, at);
      if (closing < 0) addText("`".repeat(length));
      else add({ is: "code", text: codeOf(source.slice(at + length, closing)), previous: null, next: null });
      steps.spend(closing < 0 ? length : closing - at);
      at = closing < 0 ? at + length : closing + length;
    } else if (sign === "<") {
      const past = source.indexOf("<", at + 1);
      steps.spend((past < 0 ? source.length : past) - at);
      const address = match(ADDRESS, at);
      const mail = address === null ? match(MAIL, at) : null;
      const words = address ?? mail;
      if (words === null) addText(sign);
      else {
        const first: Text = { is: "text", text: words, previous: null, next: null };
        add({ is: "link", to: address ?? `mailto:${mail}`, first, previous: null, next: null });
      }
      at += words === null ? 1 : words.length + 2;
    } else if (sign === "&") {
      const reference = match(REFERENCE, at);
      addText(reference === null ? sign : decodeString(reference));
      at += reference?.length ?? 1;
    } else if (sign === "\n") {
      if (end.is === "text") end.text = withoutTail(end.text);
      addText("\n");
      at += 1;
      while (source[at] === " " || source[at] === "\t") at += 1;
    } else if (sign === "*" || sign === "_") {
      const length = runLength(source, at);
      steps.spend(length);
      // An asterisk between digits multiplies.
      const times =
        length === 1 && sign === "*" && DIGIT.test(source[at - 1] ?? "") && DIGIT.test(source[at + 1] ?? "");
      const { opens, closes } = times ? { opens: false, closes: false } : flanks(source, at, length);
      const node = addText(sign.repeat(length));
      if (opens || closes) {
        const run: Run = { node, at, sign, length, left: length, opens, closes, previous: runs, next: null };
        if (runs) runs.next = run;
        runs = run;
      }
      at += length;
    } else if (sign === "[" || (sign === "!" && source[at + 1] === "[")) {
      const image = sign === "!";
      const before = brackets.at(-1);
      if (before) before.inner = true;
      at += image ? 2 : 1;
      brackets.push({ node: addText(image ? "![" : "["), image, at, last: runs, inner: false });
    } else if (sign === "]") {
      const bracket = brackets.pop();
      at += 1;
      const live = bracket && (bracket.image || brackets.length >= spentBrackets);
      const resource = live ? readResource(source, at, steps) : null;
      const reference = live && !resource ? readReference(bracket, at) : -1;
      if (!bracket || !live || (!resource && reference < 0)) {
        addText(sign);
      } else {
        runs = emphasise(runs, bracket.last, steps);
        const first = cutAfter(bracket.node);
        const place = { previous: null, next: null };
        end = bracket.node.previous!;
        end.next = null;
        if (resource) add({ is: bracket.image ? "image" : "link", to: decodeString(resource.raw), first, ...place });
        else add({ is: "reference", first, ...place });
        at = resource ? resource.end : reference;
        if (!bracket.image) spentBrackets = brackets.length;
      }
      spentBrackets = Math.min(spentBrackets, brackets.length);
    } else {
      SPECIAL.lastIndex = at + 1;
      const past = SPECIAL.exec(source)?.index ?? source.length;
      steps.spend(past - at);
      addText(source.slice(at, past));
      at = past;
    }
  }
  emphasise(runs, null, steps);
  return start.next;

  /** Where a reference ends whose words stand between the bracket and here, or -1. */
  function readReference(bracket: Bracket, here: number): number {
    if (labels.size === 0) return -1;
    const full = source[here] === "[" ? labelEnd(source, here, steps) : -1;
    if (full >= 0) return labels.has(fold(source.slice(here + 1, full - 1))) ? full : -1;
    if (bracket.inner || here - bracket.at > 1000) return -1;
    steps.spend(here - bracket.at);
    if (!labels.has(fold(source.slice(bracket.at, here - 1)))) return -1;
    return source.startsWith("[]", here) ? here + 2 : here;
  }
}

/** A text without the spaces and tabs at its end. */
function withoutTail(text: string): string {
  let end = text.length;
  while (text[end - 1] === " " || text[end - 1] === "\t") end -= 1;
  return text.slice(0, end);
}

function runLength(source: string, at: number): number {
  let end = at;
  while (source[end] === source[at]) end += 1;
  return end - at;
}

/** @returns where the next run of exactly so many backticks begins after the one at a place, or -1; asked in ascending order */
function codeClosings(source: string, steps: Steps): (length: number, at: number) => number {
  const places = new Map<number, { of: number[]; next: number }>();
  for (let at = source.indexOf("`"); at >= 0; ) {
    const length = runLength(source, at);
    const known = places.get(length);
    if (known) known.of.push(at);
    else places.set(length, { of: [at], next: 0 });
    at = source.indexOf("`", at + length);
  }
  steps.spend(source.length);
  return (length, at) => {
    const known = places.get(length);
    if (!known) return -1;
    while (known.next < known.of.length && known.of[known.next]! < at + length) {
      known.next += 1;
      steps.spend(1);
    }
    return known.of[known.next] ?? -1;
  };
}

/** What stands in a code span: lines joined, one space at both ends less when both have one. */
function codeOf(raw: string): string {
  const text = raw.replaceAll("\n", " ");
  return text.startsWith(" ") && text.endsWith(" ") && text.trim() !== "" ? text.slice(1, -1) : text;
}

/** Whether a run may begin and end emphasis, from what stands beside it. */
function flanks(source: string, at: number, length: number): { opens: boolean; closes: boolean } {
  const before = source[at - 1] ?? "\n";
  const after = source[at + length] ?? "\n";
  const left = !SPACE.test(after) && (!PUNCTUATION.test(after) || SPACE.test(before) || PUNCTUATION.test(before));
  const right = !SPACE.test(before) && (!PUNCTUATION.test(before) || SPACE.test(after) || PUNCTUATION.test(after));
  if (source[at] === "*") return { opens: left, closes: right };
  return {
    opens: left && (!right || PUNCTUATION.test(before)),
    closes: right && (!left || PUNCTUATION.test(after)),
  };
}

/** Takes what follows a node out of its row. @returns the first of it */
function cutAfter(node: Inline): Inline | null {
  const first = node.next;
  node.next = null;
  if (first) first.previous = null;
  return first;
}

function remove(node: Inline): void {
  if (node.previous) node.previous.next = node.next;
  if (node.next) node.next.previous = node.previous;
}

/**
 * Makes emphasis of the runs after `bottom`, as CommonMark's appendix has it. `floors` keeps below which place a kind of
 * run has no partner, so that no stretch is searched twice in vain: positions, since the runs themselves may go.
 * @returns `bottom`, the last run that is left
 */
function emphasise(last: Run | null, bottom: Run | null, steps: Steps): Run | null {
  if (last === bottom) return bottom;
  let closer = last;
  while (closer?.previous && closer.previous !== bottom) {
    steps.spend(1);
    closer = closer.previous;
  }
  const floors = new Map<string, number>();
  while (closer) {
    steps.spend(1);
    if (!closer.closes) {
      closer = closer.next;
      continue;
    }
    const kind = `${closer.sign}${closer.opens}${closer.length % 3}`;
    const opener = partner(closer, bottom, floors.get(kind) ?? -1, steps);
    const next: Run | null = closer.next;
    if (!opener) {
      floors.set(kind, closer.at - 1);
      if (!closer.opens) drop(closer);
      closer = next;
      continue;
    }
    const used = opener.left >= 2 && closer.left >= 2 ? 2 : 1;
    wrap(opener.node, closer.node, used === 2 ? "strong" : "em");
    opener.next = closer;
    closer.previous = opener;
    for (const run of [opener, closer]) {
      run.left -= used;
      run.node.text = run.sign.repeat(run.left);
      if (run.left > 0) continue;
      remove(run.node);
      drop(run);
    }
    if (closer.left === 0) closer = next;
  }
  if (bottom) bottom.next = null;
  return bottom;
}

/** The nearest run before one that it ends the emphasis of. */
function partner(closer: Run, bottom: Run | null, floor: number, steps: Steps): Run | null {
  for (let one = closer.previous; one && one !== bottom && one.at > floor; one = one.previous) {
    steps.spend(1);
    const odd =
      (closer.opens || one.closes) &&
      (one.length + closer.length) % 3 === 0 &&
      !(one.length % 3 === 0 && closer.length % 3 === 0);
    if (one.sign === closer.sign && one.opens && !odd) return one;
  }
  return null;
}

function drop(run: Run): void {
  if (run.previous) run.previous.next = run.next;
  if (run.next) run.next.previous = run.previous;
}

/** Puts what stands between two nodes into one of its own. */
function wrap(from: Inline, to: Inline, is: "strong" | "em"): void {
  const empty = from.next === to;
  const first = empty ? null : from.next;
  if (first) {
    first.previous = null;
    to.previous!.next = null;
  }
  const node: Inline = { is, first, previous: from, next: to };
  from.next = node;
  to.previous = node;
}
