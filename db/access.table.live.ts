import { eq } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import type { Viewer } from "@/lib/schemas/user";
import { db } from "./client";
import { append } from "./events";
import * as live from "./live";
import { named } from "./named";
import * as presence from "./presence";
import * as t from "./schema";
import { CIRCLE, LONG_AGO, only, row, served, type World } from "./testing.access";
import * as seeds from "./testing.world";

/** Rows of `access.table.ts`: who hears what live. */

const SECRET = "a secret of the tests";
type Audience = Parameters<typeof append>[3];

/** Whether this viewer is told of what is for this audience, and happened after they began to listen. */
export async function hears(
  viewer: Viewer,
  w: World,
  audience: Partial<Audience>,
  on: "closed" | "open" = "closed",
  of: { kind: "annotation" | "reply" | "version"; subjectId: string } = { kind: "annotation", subjectId: uuid() },
) {
  const articleId = w[on].id;
  const since = await live.position(viewer, articleId, SECRET);
  if (!since) return false;
  const happens = async (to: Audience, what: typeof of) => {
    await db.transaction((tx) => append(tx, articleId, { ...what, change: "created" }, to));
    return what.subjectId;
  };
  const sought = await happens({ layer: "private", groupId: null, authorId: w.author.id, ...audience }, of);
  // What they hear in any case comes after it: when that is there, the other would have been.
  const last = await happens(
    viewer
      ? { layer: "private", groupId: null, authorId: viewer.id }
      : { layer: "public", groupId: null, authorId: w.author.id },
    { kind: "annotation", subjectId: uuid() },
  );
  const heard: string[] = [];
  let stop = () => {};
  await new Promise<void>((resolve, reject) => {
    const tell = (told: readonly live.Told[]) => {
      heard.push(...told.flatMap(({ data }) => ("id" in data ? data.id : [])));
      if (heard.includes(last)) resolve();
    };
    const from = { last: since, begin: [] };
    const given = {
      sessionId: null,
      address: "",
      articleIds: [articleId],
      since: from,
      secret: SECRET,
      tell,
      end: resolve,
    };
    live.listen(viewer, given).then((ends) => {
      stop = ends;
    }, reject);
  });
  stop();
  return heard.includes(sought);
}

row("named.named", CIRCLE, async (v, w) => {
  const [note, hidden] = [w.notes.group, w.notes.hidden];
  const found = await named({ viewer: v, articleId: w.closed.id, version: undefined, ids: [note, hidden] });
  return found?.some(({ id }) => id === note) ?? false;
});
row("named.named: what is hidden", "", async (v, w) => {
  const asked = { viewer: v, articleId: w.closed.id, version: undefined, ids: [w.notes.hidden] };
  return ((await named(asked))?.length ?? 0) > 0;
});
row("live.position", CIRCLE, async (v, w) => (await live.position(v, w.closed.id, SECRET)) !== "");
row("live.listen", CIRCLE, async (v, w) => {
  const given = {
    sessionId: null,
    address: "",
    articleIds: [w.closed.id],
    since: { last: null, begin: [] },
    secret: SECRET,
    tell: () => {},
    end: () => {},
  };
  return served(live.listen(v, given).then((stop) => stop()));
});
row("live.listen: what is private", "author", (v, w) => hears(v, w, {}));
row("live.listen: what is the group's", CIRCLE, (v, w) => hears(v, w, w.shared));
row("live.listen: what waits for a lead", "author owner lead", (v, w) =>
  hears(v, w, { ...w.shared, actorId: w.author.id, leadsOnly: true }),
);
row("live.listen: what is for a lead alone", "author lead", (v, w) =>
  hears(v, w, { ...w.shared, withUserId: w.lead.id }),
);
row("live.listen: what is public", "author member owner lead guest former stranger nobody", (v, w) =>
  hears(v, w, { layer: "public" }, "open"),
);
row("live.listen: what is the group's, on an article that all may read", "author member owner lead guest", (v, w) =>
  hears(v, w, w.shared, "open"),
);
const version = () => ({ kind: "version" as const, subjectId: uuid() });
row("live.listen: a new version of what is private", CIRCLE, (v, w) =>
  hears(v, w, { layer: "public" }, "closed", version()),
);
row("live.listen: a new version of what is public", "everybody", (v, w) =>
  hears(v, w, { layer: "public" }, "open", version()),
);

only("presence.be", CIRCLE, async (v, w) => {
  const may = await served(presence.be(v, w.closed.id, 1));
  await presence.leave(v, w.closed.id);
  return may;
});
only("presence.leave: for another", "", async (v, w) => {
  if (v.id === w.lead.id) return false;
  await presence.be(w.lead, w.closed.id, 1);
  await presence.leave(v, w.closed.id);
  const gone = (await db.select().from(t.presence).where(eq(t.presence.userId, w.lead.id))).length === 0;
  await presence.leave(w.lead, w.closed.id);
  return gone;
});
only("presence.here", CIRCLE, (v, w) => served(presence.here(v, w.closed.id)));
/** Whether this viewer sees that person at an article that a group of both reads. */
const sees = (name: string, may: string, where: "closed" | "open", make: (w: World) => Promise<{ id: string }>) =>
  only(`presence.here: ${name}`, may, async (v, w) => {
    const person = await make(w);
    const found = await presence.here(v, w[where].id).catch(() => ({ items: [] }));
    await db.delete(t.presence).where(eq(t.presence.userId, person.id));
    await db.update(t.users).set({ present: true }).where(eq(t.users.id, person.id));
    return found.items.some((one) => one.person.id === person.id);
  });
const at = async (w: World, who: { id: string }, more: { where?: "closed" | "open"; at?: string } = {}) => {
  const values = { articleId: w[more.where ?? "closed"].id, userId: who.id, place: 3 };
  await db.insert(t.presence).values(more.at ? { ...values, at: more.at } : values);
  return who;
};
sees("a lead", "author member owner guest", "closed", (w) => at(w, w.lead));
sees("somebody on what is public alone", "", "open", (w) => at(w, w.lead, { where: "open" }));
sees("who was here once", "", "closed", (w) => at(w, w.lead, { at: LONG_AGO }));
sees("who hides", "", "closed", async (w) => {
  await db.update(t.users).set({ present: false }).where(eq(t.users.id, w.lead.id));
  return at(w, w.lead);
});
sees("whom the viewer blocked", "", "closed", async (w) => {
  const { shut } = await seeds.people("shut");
  await db.insert(t.memberships).values({ groupId: w.group.id, userId: shut.id });
  const all = [w.author, w.member, w.owner, w.lead, w.guest].map(({ id }) => ({ userId: id, blockedId: shut.id }));
  await db.insert(t.blocks).values(all);
  return at(w, shut);
});
sees("whom the viewer keeps away from", "", "closed", async (w) => {
  const { away } = await seeds.people("away");
  await db.insert(t.memberships).values({ groupId: w.group.id, userId: away.id });
  const all = [w.author, w.member, w.owner, w.lead, w.guest].map(({ id }) => ({ userId: away.id, blockedId: id }));
  await db.insert(t.blocks).values(all);
  return at(w, away);
});
