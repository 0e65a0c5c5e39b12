import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { saying } from "@/lib/notices";
import { newAssignment } from "@/lib/schemas/assignment";
import { newExtension } from "@/lib/schemas/extension";
import type { Account } from "@/lib/schemas/user";
import * as assignments from "./assignments";
import { db } from "./client";
import * as extensions from "./extensions";
import * as notices from "./notices";
import * as readings from "./readings";
import { notices as table } from "./schema";
import * as seeds from "./testing.world";
import { work } from "./work";

const DAY = 86_400_000;
const inDays = (n: number) => new Date(Date.now() + n * DAY).toISOString();
const DUE = "2036-01-01T16:00:00Z";
const MOVED = "2036-01-02T16:00:00Z";

async function course(given: object = { dueAt: DUE }) {
  const { lea, ann, bob } = await seeds.people("lea", "ann", "bob");
  const page = await seeds.article(lea);
  const group = await seeds.circle(lea, [ann, bob], [page.id]);
  const input = {
    readings: [{ articleId: page.id }],
    goals: { claim: 1 },
    title: "Dams",
    timeZone: "Europe/Vienna",
    ...given,
  };
  const { id } = await assignments.create(lea, group.id, newAssignment.parse(input));
  const revise = (patch: object) => assignments.revise(lea, id, patch, null);
  /** What somebody was told since they were asked last. */
  const told = async (who: Account) => {
    const { items } = await notices.list(who, { limit: 50 });
    await db.delete(table).where(eq(table.userId, who.id));
    return items.filter(({ kind }) => kind === "assignment").map((one) => saying(one));
  };
  const extend = (who: Account, dueAt: string, confirm?: boolean) =>
    extensions.set(lea, id, newExtension.parse({ userId: who.id, dueAt, confirm }));
  const mark = (who: Account) =>
    seeds.mark(who, page.id, { body: "The council ought to know", layer: "group", groupId: group.id });
  for (const who of [lea, ann, bob]) await told(who);
  return { lea, ann, bob, page, group, id, revise, told, extend, mark };
}
let at: Awaited<ReturnType<typeof course>>;
beforeEach(async () => {
  at = await course();
});

test("students are told once of a save that moves a date, changes the goals or the grading rule, and of nothing else", async () => {
  const { lea, ann, bob, revise, told } = at;
  await revise({ dueAt: MOVED });
  const moved = "lea changed the dates of “Dams”, due Wed 2 January 2036, 17:00 (Vienna time)";
  for (const who of [ann, bob]) expect(await told(who)).toEqual([moved]);
  await revise({
    goals: { claim: 2 },
    dueAt: DUE,
    points: { goals: { claim: 3 }, by: "share", latePerDay: 0, best: null, reference: null },
  });
  expect(await told(ann)).toEqual([
    "lea changed the dates, the goals and the grading rule of “Dams”, due Tue 1 January 2036, 17:00 (Vienna time)",
  ]);
  await revise({ goals: { claim: 3 } });
  expect(await told(bob)).toHaveLength(2);
  await revise({ goals: { claim: 3 }, dueAt: DUE, title: "Dams and walls" });
  expect(await told(ann)).toEqual(["lea changed the goals of “Dams and walls”"]);
  await revise({ dueAt: null });
  expect(await told(ann)).toEqual(["lea changed the dates of “Dams and walls”, with no due date"]);
  expect(await told(lea)).toEqual([]);
});

test("of an extension, and that it ends, those are told whose time it is; of a date that is not theirs they are not", async () => {
  const { lea, ann, bob, id, revise, told, extend } = at;
  await extend(ann, "2036-02-01T16:00:00Z");
  expect(await told(ann)).toEqual([
    "lea gave you an extension for “Dams”, due Fri 1 February 2036, 17:00 (Vienna time)",
  ]);
  expect(await told(bob)).toEqual([]);
  await revise({ dueAt: MOVED });
  expect([await told(ann), (await told(bob)).length]).toEqual([[], 1]);
  await extensions.remove(lea, id, (await extensions.list(lea, id))[0]?.id ?? "");
  expect(await told(ann)).toEqual([
    "lea took back your extension for “Dams”, due Wed 2 January 2036, 17:00 (Vienna time)",
  ]);
});

test("students are told that the opening or the reveal date moved; of one that everybody's notes are open by already they are not", async () => {
  const { ann, bob, revise, told } = await course({ reveal: { when: "date", at: DUE } });
  await revise({ reveal: { when: "date", at: MOVED } });
  for (const who of [ann, bob]) expect(await told(who)).toEqual(["lea changed the reveal date of “Dams”"]);
  await revise({ opensAt: inDays(-1), goals: { claim: 2 } });
  expect(await told(ann)).toEqual(["lea changed the opening date and the goals of “Dams”"]);
  await revise({ reveal: { when: "date", at: inDays(-1) } });
  expect(await told(ann)).toEqual(["lea changed the reveal date of “Dams”"]);
  await revise({ reveal: { when: "date", at: DUE } });
  expect(await told(ann)).toEqual([]);
});

test("of what has not opened yet nobody is told", async () => {
  const { ann, revise, told, extend } = await course({ dueAt: DUE, opensAt: "2035-12-01T00:00:00Z" });
  await revise({ dueAt: MOVED });
  await extend(ann, "2036-02-01T16:00:00Z");
  expect(await told(ann)).toEqual([]);
});

test("an earlier date that voids finished work asks first, with the number of students, and changes nothing till then", async () => {
  const { lea, ann, bob, id, revise, mark, told } = at;
  await mark(ann);
  await mark(bob);
  const asks = {
    status: 409,
    detail: expect.stringContaining("2 students"),
    more: { extra: { confirm: true, students: 2 } },
  };
  const yesterday = inDays(-1);
  await expect(revise({ dueAt: yesterday })).rejects.toMatchObject(asks);
  // Nor may it only become late.
  await expect(revise({ dueAt: yesterday, lateUntil: DUE })).rejects.toMatchObject(asks);
  expect((await assignments.read(lea, id)).revision).toBe(1);
  expect(await told(ann)).toEqual([]);
  // A date that is still ahead voids nothing.
  await revise({ dueAt: inDays(1) });
  await revise({ dueAt: yesterday, confirm: true });
  expect((await work(lea, id)).items.map(({ done }) => done)).toEqual([false, false]);
  // Nothing is left to void.
  await revise({ dueAt: inDays(-2) });
});

test("work that stops counting is asked about also where as much other work counts instead", async () => {
  const { lea, ann, group, page, revise, mark } = at;
  const other = await seeds.article(lea);
  await readings.bring(lea, group.id, other.id);
  await mark(ann);
  await seeds.mark(ann, other.id, { body: "The council ought to know", layer: "group", groupId: group.id });
  const asks = { status: 409, more: { extra: { confirm: true, students: 1 } } };
  await expect(revise({ readings: [{ articleId: other.id }], counting: { earlier: true } })).rejects.toMatchObject(
    asks,
  );
  // Nothing is lost where more counts than before.
  await revise({ readings: [{ articleId: page.id }, { articleId: other.id }], counting: { earlier: true } });
});

test("late work that would be late by more days is asked about", async () => {
  const { ann, revise, mark } = at;
  await revise({ dueAt: inDays(-0.5), lateUntil: DUE });
  await mark(ann);
  await revise({ dueAt: inDays(-0.6) });
  await expect(revise({ dueAt: inDays(-3.5) })).rejects.toMatchObject({
    status: 409,
    more: { extra: { confirm: true, students: 1 } },
  });
});

test("an extension that is cut short or taken back asks as well", async () => {
  const { lea, ann, id, extend, mark, revise } = at;
  await revise({ dueAt: inDays(-2) });
  await extend(ann, inDays(2));
  await mark(ann);
  const asks = { status: 409, more: { extra: { confirm: true, students: 1 } } };
  await expect(extend(ann, inDays(-1))).rejects.toMatchObject(asks);
  const [one] = await extensions.list(lea, id);
  await expect(extensions.remove(lea, id, one?.id ?? "")).rejects.toMatchObject(asks);
  expect(await extensions.list(lea, id)).toEqual([one]);
  await extend(ann, inDays(-1), true);
  const [other] = await extensions.list(lea, id);
  await extensions.remove(lea, id, other?.id ?? "", true);
  expect(await extensions.list(lea, id)).toEqual([]);
});
