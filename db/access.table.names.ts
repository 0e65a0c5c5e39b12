import { eq } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import type { Viewer } from "@/lib/schemas/user";
import * as annotations from "./annotations";
import { db } from "./client";
import * as lately from "./lately";
import { everything } from "./mine";
import { named } from "./named";
import * as notices from "./notices";
import * as replies from "./replies";
import * as t from "./schema";
import { LONG_AGO, page, query, row, type World } from "./testing.access";

/** Rows of `access.table.ts`: who is shown by which name where students go by pseudonyms, on everything that tells of them. */

type Heron = { id: string; name: string };

/** While the group's students go by pseudonyms on this text: `heron` is the author's. */
async function asHeron<T>(w: World, run: (heron: Heron) => Promise<T>, on: { id: string } = w.closed): Promise<T> {
  const assignmentId = uuid();
  const given = { id: assignmentId, groupId: w.group.id, title: "Read", timeZone: "UTC", createdBy: w.lead.id };
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
      : (await lately.news(v, w.group.id, LONG_AGO, 200)).filter((one) => one.annotationId === id),
  "lately.questions": async (v, w, { id }) =>
    (await lately.questions(v, w.group.id, 200)).items.filter((one) => one.id === id),
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
