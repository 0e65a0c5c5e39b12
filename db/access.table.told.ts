import { and, eq } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import type { Account } from "@/lib/schemas/user";
import { db } from "./client";
import * as follows from "./follows";
import * as settings from "./notice-settings";
import * as notices from "./notices";
import * as outbox from "./outbox";
import * as t from "./schema";
import { has, only, page, served, type World } from "./testing.access";
import * as seeds from "./testing.world";
import * as unread from "./unread";

/** Rows of `access.table.ts`: who is shown what they were told, and who may follow what. */

type Told = Partial<typeof t.notices.$inferInsert>;
const EVERYBODY = "author member owner lead guest former stranger blocked";

/** Tells this viewer, past the door. @returns the notice's id */
async function tell(userId: string, more: Told) {
  const id = more.id ?? uuid();
  const told = { id, userId, kind: "reply" as const, cause: `test:${id}`, delivery: "off" as const, ...more };
  await db.insert(t.notices).values(told);
  return id;
}
const shown = async (v: Account, more: Told) => {
  const id = await tell(v.id, more);
  return has(notices.list(v, page), id);
};
const ofReply = (w: World, more: Told = {}): Told => ({
  ...{ articleId: w.closed.id, annotationId: w.notes.group, replyId: w.answers.group, groupId: w.group.id },
  ...more,
});
/** Somebody else asks to be let in. */
async function asked(w: World, userId?: string) {
  const id = uuid();
  const who = userId ?? (await seeds.people("asking")).asking.id;
  await db.insert(t.joinRequests).values({ id, groupId: w.group.id, userId: who, outcome: "declined" });
  return { kind: "request" as const, cause: `request:${id}`, groupId: w.group.id };
}

only("notices.list: a reply in the group", "author member owner lead guest", (v, w) => shown(v, ofReply(w)));
only("notices.list: a reply that was hidden", "", (v, w) => shown(v, ofReply(w, { replyId: w.answers.hidden })));
only("notices.list: a reply that was deleted", "", async (v, w) => {
  const replyId = await w.reply(w.notes.group, { deletedAt: "2026-01-01T00:00:00Z" });
  return shown(v, ofReply(w, { replyId }));
});
only("notices.list: a note that waits for a lead", "author owner lead", async (v, w) => {
  const annotationId = await w.note({ ...w.shared, pendingAt: "2026-01-01T00:00:00Z" });
  return shown(v, { articleId: w.closed.id, annotationId });
});
only("notices.list: a private note", "author", (v, w) => shown(v, { annotationId: w.notes.private }));
only("notices.list: a public note", "author member owner lead guest former stranger", (v, w) =>
  shown(v, { annotationId: w.notes.public }),
);
only("notices.list: a reading", "author member owner lead guest", (v, w) =>
  shown(v, { kind: "reading", articleId: w.closed.id }),
);
only("notices.list: a group's affairs", "author member owner lead guest", (v, w) =>
  shown(v, { kind: "membership", groupId: w.group.id }),
);
only("notices.list: another asks to be let in", "owner lead", async (v, w) => shown(v, await asked(w)));
only("notices.list: I was not let in", EVERYBODY, async (v, w) => shown(v, await asked(w, v.id)));
only("notices.list: what became of the author's words", "author owner lead", async (v, w) => {
  const actId = uuid();
  const about = { groupId: w.group.id, annotationId: w.notes.hidden };
  await db.insert(t.acts).values({ id: actId, ...about, userId: w.author.id, what: "hide", madeBy: w.lead.id });
  return shown(v, { kind: "moderation", ...about, actId });
});
only("notices.list: what another was told", "author", async (v, w) => {
  const id = await tell(w.author.id, ofReply(w));
  return has(notices.list(v, page), id);
});
only("notices.lines", "author member owner lead guest", async (v, w) => {
  await db.delete(t.notices).where(eq(t.notices.userId, v.id));
  const id = await tell(v.id, ofReply(w));
  return (await notices.lines(v, page)).items.flat().some((one) => one.id === id);
});
only("notices.lines notices.unread: many of which one was hidden", "author member owner lead guest", async (v, w) => {
  await db.delete(t.notices).where(eq(t.notices.userId, v.id));
  for (let n = 0; n < 3; n++) {
    const id = uuid();
    await tell(v.id, ofReply(w, { id, cause: `reply:${id}` }));
  }
  const id = uuid();
  await tell(v.id, ofReply(w, { id, cause: `reply:${id}`, replyId: w.answers.hidden }));
  const { items } = await notices.lines(v, page);
  if (items.length !== (await notices.unread(v))) throw new Error("Counted otherwise than listed.");
  return items.length === 3;
});
only("notices.markRead: another's line", "author", async (v, w) => {
  await db.delete(t.notices).where(eq(t.notices.userId, w.author.id));
  const ids = [uuid(), uuid()];
  for (const id of ids) await tell(w.author.id, ofReply(w, { id, cause: `reply:${id}` }));
  await notices.markRead(v, ids[1] ?? "", true).catch(() => {});
  return (await notices.unread(w.author)) === 0;
});
only("notices.unread", "author member owner lead guest", async (v, w) => {
  await db.delete(t.notices).where(eq(t.notices.userId, v.id));
  await tell(v.id, ofReply(w));
  return (await notices.unread(v)) === 1;
});
only("notices.markRead", "author member owner lead guest", async (v, w) =>
  served(notices.markRead(v, await tell(v.id, ofReply(w)))),
);
const readAt = async (id: string) =>
  (await db.select({ at: t.notices.readAt }).from(t.notices).where(eq(t.notices.id, id)))[0]?.at ?? null;
only("notices.markAllRead: what the author was told", "author", async (v, w) => {
  const id = await tell(w.author.id, ofReply(w));
  await notices.markAllRead(v);
  return (await readAt(id)) !== null;
});
only("unread.markRead: what the author was told", "author", async (v, w) => {
  const id = await tell(w.author.id, ofReply(w));
  await unread.markRead(v, w.notes.group).catch(() => {});
  return (await readAt(id)) !== null;
});

only("outbox.list", "owner", async (v) => {
  const id = uuid();
  await db.insert(t.outbox).values({ id, to: "ada@example.org", subject: "Hello", text: "Hello." });
  return has(outbox.list(v), id);
});
only("notice-settings.choose: for the group", "author member owner lead guest", (v, w) =>
  served(settings.choose(v, { groupId: w.group.id, kinds: { request: null } })),
);
only("notice-settings.choose: over the author's own", "author", async (v, w) => {
  await settings.choose(w.author, { groupId: null, kinds: { reply: "weekly" } });
  await settings.choose(v, { groupId: null, kinds: { reply: null } });
  return (await settings.settingsOf(w.author)).length === 0;
});
only("notice-settings.settingsOf: the author's", "author", async (v, w) => {
  await settings.choose(w.author, { groupId: null, kinds: { reply: "weekly" } });
  const found = (await settings.settingsOf(v)).length > 0;
  await settings.choose(w.author, { groupId: null, kinds: { reply: null } });
  return found;
});

const stays = async (v: Account, what: Parameters<typeof follows.follow>[1], id: string) => {
  const done = await served(follows.follow(v, what, id, true));
  await db.delete(t.follows).where(and(eq(t.follows.userId, v.id), eq(t.follows.subjectId, id)));
  return done;
};
only("follows.follow: an article", "author member owner lead guest", (v, w) => stays(v, "article", w.closed.id));
only("follows.follow: a group", "author member owner lead guest", (v, w) => stays(v, "group", w.group.id));
only("follows.follow: a thread", "author member owner lead guest", (v, w) => stays(v, "thread", w.notes.group));
only("follows.follow: the guest", "author member owner lead", (v, w) => stays(v, "person", w.guest.id));
only("follows.follow: who wrote in public", "member owner lead guest former stranger", (v, w) =>
  stays(v, "person", w.author.id),
);
only("follows.follow: not any more, what the author follows", "author", async (v, w) => {
  await follows.follow(w.author, "article", w.open.id, true);
  await follows.follow(v, "article", w.open.id, false);
  const stopped = !(await follows.following(w.author, "article", w.open.id));
  await db.delete(t.follows);
  return stopped;
});
only("follows.following: what the author takes part in", "author", async (v, w) =>
  follows.following(v, "thread", await w.note(w.shared)).catch(() => false),
);
only("follows.following: what the author chose", "author", async (v, w) => {
  await follows.follow(w.author, "article", w.closed.id, true);
  const on = await follows.following(v, "article", w.closed.id).catch(() => false);
  await db.delete(t.follows);
  return on;
});
/** Whether a viewer who follows something reads its name in their list. */
const listed = async (v: Account, what: Parameters<typeof follows.follow>[1], subjectId: string) => {
  await db.insert(t.follows).values({ userId: v.id, what, subjectId, on: true }).onConflictDoNothing();
  const found = (await follows.list(v, page)).items.find(({ id }) => id === subjectId);
  await db.delete(t.follows);
  return Boolean(found?.name);
};
only("follows.list: an article", "author member owner lead guest", (v, w) => listed(v, "article", w.closed.id));
only("follows.list: a group", "author member owner lead guest", (v, w) => listed(v, "group", w.group.id));
only("follows.list: a thread", "author member owner lead guest", (v, w) => listed(v, "thread", w.notes.group));
only("follows.list: the guest", "author member owner lead guest", (v, w) => listed(v, "person", w.guest.id));
only("follows.list: what the author follows", "author", async (v, w) => {
  await follows.follow(w.author, "article", w.open.id, true);
  const found = (await follows.list(v, page)).items.length > 0;
  await db.delete(t.follows);
  return found;
});
