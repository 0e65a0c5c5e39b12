"use client";
import { useId } from "react";
import { inputClass } from "@/components/ui/input";

/** For how long slips work. */
export function Days({ value, onChange }: { value: number; onChange: (days: number) => void }) {
  const id = useId();
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-medium text-sm">
        Slips work for
      </label>
      <select id={id} value={value} onChange={(event) => onChange(Number(event.target.value))} className={inputClass}>
        <option value={3}>3 days</option>
        <option value={7}>A week</option>
        <option value={14}>Two weeks</option>
        <option value={30}>A month</option>
        <option value={90}>Three months</option>
      </select>
    </div>
  );
}
