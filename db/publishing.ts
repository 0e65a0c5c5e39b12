import { and, eq, isNull, sql } from "drizzle-orm";
import { conflict, stale } from "@/lib/problem";
import type { Account } from "@/lib/schemas/user";
import type {
  AffectedAssignment,
  NewVersion,
  PreviewedMark,
  Published,
  Publishing,
  Standings,
  VersionPreview,
} from "@/lib/schemas/version";
import { inTextOrder } from "@/lib/text-order";
import { counted } from "@/lib/work";
import { assignmentLedBy, visibleTo } from "./access";
import {
  anchorIn,
  carryMarks,
  lateMarks,
  type Mark,
  marksOf,
  movePlaces,
  type Placed,
  placesIn,
  unanchor,
} from "./carrying";
import { again, db } from "./client";
import { append, type Writing } from "./events";
import { mayImport } from "./imports";
import {
  type Base,
  baseOf,
  keepNext,
  makeCurrent,
  type Next,
  nextOf,
  spend,
  stillCurrent,
  writeVersion,
} from "./next-version";
import { partsOf, placeParts } from "./parts";
import { personAt } from "./pseudonyms";
import { annotations, assignmentReadings, assignments, groups, users } from "./schema";
import { tellOfVersion } from "./telling";
import { current, read } from "./versions";
import { writtenBy } from "./work";

/**
 * Publishing a version: its marks are placed in it before, off this thread; then one short transaction writes version and
 * places, catches what was written meanwhile and makes it current. Until that commits every reader has the old version
 * whole, and a crash leaves nothing.
 */

/** Hears how far it is: each stage runs from 0 to 1. */
export type Tell = (line: Extract<Publishing, { stage: string }>) => void;
type Options = { signal?: AbortSignal; tell?: Tell };

/** What a new text does to an article's marks. */
type Carriage = {
  base: Base;
  marks: Mark[];
  /** What assignments ask to be read of it. */
  parts: Mark[];
  found: Map<string, Placed>;
  places: { was: number[]; now: number[] };
};

/**
 * Publishes what is sent, or what was previewed, as the article's next version.
 * @throws Problem 404; 409 when no mark that this viewer sees would find its passage again and it is not confirmed; 412
 * with `current` when the base is no longer current; 413, 422, 429, 503 as an import, and when comparing takes too much
 */
export async function publish(
  viewer: Account,
  articleId: string,
  input: NewVersion,
  { signal, tell = () => {} }: Options = {},
): Promise<Published> {
  const { base, next } = await begin(viewer, articleId, input, { signal, tell });
  const carriage = await carryOver(viewer, base, next, tell);
  const anchors = count(carriage);
  if (!input.confirm && losesAll(carriage))
    conflict("Every note would lose its passage in this text. Publish it all the same?", { confirm: true, anchors });
  await again(() => db.transaction((tx) => write(tx, viewer, carriage, next, tell)));
  return { version: await read(viewer, articleId, base.number + 1), anchors };
}

/** What publishing would do: the new text and each mark in it. Kept for a day, and nothing else is changed. @throws as `publish` */
export async function preview(
  viewer: Account,
  articleId: string,
  input: NewVersion,
  { signal, tell = () => {} }: Options = {},
): Promise<VersionPreview> {
  const { base, next } = await begin(viewer, articleId, input, { signal, tell });
  const carriage = await carryOver(viewer, base, next, tell);
  return show(viewer, carriage, next, await keepNext(viewer, base, next));
}

/** The same of an import that waits to be published, against what is current now. @throws Problem 404, 422, 503 */
export async function previewed(viewer: Account, articleId: string, importId: string): Promise<VersionPreview> {
  const base = await baseOf(viewer, articleId);
  const next = await nextOf(viewer, base, { importId, baseVersionId: base.versionId });
  return show(viewer, await carryOver(viewer, base, next, () => {}), next, importId);
}

// ---- before the transaction ------------------------------------------------------------------------------------

async function begin(viewer: Account, articleId: string, input: NewVersion, { signal, tell = () => {} }: Options) {
  const base = await baseOf(viewer, articleId);
  if (base.versionId !== input.baseVersionId) return overtaken(viewer, articleId);
  if (!input.importId) await mayImport(db, viewer);
  tell({ stage: "reading", share: 0 });
  const next = await nextOf(viewer, base, input, signal);
  tell({ stage: "reading", share: 1 });
  return { base, next };
}

async function overtaken(viewer: Account, articleId: string, on?: Writing): Promise<never> {
  stale(await current(viewer, articleId, on));
}

/** Reads all marks and readers' places as they are at one moment, and places them in the new text. */
async function carryOver(viewer: Account, began: Base, next: Next, tell: Tell): Promise<Carriage> {
  tell({ stage: "comparing", share: 0 });
  const { base, marks, parts, was } = await db.transaction(
    async (tx) => {
      const now = await baseOf(viewer, began.articleId, tx);
      const marks = await marksOf(tx, viewer, now);
      return { base: now, marks, parts: await partsOf(tx, now), was: await placesIn(tx, began.articleId) };
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
  if (base.versionId !== began.versionId) return overtaken(viewer, began.articleId);
  tell({ stage: "comparing", share: 0.2 });
  const { found, places: now } = await carryMarks(db, viewer, [...marks, ...parts], next.text, base, was);
  tell({ stage: "comparing", share: 1 });
  return { base, marks, parts, found, places: { was, now } };
}

const standingOf = ({ found }: Carriage, { id }: Mark) => found.get(id)?.standing ?? "orphaned";

/** What becomes of the marks that the publisher may see: nothing is told of the others. */
function count(carriage: Carriage): Standings {
  const counts = { kept: 0, moved: 0, orphaned: 0 };
  for (const mark of carriage.marks) if (mark.visible) counts[standingOf(carriage, mark)]++;
  return counts;
}

/** Whether marks that the publisher may see have a place now, and none of them would have one. */
function losesAll(carriage: Carriage): boolean {
  const placed = carriage.marks.filter((mark) => mark.visible && mark.versionId === carriage.base.versionId);
  return placed.length > 0 && placed.every((mark) => standingOf(carriage, mark) === "orphaned");
}

// ---- the transaction -------------------------------------------------------------------------------------------

/** Rounds in which what was written meanwhile is placed before the article is held; then it is held at once. */
const ROUNDS = 5;

async function write(tx: Writing, viewer: Account, carriage: Carriage, next: Next, tell: Tell): Promise<void> {
  const { base, found, places } = carriage;
  const { articleId } = base;
  const versionId = (await writeVersion(tx, viewer, base, next)) ?? (await overtaken(viewer, articleId, tx));
  await anchorIn(tx, versionId, found, (share) => tell({ stage: "marks", share }));
  tell({ stage: "saving", share: 0 });
  await spend(tx, viewer, next);
  let { seq } = base;
  for (let round = 0; ; round++) {
    if (round >= ROUNDS) await tx.execute(sql`select 1 from articles where id = ${articleId} for no key update`);
    const late = await lateMarks(tx, articleId, seq);
    if (late.ids.length) {
      const marks = await marksOf(tx, viewer, base, late.ids);
      await unanchor(tx, versionId, late.ids);
      await anchorIn(tx, versionId, (await carryMarks(tx, viewer, marks, next.text, base)).found);
    }
    seq = late.seq;
    if (await held(tx, () => makeCurrent(tx, viewer, base, seq, versionId, next))) break;
    if ((await stillCurrent(tx, viewer, articleId)) !== base.versionId) await overtaken(viewer, articleId, tx);
  }
  await movePlaces(tx, articleId, places.was, places.now);
  await placeParts(tx, versionId, carriage.parts, found);
  // What was drawn meanwhile; the article is held, so that nothing more is.
  const known = new Set(carriage.parts.map(({ id }) => id));
  const drawn = (await partsOf(tx, base)).filter(({ id }) => !known.has(id));
  if (drawn.length)
    await placeParts(tx, versionId, drawn, (await carryMarks(tx, viewer, drawn, next.text, base)).found);
  // Whoever may read the article may hear of it.
  const all = { layer: "public" as const, groupId: null, authorId: viewer.id };
  await append(tx, articleId, { kind: "version", subjectId: versionId, change: "created" }, all);
  await tellOfVersion(tx, articleId, versionId, viewer.id);
}

/** Keeps the locks of `run` only when it says yes: nobody waits while more marks are placed. */
async function held(tx: Writing, run: () => Promise<boolean>): Promise<boolean> {
  await tx.execute(sql`savepoint before_holding`);
  const done = await run();
  if (!done) await tx.execute(sql`rollback to savepoint before_holding`);
  return done;
}

// ---- the preview -----------------------------------------------------------------------------------------------

/** Characters of a passage and of a note that a list shows. */
const PASSAGE = 400;
const NOTE = 280;

async function show(viewer: Account, carriage: Carriage, next: Next, importId: string): Promise<VersionPreview> {
  const { base } = carriage;
  const { title, words, warnings, text, tree } = next;
  const [marks, assignments] = await Promise.all([describe(viewer, carriage, next.text), affected(viewer, carriage)]);
  return {
    importId,
    baseVersionId: base.versionId,
    number: base.number + 1,
    ...{ title, words, warnings, text, tree, marks, assignments },
    anchors: count(carriage),
  };
}

/** Whether work counts does not depend on sections. */
const NO_SECTIONS: Parameters<typeof counted>[2] = new Map();

/**
 * Assignments that I lead in which students have work that counts and would lose its passage, or the part it is in, by title. Points
 * stay as they are, but what may be asked about them has to be answered by whoever leads.
 */
async function affected(viewer: Account, { base, marks, parts, found }: Carriage): Promise<AffectedAssignment[]> {
  // What had no place before loses none.
  const loses = (mark: Mark) => mark.versionId === base.versionId && !found.get(mark.id)?.anchor;
  const orphaned = new Set(marks.filter(loses).map(({ id }) => id));
  const lost = new Set(parts.filter(loses).map(({ id }) => id));
  if (orphaned.size + lost.size === 0) return [];
  const led = await db
    .select({
      id: assignments.id,
      title: assignments.title,
      group: { id: groups.id, name: groups.name },
      released: sql<boolean>`${assignments.releasedAt} is not null`,
      readingId: assignmentReadings.id,
    })
    .from(assignments)
    .innerJoin(groups, eq(groups.id, assignments.groupId))
    .innerJoin(assignmentReadings, eq(assignmentReadings.assignmentId, assignments.id))
    .where(
      and(eq(assignmentReadings.articleId, base.articleId), isNull(assignments.archivedAt), assignmentLedBy(viewer)),
    )
    .orderBy(assignments.title, assignments.id);
  if (led.length === 0) return [];
  const ids = sql.param(led.map(({ id }) => id));
  const written = await writtenBy(db, sql`a.id = any(${ids}::uuid[])`, sql`true`, false);
  return led.flatMap(({ readingId, ...one }): AffectedAssignment[] => {
    const partLost = lost.has(readingId);
    const theirs = written
      .filter(({ assignment }) => assignment === one.id)
      .map(({ items, distinct }) =>
        counted(items, distinct, NO_SECTIONS).filter(
          ({ discounted, replyId, articleId, annotationId }) =>
            discounted === null &&
            replyId === null &&
            articleId === base.articleId &&
            (partLost || orphaned.has(annotationId)),
        ),
      )
      .filter((items) => items.length > 0);
    const annotations = theirs.reduce((sum, items) => sum + items.length, 0);
    return partLost || annotations > 0 ? [{ ...one, partLost, students: theirs.length, annotations }] : [];
  });
}

async function describe(viewer: Account, carriage: Carriage, text: string): Promise<PreviewedMark[]> {
  const { base, found } = carriage;
  const about = await db
    .select({
      id: annotations.id,
      kind: annotations.kind,
      author: personAt(annotations, users, viewer),
      body: sql<string>`left(${annotations.body}, ${NOTE})`,
      quote: sql<string>`left(${annotations.exact}, ${PASSAGE})`,
      start: annotations.start,
    })
    .from(annotations)
    .innerJoin(users, eq(users.id, annotations.authorId))
    .where(and(eq(annotations.articleId, base.articleId), visibleTo(viewer)));
  const known = new Map(about.map((one) => [one.id, one]));
  const words = (of: string, { start, end }: { start: number; end: number }) => ({
    text: of.slice(start, Math.min(end, start + PASSAGE)).toWellFormed(),
    start,
    end,
  });
  const placed = (mark: Mark) => ({
    id: mark.id,
    span: mark.versionId === base.versionId ? mark : null,
    quote: { start: known.get(mark.id)?.start ?? 0 },
  });
  return carriage.marks
    .filter((mark) => mark.visible)
    .sort((a, b) => inTextOrder(placed(a), placed(b)))
    .flatMap((mark): PreviewedMark[] => {
      const about = known.get(mark.id);
      const anchor = found.get(mark.id)?.anchor;
      if (!about) return [];
      const { start: _, ...said } = about;
      return [
        {
          ...said,
          standing: standingOf(carriage, mark),
          was: mark.versionId === base.versionId ? words(base.text, mark) : null,
          now: anchor ? words(text, anchor) : null,
          confidence: anchor?.confidence ?? null,
        },
      ];
    });
}
