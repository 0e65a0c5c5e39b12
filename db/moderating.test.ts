import { v7 as uuid } from "uuid";
import { beforeEach, describe, expect, test } from "vitest";
import { Problem } from "@/lib/problem";
import type { Account, Viewer } from "@/lib/schemas/user";
import * as acts from "./acts";
import * as annotations from "./annotations";
import * as articles from "./articles";
import { db } from "./client";
import * as flags from "./flags";
import * as groups from "./groups";
import * as leading from "./leading";
import * as live from "./live";
import * as members from "./members";
import * as mine from "./mine";
import { decide } from "./moderating";
import * as news from "./news";
import * as queue from "./queue";
import * as readings from "./readings";
import * as replies from "./replies";
import * as t from "./schema";
import * as seeds from "./testing.world";
import * as threads from "./threads";

const CANARY = "canarybird";
const SECRET = "a secret of the tests";
const page = { limit: 50 };
const soon = { timeout: 8000, interval: 20 };

/** A group of Lea's with Ada, Bob and Cyd in it; Ada's note and Bob's answer to it hold the canary, Cyd answered Bob. */
async function circle() {
  const who = await seeds.people("lea", "ada", "bob", "cyd");
  const { lea, ada, bob, cyd } = who;
  const article = await seeds.article(lea);
  const group = await seeds.circle(lea, [ada, bob, cyd], [article.id]);
  const layer = { layer: "group" as const, groupId: group.id };
  const note = await seeds.mark(ada, article.id, {
    ...{ ...layer, body: `It says ${CANARY}.`, tags: [CANARY], question: true },
    ...{ speaker: CANARY, source: CANARY },
  });
  const say = async (by: Account, on: string, body: string, parentId: string | null = null) => {
    const id = uuid();
    await replies.reply(by, on, id, { body, parentId });
    return id;
  };
  const answer = await say(bob, note.id, `I say ${CANARY} too.`);
  const below = await say(cyd, note.id, "Why?", answer);
  await threads.settle(ada, note.id, { acceptedReplyId: answer });
  return { ...who, article, group, layer, note, answer, below, say };
}
type Circle = Awaited<ReturnType<typeof circle>>;
let c: Circle;
beforeEach(async () => {
  c = await circle();
});

const refusal = (run: Promise<unknown>) =>
  run.then(
    () => null,
    (error: unknown) => (error instanceof Problem ? error.status : Promise.reject(error)),
  );
const quietly = (run: Promise<unknown>) =>
  run.catch((error: unknown) => (error instanceof Problem ? null : Promise.reject(error)));

/** All that reading gives to somebody, as one text. */
async function everything(viewer: Viewer, { article, group, note, answer, below }: Circle): Promise<string> {
  const query = { limit: 200 };
  const account = viewer ?? null;
  const all = await Promise.all([
    annotations.forArticle(viewer, article.id),
    quietly(annotations.list(viewer, article.id, query)),
    quietly(annotations.list(viewer, article.id, { ...query, ids: [note.id], tag: CANARY })),
    quietly(annotations.read(viewer, note.id)),
    quietly(annotations.history(viewer, note.id)),
    annotations.tagsFor(viewer, article.id),
    replies.forArticle(viewer, article.id),
    quietly(replies.list(viewer, note.id, page)),
    quietly(replies.read(viewer, answer)),
    quietly(replies.read(viewer, below)),
    quietly(replies.history(viewer, answer)),
    quietly(articles.read(viewer, article.id)),
    ...(account
      ? [
          annotations.mine(account, { q: "it" }),
          annotations.mineBy(account),
          news.forReader(account),
          quietly(readings.list(account, group.id)),
          quietly(groups.read(account, group.id)),
        ]
      : []),
  ]);
  return JSON.stringify(all);
}
const hide = { what: "hide" as const, reason: "Too harsh." };

describe("what is hidden", () => {
  test("is gone for everybody at once, from every reading, and comes back with all that hung on it", async () => {
    const { lea, ada, bob, cyd, note, answer, below } = c;
    const before = await Promise.all([lea, ada, bob, cyd].map((one) => everything(one, c)));
    for (const text of before) expect(text).toContain(CANARY);
    await decide(lea, { annotationId: note.id }, hide);
    for (const one of [lea, ada, bob, cyd, null]) {
      const text = await everything(one, c);
      expect(text).not.toContain(CANARY);
      for (const id of [note.id, answer, below]) expect(text).not.toContain(id);
    }
    // Cyd may take along what is Cyd's, and nothing of what it answered.
    expect(JSON.stringify(await mine.everything(cyd))).not.toContain(CANARY);
    await decide(lea, { annotationId: note.id }, { what: "restore", reason: "" });
    const after = await Promise.all([lea, ada, bob, cyd].map((one) => everything(one, c)));
    expect(after.map((text) => text.includes(CANARY))).toEqual([true, true, true, true]);
  });

  test("a reply: no count, no accepted answer, no activity of it; what answers it stands on its own", async () => {
    const { lea, cyd, bob, note, answer, below } = c;
    await decide(lea, { replyId: answer }, hide);
    for (const one of [lea, cyd, bob]) {
      const now = await annotations.read(one, note.id);
      expect([now.replyCount, now.thread.acceptedReplyId]).toEqual([1, null]);
      expect((await replies.forAnnotation(one, note.id)).map(({ id }) => id)).toEqual([below]);
      expect(JSON.stringify(await replies.forAnnotation(one, note.id))).not.toContain(CANARY);
    }
    expect(await refusal(replies.reply(cyd, note.id, uuid(), { body: "x", parentId: answer }))).toBe(404);
  });

  test("its author can do nothing to show it again", async () => {
    const { lea, ada, bob, article, group, layer, note, answer } = c;
    const input = { body: "Again." };
    await decide(lea, { annotationId: note.id }, hide);
    expect(await refusal(annotations.revise(ada, note.id, 1, input))).toBe(404);
    expect(await refusal(annotations.revise(ada, note.id, 1, { layer: "private", groupId: null }))).toBe(404);
    expect(await refusal(annotations.remove(ada, note.id, 1))).toBe(404);
    expect(await refusal(annotations.restore(ada, note.id))).toBe(404);
    expect(await refusal(seeds.mark(ada, article.id, { ...layer }, note.id))).toBe(409);
    expect(await refusal(decide(ada, { annotationId: note.id }, { what: "restore", reason: "" }))).toBe(404);
    expect(await refusal(replies.remove(bob, answer, 1))).toBe(404);
    // Leaving with it takes it out of the group, and hidden it stays.
    await members.remove(ada, group.id, ada.id, { takeNotes: true });
    await readings.bring(lea, (await seeds.circle(lea, [ada], [])).id, article.id);
    expect(await refusal(annotations.read(ada, note.id))).toBe(404);
    const [row] = await acts.withheld(ada);
    expect(row?.subject).toMatchObject({ id: note.id, hidden: true, body: `It says ${CANARY}.` });
  });

  test("live, those who could see it hear that it is gone, and later that it is there; others hear nothing", async () => {
    const { lea, cyd, note, article } = c;
    const { eve } = await seeds.people("eve");
    const heard: Record<string, string[]> = { cyd: [], lea: [] };
    const listening = async (name: string, viewer: Account) =>
      live.listen(viewer, {
        ...{ sessionId: null, address: "", articleIds: [article.id], secret: SECRET, end: () => {} },
        since: { last: await live.position(viewer, article.id, SECRET), begin: [] },
        tell: (told) => {
          for (const { data } of told) if ("change" in data) heard[name]?.push(`${data.id} ${data.change}`);
        },
      });
    const stops = await Promise.all([listening("cyd", cyd), listening("lea", lea)]);
    await decide(lea, { annotationId: note.id }, hide);
    await expect.poll(() => heard.cyd, soon).toEqual([`${note.id} deleted`]);
    await decide(lea, { annotationId: note.id }, { what: "restore", reason: "" });
    await expect.poll(() => heard.cyd, soon).toEqual([`${note.id} deleted`, `${note.id} created`]);
    await expect.poll(() => heard.lea, soon).toEqual(heard.cyd);
    for (const stop of stops) stop();
    expect(await live.position(eve, article.id, SECRET)).toBe("");
  });

  test("when its group ends it is its author's alone, who sees it again", async () => {
    const { lea, ada, bob, cyd, note, group, article } = c;
    await articles.revise(lea, article.id, 1, { visibility: "public" });
    await decide(lea, { annotationId: note.id }, hide);
    for (const one of [ada, bob, cyd, lea]) await members.remove(one, group.id, one.id);
    expect(await annotations.read(ada, note.id)).toMatchObject({ layer: "private" });
  });
});

describe("reports", () => {
  test("one open report a person; the queue shows who, why and in which words, and is empty once it is settled", async () => {
    const { lea, bob, cyd, note, group } = c;
    const subject = { annotationId: note.id };
    await flags.flag(bob, subject, { reason: "abuse", detail: "Harsh." });
    await flags.flag(bob, subject, { reason: "spam", detail: "" });
    await flags.flag(cyd, subject, { reason: "other", detail: "Look." });
    expect(
      (await queue.queue(lea, group.id, page)).items.map(({ id, flags: all }) => [
        id,
        all.map((one) => [one.by.name, one.reason]),
      ]),
    ).toEqual([
      [
        note.id,
        [
          ["bob", "spam"],
          ["cyd", "other"],
        ],
      ],
    ]);
    expect(await queue.waitsFor(lea)).toEqual({ groups: [{ id: group.id, name: "Circle", waits: 1 }], public: 0 });
    await flags.unflag(bob, subject);
    expect(await refusal(flags.unflag(bob, subject))).toBe(404);
    await decide(lea, subject, { what: "dismiss", reason: "Fine." });
    expect((await queue.queue(lea, group.id, page)).items).toEqual([]);
    expect(await annotations.read(bob, note.id)).toMatchObject({ id: note.id });
    // A settled report is over: the same may be reported anew.
    await flags.flag(cyd, subject, { reason: "abuse", detail: "" });
    expect((await queue.queue(lea, group.id, page)).items).toHaveLength(1);
  });

  test("the queue and what is hidden are read page by page, each thing once, notes among replies", async () => {
    const { lea, ada, bob, article, layer, group } = c;
    const told: string[] = [];
    for (let i = 0; i < 5; i++) {
      const { id } = await seeds.mark(ada, article.id, layer);
      const { reply } = await replies.reply(ada, id, uuid(), { body: "hm", parentId: null });
      await flags.flag(bob, i % 2 ? { replyId: reply.id } : { annotationId: id }, { reason: "spam", detail: "" });
      told.push(i % 2 ? reply.id : id);
    }
    const walk = async (list: typeof queue.queue) => {
      const seen: string[] = [];
      for (let cursor: string | undefined, more = true; more; ) {
        const { items, next } = await list(lea, group.id, { limit: 2, cursor });
        expect(items.length).toBeLessThanOrEqual(2);
        seen.push(...items.map(({ id }) => id));
        cursor = next ?? undefined;
        more = next !== null;
      }
      return seen;
    };
    expect(await walk(queue.queue)).toEqual(told);
    for (const [i, id] of told.entries())
      await decide(lea, i % 2 ? { replyId: id } : { annotationId: id }, { what: "hide", reason: "Not here." });
    expect(await walk(queue.queue)).toEqual([]);
    expect(await walk(queue.hidden)).toEqual(told.reverse());
  });

  test("those who lead are told once, its author never, and never by whom", async () => {
    const { lea, ada, bob, cyd, note } = c;
    const before = await db.select().from(t.notices);
    await flags.flag(bob, { annotationId: note.id }, { reason: "abuse", detail: "" });
    await flags.flag(cyd, { annotationId: note.id }, { reason: "abuse", detail: "" });
    const after = (await db.select().from(t.notices)).filter((one) => !before.some(({ id }) => id === one.id));
    expect(after.map(({ userId, actorId, kind }) => [userId, actorId, kind])).toEqual([[lea.id, null, "moderation"]]);
    expect(JSON.stringify(await acts.decisions(ada, page))).not.toContain(bob.id);
  });

  test("of two decisions at once on the same the second is refused, and the log has one", async () => {
    const { lea, note, group } = c;
    const both = await Promise.all(
      [1, 2].map(() => refusal(decide(lea, { annotationId: note.id }, hide)).then((status) => status ?? "ok")),
    );
    expect(both.sort()).toEqual([409, "ok"]);
    expect((await acts.log(lea, group.id, page)).items.filter(({ what }) => what === "hide")).toHaveLength(1);
  });
});

test("what waits is let stand or turned down; either is logged, and its author told", async () => {
  const { lea, ada, bob, article, layer, group } = c;
  await leading.change(lea, group.id, { premoderated: true });
  const [first, second] = [await seeds.mark(bob, article.id, layer), await seeds.mark(bob, article.id, layer)];
  expect((await queue.queue(lea, group.id, page)).items.map(({ id, pending }) => [id, pending])).toEqual([
    [first.id, true],
    [second.id, true],
  ]);
  await threads.approve(lea, first.id);
  await decide(lea, { annotationId: second.id }, { what: "reject", reason: "Off the mark." });
  expect(await refusal(annotations.read(bob, second.id))).toBe(404);
  expect(await annotations.read(ada, first.id)).toMatchObject({ pending: false });
  expect((await acts.decisions(bob, page)).items.map(({ what, reason }) => [what, reason])).toEqual([
    ["reject", "Off the mark."],
    ["approve", ""],
  ]);
  const told = await db.select().from(t.notices);
  expect(told.filter((one) => one.userId === bob.id && one.kind === "moderation").map((one) => one.actorId)).toEqual([
    null,
  ]);
  // Put back, it stands.
  await decide(lea, { annotationId: second.id }, { what: "restore", reason: "" });
  expect(await annotations.read(ada, second.id)).toMatchObject({ pending: false });
});

test("roles and removals stand in the log with who and why, page by page", async () => {
  const { lea, ada, bob, group } = c;
  await members.revise(lea, group.id, ada.id, { role: "lead" });
  await members.revise(lea, group.id, ada.id, { role: "lead" });
  await members.remove(ada, group.id, bob.id, { reason: "Asked to." });
  const first = await acts.log(lea, group.id, { limit: 1 });
  const second = await acts.log(lea, group.id, { limit: 1, cursor: first.next ?? "" });
  expect([...first.items, ...second.items]).toMatchObject([
    { what: "remove", by: { id: ada.id }, user: { id: bob.id }, reason: "Asked to.", subject: null },
    { what: "role", by: { id: lea.id }, user: { id: ada.id }, detail: { from: "member", to: "lead" } },
  ]);
  expect(second.next).toBeNull();
  // Why somebody was taken out is for those who lead alone.
  expect((await acts.decisions(bob, page)).items).toMatchObject([{ what: "remove", reason: "", subject: null }]);
  expect(JSON.stringify(await acts.decisions(bob, page))).not.toContain("Asked to.");
  // Leaving is nobody's act on anybody.
  await members.remove(ada, group.id, ada.id);
  expect((await acts.log(lea, group.id, page)).items).toHaveLength(2);
});
