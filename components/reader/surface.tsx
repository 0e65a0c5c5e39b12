"use client";
import dynamic from "next/dynamic";
import { type MouseEvent, type ReactNode, useEffect, useMemo, useRef } from "react";
import { languageOf } from "@/components/ui/language";
import { CARRIED, PARTS, useAhead } from "./ahead";
import { Announced } from "./announced";
import { DIFFERS } from "./chosen";
import { Edition } from "./edition";
import { useKeptFocus } from "./focus";
import { useKeys } from "./keys";
import { under } from "./marks";
import { usePrinting } from "./printing";
import { useProgress } from "./progress";
import { Hidden, Rail } from "./rail";
import { rangeOf, spanOf } from "./selection";
import { useReader, useReaderNow } from "./store";
import { Text } from "./text";
import { ToTray } from "./tray";

// What the first look at a text does not need comes when it is asked for.
const Pill = dynamic(PARTS.pill, { ssr: false });
const Find = dynamic(PARTS.find, { ssr: false });
const Help = dynamic(PARTS.help, { ssr: false });
const Strip = dynamic(() => import("./strip").then((m) => m.Strip), { ssr: false });
const Attach = dynamic(PARTS.attach, { ssr: false });
const Contents = dynamic(PARTS.contents, { ssr: false });
const Sample = dynamic(() => import("./sample"));

/** The columns of the reader: what is shown and what is asked, the text under its head, the margin. */
export function Surface({ head, margin, assigned }: { head: ReactNode; margin: ReactNode; assigned?: ReactNode }) {
  const now = useReaderNow();
  const settings = useReader((reader) => reader.settings);
  const selecting = useReader((reader) => reader.selection !== null && reader.choosing === null && !reader.past);
  const attaching = useReader((reader) => (reader.choosing?.writes === "anchor" ? reader.choosing.id : null));
  const panel = useReader((reader) => reader.panel);
  const differs = useReader((reader) => reader.differs);
  const sample = useReader((reader) => reader.article.sample);
  const { theme: _, keys: __, ...look } = settings;
  useKeys(now);
  useKeptFocus(now);
  useSelection();
  useCursor();
  useArrival();
  useCarried();
  useProgress();
  useAhead();
  return (
    <div
      className="reader"
      data-size={look.size}
      data-width={look.width}
      data-leading={look.leading}
      data-face={look.face}
      data-cues={look.cues ? undefined : "off"}
    >
      <Edition />
      <main id="content" className="reader-columns">
        <div className="rail-side">
          <Rail />
          {assigned}
        </div>
        <article className="reader-article">
          {head}
          <Expired />
          <Ended />
          {sample && <Sample />}
          <Hidden />
          <ToTray className="-mt-3 mb-2 bar:hidden" />
          <Body />
        </article>
        {margin}
      </main>
      <Strip />
      {(selecting || differs) && <Pill />}
      {attaching !== null && <Attach key={attaching} id={attaching} />}
      {panel === "contents" && <Contents onClose={() => now().setPanel(null)} />}
      {panel === "find" && <Find onClose={() => now().setPanel(null)} />}
      {panel === "help" && <Help onClose={() => now().setPanel(null)} />}
    </div>
  );
}

function Body() {
  const article = useReader((reader) => reader.article);
  const layout = useReader((reader) => reader.layout);
  const shown = useReader((reader) => reader.shown);
  const active = useReader((reader) => reader.active);
  const hovered = useReader((reader) => reader.hovered);
  const root = useReader((reader) => reader.text);
  const part = useReader((reader) => reader.assigned[0]?.part?.span);
  const now = useReaderNow();
  const Printed = usePrinting();
  const withdrawn = article.version.withdrawnAt !== null;
  const numbers = useMemo(() => (Printed ? new Map(shown.map((a, i) => [a.id, i + 1])) : null), [Printed, shown]);
  const idsAt = (event: MouseEvent) => {
    const mark = event.target instanceof Element ? event.target.closest<HTMLElement>("mark[data-ids]") : null;
    return mark?.dataset.ids?.split(" ") ?? [];
  };
  const choose = (event: MouseEvent, from: string | null) => {
    const reader = now();
    return under(idsAt(event), new Map(reader.shown.map((a) => [a.id, a])), from);
  };
  const click = (event: MouseEvent) => {
    const selection = getSelection();
    if (event.target instanceof Element && event.target.closest("a")) return;
    if ((selection && !selection.isCollapsed) || now().choosing) return;
    now().activate(choose(event, now().active), "text");
  };
  return (
    <>
      {!withdrawn && (
        // biome-ignore lint/a11y/useKeyWithClickEvents: as below.
        // biome-ignore lint/a11y/useKeyWithMouseEvents: J, K and Enter do with keys what a pointer does here.
        <section
          ref={(element) => {
            root.current = element;
          }}
          data-text
          className="text"
          {...languageOf(article)}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: the sentence cursor moves in it with the arrow keys.
          tabIndex={0}
          aria-label="Text"
          onClick={click}
          onMouseOver={(event) => now().hover(choose(event, null))}
          onMouseLeave={() => now().hover(null)}
        >
          <Text
            tree={article.version.tree}
            layout={layout}
            shown={shown}
            root={root}
            images={`/api/v1/articles/${article.id}/images`}
            active={active}
            hovered={hovered}
            numbers={numbers}
            from={part?.start}
            to={part?.end}
          />
        </section>
      )}
      {withdrawn && (
        <p className="font-sans text-ink-3 text-sm max-bar:mb-6">The text of this version no longer shows.</p>
      )}
      {Printed && <Printed annotations={shown} />}
      <Spoken />
      <Announced />
    </>
  );
}

/** Follows the browser's selection, once it has come to rest. */
function useSelection() {
  const now = useReaderNow();
  useEffect(() => {
    let pressed = false;
    const take = () => {
      const reader = now();
      const root = reader.text.current;
      const selection = getSelection();
      // Choosing the layer in the pill must not lose the passage.
      if (!root || pressed || document.activeElement?.closest(".pill")) return;
      const range = selection && selection.rangeCount > 0 ? selection.getRangeAt(0) : null;
      const span = range && spanOf(root, reader.article.version.text, range);
      if (span || reader.selectedBy === "pointer") reader.select(span);
      // On a phone the pill stands where the sheet of the active card is.
      if (
        span &&
        span !== DIFFERS &&
        reader.active &&
        !reader.writing &&
        !reader.choosing &&
        matchMedia("(width < 760px)").matches
      )
        reader.activate(null, "text");
    };
    const down = (event: PointerEvent) => {
      pressed = event.pointerType === "mouse";
    };
    const up = () => {
      pressed = false;
      // The browser takes a selection away only after the pointer is up.
      requestAnimationFrame(take);
    };
    document.addEventListener("pointerdown", down);
    document.addEventListener("pointerup", up);
    document.addEventListener("pointercancel", up);
    document.addEventListener("selectionchange", take);
    // What was selected before this script ran counts too.
    take();
    return () => {
      document.removeEventListener("pointerdown", down);
      document.removeEventListener("pointerup", up);
      document.removeEventListener("pointercancel", up);
      document.removeEventListener("selectionchange", take);
    };
  }, [now]);
}

/** Shows the sentence cursor, without touching the page's own elements. */
function useCursor() {
  const selection = useReader((reader) => (reader.selectedBy === "keys" ? reader.selection : null));
  const root = useReader((reader) => reader.text);
  useEffect(() => {
    const range = selection && root.current && rangeOf(root.current, selection);
    if (!range || !("highlights" in CSS)) return;
    CSS.highlights.set("cursor", new Highlight(range));
    return () => void CSS.highlights.delete("cursor");
  }, [selection, root]);
}

/** Says the sentence under the cursor to a screen reader. */
function Spoken() {
  const selection = useReader((reader) => (reader.selectedBy === "keys" ? reader.selection : null));
  const text = useReader((reader) => reader.article.version.text);
  return (
    <p aria-live="polite" className="sr-only" data-cue>
      {selection && text.slice(selection.start, selection.end)}
    </p>
  );
}

/** Brings the active passage into the window when it became active elsewhere: by a card, a key, an address, the strip. */
function useArrival() {
  const active = useReader((reader) => reader.active);
  const now = useReaderNow();
  const last = useRef<string | null>(null);
  useEffect(() => {
    const { activeFrom, text } = now();
    if (active === last.current) return;
    last.current = active;
    if (active === null || activeFrom === "text") return;
    const mark = text.current?.querySelector(`mark[data-ids~="${CSS.escape(active)}"]`);
    if (!mark) return;
    const { top, bottom } = mark.getBoundingClientRect();
    if (top < 80 || bottom > innerHeight - 120) mark.scrollIntoView({ block: "center" });
  }, [active, now]);
}

/** A page that was opened for the sake of a newer version goes on where the other one was left. */
function useCarried() {
  const now = useReaderNow();
  useEffect(() => {
    try {
      const carried = sessionStorage.getItem(CARRIED);
      sessionStorage.removeItem(CARRIED);
      if (carried !== null) void PARTS.place().then(({ takePlace }) => takePlace(carried, now()));
    } catch {
      // Without storage nothing was carried.
    }
  }, [now]);
}

function Ended() {
  const ended = useReader((reader) => reader.ended);
  if (!ended) return null;
  return (
    <p role="alert" className="mb-6 rounded-lg bg-well px-3.5 py-2.5 font-sans text-ink-2 text-sm print:hidden">
      You may no longer read this here, and what others wrote is gone from the margin. What you were writing is kept in
      this browser.
    </p>
  );
}

function Expired() {
  const expired = useReader((reader) => reader.expired);
  const id = useReader((reader) => reader.article.id);
  if (!expired) return null;
  return (
    <div
      role="alert"
      className="mb-6 rounded-lg bg-danger-wash px-3.5 py-2.5 font-sans text-danger text-sm print:hidden"
    >
      Your session has ended. What you wrote is kept in this browser.{" "}
      <a
        className="font-semibold underline"
        href={`/signin?next=${encodeURIComponent(`/articles/${id}${location.search}`)}`}
      >
        Sign in to save it
      </a>
    </div>
  );
}
