import { eq, sql } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { anchorAll, describe } from "@/lib/anchoring";
import { sample } from "@/lib/sample";
import { insert, shelve } from "./articles";
import { db } from "./client";
import type { Writing } from "./events";
import { sizeOf, type Understood, understandOwn } from "./imports";
import { log } from "./log";
import { anchors, annotations, groups, instance, memberships, readings, replies, tags, users } from "./schema";
import { setting } from "./settings.mjs";

/**
 * The sample reading. A new instance gets one that is public, for the welcome page; everyone who signs up gets a copy of
 * their own, read by a group of them and the three sample readers, so that nobody meets a stranger in it.
 */

/** Brings the public copy, once, to an instance that nobody has used yet. `GLOSS_SAMPLE=off` leaves it out for good. */
export async function begin(): Promise<void> {
  if (!setting("GLOSS_SAMPLE")) return;
  await db.transaction(async (tx) => {
    await tx.insert(instance).values({ id: 1 }).onConflictDoNothing();
    const [fresh] = await tx
      .update(instance)
      .set({ sampleAt: sql`clock_timestamp()` })
      .where(sql`${instance.sampleAt} is null and not exists (select 1 from ${users})`)
      .returning({ id: instance.id });
    if (!fresh) return;
    await tx.insert(users).values(sample.readers.map(({ name }) => ({ id: uuid(), name, sample: true })));
    await bring(tx, await readersOf(tx), null);
  });
}

/** Gives a new account its copy, if this instance has the sample. */
export async function welcome(userId: string): Promise<void> {
  if (!setting("GLOSS_SAMPLE")) return;
  try {
    await db.transaction(async (tx) => {
      const readers = await readersOf(tx);
      if (readers.size === sample.readers.length) await bring(tx, readers, userId);
    });
  } catch (error) {
    // The account is made; it would be worse to say that it is not than to go without the sample.
    log.error({ err: error }, "a new account could not be given the sample");
  }
}

/** The sample readers by key, held until the end: what they write in one copy is not written over by another's moments. */
async function readersOf(tx: Writing): Promise<Map<string, { id: string }>> {
  const found = await tx
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(eq(users.sample, true))
    .orderBy(users.id)
    .for("update");
  return new Map(
    sample.readers.flatMap(({ key, name }) => {
      const reader = found.find((one) => one.name === name);
      return reader ? [[key, reader] as const] : [];
    }),
  );
}

let essay: Understood | undefined;

/** @param userId whose copy it is; null for the public one */
async function bring(tx: Writing, readers: ReadonlyMap<string, { id: string }>, userId: string | null): Promise<void> {
  essay ??= understandOwn(sample.article.markdown, sample.article.title);
  const { pictures: _, warnings: __, ...made } = essay;
  const by = (key: string) => readers.get(key)?.id ?? raise(key);
  const host = by(sample.readers[0]?.key ?? "");
  const articleId = uuid();
  const { byline, language } = sample.article;
  const about = { ...made, byline, language, bytes: sizeOf(essay), sample: true };
  const { versionId } = await insert(tx, articleId, host, userId ? about : { ...about, visibility: "public" });
  let layer: { layer: "public" | "group"; groupId: string | null } = { layer: "public", groupId: null };
  if (userId) {
    const groupId = uuid();
    await tx.insert(groups).values({ id: groupId, ...sample.group, createdBy: host, sample: true });
    await tx
      .insert(memberships)
      .values([
        { groupId, userId: host, role: "owner" as const },
        ...[...readers.values()].filter(({ id }) => id !== host).map(({ id }) => ({ groupId, userId: id })),
        { groupId, userId },
      ]);
    await tx.insert(readings).values({ groupId, articleId, addedBy: host });
    layer = { layer: "group", groupId };
  } else await shelve(tx, host, articleId);
  await write(tx, { articleId, versionId, text: made.text, layer, by });
}

type Copy = {
  articleId: string;
  versionId: string;
  text: string;
  layer: { layer: "public" | "group"; groupId: string | null };
  by: (key: string) => string;
};

/** The readers' marks and threads, in the order in which they were made. */
async function write(tx: Writing, { articleId, versionId, text, layer, by }: Copy): Promise<void> {
  const moments = await laterMoments(
    tx,
    sample.marks.length + sample.marks.flatMap((mark) => mark.replies ?? []).length,
  );
  const found = anchorAll(
    text,
    sample.marks.map(({ exact }) => ({ exact, prefix: "", suffix: "" })),
  );
  const marks = sample.marks.map((mark, i) => ({
    ...mark,
    id: uuid(),
    at: moments(),
    anchor: found[i] ?? raise(mark.key),
  }));
  await tx.insert(annotations).values(
    marks.map(({ id, at, by: who, kind, body, speaker, source, anchor }) => {
      const { exact, prefix, suffix } = describe(text, anchor);
      const quote = { exact, prefix, suffix, start: anchor.start, end: anchor.end };
      const times = { createdAt: at, updatedAt: at, layerAt: at };
      return {
        id,
        articleId,
        versionId,
        authorId: by(who),
        kind,
        ...layer,
        ...quote,
        body,
        speaker,
        source,
        sentHash: "",
        ...times,
      };
    }),
  );
  await tx.insert(anchors).values(
    marks.map(({ id, anchor: { start, end, how, confidence } }) => ({
      annotationId: id,
      versionId,
      start,
      end,
      how,
      confidence,
    })),
  );
  await tx
    .insert(tags)
    .values(marks.flatMap(({ id, tags: list }) => list.map((tag, position) => ({ annotationId: id, tag, position }))));
  const ids = new Map(sample.marks.flatMap((mark) => mark.replies ?? []).map(({ key }) => [key, uuid()]));
  await tx.insert(replies).values(
    marks.flatMap(({ id, replies: said = [] }) =>
      said.map(({ key, to, by: who, body }) => {
        const at = moments();
        const parentId = to === null ? null : (ids.get(to) ?? raise(to));
        return {
          id: ids.get(key) ?? raise(key),
          annotationId: id,
          parentId,
          authorId: by(who),
          body,
          sentHash: "",
          createdAt: at,
          updatedAt: at,
        };
      }),
    ),
  );
}

/** `count` moments, each later than anything the sample readers wrote. Their rows are held by `readersOf`. */
async function laterMoments(tx: Writing, count: number) {
  const [row] = await tx.execute<{ times: string[] }>(sql`
    with first as (select greatest(clock_timestamp(), max(${users.wroteAt})) as at from ${users} where ${users.sample}),
      last as (update ${users} set wrote_at = first.at + make_interval(secs => ${count}::int * 1e-6) from first where ${users.sample})
    select array(select (first.at + make_interval(secs => i * 1e-6))::text from first, generate_series(1, ${count}::int) as i) as times`);
  const times = row?.times ?? [];
  return () => times.shift() ?? raise("moment");
}

function raise(what: string): never {
  throw new Error(`The sample names "${what}", which is not there.`);
}
