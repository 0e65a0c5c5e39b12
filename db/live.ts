import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { notFound } from "@/lib/problem";
import type { LiveEvent } from "@/lib/schemas/event";
import type { Viewer } from "@/lib/schemas/user";
import { articleVisibleTo, eventAudibleTo } from "./access";
import { sql as connection, db } from "./client";
import { CHANNEL } from "./events";
import { log } from "./log";
import { articles, events, replies } from "./schema";
import { standingAmong } from "./sessions";

/**
 * What happens on articles, told to whoever has them open: one connection listens for the whole process, what it wakes is
 * gathered for a quarter of a second, and one query per article says who may hear of it.
 */

/** Milliseconds in which what happens is gathered. */
const GATHER_MS = 250;
/** Milliseconds between two looks at whether each reader may still listen, and with which rights. */
const SWEEP_MS = 3000;
/** A line that says nothing is sent every so many looks, lest something between takes the connection for dead. */
const QUIET_SWEEPS = 6;

export type Told = { event: LiveEvent["event"] | "reload"; id: string; data: LiveEvent["data"] | { article: string } };
type Listener = {
  viewer: Viewer;
  /** The row of the session they listen with; null signed out. */
  sessionId: string | null;
  /** Up to which of each article's events they were told. */
  places: Map<string, number>;
  rights: string;
  key: Buffer;
  tell: (told: Told | null) => void;
  end: () => void;
};

type Hub = {
  listeners: Set<Listener>;
  dirty: Set<string>;
  gathering: NodeJS.Timeout | null;
  sweeping: NodeJS.Timeout | null;
  listening: Promise<unknown> | null;
  flushing: Promise<void>;
  sweeps: number;
};
declare global {
  var glossHub: Hub | undefined;
}
// One for the process, however often this module is bundled.
globalThis.glossHub ??= {
  ...{ listeners: new Set(), dirty: new Set(), gathering: null, sweeping: null, listening: null },
  ...{ flushing: Promise.resolve(), sweeps: 0 },
};
const hub = globalThis.glossHub;

// ---- where somebody is in what happened ------------------------------------------------------------------------

const keyOf = (secret: string) => createHash("sha256").update(`gloss live ${secret}`).digest();

/** Opaque to its holder, and of one length whatever the numbers: how much is hidden from them cannot be told from it. */
function seal(key: Buffer, places: Iterable<[string, number]>, rights: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, iv);
  const said = [rights, ...[...places].map(([id, seq]) => `${id}=${String(seq).padStart(15, "0")}`)].join("&");
  return Buffer.concat([iv, cipher.update(said, "utf8"), cipher.final(), cipher.getAuthTag()]).toString("base64url");
}

/** Null for what we did not seal. */
function unseal(key: Buffer, token: string): { places: Map<string, number>; rights: string } | null {
  try {
    const bytes = Buffer.from(token, "base64url");
    const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(-16));
    const text = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString("utf8");
    const [rights = "", ...rest] = text.split("&");
    return {
      rights,
      places: new Map(rest.map((one) => [one.slice(0, one.indexOf("=")), Number(one.slice(one.indexOf("=") + 1))])),
    };
  } catch {
    return null;
  }
}

/** Whatever opens or closes notes to somebody without an event of theirs, as one value to compare. */
const rightsOf = (viewer: SQL) => sql<string>`md5(${articles.visibility}
  || coalesce((select string_agg(concat_ws(':', m.group_id, m.role, m.section_id, g.kind, g.archived_at is null and g.ends_at is null), ',' order by m.group_id)
       from memberships as m join groups as g on g.id = m.group_id where m.user_id = ${viewer}), '')
  || coalesce((select string_agg(g.id::text, ',' order by g.id)
       from readings as r join groups as g on g.id = r.group_id and g.kind = 'public' where r.article_id = ${articles.id}), '')
  || coalesce((select string_agg(concat_ws(':', b.user_id, b.blocked_id), ',' order by b.user_id, b.blocked_id)
       from blocks as b where b.user_id = ${viewer} or b.blocked_id = ${viewer}), ''))`;

const NOBODY = "00000000-0000-0000-0000-000000000000";
const idOf = (viewer: Viewer) => viewer?.id ?? NOBODY;

/** Where each article stands for this viewer, and their rights there; without those that they may not read. */
async function standingOf(viewer: Viewer, articleIds: readonly string[]) {
  return db
    .select({ id: articles.id, seq: articles.eventSeq, rights: sql<string>`${rightsOf(sql`${idOf(viewer)}::uuid`)}` })
    .from(articles)
    .where(and(inArray(articles.id, [...articleIds]), articleVisibleTo(viewer)))
    .orderBy(articles.id);
}

/** Where to begin to listen from, to be read before what is shown is read. Empty for what this viewer may not read. */
export async function position(viewer: Viewer, articleId: string, secret: string): Promise<string> {
  const found = await standingOf(viewer, [articleId]);
  return found.length
    ? seal(
        keyOf(secret),
        found.map(({ id, seq }) => [id, seq]),
        rightsIn(found),
      )
    : "";
}
const rightsIn = (found: readonly { rights: string }[]) => found.map((one) => one.rights).join(".");

// ---- listening -------------------------------------------------------------------------------------------------

/**
 * Tells what happens on these articles from `since` on (a place that was given before; from now on without one), until
 * the viewer may no longer read one of them or their session ends: `end` is called then. What cannot be told event by
 * event, as what joining a group opened, is told as `reload`. `tell(null)` is a sign of life.
 * @returns how to stop. @throws Problem 404 when one of them may not be read
 */
export async function listen(
  viewer: Viewer,
  given: {
    sessionId: string | null;
    articleIds: readonly string[];
    since: string | null;
    secret: string;
    tell: (told: Told | null) => void;
    end: () => void;
  },
): Promise<() => void> {
  const { sessionId, articleIds, since, secret, tell, end } = given;
  await begin();
  const found = await standingOf(viewer, articleIds);
  if (found.length === 0 || found.length < new Set(articleIds).size) notFound();
  const key = keyOf(secret);
  const rights = rightsIn(found);
  const before = since ? unseal(key, since) : null;
  const places = new Map(found.map(({ id, seq }) => [id, Math.min(before?.places.get(id) ?? seq, seq)]));
  const listener: Listener = { viewer, sessionId, places, rights, key, tell, end };
  hub.listeners.add(listener);
  // A place that we did not give, of another time or other rights, says nothing of what was missed.
  if (since && (!before || before.rights !== rights || found.some(({ id, seq }) => (before.places.get(id) ?? 0) > seq)))
    for (const { id } of found) reload(listener, id);
  for (const { id } of found) wake(id);
  return () => hub.listeners.delete(listener);
}

function reload(listener: Listener, article: string) {
  listener.tell({ event: "reload", id: seal(listener.key, listener.places, listener.rights), data: { article } });
}

/** Starts to hear of what happens, once for the process. */
function begin(): Promise<unknown> {
  hub.sweeping ??= setInterval(() => void sweep().catch(failed), SWEEP_MS).unref();
  hub.listening ??= connection
    .listen(CHANNEL, wake, () => {
      // After a lost connection: what was not heard meanwhile is asked for.
      for (const { places } of hub.listeners) for (const id of places.keys()) wake(id);
    })
    .catch((error: unknown) => {
      hub.listening = null;
      throw error;
    });
  return hub.listening;
}

const failed = (error: unknown) => log.warn({ error }, "Live updates were interrupted, and go on with the next.");

function wake(articleId: string) {
  hub.dirty.add(articleId);
  hub.gathering ??= setTimeout(() => {
    hub.gathering = null;
    // One after another: nobody is told of a later event before an earlier one.
    hub.flushing = hub.flushing.then(flush).catch(failed);
  }, GATHER_MS);
}

async function flush(): Promise<void> {
  const woken = [...hub.dirty];
  hub.dirty.clear();
  for (const articleId of woken) {
    const here = [...hub.listeners].filter((one) => one.places.has(articleId));
    if (here.length > 0)
      await tellOf(articleId, here).catch((error: unknown) => {
        wake(articleId);
        throw error;
      });
  }
}

/** One query for an article, whoever listens: what happened since the one who knows least, for each who may hear it. */
async function tellOf(articleId: string, here: readonly Listener[]): Promise<void> {
  // Read before the events: numbers are given in the order of committing, so that all up to this one are there.
  const [now] = await db.select({ seq: articles.eventSeq }).from(articles).where(eq(articles.id, articleId));
  if (!now) return;
  const placeOf = (one: Listener) => one.places.get(articleId) ?? now.seq;
  const from = Math.min(...here.map(placeOf));
  if (from >= now.seq) return;
  const viewers = [...new Set(here.map((one) => idOf(one.viewer)))];
  const happened = await db.execute<{
    viewer: string;
    seq: string;
    kind: LiveEvent["event"];
    subject: string;
    change: LiveEvent["data"]["change"];
    annotation: string | null;
  }>(sql`
    select v.viewer, ${events.seq} as seq, ${events.kind} as kind, ${events.subjectId} as subject, ${events.change} as change,
      case when ${events.kind} = 'reply' then (select ${replies.annotationId} from ${replies} where ${replies.id} = ${events.subjectId}) end as annotation
    from ${events} cross join unnest(${sql.param(viewers)}::uuid[]) as v(viewer)
    where ${events.articleId} = ${articleId}::uuid and ${events.seq} > ${from} and ${events.seq} <= ${now.seq}
      and ${eventAudibleTo({ id: sql`v.viewer` })}
    order by ${events.seq}`);
  for (const one of here) {
    const place = placeOf(one);
    for (const row of happened) {
      const seq = Number(row.seq);
      if (row.viewer !== idOf(one.viewer) || seq <= place) continue;
      one.places.set(articleId, seq);
      const { kind, subject: id, change, annotation } = row;
      const data = { article: articleId, id, change, ...(annotation && { annotation }) };
      one.tell({ event: kind, id: seal(one.key, one.places, one.rights), data });
    }
    one.places.set(articleId, Math.max(place, now.seq));
  }
}

/** Ends the streams of those who may no longer listen, and tells those whose rights are others to ask for all again. */
async function sweep(): Promise<void> {
  const all = [...hub.listeners];
  if (all.length === 0) return;
  hub.sweeps += 1;
  const pairs = all.flatMap((one) => [...one.places.keys()].map((article) => [idOf(one.viewer), article] as const));
  const viewer = sql`p.viewer`;
  const [open, standing] = await Promise.all([
    db.execute<{ viewer: string; article: string; rights: string }>(sql`
      select distinct p.viewer, ${articles.id} as article, ${rightsOf(viewer)} as rights
      from unnest(${sql.param(pairs.map(([id]) => id))}::uuid[], ${sql.param(pairs.map(([, id]) => id))}::uuid[]) as p(viewer, article)
      join ${articles} on ${articles.id} = p.article
      where ${articleVisibleTo({ id: viewer })}`),
    standingAmong(all.flatMap((one) => one.sessionId ?? [])),
  ]);
  const rights = new Map(open.map((row) => [`${row.viewer} ${row.article}`, row.rights]));
  for (const one of all) {
    const ids = [...one.places.keys()].sort();
    const found = ids.flatMap((id) => rights.get(`${idOf(one.viewer)} ${id}`) ?? []);
    if (found.length < ids.length || (one.sessionId && !standing.has(one.sessionId))) {
      hub.listeners.delete(one);
      one.end();
      continue;
    }
    const now = found.join(".");
    if (now !== one.rights) {
      one.rights = now;
      for (const id of ids) reload(one, id);
    } else if (hub.sweeps % QUIET_SWEEPS === 0) one.tell(null);
  }
}

/** How many listen to this process. */
export const listening = (): number => hub.listeners.size;
