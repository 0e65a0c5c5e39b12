import { sql } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { beforeEach, describe, expect, inject, test } from "vitest";
import type { Account } from "@/lib/schemas/user";
import { read } from "./annotations";
import { attach } from "./attaching";
import { db } from "./client";
import { leave } from "./leaving";
import { everything, readingsOf } from "./mine";
import { inTurn, seal } from "./passwords";
import { publish } from "./publishing";
import { purge } from "./purge";
import { annotations, articles, articleVersions, groups, memberships, readings, replies, shelf, users } from "./schema";
import * as sessions from "./sessions";
import { freshDatabase } from "./testing";
import { seed } from "./testing.people";
import { next } from "./testing.versions";
import * as versions from "./versions";

const PASSWORD = "a good long one";
let ada: Account;
let eve: Account;
let article: string;
let group: string;

const bringIn = async (by: Account, visibility: "private" | "public" = "private") => {
  const [id, versionId] = [uuid(), uuid()];
  await db.insert(articles).values({ id, title: "The river", createdBy: by.id, visibility });
  const text = "It now comes in March.";
  await db.insert(articleVersions).values({
    id: versionId,
    articleId: id,
    number: 1,
    tree: { type: "root", children: [] },
    text,
    textHash: "",
    words: 5,
    bytes: text.length,
    madeBy: by.id,
  });
  await db.update(articles).set({ currentVersionId: versionId }).where(sql`id = ${id}`);
  await db.insert(shelf).values({ articleId: id, userId: by.id });
  return id;
};
const note = async (by: Account, layer: "private" | "group" | "public", body: string, on = article) => {
  const id = uuid();
  const [version] = await db.select().from(articleVersions).where(sql`article_id = ${on}`);
  await db.insert(annotations).values({
    id,
    articleId: on,
    versionId: version?.id ?? "",
    authorId: by.id,
    kind: "claim",
    layer,
    groupId: layer === "group" ? group : null,
    exact: "It now",
    prefix: "",
    suffix: "",
    start: 0,
    end: 6,
    body,
    sentHash: "",
  });
  return id;
};
const answer = async (by: Account, annotationId: string, body: string, parentId: string | null = null) => {
  const id = uuid();
  await db.insert(replies).values({ id, annotationId, parentId, authorId: by.id, body, sentHash: "" });
  return id;
};
const bodies = async () =>
  (await db.select().from(annotations).orderBy(annotations.id)).map((one) => [
    one.body,
    one.layer,
    Boolean(one.deletedAt),
  ]);
const replyBodies = async () =>
  (await db.select().from(replies).orderBy(replies.id)).map((one) => [one.body, Boolean(one.deletedAt)]);

beforeEach(async () => {
  await freshDatabase(inject("server"));
  const passwordHash = await inTurn(() => seal(PASSWORD));
  ada = await seed({ name: "Ada", email: "ada@example.org", passwordHash });
  eve = await seed({ name: "Eve", email: "eve@example.org", role: "admin", passwordHash });
  group = uuid();
  await db.insert(groups).values({ id: group, name: "Circle", createdBy: ada.id });
  await db.insert(memberships).values([
    { groupId: group, userId: ada.id, role: "owner" },
    { groupId: group, userId: eve.id },
  ]);
  article = await bringIn(ada);
  await db.insert(readings).values({ groupId: group, articleId: article, addedBy: ada.id });
});

const go = (shared: "keep" | "remove", password = PASSWORD) => leave(ada, "session", { shared, password });

describe("leaving", () => {
  test("needs the password", async () => {
    await expect(go("keep", "wrong")).rejects.toMatchObject({ status: 400 });
    expect(await db.$count(users, sql`deleted_at is null`)).toBe(2);
  });

  test("leaves the versions that one published, and what one attached for others, under no name", async () => {
    const theirs = await note(eve, "group", "Eve's");
    const [first] = await versions.list(ada, article);
    const text = "A new beginning.\n\nIt always comes in April now.";
    const { version } = await publish(ada, article, next({ versionId: first?.id ?? "" }, { text, confirm: true }));
    await versions.withdraw(ada, article, 1, true);
    await attach(ada, theirs, { quote: { exact: "in April", prefix: "", suffix: "" }, versionId: version.id });
    await go("remove");
    const nobody = { id: ada.id, name: "Former member" };
    expect(await versions.list(eve, article)).toMatchObject([
      { number: 2, madeBy: nobody },
      { number: 1, withdrawnBy: nobody },
    ]);
    const { span, anchor } = await read(eve, theirs);
    expect(anchor?.attachedBy).toEqual(nobody);
    expect(version.text?.slice(span?.start, span?.end)).toBe("in April");
  });

  test("empties the person: no name, address, password, device or way in is left, and the address is free again", async () => {
    const sid = await sessions.open(ada.id, { userAgent: "Firefox", address: "192.0.2.1" });
    await go("keep");
    expect(await sessions.live(sid)).toBeNull();
    const [row] = await db.select().from(users).where(sql`id = ${ada.id}`);
    expect(row).toMatchObject({ name: "Former member", email: null, passwordHash: null, settings: {} });
    for (const table of ["shelf", "progress", "imports", "memberships", "sessions", "accounts", "slips"]) {
      const [count] = await db.execute(
        sql`select count(*)::int as n from ${sql.identifier(table)} where user_id = ${ada.id}`,
      );
      expect(count, table).toEqual({ n: 0 });
    }
    await seed({ email: "ada@example.org" });
  });

  test("keeps what was shared, under no name, and takes what was private", async () => {
    await note(ada, "private", "only mine");
    const shared = await note(ada, "group", "for the circle");
    await answer(eve, shared, "indeed");
    const withdrawn = await note(ada, "group", "deleted before");
    await db.update(annotations).set({ deletedAt: sql`now()` }).where(sql`id = ${withdrawn}`);
    await go("keep");
    expect(await bodies()).toEqual([["for the circle", "group", false]]);
    expect(await replyBodies()).toEqual([["indeed", false]]);
  });

  test("takes what was shared, and leaves every word of others", async () => {
    await note(ada, "private", "only mine");
    await note(ada, "group", "nobody answered this");
    await answer(eve, await note(ada, "group", "answered"), "my answer");
    const eves = await note(eve, "group", "Eve's");
    const mine = await answer(ada, eves, "answered by Eve");
    await answer(eve, eves, "below it", mine);
    await answer(ada, eves, "the last word");
    await go("remove");
    expect(await bodies()).toEqual([
      ["", "group", true],
      ["Eve's", "group", false],
    ]);
    expect(await replyBodies()).toEqual([
      ["my answer", false],
      ["", true],
      ["below it", false],
    ]);
  });

  test("tells those who read live, numbered on from the article's own count, and speaks of nothing private", async () => {
    await db.update(articles).set({ eventSeq: 41 });
    const shared = [await note(ada, "group", "one"), await note(ada, "group", "two")].sort();
    await note(ada, "private", "only mine");
    await go("remove");
    expect(
      await db.execute(sql`select seq::int, subject_id, change, layer, group_id from events order by seq`),
    ).toEqual(
      shared.map((id, i) => ({ seq: 42 + i, subject_id: id, change: "deleted", layer: "group", group_id: group })),
    );
    expect((await db.select().from(articles))[0]?.eventSeq).toBe(43);
  });

  test("a group passes to whoever has been in it longest, and to nobody while another owner is there", async () => {
    const [longest, owner] = [await seed({ name: "Longest" }), await seed({ name: "Owner" })];
    const other = uuid();
    await db.insert(groups).values({ id: other, name: "Two owners", createdBy: ada.id });
    await db.insert(memberships).values([
      { groupId: group, userId: longest.id, joinedAt: "2020-01-01" },
      { groupId: other, userId: ada.id, role: "owner" },
      { groupId: other, userId: owner.id, role: "owner" },
      { groupId: other, userId: longest.id, joinedAt: "2020-01-01" },
    ]);
    await go("keep");
    const roles = await db.select().from(memberships).where(sql`role = 'owner'`);
    expect(roles.map((one) => [one.groupId, one.userId]).sort()).toEqual(
      [
        [group, longest.id],
        [other, owner.id],
      ].sort(),
    );
  });

  test("a group where nobody else is goes, and a former member's notes in it become their own", async () => {
    await note(eve, "group", "Eve's");
    await note(ada, "group", "Ada's");
    await db.delete(memberships).where(sql`user_id = ${eve.id}`);
    await go("keep");
    expect(await db.$count(groups)).toBe(0);
    expect(await bodies()).toEqual([["Eve's", "private", false]]);
  });

  test("an article that only I have goes; one that a group reads, or that I leave public, stays", async () => {
    const alone = await bringIn(ada);
    const open = await bringIn(ada, "public");
    await go("keep");
    const left = (await db.select({ id: articles.id }).from(articles)).map(({ id }) => id).sort();
    expect(left).toEqual([article, open].sort());
    expect(left).not.toContain(alone);
    await purge();
    expect(await db.$count(articles, sql`id = ${open}`)).toBe(1);
  });

  test("the only administrator stays while others are here, and may go when nobody is", async () => {
    await expect(leave(eve, "session", { shared: "keep", password: PASSWORD })).rejects.toMatchObject({ status: 409 });
    await go("keep");
    await leave(eve, "session", { shared: "keep", password: PASSWORD });
    expect(await db.$count(users, sql`deleted_at is null`)).toBe(0);
  });
});

describe("everything of mine", () => {
  test("holds my words in every layer, my replies, groups, readings with their text, and settings", async () => {
    await note(ada, "private", "only mine");
    await note(ada, "group", "for the circle");
    const eves = await note(eve, "group", "Eve's");
    await answer(ada, eves, "my answer");
    await sessions.open(ada.id, { userAgent: "Firefox", address: "192.0.2.1" });
    const mine = await everything(ada);
    expect(mine.account).toMatchObject({ name: "Ada", email: "ada@example.org" });
    expect(mine.devices).toMatchObject([{ userAgent: "Firefox" }]);
    expect(mine.groups).toMatchObject([{ name: "Circle", role: "owner" }]);
    expect(mine.annotations.map(({ body, group, articleTitle }) => [body, group, articleTitle])).toEqual([
      ["only mine", null, "The river"],
      ["for the circle", "Circle", "The river"],
    ]);
    expect(mine.replies).toMatchObject([{ body: "my answer", to: { author: { name: "Eve" }, exact: "It now" } }]);
    const texts = [];
    for await (const one of readingsOf(ada)) texts.push(one.text);
    expect(texts).toEqual(["It now comes in March."]);
  });

  test("holds nobody else's words, and of what I may no longer read only my own", async () => {
    await note(eve, "private", "Eve's own");
    const eves = await note(eve, "group", "Eve's, shared");
    await answer(eve, eves, "Eve's reply");
    await answer(ada, eves, "my answer");
    await note(ada, "group", "my note");
    await db.delete(memberships).where(sql`user_id = ${ada.id}`);
    await db.delete(shelf).where(sql`user_id = ${ada.id}`);
    const mine = await everything(ada);
    expect(mine.annotations).toMatchObject([{ body: "my note", articleTitle: null, group: null }]);
    expect(mine.replies).toMatchObject([{ body: "my answer", to: null }]);
    expect(JSON.stringify(mine)).not.toContain("Eve");
    for await (const one of readingsOf(ada)) throw new Error(`${one.title} is not Ada's to read any more.`);
  });
});
