import { eq } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { expect, test } from "vitest";
import { newAssignment } from "@/lib/schemas/assignment";
import type { Account } from "@/lib/schemas/user";
import { withBefore } from "./afterwards";
import * as annotations from "./annotations";
import { acts } from "./assignment-acts";
import * as assignments from "./assignments";
import { db } from "./client";
import * as feedback from "./feedback";
import * as invites from "./invites";
import * as members from "./members";
import * as notices from "./notices";
import * as points from "./points";
import * as reference from "./reference";
import * as reviews from "./reviews";
import * as t from "./schema";
import { table } from "./standings";
import * as seeds from "./testing.world";

const ALL = { limit: 50 };
const AHEAD = "2036-01-01T00:00:00Z";
const RULE = { goals: { claim: 4, spread: 2 } };

/** Lea leads, and Len too; Ann and Bob read. */
async function course(more: object = {}) {
  const { lea, len, ann, bob } = await seeds.people("lea", "len", "ann", "bob");
  const page = await seeds.article(lea);
  const group = await seeds.circle(lea, [len, ann, bob], [page.id]);
  await members.revise(lea, group.id, len.id, { role: "lead" });
  const input = newAssignment.parse({
    ...{ readings: [{ articleId: page.id }], goals: { claim: 2 }, points: RULE, dueAt: AHEAD },
    ...more,
  });
  const { id } = await assignments.create(lea, group.id, input);
  const mark = (who: Account, exact: string, given: object = {}) =>
    seeds.mark(who, page.id, {
      quote: { exact },
      body: "So it is, as it says",
      layer: "group",
      groupId: group.id,
      ...given,
    });
  const total = async (viewer: Account, of: Account) => (await points.of(viewer, id, of.id)).points?.points ?? null;
  const told = async (who: Account) =>
    (await notices.list(who, { limit: 50 })).items.flatMap(({ kind, what }) => (kind === "assignment" ? [what] : []));
  return { lea, len, ann, bob, page, group, id, mark, total, told };
}
const given = (n: number | null, reason = "I read it again") => ({ points: n, reason });

test("points are counted from what stands, each with its note, and a student sees theirs once they are released", async () => {
  const { lea, ann, bob, id, mark, total, told } = await course();
  const first = await mark(ann, "The river rose twice");
  const second = await mark(ann, "The council built a wall");
  await mark(bob, "It cost four million", { kind: "evidence" });
  const all = await points.all(lea, id);
  expect(all.items.map(({ user, points }) => [user.name, points])).toEqual([
    ["ann", 4],
    ["bob", 0],
  ]);
  expect(all.items[0]?.goals[0]?.shares.map((one) => [one.annotationId, one.points])).toEqual([
    [first.id, 2],
    [second.id, 2],
  ]);
  expect(await total(ann, ann)).toBeNull();
  await points.release(lea, id);
  await points.release(lea, id);
  expect(await total(ann, ann)).toBe(4);
  await expect(points.of(bob, id, ann.id)).rejects.toMatchObject({ status: 404 });
  expect((await told(ann)).filter((what) => what === "released")).toHaveLength(1);
  // What is taken back counts no more.
  await annotations.remove(ann, second.id, 1);
  expect(await total(ann, ann)).toBe(2);
  await points.withhold(lea, id);
  expect(await total(ann, ann)).toBeNull();
  expect(await told(ann)).not.toContain("released");
  await points.release(lea, id);
  expect((await told(ann)).filter((what) => what === "released")).toHaveLength(1);
  expect((await acts(lea, id, ALL)).items.map(({ what }) => what)).toEqual([
    "release",
    "withhold",
    "release",
    "create",
  ]);
});

test("a lead gives other points with a reason, no more than the goal is worth, until it is as counted again", async () => {
  const { lea, len, ann, bob, id, mark, total } = await course();
  await mark(ann, "The river rose twice");
  await expect(points.override(lea, id, ann.id, "claim", given(4.5))).rejects.toMatchObject({ status: 400 });
  await expect(points.override(lea, id, ann.id, "quote", given(1))).rejects.toMatchObject({ status: 400 });
  await expect(points.override(ann, id, ann.id, "claim", given(4))).rejects.toMatchObject({ status: 404 });
  await points.override(lea, id, ann.id, "claim", given(3.35));
  expect(await total(lea, ann)).toBe(3.35);
  // Two at once: one of them holds, and both are in the log.
  await Promise.all([
    points.override(lea, id, ann.id, "claim", given(1, "Too little")),
    points.override(len, id, ann.id, "claim", given(4, "All there")),
  ]);
  expect([1, 4]).toContain(await total(lea, ann));
  await points.override(lea, id, ann.id, "claim", given(null));
  expect(await total(lea, ann)).toBe(2);
  await points.release(lea, id);
  const { items: log } = await acts(ann, id, ALL);
  expect(log.map(({ what, detail }) => [what, detail.to])).toHaveLength(4);
  expect(log.every(({ what }) => what === "override")).toBe(true);
  expect((await acts(bob, id, ALL)).items).toEqual([]);
});

test("a student asks for a review once, whoever leads is told, and one of them answers", async () => {
  const { lea, len, ann, id, mark, total, told } = await course();
  await mark(ann, "The river rose twice");
  const asked = { goal: "claim" as const, message: "The second is there too" };
  await expect(reviews.ask(ann, id, asked)).rejects.toMatchObject({ status: 404 });
  await points.release(lea, id);
  await expect(reviews.ask(ann, id, { ...asked, goal: "quote" })).rejects.toMatchObject({ status: 400 });
  const both = await Promise.allSettled([reviews.ask(ann, id, asked), reviews.ask(ann, id, asked)]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const [review] = (await points.all(lea, id)).items.find(({ user }) => user.id === ann.id)?.reviews ?? [];
  expect(review).toMatchObject({ goal: "claim", message: asked.message, answer: null });
  expect(await told(lea)).toContain("review");
  expect(await told(len)).toContain("review");
  const answers = await Promise.allSettled([
    reviews.answer(lea, id, review?.id ?? "", { answer: "You are right", points: 4 }),
    reviews.answer(len, id, review?.id ?? "", { answer: "It stays" }),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(answers.find((one) => one.status === "rejected")).toMatchObject({ reason: { status: 409 } });
  expect(await told(ann)).toContain("reviewed");
  expect(await total(ann, ann)).toBe(answers[0].status === "fulfilled" ? 4 : 2);
  // Answered, it can be asked again; too many points undo the answer with them.
  const again = await reviews.ask(ann, id, asked);
  await expect(reviews.answer(lea, id, again.id, { answer: "More", points: 9 })).rejects.toMatchObject({ status: 400 });
  expect((await points.of(ann, id, ann.id)).points?.reviews[0]).toMatchObject({ id: again.id, answer: null });
});

test("feedback is for one alone or for all, and stands with the points", async () => {
  const { lea, len, ann, bob, id } = await course();
  await feedback.say(lea, id, { userId: ann.id, body: "Look at the wall" });
  await feedback.say(lea, id, { userId: ann.id, body: "Look at the *wall*" });
  await feedback.say(lea, id, { userId: null, body: "Well read" });
  await points.release(lea, id);
  const own = await points.of(ann, id, ann.id);
  expect([own.feedback, own.points?.feedback]).toEqual(["Well read", "Look at the *wall*"]);
  const at = expect.stringMatching(/^\d{4}-.*Z$/);
  for (const from of [own.feedbackFrom, own.points?.feedbackFrom])
    expect(from).toEqual({ by: { id: lea.id, name: "lea" }, at });
  expect((await points.of(bob, id, bob.id)).points?.feedback).toBeNull();
  // Two who write at once: the second sees what the first wrote, and replaces it knowingly.
  const from = { userId: null, former: "Well read" };
  await feedback.say(lea, id, { ...from, body: "Well read, all of you" });
  await expect(feedback.say(len, id, { ...from, body: "Not so well" })).rejects.toMatchObject({
    ...{ status: 412, more: { extra: { current: { body: "Well read, all of you" } } } },
  });
  expect((await points.of(bob, id, bob.id)).feedback).toBe("Well read, all of you");
  await feedback.say(lea, id, { userId: null, body: " " });
  expect((await points.of(bob, id, bob.id)).feedback).toBeNull();
});

test("who left is out of it, who joined later is in, and what is put away is for leads", async () => {
  const { lea, ann, bob, group, id, mark, total } = await course();
  await mark(ann, "The river rose twice");
  await points.release(lea, id);
  await members.remove(ann, group.id, ann.id);
  const { cyd } = await seeds.people("cyd");
  await db.insert(t.memberships).values({ groupId: group.id, userId: cyd.id, externalId: "0007" });
  expect((await points.all(lea, id)).items.map(({ user, externalId }) => [user.name, externalId])).toEqual([
    ["bob", null],
    ["cyd", "0007"],
  ]);
  await expect(points.of(ann, id, ann.id)).rejects.toMatchObject({ status: 404 });
  await expect(points.override(lea, id, ann.id, "claim", given(1))).rejects.toMatchObject({ status: 404 });
  expect(await total(cyd, cyd)).toBe(0);
  await assignments.revise(lea, id, { archived: true }, null);
  await expect(points.of(bob, id, bob.id)).rejects.toMatchObject({ status: 404 });
  await expect(reviews.ask(bob, id, { goal: "claim", message: "Why" })).rejects.toMatchObject({ status: 404 });
  await points.override(lea, id, bob.id, "claim", given(1));
  expect(await total(lea, bob)).toBe(1);
});

test("late work loses its share by the student's own date, and points for the rule as it is now", async () => {
  const { lea, ann, bob, id, mark, total } = await course({ points: { ...RULE, latePerDay: 25 } });
  for (const who of [ann, bob]) await mark(who, "The river rose twice");
  const yesterday = new Date(Date.now() - 30 * 3_600_000).toISOString();
  await assignments.revise(lea, id, { dueAt: yesterday, lateUntil: AHEAD, confirm: true }, null);
  await db.insert(t.extensions).values({ id: uuid(), assignmentId: id, userId: bob.id, dueAt: AHEAD });
  expect([await total(lea, ann), await total(lea, bob)]).toEqual([1, 2]);
  await points.override(lea, id, ann.id, "claim", given(4));
  await assignments.revise(
    lea,
    id,
    { points: { ...RULE, goals: { claim: 3 }, latePerDay: 0, by: "share", best: 1, reference: null } },
    null,
  );
  // What was given stays as it was given, though it is worth less now.
  expect([await total(lea, ann), await total(lea, bob)]).toEqual([4, 3]);
  expect((await acts(lea, id, ALL)).items.map(({ what }) => what)).toContain("rule");
});

test("an instructor's marks are compared with, hidden until each was due, and then beside the student's own", async () => {
  const { lea, len, ann, bob, page, id, mark, total } = await course({
    points: { goals: { claim: 4 }, reference: 6 },
  });
  const wall = await mark(lea, "The council built a wall");
  const mill = await mark(lea, "who keeps the mill", { layer: "private", groupId: null });
  const other = await mark(len, "It cost four million");
  await mark(ann, "The council built a wall");
  await mark(ann, "keeps the mill", { kind: "quote" });
  const sees = async (who: Account) => (await annotations.forArticle(who, page.id)).map((one) => one.id);
  expect(await sees(ann)).toContain(wall.id);
  await expect(reference.choose(lea, id, [other.id])).rejects.toMatchObject({ status: 422 });
  await reference.choose(lea, id, [wall.id, mill.id]);
  await reference.choose(len, id, [other.id]);
  expect((await reference.choosable(lea, id)).map((one) => [one.annotationId, one.chosen])).toEqual([
    [mill.id, true],
    [wall.id, true],
  ]);
  expect(await sees(ann)).not.toContain(wall.id);
  expect(await sees(len)).toContain(wall.id);
  expect(await sees(len)).not.toContain(mill.id);
  expect(await reference.compare(ann, id, ann.id)).toEqual([]);
  // 4 for two claims is halved for one; of 6 for three marks: 2 for the wall, half of 2 for 14 of 18 letters of another kind.
  expect(await total(lea, ann)).toBe(2 + 2 + 0.78);

  const past = new Date().toISOString();
  await assignments.revise(lea, id, { dueAt: past }, null);
  await db.insert(t.extensions).values({ id: uuid(), assignmentId: id, userId: bob.id, dueAt: AHEAD });
  expect(await sees(ann)).toContain(wall.id);
  expect(await sees(bob)).not.toContain(wall.id);
  const beside = await reference.compare(ann, id, ann.id);
  expect(beside.map(({ mark, own }) => [mark.exact, own?.exact ?? null, own?.sameKind ?? null])).toEqual([
    ["who keeps the mill", "keeps the mill", false],
    ["The council built a wall", "The council built a wall", true],
    ["It cost four million", null, null],
  ]);
  expect(await reference.compare(bob, id, bob.id)).toEqual([]);
  await expect(reference.compare(bob, id, ann.id)).rejects.toMatchObject({ status: 404 });
  await reference.choose(lea, id, []);
  expect(await sees(bob)).toContain(wall.id);
  expect(await db.select().from(t.referenceMarks).where(eq(t.referenceMarks.assignmentId, id))).toHaveLength(1);
});

test("the work and the points of who left are kept, for those who lead, and are no student's any more", async () => {
  const { lea, ann, bob, group, id, mark } = await course();
  await mark(ann, "The council built a wall");
  await mark(bob, "It cost four million");
  await mark(bob, "Nobody had seen it so high");
  await points.override(lea, id, bob.id, "claim", given(3));
  await members.remove(bob, group.id, bob.id);
  await members.remove(lea, group.id, ann.id);
  const all = await points.withWork(lea, id);
  expect(all.items).toEqual([]);
  const [one, other] = all.gone;
  expect([one?.points.user.name, one?.points.points, one?.work.length]).toEqual(["ann", 2, 1]);
  expect(other?.points).toMatchObject({ user: { name: "bob" }, points: 3, section: null });
  // That a lead took somebody out is recorded, with when; that somebody left is not.
  expect([one?.leftAt, other?.leftAt]).toEqual([expect.stringMatching(/^20/), null]);
  expect((await table(lea, id, true)).gone.map(({ user, points }) => [user.name, points])).toEqual([
    ["ann", 2],
    ["bob", 3],
  ]);
  expect((await table(lea, id, false)).gone.map(({ counts }) => counts.claim)).toEqual([1, 2]);
  expect((await points.of(lea, id, bob.id)).points?.points).toBe(3);
  expect(await withBefore(lea, id, bob.id)).toMatchObject({ gone: true, items: [{}, {}] });
  // They are given nothing any more, and are shown nothing themselves.
  await expect(points.override(lea, id, bob.id, "claim", given(1))).rejects.toMatchObject({ status: 404 });
  await expect(points.of(bob, id, bob.id)).rejects.toMatchObject({ status: 404 });

  // What one takes along is gone; what was given to them stays. Who comes back is a student again.
  const { token } = await invites.create(lea, group.id, { role: "member", expiresIn: 3600, maxUses: 1 });
  await invites.join(ann, token);
  await mark(ann, "The council built a bridge");
  expect((await points.withWork(lea, id)).gone.map(({ points }) => points.user.name)).toEqual(["bob"]);
  await members.remove(ann, group.id, ann.id);
  // She left by herself this time, which nothing records.
  expect((await points.withWork(lea, id)).gone.map(({ leftAt }) => leftAt)).toEqual([null, null]);
  await db.update(t.annotations).set({ layer: "private", groupId: null });
  expect((await points.withWork(lea, id)).gone.map(({ points }) => [points.user.name, points.points])).toEqual([
    ["bob", 3],
  ]);
});

test("what was done is read back in pages, and what was done to the assignment itself apart", async () => {
  const { lea, len, ann, id } = await course();
  for (let n = 0; n < 3; n++) await points.override(lea, id, ann.id, "claim", given(n));
  await assignments.revise(len, id, { archived: true }, 1);
  const [latest, next] = await Promise.all([acts(lea, id, { limit: 2 }), acts(lea, id, { limit: 3 })]);
  expect(latest.items.map(({ what, by, detail }) => [what, by.name, detail.archived])).toEqual([
    ["revise", "len", true],
    ["override", "lea", undefined],
  ]);
  const rest = await acts(lea, id, { limit: 50, cursor: latest.next ?? "" });
  expect(rest.items.map(({ what }) => what)).toEqual(["override", "override", "create"]);
  expect([rest.items[0]?.id, rest.next]).toEqual([next.items[2]?.id, null]);
  expect((await acts(lea, id, ALL, true)).items.map(({ what }) => what)).toEqual(["revise", "create"]);
  await expect(acts(lea, id, { limit: 2, cursor: "e30" })).rejects.toMatchObject({ status: 400 });
});

test("who saves over somebody else's change is told whose it was", async () => {
  const { lea, len, id } = await course();
  await assignments.revise(len, id, { title: "By Len" }, 1);
  await assignments.revise(lea, id, { points: null }, 2);
  const whose = (revision: number) =>
    assignments.revise(lea, id, { title: "Mine" }, revision).catch(({ more }) => more.extra.current.changedBy);
  expect((await whose(1)).map(({ name }: { name: string }) => name)).toEqual(["lea", "len"]);
  expect((await whose(2)).map(({ name }: { name: string }) => name)).toEqual(["lea"]);
});

test("a lead who left was no student", async () => {
  const { lea, len, group, id, mark } = await course();
  await mark(len, "It cost four million");
  await members.remove(len, group.id, len.id);
  expect((await points.withWork(lea, id)).gone).toEqual([]);
});
