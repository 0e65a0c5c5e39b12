import { type Accuracy, summary } from "./measure/accuracy";
import type { Painting } from "./measure/painting";
import type { Speed } from "./measure/speed";
import type { Stale } from "./measure/stale";

/** All that one run found out. */
export type Results = {
  date: string;
  machine: string;
  calibration: [number, number];
  peers: Accuracy[];
  ours: { 5: Accuracy; 50: Accuracy; 500: Accuracy; selectors: Accuracy };
  speed: Speed;
  stale: Stale[];
  painting: { ours: Painting[]; recogito: Painting[] };
};

const share = (n: number) => (Number.isNaN(n) ? "–" : n.toFixed(1));
const fine = (n: number) => (Number.isNaN(n) ? "–" : n.toFixed(2));
const ms = (n: number) =>
  n < 0.1 ? n.toFixed(3) : n < 10 ? n.toFixed(2) : n < 100 ? n.toFixed(1) : Math.round(n).toLocaleString("en");
const table = (head: string[], rows: string[][]) =>
  [head, head.map((_, i) => (i === 0 ? "---" : "---:")), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

export function tables(results: Results): string {
  const { date, machine, calibration, peers, ours, speed, stale, painting } = results;
  return [
    `${date}, ${machine}. Calibration (sorting 300,000 numbers on one core): ${ms(calibration[0])} ms at the start, ${ms(calibration[1])} ms at the end.`,
    "### Right places, 50 KB, 1,000 passages, the first report seed",
    table(
      ["method", "correct %", "worst scenario %", "exact %", "orphans %", "wrong place %", "median ms", "slowest ms"],
      peers.map((a) => {
        const s = summary(a);
        return [
          a.method,
          share(s.correct),
          `${share(s.worst)} (${s.worstIn})`,
          share(s.exact),
          share(s.orphans),
          share(s.wrong),
          ms(s.median),
          ms(s.slowest),
        ];
      }),
    ),
    "### Ours on all three report seeds, each scenario: correct % (exact %)",
    scenarios([
      ["5 KB", ours[5]],
      ["50 KB", ours[50]],
      ["500 KB", ours[500]],
      ["50 KB, selectors only", ours.selectors],
    ]),
    "### Time against diffs without limits, in milliseconds",
    table(
      ["texts", ...Object.keys(speed.mixed), "ours : fastest"],
      [
        { name: "mixed revision, 50 KB, 1,000 passages", times: speed.mixed },
        ...speed.typos.map(({ size, times }) => ({ name: `typos, ${size} KB`, times })),
      ].map(({ name, times }) => [name, ...Object.values(times).map(ms), `1 : ${ms(1 / ratio(times))}`]),
    ),
    "### 500 KB, 10,000 passages, in milliseconds",
    table(
      ["edits", "ours", "diff-match-patch until its default time-out", "ours : it"],
      [
        ["mixed revision", speed.long.mixed, speed.long.givesUp] as const,
        ["light edits", speed.long.light, speed.long.givesUpLight] as const,
      ].map(([name, we, it]) => [name, ms(we), ms(it), `1 : ${ms(it / we)}`]),
    ),
    "### Growth",
    table(
      ["passages on two versions of 50 KB", ...speed.growth.map(({ count }) => count.toLocaleString("en"))],
      [
        ["all of them, ms", ...speed.growth.map(({ took }) => ms(took))],
        ["each, µs", ...speed.growth.map(({ count, took }) => ms((1_000 * took) / count))],
      ],
    ),
    table(
      ["light edits on", ...speed.diff.map(({ size }) => (size < 1_000 ? `${size} KB` : `${size / 1_000} MB`))],
      [
        ["in all, ms", ...speed.diff.map(({ took }) => ms(took))],
        ["per KB, µs", ...speed.diff.map(({ size, took }) => ms((1_000 * took) / size))],
      ],
    ),
    "### Words unchanged at a stale position, and without any position: milliseconds (correct %)",
    positions(stale),
    "### Painting in Chromium, milliseconds to the painted frame",
    table(
      ["marks", "ours, arriving", "recogito, arriving", "ratio", "ours, one more", "recogito, one more", "ratio"],
      painting.ours.map((we, i) => {
        const it = painting.recogito[i]!;
        return [
          we.count.toLocaleString("en"),
          ms(we.arrive),
          ms(it.arrive),
          fine(we.arrive / it.arrive),
          ms(we.add),
          ms(it.add),
          fine(we.add / it.add),
        ];
      }),
    ),
    "### Targets",
    table(["", "target", "measured", ""], targets(results)),
  ].join("\n\n");
}

function scenarios(columns: [string, Accuracy][]): string {
  const names = [...columns[0]![1].scores.keys()];
  const rows = names.map((name) => [
    name,
    ...columns.map(([, { scores }]) => `${fine(scores.get(name)!.correct)} (${share(scores.get(name)!.exact)})`),
  ]);
  const sums = columns.map(([, accuracy]) => summary(accuracy));
  return table(
    ["", ...columns.map(([name]) => name)],
    [
      ...rows,
      ["**mean**", ...sums.map((s) => `**${fine(s.correct)}** (${share(s.exact)})`)],
      ["orphans right", ...sums.map((s) => fine(s.orphans))],
      ["wrong place", ...sums.map((s) => fine(s.wrong))],
      ["median ms", ...sums.map((s) => ms(s.median))],
    ],
  );
}

function positions(rows: readonly Stale[]): string {
  const methods = [...new Set(rows.map((r) => r.method))];
  const cases = [...new Set(rows.map(named))];
  return table(
    ["", ...methods],
    cases.map((name) => [
      name,
      ...methods.map((method) => {
        const row = rows.find((r) => r.method === method && named(r) === name);
        return row ? `${ms(row.took)} (${share(row.correct)})` : "–";
      }),
    ]),
  );
}

const named = ({ size, count, placed }: Stale) =>
  `${size} KB, ${count.toLocaleString("en")} ${count === 1 ? "passage" : "passages"}, ${placed ? "stale position" : "no position"}`;

/** Ours to the fastest of the others. */
const ratio = ({ ours, ...others }: Record<string, number>) => ours! / Math.min(...Object.values(others));

function targets({ peers, ours, speed, stale, painting }: Results): string[][] {
  const row = (what: string, target: string, measured: string, reached: boolean) => [
    what,
    target,
    measured,
    reached ? "reached" : "**not reached**",
  ];
  const [all, small, large, only] = [ours[50], ours[5], ours[500], ours.selectors].map(summary);
  const both = [small!, large!];
  const hypothesis = summary(peers.find((a) => a.method.startsWith("Hypothesis"))!);
  const own = summary(peers.find((a) => a.method.includes("selectors only"))!);
  const easy = ["typos", "typography", "1 % of characters", "5 % of characters", "10 % of characters"];
  const least = Math.min(...easy.map((name) => ours.selectors.scores.get(name)!.correct));
  const mixed = ratio(speed.mixed);
  const typos = speed.typos.map(({ times }) => ratio(times));
  const { long, growth, diff } = speed;
  const each = growth.map(({ count, took }) => took / count);
  const rate = diff.map(({ size, took }) => took / size);
  const placed = ([5, 50, 500] as const).map((size) => lead(stale, size));
  const bare = stale.filter((r) => !r.placed && r.method === "ours").map((r) => r.took / fastestBeside(stale, r));
  const [some, many] = painting.ours.map((we, i) =>
    [we.arrive, we.add].map((n, k) => n / (k === 0 ? painting.recogito[i]!.arrive : painting.recogito[i]!.add)),
  );
  const right = stale.filter((r) => r.placed && r.method === "ours").map((r) => r.correct);
  return [
    row(
      "both versions, 50 KB × 1,000",
      "≥ 99.5 % correct in the mean",
      `${fine(all!.correct)} %`,
      all!.correct >= 99.5,
    ),
    row("", "≥ 98.5 % in every scenario", `${fine(all!.worst)} % (${all!.worstIn})`, all!.worst >= 98.5),
    row("", "exact offsets ≥ 97 %", `${fine(all!.exact)} %`, all!.exact >= 97),
    row("", "orphans ≥ 98 % right", `${fine(all!.orphans)} %`, all!.orphans >= 98),
    row(
      "the same, 5 and 500 KB",
      "≥ 99 % in the mean",
      both.map((s) => `${fine(s.correct)} %`).join(", "),
      both.every((s) => s.correct >= 99),
    ),
    row(
      "",
      "≥ 97 % in every scenario",
      both.map((s) => `${fine(s.worst)} % (${s.worstIn})`).join(", "),
      both.every((s) => s.worst >= 97),
    ),
    row(
      "time, mixed, 50 KB × 1,000",
      "≤ 1/15 of the fastest diff without limits",
      `1/${(1 / mixed).toFixed(0)}`,
      mixed <= 1 / 15,
    ),
    row(
      "time, typos only, 5, 50, 500 KB",
      "never slower than it",
      typos.map((t) => `1/${ms(1 / t)}`).join(", "),
      typos.every((t) => t <= 1),
    ),
    row(
      "time, 500 KB × 10,000, mixed",
      "≤ 1/3 of diff-match-patch’s time-out",
      `1/${(long.givesUp / long.mixed).toFixed(1)}`,
      long.mixed <= long.givesUp / 3,
    ),
    // It needs no time-out for few edits; the target names what it takes to give up.
    row(
      "time, 500 KB × 10,000, light edits",
      "≤ 1/6 of it",
      `1/${(long.givesUp / long.light).toFixed(1)}`,
      long.light <= long.givesUp / 6,
    ),
    row("selectors only, 50 KB", "≥ 97 % in the mean", `${fine(only!.correct)} %`, only!.correct >= 97),
    row("", "≥ 98 % for typos, typography, up to 10 % of characters", `${fine(least)} %`, least >= 98),
    row(
      "",
      "≤ 1/5 of Hypothesis’s time",
      `1/${(hypothesis.median / own.median).toFixed(0)} (medians)`,
      own.median <= hypothesis.median / 5,
    ),
    row(
      "stale position, words unchanged",
      "100 % right",
      `${right.map(fine).join(", ")} %`,
      right.every((r) => r === 100),
    ),
    row(
      "",
      "≥ 5, 5, 50 × faster than the best correct peer at 5, 50, 500 KB",
      placed.map((p) => `${p.times.toFixed(1)} × (${p.than})`).join(", "),
      placed.every((p, i) => p.times >= [5, 5, 50][i]!),
    ),
    row(
      "without a position",
      "never slower than the peers, at any number",
      `slowest case: ${fine(Math.max(...bare))} of the fastest peer’s time`,
      bare.every((b) => b <= 1),
    ),
    row(
      "growth in passages",
      "flat from 1,000 to 100,000",
      each.map((e) => `${ms(1_000 * e)} µs`).join(", "),
      each[2]! <= each[0]! * 1.2,
    ),
    row(
      "growth in text",
      "near linear from 5 KB to 5 MB",
      rate.map((r) => `${ms(1_000 * r)} µs/KB`).join(", "),
      rate[3]! <= 2 * Math.min(...rate),
    ),
    row("painting 1,000 that arrive", "≤ 1/2 of recogito’s", fine(some![0]!), some![0]! <= 1 / 2),
    row("painting 10,000", "≤ 1/4", fine(many![0]!), many![0]! <= 1 / 4),
    row("adding one to 10,000", "≤ 1/3", fine(many![1]!), many![1]! <= 1 / 3),
  ];
}

/** How many times faster ours is than the fastest peer that is right as often, or else than the one that is right most often. */
function lead(rows: readonly Stale[], size: number) {
  const here = rows.filter((r) => r.placed && r.size === size);
  const we = here.find((r) => r.method === "ours")!;
  const others = here.filter((r) => r !== we).toSorted((a, b) => b.correct - a.correct);
  const best = others
    .filter((r) => r.correct >= Math.min(99.5, others[0]!.correct))
    .toSorted((a, b) => a.took - b.took)[0]!;
  return { times: best.took / we.took, than: `${best.method}, ${share(best.correct)} %` };
}

function fastestBeside(rows: readonly Stale[], we: Stale): number {
  const beside = rows.filter((r) => r !== we && r.placed === we.placed && r.size === we.size && r.count === we.count);
  return Math.min(...beside.map((r) => r.took));
}
