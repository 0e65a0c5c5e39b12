"use client";
import { type ReactNode, useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import type { Span } from "@/lib/anchoring/passages";
import { useReader } from "./store";

/** The next place where a passage may begin (before a word) or end (after one), or `at` when there is none near. */
function step(text: string, at: number, edge: "start" | "end", direction: 1 | -1): number {
  const from = Math.max(0, at - 200);
  const words = new Intl.Segmenter(undefined, { granularity: "word" });
  const edges = [...words.segment(text.slice(from, at + 200))]
    .filter((word) => word.isWordLike)
    .map((word) => from + word.index + (edge === "start" ? 0 : word.segment.length));
  return (direction === 1 ? edges.find((e) => e > at) : edges.findLast((e) => e < at)) ?? at;
}

/**
 * Where a passage is chosen: by selecting it in the text (with the pointer, a finger or the sentence cursor), and by moving
 * its edges word by word. `save` gives the reason why it could not be saved, or null; what was chosen then stays chosen.
 */
export function Choose({
  first,
  hint,
  label,
  save,
}: {
  /** What is chosen already. */
  first: Span | null;
  hint: ReactNode;
  label: string;
  save: (span: Span) => Promise<string | null>;
}) {
  const text = useReader((r) => r.article.version.text);
  const selection = useReader((r) => r.selection);
  const byKeys = useReader((r) => r.selectedBy === "keys");
  const choose = useReader((r) => r.choose);
  const select = useReader((r) => r.select);
  const [said, setSaid] = useState("");
  const [busy, setBusy] = useState(false);
  const span = selection ?? first;
  const changed = span !== null && (span.start !== first?.start || span.end !== first.end);
  const excerpt = useMemo(() => (span ? cut(text.slice(span.start, span.end)) : ""), [text, span]);
  const move = (edge: "start" | "end", direction: 1 | -1) => {
    if (!span) return;
    const next = { ...span, [edge]: step(text, span[edge], edge, direction) };
    if (next.start >= next.end) return;
    getSelection()?.removeAllRanges();
    select(next, "keys");
  };
  const press = async () => {
    if (!span || busy) return;
    if (!changed) return choose(null);
    setBusy(true);
    const trouble = await save(span);
    setBusy(false);
    setSaid(trouble ?? "");
  };
  return (
    <form
      data-choosing
      className="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        void press();
      }}
    >
      <p className="text-ink-2 text-xs">{hint}</p>
      {/* The sentence cursor says its words itself. */}
      <p aria-live={byKeys ? "off" : "polite"} dir="auto" className="font-serif text-ink">
        {excerpt || "Nothing is selected yet."}
      </p>
      <div className="grid max-w-80 grid-cols-2 gap-1.5">
        {(["start", "end"] as const).map((edge) => (
          <div key={edge} className="flex items-center gap-1 text-ink-2 text-xs">
            <span className="w-8">{edge === "start" ? "Start" : "End"}</span>
            {([-1, 1] as const).map((direction) => (
              <button
                key={direction}
                type="button"
                disabled={!span}
                onClick={() => move(edge, direction)}
                aria-label={`Move the ${edge} one word ${direction === 1 ? "on" : "back"}`}
                className="grid size-8 place-items-center rounded-md border border-line bg-sheet hover:bg-paper disabled:opacity-50 max-bar:size-11"
              >
                {direction === 1 ? "→" : "←"}
              </button>
            ))}
          </div>
        ))}
      </div>
      {said && (
        <p role="alert" className="text-danger text-xs">
          {said}
        </p>
      )}
      <div className="flex justify-end gap-1.5">
        <Button size="sm" look="quiet" className="max-bar:h-11" onClick={() => choose(null)}>
          Cancel
        </Button>
        <Button type="submit" size="sm" look="primary" className="max-bar:h-11" busy={busy} disabled={!changed}>
          {label}
        </Button>
      </div>
    </form>
  );
}

/** The two ends of a long passage: they are what is being moved. */
const cut = (passage: string) => (passage.length <= 180 ? passage : `${passage.slice(0, 85)} … ${passage.slice(-85)}`);
