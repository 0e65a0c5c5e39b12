import { eq, sql } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { NewInvite } from "@/lib/schemas/group";
import type { Account } from "@/lib/schemas/user";
import * as annotations from "./annotations";
import { db } from "./client";
import * as groups from "./groups";
import * as invites from "./invites";
import * as members from "./members";
import * as readings from "./readings";
import * as roster from "./roster";
import { memberships, invites as table } from "./schema";
import { article, circle, mark, people } from "./testing.world";

let ada: Account;
let ben: Account;
let eve: Account;
let group: { id: string };

beforeAll(async () => {
  ({ ada, ben, eve } = await people("ada", "ben", "eve"));
});
beforeEach(async () => {
  group = await circle(ada, [ben], []);
});

const link = (more: Partial<NewInvite> = {}) =>
  invites.create(ada, group.id, { role: "member", expiresIn: 3600, maxUses: null, ...more });
const crowd = async (size: number) =>
  Object.values(await people(...Array.from({ length: size }, (_, i) => `reader ${i}`)));
const fulfilled = (all: PromiseSettledResult<unknown>[]) => all.filter((one) => one.status === "fulfilled").length;
const refusal = (run: Promise<unknown>) =>
  run.then(
    () => null,
    (error: unknown) => error,
  );
const owners = () => db.$count(memberships, sql`group_id = ${group.id} and role = 'owner'`);

describe("a group always keeps an owner", () => {
  test("the only one can neither step down nor leave while others stay", async () => {
    await expect(members.revise(ada, group.id, ada.id, { role: "member" })).rejects.toMatchObject({ status: 409 });
    await expect(members.remove(ada, group.id, ada.id)).rejects.toMatchObject({ status: 409 });
    await members.revise(ada, group.id, ben.id, { role: "owner" });
    await members.remove(ada, group.id, ada.id);
    expect((await roster.page(ben, group.id)).items.map((one) => one.id)).toEqual([ben.id]);
  });

  test("of fifty owners who all step down at once, one is left", async () => {
    const others = await crowd(49);
    await db
      .insert(memberships)
      .values(others.map(({ id }) => ({ groupId: group.id, userId: id, role: "owner" as const })));
    const down = await Promise.allSettled(
      [ada, ...others].map((who) => members.revise(who, group.id, who.id, { role: "member" })),
    );
    expect(fulfilled(down)).toBe(49);
    expect(await owners()).toBe(1);
  });

  test("two owners who demote each other at once leave one", async () => {
    await members.revise(ada, group.id, ben.id, { role: "owner" });
    await Promise.allSettled([
      members.revise(ada, group.id, ben.id, { role: "member" }),
      members.revise(ben, group.id, ada.id, { role: "member" }),
    ]);
    expect(await owners()).toBe(1);
  });

  test("with its last member it ends, and what was written there goes back to its author", async () => {
    const page = await article(ada);
    await readings.bring(ada, group.id, page.id);
    const note = await mark(ada, page.id, { layer: "group", groupId: group.id });
    await members.remove(ada, group.id, ben.id);
    await members.remove(ada, group.id, ada.id);
    expect(await groups.read(ada, group.id)).toBeNull();
    expect(await annotations.read(ada, note.id)).toMatchObject({ layer: "private", groupId: null });
  });
});

describe("invite links", () => {
  test("the last use is had by one, however many come at once", async () => {
    const { token } = await link({ maxUses: 3 });
    const joined = await Promise.allSettled((await crowd(20)).map((who) => invites.join(who, token)));
    expect(fulfilled(joined)).toBe(3);
    expect((await roster.page(ada, group.id)).items).toHaveLength(5);
  });

  test("one person who opens it many times at once joins once and spends one use", async () => {
    const { token, id } = await link({ maxUses: 5 });
    const joined = await Promise.allSettled(Array.from({ length: 6 }, () => invites.join(eve, token)));
    expect(fulfilled(joined)).toBe(6);
    expect(await db.select({ uses: table.uses }).from(table).where(eq(table.id, id))).toEqual([{ uses: 1 }]);
  });

  test("who left comes back by the same link at no cost; who was shown out does not", async () => {
    const { token } = await link({ maxUses: 1 });
    await invites.join(eve, token);
    await members.remove(eve, group.id, eve.id);
    expect(await invites.join(eve, token)).toEqual({ groupId: group.id, role: "member" });
    await members.remove(ada, group.id, eve.id);
    await expect(invites.join(eve, token)).rejects.toMatchObject({ status: 404 });
  });

  test("an owner who opens a member's link stays an owner", async () => {
    expect(await invites.join(ada, (await link()).token)).toMatchObject({ role: "owner" });
    expect(await owners()).toBe(1);
  });

  test("looking uses nothing up, also signed out", async () => {
    const { token } = await link({ maxUses: 1 });
    for (const who of [null, eve, ben, null])
      expect(await invites.invitation(who, token)).toMatchObject({ group: { id: group.id }, member: who === ben });
    expect(await invites.join(eve, token)).toMatchObject({ groupId: group.id });
  });

  test("expired, revoked, used up, by one who is no owner any more, made up: one answer", async () => {
    const [late, revoked, used, orphaned] = [await link(), await link(), await link({ maxUses: 1 }), await link()];
    await db.update(table).set({ expiresAt: "2020-01-01T00:00:00Z" }).where(eq(table.id, late.id));
    await invites.revoke(ada, group.id, revoked.id);
    await invites.join((await crowd(1))[0] ?? eve, used.token);
    await db.update(table).set({ createdBy: eve.id }).where(eq(table.id, orphaned.id));
    const answers = await Promise.all(
      [late, revoked, used, orphaned, { token: "made-up" }].map(({ token }) => refusal(invites.join(eve, token))),
    );
    expect(answers[0]).toMatchObject({ status: 404 });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    for (const { token } of [late, revoked, used, orphaned]) expect(await invites.invitation(eve, token)).toBeNull();
    expect(await invites.list(ada, group.id)).toEqual([]);
    // Nor does such a link open sign-up where only the invited may.
    for (const { token } of [late, revoked, used, orphaned]) expect(await invites.letsIn(token)).toBe(false);
    expect(await invites.letsIn((await link()).token)).toBe(true);
  });

  test("only the hash of a token is kept", async () => {
    const { token } = await link();
    const rows = await db.execute(sql`select to_jsonb(invites)::text as row from invites`);
    expect(rows.some(({ row }) => String(row).includes(token))).toBe(false);
  });
});

describe("readings", () => {
  test("make an article visible to every member, as long as they last", async () => {
    const page = await article(ada);
    expect(await readings.bring(ada, group.id, page.id)).toEqual({ created: true });
    expect(await readings.bring(ada, group.id, page.id)).toEqual({ created: false });
    await mark(ada, page.id, { layer: "group", groupId: group.id });
    await mark(ada, page.id);
    expect(await readings.list(ben, group.id)).toMatchObject([
      { article: { id: page.id }, marks: 1, by: { id: ada.id } },
    ]);
    expect(await annotations.forArticle(ben, page.id)).toHaveLength(1);
    await readings.takeOff(ada, group.id, page.id);
    expect(await annotations.forArticle(ben, page.id)).toEqual([]);
  });

  test("a member takes off what they brought, an owner anything", async () => {
    const [theirs, mine] = [await article(ben), await article(ada)];
    await readings.bring(ben, group.id, theirs.id);
    await readings.bring(ada, group.id, mine.id);
    await expect(readings.takeOff(ben, group.id, mine.id)).rejects.toMatchObject({ status: 404 });
    await readings.takeOff(ben, group.id, theirs.id);
    await readings.bring(ben, group.id, theirs.id);
    await readings.takeOff(ada, group.id, theirs.id);
    expect((await readings.list(ada, group.id)).map((one) => one.article.id)).toEqual([mine.id]);
  });

  test("an id that names nothing is not found", async () => {
    await expect(readings.bring(ada, group.id, uuid())).rejects.toMatchObject({ status: 404 });
    await expect(readings.takeOff(ada, group.id, uuid())).rejects.toMatchObject({ status: 404 });
    await expect(invites.revoke(ada, group.id, uuid())).rejects.toMatchObject({ status: 404 });
  });
});
