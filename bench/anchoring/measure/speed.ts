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

/** The least milliseconds of a turn: what is quicker is done several times. */
const TURN = 10;

/**
 * Milliseconds of each, the median of `rounds` after one that warms the code up. They take turns, so that what else the
 * machine does meanwhile slows all of them alike.
 */
function took(work: readonly (() => unknown)[], rounds: number): number[] {
  const times: number[][] = work.map(() => []);
  for (let round = -1; round < rounds; round++)
    for (const [i, run] of work.entries()) {
      const begun = performance.now();
      let runs = 0;
      do {
        run();
        runs++;
      } while (round >= 0 && performance.now() - begun < TURN);
      if (round >= 0) times[i]!.push((performance.now() - begun) / runs);
    }
  return times.map(median);
}

const only = (size: 5 | 50 | 500, scenario: "mixed revision" | "typos"): Case => {
  for (const sample of cases(REPORT[0]!, size, [scenario])) return sample;
  throw new Error("there is no such case");
};

function against({ old, text, spans }: Pair, rounds: number): Times {
  const of = (remap: Remap) => () => remap(old, text, spans);
  const [ours, fastest, merged, dmp] = took([of(remapAll), of(fast), of(merge), of(dmpPatient)], rounds);
  return { ours: ours!, "fast-diff": fastest!, "@codemirror/merge": merged!, "diff-match-patch": dmp! };
}

export type Speed = {
  mixed: Times;
  typos: { size: number; times: Times }[];
  long: { mixed: number; light: number; givesUp: number; givesUpLight: number };
  growth: { count: number; took: number }[];
  diff: { size: number; took: number }[];
};

export function speed(): Speed {
  progress("mixed revision, 50 KB, against diffs without limits");
  const mixed = against(only(50, "mixed revision"), 3);
  const typos = ([5, 50, 500] as const).map((size) => {
    progress(`typos, ${size} KB, against diffs without limits`);
    return { size, times: against(only(size, "typos"), size === 500 ? 5 : 15) };
  });
  progress("500 KB, 10,000 passages");
  const book = only(500, "mixed revision");
  const light = { ...book, text: lightly(article(REPORT[0]!, 500_000), REPORT[0]!).text };
  const [mixedEdits, lightEdits, givesUp, givesUpLight] = took(
    [
      () => remapAll(book.old, book.text, book.spans),
      () => remapAll(light.old, light.text, light.spans),
      () => dmpDefault(book.old, book.text, book.spans),
      () => dmpDefault(light.old, light.text, light.spans),
    ],
    5,
  );
  const long = { mixed: mixedEdits!, light: lightEdits!, givesUp: givesUp!, givesUpLight: givesUpLight! };
  return { mixed, typos, long, growth: annotations(), diff: sizes() };
}

/** Ever more passages on the same two versions of 50 KB. */
function annotations() {
  const { old, text } = only(50, "mixed revision");
  const source = article(REPORT[0]!, 50_000);
  const counts = [1_000, 10_000, 100_000];
  progress(`${counts.join(", ")} passages on 50 KB`);
  const lists = counts.map((count) => quotes(source, REPORT[0]!, count));
  const times = took(
    lists.map((spans) => () => remapAll(old, text, spans)),
    7,
  );
  return counts.map((count, i) => ({ count, took: times[i]! }));
}

/** The same light edits on ever longer texts, with hardly any passages: what is left is the diff. */
function sizes() {
  const all = [5, 50, 500, 5_000];
  progress(`light edits on ${all.join(", ")} KB`);
  const spans: Span[] = Array.from({ length: 20 }, (_, i) => ({ start: i * 200, end: i * 200 + 60 }));
  const pairs = all.map((size) => {
    const source = size > 500 ? volumes(size / 500) : article(REPORT[0]!, size * 1_000);
    return { old: source.text, text: lightly(source, REPORT[0]!).text };
  });
  const times = took(
    pairs.map(
      ({ old, text }) =>
        () =>
          remapAll(old, text, spans),
    ),
    5,
  );
  return all.map((size, i) => ({ size, took: times[i]! }));
}

/** A library in one text: articles of 500 KB after one another. */
function volumes(count: number): Article {
  const all = Array.from({ length: count }, (_, i) => article(REPORT[0]! + i, 500_000));
  return { ...all[0]!, text: all.map((a) => a.text).join(BETWEEN), paragraphs: [], families: [] };
}
