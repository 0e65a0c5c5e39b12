import type { Span } from "./anchoring";
import { passages } from "./passages";
import { GOALS, type Goal, type Goals, type Standing, type WorkItem } from "./schemas/assignment";

/** What a student's work comes to, against what is asked. */

export type Tally = Pick<Standing, "counts" | "spread" | "prompts" | "passages" | "late">;

/** What some work of one person comes to. */
export function tally(items: readonly WorkItem[]): Tally {
  const counts: Tally["counts"] = { claim: 0, quote: 0, evidence: 0, note: 0, reply: 0 };
  const spans: (Span & { articleId: string })[] = [];
  const seen = new Set<number>();
  const answered = new Set<string>();
  let late = 0;
  for (const { goal, taken, daysLate, worded, replyId, start, end, articleId, section, prompt } of items) {
    // What opens their peers' notes is not undone by being late.
    if (replyId === null && worded) spans.push({ start, end, articleId });
    if (!taken) continue;
    if (daysLate > 0) late += 1;
    if (prompt !== null) answered.add(prompt);
    if (goal !== "prompts") counts[goal] += 1;
    if (section !== null) seen.add(section);
  }
  const texts = grouped(spans);
  let distinct = 0;
  for (const here of texts.values()) distinct += passages(here);
  return { counts, spread: seen.size, prompts: answered.size, passages: distinct, late };
}

function grouped<T extends { articleId: string }>(all: readonly T[]): Map<string, T[]> {
  const by = new Map<string, T[]>();
  for (const one of all) by.set(one.articleId, [...(by.get(one.articleId) ?? []), one]);
  return by;
}

/** How much of each goal is still to come. @param promptsInAll how many questions there are to answer */
export function missingOf(
  goals: Goals,
  own: Pick<Tally, "counts" | "spread" | "prompts">,
  promptsInAll: number,
): Standing["missing"] {
  const missing: Standing["missing"] = {};
  const ask = (goal: Goal, wanted: number, got: number) => {
    if (wanted > got) missing[goal] = wanted - got;
  };
  for (const goal of GOALS) ask(goal, goals[goal] ?? 0, own.counts[goal]);
  ask("spread", goals.spread ?? 0, own.spread);
  if (goals.prompts) ask("prompts", promptsInAll, own.prompts);
  return missing;
}

/** Nothing is left of what is asked; where nothing is asked nobody is done. */
export const isDone = (goals: Goals, missing: Standing["missing"]) =>
  Object.keys(goals).length > 0 && Object.keys(missing).length === 0;
