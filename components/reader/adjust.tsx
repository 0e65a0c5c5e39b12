"use client";
import { useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { describe, type Span } from "@/lib/anchoring";
import type { Annotation } from "@/lib/schemas/annotation";
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

/** Gives an annotation another passage: select it in the text, or move its edges word by word. */
export function Adjust({ annotation }: { annotation: Annotation }) {
  const text = useReader((r) => r.article.version.text);
  const selection = useReader((r) => r.selection);
  const adjust = useReader((r) => r.adjust);
  const select = useReader((r) => r.select);
  const revise = useReader((r) => r.revise);
  const discard = useReader((r) => r.discard);
  const [moved, setMoved] = useState<Span | null>(annotation.span);
  const [base] = useState(annotation.revision);
  const [said, setSaid] = useState("");
  const span = selection ?? moved;
  const changed = span !== null && (span.start !== annotation.span?.start || span.end !== annotation.span?.end);
  const excerpt = useMemo(() => (span ? cut(text.slice(span.start, span.end)) : ""), [text, span]);
  const move = (edge: "start" | "end", direction: 1 | -1) => {
    if (!span) return;
    const next = { ...span, [edge]: step(text, span[edge], edge, direction) };
    if (next.start >= next.end) return;
    select(null);
    setMoved(next);
  };
  const save = async () => {
    if (!span || !changed) return adjust(null);
    const outcome = await revise(annotation.id, { quote: describe(text, span) }, base);
    if (outcome.ok) return adjust(null);
    await discard(annotation.id);
    setSaid(outcome.message);
  };
  return (
    <fieldset className="mt-2.5 grid gap-2 rounded-lg bg-well p-3 text-sm">
      <legend className="sr-only">Adjust the passage</legend>
      <p className="text-ink-2 text-xs">Select the new passage in the text, or move its edges by words. Then save.</p>
      <p aria-live="polite" className="font-serif text-ink">
        {excerpt || "Nothing is selected yet."}
      </p>
      <div className="grid grid-cols-2 gap-1.5">
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
        <Button size="sm" look="quiet" className="max-bar:h-11" onClick={() => adjust(null)}>
          Cancel
        </Button>
        <Button size="sm" look="primary" className="max-bar:h-11" disabled={!changed} onClick={() => void save()}>
          Save the passage
        </Button>
      </div>
    </fieldset>
  );
}

/** The two ends of a long passage: they are what is being moved. */
const cut = (passage: string) => (passage.length <= 180 ? passage : `${passage.slice(0, 85)} … ${passage.slice(-85)}`);
