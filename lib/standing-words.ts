import { counted } from "./goals";
import type { Goal, Standing } from "./schemas/assignment";

/** How what is counted is called in a table, and what is still to come in words. */

export const COLUMN_NAMES: Record<Goal, string> = {
  claim: "Claims",
  quote: "Quotes",
  evidence: "Evidence",
  note: "Notes",
  reply: "Replies",
  spread: "Sections",
  prompts: "Answers",
};
/** “2 claims, 1 reply”: what of the goals is still to come, in their order. */
export const missingInWords = (missing: Standing["missing"], order: readonly Goal[]): string =>
  order
    .flatMap((goal) => {
      const n = missing[goal];
      if (!n) return [];
      // A cell of a table is narrow.
      if (goal === "evidence") return [`${n} evidence`];
      return [goal === "prompts" ? `${n} ${n === 1 ? "answer" : "answers"}` : counted(goal, n)];
    })
    .join(", ");
