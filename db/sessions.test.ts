import { eq, sql } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { expect, test } from "vitest";
import { db } from "./client";
import { sessions as table, users } from "./schema";
import * as sessions from "./sessions";
import { seed } from "./testing.people";

const device = { userAgent: "Firefox", address: "192.0.2.1" };
const person = async () => {
  const viewer = await seed();
  const sid = await sessions.open(viewer.id, device);
  const found = await sessions.live(sid);
  if (!found) throw new Error("A session that was just opened does not stand.");
  return { viewer, sid, sessionId: found.sessionId };
};

test("a session tells who holds it; an id that was never given out tells nothing", async () => {
  const { viewer, sid } = await person();
  expect((await sessions.live(sid))?.account).toEqual(viewer);
  expect(await sessions.live(`${sid}x`)).toBeNull();
});

test("the id itself is not in the database", async () => {
  const { sid } = await person();
  const rows = await db.select().from(table);
  expect(JSON.stringify(rows)).not.toContain(sid);
});

test.each([
  ["disabled", { disabledAt: "2026-01-01" }],
  ["deleted", { deletedAt: "2026-01-01" }],
  ["a sample reader", { sample: true }],
])("whoever is %s is out at the next request", async (_, change) => {
  const { viewer, sid } = await person();
  await db.update(users).set(change).where(eq(users.id, viewer.id));
  expect(await sessions.live(sid)).toBeNull();
});

test("a session ends by itself", async () => {
  const { sid } = await person();
  await db.update(table).set({ expiresAt: sql`clock_timestamp()` });
  expect(await sessions.live(sid)).toBeNull();
});

test("a device is signed out alone, all but this one, or all", async () => {
  const { viewer, sid, sessionId } = await person();
  const others = await Promise.all([1, 2, 3].map(() => sessions.open(viewer.id, device)));
  const standing = async () => (await Promise.all([sid, ...others].map((one) => sessions.live(one)))).map(Boolean);
  const [, second] = await Promise.all(others.map((one) => sessions.live(one)));
  await sessions.revoke(viewer, second?.sessionId ?? "");
  expect(await standing()).toEqual([true, true, false, true]);
  expect(await sessions.revokeAll(viewer, sessionId)).toBe(2);
  expect(await standing()).toEqual([true, false, false, false]);
  await sessions.revokeAll(viewer, null);
  expect(await standing()).toEqual([false, false, false, false]);
});

test("nobody sees or ends another person's session, and learns nothing from trying", async () => {
  const [mine, theirs] = [await person(), await person()];
  expect((await sessions.list(mine.viewer, mine.sessionId)).map(({ id, here }) => [id, here])).toEqual([
    [mine.sessionId, true],
  ]);
  const refusals = await Promise.all(
    [theirs.sessionId, uuid()].map((id) => sessions.revoke(mine.viewer, id).catch((error: unknown) => error)),
  );
  expect(refusals[0]).toEqual(refusals[1]);
  expect(refusals[0]).toMatchObject({ status: 404 });
  expect(await sessions.live(theirs.sid)).not.toBeNull();
});

test("when a device was last seen is written at most every five minutes", async () => {
  const { sid, sessionId } = await person();
  const seen = async () => (await db.select().from(table).where(eq(table.id, sessionId)))[0]?.seenAt;
  const first = await seen();
  await sessions.live(sid);
  expect(await seen()).toBe(first);
  await db.update(table).set({ seenAt: sql`clock_timestamp() - interval '6 minutes'` });
  await sessions.live(sid);
  expect(await seen()).toMatch(/^20/);
  expect((await seen()) ?? "").toSatisfy((now: string) => now > (first ?? ""));
});
