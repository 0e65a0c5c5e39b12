import { v7 as uuid } from "uuid";
import { expect, test } from "vitest";
import { newAssignment } from "@/lib/schemas/assignment";
import * as annotations from "./annotations";
import * as assignments from "./assignments";
import * as prompts from "./prompts";
import * as replies from "./replies";
import * as seeds from "./testing.world";
import { work } from "./work";

test("questions stand in the order their instructors give them, and one is answered by a reply below it, seen by leads alone while it is read blind", async () => {
  const { lea, ann, bob } = await seeds.people("lea", "ann", "bob");
  const page = await seeds.article(lea);
  const group = await seeds.circle(lea, [ann, bob], [page.id]);
  const input = { readings: [{ articleId: page.id }], goals: { prompts: true }, reveal: { when: "manual" } };
  const { id } = await assignments.create(lea, group.id, newAssignment.parse(input));
  const note = async (body: string) =>
    (await seeds.mark(lea, page.id, { body, kind: "note", layer: "group", groupId: group.id })).id;
  const [high, wall, cost] = [await note("How high?"), await note("Why a wall?"), await note("Who paid?")];
  const said = (list: { body: string }[]) => list.map(({ body }) => body);
  await prompts.ask(lea, id, high);
  await prompts.ask(lea, id, wall);
  expect(said(await prompts.ask(lea, id, cost))).toEqual(["How high?", "Why a wall?", "Who paid?"]);
  expect(said(await prompts.ask(lea, id, cost, 0))).toEqual(["Who paid?", "How high?", "Why a wall?"]);
  expect(said(await prompts.ask(lea, id, cost))).toEqual(["Who paid?", "How high?", "Why a wall?"]);

  const answer = (who: typeof ann, to: string) =>
    replies.reply(who, to, uuid(), { body: "Higher than ever before", parentId: null });
  const mine = (await answer(ann, high)).reply;
  await answer(bob, high);
  expect((await prompts.list(ann, id)).map(({ answered }) => answered)).toEqual([false, true, false]);
  const standing = async () => (await work(ann, id)).items[0];
  expect(await standing()).toMatchObject({ prompts: 1, missing: { prompts: 2 }, done: false });
  expect((await replies.list(ann, high, { limit: 9 })).items.map((one) => one.author?.name)).toEqual(["ann"]);
  expect((await annotations.read(lea, high)).replyCount).toBe(2);
  await prompts.unask(lea, id, cost);
  await answer(ann, wall);
  expect(await standing()).toMatchObject({ prompts: 2, missing: {}, done: true });

  await replies.remove(ann, mine.id, mine.revision);
  expect((await prompts.list(ann, id)).map(({ answered }) => answered)).toEqual([false, true]);
  await assignments.open(lea, id);
  expect((await replies.list(ann, high, { limit: 9 })).items.some((one) => one.author?.name === "bob")).toBe(true);
  await annotations.remove(lea, high, (await annotations.read(lea, high)).revision);
  expect(said(await prompts.list(bob, id))).toEqual(["Why a wall?"]);
  expect(await standing()).toMatchObject({ prompts: 1, done: true });
});

test("one that nobody is shown any more keeps no other from moving past it", async () => {
  const { lea } = await seeds.people("lea");
  const page = await seeds.article(lea);
  const group = await seeds.circle(lea, [], [page.id]);
  const { id } = await assignments.create(lea, group.id, newAssignment.parse({ readings: [{ articleId: page.id }] }));
  const asked: string[] = [];
  for (const body of ["First?", "Gone?", "Last?"]) {
    const note = await seeds.mark(lea, page.id, { body, kind: "note", layer: "group", groupId: group.id });
    await prompts.ask(lea, id, note.id);
    asked.push(note.id);
  }
  const [first = "", gone = ""] = asked;
  await annotations.remove(lea, gone, (await annotations.read(lea, gone)).revision);
  expect((await prompts.ask(lea, id, first, 1)).map(({ body }) => body)).toEqual(["Last?", "First?"]);
});
