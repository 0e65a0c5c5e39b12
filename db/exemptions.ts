import { sql } from "drizzle-orm";
import type { Assignment } from "@/lib/schemas/assignment";
import { liesIn } from "./access";
import type { Writing } from "./events";

/** What assignments do not hide although it lies in their parts, for it was shown before: see `hidesAt` in access.ts. */

/**
 * Before an assignment hides more than it does: what it hides nothing of, of its group's annotations on these texts, stays
 * shown. Where it comes to hide nothing, there is nothing to keep.
 */
export async function keepShown(
  tx: Writing,
  id: string,
  when: Assignment["reveal"]["when"],
  articleIds: readonly string[],
): Promise<void> {
  if (when === "always") return;
  const these = sql`any(${sql.param([...articleIds])}::uuid[])`;
  // Nothing is written there meanwhile: it would be shown, and then hidden.
  await tx.execute(sql`select 1 from articles where id = ${these} order by id for share`);
  await tx.execute(sql`
    insert into reveal_exemptions (assignment_id, annotation_id)
    select a.id, n.id from assignments as a join annotations as n on n.group_id = a.group_id and n.article_id = ${these}
    where a.id = ${id}::uuid and n.pending_at is null and not (a.reveal <> 'always' and exists (
      select 1 from assignment_readings as ar where ar.assignment_id = a.id and ar.article_id = n.article_id and ${liesIn(sql`n.id`)}))
    on conflict (assignment_id, annotation_id) do update set at = excluded.at`);
}

/**
 * Before its author draws an annotation anew, for the same readers: where it was shown beside an assigned part, it stays so in
 * the part. @param now the moment of that
 */
export const keepMoved = (tx: Writing, annotationId: string, now: string) =>
  tx.execute(sql`
    insert into reveal_exemptions (assignment_id, annotation_id, at)
    select a.id, n.id, ${now}::timestamptz from annotations as n join assignments as a on a.group_id = n.group_id
    join assignment_readings as ar on ar.assignment_id = a.id and ar.article_id = n.article_id
    where n.id = ${annotationId}::uuid and n.pending_at is null and a.reveal <> 'always' and a.archived_at is null
      and not ${liesIn(sql`n.id`)}
    on conflict (assignment_id, annotation_id) do update set at = excluded.at`);

/** Some assignment still leaves it shown, to those from whom it hides what is written now. */
export async function isExempt(tx: Writing, annotationId: string): Promise<boolean> {
  const found = await tx.execute(sql`
    select 1 from reveal_exemptions as x join assignments as a on a.id = x.assignment_id
    where x.annotation_id = ${annotationId}::uuid and a.reveal <> 'always' and a.archived_at is null
      and not exists (select 1 from reveals as r where r.assignment_id = a.id and r.user_id is null) limit 1`);
  return found.length > 0;
}
