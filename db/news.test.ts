import { eq } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { beforeAll, expect, test } from "vitest";
import type { Account } from "@/lib/schemas/user";
import { db } from "./client";
import * as news from "./news";
import { annotations, articles, articleVersions, groups, memberships, progress, readings, replies } from "./schema";
import { seed } from "./testing.people";

let me: Account;
let friend: Account;
let stranger: Account;
const group = uuid();

async function article(title: string, by: Account) {
  const [id, versionId] = [uuid(), uuid()];
  await db.insert(articles).values({ id, title, createdBy: by.id });
  const tree = { type: "root" as const, children: [] };
  await db.insert(articleVersions).values({
    id: versionId,
    articleId: id,
    number: 1,
    tree,
    text: "",
    textHash: "",
    words: 100,
    bytes: 0,
    madeBy: by.id,
  });
  await db.update(articles).set({ currentVersionId: versionId }).where(eq(articles.id, id));
  return { id, versionId };
}

async function note(on: { id: string; versionId: string }, by: Account, groupId: string | null) {
  const id = uuid();
  const where = {
    articleId: on.id,
    versionId: on.versionId,
    exact: "a passage",
    prefix: "",
    suffix: "",
    start: 0,
    end: 9,
  };
  await db.insert(annotations).values({
    ...where,
    id,
    authorId: by.id,
    kind: "claim",
    layer: groupId ? "group" : "private",
    groupId,
    sentHash: "",
  });
  return id;
}

async function reply(annotationId: string, by: Account, body: string, more: Partial<typeof replies.$inferInsert> = {}) {
  const id = uuid();
  await db.insert(replies).values({ id, annotationId, authorId: by.id, body, sentHash: "", ...more });
  return id;
}

beforeAll(async () => {
  [me, friend, stranger] = [await seed(), await seed({ name: "Jun Okafor" }), await seed()];
  await db.insert(groups).values({ id: group, name: "River Seminar", createdBy: me.id });
  await db.insert(memberships).values([me, friend].map(({ id }) => ({ groupId: group, userId: id })));
});

test("a group's new reading is news to its members, and not to whoever brought it", async () => {
  const river = await article("The river", friend);
  await db.insert(readings).values({ groupId: group, articleId: river.id, addedBy: friend.id });
  const mine = (await news.forReader(me)).brought;
  expect(mine).toMatchObject([{ article: { title: "The river" }, group: { id: group }, by: { name: "Jun Okafor" } }]);
  expect((await news.forReader(friend)).brought).toEqual([]);
  expect((await news.forReader(stranger)).brought).toEqual([]);
});

test("answers to my note and to my reply are news; my own, deleted and hidden ones are not", async () => {
  const ferry = await article("The ferry", friend);
  await db.insert(readings).values({ groupId: group, articleId: ferry.id, addedBy: friend.id });
  const mine = await note(ferry, me, group);
  const theirs = await note(ferry, friend, group);
  await reply(mine, friend, "To your note");
  await reply(mine, me, "My own words");
  await reply(mine, friend, "Taken back", { deletedAt: new Date().toISOString() });
  await reply(mine, friend, "Hidden", { hiddenAt: new Date().toISOString() });
  const asked = await reply(theirs, me, "A question");
  await reply(theirs, friend, "To your reply", { parentId: asked });
  await reply(theirs, friend, "To nobody of mine");
  const said = (await news.forReader(me)).replies.map(({ body }) => body);
  expect(said).toEqual(["To your reply", "To your note"]);
  expect((await news.forReader(stranger)).replies).toEqual([]);
});

test("many answers in one group are one line, with the questions that they are to; in another, or few, they stand alone", async () => {
  const ferry = await article("The ferry again", friend);
  await db.insert(readings).values({ groupId: group, articleId: ferry.id, addedBy: friend.id });
  const teacher = await seed({ name: "Ines" });
  await db.insert(memberships).values({ groupId: group, userId: teacher.id });
  const questions = [];
  for (let n = 0; n < 3; n++) {
    const id = await note(ferry, teacher, group);
    await db.update(annotations).set({ question: true }).where(eq(annotations.id, id));
    questions.push(id);
  }
  for (let n = 0; n < 45; n++) await reply(questions[n % 3] ?? "", friend, `Answer ${n}`);
  await reply(questions[0] ?? "", friend, "Hidden", { hiddenAt: new Date().toISOString() });
  const apart = uuid();
  await db.insert(groups).values({ id: apart, name: "Apart", createdBy: teacher.id });
  await db.insert(memberships).values([teacher, friend].map(({ id }) => ({ groupId: apart, userId: id })));
  await db.insert(readings).values({ groupId: apart, articleId: ferry.id, addedBy: friend.id });
  await reply(await note(ferry, teacher, apart), friend, "One alone");
  const told = (await news.forReader(teacher)).replies;
  expect(told.map(({ body, together }) => [body, together?.count ?? 1])).toEqual([
    ["One alone", 1],
    ["Answer 44", 45],
  ]);
  expect(told[1]?.together).toMatchObject({ answers: true, group: "River Seminar" });
  expect(told[1]?.together?.threads.map(({ count }) => count)).toEqual([15, 15, 15]);
});

test("what I left in the middle is offered again while I may read it", async () => {
  const open = await article("Half of it", friend);
  const done = await article("All of it", friend);
  const gone = await article("No longer mine", friend);
  for (const { id } of [open, done])
    await db.insert(readings).values({ groupId: group, articleId: id, addedBy: me.id });
  await db.insert(progress).values([
    { userId: me.id, articleId: open.id, share: 0.5 },
    { userId: me.id, articleId: done.id, share: 1 },
    { userId: me.id, articleId: gone.id, share: 0.5 },
  ]);
  expect((await news.forReader(me)).begun.map(({ title }) => title)).toEqual(["Half of it"]);
});
