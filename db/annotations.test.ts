import { asc, eq, inArray, sql } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { beforeAll, describe, expect, test } from "vitest";
import { annotationQuery, newAnnotation } from "@/lib/schemas/annotation";
import type { Account } from "@/lib/schemas/user";
import { newVersion } from "@/lib/schemas/version";
import { inTextOrder } from "@/lib/text-order";
import * as annotations from "./annotations";
import * as articles from "./articles";
import { db } from "./client";
import * as members from "./members";
import * as publishing from "./publishing";
import * as replies from "./replies";
import { events, memberships, sections, annotations as table } from "./schema";
import { article, circle, mark, people } from "./testing.world";

let ada: Account;
let ben: Account;
let eve: Account;
let text: { id: string; versionId: string; text: string };
let group: { id: string };

beforeAll(async () => {
  ({ ada, ben, eve } = await people("ada", "ben", "eve"));
  text = await article(ada);
  group = await circle(ada, [ben], [text.id]);
});

const shared = () => ({ layer: "group" as const, groupId: group.id });
const query = (more: object = {}) => annotationQuery.parse(more);
const failure = (status: number) => expect.objectContaining({ status });

describe("notes at one passage", () => {
  test("stand in one order in the reader, in lists and their pages, and in the preview of a version", async () => {
    const page = await article(ada);
    // Two lose theirs by the next version; the one that was drawn later stood first.
    await mark(ada, page.id, { quote: { exact: "It cost four million" } });
    await mark(ada, page.id, { quote: { exact: "It cost" } });
    for (const exact of ["The river rose twice", "The river", "The river rose", "The river rose twice"])
      await mark(ada, page.id, { quote: { exact } });
    const text = page.text.replace(/[^.\n]*It cost four million[^.\n]*\./, "");
    const version = newVersion.parse({ baseVersionId: page.versionId, text });
    const published = await publishing.publish(ada, page.id, version);
    const shown = await annotations.forArticle(ada, page.id);
    expect(shown.slice(0, 4).map(({ quote }) => quote.exact.length)).toEqual([20, 20, 14, 9]);
    expect(shown.map(({ span }) => span === null)).toEqual([false, false, false, false, true, true]);
    const ids = shown.map(({ id }) => id);
    expect(
      shown
        .toReversed()
        .sort(inTextOrder)
        .map(({ id }) => id),
    ).toEqual(ids);
    const paged: string[] = [];
    let cursor: string | undefined;
    do {
      const one = await annotations.list(ada, page.id, query({ limit: 1, cursor }));
      paged.push(...one.items.map(({ id }) => id));
      cursor = one.next ?? undefined;
    } while (cursor);
    expect(paged).toEqual(ids);
    const next = newVersion.parse({ baseVersionId: published.version.id, text: `${text}\n\nAnd a last line.` });
    expect((await publishing.preview(ada, page.id, next)).marks.map(({ id }) => id)).toEqual(ids);
  });

  test("are written at strictly later moments of their author's, also when the clock was put back", async () => {
    const page = await article(ben);
    const ahead = "2099-01-01T00:00:00.000000Z";
    await db.execute(sql`update users set wrote_at = ${ahead} where id = ${ben.id}`);
    const made = [await mark(ben, page.id), await mark(ben, page.id)];
    const moved = await annotations.revise(ben, made[0]?.id ?? "", 1, { body: "Otherwise." });
    const moments = [ahead, ...made.map(({ createdAt }) => createdAt), moved.updatedAt];
    expect(moments).toEqual([...new Set(moments)].sort());
    await db.execute(sql`update users set wrote_at = now() where id = ${ben.id}`);
  });
});

test("a note for a section is shown to no more once others replied there, to another section neither, and may be till then", async () => {
  const { lea, ann, bob } = await people("lea", "ann", "bob");
  const page = await article(lea);
  const circleOf = await circle(lea, [ann, bob], [page.id]);
  const [one, two] = [uuid(), uuid()];
  const both = [one, two].map((id, position) => ({ id, groupId: circleOf.id, name: `S${position}`, position }));
  await db.insert(sections).values(both);
  await db
    .update(memberships)
    .set({ sectionId: one })
    .where(inArray(memberships.userId, [ann.id, bob.id]));
  const layer = { layer: "group" as const, groupId: circleOf.id };
  const note = await mark(lea, page.id, { ...layer, sectionId: one });
  const other = await mark(lea, page.id, { ...layer, sectionId: one });
  await replies.reply(ann, note.id, uuid(), { body: "For us alone.", parentId: null });
  for (const sectionId of [null, two])
    await expect(annotations.revise(lea, note.id, 1, { ...layer, sectionId })).rejects.toEqual(failure(409));
  expect((await annotations.read(lea, note.id)).sectionId).toBe(one);
  expect((await annotations.revise(lea, other.id, 1, { ...layer, sectionId: null })).sectionId).toBeNull();
});

describe("a quote is found in our own copy of the text", () => {
  test("what is stored is what stands there, whatever the whitespace that was sent", async () => {
    const made = await mark(ada, text.id, { quote: { exact: "keeps  the\n mill.", prefix: "nonsense" } });
    expect(made.quote.exact).toBe("keeps the mill.");
    expect(text.text.slice(made.span?.start, made.span?.end)).toBe("keeps the mill.");
    expect(made.quote.prefix).toMatch(/Ada Flint, who $/);
  });

  test("the second of two equal phrases stays the second", async () => {
    const start = text.text.lastIndexOf("The council built a");
    const made = await mark(ada, text.id, { quote: { exact: "The council built a", start, end: start + 19 } });
    expect(made.span).toEqual({ start, end: start + 19 });
    expect((await annotations.read(ada, made.id)).span).toEqual({ start, end: start + 19 });
  });

  test.each([
    ["words that are not there", { exact: "The river fell" }],
    ["a NUL", { exact: "The river\0rose" }],
    ["half of a surrogate pair", { exact: "\ud83d" }],
    ["a span beyond the end", { exact: "The river rose twice", start: 0, end: 100_000 }],
    ["the title, which is no part of the text", { exact: "The quiet valley" }],
  ])("%s: 422, and nothing is written", async (_, quote) => {
    const id = uuid();
    await expect(mark(ada, text.id, { quote }, id)).rejects.toEqual(failure(422));
    await expect(annotations.read(ada, id)).rejects.toEqual(failure(404));
  });

  test.each([
    ["nothing selected", { exact: " \n " }],
    ["an empty span", { exact: "river", start: 4, end: 4 }],
    ["a reversed span", { exact: "river", start: 9, end: 4 }],
    ["one end only", { exact: "river", start: 9 }],
    ["more than 20 KiB", { exact: "é".repeat(10_300) }],
  ])("%s is refused by its shape", (_, quote) => {
    const sent = { articleId: text.id, kind: "note", quote, layer: "private" };
    expect(newAnnotation.safeParse(sent).success).toBe(false);
  });

  test.each(["a\0b", "a\ud800b"])("a note cannot hold %j", (body) => {
    const sent = { articleId: text.id, kind: "note", quote: { exact: "river" }, layer: "private" };
    expect(newAnnotation.safeParse({ ...sent, body }).success).toBe(false);
    expect(newAnnotation.safeParse({ ...sent, tags: [body] }).success).toBe(false);
    expect(newAnnotation.safeParse({ ...sent, speaker: body }).success).toBe(false);
  });
});

describe("a writing that is sent again", () => {
  test("makes one row, also when both are on their way at once, and answers with the row as it is now", async () => {
    const id = uuid();
    const input = newAnnotation.parse({
      articleId: text.id,
      kind: "note",
      quote: { exact: "four million" },
      body: "?",
      layer: "private",
    });
    const both = await Promise.all(Array.from({ length: 6 }, () => annotations.annotate(ada, id, input)));
    expect(both.filter((one) => one.created)).toHaveLength(1);
    await annotations.revise(ada, id, 1, { body: "later" });
    const again = await annotations.annotate(ada, id, input);
    expect(again).toMatchObject({ created: false, annotation: { body: "later", revision: 2 } });
    expect(await db.$count(events, eq(events.subjectId, id))).toBe(2);
  });

  test("with other content, or under somebody else's id, is a conflict that tells nothing", async () => {
    const made = await mark(ada, text.id, { body: "secret" });
    await expect(mark(ada, text.id, { body: "other" }, made.id)).rejects.toEqual(failure(409));
    const refused = await mark(ben, text.id, { body: "secret" }, made.id).catch((error: unknown) => error);
    expect(refused).toMatchObject({ status: 409 });
    expect(JSON.stringify(refused)).not.toContain("secret");
  });

  test("after its deletion does not bring it back", async () => {
    const made = await mark(ada, text.id, { body: "gone soon" });
    await annotations.remove(ada, made.id, 1);
    await expect(mark(ada, text.id, { body: "gone soon" }, made.id)).rejects.toEqual(failure(409));
  });
});

describe("layers", () => {
  test("public needs a public article, a group one of mine that reads it: the same answer for all that do not", async () => {
    const other = await circle(ada, [], [], "Reads nothing");
    const foreign = await circle(eve, [], [], "Not mine");
    for (const layer of [
      { layer: "public" as const },
      ...[other.id, foreign.id, uuid()].map((groupId) => ({ layer: "group" as const, groupId })),
    ]) {
      const refused = await mark(ada, text.id, layer).catch((error: unknown) => error);
      expect(refused).toMatchObject({
        status: 422,
        detail: "The article does not allow this layer. Choose another one.",
      });
    }
  });

  test("a note narrows at any time, and does not widen once others have replied", async () => {
    const made = await mark(ada, text.id, shared());
    await replies.reply(ben, made.id, uuid(), { body: "yes", parentId: null });
    const narrow = await annotations.revise(ada, made.id, 1, { layer: "private" });
    expect(narrow).toMatchObject({ layer: "private", groupId: null });
    await expect(annotations.read(ben, made.id)).rejects.toEqual(failure(404));
    await expect(annotations.revise(ada, made.id, 2, shared())).rejects.toEqual(failure(409));
    expect(await annotations.read(ada, made.id)).toMatchObject({ layer: "private", revision: 2 });
  });

  test("one's own replies do not stand in the way", async () => {
    const made = await mark(ada, text.id);
    await replies.reply(ada, made.id, uuid(), { body: "to myself", parentId: null });
    expect(await annotations.revise(ada, made.id, 1, shared())).toMatchObject({ layer: "group" });
  });

  test("whoever could see it hears that it is gone", async () => {
    const made = await mark(ada, text.id, shared());
    await annotations.revise(ada, made.id, 1, { layer: "private" });
    const told = await db.select().from(events).where(eq(events.subjectId, made.id)).orderBy(asc(events.seq));
    expect(told.map(({ change, layer, groupId }) => ({ change, layer, groupId }))).toEqual([
      { change: "created", layer: "group", groupId: group.id },
      { change: "deleted", layer: "group", groupId: group.id },
      { change: "created", layer: "private", groupId: null },
    ]);
  });

  test("an article made private again hides what others marked publicly on it", async () => {
    const open = await article(ada);
    await articles.revise(ada, open.id, 1, { visibility: "public" });
    const made = await mark(ada, open.id, { layer: "public" });
    expect(await annotations.read(null, made.id)).toMatchObject({ layer: "public", canEdit: false });
    await articles.revise(ada, open.id, 2, { visibility: "private" });
    await expect(annotations.read(eve, made.id)).rejects.toEqual(failure(404));
    expect(await annotations.forArticle(ada, open.id)).toHaveLength(1);
  });
});

describe("changing", () => {
  test("two people's, or two devices', edits: the second is refused with what stands now", async () => {
    const made = await mark(ada, text.id, { body: "first" });
    await annotations.revise(ada, made.id, 1, { body: "second" });
    await expect(annotations.revise(ada, made.id, 1, { body: "third" })).rejects.toMatchObject({
      status: 412,
      more: { extra: { current: { body: "second", revision: 2 } } },
    });
  });

  test("of many at once with one revision, exactly one is written", async () => {
    const made = await mark(ada, text.id);
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, (_, i) => annotations.revise(ada, made.id, 1, { body: `${i}` })),
    );
    expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    expect(await annotations.history(ada, made.id)).toHaveLength(1);
  });

  test("somebody else's is not there, also when it can be read", async () => {
    const made = await mark(ada, text.id, shared());
    for (const who of [ben, eve]) {
      await expect(annotations.revise(who, made.id, 1, { body: "mine now" })).rejects.toEqual(failure(404));
      await expect(annotations.remove(who, made.id, 1)).rejects.toEqual(failure(404));
      await expect(annotations.restore(who, made.id)).rejects.toEqual(failure(404));
    }
  });

  test("a moved edge writes a new selector and its place; the old one goes to the history", async () => {
    const made = await mark(ada, text.id);
    const moved = await annotations.revise(ada, made.id, 1, {
      quote: { exact: "The river rose", prefix: "", suffix: "" },
    });
    expect(moved.quote.exact).toBe("The river rose");
    expect(text.text.slice(moved.span?.start, moved.span?.end)).toBe("The river rose");
    expect((await annotations.history(ada, made.id))[0]?.was.quote?.exact).toBe("The river rose twice");
  });

  test("what is not named stays", async () => {
    const made = await mark(ada, text.id, {
      kind: "quote",
      speaker: "Ada Flint",
      source: "The mill",
      tags: ["flood", "Flood", "wall"],
    });
    expect(made.tags).toEqual(["Flood", "wall"]);
    const next = await annotations.revise(ada, made.id, 1, { body: "hm" });
    expect(next).toMatchObject({ speaker: "Ada Flint", source: "The mill", tags: ["Flood", "wall"], kind: "quote" });
    expect(await annotations.revise(ada, made.id, 2, { speaker: null, tags: [] })).toMatchObject({
      speaker: null,
      tags: [],
    });
  });

  test("deleting hides it from all, undoing puts it back as it was", async () => {
    const made = await mark(ada, text.id, { ...shared(), body: "keep me" });
    await annotations.remove(ada, made.id, 1);
    for (const who of [ada, ben]) await expect(annotations.read(who, made.id)).rejects.toEqual(failure(404));
    await expect(annotations.remove(ada, made.id, 2)).rejects.toEqual(failure(404));
    const back = await annotations.restore(ada, made.id);
    expect(back).toMatchObject({ body: "keep me", layer: "group", revision: 3 });
    expect(await annotations.read(ben, made.id)).toMatchObject({ body: "keep me" });
  });

  test("the group's owner sees the history from the present layer on, its author all of it", async () => {
    const made = await mark(ben, text.id, { body: "private thought" });
    await annotations.revise(ben, made.id, 1, { body: "still private" });
    await annotations.revise(ben, made.id, 2, { ...shared(), body: "for the group" });
    await annotations.revise(ben, made.id, 3, { body: "for the group, better" });
    expect((await annotations.history(ben, made.id)).map((one) => one.was.body)).toEqual([
      "private thought",
      "still private",
      "for the group",
    ]);
    expect((await annotations.history(ada, made.id)).map((one) => one.was.body)).toEqual(["for the group"]);
    await expect(annotations.history(eve, made.id)).rejects.toEqual(failure(404));
  });

  test("an author's moments strictly increase, in one transaction and in many", async () => {
    const page = await article(ada);
    await Promise.all(Array.from({ length: 20 }, () => mark(ada, page.id)));
    const made = await db.select({ at: table.updatedAt }).from(table).where(eq(table.articleId, page.id));
    expect(new Set(made.map((one) => one.at)).size).toBe(20);
  });
});

describe("lists", () => {
  test("are in text order with orphans last, page by page as at once, and filtered", async () => {
    const page = await article(ada);
    const quotes = ["It cost four million", "The river rose twice", "The council built a wall", "river rose again"];
    for (const [i, exact] of quotes.entries())
      await mark(ada, page.id, { quote: { exact }, kind: i % 2 ? "claim" : "note", tags: i === 2 ? ["Wall"] : [] });
    const orphan = await mark(ada, page.id, { quote: { exact: "the ledger" } });
    await db.execute(sql`delete from anchors where annotation_id = ${orphan.id}`);
    const all = await annotations.forArticle(ada, page.id);
    expect(all.map((one) => one.quote.exact)).toEqual([
      "The river rose twice",
      "The council built a wall",
      "river rose again",
      "It cost four million",
      "the ledger",
    ]);
    expect(all.at(-1)).toMatchObject({ span: null, anchor: null });
    const paged: typeof all = [];
    for (let cursor: string | undefined; ; ) {
      const { items, next } = await annotations.list(ada, page.id, query({ limit: 2, cursor }));
      paged.push(...items);
      if (!next) break;
      cursor = next;
    }
    expect(paged).toEqual(all);
    const of = async (more: object) =>
      (await annotations.list(ada, page.id, query(more))).items.map((one) => one.quote.exact);
    expect(await of({ kind: "claim" })).toEqual(["The river rose twice", "river rose again", "the ledger"]);
    expect(await of({ tag: "wall" })).toEqual(["The council built a wall"]);
    expect(await of({ ids: `${orphan.id},${uuid()}` })).toEqual(["the ledger"]);
    expect(await of({ ids: "" })).toEqual([]);
    expect(await of({ layer: "group" })).toEqual([]);
    expect(await of({ author: ben.id })).toEqual([]);
  });

  test("of what cannot be read, or a version that is not there, are not found; a made-up cursor is refused", async () => {
    await expect(annotations.list(eve, text.id, query())).rejects.toEqual(failure(404));
    await expect(annotations.list(ada, text.id, query({ version: 9 }))).rejects.toEqual(failure(404));
    for (const cursor of ["x", "W10", Buffer.from('["1","2","3"]').toString("base64url")])
      await expect(annotations.list(ada, text.id, query({ cursor }))).rejects.toEqual(failure(400));
  });

  test("the notebook holds my own, newest first, by words, kind and tag", async () => {
    const { fay } = await people("fay");
    const page = await article(fay);
    const circleOf = await circle(fay, [ada], [page.id]);
    await mark(ada, page.id, { layer: "group", groupId: circleOf.id, body: "not fay's" });
    await mark(fay, page.id, { body: "about 100% floods", tags: ["water"] });
    await mark(fay, page.id, { body: "about walls", kind: "evidence" });
    const bodies = async (more: object) => (await annotations.mine(fay, more)).items.map((one) => one.body);
    expect(await bodies({})).toEqual(["about walls", "about 100% floods"]);
    expect(await bodies({ q: "FLOODS river" })).toEqual(["about 100% floods"]);
    expect(await bodies({ q: "0% f" })).toEqual(["about 100% floods"]);
    expect(await bodies({ q: "0%_" })).toEqual([]);
    expect(await bodies({ kind: "evidence" })).toEqual(["about walls"]);
    expect(await bodies({ tag: "Water" })).toEqual(["about 100% floods"]);
    const first = await annotations.mine(fay, { limit: 1 });
    expect(first.items[0]).toMatchObject({ articleTitle: "The quiet valley" });
    expect((await annotations.mine(fay, { limit: 1, cursor: first.next ?? "" })).items.map((one) => one.body)).toEqual([
      "about 100% floods",
    ]);
    expect(await annotations.tagsFor(fay, page.id)).toEqual(["water"]);
    expect(await annotations.tagsFor(eve, page.id)).toEqual([]);
    // What I tagged is completed from on every article.
    const other = await article(fay);
    expect(await annotations.tagsFor(fay, other.id)).toEqual(["water"]);
    expect((await annotations.mineBy(fay)).articles).toEqual([
      expect.objectContaining({ id: page.id, title: "The quiet valley", addedBy: { name: expect.any(String) } }),
    ]);
  });
});

describe("threads", () => {
  test("a deleted reply that was answered leaves a tombstone, an unanswered one nothing", async () => {
    const made = await mark(ada, text.id, shared());
    const [one, two, three] = [uuid(), uuid(), uuid()];
    await replies.reply(ben, made.id, one, { body: "one", parentId: null });
    await replies.reply(ada, made.id, two, { body: "two", parentId: one });
    await replies.reply(ben, made.id, three, { body: "three", parentId: two });
    await replies.remove(ben, one, 1);
    const thread = await replies.forAnnotation(ada, made.id);
    expect(thread.map(({ id, body, author, deleted }) => ({ id, body, by: author?.id, deleted }))).toEqual([
      { id: one, body: null, by: undefined, deleted: true },
      { id: two, body: "two", by: ada.id, deleted: false },
      { id: three, body: "three", by: ben.id, deleted: false },
    ]);
    await replies.remove(ben, three, 1);
    await replies.remove(ada, two, 1);
    expect(await replies.forAnnotation(ada, made.id)).toEqual([]);
    expect(await annotations.read(ada, made.id)).toMatchObject({ replyCount: 0 });
  });

  test("a reply is written once, changed by its author, and its past kept", async () => {
    const made = await mark(ada, text.id, shared());
    const id = uuid();
    const said = { body: "hm", parentId: null };
    expect((await replies.reply(ben, made.id, id, said)).created).toBe(true);
    expect((await replies.reply(ben, made.id, id, said)).created).toBe(false);
    await expect(replies.reply(ben, made.id, id, { ...said, body: "else" })).rejects.toEqual(failure(409));
    await expect(replies.reply(ada, made.id, id, said)).rejects.toEqual(failure(409));
    await expect(replies.revise(ada, id, 1, { body: "mine" })).rejects.toEqual(failure(404));
    expect(await replies.revise(ben, id, 1, { body: "aha" })).toMatchObject({
      body: "aha",
      revision: 2,
      canEdit: true,
    });
    await expect(replies.revise(ben, id, 1, { body: "late" })).rejects.toMatchObject({
      status: 412,
      more: { extra: { current: { body: "aha" } } },
    });
    expect((await replies.history(ada, id)).map((one) => one.was.body)).toEqual(["hm"]);
    await expect(replies.history(eve, id)).rejects.toEqual(failure(404));
  });

  test("nobody answers what they cannot see, nor across threads", async () => {
    const [mine, other] = [await mark(ada, text.id), await mark(ada, text.id, shared())];
    await expect(replies.reply(ben, mine.id, uuid(), { body: "hi", parentId: null })).rejects.toEqual(failure(404));
    await expect(replies.reply(eve, other.id, uuid(), { body: "hi", parentId: null })).rejects.toEqual(failure(404));
    const id = uuid();
    await replies.reply(ada, mine.id, id, { body: "to myself", parentId: null });
    await expect(replies.reply(ben, other.id, uuid(), { body: "hi", parentId: id })).rejects.toEqual(failure(404));
  });

  test("a reply and a widening at once: whichever is first, nobody's words are shown wider", async () => {
    const open = await article(ada);
    await articles.revise(ada, open.id, 1, { visibility: "public" });
    const circled = await circle(ada, [ben], [open.id]);
    for (let i = 0; i < 10; i++) {
      const made = await mark(ada, open.id, { layer: "group", groupId: circled.id });
      const [answered, widened] = await Promise.allSettled([
        replies.reply(ben, made.id, uuid(), { body: "among us", parentId: null }),
        annotations.revise(ada, made.id, 1, { layer: "public" }),
      ]);
      if (answered.status !== "fulfilled" || widened.status !== "fulfilled") continue;
      // Both may go through only when the answer came after, to what was public already: the article's numbers tell.
      const told = await db
        .select({ kind: events.kind, layer: events.layer })
        .from(events)
        .where(inArray(events.subjectId, [made.id, answered.value.reply.id]))
        .orderBy(asc(events.seq));
      expect(told.map(({ kind, layer }) => `${kind} ${layer}`)).toEqual([
        "annotation group",
        "annotation group",
        "annotation public",
        "reply public",
      ]);
    }
  });
});

test("a former member reads the group's notes no more, and what they left stays", async () => {
  const { gil } = await people("gil");
  const page = await article(ada);
  const circled = await circle(ada, [gil], [page.id]);
  const theirs = await mark(gil, page.id, { layer: "group", groupId: circled.id });
  await members.remove(gil, circled.id, gil.id);
  await expect(annotations.read(gil, theirs.id)).rejects.toEqual(failure(404));
  expect(await annotations.read(ada, theirs.id)).toMatchObject({ author: { id: gil.id } });
});
