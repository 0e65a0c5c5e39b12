import { and, eq, inArray } from "drizzle-orm";
import { notFound } from "@/lib/problem";
import type { AssignedText, Assignment } from "@/lib/schemas/assignment";
import type { Viewer } from "@/lib/schemas/user";
import { articleVisibleTo } from "./access";
import { onArticle } from "./assignments";
import { db } from "./client";
import { listed } from "./prompts";
import { articles, prompts } from "./schema";
import { work } from "./work";

/** Characters of a part by which a reader knows it. */
const BEGINS = 120;

/** What is asked of a text, and where I stand in it: what is due first first. @throws Problem 404 for a text I may not read */
export async function assignedOn(viewer: Viewer, articleId: string): Promise<AssignedText[]> {
  const [readable] = await db
    .select({ id: articles.id })
    .from(articles)
    .where(and(eq(articles.id, articleId), articleVisibleTo(viewer)));
  if (!readable) notFound();
  if (!viewer) return [];
  const all = await onArticle(viewer, articleId);
  if (all.length === 0) return [];
  const asked = await listed(
    viewer,
    inArray(
      prompts.assignmentId,
      all.map(({ id }) => id),
    ),
  );
  const shown = await Promise.all(
    all.map(async (one): Promise<AssignedText> => {
      const { id, title, group, timeZone, goals, reveal, revealed, canEdit: leads } = one;
      // What everybody's work comes to is a page of its own.
      const mine = leads ? undefined : (await work(viewer, id)).items[0];
      const times = mine ?? one;
      return {
        ...{ id, title, group, timeZone, goals, reveal, revealed, leads },
        dueAt: times.dueAt,
        lateUntil: times.lateUntil,
        part: partOf(one, articleId),
        prompts: asked.get(id) ?? [],
        mine: mine ? pick(mine) : null,
      };
    }),
  );
  const due = ({ dueAt }: AssignedText) => (dueAt === null ? Number.POSITIVE_INFINITY : Date.parse(dueAt));
  return shown.sort((a, b) => (due(a) === due(b) ? 0 : due(a) - due(b)));
}

const pick = ({ counts, spread, prompts: answered, passages, done, missing }: NonNullable<AssignedText["mine"]>) => ({
  ...{ counts, spread, prompts: answered, passages, done, missing },
});

function partOf({ readings }: Assignment, articleId: string): AssignedText["part"] {
  const part = readings.find((one) => one.articleId === articleId)?.part;
  return part ? { begins: part.exact.slice(0, BEGINS).toWellFormed(), span: part.span } : null;
}
