"use client";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { placeAt } from "./minimap";
import { headingAt, headingsOf } from "./outline";
import { watchScroll } from "./scrolled";
import { useReader } from "./store";

/** Below this many pixels from the window's top a heading has been reached. */
const REACHED = 110;

/** The text's headings as a list that leads to them, beside the text or from below on a phone; the one read now is marked. */
export default function Contents({ onClose }: { onClose: () => void }) {
  const layout = useReader((reader) => reader.layout);
  const root = useReader((reader) => reader.text);
  const { dir, language } = useReader((reader) => reader.article);
  const headings = useMemo(() => headingsOf(layout), [layout]);
  const here = headingAt(headings, usePlace());
  // On a narrow screen it lies over what was chosen in the text.
  const active = useReader((reader) => reader.active);
  useEffect(() => {
    if (active && matchMedia("(width < 1200px)").matches) onClose();
  }, [active, onClose]);
  const list = useRef<HTMLOListElement>(null);
  // The focus goes into it, to where one is, and back to where it came from.
  useEffect(() => {
    const before = document.activeElement;
    const items = list.current?.querySelectorAll("button");
    (list.current?.querySelector<HTMLElement>("[aria-current]") ?? items?.[0])?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  useEffect(() => {
    const now = list.current?.children[here];
    const box = list.current?.parentElement;
    if (!now || !box) return;
    const [item, frame] = [now.getBoundingClientRect(), box.getBoundingClientRect()];
    // Only the list scrolls: the text stays where it is.
    if (item.top < frame.top || item.bottom > frame.bottom) box.scrollTop += item.top - frame.top - frame.height / 3;
  }, [here]);
  const go = (at: number) => {
    const heading = root.current?.querySelector(`[data-at="${at}"]`);
    if (heading) scrollTo({ top: heading.getBoundingClientRect().top + scrollY - REACHED + 14 });
    if (!matchMedia("(width < 1200px)").matches) return;
    // It lies over the text there, which is read on from the heading.
    onClose();
    root.current?.focus({ preventScroll: true });
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      return onClose();
    }
    const all = [...(list.current?.querySelectorAll("button") ?? [])];
    const at = all.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    all[Math.max(0, Math.min(all.length - 1, to))]?.focus();
  };
  return (
    <nav
      aria-labelledby="contents"
      onKeyDown={press}
      className="fixed top-[60px] left-3 z-40 flex max-h-[calc(100dvh-76px)] w-[300px] flex-col rounded-xl border border-line bg-sheet shadow-lift max-bar:inset-x-0 max-bar:top-auto max-bar:bottom-0 max-bar:max-h-[70dvh] max-bar:w-auto max-bar:rounded-b-none max-bar:rounded-t-[20px] max-bar:pb-[env(safe-area-inset-bottom)] print:hidden"
    >
      <div className="flex items-center justify-between py-1.5 pr-1.5 pl-4">
        <h2 id="contents" className="font-semibold text-sm">
          Contents
        </h2>
        <button
          type="button"
          aria-label="Close contents"
          title="Close"
          onClick={onClose}
          className="grid size-8 place-items-center rounded-lg text-ink-2 hover:bg-well hover:text-ink max-bar:size-11"
        >
          <svg aria-hidden viewBox="0 0 16 16" className="size-4 fill-none stroke-[1.6] stroke-current">
            <path d="m4 4 8 8m0-8-8 8" />
          </svg>
        </button>
      </div>
      <div className="min-h-0 overflow-y-auto overscroll-contain border-line border-t p-1.5">
        <ol ref={list} dir={dir} lang={language ?? undefined}>
          {headings.map(({ at, text, depth }, n) => (
            <li key={at}>
              <button
                type="button"
                aria-current={n === here ? "location" : undefined}
                onClick={() => go(at)}
                style={{ paddingInlineStart: 10 + Math.min(depth, 4) * 14 }}
                className="flex min-h-8 w-full items-center rounded-lg py-1 pe-2.5 text-start text-ink-2 text-sm leading-snug hover:bg-well hover:text-ink aria-[current]:bg-well aria-[current]:font-semibold aria-[current]:text-ink max-bar:min-h-11"
              >
                <span className="line-clamp-2 min-w-0 break-words">{text}</span>
              </button>
            </li>
          ))}
        </ol>
      </div>
    </nav>
  );
}

/** Where in the text one reads, by the blocks at the window's top. */
function usePlace(): number {
  const root = useReader((reader) => reader.text);
  const [place, setPlace] = useState(0);
  useEffect(
    () =>
      watchScroll(() => {
        if (root.current) setPlace(placeAt(root.current, REACHED));
      }),
    [root],
  );
  return place;
}
