import { type SQL, sql } from "drizzle-orm";

/**
 * Who worked for an assignment and is in its group no more. That somebody was a student is recorded nowhere once their
 * membership is gone: it is told by what they wrote for the group, and by what was given to them.
 */

const written = sql`n.deleted_at is null and n.hidden_at is null and n.with_user_id is null`;

/** The last that is known of their role says lead, or they did here what leads do. */
const ledOnce = sql`(coalesce((select case k.what when 'remove' then k.detail ->> 'role' else k.detail ->> 'to' end from acts as k
      where k.group_id = w.group_id and k.user_id = w.user_id and k.what in ('remove', 'role') order by k.at desc limit 1), 'member') in ('owner', 'lead')
    or exists (select 1 from assignment_acts as d join assignments as led on led.id = d.assignment_id
      where led.group_id = w.group_id and d.made_by = w.user_id and d.what <> 'review'))`;

/** Instead of memberships: a row for each of them and each assignment. @param which a condition on `a`, the assignment */
export const departures = (which: SQL): SQL => sql`
  select w.assignment_id, w.group_id, w.user_id, null::uuid as section_id from (
    select a.id as assignment_id, a.group_id, n.author_id as user_id from assignments as a
      join assignment_readings as ar on ar.assignment_id = a.id
      join annotations as n on n.article_id = ar.article_id and n.group_id = a.group_id where ${which} and ${written}
    union select a.id, a.group_id, r.author_id from assignments as a
      join assignment_readings as ar on ar.assignment_id = a.id
      join annotations as n on n.article_id = ar.article_id and n.group_id = a.group_id
      join replies as r on r.annotation_id = n.id and r.deleted_at is null and r.hidden_at is null where ${which} and ${written}
    union select a.id, a.group_id, o.user_id from assignments as a join overrides as o on o.assignment_id = a.id where ${which}
    union select a.id, a.group_id, f.user_id from assignments as a join feedback as f on f.assignment_id = a.id
      where ${which} and f.user_id is not null) as w
  where not exists (select 1 from memberships as still where still.group_id = w.group_id and still.user_id = w.user_id) and not ${ledOnce}`;

/** They were given points, or something was said to them: that is kept, whatever became of their notes. */
export const wereGiven = (assignmentId: SQL, userId: SQL): SQL<boolean> =>
  sql`(exists (select 1 from overrides as o where o.assignment_id = ${assignmentId} and o.user_id = ${userId})
    or exists (select 1 from feedback as f where f.assignment_id = ${assignmentId} and f.user_id = ${userId}))`;

/** When they were taken out; null for who left of their own will, which nothing records. */
export const takenOut = (groupId: SQL, userId: SQL): SQL =>
  sql`(select max(k.at) from acts as k where k.group_id = ${groupId} and k.user_id = ${userId} and k.what = 'remove')`;
