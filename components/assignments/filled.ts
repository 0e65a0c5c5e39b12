import { countingInWords, goalsInWords } from "@/lib/goals";
import { ruleInWords } from "@/lib/rule";
import { type Assignment, COUNTING, type Counting, type Goals, type PointsRule } from "@/lib/schemas/assignment";
import { moment, wall } from "@/lib/zoned";

/**
 * What stands in the form of an assignment: all as it was typed, times as a wall clock shows them in `zone` and numbers as
 * text, where an empty one is none.
 */
export type Filled = {
  /** Of a new one that was sent: under this it is sent again. */
  id?: string;
  title: string;
  readings: FilledReading[];
  instructions: string;
  zone: string;
  opensAt: string;
  dueAt: string;
  lateUntil: string;
  goals: Record<Numbered, string>;
  prompts: boolean;
  minWords: string;
  distinct: boolean;
  earlier: boolean;
  lastEdit: boolean;
  points: PointsRule | null;
  when: RevealWhen;
  count: string;
  /** The date of the reveal, or one at the latest. */
  revealAt: string;
  names: Assignment["names"];
};
export type Part = { exact: string; prefix: string; suffix: string; start: number; end: number };
export type FilledReading = {
  articleId: string;
  title: string;
  part: Part | null;
  /** The part was chosen in a text that no longer holds it; what it said. */
  lost: string | null;
};
export type RevealWhen = "always" | "own" | "date" | "all" | "manual";
export const NUMBERED = ["claim", "quote", "evidence", "note", "reply", "spread"] as const;
export type Numbered = (typeof NUMBERED)[number];

const nothing = { claim: "", quote: "", evidence: "", note: "", reply: "", spread: "" };
export const empty = (zone: string): Filled => ({
  ...{ title: "", readings: [], instructions: "", zone, opensAt: "", dueAt: "", lateUntil: "" },
  ...{ ...COUNTING, minWords: String(COUNTING.minWords) },
  ...{ goals: nothing, prompts: false, points: null, when: "always", count: "3", revealAt: "", names: "real" },
});

/** An assignment as the form shows it. */
export function filledFrom(of: Assignment): Filled {
  const shown = (at: string | null) => (at ? wall(at, of.timeZone) : "");
  const goals = { ...nothing };
  for (const goal of NUMBERED) if (of.goals[goal]) goals[goal] = String(of.goals[goal]);
  return {
    title: of.title,
    readings: of.readings.map(({ articleId, title, part }) => ({
      ...{ articleId, title },
      part: part?.span ? { exact: part.exact, prefix: "", suffix: "", ...part.span } : null,
      lost: part && !part.span ? part.exact : null,
    })),
    instructions: of.instructions,
    zone: of.timeZone,
    opensAt: shown(of.opensAt),
    dueAt: shown(of.dueAt),
    lateUntil: shown(of.lateUntil),
    goals,
    prompts: of.goals.prompts === true,
    ...of.counting,
    minWords: of.counting.minWords ? String(of.counting.minWords) : "",
    points: of.points,
    when: of.reveal.when as RevealWhen,
    count: String(of.reveal.count ?? 3),
    revealAt: shown(of.reveal.at),
    names: of.names,
  };
}

/** Each thing that the form changes, as the API takes it. */
function asSent(of: Filled): Record<string, unknown> {
  const at = (shown: string) => (shown ? moment(shown, of.zone) : null);
  const goals = NUMBERED.flatMap((goal): [string, number][] =>
    of.goals[goal].trim() ? [[goal, Number(of.goals[goal])]] : [],
  );
  const date = of.when === "always" ? null : at(of.revealAt);
  return {
    title: of.title,
    readings: of.readings.map(({ articleId, part, lost }) => ({
      articleId,
      // A part that is lost stays chosen until it is drawn again.
      ...(part ? { part } : lost !== null && { part: { exact: lost } }),
    })),
    instructions: of.instructions,
    timeZone: of.zone,
    opensAt: at(of.opensAt),
    dueAt: at(of.dueAt),
    lateUntil: at(of.lateUntil),
    goals: { ...Object.fromEntries(goals), ...(of.prompts && { prompts: true }) },
    counting: countingOf(of),
    points: of.points,
    reveal: {
      when: of.when,
      ...(of.when === "own" && of.count.trim() && { count: Number(of.count) }),
      ...(date && { at: date }),
    },
    names: of.names,
  };
}

/** Which annotations count, as it is chosen; no number of words asks for none. */
export const countingOf = ({ earlier, minWords, distinct, lastEdit }: Filled): Counting => ({
  ...{ earlier, minWords: Number(minWords), distinct, lastEdit },
});

/** What is asked, as far as numbers stand there. */
export function goalsOf({ goals, prompts }: Filled): Goals {
  const asked: Goals = prompts ? { prompts: true } : {};
  for (const goal of NUMBERED) if (Number(goals[goal]) > 0) asked[goal] = Number(goals[goal]);
  return asked;
}

/** A new assignment, as the API takes it; without a title it has its first text's. */
export function created(of: Filled): Record<string, unknown> {
  const { title, ...rest } = asSent(of);
  return { ...(of.id && { id: of.id }), ...(of.title.trim() && { title }), ...rest };
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** What was changed since the form was opened on `from`, as the API takes it. Empty where nothing was. */
export function changed(of: Filled, from: Filled): Record<string, unknown> {
  const [now, was] = [asSent(of), asSent(from)];
  return Object.fromEntries(Object.entries(now).filter(([field, value]) => !same(value, was[field])));
}

/** What a new one says otherwise than what was set when it was sent before and no answer came. */
export function since(of: Filled, set: Assignment): Record<string, unknown> {
  const { title, ...rest } = changed(of, filledFrom(set));
  return { ...(of.title.trim() && title !== undefined && { title }), ...rest };
}

/**
 * What I changed laid over what the assignment became meanwhile: each thing that I did not touch is as it is there now.
 * @param from what I began with
 */
export function merged(mine: Filled, from: Filled, theirs: Filled): Filled {
  const touched = (field: keyof Filled) => !same(mine[field], from[field]);
  const keys = Object.keys(mine) as (keyof Filled)[];
  return Object.assign({ ...theirs }, ...keys.filter(touched).map((field) => ({ [field]: mine[field] })));
}

export const isFilled = (value: unknown): value is Filled =>
  typeof value === "object" &&
  value !== null &&
  same(Object.keys({ ...value, id: "" }).sort(), Object.keys({ ...empty("UTC"), id: "" }).sort()) &&
  "readings" in value &&
  Array.isArray(value.readings);
export const alike = (a: Filled, b: Filled) => same(a, b);

/** What stands in a form, thing by thing and in words, for two wordings to stand beside one another. */
export function inLines(of: Filled): Record<string, string> {
  const time = (shown: string) => (shown ? shown.replace("T", ", ") : "none");
  return {
    Title: of.title,
    "What to read": of.readings
      .map(({ title, part, lost }) => (part || lost !== null ? `${title} (a part)` : title))
      .join("; "),
    Instructions: of.instructions || "none",
    "Time zone": of.zone,
    Opens: time(of.opensAt),
    Due: time(of.dueAt),
    "Late until": time(of.lateUntil),
    Goals: goalsInWords(goalsOf(of)) ?? "none",
    "What counts": countingInWords(countingOf(of), "it opens").join(" "),
    Points: pointsOf(of),
    "What the others noted": [
      {
        always: "from the beginning",
        own: of.count.trim() === "1" ? "after 1 passage" : `after ${of.count} passages`,
        date: "from a date",
        all: "when all are done",
      }[of.when as string] ?? "when an instructor opens it",
      of.revealAt && of.when !== "always" && time(of.revealAt),
    ]
      .filter(Boolean)
      .join(", "),
    Names: of.names === "real" ? "real" : "made-up",
  };
}

function pointsOf(of: Filled): string {
  const rule = ruleInWords(goalsOf(of), of.points);
  return rule ? [...rule.lines.map(({ what, max }) => `${what}: ${max}`), ...rule.how].join(" · ") : "none";
}
