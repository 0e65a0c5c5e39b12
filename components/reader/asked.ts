import { COUNTED, opensInWords } from "@/lib/goals";
import type { AssignedText, Goal } from "@/lib/schemas/assignment";
import { inWords, zoneName } from "@/lib/zoned";
import type { Assigned } from "./model";

/** What an assignment asks of its reader, in the words of the reader's strip. */

const ORDER = ["claim", "quote", "evidence", "note", "reply"] as const;
/** Each goal with how much of it is done; nothing for who does not do it. */
export function asked({
  goals,
  mine,
  prompts,
}: AssignedText): { goal: Goal; name: string; wanted: number; got: number }[] {
  if (!mine) return [];
  const all: [Goal, number | undefined, number][] = [
    ...ORDER.map((goal): [Goal, number | undefined, number] => [goal, goals[goal], mine.counts[goal] ?? 0]),
    ["spread", goals.spread, mine.spread],
    ["prompts", goals.prompts && prompts.length, mine.prompts],
  ];
  return all.flatMap(([goal, wanted, got]) =>
    wanted ? [{ goal, wanted, got, name: COUNTED[goal][wanted === 1 ? 0 : 1] }] : [],
  );
}

/** With where its part can be linked to in this text. */
export const linked = (one: AssignedText, text: string): Assigned =>
  one.part?.span ? { ...one, at: paragraphAt(text, one.part.span.start) } : one;
/** Where the paragraph of a place begins: an empty line stands between two. */
function paragraphAt(text: string, place: number): number {
  const before = place === 0 ? -1 : text.lastIndexOf("\n\n", place - 1);
  return before < 0 ? 0 : before + 2;
}

/** Until when its group's notes stay hidden from this reader, in two sentences; null where they are not. */
export function blindUntil({
  group,
  reveal,
  revealed,
  leads,
  dueAt,
  timeZone,
  mine,
  part,
}: AssignedText): string | null {
  if (revealed || leads) return null;
  const on = (at: string) => `${inWords(at, timeZone)} (${zoneName(timeZone)})`;
  const togo = mine && Math.max(1, (reveal.count ?? 1) - mine.passages);
  const where = part?.span ? " in the assigned part" : "";
  return `What others in ${group.name} noted${where} appears here ${opensInWords(reveal, dueAt, on, togo)}. Public notes are not part of this.`;
}
