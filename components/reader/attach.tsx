"use client";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { languageOf } from "@/components/ui/language";
import { useToast } from "@/components/ui/toast";
import { Choose } from "./choose";
import { rangeOf } from "./selection";
import { useReader, useReaderNow } from "./store";

/**
 * At the window's foot while an annotation's place is looked for: what was marked, and what is chosen for it. The text stays
 * free for the pointer, a finger and the sentence cursor; Escape and Cancel leave everything as it is.
 */
export default function Attach({ id }: { id: string }) {
  const annotation = useReader((r) => r.annotations.find((a) => a.id === id));
  const article = useReader((r) => r.article);
  const selection = useReader((r) => r.selection);
  const activate = useReader((r) => r.activate);
  const attach = useReader((r) => r.attach);
  const stopChoosing = useReader((r) => r.stopChoosing);
  const now = useReaderNow();
  const toast = useToast();
  const box = useRef<HTMLElement>(null);
  const [first] = useState(annotation?.span ?? null);
  useBegin(id);
  useLayoutEffect(() => {
    const root = now().text.current;
    const range = selection && root && rangeOf(root, selection);
    if (!range || !box.current) return;
    // The passage comes up from under what stands at the window's foot.
    const hidden = range.getBoundingClientRect().bottom - box.current.getBoundingClientRect().top;
    if (hidden > -12) scrollBy({ top: hidden + 24 });
  }, [selection, now]);
  useEffect(() => {
    if (annotation) return;
    stopChoosing(id);
    toast({ text: "This note is not there any more." });
  }, [annotation, id, stopChoosing, toast]);
  if (!annotation) return null;
  return (
    <section
      ref={box}
      aria-label="Find its place"
      // A press on a button must not take the selection away.
      onPointerDown={(event) => event.preventDefault()}
      onMouseDown={(event) => event.preventDefault()}
      className="fixed inset-x-0 bottom-4 z-40 mx-auto grid max-h-[60dvh] w-[min(94vw,560px)] gap-2.5 overflow-y-auto rounded-2xl border border-line bg-sheet p-4 text-sm shadow-lift max-bar:bottom-0 max-bar:w-full max-bar:rounded-b-none max-bar:pb-[max(16px,env(safe-area-inset-bottom))] print:hidden"
    >
      <h2 className="font-semibold">{annotation.span ? "Choose the passage again" : "Find its place"}</h2>
      <p className="line-clamp-2 break-words text-ink-2">
        {annotation.author.name} marked{" "}
        <q {...languageOf(article)} className="font-serif text-ink">
          {annotation.quote.exact}
        </q>
      </p>
      <Choose
        first={first}
        hint="Select the passage in the text where this note belongs now. The note and its thread stay as they are."
        label="Attach it here"
        save={async (span) => {
          const outcome = await attach(id, span);
          if (!outcome.ok) return outcome.message;
          // Where another place is being chosen by now, or another note read, that goes on.
          if (!stopChoosing(id)) return null;
          getSelection()?.removeAllRanges();
          activate(id, "link");
          return null;
        }}
      />
    </section>
  );
}

/** The text takes the focus, so that its keys work at once, and shows about where the passage once stood. */
function useBegin(id: string) {
  const now = useReaderNow();
  useEffect(() => {
    const { text, article, annotations } = now();
    const root = text.current;
    const annotation = annotations.find((a) => a.id === id);
    const before = document.activeElement;
    root?.focus({ preventScroll: true });
    const last = article.version.text.length - 1;
    const at = Math.min(annotation?.span?.start ?? annotation?.quote.start ?? 0, last);
    const range = root && rangeOf(root, { start: at, end: at + 1 });
    if (range) scrollTo({ top: range.getBoundingClientRect().top + scrollY - innerHeight / 3 });
    return () => {
      // Back to where it was asked for, or to the card; a mark that has just found its place has none yet.
      const card = document.querySelector<HTMLElement>(`[data-card="${CSS.escape(id)}"]`);
      if (before instanceof HTMLElement && before.isConnected) before.focus();
      else if (card) card.focus();
      else root?.focus({ preventScroll: true });
    };
  }, [id, now]);
}
