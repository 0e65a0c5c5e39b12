import { eq } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { pointsRule } from "@/lib/schemas/assignment";
import type { Account, Viewer } from "@/lib/schemas/user";
import { assigned, type Given } from "./access.table.assignments";
import { hears } from "./access.table.live";
import * as annotations from "./annotations";
import { acts } from "./assignment-acts";
import { db } from "./client";
import * as feedback from "./feedback";
import * as notices from "./notices";
import * as points from "./points";
import * as reference from "./reference";
import * as reviews from "./reviews";
import * as t from "./schema";
import { has, only, page, row, served, type World } from "./testing.access";
import { stand } from "./work";

/** Rows of `access.table.ts`: points, what is said of them, and the marks that are compared with. */

const AHEAD = "2036-01-01T00:00:00Z";
const PAST = "2026-01-01T00:00:00Z";
const RULE: Given = { goals: { claim: 2 }, points: pointsRule.parse({ goals: { claim: 4 }, reference: 2 }) };
const RELEASED: Given = { ...RULE, releasedAt: PAST };
const OVERRIDE = { points: 1, reason: "Read again" };

// ---- points
row("points.withWork", "owner lead", (v, w) => assigned(w, (id) => served(points.withWork(v, id)), RULE));
row("points.all", "owner lead", (v, w) => assigned(w, (id) => served(points.all(v, id)), RULE));
row("work.stand: the member's", "member owner lead", (v, w) =>
  assigned(w, async (id) => {
    const { standings } = await stand(v, id, { userId: w.member.id }).catch(() => ({ standings: [] }));
    return standings.length > 0;
  }),
);
const sees = async (v: Viewer, id: string, userId: string) =>
  (await points.of(v, id, userId).catch(() => null))?.points?.user.id === userId;
row("points.of: the member's, before they are released", "owner lead", (v, w) =>
  assigned(w, (id) => sees(v, id, w.member.id), RULE),
);
row("points.of: the member's, released", "member owner lead", (v, w) =>
  assigned(w, (id) => sees(v, id, w.member.id), RELEASED),
);
row("points.of: the member's, of an assignment that is put away", "owner lead", (v, w) =>
  assigned(w, (id) => sees(v, id, w.member.id), { ...RELEASED, archivedAt: PAST }),
);
row("points.of: a guest's, who does no assignments", "", (v, w) =>
  assigned(w, (id) => sees(v, id, w.guest.id), RELEASED),
);
only("points.override", "owner lead", (v, w) =>
  assigned(w, (id) => served(points.override(v, id, w.member.id, "claim", OVERRIDE)), RULE),
);
only("points.override: of somebody who does not study there", "", (v, w) =>
  assigned(w, (id) => served(points.override(v, id, w.former.id, "claim", OVERRIDE)), RULE),
);
only("points.release", "owner lead", (v, w) => assigned(w, (id) => served(points.release(v, id)), RULE));
only("points.withhold", "owner lead", (v, w) => assigned(w, (id) => served(points.withhold(v, id)), RELEASED));

/** An act about the member's points, and one about the assignment. */
const act = async (w: World, id: string, more: Partial<typeof t.assignmentActs.$inferInsert>) => {
  const made = { id: uuid(), assignmentId: id, madeBy: w.lead.id, what: "override" as const, ...more };
  await db.insert(t.assignmentActs).values(made);
  return made.id;
};
const logs = (w: World, v: Viewer, given: Given, more: Partial<typeof t.assignmentActs.$inferInsert>) =>
  assigned(
    w,
    async (id) => {
      const made = await act(w, id, more);
      return has(acts(v, id, { limit: 50 }), made);
    },
    given,
  );
row("assignment-acts.acts: about the member", "member owner lead", (v, w) =>
  logs(w, v, RELEASED, { userId: w.member.id }),
);
row("assignment-acts.acts: about the member, before release", "owner lead", (v, w) =>
  logs(w, v, RULE, { userId: w.member.id }),
);
row("assignment-acts.acts: more time for the member", "owner lead", (v, w) =>
  logs(w, v, RELEASED, { userId: w.member.id, what: "extend" }),
);
row("assignment-acts.acts: about nobody", "owner lead", (v, w) => logs(w, v, RELEASED, { what: "release" }));

// ---- what is said of them
only("reviews.ask", "author member", (v, w) =>
  assigned(w, (id) => served(reviews.ask(v, id, { goal: "claim", message: "Look again" })), RELEASED),
);
only("reviews.ask: before they are released", "", (v, w) =>
  assigned(w, (id) => served(reviews.ask(v, id, { goal: "claim", message: "Look again" })), RULE),
);
only("reviews.ask: in a group that is put away", "", (v, w) =>
  assigned(
    w,
    async (id) => {
      const its = eq(t.groups.id, w.group.id);
      await db.update(t.groups).set({ archivedAt: PAST }).where(its);
      const may = await served(reviews.ask(v, id, { goal: "claim", message: "Look again" }));
      await db.update(t.groups).set({ archivedAt: null }).where(its);
      return may;
    },
    RELEASED,
  ),
);
const asked = async (w: World, assignmentId: string) => {
  const id = uuid();
  await db.insert(t.reviews).values({ id, assignmentId, userId: w.member.id, goal: "claim", message: "Look" });
  return id;
};
only("reviews.answer", "owner lead", (v, w) =>
  assigned(w, async (id) => served(reviews.answer(v, id, await asked(w, id), { answer: "It stays" })), RELEASED),
);
only("feedback.say", "owner lead", (v, w) =>
  assigned(w, (id) => served(feedback.say(v, id, { userId: w.member.id, body: "Well read" })), RULE),
);
/** Whether this viewer is shown what is said to one student (nobody: to all) beside the member's points, or their own. */
const told = (v: Viewer, w: World, given: Given, userId: string | null, of: string) =>
  assigned(
    w,
    async (id) => {
      await feedback.say(w.lead, id, { userId, body: "Well read" });
      const shown = await points.of(v, id, of).catch(() => null);
      return (userId === null ? shown?.feedback : shown?.points?.feedback) === "Well read";
    },
    given,
  );
row("points.of: feedback to the member", "member owner lead", (v, w) => told(v, w, RELEASED, w.member.id, w.member.id));
row("points.of: feedback to all", "member owner lead", (v, w) => told(v, w, RELEASED, null, w.member.id));
row("points.of: feedback to all, beside the author's, before release", "owner lead", (v, w) =>
  told(v, w, RULE, null, w.author.id),
);
row("points.of: feedback, before release", "owner lead", (v, w) => told(v, w, RULE, null, w.member.id));

// ---- the marks that are compared with
/** A lead's note in the group, which an assignment compares with. */
async function compared<T>(w: World, given: Given, run: (id: string, note: string) => Promise<T>): Promise<T> {
  const annotationId = await w.note({ ...w.shared, authorId: w.lead.id });
  await db.insert(t.anchors).values({
    ...{ annotationId, versionId: w.closed.versionId, start: 0, end: 20, how: "exact", confidence: 1 },
  });
  try {
    return await assigned(
      w,
      async (assignmentId) => {
        await db.insert(t.referenceMarks).values({ assignmentId, annotationId });
        return run(assignmentId, annotationId);
      },
      { ...RULE, ...given },
    );
  } finally {
    await db.delete(t.annotations).where(eq(t.annotations.id, annotationId));
  }
}
const AFTER = "author member owner lead guest";
for (const [when, given, may] of [
  ["before it is due", { dueAt: AHEAD }, "owner lead"],
  ["after", { dueAt: PAST }, AFTER],
  ["of what is never due", {}, "owner lead"],
  ["of what is never due, released", { releasedAt: PAST }, AFTER],
  ["before it is due, put away", { dueAt: AHEAD, archivedAt: PAST }, "owner lead"],
] as const) {
  row(`annotations.read: a reference mark, ${when}`, may, (v, w) =>
    compared(w, given, (_, note) => served(annotations.read(v, note))),
  );
  row(`annotations.forArticle: a reference mark, ${when}`, may, (v, w) =>
    compared(w, given, (_, note) => has(annotations.forArticle(v, w.closed.id), note)),
  );
}
row("live.listen: what happens to a reference mark, before it is due", "owner lead", (v, w) =>
  compared(w, { dueAt: AHEAD }, (_, note) =>
    hears(v, w, { ...w.shared, authorId: w.lead.id }, "closed", { kind: "annotation", subjectId: note }),
  ),
);
row("live.listen: what happens to a reference mark, after", AFTER, (v, w) =>
  compared(w, { dueAt: PAST }, (_, note) =>
    hears(v, w, { ...w.shared, authorId: w.lead.id }, "closed", { kind: "annotation", subjectId: note }),
  ),
);
row("live.listen: a reply below a reference mark, before it is due", "owner lead", (v, w) =>
  compared(w, { dueAt: AHEAD }, async (_, note) => {
    const reply = await w.reply(note, { authorId: w.owner.id });
    return hears(v, w, { ...w.shared, authorId: w.lead.id, actorId: w.owner.id }, "closed", {
      kind: "reply",
      subjectId: reply,
    });
  }),
);
/** Beside the work of whoever asks, or of the member. */
const compares = (v: Viewer, w: World, given: Given, userId = w.member.id) =>
  compared(w, given, async (id) => (await reference.compare(v, id, userId).catch(() => [])).length > 0);
row("reference.compare: the member's, before it is due", "owner lead", (v, w) => compares(v, w, { dueAt: AHEAD }));
row("reference.compare: the author's, before it is due", "owner lead", (v, w) =>
  compares(v, w, { dueAt: AHEAD }, w.author.id),
);
row("reference.compare: the member's", "member owner lead", (v, w) => compares(v, w, { dueAt: PAST }));
row("reference.compare: the member's, who has more time", "owner lead", (v, w) =>
  compared(w, { dueAt: PAST }, async (id) => {
    await db.insert(t.extensions).values({ id: uuid(), assignmentId: id, userId: w.member.id, dueAt: AHEAD });
    return (await reference.compare(v, id, w.member.id).catch(() => [])).length > 0;
  }),
);
row("reference.compare: the member's, whose more time the date has overtaken", "owner lead", (v, w) =>
  compared(w, { dueAt: AHEAD }, async (id) => {
    await db.insert(t.extensions).values({ id: uuid(), assignmentId: id, userId: w.member.id, dueAt: PAST });
    return (await reference.compare(v, id, w.member.id).catch(() => [])).length > 0;
  }),
);
row(
  "reference.compare: the member's, never due, released, with more time from when it was",
  "member owner lead",
  (v, w) =>
    compared(w, { releasedAt: PAST }, async (id) => {
      await db.insert(t.extensions).values({ id: uuid(), assignmentId: id, userId: w.member.id, dueAt: AHEAD });
      return (await reference.compare(v, id, w.member.id).catch(() => [])).length > 0;
    }),
);
row("annotations.read: a reference mark, the member has more time", "author owner lead guest", (v, w) =>
  compared(w, { dueAt: PAST }, async (id, note) => {
    await db.insert(t.extensions).values({ id: uuid(), assignmentId: id, userId: w.member.id, dueAt: AHEAD });
    return served(annotations.read(v, note));
  }),
);
row("reference.compare: the member's, put away", "owner lead", (v, w) =>
  compares(v, w, { dueAt: PAST, archivedAt: PAST }),
);
only("reference.choosable", "owner lead", (v, w) => assigned(w, (id) => served(reference.choosable(v, id)), RULE));
only("reference.choose", "owner lead", (v, w) => assigned(w, (id) => served(reference.choose(v, id, [])), RULE));
only("reference.choose: a lead's own mark", "lead", (v, w) =>
  assigned(
    w,
    async (id) => served(reference.choose(v, id, [await w.note({ ...w.shared, authorId: w.lead.id })])),
    RULE,
  ),
);
only("reference.choose: what another answered", "", (v, w) =>
  assigned(
    w,
    async (id) => {
      const note = await w.note({ ...w.shared, authorId: w.lead.id });
      await w.reply(note);
      return served(reference.choose(v, id, [note]));
    },
    RULE,
  ),
);
only("reference.choose: of another group", "", (v, w) =>
  assigned(
    w,
    async (id) => served(reference.choose(v, id, [await w.note({ authorId: w.lead.id, layer: "public" })])),
    RULE,
  ),
);

// ---- being told
const tells = (w: World, v: Account, given: Given, what: string) =>
  assigned(
    w,
    async (assignmentId) => {
      const id = uuid();
      await db.insert(t.notices).values({
        ...{ id, userId: v.id, kind: "assignment", cause: `${what}:${id}`, groupId: w.group.id, assignmentId },
        delivery: "off",
      });
      return has(notices.list(v, page), id);
    },
    given,
  );
only("notices.list: that points are released", "author member owner lead", (v, w) => tells(w, v, RELEASED, "released"));
only("notices.list: that points were released, and withheld again", "owner lead", (v, w) =>
  tells(w, v, RULE, "released"),
);
only("notices.list: that a review is asked for", "owner lead", (v, w) => tells(w, v, RELEASED, "review"));
