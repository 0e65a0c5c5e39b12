"use client";
import { zoneName } from "@/lib/zoned";
import { Choice, Clock, Input } from "./fields";
import type { Filled, RevealWhen } from "./filled";

const LATEST = "At the latest";

/** Until when students do not see what their peers noted on these texts, with what each choice means. */
export function RevealField({
  value,
  errors,
  onChange,
}: {
  value: Filled;
  errors: Record<string, string[]>;
  onChange: (next: Partial<Filled>) => void;
}) {
  const date = (label: string, aside?: string) => (
    <Clock
      label={label}
      aside={aside}
      value={value.revealAt}
      zone={value.zone}
      hint={zoneName(value.zone)}
      wrong={errors["reveal.at"]}
      onType={(revealAt) => onChange({ revealAt })}
    />
  );
  return (
    <>
      <Choice<RevealWhen>
        legend="When students see what the others noted"
        value={value.when}
        onChoose={(when) => onChange({ when })}
        choices={[
          { is: "always", label: "From the beginning", means: "Everybody sees everything as it is written." },
          {
            is: "own",
            label: "After so many passages of their own",
            means:
              "Each student commits before they see: once they have marked enough distinct passages for the group, each with a note of at least five words. Private notes and replies do not count. Once opened to a student it stays open.",
            more: (
              <>
                <Input
                  type="number"
                  inputMode="numeric"
                  min={1}
                  max={500}
                  label="Passages of their own"
                  value={value.count}
                  wrong={errors["reveal.count"]}
                  onType={(count) => onChange({ count })}
                />
                {date(LATEST, "optional")}
              </>
            ),
          },
          { is: "date", label: "On a date", means: "For everybody at once.", more: date("Opens to all on") },
          {
            is: "all",
            label: "When all are done",
            means:
              "Once each student has reached every goal above. At the latest it opens when it was due for everyone, extensions included.",
            more: date(LATEST, "optional"),
          },
          {
            is: "manual",
            label: "When an instructor opens it",
            means: "On the assignment’s page, for everybody at once and for good.",
            more: date(LATEST, "optional"),
          },
        ]}
      />
      <p className="text-ink-2 text-sm">
        The rule holds for what students of this group note in the assigned parts from now on, and on every page, in
        search, mail and export. What they could see before stays visible until its author rewrites it. Everyone with
        access to the text can always see public notes. What instructors write is always shown.
      </p>
    </>
  );
}
