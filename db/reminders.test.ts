import { eq } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { afterEach, beforeEach, expect, test } from "vitest";
import { saying } from "@/lib/notices";
import { type NewAssignment, newAssignment } from "@/lib/schemas/assignment";
import type { Account } from "@/lib/schemas/user";
import * as assignments from "./assignments";
import { db } from "./client";
import * as members from "./members";
import { choose } from "./notice-settings";
import * as notices from "./notices";
import { remind, stillMissing } from "./reminders";
import * as t from "./schema";
import * as seeds from "./testing.world";

const HOUR = 3_600_000;
const NOW = Date.now();
const hours = (n: number) => new Date(NOW + n * HOUR);

let lea: Account, ann: Account, bob: Account, cas: Account, groupId: string, articleId: string;
beforeEach(async () => {
  ({ lea, ann, bob, cas } = await seeds.people("lea", "ann", "bob", "cas"));
  articleId = (await seeds.article(lea)).id;
  groupId = (await seeds.circle(lea, [ann, bob, cas], [articleId])).id;
  await db.delete(t.notices);
});
afterEach(async () => {
  await db.delete(t.groups);
});

const set = async (more: Partial<NewAssignment>) => {
  const input = newAssignment.parse({ readings: [{ articleId }], title: "Rivers", goals: { claim: 1 }, ...more });
  const made = await assignments.create(lea, groupId, input);
  await db.delete(t.notices);
  return made;
};
/** Who was told, as `name what`. */
const told = async () => {
  const all = await db
    .select({ name: t.users.name, cause: t.notices.cause })
    .from(t.notices)
    .innerJoin(t.users, eq(t.users.id, t.notices.userId))
    .where(eq(t.notices.kind, "assignment"));
  const reminders = all.filter(({ cause }) => !cause.startsWith("changed:"));
  return reminders.map(({ name, cause }) => `${name} ${cause.split(":")[0]}`).sort();
};
const extend = (assignmentId: string, who: Account, dueAt: Date) =>
  db.insert(t.extensions).values({ id: uuid(), assignmentId, userId: who.id, dueAt: dueAt.toISOString() });

test("a day before it is due everybody is told whose work is missing, once, by however many processes", async () => {
  await set({ dueAt: hours(48).toISOString() });
  await seeds.mark(bob, articleId, { body: "It rose as it did before", layer: "group", groupId });
  expect(await remind(hours(23))).toBe(0);
  await Promise.all([remind(hours(24.5)), remind(hours(24.5)), remind(hours(24.5))]);
  expect(await told()).toEqual(["ann due", "cas due"]);
  await remind(hours(26));
  expect(await told()).toEqual(["ann due", "cas due"]);
  const [notice] = (await notices.list(ann, { limit: 5 })).items;
  expect(notice && saying(notice)).toMatch(/^“Rivers” is due \w{3} \d+ \w+ \d{4}, \d\d:\d\d \(UTC\)$/);
});

test("more time moves it, and a date that is moved a little reminds nobody twice", async () => {
  const { id } = await set({ dueAt: hours(48).toISOString() });
  await extend(id, ann, hours(96));
  await remind(hours(24.5));
  expect(await told()).toEqual(["bob due", "cas due"]);
  // The database's own clock stands a day before that of this test.
  await db.update(t.notices).set({ at: hours(24.5).toISOString() });
  await assignments.revise(lea, id, { dueAt: hours(49).toISOString() }, null);
  await remind(hours(25.5));
  expect(await told()).toEqual(["bob due", "cas due"]);
  await remind(hours(72.5));
  expect(await told()).toEqual(["ann due", "bob due", "cas due"]);
  expect((await notices.list(ann, { limit: 5 })).items[0]?.assignment?.dueAt).toMatch(
    hours(96).toISOString().slice(0, 19),
  );
});

test("nobody is reminded who left, turned it off or leads, nor of what is put away, or set with less than a day left", async () => {
  const { id } = await set({ dueAt: hours(48).toISOString() });
  await set({ dueAt: hours(20).toISOString(), title: "Soon" });
  const away = await set({ dueAt: hours(48).toISOString(), title: "Away" });
  await assignments.revise(lea, away.id, { archived: true }, null);
  await members.remove(lea, groupId, bob.id);
  await choose(cas, { groupId: null, kinds: { assignment: "none" } });
  await remind(hours(24.5));
  await remind(hours(0.1));
  expect(await told()).toEqual(["ann due"]);
  expect(await db.$count(t.notices, eq(t.notices.assignmentId, id))).toBe(1);
});

test("where nothing is counted who has written is not reminded", async () => {
  await set({ dueAt: hours(48).toISOString(), goals: {} });
  await seeds.mark(bob, articleId, { body: "It rose as it did before", layer: "group", groupId });
  await remind(hours(24.5));
  expect(await told()).toEqual(["ann due", "cas due"]);
});

test("what opens later is told when it opens, by itself or by its instructor, and never twice", async () => {
  const { id } = await set({ opensAt: hours(2).toISOString(), dueAt: hours(96).toISOString() });
  await remind(hours(1));
  expect(await told()).toEqual([]);
  await Promise.all([remind(hours(2.1)), remind(hours(2.1))]);
  expect(await told()).toEqual(["ann set", "bob set", "cas set"]);
  await assignments.revise(lea, id, { opensAt: null }, null);
  await remind(hours(2.2));
  expect(await told()).toEqual(["ann set", "bob set", "cas set"]);
  const other = await set({ opensAt: hours(2).toISOString() });
  await assignments.revise(lea, other.id, { opensAt: null }, null);
  expect(await told()).toEqual(["ann set", "bob set", "cas set"]);
});

test("a letter does not remind of what was done or became due before it was written", async () => {
  await set({ dueAt: hours(48).toISOString() });
  await remind(hours(24.5));
  const waiting = async (who: Account, now: Date) =>
    (await stillMissing(who.id, (await notices.list(who, { limit: 5 })).items, now)).length;
  await seeds.mark(bob, articleId, { body: "It rose as it did before", layer: "group", groupId });
  expect([await waiting(ann, hours(30)), await waiting(bob, hours(30)), await waiting(ann, hours(49))]).toEqual([
    1, 0, 0,
  ]);
});
