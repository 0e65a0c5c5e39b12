import { overlap, type Placed } from "./overlap";
import type { Counted, Goal, Goals, PointsRule, WorkItem } from "./schemas/assignment";

/**
 * What a student's work is worth by the rule that was set beforehand. Every point has the note that earned it: a goal's
 * points are the sum of its shares, the total that of its goals, in whole hundredths. Pure, and the same whatever order the
 * work comes in.
 */

/** What points are given for: a goal, or how near the work is to the instructor's own marks. */
export type Scored = Goal | "reference";

/** A note or a reply, as far as points ask of it; whatever else is known of it goes along, to be shown. */
export type Work = Pick<
  WorkItem,
  | ("goal" | "annotationId" | "replyId" | "articleId" | "version" | "start" | "end" | "places" | "body")
  | ("madeAt" | "daysLate" | "discounted" | "section" | "prompt")
>;

/** A mark of the instructor's that others' are compared with. */
export type Reference = Placed & { annotationId: string; kind: Counted };

/** What one note earned. */
export type Share<W extends Work = Work> = {
  item: W;
  /** Points, and what it would have been worth in time (against a reference: were it the same). */
  points: number;
  of: number;
  /** Only against a reference. */
  near?: Near;
};

/** How near a note is to a mark of the reference. */
export type Near = {
  to: Reference;
  /** The passages' common length by their joint length, 0 to 1 (Jaccard). */
  position: number;
  sameKind: boolean;
};

export type GoalScore<W extends Work = Work> = {
  goal: Scored;
  points: number;
  max: number;
  /** How many there are, and how many make all of the points. */
  have: number;
  need: number;
  /** What was lost by being late. */
  late: number;
  /** In the order in which they were written. Work beyond what is needed has none. */
  shares: Share<W>[];
};

export type Score<W extends Work = Work> = { goals: GoalScore<W>[]; points: number; max: number; late: number };

export type Asked = {
  goals: Goals;
  rule: PointsRule;
  /** How many questions there are. */
  prompts: number;
  reference: readonly Reference[];
};

export const SCORED: readonly Scored[] = [
  ...(["claim", "quote", "evidence", "note", "reply", "spread", "prompts"] as const),
  "reference",
];

/** In hundredths. What binary fractions lack on the way (0.145 × 100) is made good before it is rounded. */
const cents = (points: number) => Math.round(Number((points * 100).toFixed(6)));
const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

/** @returns for what points are given, and of how many, in the order in which goals are named everywhere */
export function worth({ goals, rule, prompts, reference }: Asked): { goal: Scored; max: number; need: number }[] {
  return SCORED.flatMap((goal) => {
    const max = goal === "reference" ? rule.reference : rule.goals[goal];
    const need = goal === "reference" ? reference.length : goal === "prompts" ? goals.prompts && prompts : goals[goal];
    return max && need ? [{ goal, max: cents(max) / 100, need: Number(most(goal, Number(need), rule)) }] : [];
  });
}

/** Of notes and replies the best so many count, so that no more are needed; the rest is asked as it is. */
const most = (goal: Scored, need: number, { best }: PointsRule) =>
  best !== null && ["claim", "quote", "evidence", "note", "reply"].includes(goal) ? Math.min(best, need) : need;

/** Enough was written in time, also where it is on the passage of another: near to a reference it may be all the same. */
const enough = ({ discounted }: Work) => discounted === null || discounted === "same";

/** What this work is worth. What does not count, as being too late, earns nothing. */
export function score<W extends Work>(asked: Asked, work: readonly W[]): Score<W> {
  const ranked = work
    .filter(enough)
    .map((item) => ({ item, said: words(item.body) }))
    .sort(better(asked.rule))
    .map(({ item }) => item);
  const goals = worth(asked).map(({ goal, max, need }) =>
    goal === "reference"
      ? near(asked, max, ranked)
      : counted(
          asked.rule,
          { goal, max, need },
          ranked.filter(({ discounted }) => discounted === null),
        ),
  );
  const all = (what: "points" | "max" | "late") => sum(goals.map((one) => cents(one[what]))) / 100;
  return { goals, points: all("points"), max: all("max"), late: all("late") };
}

const words = (body: string) => body.split(/\s+/u).filter(Boolean).length;
const first = <W extends Work>(a: W, b: W) =>
  compare(a.madeAt, b.madeAt) || compare(a.annotationId, b.annotationId) || compare(a.replyId ?? "", b.replyId ?? "");
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
type Ranked = { item: Work /** Words. */; said: number };
/** What loses less by being late first, then what says more, then what was there first. */
const better = (rule: PointsRule) => (a: Ranked, b: Ranked) =>
  (rule.latePerDay > 0 ? a.item.daysLate - b.item.daysLate : 0) || b.said - a.said || first(a.item, b.item);

/** Those that count towards a goal, the best first, each thing (a section, a question) once. */
function towards<W extends Work>(goal: Exclude<Scored, "reference">, ranked: readonly W[]): W[] {
  if (goal !== "spread" && goal !== "prompts") return ranked.filter((one) => one.goal === goal);
  const seen = new Set<string | number>();
  return ranked.filter((one) => {
    const of = goal === "prompts" ? one.prompt : one.section;
    if (of === null || seen.has(of)) return false;
    seen.add(of);
    return true;
  });
}

/** What is left of a note's points when it came so many days late. */
const left = (rule: PointsRule, daysLate: number) => Math.max(0, 1 - (rule.latePerDay * daysLate) / 100);

function counted<W extends Work>(
  rule: PointsRule,
  { goal, max, need }: { goal: Exclude<Scored, "reference">; max: number; need: number },
  ranked: readonly W[],
): GoalScore<W> {
  const there = towards(goal, ranked);
  const best = there.slice(0, need).sort(first);
  const each = rule.by === "whole" && there.length < need ? 0 : max / need;
  const earned = best.map((item) => ({ item, exact: each * left(rule, item.daysLate), full: each }));
  return { goal, max, need, have: there.length, ...rounded(earned) };
}

/**
 * Half of a mark's points are for the passage, by how much of it is the same; half for the kind, where it overlaps at all.
 * All or nothing asks for the same kind and at least half of the passage of every one.
 */
function near<W extends Work>({ rule, reference }: Asked, max: number, ranked: readonly W[]): GoalScore<W> {
  const need = reference.length;
  const pairs = beside(reference, ranked);
  const good = pairs.filter(({ near }) => near.sameKind && near.position >= 0.5);
  const each = rule.by === "whole" && good.length < need ? 0 : max / need;
  const earned = [...pairs]
    .sort((a, b) => first(a.item, b.item))
    .map(({ item, near }) => {
      const exact = each * (rule.by === "whole" ? 1 : (near.position + Number(near.sameKind)) / 2);
      return { item, exact, full: exact, near };
    });
  const { shares, ...rest } = rounded(earned);
  return {
    ...{ goal: "reference", max, need, have: pairs.length, ...rest },
    shares: shares.map((share) => ({ ...share, of: cents(max / need) / 100 })),
  };
}

/**
 * Lays each mark of the reference beside the note nearest to it, each note beside one mark: the pair with the most in common
 * first, of equal ones that of the same kind. A note over all of the text is thus near to one mark at most; and what came
 * late to none, since the reference could be seen by then.
 */
export function beside<W extends Work>(reference: readonly Reference[], work: readonly W[]): { item: W; near: Near }[] {
  const inTime = work.filter((one) => one.replyId === null && enough(one) && one.daysLate === 0);
  const pairs = reference
    .flatMap((to) =>
      inTime.flatMap((item) => {
        const position = overlap(to, item);
        return position > 0 ? [{ item, near: { to, position, sameKind: to.kind === item.goal } }] : [];
      }),
    )
    .sort(
      (a, b) =>
        b.near.position - a.near.position ||
        Number(b.near.sameKind) - Number(a.near.sameKind) ||
        compare(a.near.to.annotationId, b.near.to.annotationId) ||
        first(a.item, b.item),
    );
  const taken = new Set<string>();
  return pairs.filter(({ item, near }) => {
    if (taken.has(item.annotationId) || taken.has(near.to.annotationId)) return false;
    taken.add(item.annotationId).add(near.to.annotationId);
    return true;
  });
}

type Earned<W extends Work> = { item: W; exact: number; full: number; near?: Near };

/** To hundredths: each share is what the sum grows by when it is added, so that the shares make up the rounded sum. */
function rounded<W extends Work>(earned: readonly Earned<W>[]): Pick<GoalScore<W>, "points" | "late" | "shares"> {
  let exact = 0;
  let full = 0;
  const shares = earned.map((one): Share<W> => {
    const before = { exact: cents(exact), full: cents(full) };
    exact += one.exact;
    full += one.full;
    return {
      item: one.item,
      points: (cents(exact) - before.exact) / 100,
      of: (cents(full) - before.full) / 100,
      ...(one.near && { near: one.near }),
    };
  });
  return { points: cents(exact) / 100, late: (cents(full) - cents(exact)) / 100, shares };
}

/** What a lead says of a goal in place of what was counted; `points` null is as it was counted, again. */
export type Override = { goal: string; points: number | null; reason: string; by: string; at: string };
export type Settled<W extends Work = Work> = Omit<Score<W>, "goals"> & {
  goals: (GoalScore<W> & { /** What was counted. */ counted: number; override: Override | null })[];
};

/**
 * Lays what leads said over what was counted. What they gave stays as they gave it, also where the rule was changed since and
 * the goal is worth less. @param overrides the latest of each goal
 */
export function settle<W extends Work>(counted: Score<W>, overrides: readonly Override[]): Settled<W> {
  const goals = counted.goals.map((one) => {
    const said = overrides.find(({ goal, points }) => goal === one.goal && points !== null) ?? null;
    const points = said?.points == null ? one.points : cents(said.points) / 100;
    return { ...one, points, late: said ? 0 : one.late, counted: one.points, override: said };
  });
  const all = (what: "points" | "late") => sum(goals.map((one) => cents(one[what]))) / 100;
  return { goals, points: all("points"), max: counted.max, late: all("late") };
}
