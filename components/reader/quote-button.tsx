"use client";
import { useRef } from "react";
import { quotation } from "@/lib/quoting";

/** What is selected of the words of one note or reply, and of nothing else. */
function selectedIn(id: string): string {
  const selection = getSelection();
  const wordsOf = (node: Node | null) =>
    (node instanceof Element ? node : node?.parentElement)?.closest("[data-words]");
  const words = wordsOf(selection?.anchorNode ?? null);
  const one = words?.getAttribute("data-words") === id && words === wordsOf(selection?.focusNode ?? null);
  return one ? (selection?.toString().trim() ?? "") : "";
}

/** Answers with a quotation of somebody's words, or of what is selected in them. */
export function QuoteButton({
  of,
  text,
  by,
  onQuote,
}: {
  /** Which note or reply: the element that shows its words carries this id as `data-words`. */
  of: string;
  text: string;
  /** Null where their name is not to stand there. */
  by: string | null;
  onQuote: (quotation: string) => void;
}) {
  const selected = useRef("");
  return (
    <button
      type="button"
      // A press must not take the selection away, and where it does the words are known already.
      onPointerDown={() => {
        selected.current = selectedIn(of);
      }}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => {
        onQuote(quotation(selectedIn(of) || selected.current || text, by));
        selected.current = "";
      }}
      className="min-h-[24px] text-ink-3 text-xs hover:text-ink max-bar:h-10"
    >
      Quote<span className="sr-only"> {by ?? "this"}</span>
    </button>
  );
}
