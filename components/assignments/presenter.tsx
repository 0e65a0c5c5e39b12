"use client";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { Children, type ReactNode, useEffect, useRef, useState } from "react";

const NEXT = new Set(["ArrowRight", "ArrowDown", "PageDown", " "]);
const BEFORE = new Set(["ArrowLeft", "ArrowUp", "PageUp"]);

/**
 * Shows its children one at a time, side by side in a strip that is swiped; arrow keys go on and back, Escape leaves, and
 * names are shown or hidden at once.
 */
export function Presenter({
  back,
  title,
  names,
  toggled,
  keys,
  children,
}: {
  /** Where it leads when it is left. */
  back: string;
  title: string;
  names: boolean;
  /** The address of the same with names hidden or shown: what the button is where there is no script. */
  toggled: string;
  /** Single letters are keys. */
  keys: boolean;
  children: ReactNode;
}) {
  const router = useRouter();
  const strip = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  const [shown, setShown] = useState(names);
  const [full, setFull] = useState(false);
  const [live, setLive] = useState(false);
  const count = Children.count(children);

  const go = (to: number) => {
    const slides = strip.current?.querySelectorAll<HTMLElement>(".slide");
    const slide = slides?.[Math.min(count - 1, Math.max(0, to))];
    slide?.scrollIntoView({ block: "nearest", inline: "start", behavior: "instant" });
    slide?.scrollTo({ top: 0 });
  };
  const flip = () => setShown((before) => !before);
  const fill = () => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else document.documentElement.requestFullscreen().catch(() => {});
  };

  useEffect(() => {
    setLive(true);
    strip.current?.focus({ preventScroll: true });
    const change = () => setFull(document.fullscreenElement !== null);
    document.addEventListener("fullscreenchange", change);
    return () => {
      document.removeEventListener("fullscreenchange", change);
      if (document.fullscreenElement) void document.exitFullscreen();
    };
  }, []);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const onControl = event.target instanceof Element && event.target.closest("a, button") !== null;
      if (NEXT.has(event.key) && !(onControl && event.key === " ")) go(at + 1);
      else if (BEFORE.has(event.key)) go(at - 1);
      else if (event.key === "Home") go(0);
      else if (event.key === "End") go(count - 1);
      else if (event.key === "Escape") router.push(back);
      else if (keys && event.key === "n") flip();
      else if (keys && event.key === "f") fill();
      else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  });

  return (
    <main id="content" className="show" data-names={shown ? "shown" : "hidden"}>
      <header>
        <h1>{title}</h1>
        <p aria-live="polite" className="tabular-nums">
          <span className="sr-only">Passage </span>
          {at + 1} <span className="text-ink-3">of {count}</span>
        </p>
        <div className="acts">
          <Link
            href={toggled}
            data-in-page
            prefetch={false}
            data-on={shown || undefined}
            onClick={(event) => {
              event.preventDefault();
              flip();
            }}
          >
            {shown ? "Hide names" : "Show names"}
          </Link>
          {live && document.fullscreenEnabled && (
            <button type="button" onClick={fill} data-on={full || undefined}>
              {full ? "Leave full screen" : "Full screen"}
            </button>
          )}
          <Link href={back}>Close</Link>
        </div>
      </header>
      <div
        ref={strip}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        tabIndex={0}
        className="strip"
        onScroll={({ currentTarget: s }) => setAt(Math.round(s.scrollLeft / s.clientWidth))}
      >
        {children}
      </div>
      {live && (
        <footer>
          <button type="button" onClick={() => go(at - 1)} disabled={at === 0} aria-label="The passage before">
            ←
          </button>
          <button type="button" onClick={() => go(at + 1)} disabled={at >= count - 1} aria-label="The next passage">
            →
          </button>
        </footer>
      )}
    </main>
  );
}
