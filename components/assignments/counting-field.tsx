"use client";
import type { ReactNode } from "react";
import { MOST_WORDS } from "@/lib/schemas/assignment";
import { Input } from "./fields";
import type { Filled } from "./filled";

/** Which annotations and replies count: how many words each needs, on which passages, and from when. */
export function CountingField({
  value,
  errors,
  onChange,
}: {
  value: Filled;
  errors: Record<string, string[]>;
  onChange: (next: Partial<Filled>) => void;
}) {
  return (
    <>
      <div className="max-w-[22rem]">
        <Input
          type="number"
          inputMode="numeric"
          min={1}
          max={MOST_WORDS}
          placeholder="none"
          label="Minimum words"
          hint="Shorter annotations and replies don’t count. Answers to your questions may be shorter."
          value={value.minWords}
          wrong={errors["counting.minWords"]}
          onType={(minWords) => onChange({ minWords })}
        />
      </div>
      <Check label="Distinct passages" checked={value.distinct} onCheck={(distinct) => onChange({ distinct })}>
        Annotations of one kind count once where their passages overlap.
      </Check>
      <Check label="Include earlier annotations" checked={value.earlier} onCheck={(earlier) => onChange({ earlier })}>
        Also what was written before the assignment opens or, if it has no opening time, before you create it.
      </Check>
      <Check label="Count by last edit" checked={value.lastEdit} onCheck={(lastEdit) => onChange({ lastEdit })}>
        An annotation edited after the due date is late. Otherwise it counts from when it was written, and you see what
        was edited later.
      </Check>
    </>
  );
}

function Check({
  label,
  checked,
  onCheck,
  children,
}: {
  label: string;
  checked: boolean;
  onCheck: (on: boolean) => void;
  children: ReactNode;
}) {
  return (
    <label className="flex items-start gap-3">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onCheck(event.target.checked)}
        className="mt-0.5 size-4 flex-none accent-ink"
      />
      <span className="grid gap-0.5 text-sm">
        <span className="font-medium">{label}</span>
        <span className="text-ink-2">{children}</span>
      </span>
    </label>
  );
}
