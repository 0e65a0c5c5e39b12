import { and, asc, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { Span } from "@/lib/anchoring";
import { layout } from "@/lib/article/text";
import { notFound } from "@/lib/problem";
import type { Standing, WorkItem } from "@/lib/schemas/assignment";
import type { Account, Viewer } from "@/lib/schemas/user";
import { type Section, sectionsOf } from "@/lib/sections";
import { counted, isDone, missingOf, tally, type Written } from "@/lib/work";
import { assignmentVisibleTo, goneShownTo, workShownTo } from "./access";
import type { Connected } from "./annotation-rows";
import { db } from "./client";
import { departures, takenOut, wereGiven } from "./departures";
import type { Writing } from "./events";
import { everyoneDueOf, OF_A, ownDueOf, ownUntilOf } from "./own-times";
import { iso, isoOrNull } from "./paging";
import { nameWriter } from "./pseudonyms";
import { articleVersions, assignments, memberships, sections, users } from "./schema";

/** Where those who are to read stand: counted from what they wrote for the group, and from nothing else. */

/** A note that counts towards seeing others' has this many words. */
const WORDS = 5;
/** Scripts that put no space between words: there each letter is one, as word processors count. */
const UNSPACED =
  "[\\u0E00-\\u0EFF\\u1000-\\u109F\\u1780-\\u17FF\\u3040-\\u30FF\\u3400-\\u4DBF\\u4E00-\\u9FFF\\uF900-\\uFAFF]";
/**
 * Whether a text has so many words; with none asked for every text has. Asked of every note: a pattern that stops at the last
 * of them costs a tenth of parting all.
 */
const worded = (body: SQL, words: SQL) => sql`(${words} = 0 or
  case when ${body} ~ ${UNSPACED} then regexp_replace(${body}, ${UNSPACED}, ' \\& ', 'g') else ${body} end
    ~ ('(\\S+\\s+){' || (${words} - 1) || '}\\S'))`;

// ---- what was written ------------------------------------------------------------------------------------------

/** `distinct`, `spread`: what its assignment asks for, so that passages and sections matter. */
type Row = Omit<Written, "places"> & { assignment: string; user: string; distinct: boolean; spread: boolean };

const THEIRS = sql`(e.user_id = m.user_id or (m.section_id is not null and e.section_id = m.section_id))`;

/** When an assignment `a` opened to all by its date, or by having been due; null where that is not yet. */
export const openedAt: SQL = sql`least(case when a.reveal_at <= now() then a.reveal_at end,
  case when a.reveal = 'all' and ${everyoneDueOf(OF_A)} <= now() then ${everyoneDueOf(OF_A)} end)`;

/** From when on a student was shown their peers' notes by an assignment `a`; null where that is not yet. */
const shownFrom = (userId: SQL) => sql`least(${openedAt},
  (select min(v.at) from reveals as v where v.assignment_id = a.id and (v.user_id is null or v.user_id = ${userId})))`;

/** Who is to do an assignment, or worked for it and is in its group no more. */
export type Whose = "students" | "gone";

/** Who is to do an assignment: a row each, with their own times. */
export const students = (which: SQL, who: SQL, whose: Whose = "students") => sql`
  select a.id, a.group_id, a.reveal, m.user_id, ${ownDueOf(OF_A, THEIRS)} as due, ${ownUntilOf(OF_A, THEIRS)} as until, a.hides_since,
    ${shownFrom(sql`m.user_id`)} as shown,
    -- What was written before counts only where that is said.
    case when not a.include_earlier then coalesce(a.opens_at, a.created_at) end as since,
    a.min_words, a.distinct_passages, a.by_last_edit, a.goals -> 'spread' is not null as spread
  from assignments as a join ${whose === "gone" ? sql`(${departures(which)})` : sql`memberships`} as m on m.group_id = a.group_id
  where ${whose === "gone" ? sql`m.assignment_id = a.id` : sql`m.role = 'member'`} and ${which} and ${who}`;

/** When a row of `assignments` is due for somebody: with their own time, or as it was set. Likewise until when. */
const ownOf = (column: "due" | "until", userId: SQL, usual: SQL) =>
  sql`coalesce((select s.${sql.raw(column)} from (${students(sql`a.id = ${assignments.id}`, sql`m.user_id = ${userId}`)}) as s), ${usual})`;
export const ownDue = (userId: SQL) => ownOf("due", userId, sql`${assignments.dueAt}`);
export const ownUntil = (userId: SQL) =>
  ownOf("until", userId, sql`coalesce(${assignments.lateUntil}, ${assignments.dueAt})`);

/**
 * When an author last changed what they wrote: its words, its kind or its passage. Null where they never did; who sees it or
 * how it is tagged is no change of it. @param row a row of annotations or replies. @param subject its column in `revisions`
 * @param now those parts as they are
 */
const editedAt = (row: SQL, subject: "annotation_id" | "reply_id", now: SQL) => sql`(
  select case when ${row}.revision > 1 then (
    select max(e.made_at) from (
      select v.made_at, ${partsThen} as parts, lead(${partsThen}) over (order by v.revision, v.made_at) as next
      from revisions as v where v.${sql.raw(subject)} = ${row}.id and v.attached is null and v.made_by = ${row}.author_id) as e
    where e.parts is distinct from coalesce(e.next, ${now})) end as at)`;
const partsThen = sql`jsonb_build_array(v.was ->> 'body', v.was ->> 'kind', v.was -> 'quote' ->> 'exact')`;

/**
 * A query of what students wrote for an assignment's group on its texts: notes for the whole group or a section, neither
 * deleted nor hidden, replies below somebody else's that their author was shown by then, and answers to its questions; none from
 * before it was asked for, unless that counts too. A note is in the assigned part where it overlaps with that in the version
 * it was written in, so that no later version takes it out. A version that lost the part has none to write in; what is older
 * than the drawing of the part is held against it where it was drawn. One row each.
 * @param which a condition on `a`, the assignment. @param who a condition on `m`, the student's membership
 * @param words with the passage and the words; else they are empty, which is quicker
 */
export const writings = (which: SQL, who: SQL, words: boolean, whose: Whose = "students"): SQL => {
  const said = (column: SQL) => (words ? column : sql`''`);
  // How long an answer must be depends on the question.
  const common = (row: SQL, words: SQL = sql`s.min_words`) => {
    const at = sql`case when s.by_last_edit then greatest(${row}.created_at, e.at) else ${row}.created_at end`;
    const days = (from: SQL) => sql`coalesce(greatest(0, ceil(extract(epoch from ${from} - s.due) / 86400)), 0)::int`;
    return sql`${said(sql`${row}.body`)} as body, ${worded(sql`${row}.body`, sql.raw(String(WORDS)))} as worded,
      ${worded(sql`${row}.body`, words)} as enough, s.distinct_passages as distinct, s.spread,
      ${iso(sql`${row}.created_at`)} as "madeAt", ${days(at)} as "daysLate", coalesce(${at} <= s.until, true) as taken,
      ${isoOrNull(sql`e.at`)} as "editedAt", ${days(sql`e.at`)} as "editedDaysLate",
      s.reveal <> 'always' and coalesce(${row}.created_at >= s.shown, false) as "afterReveal"`;
  };
  return sql`
    with s as (${students(which, who, whose)}),
    texts as (
      select a.id, a.group_id, c.id as article_id, ar.id as reading_id, ar.version_id as drawn_in, ar.exact is null as whole
      from assignments as a
      join assignment_readings as ar on ar.assignment_id = a.id
      join articles as c on c.id = ar.article_id
      where ${which})
      select s.id as assignment, s.user_id as "user", n.version_id as version, n.kind as goal, n.id as "annotationId",
        null::uuid as "replyId", n.article_id as "articleId", ${said(sql`n.exact`)} as exact, n.start, n."end", ${common(sql`n`)},
        null::uuid as prompt
      from texts
      join annotations as n on n.article_id = texts.article_id and n.group_id = texts.group_id
      join s on s.id = texts.id and s.user_id = n.author_id
      cross join lateral ${editedAt(sql`n`, "annotation_id", sql`jsonb_build_array(n.body, n.kind, n.exact)`)} as e
      left join part_anchors as p on p.reading_id = texts.reading_id and p.version_id = n.version_id
      where n.deleted_at is null and n.hidden_at is null and n.with_user_id is null
        and (s.since is null or n.created_at >= s.since)
        and (texts.whole or (n.start < p."end" and n."end" > p.start) or (p.start is null and exists (
          select 1 from anchors as t join part_anchors as d on d.version_id = t.version_id
          where t.annotation_id = n.id and d.reading_id = texts.reading_id and d.version_id = texts.drawn_in
            and t.start < d."end" and t."end" > d.start)))
      union all
      select s.id, s.user_id, n.version_id, case when q.annotation_id is null then 'reply' else 'prompts' end, n.id,
        r.id, n.article_id, ${said(sql`n.exact`)}, n.start, n."end",
        ${common(sql`r`, sql`case when q.annotation_id is null then s.min_words else 0 end`)}, q.annotation_id
      from texts
      join annotations as n on n.article_id = texts.article_id and n.group_id = texts.group_id
      join replies as r on r.annotation_id = n.id
      join s on s.id = texts.id and s.user_id = r.author_id
      cross join lateral ${editedAt(sql`r`, "reply_id", sql`jsonb_build_array(r.body, null, null)`)} as e
      left join prompts as q on q.assignment_id = texts.id and q.annotation_id = n.id
      where n.deleted_at is null and n.hidden_at is null and n.with_user_id is null and n.author_id <> r.author_id
        and r.deleted_at is null and r.hidden_at is null and (s.since is null or r.created_at >= s.since)
        and (q.annotation_id is not null or s.reveal = 'always' or r.created_at < s.hides_since or r.created_at >= s.shown)`;
};

/** The same rows by assignment and student, in the order of making: who wrote nothing is not in it. */
export async function writtenBy(on: Connected, which: SQL, who: SQL, words: boolean, whose: Whose = "students") {
  const rows = await on.execute<Row>(sql`
    select * from (${writings(which, who, words, whose)}) as work order by "madeAt", "annotationId", "replyId"`);
  const places = await placesOf(on, rows);
  const by = new Map<string, Pick<Row, "assignment" | "user" | "distinct" | "spread"> & { items: Written[] }>();
  for (const { assignment, user, distinct, spread, ...row } of rows) {
    const key = `${assignment} ${user}`;
    const item = { ...row, places: places.get(row.annotationId) ?? {} };
    const own = by.get(key);
    if (own) own.items.push(item);
    else by.set(key, { assignment, user, distinct, spread, items: [item] });
  }
  return [...by.values()];
}

/**
 * Where notes lie in the versions that others of them were written in, in the current one, and in those in which a reference
 * was marked. Nothing is asked where all of it is one version.
 */
async function placesOf(on: Connected, rows: readonly Row[]): Promise<Map<string, Record<string, Span>>> {
  const notes = rows.filter(({ replyId }) => replyId === null);
  if (notes.length === 0) return new Map();
  const unique = (of: "assignment" | "articleId" | "version" | "annotationId") =>
    sql.param([...new Set(notes.map((row) => row[of]))]);
  const found = await on.execute<{ id: string; places: Record<string, Span> }>(sql`
    with versions as (
      select unnest(${unique("version")}::uuid[]) as id
      union select c.current_version_id from articles as c where c.id = any(${unique("articleId")}::uuid[])
      union select n.version_id from reference_marks as r join annotations as n on n.id = r.annotation_id
        where r.assignment_id = any(${unique("assignment")}::uuid[]))
    select t.annotation_id as id, jsonb_object_agg(t.version_id, jsonb_build_object('start', t.start, 'end', t."end")) as places
    from anchors as t where t.annotation_id = any(${unique("annotationId")}::uuid[]) and t.version_id in (select id from versions)
      and (select count(*) from versions) > 1
    group by t.annotation_id`);
  return new Map(found.map(({ id, places }) => [id, places]));
}

// ---- the sections of the texts ---------------------------------------------------------------------------------

/** A version never changes: of the last so many it is remembered where their sections begin. */
const REMEMBERED = 100;
const sectionsBy = new Map<string, readonly Section[]>();

/** For tests alone: as after a start. */
export const forgetSections = (): void => sectionsBy.clear();

/** Characters of texts whose trees are read in one statement: a tree may be large. */
const READ_AT_ONCE = 4_000_000;

/** The sections of versions, by version. What is not remembered is read in one statement, or several where it is much. */
export async function sectionsOfVersions(
  on: Connected,
  versionIds: readonly string[],
): Promise<Map<string, readonly Section[]>> {
  const these = new Map<string, readonly Section[]>();
  let left: string[] = [];
  for (const id of new Set(versionIds)) {
    const found = sectionsBy.get(id);
    if (found) these.set(id, found);
    else left.push(id);
  }
  while (left.length > 0) {
    const read = await readSections(on, left);
    for (const [id, sections] of read) these.set(id, sections);
    // A version that is gone has none.
    if (read.size === 0) for (const id of left) these.set(id, []);
    left = left.filter((id) => !these.has(id));
  }
  for (const [id, sections] of these) sectionsBy.set(id, sections);
  for (const id of sectionsBy.keys()) {
    if (sectionsBy.size <= REMEMBERED) break;
    if (!these.has(id)) sectionsBy.delete(id);
  }
  return these;
}

/** Of the first of these versions, or of as many as are not too much together. */
async function readSections(on: Connected, versionIds: readonly string[]): Promise<Map<string, readonly Section[]>> {
  const rows = await on
    .select({ id: articleVersions.id, tree: articleVersions.tree })
    .from(articleVersions)
    .where(
      sql`${articleVersions.id} in (
        select v.id from (select id, sum(length(text)) over (order by id) - length(text) as before
          from article_versions where id = any(${sql.param(versionIds)}::uuid[])) as v
        where v.before < ${READ_AT_ONCE})`,
    );
  return new Map(rows.map(({ id, tree }) => [id, sectionsOf(layout(tree))]));
}

/** A text of an assignment: all sections of its current version, and the part of it that is assigned. */
type Text = {
  articleId: string;
  versionId: string;
  start: number;
  end: number;
  lost: boolean;
  sections: readonly Section[];
};

/**
 * The texts of an assignment, in its order. One whose part is not in the current version is as it was where that was drawn:
 * nothing can be written for it now.
 */
export async function groundOf(on: Connected, assignmentId: string): Promise<Text[]> {
  const texts = await on.execute<Omit<Text, "sections">>(sql`
    select c.id as "articleId", ar.exact is not null and p.start is null as lost,
      case when ar.exact is not null and p.start is null then ar.version_id else c.current_version_id end as "versionId",
      coalesce(p.start, ar.start, 0) as start, coalesce(p."end", ar."end", 2147483647) as "end"
    from assignment_readings as ar join articles as c on c.id = ar.article_id
    left join part_anchors as p on p.reading_id = ar.id and p.version_id = c.current_version_id
    where ar.assignment_id = ${assignmentId}::uuid and c.current_version_id is not null order by ar.position`);
  const sections = await sectionsOfVersions(
    on,
    texts.map(({ versionId }) => versionId),
  );
  return texts.map((text) => ({ ...text, sections: sections.get(text.versionId) ?? [] }));
}

/** Those of its sections that the assigned part of a text touches. */
export const sectionsIn = ({ sections, start, end }: Text): Section[] =>
  sections.filter((one) => one.start < end && one.end > start);

// ---- what it comes to ------------------------------------------------------------------------------------------

export const promptsIn = (assignmentId: SQL) => sql<number>`(select count(*)::int from prompts as q
  join annotations as n on n.id = q.annotation_id join assignments as asking on asking.id = q.assignment_id
  where q.assignment_id = ${assignmentId} and n.group_id = asking.group_id and n.section_id is null and n.with_user_id is null
    and n.deleted_at is null and n.hidden_at is null and n.pending_at is null)`;

type Only = { userId?: string; words?: boolean; whose?: Whose };

/**
 * Everybody's work for an assignment, by student, in the order of making; who wrote nothing is not in it.
 * @param only `sections: false` leaves out which sections it lies in, for which trees of texts are read
 */
export async function itemsOf(
  on: Connected,
  assignmentId: string,
  { words = false, userId, whose = "students", sections = true }: Only & { sections?: boolean } = {},
): Promise<Map<string, WorkItem[]>> {
  const who = userId === undefined ? sql`true` : sql`m.user_id = ${userId}::uuid`;
  const written = await writtenBy(on, sql`a.id = ${assignmentId}::uuid`, who, words, whose);
  const within = sections ? await sectionsOfWork(on, written) : new Map();
  return new Map(written.map(({ user, distinct, items }) => [user, counted(items, distinct, within)]));
}

/** The sections of the versions in which any of it was written, as far as an assignment asks for several. */
export const sectionsOfWork = (on: Connected, written: Awaited<ReturnType<typeof writtenBy>>) =>
  sectionsOfVersions(on, [
    ...new Set(written.flatMap(({ spread, items }) => (spread ? items.map(({ version }) => version) : []))),
  ]);

type All = { items: Standing[]; promptsInAll: number };

/** Where each student stands: everybody for its leads, else oneself alone. @throws Problem 404 */
export async function work(viewer: Viewer, id: string): Promise<All> {
  const { standings, promptsInAll } = await stand(viewer, id, {});
  return { items: standings.map(({ standing }) => standing), promptsInAll };
}

/** When a lead took them out of the group; null where nobody did, or nothing tells. */
type Left = { leftAt: string | null };
/** One of those whose work it is. */
type Stood = { standing: Standing; items: WorkItem[] } & Left;

/**
 * Where one student stands, and all their work, with its words; `gone` where they are in the group no more.
 * @throws Problem 404 unless it is mine or I lead its group
 */
export async function workOf(viewer: Viewer, id: string, userId: string) {
  const { standings, whose } = await standOf(viewer, id, userId);
  const [one] = standings;
  return one ? { ...one.standing, items: one.items, leftAt: one.leftAt, gone: whose === "gone" } : notFound();
}

/** One student with all their work, in the group or no more. @throws Problem 404 */
export async function standOf(viewer: Viewer, id: string, userId: string) {
  const now = await stand(viewer, id, { userId, words: true });
  if (now.standings.length > 0) return { ...now, whose: "students" as const };
  return { ...(await stand(viewer, id, { userId, words: true, whose: "gone" })), whose: "gone" as const };
}

/** The same with all work behind it, as far as this viewer is shown it. @throws Problem 404 */
export async function stand(viewer: Viewer, id: string, only: Only) {
  const [asked] = await db
    .select({ goals: assignments.goals, prompts: promptsIn(sql`${assignments.id}`) })
    .from(assignments)
    .where(and(eq(assignments.id, id), assignmentVisibleTo(viewer)));
  if (!asked) notFound();
  const people = await peopleOf(viewer, id, only);
  const one = people.length === 1 ? people[0]?.user.id : only.userId;
  const by = people.length ? await itemsOf(db, id, { ...only, userId: one }) : new Map<string, WorkItem[]>();
  const standings = people.flatMap(({ given, leftAt, ...person }): Stood[] => {
    const items = by.get(person.user.id) ?? [];
    // Who wrote on the text, but nothing that counts here.
    if (only.whose === "gone" && items.length === 0 && !given) return [];
    const own = tally(items);
    const missing = missingOf(asked.goals, own, asked.prompts);
    // Who wrote after being taken out came back, and left another time.
    const since = leftAt !== null && items.some(({ madeAt }) => madeAt > leftAt);
    const standing = { ...person, ...own, missing, done: isDone(asked.goals, missing, asked.prompts) };
    return [{ standing, items, leftAt: since ? null : leftAt }];
  });
  return { standings, promptsInAll: asked.prompts };
}

/** The students whose work this viewer is shown, by name, with their own times. */
export async function studentsOf(viewer: Viewer, id: string) {
  const rows = await peopleOf(viewer, id, {});
  return rows.map(({ given: _, leftAt: __, ...person }) => person);
}

async function peopleOf(viewer: Viewer, id: string, { userId, whose = "students" }: Only) {
  const who = userId === undefined ? sql`true` : sql`m.user_id = ${userId}::uuid`;
  const gone = whose === "gone";
  const rows = await db
    .select({
      user: { id: users.id, name: users.name },
      ...{ givenName: memberships.givenName, familyName: memberships.familyName },
      section: { id: sections.id, name: sections.name },
      dueAt: isoOrNull(sql`s.due`),
      lateUntil: isoOrNull(sql`s.until`),
      revealed: sql<boolean>`${assignments.reveal} = 'always' or s.shown is not null`,
      given: gone ? wereGiven(sql`s.id`, sql`s.user_id`) : sql<boolean>`false`,
      leftAt: gone ? isoOrNull(takenOut(sql`s.group_id`, sql`s.user_id`)) : sql<null>`null`,
    })
    .from(sql`(${students(sql`a.id = ${id}::uuid`, who, whose)}) as s`)
    .innerJoin(assignments, sql`${assignments.id} = s.id`)
    .leftJoin(memberships, sql`${memberships.groupId} = s.group_id and ${memberships.userId} = s.user_id`)
    .innerJoin(users, sql`${users.id} = s.user_id`)
    .leftJoin(sections, eq(sections.id, memberships.sectionId))
    .where(gone ? goneShownTo(users.id, viewer) : workShownTo(users.id, viewer))
    .orderBy(sql`lower(${users.name})`, asc(users.id));
  return rows.map((row) => ({ ...row, section: row.section?.id ? row.section : null }));
}

// ---- what opens peers' notes -----------------------------------------------------------------------------------

/**
 * After somebody wrote for a group: gives them the name that others know them by there, opens to them what their own passages open, and to all where they were the last. Call
 * it in the transaction of the writing.
 */
export async function reach(tx: Writing, viewer: Account, groupId: string | null, articleId: string): Promise<void> {
  if (!groupId) return;
  await nameWriter(tx, viewer, groupId);
  const closed = await tx.execute<{ id: string; reveal: "own" | "all"; count: number | null }>(sql`
    select a.id, a.reveal, a.reveal_count as count from assignments as a
    where a.group_id = ${groupId}::uuid and a.archived_at is null and a.reveal in ('own', 'all')
      and exists (select 1 from assignment_readings as ar where ar.assignment_id = a.id and ar.article_id = ${articleId}::uuid)
      and not exists (select 1 from reveals as r where r.assignment_id = a.id and (r.user_id is null or r.user_id = ${viewer.id}::uuid))`);
  for (const { id, reveal, count } of closed) {
    const by = await itemsOf(tx, id, { userId: viewer.id, sections: reveal === "all" });
    const own = by.get(viewer.id) ?? [];
    if (reveal === "own" && tally(own).passages >= (count ?? 1)) await openTo(tx, id, viewer.id, "own");
    else if (reveal === "all" && (await allDone(tx, id, viewer, own))) await openTo(tx, id, null, "all");
  }
}

/** The same for everybody, where an assignment is new or its rule another: what counts may have been written before. */
export async function reachAll(tx: Writing, id: string): Promise<void> {
  const [asked] = await tx
    .select({ reveal: assignments.reveal, count: assignments.revealCount })
    .from(assignments)
    .where(and(eq(assignments.id, id), isNull(assignments.archivedAt), inArray(assignments.reveal, ["own", "all"])));
  if (!asked) return;
  const by = await itemsOf(tx, id, { sections: asked.reveal === "all" });
  if (asked.reveal === "all") {
    const [somebody] = by;
    if (somebody && (await allDone(tx, id, { id: somebody[0] }, somebody[1]))) await openTo(tx, id, null, "all");
  } else
    for (const [userId, items] of by)
      if (tally(items).passages >= (asked.count ?? 1)) await openTo(tx, id, userId, "own");
}

const openTo = (tx: Writing, id: string, userId: string | null, why: "own" | "all") =>
  tx.execute(
    sql`insert into reveals (assignment_id, user_id, why) values (${id}, ${userId}, ${why}) on conflict do nothing`,
  );

/** Whether nobody has anything left to do that can be done without seeing the others'. */
async function allDone(tx: Writing, id: string, viewer: { id: string }, own: readonly WorkItem[]): Promise<boolean> {
  const [asked] = await tx
    .select({ goals: assignments.goals, prompts: promptsIn(sql`${assignments.id}`) })
    .from(assignments)
    .where(eq(assignments.id, id));
  if (!asked) return false;
  const { reply: _, ...goals } = asked.goals;
  const done = (items: readonly WorkItem[]) =>
    isDone(goals, missingOf(goals, tally(items), asked.prompts), asked.prompts);
  // Most often it is not even the one who just wrote.
  if (!done(own)) return false;
  const everybody = await tx.execute<{ id: string }>(sql`
    select m.user_id as id from memberships as m join assignments as a on a.group_id = m.group_id
    where a.id = ${id}::uuid and m.role = 'member' and m.user_id <> ${viewer.id}::uuid`);
  if (everybody.length === 0) return true;
  const by = await itemsOf(tx, id);
  return everybody.every((one) => done(by.get(one.id) ?? []));
}
