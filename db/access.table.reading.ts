import { eq } from "drizzle-orm";
import { newAssignment } from "@/lib/schemas/assignment";
import * as annotations from "./annotations";
import { assignedOn } from "./assigned";
import * as assignments from "./assignments";
import { db } from "./client";
import * as prompts from "./prompts";
import * as t from "./schema";
import { CIRCLE, only, row, served, type World } from "./testing.access";

/** Rows of `access.table.ts`: assignments beside their text, and the questions in it. */

type Given = Partial<typeof t.assignments.$inferInsert>;
type Note = Partial<typeof t.annotations.$inferInsert>;

/** While the group is to read the private article, with a note of its lead in it. */
async function asking<T>(
  w: World,
  run: (id: string, annotationId: string) => Promise<T>,
  given: Given = {},
  note: Note = {},
): Promise<T> {
  const created = await assignments.create(
    w.lead,
    w.group.id,
    newAssignment.parse({ readings: [{ articleId: w.closed.id }] }),
  );
  const { id } = created;
  if (Object.keys(given).length > 0) await db.update(t.assignments).set(given).where(eq(t.assignments.id, id));
  const annotationId = await w.note({ ...w.shared, authorId: w.lead.id, ...note });
  try {
    return await run(id, annotationId);
  } finally {
    await db.delete(t.annotations).where(eq(t.annotations.id, annotationId));
    await db.delete(t.assignments).where(eq(t.assignments.id, id));
  }
}
const asked = (assignmentId: string, annotationId: string) =>
  db.insert(t.prompts).values({ assignmentId, annotationId, position: 0 });
const AHEAD = "2036-01-01T00:00:00Z";
const none = () => [];

only("prompts.ask", "owner lead", (v, w) => asking(w, (id, note) => served(prompts.ask(v, id, note))));
only("prompts.ask: what a student wrote", "", (v, w) =>
  asking(w, (id, note) => served(prompts.ask(v, id, note)), {}, { authorId: w.member.id }),
);
only("prompts.ask: what is for somebody alone", "", (v, w) =>
  asking(w, (id, note) => served(prompts.ask(v, id, note)), {}, { withUserId: w.owner.id }),
);
only("prompts.ask: what its author alone reads", "", (v, w) =>
  asking(w, (id, note) => served(prompts.ask(v, id, note)), {}, { layer: "private", groupId: null }),
);
only("prompts.ask: on another text", "", (v, w) =>
  asking(w, (id, note) => served(prompts.ask(v, id, note)), {}, { articleId: w.open.id, versionId: w.open.versionId }),
);
only("prompts.unask", "owner lead", (v, w) =>
  asking(w, async (id, note) => {
    await asked(id, note);
    return served(prompts.unask(v, id, note));
  }),
);
const lists = async (v: Parameters<typeof prompts.list>[0], id: string, note: string) =>
  (await prompts.list(v, id).catch(none)).some((one) => one.annotationId === note);
const shows = async (v: Parameters<typeof prompts.list>[0], w: World, note: string) =>
  (await assignedOn(v, w.closed.id).catch(none)).some(({ prompts: all }) =>
    all.some((one) => one.annotationId === note),
  );
for (const [name, given, note, may] of [
  ["", {}, {}, CIRCLE],
  [": read blind", { reveal: "manual" }, {}, CIRCLE],
  [": before it opens", { opensAt: AHEAD }, {}, "owner lead"],
  [": whose note is hidden", {}, { hiddenAt: AHEAD }, ""],
  [": whose note went to its author alone", {}, { layer: "private", groupId: null }, ""],
  [": whose note is for one other by now", {}, { withUserId: "member" }, ""],
] as const)
  row(`prompts.list prompts.listed assigned.assignedOn: a question${name}`, may, (v, w) =>
    asking(
      w,
      async (id, annotationId) => {
        await asked(id, annotationId);
        const [one, other] = [await lists(v, id, annotationId), await shows(v, w, annotationId)];
        if (one !== other) throw new Error(`Listed: ${one}, beside the text: ${other}.`);
        return one;
      },
      given,
      "withUserId" in note ? { withUserId: w.member.id } : note,
    ),
  );
row("assigned.assignedOn", CIRCLE, (v, w) =>
  asking(w, async (id) => (await assignedOn(v, w.closed.id).catch(none)).some((one) => one.id === id)),
);
row("assigned.assignedOn: where the member stands", "member", (v, w) =>
  asking(w, async (id) => {
    const one = (await assignedOn(v, w.closed.id).catch(none)).find((each) => each.id === id);
    return v?.id === w.member.id && one?.mine !== null && one !== undefined;
  }),
);
row("replies below a question of who reads blind", "author owner lead", (v, w) =>
  asking(
    w,
    async (id, annotationId) => {
      await asked(id, annotationId);
      await w.reply(annotationId);
      const seen = await annotations.read(v, annotationId).catch(() => null);
      return seen?.replyCount === 1;
    },
    { reveal: "manual" },
  ),
);
