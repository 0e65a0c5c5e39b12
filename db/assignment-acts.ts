import { v7 as uuid } from "uuid";
import type { Writing } from "./events";
import { assignmentActs } from "./schema";

/** What was done to an assignment and its points: written where it is done, read by those who lead and, of theirs, by students. */

type Done = Pick<typeof assignmentActs.$inferInsert, "assignmentId" | "what" | "madeBy"> & {
  /** Whose points or time it is about. */
  userId?: string | null;
  /** What it was about, in values that can be shown: never somebody's words but a reason. */
  detail?: Record<string, unknown>;
};

/** Call it in the transaction in which it happens. @returns its id */
export const record = async (tx: Writing, { userId = null, detail = {}, ...done }: Done): Promise<string> => {
  const id = uuid();
  await tx.insert(assignmentActs).values({ id, userId, detail, ...done });
  return id;
};
