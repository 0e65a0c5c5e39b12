"use client";
import { useId } from "react";
import { inputClass } from "@/components/ui/input";
import type { Columns, Field } from "@/lib/schemas/roster";

const LABELS: [Field, string][] = [
  ["name", "Name"],
  ["first", "First name"],
  ["last", "Last name"],
  ["email", "E-mail"],
  ["section", "Section"],
  ["externalId", "ID"],
  ["role", "Role"],
];

/** Which column says what, where the words above them did not tell. */
export function ColumnChoice({
  columns,
  heads,
  busy,
  onChange,
}: {
  columns: Columns;
  heads: readonly string[];
  busy: boolean;
  onChange: (columns: Columns) => void;
}) {
  const id = useId();
  const choose = (field: Field, value: string) => {
    const next: Columns = { ...columns };
    if (value === "") delete next[field];
    else next[field] = Number(value);
    // A name stands in one column or in two.
    if (field === "name" && value !== "") {
      delete next.first;
      delete next.last;
    } else if (value !== "" && (field === "first" || field === "last")) delete next.name;
    onChange(next);
  };
  return (
    <fieldset disabled={busy} className="grid gap-3">
      <legend className="sr-only">Columns</legend>
      <div className="grid grid-cols-3 gap-x-4 gap-y-3 max-sm:grid-cols-2">
        {LABELS.map(([field, label]) => (
          <div key={field} className="grid gap-1">
            <label htmlFor={`${id}-${field}`} className="font-medium text-xs">
              {label}
            </label>
            <select
              id={`${id}-${field}`}
              value={columns[field] ?? ""}
              onChange={(event) => choose(field, event.target.value)}
              className={inputClass}
            >
              <option value="">–</option>
              {heads.map((head, i) => (
                // Columns have no other name than their place.
                // biome-ignore lint/suspicious/noArrayIndexKey: their place is what they are
                <option key={i} value={i}>
                  {head ? (head.length > 40 ? `${head.slice(0, 39)}…` : head) : `Column ${i + 1}`}
                </option>
              ))}
            </select>
          </div>
        ))}
      </div>
      <label className="flex items-center gap-2.5 text-sm">
        <input
          type="checkbox"
          checked={columns.header}
          onChange={(event) => onChange({ ...columns, header: event.target.checked })}
          className="size-4 accent-ink"
        />
        The first row says what the columns are
      </label>
    </fieldset>
  );
}
