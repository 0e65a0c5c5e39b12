import { and, eq, sql } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { libraryQuery } from "@/lib/schemas/article";
import type { Account } from "@/lib/schemas/user";
import { type NewVersion, newVersion } from "@/lib/schemas/version";
import { hashOf, newToken } from "@/lib/token";
import * as annotations from "./annotations";
import * as articles from "./articles";
import * as attaching from "./attaching";
import { db } from "./client";
import * as groups from "./groups";
import * as imports from "./imports";
import * as instance from "./instance";
import * as invites from "./invites";
import * as leading from "./leading";
import * as members from "./members";
import * as mine from "./mine";
import * as news from "./news";
import * as people from "./people";
import * as publishing from "./publishing";
import { place } from "./quotes";
import * as readings from "./readings";
import * as replies from "./replies";
import * as t from "./schema";
import * as sessions from "./sessions";
import {
  CIRCLE,
  HASH,
  has,
  IMPORT,
  input,
  LONG_AGO,
  only,
  page,
  query,
  type Row,
  row,
  rows,
  SECOND,
  served,
  type World,
  WRITERS,
} from "./testing.access";
import * as seeds from "./testing.world";
import * as versions from "./versions";

/**
 * Who may do what: every function that takes a viewer, and who of the viewers it serves. `access.test.ts` tries each
 * cell on seeded rows; `access.mutants.test.ts` takes each rule away and demands that a cell turns. The rows of what
 * readers do together stand in the files named `access.table.*.ts`.
 */

// ---- articles
// First: it lists the latest few, and the rows below bring more.
only("news.forReader", "member owner lead guest", async (v, w) =>
  (await news.forReader(v)).brought.some((one) => one.article.id === w.closed.id),
);
row("articles.read: private", CIRCLE, async (v, w) => (await articles.read(v, w.closed.id)) !== null);
row("articles.read: public", "everybody", async (v, w) => (await articles.read(v, w.open.id)) !== null);
row("articles.list", CIRCLE, (v, w) => has(articles.list(v, libraryQuery.parse({})), w.closed.id));
only("articles.list: to be shared", "author owner lead", (v, w) =>
  has(articles.list(v, libraryQuery.parse({}), true), w.closed.id),
);
row("articles.list: public ones of others", "author", (v, w) =>
  has(articles.list(v, libraryQuery.parse({})), w.open.id),
);
row("articles.list: their other readers' groups", "", async (v, w) => {
  const apart = await seeds.circle(w.author, [], [w.closed.id], "Apart");
  const found = (await articles.list(v, libraryQuery.parse({}))).items.find((one) => one.id === w.closed.id);
  await db.delete(t.groups).where(eq(t.groups.id, apart.id));
  return v?.id !== w.author.id && Boolean(found?.groups.some((one) => one.id === apart.id));
});
row("articles.image", CIRCLE, (v, w) => served(articles.image(v, w.closed.id, HASH)));
row("articles.progressOf", CIRCLE, (v, w) => served(articles.progressOf(v, w.closed.id)));
only("articles.reportProgress", CIRCLE, (v, w) =>
  served(articles.reportProgress(v, w.closed.id, { place: 1, share: 0.5 })),
);
row("articles.progressOf: the author's own", "author", async (v, w) => {
  await articles.reportProgress(w.author, w.open.id, { place: 9, share: 0.25 });
  return (await articles.progressOf(v, w.open.id)).share === 0.25;
});
only(
  "articles.archive",
  CIRCLE,
  async (v, w) =>
    (await served(articles.archive(v, w.closed.id, true))) && served(articles.archive(v, w.closed.id, false)),
);
only("articles.revise", "author", async (v, w) =>
  served(articles.revise(v, w.closed.id, await revisionOf(t.articles, w.closed.id), { title: "T" })),
);
only("articles.revise: brought in once, not readable any more", "", async (v, w) => {
  const { id } = await seeds.article(w.author);
  await db.update(t.articles).set({ createdBy: v.id }).where(eq(t.articles.id, id));
  return v.id !== w.author.id && served(articles.revise(v, id, 1, { title: "T" }));
});
only("articles.keep", CIRCLE, async (v, w) => {
  const kept = await served(articles.keep(v, w.closed.id));
  if (v.id !== w.author.id)
    await db.delete(t.shelf).where(and(eq(t.shelf.userId, v.id), eq(t.shelf.articleId, w.closed.id)));
  return kept;
});
only("articles.remove and putBack", "author", async (v, w) => {
  const gone = await served(articles.remove(v, w.closed.id));
  if (v.id === w.author.id)
    return gone && !(await articles.read(v, w.closed.id))?.onShelf && served(articles.putBack(v, w.closed.id));
  return gone;
});
only("articles.putBack: what another took off", "", async (v, w) => {
  const { id } = await seeds.article(w.author);
  await articles.remove(w.author, id);
  return v.id !== w.author.id && served(articles.putBack(v, id));
});
row("articles.read: taken off one's shelf", "", async (v, w) => {
  const { id } = await seeds.article(w.author);
  await articles.remove(w.author, id);
  return (await articles.read(v, id)) !== null;
});
row("articles.publicSample: a private copy", "", async (_, w) => {
  await db.update(t.articles).set({ sample: true }).where(eq(t.articles.id, w.closed.id));
  const shown = await articles.publicSample();
  await db.update(t.articles).set({ sample: false }).where(eq(t.articles.id, w.closed.id));
  return shown === w.closed.id;
});
only("articles.removeSample: its own reader's", "member", async (v, w) => {
  const { id } = await seeds.article(w.author);
  await db.update(t.articles).set({ sample: true }).where(eq(t.articles.id, id));
  const lamp = await seeds.circle(w.author, [w.member], []);
  await db.insert(t.readings).values({ groupId: lamp.id, articleId: id, addedBy: w.author.id });
  await db.update(t.groups).set({ sample: true }).where(eq(t.groups.id, lamp.id));
  await db.delete(t.memberships).where(and(eq(t.memberships.groupId, lamp.id), eq(t.memberships.userId, w.author.id)));
  return served(articles.removeSample(v, id));
});
only("articles.removeSample: what is no sample", "", (v, w) => served(articles.removeSample(v, w.closed.id)));
only("articles.revise: a sample", "", async (v, w) => {
  const { id } = await seeds.article(w.author);
  await db.update(t.articles).set({ sample: true }).where(eq(t.articles.id, id));
  return served(articles.revise(v, id, 1, { title: "T" }));
});
only("articles.create: a saved import", "author", async (v, w) => {
  const importId = uuid();
  await db.insert(t.imports).values({ ...IMPORT, id: importId, userId: w.author.id });
  return served(articles.create(v, { importId }));
});

// ---- versions
row("articles.read: another version", CIRCLE, async (v, w) => (await articles.read(v, w.closed.id, 2)) !== null);
row(
  "articles.read: says that one may publish",
  "author owner",
  async (v, w) => (await articles.read(v, w.closed.id))?.canPublish === true,
);
row("versions.list", CIRCLE, (v, w) => has(versions.list(v, w.closed.id), w.closed.versionId));
row("versions.current", CIRCLE, (v, w) => served(versions.current(v, w.closed.id)));
row("versions.read", CIRCLE, (v, w) => served(versions.read(v, w.closed.id, 2)));
row("versions.read: a withdrawn one's text", "", async (v, w) => {
  await versions.withdraw(w.author, w.closed.id, 2, true);
  const [one, article] = [
    await versions.read(v, w.closed.id, 2).catch(() => null),
    await articles.read(v, w.closed.id, 2),
  ];
  await versions.withdraw(w.author, w.closed.id, 2, false);
  return Boolean(one?.text || one?.tree || article?.version.text || article?.version.tree.children.length);
});
only(
  "versions.withdraw",
  "author owner",
  async (v, w) =>
    (await served(versions.withdraw(v, w.closed.id, 2, true))) && served(versions.withdraw(v, w.closed.id, 2, false)),
);
only("versions.withdraw: the current one", "", (v, w) => served(versions.withdraw(v, w.closed.id, 1, true)));
only("versions.withdraw: brought to a group of one's own", "author", async (v, w) => {
  const { id } = await seeds.article(w.author);
  await db.insert(t.articleVersions).values({ ...older(w), articleId: id });
  const apart = await seeds.circle(w.owner, [w.author, w.member], []);
  // Whoever may read it may bring it to a group: that makes nobody its editor.
  await readings.bring(w.author, apart.id, id);
  await db.update(t.readings).set({ addedBy: w.member.id }).where(eq(t.readings.articleId, id));
  const may = await served(versions.withdraw(v, id, 2, true));
  await db.delete(t.groups).where(eq(t.groups.id, apart.id));
  return may;
});
only("versions.withdraw: of a sample", "", async (v, w) => {
  const { id } = await seeds.article(w.author);
  await db.insert(t.articleVersions).values({ ...older(w), articleId: id });
  await db.update(t.articles).set({ sample: true }).where(eq(t.articles.id, id));
  return served(versions.withdraw(v, id, 2, true));
});

/** An article of the author's, that the owner's group reads, with a note that its author alone sees; and its next version. */
const published = async (w: World, run: (id: string, next: NewVersion) => Promise<boolean>) => {
  const page = await seeds.article(w.author);
  await readings.bring(w.author, w.group.id, page.id);
  await seeds.mark(w.author, page.id);
  const next = newVersion.parse({ baseVersionId: page.versionId, text: `${seeds.TEXT}\n\nAnd a last line.` });
  const may = await run(page.id, next);
  await db.delete(t.readings).where(eq(t.readings.articleId, page.id));
  return may;
};
only("publishing.publish", "author owner", (v, w) =>
  published(w, (id, next) => served(publishing.publish(v, id, next))),
);
only("publishing.publish: an import of another's", "author", (v, w) =>
  published(w, async (id, next) => {
    const { importId } = await publishing.preview(w.author, id, next);
    return served(publishing.publish(v, id, newVersion.parse({ importId, baseVersionId: next.baseVersionId })));
  }),
);
only("publishing.preview", "author owner", (v, w) =>
  published(w, (id, next) => served(publishing.preview(v, id, next))),
);
only("publishing.preview: a private note, counted or listed", "author", (v, w) =>
  published(w, async (id, next) => {
    const { marks, anchors } = await publishing.preview(v, id, next).catch(() => ({ marks: [], anchors: { kept: 0 } }));
    return marks.length > 0 || anchors.kept > 0;
  }),
);
only("publishing.previewed", "author", (v, w) =>
  published(w, async (id, next) => {
    const { importId } = await publishing.preview(w.author, id, next);
    return served(publishing.previewed(v, id, importId));
  }),
);
only("articles.create: an import that waits to be a version", "", (v, w) =>
  published(w, async (id, next) => {
    const { importId } = await publishing.preview(w.author, id, next);
    return served(articles.create(v, { importId }));
  }),
);

// ---- imports
row("imports.read", "author", (v, w) => served(imports.read(v, w.importId)));
only("imports.preview: a kept one", "author", (v, w) => served(imports.preview(v, { importId: w.importId })));
row("imports.image", "author", (v, w) => served(imports.image(v, w.importId, HASH)));
row("imports.already", CIRCLE, (v, w) =>
  has(imports.already(v, "http://www.example.org/valley?utm_source=x"), w.closed.id),
);
row("imports.already: public ones of others", "author", async (v, w) => {
  await db.update(t.articles).set({ sourceKey: "example.org/open" }).where(eq(t.articles.id, w.open.id));
  return has(imports.already(v, "https://example.org/open"), w.open.id);
});

// ---- annotations
const seen: [keyof World["notes"], string][] = [
  ["private", "author"],
  ["group", CIRCLE],
  ["public", "author member owner lead guest former stranger nobody"],
  ["closedPublic", "author"],
  ["hidden", ""],
  ["deleted", ""],
  ["theirs", ""],
];
for (const [which, may] of seen) {
  row(`annotations.read: ${which}`, may, (v, w) => served(annotations.read(v, w.notes[which])));
  row(`annotations.forArticle: ${which}`, may, (v, w) =>
    has(annotations.forArticle(v, which === "public" ? w.open.id : w.closed.id), w.notes[which]),
  );
  row(`annotations.list: ${which}`, may, (v, w) =>
    has(annotations.list(v, which === "public" ? w.open.id : w.closed.id, query), w.notes[which]),
  );
  row(`annotations.mine: ${which}`, may && "author", (v, w) =>
    has(annotations.mine(v, { limit: 1000 }), w.notes[which]),
  );
}
row(
  "annotations.read: says that one may change it",
  "author",
  async (v, w) => (await annotations.read(v, w.notes.group).catch(() => null))?.canEdit === true,
);
row(
  "annotations.read: says that one may attach it",
  "author owner lead",
  async (v, w) => (await annotations.read(v, w.notes.group).catch(() => null))?.canAttach === true,
);
row(
  "replies.read: says that one may change it",
  "author",
  async (v, w) => (await replies.read(v, w.answers.group).catch(() => null))?.canEdit === true,
);
row(
  "articles.read: says that one may change it",
  "author",
  async (v, w) => (await articles.read(v, w.closed.id))?.canEdit === true,
);
row("annotations.list: the article itself", CIRCLE, (v, w) => served(annotations.list(v, w.closed.id, query)));
row("annotations.mineBy", "author", async (v, w) => (await annotations.mineBy(v)).tags.includes("river") && Boolean(w));
row("annotations.tagsFor", CIRCLE, async (v, w) => (await annotations.tagsFor(v, w.closed.id)).includes("river"));
row("annotations.history", "author owner lead", (v, w) => served(annotations.history(v, w.notes.group)));
row("annotations.history: before its present layer", "author", async (v, w) => {
  const states = await annotations.history(v, w.notes.group).catch(() => []);
  return states.some((one) => one.was.body === "before");
});
row("annotations.history: of what only its author sees", "author", (v, w) =>
  served(annotations.history(v, w.notes.private)),
);
only("annotations.annotate: private", CIRCLE, (v, w) => served(annotations.annotate(v, uuid(), input(w.closed.id))));
only("annotations.annotate: in the group", WRITERS, (v, w) =>
  served(annotations.annotate(v, uuid(), input(w.closed.id, w.shared))),
);
only("annotations.annotate: in a group that one is not in", "", async (v, w) =>
  served(
    annotations.annotate(
      v,
      uuid(),
      input(w.open.id, {
        layer: "group",
        groupId: (await seeds.circle((await seeds.people("apart")).apart, [], [w.open.id])).id,
      }),
    ),
  ),
);
only("annotations.annotate: public on a private article", "", (v, w) =>
  served(annotations.annotate(v, uuid(), input(w.closed.id, { layer: "public" }))),
);
only("annotations.annotate: public on a public one", "author member owner lead guest former stranger blocked", (v, w) =>
  served(annotations.annotate(v, uuid(), input(w.open.id, { layer: "public" }))),
);
for (const layer of ["private", "group"] as const) {
  const of = (w: World) => w.note(layer === "group" ? w.shared : {});
  only(`annotations.revise: ${layer}`, "author", async (v, w) =>
    served(annotations.revise(v, await of(w), 1, { body: "x" })),
  );
  only(`annotations.remove: ${layer}`, "author", async (v, w) => served(annotations.remove(v, await of(w), 1)));
  only(`annotations.restore: ${layer}`, "author", async (v, w) => {
    const id = await of(w);
    await db.update(t.annotations).set({ deletedAt: LONG_AGO }).where(eq(t.annotations.id, id));
    return served(annotations.restore(v, id));
  });
}
only("annotations.revise: what one wrote, in a place that is closed now", "", (v, w) =>
  served(annotations.revise(v, w.notes.theirs, 1, { body: "x" })),
);
/** Attaching it where it stands already; and taking that back. */
const there = (w: World) => ({
  quote: { exact: "The river rose twice", prefix: "", suffix: "" },
  versionId: w.closed.versionId,
});
only("attaching.attach", "author owner lead", (v, w) => served(attaching.attach(v, w.notes.group, there(w))));
only("attaching.attach: what is private", "author", (v, w) => served(attaching.attach(v, w.notes.private, there(w))));
only("attaching.attach: what its author alone sees, once public", "author", (v, w) =>
  served(attaching.attach(v, w.notes.closedPublic, there(w))),
);
only("attaching.attach: hidden", "", (v, w) => served(attaching.attach(v, w.notes.hidden, there(w))));
only("attaching.detach", "author owner lead", async (v, w) => {
  await attaching.attach(w.author, w.notes.group, there(w));
  return served(attaching.detach(v, w.notes.group));
});

/** The author's note in a group that the author has left; the article is on their own shelf. */
const leftBehind = async (w: World) => {
  const group = await seeds.circle(w.owner, [w.author], [w.closed.id], "Left");
  const id = await w.note({ layer: "group", groupId: group.id });
  await members.remove(w.owner, group.id, w.author.id);
  return { id, answer: await w.reply(id, { authorId: w.owner.id }) };
};
only("annotations.read: in a group that its author left", "author owner", async (v, w) =>
  served(annotations.read(v, (await leftBehind(w)).id)),
);
only("annotations.read: its replies, counted", "owner", async (v, w) => {
  const { id } = await leftBehind(w);
  return (await annotations.read(v, id).catch(() => null))?.replyCount === 1;
});
only("annotations.revise: in a group that its author left", "", async (v, w) =>
  served(annotations.revise(v, (await leftBehind(w)).id, 1, { body: "x" })),
);
only("attaching.attach: in a group that its author left", "owner", async (v, w) =>
  served(attaching.attach(v, (await leftBehind(w)).id, there(w))),
);
only("annotations.revise: out of a group that its author left", "author", async (v, w) =>
  served(annotations.revise(v, (await leftBehind(w)).id, 1, { body: "x", layer: "private", groupId: null })),
);
only("replies.read: in a group that the note's author left", "owner", async (v, w) =>
  served(replies.read(v, (await leftBehind(w)).answer)),
);
only("replies.reply: in a group that the note's author left", "owner", async (v, w) =>
  served(replies.reply(v, (await leftBehind(w)).id, uuid(), { body: "x", parentId: null })),
);
only("annotations.restore: what one wrote, in a place that is closed now", "", async (v, w) =>
  served(annotations.restore(v, await w.note({ authorId: w.former.id, deletedAt: LONG_AGO }))),
);
only("annotations.restore: what stands", "", (v, w) => served(annotations.restore(v, w.notes.group)));
only("annotations.revise: to a layer that is not open", "", async (v, w) =>
  served(annotations.revise(v, await w.note(), 1, { layer: "public", groupId: null })),
);
only("annotations.revise: wider, answered by another", "", async (v, w) => {
  const id = await w.note();
  await w.reply(id, { authorId: w.member.id });
  return served(annotations.revise(v, id, 1, w.shared));
});
only("annotations.revise: wider, answered by oneself", "author", async (v, w) => {
  const id = await w.note();
  await w.reply(id);
  return served(annotations.revise(v, id, 1, w.shared));
});

// ---- replies
const heard: [keyof World["answers"], string][] = [
  ["group", CIRCLE],
  ["theirs", CIRCLE],
  ["hidden", ""],
  ["private", "author"],
  ["lost", "author"],
];
for (const [which, may] of heard) {
  const on = (w: World) => w.notes[which === "private" || which === "lost" ? "private" : "group"];
  row(`replies.read: ${which}`, may, (v, w) => served(replies.read(v, w.answers[which])));
  row(`replies.forAnnotation: ${which}`, may, (v, w) => has(replies.forAnnotation(v, on(w)), w.answers[which]));
  row(`replies.forArticle: ${which}`, may, (v, w) => has(replies.forArticle(v, w.closed.id), w.answers[which]));
  row(`replies.list: ${which}`, may, (v, w) => has(replies.list(v, on(w), page), w.answers[which]));
}
row("replies.list: the annotation itself", CIRCLE, (v, w) => served(replies.list(v, w.notes.group, page)));
row("replies.history", "author owner lead", (v, w) => served(replies.history(v, w.answers.group)));
row("replies.history: before its present layer", "author", async (v, w) =>
  (await replies.history(v, w.answers.group).catch(() => [])).some((one) => one.was.body === "before"),
);
row("replies.history: of a deleted one", "", async (v, w) =>
  served(replies.history(v, await w.reply(w.notes.group, { deletedAt: LONG_AGO }))),
);
only("replies.reply: in the group", WRITERS, (v, w) =>
  served(replies.reply(v, w.notes.group, uuid(), { body: "x", parentId: null })),
);
only("replies.reply: on what is private", "author", (v, w) =>
  served(replies.reply(v, w.notes.private, uuid(), { body: "x", parentId: null })),
);
only("replies.reply: to a hidden one", "", (v, w) =>
  served(replies.reply(v, w.notes.group, uuid(), { body: "x", parentId: w.answers.hidden })),
);
only("replies.revise", "author", async (v, w) =>
  served(replies.revise(v, await w.reply(w.notes.group), 1, { body: "x" })),
);
only("replies.revise: where one was once", "", (v, w) => served(replies.revise(v, w.answers.theirs, 1, { body: "x" })));
only("replies.remove", "author", async (v, w) => served(replies.remove(v, await w.reply(w.notes.group), 1)));
only("replies.restore", "author", async (v, w) =>
  served(replies.restore(v, await w.reply(w.notes.group, { deletedAt: LONG_AGO }))),
);
only("replies.restore: where one was once", "", async (v, w) =>
  served(replies.restore(v, await w.reply(w.notes.group, { authorId: w.former.id, deletedAt: LONG_AGO }))),
);
only("replies.restore: what stands", "", async (v, w) => served(replies.restore(v, await w.reply(w.notes.group))));

// ---- groups
row("groups.read", CIRCLE, async (v, w) => (await groups.read(v, w.group.id)) !== null);
row("groups.list", CIRCLE, (v, w) => has(groups.list(v), w.group.id));
row("groups.readingIt", CIRCLE, (v, w) => has(groups.readingIt(v, w.closed.id), w.group.id));
row("readings.list", CIRCLE, async (v, w) => {
  const found = await readings.list(v, w.group.id).catch(() => []);
  return found.some((one) => one.article.id === w.closed.id);
});
row("readings.list: more marks than one may see", "", async (v, w) => {
  const inGroup = and(eq(t.annotations.groupId, w.group.id), sql`deleted_at is null and hidden_at is null`);
  const standing = await db.$count(t.annotations, inGroup);
  const found = await readings.list(v, w.group.id).catch(() => []);
  return found.some((one) => one.marks > standing);
});
row("invites.list", "owner lead", async (v, w) => {
  const { id } = await link(w);
  return has(invites.list(v, w.group.id), id);
});
only("invites.create", "owner lead", (v, w) =>
  served(invites.create(v, w.group.id, { role: "member", expiresIn: 60 })),
);
only("invites.revoke", "owner lead", async (v, w) => served(invites.revoke(v, w.group.id, (await link(w)).id)));
row(
  "invites.invitation: says that one is in",
  CIRCLE,
  async (v, w) => (await invites.invitation(v, (await link(w)).token))?.member === true,
);
row(
  "invites.invitation: a revoked one",
  CIRCLE,
  async (v, w) => (await invites.invitation(v, (await link(w, true)).token)) !== null,
);
only("invites.join: a revoked link", CIRCLE, async (v, w) => served(invites.join(v, (await link(w, true)).token)));
only("leading.change", "owner", (v, w) => served(leading.change(v, w.group.id, { name: "Circle" })));
only("members.revise", "owner", (v, w) => served(members.revise(v, w.group.id, w.member.id, { role: "member" })));
only("members.revise: of a sample's people", "", async (v, w) => {
  const lamp = await seeds.circle(w.owner, [w.member], []);
  await db.update(t.groups).set({ sample: true }).where(eq(t.groups.id, lamp.id));
  return served(members.revise(v, lamp.id, w.member.id, { role: "member" }));
});
only("members.remove: another", "owner lead", async (v, w) => {
  const out = await seeds.people("out");
  await db.insert(t.memberships).values({ groupId: w.group.id, userId: out.out.id });
  return served(members.remove(v, w.group.id, out.out.id));
});
only("readings.bring: what one may share", "author owner lead", async (v, w) =>
  served(readings.bring(v, w.group.id, w.closed.id)),
);
only("readings.bring: to a group of one's own", "author owner lead", async (v, w) => {
  const own = await seeds.circle(v, [], [], "Own");
  const may = await served(readings.bring(v, own.id, w.closed.id));
  await db.delete(t.groups).where(eq(t.groups.id, own.id));
  return may;
});
/** Whoever is in the group keeps its text, and is in it no more. */
const takenOut = async (v: Account, w: World, run: (id: string, apart: { id: string }) => Promise<boolean>) => {
  if (v.id === w.author.id) return false;
  const { id } = await seeds.article(w.author);
  const apart = await seeds.circle(w.author, [v], [id], "Apart");
  await articles.keep(v, id);
  await members.remove(w.author, apart.id, v.id);
  const may = await run(id, apart);
  await db.delete(t.groups).where(eq(t.groups.id, apart.id));
  return may;
};
only("articles.read: kept, and taken out of the group", "", (v, w) =>
  takenOut(v, w, async (id) => (await articles.read(v, id)) !== null),
);
only("articles.keep: taken out of the group", "", (v, w) =>
  takenOut(v, w, async (id) => {
    const again = await served(articles.keep(v, id));
    return again && (await articles.read(v, id)) !== null;
  }),
);
only("articles.list: kept, and taken out of the group", "", (v, w) =>
  takenOut(v, w, (id) => has(articles.list(v, libraryQuery.parse({})), id)),
);
only("readings.bring: kept, and taken out of the group", "", (v, w) =>
  takenOut(v, w, async (id) => {
    const own = await seeds.circle(v, [], [], "Own");
    const may = await served(readings.bring(v, own.id, id));
    await db.delete(t.groups).where(eq(t.groups.id, own.id));
    return may;
  }),
);
only("articles.read: kept, and in the group again", "member owner lead guest former stranger blocked", (v, w) =>
  takenOut(v, w, async (id, apart) => {
    await db.insert(t.memberships).values({ groupId: apart.id, userId: v.id });
    return (await articles.read(v, id))?.onShelf === true;
  }),
);
only("articles.read: kept, and made private", "", async (v, w) => {
  const { id } = await seeds.article(w.author, { visibility: "public" });
  await articles.keep(v, id);
  await db.update(t.articles).set({ visibility: "private" }).where(eq(t.articles.id, id));
  return v.id !== w.author.id && (await articles.read(v, id)) !== null;
});
only("readings.bring: what one may not read", "", async (v, w) =>
  served(readings.bring(v, w.group.id, (await seeds.article((await seeds.people("apart")).apart)).id)),
);
only("readings.bring: to a group that one is not in", "", async (v, w) =>
  served(readings.bring(v, (await seeds.circle((await seeds.people("apart")).apart, [], [])).id, w.open.id)),
);
only("readings.takeOff: what the author brought", "author owner lead", async (v, w) => {
  await db
    .insert(t.readings)
    .values({ groupId: w.group.id, articleId: w.open.id, addedBy: w.author.id })
    .onConflictDoNothing();
  return served(readings.takeOff(v, w.group.id, w.open.id));
});
only("readings.takeOff: what one brought, and left", "owner lead", async (v, w) => {
  await db
    .insert(t.readings)
    .values({ groupId: w.group.id, articleId: w.open.id, addedBy: w.former.id })
    .onConflictDoUpdate({ target: [t.readings.groupId, t.readings.articleId], set: { addedBy: w.former.id } });
  return served(readings.takeOff(v, w.group.id, w.open.id));
});
only("readings.takeOff: of a sample", "", async (v, w) => {
  const lamp = await seeds.circle(w.owner, [w.author], [w.open.id]);
  await db.update(t.groups).set({ sample: true }).where(eq(t.groups.id, lamp.id));
  return served(readings.takeOff(v, lamp.id, w.open.id));
});

// ---- people
only("mine.everything", "author", async (v, w) =>
  (await mine.everything(v)).annotations.some((one) => one.id === w.notes.group),
);
only("mine.everything: of my account", "author", async (v, w) => (await mine.everything(v)).account.id === w.author.id);
only("mine.everything: replies", "author", async (v, w) =>
  (await mine.everything(v)).replies.some((one) => one.id === w.answers.group),
);
row("sessions.list", "author", async (v) => (await sessions.list(v, null)).length > 0);
row("sessions.revoke", "author", async (v, w) => {
  const id = uuid();
  await db
    .insert(t.sessions)
    .values({ id, hash: uuid(), userId: w.author.id, expiresAt: sql`now() + interval '1 day'` });
  return served(sessions.revoke(v, id));
});
row("instance.set", "owner", (v) => served(instance.set(v, { importsPerDay: 200 })));
row("people.list", "owner", (v, w) => has(people.list(v, w.author.email ?? "", null), w.author.id));
for (const [name, run] of [
  ["disable", people.disable],
  ["enable", people.enable],
  ["setRole", (v: Account, id: string) => people.setRole(v, id, "member")],
  ["resetLink", (v: Account, id: string) => people.resetLink(v, id, "https://gloss.example.org")],
] as const)
  only(`people.${name}`, "owner", async (v) => served(run(v, (await seeds.people("apart")).apart.id)));
only("mine.readingsOf", "author", async (v, w) => {
  for await (const one of mine.readingsOf(v)) if (one.id === w.closed.id) return true;
  return false;
});
only("mine.connected", "author", async (v, w) => {
  await db.insert(t.accounts).values({ provider: "github", providerAccountId: uuid(), userId: w.author.id });
  return (await mine.connected(v)).length > 0;
});
only("quotes.place", CIRCLE, (v, w) =>
  served(place(v, w.closed.id, { exact: "the ledger says", prefix: "", suffix: "" })),
);
row("people.administering", "owner", (v) => people.administering(v));

/** A version beside the current one. */
const older = (w: World) => ({ id: uuid(), number: 2, ...SECOND, madeBy: w.author.id });

async function link(w: World, revoked = false) {
  const [id, token] = [uuid(), newToken()];
  await db.insert(t.invites).values({
    id,
    groupId: w.group.id,
    hash: hashOf(token),
    createdBy: w.owner.id,
    expiresAt: sql`now() + interval '1 day'`,
    revokedAt: revoked ? sql`now()` : null,
  });
  return { id, token };
}

async function revisionOf(table: typeof t.articles, id: string): Promise<number> {
  const [found] = await db.select({ revision: table.revision }).from(table).where(eq(table.id, id));
  return found?.revision ?? 0;
}

import "./access.table.assignments";
import "./access.table.due";
import "./access.table.blind";
import "./access.table.groups";
import "./access.table.guard";
import "./access.table.live";
import "./access.table.names";
import "./access.table.naming";
import "./access.table.points";
import "./access.table.public";
import "./access.table.reading";
import "./access.table.set";
import "./access.table.roster";
import "./access.table.standing";
import "./access.table.threads";
import "./access.table.told";

export const TABLE: readonly Row[] = rows;
