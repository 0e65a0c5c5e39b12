import { and, asc, eq, isNull, notInArray, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { conflict, invalid, notFound, Problem, stale } from "@/lib/problem";
import {
  type Assignment,
  type AssignmentPatch,
  type Counting,
  type NewAssignment,
  wrongTimes,
} from "@/lib/schemas/assignment";
import type { Account, Viewer } from "@/lib/schemas/user";
import { assignmentLedBy, assignmentRevealedTo, assignmentVisibleTo, groupLedBy } from "./access";
import type { Connected } from "./annotation-rows";
import { changedSince, record } from "./assignment-acts";
import { movedSince, mustVoidNothing, standBefore } from "./changes";
import { db } from "./client";
import type { Writing } from "./events";
import { keepShown } from "./exemptions";
import { everyoneDueOf } from "./own-times";
import { iso, isoOrNull } from "./paging";
import { holdsNames, namePeople } from "./pseudonyms";
import { mustBeCurrent, type Placed, place, placing } from "./quotes";
import { bring } from "./readings";
import { articles, assignmentReadings, assignments, groups, partAnchors, pseudonyms, users } from "./schema";
import { type Changed, tellOfAssignment, tellOfChange } from "./telling";
import { openedAt, reachAll, students, type Whose, writings } from "./work";

/** What groups are to read: by when, what to look for, and until when peers' notes stay hidden. */

const now = sql`clock_timestamp()`;

// ---- reading ---------------------------------------------------------------------------------------------------

/** How a long part begins and ends, for lists: the whole of one may be a chapter. */
const glimpse = sql`case when length(${assignmentReadings.exact}) > 600
  then left(${assignmentReadings.exact}, 300) || ' … ' || right(${assignmentReadings.exact}, 300) else ${assignmentReadings.exact} end`;
const readingsOf = (exact: SQLWrapper) => sql<Assignment["readings"]>`(select jsonb_agg(jsonb_build_object(
    'articleId', ${articles.id}, 'title', ${articles.title},
    'part', case when ${assignmentReadings.exact} is not null then jsonb_build_object('exact', ${exact},
      'span', (select jsonb_build_object('start', p.start, 'end', p."end") from part_anchors as p
        where p.reading_id = ${assignmentReadings.id} and p.version_id = ${articles.currentVersionId})) end)
    order by ${assignmentReadings.position})
  from ${assignmentReadings} join ${articles} on ${articles.id} = ${assignmentReadings.articleId}
  where ${assignmentReadings.assignmentId} = ${assignments.id})`;

/** When it is due for this viewer, where they have more time than all. */
const ownTimes = (viewer: Viewer) => sql<Assignment["own"]>`(
  select jsonb_build_object('dueAt', ${iso(sql`s.due`)}, 'lateUntil', case when s.until > s.due then ${iso(sql`s.until`)} end)
  from (${students(sql`a.id = ${assignments.id}`, sql`m.user_id = ${viewer?.id ?? null}::uuid`)}) as s
  where s.due > ${assignments.dueAt} or s.until > coalesce(${assignments.lateUntil}, ${assignments.dueAt}))`;

const rows = (viewer: Viewer, on: Connected = db, exact: SQLWrapper = assignmentReadings.exact) =>
  on
    .select({
      id: assignments.id,
      groupId: assignments.groupId,
      group: { id: groups.id, name: groups.name },
      title: assignments.title,
      instructions: assignments.instructions,
      opensAt: isoOrNull(assignments.opensAt),
      dueAt: isoOrNull(assignments.dueAt),
      lateUntil: isoOrNull(assignments.lateUntil),
      timeZone: assignments.timeZone,
      own: ownTimes(viewer),
      goals: assignments.goals,
      counting: {
        earlier: assignments.includeEarlier,
        minWords: assignments.minWords,
        distinct: assignments.distinctPassages,
        lastEdit: assignments.byLastEdit,
      },
      points: assignments.points,
      released: sql<boolean>`${assignments.releasedAt} is not null`,
      reveal: { when: assignments.reveal, count: assignments.revealCount, at: isoOrNull(assignments.revealAt) },
      names: assignments.names,
      readings: readingsOf(exact),
      revealed: sql<boolean>`${assignmentRevealedTo(viewer)}`,
      opened: sql<boolean>`(${assignments.reveal} = 'always' or coalesce(${assignments.revealAt} <= now(), false)
        or (${assignments.reveal} = 'all' and coalesce(${everyoneDueOf(assignments)} <= now(), false))
        or exists (select 1 from reveals as r where r.assignment_id = ${assignments.id} and r.user_id is null))`,
      canEdit: sql<boolean>`${assignmentLedBy(viewer)}`,
      archived: sql<boolean>`${assignments.archivedAt} is not null`,
      revision: assignments.revision,
      createdBy: { id: users.id, name: users.name },
      createdAt: iso(assignments.createdAt),
      updatedAt: iso(assignments.updatedAt),
    })
    .from(assignments)
    .innerJoin(groups, eq(groups.id, assignments.groupId))
    .innerJoin(users, eq(users.id, assignments.createdBy));

const show = ({ readings, ...row }: Awaited<ReturnType<typeof rows>>[number]): Assignment => ({
  ...row,
  readings: readings ?? [],
});

/** An assignment of a group of mine. @throws Problem 404 */
export async function read(viewer: Viewer, id: string, on: Connected = db): Promise<Assignment> {
  const [row] = await rows(viewer, on).where(and(eq(assignments.id, id), assignmentVisibleTo(viewer)));
  return row ? show(row) : notFound();
}

/** What a group of mine is to read, what is due first first and what is never due last. @throws Problem 404 */
export const list = (viewer: Viewer, groupId: string): Promise<Assignment[]> =>
  listed(viewer, eq(assignments.groupId, groupId));

/** What I am to read, in all of my groups that are not put away. */
export const mine = (viewer: Account): Promise<Assignment[]> =>
  listed(viewer, and(isNull(groups.archivedAt), isNull(assignments.archivedAt)));

/** What my groups are to read of this text. */
export const onArticle = (viewer: Viewer, articleId: string): Promise<Assignment[]> =>
  listed(
    viewer,
    and(
      isNull(assignments.archivedAt),
      sql`exists (select 1 from ${assignmentReadings} where ${assignmentReadings.assignmentId} = ${assignments.id} and ${assignmentReadings.articleId} = ${articleId}::uuid)`,
    ),
  );

async function listed(viewer: Viewer, which: SQL | undefined): Promise<Assignment[]> {
  const found = await rows(viewer, db, glimpse)
    .where(and(which, assignmentVisibleTo(viewer)))
    .orderBy(sql`${assignments.dueAt} asc nulls last`, asc(assignments.createdAt), asc(assignments.id))
    .limit(500);
  return found.map(show);
}

// ---- writing ---------------------------------------------------------------------------------------------------

type Asked = NewAssignment["readings"][number];
/** Where a chosen part lies; `kept` is the row of a reading that stays as it is. */
type Part = { articleId: string; placed: Placed | null; kept?: string };

const NOT_THEIRS = "This text is not there any more, or it cannot be brought to this group.";
/** Says at its place among the fields what was refused of one reading. */
const refusedAt =
  (field: string) =>
  (error: unknown): never => {
    if (!(error instanceof Problem)) throw error;
    const { status, title } = error;
    const said = status === 404 ? NOT_THEIRS : error.detail;
    if (status !== 404 && status !== 422) throw error;
    throw new Problem(status, title, said, { errors: { [field]: [said] } });
  };

/**
 * Finds the parts in our own copies of the texts: one after another, as one person's are looked for anyway.
 * @throws Problem 404 for a text that cannot be read, 422
 */
async function findParts(viewer: Account, readings: readonly Asked[], former: readonly Former[] = []): Promise<Part[]> {
  const parts: Part[] = [];
  for (const [position, reading] of readings.entries()) {
    const { articleId, part } = reading;
    const kept = former.find((one) => isAs(one, reading))?.id;
    const placed =
      kept || !part ? null : await place(viewer, articleId, part).catch(refusedAt(`readings.${position}.part`));
    parts.push({ articleId, placed, kept });
  }
  return parts;
}

type Former = Awaited<ReturnType<typeof formerOf>>[number];
/** The readings of an assignment as they were drawn, and where their parts begin in the current text. */
const formerOf = (on: Connected, assignmentId: string) =>
  on
    .select({
      ...{ id: assignmentReadings.id, articleId: assignmentReadings.articleId },
      ...{ exact: assignmentReadings.exact, start: assignmentReadings.start, now: partAnchors.start },
    })
    .from(assignmentReadings)
    .innerJoin(articles, eq(articles.id, assignmentReadings.articleId))
    .leftJoin(
      partAnchors,
      and(eq(partAnchors.readingId, assignmentReadings.id), eq(partAnchors.versionId, articles.currentVersionId)),
    )
    .where(eq(assignmentReadings.assignmentId, assignmentId));

/** What is asked for is the part that was drawn before, in whichever version: it follows the text and is not drawn anew. */
const isAs = (former: Former, { articleId, part }: Asked) =>
  former.articleId === articleId &&
  former.exact === (part?.exact ?? null) &&
  (part?.start === undefined || [former.start, former.now].includes(part.start));

/**
 * Sets what a group that I lead is to read; it is brought what it does not read yet, and told. @throws Problem 404 for a
 * group that I do not lead, or a text that I may not bring to it; 409 for an id that is taken, with `current` where this was
 * set under it before; 422 for a part that is not in its text
 */
export async function create(viewer: Account, groupId: string, input: NewAssignment): Promise<Assignment> {
  await mayLead(db, viewer, groupId);
  return placing(
    () => findParts(viewer, input.readings),
    (parts) => write(viewer, groupId, input, parts),
  );
}

async function write(viewer: Account, groupId: string, input: NewAssignment, parts: readonly Part[]) {
  const id = input.id ?? uuid();
  return db.transaction(async (tx) => {
    await mayLead(tx, viewer, groupId);
    await bringAll(tx, viewer, groupId, parts, true);
    const [first] = parts;
    const title =
      input.title ??
      sql<string>`(select left(${articles.title}, 200) from ${articles} where ${articles.id} = ${first?.articleId ?? null}::uuid)`;
    const [made] = await tx
      .insert(assignments)
      .values({
        ...columnsOf(input),
        ...{ id, groupId, title: sql`${title}`, createdBy: viewer.id, timeZone: input.timeZone },
      })
      .onConflictDoNothing({ target: assignments.id })
      .returning({ id: assignments.id });
    if (!made) await taken(tx, viewer, groupId, id);
    await keepShown(tx, id, input.reveal.when, articlesOf(parts));
    await keepReadings(tx, id, parts);
    await record(tx, { assignmentId: id, what: "create", madeBy: viewer.id });
    await namePeople(tx, groupId);
    await reachAll(tx, id);
    if (hasOpened(input)) await tellOfAssignment(tx, { id, groupId, actorId: viewer.id });
    return read(viewer, id, tx);
  });
}

/** @throws Problem 409, with what I set under this id when I sent it before */
async function taken(tx: Writing, viewer: Account, groupId: string, id: string): Promise<never> {
  const own = and(eq(assignments.groupId, groupId), eq(assignments.createdBy, viewer.id));
  const [mine] = await rows(viewer, tx).where(and(eq(assignments.id, id), own, assignmentVisibleTo(viewer)));
  return mine
    ? conflict("This was set already, when it was sent before.", { current: show(mine) })
    : conflict("This id belongs to something else already.");
}

/** Students see it by now. */
export const hasOpened = ({ opensAt }: { opensAt: string | null }) => !opensAt || new Date(opensAt) <= new Date();

/** What counts, as a row of `assignments` holds it; what is not named stays as it is. */
export const countingColumns = ({ earlier, minWords, distinct, lastEdit }: Partial<Counting>) => ({
  ...{ includeEarlier: earlier, minWords, distinctPassages: distinct, byLastEdit: lastEdit },
});

/** Everything but its readings, as a row of `assignments` holds it. */
const columnsOf = ({
  id: _,
  title: __,
  readings: ___,
  reveal,
  counting = {},
  ...said
}: Omit<Partial<NewAssignment>, "counting"> & { counting?: Partial<Counting> }) => ({
  ...said,
  ...countingColumns(counting),
  ...(reveal && { reveal: reveal.when, revealCount: reveal.count ?? null, revealAt: reveal.at ?? null }),
});

/** @throws Problem 404 for a group that this viewer does not lead, or that is put away */
export async function mayLead(tx: Connected, viewer: Account, groupId: string): Promise<void> {
  const [row] = await tx
    .select({ id: groups.id })
    .from(groups)
    .where(and(eq(groups.id, groupId), groupLedBy(viewer), eq(groups.sample, false), isNull(groups.archivedAt)))
    .for("share");
  if (!row) notFound();
}

/**
 * The group reads each of them from now on: before their rows are held for anything else, and in the order of their ids, so
 * that two who bring the same wait for each other and not both. @throws Problem 404 for one that this viewer may not bring
 */
async function bringAll(
  tx: Writing,
  viewer: Account,
  groupId: string,
  parts: readonly Part[],
  assigned: boolean,
): Promise<void> {
  const ordered = [...parts.entries()].sort(([, a], [, b]) => (a.articleId < b.articleId ? -1 : 1));
  for (const [position, { articleId }] of ordered)
    await bring(viewer, groupId, articleId, tx, assigned).catch(refusedAt(`readings.${position}`));
}

async function keepReadings(tx: Writing, assignmentId: string, parts: readonly Part[]): Promise<void> {
  const kept = parts.flatMap((one) => one.kept ?? []);
  const before = await lostPlaces(tx, assignmentId);
  await tx
    .delete(assignmentReadings)
    .where(and(eq(assignmentReadings.assignmentId, assignmentId), notInArray(assignmentReadings.id, kept)));
  for (const [position, { articleId, placed, kept: stays }] of parts.entries()) {
    if (stays) {
      const same = eq(assignmentReadings.id, stays);
      const [there] = await tx.update(assignmentReadings).set({ position }).where(same).returning({ id: sql`1` });
      if (!there) conflict("Somebody changed what is to be read just now. Try again.");
      continue;
    }
    const id = uuid();
    const part = placed && { ...placed.selector, versionId: placed.versionId };
    // Held, so that no version comes between finding the part and writing where it stands.
    const [text] = placed
      ? await tx
          .select({ current: articles.currentVersionId })
          .from(articles)
          .where(eq(articles.id, articleId))
          .for("share")
      : [];
    if (placed) mustBeCurrent(placed, text?.current ?? "");
    await tx.insert(assignmentReadings).values({ id, assignmentId, articleId, position, ...part });
    for (const { versionId, anchor } of placed?.anchors ?? []) {
      const { start, end, how, confidence } = anchor;
      await tx.insert(partAnchors).values({ readingId: id, versionId, start, end, how, confidence });
    }
    // What was written in a part counts where it was written, also when the part was lost and is drawn again.
    if (placed)
      for (const { articleId: of, ...place } of before)
        if (of === articleId)
          await tx
            .insert(partAnchors)
            .values({ ...place, readingId: id })
            .onConflictDoNothing();
  }
}

/** Where parts that the current version of their text has lost lay in the versions before it. */
const lostPlaces = (tx: Writing, assignmentId: string) =>
  tx
    .select({
      articleId: assignmentReadings.articleId,
      ...{ versionId: partAnchors.versionId, start: partAnchors.start, end: partAnchors.end },
      ...{ how: partAnchors.how, confidence: partAnchors.confidence },
    })
    .from(assignmentReadings)
    .innerJoin(articles, eq(articles.id, assignmentReadings.articleId))
    .innerJoin(partAnchors, eq(partAnchors.readingId, assignmentReadings.id))
    .where(
      and(
        eq(assignmentReadings.assignmentId, assignmentId),
        sql`not exists (select 1 from part_anchors as p where p.reading_id = ${assignmentReadings.id} and p.version_id = ${articles.currentVersionId})`,
      ),
    );

/**
 * Changes what `patch` names. @param revision the one that its editor showed; none where it does not matter
 * @throws Problem 404; 400 for times out of order; 409 with `confirm` and how many `students`, where finished work would be
 * late or no longer count; 412 with `current` when somebody was quicker; 422
 */
export async function revise(
  viewer: Account,
  id: string,
  patch: AssignmentPatch,
  revision: number | null,
): Promise<Assignment> {
  await read(viewer, id);
  return placing(
    async () => (patch.readings ? await findParts(viewer, patch.readings, await formerOf(db, id)) : null),
    (parts) => rewrite(viewer, id, patch, revision, parts),
  );
}

/** By these what students earned may no longer count. */
const VOIDING = ["opensAt", "dueAt", "lateUntil", "counting", "readings", "reveal"] as const;

async function rewrite(
  viewer: Account,
  id: string,
  patch: AssignmentPatch,
  revision: number | null,
  parts: readonly Part[] | null,
) {
  return db.transaction(async (tx) => {
    const [held] = await tx
      .select({ id: assignments.id })
      .from(assignments)
      .where(and(eq(assignments.id, id), assignmentLedBy(viewer)))
      .for("update");
    if (!held) notFound();
    const before = await read(viewer, id, tx);
    if (revision !== null && revision !== before.revision)
      stale({ ...before, changedBy: await changedSince(tx, id, revision) });
    const wrong = wrongTimes({ ...before, ...patch });
    if (Object.keys(wrong).length > 0) invalid(wrong);
    const { archived, title, confirm, ...said } = patch;
    const weighs = VOIDING.some((field) => patch[field] !== undefined);
    const stood = await standBefore(tx, id, weighs);
    await keepOpen(tx, id, archived === true);
    if (before.names === "pseudonyms") await keepNames(tx, id, patch);
    // Of what they see already they are told nothing else; of what opens, as of an assignment.
    if (parts) await bringAll(tx, viewer, before.groupId, parts, !hasOpened(before));
    if (patch.readings || patch.reveal)
      await keepShown(
        tx,
        id,
        patch.reveal?.when ?? before.reveal.when,
        articlesOf([...before.readings, ...(parts ?? [])]),
      );
    await tx
      .update(assignments)
      .set({
        ...columnsOf(said),
        ...(title !== undefined && { title }),
        ...(before.reveal.when === "always" && patch.reveal && patch.reveal.when !== "always" && { hidesSince: now }),
        ...(archived !== undefined && {
          archivedAt: archived ? sql`coalesce(${assignments.archivedAt}, ${now})` : null,
        }),
        revision: sql`${assignments.revision} + 1`,
        updatedAt: now,
      })
      .where(and(eq(assignments.id, id), assignmentLedBy(viewer)));
    if (parts) await keepReadings(tx, id, parts);
    if (weighs) await mustVoidNothing(tx, stood, confirm);
    await namePeople(tx, before.groupId);
    await reachAll(tx, id);
    const { points: rule, confirm: _, ...others } = patch;
    const after = await read(viewer, id, tx);
    const done = { assignmentId: id, madeBy: viewer.id };
    const { revision: made } = after;
    if (rule !== undefined)
      await record(tx, { ...done, what: "rule", detail: { from: before.points, to: rule, revision: made } });
    const fields = Object.keys(others);
    if (fields.length > 0)
      await record(tx, {
        ...done,
        what: "revise",
        detail: { fields, revision: made, ...(archived !== undefined && { archived }) },
      });
    // What opens by itself is told by db/reminders.ts.
    if (hasOpened(after) && !hasOpened(before)) await tellOfAssignment(tx, { ...after, actorId: viewer.id });
    else if (hasOpened(after) && !after.archived)
      await tellOfChange(tx, { ...after, actorId: viewer.id }, differing(before, after), await movedSince(tx, stood));
    return after;
  });
}

/** What students are told that it is another now, beside their own times. */
function differing(before: Assignment, after: Assignment): Changed[] {
  const other = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b);
  return [
    ...(other(before.opensAt, after.opensAt) ? (["opening"] as const) : []),
    // What is open to all stays so, whatever its date.
    ...(other(before.reveal.at, after.reveal.at) && !(before.opened && after.opened) ? (["reveal"] as const) : []),
    ...(other([before.goals, before.counting], [after.goals, after.counting]) ? (["goals"] as const) : []),
    ...(other(before.points, after.points) ? (["rule"] as const) : []),
  ];
}

/**
 * What was written under a pseudonym stays so: neither going back to names, nor taking away its text, may tell who wrote
 * it. Nobody having written, pseudonyms may go. @throws Problem 409
 */
async function keepNames(tx: Writing, id: string, { names, readings }: AssignmentPatch): Promise<void> {
  if (names === "real") {
    if (await holdsNames(tx, id)) conflict("Students have written here under made-up names, and stay known by them.");
    await tx.delete(pseudonyms).where(eq(pseudonyms.assignmentId, id));
  }
  const stay = readings?.map(({ articleId }) => articleId);
  if (stay && (await holdsNames(tx, id, stay)))
    conflict("Students have written on that text under made-up names: it stays in the assignment.");
}

const articlesOf = (readings: readonly { articleId: string }[]) => [...new Set(readings.map((one) => one.articleId))];

/** What was open to all stays so, from when it opened, whatever its rule becomes; put away it opens, and that too is recorded. */
export const keepOpen = (tx: Writing, id: string, putAway = false) =>
  tx.execute(sql`
    insert into reveals (assignment_id, user_id, why, at)
    select a.id, null, case when ${putAway} then 'manual' when a.reveal_at <= now() then 'date' else 'all' end,
      coalesce(${openedAt}, clock_timestamp())
    from assignments as a
    where a.id = ${id}::uuid and a.reveal <> 'always' and (${putAway} or ${openedAt} is not null)
    on conflict (assignment_id, coalesce(user_id, '00000000-0000-0000-0000-000000000000')) do update set at = excluded.at where excluded.at < reveals.at`);

/** Shows everybody their peers' notes from now on, as far as this assignment goes. @throws Problem 404 */
export const open = (viewer: Account, id: string): Promise<Assignment> =>
  db.transaction(async (tx) => {
    const made = await tx.execute(sql`
      insert into reveals (assignment_id, user_id, why) select ${assignments.id}, null, 'manual' from ${assignments}
      where ${assignments.id} = ${id}::uuid and ${assignmentLedBy(viewer)} on conflict do nothing returning assignment_id`);
    if (made.length > 0) await record(tx, { assignmentId: id, what: "open", madeBy: viewer.id });
    const after = await read(viewer, id, tx);
    return after.canEdit ? after : notFound();
  });

/**
 * Students worked for it since it was set and opened, or something was said of their work. What they wrote before is none of
 * it, also where that counts: it stays in the texts whatever becomes of the assignment.
 */
const worked = (id: string): SQL => {
  const written = (whose: Whose) => sql`exists (
    select 1 from (${writings(sql`a.id = ${id}::uuid`, sql`true`, false, whose)}) as w
    join assignments as a on a.id = w.assignment where w."madeAt"::timestamptz >= coalesce(a.opens_at, a.created_at))`;
  return sql`(${written("students")} or ${written("gone")}
    or exists (select 1 from overrides as o where o.assignment_id = ${id}::uuid)
    or exists (select 1 from reviews as v where v.assignment_id = ${id}::uuid)
    or exists (select 1 from feedback as f where f.assignment_id = ${id}::uuid))`;
};

/**
 * Takes an assignment away: one in which nobody has worked is gone, another is put away and kept.
 * @returns whether it is gone. @throws Problem 404
 */
export async function remove(viewer: Account, id: string): Promise<{ gone: boolean }> {
  const led = and(eq(assignments.id, id), assignmentLedBy(viewer), sql`not ${worked(id)}`);
  const named = await holdsNames(db, id);
  const [gone] = named ? [] : await db.delete(assignments).where(led).returning({ id: assignments.id });
  if (!gone) await revise(viewer, id, { archived: true }, null);
  return { gone: Boolean(gone) };
}
