import { sql } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { afterEach, expect, test, vi } from "vitest";
import { Problem } from "@/lib/problem";
import { newAssignment } from "@/lib/schemas/assignment";
import type { Account, Viewer } from "@/lib/schemas/user";
import { newVersion } from "@/lib/schemas/version";
import * as annotations from "./annotations";
import * as assignments from "./assignments";
import * as blocks from "./blocks";
import { db } from "./client";
import * as groups from "./groups";
import * as invites from "./invites";
import * as leading from "./leading";
import * as live from "./live";
import * as members from "./members";
import * as publishing from "./publishing";
import { purge } from "./purge";
import * as readings from "./readings";
import * as replies from "./replies";
import * as sessions from "./sessions";
import * as seeds from "./testing.world";
import * as versions from "./versions";

const secret = "a secret of the tests";
const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** Somebody who listens, with all they were told of the article; `noticed` is called for notices of theirs. */
async function listener(
  viewer: Viewer,
  articleId: string,
  since: string | null = null,
  sessionId: string | null = null,
) {
  const told: live.Told[] = [];
  const ended = vi.fn();
  const noticed = vi.fn();
  const tell = (some: readonly live.Told[]) => {
    for (const one of some) one.event === "notice" ? noticed() : told.push(one);
  };
  const from = { last: since, begin: [] };
  stops.push(
    await live.listen(viewer, {
      sessionId,
      address: "",
      articleIds: [articleId],
      since: from,
      secret,
      tell,
      end: ended,
    }),
  );
  return { told, ended, noticed, ids: () => told.flatMap((one) => ("id" in one.data ? one.data.id : [])) };
}
const soon = { timeout: 8000, interval: 20 };

async function together() {
  const { lea, ann } = await seeds.people("lea", "ann");
  const page = await seeds.article(lea);
  const group = await seeds.circle(lea, [ann], [page.id]);
  const shared = { layer: "group" as const, groupId: group.id };
  const mark = (who: Account, more: object = shared) => seeds.mark(who, page.id, more).then((one) => one.id);
  return { lea, ann, page, group, shared, mark };
}

test("what a group writes is heard in order by each of its readers, and once; what is private by its author alone", async () => {
  const { lea, ann, page, mark } = await together();
  const [hers, his] = [await listener(ann, page.id), await listener(lea, page.id)];
  const first = await mark(lea);
  const own = await mark(lea, {});
  const second = await mark(lea);
  await vi.waitFor(() => expect(his.ids()).toEqual([first, own, second]), soon);
  await vi.waitFor(() => expect(hers.ids()).toEqual([first, second]), soon);
});

test("who resumes hears what was missed without gap or double, from a place that says nothing of what is hidden", async () => {
  const { lea, ann, page, mark } = await together();
  const begin = await live.position(ann, page.id, secret);
  await mark(lea, {});
  const missed = [await mark(lea), await mark(lea)];
  const again = await listener(ann, page.id, begin);
  await vi.waitFor(() => expect(again.ids()).toEqual(missed), soon);
  const from = again.told[0]?.id ?? "";
  const third = await listener(ann, page.id, from);
  await vi.waitFor(() => expect(third.ids()).toEqual(missed.slice(1)), soon);
  expect(from).not.toContain(page.id);
  expect(from).toHaveLength(begin.length);
});

test("a place that was not given here, and rights that changed meanwhile, lead to asking for all again", async () => {
  const { lea, ann, page, group } = await together();
  const begin = await live.position(ann, page.id, secret);
  const foreign = await listener(ann, page.id, "bm90IG91cnM");
  expect(foreign.told).toMatchObject([{ event: "reload", data: { article: page.id } }]);
  await members.revise(lea, group.id, ann.id, { role: "lead" });
  const other = await listener(ann, page.id, begin);
  expect(other.told).toMatchObject([{ event: "reload" }]);
});

test("what was removed from what happened meanwhile is asked for again, and only then", async () => {
  const { ann, lea, page, mark } = await together();
  const begin = await live.position(ann, page.id, secret);
  await mark(lea);
  const later = await live.position(ann, page.id, secret);
  await mark(lea);
  await db.execute(
    sql`update events set at = now() - interval '8 days' where article_id = ${page.id}::uuid and seq < 2`,
  );
  await purge();
  const [old, young] = [await listener(ann, page.id, begin), await listener(ann, page.id, later)];
  expect(old.told).toMatchObject([{ event: "reload" }]);
  await vi.waitFor(() => expect(young.ids()).toHaveLength(1), soon);
  expect(young.told).toHaveLength(1);
});

test("one stream tells of several articles, of each from its own place, and who may not read one of them gets none", async () => {
  const { lea, ann, page, group, shared, mark } = await together();
  const other = await seeds.article(lea);
  await readings.bring(lea, group.id, other.id);
  const begins = [await live.position(ann, page.id, secret), await live.position(ann, other.id, secret)];
  const first = await mark(lea);
  const second = await seeds.mark(lea, other.id, shared).then((one) => one.id);
  const told: live.Told[] = [];
  // That the group reads another text is told her as a notice too, whenever that comes.
  const tell = (some: readonly live.Told[]) => void told.push(...some.filter(({ event }) => event !== "notice"));
  const given = { sessionId: null, address: "", secret, tell, end: () => {} };
  const both = { ...given, articleIds: [page.id, other.id], since: { last: null, begin: begins } };
  stops.push(await live.listen(ann, both));
  const ids = () => told.map(({ data }) => ("id" in data ? data.id : "reload"));
  await vi.waitFor(() => expect(ids().sort()).toEqual([first, second].sort()), soon);
  const hers = await seeds.article(lea);
  await expect(live.listen(ann, { ...both, articleIds: [page.id, hers.id] })).rejects.toMatchObject({ status: 404 });

  // From the last place that this stream told of both there is nothing more to hear; from the first of one, its own.
  const last = told.at(-1)?.id ?? "";
  told.length = 0;
  stops.push(await live.listen(ann, { ...both, since: { last, begin: begins } }));
  const third = await mark(lea);
  await vi.waitFor(() => expect(ids().filter((id) => id === third)).toHaveLength(2), soon);
  expect(ids()).toHaveLength(2);
});

test("who is blocked, or blocks, is told to ask for all again; a third one hears nothing of it", async () => {
  const { ann, bob, cyd } = await seeds.people("ann", "bob", "cyd");
  const page = await seeds.article(ann, { visibility: "public" });
  const [his, hers, cyds] = [await listener(bob, page.id), await listener(ann, page.id), await listener(cyd, page.id)];
  await seeds.mark(bob, page.id, { layer: "public" });
  await blocks.block(ann, bob.id);
  await vi.waitFor(() => expect(his.told.map(({ event }) => event)).toContain("reload"), soon);
  await vi.waitFor(() => expect(hers.told.map(({ event }) => event)).toContain("reload"), soon);
  await blocks.unblock(ann, bob.id);
  await vi.waitFor(() => expect(his.told.filter(({ event }) => event === "reload")).toHaveLength(2), soon);
  expect(cyds.told.map(({ event }) => event)).toEqual(["annotation"]);
});

test("a right that ends closes the stream, another right says so, and an ended session closes it as well", async () => {
  const { lea, ann, page, group, mark } = await together();
  const sid = await sessions.open(lea.id, { userAgent: "", address: "" });
  const session = await sessions.live(sid);
  const [hers, his] = [await listener(ann, page.id), await listener(lea, page.id, null, session?.sessionId ?? null)];
  await members.revise(lea, group.id, ann.id, { role: "guest" });
  await vi.waitFor(() => expect(hers.told).toMatchObject([{ event: "reload" }]), soon);
  await members.remove(lea, group.id, ann.id);
  await sessions.close(sid);
  await vi.waitFor(() => expect(hers.ended).toHaveBeenCalled(), soon);
  await vi.waitFor(() => expect(his.ended).toHaveBeenCalled(), soon);
  await mark(lea);
  await expect(listener(ann, page.id)).rejects.toMatchObject({ status: 404 });
  expect(hers.ids()).toEqual([]);
});

test("who could see a note hears that it left, from the place where they could", async () => {
  const { lea, ann, page, mark } = await together();
  const hers = await listener(ann, page.id);
  const id = await mark(lea);
  await annotations.revise(lea, id, 1, { layer: "private", groupId: null });
  await vi.waitFor(
    () => expect(hers.told.map((one) => "change" in one.data && one.data.change)).toEqual(["created", "deleted"]),
    soon,
  );
});

test("each reader of a private text hears of a new version of it, and that one was withdrawn, once and in its turn", async () => {
  const { lea, ann, page, mark } = await together();
  const [hers, his] = [await listener(ann, page.id), await listener(lea, page.id)];
  // What is said of the text's own layer has the same audience but for its kind: the one is not taken for the other.
  const closed = await seeds.mark(lea, page.id, {}).then((one) => one.id);
  await db.execute(sql`update events set layer = 'public' where subject_id = ${closed}`);
  const next = newVersion.parse({ baseVersionId: page.versionId, text: `${seeds.TEXT}\n\nAnd a last line.` });
  const { version } = await publishing.publish(lea, page.id, next);
  const last = await mark(lea);
  await vi.waitFor(() => expect(hers.ids()).toContain(last), soon);
  await versions.withdraw(lea, page.id, 1, true);
  await vi.waitFor(
    () =>
      expect(hers.told.map(({ event, data }) => [event, "change" in data && data.change])).toEqual([
        ["version", "created"],
        ["annotation", "created"],
        ["version", "changed"],
      ]),
    soon,
  );
  expect(hers.ids().slice(0, 2)).toEqual([version.id, last]);
  await vi.waitFor(() => expect(his.ids()).toHaveLength(4), soon);
});

test("who gets a notice hears that there is one, on whatever they have open; others hear nothing of it", async () => {
  const { lea, ann, mark } = await together();
  const { bea } = await seeds.people("bea");
  const other = await seeds.article(lea, { visibility: "public" });
  const [hers, beas] = [await listener(lea, other.id), await listener(bea, other.id)];
  const id = await mark(lea);
  await replies.reply(ann, id, uuid(), { body: "Who says so?", parentId: null });
  await vi.waitFor(() => expect(hers.noticed).toHaveBeenCalledOnce(), soon);
  expect(hers.told).toEqual([]);
  expect(beas.noticed).not.toHaveBeenCalled();
});

test("a public group that is closed is no longer heard of outside, which is told to ask for all again; put away says so too", async () => {
  const { lea, ann, out } = await seeds.people("lea", "ann", "out");
  const page = await seeds.article(lea, { visibility: "public" });
  const group = await groups.create(lea, { name: "Open", description: "", kind: "public" });
  await readings.bring(lea, group.id, page.id);
  await leading.change(lea, group.id, { archived: true });
  const [hers, his] = [await listener(out, page.id), await listener(lea, page.id)];
  await leading.change(lea, group.id, { archived: false });
  await vi.waitFor(() => expect(his.told).toMatchObject([{ event: "reload" }]), soon);
  expect(hers.told).toEqual([]);
  const shared = { layer: "group" as const, groupId: group.id };
  const first = await seeds.mark(lea, page.id, shared);
  await vi.waitFor(() => expect(hers.ids()).toEqual([first.id]), soon);
  await leading.change(lea, group.id, { kind: "invite" });
  const second = await seeds.mark(lea, page.id, shared);
  const last = await seeds.mark(ann, page.id, { layer: "public" });
  await vi.waitFor(() => expect(hers.told).toHaveLength(3), soon);
  expect(hers.ids()).toEqual([first.id, last.id]);
  expect(hers.told.some((one) => one.event === "reload")).toBe(true);
  await vi.waitFor(() => expect(his.ids()).toEqual([first.id, second.id, last.id]), soon);
});

test("nobody, and no address, holds more streams than are allowed, however many are opened at once, and each that ends makes room", async () => {
  const { ann, lea, page } = await together();
  const open = await seeds.article(lea, { visibility: "public" });
  const closed = await seeds.article(lea);
  const { person, signedOut, address: most } = live.MOST_STREAMS;
  const ask = async (viewer: Viewer, articleId: string, address: string) => {
    const since = { last: null, begin: [] };
    const given = { sessionId: null, address, articleIds: [articleId], since, secret, tell: () => {}, end: () => {} };
    return live.listen(viewer, given).then(
      (stop) => {
        stops.push(stop);
        return stop;
      },
      (error: unknown) => (error instanceof Problem ? error.status : 0),
    );
  };
  const many = (n: number, viewer: Viewer, articleId: string, address: string) =>
    Promise.all(Array.from({ length: n }, () => ask(viewer, articleId, address)));
  const refused = (all: unknown[]) => all.filter((one) => one === 429).length;
  const hers = await many(person + 5, ann, page.id, "hall");
  expect(refused(hers)).toBe(5);
  expect(refused([await ask(ann, page.id, "home")])).toBe(1);
  expect(refused([await ask(lea, page.id, "hall")])).toBe(0);
  const [first] = hers;
  // Ended twice, as by the reader and by the server, it makes room once.
  if (typeof first === "function") for (const stop of [first, first]) stop();
  expect(refused(await many(2, ann, page.id, "home"))).toBe(1);
  // What may not be read holds no place.
  for (let n = 0; n < 3; n++) expect(await ask(null, closed.id, "street")).toBe(404);
  expect(refused(await many(signedOut + 5, null, open.id, "street"))).toBe(5);
  expect(most).toBeGreaterThan(2 * 300);
});

test.each([
  ["outside first", 0],
  ["inside first", 1],
])(
  "who reads a part blind hears of what peers write outside it, and of nothing in it nor below what stays shown there: %s",
  async (_, swap) => {
    const { lea, ann, bob } = await seeds.people("lea", "ann", "bob");
    const page = await seeds.article(lea);
    const group = await seeds.circle(lea, [ann, bob], [page.id]);
    const shared = { layer: "group" as const, groupId: group.id };
    const [WALL, RIVER] = ["The council built a wall", "The river rose twice"];
    const mark = (exact: string) => seeds.mark(bob, page.id, { ...shared, quote: { exact } }).then((one) => one.id);
    const old = await mark(WALL);
    const beside = await mark(RIVER);
    const part = { exact: WALL, prefix: "", suffix: "" };
    const asked = { readings: [{ articleId: page.id, part }], reveal: { when: "manual" } };
    await assignments.create(lea, group.id, newAssignment.parse(asked));
    const [hers, leas] = [await listener(ann, page.id), await listener(lea, page.id)];
    const answer = async (to: string) => {
      const id = uuid();
      await replies.reply(bob, to, id, { body: "Look.", parentId: null });
      return id;
    };
    const open: string[] = [];
    const all: string[] = [];
    // Heard of one by one, so that each asks what the one before it had answered, and then at once.
    for (const apart of [true, false])
      for (const at of [0, 1]) {
        const inside = at !== swap;
        const said = [() => mark(inside ? WALL : RIVER), () => answer(inside ? old : beside)];
        for (const say of said) {
          const id = await say();
          all.push(id);
          if (!inside) open.push(id);
          if (apart) await vi.waitFor(() => expect(leas.ids()).toEqual(all), soon);
        }
      }
    await vi.waitFor(() => expect(leas.ids()).toEqual(all), soon);
    await vi.waitFor(() => expect(hers.ids()).toEqual(open), soon);
  },
);

test("who reads blind hears of what somebody writes from when they lead, and no longer once they do not", async () => {
  const { lea, ann, page, group, mark } = await together();
  const { bob } = await seeds.people("bob");
  const { token } = await invites.create(lea, group.id, { role: "member", expiresIn: 3600, maxUses: 1 });
  await invites.join(bob, token);
  const asked = { readings: [{ articleId: page.id }], reveal: { when: "manual" } };
  await assignments.create(lea, group.id, newAssignment.parse(asked));
  const [hers, leas] = [await listener(ann, page.id), await listener(lea, page.id)];
  const heard: string[] = [];
  const all: string[] = [];
  for (const role of ["member", "lead", "member", "lead"] as const) {
    if (all.length > 0) {
      await members.revise(lea, group.id, bob.id, { role });
      // What he wrote before is shown, or hidden, from now on.
      await vi.waitFor(
        () => expect(hers.told.filter(({ event }) => event === "reload")).toHaveLength(all.length),
        soon,
      );
    }
    const id = await mark(bob);
    all.push(id);
    if (role === "lead") heard.push(id);
    await vi.waitFor(() => expect(leas.ids()).toEqual(all), soon);
    await vi.waitFor(() => expect(hers.ids()).toEqual(heard), soon);
  }
});

test("where students go by pseudonyms, a page is made anew when somebody becomes lead, and is called by name", async () => {
  const { lea, ann, page, group } = await together();
  const { bob } = await seeds.people("bob");
  const { token } = await invites.create(lea, group.id, { role: "member", expiresIn: 3600, maxUses: 1 });
  await invites.join(bob, token);
  const asked = { readings: [{ articleId: page.id }], names: "pseudonyms" };
  await assignments.create(lea, group.id, newAssignment.parse(asked));
  const hers = await listener(ann, page.id);
  await members.revise(lea, group.id, bob.id, { role: "lead" });
  await vi.waitFor(() => expect(hers.told.map(({ event }) => event)).toContain("reload"), soon);
});

test("who reads blind hears that a note which stayed shown was taken back or said otherwise, and not what it is now", async () => {
  const { lea, ann, page, group, mark, shared } = await together();
  const { bob } = await seeds.people("bob");
  const { token } = await invites.create(lea, group.id, { role: "member", expiresIn: 3600, maxUses: 1 });
  await invites.join(bob, token);
  const [id, other] = [await mark(bob), await mark(bob)];
  const asked = { readings: [{ articleId: page.id }], reveal: { when: "manual" } };
  await assignments.create(lea, group.id, newAssignment.parse(asked));
  const hers = await listener(ann, page.id);
  await annotations.revise(bob, id, 1, { layer: "private", groupId: null });
  await annotations.revise(bob, id, 2, shared);
  await annotations.revise(bob, other, 1, { body: "Said otherwise." });
  const last = await mark(lea);
  await vi.waitFor(() => expect(hers.ids()).toContain(last), soon);
  expect(hers.ids()).toEqual([id, other, last]);
  expect(hers.told.map((one) => "change" in one.data && one.data.change)).toEqual(["deleted", "deleted", "created"]);
});
