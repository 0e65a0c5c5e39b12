"use client";
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Annotation } from "@/lib/schemas/annotation";
import { watchScroll } from "./scrolled";

/** From a card's top edge to the line of its author's name, where the thin line joins it: it stands level with the passage. */
const LEVEL = 22;

/** No two waves of marks are this many milliseconds apart. */
const WAVES = 150;

/** Where each passage's first line wants its card, from the margin's top; and where the text begins and ends. In pixels. */
export type Passages = { tops: ReadonlyMap<string, number>; begin: number; end: number };

/**
 * Measures all passages in one pass, with nothing written in between: a thousand of them are one layout.
 * @param before what was measured last: marks move no text, so in the same layout only what has come since is looked at
 */
function passages(text: HTMLElement, margin: HTMLElement, before: Passages | null): Passages {
  const origin = margin.getBoundingClientRect().top;
  const box = text.getBoundingClientRect();
  const [begin, end] = [box.top - origin, box.bottom - origin];
  const same = before && Math.abs(before.begin - begin) < 1 && Math.abs(before.end - end) < 1;
  const tops = new Map(same ? before.tops : undefined);
  const known = tops.size;
  for (const mark of text.querySelectorAll<HTMLElement>("mark[data-ids]")) {
    const ids = mark.dataset.ids?.split(" ") ?? [];
    if (ids.every((id) => tops.has(id))) continue;
    const line = mark.getClientRects()[0];
    if (!line) continue;
    const top = Math.round(line.top + line.height / 2 - origin - LEVEL);
    for (const id of ids) if (!tops.has(id)) tops.set(id, top);
  }
  return same && tops.size === known ? before : { tops, begin, end };
}

/** The passages of what is shown, measured again when the text is laid out anew. `null` until there is a browser. */
export function usePassages(
  text: RefObject<HTMLElement | null>,
  margin: RefObject<HTMLElement | null>,
  shown: readonly Annotation[],
): Passages | null {
  const [found, setFound] = useState<Passages | null>(null);
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  const places = useRef(new Map<string, number>());
  const look = useCallback(
    (anew: boolean) => {
      clearTimeout(rest.current);
      if (!text.current || !margin.current) return;
      const [element, beside] = [text.current, margin.current];
      setFound((before) => passages(element, beside, anew ? null : before));
    },
    [text, margin],
  );
  useEffect(() => {
    // Whoever gives a note another passage moves it; a mark that has only come moves nothing.
    let moved = false;
    for (const { id, span } of shown) {
      if (!span) continue;
      const before = places.current.get(id);
      moved ||= before !== undefined && before !== span.start;
      places.current.set(id, span.start);
    }
    const frame = requestAnimationFrame(() => look(moved));
    return () => cancelAnimationFrame(frame);
  }, [look, shown]);
  useEffect(() => {
    const watch = new ResizeObserver(() => look(true));
    if (text.current) watch.observe(text.current);
    const column = margin.current?.parentElement;
    if (column) watch.observe(column);
    // What grows above the cards moves them.
    const above = column?.querySelector("[data-above]");
    if (above) watch.observe(above);
    // Where many marks arrive they are drawn in waves; they are looked at together, when the last wave is in.
    const drawn = new MutationObserver(() => {
      clearTimeout(rest.current);
      rest.current = setTimeout(() => look(false), WAVES);
    });
    if (text.current) drawn.observe(text.current, { childList: true, subtree: true });
    return () => {
      watch.disconnect();
      drawn.disconnect();
      clearTimeout(rest.current);
    };
  }, [look, text, margin]);
  return found;
}

/** Cards near the window are there before they come into it; the window is looked at in steps of this many pixels. */
const STEP = 400;

/** The part of the margin that is worth rendering, from its top. */
export function useWindow(margin: RefObject<HTMLElement | null>): [number, number] {
  const [seen, setSeen] = useState<[number, number]>([0, 2000]);
  useEffect(
    () =>
      watchScroll(() => {
        if (!margin.current) return;
        const at = Math.floor(-margin.current.getBoundingClientRect().top / STEP) * STEP;
        const next: [number, number] = [at - innerHeight, at + STEP + 2 * innerHeight];
        setSeen((before) => (before[0] === next[0] && before[1] === next[1] ? before : next));
      }),
    [margin],
  );
  return seen;
}

/** A mark of one's own that says nothing beside where it is. */
export const isWordless = (a: Annotation): boolean =>
  a.canEdit &&
  a.span !== null &&
  a.withUser === null &&
  !a.pending &&
  a.body === "" &&
  !a.speaker &&
  !a.source &&
  a.tags.length === 0 &&
  a.replyCount === 0 &&
  !a.thread.question &&
  !a.thread.resolved &&
  Object.values(a.thread.reactions).every((n) => n === 0);

/** How tall the line is that such a mark is folded to. */
const TICK = 24;

/** A guess at a card that was never drawn, from what stands in it: replaced by its measure as soon as it is. */
export const guess = (a: Annotation) => (isWordless(a) ? TICK : full(a));
const full = (a: Annotation) =>
  54 +
  Math.min(8, Math.ceil(a.body.length / 46)) * 20 +
  (a.speaker ? 20 : 0) +
  (a.source ? 20 : 0) +
  (a.tags.length > 0 ? 26 : 0) +
  (a.layer === "private" ? 0 : 24) +
  (a.thread.question || a.thread.resolved ? 26 : 0) +
  (Object.values(a.thread.reactions).some((n) => n > 0) ? 34 : 0) +
  (a.replyCount > 0 ? 28 : 0);

/** How tall what stands in the margin is, by name. `measure` is the ref of an element, which carries its name as `data-id`. */
export function useHeights(): { of: (id: string) => number | undefined; measure: (el: HTMLElement | null) => void } {
  const heights = useRef(new Map<string, number>());
  const [, redraw] = useState(0);
  const observer = useRef<ResizeObserver>(undefined);
  if (typeof ResizeObserver !== "undefined")
    observer.current ??= new ResizeObserver((entries) => {
      let news = false;
      for (const { target, borderBoxSize } of entries) {
        const id = target instanceof HTMLElement ? target.dataset.id : undefined;
        const height = Math.ceil(borderBoxSize[0]?.blockSize ?? 0);
        if (!id || height === 0 || heights.current.get(id) === height) continue;
        heights.current.set(id, height);
        news = true;
      }
      if (news) redraw((n) => n + 1);
    });
  useLayoutEffect(() => () => observer.current?.disconnect(), []);
  const measure = useCallback((el: HTMLElement | null) => {
    if (!el) return;
    const watch = observer.current;
    watch?.observe(el);
    return () => watch?.unobserve(el);
  }, []);
  return { of: (id) => heights.current.get(id), measure };
}

/** Whether a media query holds; false on the server and until the first effect. */
export function useMedia(query: string): boolean {
  const [holds, setHolds] = useState(false);
  useEffect(() => {
    const media = matchMedia(query);
    const look = () => setHolds(media.matches);
    look();
    media.addEventListener("change", look);
    return () => media.removeEventListener("change", look);
  }, [query]);
  return holds;
}
