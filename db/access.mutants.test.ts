import { readFileSync } from "node:fs";
import { afterEach, beforeAll, expect, test } from "vitest";
import { TABLE } from "./access.table";
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

/** The rows that ask a rule, those first that ask the fewest others: the likeliest to miss it. */
const askers = new Map<string, { row: Row; asked: number }[]>(rules.map((rule) => [rule, []]));

beforeAll(async () => {
  const world = await makeWorld();
  for (const row of TABLE) {
    const asked = new Set<string>();
    globalThis.glossRuledOut = (rule) => {
      asked.add(rule);
      return false;
    };
    await row.cell(world.viewers.author, world);
    for (const rule of asked) askers.get(rule)?.push({ row, asked: asked.size });
  }
  for (const list of askers.values()) list.sort((a, b) => a.asked - b.asked);
  globalThis.glossRuledOut = undefined;
});

afterEach(() => {
  globalThis.glossRuledOut = undefined;
});

test("all rules were found, and the table asks each", () => {
  expect(rules).toEqual(expect.arrayContaining(["visibleTo", "articleReadableBy", "layerOpenTo", "isMe", "standing"]));
  expect(rules.length).toBeGreaterThan(30);
  expect(rules.filter((rule) => askers.get(rule)?.length === 0)).toEqual([]);
});

test.each(rules)("without %s a cell turns", async (rule) => {
  const world = await makeWorld();
  globalThis.glossRuledOut = (asked) => asked === rule;
  for (const { row } of askers.get(rule) ?? []) {
    for (const who of VIEWERS) {
      // What the database itself refuses then, as a second row where one may be, is a cell that turned as well.
      const turned = await row.cell(world.viewers[who], world).then(
        (is) => is !== row.may.includes(who),
        () => true,
      );
      if (turned) return;
    }
  }
  expect.unreachable(`No cell misses ${rule}.`);
});
