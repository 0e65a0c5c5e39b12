import { counted } from "./goals";
import { SCORED, type Scored } from "./points";
import type { Goals, PointsRule } from "./schemas/assignment";

/** What points are given for, as sentences that students read beforehand. */

/** A number of points as it is written: at most two decimals. */
export const amount = (points: number): string =>
  points.toLocaleString("en", { maximumFractionDigits: 2, useGrouping: false });
export const inPoints = (points: number): string => `${amount(points)} ${points === 1 ? "point" : "points"}`;

/** What a goal is called where its points stand. */
export const GOAL_NAMES: Record<Scored, string> = {
  ...{ claim: "Claims", quote: "Quotes", evidence: "Evidence", note: "Notes", reply: "Replies to others" },
  ...{ spread: "Spread over the text", prompts: "Questions answered", reference: "Near to the instructor’s marks" },
};

const several = (n: number, one: string, more: string) => `${n} ${n === 1 ? one : more}`;
const ASKED: Record<Exclude<Scored, "prompts" | "reference">, (n: number) => string> = {
  claim: (n) => counted("claim", n),
  quote: (n) => counted("quote", n),
  evidence: (n) => counted("evidence", n),
  note: (n) => counted("note", n),
  reply: (n) => several(n, "reply to others", "replies to others"),
  spread: (n) => `marks in ${counted("spread", n)} of the text`,
};

export type RuleInWords = {
  /** What is worth how much, in the order of the goals. */
  lines: { goal: Scored; what: string; max: number }[];
  max: number;
  /** How it is counted. */
  how: string[];
};

/** The rule in words; null where nothing is worth anything. */
export function ruleInWords(goals: Goals, rule: PointsRule | null): RuleInWords | null {
  if (!rule) return null;
  const { best, by, latePerDay } = rule;
  const lines = SCORED.flatMap((goal) => {
    const max = goal === "reference" ? rule.reference : rule.goals[goal];
    const what = max ? whatOf(goal, goals, best) : null;
    return max && what ? [{ goal, what, max }] : [];
  });
  if (lines.length === 0) return null;
  const counted = lines.some(({ goal }) => goal !== "spread" && goal !== "prompts" && goal !== "reference");
  const near = lines.some(({ goal }) => goal === "reference");
  const whole = "Each of them is all or nothing: less than what is asked gives no points.";
  const share = "Each of them counts in proportion: half of what is asked gives half of the points.";
  const how = [
    by === "whole" ? whole : share,
    counted &&
      best &&
      `Of each kind the best ${best === 1 ? "one counts" : `${best} count`}: what came in time first, then what says more.`,
    latePerDay > 0 &&
      `For each day begun after it was due, a note or a reply loses ${amount(latePerDay)}% of what it earns.`,
    near && (by === "whole" ? WHOLE_NEAR : SHARED_NEAR),
  ];
  return { lines, max: total(lines.map(({ max }) => max)), how: how.filter((one): one is string => Boolean(one)) };
}

const SHARED_NEAR =
  "How near your marks are to your instructor’s own is half the passage, by how much of it is the same, and half the kind. You see theirs beside yours once it was due for you, so late work is not compared.";
const WHOLE_NEAR =
  "Your marks are near to your instructor’s own where each of theirs has one of yours, of the same kind and with more of the passage in common than not. You see theirs beside yours once it was due for you, so late work is not compared.";

const total = (list: readonly number[]) => Math.round(list.reduce((all, one) => all + one * 100, 0)) / 100;

function whatOf(goal: Scored, goals: Goals, best: number | null): string | null {
  if (goal === "reference") return "marks near to your instructor’s own";
  if (goal === "prompts") return goals.prompts ? "answers to all of your instructor’s questions" : null;
  const n = goals[goal];
  if (!n) return null;
  return ASKED[goal](goal === "spread" || best === null ? n : Math.min(best, n));
}
