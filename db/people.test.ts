import { eq } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { beforeEach, expect, inject, test } from "vitest";
import type { Account, Viewer } from "@/lib/schemas/user";
import { db } from "./client";
import { resetPassword } from "./credentials";
import * as instance from "./instance";
import * as people from "./people";
import { users } from "./schema";
import * as sessions from "./sessions";
import { freshDatabase } from "./testing";
import { tokenOf } from "./testing.mail";
import { seed } from "./testing.people";

const SITE = "https://gloss.example";
let admin: Account;
let ada: Account;

beforeEach(async () => {
  await freshDatabase(inject("server"));
  admin = await seed({ name: "Zoë", email: "zoe@example.org", role: "admin" });
  ada = await seed({ name: "Ada", email: "ada@example.org" });
  await seed({ name: "A sample reader", sample: true });
});
const named = async (viewer: Viewer, words = "") =>
  (await people.list(viewer, words, null)).items.map(({ name }) => name);
const rowOf = async ({ id }: Account) => (await db.select().from(users).where(eq(users.id, id)))[0];

test("an administrator finds people by name and by address; sample readers are no people", async () => {
  expect(await named(admin)).toEqual(["Ada", "Zoë"]);
  expect(await named(admin, "zoe@")).toEqual(["Zoë"]);
  expect(await named(admin, "AD")).toEqual(["Ada"]);
  expect(await named(admin, "%")).toEqual([]);
});

test("the list goes on where its page ended", async () => {
  for (let i = 0; i < 60; i++) await seed({ name: `Reader ${String(i).padStart(2, "0")}` });
  const first = await people.list(admin, "Reader", null);
  const second = await people.list(admin, "Reader", first.next);
  expect([first.items.length, second.items.length, second.next]).toEqual([50, 10, null]);
  expect(second.items[0]?.name).toBe("Reader 50");
});

test("to anybody else there are no people, no limits and nothing to do", async () => {
  for (const viewer of [ada, null, { ...ada, role: "admin" as const }]) {
    expect(await named(viewer)).toEqual([]);
    expect(await people.administering(viewer)).toBe(false);
    await expect(instance.set(viewer, { signup: "closed" })).rejects.toMatchObject({ status: 404 });
    await expect(people.resetLink(viewer, admin.id, SITE)).rejects.toMatchObject({ status: 404 });
  }
  const tries = [
    () => people.disable(ada, admin.id),
    () => people.enable(ada, admin.id),
    () => people.setRole(ada, ada.id, "admin"),
  ];
  for (const attempt of tries) await expect(attempt()).rejects.toMatchObject({ status: 404 });
  expect(await rowOf(admin)).toMatchObject({ disabledAt: null, role: "admin" });
  expect(await rowOf(ada)).toMatchObject({ role: "member" });
});

test("whoever is disabled is out at once, and may come back", async () => {
  const sid = await sessions.open(ada.id, { userAgent: "", address: "" });
  await people.disable(admin, ada.id);
  expect(await sessions.live(sid)).toBeNull();
  await people.enable(admin, ada.id);
  expect((await rowOf(ada))?.disabledAt).toBeNull();
});

test("the instance always has an administrator, also when two take each other's place at once", async () => {
  await expect(people.disable(admin, admin.id)).rejects.toMatchObject({ status: 409 });
  await expect(people.setRole(admin, admin.id, "member")).rejects.toMatchObject({ status: 409 });
  await people.setRole(admin, ada.id, "admin");
  const both = await Promise.allSettled([
    people.setRole(admin, ada.id, "member"),
    people.setRole(ada, admin.id, "member"),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await db.$count(users, eq(users.role, "admin"))).toBe(1);
});

test("a reset link works once, and a newer one replaces it", async () => {
  const token = (link: string) => tokenOf({ to: "", subject: "", text: "", link });
  const first = await people.resetLink(admin, ada.id, SITE);
  const second = (await people.resetLinkFromShell("Ada@Example.org", SITE)) ?? "";
  await expect(resetPassword(token(first), "a good long one")).rejects.toMatchObject({ status: 400 });
  expect(await resetPassword(token(second), "a good long one")).toBe(ada.id);
  expect(await people.resetLinkFromShell("nobody@example.org", SITE)).toBeNull();
  await expect(people.resetLink(admin, uuid(), SITE)).rejects.toMatchObject({ status: 404 });
});

test("sign-up and limits are set by the administrator, and by the environment before that", async () => {
  await instance.set(admin, { signup: "invite", importsPerDay: 5 });
  expect(await instance.read()).toMatchObject({ signup: "invite", signupFixed: false, importsPerDay: 5 });
  process.env.GLOSS_SIGNUP = "open";
  expect(await instance.read()).toMatchObject({ signup: "open", signupFixed: true });
  delete process.env.GLOSS_SIGNUP;
});
