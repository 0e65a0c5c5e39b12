import { expect, test } from "vitest";
import { rows } from "./annotation-rows";
import * as annotations from "./annotations";
import { db } from "./client";
import { named } from "./named";
import * as t from "./schema";
import { makeWorld, query } from "./testing.access";
import * as seeds from "./testing.world";

test("read together, each is shown the same as when they ask alone, whatever part they have in it", async () => {
  const w = await makeWorld();
  const people = Object.values(w.viewers);
  const onClosed = [...Object.values(w.notes), await w.note({ ...w.shared, pendingAt: "2026-01-01T00:00:00Z" })];
  const later = await w.note({ ...w.shared, withUserId: w.lead.id });
  await db
    .insert(t.reactions)
    .values({ id: crypto.randomUUID(), annotationId: w.notes.group, userId: w.member.id, what: "agree" });
  // Two who are in the group as the same, of whom one has read it.
  const { one, two } = await seeds.people("one", "two");
  for (const { id } of [one, two]) await db.insert(t.memberships).values({ groupId: w.group.id, userId: id });
  people.push(one, two);
  await db.insert(t.reads).values({ annotationId: w.notes.group, userId: two.id, readAt: "2099-01-01T00:00:00Z" });
  await db
    .insert(t.progress)
    .values({ articleId: w.closed.id, userId: w.guest.id, threadsReadAt: "2099-01-01T00:00:00Z" });
  await w.reply(w.notes.group, { authorId: w.lead.id, pendingAt: "2026-01-01T00:00:00Z" });
  const ids = [...onClosed, later];
  for (const version of [undefined, 1]) {
    const together = await Promise.all(people.map((viewer) => named({ viewer, articleId: w.closed.id, version, ids })));
    for (const [i, viewer] of people.entries()) {
      const alone = await annotations
        .list(viewer, w.closed.id, { ...query, version, limit: 200 })
        .then(({ items }) => items.filter(({ id }) => ids.includes(id)))
        .catch(() => null);
      expect(together[i], viewer?.name ?? "nobody").toEqual(alone);
    }
  }
});

test("what is shown of a note asks these tables alone: another one is to be thought through in `shownAs`", () => {
  const asked = rows({ id: "00000000-0000-0000-0000-000000000001" }, db).toSQL().sql;
  const tables = new Set([...asked.matchAll(/(?:from|join) "?(\w+)"?/g)].map(([, name]) => name));
  expect([...tables].sort()).toEqual([
    ...[
      "anchors",
      "annotations",
      "article_versions",
      "articles",
      "assignment_readings",
      "assignments",
      "blocks",
      "extensions",
      "groups",
      "lateral",
      "memberships",
      "mentions",
      "part_anchors",
      "progress",
    ],
    ...["pseudonyms", "reactions", "reads", "replies", "reveal_exemptions", "reveals", "revisions", "tags", "users"],
  ]);
});
