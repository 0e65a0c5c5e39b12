import { randomBytes } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { Problem } from "@/lib/problem";
import { annotationQuery, newAnnotation } from "@/lib/schemas/annotation";
import type { Account, Viewer } from "@/lib/schemas/user";
import { db } from "./client";
import * as members from "./members";
import * as readings from "./readings";
import * as t from "./schema";
import * as seeds from "./testing.world";

/** The world that the access tables ask in, and how a row of them is written: see `access.table.ts`. */

/**
 * `lead` and `guest` are in the group as that; `former` was, and was taken out; `blocked` is a stranger whom the author
 * blocked. `owner` runs the instance as well.
 */
export const VIEWERS = [
  "author",
  "member",
  "owner",
  "lead",
  "guest",
  "former",
  "stranger",
  "blocked",
  "nobody",
] as const;
export type Who = (typeof VIEWERS)[number];
export type Cell = (viewer: Viewer, world: World) => Promise<boolean>;
export type Row = { name: string; may: readonly Who[]; cell: Cell };

export type World = Awaited<ReturnType<typeof makeWorld>>;

export const EMPTY = { type: "root" as const, children: [] };
export const SECOND = { tree: EMPTY, text: "Other words.", textHash: "", words: 2, bytes: 9 };
export const IMPORT = { title: "Import", tree: EMPTY, text: "", words: 0 };
export const LONG_AGO = "2026-01-01T00:00:00Z";
export const HASH = "a".repeat(64);

/**
 * `author` brought in a private and a public article and wrote on both; `member` and `owner` share a group with them
 * that reads the private one; `former` did once, and wrote there. Rows that nobody may see stand beside those.
 */
export async function makeWorld() {
  const { author, member, owner, lead, guest, former, stranger, blocked } = await seeds.people(
    "author",
    "member",
    "owner",
    "lead",
    "guest",
    "former",
    "stranger",
    "blocked",
  );
  const viewers: Record<Who, Viewer> = { author, member, owner, lead, guest, former, stranger, blocked, nobody: null };
  const closed = await seeds.article(author, { sourceUrl: "https://example.org/valley" });
  const open = await seeds.article(author, { visibility: "public" });
  const group = await seeds.circle(owner, [author, member, lead, guest, former], []);
  await members.revise(owner, group.id, lead.id, { role: "lead" });
  await members.revise(owner, group.id, guest.id, { role: "guest" });
  await db.insert(t.blocks).values({ userId: author.id, blockedId: blocked.id });
  await readings.bring(author, group.id, closed.id);
  const shared = { layer: "group" as const, groupId: group.id };
  const theirs = await seeds.mark(former, closed.id);
  await members.remove(former, group.id, former.id);
  await db
    .insert(t.articleImages)
    .values({ articleId: closed.id, hash: HASH, mediaType: "image/png", bytes: randomBytes(4) });
  // Beside the current version one that is not.
  const other = { id: uuid(), articleId: closed.id, number: 2, ...SECOND, madeBy: author.id };
  await db.insert(t.articleVersions).values(other);
  const importId = uuid();
  await db.insert(t.imports).values({ ...IMPORT, id: importId, userId: author.id });
  await db.insert(t.importImages).values({ importId, hash: HASH, mediaType: "image/png", bytes: randomBytes(4) });
  await db.update(t.users).set({ role: "admin" }).where(eq(t.users.id, owner.id));

  /** A mark of the author's, written past the doors. */
  const note = async (more: Partial<typeof t.annotations.$inferInsert> = {}) => {
    const id = uuid();
    const quote = { exact: "The river rose twice", prefix: "", suffix: "", start: 0, end: 20 };
    const on = more.articleId === open.id ? open : closed;
    await db.insert(t.annotations).values({
      id,
      articleId: on.id,
      versionId: on.versionId,
      authorId: author.id,
      kind: "claim",
      layer: "private",
      ...quote,
      sentHash: "",
      ...more,
    });
    return id;
  };
  const reply = async (annotationId: string, more: Partial<typeof t.replies.$inferInsert> = {}) => {
    const id = uuid();
    await db.insert(t.replies).values({ id, annotationId, authorId: author.id, body: "hm", sentHash: "", ...more });
    return id;
  };
  const past = (subject: { annotationId: string } | { replyId: string }, body: string, when: string) =>
    db.insert(t.revisions).values({
      id: uuid(),
      ...subject,
      revision: 1,
      was: { body },
      madeBy: author.id,
      madeAt: sql`clock_timestamp() + ${when}::interval`,
    });
  const notes = {
    private: await note(),
    group: await note(shared),
    public: await note({ articleId: open.id, layer: "public" }),
    /** Public once; the article is private again. */
    closedPublic: await note({ layer: "public" }),
    hidden: await note({ ...shared, hiddenAt: LONG_AGO }),
    deleted: await note({ ...shared, deletedAt: LONG_AGO }),
    theirs: theirs.id,
  };
  await db.insert(t.tags).values({ annotationId: notes.group, tag: "river", position: 0 });
  const answers = {
    group: await reply(notes.group),
    hidden: await reply(notes.group, { hiddenAt: LONG_AGO }),
    private: await reply(notes.private),
    theirs: await reply(notes.group, { authorId: former.id }),
    /** A member answered the author's note that is private now. */
    lost: await reply(notes.private, { authorId: member.id }),
  };
  for (const subject of [{ annotationId: notes.group }, { replyId: answers.group }]) {
    await past(subject, "before", "-1 day");
    await past(subject, "since", "1 minute");
  }
  await db
    .insert(t.sessions)
    .values({ id: uuid(), hash: uuid(), userId: author.id, expiresAt: sql`now() + interval '1 day'` });
  return {
    viewers,
    author,
    member,
    owner,
    lead,
    guest,
    former,
    stranger,
    blocked,
    closed,
    open,
    group,
    shared,
    notes,
    answers,
    importId,
    note,
    reply,
  };
}

/** What a refusal looks like to who is refused; anything else is a fault of the test. */
export async function served(run: Promise<unknown>): Promise<boolean> {
  try {
    await run;
    return true;
  } catch (error) {
    if (error instanceof Problem && [403, 404, 409, 412, 422].includes(error.status)) return false;
    throw error;
  }
}
export const has = async (list: Promise<{ id: string }[] | { items: { id: string }[] }>, id: string) => {
  const found = await list.catch((error: unknown) => {
    if (error instanceof Problem && error.status === 404) return [];
    throw error;
  });
  return ("items" in found ? found.items : found).some((one) => one.id === id);
};
/** For what only an account may ask: the boundary turns everybody else away. */
export const account =
  (cell: (viewer: Account, world: World) => Promise<boolean>): Cell =>
  async (viewer, world) =>
    viewer !== null && cell(viewer, world);

/** All rows, in the order in which their files add them. */
export const rows: Row[] = [];
/** Whether a row is about what is told live. */
export const isHeard = ({ name }: Row): boolean => /\blive\.listen\b/.test(name);
export const row = (name: string, may: string, cell: Cell) =>
  rows.push({ name, cell, may: VIEWERS.filter((who) => may.split(" ").includes(who) || may === "everybody") });
export const only = (name: string, may: string, cell: (viewer: Account, world: World) => Promise<boolean>) =>
  row(name, may, account(cell));

export const CIRCLE = "author member owner lead guest";
/** Those of them who may say something there. */
export const WRITERS = "author member owner lead";
export const query = annotationQuery.parse({});
export const page = { limit: 50 };
export const input = (articleId: string, more: object = {}) =>
  newAnnotation.parse({ articleId, kind: "note", quote: { exact: "the ledger says" }, layer: "private", ...more });
