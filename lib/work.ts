import type { Span } from "./anchoring";
import { Covered } from "./covered";
import { placeIn } from "./overlap";
import { passages } from "./passages";
import { GOALS, type Goal, type Goals, type Standing, type WorkItem } from "./schemas/assignment";
import { type Section, sectionAt } from "./sections";

/** What a student's work comes to, against what is asked. */

export type Tally = Pick<Standing, "counts" | "spread" | "prompts" | "passages" | "late">;

/** An annotation or a reply as it was written; `enough`: it has as many words as one needs. */
export type Written = Omit<WorkItem, "section" | "discounted"> & { enough: boolean };

/**
 * Which of one person's work for an assignment counts, and in which sections it lies. Each is held against what was written
 * before it, in a version that both have a place in: so nothing that counts stops counting because more is written, or
 * because a version is published. O(n log n) for a version.
 * @param items in the order of making
 * @param distinct whether annotations of one kind on overlapping passages count once
 * @param sections those of the versions that were written in; without them sections are not told apart
 */
export function counted(
  items: readonly Written[],
  distinct: boolean,
  sections: ReadonlyMap<string, readonly Section[]>,
): WorkItem[] {
  const versions = new Map<string, Set<string>>();
  for (const { articleId, version } of items)
    versions.set(articleId, (versions.get(articleId) ?? new Set()).add(version));
  const taken = new Map<string, Covered>();
  const known = new Map<string, number>();
  let last = 0;
  const inVersions = function* (item: Written): Generator<[string, Span]> {
    for (const version of versions.get(item.articleId) ?? []) {
      const span = placeIn(item, version);
      if (span) yield [version, span];
    }
  };
  const sectionIn = (version: string, { start }: Span) => {
    const all = sections.get(version);
    return all?.length ? `${version} ${sectionAt(all, start)}` : null;
  };
  const section = (item: Written): number | null => {
    const here = item.replyId === null ? sectionIn(item.version, item) : null;
    if (here === null) return null;
    const number = known.get(here) ?? last++;
    for (const [version, span] of inVersions(item)) {
      const there = sectionIn(version, span);
      if (there !== null && !known.has(there)) known.set(there, number);
    }
    return number;
  };
  const covered = (goal: string, version: string) => {
    const key = `${goal} ${version}`;
    const there = taken.get(key) ?? new Covered();
    taken.set(key, there);
    return there;
  };
  const isSame = (item: Written): boolean => {
    if (!distinct || item.replyId !== null) return false;
    if (covered(item.goal, item.version).touches(item)) return true;
    for (const [version, span] of inVersions(item)) covered(item.goal, version).add(span);
    return false;
  };
  return items.map(({ enough, ...item }) => {
    const discounted = !item.taken ? "late" : !enough ? "short" : isSame({ ...item, enough }) ? "same" : null;
    return { ...item, discounted, section: discounted === null ? section({ ...item, enough }) : null };
  });
}

/** What some work of one person comes to. */
export function tally(items: readonly WorkItem[]): Tally {
  const counts: Tally["counts"] = { claim: 0, quote: 0, evidence: 0, note: 0, reply: 0 };
  const seen = new Set<number>();
  const answered = new Set<string>();
  let late = 0;
  for (const { goal, discounted, daysLate, section, prompt } of items) {
    if (discounted !== null) continue;
    if (daysLate > 0) late += 1;
    if (prompt !== null) answered.add(prompt);
    if (goal !== "prompts") counts[goal] += 1;
    if (section !== null) seen.add(section);
  }
  // What opens their peers' notes is not undone by being late.
  const own = grouped(items.filter(({ replyId, worded }) => replyId === null && worded));
  let distinct = 0;
  for (const here of own.values()) distinct += marked(here);
  return { counts, spread: seen.size, prompts: answered.size, passages: distinct, late };
}

/** How many passages of a text are marked: in the version that was written in last, and by themselves in those they have alone. */
function marked(items: readonly WorkItem[]): number {
  const { version: last = "" } = items.at(-1) ?? {};
  const by = new Map<string, Span[]>();
  for (const item of items) {
    const there = placeIn(item, last);
    const version = there ? last : item.version;
    const spans = by.get(version);
    if (spans) spans.push(there ?? item);
    else by.set(version, [there ?? item]);
  }
  let count = 0;
  for (const spans of by.values()) count += passages(spans);
  return count;
}

function grouped<T extends { articleId: string }>(all: readonly T[]): Map<string, T[]> {
  const by = new Map<string, T[]>();
  for (const one of all) {
    const here = by.get(one.articleId);
    if (here) here.push(one);
    else by.set(one.articleId, [one]);
  }
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

/** Goals that ask for something: answers to questions only once there are questions. */
export const askedOf = ({ prompts, ...goals }: Goals, promptsInAll: number): Goals =>
  prompts && promptsInAll > 0 ? { ...goals, prompts } : goals;

/** Nothing is left of what is asked; where nothing is asked nobody is done. */
export const isDone = (goals: Goals, missing: Standing["missing"], promptsInAll: number) =>
  Object.keys(askedOf(goals, promptsInAll)).length > 0 && Object.keys(missing).length === 0;
