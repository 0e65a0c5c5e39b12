import type { Goals } from "./schemas/assignment";

/** What an assignment asks for, and when peers are shown, as sentences that students read. */

const NAMES: readonly [keyof Goals, string, string][] = [
  ["claim", "claim", "claims"],
  ["quote", "quote", "quotes"],
  ["evidence", "piece of evidence", "pieces of evidence"],
  ["note", "note", "notes"],
];
const listed = (parts: readonly string[]) => new Intl.ListFormat("en-GB", { type: "conjunction" }).format(parts);
const many = (n: number, one: string, more: string) => `${n} ${n === 1 ? one : more}`;

/** The goals in one sentence; null where nothing is counted. */
export function goalsInWords(goals: Goals): string | null {
  const marks = NAMES.flatMap(([goal, one, more]) => {
    const n = goals[goal];
    return typeof n === "number" ? [many(n, one, more)] : [];
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

type Rule = { when: string; count?: number | null; at?: string | null };

/**
 * When a student sees what the others noted, in one sentence.
 * @param asWords how a moment is said
 */
export function revealInWords(rule: Rule, dueAt: string | null, asWords: (at: string) => string): string {
  const latest = rule.at ? `, at the latest on ${asWords(rule.at)}` : "";
  switch (rule.when) {
    case "own":
      return `You see what the others noted once you have marked ${many(rule.count ?? 1, "passage", "passages")} of your own for the group, each with a note of at least five words${latest}.`;
    case "date":
      return `You see what the others noted from ${rule.at ? asWords(rule.at) : "a day still to be set"}.`;
    case "all": {
      const by = [rule.at, dueAt]
        .filter((one): one is string => Boolean(one))
        .sort((a, b) => Date.parse(a) - Date.parse(b));
      return `You see what the others noted once everybody has done all that is asked${by[0] ? `, at the latest on ${asWords(by[0])}` : ""}.`;
    }
    case "manual":
      return `You see what the others noted once your instructor opens it${latest}.`;
    default:
      return "You see what the others noted from the beginning.";
  }
}
