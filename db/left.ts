import { and, asc, eq } from "drizzle-orm";
import { placeIn } from "@/lib/overlap";
import type { Assignment, Standing } from "@/lib/schemas/assignment";
import type { Account } from "@/lib/schemas/user";
import { sectionAt } from "@/lib/sections";
import { visibleTo } from "./access";
import { db } from "./client";
import { annotations, prompts } from "./schema";
import { groundOf, itemsOf, sectionsIn, work } from "./work";

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
  const [by, texts, questions] = await Promise.all([
    itemsOf(db, id, { userId: viewer.id, sections: false }),
    goals.spread ? groundOf(db, id) : [],
    goals.prompts ? questionsOf(viewer, id) : [],
  ]);
  const items = (by.get(viewer.id) ?? []).filter(({ discounted }) => discounted === null);
  const answered = new Set(items.map(({ prompt }) => prompt));
  const sections = texts
    .filter(({ lost }) => !lost)
    .flatMap((text) => {
      const places = items.flatMap((item) => (item.replyId === null ? (placeIn(item, text.versionId) ?? []) : []));
      const marked = new Set(places.map(({ start }) => text.sections[sectionAt(text.sections, start)]));
      return sectionsIn(text).map((one) => ({
        ...{ articleId: text.articleId, heading: one.heading, start: one.start },
        marked: marked.has(one),
      }));
    });
  return {
    own,
    sections,
    questions: questions.map((one) => ({ ...one, answered: answered.has(one.id) })),
  };
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
