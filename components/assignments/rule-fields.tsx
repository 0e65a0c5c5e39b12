"use client";
import { SCORED, type Scored } from "@/lib/points";
import { GOAL_NAMES, ruleInWords } from "@/lib/rule";
import type { Goals, PointsRule } from "@/lib/schemas/assignment";
import { Choice, Input } from "./fields";
import { Rule } from "./rule";

export const NO_RULE: PointsRule = { goals: {}, by: "share", latePerDay: 0, best: null, reference: null };

/** The points that each goal gives, and how they are counted; and the words that students will read. */
export function RuleFields({
  value,
  goals,
  errors = {},
  onChange,
}: {
  /** None are given where it is null. */
  value: PointsRule | null;
  /** What is asked: only that can give points. */
  goals: Goals;
  /** By field, as `points.goals.claim`. */
  errors?: Record<string, string[]>;
  onChange: (next: PointsRule | null) => void;
}) {
  const rule = value ?? NO_RULE;
  const change = (next: Partial<PointsRule>) => {
    const all = { ...rule, ...next };
    const nothing = !all.reference && Object.values(all.goals).every((points) => !points);
    onChange(nothing && all.by === "share" && !all.latePerDay && all.best === null ? null : all);
  };
  const worth = (goal: Scored, typed: number | null) => {
    if (goal === "reference") return change({ reference: typed });
    const { [goal]: _, ...rest } = rule.goals;
    change({ goals: typed === null ? rest : { ...rest, [goal]: typed } });
  };
  const asked = SCORED.filter((goal) => goal === "reference" || goals[goal]);
  const given = (goal: Scored) => (goal === "reference" ? rule.reference : (rule.goals[goal] ?? null));
  const idle = !ruleInWords(goals, rule);
  return (
    <div className="grid min-w-0 grid-cols-1 gap-5">
      <div className="grid grid-cols-2 items-end gap-x-5 gap-y-5 sm:grid-cols-4">
        {asked.map((goal) => (
          <Amount
            key={goal}
            label={GOAL_NAMES[goal]}
            value={given(goal)}
            max={1000}
            wrong={errors[goal === "reference" ? "points.reference" : `points.goals.${goal}`]}
            onType={(typed) => worth(goal, typed)}
          />
        ))}
      </div>
      {asked.length === 1 && (
        <p className="text-ink-2 text-sm">
          Goals that ask for something can give points: each has its field here then.
        </p>
      )}
      {!idle && (
        <>
          <Choice<PointsRule["by"]>
            legend="How a goal gives its points"
            value={rule.by}
            onChoose={(by) => change({ by })}
            choices={[
              { is: "share", label: "In proportion", means: "Half of what is asked gives half of the points." },
              { is: "whole", label: "All or nothing", means: "Less than what is asked gives no points." },
            ]}
          />
          <div className="grid gap-5 sm:grid-cols-2">
            <Amount
              label="Percent lost for each day late"
              hint="Of what that note earns, for each day begun."
              value={rule.latePerDay || null}
              max={100}
              wrong={errors["points.latePerDay"]}
              onType={(typed) => change({ latePerDay: typed ?? 0 })}
            />
            <Amount
              label="Only the best so many count"
              hint="Of each kind; in time first, then what says more."
              value={rule.best}
              max={500}
              min={1}
              step={1}
              placeholder="all"
              wrong={errors["points.best"]}
              onType={(best) => change({ best })}
            />
          </div>
        </>
      )}
      <div className="border-line-2 border-l-2 py-0.5 pl-3.5" aria-live="polite">
        {idle ? (
          <p className="font-serif text-[1.0625rem]">No points are given.</p>
        ) : (
          <Rule goals={goals} rule={rule} />
        )}
      </div>
    </div>
  );
}

/** A number, or none. */
function Amount({
  value,
  onType,
  placeholder = "none",
  step = "any",
  min = 0,
  ...rest
}: {
  label: string;
  hint?: string;
  value: number | null;
  min?: number;
  max: number;
  step?: number | "any";
  placeholder?: string;
  wrong?: string[];
  onType: (typed: number | null) => void;
}) {
  return (
    <Input
      {...rest}
      {...{ placeholder, step, min }}
      type="number"
      inputMode="decimal"
      value={value ?? ""}
      onType={(typed) => onType(typed === "" ? null : Number(typed))}
    />
  );
}
