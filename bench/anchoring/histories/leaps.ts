import { existsSync } from "node:fs";
import path from "node:path";
import type { Span } from "../../../lib/anchoring";
import { between, random } from "../corpus/random";
import { type Followed, grams, onwards, recovered, type Step, step, tokenised } from "./follow";
import { passages } from "./passages";
import { revisions } from "./revisions";
import type { Source } from "./sets";
import { type Place, plainTruth, truth } from "./truth";

/** How many steps a leap takes over. */
export const LENGTHS = ["1 step", "5 steps", "20 steps", "whole history"] as const;
export type Length = (typeof LENGTHS)[number];

/** Two revisions of one file, passages of the first, and where each truly is in the second (null: gone). */
export type Leap = {
  file: string;
  language: string;
  length: Length;
  /** Steps that lie between the two. */
  steps: number;
  old: string;
  text: string;
  spans: Span[];
  truth: (Place | null)[];
  /** Passages that were left out, because nobody can say where they are. */
  undecided: number;
  /** All passages, and where they are by the plainest rule. */
  plain: { spans: Span[]; truth: (Place | null)[] };
};

/** Leaps of each length in a file, and passages of each; over the whole history there is but one, with more of them. */
const LEAPS = 3;
const PASSAGES = 120;
const ON_WHOLE = 300;
/** A file's history counts from where it has this many units: before, it was a note of what would be written. */
const BEGUN = 4_000;
/** Change in the share of letters that are not Latin, that makes a text a translation of what it was. */
const TRANSLATED = 0.15;

/**
 * The leaps of a file's history. What becomes of each passage is followed through every step between the two revisions.
 * @param git a git directory
 */
export function leaps(git: string, file: string, language: string): Leap[] {
  const all = revisions(git, file);
  const foreign = all.map(otherScript);
  const native = foreign.findLastIndex((share) => Math.abs(share - foreign.at(-1)!) > TRANSLATED);
  const later = all.slice(native + 1);
  const texts = later.slice(
    Math.max(
      0,
      later.findIndex((text) => text.length >= BEGUN),
    ),
  );
  const next = random("leaps", file, texts.length);
  const steps: Step[] = [];
  const follow = (from: number, to: number): Followed => {
    const old = tokenised(texts[from]!);
    const known = grams(old);
    const { length } = old.text;
    let followed: Followed = { map: Int32Array.from({ length }, (_, k) => k), doubt: new Uint8Array(length) };
    let here = old;
    for (let i = from; i < to; i++) {
      const then = tokenised(texts[i + 1]!);
      steps[i] ??= step(here, then);
      followed = onwards(followed, steps[i]!, here.text.length);
      followed.map = recovered(followed.map, old, known, then);
      here = then;
    }
    return followed;
  };
  const leap = (length: Length, from: number, to: number): Leap => {
    const [old, text] = [texts[from]!, texts[to]!];
    const marked = passages(old, next, length === "whole history" ? ON_WHOLE : PASSAGES);
    const followed = follow(from, to);
    const places = truth(old, text, followed, marked);
    const asked = marked.map((_, k) => k).filter((k) => places[k] !== undefined);
    return {
      file,
      language,
      length,
      steps: to - from,
      old,
      text,
      spans: asked.map((k) => marked[k]!),
      truth: asked.map((k) => places[k] ?? null),
      undecided: marked.length - asked.length,
      plain: { spans: marked, truth: plainTruth(old, followed.map, marked) },
    };
  };
  const found: Leap[] = [];
  for (const [length, steps] of [
    ["1 step", 1],
    ["5 steps", 5],
    ["20 steps", 20],
  ] as const)
    for (let k = 0; k < LEAPS && texts.length > steps; k++) {
      const from = between(next, 0, texts.length - 1 - steps);
      found.push(leap(length, from, from + steps));
    }
  if (texts.length > 21) found.push(leap("whole history", 0, texts.length - 1));
  return found;
}

/** The share of a text's letters that are not Latin. */
function otherScript(text: string): number {
  const letters = text.match(/\p{L}/gu) ?? [];
  return letters.filter((letter) => !/\p{Script=Latin}/u.test(letter)).length / Math.max(1, letters.length);
}

/** The leaps of a set, from a folder in which each repository lies as `owner/name` (a clone, or its git directory). */
export function* leapsOf(sources: readonly Source[], folder: string): Generator<Leap> {
  for (const { repository, language, files } of sources) {
    const clone = path.join(folder, repository);
    const git = existsSync(path.join(clone, ".git")) ? path.join(clone, ".git") : clone;
    for (const file of files)
      for (const leap of leaps(git, file, language)) yield { ...leap, file: `${repository}: ${file}` };
  }
}
