import type { AssignedText, Goal } from "@/lib/schemas/assignment";
import { inWords, zoneName } from "@/lib/zoned";
import type { Assigned } from "./model";

/** What an assignment asks of its reader, in the words of the reader's strip. */

const ORDER = ["claim", "quote", "evidence", "note", "reply"] as const;
const NAMES: Record<Goal, [one: string, more: string]> = {
  claim: ["claim", "claims"],
  quote: ["quote", "quotes"],
  evidence: ["piece of evidence", "pieces of evidence"],
  note: ["note", "notes"],
  reply: ["reply", "replies"],
  spread: ["section", "sections"],
  prompts: ["question", "questions"],
};

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
    wanted ? [{ goal, wanted, got, name: NAMES[goal][wanted === 1 ? 0 : 1] }] : [],
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

const OUTSIDE = "Public notes are not part of this.";

/** Until when its group's notes stay hidden from this reader, in a sentence or two; null where they are not. */
export function blindUntil({ group, reveal, revealed, leads, dueAt, timeZone, mine }: AssignedText): string | null {
  if (revealed || leads) return null;
  const notes = `What others in ${group.name} noted appears here`;
  const on = (at: string) => `${inWords(at, timeZone)} (${zoneName(timeZone)})`;
  const latest = (at: string | null | undefined) => (at ? `, at the latest on ${on(at)}` : "");
  switch (reveal.when) {
    case "own": {
      const count = reveal.count ?? 1;
      const togo = mine ? `: ${Math.max(1, count - mine.passages)} to go` : "";
      return `${notes} when you have marked ${count === 1 ? "a passage" : `${count} passages`} of your own for the group, ${count === 1 ? "" : "each "}with a note of five words or more${togo}${latest(reveal.at)}. ${OUTSIDE}`;
    }
    case "date":
      return `${notes} ${reveal.at ? `on ${on(reveal.at)}` : "on a day still to be set"}. ${OUTSIDE}`;
    case "all": {
      const first = [reveal.at, dueAt].flatMap((at) => at ?? []).sort((a, b) => Date.parse(a) - Date.parse(b))[0];
      return `${notes} when everybody has done what is asked${latest(first)}. ${OUTSIDE}`;
    }
    default:
      return `${notes} when your instructor opens it${latest(reveal.at)}. ${OUTSIDE}`;
  }
}
