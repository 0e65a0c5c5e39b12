import { useId } from "react";
import { inputClass } from "@/components/ui/input";
import { labelOf, TEXT_ENCODINGS } from "@/lib/encodings";
import type { Encoded } from "./source";

/** In which encoding a file was read, and the others it could be in. */
export function EncodingChoice({ encoded, onChange }: { encoded: Encoded; onChange: (encoding: string) => void }) {
  const id = useId();
  const { encoding, guessed } = encoded;
  const offered = TEXT_ENCODINGS.some(({ name }) => name === encoding);
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg bg-well px-4 py-3 text-sm">
      <p role={guessed ? "status" : undefined} className="min-w-60 flex-1">
        {guessed
          ? "The file doesn’t say which encoding it uses. If letters look wrong, choose another one."
          : "If letters look wrong, choose another encoding."}
      </p>
      <div className="flex min-w-0 items-center gap-3">
        <label htmlFor={id} className="font-medium text-xs">
          Encoding
        </label>
        <select
          id={id}
          value={encoding}
          onChange={(event) => onChange(event.target.value)}
          className={`${inputClass} !w-auto min-w-0`}
        >
          {!offered && <option value={encoding}>{labelOf(encoding)}</option>}
          {TEXT_ENCODINGS.map(({ name, label }) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}
