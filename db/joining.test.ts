import { eq, sql } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { expect, test, vi } from "vitest";
import * as annotations from "./annotations";
import { db } from "./client";
import * as groups from "./groups";
import * as invites from "./invites";
import * as joining from "./joining";
import * as leading from "./leading";
import { leave } from "./leaving";
import * as members from "./members";
import { list } from "./notices";
import { inTurn, seal } from "./passwords";
import * as readings from "./readings";
import * as t from "./schema";
import * as seeds from "./testing.world";

const SECRET = "a secret of the tests";
const made = (owner: Parameters<typeof groups.create>[0], kind: "link" | "public") =>
  groups.create(owner, { name: "Open", description: "", kind });
const tokenOf = async (owner: Parameters<typeof groups.create>[0], id: string) =>
  (await joining.link(owner, id, SECRET)).token ?? "";

test("a standing link is shown again, outlives who made it, and is worthless once renewed, switched off or of another kind", async () => {
  const { ada, ben, eve, kim } = await seeds.people("ada", "ben", "eve", "kim");
  const { id } = await made(ada, "link");
  const first = await tokenOf(ada, id);
  expect(first).toHaveLength(43);
  expect(await tokenOf(ada, id)).toBe(first);
  expect(await invites.invitation(null, first)).toMatchObject({ invitedBy: null, approval: false });
  expect(await invites.letsIn(first)).toBe(true);
  await invites.join(ben, first);
  await members.revise(ada, id, ben.id, { role: "owner" });
  await db
    .update(t.users)
    .set({ passwordHash: await inTurn(() => seal("a good long one")) })
    .where(eq(t.users.id, ada.id));
  await leave(ada, "00000000-0000-0000-0000-000000000000", { password: "a good long one", shared: "keep" });
  expect(await invites.join(eve, first)).toMatchObject({ role: "member" });

  await joining.arrange(ben, id, { renew: true });
  const second = await tokenOf(ben, id);
  expect(second).not.toBe(first);
  await expect(invites.join(kim, first)).rejects.toMatchObject({ status: 404 });
  await joining.arrange(ben, id, { joins: "ask" });
  expect(await tokenOf(ben, id)).toBe(second);
  expect(await invites.join(kim, second)).toEqual({ asked: true });
  await joining.arrange(ben, id, { joins: "nobody" });
  expect(await invites.invitation(kim, second)).toBeNull();
  await joining.arrange(ben, id, { joins: "at-once" });
  const third = await tokenOf(ben, id);
  await leading.change(ben, id, { kind: "invite" });
  expect(await invites.letsIn(third)).toBe(false);
  await leading.change(ben, id, { kind: "link" });
  expect(await invites.letsIn(third)).toBe(false);
  expect(await groups.read(ben, id)).toMatchObject({ kind: "link", joins: "at-once" });
});

test("with another secret of the instance what is shown works", async () => {
  const { ada, ben } = await seeds.people("ada", "ben");
  const { id } = await made(ada, "link");
  const before = await tokenOf(ada, id);
  const { token } = await joining.link(ada, id, "another secret");
  await expect(invites.join(ben, before)).rejects.toMatchObject({ status: 404 });
  expect(await invites.join(ben, token ?? "")).toMatchObject({ groupId: id });
});

test("one asks a public group, is told of the answer, and leads of the question; after a no one waits a day", async () => {
  const { ada, ben, eve } = await seeds.people("ada", "ben", "eve");
  const { id } = await made(ada, "public");
  expect(await joining.ask(ben, id, "I read it twice.")).toEqual({ asked: true });
  expect(await joining.ask(ben, id)).toEqual({ asked: true });
  await joining.ask(eve, id);
  const [first, second] = await leading.requests(ada, id);
  expect(first).toMatchObject({ user: { name: "ben" }, message: "I read it twice.", role: "member" });
  await leading.answer(ada, id, first!.id, true);
  await leading.answer(ada, id, second!.id, false);
  const told = await db
    .select({ userId: t.notices.userId, kind: t.notices.kind, cause: t.notices.cause })
    .from(t.notices)
    .where(eq(t.notices.groupId, id));
  expect(told).toEqual(
    expect.arrayContaining([
      { userId: ada.id, kind: "request", cause: `request:${first!.id}` },
      { userId: ada.id, kind: "request", cause: `request:${second!.id}` },
      { userId: eve.id, kind: "request", cause: `request:${second!.id}` },
      { userId: ben.id, kind: "membership", cause: expect.stringContaining(`membership:${id}:${ben.id}:`) },
    ]),
  );
  expect(told).toHaveLength(4);
  expect(await groups.read(ben, id)).toMatchObject({ role: "member", writes: true });
  expect((await joining.asking(eve, id)).declinedAt).not.toBeNull();
  await expect(joining.ask(eve, id)).rejects.toMatchObject({ status: 409 });
  await db.update(t.joinRequests).set({ answeredAt: "2026-01-01T00:00:00Z" }).where(eq(t.joinRequests.userId, eve.id));
  expect(await joining.ask(eve, id)).toEqual({ asked: true });
  await leading.withdraw(eve, id);
  expect(await joining.asking(eve, id)).toEqual({ asked: false, declinedAt: null });
});

test("a group is opened to all only while nothing stands in it that was written for its members, and it reads public articles", async () => {
  const { ada, ben } = await seeds.people("ada", "ben");
  const [open, closed] = [await seeds.article(ada, { visibility: "public" }), await seeds.article(ada)];
  const group = await seeds.circle(ada, [ben], [open.id, closed.id]);
  const note = await seeds.mark(ben, open.id, { layer: "group", groupId: group.id });
  const turn = () => leading.change(ada, group.id, { kind: "public" });
  await expect(turn()).rejects.toMatchObject({ status: 409 });
  await annotations.remove(ben, note.id, 1);
  await expect(turn()).rejects.toMatchObject({ status: 409, detail: expect.stringContaining("The quiet valley") });
  await readings.takeOff(ada, group.id, closed.id);
  expect(await turn()).toMatchObject({ kind: "public", joins: "ask" });
  // What was deleted there comes back for its author alone.
  expect(await annotations.restore(ben, note.id)).toMatchObject({ layer: "private", groupId: null });
});

test("a note that is being written just as a group is opened to all keeps it closed", async () => {
  const { ada } = await seeds.people("ada");
  const page = await seeds.article(ada, { visibility: "public" });
  const group = await seeds.circle(ada, [], [page.id]);
  const { id: like } = await seeds.mark(ada, page.id);
  let opening: Promise<unknown> = Promise.resolve();
  await db.transaction(async (tx) => {
    const [row] = await tx.select().from(t.annotations).where(eq(t.annotations.id, like));
    await tx.insert(t.annotations).values({ ...row!, id: uuid(), layer: "group", groupId: group.id });
    opening = leading.change(ada, group.id, { kind: "public" }).catch((error: unknown) => error);
    const waiting = sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    await vi.waitFor(async () => expect(await db.execute(waiting)).toHaveLength(1), { timeout: 3000 });
  });
  expect(await opening).toMatchObject({ status: 409 });
  expect(await groups.read(ada, group.id)).toMatchObject({ kind: "invite" });
});

test("what was meant for a closed group is refused once anyone reads it, and its members are told of its kind", async () => {
  const { ada, ben } = await seeds.people("ada", "ben");
  const page = await seeds.article(ada, { visibility: "public" });
  const group = await seeds.circle(ada, [ben], [page.id]);
  await leading.change(ada, group.id, { kind: "public" });
  const meant = { layer: "group", groupId: group.id, readBy: "members" } as const;
  const refused = { status: 422, more: { errors: { readBy: [expect.stringContaining("anyone can read")] } } };
  await expect(seeds.mark(ben, page.id, meant)).rejects.toMatchObject(refused);
  const own = await seeds.mark(ben, page.id);
  await expect(annotations.revise(ben, own.id, 1, meant)).rejects.toMatchObject(refused);
  expect(await annotations.read(ben, own.id)).toMatchObject({ layer: "private", revision: 1 });
  expect(await seeds.mark(ben, page.id, { ...meant, readBy: "anyone" })).toMatchObject({ groupId: group.id });
  expect(await seeds.mark(ben, page.id, { ...meant, readBy: undefined })).toMatchObject({ groupId: group.id });

  await leading.change(ada, group.id, { kind: "invite" });
  await leading.change(ada, group.id, { kind: "link" });
  const told = async (who: typeof ada) =>
    (await list(who, { limit: 9 })).items.filter(({ kind }) => kind === "membership").map(({ what }) => what);
  expect(await told(ben)).toEqual(["link", "invite", "public"]);
  expect(await told(ada)).toEqual([]);
});
