"use client";
import { useReader } from "./store";

/** Says what changed out of sight: what was saved, how much a filter shows, to which mark a key went, what others wrote. */
export function Announced() {
  const said = useReader((reader) => reader.announced);
  return (
    <p aria-live="polite" className="sr-only" data-announced>
      {said}
    </p>
  );
}
