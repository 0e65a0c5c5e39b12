"use client";
import { useField } from "@/components/ui/field";

/** Where the last answer asked whether it is to be done although it voids finished work: a box to say so, and send it again. */
export function Confirm() {
  const { wrong } = useField("confirm");
  if (!wrong) return null;
  return (
    <label className="flex items-baseline gap-2 text-sm">
      <input type="checkbox" name="confirm" value="yes" className="translate-y-0.5" />
      Save these changes anyway
    </label>
  );
}
