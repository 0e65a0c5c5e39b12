"use client";
import { type ReactNode, useState } from "react";
import { TextField } from "@/components/ui/field";
import { zoneName } from "@/lib/zoned";
import { ClockNote } from "./clock-note";

/** A day and a time as the clocks of a zone show them, which is named below; and what the clocks do then. */
export function ClockField({
  label,
  name,
  zone,
  aside,
  hint,
  defaultValue,
}: {
  label: string;
  name: string;
  zone: string;
  aside?: ReactNode;
  hint?: string;
  defaultValue: string;
}) {
  const [shown, setShown] = useState(defaultValue);
  return (
    <TextField
      type="datetime-local"
      {...{ label, name, aside, defaultValue }}
      onChange={(event) => setShown(event.target.value)}
      hint={
        <>
          {zoneName(zone)}. {hint} <ClockNote shown={shown} zone={zone} />
        </>
      }
    />
  );
}
