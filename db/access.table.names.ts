import { and, eq, inArray } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { annotationQuery } from "@/lib/schemas/annotation";
import type { Account, Viewer } from "@/lib/schemas/user";
import * as annotations from "./annotations";
import * as audience from "./audience";
import * as blocks from "./blocks";
import { db } from "./client";
import * as follows from "./follows";
import * as groups from "./groups";
import * as lately from "./lately";
import { everything } from "./mine";
import { named } from "./named";
import * as news from "./news";
import * as notices from "./notices";
import * as presence from "./presence";
import * as pseudonyms from "./pseudonyms";
import * as replies from "./replies";
import * as t from "./schema";
import { has, only, page, query, row, served, type World } from "./testing.access";
import * as seeds from "./testing.world";

/** Rows of `access.table.ts`: who is shown by which name where students go by pseudonyms, on everything that tells of them. */

type Heron = { id: string; name: string };

/** While the group's students go by pseudonyms on this text: `heron` is the author's. */
async function asHeron<T>(
  w: World,
  run: (heron: Heron) => Promise<T>,
  { on = w.closed, groupId = w.group.id }: { on?: { id: string }; groupId?: string } = {},
): Promise<T> {
  const assignmentId = uuid();
  const given = { id: assignmentId, groupId, title: "Read", timeZone: "UTC", createdBy: w.lead.id };
  await db.insert(t.assignments).values({ ...given, names: "pseudonyms" });
  await db.insert(t.assignmentReadings).values({ id: uuid(), assignmentId, articleId: on.id, position: 0 });
  const heron = { id: crypto.randomUUID(), name: "Quiet Heron" };
  const others = [w.member, w.guest].map(({ id }, i) => ({
    userId: id,
    id: crypto.randomUUID(),
    name: `Mild Owl ${i}`,
  }));
  await db
    .insert(t.pseudonyms)
    .values([{ userId: w.author.id, ...heron }, ...others].map((one) => ({ assignmentId, ...one })));
  try {
    return await run(heron);
  } finally {
    await db.delete(t.assignments).where(eq(t.assignments.id, assignmentId));
  }
}

type Surface = (v: Viewer, w: World, on: { id: string; answer: string; heron: Heron }) => Promise<unknown>;
const nothing = () => null;
const signedIn =
  (
    ask: (v: NonNullable<Viewer>, w: World, on: { id: string; answer: string; heron: Heron }) => Promise<unknown>,
  ): Surface =>
  async (v, w, on) =>
    v && ask(v, w, on);

/** What tells who wrote a note, answered, put it in its place, is named, is here. */
const SURFACES: Record<string, Surface> = {
  "annotations.read": (v, _, { id }) => annotations.read(v, id),
  "annotations.forArticle": async (v, w, { id }) =>
    (await annotations.forArticle(v, w.closed.id)).filter((one) => one.id === id),
  "annotations.list": async (v, w, { id }) =>
    (await annotations.list(v, w.closed.id, query)).items.filter((one) => one.id === id),
  "named.named": (v, w, { id }) => named({ viewer: v, articleId: w.closed.id, version: undefined, ids: [id] }),
  "replies.list": async (v, _, { id }) => (await replies.list(v, id, page)).items,
  "replies.read": (v, _, { answer }) => replies.read(v, answer),
  "replies.forArticle": async (v, w, { answer }) =>
    (await replies.forArticle(v, w.closed.id)).filter((one) => one.id === answer),
  "lately.news": async (v, w, { id }) =>
    v?.id === w.author.id
      ? { id: v.id }
      : (await lately.news(v, w.group.id, 200)).filter((one) => one.annotationId === id),
  "lately.questions": async (v, w, { id }) =>
    (await lately.questions(v, w.group.id, 200)).items.filter((one) => one.id === id),
  "news.forReader": signedIn(async (v, w) => {
    const mine = await w.note({ ...w.shared, authorId: v.id });
    const to = await w.reply(mine, { authorId: w.author.id });
    const found = (await news.forReader(v)).replies.filter((one) => one.id === to);
    await db.delete(t.annotations).where(eq(t.annotations.id, mine));
    return v.id === w.author.id ? { id: v.id } : found;
  }),
  "mine.everything": signedIn(async (v, w, { id }) => {
    await w.reply(id, { authorId: v.id });
    return (await everything(v)).replies.find((one) => one.annotationId === id)?.to;
  }),
  "notices.list": signedIn(async (v, w, { id, answer }) => {
    const told = {
      id: uuid(),
      userId: v.id,
      kind: "reply" as const,
      cause: `test:${answer}`,
      delivery: "off" as const,
    };
    await db
      .insert(t.notices)
      .values({ ...told, actorId: w.author.id, articleId: w.closed.id, annotationId: id, replyId: answer });
    return (await notices.list(v, page)).items.filter((one) => one.id === told.id);
  }),
};
for (const [name, ask] of Object.entries(SURFACES))
  row(`${name}: names a student who goes by a pseudonym`, "author owner lead", (v, w) =>
    asHeron(w, async (heron) => {
      const id = await w.note({ ...w.shared, question: true });
      await db.insert(t.anchors).values({
        annotationId: id,
        versionId: w.closed.versionId,
        start: 0,
        end: 20,
        how: "exact",
        confidence: 1,
        attachedBy: w.author.id,
      });
      await db.insert(t.mentions).values({ id: uuid(), annotationId: id, userId: w.author.id, name: heron.name });
      const answer = await w.reply(id);
      await db.insert(t.mentions).values({ id: uuid(), replyId: answer, userId: w.author.id, name: heron.name });
      const told = JSON.stringify(await ask(v, w, { id, answer, heron }).catch(nothing)) ?? "";
      await db.delete(t.annotations).where(eq(t.annotations.id, id));
      const real = told.includes(w.author.id) || told.includes('"name":"author"');
      const made = told.includes(heron.id);
      if (made === real && told.length > 4) throw new Error(`Known by both or neither: ${told}`);
      return real;
    }),
  );

// ---- found by it
// One of them, however many others there are.
const ofAuthor = (author: string, id: string) => annotationQuery.parse({ author, ids: id });
row("annotations.list: by the id of a student who goes by a pseudonym", "author owner lead", (v, w) =>
  asHeron(w, async () => {
    const id = await w.note(w.shared);
    return has(annotations.list(v, w.closed.id, ofAuthor(w.author.id, id)), id);
  }),
);
row("annotations.list: by a pseudonym's id", "member guest", (v, w) =>
  asHeron(w, async (heron) => {
    const id = await w.note(w.shared);
    return has(annotations.list(v, w.closed.id, ofAuthor(heron.id, id)), id);
  }),
);

// ---- who is here
/** As whom this viewer sees that somebody is here. */
const sees = async (v: Account, w: World, who: Account) => {
  await db.insert(t.presence).values({ articleId: w.closed.id, userId: who.id, place: 3 });
  const found = await presence.here(v, w.closed.id).catch(() => ({ items: [] }));
  await db.delete(t.presence).where(eq(t.presence.userId, who.id));
  return found.items.map(({ person }) => person.id);
};
only("presence.here: a student who goes by a pseudonym, by name", "owner lead", (v, w) =>
  asHeron(w, async () => (await sees(v, w, w.author)).includes(w.author.id)),
);
only("presence.here: a student who goes by a pseudonym, by it", "member guest", (v, w) =>
  asHeron(w, async (heron) => (await sees(v, w, w.author)).includes(heron.id)),
);
only("presence.here: a student without a pseudonym where others have one, by name", "owner lead", async (v, w) => {
  const { late } = await seeds.people("late");
  await db.insert(t.memberships).values({ groupId: w.group.id, userId: late.id });
  const seen = await asHeron(w, () => sees(v, w, late));
  await db.delete(t.memberships).where(eq(t.memberships.userId, late.id));
  return seen.includes(late.id);
});
/** While this viewer keeps away from the author: nothing may go by which they would know whose pseudonym it is. */
const away = async <T>(v: Account, w: World, run: () => Promise<T>) => {
  const blocked = { userId: v.id, blockedId: w.author.id };
  await db.insert(t.blocks).values(blocked).onConflictDoNothing();
  const found = await run();
  await db.delete(t.blocks).where(and(eq(t.blocks.userId, v.id), eq(t.blocks.blockedId, w.author.id)));
  return found;
};
only("presence.here: by a pseudonym, to who blocked them", "member guest", (v, w) =>
  asHeron(w, async (heron) => (await away(v, w, () => sees(v, w, w.author))).includes(heron.id)),
);
row("annotations.read: in a public group, under a pseudonym, to who blocked them", "everybody", async (v, w) => {
  const group = await groups.create(w.owner, { name: "Open", description: "", kind: "public" });
  await db.insert(t.readings).values({ groupId: group.id, articleId: w.open.id, addedBy: w.author.id });
  const id = await w.note({ articleId: w.open.id, layer: "group", groupId: group.id });
  const read = () => served(annotations.read(v, id));
  const seen = await asHeron(w, () => (v ? away(v, w, read) : read()), { on: w.open, groupId: group.id });
  await db.delete(t.groups).where(eq(t.groups.id, group.id));
  return seen;
});

// ---- naming them
/** What an answer of this viewer's that means this one names: their real id, or what it is shown as. */
const names = async (v: Viewer, w: World, meant: { userId: string; name: string }) => {
  if (!v) return [];
  const note = await w.note({ ...w.shared, authorId: w.lead.id });
  const body = `@${meant.name}`;
  const made = await replies.reply(v, note, uuid(), { body, parentId: null, mentions: [meant] }).catch(nothing);
  return made?.reply.mentions.map(({ userId }) => userId) ?? [];
};
row("mentions.nameIn: a student by their pseudonym", "member owner lead", (v, w) =>
  asHeron(w, async (heron) => (await names(v, w, { userId: heron.id, name: heron.name })).length > 0),
);
row("mentions.nameIn: a student by their name, where they go by a pseudonym", "", (v, w) =>
  asHeron(w, async () => (await names(v, w, { userId: w.author.id, name: w.author.name })).length > 0),
);
row("mentions.nameIn: a student by their pseudonym and their own id", "owner lead", (v, w) =>
  asHeron(w, async (heron) => (await names(v, w, { userId: w.author.id, name: heron.name })).length > 0),
);
const offered = async (v: Account, w: World, q: string) => {
  const below = await w.note({ ...w.shared, authorId: w.lead.id });
  return (await audience.people(v, w.closed.id, { q, below }).catch(() => [])).map(({ id, name }) => `${id} ${name}`);
};
only("audience.people: a student who goes by a pseudonym, found by name", "owner lead", (v, w) =>
  asHeron(w, async (heron) => (await offered(v, w, w.author.name)).includes(`${w.author.id} ${heron.name}`)),
);
only("audience.people: a student who goes by a pseudonym, found by it", "member guest", (v, w) =>
  asHeron(w, async (heron) => (await offered(v, w, heron.name)).includes(`${heron.id} ${heron.name}`)),
);
only("audience.people: for a public note, who wrote there under a pseudonym alone", "owner lead", async (v, w) => {
  await db.insert(t.readings).values({ groupId: w.group.id, articleId: w.open.id, addedBy: w.author.id });
  const mine = { articleId: w.open.id, authorId: w.former.id };
  const note = await w.note({ ...mine, ...w.shared });
  const above = await w.note({ articleId: w.open.id, authorId: w.lead.id, ...w.shared });
  await w.reply(above, { authorId: w.former.id });
  const place = { q: w.former.name, layer: "public" as const };
  const found = await asHeron(w, () => has(audience.people(v, w.open.id, place), w.former.id), { on: w.open });
  await db.delete(t.annotations).where(inArray(t.annotations.id, [note, above]));
  await db.delete(t.readings).where(and(eq(t.readings.groupId, w.group.id), eq(t.readings.articleId, w.open.id)));
  return found && v.id !== w.former.id;
});

// ---- following them
only("follows.follow: a pseudonym", "", (v, w) =>
  asHeron(w, (heron) => served(follows.follow(v, "person", heron.id, true))),
);
only("follows.follow: who wrote what may be read, but under a pseudonym", "owner lead", async (v, w) => {
  const { gone } = await seeds.people("gone");
  const note = await w.note({ ...w.shared, authorId: gone.id });
  const may = await asHeron(w, () => served(follows.follow(v, "person", gone.id, true)));
  await db.delete(t.annotations).where(eq(t.annotations.id, note));
  return may;
});
only("blocks.block: a pseudonym", "", (v, w) => asHeron(w, (heron) => served(blocks.block(v, heron.id))));

const calledHere = async (v: Viewer, w: World) =>
  (await groups.readingIt(v, w.closed.id)).find(({ id }) => id === w.group.id)?.called;
row("groups.readingIt: that others see me by a pseudonym", "author member guest", (v, w) =>
  asHeron(w, async () => Boolean(await calledHere(v, w))),
);
row("groups.readingIt: by which", "author", (v, w) =>
  asHeron(w, async (heron) => (await calledHere(v, w))?.name === heron.name),
);

row("pseudonyms.of: whose name is which", "author owner lead", async (v, w) =>
  asHeron(w, async (heron) => {
    const [one] = await db.select().from(t.pseudonyms).where(eq(t.pseudonyms.id, heron.id));
    const found = v && one ? await pseudonyms.of(v, one.assignmentId).catch(() => []) : [];
    return found.some(({ user, names }) => user.id === w.author.id && names.includes(heron.name));
  }),
);
