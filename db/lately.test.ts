import { expect, test } from "vitest";
import * as annotations from "./annotations";
import { db } from "./client";
import * as groups from "./groups";
import * as lately from "./lately";
import * as leading from "./leading";
import * as members from "./members";
import * as roster from "./roster";
import * as t from "./schema";
import { seed } from "./testing.people";
import * as seeds from "./testing.world";
import * as threads from "./threads";

test("lists apart from the text say that a note is for two alone, or for a section", async () => {
  const { lea, ann, page, group, shared, answer } = await seeds.together();
  const { id: sectionId } = await leading.addSection(lea, group.id, "North");
  await members.revise(lea, group.id, ann.id, { sectionId });
  const alone = await seeds.mark(lea, page.id, { ...shared, withUserId: ann.id, question: true });
  await seeds.mark(lea, page.id, { ...shared, sectionId });
  await answer(lea, alone.id);
  const of = { group: "Circle", section: null, alone: null };
  expect((await lately.fresh(ann, group.id)).map((one) => one.within)).toEqual([
    { ...of, alone: "lea" },
    { ...of, section: "North" },
  ]);
  expect((await lately.questions(ann, group.id)).items.map((one) => one.within)).toEqual([{ ...of, alone: "lea" }]);
  expect((await annotations.mine(lea, {})).items.map((one) => one.within)).toEqual([
    { ...of, section: "North" },
    { ...of, alone: "ann" },
  ]);
});

test("open questions stand in the order in which they need an answer, and settled ones not at all", async () => {
  const { lea, ann, bob, page, group, shared, answer } = await seeds.together();
  const ask = (body: string) => seeds.mark(ann, page.id, { ...shared, question: true, body });
  const [first, shares, answered, settled] = [
    await ask("first"),
    await ask("shares"),
    await ask("answered"),
    await ask("settled"),
  ];
  await threads.react(bob, shares.id, "question", true);
  await answer(lea, answered.id);
  await threads.settle(lea, settled.id, { resolved: true });
  const open = await lately.questions(lea, group.id, 2);
  expect(open.all).toBe(3);
  expect(open.items.map((one) => one.id)).toEqual([shares.id, first.id]);
  expect((await lately.questions(lea, group.id)).items.at(-1)).toMatchObject({ id: answered.id, answers: 1 });
});

test("the people of a group come by the page, those who lead it first, and are found by their names", async () => {
  const { lea } = await seeds.people("lea");
  const group = await groups.create(lea, { name: "Class", description: "" });
  for (let i = 0; i < 7; i++) {
    const { id } = await seed({ name: `Reader ${i} Marsh` });
    await db.insert(t.memberships).values({ groupId: group.id, userId: id, role: i === 6 ? "lead" : "member" });
  }
  const first = await roster.page(lea, group.id, { limit: 5 });
  const second = await roster.page(lea, group.id, { limit: 5, cursor: first.next ?? "" });
  expect([...first.items, ...second.items].map((one) => one.name)).toEqual([
    ...["lea", "Reader 6 Marsh"],
    ...[0, 1, 2, 3, 4, 5].map((i) => `Reader ${i} Marsh`),
  ]);
  expect(second.next).toBeNull();
  expect((await roster.page(lea, group.id, { q: "marsh 3" })).items).toMatchObject([{ name: "Reader 3 Marsh" }]);
  expect(await roster.counts(lea, group.id)).toEqual({ owners: 1, unplaced: 6 });
});
