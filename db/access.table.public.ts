import { eq } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import type { Account, Viewer } from "@/lib/schemas/user";
import { hashOf, newToken } from "@/lib/token";
import * as annotations from "./annotations";
import * as attaching from "./attaching";
import { db } from "./client";
import * as groups from "./groups";
import * as invitations from "./invitations";
import * as invites from "./invites";
import * as joining from "./joining";
import * as lately from "./lately";
import * as leading from "./leading";
import * as readings from "./readings";
import * as replies from "./replies";
import * as roster from "./roster";
import * as t from "./schema";
import * as table from "./testing.access";
import { CIRCLE, has, LONG_AGO, served, type World, WRITERS } from "./testing.access";
import * as seeds from "./testing.world";
import * as threads from "./threads";
import * as unread from "./unread";
import * as vocabulary from "./vocabulary";

/** Rows of `access.table.ts`: groups that anyone may read, and how people come into a group by themselves. */

// Each group is gone after its row: whoever came into one would be in the world of the rows below.
const alone =
  <V extends Viewer>(cell: (viewer: V, world: World) => Promise<boolean>) =>
  async (viewer: V, world: World) => {
    try {
      return await cell(viewer, world);
    } finally {
      await db.delete(t.groups).where(eq(t.groups.name, "Open"));
    }
  };
const row = (name: string, may: string, cell: (viewer: Viewer, world: World) => Promise<boolean>) =>
  table.row(name, may, alone(cell));
const only = (name: string, may: string, cell: (viewer: Account, world: World) => Promise<boolean>) =>
  table.only(name, may, alone(cell));

const LEADS = "owner lead";
const OUTSIDE = "former stranger blocked";
const SECRET = "a secret of the tests";

/**
 * A group like the world's own, with the same people in it, that anyone may read: it reads the public article, and the
 * author and `former` wrote in it. It reads the private article as well, which was public when it was brought.
 */
async function open(w: World, kind: "public" | "link" = "public") {
  const group = await groups.create(w.owner, { name: "Open", description: "", kind });
  const as = { author: "member", member: "member", lead: "lead", guest: "guest" } as const;
  await db.insert(t.memberships).values(
    (["author", "member", "lead", "guest"] as const).map((who) => ({
      groupId: group.id,
      userId: w[who].id,
      role: as[who],
    })),
  );
  for (const { id } of [w.open, w.closed])
    await db.insert(t.readings).values({ groupId: group.id, articleId: id, addedBy: w.author.id });
  return { id: group.id, shared: { layer: "group" as const, groupId: group.id } };
}
const note = async (w: World, more: object = {}) => {
  const group = await open(w);
  return { group, id: await w.note({ articleId: w.open.id, ...group.shared, ...more }) };
};

row("groups.read: public", "everybody", async (v, w) => (await groups.read(v, (await open(w)).id)) !== null);
row("groups.list: public ones of others", CIRCLE, async (v, w) => {
  const group = await open(w);
  return has(groups.list(v), group.id);
});
row("readings.list: public, of a public group", "everybody", async (v, w) =>
  (await readings.list(v, (await open(w)).id)).some((one) => one.article.id === w.open.id),
);
row("readings.list: private, of a public group", CIRCLE, async (v, w) =>
  (await readings.list(v, (await open(w)).id)).some((one) => one.article.id === w.closed.id),
);
row("readings.list: counted", CIRCLE, async (v, w) => (await groups.read(v, (await open(w)).id))?.readings === 2);
row("readings.list: marks counted on them", "author member owner lead guest former stranger nobody", async (v, w) =>
  (await readings.list(v, (await note(w)).group.id)).some((one) => one.marks === 1),
);
row(
  "groups.readingIt: a public group's layer",
  "author member owner lead guest former stranger nobody",
  async (v, w) => {
    const { group } = await note(w);
    return has(groups.readingIt(v, w.open.id), group.id);
  },
);
row("groups.readingIt: a public group's layer where only what is not shown stands", CIRCLE, async (v, w) => {
  const { group } = await note(w, { hiddenAt: LONG_AGO });
  for (const more of [{ pendingAt: LONG_AGO }, { withUserId: w.lead.id }, { deletedAt: LONG_AGO }])
    await w.note({ articleId: w.open.id, ...group.shared, ...more });
  return has(groups.readingIt(v, w.open.id), group.id);
});
row("groups.readingIt: a closed group's layer", CIRCLE, async (v, w) => {
  const group = await open(w, "link");
  await w.note({ articleId: w.open.id, ...group.shared });
  return has(groups.readingIt(v, w.open.id), group.id);
});
// Who the author blocked, and the author, do not see one another there.
row("annotations.read: in a public group", "author member owner lead guest former stranger nobody", async (v, w) =>
  served(annotations.read(v, (await note(w)).id)),
);
row("annotations.read: in a public group, that a lead has not let stand", "author owner lead", async (v, w) =>
  served(annotations.read(v, (await note(w, { pendingAt: "2026-01-01T00:00:00Z" })).id)),
);
row("annotations.read: in a public group, of a section", "author owner lead", async (v, w) => {
  const { group, id } = await note(w);
  const section = uuid();
  await db.insert(t.sections).values({ id: section, groupId: group.id, name: "One", position: 0 });
  await db.update(t.annotations).set({ sectionId: section }).where(eq(t.annotations.id, id));
  return served(annotations.read(v, id));
});
row("annotations.read: in a public group, on a private article", CIRCLE, async (v, w) =>
  served(annotations.read(v, (await note(w, { articleId: w.closed.id })).id)),
);
row("annotations.read: in a group that was public", CIRCLE, async (v, w) => {
  const { group, id } = await note(w);
  await leading.change(w.owner, group.id, { kind: "invite" });
  return served(annotations.read(v, id));
});
only("annotations.annotate: in a public group", WRITERS, async (v, w) => {
  const group = await open(w);
  return served(seeds.mark(v, w.open.id, group.shared));
});
only("replies.reply: in a public group", WRITERS, async (v, w) =>
  served(replies.reply(v, (await note(w)).id, uuid(), { body: "x", parentId: null })),
);
only("readings.bring: a private article to a public group", "", async (v, w) => {
  const group = await open(w);
  await db.delete(t.readings).where(eq(t.readings.groupId, group.id));
  return served(readings.bring(v, group.id, w.closed.id));
});
only("leading.change: of which kind it is", "owner", (v, w) =>
  served(leading.change(v, w.group.id, { kind: "invite" })),
);

only("joining.ask", OUTSIDE, async (v, w) => {
  const group = await open(w);
  const joined = await joining.ask(v, group.id).catch(() => null);
  return joined !== null && "asked" in joined;
});
only("joining.ask: where one comes in at once", OUTSIDE, async (v, w) => {
  const group = await open(w);
  await joining.arrange(w.lead, group.id, { joins: "at-once" });
  const before = await db.$count(t.memberships, eq(t.memberships.groupId, group.id));
  await joining.ask(v, group.id).catch(() => null);
  return (await db.$count(t.memberships, eq(t.memberships.groupId, group.id))) > before;
});
only("joining.ask: of a group that only its link opens", CIRCLE, async (v, w) =>
  served(joining.ask(v, (await open(w, "link")).id)),
);
only("joining.ask: of a public group that is put away", CIRCLE, async (v, w) => {
  const group = await open(w);
  await leading.change(w.owner, group.id, { archived: true });
  return served(joining.ask(v, group.id));
});
row("joining.asking", "stranger", async (v, w) => {
  const group = await open(w);
  await joining.ask(w.stranger, group.id);
  return (await joining.asking(v, group.id)).asked;
});
row("joining.link", LEADS, async (v, w) => served(joining.link(v, (await open(w, "link")).id, SECRET)));
only("joining.arrange", LEADS, async (v, w) => served(joining.arrange(v, (await open(w, "link")).id, { renew: true })));
only("joining.arrange: of a group that is put away", "", async (v, w) => {
  const group = await open(w, "link");
  await leading.change(w.owner, group.id, { archived: true });
  return served(joining.arrange(v, group.id, { joins: "ask" }));
});
row("invites.invitation: of a mail, lets in at once", "author", async (v, w) => {
  const token = newToken();
  const mail = { id: uuid(), groupId: w.group.id, hash: hashOf(token), email: w.author.email, createdBy: w.owner.id };
  await db.insert(t.invites).values({ ...mail, expiresAt: "2099-01-01T00:00:00Z" });
  return (await invites.invitation(v, token))?.approval === false;
});

// ---- put away: to read alone, by every door
/** A group that is put away after this was done in it, and one of its readings with a note and a reply of the author's. */
async function away(w: World) {
  const { group, id } = await note(w);
  const answer = await w.reply(id);
  await db.update(t.groups).set({ archivedAt: "2026-01-01T00:00:00Z" }).where(eq(t.groups.id, group.id));
  return { group, id, answer };
}
row(
  "annotations.read: in a group that is put away",
  "author member owner lead guest former stranger nobody",
  async (v, w) => served(annotations.read(v, (await away(w)).id)),
);
const doors: [
  string,
  (v: Parameters<typeof annotations.revise>[0], w: World, in_: Awaited<ReturnType<typeof away>>) => Promise<unknown>,
][] = [
  ["annotations.annotate", (v, w, { group }) => seeds.mark(v, w.open.id, group.shared)],
  ["annotations.revise", (v, _, { id }) => annotations.revise(v, id, 1, { body: "x" })],
  ["replies.reply", (v, _, { id }) => replies.reply(v, id, uuid(), { body: "x", parentId: null })],
  [
    "annotations.restore",
    async (v, _, { id }) => {
      await db.update(t.annotations).set({ deletedAt: "2026-01-01T00:00:00Z" }).where(eq(t.annotations.id, id));
      return annotations.restore(v, id);
    },
  ],
  [
    "replies.restore",
    async (v, _, { answer }) => {
      await db.update(t.replies).set({ deletedAt: "2026-01-01T00:00:00Z" }).where(eq(t.replies.id, answer));
      return replies.restore(v, answer);
    },
  ],
  [
    "attaching.attach",
    (v, w, { id }) =>
      attaching.attach(v, id, {
        quote: { exact: "The river rose twice", prefix: "", suffix: "" },
        versionId: w.open.versionId,
      }),
  ],
  ["threads.react", (v, _, { id }) => threads.react(v, id, "agree", true)],
  ["threads.reactToReply", (v, _, { answer }) => threads.reactToReply(v, answer, "agree", true)],
  ["threads.settle", (v, _, { id }) => threads.settle(v, id, { resolved: true })],
  [
    "threads.approve",
    async (v, _, { id }) => {
      await db.update(t.annotations).set({ pendingAt: "2026-01-01T00:00:00Z" }).where(eq(t.annotations.id, id));
      return threads.approve(v, id);
    },
  ],
  ["readings.bring", (v, w, { group }) => readings.bring(v, group.id, w.open.id)],
  ["readings.takeOff", (v, w, { group }) => readings.takeOff(v, group.id, w.open.id)],
  ["leading.discuss", (v, w, { group }) => leading.discuss(v, group.id, w.open.id, true)],
  ["leading.addSection", (v, _, { group }) => leading.addSection(v, group.id, "One")],
  ["replies.revise", (v, _, { answer }) => replies.revise(v, answer, 1, { body: "x" })],
];
for (const [name, run] of doors)
  only(`${name}: in a group that is put away`, "", async (v, w) => served(run(v, w, await away(w))));

// ---- vocabulary
const word = { tag: "method", colour: "teal" as const, help: "" };
row("vocabulary.of", CIRCLE, (v, w) => served(vocabulary.of(v, w.group.id)));
row("vocabulary.of: a public group", "everybody", async (v, w) => served(vocabulary.of(v, (await open(w)).id)));
only("vocabulary.set", LEADS, (v, w) => served(vocabulary.set(v, w.group.id, [word])));
only("vocabulary.set: in a group that is put away", "", async (v, w) =>
  served(vocabulary.set(v, (await away(w)).group.id, [word])),
);

// ---- by mail
const links = { secret: SECRET, urlOf: (token: string) => token };
const mailed = async (w: World, email = `${uuid()}@example.org`) => {
  const { ids } = await invitations.invite(w.owner, w.group.id, { emails: [email], role: "member" }, links);
  // The day's number of one person is not what this is about.
  await db.update(t.invites).set({ createdAt: "2026-01-01T00:00:00Z" });
  return ids[0] ?? "";
};
only("invitations.invite", LEADS, (v, w) =>
  served(invitations.invite(v, w.group.id, { emails: ["a@example.org"], role: "member" }, links)),
);
only("invitations.invite: a lead", "owner", (v, w) =>
  served(invitations.invite(v, w.group.id, { emails: ["a@example.org"], role: "lead" }, links)),
);
only("invitations.resend", LEADS, async (v, w) => served(invitations.resend(v, w.group.id, await mailed(w), links)));
row("invitations.list", LEADS, async (v, w) => {
  const id = await mailed(w);
  return has(invitations.list(v, w.group.id), id);
});
row("invitations.mine", "stranger", async (v, w) => {
  const id = await mailed(w, w.stranger.email ?? "");
  await db.update(t.users).set({ emailVerifiedAt: "2026-01-01T00:00:00Z" });
  return has(invitations.mine(v), id);
});
row("invitations.mine: of an address that nobody confirmed", "", async (v, w) => {
  const id = await mailed(w, w.stranger.email ?? "");
  await db.update(t.users).set({ emailVerifiedAt: null });
  return has(invitations.mine(v), id);
});

// ---- the group's page
only("lately.fresh", "member owner lead guest", async (v, w) => {
  const id = await w.note(w.shared);
  const listed = await has(lately.fresh(v, w.group.id, 1000), id);
  await db.delete(t.annotations).where(eq(t.annotations.id, id));
  return listed;
});
/** What of the group's own is shown to this viewer as new: its notes, and the replies below them. */
const isNew = async (v: Viewer, w: World, id: string, groupId = w.group.id) => has(lately.news(v, groupId, 1000), id);
row("lately.news: a note", "member owner lead guest", (v, w) => isNew(v, w, w.notes.group));
row("lately.news: a reply", "member owner lead guest", (v, w) => isNew(v, w, w.answers.group));
row("lately.news: hidden, deleted, below what one does not see", "", async (v, w) => {
  const hidden = await w.reply(w.notes.hidden);
  for (const id of [w.notes.hidden, w.notes.deleted, w.answers.hidden, hidden]) if (await isNew(v, w, id)) return true;
  return false;
});
row("lately.news: what waits for a lead", LEADS, async (v, w) =>
  isNew(v, w, await w.note({ ...w.shared, pendingAt: "2026-01-01T00:00:00Z" })),
);
only("lately.fresh: more counted than shown", "", async (v, w) => {
  const [counted, shown] = [await unread.count(v, { groupId: w.group.id }), await lately.fresh(v, w.group.id, 1000)];
  return counted.reduce((sum, one) => sum + one.threads, 0) !== shown.length;
});
const READERS = "member owner lead guest former stranger nobody";
row("lately.news: in a public group", READERS, async (v, w) => {
  const { id, group } = await note(w);
  return isNew(v, w, id, group.id);
});
row("lately.news: in a public group, on what it alone reads", "member owner lead guest", async (v, w) => {
  const { id, group } = await note(w, { articleId: w.closed.id });
  return isNew(v, w, id, group.id);
});
row("lately.news: in a public group, that waits for a lead", LEADS, async (v, w) => {
  const { id, group } = await note(w, { pendingAt: "2026-01-01T00:00:00Z" });
  return isNew(v, w, id, group.id);
});
row("lately.questions: in a public group", `author ${READERS}`, async (v, w) => {
  const { id, group } = await note(w, { question: true });
  return (await lately.questions(v, group.id, 1000)).items.some((one) => one.id === id);
});
row("lately.questions", CIRCLE, async (v, w) => {
  const id = await w.note({ ...w.shared, question: true });
  return (await lately.questions(v, w.group.id, 1000)).items.some((one) => one.id === id);
});
row("lately.questions: hidden, or waiting for a lead, or their answers", "", async (v, w) => {
  await w.note({ ...w.shared, question: true, hiddenAt: "2026-01-01T00:00:00Z" });
  const id = await w.note({ ...w.shared, question: true });
  await w.reply(id, { hiddenAt: "2026-01-01T00:00:00Z" });
  const { items, all } = await lately.questions(v, w.group.id, 1000);
  return all !== items.length || items.some((one) => one.id === id && one.answers > 0);
});
row("roster.page", CIRCLE, async (v, w) => has(roster.page(v, w.group.id), w.member.id));
row("roster.page: of a public group", CIRCLE, async (v, w) => {
  const group = await open(w);
  return has(roster.page(v, group.id), w.member.id);
});
row("roster.counts", CIRCLE, (v, w) => served(roster.counts(v, w.group.id)));
