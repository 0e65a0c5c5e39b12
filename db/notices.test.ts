import { eq } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { expect, test } from "vitest";
import type { Account } from "@/lib/schemas/user";
import * as annotations from "./annotations";
import { db } from "./client";
import * as follows from "./follows";
import * as leading from "./leading";
import * as members from "./members";
import * as notices from "./notices";
import * as readings from "./readings";
import * as replies from "./replies";
import * as t from "./schema";
import * as seeds from "./testing.world";
import * as threads from "./threads";
import * as unread from "./unread";

/** A group of `lea` that reads an article, with `ann`, `bob` and `cas` in it; what they were told of that is gone. */
async function together() {
  const found = await seeds.people("lea", "ann", "bob", "cas");
  const { lea, ann, bob, cas } = found;
  const page = await seeds.article(lea);
  const group = await seeds.circle(lea, [ann, bob, cas], [page.id]);
  await db.delete(t.notices);
  const shared = { layer: "group" as const, groupId: group.id };
  const names = new Map(Object.entries(found).map(([name, { id }]) => [id, name]));
  /** Who was told, as `name kind`, and may see it still. */
  const told = async (of: Account[] = [lea, ann, bob, cas]) => {
    const all = await Promise.all(of.map(async (who) => [who, await notices.list(who, { limit: 50 })] as const));
    return all.flatMap(([who, { items }]) => items.map(({ kind }) => `${names.get(who.id)} ${kind}`)).sort();
  };
  const answer = (who: Account, to: string, parentId: string | null = null) =>
    replies.reply(who, to, uuid(), { body: "The gauge at the mill.", parentId }).then((one) => one.reply);
  return { lea, ann, bob, cas, page, group, shared, told, answer };
}

test("a reply is told to whom it answers, and to who takes part, each once", async () => {
  const { ann, bob, cas, page, shared, told, answer } = await together();
  const note = await seeds.mark(ann, page.id, shared);
  const first = await answer(bob, note.id);
  expect(await told()).toEqual(["ann reply"]);
  await db.delete(t.notices);
  // Bob is whom it answers and takes part; Ann wrote the note.
  const second = await answer(cas, note.id, first.id);
  expect(await told()).toEqual(["ann reply", "bob reply"]);
  await replies.remove(cas, second.id, second.revision);
  await replies.restore(cas, second.id);
  expect(await told()).toEqual(["ann reply", "bob reply"]);
  await db.delete(t.notices);
  await answer(ann, note.id);
  expect(await told()).toEqual(["bob follow", "cas follow"]);
});

test("an answer reaches who asked and who has the question too, and so does that it was accepted", async () => {
  const { lea, ann, bob, cas, page, shared, told, answer } = await together();
  const note = await seeds.mark(ann, page.id, { ...shared, question: true });
  await threads.react(bob, note.id, "question", true);
  const said = await answer(cas, note.id);
  expect(await told()).toEqual(["ann answer", "bob answer"]);
  await db.delete(t.notices);
  await threads.settle(lea, note.id, { acceptedReplyId: said.id });
  expect(await told()).toEqual(["ann answer", "bob answer", "cas answer"]);
});

test("whoever switched a thread off is not told of it, whoever follows a thing is, and nobody of the other's section", async () => {
  const { lea, ann, bob, cas, page, group, shared, told, answer } = await together();
  const note = await seeds.mark(ann, page.id, shared);
  await follows.follow(ann, "thread", note.id, false);
  await follows.follow(cas, "thread", note.id, true);
  await answer(bob, note.id);
  expect(await told()).toEqual(["cas follow"]);
  await db.delete(t.notices);

  await follows.follow(cas, "article", page.id, true);
  await follows.follow(bob, "group", group.id, true);
  await follows.follow(lea, "person", ann.id, true);
  await seeds.mark(ann, page.id, shared);
  await seeds.mark(ann, page.id);
  expect(await told()).toEqual(["bob follow", "cas follow", "lea follow"]);
  await db.delete(t.notices);

  const one = await leading.addSection(lea, group.id, "One");
  await members.revise(lea, group.id, ann.id, { sectionId: one.id });
  await seeds.mark(ann, page.id, { ...shared, sectionId: one.id });
  expect(await told()).toEqual(["lea follow"]);
  await db.delete(t.notices);
  await seeds.mark(lea, page.id, { ...shared, withUserId: cas.id });
  expect(await told()).toEqual(["cas mention"]);
});

test("an exchange of two is told when it has words: opening it says nothing, marking a claim in it does", async () => {
  const { lea, ann, cas, page, shared, told } = await together();
  await follows.follow(cas, "person", lea.id, true);
  const note = await seeds.mark(lea, page.id, { ...shared, kind: "note", withUserId: cas.id });
  expect(await told()).toEqual([]);
  await annotations.revise(lea, note.id, 1, { tags: ["later"] });
  expect(await told()).toEqual([]);
  await annotations.revise(lea, note.id, 2, { body: "Come and see me." });
  await annotations.revise(lea, note.id, 3, { body: "Come and see me soon." });
  expect(await told()).toEqual(["cas mention"]);
  await db.delete(t.notices);
  await seeds.mark(lea, page.id, { ...shared, withUserId: ann.id });
  expect(await told()).toEqual(["ann mention"]);
});

test("what waits for a lead tells nobody until it stands", async () => {
  const { lea, ann, bob, page, group, shared, told, answer } = await together();
  const note = await seeds.mark(ann, page.id, shared);
  await leading.change(lea, group.id, { premoderated: true });
  await follows.follow(lea, "article", page.id, true);
  const said = await answer(bob, note.id);
  const waits = await seeds.mark(bob, page.id, shared);
  expect(await told()).toEqual([]);
  await threads.approveReply(lea, said.id);
  await threads.approve(lea, waits.id);
  expect(await told()).toEqual(["ann reply", "lea follow"]);
});

test("what was hidden, narrowed or deleted since, and who has left, shows and counts nothing", async () => {
  const { ann, bob, cas, page, group, shared, told, answer } = await together();
  const note = await seeds.mark(ann, page.id, shared);
  await answer(bob, note.id);
  const said = await answer(cas, note.id);
  expect(await told([ann, bob])).toEqual(["ann reply", "ann reply", "bob follow"]);
  expect(await notices.unread(ann)).toBe(2);
  await db.update(t.replies).set({ hiddenAt: "2026-01-01T00:00:00Z" }).where(eq(t.replies.id, said.id));
  expect(await told([ann, bob])).toEqual(["ann reply"]);
  expect(await notices.unread(ann)).toBe(1);
  await members.remove(ann, group.id, ann.id);
  expect(await told([ann])).toEqual([]);
  expect(await notices.unread(ann)).toBe(0);
});

test("who blocked one another do not tell each other in the public layer", async () => {
  const { lea, ann, bob, cas, told, answer } = await together();
  const open = await seeds.article(lea, { visibility: "public" });
  const note = await seeds.mark(ann, open.id, { layer: "public" });
  await follows.follow(cas, "person", ann.id, true);
  await db.insert(t.blocks).values([
    { userId: bob.id, blockedId: cas.id },
    { userId: cas.id, blockedId: ann.id },
  ]);
  await answer(bob, note.id);
  await seeds.mark(ann, open.id, { layer: "public" });
  expect(await told()).toEqual(["ann reply"]);
  await db.insert(t.blocks).values({ userId: ann.id, blockedId: bob.id });
  expect(await told()).toEqual([]);
});

test("a reading is told to its group, a role to whom it was given; reading the thread reads what was told of it", async () => {
  const { lea, ann, bob, cas, group, page, shared, told, answer } = await together();
  const other = await seeds.article(lea);
  await readings.bring(lea, group.id, other.id);
  await readings.bring(lea, group.id, other.id);
  await members.revise(lea, group.id, ann.id, { role: "lead" });
  expect(await told()).toEqual(["ann membership", "ann reading", "bob reading", "cas reading"]);
  const note = await seeds.mark(bob, page.id, shared);
  await answer(cas, note.id);
  expect(await notices.unread(bob)).toBe(2);
  await unread.markRead(bob, note.id);
  expect(await notices.unread(bob)).toBe(1);
  await notices.markAllRead(bob);
  expect(await notices.unread(bob)).toBe(0);
});

test("the list goes on from its cursor, newest first", async () => {
  const { ann, bob, page, shared, answer } = await together();
  const note = await seeds.mark(ann, page.id, shared);
  for (let n = 0; n < 3; n++) await answer(bob, note.id);
  const first = await notices.list(ann, { limit: 2 });
  const rest = await notices.list(ann, { limit: 2, cursor: first.next ?? "" });
  expect([first.items.length, rest.items.length, rest.next]).toEqual([2, 1, null]);
  expect(first.items[0]).toMatchObject({
    kind: "reply",
    read: false,
    actor: { name: "bob" },
    words: "The gauge at the mill.",
    quote: "The river rose twice",
    group: { name: "Circle" },
  });
});
