import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { assignmentCopy, COUNTING, newAssignment } from "@/lib/schemas/assignment";
import * as annotations from "./annotations";
import * as assignments from "./assignments";
import { db } from "./client";
import { copy } from "./copying";
import * as groups from "./groups";
import { list as readingsOf } from "./readings";
import { articles, partAnchors, prompts } from "./schema";
import { waiting, whileHeld } from "./testing.versions";
import * as seeds from "./testing.world";
import { work } from "./work";

const PART = "The council built a wall. The council built a bridge, and then the river rose again.";

async function course() {
  const { lea, ann, mia } = await seeds.people("lea", "ann", "mia");
  const page = await seeds.article(lea);
  const group = await seeds.circle(lea, [ann], [page.id]);
  const next = await seeds.circle(lea, [mia], [], "Next term");
  const assignment = await assignments.create(
    lea,
    group.id,
    newAssignment.parse({
      ...{
        readings: [{ articleId: page.id, part: { exact: PART } }],
        title: "Week 1",
        instructions: "Look *closely*.",
      },
      ...{ dueAt: "2036-10-23T15:00:00Z", timeZone: "Europe/Vienna", goals: { claim: 2, prompts: true } },
      ...{ reveal: { when: "own", count: 2, at: "2036-10-24T15:00:00Z" }, names: "pseudonyms" },
      points: { goals: { claim: 10 } },
    }),
  );
  const asked = await seeds.mark(lea, page.id, {
    ...{ kind: "note", quote: { exact: "built a bridge" }, body: "Who paid?", question: true, tags: ["money"] },
    ...{ layer: "group", groupId: group.id },
  });
  await db.insert(prompts).values({ assignmentId: assignment.id, annotationId: asked.id, position: 0 });
  return { lea, ann, mia, page, group, next, assignment, asked };
}

test("a copy has the parts, goals and rules, its dates moved by the calendar, and the questions as the copier's own", async () => {
  const { lea, mia, page, next, assignment, asked } = await course();
  const made = await copy(lea, assignment.id, assignmentCopy.parse({ groupId: next.id, shiftDays: 7 }));
  expect(made).toMatchObject({
    ...{ groupId: next.id, title: "Week 1", instructions: "Look *closely*.", goals: { claim: 2, prompts: true } },
    // It is the same time of day there, though the clocks are changed between.
    ...{ dueAt: "2036-10-30T16:00:00.000000Z", names: "pseudonyms", points: { goals: { claim: 10 } } },
    reveal: { when: "own", count: 2, at: "2036-10-31T16:00:00.000000Z" },
    readings: [{ articleId: page.id, part: { exact: PART, span: assignment.readings[0]?.part?.span } }],
  });
  expect(await db.$count(partAnchors)).toBeGreaterThanOrEqual(2);
  const [question] = await db.select().from(prompts).where(eq(prompts.assignmentId, made.id));
  const theirs = await annotations.read(mia, question?.annotationId ?? "");
  expect(theirs).toMatchObject({
    ...{ author: { id: lea.id }, groupId: next.id, body: "Who paid?", tags: ["money"], span: asked.span },
    thread: { question: true },
  });
  // What stands in the one group is not told to the other.
  await expect(annotations.read(mia, asked.id)).rejects.toMatchObject({ status: 404 });
  expect((await assignments.list(mia, next.id)).map(({ id }) => id)).toEqual([made.id]);
});

test("last term's annotations count in no copy, and a copy of an assignment from before the counting rules has those of a new one", async () => {
  const { lea, ann, page, group } = await course();
  await seeds.mark(ann, page.id, { body: "The gauge at the mill", layer: "group", groupId: group.id });
  const set = (counting: object) =>
    assignments.create(
      lea,
      group.id,
      newAssignment.parse({
        ...{ readings: [{ articleId: page.id }], goals: { claim: 1 }, reveal: { when: "own", count: 1 } },
        counting,
      }),
    );
  const chosen = { earlier: true, minWords: 12, distinct: false, lastEdit: true };
  const old = { earlier: true, minWords: 0, distinct: false, lastEdit: false };
  for (const [given, copied] of [
    [chosen, { ...chosen, earlier: false }],
    [
      { ...old, earlier: false },
      { ...old, earlier: false },
    ],
    [old, COUNTING],
  ] as const) {
    const { id } = await set(given);
    const made = await copy(lea, id, assignmentCopy.parse({ groupId: group.id }));
    expect(made.counting).toEqual(copied);
    expect((await work(ann, made.id)).items[0]).toMatchObject({ counts: { claim: 0 }, revealed: false });
  }
});

test("assignments that bring the same texts at once, in whichever order, wait for each other", async () => {
  const { lea, group } = await course();
  const [one, middle, other] = [await seeds.article(lea), await seeds.article(lea), await seeds.article(lea)];
  const set = (...texts: { id: string }[]) =>
    assignments.create(lea, group.id, newAssignment.parse({ readings: texts.map(({ id }) => ({ articleId: id })) }));
  const both = await whileHeld(
    sql`insert into readings (group_id, article_id, added_by) values (${group.id}, ${middle.id}, ${lea.id})`,
    async () => {
      const made = [set(one, middle, other), set(other, middle, one)];
      await waiting(2);
      return made.map((each) => each.then(({ readings }) => readings.map(({ articleId }) => articleId)));
    },
  );
  expect(await Promise.all(both)).toEqual([
    [one.id, middle.id, other.id],
    [other.id, middle.id, one.id],
  ]);
});

test("two who copy an assignment with questions at once wait for each other", async () => {
  const { lea, group, next, page, assignment } = await course();
  const both = await whileHeld(sql`select 1 from articles where id = ${page.id} for share`, async () => {
    const made = [group, next].map(({ id }) => copy(lea, assignment.id, assignmentCopy.parse({ groupId: id })));
    await waiting(2);
    return made.map((each) => each.then(({ title }) => title));
  });
  expect(await Promise.all(both)).toEqual(["Week 1", "Week 1"]);
});

test("a date that is said comes before one that is moved, and dates out of order are refused", async () => {
  const { lea, next, assignment } = await course();
  const said = { groupId: next.id, dueAt: "2036-12-01T12:00:00Z", opensAt: "2036-11-01T12:00:00Z", revealAt: null };
  const made = await copy(lea, assignment.id, assignmentCopy.parse(said));
  expect(made).toMatchObject({ dueAt: "2036-12-01T12:00:00.000000Z", reveal: { at: null } });
  const wrong = assignmentCopy.parse({ ...said, opensAt: "2037-01-01T12:00:00Z" });
  await expect(copy(lea, assignment.id, wrong)).rejects.toMatchObject({ status: 400 });
});

test("a text that the other group may not read is named, and nothing is made", async () => {
  const { lea, assignment, page } = await course();
  const other = await groups.create(lea, { name: "Open to all", description: "", kind: "public" });
  const into = assignmentCopy.parse({ groupId: other.id });
  await expect(copy(lea, assignment.id, into)).rejects.toMatchObject({
    status: 422,
    detail: expect.stringContaining("“The quiet valley” cannot be brought to Open to all"),
  });
  expect(await assignments.list(lea, other.id)).toEqual([]);
  expect(await readingsOf(lea, other.id)).toEqual([]);
  await db.update(articles).set({ visibility: "public" }).where(eq(articles.id, page.id));
  expect((await copy(lea, assignment.id, into)).groupId).toBe(other.id);
});
