import { appendFileSync, existsSync, readFileSync, renameSync } from "node:fs";
import { parseArgs } from "node:util";
import { anchorAll, describe, remapAll } from "../../lib/anchoring";
import { LENGTHS, type Leap, leapsOf } from "./histories/leaps";
import { type Answer, added, type Count, count, NOTHING } from "./histories/score";
import { REPORT, type Source, TRAINING } from "./histories/sets";
import { progress } from "./measure/progress";
import { dmpDefault, dmpPatient, fast } from "./peers/diffs";
import { hypothesis } from "./peers/hypothesis";

type Method = (leap: Leap) => readonly Answer[];

const OURS: Record<string, Method> = {
  "**ours, both versions known**": ({ old, text, spans }) => remapAll(old, text, spans),
  "**ours, selectors only**": ({ old, text, spans }) =>
    anchorAll(
      text,
      spans.map((span) => describe(old, span)),
    ),
};

const PEERS: Record<string, Method> = {
  "Hypothesis client’s quote matching": ({ old, text, spans }) =>
    spans.map((span) => hypothesis(text, describe(old, span))),
  "diff-match-patch, default time-out": ({ old, text, spans }) => dmpDefault(old, text, spans),
};

/** Peers that take up to a minute for one leap over a whole history: they are asked for the shorter ones only. */
const PATIENT: Record<string, Method> = {
  "diff-match-patch, no time-out": ({ old, text, spans }) => dmpPatient(old, text, spans),
  "fast-diff": ({ old, text, spans }) => fast(old, text, spans),
};

/**
 * `npm run histories -- --clones FOLDER [--set training|report] [--peers] [--plain] [--leaps FILE]`: how marks are carried over leaps
 * through real histories, as Markdown. FOLDER has each repository of the set as `owner/name`. With `--git DIRECTORY --file
 * PATH [--language CODE]` it is one file of any other repository. Making the leaps takes minutes: FILE keeps them. `--plain`
 * asks all passages, by the plainest rule.
 */
function run(): void {
  const { values } = parseArgs({
    options: {
      clones: { type: "string" },
      set: { type: "string", default: "training" },
      git: { type: "string" },
      file: { type: "string" },
      language: { type: "string", default: "–" },
      leaps: { type: "string" },
      peers: { type: "boolean", default: false },
      plain: { type: "boolean", default: false },
    },
  });
  const { git, file, language, clones, set } = values;
  const sets: Record<string, readonly Source[]> = { training: TRAINING, report: REPORT };
  const sources = git && file ? [{ repository: git, language, files: [file] }] : sets[set];
  const folder = git ? "" : clones;
  if (!sources) throw new RangeError(`There is no set ${set}: it is training or report.`);
  if (folder === undefined && !(values.leaps && existsSync(values.leaps)))
    throw new RangeError("Say where the repositories are: --clones FOLDER, or --git DIRECTORY --file PATH.");
  const leaps = values.leaps ? kept(values.leaps, sources, folder ?? "") : [...leapsOf(sources, folder ?? "")];

  console.log(table(["", ...LENGTHS], about(leaps)));
  if (values.plain) for (const leap of leaps) Object.assign(leap, leap.plain);
  const figures = new Map<string, Count[]>();
  const languages = new Map<string, Count[]>();
  for (const leap of leaps) {
    progress(`${leap.file}, ${leap.length}`);
    const column = LENGTHS.indexOf(leap.length);
    const short = leap.length !== "whole history";
    const methods = { ...OURS, ...(values.peers && PEERS), ...(values.peers && short && PATIENT) };
    for (const [name, method] of Object.entries(methods)) {
      const counted = count(leap, method(leap));
      add(figures, name, column, counted);
      if (name === Object.keys(OURS)[0]) add(languages, leap.language, column, counted);
    }
  }
  const cells = (counts: readonly Count[], say: (c: Count) => string) => counts.map((c) => (c.all ? say(c) : "–"));
  const correct = (c: Count) => share(c.right, c.all);
  const rows = (from: typeof figures, say: (c: Count) => string) =>
    [...from].map(([name, c]) => [name, ...cells(c, say)]);
  console.log(`\nCorrect, in %\n\n${table(["", ...LENGTHS], rows(figures, correct))}`);
  console.log(
    `\nBoth versions known, by language: correct, in %\n\n${table(["", ...LENGTHS], rows(languages, correct))}`,
  );
  const details = (name: string): string[][] => {
    const counts = figures.get(name)!;
    return [
      ["wrong place", ...cells(counts, (c) => share(c.wrong, c.all))],
      ["wrong place and sure", ...cells(counts, (c) => share(c.sure, c.all))],
      ["orphans right", ...cells(counts, (c) => share(c.orphaned, c.gone))],
      ["exact offsets", ...cells(counts, (c) => share(c.exact, c.placed))],
    ];
  };
  for (const name of Object.keys(OURS)) console.log(`\n${name}, in %\n\n${table(["", ...LENGTHS], details(name))}`);
}

function add(figures: Map<string, Count[]>, name: string, column: number, counted: Count): void {
  const counts = figures.get(name) ?? LENGTHS.map(() => NOTHING);
  counts[column] = added(counts[column]!, counted);
  figures.set(name, counts);
}

/** The leaps in a file, one line each; made and written there when it does not exist. */
function kept(path: string, sources: readonly Source[], folder: string): Leap[] {
  if (!existsSync(path)) {
    const part = `${path}.part`;
    for (const leap of leapsOf(sources, folder)) {
      appendFileSync(part, `${JSON.stringify(leap)}\n`);
      progress(`${leap.file}, ${leap.length}`);
    }
    renameSync(part, path);
  }
  return readFileSync(path, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line): Leap => JSON.parse(line));
}

function about(leaps: readonly Leap[]): string[][] {
  const of = LENGTHS.map((length) => leaps.filter((leap) => leap.length === length));
  const sum = (list: readonly Leap[], each: (leap: Leap) => number) => list.reduce((all, leap) => all + each(leap), 0);
  const number = (n: number) => n.toLocaleString("en");
  return [
    ["leaps", ...of.map((list) => number(list.length))],
    ["steps, in the mean", ...of.map((list) => number(Math.round(sum(list, (l) => l.steps) / list.length)))],
    ["passages asked", ...of.map((list) => number(sum(list, (l) => l.spans.length)))],
    ["left out, undecidable", ...of.map((list) => number(sum(list, (l) => l.undecided)))],
    ["gone, of those asked", ...of.map((list) => number(sum(list, (l) => l.truth.filter((t) => !t).length)))],
  ];
}

const share = (part: number, all: number) => (all === 0 ? "–" : ((100 * part) / all).toFixed(2));
const table = (head: readonly string[], rows: readonly string[][]) =>
  [head, head.map((_, i) => (i === 0 ? "---" : "---:")), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

run();
