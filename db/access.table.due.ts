import { eq } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import type { Account } from "@/lib/schemas/user";
import { assigned } from "./access.table.assignments";
import * as calendars from "./calendars";
import { db } from "./client";
import * as due from "./due";
import * as notices from "./notices";
import * as t from "./schema";
import { has, only, page } from "./testing.access";

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
