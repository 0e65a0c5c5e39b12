import { remapAll, type Span } from "../../../lib/anchoring";
import { type Article, article, BETWEEN } from "../corpus/article";
import { type Case, cases, REPORT } from "../corpus/cases";
import { lightly } from "../corpus/models";
import { quotes } from "../corpus/quotes";
import { dmpDefault, dmpPatient, fast, merge, type Remap } from "../peers/diffs";
import { progress } from "./progress";
import { median } from "./time";

type Pair = Pick<Case, "old" | "text" | "spans">;
type Times = Record<"ours" | "fast-diff" | "@codemirror/merge" | "diff-match-patch", number>;

/** Milliseconds, the median of `rounds` after one that warms the code up. */
function took(remap: Remap, { old, text, spans }: Pair, rounds: number): number {
  const times: number[] = [];
  for (let round = -1; round < rounds; round++) {
    const begun = performance.now();
    remap(old, text, spans);
    if (round >= 0) times.push(performance.now() - begun);
  }
  return median(times);
}

const only = (size: 5 | 50 | 500, scenario: "mixed revision" | "typos"): Case => {
  for (const sample of cases(REPORT[0]!, size, [scenario])) return sample;
  throw new Error("there is no such case");
};

const against = (pair: Pair, rounds: number, patient: Remap): Times => ({
  ours: took(remapAll, pair, 15),
  "fast-diff": took(fast, pair, rounds),
  "@codemirror/merge": took(merge, pair, rounds),
  "diff-match-patch": took(patient, pair, rounds),
});

export type Speed = {
  mixed: Times;
  typos: { size: number; times: Times }[];
  long: { mixed: number; light: number; givesUp: number; givesUpLight: number };
  growth: { count: number; took: number }[];
  diff: { size: number; took: number }[];
};

export function speed(): Speed {
  progress("mixed revision, 50 KB, against diffs without limits");
  const mixed = against(only(50, "mixed revision"), 1, dmpPatient);
  const typos = ([5, 50, 500] as const).map((size) => {
    progress(`typos, ${size} KB, against diffs without limits`);
    return { size, times: against(only(size, "typos"), size === 5 ? 25 : size === 50 ? 7 : 1, dmpPatient) };
  });
  progress("500 KB, 10,000 passages");
  const book = only(500, "mixed revision");
  const light = { ...book, text: lightly(article(REPORT[0]!, 500_000), REPORT[0]!).text };
  const long = {
    mixed: took(remapAll, book, 5),
    light: took(remapAll, light, 5),
    givesUp: took(dmpDefault, book, 2),
    givesUpLight: took(dmpDefault, light, 2),
  };
  return { mixed, typos, long, growth: annotations(), diff: sizes() };
}

/** Ever more passages on the same two versions of 50 KB. */
function annotations() {
  const { old, text } = only(50, "mixed revision");
  const source = article(REPORT[0]!, 50_000);
  return [1_000, 10_000, 100_000].map((count) => {
    progress(`${count} passages on 50 KB`);
    const spans = quotes(source, REPORT[0]!, count);
    return { count, took: took(remapAll, { old, text, spans }, 5) };
  });
}

/** The same light edits on ever longer texts, with hardly any passages: what is left is the diff. */
function sizes() {
  return [5, 50, 500, 5_000].map((size) => {
    progress(`light edits on ${size} KB`);
    const source = size > 500 ? volumes(size / 500) : article(REPORT[0]!, size * 1_000);
    const { text } = lightly(source, REPORT[0]!);
    const spans: Span[] = Array.from({ length: 20 }, (_, i) => ({ start: i * 200, end: i * 200 + 60 }));
    return { size, took: took(remapAll, { old: source.text, text, spans }, size > 500 ? 3 : 15) };
  });
}

/** A library in one text: articles of 500 KB after one another. */
function volumes(count: number): Article {
  const all = Array.from({ length: count }, (_, i) => article(REPORT[0]! + i, 500_000));
  return { ...all[0]!, text: all.map((a) => a.text).join(BETWEEN), paragraphs: [], families: [] };
}
