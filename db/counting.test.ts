import { expect, test } from "vitest";
import { type Counting, newAssignment } from "@/lib/schemas/assignment";
import type { Account } from "@/lib/schemas/user";
import { withBefore } from "./afterwards";
import * as annotations from "./annotations";
import * as assignments from "./assignments";
import * as due from "./due";
import * as points from "./points";
import * as replies from "./replies";
import * as seeds from "./testing.world";
import { work } from "./work";

/** What of students' work counts towards an assignment. */

const AHEAD = "2036-01-01T00:00:00Z";
const WORDS = "The gauge at the mill";
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();

/** Lea leads; Ann and Bob read. Nothing is set yet. */
async function course() {
  const { lea, ann, bob } = await seeds.people("lea", "ann", "bob");
  const page = await seeds.article(lea);
  const group = await seeds.circle(lea, [ann, bob], [page.id]);
  const set = (more: object = {}) =>
    assignments.create(
      lea,
      group.id,
      newAssignment.parse({
        ...{ readings: [{ articleId: page.id }], goals: { claim: 3 }, points: { goals: { claim: 6 } } },
        ...{ dueAt: AHEAD, ...more },
      }),
    );
  const note = (who: Account, exact: string, more: object = {}) =>
    seeds.mark(who, page.id, { quote: { exact }, body: WORDS, layer: "group", groupId: group.id, ...more });
  /** What counts for Ann: on her pages, in the list of all that is due, and in points. */
  const counts = async (id: string) => {
    const one = (await work(ann, id)).items[0];
    const listed = (await due.asked(ann)).find(({ assignment }) => assignment.id === id)?.own;
    expect(listed?.missing).toEqual(one?.missing);
    expect(listed?.done).toEqual(one?.done);
    const all = await points.of(lea, id, ann.id);
    return [one?.counts.claim, all.points?.points];
  };
  return { lea, ann, bob, page, group, set, note, counts };
}

test("what was written before an assignment was set, or before it opened, counts only where that is ticked", async () => {
  const { lea, ann, set, note, counts } = await course();
  for (const words of ["The river rose twice", "The council built a wall", "It cost four million"])
    await note(ann, words);
  const { id, counting } = await set();
  expect(counting).toEqual({ earlier: false, minWords: 5, distinct: true, lastEdit: false });
  expect(await counts(id)).toEqual([0, 0]);
  expect((await set({ counting: { earlier: true } })).counting).toEqual({ ...counting, earlier: true });
  await note(ann, "Nobody had seen it so high");
  expect(await counts(id)).toEqual([1, 2]);

  const opened = await set({ opensAt: ago(60_000) });
  expect(await counts(opened.id)).toEqual([3, 6].map((n) => n + (n === 3 ? 1 : 0)));
  const shut = await set({ opensAt: new Date(Date.now() + 3_600_000).toISOString() });
  expect((await points.of(lea, shut.id, ann.id)).points?.points).toBe(0);

  const after = await assignments.revise(lea, id, { counting: { earlier: true } }, null);
  expect(after.counting).toEqual({ ...counting, earlier: true });
  expect(await counts(id)).toEqual([4, 6]);
});

test("replies from before count no more than notes, and open nobody's notes", async () => {
  const { ann, bob, set, note } = await course();
  const first = await note(bob, "The river rose twice");
  await note(ann, "The council built a wall");
  await replies.reply(ann, first.id, crypto.randomUUID(), { body: WORDS, parentId: null });
  const { id } = await set({ goals: { reply: 1 } });
  expect((await work(ann, id)).items[0]).toMatchObject({ counts: { reply: 0 }, done: false });
  const blind = await set({ goals: { claim: 1 }, reveal: { when: "own", count: 1 } });
  expect((await work(ann, blind.id)).items[0]).toMatchObject({ revealed: false, passages: 0 });
  const both = await set({ reveal: { when: "own", count: 1 }, counting: { earlier: true } });
  expect((await work(ann, both.id)).items[0]).toMatchObject({ revealed: true, passages: 1 });
});

test("one that was set by mistake on a text with notes is gone when it is deleted, also where they would count", async () => {
  const { lea, ann, set, note } = await course();
  await note(ann, "The river rose twice");
  for (const counting of [{}, { earlier: true }]) {
    const { id } = await set({ counting });
    expect(await assignments.remove(lea, id)).toEqual({ gone: true });
  }
  const { id } = await set();
  await note(ann, "The council built a wall", { body: "" });
  expect(await assignments.remove(lea, id)).toEqual({ gone: false });
});

test("three wordless highlights of one sentence are no work, unless that is asked for", async () => {
  const { ann, set, note, counts, lea } = await course();
  const { id } = await set();
  const empty: Partial<Counting>[] = [{ minWords: 0 }, { distinct: false }, { minWords: 0, distinct: false }];
  for (const words of ["The council built a wall.", "council built a wall", "The council built a"])
    await note(ann, words, { body: "" });
  expect(await counts(id)).toEqual([0, 0]);
  const found: unknown[] = [];
  for (const counting of empty) {
    await assignments.revise(lea, id, { counting: { minWords: 5, distinct: true, ...counting }, confirm: true }, null);
    found.push(await counts(id));
  }
  expect(found).toEqual([
    [1, 2],
    [0, 0],
    [3, 6],
  ]);
  const { items } = await withBefore(lea, id, ann.id);
  expect(items.map(({ discounted }) => discounted)).toEqual([null, null, null]);
  await expect(assignments.revise(lea, id, { counting: { distinct: true } }, null)).rejects.toMatchObject({
    ...{ status: 409, more: { extra: { confirm: true, students: 1 } } },
  });
  await assignments.revise(lea, id, { counting: { distinct: true }, confirm: true }, null);
  expect((await withBefore(lea, id, ann.id)).items.map((one) => one.discounted)).toEqual([null, "same", "same"]);
});

test("a passage counts once for each kind, whatever is written later; replies and answers are held to no passage", async () => {
  const { ann, bob, set, note, counts } = await course();
  const { id } = await set({ goals: { claim: 3, evidence: 1, reply: 2 } });
  await note(ann, "The river rose twice");
  await note(ann, "The river rose twice", { kind: "evidence" });
  await note(ann, "The council built a wall");
  await note(ann, "The council built a wall. The council built a bridge");
  await note(ann, "built a bridge");
  const theirs = await note(bob, "It cost four million");
  for (const body of [WORDS, `${WORDS}, still`, "Too short"])
    await replies.reply(ann, theirs.id, crypto.randomUUID(), { body, parentId: null });
  expect(await counts(id)).toEqual([3, 6]);
  const [one] = (await work(ann, id)).items;
  expect(one).toMatchObject({ counts: { claim: 3, evidence: 1, reply: 2 }, done: true });
});

test("words of scripts that put no space between them are counted by their letters", async () => {
  const { ann, set, note, counts } = await course();
  const { id } = await set();
  await note(ann, "The river rose twice", { body: "河水两次" });
  expect(await counts(id)).toEqual([0, 0]);
  await note(ann, "The council built a wall", { body: "河水两次上涨，见 gauge" });
  expect(await counts(id)).toEqual([1, 2]);
});

test("a note that was rewritten after it was due says so, with how it stood then, and is late where the last edit counts", async () => {
  const { lea, ann, set, note, counts } = await course();
  const { id } = await set({ counting: { minWords: 0 } });
  const first = await note(ann, "The river rose twice", { body: "" });
  const second = await note(ann, "The council built a wall", { body: "As it stood" });
  const answer = await note(ann, "It cost four million");
  await annotations.revise(ann, second.id, second.revision, { body: "As it stood when due" });
  await assignments.revise(lea, id, { dueAt: new Date().toISOString(), lateUntil: AHEAD }, null);
  const written = await annotations.revise(ann, first.id, first.revision, { body: "All of it, read elsewhere" });
  await annotations.revise(ann, first.id, written.revision, { body: "All of it, read elsewhere by now" });
  // What only its tags or its readers changed is not rewritten.
  await annotations.revise(ann, answer.id, answer.revision, { tags: ["ledger"] });
  const rule = { goals: { claim: 6 }, latePerDay: 50, by: "share" as const, best: null, reference: null };
  await assignments.revise(lea, id, { points: rule }, null);

  for (const who of [lea, ann]) {
    const { items } = await withBefore(who, id, ann.id);
    expect(items.map(({ atDue, editedDaysLate, daysLate }) => [atDue?.was.body, editedDaysLate, daysLate])).toEqual([
      ["", 1, 0],
      [undefined, 0, 0],
      [undefined, 0, 0],
    ]);
  }
  const shares = async () => (await points.of(lea, id, ann.id)).points?.goals[0]?.shares;
  expect((await shares())?.map((one) => [one.points, one.editedDaysLate])).toEqual([
    [2, 1],
    [2, 0],
    [2, 0],
  ]);
  await assignments.revise(lea, id, { counting: { lastEdit: true }, confirm: true }, null);
  expect(await counts(id)).toEqual([3, 5]);
  await assignments.revise(lea, id, { lateUntil: null, confirm: true }, null);
  expect(await counts(id)).toEqual([2, 4]);
  expect((await withBefore(lea, id, ann.id)).items.map((one) => one.discounted)).toEqual(["late", null, null]);
});
