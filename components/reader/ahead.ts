import { useEffect } from "react";
import { loadMenus } from "@/components/ui/menu";
import { loadForms } from "./writing";

/**
 * What the first look at a text does not need, and its reader will ask for next. Whoever needs a part takes it from here:
 * the same `import()` in another file may become another chunk, and then nothing was fetched ahead.
 */
export const PARTS = {
  pill: () => import("./pill"),
  find: () => import("./find"),
  attach: () => import("./attach"),
  place: () => import("./place"),
  help: () => import("./help"),
  contents: () => import("./contents"),
  print: () => import("./print"),
  threads: () => import("./all-threads"),
  history: () => import("./history"),
  report: () => import("./report"),
  naming: () => import("./naming"),
  partner: () => import("./partner"),
  attribution: () => import("@/lib/attribution"),
  markdown: () => import("@/lib/markdown"),
  forms: loadForms,
  adjust: () => import("./adjust"),
  following: () => import("./following"),
  passageNotes: () => import("./passage-notes"),
  stack: () => import("./stack").then((m) => m.StackPart),
  sheet: () => import("./sheet").then((m) => m.Sheet),
  cardMenu: () => import("./card-menu-items"),
  sharing: () => import("./sharing"),
  replyMenu: () => import("./reply-menu-items"),
  articleMenu: () => import("./menu-items"),
  menus: loadMenus,
};

/** Under this name the place in an earlier version's text waits in this browser for the page of the next one: see `place.ts`. */
export const CARRIED = "gloss:place";

/** Fetches it once the browser has nothing else to do: on a train that enters a tunnel it could not come any more. */
export function useAhead() {
  // Who selects something will write about it in a moment, perhaps before the browser has nothing else to do.
  useEffect(() => {
    const soon = () => void loadForms().catch(() => {});
    document.addEventListener("selectionchange", soon, { once: true });
    return () => document.removeEventListener("selectionchange", soon);
  }, []);
  useEffect(() => {
    // A part that does not come now is asked for again when it is needed.
    const fetchAll = () => {
      // The mark says that all is here: to whoever measures, and to the tests.
      void Promise.allSettled(Object.values(PARTS).map((part) => part())).then(() => performance.mark("gloss:ahead"));
    };
    // Safari has no idle callback.
    if (typeof requestIdleCallback === "undefined") {
      const timer = setTimeout(fetchAll, 500);
      return () => clearTimeout(timer);
    }
    const idle = requestIdleCallback(fetchAll, { timeout: 2000 });
    return () => cancelIdleCallback(idle);
  }, []);
}
