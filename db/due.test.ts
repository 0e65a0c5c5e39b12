import { type SQL, sql } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import { v7 as uuid } from "uuid";
import { expect, test } from "vitest";
import { type NewAssignment, newAssignment } from "@/lib/schemas/assignment";
import { newVersion } from "@/lib/schemas/version";
import * as articles from "./articles";
import * as assignments from "./assignments";
import { db } from "./client";
import * as due from "./due";
import * as points from "./points";
import * as publishing from "./publishing";
import * as replies from "./replies";
import * as t from "./schema";
import { statementsOf } from "./testing";
import * as seeds from "./testing.world";
import { forgetSections, work } from "./work";

const TEXT = [
  "# One\n\nThe river rose twice.",
  "## Two\n\nThe council built a wall.",
  "## Three\n\nIt cost four million.",
].join("\n\n");

test("what is counted for many at once is what is counted for each", async () => {
  const { lea, ann, bob } = await seeds.people("lea", "ann", "bob");
  const page = await seeds.article(lea, { text: TEXT });
  const group = await seeds.circle(lea, [ann, bob], [page.id]);
  const set = (more: Partial<NewAssignment>) =>
    assignments.create(
      lea,
      group.id,
      newAssignment.parse({ readings: [{ articleId: page.id }], counting: { minWords: 0 }, ...more }),
    );
  const shared = { layer: "group" as const, groupId: group.id };
  const all = [
    await set({ goals: { claim: 2, spread: 3 }, dueAt: "2036-01-01T00:00:00Z" }),
    await set({ goals: { evidence: 1, reply: 1, prompts: true } }),
    await set({ goals: { claim: 1 }, dueAt: "2026-01-01T00:00:00Z" }),
    await set({}),
  ];
  const asks = await seeds.mark(lea, page.id, { ...shared, question: true });
  await db.insert(t.prompts).values({ assignmentId: all[1]?.id ?? "", annotationId: asks.id, position: 0 });
  await seeds.mark(ann, page.id, { ...shared, quote: { exact: "The river rose twice" } });
  await seeds.mark(ann, page.id, { ...shared, quote: { exact: "The council built a wall" } });
  await seeds.mark(ann, page.id, { ...shared, kind: "evidence", quote: { exact: "The council" } });
  const bobs = await seeds.mark(bob, page.id, { ...shared, quote: { exact: "It cost four million" } });
  for (const to of [asks, bobs]) await replies.reply(ann, to.id, uuid(), { body: "Twice.", parentId: null });

  const seen = await due.asked(ann);
  expect(new Map(seen.map(({ assignment, own }) => [assignment.id, own.missing]))).toEqual(
    new Map([
      [all[0]?.id, { spread: 1 }],
      [all[1]?.id, {}],
      [all[2]?.id, { claim: 1 }],
      [all[3]?.id, {}],
    ]),
  );
  for (const who of [ann, bob])
    for (const { assignment, own } of await due.asked(who)) {
      const { missing, done, dueAt, lateUntil } = (await work(who, assignment.id)).items[0] ?? {};
      expect(own).toMatchObject({ missing, done, dueAt, lateUntil, begun: true });
    }
  const { led, asked } = await due.mine(lea);
  expect(asked).toEqual([]);
  expect(led.map(({ count }) => count && [count.done, count.begun, count.students])).toEqual([
    [0, 2, 2],
    [0, 2, 2],
    [1, 2, 2],
    [0, 2, 2],
  ]);
});

test("of many students each note is looked at only where the totals do not tell what counts", async () => {
  const { lea, ann, bob } = await seeds.people("lea", "ann", "bob");
  const page = await seeds.article(lea, { text: TEXT });
  const group = await seeds.circle(lea, [ann, bob], [page.id]);
  const set = (more: object) =>
    assignments.create(
      lea,
      group.id,
      newAssignment.parse({ readings: [{ articleId: page.id }], goals: { claim: 3, reply: 1 }, ...more }),
    );
  const all = [
    await set({}),
    await set({ counting: { distinct: false, minWords: 0 } }),
    await set({ goals: { claim: 1, spread: 2 } }),
    await set({ goals: { evidence: 1 }, dueAt: new Date(Date.now() - 86_400_000).toISOString() }),
  ];
  const mark = (who: typeof ann, exact: string, body: string) =>
    seeds.mark(who, page.id, { quote: { exact }, body, layer: "group", groupId: group.id });
  const [one] = [await mark(ann, "The river rose twice", "The gauge at the mill")];
  await mark(ann, "The council built a wall", "The gauge at the mill");
  await mark(bob, "The river rose twice", "The gauge at the mill");
  await mark(bob, "river rose", "The gauge at the mill");
  await mark(bob, "It cost four", "Why?");
  await replies.reply(bob, one.id, uuid(), { body: "Nobody else had heard of it", parentId: null });
  const ids = sql.param(all.map(({ id }) => id));
  const asked: string[] = [];
  const own = await due.ownOf(listening(asked), sql`a.id = any(${ids}::uuid[])`, sql`true`);
  expect(own).toHaveLength(8);
  for (const each of own) {
    const { items } = await work(lea, each.assignment);
    const { missing, done } = items.find(({ user }) => user.id === each.user) ?? {};
    expect(each).toMatchObject({ missing, done });
  }
  const missing = (of: typeof ann, n: number) =>
    own.find(({ assignment, user }) => assignment === all[n]?.id && user === of.id)?.missing;
  expect([0, 1, 2, 3].map((n) => missing(ann, n))).toEqual([
    { claim: 1, reply: 1 },
    { claim: 1, reply: 1 },
    {},
    { evidence: 1 },
  ]);
  expect([0, 1, 2, 3].map((n) => missing(bob, n))).toEqual([{ claim: 2 }, {}, { spread: 1 }, { evidence: 1 }]);
  // Ann's two notes for the first and all for the second are told by their number.
  const close = asked.filter((text) => text.includes('order by "madeAt"'));
  expect(close).toHaveLength(1);
  asked.length = 0;
  await due.ownOf(listening(asked), sql`a.id = ${all[1]?.id}::uuid`, sql`true`);
  expect(asked).toHaveLength(2);
});

test("how many statements it takes to count does not grow with students, notes that overlap, or versions", async () => {
  const names = ["lea", "s0", "s1", "s2", "s3", "s4", "s5"] as const;
  const people = await seeds.people(...names);
  const { lea } = people;
  const page = await seeds.article(lea, { text: TEXT });
  const group = await seeds.circle(lea, Object.values(people).slice(1), [page.id]);
  const { id } = await assignments.create(
    lea,
    group.id,
    newAssignment.parse({
      ...{ readings: [{ articleId: page.id }], goals: { claim: 2, spread: 2 }, counting: { minWords: 0 } },
      points: { goals: { claim: 4, spread: 2 } },
    }),
  );
  /** These students mark overlapping passages of each version that is published meanwhile. */
  const write = async (from: number, to: number, versions: number) => {
    for (let version = 0; version < versions; version++) {
      for (const one of names.slice(from + 1, to + 1))
        for (const exact of ["The river rose", "river rose twice", "It cost four"])
          await seeds.mark(people[one], page.id, { quote: { exact }, layer: "group", groupId: group.id });
      const base = (await articles.read(lea, page.id))?.version?.id;
      const markdown = `${TEXT}\n\nAnd so on, ${from}.${version}.`;
      await publishing.publish(lea, page.id, newVersion.parse({ baseVersionId: base, markdown }));
    }
  };
  const figures = async () => {
    const each: Record<string, number> = {};
    for (const [name, count] of Object.entries({
      ownOf: () => due.ownOf(db, sql`a.id = ${id}::uuid`, sql`true`),
      work: () => work(lea, id),
      points: () => points.all(lea, id),
    })) {
      // None of their sections is remembered, as after a start.
      forgetSections();
      each[name] = (await statementsOf(count)).length;
    }
    return each;
  };
  await write(0, 2, 1);
  const few = await figures();
  await write(2, 6, 3);
  expect(await figures()).toEqual(few);
  expect(few.ownOf).toBeLessThanOrEqual(5);
  expect(few.work).toBeLessThanOrEqual(6);
  expect(few.points).toBeLessThanOrEqual(20);
});

/** Keeps what is asked of the database. */
function listening(asked: string[]) {
  return new Proxy(db, {
    get(target, key) {
      if (key !== "execute") return Reflect.get(target, key);
      return (query: SQL) => {
        asked.push(new PgDialect().sqlToQuery(query).sql);
        return target.execute(query);
      };
    },
  });
}

test("trees of texts are read only where sections are asked for", async () => {
  const { lea, ann } = await seeds.people("lea", "ann");
  const page = await seeds.article(lea, { text: TEXT });
  const group = await seeds.circle(lea, [ann], [page.id]);
  const set = (more: object) =>
    assignments.create(lea, group.id, newAssignment.parse({ readings: [{ articleId: page.id }], ...more }));
  const plain = await set({ goals: { claim: 1 }, reveal: { when: "all" } });
  const spread = await set({ goals: { claim: 1, spread: 2 }, reveal: { when: "own", count: 1 } });
  await db.execute(sql`update article_versions set tree = '{}' where id = ${page.versionId}::uuid`);
  await seeds.mark(ann, page.id, { body: "The gauge at the mill", layer: "group", groupId: group.id });
  expect((await work(ann, plain.id)).items[0]).toMatchObject({ done: true, revealed: true });
  await expect(work(ann, spread.id)).rejects.toThrow();
});
