import type { Goal, Standing } from "./schemas/assignment";

/** What is still missing of somebody's work, in plain words. */

const SAID: Record<Goal, [one: string, more: (n: number) => string]> = {
  claim: ["a claim", (n) => `${n} claims`],
  quote: ["a quote", (n) => `${n} quotes`],
  evidence: ["a piece of evidence", (n) => `${n} pieces of evidence`],
  note: ["a note", (n) => `${n} notes`],
  reply: ["a reply", (n) => `${n} replies`],
  prompts: ["an answer", (n) => `${n} answers`],
  spread: ["a mark in another section", (n) => `marks in ${n} more sections`],
};
/** In this order goals are named everywhere. */
export const GOAL_ORDER = ["claim", "quote", "evidence", "note", "spread", "prompts", "reply"] as const;

/** "2 claims and an answer to go"; null where nothing is missing. */
export function toGo(missing: Standing["missing"]): string | null {
  const parts = GOAL_ORDER.flatMap((goal) => {
    const n = missing[goal] ?? 0;
    const [one, more] = SAID[goal];
    return n > 0 ? [n === 1 ? one : more(n)] : [];
  });
  return parts.length > 0 ? `${new Intl.ListFormat("en-GB").format(parts)} to go` : null;
}

/** When something is due, beside the moment now: what decides where it stands in a list. */
export type Stage = "soon" | "later" | "late" | "past";
const SOON_MS = 7 * 24 * 60 * 60 * 1000;

/** `late`: due, not done, and still taken. What has no date is later than all that has one. */
export function stageOf(own: Pick<Standing, "dueAt" | "lateUntil" | "done">, now: Date): Stage {
  if (own.dueAt === null) return "later";
  const left = new Date(own.dueAt).getTime() - now.getTime();
  if (left > SOON_MS) return "later";
  if (left > 0) return "soon";
  return !own.done && own.lateUntil !== null && new Date(own.lateUntil) > now ? "late" : "past";
}
