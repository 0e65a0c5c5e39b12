import { v7 as uuid } from "uuid";
import { beforeEach, describe, expect, test } from "vitest";
import { Problem } from "@/lib/problem";
import type { Account } from "@/lib/schemas/user";
import * as acts from "./acts";
import * as annotations from "./annotations";
import * as articles from "./articles";
import * as flags from "./flags";
import * as leading from "./leading";
import * as members from "./members";
import * as mine from "./mine";
import { decide } from "./moderating";
import * as queue from "./queue";
import * as readings from "./readings";
import * as replies from "./replies";
import { seed } from "./testing.people";
import * as seeds from "./testing.world";

// What somebody tries who wants past moderation, and what happens to it when people and groups change in between.

const WORDS = "Only fools count.";
const page = { limit: 50 };
const hide = { what: "hide" as const, reason: "Too harsh." };

async function circle() {
  const root = await seed({ name: "root", email: `root-${uuid()}@example.org`, role: "admin" });
  const who = await seeds.people("lea", "len", "ada", "bob", "oda");
  const { lea, len, ada, bob, oda } = who;
  const article = await seeds.article(lea);
  const group = await seeds.circle(lea, [len, ada, bob], [article.id]);
  await members.revise(lea, group.id, len.id, { role: "lead" });
  const layer = { layer: "group" as const, groupId: group.id };
  const note = await seeds.mark(ada, article.id, { ...layer, body: WORDS });
  // Another group that reads the same, led by somebody who is not in the first.
  const other = await seeds.circle(oda, [lea, ada], []);
  await readings.bring(lea, other.id, article.id);
  return { ...who, root, article, group, other, layer, note };
}
let c: Awaited<ReturnType<typeof circle>>;
beforeEach(async () => {
  c = await circle();
});
const refusal = (run: Promise<unknown>) =>
  run.then(
    () => null,
    (error: unknown) => (error instanceof Problem ? error.status : Promise.reject(error)),
  );
const waits = async (who: Account, groupId: string | null) =>
  (await queue.queue(who, groupId, page)).items.map(({ id }) => id);
const report = (who: Account, annotationId: string) =>
  flags.flag(who, { annotationId }, { reason: "abuse", detail: "said in confidence" });

describe("a note that was reported and then moved", () => {
  test("waits for nobody when it is its author's alone, and what was said of it stays in the group it was said in", async () => {
    const { lea, oda, ada, bob, group, other, note } = c;
    await report(bob, note.id);
    await decide(lea, { annotationId: note.id }, { what: "warn", reason: "words of the first group" });
    const alone = await annotations.revise(ada, note.id, note.revision, { layer: "private", groupId: null });
    expect(await waits(lea, group.id)).toEqual([]);
    expect(await refusal(decide(lea, { annotationId: note.id }, hide))).toBe(404);
    const moved = { layer: "group" as const, groupId: other.id };
    await annotations.revise(ada, note.id, alone.revision, moved);
    expect(await waits(oda, other.id)).toEqual([]);
    expect(await flags.flagsOn(oda, { annotationId: note.id })).toEqual([]);
    await report(lea, note.id);
    const [one] = (await queue.queue(oda, other.id, page)).items;
    expect(one?.flags.map(({ by }) => by.name)).toEqual(["lea"]);
    expect(one?.last).toBeNull();
  });

  test("is reported anew by who had reported it, where it comes back to the group", async () => {
    const { lea, ada, bob, group, note } = c;
    await report(bob, note.id);
    const alone = await annotations.revise(ada, note.id, note.revision, { layer: "private", groupId: null });
    await annotations.revise(ada, note.id, alone.revision, { layer: "group", groupId: group.id });
    expect(await flags.flagsOn(bob, { annotationId: note.id })).toEqual([]);
    await report(bob, note.id);
    expect(await waits(lea, group.id)).toEqual([note.id]);
  });

  test("to an exchange of two is not opened to other leads by what was said of it before", async () => {
    const { lea, len, ada, bob, group, note } = c;
    await report(bob, note.id);
    await annotations.revise(ada, note.id, note.revision, { layer: "group", groupId: group.id, withUserId: lea.id });
    expect(await waits(len, group.id)).toEqual([]);
    expect(await refusal(decide(len, { annotationId: note.id }, hide))).toBe(404);
  });
});

test("a hiding taken back opens the reports it settled, and only those; a later restoring opens none", async () => {
  const { lea, bob, len, group, note } = c;
  const subject = { annotationId: note.id };
  await report(len, note.id);
  await decide(lea, subject, { what: "dismiss", reason: "" });
  await report(bob, note.id);
  await decide(lea, subject, hide);
  await decide(lea, subject, { what: "restore", reason: "", reopen: true });
  const [one] = (await queue.queue(lea, group.id, page)).items;
  expect(one?.flags.map(({ by }) => by.name)).toEqual(["bob"]);
  await decide(lea, subject, hide);
  await decide(lea, subject, { what: "restore", reason: "" });
  expect(await waits(lea, group.id)).toEqual([]);
});

describe("who decides", () => {
  test("a lead who is none any more decides nothing and reads no log; what they hid stays hidden, the other restores it", async () => {
    const { lea, len, ada, group, note } = c;
    await decide(len, { annotationId: note.id }, hide);
    await members.revise(lea, group.id, len.id, { role: "member" });
    const restore = { what: "restore" as const, reason: "" };
    expect(await refusal(decide(len, { annotationId: note.id }, restore))).toBe(404);
    expect(await refusal(queue.queue(len, group.id, page))).toBe(404);
    expect(await refusal(acts.log(len, group.id, page))).toBe(404);
    expect(await refusal(annotations.read(ada, note.id))).toBe(404);
    await decide(lea, { annotationId: note.id }, restore);
    expect(await annotations.read(ada, note.id)).toMatchObject({ body: WORDS });
  });

  test("of two leads who decide differently at once one is refused, and the note is as the other left it", async () => {
    const { lea, len, ada, bob, group, article, layer } = c;
    await leading.change(lea, group.id, { premoderated: true });
    const waiting = await seeds.mark(bob, article.id, layer);
    const subject = { annotationId: waiting.id };
    const [let_, down] = await Promise.all([
      refusal(decide(lea, subject, { what: "approve", reason: "" })),
      refusal(decide(len, subject, { what: "reject", reason: "No." })),
    ]);
    expect([let_, down].sort()).toEqual([null, 409].sort());
    expect(await refusal(annotations.read(ada, waiting.id))).toBe(let_ === null ? null : 404);
  });

  test("an administrator who is not in the group sees no word of it while somebody else leads it", async () => {
    const { root, bob, note, group } = c;
    await report(bob, note.id);
    expect(await waits(root, null)).toEqual([]);
    expect(JSON.stringify(await queue.hidden(root, null, page))).not.toContain(WORDS);
    expect(await refusal(queue.queue(root, group.id, page))).toBe(404);
    expect(await refusal(acts.log(root, group.id, page))).toBe(404);
    expect(await refusal(flags.flagsOn(root, { annotationId: note.id }))).toBe(404);
    expect(await refusal(decide(root, { annotationId: note.id }, hide))).toBe(404);
  });
});

describe("what goes on around it", () => {
  test("who reported leaves, or is taken out: the report stays until it is settled", async () => {
    const { lea, bob, group, note } = c;
    await report(bob, note.id);
    await members.remove(bob, group.id, bob.id);
    expect(
      (await queue.queue(lea, group.id, page)).items.map(({ flags: all }) => all.map(({ by }) => by.name)),
    ).toEqual([["bob"]]);
    await decide(lea, { annotationId: note.id }, { what: "dismiss", reason: "" });
    expect(await waits(lea, group.id)).toEqual([]);
  });

  test("a note deleted while it is reported waits no more, and waits again when it is put back", async () => {
    const { lea, ada, bob, group, note } = c;
    await report(bob, note.id);
    await annotations.remove(ada, note.id, note.revision);
    expect(await waits(lea, group.id)).toEqual([]);
    await annotations.restore(ada, note.id);
    expect(await waits(lea, group.id)).toEqual([note.id]);
  });

  test("nobody answers, quotes or follows up below what is hidden, and a copy of it is a new note that can be reported", async () => {
    const { lea, ada, bob, article, layer, group, note } = c;
    await decide(lea, { annotationId: note.id }, hide);
    for (const one of [ada, bob, lea])
      expect(await refusal(replies.reply(one, note.id, uuid(), { body: "x", parentId: null }))).toBe(404);
    const copy = await seeds.mark(ada, article.id, { ...layer, body: WORDS });
    await report(bob, copy.id);
    expect(await waits(lea, group.id)).toEqual([copy.id]);
  });

  test("a group that ends with reports leaves them to nobody", async () => {
    const { lea, len, ada, bob, root, note, group, article } = c;
    await articles.keep(ada, article.id);
    await report(bob, note.id);
    for (const one of [len, bob, ada, lea]) await members.remove(one, group.id, one.id);
    expect(await annotations.read(ada, note.id)).toMatchObject({ layer: "private" });
    expect(await waits(root, null)).toEqual([]);
    expect(await refusal(flags.flagsOn(root, { annotationId: note.id }))).toBe(404);
  });

  test("where notes wait, an edit of one that waits still waits, also when it was deleted and put back", async () => {
    const { lea, ada, bob, article, layer, group } = c;
    await leading.change(lea, group.id, { premoderated: true });
    const waiting = await seeds.mark(bob, article.id, layer);
    const edited = await annotations.revise(bob, waiting.id, waiting.revision, { body: "Otherwise." });
    expect(edited.pending).toBe(true);
    expect(await refusal(annotations.read(ada, waiting.id))).toBe(404);
    await annotations.remove(bob, waiting.id, edited.revision);
    await annotations.restore(bob, waiting.id);
    expect(await refusal(annotations.read(ada, waiting.id))).toBe(404);
    expect(await waits(lea, group.id)).toEqual([waiting.id]);
  });

  test("what of others was hidden is not in what somebody takes along; their own words are", async () => {
    const { lea, ada, bob, note } = c;
    const said = uuid();
    await replies.reply(bob, note.id, said, { body: "Well counted.", parentId: null });
    await decide(lea, { annotationId: note.id }, hide);
    expect(JSON.stringify(await mine.everything(bob))).not.toContain(WORDS);
    expect(JSON.stringify(await mine.everything(bob))).toContain("Well counted.");
    expect(JSON.stringify(await mine.everything(ada))).toContain(WORDS);
    expect(JSON.stringify(await mine.everything(lea))).not.toContain(WORDS);
  });
});
