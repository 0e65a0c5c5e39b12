import { and, asc, eq, sql } from "drizzle-orm";
import type { Assignment, Standing } from "@/lib/schemas/assignment";
import type { Account } from "@/lib/schemas/user";
import { visibleTo } from "./access";
import { db } from "./client";
import { annotations, prompts } from "./schema";
import { groundOf, itemsOf, work } from "./work";

/** What is left to do of one assignment, and where. */

export type Left = {
  own: Standing;
  /** The sections of its texts in its parts, and whether I have marked in them, in time to count. */
  sections: { articleId: string; heading: string | null; start: number; marked: boolean }[];
  /** Its questions, and whether I have answered. */
  questions: { id: string; articleId: string; exact: string; body: string; answered: boolean }[];
};

/** Where I stand in an assignment that is set to me, and where the rest can be done; null for who is no student of it. */
export async function left(viewer: Account, assignment: Assignment): Promise<Left | null> {
  const { id, goals } = assignment;
  const { items: mine } = await work(viewer, id);
  const own = mine.find(({ user }) => user.id === viewer.id);
  if (!own) return null;
  const [{ by }, sections, questions] = await Promise.all([
    itemsOf(db, id, { userId: viewer.id }),
    goals.spread ? sectionsIn(id) : [],
    goals.prompts ? questionsOf(viewer, id) : [],
  ]);
  const items = (by.get(viewer.id) ?? []).filter(({ taken }) => taken);
  const marked = new Set(items.map(({ section }) => section));
  const answered = new Set(items.map(({ prompt }) => prompt));
  return {
    own,
    sections: sections.map(({ number, ...one }) => ({ ...one, marked: marked.has(number) })),
    questions: questions.map((one) => ({ ...one, answered: answered.has(one.id) })),
  };
}

async function sectionsIn(assignmentId: string) {
  const texts = await db.execute<{ article: string; version: string; start: number | null; end: number | null }>(sql`
    select c.id as article, c.current_version_id as version, p.start, p."end" from assignment_readings as ar
    join articles as c on c.id = ar.article_id
    left join part_anchors as p on p.reading_id = ar.id and p.version_id = c.current_version_id
    where ar.assignment_id = ${assignmentId}::uuid and c.current_version_id is not null order by ar.position`);
  const { firstOf, sections } = await groundOf(db, assignmentId);
  return texts.flatMap(({ article, version, start, end }) =>
    (sections.get(version) ?? [])
      .map((one, n) => ({ ...one, number: (firstOf.get(version) ?? 0) + n }))
      .filter((one) => one.start < (end ?? one.end) && one.end > (start ?? 0))
      .map((one) => ({ articleId: article, heading: one.heading, start: one.start, number: one.number })),
  );
}

const questionsOf = (viewer: Account, assignmentId: string) =>
  db
    .select({
      id: annotations.id,
      articleId: annotations.articleId,
      exact: annotations.exact,
      body: annotations.body,
    })
    .from(prompts)
    .innerJoin(annotations, eq(annotations.id, prompts.annotationId))
    .where(and(eq(prompts.assignmentId, assignmentId), visibleTo(viewer)))
    .orderBy(asc(prompts.position));
