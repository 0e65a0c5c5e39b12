"use client";
import { useRef, useState } from "react";
import { Button } from "./button";
import { inputClass } from "./input";

/** A text to take away, with a button that copies it; where the browser forbids that, it is selected instead. */
export function Copy({ value, label }: { value: string; label: string }) {
  const field = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState("");
  const copy = async () => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(value);
      setSaid("Copied");
    } catch {
      setSaid("Press Ctrl+C to copy");
    }
  };
  return (
    <div className="flex flex-wrap items-center gap-2">
      <input
        ref={field}
        readOnly
        value={value}
        aria-label={label}
        onFocus={(event) => event.currentTarget.select()}
        className={`${inputClass} !w-auto min-w-0 flex-1 basis-64 font-mono !text-sm`}
      />
      <Button onClick={copy} className="!h-10">
        Copy
      </Button>
      <span role="status" className="text-ink-2 text-xs">
        {said}
      </span>
    </div>
  );
}
