import { readFileSync } from "node:fs";
import { eq, inArray, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { annotationPatch } from "@/lib/schemas/annotation";
import { assignmentCopy, assignmentPatch, newAssignment } from "@/lib/schemas/assignment";
import { newExtension } from "@/lib/schemas/extension";
import type { Account } from "@/lib/schemas/user";
import * as annotations from "./annotations";
import * as assignments from "./assignments";
import { db } from "./client";
import { copy } from "./copying";
import * as extensions from "./extensions";
import { publish } from "./publishing";
import * as replies from "./replies";
import { assignments as table } from "./schema";
import { next } from "./testing.versions";
import * as seeds from "./testing.world";
import { work } from "./work";

const RIVER = "The river rose twice";
const WALL = "The council built a wall";
const COST = "It cost four million";
const quoted = (exact: string) => ({ exact, prefix: "", suffix: "" });

async function course() {
  const { lea, ann, bob } = await seeds.people("lea", "ann", "bob");
  const page = await seeds.article(lea);
  const group = await seeds.circle(lea, [ann, bob], [page.id]);
  const assign = async (part: string | null, more: object = { reveal: { when: "manual" } }) => {
    const reading = { articleId: page.id, ...(part && { part: quoted(part) }) };
    return assignments.create(lea, group.id, newAssignment.parse({ readings: [reading], ...more }));
  };
  const mark = async (who: Account, exact: string) =>
    (await seeds.mark(who, page.id, { quote: { exact }, body: exact, layer: "group", groupId: group.id })).id;
  const sees = async (who: Account) => (await annotations.forArticle(who, page.id)).map((one) => one.body).sort();
  const answer = (who: Account, to: string, body: string) =>
    replies.reply(who, to, crypto.randomUUID(), { body, parentId: null });
  const hears = async (who: Account, to: string) =>
    (await replies.list(who, to, { limit: 50 })).items.map(({ body }) => body);
  return { lea, ann, bob, page, group, assign, mark, sees, answer, hears };
}

test("an assignment hides what is written in its part from then on, and takes back nothing that was shown", async () => {
  const { ann, bob, assign, mark, sees, answer, hears, lea } = await course();
  const [river, wall] = [await mark(bob, RIVER), await mark(bob, WALL)];
  await answer(bob, wall, "before");
  const { id } = await assign(WALL);
  expect(await sees(ann)).toEqual([WALL, RIVER].sort());
  await mark(bob, COST);
  await mark(bob, WALL);
  // The new one on the part is hidden, and so is a new answer below the old one; outside nothing is.
  await answer(bob, wall, "after");
  await answer(bob, river, "after");
  expect(await sees(ann)).toEqual([COST, WALL, RIVER].sort());
  expect([await hears(ann, wall), await hears(ann, river)]).toEqual([["before"], ["after"]]);
  await assignments.open(lea, id);
  expect(await sees(ann)).toEqual([COST, WALL, WALL, RIVER].sort());
  expect(await hears(ann, wall)).toEqual(["before", "after"]);
});

test("a discussion that one assignment has revealed is not hidden by the next one, on the same part or on another", async () => {
  const { lea, ann, bob, assign, mark, sees } = await course();
  const first = await assign(WALL);
  await mark(bob, WALL);
  expect(await sees(ann)).toEqual([]);
  await assignments.open(lea, first.id);
  expect(await sees(ann)).toEqual([WALL]);
  for (const part of [COST, WALL, null]) await assign(part);
  expect(await sees(ann)).toEqual([WALL]);
  await mark(bob, WALL);
  expect(await sees(ann)).toEqual([WALL]);
});

test("another part, another rule or a copy hides from then on as well", async () => {
  const { lea, ann, bob, page, group, assign, mark, sees } = await course();
  const { id } = await assign(WALL);
  await mark(bob, WALL);
  await mark(bob, COST);
  expect(await sees(ann)).toEqual([COST]);
  // Of both parts: what was hidden stays so, and what was shown as well.
  const both = page.text.slice(page.text.indexOf(WALL));
  await assignments.revise(lea, id, { readings: [{ articleId: page.id, part: quoted(both) }] }, null);
  await mark(bob, COST);
  expect(await sees(ann)).toEqual([COST]);
  await assignments.revise(lea, id, { reveal: { when: "always" } }, null);
  expect(await sees(ann)).toEqual([COST, COST, WALL]);
  await assignments.revise(lea, id, { reveal: { when: "own", count: 3 } }, null);
  await mark(bob, WALL);
  expect(await sees(ann)).toEqual([COST, COST, WALL]);
  await copy(lea, id, assignmentCopy.parse({ groupId: group.id }));
  expect(await sees(ann)).toEqual([COST, COST, WALL]);
});

test("a note that its author draws anew is not taken back by coming to lie in the part", async () => {
  const { ann, bob, page, assign, mark, sees } = await course();
  await assign(WALL);
  const [outside, inside] = [await mark(bob, RIVER), await mark(bob, WALL)];
  expect(await sees(ann)).toEqual([RIVER]);
  const draw = async (id: string, exact: string) => {
    const { revision } = await annotations.read(bob, id);
    const start = page.text.indexOf(exact);
    const quote = { ...quoted(exact), start, end: start + exact.length };
    await annotations.revise(bob, id, revision, annotationPatch.parse({ quote }));
  };
  await draw(outside, WALL);
  expect(await sees(ann)).toEqual([RIVER]);
  await draw(inside, RIVER);
  expect(await sees(ann)).toEqual([WALL, RIVER].sort());
});

test("no new version hides what was shown, where the part is lost in it", async () => {
  const { lea, ann, bob, page, assign, mark, sees } = await course();
  await assign(WALL);
  await mark(bob, RIVER);
  expect(await sees(ann)).toEqual([RIVER]);
  const markdown = seeds.TEXT.replace(
    "The council built a wall. The council built a bridge, and then the river rose again.",
    "Nothing was built.",
  );
  await publish(lea, page.id, next({ versionId: page.versionId }, { markdown, confirm: true }));
  expect(await sees(ann)).toEqual([RIVER]);
});

test("where all are waited for, those with more time are too, and what was opened by then stays open", async () => {
  const { lea, ann, bob, assign, mark, sees } = await course();
  const { id } = await assign(null, { reveal: { when: "all" }, goals: { claim: 5 }, dueAt: "2036-01-01T00:00:00Z" });
  await mark(bob, WALL);
  const extend = (dueAt: string) => extensions.set(lea, id, newExtension.parse({ userId: ann.id, dueAt }));
  await extend("2036-02-01T00:00:00Z");
  await db.update(table).set({ dueAt: "2026-01-01T00:00:00Z" }).where(eq(table.id, id));
  expect(await sees(ann)).toEqual([]);
  expect((await assignments.read(ann, id)).opened).toBe(false);
  await extensions.remove(lea, id, (await extensions.list(lea, id))[0]?.id ?? "");
  expect(await sees(ann)).toEqual([WALL]);
  expect((await assignments.read(ann, id)).opened).toBe(true);
  await extend("2036-02-01T00:00:00Z");
  expect(await sees(ann)).toEqual([WALL]);
});

test("what was for a few, or for its author alone, is not shown by becoming the group's, and is gone where it was for it", async () => {
  const { lea, ann, bob, page, group, assign, mark, sees } = await course();
  const note = async (place: object) =>
    (await seeds.mark(bob, page.id, { quote: { exact: WALL }, body: "few", ...place })).id;
  const shared = { layer: "group" as const, groupId: group.id };
  const alone = await note({ ...shared, withUserId: lea.id });
  const own = await note({ layer: "private" });
  const taken = await mark(bob, WALL);
  const outside = await note({ layer: "private", quote: { exact: RIVER } });
  const { id } = await assign(WALL);
  expect(await sees(ann)).toEqual([WALL]);
  const move = async (which: string, patch: object) => {
    const { revision } = await annotations.read(bob, which);
    await annotations.revise(bob, which, revision, annotationPatch.parse(patch));
  };
  for (const which of [alone, own]) await move(which, shared);
  // In one change from a private note beside the part to one of the group's in it.
  const start = page.text.indexOf(WALL);
  await move(outside, { ...shared, quote: { ...quoted(WALL), start, end: start + WALL.length } });
  expect(await sees(ann)).toEqual([WALL]);
  await move(taken, { layer: "private" });
  expect(await sees(ann)).toEqual([]);
  await move(taken, shared);
  expect(await sees(ann)).toEqual([]);
  await assignments.open(lea, id);
  expect(await sees(ann)).toEqual([WALL, "few", "few", "few"].sort());
});

test("what opened at its date under the former rule stays open by the migration, and replies since then count", async () => {
  const { lea, ann, bob, assign, mark, sees } = await course();
  const times = { dueAt: "2036-01-01T00:00:00Z", lateUntil: "2036-03-01T00:00:00Z" };
  const { id } = await assign(null, { reveal: { when: "all" }, goals: { claim: 5, reply: 1 }, ...times });
  const wall = await mark(bob, WALL);
  await extensions.set(lea, id, newExtension.parse({ userId: bob.id, dueAt: "2036-02-01T00:00:00Z" }));
  await db.update(table).set({ dueAt: "2026-01-01T00:00:00Z" }).where(eq(table.id, id));
  await db.execute(sql`insert into replies (id, annotation_id, author_id, body, sent_hash)
    select gen_random_uuid(), ${wall}::uuid, ${ann.id}::uuid, 'Since yesterday the whole discussion was open.', ''`);
  const counts = async () => (await work(ann, id)).items[0]?.counts.reply ?? 0;
  expect([await sees(ann), await counts()]).toEqual([[], 0]);
  const steps = readFileSync(`${import.meta.dirname}/migrations/0013_opened.sql`, "utf8").split(
    "--> statement-breakpoint",
  );
  expect(steps).toHaveLength(2);
  for (let times = 0; times < 2; times++) await db.execute(sql.raw(steps[1] ?? ""));
  expect([await sees(ann), await counts()]).toEqual([[WALL], 1]);
});

test("replies count as they did when the rule or the date of what was open is changed, and when more time is given", async () => {
  const { lea, ann, bob, assign, mark, sees, answer } = await course();
  const [wall, times] = [await mark(bob, WALL), { dueAt: "2036-01-01T00:00:00Z", lateUntil: "2036-03-01T00:00:00Z" }];
  const counts = async (id: string) => (await work(ann, id)).items[0]?.counts.reply;
  const past = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
  const revise = (id: string, when: string, more: object = {}) =>
    assignments.revise(lea, id, { reveal: assignmentPatch.parse({ reveal: { when, ...more } }).reveal }, null);
  const always = await assign(null, { reveal: { when: "always" }, ...times });
  const dated = await assign(null, { reveal: { when: "date", at: "2036-01-01T00:00:00Z" }, ...times });
  const all = await assign(null, { reveal: { when: "all" }, goals: { claim: 5 }, ...times });
  const long = { createdAt: past(9), opensAt: past(8) };
  await db
    .update(table)
    .set(long)
    .where(inArray(table.id, [always.id, dated.id, all.id]));
  await db
    .update(table)
    .set({ revealAt: past(2) })
    .where(eq(table.id, dated.id));
  await db
    .update(table)
    .set({ dueAt: past(2) })
    .where(eq(table.id, all.id));
  await answer(ann, wall, "This was said within the last two hours.");
  const stood = async () => [await counts(always.id), await counts(dated.id), await counts(all.id)];
  expect(await stood()).toEqual([1, 1, 1]);
  await revise(always.id, "manual");
  await revise(dated.id, "date", { at: "2036-01-01T00:00:00Z" });
  await extensions.set(lea, all.id, newExtension.parse({ userId: bob.id, dueAt: "2036-02-01T00:00:00Z" }));
  expect(await stood()).toEqual([1, 1, 1]);
  await revise(always.id, "own", { count: 3 });
  expect(await stood()).toEqual([1, 1, 1]);
  await mark(bob, WALL);
  expect(await sees(ann)).toEqual([WALL]);
  await answer(ann, wall, "This was said while one of them hides.");
  expect(await stood()).toEqual([1, 2, 2]);
});

test("what stayed shown is hidden once its author says it otherwise, and shown again when it says the same", async () => {
  const { lea, ann, bob, page, assign, mark, sees, answer, hears } = await course();
  const [wall, river] = [await mark(bob, WALL), await mark(bob, RIVER)];
  const { reply } = await answer(bob, wall, "before");
  const { id } = await assign(WALL);
  const change = async (which: string, patch: object) => {
    const { revision } = await annotations.read(bob, which);
    await annotations.revise(bob, which, revision, annotationPatch.parse(patch));
  };
  const say = (body: string, revision: number) => replies.revise(bob, reply.id, revision, { body });
  await say("otherwise", 1);
  expect(await hears(ann, wall)).toEqual([]);
  expect(await hears(lea, wall)).toEqual(["otherwise"]);
  await say("before", 2);
  expect(await hears(ann, wall)).toEqual(["before"]);
  await change(wall, { body: "My answer to it." });
  expect(await sees(ann)).toEqual([RIVER]);
  await change(wall, { body: WALL, kind: "note", tags: ["dam"] });
  expect(await sees(ann)).toEqual([WALL, RIVER].sort());
  // Beside the part it may be said otherwise; drawn into the part, and said otherwise in one, it is hidden.
  await change(river, { body: "Rewritten beside it." });
  expect(await sees(ann)).toEqual(["Rewritten beside it.", WALL].sort());
  const start = page.text.indexOf(WALL);
  const quote = { ...quoted(WALL), start, end: start + WALL.length };
  await change(river, { quote });
  expect(await sees(ann)).toEqual(["Rewritten beside it.", WALL].sort());
  await change(river, { body: "Rewritten in it." });
  const both = await mark(bob, RIVER);
  await change(both, { quote, body: "In one." });
  expect(await sees(ann)).toEqual([WALL]);
  await assignments.open(lea, id);
  expect(await sees(ann)).toEqual(["In one.", "Rewritten in it.", WALL].sort());
});
