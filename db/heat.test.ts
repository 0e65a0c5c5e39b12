import { expect, test } from "vitest";
import { newAssignment } from "@/lib/schemas/assignment";
import type { Account } from "@/lib/schemas/user";
import * as assignments from "./assignments";
import * as heat from "./heat";
import * as replies from "./replies";
import * as seeds from "./testing.world";

const TEXT = `# The quiet valley

The river rose twice that spring.

## The wall

The council built a wall.

## The bridge

The council built a bridge, and then the river rose again.

## The ledger

It cost four million, the ledger says.`;

/** Lea leads; Ann and Bob read. */
async function course(part?: string) {
  const { lea, ann, bob } = await seeds.people("lea", "ann", "bob");
  const page = await seeds.article(lea, { text: TEXT });
  const group = await seeds.circle(lea, [ann, bob], [page.id]);
  const reading = { articleId: page.id, ...(part && { part: { exact: part } }) };
  const { id } = await assignments.create(lea, group.id, newAssignment.parse({ readings: [reading] }));
  const mark = (who: Account, exact: string, given: object = {}) =>
    seeds.mark(who, page.id, { quote: { exact }, layer: "group", groupId: group.id, ...given });
  return { lea, ann, bob, id, page, mark };
}

test("each section says what its students wrote in it, in the assigned part alone", async () => {
  const { lea, ann, bob, id, mark } = await course("The council built a bridge, and then the river rose again.");
  await mark(ann, "The river rose twice");
  await mark(ann, "The council built a bridge", { question: true });
  await mark(bob, "The council built a bridge", { kind: "evidence" });
  await mark(lea, "the river rose again");
  const [bridge, ...others] = await heat.sections(lea, id);
  expect(others).toEqual([]);
  expect(bridge).toMatchObject({ heading: "The bridge", marks: 2, people: 2, questions: 1, differing: 1 });
  const { marks, students } = await heat.marked(lea, id);
  expect([marks.length, students]).toEqual([2, 2]);
  await expect(heat.marked(lea, id, crypto.randomUUID())).rejects.toMatchObject({ status: 404 });
});

test("passages to talk about come by what is asked, answered and differed on, with the notes that say most", async () => {
  const { lea, ann, bob, id, mark } = await course();
  const asked = await mark(ann, "It cost four million", { question: true, body: "Of what?" });
  await mark(bob, "It cost four million, the", { body: "So says the ledger." });
  await mark(bob, "The council built a wall", { body: "Nobody says anything of this." });
  const answered = await mark(ann, "The river rose twice", { body: "Twice!" });
  for (const who of [lea, bob])
    await replies.reply(who, answered.id, crypto.randomUUID(), { body: "Indeed", parentId: null });
  const passages = await heat.talk(lea, id);
  expect(passages.map(({ exact, worth, people }) => [exact, worth, people])).toEqual([
    ["It cost four million", 3, 2],
    ["The river rose twice", 2, 1],
  ]);
  expect(passages[0]?.notes.map(({ body, author }) => [body, author.name])).toEqual([
    ["Of what?", "ann"],
    ["So says the ledger.", "bob"],
  ]);
  expect(passages[0]?.annotationId).toBe(asked.id);
});

test("a passage that was drawn from the middle of a word is shown to a class in whole words", async () => {
  const { lea, ann, id, mark } = await course();
  await mark(ann, "ost four mill", { question: true, body: "Of what?" });
  expect((await heat.talk(lea, id)).map(({ exact }) => exact)).toEqual(["cost four million"]);
});
