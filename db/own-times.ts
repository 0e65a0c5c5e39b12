import { type SQL, type SQLWrapper, sql } from "drizzle-orm";

/**
 * When an assignment is due for one student: with more time that was given to them, before that of their section, as long
 * as it is more than everybody has by now. What is never due is due for nobody.
 */

type Times = { id: SQLWrapper; dueAt: SQLWrapper; lateUntil: SQLWrapper };

const usual = (of: Times) => sql`coalesce(${of.lateUntil}, ${of.dueAt})`;
const UNTIL = sql`coalesce(e.late_until, e.due_at)`;
/** Of the extension that holds. @param theirs a condition on `e`, an extension: it was given to them, or to their section */
const given = (of: Times, theirs: SQL, column: SQL) =>
  sql`(select ${column} from extensions as e where e.assignment_id = ${of.id} and ${theirs}
    and (e.due_at > ${of.dueAt} or ${UNTIL} > ${usual(of)}) order by e.due_at > ${of.dueAt} desc, e.user_id nulls last limit 1)`;

export const ownDueOf = (of: Times, theirs: SQL): SQL =>
  sql`case when ${of.dueAt} is not null then greatest(${given(of, theirs, sql`e.due_at`)}, ${of.dueAt}) end`;

/** Until when work is taken from them. */
export const ownUntilOf = (of: Times, theirs: SQL): SQL =>
  sql`case when ${of.dueAt} is not null then greatest(${given(of, theirs, UNTIL)}, ${usual(of)}) end`;

/** When it was due for the last of its students; null for what is never due. */
export const everyoneDueOf = (of: { id: SQLWrapper; dueAt: SQLWrapper; groupId: SQLWrapper }): SQL =>
  sql`case when ${of.dueAt} is not null then greatest(${of.dueAt}, (select max(e.due_at) from extensions as e
    where e.assignment_id = ${of.id} and exists (select 1 from memberships as m where m.group_id = ${of.groupId} and m.role = 'member'
      and (m.user_id = e.user_id or m.section_id = e.section_id)))) end`;

/** The same of a row `a` of assignments. */
export const OF_A = { groupId: sql`a.group_id`, id: sql`a.id`, dueAt: sql`a.due_at`, lateUntil: sql`a.late_until` };
