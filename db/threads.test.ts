import { eq } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { expect, test } from "vitest";
import { NO_REACTIONS } from "@/lib/reactions";
import { annotationQuery } from "@/lib/schemas/annotation";
import * as annotations from "./annotations";
import { db } from "./client";
import * as replies from "./replies";
import * as t from "./schema";
import * as seeds from "./testing.world";
import * as threads from "./threads";
import { markAllRead, markRead } from "./unread";

const heard = (articleId: string) =>
  db
    .select({ kind: t.events.kind, change: t.events.change, leadsOnly: t.events.leadsOnly, actorId: t.events.actorId })
    .from(t.events)
    .where(eq(t.events.articleId, articleId))
    .orderBy(t.events.seq);

test("a reaction counts once a person, is one's own to take back, and is heard of", async () => {
  const { ann, bob, page, shared } = await seeds.together();
  const note = await seeds.mark(ann, page.id, shared);
  await threads.react(bob, note.id, "agree", true);
  const twice = await threads.react(bob, note.id, "agree", true);
  expect(twice.thread).toMatchObject({ reactions: { ...NO_REACTIONS, agree: 1 }, mine: ["agree"] });
  await threads.react(ann, note.id, "agree", false);
  expect((await annotations.read(ann, note.id)).thread).toMatchObject({ reactions: { agree: 1 }, mine: [] });
  expect((await threads.react(bob, note.id, "agree", false)).thread.reactions.agree).toBe(0);
  expect((await heard(page.id)).at(-1)).toMatchObject({ kind: "annotation", change: "changed", actorId: bob.id });
});

test("a question is asked, answered, the answer accepted, and the thread reopened", async () => {
  const { ann, bob, page, shared, answer } = await seeds.together();
  const note = await seeds.mark(ann, page.id, { ...shared, question: true });
  const said = await answer(bob, note.id);
  const settled = await threads.settle(ann, note.id, { acceptedReplyId: said.id });
  expect(settled).toMatchObject({ revision: 1, thread: { question: true, resolved: true, acceptedReplyId: said.id } });
  const open = annotationQuery.parse({ question: "true", resolved: "false" });
  expect((await annotations.list(bob, page.id, open)).items).toEqual([]);
  expect((await threads.settle(ann, note.id, { resolved: false })).thread).toMatchObject({ resolved: false });
  expect((await annotations.list(bob, page.id, open)).items).toMatchObject([{ id: note.id }]);
  await replies.remove(bob, said.id, said.revision);
  expect((await annotations.read(ann, note.id)).thread.acceptedReplyId).toBeNull();
});

test("what others wrote is unread until it was read, and again when somebody answers", async () => {
  const { ann, bob, page, shared, answer } = await seeds.together();
  const note = await seeds.mark(ann, page.id, shared);
  const unread = async (who: typeof ann) => (await annotations.read(who, note.id)).thread.unread;
  expect([await unread(ann), await unread(bob)]).toEqual([false, true]);
  await markRead(bob, note.id);
  expect(await unread(bob)).toBe(false);
  await answer(ann, note.id);
  expect([await unread(ann), await unread(bob)]).toEqual([false, true]);
  await markAllRead(bob, { articleId: page.id });
  expect(await unread(bob)).toBe(false);
  await answer(bob, note.id);
  expect([await unread(ann), await unread(bob)]).toEqual([true, false]);
});

test("in a reading that is discussed per section a member writes for their own, and leads for all", async () => {
  const { lea, ann, bob, page, group, shared } = await seeds.together();
  const section = uuid();
  await db.insert(t.sections).values({ id: section, groupId: group.id, name: "One", position: 0 });
  await db.update(t.memberships).set({ sectionId: section }).where(eq(t.memberships.userId, ann.id));
  await db.update(t.readings).set({ bySection: true }).where(eq(t.readings.articleId, page.id));
  const hers = await seeds.mark(ann, page.id, shared);
  const leads = await seeds.mark(lea, page.id, shared);
  expect([hers.sectionId, leads.sectionId]).toEqual([section, null]);
  expect((await annotations.forArticle(bob, page.id)).map((one) => one.id)).toEqual([leads.id]);
  expect((await annotations.forArticle(lea, page.id)).map((one) => one.id)).toEqual([hers.id, leads.id]);
});

test("a note is narrowed to one other at any time, and is gone for the rest", async () => {
  const { lea, ann, bob, page, shared, answer } = await seeds.together();
  const note = await seeds.mark(ann, page.id, shared);
  await answer(bob, note.id);
  const narrow = await annotations.revise(ann, note.id, 1, { ...shared, withUserId: lea.id });
  expect(narrow.withUser).toEqual({ id: lea.id, name: "lea" });
  await expect(annotations.read(bob, note.id)).rejects.toMatchObject({ status: 404 });
  expect((await heard(page.id)).slice(-2)).toMatchObject([{ change: "deleted" }, { change: "created" }]);
  await expect(annotations.revise(ann, note.id, 2, { ...shared })).rejects.toMatchObject({ status: 409 });
});

test("where leads let notes stand, what a member writes or changes is heard of by leads alone", async () => {
  const { lea, ann, bob, page, group, shared } = await seeds.together();
  const stood = await seeds.mark(ann, page.id, shared);
  await db.update(t.groups).set({ premoderated: true }).where(eq(t.groups.id, group.id));
  const changed = await annotations.revise(ann, stood.id, 1, { body: "Twice, I say." });
  expect(changed.pending).toBe(true);
  await expect(annotations.read(bob, stood.id)).rejects.toMatchObject({ status: 404 });
  expect((await annotations.read(lea, stood.id)).pending).toBe(true);
  expect((await heard(page.id)).slice(-2)).toMatchObject([
    { change: "deleted", leadsOnly: false },
    { change: "changed", leadsOnly: true },
  ]);
  // Taken out of the group it waits for nobody.
  expect((await annotations.revise(ann, stood.id, 2, { layer: "private", groupId: null })).pending).toBe(false);
  const mine = await seeds.mark(lea, page.id, shared);
  const said = await replies.reply(bob, mine.id, uuid(), { body: "Waits.", parentId: null });
  expect(said.reply.pending).toBe(true);
  expect(await replies.forAnnotation(ann, mine.id)).toEqual([]);
  expect((await annotations.read(ann, mine.id)).replyCount).toBe(0);
  expect((await annotations.read(ann, mine.id)).thread.lastActivityAt).toBe(mine.createdAt);
  await threads.approveReply(lea, said.reply.id);
  expect((await heard(page.id)).at(-1)).toMatchObject({ kind: "reply", change: "created", leadsOnly: false });
  expect((await annotations.read(ann, mine.id)).replyCount).toBe(1);
});
