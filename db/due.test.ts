import { v7 as uuid } from "uuid";
import { expect, test } from "vitest";
import { type NewAssignment, newAssignment } from "@/lib/schemas/assignment";
import * as assignments from "./assignments";
import { db } from "./client";
import * as due from "./due";
import * as replies from "./replies";
import * as t from "./schema";
import * as seeds from "./testing.world";
import { work } from "./work";

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
