import { and, eq, sql } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { libraryQuery, newArticle } from "@/lib/schemas/article";
import type { Account } from "@/lib/schemas/user";
import * as annotations from "./annotations";
import * as articles from "./articles";
import { db } from "./client";
import * as imports from "./imports";
import * as members from "./members";
import { everything } from "./mine";
import { purge } from "./purge";
import * as readings from "./readings";
import { instance, annotations as marks, shelf, articles as table } from "./schema";
import { article, circle, mark, people } from "./testing.world";

let ada: Account;
let ben: Account;

beforeAll(async () => {
  ({ ada, ben } = await people("ada", "ben"));
});
afterEach(async () => {
  await db.delete(instance);
});

const given = (input: object) => newArticle.parse(input);
const library = (more: object = {}) => libraryQuery.parse(more);
const titles = async (who: Account, more: object = {}) =>
  (await articles.list(who, library(more))).items.map((one) => one.title);

describe("bringing in", () => {
  test("a text: its first line is the title, it is private and on my shelf", async () => {
    const made = await articles.create(ada, given({ text: "The valley\r\n\r\nOne.\n\nTwo." }));
    expect(made).toMatchObject({
      title: "The valley",
      visibility: "private",
      onShelf: true,
      canEdit: true,
      revision: 1,
    });
    expect(made.version).toMatchObject({ number: 1, text: "One.\n\nTwo.", words: 2 });
    expect(await articles.read(ben, made.id)).toBeNull();
  });

  test("what a reader corrects stands in place of what was found", async () => {
    const html = "<h1>Found</h1><p>Some words that stand here.</p>";
    const made = await articles.create(
      ada,
      given({ html, title: "Set", byline: "Ada", language: "pt-BR", publishedAt: "2026-03" }),
    );
    expect(made).toMatchObject({ title: "Set", byline: "Ada", language: "pt-BR", publishedAt: "2026-03" });
  });

  test.each(["", " \n\t\u00a0 ", "\0\0"])(
    "nothing to read (%j) is refused, and nothing is left of it",
    async (text) => {
      const before = await db.$count(table);
      await expect(articles.create(ada, given({ text }))).rejects.toMatchObject({ status: 400 });
      expect(await db.$count(table)).toBe(before);
    },
  );

  test("NUL and lone surrogates are gone before any offset exists", async () => {
    const made = await articles.create(ada, given({ title: "T", text: "a\0b \ud800 c" }));
    expect(made.version.text).not.toContain("\0");
    expect(made.version.text.isWellFormed()).toBe(true);
    const found = await mark(ada, made.id, { quote: { exact: "ab" } });
    expect(found.span).toEqual({ start: 0, end: 2 });
  });

  test("2 MB in one line come in, more than 10 MB do not", async () => {
    const made = await articles.create(ada, given({ title: "Long", text: "word ".repeat(400_000) }));
    expect(made.version.words).toBe(400_000);
    await expect(articles.create(ada, given({ text: "word ".repeat(2_200_000) }))).rejects.toMatchObject({
      status: 413,
    });
  });

  test("a preview is kept, corrected and saved, and saving it again gives the same article", async () => {
    const seen = await imports.preview(
      ada,
      given({ markdown: "# Valley\n\nIt rose.", sourceUrl: "https://example.org/a?utm_source=x" }),
    );
    expect(seen).toMatchObject({ title: "Valley", words: 2, already: [], warnings: [] });
    await expect(imports.read(ben, seen.importId)).rejects.toMatchObject({ status: 404 });
    await expect(articles.create(ben, given({ importId: seen.importId }))).rejects.toMatchObject({ status: 404 });
    const made = await articles.create(ada, given({ importId: seen.importId, title: "The valley" }));
    expect(made).toMatchObject({ title: "The valley", sourceUrl: "https://example.org/a?utm_source=x" });
    expect((await articles.create(ada, given({ importId: seen.importId }))).id).toBe(made.id);
    const again = await imports.preview(ada, given({ text: "It rose.", sourceUrl: "https://www.example.org/a/" }));
    expect(again.already).toEqual([{ id: made.id, title: "The valley" }]);
    const elsewhere = await imports.preview(ben, given({ text: "It rose.", sourceUrl: "https://example.org/a" }));
    expect(elsewhere.already).toEqual([]);
  });

  test("what else a page holds is offered with its preview, and comes in when asked for", async () => {
    const line = (n: number) =>
      `Line ${n} of the log, which was kept at night, on the pier, and by the light of a lamp.`;
    const lines = (from: number, to: number, tag: string) =>
      Array.from({ length: to - from }, (_, i) => `<${tag}>${line(from + i)}</${tag}>`).join("");
    const html = `<title>The log</title><body><article>${lines(0, 6, "p")}</article><dl>${lines(6, 60, "dt")}</dl></body>`;
    const seen = await imports.preview(ada, given({ html, whole: true }));
    expect(seen.parts.map(({ part }) => part)).toEqual(["article", "2", "page"]);
    const other = await imports.preview(ada, given({ html, whole: true, part: "2" }));
    expect(other).toMatchObject({ parts: seen.parts, words: seen.parts[1]?.words });
    const made = await articles.create(ada, given({ html, whole: true, part: "page" }));
    expect(made.version.text).toBe(Array.from({ length: 60 }, (_, i) => line(i)).join("\n\n"));
    expect(newArticle.safeParse({ html, part: "../x" }).success).toBe(false);
  });

  test("more in a day, or in all, than the administrator allows is refused", async () => {
    const { cay } = await people("cay");
    await db.insert(instance).values({ id: 1, importsPerDay: 2 });
    const tries = await Promise.allSettled(
      Array.from({ length: 5 }, () => articles.create(cay, given({ text: "T\n\nA." }))),
    );
    expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(2);
    await expect(imports.preview(cay, given({ text: "A." }))).rejects.toMatchObject({
      status: 429,
      more: { headers: { "Retry-After": "3600" } },
    });
    await db.update(instance).set({ importsPerDay: 100, storageBytes: 1000 });
    await expect(articles.create(cay, given({ text: "word ".repeat(1000) }))).rejects.toMatchObject({ status: 413 });
    await db.update(instance).set({ storageBytes: 20_000 });
    await imports.preview(cay, given({ text: "word ".repeat(1500) }));
    await expect(imports.preview(cay, given({ text: "word ".repeat(1500) }))).rejects.toMatchObject({ status: 413 });
  });
});

describe("the library", () => {
  test("holds mine and my groups', newest first, by words of the title, page by page", async () => {
    const { dot, eli } = await people("dot", "eli");
    const names = ["One river", "Two rivers", "A 100% wall"];
    const ids: string[] = [];
    for (const title of names) ids.push((await articles.create(dot, given({ title, text: "Words." }))).id);
    const theirs = await articles.create(eli, given({ title: "Brought", text: "Words." }));
    const group = await circle(eli, [dot], [theirs.id]);
    expect(await titles(dot)).toEqual(["Brought", ...names.toReversed()]);
    expect((await articles.list(dot, library())).items[0]).toMatchObject({
      onShelf: false,
      groups: [{ id: group.id }],
      canEdit: false,
    });
    expect(await titles(dot, { q: "RIVER two" })).toEqual(["Two rivers"]);
    expect(await titles(dot, { q: "0% w" })).toEqual(["A 100% wall"]);
    expect(await titles(dot, { q: "_" })).toEqual([]);
    const first = await articles.list(dot, library({ limit: 3 }));
    expect(
      (await articles.list(dot, library({ limit: 3, cursor: first.next ?? "" }))).items.map((one) => one.title),
    ).toEqual(["One river"]);
    await articles.archive(dot, ids[0] ?? "", true);
    expect(await titles(dot, { show: "archive" })).toEqual(["One river"]);
    expect(await titles(dot)).not.toContain("One river");
    await articles.archive(dot, ids[0] ?? "", false);
    await readings.takeOff(eli, group.id, theirs.id);
    expect(await titles(dot)).toEqual(names.toReversed());
  });

  test("how far I have read only grows, and is mine alone", async () => {
    const { id } = await article(ada);
    await circle(ada, [ben], [id]);
    await articles.reportProgress(ada, id, { place: 50, share: 0.5 });
    await articles.reportProgress(ada, id, { place: 20, share: 0.2 });
    expect(await articles.progressOf(ada, id)).toEqual({ place: 50, share: 0.5, seen: 1 });
    expect(await articles.progressOf(ben, id)).toEqual({ place: 0, share: 0, seen: null });
  });

  test("taken off the shelf it is gone for me, until it is put back", async () => {
    const { id } = await article(ada);
    const note = await mark(ada, id);
    await articles.remove(ada, id);
    expect(await articles.read(ada, id)).toBeNull();
    await expect(annotations.read(ada, note.id)).rejects.toMatchObject({ status: 404 });
    await expect(articles.remove(ada, id)).rejects.toMatchObject({ status: 404 });
    await articles.keep(ada, id);
    expect(await articles.read(ada, id)).toMatchObject({ onShelf: true });
    expect(await annotations.forArticle(ada, id)).toHaveLength(1);
  });

  test("what a group reads can be kept for as long as one may read it, and public it stays", async () => {
    const { id } = await article(ada);
    const group = await circle(ada, [ben], [id]);
    await articles.keep(ben, id);
    expect(await articles.read(ben, id)).toMatchObject({ onShelf: true });
    await readings.takeOff(ada, group.id, id);
    expect(await articles.read(ben, id)).toBeNull();
    expect(await articles.read(ada, id)).toMatchObject({ onShelf: true });
    await articles.revise(ada, id, 1, { visibility: "public" });
    expect(await articles.read(ben, id)).toMatchObject({ onShelf: true });
  });
});

describe("changing", () => {
  test("of two changes from one revision the second is refused with what stands now", async () => {
    const { id } = await article(ada);
    await articles.revise(ada, id, 1, { title: "First" });
    await expect(articles.revise(ada, id, 1, { title: "Second" })).rejects.toMatchObject({
      status: 412,
      more: { extra: { current: { title: "First", revision: 2 } } },
    });
    await expect(articles.remove(ada, id, 1)).rejects.toMatchObject({ status: 412 });
    await expect(articles.revise(ben, id, 2, { title: "Mine" })).rejects.toMatchObject({ status: 404 });
  });
});

describe("an article lives while anyone has it", () => {
  const lives = async (id: string) => (await db.$count(table, eq(table.id, id))) === 1;
  const aDayAgo = (id: string, who: Account) =>
    db
      .update(shelf)
      .set({ removedAt: sql`now() - interval '25 hours'` })
      .where(and(eq(shelf.articleId, id), eq(shelf.userId, who.id)));

  test("on a shelf, or for a day after it was taken off, or read by a group", async () => {
    const { id } = await article(ada);
    await mark(ada, id);
    const group = await circle(ben, [ada], []);
    await readings.bring(ada, group.id, id);
    await articles.remove(ada, id);
    await aDayAgo(id, ada);
    await purge();
    expect(await lives(id)).toBe(true);
    await readings.takeOff(ben, group.id, id);
    await purge();
    expect(await lives(id)).toBe(true);
    await aDayAgo(id, ada);
    await purge();
    expect(await lives(id)).toBe(false);
    expect(await db.$count(marks, eq(marks.articleId, id))).toBe(0);
    const other = await article(ada);
    await articles.remove(ada, other.id);
    await purge();
    await articles.putBack(ada, other.id);
    expect(await lives(other.id)).toBe(true);
  });

  test("what one may not read any more keeps nothing alive", async () => {
    const { id } = await article(ada);
    const group = await circle(ada, [ben], [id]);
    await articles.keep(ben, id);
    await members.remove(ada, group.id, ben.id);
    await readings.takeOff(ada, group.id, id);
    await articles.remove(ada, id);
    await aDayAgo(id, ada);
    await purge();
    expect(await lives(id)).toBe(false);
  });

  test("where others wrote on it, it stays for their words, until they delete them", async () => {
    const { id } = await article(ada);
    const group = await circle(ada, [ben], [id]);
    const bens = await mark(ben, id, { body: "Ben's", layer: "group", groupId: group.id });
    await readings.takeOff(ada, group.id, id);
    await articles.remove(ada, id);
    await aDayAgo(id, ada);
    await purge();
    expect((await everything(ben)).annotations.map((one) => one.body)).toContain("Ben's");
    await db.update(marks).set({ deletedAt: sql`now()` }).where(eq(marks.id, bens.id));
    await purge();
    expect(await lives(id)).toBe(false);
  });

  test("when a reading ends, or a group with it, who brought the text in has a day to keep it", async () => {
    const { id } = await article(ada);
    const group = await circle(ben, [ada], []);
    await readings.bring(ada, group.id, id);
    await articles.remove(ada, id);
    await readings.takeOff(ben, group.id, id);
    expect(await articles.read(ben, id)).toBeNull();
    await articles.keep(ben, id).catch(() => {});
    expect(await articles.read(ben, id)).toBeNull();
    await purge();
    await articles.keep(ada, id);
    const other = await article(ada);
    const alone = await circle(ada, [], [other.id]);
    await articles.remove(ada, other.id);
    await aDayAgo(other.id, ada);
    await members.remove(ada, alone.id, ada.id);
    await purge();
    expect([await lives(id), await lives(other.id)]).toEqual([true, true]);
    await articles.keep(ada, other.id);
  });

  test("an id that names nothing is not found", async () => {
    expect(await articles.read(ada, uuid())).toBeNull();
    for (const run of [articles.keep, articles.putBack, articles.remove, articles.progressOf])
      await expect(run(ada, uuid())).rejects.toMatchObject({ status: 404 });
  });
});
