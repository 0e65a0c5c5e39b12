import { and, eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { newAssignment } from "@/lib/schemas/assignment";
import type { Account } from "@/lib/schemas/user";
import { assignedOn } from "./assigned";
import * as assignments from "./assignments";
import { db } from "./client";
import * as members from "./members";
import * as points from "./points";
import { preview, publish } from "./publishing";
import { choose } from "./reference";
import { articles, assignmentReadings, partAnchors } from "./schema";
import { BRIDGE, COST, long, next, waiting, whileHeld } from "./testing.versions";
import * as seeds from "./testing.world";
import { TEXT } from "./testing.world";
import { work } from "./work";

const quoted = (exact: string) => ({ exact, prefix: "", suffix: "" });
const CLAIM = { body: "The council ought to know", layer: "group" as const };

/** Lea leads, Ann reads a part of a text of Lea's. */
async function course(text: string, exact: string) {
  const { lea, ann } = await seeds.people("lea", "ann");
  const page = await seeds.article(lea, { text });
  const group = await seeds.circle(lea, [ann], [page.id]);
  const input = newAssignment.parse({
    readings: [{ articleId: page.id, part: quoted(exact) }],
    goals: { claim: 2 },
  });
  const { id } = await assignments.create(lea, group.id, input);
  let { versionId } = page;
  const say = async (markdown: string) => {
    const { version } = await publish(lea, page.id, next({ versionId }, { markdown, confirm: true }));
    versionId = version.id;
    return version.text ?? "";
  };
  const part = async () => (await assignedOn(ann, page.id))[0]?.part;
  const mark = (words: string) => seeds.mark(ann, page.id, { ...CLAIM, quote: quoted(words), groupId: group.id });
  const claims = async () => (await work(ann, id)).items[0]?.counts.claim;
  return { lea, ann, page, group, id, say, part, mark, claims };
}
const currentOf = async (articleId: string) => {
  const [row] = await db
    .select({ versionId: articles.currentVersionId })
    .from(articles)
    .where(eq(articles.id, articleId));
  return { versionId: row?.versionId ?? "" };
};
const wordsOf = (text: string, part: { span: { start: number; end: number } | null } | null | undefined) =>
  part?.span && text.slice(part.span.start, part.span.end);

test("a part goes with its words into a new version, and what was written in it counts on", async () => {
  const { say, part, mark, claims } = await course(
    TEXT,
    "The council built a wall. The council built a bridge, and then",
  );
  await mark("The council built a bridge");
  await mark("The river rose twice");
  expect(await claims()).toBe(1);
  const text = await say(
    TEXT.replace("The river rose twice", `${"Here is what is known. ".repeat(20)}\n\nThe river rose twice`).replace(
      "a wall.",
      "a high wall.",
    ),
  );
  expect(wordsOf(text, await part())).toBe("The council built a high wall. The council built a bridge, and then");
  expect(await claims()).toBe(1);
});

test("where a part is lost what was written in it counts on, and nothing else does until its words come back", async () => {
  const { say, part, mark, claims, id, lea } = await course(TEXT, COST.exact);
  await mark("The river rose twice");
  await mark("four million");
  expect(await claims()).toBe(1);
  await say(TEXT.replace(COST.exact, "Nobody remembers any more."));
  expect(await part()).toEqual({ begins: COST.exact, span: null });
  expect(await claims()).toBe(1);
  await mark("The council built a wall");
  expect(await claims()).toBe(1);
  // Its instructor is told where the assignment is shown.
  expect((await assignments.read(lea, id)).readings[0]?.part).toEqual({ exact: COST.exact, span: null });
  const back = await say(TEXT);
  expect(wordsOf(back, await part())).toBe(COST.exact);
  await mark("the ledger says");
  expect(await claims()).toBe(2);
});

test("publishing moves no points, and its preview tells who leads which assignments lose what, with how many students", async () => {
  const { lea, ann, bob } = await seeds.people("lea", "ann", "bob");
  const page = await seeds.article(lea, { text: TEXT });
  const group = await seeds.circle(lea, [ann, bob], [page.id]);
  const set = (more: object) =>
    assignments.create(lea, group.id, newAssignment.parse({ readings: [{ articleId: page.id }], ...more }));
  const goals = { claim: 2, quote: 1 };
  const given = { goals, points: { goals: { claim: 4, quote: 2 }, reference: 3 } };
  const part = await set({ ...given, title: "A part", readings: [{ articleId: page.id, part: quoted(COST.exact) }] });
  const all = await set({ ...given, title: "All of it", goals: { ...goals, spread: 2 } });
  const say = { ...CLAIM, groupId: group.id };
  const mark = (who: Account, words: string, more: object = {}) =>
    seeds.mark(who, page.id, { ...say, quote: quoted(words), ...more });
  const own = await mark(lea, COST.exact);
  await choose(lea, part.id, [own.id]);
  await mark(ann, "It cost four million");
  await mark(ann, "Nobody had seen it so high", { kind: "quote" });
  await mark(bob, "the ledger says");
  await mark(bob, "The council built a wall");
  // These count for nothing: one lies on the passage of another, one says too little.
  await mark(bob, "the ledger");
  await mark(ann, "the ledger says", { body: "Which?" });
  await points.release(lea, part.id);
  const everything = async () =>
    Promise.all([part, all].map(async ({ id }) => [(await points.all(lea, id)).items, (await work(lea, id)).items]));
  const before = await everything();
  expect((await points.all(lea, part.id)).items.map((one) => one.points > 0)).toEqual([true, true]);

  const markdown = TEXT.replace(COST.exact, "Nobody remembers any more.").replace(
    "The council",
    "# Later\n\nThe council",
  );
  const shown = await preview(lea, page.id, next(page, { markdown }));
  const said = { group: { id: group.id, name: group.name }, students: 2, annotations: 2 };
  expect(shown.assignments).toEqual([
    { id: part.id, title: "A part", ...said, partLost: true, released: true },
    { id: all.id, title: "All of it", ...said, partLost: false, released: false },
  ]);
  expect((await preview(lea, page.id, next(page, { markdown: `${TEXT}\n\nMore.` }))).assignments).toEqual([]);
  const { version } = await publish(lea, page.id, next(page, { markdown }));
  expect(await everything()).toEqual(before);
  // What is written from now on is held against what is there now, and what was there then stays.
  await mark(ann, "Nobody remembers any more");
  await publish(lea, page.id, next({ versionId: version.id }, { markdown: TEXT }));
  expect((await work(lea, all.id)).items.find(({ user }) => user.id === ann.id)?.counts.claim).toBe(2);
  // Who may publish it and leads none of its groups is told of no assignment.
  await members.revise(lea, group.id, bob.id, { role: "owner" });
  await members.revise(lea, group.id, lea.id, { role: "member" });
  const { versionId } = await currentOf(page.id);
  expect((await preview(lea, page.id, next({ versionId }, { markdown }))).assignments).toEqual([]);
});

test("drawing a lost part again keeps what was written in it before", async () => {
  const { say, mark, claims, id, lea, page } = await course(TEXT, COST.exact);
  await mark("four million");
  await say(TEXT.replace(COST.exact, "Nobody remembers any more."));
  const readings = [{ articleId: page.id, part: quoted("Nobody remembers any more.") }];
  await assignments.revise(lea, id, { readings }, null);
  await mark("Nobody remembers");
  expect(await claims()).toBe(2);
  // One that was not lost is another part, as its instructor says.
  const other = { readings: [{ articleId: page.id, part: quoted(BRIDGE.exact) }] };
  await expect(assignments.revise(lea, id, other, null)).rejects.toMatchObject({ status: 409 });
  expect(await claims()).toBe(2);
  await assignments.revise(lea, id, { ...other, confirm: true }, null);
  expect(await claims()).toBe(0);
});

test("a part of half a book follows it through changes all over it", async () => {
  const book = long(800);
  const paragraphs = book.split("\n\n");
  const chosen = paragraphs.slice(200, 600).join("\n\n").slice(0, 20_000);
  const { say, part } = await course(book, chosen);
  const changed = paragraphs.map((one, i) => (i % 9 === 0 ? `${one} Nobody read them.` : one)).toSpliced(50, 20);
  const text = await say(changed.join("\n\n"));
  const now = wordsOf(text, await part()) ?? "";
  expect(now.startsWith(paragraphs[200] ?? "?")).toBe(true);
  expect(now.length).toBeGreaterThan(chosen.length);
  expect(now).toContain("Nobody read them.");
});

test("a part that is drawn while a version is published stands in that version too", async () => {
  const { lea, page, group } = await course(TEXT, COST.exact);
  const input = newAssignment.parse({ readings: [{ articleId: page.id, part: quoted(BRIDGE.exact) }] });
  const [created] = await whileHeld(
    // Publishing waits for this row, with all marks read and placed; the new part is written before it goes on.
    sql`select 1 from articles where id = ${page.id} for share`,
    async () => {
      const publishing = publish(lea, page.id, next(page, { markdown: TEXT.replace(COST.exact, "Nobody remembers.") }));
      await waiting(1);
      return [await assignments.create(lea, group.id, input), publishing] as const;
    },
  ).then(async ([made, publishing]) => [made, await publishing] as const);
  const [row] = await db
    .select({ start: partAnchors.start })
    .from(partAnchors)
    .innerJoin(assignmentReadings, eq(assignmentReadings.id, partAnchors.readingId))
    .innerJoin(articles, eq(articles.id, assignmentReadings.articleId))
    .where(and(eq(assignmentReadings.assignmentId, created.id), eq(partAnchors.versionId, articles.currentVersionId)));
  expect(row?.start).toBe(page.text.indexOf(BRIDGE.exact));
});
