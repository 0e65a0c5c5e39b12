import { readFileSync } from "node:fs";
import { afterEach, beforeAll, expect, test } from "vitest";
import { TABLE } from "./access.table";
import { keepPlans } from "./testing";
import { makeWorld, type Row, VIEWERS } from "./testing.access";
import { predicates } from "./testing.mutants.mjs";

declare global {
  var glossRuledOut: ((rule: string) => boolean) | undefined;
}

/**
 * Takes each rule of `access.ts` away, one after another, so that it says yes to everybody, and demands that some cell of
 * the table turns: a rule that no test misses is either not needed or not tested.
 */
const rules = predicates(readFileSync(`${import.meta.dirname}/access.ts`, "utf8"));

/**
 * Rows that were written for a rule which many others ask as well: asked first. One that does not miss its rule any more
 * costs time and nothing else, for all the others are asked then.
 */
const WRITTEN_FOR: Record<string, string> = {
  apartFrom: "annotations.read: public",
  revealedTo: "annotations.read: read blind, how often others agree with a lead",
  liesIn: "annotations.read: read blind, outside the assigned part",
  hidesAt: "annotations.read: read blind, outside the assigned part",
  inItsGroup: "replies.read: in a group that the note's author left",
  reactionOf: "threads.react: takes back nobody else's",
  attachableIfVisible: "annotations.read: says that one may attach it",
  editableIfVisible: "annotations.read: says that one may change it",
  readOf: "annotations.read: unread by whoever neither wrote nor read it",
  unblocked: "live.listen: what is public",
  publicGroup: "live.listen: what is the group's, on an article that all may read",
  groupOpenTo: "live.listen: what is the group's, on an article that all may read",
  narrowedTo: "live.listen: what is for a lead alone",
  ledByAnother: "moderating.decide: where nobody but its author leads",
  awaitsLead: "replies.reply: stands at once where a lead must let it",
  wasDue: "annotations.read: a reference mark, before it is due",
  extendedTo: "annotations.read: a reference mark, the member has more time",
  referenceHeld: "live.listen: what happens to a reference mark, after",
  reactionShownTo: "annotations.read: read blind, how often others agree with a lead",
};

/** The rows that ask a rule, those first that ask the fewest others: the likeliest to miss it. */
const askers = new Map<string, readonly Row[]>();
const both = (list: readonly Row[]) => [false, true].map((lets) => [list, lets] as const);

/** For vitest, which takes it for no limit of time. */
const NO_LIMIT = 0;

beforeAll(async () => {
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

test("all rules were found, and the table asks each", () => {
  expect(rules).toEqual(expect.arrayContaining(["visibleTo", "articleReadableBy", "layerOpenTo", "isMe", "standing"]));
  expect(rules.length).toBeGreaterThan(30);
  expect(rules.filter((rule) => askers.get(rule)?.length === 0)).toEqual([]);
});

test.each(rules)(
  "without %s a cell turns",
  async (rule) => {
    const world = await makeWorld();
    globalThis.glossRuledOut = (asked) => asked === rule;
    const rows = askers.get(rule) ?? [];
    const first = rows.filter((row) => row.name === WRITTEN_FOR[rule]);
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
          if (turned) return;
        }
    expect.unreachable(`No cell misses ${rule}.`);
  },
  NO_LIMIT,
);
