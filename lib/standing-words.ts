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
const ONE: Record<Goal, string> = {
  claim: "claim",
  quote: "quote",
  evidence: "evidence",
  note: "note",
  reply: "reply",
  spread: "section",
  prompts: "answer",
};
const MANY: Record<Goal, string> = { ...ONE, reply: "replies" };

/** “2 claims, 1 reply”: what of the goals is still to come, in their order. */
export const missingInWords = (missing: Standing["missing"], order: readonly Goal[]): string =>
  order
    .flatMap((goal) => {
      const n = missing[goal];
      if (!n) return [];
      const name = n === 1 || goal === "evidence" ? ONE[goal] : goal === "reply" ? MANY.reply : `${ONE[goal]}s`;
      return [`${n} ${name}`];
    })
    .join(", ");
