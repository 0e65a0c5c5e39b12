import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { invitationsForm } from "@/lib/schemas/group";
import { db } from "./client";
import * as groups from "./groups";
import * as instance from "./instance";
import * as invitations from "./invitations";
import * as invites from "./invites";
import { tokenOf } from "./joining";
import * as leading from "./leading";
import { purge } from "./purge";
import * as roster from "./roster";
import * as t from "./schema";
import { mailbox, type Received } from "./testing.mail";
import { seed } from "./testing.people";
import * as seeds from "./testing.world";

const secret = "a secret of the tests";
const links: invitations.Links = { secret, urlOf: (token) => `https://gloss.example/invites/${token}` };
let letters: Received[];
let close: () => Promise<void>;
beforeAll(async () => {
  ({ letters, close } = await mailbox());
});
afterAll(() => close());

async function circle() {
  const { ada } = await seeds.people("ada");
  return { ada, group: await groups.create(ada, { name: "Buy cheap lamps", description: "" }) };
}
const invite = async (by: Parameters<typeof groups.create>[0], groupId: string, emails: string[]) => {
  const sending = await invitations.invite(by, groupId, { emails, role: "member" }, links);
  await sending.rest();
  return sending.ids;
};
const sentTo = (email: string) => letters.filter((one) => one.to === email);

test("a letter goes to an address, known or not, with the same words and nothing that a stranger typed", async () => {
  const { ada, group } = await circle();
  const known = await seed({ name: "Kim", email: "kim@example.org", emailVerifiedAt: sql`now()` as never });
  await invite(ada, group.id, ["kim@example.org", "new@example.org"]);
  const [one, other] = [sentTo("kim@example.org")[0]!, sentTo("new@example.org")[0]!];
  const plain = (letter: Received) => letter.text.slice(letter.text.indexOf("Somebody")).replace(/invites\/\S+/, "");
  expect(plain(one)).toBe(plain(other));
  for (const word of ["lamps", "ada"]) expect(one.text.replace(/^(To|From|Message-ID):.*$/gim, "")).not.toContain(word);
  const listed = await invitations.list(ada, group.id);
  expect(listed.map(({ email }) => email).sort()).toEqual(["kim@example.org", "new@example.org"]);
  // Nobody is in without accepting.
  expect((await roster.page(ada, group.id)).items).toHaveLength(1);
  expect(await invitations.mine(known)).toMatchObject([{ group: { name: "Buy cheap lamps" } }]);
  const unsure = await seed({ name: "New", email: "new@example.org" });
  expect(await invitations.mine(unsure)).toEqual([]);
});

test("its link lets in whom it was sent to, once; whoever else holds it asks", async () => {
  const { ada, group } = await circle();
  const [ben, eve] = [
    await seed({ name: "Ben", email: "Ben@example.org" }),
    await seed({ name: "Eve", email: "eve@example.org" }),
  ];
  const [id] = await invite(ada, group.id, ["ben@example.org"]);
  const token = tokenOf(secret, id!);
  expect(sentTo("ben@example.org")[0]?.link).toBe(links.urlOf(token));
  expect(await invites.letsIn(token)).toBe(true);
  expect(await invites.invitation(eve, token)).toMatchObject({ approval: true, elsewhere: true });
  expect(await invites.join(eve, token)).toEqual({ asked: true });
  expect(await invites.invitation(ben, token)).toMatchObject({ approval: false, elsewhere: false });
  expect(await invites.join(ben, token)).toMatchObject({ role: "member" });
  expect(await invites.letsIn(token)).toBe(false);
  expect(await invitations.list(ada, group.id)).toEqual([]);
  expect(await leading.requests(ada, group.id)).toMatchObject([{ user: { name: "Eve" } }]);
});

test("invited again, or anew, a former link is worthless; revoked, the last one too", async () => {
  const { ada, group } = await circle();
  const [first] = await invite(ada, group.id, ["dora@example.org"]);
  const [second] = await invite(ada, group.id, ["dora@example.org"]);
  const { ids } = await invitations.resend(ada, group.id, second!, links);
  expect(await invitations.list(ada, group.id)).toMatchObject([{ id: ids[0] }]);
  const works = async (id: string | undefined) => invites.letsIn(tokenOf(secret, id ?? ""));
  expect([await works(first), await works(second), await works(ids[0])]).toEqual([false, false, true]);
  await invites.revoke(ada, group.id, ids[0]!);
  expect(await works(ids[0])).toBe(false);
  // A lost address is not kept.
  await db.update(t.invites).set({ revokedAt: "2026-01-01T00:00:00Z" }).where(eq(t.invites.email, "dora@example.org"));
  await purge();
  expect(await db.$count(t.invites, eq(t.invites.email, "dora@example.org"))).toBe(0);
});

test("nobody invites more than thirty a day, however many requests come at once, and no mailbox is flooded", async () => {
  const { ada, group } = await circle();
  const many = (from: number) => Array.from({ length: 12 }, (_, i) => `reader-${from + i}@example.org`);
  const outcomes = await Promise.allSettled([0, 12, 24, 36].map((from) => invite(ada, group.id, many(from))));
  expect(outcomes.filter((one) => one.status === "fulfilled")).toHaveLength(2);
  await expect(invite(ada, group.id, many(60))).rejects.toMatchObject({ status: 429 });
  expect(await invite(ada, group.id, many(60).slice(0, 6))).toHaveLength(6);
  await expect(invite(ada, group.id, ["one@more.example"])).rejects.toMatchObject({ status: 429 });
  for (let i = 0; i < 5; i++) {
    const other = await circle();
    await invite(other.ada, other.group.id, ["flood@example.org"]);
  }
  expect(sentTo("flood@example.org")).toHaveLength(3);
});

test("where only the invited sign up, such a link lets sign up", async () => {
  const { ada, group } = await circle();
  const { owner } = await seeds.people("owner");
  await db.update(t.users).set({ role: "admin" }).where(eq(t.users.id, owner.id));
  await instance.set(owner, { signup: "invite" });
  const [id] = await invite(ada, group.id, ["gil@example.org"]);
  expect(await invites.letsIn(tokenOf(secret, id!))).toBe(true);
  await instance.set(owner, { signup: "open" });
});

test("addresses are read as they are pasted, and what is none is named by its line", () => {
  const form = (emails: string) =>
    invitationsForm.safeParse({ groupId: "0197f3c0-0000-7000-8000-000000000000", emails, role: "member" });
  expect(form("Ada B <ADA@x.org>, ben@x.org;\n\n ben@x.org\ncem@x.org").data?.emails).toEqual([
    "ada@x.org",
    "ben@x.org",
    "cem@x.org",
  ]);
  expect(form("ada@x.org\nnot one, eve@x.org").error?.issues.map((one) => one.message)).toEqual([
    "Line 2: “not one” does not look like an e-mail address.",
  ]);
  expect(form(" \n").success).toBe(false);
});
