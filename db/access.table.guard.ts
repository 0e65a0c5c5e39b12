import { and, eq, sql } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import type { Account } from "@/lib/schemas/user";
import * as acts from "./acts";
import * as annotations from "./annotations";
import * as blocks from "./blocks";
import { db } from "./client";
import * as flags from "./flags";
import * as groups from "./groups";
import * as moderating from "./moderating";
import * as queue from "./queue";
import * as replies from "./replies";
import * as t from "./schema";
import { has, LONG_AGO, only, page, row, served, type World } from "./testing.access";
import * as seeds from "./testing.world";

/** Rows of `access.table.ts`: who reports, settles, hides, reads the log, and blocks. */

const LEADS = "owner lead";
const said = { reason: "abuse" as const, detail: "" };
const hide = { what: "hide" as const, reason: "Too harsh." };
const flagging = (v: Account, subject: flags.Subject) => served(flags.flag(v, subject, said));
const hiding = (v: Account, subject: flags.Subject) => served(moderating.decide(v, subject, hide));
/** Somebody else in the group, who reports. */
async function teller(w: World) {
  const { who } = await seeds.people("who");
  await db.insert(t.memberships).values({ groupId: w.group.id, userId: who.id });
  return who;
}
const reported = async (w: World, annotationId: string) => flags.flag(await teller(w), { annotationId }, said);

// ---- reporting
only("flags.flag", "member owner lead guest", (v, w) => flagging(v, { annotationId: w.notes.group }));
only("flags.flag: a reply", "member owner lead guest", (v, w) => flagging(v, { replyId: w.answers.group }));
only("flags.flag: what is public", "member owner lead guest former stranger", (v, w) =>
  flagging(v, { annotationId: w.notes.public }),
);
only("flags.flag: what is hidden", "", (v, w) => flagging(v, { annotationId: w.notes.hidden }));
only("flags.flag: a hidden reply", "", (v, w) => flagging(v, { replyId: w.answers.hidden }));
only("flags.unflag: what another reported", "", async (v, w) => {
  const annotationId = await w.note(w.shared);
  await reported(w, annotationId);
  return served(flags.unflag(v, { annotationId }));
});
only("flags.flagsOn: who reported it", LEADS, async (v, w) => {
  const annotationId = await w.note(w.shared);
  await reported(w, annotationId);
  const found = await flags.flagsOn(v, { annotationId }).catch(() => []);
  return found.length > 0;
});
only("flags.flagsOn: who reported it before it came to stand here", "", async (v, w) => {
  const annotationId = await w.note(w.shared);
  await reported(w, annotationId);
  await db.update(t.annotations).set({ layerAt: sql`clock_timestamp()` }).where(eq(t.annotations.id, annotationId));
  return (await flags.flagsOn(v, { annotationId }).catch(() => [])).length > 0;
});
only("flags.flagsOn: who reported a reply", LEADS, async (v, w) => {
  const replyId = await w.reply(w.notes.group);
  await flags.flag(await teller(w), { replyId }, said);
  return (await flags.flagsOn(v, { replyId }).catch(() => [])).length > 0;
});
only("flags.flagsOn: a deleted reply", "", async (v, w) => {
  const replyId = await w.reply(w.notes.group, { deletedAt: LONG_AGO });
  return served(flags.flagsOn(v, { replyId }));
});
only("flags.flagsOn: a deleted note", "", (v, w) => served(flags.flagsOn(v, { annotationId: w.notes.deleted })));
only("flags.flagsOn: one's own report", "member owner lead guest", async (v, w) => {
  const annotationId = await w.note(w.shared);
  await flags.flag(v, { annotationId }, said).catch(() => null);
  return (await flags.flagsOn(v, { annotationId }).catch(() => [])).some((one) => one.by.id === v.id);
});

// ---- deciding
only("moderating.decide", LEADS, async (v, w) => hiding(v, { annotationId: await w.note(w.shared) }));
only("moderating.decide: about a reply", LEADS, async (v, w) => hiding(v, { replyId: await w.reply(w.notes.group) }));
only("moderating.decide: about what is public", "owner", async (v, w) =>
  hiding(v, { annotationId: await w.note({ articleId: w.open.id, layer: "public" }) }),
);
only("moderating.decide: about a reply to what is public", "owner", async (v, w) =>
  hiding(v, { replyId: await w.reply(w.notes.public) }),
);
only("moderating.decide: about what a lead wrote", "owner", async (v, w) =>
  hiding(v, { annotationId: await w.note({ ...w.shared, authorId: w.lead.id }) }),
);
only("moderating.decide: where nobody but its author leads", "owner", async (v, w) => {
  const own = await seeds.circle(w.author, [w.member], [w.closed.id], "Own");
  const may = await hiding(v, { annotationId: await w.note({ layer: "group", groupId: own.id }) });
  await db.delete(t.groups).where(eq(t.groups.id, own.id));
  return may;
});
only("moderating.decide: about an exchange of two", "lead", async (v, w) =>
  hiding(v, { annotationId: await w.note({ ...w.shared, withUserId: w.lead.id }) }),
);
only("moderating.decide: about an exchange of two, of which one reported it", LEADS, async (v, w) => {
  const annotationId = await w.note({ ...w.shared, withUserId: w.lead.id });
  await flags.flag(w.lead, { annotationId }, said);
  return hiding(v, { annotationId });
});
only("moderating.decide: about a reply in an exchange of two", "lead", async (v, w) =>
  hiding(v, { replyId: await w.reply(await w.note({ ...w.shared, withUserId: w.lead.id })) }),
);
only("moderating.decide: about what was deleted", "", (v, w) => hiding(v, { annotationId: w.notes.deleted }));
only("moderating.decide: about what is private", "", async (v, w) => hiding(v, { annotationId: await w.note() }));
only("moderating.decide: puts back what is hidden", LEADS, async (v, w) =>
  served(
    moderating.decide(
      v,
      { annotationId: await w.note({ ...w.shared, hiddenAt: LONG_AGO }) },
      { what: "restore", reason: "" },
    ),
  ),
);
row("annotations.read: what was put back", "author member owner lead guest", async (v, w) => {
  const annotationId = await w.note({ ...w.shared, hiddenAt: LONG_AGO });
  await moderating.decide(w.lead, { annotationId }, { what: "restore", reason: "" });
  return served(annotations.read(v, annotationId));
});
row(
  "annotations.read: says that one may hide it",
  LEADS,
  async (v, w) => (await annotations.read(v, w.notes.group).catch(() => null))?.canModerate === true,
);
row(
  "replies.read: says that one may hide it",
  LEADS,
  async (v, w) => (await replies.read(v, w.answers.group).catch(() => null))?.canModerate === true,
);

// ---- what waits, what is hidden, and the log
only("queue.queue", LEADS, async (v, w) => {
  const id = await w.note(w.shared);
  await reported(w, id);
  return has(queue.queue(v, w.group.id, page), id);
});
only("queue.queue: a reply that waits", LEADS, async (v, w) => {
  const id = await w.reply(w.notes.group, { pendingAt: LONG_AGO });
  return has(queue.queue(v, w.group.id, page), id);
});
only("queue.queue: of public layers", "owner", async (v, w) => {
  const id = await w.note({ articleId: w.open.id, layer: "public" });
  await flags.flag(w.stranger, { annotationId: id }, said);
  return has(queue.queue(v, null, page), id);
});
only("queue.queue: an exchange of two that nobody reported", "lead", async (v, w) => {
  const id = await w.note({ ...w.shared, withUserId: w.lead.id, pendingAt: LONG_AGO });
  return has(queue.queue(v, w.group.id, page), id);
});
only("queue.hidden", LEADS, (v, w) => has(queue.hidden(v, w.group.id, page), w.notes.hidden));
only("queue.hidden: a reply", LEADS, (v, w) => has(queue.hidden(v, w.group.id, page), w.answers.hidden));
only("queue.waitsFor", LEADS, async (v, w) => {
  await reported(w, await w.note(w.shared));
  const { groups: waits } = await queue.waitsFor(v);
  return waits.some((one) => one.id === w.group.id);
});
row("groups.read: how many things wait", LEADS, async (v, w) => {
  await reported(w, await w.note(w.shared));
  return ((await groups.read(v, w.group.id))?.waits ?? 0) > 0;
});
const logged = async (w: World, groupId: string | null) => {
  const id = uuid();
  const annotationId = groupId ? w.notes.group : w.notes.public;
  await db.insert(t.acts).values({ id, groupId, annotationId, userId: w.author.id, what: "warn", madeBy: w.owner.id });
  return id;
};
only("acts.log", LEADS, async (v, w) => {
  const id = await logged(w, w.group.id);
  return has(acts.log(v, w.group.id, page), id);
});
only("acts.log: of public layers", "owner", async (v, w) => {
  const id = await logged(w, null);
  return has(acts.log(v, null, page), id);
});
only("acts.decisions", "author", async (v, w) => {
  const id = await logged(w, w.group.id);
  return has(acts.decisions(v, page), id);
});
only("acts.withheld", "author", async (v, w) => {
  const annotationId = await w.note(w.shared);
  const id = await moderating.decide(w.lead, { annotationId }, hide);
  return has(acts.withheld(v), id);
});
only("acts.withheld: a reply", "author", async (v, w) => {
  const id = await moderating.decide(w.lead, { replyId: await w.reply(w.notes.group) }, hide);
  return has(acts.withheld(v, w.closed.id), id);
});
only("acts.withheld: what was put back", "", async (v, w) => {
  const annotationId = await w.note(w.shared);
  const id = await moderating.decide(w.lead, { annotationId }, hide);
  await moderating.decide(w.lead, { annotationId }, { what: "restore", reason: "" });
  return has(acts.withheld(v), id);
});
only("acts.withheld: a reply that was put back", "", async (v, w) => {
  const replyId = await w.reply(w.notes.group);
  const id = await moderating.decide(w.lead, { replyId }, hide);
  await moderating.decide(w.lead, { replyId }, { what: "restore", reason: "" });
  return has(acts.withheld(v), id);
});

// ---- blocking
const blocking = async (v: Account, userId: string) => {
  const mine = and(eq(t.blocks.userId, v.id), eq(t.blocks.blockedId, userId));
  const before = await db.$count(t.blocks, mine);
  const done = await served(blocks.block(v, userId));
  if (before === 0) await db.delete(t.blocks).where(mine);
  return done;
};
only("blocks.block", "author owner lead guest", (v, w) => blocking(v, w.member.id));
only("blocks.block: who wrote what is public", "member owner lead guest former stranger", (v, w) =>
  blocking(v, w.author.id),
);
only("blocks.block: an account that one knows nothing of", "", async (v) =>
  blocking(v, (await seeds.people("unknown")).unknown.id),
);
only(
  "blocks.block: whom one has blocked already",
  "author member owner lead guest former stranger blocked",
  async (v) => {
    const { unknown } = await seeds.people("unknown");
    await db.insert(t.blocks).values({ userId: v.id, blockedId: unknown.id });
    return blocking(v, unknown.id);
  },
);
only("blocks.unblock: whom another blocked", "author", async (v, w) => {
  const done = await served(blocks.unblock(v, w.blocked.id));
  if (done) await db.insert(t.blocks).values({ userId: w.author.id, blockedId: w.blocked.id });
  return done;
});
only("blocks.blocked", "author", (v, w) => has(blocks.blocked(v), w.blocked.id));
