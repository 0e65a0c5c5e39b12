"use client";
import { zoneName } from "@/lib/zoned";
import { Clock, Select } from "./fields";
import type { Filled } from "./filled";

/** When an assignment opens, is due, and takes late work; and in which zone all of its times are. */
export function TimesField({
  value,
  zones,
  errors,
  onChange,
}: {
  value: Filled;
  zones: readonly string[];
  errors: Record<string, string[]>;
  onChange: (next: Partial<Filled>) => void;
}) {
  const all = zones.includes(value.zone) ? zones : [value.zone, ...zones];
  const there = zoneName(value.zone);
  return (
    <div className="grid items-start gap-5 sm:grid-cols-2">
      <Clock
        label="Opens"
        aside="optional"
        hint="Before, students do not see it."
        value={value.opensAt}
        zone={value.zone}
        wrong={errors.opensAt}
        onType={(opensAt) => onChange({ opensAt })}
      />
      <Clock
        label="Due"
        aside="optional"
        value={value.dueAt}
        zone={value.zone}
        wrong={errors.dueAt}
        onType={(dueAt) => onChange({ dueAt })}
      />
      <Clock
        label="Late until"
        aside="optional"
        hint="Without it, what comes after the due date does not count."
        value={value.lateUntil}
        zone={value.zone}
        wrong={errors.lateUntil}
        onType={(lateUntil) => onChange({ lateUntil })}
      />
      <Select
        label="Time zone"
        hint={`All times here are ${there}, and students see that beside them.`}
        value={value.zone}
        wrong={errors.timeZone}
        onChoose={(zone) => onChange({ zone })}
      >
        {all.map((one) => (
          <option key={one} value={one}>
            {one.replaceAll("_", " ")}
          </option>
        ))}
      </Select>
    </div>
  );
}
