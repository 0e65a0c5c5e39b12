import { eq } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { expect, test } from "vitest";
import { newAssignment } from "@/lib/schemas/assignment";
import * as assignments from "./assignments";
import * as calendars from "./calendars";
import { db } from "./client";
import * as members from "./members";
import * as t from "./schema";
import * as seeds from "./testing.world";

async function set() {
  const found = await seeds.people("lea", "ann", "bob");
  const { lea, ann, bob } = found;
  const page = await seeds.article(lea);
  const group = await seeds.circle(lea, [ann, bob], [page.id]);
  const given = {
    readings: [{ articleId: page.id }],
    title: "Rivers",
    dueAt: "2036-03-28T01:30:00Z",
    goals: { claim: 1 },
  };
  const made = await assignments.create(lea, group.id, newAssignment.parse(given));
  const tokens = { lea: await calendars.make(lea), ann: await calendars.make(ann), bob: await calendars.make(bob) };
  const due = async (who: keyof typeof tokens) =>
    (await calendars.feed(tokens[who]))?.map(({ dueAt }) => dueAt?.slice(0, 16));
  return { ...found, group, made, tokens, due };
}

test("everybody's calendar holds their own date, with more time for one or for a section", async () => {
  const { ann, bob, group, made, due } = await set();
  const sectionId = uuid();
  await db.insert(t.sections).values({ id: sectionId, groupId: group.id, name: "One", position: 0 });
  await db.update(t.memberships).set({ sectionId }).where(eq(t.memberships.userId, bob.id));
  const more = { assignmentId: made.id, lateUntil: null };
  await db.insert(t.extensions).values([
    { id: uuid(), ...more, userId: ann.id, dueAt: "2036-04-02T10:00:00Z" },
    { id: uuid(), ...more, sectionId, dueAt: "2036-04-03T10:00:00Z" },
  ]);
  expect([await due("lea"), await due("ann"), await due("bob")]).toEqual([
    ["2036-03-28T01:30"],
    ["2036-04-02T10:00"],
    ["2036-04-03T10:00"],
  ]);
});

test("who is taken out, and what is put away or not open yet, is gone from it at once", async () => {
  const { lea, ann, group, made, due } = await set();
  await members.remove(lea, group.id, ann.id);
  expect([await due("ann"), await due("bob")]).toEqual([[], ["2036-03-28T01:30"]]);
  await assignments.revise(lea, made.id, { opensAt: "2036-01-01T00:00:00Z" }, null);
  expect([await due("lea"), await due("bob")]).toEqual([["2036-03-28T01:30"], []]);
  await assignments.revise(lea, made.id, { opensAt: null, archived: true }, null);
  expect([await due("lea"), await due("bob")]).toEqual([[], []]);
});

test("an address works until it is revoked or made anew, and its secret is not kept", async () => {
  const { ann, bob, tokens, due } = await set();
  const fresh = await calendars.make(ann);
  expect(await due("ann")).toBeUndefined();
  expect(await calendars.feed(fresh)).toHaveLength(1);
  expect(JSON.stringify(await db.select().from(t.calendars))).not.toContain(fresh);
  await calendars.revoke(ann);
  expect([await calendars.feed(fresh), await calendars.madeAt(ann)]).toEqual([null, null]);
  await db.update(t.users).set({ disabledAt: "2026-01-01T00:00:00Z" }).where(eq(t.users.id, bob.id));
  expect(await calendars.feed(tokens.bob)).toBeNull();
});

test("an address that is asked all the time is answered again in the next hour", async () => {
  const { ann, due } = await set();
  const mine = eq(t.calendars.userId, ann.id);
  await db.update(t.calendars).set({ reads: 59 }).where(mine);
  expect(await due("ann")).toHaveLength(1);
  await expect(due("ann")).rejects.toMatchObject({ status: 429 });
  expect(await due("bob")).toHaveLength(1);
  await db.update(t.calendars).set({ readsSince: "2026-01-01T00:00:00Z" }).where(mine);
  expect(await due("ann")).toHaveLength(1);
});
