import { useEffect } from "react";
import type { Reader } from "./model";

/** Milliseconds for which letters are no shortcuts once a field went from under its writer; each one renews them. */
const PAUSE_MS = 1_000;
/** Frames in which a card that was asked for is drawn, at most: it may come with a part of the script. */
const FRAMES = 300;
const FIELD = "textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])";
/** What stands over the page for a moment, and gives the focus back to what it had been on. */
const LAYER = "[role=menu], dialog, search, [data-toast]";
const STOP = "[tabindex], a[href], button, input, textarea, select, summary";

let lost = Number.NEGATIVE_INFINITY;

/** Whether a letter may still be meant for a field that went a moment ago. */
export function meantForField(): boolean {
  const now = performance.now();
  if (now - lost > PAUSE_MS) return false;
  lost = now;
  return true;
}

/** Whoever presses a key that writes nothing knows that they are out of the field. */
export const knowsOfIt = () => {
  lost = Number.NEGATIVE_INFINITY;
};

/** Gives the focus to the card of a note, as soon as it is drawn; not once it is `wanted` no more. */
export function focusCard(id: string, wanted: () => boolean, preventScroll = false, frames = FRAMES) {
  if (!wanted()) return;
  const card = document.querySelector<HTMLElement>(`[data-card="${CSS.escape(id)}"]`);
  if (card) card.focus({ preventScroll });
  else if (frames > 0) requestAnimationFrame(() => focusCard(id, wanted, preventScroll, frames - 1));
}

/** Where the focus was: the element, all that it stood in, and the cards after and before its own. */
type Held = { at: HTMLElement; around: readonly Element[] };

function heldAt(at: HTMLElement): Held {
  const around: Element[] = [];
  for (let now = at.parentElement; now; now = now.parentElement) around.push(now);
  const own = at.closest("[data-card]");
  if (own) {
    const cards = [...document.querySelectorAll("[data-card]")];
    const place = cards.indexOf(own);
    around.push(...cards.slice(place + 1, place + 2), ...cards.slice(Math.max(0, place - 1), place));
  }
  return { at, around };
}

const stops = (element: Element): element is HTMLElement =>
  element instanceof HTMLElement && element.isConnected && element.matches(STOP) && !element.matches(":disabled");

/**
 * The focus never falls to the page's body because what had it went (a form that was saved, a button that was pressed, a
 * card that was deleted) or can no longer be pressed: it goes to the nearest thing around that can have it, else to the
 * neighbouring card, else to the text. Whoever takes it for something better is not disturbed.
 */
export function useKeptFocus(get: () => Reader) {
  useEffect(() => {
    let page: Held | null = null;
    let layer: Held | null = null;
    /** The last key was Escape: whoever left a field by it knows that they did. */
    let escaped = false;
    const take = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLElement)) return;
      if (target.closest(LAYER)) layer = heldAt(target);
      else [page, layer] = [heldAt(target), null];
    };
    // A press beside everything takes the focus away on purpose.
    const press = () =>
      setTimeout(() => {
        if (document.activeElement === document.body) page = layer = null;
      });
    const look = () => {
      const last = layer ?? page;
      const now = document.activeElement;
      // What can be pressed no more may have the focus still: how soon the browser takes it away is the browser's affair.
      if (!last || (now !== document.body && now !== null && now !== last.at)) return;
      if (last.at.isConnected && !last.at.matches(":disabled")) return;
      if (last.at.matches(FIELD) && !escaped) lost = performance.now();
      const ways = [...last.around, ...(layer && page ? [page.at, ...page.around] : [])];
      page = layer = null;
      (ways.find(stops) ?? get().text.current)?.focus({ preventScroll: true });
    };
    const observer = new MutationObserver(() => {
      const last = layer ?? page;
      if (!last) return;
      if (!last.at.isConnected) {
        // Menus and dialogs give it back themselves, a moment after they went.
        if (layer && !layer.at.closest("[data-toast], search")) setTimeout(look);
        else look();
        // Something better may take it first.
      } else if (last.at.matches(":disabled")) requestAnimationFrame(() => setTimeout(look));
    });
    const key = (event: KeyboardEvent) => {
      escaped = event.key === "Escape";
    };
    document.addEventListener("keydown", key, true);
    document.addEventListener("focusin", take);
    document.addEventListener("mousedown", press);
    observer.observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ["disabled"],
    });
    return () => {
      document.removeEventListener("keydown", key, true);
      document.removeEventListener("focusin", take);
      document.removeEventListener("mousedown", press);
      observer.disconnect();
    };
  }, [get]);
}
