"use client";
import { useField } from "@/components/ui/field";

const CHOICES = [
  ["keep", "It stays", "Your notes and replies in groups and in public stay under the name “Former member”."],
  [
    "remove",
    "It goes too",
    "Your notes and replies are taken away, with the threads on your notes. Whoever answered keeps their words in their own download.",
  ],
] as const;

/** What becomes of what a person shared. Nothing is chosen for them. */
export function DeleteChoices() {
  const { wrong, typed, aria } = useField("shared");
  return (
    <fieldset className="grid gap-3" aria-describedby={wrong ? `${aria.id}-error` : undefined}>
      <legend className="mb-2 font-medium text-sm">What you shared with others</legend>
      {CHOICES.map(([value, title, what]) => (
        <label key={value} className="flex items-start gap-2.5 text-sm">
          <input
            type="radio"
            name="shared"
            value={value}
            defaultChecked={typed === value}
            aria-invalid={aria["aria-invalid"]}
            className="mt-0.5 size-4 accent-accent"
          />
          <span>
            <span className="font-medium">{title}</span>
            <span className="block text-ink-2 text-xs">{what}</span>
          </span>
        </label>
      ))}
      {wrong && (
        <p id={`${aria.id}-error`} className="text-danger text-sm">
          {wrong.join(" ")}
        </p>
      )}
    </fieldset>
  );
}
