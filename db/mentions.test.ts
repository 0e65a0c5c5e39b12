import { and, asc, eq, inArray } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { expect, test } from "vitest";
import { mentions as schema } from "@/lib/schemas/mention";
import type { Account } from "@/lib/schemas/user";
import * as annotations from "./annotations";
import * as audience from "./audience";
import { db } from "./client";
import * as follows from "./follows";
import * as replies from "./replies";
import * as t from "./schema";
import * as seeds from "./testing.world";
import * as threads from "./threads";

/** A group of `lea` that reads an article, with `ann` and `bob` in it; `out` is in another one of ann's. */
async function together() {
  const { lea, ann, bob, out } = await seeds.people("lea", "ann", "bob", "out");
  const page = await seeds.article(lea);
  const group = await seeds.circle(lea, [ann, bob], [page.id]);
  await seeds.circle(ann, [out], []);
  return { lea, ann, bob, out, page, group, shared: { layer: "group" as const, groupId: group.id } };
}
const meaning = (...people: Account[]) => people.map((one) => ({ userId: one.id, name: one.name }));
const names = (of: { mentions: { name: string }[] }) => of.mentions.map((one) => one.name);
/** Which of a test's people were told of being named, and by what. */
const told = async (...among: Account[]) =>
  (
    await db
      .select({ who: t.users.name, cause: t.notices.cause })
      .from(t.notices)
      .innerJoin(t.users, eq(t.users.id, t.notices.userId))
      .where(
        and(
          eq(t.notices.kind, "mention"),
          inArray(
            t.notices.userId,
            among.map((one) => one.id),
          ),
        ),
      )
      .orderBy(asc(t.users.name), asc(t.notices.at))
  ).map(({ who, cause }) => `${who} ${cause}`);

test("a note names those who may see it, tells each once, and leaves out the others in silence", async () => {
  const { ann, bob, lea, out, page, shared } = await together();
  const body = "@bob and @lea, but not @out or @ann.";
  const note = await seeds.mark(ann, page.id, { ...shared, body, mentions: meaning(bob, lea, out, ann) });
  expect(names(note)).toEqual(["bob", "lea"]);
  expect(names(await annotations.read(bob, note.id))).toEqual(["bob", "lea"]);
  const cause = `annotation:${note.id}`;
  expect(await told(bob, lea, out, ann)).toEqual([`bob ${cause}`, `lea ${cause}`]);
  // Written otherwise: one goes, nobody is told twice, and what is not said of names keeps those that still stand there.
  const fewer = await annotations.revise(ann, note.id, 1, { body: "Only @bob now." });
  expect(names(fewer)).toEqual(["bob"]);
  const none = await annotations.revise(ann, note.id, 2, { body: "@bob", mentions: [] });
  expect(names(none)).toEqual([]);
  await annotations.revise(ann, note.id, 3, { body: "@bob, again", mentions: meaning(bob) });
  expect(await told(bob, lea, out, ann)).toEqual([`bob ${cause}`, `lea ${cause}`]);
});

test("who was told that it was written is told once more when an edit names them, and not of both at the same moment", async () => {
  const { ann, bob, lea, page, shared } = await together();
  await follows.follow(bob, "article", page.id, true);
  const note = await seeds.mark(ann, page.id, { ...shared, body: "@bob", mentions: meaning(bob) });
  const later = await seeds.mark(ann, page.id, { ...shared, body: "Who?" });
  const naming = { body: "Who? @bob", mentions: meaning(bob) };
  await annotations.revise(ann, later.id, 1, naming);
  await annotations.revise(ann, later.id, 2, { body: "Who?" });
  await annotations.revise(ann, later.id, 3, naming);
  const { reply } = await replies.reply(lea, note.id, uuid(), { body: "Me.", parentId: null });
  await replies.revise(lea, reply.id, 1, { body: "Me, @ann.", mentions: meaning(ann) });
  expect(await told(ann, bob)).toEqual([
    `ann mention:reply:${reply.id}`,
    `bob annotation:${note.id}`,
    `bob mention:annotation:${later.id}`,
  ]);
});

test("nobody is named by another's name, or where the words do not hold it", async () => {
  const { ann, bob, lea, page, shared } = await together();
  const note = await seeds.mark(ann, page.id, {
    ...{ ...shared, body: "@bob" },
    mentions: [{ userId: lea.id, name: "bob" }, ...meaning(lea)],
  });
  expect(names(note)).toEqual([]);
  expect(schema.safeParse(Array.from({ length: 26 }, () => meaning(bob)[0])).success).toBe(false);
});

test("a note that is narrowed names only whom it is still for; what is private names nobody", async () => {
  const { ann, bob, lea, page, shared } = await together();
  const note = await seeds.mark(ann, page.id, { layer: "private", body: "@bob @lea", mentions: meaning(bob, lea) });
  expect(names(note)).toEqual([]);
  const open = await annotations.revise(ann, note.id, 1, { ...shared, mentions: meaning(bob, lea) });
  expect(names(open)).toEqual(["bob", "lea"]);
  const two = await annotations.revise(ann, note.id, 2, { ...shared, withUserId: lea.id });
  expect(names(two)).toEqual(["lea"]);
});

test("below an exchange of two only the two are named, and a public note names whom its writer knows", async () => {
  const { ann, bob, lea, out, page, shared } = await together();
  const note = await seeds.mark(ann, page.id, { ...shared, withUserId: lea.id });
  const said = { body: "@bob @ann", parentId: null, mentions: meaning(bob, ann) };
  expect(names((await replies.reply(lea, note.id, uuid(), said)).reply)).toEqual(["ann"]);
  const { far } = await seeds.people("far");
  const all = await seeds.article(ann, { visibility: "public" });
  const open = await seeds.mark(ann, all.id, {
    ...{ layer: "public", body: "@far @out" },
    mentions: meaning(far, out),
  });
  expect(names(open)).toEqual(["out"]);
  // Whoever wrote there is known of there.
  await replies.reply(far, open.id, uuid(), { body: "Me?", parentId: null });
  expect(names(await annotations.revise(ann, open.id, 1, { body: "@far", mentions: meaning(far) }))).toEqual(["far"]);
});

test("a reply tells whom it names, and one that waits tells when a lead lets it stand", async () => {
  const { ann, bob, lea, page, group, shared } = await together();
  const note = await seeds.mark(lea, page.id, shared);
  await db.update(t.groups).set({ premoderated: true }).where(eq(t.groups.id, group.id));
  const id = uuid();
  const said = { body: "@bob, look", parentId: null, mentions: meaning(bob) };
  const { reply } = await replies.reply(ann, note.id, id, said);
  expect([names(reply), await told(bob)]).toEqual([["bob"], []]);
  await threads.approveReply(lea, id);
  expect(await told(bob)).toEqual([`bob reply:${id}`]);
  await replies.remove(ann, id, 1);
  await replies.reply(bob, note.id, uuid(), { body: "Where?", parentId: null });
  expect((await replies.forAnnotation(lea, note.id)).flatMap(names)).toEqual([]);
  const mine = await seeds.mark(ann, page.id, { ...shared, body: "@bob", mentions: meaning(bob) });
  expect(mine).toMatchObject({ pending: true, mentions: meaning(bob) });
  await threads.approve(lea, mine.id);
  expect(await told(bob)).toEqual([`bob reply:${id}`, `bob annotation:${mine.id}`]);
});

test("names are found by the beginning of any part, without case and marks, who spoke first", async () => {
  const { lea, ann, page, group, shared } = await together();
  const more = await seeds.people("Zoë Müller-Ørsted", "Maja Zoltán", "Jean d’Arc");
  for (const one of Object.values(more)) await db.insert(t.memberships).values({ groupId: group.id, userId: one.id });
  const note = await seeds.mark(ann, page.id, shared);
  const found = async (q: string, who = ann) =>
    (await audience.people(who, page.id, { q, below: note.id })).map((one) => one.name);
  expect(await found("ZO")).toEqual(["Maja Zoltán", "Zoë Müller-Ørsted"]);
  expect(await found("ors mul")).toEqual(["Zoë Müller-Ørsted"]);
  expect(await found("arc")).toEqual(["Jean d’Arc"]);
  expect(await found("ltan")).toEqual([]);
  expect(await found("%")).toEqual([]);
  await replies.reply(more["Zoë Müller-Ørsted"], note.id, uuid(), { body: "hm", parentId: null });
  expect((await found(""))[0]).toBe("Zoë Müller-Ørsted");
  const place = { q: "", layer: "group" as const, groupId: group.id, withUserId: lea.id };
  expect((await audience.people(ann, page.id, place)).map((one) => one.name)).toEqual(["lea"]);
  expect(await audience.people(ann, page.id, { q: "", layer: "private" })).toEqual([]);
});

test("in a section one names its people and the leads", async () => {
  const { lea, ann, bob, page, group, shared } = await together();
  const section = uuid();
  await db.insert(t.sections).values({ id: section, groupId: group.id, name: "One", position: 0 });
  await db.update(t.memberships).set({ sectionId: section }).where(eq(t.memberships.userId, ann.id));
  await db.update(t.readings).set({ bySection: true }).where(eq(t.readings.articleId, page.id));
  const place = { q: "", layer: "group" as const, groupId: group.id };
  expect((await audience.people(ann, page.id, place)).map((one) => one.name)).toEqual(["lea"]);
  const note = await seeds.mark(ann, page.id, { ...shared, body: "@bob @lea", mentions: meaning(bob, lea) });
  expect(names(note)).toEqual(["lea"]);
});

test("a lead may talk alone with anybody, a member with the leads", async () => {
  const { lea, ann, bob, group } = await together();
  const partners = async (who: Account, typed = "") =>
    (await audience.partners(who, group.id, typed)).map((one) => one.name);
  expect(await partners(ann)).toEqual(["lea"]);
  expect(await partners(lea)).toEqual(["ann", "bob"]);
  expect(await partners(lea, "b")).toEqual(["bob"]);
  await db.update(t.memberships).set({ role: "guest" }).where(eq(t.memberships.userId, bob.id));
  expect(await partners(lea)).toEqual(["ann"]);
  await expect(audience.partners(bob, group.id, "")).rejects.toMatchObject({ status: 404 });
});
