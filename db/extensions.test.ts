import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { newAssignment } from "@/lib/schemas/assignment";
import { newExtension } from "@/lib/schemas/extension";
import * as assignments from "./assignments";
import { db } from "./client";
import * as extensions from "./extensions";
import * as leading from "./leading";
import * as members from "./members";
import { assignmentActs } from "./schema";
import * as seeds from "./testing.world";
import { work } from "./work";

const DUE = "2036-01-01T00:00:00.000000Z";
const LATE = "2036-01-05T00:00:00.000000Z";
const LATER = "2036-02-01T00:00:00.000000Z";

async function course(dueAt: string | null = DUE) {
  const { lea, ann, bob, eve } = await seeds.people("lea", "ann", "bob", "eve");
  const page = await seeds.article(lea);
  const group = await seeds.circle(lea, [ann, bob], [page.id]);
  const given = { readings: [{ articleId: page.id }], dueAt, lateUntil: dueAt && LATE };
  const { id } = await assignments.create(lea, group.id, newAssignment.parse(given));
  const section = await leading.addSection(lea, group.id, "First");
  await members.revise(lea, group.id, bob.id, { sectionId: section.id });
  const extend = (more: object) => extensions.set(lea, id, newExtension.parse({ dueAt: LATER, ...more }));
  const dueFor = async (name: string) => (await work(lea, id)).items.find(({ user }) => user.name === name)?.dueAt;
  return { lea, ann, bob, eve, group, id, section, extend, dueFor };
}

test("one student or a section has more time, a student's own before their section's, and each sees their own alone", async () => {
  const { lea, ann, bob, id, section, extend, dueFor } = await course();
  await extend({ sectionId: section.id });
  expect([await dueFor("ann"), await dueFor("bob")]).toEqual([DUE, LATER]);
  const own = await extend({ userId: bob.id, dueAt: "2036-01-03T00:00:00Z" });
  expect(await dueFor("bob")).toBe("2036-01-03T00:00:00.000000Z");
  // Late work is taken from them as long as from everybody.
  expect(own.lateUntil).toBeNull();
  expect((await assignments.read(bob, id)).own).toEqual({ dueAt: own.dueAt, lateUntil: LATE });
  for (const who of [ann, lea]) expect((await assignments.read(who, id)).own).toBeNull();
  expect((await extensions.list(lea, id)).map(({ user, section: of }) => user?.name ?? of?.name)).toEqual([
    "First",
    "bob",
  ]);
  // Given again, it is in place of the former.
  await extend({ userId: bob.id });
  expect(await extensions.list(lea, id)).toHaveLength(2);
  const gone = (await extensions.list(bob, id)).find(({ user }) => user?.id === bob.id);
  await extensions.remove(lea, id, gone?.id ?? "");
  await expect(extensions.remove(lea, id, gone?.id ?? "")).rejects.toMatchObject({ status: 404 });
  expect(await dueFor("bob")).toBe(LATER);
  const acts = await db
    .select()
    .from(assignmentActs)
    .where(eq(assignmentActs.assignmentId, id))
    .orderBy(assignmentActs.at);
  expect(acts.map(({ what, userId, madeBy }) => [what, userId, madeBy])).toEqual([
    ["create", null, lea.id],
    ["extend", null, lea.id],
    ["extend", bob.id, lea.id],
    ["extend", bob.id, lea.id],
    ["extend", bob.id, lea.id],
  ]);
});

test("an extension never becomes less time: the later date holds, and a date taken away is taken from all", async () => {
  const { lea, ann, bob, id, section, extend, dueFor } = await course();
  const FEB = (day: number) => `2036-02-0${day}T00:00:00.000000Z`;
  const move = (dueAt: string | null, lateUntil: string | null = null) =>
    assignments.revise(lea, id, { dueAt, lateUntil }, null);
  const own = async (who: typeof ann) => (await assignments.read(who, id)).own;
  await extend({ userId: ann.id, lateUntil: FEB(3) });
  await extend({ sectionId: section.id, dueAt: FEB(7) });
  await extend({ userId: bob.id, dueAt: FEB(2) });
  // The date moves past some of them, and not past the late work of one.
  await move(FEB(2));
  expect([await dueFor("ann"), await dueFor("bob")]).toEqual([FEB(2), FEB(7)]);
  expect(await own(ann)).toEqual({ dueAt: FEB(2), lateUntil: FEB(3) });
  expect(await own(bob)).toEqual({ dueAt: FEB(7), lateUntil: null });
  await move(FEB(5), FEB(8));
  expect([await dueFor("ann"), await dueFor("bob")]).toEqual([FEB(5), FEB(7)]);
  expect([await own(ann), await own(bob)]).toEqual([null, { dueAt: FEB(7), lateUntil: FEB(8) }]);
  await move(FEB(9));
  expect([await dueFor("ann"), await dueFor("bob")]).toEqual([FEB(9), FEB(9)]);
  expect([await own(ann), await own(bob)]).toEqual([null, null]);
  await move(null);
  expect([await dueFor("ann"), await dueFor("bob")]).toEqual([null, null]);
  const late = (await work(lea, id)).items.map(({ lateUntil }) => lateUntil);
  expect([await own(ann), await own(bob), ...late]).toEqual([null, null, null, null]);
  // Moved back, what was given is there again.
  await move(DUE);
  expect([await dueFor("ann"), await dueFor("bob")]).toEqual([LATER, FEB(2)]);
});

test("what is no more time, and who is not in the group, is refused", async () => {
  const { lea, ann, eve, extend, id } = await course();
  await expect(extend({ userId: ann.id, dueAt: DUE })).rejects.toMatchObject({ status: 400 });
  for (const userId of [eve.id, lea.id]) await expect(extend({ userId })).rejects.toMatchObject({ status: 400 });
  const other = await course(null);
  await expect(extend({ sectionId: other.section.id })).rejects.toMatchObject({ status: 400 });
  await expect(other.extend({ userId: other.ann.id })).rejects.toMatchObject({
    more: { errors: { dueAt: ["This assignment is never due."] } },
  });
  expect(newExtension.safeParse({ dueAt: LATER }).success).toBe(false);
  expect(newExtension.safeParse({ userId: ann.id, dueAt: LATER, lateUntil: DUE }).success).toBe(false);
  expect(await extensions.list(lea, id)).toEqual([]);
});
