import { eq, inArray } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import type { Account } from "@/lib/schemas/user";
import { assigned, TOLD } from "./access.table.assignments";
import { hears } from "./access.table.live";
import * as annotations from "./annotations";
import * as audience from "./audience";
import { db } from "./client";
import * as follows from "./follows";
import * as lately from "./lately";
import * as news from "./news";
import * as notices from "./notices";
import * as replies from "./replies";
import * as t from "./schema";
import { account, CIRCLE, has, LONG_AGO, page, query, row, served, type World } from "./testing.access";
import * as unread from "./unread";

/**
 * Rows of `access.table.ts`: reading blind, once more for what tells of words beside where they stand. As
 * `access.table.assignments.ts` does for lists and single reads, each rule is asked of each surface.
 */

/** The author's note with an answer of theirs, and the author's answer and agreement below a note of the viewer's own. */
type On = { id: string; mine: string; below: string };
type Told = Partial<typeof t.notices.$inferInsert>;

/** Tells this viewer of it, past the door. @returns whether it is listed, and counted */
async function told(v: Account, w: World, kind: "reply" | "mention" | "follow", more: Told): Promise<boolean> {
  await db.delete(t.notices).where(eq(t.notices.userId, v.id));
  const notice = { id: uuid(), userId: v.id, kind, cause: `test:${uuid()}`, delivery: "off" as const };
  await db.insert(t.notices).values({ ...notice, actorId: w.author.id, articleId: w.closed.id, ...more });
  const listed = await has(notices.list(v, page), notice.id);
  if (listed !== (await notices.unread(v)) > 0) throw new Error("Counted, and not listed, or the other way round.");
  return listed;
}
const ids = (list: Promise<{ annotationId: string }[]>) =>
  list.then((all) => all.map((one) => ({ id: one.annotationId })));
/** My own note as it is shown to me. */
const own = async (v: Account, w: World, { mine }: On) =>
  (await annotations.list(v, w.closed.id, query).catch(() => null))?.items.find(({ id }) => id === mine)?.thread;

const SURFACES: Record<string, (v: Account, w: World, on: On) => Promise<boolean>> = {
  "notices.list notices.unread: that they are named in it": (v, w, { id }) =>
    told(v, w, "mention", { annotationId: id }),
  "notices.list notices.unread: a note": (v, w, { id }) => told(v, w, "follow", { annotationId: id }),
  "notices.list notices.unread: an answer": (v, w, { mine, below }) =>
    told(v, w, "reply", { annotationId: mine, replyId: below }),
  "follows.following": (v, _, { id }) => served(follows.following(v, "thread", id)),
  "lately.news": (v, w, { id }) => has(ids(lately.news(v, w.group.id, 500)), id),
  "lately.questions": async (v, w, { id }) => has(lately.questions(v, w.group.id, 500), id),
  "lately.questions: how many have it too": async (v, w, { mine }) =>
    (await lately.questions(v, w.group.id, 500)).items.find(({ id }) => id === mine)?.asks === 1,
  "news.forReader": async (v, _, { below }) =>
    has(
      news.forReader(v).then((found) => found.replies),
      below,
    ),
  "annotations.list: how often others agree": async (v, w, on) => (await own(v, w, on))?.reactions.agree === 1,
  "annotations.list: what is unread": async (v, w, on) => (await own(v, w, on))?.unread === true,
  "annotations.list: when something was last said": async (v, w, on) => {
    await db.update(t.annotations).set({ createdAt: LONG_AGO }).where(eq(t.annotations.id, on.mine));
    const at = (await own(v, w, on))?.lastActivityAt;
    return at !== undefined && new Date(at) > new Date("2026-06-01");
  },
  "replies.list: that a deleted answer of theirs was answered": async (v, w, { mine, below }) => {
    const gone = await w.reply(mine, { authorId: v.id, deletedAt: LONG_AGO });
    await db.update(t.replies).set({ parentId: gone }).where(eq(t.replies.id, below));
    return has(replies.list(v, mine, page), gone);
  },
  "unread.latest unread.markAllRead": async (v, w, { id }) => {
    const where = { groupId: w.group.id };
    const before = await has(unread.latest(v, where, 500), id);
    await unread.markAllRead(v, "everywhere");
    if (await has(unread.latest(v, where, 500), id)) throw new Error("Marked as read, and unread.");
    return before;
  },
  "lately.fresh": async (v, w, { mine }) => {
    await db.delete(t.reads).where(eq(t.reads.userId, v.id));
    return has(ids(lately.fresh(v, w.group.id, 500)), mine);
  },
  "unread.count unread.state": async (v, w, { id }) => {
    const all = async () => [
      ...(await unread.count(v, { groupId: w.group.id })).map((one) => one.threads),
      Number((await unread.state(v)).split(" ")[0]),
    ];
    const before = await all();
    const hide = (at: string | null) => db.update(t.annotations).set({ hiddenAt: at }).where(eq(t.annotations.id, id));
    await hide(LONG_AGO);
    const after = await all();
    await hide(null);
    return before.join() !== after.join();
  },
  // Those first who spoke there.
  "audience.people: that somebody answered": async (v, w, { mine, below }) => {
    const first = async () =>
      (await audience.people(v, w.closed.id, { q: "", below: mine }).catch(() => []))[0]?.id === w.member.id;
    await db.update(t.replies).set({ authorId: w.member.id }).where(eq(t.replies.id, below));
    const spoke = await first();
    await db.delete(t.replies).where(eq(t.replies.id, below));
    return spoke && !(await first());
  },
};
/** Of what one wrote oneself one is not told, and who is the one that is looked for does not find themself. */
const apart = (surface: string, v: Account, w: World) =>
  (surface.startsWith("audience.people") ? [w.author, w.member, w.lead] : [w.author]).some(({ id }) => id === v.id);
for (const [rule, { given, shown = null, may }] of Object.entries(TOLD))
  row(
    `${Object.keys(SURFACES).join(" ")}: read blind, ${rule}`,
    may.replace("author ", ""),
    account((v, w) =>
      assigned(
        w,
        async () => {
          const id = await w.note({ ...w.shared, question: true });
          const mine = await w.note({ ...w.shared, authorId: v.id, question: true });
          await w.reply(id);
          const on = { id, mine, below: await w.reply(mine) };
          for (const what of ["agree", "question"] as const)
            await db.insert(t.reactions).values({ id: uuid(), annotationId: mine, userId: w.author.id, what });
          const told = new Map<string, boolean>();
          for (const [surface, tells] of Object.entries(SURFACES))
            if (!apart(surface, v, w)) told.set(surface, await tells(v, w, on));
          await db.delete(t.annotations).where(inArray(t.annotations.id, [id, mine]));
          const all = [...told.values()];
          if (new Set(all).size > 1) throw new Error(`Not the same everywhere: ${JSON.stringify([...told])}`);
          return all[0] ?? false;
        },
        given,
        shown,
      ),
    ),
  );
row("live.listen: what is the group's, read blind", "author owner lead", (v, w) =>
  assigned(w, () => hears(v, w, w.shared), { reveal: "manual" }),
);
row("live.listen: an answer of somebody's, read blind, below a lead's note", "author owner lead", (v, w) =>
  assigned(w, () => hears(v, w, { ...w.shared, authorId: w.lead.id, actorId: w.author.id }), { reveal: "manual" }),
);

/** While the group reads blind a part of the text; `note` lies in it or outside, and may have been shown before. */
const partly = <T>(
  w: World,
  where: "inside" | "outside",
  run: (note: string, id: string) => Promise<T>,
  exempt = false,
) =>
  assigned(
    w,
    async (id) => {
      const { versionId } = w.closed;
      const part = { versionId, exact: "The river rose twice", prefix: "", suffix: "", start: 10, end: 30 };
      const [reading] = await db
        .update(t.assignmentReadings)
        .set(part)
        .where(eq(t.assignmentReadings.assignmentId, id))
        .returning({ id: t.assignmentReadings.id });
      const at = { versionId, how: "exact" as const, confidence: 1 };
      await db.insert(t.partAnchors).values({ ...at, readingId: reading?.id ?? "", start: 10, end: 30 });
      const note = await w.note(w.shared);
      const [start, end] = where === "inside" ? [10, 20] : [30, 40];
      await db.insert(t.anchors).values({ ...at, annotationId: note, start, end });
      if (exempt) await db.insert(t.revealExemptions).values({ assignmentId: id, annotationId: note });
      try {
        return await run(note, id);
      } finally {
        await db.delete(t.annotations).where(eq(t.annotations.id, note));
      }
    },
    { reveal: "manual" },
  );
const BEFORE = { createdAt: "2026-01-01T00:00:00Z" };
const PARTLY: Record<
  string,
  { where: "inside" | "outside"; exempt?: boolean; note: string; below: string; old: string }
> = {
  "in the assigned part": {
    where: "inside",
    note: "author owner lead",
    below: "author owner lead",
    old: "author owner lead",
  },
  "outside the assigned part": { where: "outside", note: CIRCLE, below: CIRCLE, old: CIRCLE },
  "shown before": { where: "inside", exempt: true, note: CIRCLE, below: "author owner lead", old: CIRCLE },
};
for (const [rule, { where, exempt, note, below, old }] of Object.entries(PARTLY)) {
  row(`annotations.read: read blind, ${rule}`, note, (v, w) =>
    partly(w, where, (id) => served(annotations.read(v, id)), exempt),
  );
  row(`replies.read: read blind, ${rule}`, below, (v, w) =>
    partly(w, where, async (id) => served(replies.read(v, await w.reply(id))), exempt),
  );
  row(`replies.read: said before it was read blind, ${rule}`, old, (v, w) =>
    partly(w, where, async (id) => served(replies.read(v, await w.reply(id, BEFORE))), exempt),
  );
  row(`live.listen: a note, read blind, ${rule}`, note, (v, w) =>
    partly(w, where, (id) => hears(v, w, w.shared, "closed", { kind: "annotation", subjectId: id }), exempt),
  );
  for (const [said, more, may] of [
    ["", {}, below],
    [" from before", BEFORE, old],
  ] as const)
    row(`live.listen: an answer${said}, read blind, ${rule}`, may, (v, w) =>
      partly(
        w,
        where,
        async (id) => hears(v, w, w.shared, "closed", { kind: "reply", subjectId: await w.reply(id, more) }),
        exempt,
      ),
    );
}
