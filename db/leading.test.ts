import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import * as annotations from "./annotations";
import { db } from "./client";
import * as groups from "./groups";
import * as invites from "./invites";
import * as leading from "./leading";
import { remove, revise } from "./members";
import { purge } from "./purge";
import * as roster from "./roster";
import * as t from "./schema";
import * as seeds from "./testing.world";

async function reading(...names: string[]) {
  const { owner, ...rest } = await seeds.people("owner", ...names);
  const page = await seeds.article(owner!);
  const members = Object.values(rest);
  const group = await seeds.circle(owner!, members, [page.id]);
  return { owner: owner!, members, group, page, shared: { layer: "group" as const, groupId: group.id } };
}

test("who comes by a link that asks for approval is in when a lead lets them in, and asks once", async () => {
  const { owner, group } = await reading();
  const { ann, bob } = await seeds.people("ann", "bob");
  const { token } = await invites.create(owner, group.id, { role: "guest", expiresIn: 3600, approval: true });
  expect(await invites.join(ann, token, "I read the first part.")).toEqual({ asked: true });
  expect(await invites.join(ann, token)).toEqual({ asked: true });
  expect(await groups.read(ann, group.id)).toBeNull();
  await invites.join(bob, token);
  const asking = await leading.requests(owner, group.id);
  expect(asking).toMatchObject([
    { user: { name: "ann" }, message: "I read the first part.", role: "guest" },
    { role: "guest" },
  ]);
  await leading.answer(owner, group.id, asking[0]!.id, true);
  await leading.answer(owner, group.id, asking[1]!.id, false);
  expect(await groups.read(ann, group.id)).toMatchObject({ role: "guest", writes: false });
  expect(await groups.read(bob, group.id)).toBeNull();
  await expect(leading.answer(owner, group.id, asking[1]!.id, true)).rejects.toMatchObject({ status: 404 });
});

test("people are spread evenly over sections, and whoever has one stays there", async () => {
  const { owner, group } = await reading("a", "b", "c", "d", "e");
  expect(await leading.spread(owner, group.id, 2)).toBe(5);
  const sizes = (await leading.sectionsOf(owner, group.id)).map((one) => one.members);
  expect(sizes.sort()).toEqual([1, 2, 2]);
  const before = await roster.page(owner, group.id);
  expect(await leading.spread(owner, group.id, 2)).toBe(0);
  expect(await roster.page(owner, group.id)).toEqual(before);
  expect(before.items.find((one) => one.role === "owner")?.sectionId).toBeNull();
});

test("a section that notes stand in is not taken away", async () => {
  const { owner, members, group, page, shared } = await reading("ann");
  const { id } = await leading.addSection(owner, group.id, "One");
  await revise(owner, group.id, members[0]!.id, { sectionId: id });
  await seeds.mark(members[0]!, page.id, { ...shared, sectionId: id });
  await expect(leading.removeSection(owner, group.id, id)).rejects.toMatchObject({ status: 409 });
});

test("a group that is put away is there to read, and taken up again", async () => {
  const { owner, members, group, page, shared } = await reading("ann");
  await leading.change(owner, group.id, { archived: true });
  await expect(seeds.mark(members[0]!, page.id, shared)).rejects.toMatchObject({ status: 422 });
  expect(await groups.read(members[0]!, group.id)).toMatchObject({ archived: true, writes: false });
  await leading.change(owner, group.id, { archived: false });
  await seeds.mark(members[0]!, page.id, shared);
});

test("a group is deleted after seven days, in which that is taken back; its notes are their authors' then", async () => {
  const { owner, members, group, page, shared } = await reading("ann");
  const [ann] = members;
  const { id: section } = await leading.addSection(owner, group.id, "One");
  const note = await seeds.mark(owner, page.id, { ...shared, sectionId: section });
  const hers = await seeds.mark(ann!, page.id, { ...shared, withUserId: owner.id });
  const { endsAt } = await leading.change(owner, group.id, { ending: true });
  expect(Date.parse(endsAt ?? "") - Date.now()).toBeGreaterThan(6.9 * 86_400_000);
  expect((await leading.change(owner, group.id, { ending: false })).endsAt).toBeNull();
  await leading.change(owner, group.id, { ending: true });
  await purge();
  expect(await groups.read(owner, group.id)).not.toBeNull();
  await db.update(t.groups).set({ endsAt: sql`now() - interval '1 minute'` }).where(eq(t.groups.id, group.id));
  await purge();
  expect(await groups.read(owner, group.id)).toBeNull();
  expect(await annotations.read(owner, note.id)).toMatchObject({ layer: "private", sectionId: null });
  const [left] = await db
    .select({ layer: t.annotations.layer })
    .from(t.annotations)
    .where(eq(t.annotations.id, hers.id));
  expect(left).toEqual({ layer: "private" });
});

test("who leaves takes their notes along when they want to, and the others hear that these are gone", async () => {
  const { owner, members, group, page, shared } = await reading("ann", "bob");
  const [ann, bob] = members;
  const hers = await seeds.mark(ann!, page.id, shared);
  const his = await seeds.mark(bob!, page.id, shared);
  await remove(ann!, group.id, ann!.id, { takeNotes: true });
  await remove(bob!, group.id, bob!.id);
  expect((await annotations.forArticle(owner, page.id)).map((one) => one.id)).toEqual([his.id]);
  const gone = await db
    .select({ change: t.events.change, groupId: t.events.groupId })
    .from(t.events)
    .where(eq(t.events.subjectId, hers.id))
    .orderBy(t.events.seq);
  expect(gone.slice(1)).toEqual([
    { change: "deleted", groupId: group.id },
    { change: "created", groupId: null },
  ]);
});
