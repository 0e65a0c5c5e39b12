import { and, asc, eq, inArray, notInArray, type SQL, sql } from "drizzle-orm";
import { beside, type Reference } from "@/lib/points";
import { notFound, unprocessable } from "@/lib/problem";
import type { ChoosableMark, Compared } from "@/lib/schemas/points";
import type { Account, Viewer } from "@/lib/schemas/user";
import { assignmentLedBy, referenceChosenBy, referenceShownTo } from "./access";
import type { Connected } from "./annotation-rows";
import { record } from "./assignment-acts";
import { db } from "./client";
import type { Writing } from "./events";
import { anchors, annotations, articles, assignmentReadings, assignments, referenceMarks } from "./schema";
import { workOf } from "./work";

/** An instructor's own marks that students' are compared with: kept from them until each was due. */

const chosen = sql<boolean>`exists (select 1 from ${referenceMarks} where ${referenceMarks.assignmentId} = ${assignments.id} and ${referenceMarks.annotationId} = ${annotations.id})`;

type Mark = ChoosableMark & Pick<Reference, "version" | "places"> & { written: { start: number; end: number } };
/**
 * Marks in an assignment's texts, in the order of reading: where they stand now, and where they were made. One that has no
 * place in the current version is among them only where it was chosen before: what was near to it stays near.
 */
const marks = (on: Connected, assignmentId: string, which: SQL): Promise<Mark[]> =>
  on
    .select({
      annotationId: annotations.id,
      articleId: annotations.articleId,
      articleTitle: articles.title,
      kind: annotations.kind,
      exact: annotations.exact,
      body: annotations.body,
      start: sql<number>`coalesce(${anchors.start}, ${annotations.start})`,
      end: sql<number>`coalesce(${anchors.end}, ${annotations.end})`,
      version: annotations.versionId,
      written: { start: annotations.start, end: annotations.end },
      places: sql<
        Reference["places"]
      >`(select coalesce(jsonb_object_agg(t.version_id, jsonb_build_object('start', t.start, 'end', t."end")), '{}')
        from anchors as t where t.annotation_id = ${annotations.id} and t.version_id <> ${annotations.versionId})`,
      shared: sql<boolean>`${annotations.layer} = 'group'`,
      chosen,
    })
    .from(assignments)
    .innerJoin(assignmentReadings, eq(assignmentReadings.assignmentId, assignments.id))
    .innerJoin(articles, eq(articles.id, assignmentReadings.articleId))
    .innerJoin(annotations, eq(annotations.articleId, articles.id))
    .leftJoin(anchors, and(eq(anchors.annotationId, annotations.id), eq(anchors.versionId, articles.currentVersionId)))
    .where(
      and(
        eq(assignments.id, assignmentId),
        sql`${annotations.deletedAt} is null and ${annotations.hiddenAt} is null`,
        sql`(${anchors.start} is not null or ${chosen})`,
        which,
      ),
    )
    .orderBy(asc(assignmentReadings.position), asc(anchors.start), asc(anchors.end), asc(annotations.id));

/** A mark as it is shown, and as work is held against it. */
const shownMark = ({ version: _, places: __, written: ___, ...mark }: Mark): ChoosableMark => mark;
const asReference = ({ annotationId, articleId, kind, version, places, written }: Mark): Reference => ({
  ...{ annotationId, articleId, kind, version, places },
  ...written,
});

/** Those that work is compared with. For `points.ts`: nobody is asked whether they may see them. */
export const marksOf = async (on: Connected, assignmentId: string): Promise<Reference[]> =>
  (await marks(on, assignmentId, chosen)).map(asReference);

/** All that I marked in its texts and could have compared with, and what is already. @throws Problem 404 unless I lead */
export async function choosable(viewer: Account, assignmentId: string): Promise<ChoosableMark[]> {
  const [[led], own] = await Promise.all([
    db
      .select({ id: assignments.id })
      .from(assignments)
      .where(and(eq(assignments.id, assignmentId), assignmentLedBy(viewer))),
    marks(db, assignmentId, referenceChosenBy(viewer)),
  ]);
  return led ? own.map(shownMark) : notFound();
}

/**
 * Lets work be compared with these marks of mine, and with none other of mine; those of others stay.
 * @throws Problem 404 unless I lead its group; 422 for one that is not mine, not in its texts, or answered by somebody
 */
export async function choose(viewer: Account, assignmentId: string, annotationIds: readonly string[]): Promise<void> {
  const mayChoose = referenceChosenBy(viewer);
  await db.transaction(async (tx) => {
    const [led] = await tx
      .select({ id: assignments.id })
      .from(assignments)
      .where(and(eq(assignments.id, assignmentId), assignmentLedBy(viewer)))
      .for("update");
    if (!led) notFound();
    const ids = [...new Set(annotationIds)];
    await drop(tx, viewer, assignmentId, ids);
    if (ids.length > 0) {
      const may = await tx
        .select({ id: annotations.id })
        .from(annotations)
        .innerJoin(assignments, eq(assignments.id, assignmentId))
        .where(
          and(
            inArray(annotations.id, ids),
            mayChoose,
            sql`${annotations.articleId} in (select ar.article_id from assignment_readings as ar where ar.assignment_id = ${assignments.id})`,
          ),
        )
        .for("key share", { of: annotations });
      if (may.length < ids.length)
        unprocessable("One of these marks cannot be compared with: it is not yours, or somebody answered it.");
      await tx
        .insert(referenceMarks)
        .values(ids.map((annotationId) => ({ assignmentId, annotationId })))
        .onConflictDoNothing();
    }
    const done = { assignmentId, madeBy: viewer.id, what: "rule" as const };
    await record(tx, { ...done, detail: { reference: ids.length } });
  });
}

const drop = (tx: Writing, viewer: Account, assignmentId: string, but: readonly string[]) =>
  tx
    .delete(referenceMarks)
    .where(
      and(
        eq(referenceMarks.assignmentId, assignmentId),
        sql`exists (select 1 from ${annotations} where ${annotations.id} = ${referenceMarks.annotationId} and ${annotations.authorId} = ${viewer.id}::uuid)`,
        but.length > 0 ? notInArray(referenceMarks.annotationId, [...but]) : undefined,
      ),
    );

/**
 * Each mark of the reference with what this student marked nearest to it; none before it was due for whoever asks.
 * @throws Problem 404 unless it is mine or I lead its group
 */
export async function compare(viewer: Viewer, assignmentId: string, userId: string): Promise<Compared[]> {
  const { items } = await workOf(viewer, assignmentId, userId);
  const reference = await marks(db, assignmentId, and(chosen, referenceShownTo(viewer)) ?? sql`false`);
  const pairs = new Map(
    beside(reference.map(asReference), items).map(({ item, near }) => [near.to.annotationId, { item, near }]),
  );
  return reference.map((of) => {
    const { chosen: _, ...mark } = shownMark(of);
    const own = pairs.get(mark.annotationId);
    if (!own || own.item.goal === "prompts" || own.item.goal === "reply") return { mark, own: null };
    const { annotationId, exact, body, goal: kind } = own.item;
    const { position, sameKind } = own.near;
    return { mark, own: { annotationId, exact, body, kind, position, sameKind } };
  });
}
