import { and, eq, isNull } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { stale } from "@/lib/problem";
import type { NewFeedback } from "@/lib/schemas/points";
import type { Account } from "@/lib/schemas/user";
import { record } from "./assignment-acts";
import { db } from "./client";
import { hold, mustStudy } from "./points";
import { feedback } from "./schema";

/**
 * Says something beside the points: to one student alone, or to all; in place of what was said before, and nothing takes it
 * away. It is shown with the points. @throws Problem 404 unless I lead its group and they study there; 412 with `current`
 * when something else stands there by now than what I found
 */
export async function say(viewer: Account, assignmentId: string, { userId, body, former }: NewFeedback): Promise<void> {
  await db.transaction(async (tx) => {
    const { groupId } = await hold(tx, viewer, assignmentId);
    if (userId !== null) await mustStudy(tx, groupId, userId);
    const whose = and(
      eq(feedback.assignmentId, assignmentId),
      userId === null ? isNull(feedback.userId) : eq(feedback.userId, userId),
    );
    const [before] = await tx.delete(feedback).where(whose).returning({ body: feedback.body });
    const current = before?.body ?? "";
    if (former !== undefined && former !== current) stale({ body: current }, { former: [current] });
    if (body.trim()) await tx.insert(feedback).values({ id: uuid(), assignmentId, userId, body, madeBy: viewer.id });
    const detail = { gone: !body.trim() };
    await record(tx, { assignmentId, userId, madeBy: viewer.id, what: "feedback", detail });
  });
}
