import { v7 as uuid } from "uuid";
import { expect, test } from "vitest";
import { pointsTable, workTable } from "@/lib/points-table";
import { GOAL_NAMES } from "@/lib/rule";
import { newAssignment } from "@/lib/schemas/assignment";
import type { Account } from "@/lib/schemas/user";
import * as annotations from "./annotations";
import * as articles from "./articles";
import * as assignments from "./assignments";
import { db } from "./client";
import * as members from "./members";
import * as mine from "./mine";
import * as points from "./points";
import * as replies from "./replies";
import * as t from "./schema";
import * as seeds from "./testing.world";

/** What is taken along as a file says what the API says of the same things, row by row. */

const DAY = 86_400_000;
const WORDS = "The gauge at the mill had it first.";

/** A table's rows, each by its column's heading. */
function named(table: readonly (readonly unknown[])[]) {
  const [head = [], ...rows] = table;
  return rows.map((row) => Object.fromEntries(head.map((name, i) => [String(name), row[i]])));
}

/** Ann works, late too; Bob hardly; Cyd was taken out with work of theirs, Eve left by herself. */
async function course() {
  const { lea, ann, bob, cyd, eve } = await seeds.people("lea", "ann", "bob", "cyd", "eve");
  const page = await seeds.article(lea);
  const group = await seeds.circle(lea, [ann, bob, cyd, eve], [page.id]);
  const input = newAssignment.parse({
    ...{ readings: [{ articleId: page.id }], goals: { claim: 2, evidence: 1, reply: 1 } },
    points: { goals: { claim: 4, evidence: 3, reply: 1 }, latePerDay: 10 },
    lateUntil: new Date(Date.now() + DAY).toISOString(),
    dueAt: new Date(Date.now() + DAY / 2).toISOString(),
  });
  const { id } = await assignments.create(lea, group.id, input);
  const note = (who: Account, exact: string, more: object = {}) =>
    seeds.mark(who, page.id, { quote: { exact }, body: WORDS, layer: "group", groupId: group.id, ...more });
  const first = await note(ann, "The river rose twice", { tags: ["flood", "=1+1"] });
  await note(cyd, "The council built a wall");
  await note(eve, "It cost four million", { kind: "evidence" });
  await note(bob, "Nobody had seen it", { kind: "note" });
  await replies.reply(bob, first.id, uuid(), { body: WORDS, parentId: null });
  await annotations.revise(ann, first.id, first.revision, { body: `${WORDS} Or so.` });
  await assignments.revise(lea, id, { dueAt: new Date().toISOString() }, null);
  await note(ann, "The council built a bridge");
  await points.override(lea, id, bob.id, "claim", { points: 1.5, reason: "Said it in class" });
  const sectionId = uuid();
  await db.insert(t.sections).values({ id: sectionId, groupId: group.id, name: "Morning", position: 0 });
  await members.revise(lea, group.id, ann.id, { sectionId });
  await members.remove(lea, group.id, cyd.id, { reason: "" });
  await members.remove(eve, group.id, eve.id);
  return { lea, ann, bob, cyd, eve, page, id };
}

test("the table of points has a row for each student of the API, and one for each who left", async () => {
  const { lea, cyd, id } = await course();
  const api = await points.all(lea, id);
  const rows = named(pointsTable(api));
  const expected = [
    ...api.items.map((one) => ({ ...one, left: null })),
    ...api.gone.map((one) => ({ ...one, left: one.leftAt ? `${one.leftAt.slice(0, 16)}Z` : "yes" })),
  ];
  expect(rows).toHaveLength(4);
  expect(
    rows.map((row) => [
      row["External id"],
      row["Name (real)"],
      row.Section,
      row.Points,
      row.Of,
      row["Lost by being late"],
      row["Left the group"],
    ]),
  ).toEqual(
    expected.map((one) => [
      one.externalId,
      one.user.name,
      one.section?.name ?? null,
      one.points,
      one.max,
      one.late,
      one.left,
    ]),
  );
  for (const [i, { goals }] of expected.entries())
    for (const { goal, points, max } of goals) expect(rows[i]?.[`${GOAL_NAMES[goal]} (of ${max})`]).toBe(points);
  expect(api.items.map(({ user, points, late }) => [user.name, points > 0, late > 0])).toEqual([
    ["ann", true, true],
    ["bob", true, false],
  ]);
  expect(api.gone.find(({ user }) => user.id === cyd.id)?.leftAt).toEqual(expect.any(String));
});

test("the table of work has a row for each note and reply of the API; only of those who left does it say so", async () => {
  const { lea, page, id } = await course();
  const api = await points.all(lea, id);
  const rows = named(workTable(await points.withWork(lea, id), new Map([[page.id, "The quiet valley"]])));
  const people = [
    ...api.items.map((one) => ({ ...one, left: null })),
    ...api.gone.map((one) => ({ ...one, left: one.leftAt ? `${one.leftAt.slice(0, 16)}Z` : "yes" })),
  ];
  const notes = (await annotations.list(lea, page.id, { limit: 50 })).items;
  const answers = (await Promise.all(notes.map((one) => replies.forAnnotation(lea, one.id)))).flat();
  const written = people.flatMap(({ user, section, goals, left }) => {
    const earned = (of: { annotationId: string; replyId: string | null }) =>
      goals
        .flatMap(({ shares }) => shares)
        .filter((one) => one.annotationId === of.annotationId && one.replyId === of.replyId)
        .reduce((sum, one) => sum + one.points, 0);
    const common = { name: user.name, section: section?.name ?? null, left };
    return [
      ...notes
        .filter(({ author }) => author?.id === user.id)
        .map((one) => ({
          ...common,
          kind: one.kind,
          passage: one.quote.exact,
          words: one.body,
          at: one.createdAt,
          points: earned({ annotationId: one.id, replyId: null }),
        })),
      ...answers
        .filter(({ author }) => author?.id === user.id)
        .map((one) => ({
          ...common,
          kind: "reply",
          passage: notes.find(({ id }) => id === one.annotationId)?.quote.exact,
          words: one.body,
          at: one.createdAt,
          points: earned({ annotationId: one.annotationId, replyId: one.id }),
        })),
    ].sort((a, b) => (a.at < b.at ? -1 : 1));
  });
  expect(rows).toHaveLength(6);
  expect(
    rows.map((row) => ({
      name: row["Name (real)"],
      section: row.Section,
      kind: row.Kind,
      passage: row.Passage,
      words: row.Words,
      at: row["Written (UTC)"],
      points: row.Points,
      left: row["Left the group"],
    })),
  ).toEqual(written.map((one) => ({ ...one, at: one.at.slice(0, 19).replace("T", " ") })));
  expect(
    rows
      .filter((row) => row["Left the group"] !== null)
      .map((row) => row["Name (real)"])
      .sort(),
  ).toEqual(["cyd", "eve"]);
});

test("what I take along of mine says of each note, each reply and each earlier state what the API says", async () => {
  const { ann, bob, lea, page } = await course();
  for (const who of [ann, bob]) {
    const taken = await mine.everything(who);
    expect(taken.annotations).toHaveLength(who === ann ? 2 : 1);
    for (const one of taken.annotations) {
      const api = await annotations.read(who, one.id);
      expect(one).toMatchObject({
        ...{ articleId: api.articleId, kind: api.kind, layer: api.layer, body: api.body, tags: api.tags },
        ...{ createdAt: api.createdAt, updatedAt: api.updatedAt, quote: api.quote },
      });
      const former = await annotations.history(who, one.id);
      expect(one.formerly.map(({ at, was }) => ({ at, was }))).toEqual(
        former.map(({ madeAt, was }) => ({ at: madeAt, was })),
      );
    }
    for (const one of taken.replies) {
      const api = await replies.read(who, one.id);
      expect(one).toMatchObject({
        annotationId: api.annotationId,
        body: api.body,
        createdAt: api.createdAt,
        updatedAt: api.updatedAt,
      });
    }
    expect(taken.replies).toHaveLength(who === bob ? 1 : 0);
  }
  for await (const one of mine.readingsOf(lea)) {
    const api = await articles.read(lea, one.id);
    expect(one).toMatchObject({
      id: page.id,
      title: api?.title,
      visibility: api?.visibility,
      version: api?.version.number,
    });
  }
});
