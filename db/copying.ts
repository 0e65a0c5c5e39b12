import { and, eq, sql } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { invalid, notFound, Problem, unprocessable } from "@/lib/problem";
import { type Assignment, type AssignmentCopy, COUNTING, type Counting, wrongTimes } from "@/lib/schemas/assignment";
import type { Account } from "@/lib/schemas/user";
import { daysLater } from "@/lib/zoned";
import { assignmentLedBy, visibleTo } from "./access";
import { record } from "./assignment-acts";
import { countingColumns, hasOpened, mayLead, read } from "./assignments";
import { db } from "./client";
import { append, type Writing } from "./events";
import { keepShown } from "./exemptions";
import { namePeople } from "./pseudonyms";
import { bring } from "./readings";
import { annotations, assignments, groups, prompts } from "./schema";
import { tellOfAssignment } from "./telling";
import { reachAll } from "./work";

/** An assignment once more, for another group or another term. */

/**
 * Copies an assignment that I lead to a group that I lead: its texts with their parts, its questions as notes of mine, its
 * goals, its rules and its names; not what anybody wrote, nor that earlier work counts. Dates move as `input` says.
 * @throws Problem 404; 400 for times out of order; 422 with the titles of the texts that cannot be brought there, before
 * anything is made
 */
export async function copy(viewer: Account, id: string, input: AssignmentCopy): Promise<Assignment> {
  const copied = uuid();
  return db.transaction(async (tx) => {
    const [led] = await tx
      .select({ id: assignments.id })
      .from(assignments)
      .where(and(eq(assignments.id, id), assignmentLedBy(viewer)))
      .for("share");
    if (!led) notFound();
    await mayLead(tx, viewer, input.groupId);
    const from = await read(viewer, id, tx);
    const times = timesOf(from, input);
    await bringAll(tx, viewer, from, input.groupId);
    // A version that is being published is waited for: it places the parts that were there before it. Held from here on as
    // its questions hold the texts, since two that share one would both wait to do that.
    await tx.execute(sql`
      select 1 from articles where id in (select article_id from assignment_readings where assignment_id = ${id}::uuid)
      order by id for no key update`);
    const { goals, counting, points, reveal, names, instructions, timeZone } = from;
    await tx.insert(assignments).values({
      ...{ id: copied, groupId: input.groupId, createdBy: viewer.id, title: input.title ?? from.title },
      ...{ instructions, timeZone, goals, points, names, ...times, ...countingColumns(copiedCounting(counting)) },
      ...{ reveal: reveal.when as "always", revealCount: reveal.count },
    });
    await keepShown(
      tx,
      copied,
      reveal.when,
      from.readings.map(({ articleId }) => articleId),
    );
    await copyReadings(tx, id, copied);
    await copyPrompts(tx, viewer, id, copied, input.groupId);
    await namePeople(tx, input.groupId);
    await reachAll(tx, copied);
    if (hasOpened(times)) await tellOfAssignment(tx, { id: copied, groupId: input.groupId, actorId: viewer.id });
    await record(tx, { assignmentId: copied, what: "create", madeBy: viewer.id, detail: { copyOf: id } });
    return read(viewer, copied, tx);
  });
}

/**
 * What counts in a copy. Work from before it was made is that of another term: it counts only once that is chosen for the copy.
 * An assignment from before these rules counts all there is; nobody chose that, so its copy counts as a new assignment does.
 */
function copiedCounting(from: Counting): Counting {
  const chosen = !from.earlier || from.minWords > 0 || from.distinct || from.lastEdit;
  return chosen ? { ...from, earlier: false } : COUNTING;
}

/** @throws Problem 400 */
function timesOf(from: Assignment, { shiftDays, ...given }: AssignmentCopy) {
  const moved = (at: string | null) => (at && shiftDays ? daysLater(at, shiftDays, from.timeZone) : at);
  const or = (said: string | null | undefined, at: string | null) => (said === undefined ? moved(at) : said);
  const times = {
    opensAt: or(given.opensAt, from.opensAt),
    dueAt: or(given.dueAt, from.dueAt),
    lateUntil: or(given.lateUntil, from.lateUntil),
    revealAt: or(given.revealAt, from.reveal.at),
  };
  const wrong = wrongTimes(times);
  if (from.reveal.when === "date" && !times.revealAt) wrong.revealAt = ["Say on which date."];
  if (Object.keys(wrong).length > 0) invalid(wrong);
  return times;
}

/** The group reads each text from now on, or nothing is made. @throws Problem 422 */
async function bringAll(tx: Writing, viewer: Account, from: Assignment, groupId: string): Promise<void> {
  const refused: string[] = [];
  // In the order of their ids, as `bringAll` in assignments.ts.
  for (const { articleId, title } of from.readings.toSorted((a, b) => (a.articleId < b.articleId ? -1 : 1)))
    await bring(viewer, groupId, articleId, tx, true).catch((error: unknown) => {
      if (!(error instanceof Problem) || error.status !== 404) throw error;
      refused.push(`“${title}”`);
    });
  if (refused.length === 0) return;
  const [group] = await tx.select({ name: groups.name }).from(groups).where(eq(groups.id, groupId));
  const named = new Intl.ListFormat("en-GB").format(refused);
  const said = `${named} cannot be brought to ${group?.name}: a public group reads public texts alone, and you bring only what you may read yourself. Nothing was copied.`;
  unprocessable(said, { groupId: [said] });
}

/** Each text with its part, and where that lies in each version. */
async function copyReadings(tx: Writing, from: string, to: string): Promise<void> {
  await tx.execute(sql`
    with made as (
      insert into assignment_readings (id, assignment_id, article_id, position, version_id, exact, prefix, suffix, start, "end")
      select gen_random_uuid(), ${to}::uuid, article_id, position, version_id, exact, prefix, suffix, start, "end"
      from assignment_readings where assignment_id = ${from}::uuid
      returning id, article_id)
    insert into part_anchors (reading_id, version_id, start, "end", how, confidence)
    select made.id, p.version_id, p.start, p."end", p.how, p.confidence from made
    join assignment_readings as r on r.assignment_id = ${from}::uuid and r.article_id = made.article_id
    join part_anchors as p on p.reading_id = r.id`);
}

/** Its questions, as far as I may see them, as questions of mine in the other group: on the same passages, in every version. */
async function copyPrompts(tx: Writing, viewer: Account, from: string, to: string, groupId: string): Promise<void> {
  const found = await tx
    .select({ id: annotations.id, articleId: annotations.articleId, position: prompts.position })
    .from(prompts)
    .innerJoin(annotations, eq(annotations.id, prompts.annotationId))
    .where(and(eq(prompts.assignmentId, from), visibleTo(viewer)))
    // In the order of their texts, whose rows are held one after another.
    .orderBy(annotations.articleId, prompts.position);
  for (const { id, articleId, position } of found) {
    const made = uuid();
    await tx.execute(sql`
      insert into annotations (id, article_id, version_id, author_id, kind, layer, group_id, exact, prefix, suffix, start, "end",
        body, speaker, source, sent_hash, question)
      select ${made}::uuid, article_id, version_id, ${viewer.id}::uuid, kind, 'group', ${groupId}::uuid, exact, prefix, suffix, start, "end",
        body, speaker, source, '', true
      from annotations where id = ${id}::uuid`);
    await tx.execute(sql`
      insert into anchors (annotation_id, version_id, start, "end", how, confidence, attached_by, attached_at)
      select ${made}::uuid, version_id, start, "end", how, confidence, attached_by, attached_at from anchors where annotation_id = ${id}::uuid`);
    await tx.execute(sql`
      insert into tags (annotation_id, tag, position)
      select ${made}::uuid, tag, position from tags where annotation_id = ${id}::uuid`);
    await tx.insert(prompts).values({ assignmentId: to, annotationId: made, position });
    const audience = { layer: "group" as const, groupId, authorId: viewer.id };
    await append(tx, articleId, { kind: "annotation", subjectId: made, change: "created" }, audience);
  }
}
