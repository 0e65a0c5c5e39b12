import { and, eq } from "drizzle-orm";
import { notFound, stale } from "@/lib/problem";
import type { Annotation, FormerState, NewAnchor } from "@/lib/schemas/annotation";
import type { Account } from "@/lib/schemas/user";
import { attachableBy } from "./access";
import { wasBefore } from "./annotation-rows";
import { read } from "./annotations";
import { anchorIn, carryMarks, marksOf, type Placed, unanchor } from "./carrying";
import { db } from "./client";
import { append, type Writing } from "./events";
import { mustBeCurrent, place, placing } from "./quotes";
import { keepFormer, moment } from "./revisions";
import { anchors, annotations } from "./schema";
import { current, read as readVersion } from "./versions";

/**
 * Shows by hand where a note's passage stands in the current version: its author, or an owner of its group. A place is
 * written and nothing else: what the author marked stays, with the thread, and the history says who did it.
 * @throws Problem 404; 412 with `current` when `versionId` is not the current version; 422 when the words are not in it
 */
export async function attach(viewer: Account, id: string, { quote, versionId }: NewAnchor): Promise<Annotation> {
  const note = await read(viewer, id);
  const { currentId, selector, anchors: places } = await place(viewer, note.articleId, quote, versionId);
  if (currentId !== versionId) stale(await current(viewer, note.articleId));
  await db.transaction(async (tx) => {
    const now = await hold(tx, viewer, id);
    const found = new Map(places.map(({ anchor }) => [id, { anchor, standing: "moved" as const }]));
    await anchorIn(tx, versionId, found);
    await tx
      .update(anchors)
      .set({ how: "exact", confidence: 1, attachedBy: viewer.id, attachedAt: now })
      .where(and(eq(anchors.annotationId, id), eq(anchors.versionId, versionId)));
    const present = await tell(tx, viewer, note, now, selector.exact);
    if (present !== versionId) stale(await current(viewer, note.articleId, tx));
  });
  return read(viewer, id);
}

/** Forgets the place that was shown by hand, and looks for it anew as publishing does. @throws Problem 404 */
export async function detach(viewer: Account, id: string): Promise<Annotation> {
  const note = await read(viewer, id);
  if (!note.canAttach) notFound();
  if (!note.anchor?.attachedBy) return note;
  await placing(
    () => derived(viewer, note),
    ({ found, currentId }) =>
      db.transaction(async (tx) => {
        const now = await hold(tx, viewer, id);
        await unanchor(tx, currentId, [id]);
        await anchorIn(tx, currentId, found);
        mustBeCurrent({ currentId }, await tell(tx, viewer, note, now, null));
      }),
  );
  return read(viewer, id);
}

/** Where a note stands in the current version when nobody shows it: where it was marked, or as its last place before tells. */
async function derived(viewer: Account, note: Annotation): Promise<{ currentId: string; found: Map<string, Placed> }> {
  const { id, articleId, versionId, quote } = note;
  const { id: currentId, number } = await current(viewer, articleId);
  if (versionId === currentId) {
    const anchor = { start: quote.start, end: quote.end, how: "exact" as const, confidence: 1 };
    return { currentId, found: new Map([[id, { anchor, standing: "kept" }]]) };
  }
  const marks = await marksOf(db, viewer, { articleId, versionId: null, number: number - 1, without: currentId }, [id]);
  const { text } = await readVersion(viewer, articleId, number);
  return { currentId, found: (await carryMarks(db, viewer, marks, text ?? "", null)).found };
}

/** Holds the note until the end, so that nobody's change comes between. @returns the moment. @throws Problem 404 */
async function hold(tx: Writing, viewer: Account, id: string): Promise<string> {
  const now = await moment(tx, viewer);
  const [held] = await tx
    .select({ id: annotations.id })
    .from(annotations)
    .where(and(eq(annotations.id, id), attachableBy(viewer)))
    .for("no key update");
  return held ? now : notFound();
}

/** Notes in the history what it was attached to, and tells whoever may see it. @returns the version that is current */
async function tell(
  tx: Writing,
  viewer: Account,
  note: Annotation,
  now: string,
  words: string | null,
): Promise<string> {
  const { id, articleId, layer, groupId } = note;
  const version = await current(viewer, articleId, tx);
  const attached: FormerState["attached"] = { words, version: version.number };
  const [row] = await tx.select({ revision: annotations.revision }).from(annotations).where(eq(annotations.id, id));
  await keepFormer(
    tx,
    { annotationId: id },
    { revision: row?.revision ?? note.revision, madeBy: viewer.id, madeAt: now, was: wasBefore(note), attached },
  );
  const audience = { layer, groupId, authorId: note.author.id };
  return append(tx, articleId, { kind: "annotation", subjectId: id, change: "changed" }, audience);
}
