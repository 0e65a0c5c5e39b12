import { and, type SQL, sql } from "drizzle-orm";
import { notFound, tooMany } from "@/lib/problem";
import type { LiveEvent } from "@/lib/schemas/event";
import type { Viewer } from "@/lib/schemas/user";
import { articleVisibleTo, eventAudibleTo, eventKeptBy, readsAlong, referenceKeptFrom, veiledFrom } from "./access";
import { isAmong } from "./annotation-rows";
import { sql as connection, planned } from "./client";
import { CHANNEL, TOLD } from "./events";
import { log } from "./log";
import { keyOf, type Place, seal, unseal } from "./places";
import { articles, events, replies } from "./schema";
import { standingAmong } from "./sessions";

/**
 * What happens on articles, told to whoever has them open: one connection listens for the whole process, what it wakes is
 * gathered for a quarter of a second, and a few queries per article, however many listen, say who may hear of it.
 */

/** Milliseconds in which what happens is gathered. */
const GATHER_MS = 250;
/** Milliseconds between two looks at whether each reader may still listen, and with which rights. */
const SWEEP_MS = 3000;
/** A line that says nothing is sent every so many looks, lest something between takes the connection for dead. */
const QUIET_SWEEPS = 6;
/** Articles whose news are read at the same time. */
const AT_ONCE = 6;
/** Milliseconds in which it is gathered who comes and goes. */
const COMING_MS = 1000;
/** Kinds of audience that are remembered for each reader; then they are asked for anew. */
const MOST_HEARD = 100;

/**
 * Streams that may be open at this process at the same time: of one person, whose browser needs one for all its tabs; of one
 * address with nobody signed in; and of one address in all, behind which there may be a school.
 */
export const MOST_STREAMS = { person: 30, signedOut: 150, address: 1_000 };
/** After which to try again, where there are too many. */
const FULL_SECONDS = 30;

export type Told = {
  event: LiveEvent["event"] | "presence" | "notice" | "reload";
  id: string;
  data: LiveEvent["data"] | { article: string };
};
/** What somebody may hear follows from their rights and whom it is for, and is asked once for each. */
type Here = Place & { heard: Map<string, boolean> };
type Listener = {
  viewer: Viewer;
  /** The row of the session they listen with; null signed out. */
  sessionId: string | null;
  /** Up to which of each article's events they were told. */
  places: Map<string, Here>;
  key: Buffer;
  tell: (told: readonly Told[]) => void;
  end: () => void;
  /** Counts their stream no more. */
  release: () => void;
};

type Hub = {
  listeners: Set<Listener>;
  /** How many streams are open or being opened, by whose they are and by where they come from. */
  held: Map<string, number>;
  dirty: Set<string>;
  /** Who came to each article or left it. */
  coming: Map<string, Set<string>>;
  /** Who got notices. */
  noticed: Set<string>;
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
  ...{
    listeners: new Set(),
    held: new Map(),
    dirty: new Set(),
    coming: new Map(),
    noticed: new Set(),
    gathering: null,
    sweeping: null,
    listening: null,
  },
  ...{ flushing: Promise.resolve(), sweeps: 0 },
};
const hub = globalThis.glossHub;

// ---- where somebody is in what happened ------------------------------------------------------------------------

/** Whatever opens or closes notes to somebody without an event of theirs, as one value to compare. */
const rightsOf = (viewer: SQL) => sql<string>`left(md5(${articles.visibility}
  || coalesce((select string_agg(concat_ws(':', m.group_id, m.role, m.section_id, g.kind, g.archived_at is null and g.ends_at is null), ',' order by m.group_id)
       from memberships as m join groups as g on g.id = m.group_id where m.user_id = ${viewer}), '')
  || coalesce((select string_agg(r.group_id::text, ',' order by r.group_id)
       from readings as r join groups as g on g.id = r.group_id where r.article_id = ${articles.id} and g.kind = 'public'), '')
  || coalesce((select string_agg(concat_ws(':', b.user_id, b.blocked_id), ',' order by b.user_id, b.blocked_id)
       from blocks as b where b.user_id = ${viewer} or b.blocked_id = ${viewer}), '')
  -- Who leads is called by name where others go by pseudonyms.
  || coalesce((select string_agg(distinct concat_ws(':', l.group_id, l.user_id), ',') from assignments as a
       join assignment_readings as ar on ar.assignment_id = a.id
       join memberships as l on l.group_id = a.group_id and l.role in ('owner', 'lead')
       where ar.article_id = ${articles.id} and a.names = 'pseudonyms'), '')
  || coalesce((select string_agg(v.reading::text, ',' order by v.reading) from (${veiledFrom({ id: viewer }, sql`ar.article_id, ar.id as reading`)}) as v
       where v.article_id = ${articles.id}), '')
  -- Leads' words are never hidden, nor are the words of who becomes one.
  || coalesce((select string_agg(distinct concat_ws(':', l.group_id, l.user_id), ',')
       from (${veiledFrom({ id: viewer })}) as v join memberships as l on l.group_id = v.group_id and l.role in ('owner', 'lead')
       where v.article_id = ${articles.id}), '')
  || coalesce((select string_agg(kept.annotation_id::text, ',' order by kept.annotation_id) from (${referenceKeptFrom(
    { id: viewer },
    sql`rm.annotation_id in (select n.id from annotations as n where n.article_id = ${articles.id})`,
  )}) as kept), '')), 16)`;

const NOBODY = "00000000-0000-0000-0000-000000000000";
const idOf = (viewer: Viewer) => viewer?.id ?? NOBODY;

const oldest = sql`(select min(${events.seq}) from ${events} where ${events.articleId} = ${articles.id})`;

/** Where each article stands for this viewer, and their rights there; without those that they may not read. */
async function standingOf(viewer: Viewer, articleIds: readonly string[]) {
  return planned
    .select({
      id: articles.id,
      seq: articles.eventSeq,
      rights: sql<string>`${rightsOf(sql`${idOf(viewer)}::uuid`)}`,
      /** The oldest event that is still there; those before it were removed. */
      oldest: sql<string | null>`${oldest}`,
    })
    .from(articles)
    .where(and(isAmong(articles.id, articleIds), articleVisibleTo(viewer)))
    .orderBy(articles.id);
}

/** Where to begin to listen from, to be read before what is shown is read. Empty for what this viewer may not read. */
export async function position(viewer: Viewer, articleId: string, secret: string): Promise<string> {
  const [found] = await standingOf(viewer, [articleId]);
  return found ? seal(keyOf(secret), new Map([[found.id, found]])) : "";
}

// ---- listening -------------------------------------------------------------------------------------------------

/** Places that were given before: the last that this stream told, and where it was to begin for what that does not name. */
export type Since = { last: string | null; begin: readonly string[] };

/**
 * Tells what happens on these articles from `since` on (from now on where it names none), until the viewer may no longer
 * read one of them or their session ends: `end` is called then. What cannot be told event by event, as what joining a group
 * opened, or what was removed meanwhile, is told as `reload`. To tell nothing is a sign of life.
 * @returns how to stop. @throws Problem 404 when one of them may not be read; 429 when too many streams are open already
 */
export async function listen(
  viewer: Viewer,
  given: {
    sessionId: string | null;
    /** Where the reader is, as the server sees them. */
    address: string;
    articleIds: readonly string[];
    since: Since;
    secret: string;
    tell: (told: readonly Told[]) => void;
    end: () => void;
  },
): Promise<() => void> {
  const release = hold(viewer, given.address);
  try {
    return await listenFrom(viewer, given, release);
  } catch (error) {
    release();
    throw error;
  }
}

async function listenFrom(
  viewer: Viewer,
  { sessionId, articleIds, since, secret, tell, end }: Parameters<typeof listen>[1],
  release: () => void,
): Promise<() => void> {
  await begin();
  const found = await standingOf(viewer, articleIds);
  if (found.length === 0 || found.length < new Set(articleIds).size) notFound();
  const key = keyOf(secret);
  const last = since.last ? unseal(key, since.last) : new Map<string, Place>();
  const begins = since.begin.map((one) => unseal(key, one));
  // A place that we did not give says nothing of what was missed.
  const foreign = last === null || begins.includes(null);
  const places = new Map<string, Here>();
  const again: string[] = [];
  for (const { id, seq, rights, oldest } of found) {
    const from = last?.get(id) ?? earliest(begins.flatMap((one) => one?.get(id) ?? []));
    places.set(id, { seq: Math.min(from?.seq ?? seq, seq), rights, heard: new Map() });
    // Nor does one of another time or other rights, or one from before what is still known.
    if (from ? from.rights !== rights || from.seq > seq || from.seq + 1 < Number(oldest ?? 0) : foreign) again.push(id);
  }
  const listener: Listener = { viewer, sessionId, places, key, tell, end, release };
  hub.listeners.add(listener);
  if (again.length > 0) tell(again.map((id) => reload(listener, id)));
  for (const { id } of found) wake(id);
  return () => forget(listener);
}

/** Counts one more stream. @returns how to count it no more. @throws Problem 429 */
function hold(viewer: Viewer, address: string): () => void {
  const scopes: [string, number][] = viewer
    ? [
        [idOf(viewer), MOST_STREAMS.person],
        [address, MOST_STREAMS.address],
      ]
    : [
        [`${address} signed out`, MOST_STREAMS.signedOut],
        [address, MOST_STREAMS.address],
      ];
  if (scopes.some(([scope, most]) => (hub.held.get(scope) ?? 0) >= most))
    tooMany("Too many pages are open at once. Close some; what happens is told again then.", FULL_SECONDS);
  for (const [scope] of scopes) hub.held.set(scope, (hub.held.get(scope) ?? 0) + 1);
  let held = true;
  return () => {
    if (!held) return;
    held = false;
    for (const [scope] of scopes) {
      const left = (hub.held.get(scope) ?? 1) - 1;
      if (left > 0) hub.held.set(scope, left);
      else hub.held.delete(scope);
    }
  };
}

function forget(one: Listener): void {
  hub.listeners.delete(one);
  one.release();
}

/** Of several tabs with the same article the one that knows least: to hear twice is better than never. */
const earliest = (places: readonly Place[]) => places.toSorted((a, b) => a.seq - b.seq)[0];

const reload = ({ key, places }: Listener, article: string): Told => ({
  event: "reload",
  id: seal(key, places),
  data: { article },
});

/** Starts to hear of what happens, once for the process. */
function begin(): Promise<unknown> {
  hub.sweeping ??= setInterval(() => void sweep().catch(failed), SWEEP_MS).unref();
  hub.listening ??= connection
    .listen(CHANNEL, hear, () => {
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

function hear(payload: string) {
  const [articleId = "", personId] = payload.split(" ");
  if (personId === undefined) return wake(articleId);
  if (articleId === TOLD) {
    if (hub.noticed.size === 0) setTimeout(tellOfNotices, COMING_MS);
    hub.noticed.add(personId);
    return;
  }
  if (hub.coming.size === 0) setTimeout(() => void tellWhoCame().catch(failed), COMING_MS);
  hub.coming.set(articleId, (hub.coming.get(articleId) ?? new Set()).add(personId));
}

/** Tells whoever got notices that there are some: how many, and of what, is theirs to ask. */
function tellOfNotices(): void {
  const people = new Set(hub.noticed);
  hub.noticed.clear();
  for (const one of hub.listeners) {
    const [article] = one.places.keys();
    if (article && one.viewer && people.has(idOf(one.viewer)))
      one.tell([{ event: "notice", id: seal(one.key, one.places), data: { article } }]);
  }
}

/** Tells those who may see them that somebody came or went; who, and where they are, is theirs to ask. */
async function tellWhoCame(): Promise<void> {
  const coming = [...hub.coming];
  hub.coming.clear();
  for (const [articleId, people] of coming) {
    const open = [...hub.listeners].filter((one) => one.viewer && one.places.has(articleId));
    if (open.length === 0) continue;
    const viewers = [...new Set(open.map((one) => idOf(one.viewer)))];
    const rows = await planned.execute<{ viewer: string }>(sql`
      select distinct v.viewer from unnest(${sql.param(viewers)}::uuid[]) as v(viewer), unnest(${sql.param([...people])}::uuid[]) as p(person)
      where ${readsAlong(sql`${articleId}::uuid`, sql`p.person`, { id: sql`v.viewer` })}`);
    const told = new Set(rows.map(({ viewer }) => viewer));
    for (const one of open)
      if (told.has(idOf(one.viewer)))
        one.tell([{ event: "presence", id: seal(one.key, one.places), data: { article: articleId } }]);
  }
}

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
  const tell = (id: string) =>
    tellOf(id).catch((error: unknown) => {
      failed(error);
      wake(id);
    });
  for (let at = 0; at < woken.length; at += AT_ONCE) await Promise.all(woken.slice(at, at + AT_ONCE).map(tell));
}

/** What happened on an article since the one who knows least, for each who may hear it. */
async function tellOf(articleId: string): Promise<void> {
  const open = [...hub.listeners].filter((one) => one.places.has(articleId));
  if (open.length === 0) return;
  // Read before the events: numbers are given in the order of committing, so that all up to this one are there.
  const [now] = await planned.execute<{ seq: string }>(
    sql`select ${articles.eventSeq} as seq from ${articles} where ${articles.id} = ${articleId}::uuid`,
  );
  if (!now) return;
  const upTo = Number(now.seq);
  const behind = open.filter((one) => placeOf(one, articleId).seq < upTo);
  const here = await stillHere(behind);
  if (here.length === 0) return;
  const from = Math.min(...here.map((one) => placeOf(one, articleId).seq));
  const happened = await planned.execute<{
    seq: string;
    kind: LiveEvent["event"];
    subject: string;
    change: LiveEvent["data"]["change"];
    annotation: string | null;
    audience: string;
  }>(sql`
    select ${events.seq} as seq, ${events.kind} as kind, ${events.subjectId} as subject, ${events.change} as change,
      case when ${events.kind} = 'reply' then (select ${replies.annotationId} from ${replies} where ${replies.id} = ${events.subjectId}) end as annotation,
      jsonb_build_array(${events.layer}, ${events.groupId}, ${events.sectionId}, ${events.withUserId}, ${events.authorId}, ${events.actorId},
        ${events.leadsOnly}, case when ${events.kind} in ('reply', 'version') then ${events.kind} end, (select kind from groups where id = ${events.groupId}), ${eventKeptBy})::text as audience
    from ${events} where ${events.articleId} = ${articleId}::uuid and ${events.seq} > ${from} and ${events.seq} <= ${upTo}
    order by ${events.seq}`);
  await askWhoHears(articleId, here, happened);
  for (const one of here) {
    const place = placeOf(one, articleId);
    const told: Told[] = [];
    for (const { seq, kind, subject: id, change, annotation, audience } of happened) {
      if (Number(seq) <= place.seq || !place.heard.get(audience)) continue;
      place.seq = Number(seq);
      const data = { article: articleId, id, change, ...(annotation && { annotation }) };
      told.push({ event: kind, id: seal(one.key, one.places), data });
    }
    place.seq = Math.max(place.seq, upTo);
    if (told.length > 0) one.tell(told);
  }
}

function placeOf(one: Listener, articleId: string): Here {
  const place = one.places.get(articleId);
  if (!place) throw new RangeError("They do not listen to this article.");
  return place;
}

/** Asks which of these audiences each reader belongs to, where that is not known with their present rights. */
async function askWhoHears(
  articleId: string,
  here: readonly Listener[],
  happened: readonly { seq: string; audience: string }[],
): Promise<void> {
  const sample = new Map(happened.map(({ audience, seq }) => [audience, seq]));
  const unsure = new Set<string>();
  const unknown = new Set<string>();
  for (const one of here) {
    const { heard } = placeOf(one, articleId);
    if (heard.size > MOST_HEARD) heard.clear();
    for (const audience of sample.keys())
      if (!heard.has(audience)) {
        unsure.add(idOf(one.viewer));
        unknown.add(audience);
      }
  }
  if (unknown.size === 0) return;
  const asked = [...unknown].map((audience) => Number(sample.get(audience)));
  const rows = await planned.execute<{ viewer: string; seq: string }>(sql`
    select v.viewer, ${events.seq} as seq from ${events} cross join unnest(${sql.param([...unsure])}::uuid[]) as v(viewer)
    where ${events.articleId} = ${articleId}::uuid and ${events.seq} = any(${sql.param(asked)}::bigint[])
      and ${eventAudibleTo({ id: sql`v.viewer` })}`);
  const audible = new Set(rows.map(({ viewer, seq }) => `${viewer} ${seq}`));
  for (const one of here) {
    const { heard } = placeOf(one, articleId);
    for (const audience of unknown)
      if (unsure.has(idOf(one.viewer))) heard.set(audience, audible.has(`${idOf(one.viewer)} ${sample.get(audience)}`));
  }
}

/** Ends the streams of those who may no longer listen, and tells those whose rights are others to ask for all again. */
async function stillHere(all: readonly Listener[]): Promise<Listener[]> {
  if (all.length === 0) return [];
  const pairs = all.flatMap((one) => [...one.places.keys()].map((article) => [idOf(one.viewer), article] as const));
  const viewer = sql`p.viewer`;
  const open = await planned.execute<{ viewer: string; article: string; rights: string }>(sql`
    select distinct p.viewer, ${articles.id} as article, ${rightsOf(viewer)} as rights
    from unnest(${sql.param(pairs.map(([id]) => id))}::uuid[], ${sql.param(pairs.map(([, id]) => id))}::uuid[]) as p(viewer, article)
    join ${articles} on ${articles.id} = p.article
    where ${articleVisibleTo({ id: viewer })}`);
  const rights = new Map(open.map((row) => [`${row.viewer} ${row.article}`, row.rights]));
  return all.filter((one) => {
    const changed: string[] = [];
    for (const [article, place] of one.places) {
      const present = rights.get(`${idOf(one.viewer)} ${article}`);
      if (present === undefined) return drop(one);
      if (present === place.rights) continue;
      place.rights = present;
      place.heard.clear();
      changed.push(article);
    }
    if (changed.length > 0) one.tell(changed.map((article) => reload(one, article)));
    return true;
  });
}

function drop(one: Listener): false {
  forget(one);
  one.end();
  return false;
}

async function sweep(): Promise<void> {
  const all = [...hub.listeners];
  if (all.length === 0) return;
  hub.sweeps += 1;
  const standing = await standingAmong(all.flatMap((one) => one.sessionId ?? []));
  const here = await stillHere(all.filter((one) => one.sessionId === null || standing.has(one.sessionId) || drop(one)));
  if (hub.sweeps % QUIET_SWEEPS === 0) for (const one of here) one.tell([]);
}

/** How many listen to this process. */
export const listening = (): number => hub.listeners.size;
