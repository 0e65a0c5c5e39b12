import { and, eq, isNotNull, sql } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Account } from "@/lib/schemas/user";
import { db } from "./client";
import * as groups from "./groups";
import * as instance from "./instance";
import * as invitations from "./invitations";
import * as invites from "./invites";
import { tokenOf } from "./joining";
import * as leading from "./leading";
import * as made from "./made-accounts";
import * as members from "./members";
import { purge } from "./purge";
import * as rosters from "./rosters";
import * as t from "./schema";
import { mailbox, type Received } from "./testing.mail";
import { seed } from "./testing.people";
import * as seeds from "./testing.world";

const links: invitations.Links = { secret: "of the tests", urlOf: (token) => `https://gloss.example/invites/${token}` };
let letters: Received[];
let close: () => Promise<void>;
beforeAll(async () => {
  ({ letters, close } = await mailbox());
});
afterAll(() => close());
beforeEach(() => {
  letters.length = 0;
});

const HEAD = "Name,E-mail,Section,ID\n";
async function school() {
  const { ada } = await seeds.people("ada");
  return { ada, group: await groups.create(ada, { name: "Reading", description: "" }) };
}
/** Imports, and sends what there is to send. */
async function bring(by: Account, groupId: string, csv: string) {
  const { taken, rest } = await rosters.take(by, groupId, { csv, days: 14 }, links);
  await rest();
  return taken;
}
const of = (userId: string, groupId: string) =>
  db
    .select({ section: t.sections.name, externalId: t.memberships.externalId })
    .from(t.memberships)
    .leftJoin(t.sections, eq(t.sections.id, t.memberships.sectionId))
    .where(and(eq(t.memberships.userId, userId), eq(t.memberships.groupId, groupId)));
const inviteOf = async (groupId: string, email: string) => {
  const [row] = (await rosters.awaited({ id: (await owner(groupId)) ?? "" } as Account, groupId)).items.filter(
    (one) => one.email === email,
  );
  return row?.id ?? "";
};
const owner = async (groupId: string) =>
  (await db.select({ id: t.groups.createdBy }).from(t.groups).where(eq(t.groups.id, groupId)))[0]?.id;
const accept = async (who: Account, groupId: string, email: string) =>
  invites.join(who, tokenOf(links.secret, await inviteOf(groupId, email)));
const counts = ({ slips: _, ...rest }: Awaited<ReturnType<typeof bring>>) => rest;

test("nobody learns who has an account: the same preview, the same import, the same letter", async () => {
  const csv = `${HEAD}Kim,kim@school.example,A,1\nLou,lou@school.example,B,2\n`;
  const look = async () => {
    const { ada, group } = await school();
    const before = JSON.stringify(await rosters.preview(ada, group.id, { csv }));
    const taken = await bring(ada, group.id, csv);
    const waits = (await rosters.awaited(ada, group.id)).items.map(({ name, email, section, externalId }) => ({
      ...{ name, email, section, externalId },
    }));
    return JSON.stringify([before, taken, waits, await rosters.awaitedCount(ada, group.id)]);
  };
  const unknown = await look();
  const kim = await seed({ name: "Kim", email: "kim@school.example", emailVerifiedAt: sql`now()` as never });
  const known = await look();
  expect(known).toBe(unknown);
  // Nor who is a member of the very group by another way.
  const { ada, group } = await school();
  await db.insert(t.memberships).values({ groupId: group.id, userId: kim.id });
  expect(counts(await bring(ada, group.id, csv))).toMatchObject({ invited: 2, changed: 0, unchanged: 0 });
  expect(await of(kim.id, group.id)).toEqual([{ section: null, externalId: null }]);
  const texts = letters.map((one) => one.text.slice(one.text.indexOf("Somebody")).replace(/invites\/\S+/, ""));
  expect(texts).toHaveLength(6);
  expect(new Set(texts).size).toBe(1);
  expect(texts[0]).not.toMatch(/Kim|Reading/);
  // That member is told of it, and what the roster says counts once they accept.
  expect(await invitations.mine(kim)).toContainEqual(expect.objectContaining({ member: true }));
  expect(await accept(kim, group.id, "kim@school.example")).toMatchObject({ role: "member" });
  expect(await of(kim.id, group.id)).toEqual([{ section: "A", externalId: "1" }]);
  expect(counts(await bring(ada, group.id, csv))).toMatchObject({ invited: 0, unchanged: 2 });
});

test("who accepts comes in with section and ID; whoever else holds the letter brings neither until a lead lets them in", async () => {
  const { ada, group } = await school();
  await bring(ada, group.id, `${HEAD}Ben,ben@school.example,A,17\n`);
  const [ben, eve] = [
    await seed({ name: "Ben", email: "ben@school.example" }),
    await seed({ name: "Eve", email: "eve@home.example" }),
  ];
  const id = await inviteOf(group.id, "ben@school.example");
  expect(await invites.join(eve, tokenOf(links.secret, id))).toEqual({ asked: true });
  const [asked] = await leading.requests(ada, group.id);
  expect(asked?.invited).toEqual({ name: "Ben", email: "ben@school.example" });
  expect(await accept(ben, group.id, "ben@school.example")).toMatchObject({ role: "member" });
  expect(await of(ben.id, group.id)).toEqual([{ section: "A", externalId: "17" }]);
  expect((await rosters.awaited(ada, group.id)).items).toEqual([]);

  await bring(ada, group.id, `${HEAD}Cem,cem@school.example,B,18\n`);
  const cem = await seed({ name: "Cem", email: "cem@home.example" });
  await invites.join(cem, tokenOf(links.secret, await inviteOf(group.id, "cem@school.example")));
  const request = (await leading.requests(ada, group.id)).find((one) => one.user.id === cem.id);
  await leading.answer(ada, group.id, request?.id ?? "", true);
  expect(await of(cem.id, group.id)).toEqual([{ section: "B", externalId: "18" }]);
  // He came by that invitation: the same roster finds him again.
  expect(counts(await bring(ada, group.id, `${HEAD}Cem,cem@school.example,B,18\n`))).toMatchObject({ unchanged: 1 });
});

test("the same roster again changes nothing, and another only what it says otherwise", async () => {
  const { ada, group } = await school();
  const first = `${HEAD}Ben,ben@x.example,A,1\nCem,cem@x.example,A,2\nDora,,B,3\nEve,,B,\n`;
  expect(counts(await bring(ada, group.id, first))).toEqual({
    ...{ invited: 2, changed: 0, unchanged: 0, made: 2, skipped: 0, sections: ["A", "B"] },
  });
  const ben = await seed({ name: "Benjamin", email: "ben@x.example" });
  await accept(ben, group.id, "ben@x.example");
  letters.length = 0;
  for (const again of [first, first])
    expect(await bring(ada, group.id, again)).toEqual({
      ...{ invited: 0, changed: 0, unchanged: 4, made: 0, skipped: 0, sections: [], slips: [] },
    });
  // A member's section, an invitation's name, an account's ID; an address that was wrong; a new line, and one at fault.
  const second = `${HEAD}Ben,ben@x.example,B,1\nCem K,cem@x.example,A,2\nDora,,,3\nEve,,B,4\nFinn,finn@x.example,a,5\n,no,,\n`;
  expect(counts(await bring(ada, group.id, second))).toMatchObject({
    ...{ invited: 1, changed: 3, unchanged: 1, made: 0, skipped: 1, sections: [] },
  });
  expect(await of(ben.id, group.id)).toEqual([{ section: "B", externalId: "1" }]);
  expect((await rosters.awaited(ada, group.id)).items).toMatchObject([
    { name: "Finn", email: "finn@x.example", section: "A" },
    { name: "Cem K", email: "cem@x.example", section: "A" },
  ]);
  expect((await made.list(ada, group.id)).items).toMatchObject([
    { name: "Dora", section: "B", externalId: "3" },
    { name: "Eve", section: "B", externalId: "4" },
  ]);
  await bring(ada, group.id, `${HEAD}Finn,finn@y.example,A,5\n`);
  expect((await rosters.awaited(ada, group.id)).items.map(({ email }) => email)).toEqual([
    "finn@y.example",
    "cem@x.example",
  ]);
  expect(letters.map(({ to }) => to)).toEqual(["finn@x.example", "finn@y.example"]);
  // Taken out, somebody is invited anew like anybody.
  await members.remove(ada, group.id, ben.id);
  expect(counts(await bring(ada, group.id, `${HEAD}Ben,ben@x.example,B,1\n`))).toMatchObject({ invited: 1 });
});

test("whoever is invited again, by hand or anew, stays whom the roster names", async () => {
  const { ada, group } = await school();
  await bring(ada, group.id, `${HEAD}Ben,ben@again.example,A,17\n`);
  await invitations.invite(ada, group.id, { emails: ["ben@again.example"], role: "member" }, links);
  const id = await inviteOf(group.id, "ben@again.example");
  const { ids, rest } = await invitations.resend(ada, group.id, id, links);
  await rest();
  expect(await invitations.list(ada, group.id)).toEqual([]);
  expect(await invitations.list(ada, group.id, ids)).toMatchObject([{ email: "ben@again.example" }]);
  expect((await rosters.awaited(ada, group.id)).items).toMatchObject([{ id: ids[0], name: "Ben", externalId: "17" }]);
  expect(await invites.letsIn(tokenOf(links.secret, id))).toBe(false);
  expect(letters).toHaveLength(2);
});

test("two imports at once double nobody", async () => {
  const { ada, group } = await school();
  const csv = `${HEAD}${Array.from({ length: 40 }, (_, i) => `R${i},${i % 2 ? `r${i}@twice.example` : ""},S${i % 3},${i}`).join("\n")}`;
  const both = await Promise.all([bring(ada, group.id, csv), bring(ada, group.id, csv)]);
  expect(both.map(({ invited, made }) => [invited, made]).sort()).toEqual([
    [0, 0],
    [20, 20],
  ]);
  expect(await rosters.awaitedCount(ada, group.id)).toEqual({ all: 20, unsent: 0 });
  expect(await made.count(ada, group.id)).toBe(20);
  expect(await leading.sectionsOf(ada, group.id)).toHaveLength(3);
  expect(letters).toHaveLength(20);
});

test("an accepted invitation stays known while its member is in the group, and is forgotten afterwards", async () => {
  const { ada, group } = await school();
  await bring(ada, group.id, `${HEAD}Gil,gil@x.example,,\n`);
  const gil = await seed({ name: "Gil", email: "gil@x.example" });
  await accept(gil, group.id, "gil@x.example");
  const lapse = () =>
    db.update(t.invites).set({ expiresAt: "2026-01-01T00:00:00Z" }).where(eq(t.invites.email, "gil@x.example"));
  await lapse();
  await purge();
  expect(counts(await bring(ada, group.id, `${HEAD}Gil,gil@x.example,A,\n`))).toMatchObject({ invited: 0, changed: 1 });
  await members.remove(gil, group.id, gil.id);
  await purge();
  expect(await db.$count(t.invites, eq(t.invites.email, "gil@x.example"))).toBe(0);
});

test("sections stay within a hundred, and nothing is changed beyond", async () => {
  const { ada, group } = await school();
  const csv = `${HEAD}${Array.from({ length: 101 }, (_, i) => `R${i},,S${i},${i}`).join("\n")}`;
  await expect(bring(ada, group.id, csv)).rejects.toMatchObject({ status: 409 });
  expect(await db.$count(t.memberships, eq(t.memberships.groupId, group.id))).toBe(1);
  expect(await db.$count(t.sections, eq(t.sections.groupId, group.id))).toBe(0);
});

test("where no new accounts are taken, a roster makes none, and says so", async () => {
  const { ada, group } = await school();
  const { admin } = await seeds.people("admin");
  await db.update(t.users).set({ role: "admin" }).where(eq(t.users.id, admin.id));
  await instance.set(admin, { signup: "closed" });
  await expect(bring(ada, group.id, `${HEAD}Hal,,,\n`)).rejects.toMatchObject({ status: 403 });
  expect(counts(await bring(ada, group.id, `${HEAD}Hal,hal@x.example,,\n`))).toMatchObject({ invited: 1 });
  await instance.set(admin, { signup: "open" });
});

test("five thousand lines: a preview, an import that others do not wait for, letters by the day", async () => {
  const { ada, group } = await school();
  const csv = `${HEAD}${Array.from({ length: 5_000 }, (_, i) => `Reader ${i},${i % 5 ? `reader-${i}@many.example` : ""},Section ${i % 30},${i}`).join("\n")}`;
  const { lines, faults, sections } = await rosters.preview(ada, group.id, { csv });
  expect([lines.length, faults.length, sections.length]).toEqual([5_000, 0, 30]);
  await expect(rosters.preview(ada, group.id, { csv: `${csv}\nOne,more@many.example,,x` })).rejects.toMatchObject({
    status: 413,
  });

  const other = await school();
  let answered = 0;
  let done = false;
  const meanwhile = (async () => {
    while (!done) {
      await groups.read(other.ada, other.group.id);
      answered++;
      await new Promise((go) => setTimeout(go, 5));
    }
  })();
  const { taken, rest } = await rosters.take(ada, group.id, { csv, days: 14 }, links);
  done = true;
  await meanwhile;
  expect([taken.invited, taken.made]).toEqual([4_000, 1_000]);
  // Whoever had to wait for it would be answered once, at its end.
  expect(answered).toBeGreaterThan(20);

  // Without a mail server they are kept in the outbox.
  const server = process.env.SMTP_URL;
  delete process.env.SMTP_URL;
  for (const send of [rest, () => invitations.dispatch(links)]) {
    await send();
    expect(await db.$count(t.outbox)).toBe(invitations.ROSTER_PER_DAY);
  }
  expect(await rosters.awaitedCount(ada, group.id)).toEqual({ all: 4_000, unsent: 3_500 });
  // One by hand is counted by itself, and on the next day the next leave.
  await invitations.invite(ada, group.id, { emails: ["by@hand.example"], role: "member" }, links);
  await db.update(t.invites).set({ createdAt: sql`created_at - interval '25 hours'` }).where(isNotNull(t.invites.name));
  await invitations.dispatch(links);
  expect((await rosters.awaitedCount(ada, group.id)).unsent).toBe(3_000);
  process.env.SMTP_URL = server;
  const again = await rosters.take(ada, group.id, { csv, days: 14 }, links);
  expect(again.taken).toMatchObject({ invited: 0, made: 0, unchanged: 5_000 });
}, 60_000);

test("the parts of a name are kept as the roster says them, also once an invitation is accepted", async () => {
  const { ada, group } = await school();
  const head = "First name,Last name,Email,ID\n";
  const partsOf = async (name: string) =>
    db
      .select({ given: t.memberships.givenName, family: t.memberships.familyName })
      .from(t.memberships)
      .innerJoin(t.users, eq(t.users.id, t.memberships.userId))
      .where(and(eq(t.memberships.groupId, group.id), eq(t.users.name, name)));
  const { slips } = await bring(ada, group.id, `${head}Gül,Yılmaz,,1\nJuan,García Lorca,juan@x.example,2\n`);
  expect(slips[0]?.login).toMatch(/^gul\.yilmaz-\w{5}$/);
  expect(await partsOf("Gül Yılmaz")).toEqual([{ given: "Gül", family: "Yılmaz" }]);
  const juan = await seed({ name: "Johnny", email: "juan@x.example" });
  await accept(juan, group.id, "juan@x.example");
  expect(await partsOf("Johnny")).toEqual([{ given: "Juan", family: "García Lorca" }]);

  // A line without parts leaves them; one with others corrects them; the same again changes nothing.
  expect(counts(await bring(ada, group.id, "Name,Email,ID\nJuan,juan@x.example,2\n"))).toMatchObject({ changed: 0 });
  const corrected = `${head}Juan Pablo,García,juan@x.example,2\n`;
  expect(counts(await bring(ada, group.id, corrected))).toMatchObject({ changed: 1 });
  expect(counts(await bring(ada, group.id, corrected))).toMatchObject({ changed: 0, unchanged: 1 });
  expect(await partsOf("Johnny")).toEqual([{ given: "Juan Pablo", family: "García" }]);
});

test("who waits and whose account was made stand in the order of the reader's languages", async () => {
  const { ada, group } = await school();
  const people = ["Åberg", "Öberg", "Zorn", "adams", "Ekman"];
  const lines = people.flatMap((family) => [`Ann,${family},${uuid()}@x.example`, `Ben,${family},`]);
  await bring(ada, group.id, `First name,Last name,Email\n${lines.join("\n")}\n`);
  const swedish = ["adams", "Ekman", "Zorn", "Åberg", "Öberg"];
  const english = ["Åberg", "adams", "Ekman", "Öberg", "Zorn"];
  for (const [languages, order] of [
    [["sv"], swedish],
    [["en"], english],
    [[], english],
  ] as const)
    for (const list of [rosters.awaited, made.list]) {
      const names: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await list(ada, group.id, { limit: 2, cursor, languages });
        names.push(...page.items.map(({ name }) => name.split(" ")[1] ?? ""));
        cursor = page.next ?? undefined;
      } while (cursor);
      expect(names).toEqual(order);
    }
  const all = (await made.list(ada, group.id)).items.map(({ id }) => id);
  const slips = await made.handOut(ada, group.id, { userIds: all, days: 3 }, ["sv"]);
  expect(slips.map(({ name }) => name.split(" ")[1])).toEqual(swedish);
});

test("a page begins where the last one of the former would stand, who came meanwhile", async () => {
  const { ada, group } = await school();
  const lines = ["Ahl", "Berg", "Cole", "Dahl"].map((family) => `Ann,${family},${family}@x.example`);
  await bring(ada, group.id, `First name,Last name,Email\n${lines.join("\n")}\n`);
  const first = await rosters.awaited(ada, group.id, { limit: 2 });
  await invites.revoke(ada, group.id, first.items[1]?.id ?? "");
  const second = await rosters.awaited(ada, group.id, { limit: 2, cursor: first.next ?? "" });
  expect(second.items.map(({ name }) => name)).toEqual(["Ann Cole", "Ann Dahl"]);
});

test("who waits and whose account was made stand by family name, a page at a time", async () => {
  const { ada, group } = await school();
  await bring(
    ada,
    group.id,
    `First name,Last name,Email\nAnn,Zorn,z@x.example\nZoe,Ahl,a@x.example\nBen,Moss,\nZed,Able,\n${"Long ".repeat(7)},${"Ж".repeat(40)},l@x.example\n`,
  );
  await bring(ada, group.id, "Name,Email\nBo Marsh,m@x.example\n");
  const paged = async (list: typeof rosters.awaited | typeof made.list) => {
    const names: string[] = [];
    for (let cursor: string | undefined, more = true; more; ) {
      const page = await list(ada, group.id, { limit: 1, cursor });
      names.push(...page.items.map(({ name }) => name.split(" ")[0] ?? ""));
      expect((page.next ?? "").length).toBeLessThanOrEqual(200);
      cursor = page.next ?? undefined;
      more = page.next !== null;
    }
    return names;
  };
  expect(await paged(rosters.awaited)).toEqual(["Zoe", "Bo", "Ann", "Long"]);
  expect(await paged(made.list)).toEqual(["Zed", "Ben"]);
});
