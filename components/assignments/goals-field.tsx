"use client";
import { goalsInWords } from "@/lib/goals";
import { Input } from "./fields";
import { type Filled, goalsOf, NUMBERED, type Numbered } from "./filled";

const NAMES: Record<Numbered, { label: string; hint?: string }> = {
  claim: { label: "Claims" },
  quote: { label: "Quotes" },
  evidence: { label: "Evidence" },
  note: { label: "Notes" },
  reply: { label: "Replies to others", hint: "Counted once they see the others." },
  spread: { label: "Sections of the text", hint: "In so many of them, at least two." },
};

/** What is counted, each only where a number stands; and the sentence that students will read. */
export function GoalsField({
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
      <div className="grid grid-cols-2 items-start gap-5 sm:grid-cols-4">
        {NUMBERED.map((goal) => (
          <div key={goal} className={NAMES[goal].hint ? "col-span-2" : undefined}>
            <Input
              type="number"
              inputMode="numeric"
              min={goal === "spread" ? 2 : 1}
              max={goal === "spread" ? 50 : 500}
              placeholder="none"
              label={NAMES[goal].label}
              hint={NAMES[goal].hint}
              value={value.goals[goal]}
              wrong={errors[`goals.${goal}`]}
              onType={(typed) => onChange({ goals: { ...value.goals, [goal]: typed } })}
            />
          </div>
        ))}
      </div>
      <label className="flex items-start gap-3">
        <input
          type="checkbox"
          checked={value.prompts}
          onChange={(event) => onChange({ prompts: event.target.checked })}
          className="mt-0.5 size-4 accent-ink"
        />
        <span className="grid gap-0.5 text-sm">
          <span className="font-medium">Answer my questions in the text</span>
          <span className="text-ink-2">
            You ask them where they stand, in the reader: once this is saved, mark a passage there and ask.
          </span>
        </span>
      </label>
      <p className="border-line-2 border-l-2 py-0.5 pl-3.5 font-serif text-[1.0625rem]" aria-live="polite">
        {goalsInWords(goalsOf(value)) ?? "Nothing is counted. Students read, and mark what strikes them."}
      </p>
    </>
  );
}
