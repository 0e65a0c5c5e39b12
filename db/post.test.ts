import { eq, isNull, ne, sql } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import type { Account } from "@/lib/schemas/user";
import { db } from "./client";
import { begin } from "./jobs";
import * as letters from "./letters";
import { deliverKept, send } from "./mail";
import * as members from "./members";
import { write } from "./notice-letters";
import { choose, endMail, leaveOf, leaveToken, settingsOf } from "./notice-settings";
import * as notices from "./notices";
import * as replies from "./replies";
import { digest, gather } from "./rounds";
import * as t from "./schema";
import { mailbox, type Received } from "./testing.mail";
import { seed } from "./testing.people";
import * as seeds from "./testing.world";

const FROM = { site: "https://gloss.example", secret: "a secret of the tests, long enough" };
let box: Awaited<ReturnType<typeof mailbox>>;
beforeAll(async () => {
  box = await mailbox();
  await begin({ letter: deliverKept, notices: (job) => write(job, FROM) }, { look: 0.5, pause: 0 });
});
afterAll(() => box.close());
afterEach(async () => {
  box.letters.splice(0);
  await db.delete(t.notices);
  await db.delete(t.noticeSettings);
  // Those who lead them would get a digest.
  await db.delete(t.groups);
});

const seconds = (n: number) => new Date(Date.now() + n * 1000);
/** The letters that came, once there are so many. The test's own limit is the only one. */
const arrived = (n: number) =>
  vi.waitFor(() => {
    expect(box.letters).toHaveLength(n);
    return box.letters;
  }, 60_000);
const confirmed = (name: string, more: { timeZone?: string } = {}) =>
  seed({ name, email: `${uuid()}@example.org`, emailVerifiedAt: "2026-01-01T00:00:00Z", ...more });

/** A group of Lea with Ann and Bob, a note of Ann's in it, and how Bob answers. */
async function together() {
  const [lea, ann, bob] = await Promise.all([confirmed("Lea"), confirmed("Ann"), confirmed("Bob")]);
  const page = await seeds.article(lea);
  const group = await seeds.circle(lea, [ann, bob], [page.id]);
  await db.delete(t.notices);
  const shared = { layer: "group" as const, groupId: group.id };
  const note = await seeds.mark(ann, page.id, shared);
  const answer = (body = "The gauge at the mill.", who: Account = bob) =>
    replies.reply(who, note.id, uuid(), { body, parentId: null }).then((one) => one.reply);
  return { lea, ann, bob, page, group, shared, note, answer };
}

/** Three questions of Lea's, each answered by fifteen students. */
async function asked() {
  const { lea, group, page, shared } = await together();
  const students = await Promise.all(Array.from({ length: 15 }, (_, n) => confirmed(`Student ${n}`)));
  await db.insert(t.memberships).values(students.map(({ id }) => ({ groupId: group.id, userId: id })));
  for (let n = 0; n < 3; n++) {
    const question = await seeds.mark(lea, page.id, { ...shared, question: true });
    for (const [i, who] of students.entries())
      await replies.reply(who, question.id, uuid(), { body: `Answer ${n * 15 + i}`, parentId: null });
  }
  await db.delete(t.notices).where(ne(t.notices.userId, lea.id));
  return { lea, group, page, shared, students };
}

describe("at once", () => {
  test("what comes in a row goes together, with what may still be seen, and a way out of it", async () => {
    const { ann, note, answer } = await together();
    const first = await answer();
    const hidden = await answer("Not for long.");
    await answer("And the ledger.");
    expect(await gather(seconds(60))).toBe(0);
    await db.update(t.replies).set({ hiddenAt: "2026-01-01T00:00:00Z" }).where(eq(t.replies.id, hidden.id));
    expect(await gather(seconds(120))).toBe(1);
    const [letter] = await arrived(1);
    expect(letter).toMatchObject({ to: ann.email, subject: "2 notices from Gloss" });
    expect(letter?.text).toContain("> The gauge at the mill.");
    expect(letter?.text).toContain(`/articles/${note.articleId}?reply=${first.id}&group=${note.groupId}#${note.id}`);
    expect(letter?.text).not.toContain("Not for long.");
    expect(letter?.text).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
    // Once is enough.
    expect(await gather(seconds(240))).toBe(0);
  });

  test("many answers to a few questions are one line: in a letter, on the page and in the count; read together, too", async () => {
    const { lea, group, page, shared, students } = await asked();
    expect(await notices.unread(lea)).toBe(1);
    const { items, next } = await notices.lines(lea, { limit: 50 });
    expect([items.length, items[0]?.length, next]).toEqual([1, 45, null]);
    expect(await gather(seconds(120))).toBe(1);
    const [letter] = await arrived(1);
    expect(letter?.subject).toBe(`45 answers to 3 of your questions in ${group.name}`);
    expect(letter?.text.match(/https:\S+\?reply=/g)).toHaveLength(3);
    expect(letter?.text).toContain("15: https://gloss.example/articles/");
    expect(letter?.text).not.toContain("Answer 44");
    // Another kind of thing, and what is hidden, count as they stand.
    const own = await seeds.mark(lea, page.id, shared);
    const said = await replies.reply(students[0] ?? lea, own.id, uuid(), { body: "To a note.", parentId: null });
    expect(await notices.unread(lea)).toBe(2);
    await db.update(t.replies).set({ hiddenAt: "2026-01-01T00:00:00Z" }).where(eq(t.replies.id, said.reply.id));
    expect(await notices.unread(lea)).toBe(1);
    await notices.markRead(lea, items[0]?.[0]?.id ?? "", true);
    expect(await notices.unread(lea)).toBe(0);
    // What was read stays together, by the day.
    expect((await notices.lines(lea, { limit: 50 })).items.map((line) => line.length)).toEqual([45]);
  });

  test("answers that come one by one are a letter in an hour, but to who reads what they are told", async () => {
    const { lea, bob, page, shared } = await together();
    const question = await seeds.mark(lea, page.id, { ...shared, question: true });
    const own = await seeds.mark(lea, page.id, shared);
    const said = (noteId: string) => replies.reply(bob, noteId, uuid(), { body: "A guess.", parentId: null });
    const sent: number[] = [];
    for (let minutes = 2; minutes <= 62; minutes += 5) {
      await said(question.id);
      sent.push(await gather(seconds(minutes * 60)));
    }
    expect(sent).toEqual([1, ...Array(11).fill(0), 1]);
    const all = await arrived(2);
    expect(all.map(({ subject }) => subject)).toContainEqual(expect.stringMatching(/^12 answers to your question/));
    // Another line is told at once, and so is more of this one to who has read what there was.
    await said(own.id);
    expect(await gather(seconds(65 * 60))).toBe(1);
    await arrived(3);
    await notices.markAllRead(lea);
    await said(question.id);
    expect(await gather(seconds(68 * 60))).toBe(1);
    await arrived(4);
  });

  test("pages of lines tell each notice once", async () => {
    const { lea, page, shared, students } = await asked();
    for (let n = 0; n < 3; n++) {
      const own = await seeds.mark(lea, page.id, shared);
      await replies.reply(students[n] ?? lea, own.id, uuid(), { body: "To a note.", parentId: null });
    }
    const seen: string[] = [];
    let cursor: string | null | undefined;
    do {
      const one = await notices.lines(lea, { limit: 2, cursor: cursor ?? undefined });
      expect(one.items.length).toBeLessThanOrEqual(2);
      seen.push(...one.items.flat().map(({ id }) => id));
      cursor = one.next;
    } while (cursor);
    expect(seen).toHaveLength(48);
    expect(new Set(seen).size).toBe(48);
  });

  test("nothing is written of what was read, hidden or left behind meanwhile, nor to an address nobody confirmed", async () => {
    const { ann, bob, group, shared, page, answer } = await together();
    await answer();
    await db.update(t.notices).set({ readAt: sql`now()` });
    expect(await gather(seconds(120))).toBe(0);
    await answer();
    await members.remove(ann, group.id, ann.id);
    expect(await gather(seconds(120))).toBe(1);
    const other = await seed({ name: "Eve", email: "eve@example.org" });
    await db.insert(t.memberships).values({ groupId: group.id, userId: other.id });
    const theirs = await seeds.mark(other, page.id, shared);
    await replies.reply(bob, theirs.id, uuid(), { body: "Hm.", parentId: null });
    expect(await gather(seconds(120))).toBe(0);
    // The letter to Ann had nothing left to say: another one, sent after it, is the first that arrives.
    await send(letters.passwordChanged("last@example.org"));
    expect(await arrived(1)).toMatchObject([{ to: "last@example.org" }]);
  });

  test("a letter that the mail server refuses comes later, and the answer never waits for it", async () => {
    box.refuse(1);
    await send(letters.resetPassword("ann@example.org", "https://gloss.example/reset?token=x"));
    expect(await arrived(1)).toMatchObject([{ to: "ann@example.org", subject: "Choose a new password for Gloss" }]);
    // Neither the job nor the outbox holds its link any longer.
    await vi.waitFor(async () => expect(await db.$count(t.outbox)).toBe(0));
    const kept = await db.execute(
      sql`select 1 from pgboss.job where data::text like '%token%' or output::text like '%ann@%'`,
    );
    expect(kept).toHaveLength(0);
  });

  test("nobody causes more than thirty letters a day; the rest goes with the daily digest", async () => {
    const { bob } = await together();
    const many = await Promise.all(Array.from({ length: 32 }, (_, n) => confirmed(`Reader ${n}`)));
    const open = await seeds.article(bob, { visibility: "public" });
    for (const who of many) {
      const note = await seeds.mark(who, open.id, { layer: "public" });
      await replies.reply(bob, note.id, uuid(), { body: "Hm.", parentId: null });
    }
    expect(await gather(seconds(120))).toBe(30);
    expect(await db.$count(t.notices, eq(t.notices.delivery, "daily"))).toBe(2);
    await arrived(30);
  });

  test("what a lead announces to a class reaches all of it; one reader gets at most twenty letters of theirs a day", async () => {
    const { lea, ann, bob, group } = await together();
    const students = await Promise.all(Array.from({ length: 40 }, (_, n) => confirmed(`Student ${n}`)));
    await db.insert(t.memberships).values(students.map(({ id }) => ({ groupId: group.id, userId: id })));
    const announce = (from: Account, to: readonly Account[]) =>
      db.transaction((tx) =>
        notices.notify(tx, sql`select unnest(${sql.param(to.map(({ id }) => id))}::uuid[])`, {
          ...{ kind: "assignment", cause: `set:${uuid()}`, actorId: from.id, groupId: group.id },
        }),
      );
    /** What was announced left some minutes ago. */
    const left = (minutes: number) =>
      db
        .update(t.notices)
        .set({ mailedAt: sql`now() - make_interval(mins => ${minutes})` })
        .where(isNull(t.notices.mailedAt));
    await announce(lea, students);
    await announce(bob, students);
    await left(1);
    await announce(lea, [ann]);
    expect(await gather(seconds(120))).toBe(1);
    // Who leads nothing there is anybody.
    await announce(bob, [ann]);
    expect(await gather(seconds(240))).toBe(0);
    for (let minutes = 2; minutes < 21; minutes++) {
      await announce(lea, [ann]);
      await left(minutes);
    }
    await announce(lea, [ann, bob]);
    expect(await gather(seconds(360))).toBe(1);
    const wait = await db.select().from(t.notices).where(eq(t.notices.delivery, "daily"));
    expect(wait.map(({ userId, actorId }) => [userId, actorId])).toEqual([
      [ann.id, bob.id],
      [ann.id, lea.id],
    ]);
    await arrived(2);
  });
});

describe("settings", () => {
  test("a group's choice comes before the one for everywhere, and none tells nothing", async () => {
    const { ann, group, answer } = await together();
    const delivery = async () => {
      await db.delete(t.notices);
      await answer();
      return (await db.select().from(t.notices).where(eq(t.notices.userId, ann.id))).map((one) => one.delivery);
    };
    expect(await delivery()).toEqual(["once"]);
    await choose(ann, { groupId: null, kinds: { reply: "weekly" } });
    expect(await delivery()).toEqual(["weekly"]);
    await choose(ann, { groupId: group.id, kinds: { reply: "none" } });
    expect(await delivery()).toEqual([]);
    await choose(ann, { groupId: group.id, kinds: { reply: null } });
    expect(await delivery()).toEqual(["weekly"]);
    const stranger = await confirmed("Eve");
    await expect(choose(stranger, { groupId: group.id, kinds: { reply: "off" } })).rejects.toMatchObject({
      status: 404,
    });
  });

  test("the link in a letter ends its kinds, everywhere and in each group, and no other link does", async () => {
    const { ann, group, answer } = await together();
    await choose(ann, { groupId: group.id, kinds: { reply: "once", mention: "daily" } });
    await answer();
    const token = leaveToken({ userId: ann.id, kinds: ["reply"] }, FROM.secret);
    expect(leaveOf(`${token}x`, FROM.secret)).toBeNull();
    expect(leaveOf(token.replace("reply", "mention"), FROM.secret)).toBeNull();
    const leave = leaveOf(token, FROM.secret);
    expect(leave).toEqual({ userId: ann.id, kinds: ["reply"] });
    if (leave) await endMail(leave);
    expect(await gather(seconds(120))).toBe(0);
    const said = (await settingsOf(ann)).map(
      ({ kind, groupId, delivery }) => `${kind} ${groupId ? "there" : "everywhere"} ${delivery}`,
    );
    expect(said.sort()).toEqual(["mention there daily", "reply everywhere off", "reply there off"]);
  });
});

describe("digests", () => {
  /** A notice of this moment for somebody, by digest. */
  const told = async (who: Account, at: string, delivery: "daily" | "weekly", group: string) => {
    const id = uuid();
    const about = { kind: "membership" as const, groupId: group, cause: `test:${id}` };
    await db.insert(t.notices).values({ id, userId: who.id, ...about, at, delivery });
  };

  test("leave at the morning of each reader's own time zone, summer and winter", async () => {
    const { group } = await together();
    const join = async (timeZone: string) => {
      const who = await confirmed(timeZone, { timeZone });
      await db.insert(t.memberships).values({ groupId: group.id, userId: who.id });
      return who;
    };
    const [vienna, york, kathmandu, lost] = await Promise.all(
      ["Europe/Vienna", "America/New_York", "Asia/Kathmandu", "Moon/Crater"].map(join),
    );
    const times: [Account | undefined, string, string][] = [
      [vienna, "2026-01-15T06:00:00Z", "winter"],
      [vienna, "2026-07-15T05:00:00Z", "summer"],
      // The days after the clocks were changed.
      [vienna, "2026-03-29T05:00:00Z", "put forward that night"],
      [vienna, "2026-10-25T06:00:00Z", "put back that night"],
      [york, "2026-01-15T12:00:00Z", "west"],
      [york, "2026-03-08T11:00:00Z", "west, put forward that night"],
      [kathmandu, "2026-01-15T01:15:00Z", "a quarter of an hour"],
      [lost, "2026-01-15T07:00:00Z", "a zone that is none"],
    ];
    for (const [who, due, what] of times) {
      if (!who) throw new Error(what);
      const moment = new Date(due);
      await told(who, new Date(moment.getTime() - 3_600_000).toISOString(), "daily", group.id);
      expect(await digest(new Date(moment.getTime() - 1000)), what).toBe(0);
      expect(await digest(new Date(moment.getTime() + 1000)), what).toBe(1);
      expect(await digest(new Date(moment.getTime() + 2000)), what).toBe(0);
    }
    await arrived(times.length);
  });

  test("weekly ones leave on Monday, and one letter tells all that is due", async () => {
    const { ann, group } = await together();
    await told(ann, "2026-01-14T12:00:00Z", "weekly", group.id);
    expect(await digest(new Date("2026-01-18T23:00:00Z"))).toBe(0);
    await told(ann, "2026-01-18T12:00:00Z", "daily", group.id);
    expect(await digest(new Date("2026-01-19T07:00:01Z"))).toBe(1);
    const [letter] = await arrived(1);
    expect(letter?.subject).toBe("2 notices from Gloss");
  });

  test("who leads a group is told in one letter what happened in it, once", async () => {
    const { lea, group, answer, note } = await together();
    await answer();
    await answer("Again.");
    await db.update(t.annotations).set({ question: true }).where(eq(t.annotations.id, note.id));
    await db.update(t.memberships).set({ joinedAt: sql`now() - interval '3 days'` });
    await db.update(t.notices).set({ delivery: "off" });
    const morning = new Date();
    morning.setUTCDate(morning.getUTCDate() + 1);
    morning.setUTCHours(7, 0, 1);
    // Begun before seven, the day's digest tells of the day before.
    const due = Date.now() < new Date().setUTCHours(7, 0, 0) ? new Date(morning.getTime() - 86_400_000) : morning;
    expect(await digest(due)).toBe(1);
    expect(await digest(due)).toBe(0);
    const [letter]: Received[] = await arrived(1);
    expect(letter).toMatchObject({ to: lea.email, subject: "What happened in Circle" });
    expect(letter?.text).toContain("In Circle: 1 new note, 2 new replies, 1 open question.");
    await db.delete(t.notices);
    await choose(lea, { groupId: group.id, kinds: { leading: "off" } });
    expect(await digest(due)).toBe(0);
  });
});
