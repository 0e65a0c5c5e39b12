import { eq } from "drizzle-orm";
import type { Viewer } from "@/lib/schemas/user";
import { assigned } from "./access.table.assignments";
import { withBefore } from "./afterwards";
import { db } from "./client";
import * as heat from "./heat";
import * as points from "./points";
import * as t from "./schema";
import * as standings from "./standings";
import { LONG_AGO, row, served, type World } from "./testing.access";
import { standOf, studentsOf, workOf } from "./work";

/** Rows of `access.table.ts`: a text as its students marked it, for those who lead their group. */

type Given = Partial<typeof t.annotations.$inferInsert>;
const LEADS = "owner lead";

/** Whether a note that asks something is counted by the heat of the text, by its sections, and among what to talk about. */
const told = (v: Viewer, w: World, given: (w: World) => Given, reply?: Partial<typeof t.replies.$inferInsert>) =>
  assigned(w, async (assignmentId) => {
    const { versionId } = w.closed;
    const id = await w.note({ ...w.shared, question: true, body: "Who counted?", ...given(w) });
    if (reply) await w.reply(id, reply);
    await db
      .insert(t.anchors)
      .values({ annotationId: id, versionId, start: 0, end: 20, how: "exact" as const, confidence: 1 });
    const none = () => null;
    const text = await heat.marked(v, assignmentId).catch(none);
    const sections = await heat.sections(v, assignmentId).catch(none);
    const talk = await heat.talk(v, assignmentId).catch(none);
    await db.delete(t.annotations).where(eq(t.annotations.id, id));
    return {
      heat: Boolean(text?.marks.some((mark) => mark.id === id)),
      sections: Boolean(sections?.some((one) => one.questions > 0)),
      talk: Boolean(talk?.some(({ notes }) => notes.some((note) => note.id === id))),
      replies: talk?.flatMap(({ notes }) => notes).find((note) => note.id === id)?.replies ?? 0,
    };
  });
const everywhere = async (v: Viewer, w: World, given: (w: World) => Given) => {
  const { heat: one, sections, talk } = await told(v, w, given);
  if (one !== sections || one !== talk) throw new Error("Not the same everywhere.");
  return one;
};

const ALL = "heat.marked heat.sections heat.talk";
row(ALL, LEADS, (v, w) => assigned(w, async (id) => (await served(heat.marked(v, id))) && served(heat.talk(v, id))));
row(`${ALL}: a student's`, LEADS, (v, w) => everywhere(v, w, () => ({})));
row(`${ALL}: a lead's own`, "", (v, w) => everywhere(v, w, () => ({ authorId: w.lead.id })));
row(`${ALL}: of who left`, "", (v, w) => everywhere(v, w, () => ({ authorId: w.former.id })));
row(`${ALL}: private`, "", (v, w) => everywhere(v, w, () => ({ layer: "private", groupId: null })));
row(`${ALL}: hidden`, "", (v, w) => everywhere(v, w, () => ({ hiddenAt: LONG_AGO })));
row(`${ALL}: deleted`, "", (v, w) => everywhere(v, w, () => ({ deletedAt: LONG_AGO })));
row(`${ALL}: of an exchange of two`, "", (v, w) => everywhere(v, w, () => ({ withUserId: w.lead.id })));
// It is not shown to a class, but its lead sees it.
row(
  "heat.marked: what waits for a lead",
  LEADS,
  async (v, w) => (await told(v, w, () => ({ pendingAt: LONG_AGO }))).heat,
);
row("heat.talk: what waits for a lead", "", async (v, w) => (await told(v, w, () => ({ pendingAt: LONG_AGO }))).talk);
row("heat.talk: a reply, counted", LEADS, async (v, w) => (await told(v, w, () => ({}), {})).replies > 0);
for (const [name, more] of Object.entries({
  hidden: { hiddenAt: LONG_AGO },
  deleted: { deletedAt: LONG_AGO },
  waiting: { pendingAt: LONG_AGO },
}))
  row(
    `heat.talk: a reply that is ${name}, counted`,
    "",
    async (v, w) => (await told(v, w, () => ({}), more)).replies > 0,
  );
row(`${ALL}: of a text that the group reads no more`, "", (v, w) =>
  assigned(w, async (id) => {
    // Who brought it in, or keeps it, may read it still; but who leads the group did neither.
    const [reading] = await db.delete(t.readings).where(eq(t.readings.articleId, w.closed.id)).returning();
    const may = await served(heat.marked(v, id));
    if (reading) await db.insert(t.readings).values(reading);
    return may;
  }),
);

// ---- the table
for (const given of [false, true]) {
  const name = `standings.table: ${given ? "with points" : "without"}`;
  const sees = async (v: Viewer, id: string, userId: string) =>
    standings
      .table(v, id, given)
      .then(({ items }) => items.some(({ user }) => user.id === userId))
      .catch(() => false);
  row(`${name}, the member's`, given ? LEADS : "member owner lead", (v, w) =>
    assigned(w, (id) => sees(v, id, w.member.id)),
  );
}

// ---- who left
/** `former` wrote for the group once, on the text of the assignment. */
const wroteOnce = async <T>(w: World, run: (id: string) => Promise<T>): Promise<T> => {
  const note = await w.note({ ...w.shared, authorId: w.former.id, body: "Once" });
  await db
    .insert(t.anchors)
    .values({ annotationId: note, versionId: w.closed.versionId, start: 0, end: 20, how: "exact", confidence: 1 });
  try {
    return await assigned(w, run);
  } finally {
    await db.delete(t.annotations).where(eq(t.annotations.id, note));
  }
};
const shown = (run: Promise<{ user: { id: string } }[]>, w: World) =>
  run.then((all) => all.some(({ user }) => user.id === w.former.id)).catch(() => false);
for (const given of [false, true])
  row(`standings.table: ${given ? "with points" : "without"}, who left`, LEADS, (v, w) =>
    wroteOnce(w, (id) =>
      shown(
        standings.table(v, id, given).then(({ gone }) => gone),
        w,
      ),
    ),
  );
row("standings.table: a student among those who left", "", (v, w) =>
  assigned(w, async (id) => {
    const { gone } = await standings.table(v, id, false).catch(() => ({ gone: [] }));
    return gone.some(({ user }) => user.id === w.author.id);
  }),
);
row("work.standOf: who left", LEADS, (v, w) =>
  wroteOnce(w, (id) =>
    shown(
      standOf(v, id, w.former.id).then(({ standings }) => standings.map(({ standing }) => standing)),
      w,
    ),
  ),
);
row("work.studentsOf: who left", "", (v, w) => wroteOnce(w, (id) => shown(studentsOf(v, id), w)));
row("work.workOf afterwards.withBefore points.of: who left", LEADS, (v, w) =>
  wroteOnce(
    w,
    async (id) =>
      (await served(workOf(v, id, w.former.id))) &&
      (await served(withBefore(v, id, w.former.id))) &&
      served(points.of(v, id, w.former.id)),
  ),
);
