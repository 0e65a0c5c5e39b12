import { eq } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { assignmentCopy } from "@/lib/schemas/assignment";
import { newExtension } from "@/lib/schemas/extension";
import { read } from "./assignments";
import { db } from "./client";
import { copy } from "./copying";
import * as extensions from "./extensions";
import * as t from "./schema";
import { has, only, row, served, type World } from "./testing.access";
import * as seeds from "./testing.world";

/** Rows of `access.table.ts`: more time for one of a group, and an assignment once more. */

/** While the group has something to do until then, for which the member, or the author's section, has more time. */
async function extended<T>(w: World, run: (id: string, extra: string) => Promise<T>, section = false): Promise<T> {
  const id = uuid();
  const sectionId = uuid();
  const extra = uuid();
  const given = { id, groupId: w.group.id, title: "Read", timeZone: "UTC", createdBy: w.lead.id };
  await db.insert(t.assignments).values({ ...given, dueAt: "2036-01-01T00:00:00Z" });
  await db.insert(t.assignmentReadings).values({ id: uuid(), assignmentId: id, articleId: w.closed.id, position: 0 });
  await db.insert(t.sections).values({ id: sectionId, groupId: w.group.id, name: "First", position: 0 });
  const theirs = eq(t.memberships.userId, w.author.id);
  await db.update(t.memberships).set({ sectionId }).where(theirs);
  const whose = section ? { sectionId } : { userId: w.member.id };
  await db.insert(t.extensions).values({ id: extra, assignmentId: id, ...whose, dueAt: "2036-02-01T00:00:00Z" });
  try {
    return await run(id, extra);
  } finally {
    await db.delete(t.assignments).where(eq(t.assignments.id, id));
    await db.update(t.memberships).set({ sectionId: null }).where(theirs);
    await db.delete(t.sections).where(eq(t.sections.id, sectionId));
  }
}

row("extensions.list", "member owner lead", (v, w) =>
  extended(w, (id, extra) =>
    has(
      extensions.list(v, id).then((items) => ({ items })),
      extra,
    ),
  ),
);
row("extensions.list: a section's", "author owner lead", (v, w) =>
  extended(
    w,
    (id, extra) =>
      has(
        extensions.list(v, id).then((items) => ({ items })),
        extra,
      ),
    true,
  ),
);
row("assignments.read: with more time of one's own", "member", (v, w) =>
  extended(w, async (id) => Boolean((await read(v, id).catch(() => null))?.own)),
);
row("assignments.read: with more time of one's section", "author", (v, w) =>
  extended(w, async (id) => Boolean((await read(v, id).catch(() => null))?.own), true),
);
row("extensions.subjects", "owner lead", (v, w) => extended(w, (id) => served(extensions.subjects(v, id))));
only("extensions.set", "owner lead", (v, w) =>
  extended(w, (id) =>
    served(extensions.set(v, id, newExtension.parse({ userId: w.member.id, dueAt: "2036-03-01T00:00:00Z" }))),
  ),
);
only("extensions.remove", "owner lead", (v, w) => extended(w, (id, extra) => served(extensions.remove(v, id, extra))));
only("copying.copy", "owner lead", (v, w) =>
  extended(w, async (id) => {
    const made = await copy(v, id, assignmentCopy.parse({ groupId: w.group.id })).catch(() => null);
    if (made) await db.delete(t.assignments).where(eq(t.assignments.id, made.id));
    return made !== null;
  }),
);
only("copying.copy: to a group that the stranger leads", "", async (v, w) => {
  const other = await seeds.circle(w.stranger, [], []);
  return extended(w, (id) => served(copy(v, id, assignmentCopy.parse({ groupId: other.id }))));
});
