import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { annotationPatch } from "@/lib/schemas/annotation";
import { assignmentCopy, newAssignment } from "@/lib/schemas/assignment";
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
