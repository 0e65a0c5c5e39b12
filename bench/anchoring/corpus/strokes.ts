import type { Span } from "../../../lib/anchoring";
import { type Draft, type Piece, revise } from "./draft";
import { between, pick, type Random } from "./random";

// Edits of words and letters. Each goes over the whole draft once and leaves its structure as it is.

/** Rewrites what `pattern` matches; `null` leaves a match as it stands. */
export function rewrite(draft: Draft, pattern: RegExp, by: (match: string, at: number) => Piece[] | null): Draft {
  const pieces: Piece[] = [];
  let kept = 0;
  for (const match of draft.text.matchAll(pattern)) {
    const instead = by(match[0], match.index);
    if (!instead) continue;
    pieces.push({ keep: { start: kept, end: match.index } }, ...instead);
    kept = match.index + match[0].length;
  }
  pieces.push({ keep: { start: kept, end: draft.text.length } });
  return revise(draft, pieces);
}

const WORD = /[\p{L}\p{N}\p{M}]+/gu;

/** One slip of the finger in a share of the words: letters swapped, dropped, doubled or mistaken. */
export function typos(draft: Draft, next: Random, share: number): Draft {
  return rewrite(draft, WORD, (word, at) => {
    if (word.length < 3 || !/^[\u0021-\u024f]+$/.test(word) || next() >= share) return null;
    return slip(next, word, at);
  });
}

function slip(next: Random, word: string, at: number): Piece[] {
  const k = between(next, 0, word.length - 1);
  const here = { start: at + k, end: at + k + 1 };
  const [before, after] = [keep(at, here.start), keep(here.end, at + word.length)];
  const roll = next();
  if (roll < 0.25) return [before, after];
  // What is added to a word belongs to it, at its edges too.
  if (roll < 0.5) return [before, { keep: here }, { put: word[k]!, over: here }, after];
  if (roll < 0.75 && k + 1 < word.length && word[k] !== word[k + 1]) {
    const pair = { start: here.start, end: here.end + 1 };
    return [before, { put: word[k + 1]! + word[k]!, over: pair }, keep(pair.end, at + word.length)];
  }
  const letter = pick(
    next,
    [..."abcdefghijklmnopqrstuvwxyz"].filter((l) => l !== word[k]),
  );
  return [before, { put: letter, over: here }, after];
}

const keep = (start: number, end: number): Piece => ({ keep: { start, end } });

/** A share of the words gives way to others. */
export function words(draft: Draft, next: Random, share: number, word: () => string): Draft {
  return rewrite(draft, WORD, (old, at) => {
    if (!/^[\u0021-\u024f]+$/.test(old) || next() >= share) return null;
    return [{ put: other(old, word), over: { start: at, end: at + old.length } }];
  });
}

/** Another word than `old`, with a capital where `old` has one. */
export function other(old: string, word: () => string): string {
  const lower = old.toLowerCase();
  let chosen = word();
  while (chosen === lower) chosen = word();
  return old[0] === lower[0] ? chosen : chosen.slice(0, 1).toUpperCase() + chosen.slice(1);
}

/** The same text as another program would set it. `share` of all the places where it could differ do. */
export function typography(draft: Draft, next: Random, share: number): Draft {
  const dashes = pick(next, ["—", " – ", " -- "]);
  const dress = (match: string): string | null => {
    if (match === "“" || match === "”") return '"';
    if (match === "’") return "'";
    if (match === "…") return "...";
    if (match === " — ") return dashes;
    if (match === "-") return "\u2011";
    if (match === " ") return next() < 0.04 ? "\u00a0" : null;
    if (/^\p{L}$/u.test(match)) return match.normalize("NFD");
    // A long word gets a soft hyphen in its middle.
    const middle = match.length >> 1;
    return next() < 0.05 ? `${match.slice(0, middle)}\u00ad${match.slice(middle)}` : null;
  };
  return rewrite(draft, /“|”|’|…| — |-| |[éüñöçåè]|(?<![a-z])[a-z]{9,}(?![a-z])/gu, (match, at) => {
    const put = next() < share ? dress(match) : null;
    if (put === null || put === match) return null;
    if (match.length < 4 || match === " — ") return [{ put, over: { start: at, end: at + match.length }, alive: true }];
    const middle = at + (match.length >> 1);
    const letter = { start: middle - 1, end: middle };
    return [
      keep(at, middle - 1),
      { put: `${match[(match.length >> 1) - 1]!}\u00ad`, over: letter, alive: true },
      keep(middle, at + match.length),
    ];
  });
}

/** A share of all characters is mistaken (4 in 10), dropped (3) or has another beside it (3), wherever it stands. */
export function characters(draft: Draft, next: Random, share: number): Draft {
  const letters = [...draft.text].filter((c) => /\p{L}/u.test(c));
  return rewrite(draft, /[^\n]/gu, (character, at) => {
    if (next() >= share) return null;
    const here: Span = { start: at, end: at + character.length };
    const roll = next();
    if (roll < 0.3) return [];
    let letter = pick(next, letters);
    while (letter === character) letter = pick(next, letters);
    if (roll < 0.7 || /\s/.test(character)) return [{ put: letter, over: here }];
    const added = { put: next() < 0.1 ? " " : letter, over: here };
    return next() < 0.5 ? [added, { keep: here }] : [{ keep: here }, added];
  });
}
