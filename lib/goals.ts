import type { Counting, Goal, Goals } from "./schemas/assignment";

/** What an assignment asks for, and when peers are shown, as sentences that students read. */

/** What each goal counts: one of it, and more. */
export const COUNTED: Readonly<Record<Goal, readonly [one: string, more: string]>> = {
  claim: ["claim", "claims"],
  quote: ["quote", "quotes"],
  evidence: ["piece of evidence", "pieces of evidence"],
  note: ["note", "notes"],
  reply: ["reply", "replies"],
  spread: ["section", "sections"],
  prompts: ["question", "questions"],
};
/** "2 claims". */
export const counted = (goal: Goal, n: number): string => many(n, ...COUNTED[goal]);
const MARKS = ["claim", "quote", "evidence", "note"] as const;
const listed = (parts: readonly string[]) => new Intl.ListFormat("en-GB", { type: "conjunction" }).format(parts);
const many = (n: number, one: string, more: string) => `${n} ${n === 1 ? one : more}`;

/** The goals in one sentence; null where nothing is counted. */
export function goalsInWords(goals: Goals): string | null {
  const marks = MARKS.flatMap((goal) => {
    const n = goals[goal];
    return n === undefined ? [] : [counted(goal, n)];
  });
  const parts: string[] = [];
  const spread = goals.spread ? `at least ${goals.spread} sections of the text` : null;
  if (marks.length > 0) parts.push(`mark at least ${listed(marks)}${spread ? `, spread over ${spread}` : ""}`);
  else if (spread) parts.push(`mark passages in ${spread}`);
  if (goals.reply) parts.push(`answer others at least ${goals.reply === 1 ? "once" : `${goals.reply} times`}`);
  if (goals.prompts) parts.push("answer all of the instructor’s questions in the text");
  if (parts.length === 0) return null;
  const said = parts.length === 1 ? parts[0] : `${parts.slice(0, -1).join("; ")}; and ${parts.at(-1)}`;
  return `${said?.charAt(0).toUpperCase()}${said?.slice(1)}.`;
}

/**
 * What does not count towards the goals, a sentence each; none where all counts.
 * @param opening what it counts from, as the end of "before …"
 */
export function countingInWords({ earlier, minWords, distinct, lastEdit }: Counting, opening: string): string[] {
  return [
    !earlier && `Annotations and replies from before ${opening} don’t count.`,
    minWords > 0 && `Each needs at least ${many(minWords, "word", "words")}; answers to questions may be shorter.`,
    distinct && "Annotations of one kind count once where their passages overlap.",
    lastEdit && "Each counts from its last edit: one edited after the due date is late.",
  ].filter((one) => one !== false);
}

type Rule = { when: string; count?: number | null; at?: string | null };

/**
 * When a student comes to see what the others noted, as the end of a sentence about that.
 * @param asWords how a moment is said
 * @param togo of the passages that are asked for, how many are still to come
 */
export function opensInWords(
  rule: Rule,
  dueAt: string | null,
  asWords: (at: string) => string,
  togo?: number | null,
): string {
  const latest = (at: string | null | undefined) => (at ? `, at the latest on ${asWords(at)}` : "");
  switch (rule.when) {
    case "own": {
      const count = rule.count ?? 1;
      const left = typeof togo === "number" ? `: ${togo} to go` : "";
      return `once you have marked ${many(count, "passage", "passages")} of your own for the group, ${count === 1 ? "" : "each "}with a note of at least five words${left}${latest(rule.at)}`;
    }
    case "date":
      return `from ${rule.at ? asWords(rule.at) : "a day still to be set"}`;
    case "all": {
      const first = rule.at && (!dueAt || Date.parse(rule.at) <= Date.parse(dueAt)) ? rule.at : null;
      // Not when it is due: who has more time is waited for, and their time is nobody else's to know.
      const last = dueAt ? ", at the latest when it was due for everyone" : "";
      return `once everybody has done all that is asked${first ? latest(first) : last}`;
    }
    case "manual":
      return `once your instructor opens it${latest(rule.at)}`;
    default:
      return "from the beginning";
  }
}
