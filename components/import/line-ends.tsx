import { useId } from "react";
import { inputClass } from "@/components/ui/input";
import type { Source } from "./source";

const WAYS = { auto: "Decide for each paragraph", keep: "Keep every line break", join: "Join the lines" };
/** Characters in which a paragraph of several lines is looked for. */
const LOOKED_AT = 200_000;

/** Whether a source is plain text in which a paragraph has several lines. */
export const hasLines = (source: Source): boolean =>
  source.way !== "address" && source.as === "text" && /\S[ \t]*\r?\n[ \t]*\S/.test(source.text.slice(0, LOOKED_AT));

/** How the line breaks of a plain text were read, and the other ways. */
export function LineEndsChoice({ lines, onChange }: { lines: string; onChange: (lines: string) => void }) {
  const id = useId();
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg bg-well px-4 py-3 text-sm">
      <p className="min-w-60 flex-1">If lines break or run together in the wrong places, read them another way.</p>
      <div className="flex min-w-0 items-center gap-3">
        <label htmlFor={id} className="font-medium text-xs">
          Line breaks
        </label>
        <select
          id={id}
          value={lines}
          onChange={(event) => onChange(event.target.value)}
          className={`${inputClass} !w-auto max-w-full`}
        >
          {Object.entries(WAYS).map(([way, label]) => (
            <option key={way} value={way}>
              {label}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}
