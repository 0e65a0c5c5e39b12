"use client";
import { type ComponentProps, useState } from "react";
import { type FieldProps, Frame, useField } from "./field";
import { inputClass } from "./input";

/** A password input whose reader may look at what they typed. It never comes back filled in. */
export function PasswordField({ label, name, hint, aside, ...rest }: FieldProps & ComponentProps<"input">) {
  const { id, wrong, aria } = useField(name);
  const [shown, setShown] = useState(false);
  return (
    <Frame id={id} label={label} hint={hint} aside={aside} wrong={wrong}>
      <div className="relative">
        <input {...rest} {...aria} type={shown ? "text" : "password"} className={`${inputClass} pr-16`} />
        <button
          type="button"
          aria-pressed={shown}
          aria-label={`Show ${typeof label === "string" ? label.toLowerCase() : "password"}`}
          onClick={() => setShown(!shown)}
          className="absolute inset-y-1 right-1 rounded-md px-2.5 font-medium text-ink-2 text-xs hover:text-ink"
        >
          {shown ? "Hide" : "Show"}
        </button>
      </div>
    </Frame>
  );
}
