import { eq } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { beforeAll, beforeEach, expect, inject, test } from "vitest";
import { libraryQuery } from "@/lib/schemas/article";
import * as annotations from "./annotations";
import * as articles from "./articles";
import { db } from "./client";
import * as groups from "./groups";
import { leave } from "./leaving";
import * as members from "./members";
import { purge } from "./purge";
import * as replies from "./replies";
import * as roster from "./roster";
import * as sample from "./sample";
import { groups as circles, articles as table, users } from "./schema";
import { freshDatabase } from "./testing";
import { people } from "./testing.world";

const everything = libraryQuery.parse({});

beforeEach(() => freshDatabase(inject("server")));
beforeAll(() => {
  delete process.env.GLOSS_SAMPLE;
});

test("a new instance shows it to anybody, once, with its marks and threads", async () => {
  await Promise.all([sample.begin(), sample.begin()]);
  await sample.begin();
  await purge();
  const id = await articles.publicSample();
  expect(id).not.toBeNull();
  expect(await db.$count(table)).toBe(1);
  const marks = await annotations.forArticle(null, id ?? "");
  expect(marks.length).toBeGreaterThanOrEqual(14);
  expect(marks.every((one) => one.span !== null && one.layer === "public" && !one.canEdit)).toBe(true);
  expect((await replies.forArticle(null, id ?? "")).length).toBeGreaterThanOrEqual(6);
});

test("everyone who signs up gets a copy of their own, and meets nobody else in it", async () => {
  await sample.begin();
  const { ada, ben } = await people("ada", "ben");
  await Promise.all([sample.welcome(ada.id), sample.welcome(ben.id)]);
  const [mine] = (await articles.list(ada, everything)).items;
  const [theirs] = (await articles.list(ben, everything)).items;
  expect(mine).toMatchObject({ sample: true, visibility: "private", canEdit: false });
  expect(mine?.id).not.toBe(theirs?.id);
  expect(await articles.read(ben, mine?.id ?? "")).toBeNull();
  const [group] = await groups.list(ada);
  expect((await roster.page(ada, group?.id ?? "")).items.map((one) => one.name)).not.toContain("ben");
  expect(group).toMatchObject({ sample: true, members: 4, role: "member" });
  expect((await annotations.forArticle(ada, mine?.id ?? "")).length).toBeGreaterThanOrEqual(14);
});

test("one act removes it, and only for who did it", async () => {
  await sample.begin();
  const { ada, ben } = await people("ada", "ben");
  for (const who of [ada, ben]) await sample.welcome(who.id);
  const [mine] = (await articles.list(ada, everything)).items;
  await expect(articles.removeSample(ben, mine?.id ?? "")).rejects.toMatchObject({ status: 404 });
  await articles.removeSample(ada, mine?.id ?? "");
  expect((await articles.list(ada, everything)).items).toEqual([]);
  expect(await groups.list(ada)).toEqual([]);
  expect((await articles.list(ben, everything)).items).toHaveLength(1);
  const [group] = await groups.list(ben);
  await members.remove(ben, group?.id ?? "", ben.id);
  expect((await articles.list(ben, everything)).items).toEqual([]);
  expect(await db.$count(table, eq(table.visibility, "private"))).toBe(0);
});

test("it is left out where it is switched off, and where people are already", async () => {
  process.env.GLOSS_SAMPLE = "off";
  await sample.begin();
  expect(await db.$count(users)).toBe(0);
  delete process.env.GLOSS_SAMPLE;
  const { ada } = await people("ada");
  await sample.begin();
  await sample.welcome(ada.id);
  expect(await db.$count(table)).toBe(0);
});

test("who leaves takes their copy along, and nobody else's", async () => {
  await sample.begin();
  const { ada, ben } = await people("ada", "ben");
  await sample.welcome(ada.id);
  await sample.welcome(ben.id);
  await leave(ada, uuid(), { shared: "keep", password: "" });
  expect(await db.$count(table)).toBe(2);
  expect((await articles.list(ben, everything)).items).toHaveLength(1);
  expect(await db.$count(circles)).toBe(1);
});
