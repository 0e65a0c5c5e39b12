import { type ComponentType, useEffect, useState } from "react";
import { flushSync } from "react-dom";
import type { Annotation } from "@/lib/schemas/annotation";
import { PARTS } from "./ahead";
import { useReaderNow } from "./store";

type Printed = ComponentType<{ annotations: readonly Annotation[] }>;

/**
 * What shows the notes on paper, while the page is being laid out for it; null otherwise. It comes once the browser has
 * nothing else to do. Whoever prints by the keyboard first gets the threads that were not opened yet.
 */
export function usePrinting(): Printed | null {
  const now = useReaderNow();
  const [part, setPart] = useState<{ show: Printed } | null>(null);
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const paper = matchMedia("print");
    // The paper is laid out right after this event, so the notes must stand on the page when it returns.
    const change = () => flushSync(() => setPrinting(paper.matches));
    const begin = () => flushSync(() => setPrinting(true));
    const end = () => setPrinting(false);
    const load = async () => {
      const { default: show, fetchThreads } = await PARTS.print();
      setPart((before) => before ?? { show });
      return fetchThreads;
    };
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "p" || event.altKey || event.shiftKey || event.ctrlKey === event.metaKey) return;
      const reader = now();
      if (!reader.shown.some((one) => one.replyCount > 0 && !reader.replies(one.id))) return;
      event.preventDefault();
      void load()
        .then((fetchThreads) => fetchThreads(now))
        .catch(() => {})
        .then(() => window.print());
    };
    // With the rest of what comes ahead; where it does not come it is asked for when it is needed.
    const timer = setTimeout(() => void load().catch(() => {}), 2500);
    paper.addEventListener("change", change);
    window.addEventListener("beforeprint", begin);
    window.addEventListener("afterprint", end);
    document.addEventListener("keydown", press);
    return () => {
      clearTimeout(timer);
      paper.removeEventListener("change", change);
      window.removeEventListener("beforeprint", begin);
      window.removeEventListener("afterprint", end);
      document.removeEventListener("keydown", press);
    };
  }, [now]);
  return printing ? (part?.show ?? null) : null;
}
