"use client";
import { type ReactNode, useEffect, useRef, useState } from "react";

export const square =
  "grid size-8 place-items-center rounded-lg text-ink-2 hover:bg-well hover:text-ink aria-expanded:bg-well aria-expanded:text-ink";

/** A panel under its button; it closes on Escape, and when the reader turns to something else. */
export function Fold({
  label,
  sign,
  wide = false,
  children,
}: {
  label: string;
  sign: ReactNode;
  wide?: boolean;
  children: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const away = (event: Event) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) setOpen(false);
    };
    const key = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      setOpen(false);
      box.current?.querySelector("button")?.focus();
    };
    document.addEventListener("pointerdown", away);
    document.addEventListener("keydown", key, true);
    return () => {
      document.removeEventListener("pointerdown", away);
      document.removeEventListener("keydown", key, true);
    };
  }, [open]);
  return (
    <div ref={box} className="relative">
      <button
        type="button"
        className={wide ? `${square} w-auto px-1.5 [grid-auto-flow:column]` : square}
        aria-label={label}
        title={label}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {sign}
      </button>
      {open && (
        <div className="absolute top-10 right-0 z-50 w-80 max-w-[calc(100vw-24px)] rounded-xl border border-line bg-sheet shadow-lift max-sm:fixed max-sm:inset-x-3 max-sm:top-[56px] max-sm:w-auto">
          {children}
        </div>
      )}
    </div>
  );
}
