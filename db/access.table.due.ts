import { eq } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import type { Account, Viewer } from "@/lib/schemas/user";
import { assigned } from "./access.table.assignments";
import { withBefore } from "./afterwards";
import * as assignments from "./assignments";
import * as calendars from "./calendars";
import { db } from "./client";
import * as due from "./due";
import { left } from "./left";
import * as notices from "./notices";
import * as t from "./schema";
import { has, only, page, row, served, type World } from "./testing.access";
import { studentsOf } from "./work";

/** Rows of `access.table.ts`: what is due for whom, their calendars, and what they are told of it. */

const AHEAD = "2036-01-01T00:00:00Z";
const DUE = { dueAt: AHEAD };

// ---- what I am to read, and what I set others
const asked = (v: Account, id: string) =>
  has(
    due.mine(v).then((all) => all.asked.map(({ assignment }) => assignment)),
    id,
  );
only("due.mine: to read", "author member", (v, w) => assigned(w, (id) => asked(v, id), DUE));
only("due.mine: to read, before it opens", "", (v, w) => assigned(w, (id) => asked(v, id), { opensAt: AHEAD }));
only("due.mine: where everybody stands", "owner lead", (v, w) =>
  assigned(w, async (id) => {
    const { led } = await due.mine(v);
    return led.some(({ assignment, count }) => assignment.id === id && count?.students === 2);
  }),
);

// ---- the calendar
const inCalendar = async (v: Account, id: string) =>
  ((await calendars.feed(await calendars.make(v))) ?? []).some((one) => one.id === id);
only("calendars.make calendars.feed", "author member owner lead", (v, w) =>
  assigned(w, (id) => inCalendar(v, id), DUE),
);
only("calendars.feed: before it opens", "owner lead", (v, w) =>
  assigned(w, (id) => inCalendar(v, id), { ...DUE, opensAt: "2035-01-01T00:00:00Z" }),
);
only("calendars.feed: put away", "", (v, w) => assigned(w, (id) => inCalendar(v, id), { ...DUE, archivedAt: AHEAD }));
only("calendars.madeAt: the author's", "author", async (v, w) => {
  await db.delete(t.calendars);
  await calendars.make(w.author);
  return (await calendars.madeAt(v)) !== null;
});
only("calendars.revoke: the author's", "author", async (v, w) => {
  const token = await calendars.make(w.author);
  await calendars.revoke(v);
  return (await calendars.feed(token)) === null;
});

// ---- being told
const told = async (v: Account, assignmentId: string) => {
  const id = uuid();
  const about = { kind: "assignment" as const, cause: `due:${assignmentId}:${id}`, assignmentId };
  await db.insert(t.notices).values({ id, userId: v.id, ...about, delivery: "off" });
  try {
    return await has(notices.list(v, page), id);
  } finally {
    await db.delete(t.notices).where(eq(t.notices.id, id));
  }
};
only("notices.list: an assignment", "author member owner lead guest", (v, w) => assigned(w, (id) => told(v, id)));
only("notices.list: an assignment that does not open yet", "owner lead", (v, w) =>
  assigned(w, (id) => told(v, id), { opensAt: AHEAD }),
);
only("due.asked", "author member", (v, w) =>
  assigned(w, (id) =>
    has(
      due.asked(v).then((all) => all.map(({ assignment }) => assignment)),
      id,
    ),
  ),
);
only("due.hasAny", "author member owner lead", (v, w) => assigned(w, () => due.hasAny(v)));
only("due.hasAny: before it opens", "owner lead", (v, w) => assigned(w, () => due.hasAny(v), { opensAt: AHEAD }));
only("left.left", "author member", (v, w) =>
  assigned(w, async (id) => {
    const assignment = await assignments.read(v, id).catch(() => null);
    return assignment !== null && (await left(v, assignment)) !== null;
  }),
);
/** A question that waits for a lead to let it stand is none for its students yet. */
only("left.left: its questions", "member", (v, w) =>
  assigned(
    w,
    async (id) => {
      const assignment = await assignments.read(v, id).catch(() => null);
      if (!assignment || v.id !== w.member.id) return false;
      const [shown, waits] = [
        await w.note({ ...w.shared, authorId: w.lead.id }),
        await w.note({ ...w.shared, authorId: w.lead.id, pendingAt: "2026-01-01T00:00:00Z" }),
      ];
      await db
        .insert(t.prompts)
        .values([shown, waits].map((annotationId, position) => ({ assignmentId: id, annotationId, position })));
      const found = await left(v, assignment);
      return found?.questions.map((one) => one.id).join() === shown;
    },
    { goals: { prompts: true } },
  ),
);

row("work.studentsOf: the author", "author owner lead", (v, w) =>
  assigned(w, async (id) => (await studentsOf(v, id)).some(({ user }) => user.id === w.author.id)),
);

// ---- one student's work, before and after
const words = async (v: Viewer, w: World, id: string) => {
  const place = { annotationId: w.notes.group, versionId: w.closed.versionId, start: 0, end: 20 };
  await db
    .insert(t.anchors)
    .values({ ...place, how: "exact", confidence: 1 })
    .onConflictDoNothing();
  const work = await withBefore(v, id, w.author.id).catch(() => null);
  return work?.items.find(({ annotationId }) => annotationId === w.notes.group)?.before?.was.body ?? null;
};
const LONG_SHOWN = { reveal: "date" as const, revealAt: "2026-01-01T00:00:00Z" };
row("afterwards.withBefore: the author's", "author owner lead", (v, w) =>
  assigned(w, (id) => served(withBefore(v, id, w.author.id))),
);
// What it was before it was the group's is its author's alone.
row("afterwards.withBefore: words from before it was the group's", "author", (v, w) =>
  assigned(w, async (id) => (await words(v, w, id)) === "before", LONG_SHOWN),
);
row("afterwards.withBefore: words that were changed since", "owner lead", (v, w) =>
  assigned(w, async (id) => (await words(v, w, id)) === "since", LONG_SHOWN),
);
row("afterwards.withBefore: never hidden", "", (v, w) => assigned(w, async (id) => (await words(v, w, id)) !== null));
