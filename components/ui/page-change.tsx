"use client";
import { useEffect, useState } from "react";
import { useToast } from "./toast";

/** Milliseconds after which a page that was asked for is said to be on its way, and after which it is given up. */
const SOON_MS = 150;
const LONGEST_MS = 30_000;
/** Milliseconds between two looks whether it has come. */
const LOOK_MS = 100;

/** Where a press on a link leads, when that is another page of this site in this window; else null. */
function leadsTo(event: MouseEvent): URL | null {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return null;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link?.href || link.hasAttribute("download") || link.dataset.inPage !== undefined) return null;
  if (link.target !== "" && link.target !== "_self") return null;
  const to = new URL(link.href);
  const same = to.pathname === location.pathname && to.search === location.search;
  return to.origin === location.origin && !same ? to : null;
}

/**
 * A sign that the page that was asked for by a link is on its way, on a network that takes its time. While the browser is
 * offline the page that is there stays, and says why.
 */
export function PageChange() {
  const toast = useToast();
  const [waits, setWaits] = useState(false);
  useEffect(() => {
    let soon: ReturnType<typeof setTimeout> | undefined;
    let looking: ReturnType<typeof setInterval> | undefined;
    const end = () => {
      clearTimeout(soon);
      clearInterval(looking);
      setWaits(false);
    };
    const begin = (event: MouseEvent) => {
      if (!leadsTo(event)) return;
      if (!navigator.onLine) {
        event.preventDefault();
        event.stopPropagation();
        return toast({ text: "You're offline, so this page can't open. Try again when you're back online." });
      }
      end();
      const [from, began] = [location.href, performance.now()];
      soon = setTimeout(() => setWaits(true), SOON_MS);
      looking = setInterval(() => {
        if (location.href !== from || performance.now() - began > LONGEST_MS) end();
      }, LOOK_MS);
    };
    // Before the link's own handler, which would leave the page for the browser's own that says nothing of Gloss.
    window.addEventListener("click", begin, true);
    window.addEventListener("pageshow", end);
    return () => {
      end();
      window.removeEventListener("click", begin, true);
      window.removeEventListener("pageshow", end);
    };
  }, [toast]);
  return (
    <div role="status">
      {waits && (
        <div className="fixed inset-x-0 top-0 z-[70] h-[3px] animate-pulse bg-accent motion-reduce:animate-none forced-colors:bg-[Highlight] print:hidden">
          <span className="sr-only">Opening the page</span>
        </div>
      )}
    </div>
  );
}
