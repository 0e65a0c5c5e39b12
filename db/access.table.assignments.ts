import { eq } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { newAssignment } from "@/lib/schemas/assignment";
import type { Viewer } from "@/lib/schemas/user";
import * as annotations from "./annotations";
import * as assignments from "./assignments";
import { db } from "./client";
import { named } from "./named";
import * as readings from "./readings";
import * as replies from "./replies";
import * as t from "./schema";
import { CIRCLE, has, only, query, row, served, type World } from "./testing.access";
import * as seeds from "./testing.world";
import * as unread from "./unread";
import { work, workOf } from "./work";

/** Rows of `access.table.ts`: assignments, and what is kept from who reads blind. */

const AHEAD = "2036-01-01T00:00:00Z";
export type Given = Partial<typeof t.assignments.$inferInsert>;
/** Somebody to whom it is shown, or all. */
type Shown = "member" | "all" | null;

/** While the group is to read the private article. */
export async function assigned<T>(
  w: World,
  run: (id: string) => Promise<T>,
  given: Given = {},
  shown: Shown = null,
): Promise<T> {
  const id = uuid();
  await db.insert(t.assignments).values({
    ...{ id, groupId: w.group.id, title: "Read", timeZone: "UTC", createdBy: w.lead.id },
    // What stands in this world was written before.
    ...{ includeEarlier: true, ...given },
  });
  await db.insert(t.assignmentReadings).values({ id: uuid(), assignmentId: id, articleId: w.closed.id, position: 0 });
  if (shown)
    await db.insert(t.reveals).values({
      assignmentId: id,
      userId: shown === "all" ? null : w.member.id,
      why: shown === "all" ? "manual" : "own",
    });
  try {
    return await run(id);
  } finally {
    await db.delete(t.assignments).where(eq(t.assignments.id, id));
  }
}

// ---- the assignment itself
row("assignments.read", CIRCLE, (v, w) => assigned(w, (id) => served(assignments.read(v, id))));
row("assignments.read: before it opens", "owner lead", (v, w) =>
  assigned(w, (id) => served(assignments.read(v, id)), { opensAt: AHEAD }),
);
row("assignments.read: put away", "owner lead", (v, w) =>
  assigned(w, (id) => served(assignments.read(v, id)), { archivedAt: AHEAD }),
);
row("assignments.read: says that it is revealed", "owner lead", (v, w) =>
  assigned(w, async (id) => (await assignments.read(v, id).catch(() => null))?.revealed === true, { reveal: "manual" }),
);
row("assignments.list", CIRCLE, (v, w) => assigned(w, (id) => has(assignments.list(v, w.group.id), id)));
only("assignments.mine", CIRCLE, (v, w) => assigned(w, (id) => has(assignments.mine(v), id)));
row("assignments.onArticle", CIRCLE, (v, w) => assigned(w, (id) => has(assignments.onArticle(v, w.closed.id), id)));
only("assignments.create", "owner lead", (v, w) => {
  const input = newAssignment.parse({ readings: [{ articleId: w.closed.id }] });
  return served(
    assignments.create(v, w.group.id, input).then(({ id }) => db.delete(t.assignments).where(eq(t.assignments.id, id))),
  );
});
only("assignments.create: of a text that only the author may read", "", async (v, w) => {
  const readings = [{ articleId: (await seeds.article(w.author)).id }];
  return served(assignments.create(v, w.group.id, newAssignment.parse({ readings })));
});
only("assignments.revise", "owner lead", (v, w) =>
  assigned(w, (id) => served(assignments.revise(v, id, { title: "Other" }, null))),
);
only("assignments.remove", "owner lead", (v, w) => assigned(w, (id) => served(assignments.remove(v, id))));
only("assignments.open", "owner lead", (v, w) =>
  assigned(w, (id) => served(assignments.open(v, id)), { reveal: "manual" }),
);

// ---- where everybody stands
const shows = async (v: Viewer, id: string, userId: string) =>
  has(
    work(v, id).then(({ items }) => items.map(({ user }) => user)),
    userId,
  );
row("work.work: the member's", "member owner lead", (v, w) => assigned(w, (id) => shows(v, id, w.member.id)));
row("work.work: the author's", "author owner lead", (v, w) => assigned(w, (id) => shows(v, id, w.author.id)));
row("work.workOf: the member's", "member owner lead", (v, w) =>
  assigned(w, (id) => served(workOf(v, id, w.member.id))),
);

// ---- reading blind: every rule × every surface
export const TOLD: Record<string, { given: Given; shown?: Shown; may: string }> = {
  "own, too few": { given: { reveal: "own", revealCount: 2 }, may: "author owner lead" },
  "own, enough": { given: { reveal: "own", revealCount: 2 }, shown: "member", may: "author member owner lead" },
  "own, past its date": { given: { reveal: "own", revealCount: 2, revealAt: "2026-01-01T00:00:00Z" }, may: CIRCLE },
  "date, ahead": { given: { reveal: "date", revealAt: AHEAD }, may: "author owner lead" },
  "date, past": { given: { reveal: "date", revealAt: "2026-01-01T00:00:00Z" }, may: CIRCLE },
  "all, not yet": { given: { reveal: "all", dueAt: AHEAD }, may: "author owner lead" },
  "all, done": { given: { reveal: "all", dueAt: AHEAD }, shown: "all", may: CIRCLE },
  "all, past its due date": { given: { reveal: "all", dueAt: "2026-01-01T00:00:00Z" }, may: CIRCLE },
  "manual, closed": { given: { reveal: "manual" }, may: "author owner lead" },
  "manual, opened": { given: { reveal: "manual" }, shown: "all", may: CIRCLE },
  "manual, before it opens": { given: { reveal: "manual", opensAt: AHEAD }, may: "author owner lead" },
  "manual, put away": { given: { reveal: "manual", archivedAt: AHEAD }, may: CIRCLE },
};
/** What tells a viewer of a note, or of a reply below it: each answers whether it does. */
const SURFACES: Record<string, (v: Viewer, w: World, id: string, answer: string) => Promise<boolean>> = {
  "annotations.read": (v, _, id) => served(annotations.read(v, id)),
  "annotations.forArticle": (v, w, id) => has(annotations.forArticle(v, w.closed.id), id),
  "annotations.list": (v, w, id) => has(annotations.list(v, w.closed.id, query), id),
  "named.named": async (v, w, id) =>
    (await named({ viewer: v, articleId: w.closed.id, version: undefined, ids: [id] }))?.length === 1,
  "annotations.tagsFor": async (v, w, id) => {
    await db.insert(t.tags).values({ annotationId: id, tag: `tag ${id}`, position: 0 });
    return (await annotations.tagsFor(v, w.closed.id)).includes(`tag ${id}`);
  },
  "replies.list": (v, _, id, answer) => has(replies.list(v, id, { limit: 50 }), answer),
  "replies.read": (v, _, __, answer) => served(replies.read(v, answer)),
  "replies.forArticle": (v, w, _, answer) => has(replies.forArticle(v, w.closed.id), answer),
  "unread.markRead": async (v, _, id) => v !== null && served(unread.markRead(v, id)),
  "readings.list": async (v, w, id) => {
    const count = async () => (await readings.list(v, w.group.id).catch(() => []))[0]?.marks ?? 0;
    const before = await count();
    await db.update(t.annotations).set({ hiddenAt: AHEAD }).where(eq(t.annotations.id, id));
    return before > (await count());
  },
};
for (const [rule, { given, shown = null, may }] of Object.entries(TOLD))
  row(`${Object.keys(SURFACES).join(" ")}: read blind, ${rule}`, may, (v, w) =>
    assigned(
      w,
      async () => {
        const id = await w.note(w.shared);
        const answer = await w.reply(id);
        const told = new Map<string, boolean>();
        for (const [surface, tells] of Object.entries(SURFACES)) told.set(surface, await tells(v, w, id, answer));
        await db.delete(t.annotations).where(eq(t.annotations.id, id));
        const all = [...told.values()];
        if (new Set(all).size > 1) throw new Error(`Not the same everywhere: ${JSON.stringify([...told])}`);
        return all[0] ?? false;
      },
      given,
      shown,
    ),
  );
row("annotations.read: read blind, a lead's", CIRCLE, (v, w) =>
  assigned(w, async () => served(annotations.read(v, await w.note({ ...w.shared, authorId: w.lead.id }))), {
    reveal: "manual",
  }),
);
row("annotations.read: read blind, on another text", CIRCLE, (v, w) =>
  assigned(w, async () => served(annotations.read(v, await w.note({ ...w.shared, articleId: w.open.id }))), {
    reveal: "manual",
  }),
);
row("annotations.read: read blind, how often others agree with a lead", "owner lead", (v, w) =>
  assigned(
    w,
    async () => {
      const annotationId = await w.note({ ...w.shared, authorId: w.lead.id });
      await db.insert(t.reactions).values({ id: uuid(), annotationId, userId: w.author.id, what: "agree" });
      const seen = await annotations.read(v, annotationId).catch(() => null);
      // One's own is no secret to oneself.
      return v?.id !== w.author.id && seen?.thread.reactions.agree === 1;
    },
    { reveal: "manual" },
  ),
);
