import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, expect, inject, test } from "vitest";
import { z } from "zod";
import { TABLE } from "./access.table";
import { keepPlans } from "./testing";
import { makeWorld, type Row, VIEWERS } from "./testing.access";
import { predicates, wordings } from "./testing.mutants.mjs";

declare global {
  var glossRuledOut: ((rule: string) => boolean) | undefined;
}
declare module "vitest" {
  interface ProvidedContext {
    /** Whether every rule is taken away, or only those that are not as they were when a cell last turned without them. */
    everyMutant: boolean;
  }
}

/**
 * Takes each rule of `access.ts` away, one after another, so that it says yes to everybody, and demands that some cell of
 * the table turns: a rule that no test misses is either not needed or not tested. Which row turned stands in
 * `access.mutants.json` beside a digest of the rule as it was. With the database tests only those rules are taken away of
 * which that is not true any more; `npm run mutants`, a part of `.ci/run`, takes all away and writes the file.
 */
const source = readFileSync(`${import.meta.dirname}/access.ts`, "utf8");
const rules = predicates(source);
const wording = wordings(source);
const digestOf = (rule: string) =>
  createHash("sha256")
    .update(wording.get(rule) ?? "")
    .digest("hex")
    .slice(0, 16);

const RECORD = `${import.meta.dirname}/access.mutants.json`;
const record = z
  .record(z.string(), z.object({ digest: z.string(), row: z.string() }))
  .parse(JSON.parse(readFileSync(RECORD, "utf8")));
const names = new Set(TABLE.map(({ name }) => name));
const isKnown = (rule: string) => {
  const last = record[rule];
  return last?.digest === digestOf(rule) && names.has(last.row);
};
const every = inject("everyMutant");
const tried = every ? rules : rules.filter((rule) => !isKnown(rule));
const turnedBy = new Map<string, string>();

/** The rows that ask a rule, those first that ask the fewest others: the likeliest to miss it. */
const askers = new Map<string, readonly Row[]>();
const both = (list: readonly Row[]) => [false, true].map((lets) => [list, lets] as const);

/** For vitest, which takes it for no limit of time. */
const NO_LIMIT = 0;

beforeAll(async () => {
  if (tried.length === 0) return;
  await keepPlans();
  const world = await makeWorld();
  const asks = new Map<Row, ReadonlySet<string>>();
  for (const row of TABLE) {
    const asked = new Set<string>();
    globalThis.glossRuledOut = (rule) => {
      asked.add(rule);
      return false;
    };
    await row.cell(world.viewers.author, world);
    asks.set(row, asked);
  }
  const fewest = [...asks].sort(([, a], [, b]) => a.size - b.size);
  for (const rule of rules)
    askers.set(
      rule,
      fewest.filter(([, asked]) => asked.has(rule)).map(([row]) => row),
    );
  globalThis.glossRuledOut = undefined;
  // How long it takes says how busy the machine is, and nothing of the rules: every row is asked once.
}, NO_LIMIT);

afterEach(() => {
  globalThis.glossRuledOut = undefined;
});

afterAll(() => {
  if (!every || tried.some((rule) => !turnedBy.has(rule))) return;
  const lines = [...turnedBy].sort(([a], [b]) => (a < b ? -1 : 1));
  const found = Object.fromEntries(lines.map(([rule, row]) => [rule, { digest: digestOf(rule), row }]));
  writeFileSync(RECORD, `${JSON.stringify(found, null, 2)}\n`);
});

test("all rules were found, each with its words, and the table asks each that is taken away", () => {
  expect(rules).toEqual(expect.arrayContaining(["visibleTo", "articleReadableBy", "layerOpenTo", "isMe", "standing"]));
  expect(rules.length).toBeGreaterThan(30);
  expect([...wording.keys()].sort()).toEqual([...rules].sort());
  expect(tried.filter((rule) => askers.get(rule)?.length === 0)).toEqual([]);
});

test("what is known of earlier runs is about rules that are there", () => {
  expect(Object.keys(record).filter((rule) => !rules.includes(rule))).toEqual([]);
});

if (tried.length > 0)
  test.each(tried)(
    "without %s a cell turns",
    async (rule) => {
      const world = await makeWorld();
      globalThis.glossRuledOut = (asked) => asked === rule;
      const rows = askers.get(rule) ?? [];
      // Asked first: it costs time and nothing else when it does not turn any more, for all the others are asked then.
      const first = rows.filter((row) => row.name === record[rule]?.row);
      // A rule that says yes to everybody gives most of all to those who may not.
      for (const [list, lets] of [...both(first), ...both(rows)])
        for (const row of list)
          for (const who of VIEWERS) {
            if (row.may.includes(who) !== lets) continue;
            // What the database itself refuses then, as a second row where one may be, is a cell that turned as well.
            const turned = await row.cell(world.viewers[who], world).then(
              (is) => is !== lets,
              () => true,
            );
            if (turned) {
              turnedBy.set(rule, row.name);
              return;
            }
          }
      expect.unreachable(`No cell misses ${rule}.`);
    },
    NO_LIMIT,
  );
