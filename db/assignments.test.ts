import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { assignmentPatch, newAssignment } from "@/lib/schemas/assignment";
import type { Account } from "@/lib/schemas/user";
import * as annotations from "./annotations";
import * as assignments from "./assignments";
import { db } from "./client";
import * as due from "./due";
import * as members from "./members";
import * as notices from "./notices";
import * as readings from "./readings";
import * as replies from "./replies";
import { assignmentReadings, partAnchors } from "./schema";
import * as seeds from "./testing.world";
import { work, workOf } from "./work";

const AHEAD = "2036-01-01T00:00:00Z";
const WORDS = "The council ought to know";

/** Lea leads; Ann and Bob read. */
async function course(more: object = {}) {
  const { lea, ann, bob } = await seeds.people("lea", "ann", "bob");
  const page = await seeds.article(lea);
  const group = await seeds.circle(lea, [ann, bob], [page.id]);
  const input = newAssignment.parse({ readings: [{ articleId: page.id }], goals: { claim: 2 }, ...more });
  const assignment = await assignments.create(lea, group.id, input);
  const mark = (who: Account, exact: string, given: object = {}) =>
    seeds.mark(who, page.id, {
      ...{ quote: { exact }, body: WORDS, layer: "group", groupId: group.id },
      ...given,
    });
  const sees = async (who: Account) => (await annotations.forArticle(who, page.id)).map((one) => one.author.name);
  return { lea, ann, bob, page, group, assignment, mark, sees };
}

test("what others wrote stays hidden until a student has marked so many passages of their own, with a note of five words", async () => {
  const { lea, ann, bob, mark, sees, assignment } = await course({ reveal: { when: "own", count: 2 } });
  const first = await mark(bob, "The river rose twice");
  await mark(lea, "It cost four million");
  expect(await sees(ann)).toEqual(["lea"]);
  await mark(ann, "The river rose twice", { layer: "private", groupId: null });
  await mark(ann, "It cost four million", { body: "Too few words" });
  await mark(ann, "The council built a wall");
  await mark(ann, "council built a wall");
  expect(await sees(ann)).not.toContain("bob");
  expect((await assignments.read(ann, assignment.id)).revealed).toBe(false);
  const last = await mark(ann, "Nobody had seen it so high");
  expect(await sees(ann)).toContain("bob");
  expect((await assignments.read(ann, assignment.id)).revealed).toBe(true);
  // Once opened it stays open.
  await annotations.remove(ann, last.id, 1);
  expect(await sees(ann)).toContain("bob");
  // What is put back counts as what is written does.
  await annotations.remove(bob, first.id, 1);
  await mark(bob, "It cost four million");
  expect(await sees(bob)).not.toContain("ann");
  await annotations.restore(bob, first.id);
  expect(await sees(bob)).toContain("ann");
});

test("leads and their words are never kept from anybody, and all is shown when a lead opens it, or its day comes", async () => {
  const { lea, ann, bob, mark, sees, assignment } = await course({ reveal: { when: "manual" } });
  await mark(bob, "The river rose twice");
  expect(await sees(lea)).toEqual(["bob"]);
  expect(await sees(ann)).toEqual([]);
  await expect(assignments.open(ann, assignment.id)).rejects.toMatchObject({ status: 404 });
  await assignments.open(lea, assignment.id);
  expect(await sees(ann)).toEqual(["bob"]);

  const dated = await course({ reveal: { when: "date", at: AHEAD } });
  await dated.mark(dated.bob, "The river rose twice");
  expect(await dated.sees(dated.ann)).toEqual([]);
  await assignments.revise(
    dated.lea,
    dated.assignment.id,
    { reveal: { when: "date", at: "2026-01-01T00:00:00Z" } },
    null,
  );
  expect(await dated.sees(dated.ann)).toEqual(["bob"]);
});

test("when all are done, all see all; at the latest when it is due", async () => {
  const { ann, bob, mark, sees } = await course({ reveal: { when: "all" }, dueAt: AHEAD });
  await mark(bob, "The river rose twice");
  await mark(bob, "The council built a wall");
  await mark(ann, "The river rose twice");
  expect(await sees(ann)).toEqual(["ann"]);
  await mark(ann, "It cost four million");
  expect(await sees(ann)).toContain("bob");
  expect(await sees(bob)).toContain("ann");
});

test("a peer who sees more answers and reacts unseen until the other is shown it too", async () => {
  const { ann, bob, mark } = await course({ reveal: { when: "own", count: 1 } });
  const hers = await mark(ann, "It cost four million", { body: "Short" });
  await mark(bob, "The river rose twice");
  const said = await replies.reply(bob, hers.id, crypto.randomUUID(), { body: "Look again", parentId: null });
  expect((await annotations.read(ann, hers.id)).replyCount).toBe(0);
  await expect(replies.read(ann, said.reply.id)).rejects.toMatchObject({ status: 404 });
  await mark(ann, "The council built a wall");
  expect((await annotations.read(ann, hers.id)).replyCount).toBe(1);
});

test("work is counted in the assigned part alone, for a student themself and for leads everybody's", async () => {
  const part = { exact: "The council built a wall. The council built a bridge, and then the river rose again." };
  const { page: _, lea, ann, bob, mark, assignment } = await course({});
  await assignments.revise(
    lea,
    assignment.id,
    { readings: [{ articleId: _.id, part: { ...part, prefix: "", suffix: "" } }] },
    null,
  );
  await mark(ann, "The river rose twice");
  await mark(ann, "The council built a wall");
  await mark(bob, "The council built a bridge");
  await mark(bob, "The council built a wall", { kind: "evidence" });
  const { items } = await work(lea, assignment.id);
  expect(items.map(({ user, counts, done }) => [user.name, counts.claim, counts.evidence, done])).toEqual([
    ["ann", 1, 0, false],
    ["bob", 1, 1, false],
  ]);
  expect((await work(ann, assignment.id)).items.map(({ user }) => user.name)).toEqual(["ann"]);
  await mark(ann, "the river rose again");
  expect((await work(ann, assignment.id)).items[0]).toMatchObject({ done: true, passages: 2 });
});

test("times out of order are refused, a second editor is told, and what has work in it is put away", async () => {
  const { lea, ann, mark, assignment, group } = await course({ dueAt: AHEAD });
  await expect(assignments.revise(lea, assignment.id, { opensAt: "2037-01-01T00:00:00Z" }, null)).rejects.toMatchObject(
    { status: 400 },
  );
  await assignments.revise(lea, assignment.id, { title: "Read this" }, 1);
  await expect(assignments.revise(lea, assignment.id, { title: "Or this" }, 1)).rejects.toMatchObject({ status: 412 });
  await mark(ann, "The river rose twice");
  expect(await assignments.remove(lea, assignment.id)).toEqual({ gone: false });
  expect(await assignments.list(ann, group.id)).toEqual([]);
  expect((await assignments.list(lea, group.id)).map((one) => [one.title, one.archived])).toEqual([
    ["Read this", true],
  ]);
});

test("sent again under the id that its client made, it is set once, and who sent it is told what was set", async () => {
  const { lea, ann, assignment, group } = await course();
  const texts = (of: typeof assignment) => of.readings.map(({ articleId }) => ({ articleId }));
  const input = newAssignment.parse({ id: crypto.randomUUID(), readings: texts(assignment), title: "Once" });
  await assignments.create(lea, group.id, input);
  await expect(assignments.create(lea, group.id, { ...input, title: "Twice" })).rejects.toMatchObject({
    ...{ status: 409, more: { extra: { current: { id: input.id, title: "Once" } } } },
  });
  expect((await assignments.list(ann, group.id)).filter(({ id }) => id === input.id)).toHaveLength(1);
  const other = await course();
  await expect(
    assignments.create(other.lea, other.group.id, { ...input, readings: texts(other.assignment) }),
  ).rejects.toMatchObject({ status: 409, more: { extra: undefined } });
});

test("a late note opens others' to its writer still, also when it is taken no more", async () => {
  const { ann, bob, mark, sees, assignment } = await course({
    ...{ dueAt: AHEAD, goals: { claim: 1 }, reveal: { when: "own", count: 1 } },
  });
  await mark(bob, "The river rose twice");
  await db.execute(sql`update assignments set due_at = now() - interval '2 days', late_until = now() - interval '1 day',
    created_at = now() - interval '9 days' where id = ${assignment.id}`);
  expect(await sees(ann)).not.toContain("bob");
  await mark(ann, "The council built a wall");
  expect(await sees(ann)).toContain("bob");
});

test("late work is counted by the days until it is taken no more, and an extension moves both", async () => {
  const day = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString();
  const { lea, ann, bob, mark, assignment } = await course({ dueAt: AHEAD, goals: { claim: 1 } });
  await mark(ann, "The river rose twice");
  await mark(bob, "The river rose twice");
  await db.execute(
    sql`update assignments set due_at = ${day(-1.5)}, late_until = ${day(-0.5)} where id = ${assignment.id}`,
  );
  const stands = async (who: Account) => {
    const { dueAt: _, lateUntil: __, items, counts, done } = await workOf(lea, assignment.id, who.id);
    return [counts.claim, done, items[0]?.taken, items[0]?.daysLate];
  };
  expect(await stands(ann)).toEqual([0, false, false, 2]);
  await db.execute(
    sql`insert into extensions (id, assignment_id, user_id, due_at) values (gen_random_uuid(), ${assignment.id}, ${ann.id}, ${day(1)})`,
  );
  expect(await stands(ann)).toEqual([1, true, true, 0]);
  await db.execute(sql`update assignments set late_until = ${day(1)} where id = ${assignment.id}`);
  expect(await stands(bob)).toEqual([1, true, true, 2]);
});

test("an answer below a question of the assignment counts as that, also while peers' notes are hidden, and not as a reply", async () => {
  const { lea, ann, mark, assignment } = await course({ goals: { prompts: true }, reveal: { when: "manual" } });
  const question = await mark(lea, "The river rose twice", { question: true });
  await db.execute(
    sql`insert into prompts (assignment_id, annotation_id, position) values (${assignment.id}, ${question.id}, 0)`,
  );
  expect((await work(ann, assignment.id)).items[0]).toMatchObject({ prompts: 0, done: false, missing: { prompts: 1 } });
  await replies.reply(ann, question.id, crypto.randomUUID(), { body: "It says so", parentId: null });
  expect((await work(ann, assignment.id)).items[0]).toMatchObject({
    prompts: 1,
    done: true,
    missing: {},
    counts: { reply: 0 },
  });
});

test("marks are spread where they lie in different sections of the text", async () => {
  const { ann, mark, assignment } = await course({ goals: { spread: 2 } });
  await mark(ann, "The river rose twice");
  const [one] = (await work(ann, assignment.id)).items;
  expect(one).toMatchObject({ spread: 1, missing: { spread: 1 } });
});

test("what somebody has written when an assignment is set, or its rule changed, opens what it opens; and what was open stays so", async () => {
  const { lea, ann, bob, mark, sees, assignment } = await course({ reveal: { when: "own", count: 2 } });
  await mark(bob, "The river rose twice");
  await mark(ann, "The river rose twice");
  expect(await sees(ann)).toEqual(["ann"]);
  await assignments.revise(lea, assignment.id, { reveal: { when: "own", count: 1 } }, null);
  expect(await sees(ann)).toContain("bob");
  await assignments.revise(lea, assignment.id, { reveal: { when: "own", count: 5 } }, null);
  expect(await sees(ann)).toContain("bob");

  const dated = await course({ reveal: { when: "date", at: "2026-01-01T00:00:00Z" } });
  await dated.mark(dated.bob, "The river rose twice");
  expect(await dated.sees(dated.ann)).toEqual(["bob"]);
  await assignments.revise(dated.lea, dated.assignment.id, { reveal: { when: "date", at: AHEAD } }, null);
  expect(await dated.sees(dated.ann)).toEqual(["bob"]);

  const shut = await course({ reveal: { when: "manual" } });
  await shut.mark(shut.bob, "The river rose twice");
  for (const archived of [true, false]) await assignments.revise(shut.lea, shut.assignment.id, { archived }, null);
  expect(await shut.sees(shut.ann)).toEqual(["bob"]);
});

test("a part that was not drawn again follows its text, one that is gone is said to be lost, and a wrong one is named", async () => {
  const part = { exact: "The council built a wall.", prefix: "", suffix: "" };
  const { lea, page, assignment } = await course({});
  const read = { articleId: page.id, part };
  const [first] = (await assignments.revise(lea, assignment.id, { readings: [read] }, null)).readings;
  const row = () => db.select().from(assignmentReadings).where(eq(assignmentReadings.assignmentId, assignment.id));
  const [before] = await row();
  await assignments.revise(
    lea,
    assignment.id,
    { readings: [{ ...read, part: { ...part, ...first?.part?.span } }] },
    null,
  );
  expect((await row())[0]?.id).toBe(before?.id);
  await db.delete(partAnchors).where(eq(partAnchors.readingId, before?.id ?? ""));
  const lost = await assignments.revise(lea, assignment.id, { readings: [read], title: "Read on" }, null);
  expect(lost.readings[0]?.part).toEqual({ exact: part.exact, span: null });
  const wrong = { articleId: page.id, part: { ...part, exact: "The council built a tower." } };
  await expect(assignments.revise(lea, assignment.id, { readings: [wrong] }, null)).rejects.toMatchObject({
    status: 422,
    more: { errors: { "readings.0.part": [expect.stringContaining("not in the article")] } },
  });
  const drawn = { articleId: page.id, part: { ...part, exact: "The council built a bridge" } };
  const again = await assignments.revise(lea, assignment.id, { readings: [drawn] }, null);
  expect(again.readings[0]?.part?.span).not.toBeNull();
  const theirs = await seeds.article((await seeds.people("eve")).eve);
  await expect(
    assignments.revise(lea, assignment.id, { readings: [drawn, { articleId: theirs.id }] }, null),
  ).rejects.toMatchObject({ status: 404, more: { errors: { "readings.1": [expect.any(String)] } } });
});

test("a part may be as long as a chapter, of which lists show how it begins and ends", async () => {
  const { lea } = await seeds.people("lea");
  const lines = Array.from({ length: 600 }, (_, i) => `In year ${i} the river rose and the council built wall ${i}.`);
  const page = await seeds.article(lea, { text: lines.join("\n\n") });
  const group = await seeds.circle(lea, [], [page.id]);
  const exact = page.text.slice(0, 30_000);
  const input = newAssignment.parse({ readings: [{ articleId: page.id, part: { exact } }] });
  const { readings } = await assignments.create(lea, group.id, input);
  expect(readings[0]?.part).toEqual({ exact: exact.trimEnd(), span: { start: 0, end: exact.trimEnd().length } });
  const [listed] = await assignments.list(lea, group.id);
  expect(listed?.readings[0]?.part?.exact).toMatch(/^In year 0 .{280,300} … .{290,300}$/su);
});

test("what nobody has worked on is gone when it is taken away; an answer alone is work", async () => {
  const { lea, ann, mark, assignment, group } = await course({});
  const question = await mark(lea, "The council built a wall");
  expect((await assignments.list(lea, group.id)).map(({ id }) => id)).toEqual([assignment.id]);
  await replies.reply(ann, question.id, crypto.randomUUID(), { body: "They did not", parentId: null });
  expect(await assignments.remove(lea, assignment.id)).toEqual({ gone: false });
  const other = await course({});
  await other.mark(other.lea, "The council built a wall");
  expect(await assignments.remove(other.lea, other.assignment.id)).toEqual({ gone: true });
  await expect(assignments.remove(other.lea, other.assignment.id)).rejects.toMatchObject({ status: 404 });
});

test("a text that comes with an assignment is told once, as that; to guests, who do none, and later, as a reading", async () => {
  const { lea, ann, bob, group } = await course();
  await members.revise(lea, group.id, bob.id, { role: "guest" });
  const told = async (who: Account) =>
    (await notices.list(who, { limit: 50 })).items.map(({ kind, article, assignment }) => [
      kind,
      article?.id ?? assignment?.id,
    ]);
  const before = await told(ann);
  const [one, other, third] = [await seeds.article(lea), await seeds.article(lea), await seeds.article(lea)];
  const set = (articleId: string, more: object = {}) =>
    assignments.create(lea, group.id, newAssignment.parse({ readings: [{ articleId }], ...more }));
  const made = await set(one.id);
  expect((await told(ann)).slice(0, -before.length)).toEqual([["assignment", made.id]]);
  expect((await told(bob))[0]).toEqual(["reading", one.id]);
  // What opens later is told then.
  await set(other.id, { opensAt: AHEAD });
  expect(await told(ann)).toHaveLength(before.length + 1);
  // Of a text that is added afterwards nothing else tells.
  const more = { readings: [one.id, third.id].map((articleId) => ({ articleId })) };
  await assignments.revise(lea, made.id, assignmentPatch.parse(more), null);
  expect((await told(ann))[0]).toEqual(["reading", third.id]);
});

test("a reading stays while an assignment asks for it, and goes when none does", async () => {
  const { lea, ann, page, group, assignment } = await course();
  const refused = { status: 409, detail: expect.stringContaining(`“${assignment.title}”`) };
  await expect(readings.takeOff(lea, group.id, page.id)).rejects.toMatchObject(refused);
  expect(await readings.list(ann, group.id)).toHaveLength(1);
  expect((await assignments.read(ann, assignment.id)).readings).toHaveLength(1);
  await assignments.revise(lea, assignment.id, { archived: true }, null);
  await readings.takeOff(lea, group.id, page.id);
  expect(await readings.list(ann, group.id)).toEqual([]);
});

test("a reading is not taken off while it is being assigned", async () => {
  const { lea, page, group, assignment } = await course();
  await assignments.remove(lea, assignment.id);
  const input = newAssignment.parse({ readings: [{ articleId: page.id }] });
  const [made, gone] = await Promise.allSettled([
    assignments.create(lea, group.id, input),
    readings.takeOff(lea, group.id, page.id),
  ]);
  // Whichever was first: what is assigned is read.
  const read = (await readings.list(lea, group.id)).length;
  expect([made.status, gone.status === "rejected" ? 1 : read]).toEqual(["fulfilled", 1]);
  expect(read).toBe(1);
});

test("nobody is done with questions that nobody has asked yet", async () => {
  const { lea, ann, assignment } = await course({ goals: { prompts: true }, reveal: { when: "all" } });
  expect((await work(lea, assignment.id)).items.map(({ done }) => done)).toEqual([false, false]);
  expect((await due.mine(lea)).led.map(({ count }) => count)).toEqual([{ students: 2, done: 0, begun: 0 }]);
  expect((await due.asked(ann)).map(({ own }) => own.done)).toEqual([false]);
  expect((await assignments.read(ann, assignment.id)).opened).toBe(false);
});
