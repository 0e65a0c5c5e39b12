import { eq, sql } from "drizzle-orm";
import type { Connected } from "./annotation-rows";
import type { Mark, Placed } from "./carrying";
import type { Writing } from "./events";
import { assignmentReadings } from "./schema";

/**
 * Parts of texts that assignments ask to be read follow their text as marks do: each is carried from the version in which
 * it last stood, so that one which was lost comes back when its words do.
 */

/** The parts of a text, as marks that nobody sees. @param number of the version that they are carried from */
export async function partsOf(
  on: Connected,
  { articleId, number }: { articleId: string; number: number },
): Promise<Mark[]> {
  const rows = await on.execute<Pick<Mark, "id" | "quote" | "versionId" | "start" | "end" | "confidence">>(sql`
    select ar.id, ar.exact as quote, coalesce(last.version_id, ar.version_id) as "versionId", coalesce(last.start, ar.start) as start,
      coalesce(last."end", ar."end") as "end", coalesce(last.confidence, 1) as confidence
    from ${assignmentReadings} as ar
    left join lateral (
      select p.* from part_anchors as p join article_versions as v on v.id = p.version_id
      where p.reading_id = ar.id and v.number <= ${number} order by v.number desc limit 1) as last on true
    where ar.article_id = ${articleId}::uuid and ar.exact is not null`);
  return rows.map((row) => ({ ...row, articleId, visible: false }));
}

/** Writes where parts lie in a version; one that is lost in it gets no row. What was written before it stays. */
export async function placeParts(
  tx: Writing,
  versionId: string,
  parts: readonly Mark[],
  found: ReadonlyMap<string, Placed>,
): Promise<void> {
  for (const { id } of parts) {
    const anchor = found.get(id)?.anchor;
    if (!anchor) continue;
    const { start, end, how, confidence } = anchor;
    // One that was taken away meanwhile is left out.
    await tx.execute(sql`
      insert into part_anchors (reading_id, version_id, start, "end", how, confidence)
      select ar.id, ${versionId}::uuid, ${start}, ${end}, ${how}, ${confidence} from assignment_readings as ar
      where ${eq(sql`ar.id`, id)} on conflict do nothing`);
  }
}
