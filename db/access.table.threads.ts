import { eq } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import type { Account, Viewer } from "@/lib/schemas/user";
import * as annotations from "./annotations";
import { db } from "./client";
import * as groups from "./groups";
import * as replies from "./replies";
import * as t from "./schema";
import { CIRCLE, has, input, LONG_AGO, only, row, served, type World, WRITERS } from "./testing.access";
import * as seeds from "./testing.world";
import * as threads from "./threads";
import * as unread from "./unread";

/** Rows of `access.table.ts`: sections, exchanges of two, what waits for a lead, and what is done to a thread. */

/** A section of the group with `member` in it. */
async function section(w: World, name = "Circle 1") {
  const id = uuid();
  await db.insert(t.sections).values({ id, groupId: w.group.id, name, position: 0 });
  await db.update(t.memberships).set({ sectionId: id }).where(eq(t.memberships.userId, w.member.id));
  return id;
}
const reads = (v: Viewer, id: string) => served(annotations.read(v, id));

// ---- sections
row("annotations.read: for a section", "author member owner lead", async (v, w) =>
  reads(v, await w.note({ ...w.shared, sectionId: await section(w) })),
);
row("annotations.forArticle: for a section", "author member owner lead", async (v, w) => {
  const id = await w.note({ ...w.shared, sectionId: await section(w) });
  return has(annotations.forArticle(v, w.closed.id), id);
});
row("replies.read: below what is for a section", "author member owner lead", async (v, w) =>
  served(replies.read(v, await w.reply(await w.note({ ...w.shared, sectionId: await section(w) })))),
);
only("annotations.annotate: for a section", "member owner lead", async (v, w) =>
  served(annotations.annotate(v, uuid(), input(w.closed.id, { ...w.shared, sectionId: await section(w) }))),
);
only("annotations.annotate: for a section of another group", "", async (v, w) => {
  const apart = (await seeds.people("apart")).apart;
  const other = await seeds.circle(apart, [], []);
  const id = uuid();
  await db.insert(t.sections).values({ id, groupId: other.id, name: "Theirs", position: 0 });
  return served(annotations.annotate(v, uuid(), input(w.closed.id, { ...w.shared, sectionId: id })));
});
only("annotations.revise: to a section", "author", async (v, w) =>
  served(
    annotations.revise(v, await w.note(w.shared), 1, {
      ...{ layer: "group" as const, groupId: w.group.id },
      // To their own alone: here the author is put into it.
      sectionId: await section(w).then(async (id) => {
        await db.update(t.memberships).set({ sectionId: id }).where(eq(t.memberships.userId, w.author.id));
        return id;
      }),
    }),
  ),
);

// ---- an exchange of two
row("annotations.read: for one other", "author lead", async (v, w) =>
  reads(v, await w.note({ ...w.shared, withUserId: w.lead.id })),
);
row("replies.list: below what is for one other", "author lead", async (v, w) => {
  const id = await w.note({ ...w.shared, withUserId: w.lead.id });
  const answer = await w.reply(id);
  return has(replies.list(v, id, { limit: 50 }), answer);
});
row("annotations.read: for one other, who left", "", async (v, w) => {
  const { out } = await seeds.people("out");
  const id = await w.note({ ...w.shared, withUserId: out.id, authorId: w.lead.id });
  return v?.id !== w.lead.id && (await reads(v, id));
});
only("annotations.annotate: for a lead alone", "author member owner", async (v, w) =>
  served(annotations.annotate(v, uuid(), input(w.closed.id, { ...w.shared, withUserId: w.lead.id }))),
);
only("annotations.annotate: for another member alone", "owner lead", async (v, w) => {
  const { other } = await seeds.people("other");
  await db.insert(t.memberships).values({ groupId: w.group.id, userId: other.id });
  return served(annotations.annotate(v, uuid(), input(w.closed.id, { ...w.shared, withUserId: other.id })));
});

// ---- what waits for a lead
const pending = { pendingAt: new Date(LONG_AGO).toISOString() };
row("annotations.read: what waits", "author owner lead", async (v, w) =>
  reads(v, await w.note({ ...w.shared, ...pending })),
);
row("replies.read: what waits", "author owner lead", async (v, w) =>
  served(replies.read(v, await w.reply(w.notes.group, pending))),
);
row("annotations.read: its replies, counted with those that wait", "author owner lead", async (v, w) => {
  const id = await w.note(w.shared);
  await w.reply(id, pending);
  return (await annotations.read(v, id).catch(() => null))?.replyCount === 1;
});
only("replies.reply: below what waits", "", async (v, w) =>
  served(replies.reply(v, await w.note({ ...w.shared, ...pending }), uuid(), { body: "x", parentId: null })),
);
/** What this viewer writes in a group that asks for it is read by the member, who leads nothing, at once. */
const premoderated = async (w: World, write: () => Promise<boolean>) => {
  await db.update(t.groups).set({ premoderated: true }).where(eq(t.groups.id, w.group.id));
  try {
    return await write();
  } finally {
    await db.update(t.groups).set({ premoderated: false }).where(eq(t.groups.id, w.group.id));
  }
};
only("annotations.annotate: stands at once where a lead must let it", "owner lead", (v, w) =>
  premoderated(w, async () => {
    const id = uuid();
    await annotations.annotate(v, id, input(w.closed.id, w.shared)).catch(() => null);
    return (await annotations.read(w.owner, id).catch(() => null))?.pending === false;
  }),
);
only("replies.reply: stands at once where a lead must let it", "owner lead", (v, w) =>
  premoderated(w, async () => {
    const id = uuid();
    await replies.reply(v, w.notes.group, id, { body: "x", parentId: null }).catch(() => null);
    return (await replies.read(w.owner, id).catch(() => null))?.pending === false;
  }),
);
only("annotations.revise: in a group that is put away", "", async (v, w) => {
  const id = await w.note(w.shared);
  return archived(w, () => served(annotations.revise(v, id, 1, { body: "x" })));
});
only("annotations.revise: out of a group that is put away", "author", async (v, w) => {
  const id = await w.note(w.shared);
  return archived(w, () => served(annotations.revise(v, id, 1, { layer: "private", groupId: null })));
});
only("annotations.annotate: in a group that is put away", "", (v, w) =>
  archived(w, () => served(annotations.annotate(v, uuid(), input(w.closed.id, w.shared)))),
);
const archived = async (w: World, write: () => Promise<boolean>) => {
  await db.update(t.groups).set({ archivedAt: LONG_AGO }).where(eq(t.groups.id, w.group.id));
  try {
    return await write();
  } finally {
    await db.update(t.groups).set({ archivedAt: null }).where(eq(t.groups.id, w.group.id));
  }
};

only("threads.approve", "owner lead", async (v, w) =>
  served(threads.approve(v, await w.note({ ...w.shared, ...pending }))),
);
only("threads.approve: what is for one other", "lead", async (v, w) =>
  served(threads.approve(v, await w.note({ ...w.shared, ...pending, withUserId: w.lead.id }))),
);
only("threads.approveReply", "owner lead", async (v, w) =>
  served(threads.approveReply(v, await w.reply(w.notes.group, pending))),
);
only("threads.approveReply: below what is for one other", "lead", async (v, w) =>
  served(threads.approveReply(v, await w.reply(await w.note({ ...w.shared, withUserId: w.lead.id }), pending))),
);

// ---- people apart
row(
  "replies.read: of somebody who blocked the reader",
  "author member owner lead guest former stranger nobody",
  async (v, w) => served(replies.read(v, await w.reply(w.notes.public))),
);
row(
  "annotations.read: its replies, counted without those of somebody apart",
  "author member owner lead guest former stranger nobody",
  async (v, w) => {
    const id = await w.note({ articleId: w.open.id, layer: "public", authorId: w.stranger.id });
    await w.reply(id);
    return (await annotations.read(v, id)).replyCount === 1;
  },
);
row("annotations.read: in a group, of somebody apart", CIRCLE, async (v, w) => {
  await db.insert(t.blocks).values({ userId: w.author.id, blockedId: w.member.id });
  const seen = await reads(v, w.notes.group);
  await db.delete(t.blocks).where(eq(t.blocks.blockedId, w.member.id));
  return seen;
});

// ---- a group that anyone may read
row("annotations.read: in a public group", "author member owner lead guest former stranger nobody", async (v, w) => {
  const all = await seeds.circle(w.author, [], [w.open.id], "All");
  await db.update(t.groups).set({ kind: "public" }).where(eq(t.groups.id, all.id));
  const id = await w.note({ articleId: w.open.id, layer: "group", groupId: all.id });
  const seen = await reads(v, id);
  await db.update(t.groups).set({ kind: "invite" }).where(eq(t.groups.id, all.id));
  await db.delete(t.annotations).where(eq(t.annotations.id, id));
  await db.delete(t.groups).where(eq(t.groups.id, all.id));
  return seen;
});
row("groups.read: a public one", "everybody", async (v, w) => {
  const all = await seeds.circle(w.author, [], [], "All");
  await db.update(t.groups).set({ kind: "public" }).where(eq(t.groups.id, all.id));
  const seen = (await groups.read(v, all.id)) !== null;
  await db.delete(t.groups).where(eq(t.groups.id, all.id));
  return seen;
});

// ---- reacting, settling, reading
only("threads.react", WRITERS, (v, w) => served(threads.react(v, w.notes.group, "agree", true)));
only("threads.react: to what is private", "author", (v, w) => served(threads.react(v, w.notes.private, "agree", true)));
only("threads.react: to what waits", "", async (v, w) =>
  served(threads.react(v, await w.note({ ...w.shared, ...pending }), "agree", true)),
);
only("threads.react: takes back nobody else's", "", async (v, w) => {
  const id = await w.note({ articleId: w.open.id, layer: "public", authorId: w.stranger.id });
  const { apart } = await seeds.people("apart");
  await threads.react(apart, id, "helpful", true);
  await threads.react(v, id, "helpful", false).catch(() => null);
  return (await annotations.read(apart, id)).thread.reactions.helpful !== 1;
});
only("annotations.read: says of nobody else what they say of it", "", async (v, w) => {
  const id = await w.note({ articleId: w.open.id, layer: "public", authorId: w.stranger.id });
  const { apart } = await seeds.people("apart");
  await threads.react(apart, id, "helpful", true);
  return (await annotations.read(v, id)).thread.mine.length > 0;
});
only("threads.reactToReply", WRITERS, (v, w) => served(threads.reactToReply(v, w.answers.group, "helpful", true)));
only("threads.reactToReply: to a hidden one", "", (v, w) =>
  served(threads.reactToReply(v, w.answers.hidden, "helpful", true)),
);
only("threads.settle", "author owner lead", (v, w) => served(threads.settle(v, w.notes.group, { resolved: true })));
only("threads.settle: what is public", "author", (v, w) =>
  served(threads.settle(v, w.notes.public, { resolved: true })),
);
only("threads.settle: by a hidden answer", "", (v, w) =>
  served(threads.settle(v, w.notes.group, { acceptedReplyId: w.answers.hidden })),
);
only("threads.settle: by an answer elsewhere", "", async (v, w) =>
  served(threads.settle(v, await w.note(w.shared), { acceptedReplyId: w.answers.group })),
);
only("threads.settle: in a group that is put away", "", (v, w) =>
  archived(w, () => served(threads.settle(v, w.notes.group, { resolved: true }))),
);
row(
  "annotations.read: says that one may settle it",
  "author owner lead",
  async (v, w) => (await annotations.read(v, w.notes.group).catch(() => null))?.thread.canSettle === true,
);
row(
  "annotations.read: says that one may answer it",
  WRITERS,
  async (v, w) => (await annotations.read(v, w.notes.group).catch(() => null))?.thread.canAnswer === true,
);
only("unread.markRead", CIRCLE, (v, w) => served(unread.markRead(v, w.notes.group)));
only("unread.markRead: what is private", "author", (v, w) => served(unread.markRead(v, w.notes.private)));
only("unread.markAllRead", CIRCLE, (v, w) => served(unread.markAllRead(v, { articleId: w.closed.id })));
only("unread.markAllRead: a group", CIRCLE, (v, w) => served(unread.markAllRead(v, { groupId: w.group.id })));
only("unread.markAllRead: everywhere, and what they may not see is no row", "", async (v) => {
  await unread.markAllRead(v, "everywhere");
  const read = await db.select({ id: t.reads.annotationId }).from(t.reads).where(eq(t.reads.userId, v.id));
  for (const { id } of read) if (!(await served(annotations.read(v, id)))) return true;
  return false;
});
only("unread.readWhatWasTold: of what they may not see any more", "", async (v, w) => {
  const id = await w.note({ ...w.shared, hiddenAt: "2026-01-01T00:00:00Z" });
  const notice = {
    id: uuid(),
    userId: v.id,
    kind: "follow" as const,
    cause: `annotation:${id}`,
    delivery: "off" as const,
  };
  await db.insert(t.notices).values({ ...notice, annotationId: id, articleId: w.closed.id });
  await db.transaction((tx) => unread.readWhatWasTold(tx, v, [notice.id]));
  const read = await db.$count(t.reads, eq(t.reads.annotationId, id));
  await db.delete(t.annotations).where(eq(t.annotations.id, id));
  return read > 0;
});
/** Threads of the group that are counted and listed as unread, which must be the same. */
const unreadIn = async (v: Account, where: unread.Where, id: string) => {
  const [counts, latest] = [await unread.count(v, where), await unread.latest(v, where, 1000)];
  if (counts.reduce((sum, one) => sum + one.threads, 0) !== latest.length)
    throw new Error("Counted otherwise than listed.");
  if ((await unread.state(v)).split(" ")[0] !== String((await unread.latest(v, "everywhere", 1000)).length))
    throw new Error("Told otherwise than listed.");
  return latest.some((one) => one.id === id);
};
only("unread.count unread.latest unread.state", "member owner lead guest", async (v, w) => {
  const id = await w.note(w.shared);
  const found = [
    await unreadIn(v, { articleId: w.closed.id }, id),
    await unreadIn(v, { groupId: w.group.id }, id),
    await unreadIn(v, "everywhere", id),
  ];
  await db.delete(t.annotations).where(eq(t.annotations.id, id));
  if (new Set(found).size > 1) throw new Error("Not the same everywhere.");
  return found[0] ?? false;
});
only("unread.count unread.latest unread.state: hidden, deleted, another's private", "", async (v, w) => {
  for (const id of [w.notes.hidden, w.notes.deleted, w.notes.private])
    if (await unreadIn(v, { articleId: w.closed.id }, id)) return true;
  return false;
});
row("annotations.read: unread by whoever neither wrote nor read it", "member owner lead guest", async (v, w) => {
  const id = await w.note(w.shared);
  const { reader } = await seeds.people("reader");
  await db.insert(t.memberships).values({ groupId: w.group.id, userId: reader.id });
  await unread.markRead(reader, id);
  return (await annotations.read(v, id).catch(() => null))?.thread.unread === true;
});
