"use client";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { Annotation } from "@/lib/schemas/annotation";
import type { Block } from "@/lib/written";
import { Card } from "./card";
import { place, within } from "./layout";
import { useHeights, useMedia, usePassages, useWindow } from "./measure";
import { EVERYTHING } from "./model";
import { Sheet } from "./sheet";
import { useReader } from "./store";
import { ToTray, Tray } from "./tray";
import { FIRST_CARDS } from "./tree-key";
import { Trees } from "./written";

const GAP = 12;

/**
 * The margin: a card beside each passage. Before a script runs the first cards stand below one another; then each moves to
 * its passage, and only those near the window are rendered. On a narrow screen the active card is a sheet instead.
 */
export function Margin({ trees }: { trees: Readonly<Record<string, Block[]>> }) {
  const narrow = useMedia("(max-width: 759.98px)");
  const [live, setLive] = useState(false);
  useEffect(() => setLive(true), []);
  const notes = useReader(
    (r) => `/articles/${r.article.id}/notes${r.past ? `?version=${r.article.version.number}` : ""}`,
  );
  const total = useReader((r) => r.annotations.length);
  const shown = useReader((r) => r.shown);
  return (
    <Trees value={trees}>
      <section
        data-margin
        aria-labelledby="margin-title"
        data-live={live || undefined}
        className="margin relative [--gap:clamp(24px,2.8vw,44px)] max-rail:[--gap:32px] print:hidden"
      >
        <h2 id="margin-title" className="sr-only">
          Notes in the margin
        </h2>
        {live ? narrow ? <Sheeted /> : <Beside /> : <InFlow shown={shown} />}
        {live && narrow && total > 0 && (
          <p className="mt-10 border-line border-t pt-4 text-sm">
            <a href={notes} className="text-accent underline underline-offset-2">
              All notes on this text ({total})
            </a>
          </p>
        )}
        {!live && total > FIRST_CARDS && (
          <noscript>
            <p className="mt-4 text-sm">
              <a href={notes} className="text-accent underline underline-offset-2">
                All {total} notes
              </a>
            </p>
          </noscript>
        )}
      </section>
    </Trees>
  );
}

/** The cards as the server sends them, and as they stay without a script. */
function InFlow({ shown }: { shown: readonly Annotation[] }) {
  const first = shown.slice(0, FIRST_CARDS);
  return (
    <div className="in-flow">
      <ol className="grid grid-cols-1 gap-3">
        {first
          .filter((annotation) => annotation.span)
          .map((annotation) => (
            <li key={annotation.id} id={annotation.id} className="scroll-mt-20">
              <Card annotation={annotation} open still />
            </li>
          ))}
      </ol>
      <Tray lost={first.filter((annotation) => !annotation.span)} still />
    </div>
  );
}

function Beside() {
  const shown = useReader((r) => r.shown);
  const total = useReader((r) => r.annotations.length);
  const mayMark = useReader((r) => r.viewer !== null && !r.past);
  const past = useReader((r) => r.past);
  const setFilters = useReader((r) => r.setFilters);
  const active = useReader((r) => r.active);
  const from = useReader((r) => r.activeFrom);
  const writing = useReader((r) => r.writing);
  const hovered = useReader((r) => r.hovered);
  const activate = useReader((r) => r.activate);
  const text = useReader((r) => r.text);
  const margin = useRef<HTMLOListElement>(null);
  const found = usePassages(text, margin, shown);
  // A version that was withdrawn has no text to be measured.
  const ready = useReader((r) => r.article.version.withdrawnAt !== null) || found !== null;
  const [top, bottom] = useWindow(margin);
  const heights = useHeights();

  // A mark of this moment has no place until the text has drawn it; its card follows one frame later.
  const cards = useMemo(() => (found ? shown.filter((a) => a.span && found.tops.has(a.id)) : []), [found, shown]);
  const lost = useMemo(() => shown.filter((a) => !a.span), [shown]);
  const level = cards.findIndex((a) => a.id === active);
  const wishes = cards.map((a) => ({ top: found?.tops.get(a.id) ?? 0, height: heights.of(a) }));
  const tops = place(wishes, level < 0 ? null : level, GAP);
  const sizes = wishes.map((w) => w.height);
  const [a, b] = within(tops, sizes, top, bottom);
  const near = cards
    .map((annotation, i) => ({ annotation, i }))
    .filter(({ annotation: { id }, i }) => (i >= a && i < b) || id === active || id === writing);

  // What was pressed in the margin stays under the pointer: the page scrolls by what the card moved.
  const pressed = useRef<{ id: string; y: number }>(null);
  const open = useCallback(
    (card: HTMLElement) => {
      const id = card.dataset.card;
      if (!id) return;
      pressed.current = { id, y: card.getBoundingClientRect().top };
      activate(id, "margin");
    },
    [activate],
  );
  const activeTop = level < 0 ? null : tops[level]!;
  useLayoutEffect(() => {
    const held = pressed.current;
    if (!held || held.id !== active || activeTop === null || !margin.current) return;
    pressed.current = null;
    const moved = margin.current.getBoundingClientRect().top + activeTop - held.y;
    if (Math.abs(moved) > 1) window.scrollBy({ top: moved, behavior: "instant" });
  }, [active, activeTop]);
  // The first placing, and one under the pointer, is no movement to be seen.
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    if (!found) return;
    const frame = requestAnimationFrame(() => setSettled(true));
    return () => cancelAnimationFrame(frame);
  }, [found]);
  const moving = settled && from !== "margin" ? "transition-transform duration-[140ms] ease-out" : "";
  const last = tops.length - 1;
  const foot = last < 0 ? 0 : tops[last]! + sizes[last]!;
  return (
    <>
      <ToTray className="absolute -top-1 right-0 z-[5]" />
      {/* What has no place in the text comes after it, and after the last card. */}
      <ol
        ref={margin}
        className="relative"
        style={{ height: lost.length > 0 && found ? Math.max(foot, found.end) : foot }}
      >
        {near.map(({ annotation, i }) => (
          <li
            key={annotation.id}
            id={annotation.id}
            ref={heights.measure}
            data-id={annotation.id}
            className={`absolute inset-x-0 top-0 ${annotation.id === active ? "z-10" : ""} ${moving}`}
            style={{ transform: `translateY(${tops[i]}px)` }}
          >
            <Card
              annotation={annotation}
              open={annotation.id === active}
              lit={annotation.id === hovered}
              onOpen={open}
            />
          </li>
        ))}
      </ol>
      {ready && <Tray lost={lost} beside onOpen={open} />}
      {ready && shown.length === 0 && (
        <div className="text-ink-3 text-sm">
          {total > 0 ? (
            <>
              <p>No note passes what is chosen to be shown.</p>
              <button
                type="button"
                onClick={() => setFilters(EVERYTHING)}
                className="mt-1 text-accent underline underline-offset-2"
              >
                Show all {total}
              </button>
            </>
          ) : mayMark ? (
            <p>Select a passage in the text to mark it as a claim, a quote or evidence, or to write a note.</p>
          ) : (
            <p>Nobody has shared a note on this text{past && " as it was then"} yet.</p>
          )}
        </div>
      )}
    </>
  );
}

/** On a narrow screen: the tray below the text, and the active card as a sheet over its foot. */
function Sheeted() {
  const active = useReader((r) => r.active);
  const activate = useReader((r) => r.activate);
  const shown = useReader((r) => r.shown);
  const lost = useMemo(() => shown.filter((a) => !a.span), [shown]);
  const open = useCallback((card: HTMLElement) => activate(card.dataset.card ?? null, "margin"), [activate]);
  const annotation = useReader((r) => (r.active === null ? undefined : r.annotations.find((a) => a.id === r.active)));
  const close = useCallback(() => activate(null, "margin"), [activate]);
  return (
    <>
      <Tray lost={lost} onOpen={open} />
      {active !== null && annotation && (
        <Sheet label={`The ${annotation.kind} of ${annotation.author.name}`} onClose={close}>
          <Card annotation={annotation} open bare />
        </Sheet>
      )}
    </>
  );
}
