"use client";
import { useEffect, useState } from "react";
import type { Annotation } from "@/lib/schemas/annotation";
import { Card } from "./card";
import { useReader, useReaderNow } from "./store";

/** Cards that are drawn at first, and at each further press. */
const MANY = 30;

/** What the tray is called: on a version that shows no text every note stands in it. */
export const trayTitle = (withdrawn: boolean) => (withdrawn ? "Notes on this version" : "No longer in the text");

/**
 * The notes whose passage is not in the text that is shown, each with its quote and thread. `beside`: an open card opens
 * here; on a phone it is a sheet. `still` draws all, as they stay without a script.
 */
export function Tray({
  lost,
  beside = false,
  still = false,
  onOpen,
}: {
  lost: readonly Annotation[];
  beside?: boolean;
  still?: boolean;
  onOpen?: (card: HTMLElement) => void;
}) {
  const active = useReader((r) => r.active);
  const hovered = useReader((r) => r.hovered);
  const withdrawn = useReader((r) => r.article.version.withdrawnAt !== null);
  const [most, setMost] = useState(MANY);
  const at = lost.findIndex((a) => a.id === active);
  const named = lost[at]?.id;
  const now = useReaderNow();
  useEffect(() => {
    // Named by an address or a key: what was pressed here stands under the pointer already.
    if (named && now().activeFrom !== "margin") document.getElementById(named)?.scrollIntoView({ block: "center" });
  }, [named, now]);
  const shown = still ? lost : lost.slice(0, Math.max(most, at + 1));
  if (lost.length === 0) return null;
  return (
    <section
      id="lost"
      aria-labelledby="lost-title"
      tabIndex={-1}
      className={`scroll-mt-20 outline-none ${withdrawn ? "" : "mt-12"}`}
    >
      <h2
        id="lost-title"
        className={`mb-3 flex gap-1.5 font-medium text-ink-2 text-sm ${withdrawn ? "" : "border-line border-t pt-4"}`}
      >
        {trayTitle(withdrawn)} <span className="text-ink-3">· {lost.length}</span>
      </h2>
      <ol className="grid grid-cols-1 gap-3">
        {shown.map((annotation) => {
          const open = still || (beside && annotation.id === active);
          return (
            <li key={annotation.id} id={annotation.id} className="scroll-mt-20">
              <Card annotation={annotation} open={open} still={still} lit={annotation.id === hovered} onOpen={onOpen} />
            </li>
          );
        })}
      </ol>
      {shown.length < lost.length && (
        <button
          type="button"
          onClick={() => setMost(most + MANY)}
          className="mt-3 text-accent text-sm underline underline-offset-2 max-bar:h-11"
        >
          Show {Math.min(MANY, lost.length - shown.length)} more
        </button>
      )}
    </section>
  );
}

/** The way to the tray from the top, where there is one. */
export function ToTray({ className = "" }: { className?: string }) {
  const count = useReader((r) => r.shown.reduce((sum, a) => sum + (a.span ? 0 : 1), 0));
  const withdrawn = useReader((r) => r.article.version.withdrawnAt !== null);
  if (count === 0 || withdrawn) return null;
  return (
    <p className={`text-ink-3 text-xs print:hidden ${className}`}>
      <a
        href="#lost"
        className="inline-flex items-center gap-1 underline-offset-2 hover:text-ink hover:underline max-bar:h-11"
      >
        {count} no longer in the text
        <svg aria-hidden viewBox="0 0 10 10" className="size-2.5 fill-none stroke-[1.6] stroke-current">
          <path d="M5 1v8M1.5 5.5 5 9l3.5-3.5" />
        </svg>
      </a>
    </p>
  );
}
