import { eq } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import type { Account } from "@/lib/schemas/user";
import * as annotations from "./annotations";
import * as audience from "./audience";
import { db } from "./client";
import * as groups from "./groups";
import * as replies from "./replies";
import * as t from "./schema";
import { account, has, input, LONG_AGO, row, type World } from "./testing.access";
import * as seeds from "./testing.world";

/** Rows of `access.table.ts`: who may be named where, and who is told of it by being offered. */

/** Whom the author may name there: `viewer` is the one to be named. */
const nameable = (name: string, may: string, write: (w: World, body: string, who: Named) => Promise<Names>) =>
  row(
    name,
    may,
    account(async ({ id, name }, w) => {
      const found = await write(w, `@${name}`, [{ userId: id, name }]);
      return found.mentions.some((one) => one.userId === id);
    }),
  );
type Named = { userId: string; name: string }[];
type Names = { mentions: { userId: string }[] };

nameable("mentions.nameIn: in a group's note", "member owner lead guest", async (w, body, mentions) => {
  const made = await annotations.annotate(w.author, uuid(), input(w.closed.id, { ...w.shared, body, mentions }));
  return made.annotation;
});
nameable("mentions.nameIn: in an exchange of two", "lead", async (w, body, mentions) => {
  const place = { ...w.shared, withUserId: w.lead.id };
  return (await annotations.annotate(w.author, uuid(), input(w.closed.id, { ...place, body, mentions }))).annotation;
});
nameable("mentions.nameIn: below an exchange of two", "lead", async (w, body, mentions) => {
  const note = await w.note({ ...w.shared, withUserId: w.lead.id });
  return (await replies.reply(w.author, note, uuid(), { body, parentId: null, mentions })).reply;
});
nameable("mentions.nameIn: in what is private", "", async (w, body, mentions) => {
  return (await annotations.annotate(w.author, uuid(), input(w.closed.id, { body, mentions }))).annotation;
});
nameable(
  "mentions.nameIn: in what is public, of whom its writer knows",
  "member owner lead guest",
  async (w, body, mentions) => {
    const { id } = await seeds.article(w.author, { visibility: "public" });
    return (await annotations.annotate(w.author, uuid(), input(id, { layer: "public", body, mentions }))).annotation;
  },
);
nameable("mentions.nameIn: by somebody in no group, below a public note", "member", async (w, body, mentions) => {
  const { writer } = await seeds.people("writer");
  const { id } = await seeds.article(w.author, { visibility: "public" });
  const note = await seeds.mark(w.member, id, { layer: "public" });
  // The one wrote there too, and is apart from the writer; what the other wrote is hidden.
  await db.insert(t.blocks).values({ userId: writer.id, blockedId: w.blocked.id });
  await w.reply(note.id, { authorId: w.blocked.id });
  await w.reply(note.id, { authorId: w.stranger.id, hiddenAt: LONG_AGO });
  return (await replies.reply(writer, note.id, uuid(), { body, parentId: null, mentions })).reply;
});
nameable(
  "mentions.nameIn: below the note of who left its group",
  "member owner lead guest",
  async (w, body, mentions) => {
    const note = await w.note({ ...w.shared, authorId: w.former.id });
    return (await replies.reply(w.author, note, uuid(), { body, parentId: null, mentions })).reply;
  },
);

const offers = (name: string, may: string, ask: (v: Account, w: World) => Promise<[string, object, Account]>) =>
  row(
    name,
    may,
    account(async (v, w) => {
      const [articleId, place, who] = await ask(v, w);
      return has(audience.people(v, articleId, { q: who.name, layer: "private", ...place }), who.id);
    }),
  );
offers("audience.people: below a group's note", "author owner lead guest", async (_, w) => [
  w.closed.id,
  { below: w.notes.group },
  w.member,
]);
offers("audience.people: below what is for one other", "author", async (_, w) => [
  w.closed.id,
  { below: await w.note({ ...w.shared, withUserId: w.lead.id }) },
  w.lead,
]);
offers("audience.people: for a group's note", "author owner lead", async (_, w) => [w.closed.id, w.shared, w.member]);
offers("audience.people: for a public note", "author owner lead guest", async (_, w) => {
  const { id } = await seeds.article(w.author, { visibility: "public" });
  return [id, { layer: "public" }, w.member];
});
offers("audience.people: for an exchange of two", "author member owner", async (_, w) => [
  w.closed.id,
  { ...w.shared, withUserId: w.lead.id },
  w.lead,
]);

const partners = (name: string, may: string, who: (w: World) => Account) =>
  row(
    name,
    may,
    account((v, w) => has(audience.partners(v, w.group.id, who(w).name), who(w).id)),
  );
partners("audience.partners", "author member lead", (w) => w.owner);
partners("audience.partners: a member", "owner lead", (w) => w.member);
partners("audience.partners: a guest", "", (w) => w.guest);

row("groups.readingIt: who leads a public one, and its sections", "author member lead guest", async (v, w) => {
  const { keeper } = await seeds.people("keeper");
  const page = await seeds.article(keeper, { visibility: "public" });
  const all = await seeds.circle(keeper, [w.author, w.member, w.lead, w.guest], [page.id]);
  await db.update(t.groups).set({ kind: "public" }).where(eq(t.groups.id, all.id));
  await db.insert(t.sections).values({ id: uuid(), groupId: all.id, name: "One", position: 0 });
  await seeds.mark(keeper, page.id, { layer: "group", groupId: all.id });
  const [found] = await groups.readingIt(v, page.id);
  await db.delete(t.groups).where(eq(t.groups.id, all.id));
  return Boolean(found?.ledBy.length || found?.sections.length);
});
