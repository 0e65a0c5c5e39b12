import { and, eq } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { expect, test } from "vitest";
import { type AssignmentPatch, newAssignment } from "@/lib/schemas/assignment";
import type { Account } from "@/lib/schemas/user";
import { newVersion } from "@/lib/schemas/version";
import * as annotations from "./annotations";
import * as assignments from "./assignments";
import * as audience from "./audience";
import { db } from "./client";
import * as follows from "./follows";
import * as members from "./members";
import * as notices from "./notices";
import { preview } from "./publishing";
import * as replies from "./replies";
import * as t from "./schema";
import * as seeds from "./testing.world";
import { TEXT } from "./testing.world";

/** A group of `lea` that reads an article which `bob` brought in; ann and bob are its students. */
async function together() {
  const { lea, ann, bob, cy } = await seeds.people("lea", "ann", "bob", "cy");
  const page = await seeds.article(bob);
  const group = await seeds.circle(lea, [ann, bob], []);
  await db.insert(t.readings).values({ groupId: group.id, articleId: page.id, addedBy: bob.id });
  const shared = { layer: "group" as const, groupId: group.id };
  const assign = (more: object = {}) =>
    assignments.create(
      lea,
      group.id,
      newAssignment.parse({ readings: [{ articleId: page.id }], names: "pseudonyms", ...more }),
    );
  return { lea, ann, bob, cy, page, group, shared, assign };
}
const nameOf = async (assignmentId: string, who: Account) => {
  const mine = and(eq(t.pseudonyms.assignmentId, assignmentId), eq(t.pseudonyms.userId, who.id));
  const [row] = await db.select().from(t.pseudonyms).where(mine);
  return row ?? null;
};

test("each student has a name and an id of an assignment's own, also who joins later; who leads has none", async () => {
  const { lea, ann, bob, cy, group, assign } = await together();
  const [one, two] = [await assign(), await assign()];
  const given = await Promise.all([nameOf(one.id, ann), nameOf(one.id, bob), nameOf(two.id, ann)]);
  expect(new Set(given.map((row) => row?.id)).size).toBe(3);
  expect(given[0]?.name).not.toBe(given[1]?.name);
  for (const row of given) expect([ann.id, bob.id]).not.toContain(row?.id);
  expect(await nameOf(one.id, lea)).toBeNull();
  await db.insert(t.memberships).values({ groupId: group.id, userId: cy.id, role: "lead" });
  await members.revise(lea, group.id, cy.id, { role: "member" });
  expect(await nameOf(one.id, cy)).not.toBeNull();
  // Made a lead, they stay who they were to the others.
  await members.revise(lea, group.id, ann.id, { role: "lead" });
  expect(await nameOf(one.id, ann)).toEqual(given[0]);
});

test("what was written before goes under the pseudonym too, and nothing done to the assignment takes it off", async () => {
  const { lea, ann, bob, page, shared, assign } = await together();
  const note = await seeds.mark(ann, page.id, shared);
  const asked = await assign();
  const heron = await nameOf(asked.id, ann);
  const author = async (v: Account) => (await annotations.read(v, note.id)).author;
  expect(await author(bob)).toEqual({ id: heron?.id, name: heron?.name, pseudonym: true });
  expect(await author(lea)).toEqual({ id: ann.id, name: "ann" });
  expect(await author(ann)).toEqual({ id: ann.id, name: "ann" });
  const other = await seeds.article(lea);
  const patches: AssignmentPatch[] = [{ names: "real" }, { readings: [{ articleId: other.id }] }];
  for (const patch of patches)
    await expect(assignments.revise(lea, asked.id, patch, null)).rejects.toMatchObject({ status: 409 });
  // Another one on the same text gives no second name, whichever is put away.
  await assign();
  expect(await assignments.remove(lea, asked.id)).toEqual({ gone: false });
  expect(await author(bob)).toEqual({ id: heron?.id, name: heron?.name, pseudonym: true });
});

test("while nobody has written, an assignment may go back to names, or be taken away", async () => {
  const { lea, ann, page, shared, assign } = await together();
  const asked = await assign();
  expect((await assignments.revise(lea, asked.id, { names: "real" }, null)).names).toBe("real");
  expect(await nameOf(asked.id, ann)).toBeNull();
  expect((await seeds.mark(ann, page.id, shared)).author.name).toBe("ann");
  const again = await assign({ readings: [{ articleId: (await seeds.article(lea)).id }] });
  expect(await assignments.remove(lea, again.id)).toEqual({ gone: true });
});

test("a pseudonym is named and told like a person, and to try it with a person tells nothing", async () => {
  const { lea, ann, bob, page, shared, assign } = await together();
  const asked = await assign();
  const heron = (await nameOf(asked.id, ann))!;
  const [owl] = [(await nameOf(asked.id, bob))!];
  const offered = await audience.people(bob, page.id, { q: heron.name, ...shared });
  expect(offered).toEqual([{ id: heron.id, name: heron.name }]);
  expect(await audience.people(bob, page.id, { q: "ann", ...shared })).toEqual([]);
  expect(await audience.people(lea, page.id, { q: "ann", ...shared })).toEqual([{ id: ann.id, name: heron.name }]);

  const meant = [{ userId: heron.id, name: heron.name }];
  const note = await seeds.mark(bob, page.id, { ...shared, body: `What says @${heron.name}?`, mentions: meant });
  expect(note.mentions).toEqual(meant);
  const [told] = (await notices.list(ann, { limit: 5 })).items;
  expect(told).toMatchObject({ kind: "mention", annotationId: note.id, actor: { id: owl.id, name: owl.name } });
  expect((await annotations.read(ann, note.id)).mentions).toEqual([{ userId: ann.id, name: heron.name }]);
  expect((await annotations.read(lea, note.id)).mentions).toEqual([{ userId: ann.id, name: heron.name }]);
  // Guessing: the right person and a wrong one are left out alike.
  for (const guess of [ann, lea]) {
    const tried = [{ userId: guess.id, name: heron.name }];
    const body = { body: `@${heron.name}?`, mentions: tried };
    const { reply } = await replies.reply(bob, note.id, uuid(), { ...body, parentId: null });
    expect(reply.mentions).toEqual([]);
    const { id, revision } = await seeds.mark(bob, page.id, { ...shared, body: `@${heron.name}`, mentions: meant });
    expect((await annotations.revise(bob, id, revision, body)).mentions).toEqual([]);
  }
});

test("a pseudonym in words that are moved elsewhere, and a name in words from before, lead to nobody", async () => {
  const { ann, bob, cy, page, group, shared, assign } = await together();
  const before = await seeds.mark(bob, page.id, {
    ...{ ...shared, body: "@ann wrote it", mentions: [{ userId: ann.id, name: "ann" }] },
  });
  const asked = await assign();
  await db.insert(t.memberships).values({ groupId: group.id, userId: cy.id });
  const heron = (await nameOf(asked.id, ann))!;
  expect((await annotations.read(cy, before.id)).mentions).toEqual([]);
  // What is not shown is neither proved nor lost by what its writer claims of it.
  const guessed = { body: "@ann wrote it!", mentions: [{ userId: heron.id, name: "ann" }] };
  expect((await annotations.revise(bob, before.id, before.revision, guessed)).mentions).toEqual([]);

  const meant = [{ userId: heron.id, name: heron.name }];
  const note = await seeds.mark(bob, page.id, { ...shared, body: `@${heron.name}`, mentions: meant });
  const elsewhere = await seeds.circle(bob, [ann, cy], [page.id]);
  await annotations.revise(bob, note.id, note.revision, { layer: "group", groupId: elsewhere.id });
  expect((await annotations.read(cy, note.id)).mentions).toEqual([]);
  expect((await annotations.read(bob, note.id)).mentions).toEqual([]);
});

test("who follows a person is not told what they write under a pseudonym", async () => {
  const { lea, ann, bob, page, shared, assign } = await together();
  for (const who of [bob, lea]) await follows.follow(who, "person", ann.id, true);
  await assign();
  const note = await seeds.mark(ann, page.id, shared);
  const told = async (who: Account) =>
    (await notices.list(who, { limit: 9 })).items.some((one) => one.annotationId === note.id);
  expect([await told(bob), await told(lea)]).toEqual([false, true]);
});

test("who publishes a new version sees whose marks move by their pseudonyms", async () => {
  const { ann, bob, page, shared, assign } = await together();
  const asked = await assign();
  await seeds.mark(ann, page.id, shared);
  const heron = await nameOf(asked.id, ann);
  const { marks } = await preview(
    bob,
    page.id,
    newVersion.parse({ markdown: TEXT.replace("twice", "thrice"), baseVersionId: page.versionId }),
  );
  expect(marks.map(({ author }) => author)).toEqual([{ id: heron?.id, name: heron?.name, pseudonym: true }]);
});
