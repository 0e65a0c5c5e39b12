import { readFileSync } from "node:fs";
import { and, eq, sql } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { expect, inject, test } from "vitest";
import type { Account } from "@/lib/schemas/user";
import * as annotations from "./annotations";
import { db } from "./client";
import * as follows from "./follows";
import * as lately from "./lately";
import * as moderating from "./moderating";
import * as news from "./news";
import * as notices from "./notices";
import * as replies from "./replies";
import * as sample from "./sample";
import * as t from "./schema";
import { freshDatabase, statementsOf } from "./testing";
import * as seeds from "./testing.world";
import * as threads from "./threads";
import * as unread from "./unread";

/** Two members of a group that reads one article, of whom `bob` follows the group, and what is new for each, everywhere. */
async function course() {
  const seeded = await seeds.together();
  const { ann, bob, page, group } = seeded;
  for (const who of [ann, bob]) await follows.follow(who, "group", group.id, true);
  // That the group reads the article was told too, which is none of its threads.
  for (const who of [ann, bob]) await notices.markAllRead(who);
  /** The threads that are new to somebody, by what each place says, which must be the same. @param toldOfAll by the bell too */
  const isNew = async (who: Account, toldOfAll = false): Promise<string[]> => {
    const own = (await annotations.forArticle(who, page.id)).filter((one) => one.thread.unread).map(({ id }) => id);
    const home = (await news.forReader(who)).unread.filter((one) => one.article.id === page.id);
    const told = (await notices.list(who, { limit: 200 })).items;
    const places = {
      reader: own.length,
      listed: (await annotations.list(who, page.id, { ...ALL, unread: true })).items.length,
      home: home.reduce((sum, one) => sum + one.threads, 0),
      group: (await unread.count(who, { groupId: group.id })).reduce((sum, one) => sum + one.threads, 0),
      groupList: (await lately.fresh(who, group.id, 200)).length,
    };
    expect(places, who.name).toEqual(Object.fromEntries(Object.keys(places).map((place) => [place, own.length])));
    // Not all that is new is told of; what waits as told is new, and the number on the bell is of that alone.
    const waiting = new Set(told.flatMap((one) => (!one.read && one.kind !== "moderation" && one.annotationId) || []));
    expect([...waiting].filter((id) => !own.includes(id))).toEqual([]);
    expect((await notices.unread(who)) === 0).toBe(told.every((one) => one.read));
    if (toldOfAll) expect(waiting.size, who.name).toBe(own.length);
    return own.sort();
  };
  const both = async (toldOfAll = false) => [await isNew(ann, toldOfAll), await isNew(bob, toldOfAll)];
  return { ...seeded, isNew, both };
}
const ALL = { limit: 200 } as Parameters<typeof annotations.list>[2];

test("the reader, the home page, the group's page and the bell say the same after each act, and all clear when it is read", async () => {
  const { lea, ann, bob, page, group, shared, answer, both } = await course();
  expect(await both(true)).toEqual([[], []]);
  const first = await seeds.mark(lea, page.id, shared);
  const own = await seeds.mark(ann, page.id, shared);
  expect(await both(true)).toEqual([[first.id], [first.id, own.id].sort()]);
  await unread.markRead(ann, first.id);
  expect(await both(true)).toEqual([[], [first.id, own.id].sort()]);
  // Somebody answers: it is new to who took part and read it, not to who answered.
  await unread.markRead(bob, own.id);
  await answer(bob, own.id);
  expect(await both(true)).toEqual([[own.id], [first.id]]);
  // An edit, and its author's own words, make nothing new.
  await annotations.revise(lea, first.id, first.revision, { body: "Said otherwise." });
  expect(await both(true)).toEqual([[own.id], [first.id]]);
  await unread.markAllRead(ann, { groupId: group.id });
  expect(await both(true)).toEqual([[], [first.id]]);
  await unread.markAllRead(bob, "everywhere");
  expect(await both(true)).toEqual([[], []]);
  // Read in the list of notices it is read in the text.
  const second = await seeds.mark(lea, page.id, shared);
  expect(await both(true)).toEqual([[second.id], [second.id]]);
  await notices.markAllRead(ann);
  const [line] = (await notices.list(bob, { limit: 1 })).items;
  await notices.markRead(bob, line?.id ?? "");
  expect(await both(true)).toEqual([[], []]);
});

test("what comes to be shown later is new then, and what was read stays read", async () => {
  const { lea, ann, bob, page, group, shared, both } = await course();
  const mine = await seeds.mark(lea, page.id);
  const asked = await seeds.mark(lea, page.id, { ...shared, question: true });
  await unread.markAllRead(bob, { articleId: page.id });
  await unread.markRead(ann, asked.id);
  expect(await both()).toEqual([[], []]);
  // It was private when all was read.
  await annotations.revise(lea, mine.id, mine.revision, shared);
  expect(await both()).toEqual([[mine.id], [mine.id]]);
  await unread.markAllRead(ann, { articleId: page.id });
  await unread.markAllRead(bob, { articleId: page.id });
  // It waits for a lead, and was written before the thread was read again.
  await db.update(t.groups).set({ premoderated: true }).where(eq(t.groups.id, group.id));
  const { reply } = await replies.reply(ann, asked.id, uuid(), { body: "Waits.", parentId: null });
  await unread.markRead(bob, asked.id);
  expect(await both()).toEqual([[], []]);
  await threads.approveReply(lea, reply.id);
  expect(await both()).toEqual([[], [asked.id]]);
  await unread.markRead(bob, asked.id);
  expect(await both()).toEqual([[], []]);
  // Hidden and put back, it is what it was; hidden while it is new, it is not counted.
  await moderating.decide(lea, { annotationId: (await late()).id }, { what: "hide", reason: "" });
  expect(await both()).toEqual([[], []]);
  async function late() {
    const note = await seeds.mark(bob, page.id, shared);
    await threads.approve(lea, note.id);
    expect(await both()).toEqual([[note.id], []]);
    return note;
  }
});

test("what an assignment keeps is not counted, and is new when it is shown", async () => {
  const { lea, ann, bob, page, group, shared, answer, both } = await course();
  const prompt = await seeds.mark(lea, page.id, shared);
  const id = uuid();
  await db
    .insert(t.assignments)
    .values({ id, groupId: group.id, title: "Read", timeZone: "UTC", createdBy: lea.id, reveal: "manual" });
  await db.insert(t.assignmentReadings).values({ id: uuid(), assignmentId: id, articleId: page.id, position: 0 });
  const kept = await seeds.mark(bob, page.id, shared);
  await answer(bob, prompt.id);
  await unread.markRead(ann, prompt.id);
  await unread.markAllRead(ann, "everywhere");
  await notices.markAllRead(ann);
  await unread.markRead(bob, prompt.id);
  expect(await both()).toEqual([[], []]);
  await db.insert(t.reveals).values({ assignmentId: id, why: "manual" });
  expect((await both())[0]).toEqual([kept.id, prompt.id].sort());
});

test("the sample is no work that waits", async () => {
  delete process.env.GLOSS_SAMPLE;
  await freshDatabase(inject("server"));
  await sample.begin();
  const { newcomer } = await seeds.people("newcomer");
  await sample.welcome(newcomer.id);
  expect(await unread.count(newcomer, "everywhere")).toEqual([]);
  const [copy] = await db
    .select({ id: t.readings.articleId })
    .from(t.readings)
    .innerJoin(
      t.memberships,
      and(eq(t.memberships.groupId, t.readings.groupId), eq(t.memberships.userId, newcomer.id)),
    );
  const marks = await annotations.forArticle(newcomer, copy?.id ?? "");
  expect(marks.length).toBeGreaterThan(10);
  expect(marks.filter((one) => one.thread.unread)).toEqual([]);
});

test("as many statements are asked for a thousand threads as for one", async () => {
  const { lea, ann, page, group, shared } = await seeds.together();
  const statements = async () => {
    const all = async () => {
      await news.forReader(ann);
      await lately.fresh(ann, group.id);
      await unread.count(ann, { groupId: group.id });
      await unread.markAllRead(ann, { groupId: group.id });
    };
    return (await statementsOf(all)).length;
  };
  const one = await seeds.mark(lea, page.id, shared);
  const few = await statements();
  await db.execute(sql`insert into annotations (id, article_id, version_id, author_id, kind, layer, group_id, exact, prefix, suffix, start, "end", sent_hash)
    select gen_random_uuid(), article_id, version_id, author_id, kind, layer, group_id, exact, prefix, suffix, start, "end", '' from annotations, generate_series(1, 1000) where id = ${one.id}::uuid`);
  expect((await unread.count(ann, { groupId: group.id }))[0]?.threads).toBe(1000);
  expect(await statements()).toBe(few);
  expect(await unread.count(ann, "everywhere")).toEqual([]);
});

test("what stood there before the upgrade counts as read where its reader had been, but for what waits as a notice", async () => {
  const { lea, ann, bob, page, group, shared, isNew, answer } = await course();
  const [old, told, later] = [
    await seeds.mark(lea, page.id, shared),
    await seeds.mark(lea, page.id, shared),
    await seeds.mark(lea, page.id, shared),
  ];
  const asks = await seeds.mark(ann, page.id, shared);
  await answer(lea, asks.id);
  const at = (note: { createdAt: string }) => sql`${note.createdAt}::timestamptz`;
  // Ann read the article after the second note, Bob looked at the group's page then, and was never in the text.
  await db.insert(t.progress).values({ userId: ann.id, articleId: page.id, share: 0.5, seen: 1, readAt: at(told) });
  await db
    .update(t.memberships)
    .set({ seenAt: at(told) })
    .where(and(eq(t.memberships.userId, bob.id), eq(t.memberships.groupId, group.id)));
  const only = (annotationId: string) => sql`${t.notices.annotationId} <> ${annotationId}::uuid`;
  for (const id of [told.id])
    await db
      .update(t.notices)
      .set({ readAt: sql`now()` })
      .where(and(only(id), only(asks.id), only(later.id)));
  const steps = readFileSync(`${import.meta.dirname}/migrations/0014_unread.sql`, "utf8").split(
    "--> statement-breakpoint",
  );
  for (let times = 0; times < 2; times++) for (const step of steps.slice(1)) await db.execute(sql.raw(step));
  expect(await isNew(ann)).toEqual([told.id, later.id, asks.id].sort());
  expect(await isNew(bob)).toEqual([told.id, later.id, asks.id].sort());
  expect((await annotations.read(ann, old.id)).thread.unread).toBe(false);
});
