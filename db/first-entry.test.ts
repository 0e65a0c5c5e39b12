import { eq, sql } from "drizzle-orm";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { Problem } from "@/lib/problem";
import type { Account } from "@/lib/schemas/user";
import * as acts from "./acts";
import { db } from "./client";
import * as credentials from "./credentials";
import { enter, look } from "./first-entry";
import * as groups from "./groups";
import * as made from "./made-accounts";
import * as members from "./members";
import * as rosters from "./rosters";
import * as t from "./schema";
import * as sessions from "./sessions";
import { authenticate, enter as enterThrough, type From } from "./signin";
import { issueChange, peek } from "./slips";
import * as seeds from "./testing.world";

const at = (address: string): From => ({ address, deviceOf: () => null });
const PASSWORD = "a quiet river in spring";
const links = { secret: "of the tests", urlOf: (token: string) => token };
let ada: Account;
let group: { id: string };
beforeAll(async () => {
  ({ ada } = await seeds.people("ada"));
  group = await groups.create(ada, { name: "Reading", description: "" });
});
beforeEach(async () => {
  await db.delete(t.failures);
});

let n = 0;
/** Somebody without an address, and their slip. */
async function pupil(days = 14) {
  const csv = `Name\nPupil ${++n}\n`;
  const { taken } = await rosters.take(ada, group.id, { csv, days }, links);
  const slip = taken.slips[0];
  if (!slip) throw new Error("No slip was made.");
  return slip;
}
const account = (id: string): Account => ({
  ...{ id, name: "Pupil", email: null, role: "member", emailVerified: false, settings: {} },
});
const outcome = (run: Promise<unknown>) =>
  run.then(
    () => "in",
    (error: unknown) => (error instanceof Problem ? error.status : error),
  );
const again = async (userId: string) => (await made.handOut(ada, group.id, { userIds: [userId], days: 14 }))[0]!;

test("a slip is used once: with it a password is chosen, which from then on lets in with the login name", async () => {
  const { code, login, userId, name } = await pupil();
  expect(await look(code, at("a"))).toEqual({ name, login, group: "Reading" });
  expect(await enter(code.toLowerCase().replaceAll("-", " "), PASSWORD, at("a"))).toBe(userId);
  expect(await outcome(enter(code, "another one, and long", at("a")))).toBe(400);
  expect(await outcome(look(code, at("a")))).toBe(400);
  expect((await authenticate({ email: login, password: PASSWORD }, at("a"))).userId).toBe(userId);
  // Also where mail is sent: there is no address to confirm.
  process.env.SMTP_URL = "smtp://127.0.0.1:1";
  expect((await authenticate({ email: login, password: PASSWORD }, at("a"))).userId).toBe(userId);
  delete process.env.SMTP_URL;
  expect((await authenticate({ email: login, password: "wrong" }, at("a"))).userId).toBeNull();
  expect(JSON.stringify(await db.select().from(t.slips))).not.toContain(code);
});

test("of many who use one at once, one comes in", async () => {
  const { code, userId } = await pupil();
  const all = await Promise.all(Array.from({ length: 8 }, (_, i) => outcome(enter(code, `${PASSWORD} ${i}`, at("a")))));
  expect(all.filter((one) => one === "in")).toHaveLength(1);
  expect(all.filter((one) => one === 400)).toHaveLength(7);
  expect(await db.$count(t.users, eq(t.users.id, userId))).toBe(1);
});

test("it ends with its time, with a new one, and with the membership", async () => {
  const [old, replaced, gone] = [await pupil(), await pupil(), await pupil()];
  await db.update(t.slips).set({ expiresAt: sql`now() - interval '1 second'` }).where(eq(t.slips.userId, old.userId));
  expect(await outcome(enter(old.code, PASSWORD, at("a")))).toBe(400);
  const fresh = await again(replaced.userId);
  expect(fresh.login).toBe(replaced.login);
  expect(await outcome(enter(replaced.code, PASSWORD, at("a")))).toBe(400);
  expect(await enter(fresh.code, PASSWORD, at("a"))).toBe(replaced.userId);
  await members.remove(ada, group.id, gone.userId);
  expect(await outcome(look(gone.code, at("a")))).toBe(400);
  expect(await outcome(enter(gone.code, PASSWORD, at("a")))).toBe(400);
  expect(await outcome(again(gone.userId))).toBe(404);
});

test("a new slip for who forgot the password signs every device out when it is used and ends what was begun there, and its holder is told of it", async () => {
  const { code, userId, login } = await pupil();
  await enter(code, PASSWORD, at("a"));
  const sid = await sessions.open(userId, { userAgent: "", address: "a" });
  const { code: second } = await again(userId);
  expect((await authenticate({ email: login, password: PASSWORD }, at("a"))).userId).toBe(userId);
  const begun = await issueChange(userId, (await sessions.live(sid))?.sessionId ?? "", "evil@example.org");
  expect(await peek(begun?.confirm ?? "", "change")).not.toBeNull();
  await enter(second, "a new one, and long", at("a"));
  expect(await sessions.live(sid)).toBeNull();
  expect(await peek(begun?.confirm ?? "", "change")).toBeNull();
  expect((await authenticate({ email: login, password: PASSWORD }, at("a"))).userId).toBeNull();
  expect((await acts.decisions(account(userId), { limit: 5 })).items).toMatchObject([{ what: "slip" }]);
});

test("with an address or a provider of one's own, slips end", async () => {
  const [one, other] = [await pupil(), await pupil()];
  for (const { code } of [one, other]) await enter(code, PASSWORD, at("a"));
  const pending = await again(one.userId);
  const sid = await sessions.open(one.userId, { userAgent: "", address: "a" });
  const here = (await sessions.live(sid))?.sessionId ?? "";
  await credentials.changeAddress(account(one.userId), here, { email: "one@x.example", password: PASSWORD }, "");
  await enterThrough(
    { provider: "oidc", providerAccountId: "other", name: "O", email: null, emailVerified: false },
    account(other.userId),
    "a",
  );
  expect(await outcome(enter(pending.code, PASSWORD, at("a")))).toBe(400);
  for (const { userId } of [one, other]) expect(await outcome(again(userId))).toBe(404);
  expect((await made.mine(account(one.userId))).groups).toEqual([]);
  expect((await authenticate({ email: one.login, password: PASSWORD }, at("a"))).userId).toBe(one.userId);
  expect((await authenticate({ email: "one@x.example", password: PASSWORD }, at("a"))).userId).toBe(one.userId);
});

test("a disabled account's slip is none", async () => {
  const { code, userId } = await pupil();
  await db.update(t.users).set({ disabledAt: sql`now()` }).where(eq(t.users.id, userId));
  expect(await outcome(enter(code, PASSWORD, at("a")))).toBe(400);
});

test("guessing is limited by where it comes from, however many come at once, and a right code is refused then too", async () => {
  const { code } = await pupil();
  const all = await Promise.all(
    Array.from({ length: 130 }, (_, i) => outcome(look(`WRNG-${String(i).padStart(4, "0")}`, at("b")))),
  );
  expect(all.filter((one) => one === 400)).toHaveLength(100);
  expect(all.filter((one) => one === 429)).toHaveLength(30);
  expect(await outcome(enter(code, PASSWORD, at("b")))).toBe(429);
  expect(await outcome(enter(code, PASSWORD, at("elsewhere")))).toBe("in");
});
