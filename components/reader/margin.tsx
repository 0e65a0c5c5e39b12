"use client";
import dynamic from "next/dynamic";
import { type ReactNode, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { Annotation } from "@/lib/schemas/annotation";
import type { Block } from "@/lib/written";
import { PARTS } from "./ahead";
import { Card } from "./card";
import { focusCard } from "./focus";
import { place, within } from "./layout";
import { guess, useHeights, useMedia, usePassages, useWindow } from "./measure";
import { EVERYTHING, type Sort } from "./model";
import { sorted } from "./order";
import { fold, type Stack } from "./stacks";
import { useReader, useReaderNow } from "./store";
import { ToTray, Tray } from "./tray";
import { FIRST_CARDS } from "./tree-key";
import { Trees } from "./written";

const GAP = 12;
/** What a stack that was never drawn is taken to be tall, and the line above an open one; in pixels. */
const CLOSED = 236;
const HEAD = 34;
const AllThreads = dynamic(PARTS.threads, { ssr: false });
const PassageNotes = dynamic(PARTS.passageNotes, { ssr: false });
const Sheet = dynamic(PARTS.sheet, { ssr: false });
const StackPart = dynamic(PARTS.stack, { ssr: false });
/** From this many notes on one passage on a phone lists them before it shows one. */
const MANY = 4;

/**
 * The margin: a card beside each passage. Before a script runs the first cards stand below one another; then each moves to
 * its passage, and only those near the window are rendered. On a narrow screen the active card is a sheet instead.
 * @param above what stands before all cards, where there is room for a margin
 */
export function Margin({ trees, above }: { trees: Readonly<Record<string, Block[]>>; above?: ReactNode }) {
  const narrow = useMedia("(max-width: 759.98px)");
  const [live, setLive] = useState(false);
  useEffect(() => setLive(true), []);
  const notes = useReader(
    (r) => `/articles/${r.article.id}/notes${r.past ? `?version=${r.article.version.number}` : ""}`,
  );
  const total = useReader((r) => r.annotations.length);
  const shown = useReader((r) => r.shown);
  const view = useReader((r) => r.view);
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
        <div data-above className="max-bar:hidden">
          {above}
        </div>
        {live ? (
          <>
            {view === "threads" && <AllThreads />}
            {narrow ? <Sheeted /> : view === "margin" && <Beside />}
          </>
        ) : (
          <InFlow shown={shown} />
        )}
        {live && narrow && total > 0 && (
          <p className="mt-10 border-line border-t pt-4 text-sm">
            <a href={notes} className="inline-block py-[5px] text-accent underline underline-offset-2">
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

/** What stands in the margin from top to bottom: cards, folded stacks, and the line above a stack that is open. */
type Item = { key: string; top: number; guess: number } & (
  | { is: "card"; annotation: Annotation }
  | { is: "folded" | "head"; stack: string; notes: readonly Annotation[] }
);

/** The stacks of what is shown. What is chosen to be shown decides anew; what arrives meanwhile moves no note to another. */
function useStacks(cards: readonly Annotation[], tops: ReadonlyMap<string, number> | undefined): readonly Stack[] {
  const filters = useReader((r) => r.filters);
  const last = useRef<{ filters: unknown; stacks: readonly Stack[] }>(undefined);
  return useMemo(() => {
    if (!tops) return [];
    const standing = cards.map((a) => ({ id: a.id, at: tops.get(a.id) ?? 0, tall: guess(a) }));
    const stacks = fold(standing, last.current?.filters === filters ? last.current.stacks : []);
    last.current = { filters, stacks };
    return stacks;
  }, [cards, tops, filters]);
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
  const sort = useReader((r) => r.sort);
  const unfolded = useReader((r) => r.unfolded);
  const unfold = useReader((r) => r.unfold);
  const now = useReaderNow();
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
  const stacks = useStacks(cards, found?.tops);
  // A stack is open while one of its notes is active or written in.
  const opened = stacks.filter(({ key, ids }) => key === unfolded || ids.some((id) => id === active || id === writing));
  const open = opened.map(({ key }) => key).join(" ");
  const items = useMemo(() => itemsOf(cards, stacks, found?.tops, open, sort), [cards, stacks, found, open, sort]);
  const level = items.findIndex((item) => item.is === "card" && item.annotation.id === active);
  const wishes = items.map((item) => ({ top: Math.max(0, item.top), height: heights.of(item.key) ?? item.guess }));
  const tops = place(wishes, level < 0 ? null : level, GAP);
  const sizes = wishes.map((w) => w.height);
  const [a, b] = within(tops, sizes, top, bottom);
  // The card that has the focus keeps it, however far the page is scrolled.
  const held = margin.current?.querySelector<HTMLElement>(":scope > li:focus-within")?.dataset.id;
  const near = items
    .map((item, i) => ({ item, i }))
    .filter(({ item: { key }, i }) => (i >= a && i < b) || key === active || key === writing || key === held);

  // What was pressed in the margin stays under the pointer: the page scrolls by what it moved.
  const pressed = useRef<{ key: string; y: number }>(null);
  const press = useCallback(
    (id: string, at: HTMLElement) => {
      pressed.current = { key: id, y: at.getBoundingClientRect().top };
      activate(id, "margin");
      // The line of a folded stack goes, and its card comes.
      if (!at.dataset.card) focusCard(id, () => now().active === id, true);
    },
    [activate, now],
  );
  const openCard = useCallback(
    (card: HTMLElement) => {
      if (card.dataset.card) press(card.dataset.card, card);
    },
    [press],
  );
  // The button that was pressed goes with what it stood in; its counterpart takes the focus.
  const turned = useRef<{ stack: string; button: string }>(null);
  const openStack = useCallback(
    (stack: string, at: HTMLElement) => {
      pressed.current = { key: `head:${stack}`, y: at.closest("[data-stack]")?.getBoundingClientRect().top ?? 0 };
      turned.current = { stack, button: "[data-fold]" };
      unfold(stack);
    },
    [unfold],
  );
  const foldStack = useCallback(
    (stack: string) => {
      turned.current = { stack, button: "[data-unfold]" };
      unfold(null);
      activate(null, "margin");
    },
    [unfold, activate],
  );
  const sought = pressed.current?.key;
  const soughtAt = sought === undefined ? -1 : items.findIndex(({ key }) => key === sought);
  const soughtTop = soughtAt < 0 ? null : tops[soughtAt]!;
  useLayoutEffect(() => {
    const held = pressed.current;
    if (!held || held.key !== sought || soughtTop === null || !margin.current) return;
    pressed.current = null;
    const moved = margin.current.getBoundingClientRect().top + soughtTop - held.y;
    if (Math.abs(moved) > 1) window.scrollBy({ top: moved, behavior: "instant" });
  }, [sought, soughtTop]);
  const before = useRef(unfolded);
  useLayoutEffect(() => {
    // A key may have folded it, under the focus.
    if (before.current !== null && unfolded === null && document.activeElement === document.body)
      turned.current ??= { stack: before.current, button: "[data-unfold]" };
    before.current = unfolded;
    const to = turned.current;
    const button = to && margin.current?.querySelector<HTMLElement>(`[data-stack="${to.stack}"] ${to.button}`);
    if (!button) return;
    turned.current = null;
    button.focus({ preventScroll: true });
  });
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
        {near.map(({ item, i }) => (
          <li
            key={item.key}
            id={item.is === "card" ? item.key : undefined}
            ref={heights.measure}
            data-id={item.key}
            className={`absolute inset-x-0 top-0 ${item.key === active ? "z-10" : ""} ${moving}`}
            style={{ transform: `translateY(${tops[i]}px)` }}
          >
            {item.is === "card" ? (
              <Card
                annotation={item.annotation}
                open={item.key === active}
                lit={item.key === hovered}
                onOpen={openCard}
              />
            ) : item.is === "folded" ? (
              <StackPart is="folded" stack={item.stack} notes={item.notes} onOpen={openStack} onNote={press} />
            ) : (
              <StackPart is="head" stack={item.stack} count={item.notes.length} onFold={foldStack} />
            )}
          </li>
        ))}
      </ol>
      {ready && <Tray lost={lost} beside onOpen={openCard} />}
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

/** @param open the keys of the stacks that are open, separated by spaces */
function itemsOf(
  cards: readonly Annotation[],
  stacks: readonly Stack[],
  tops: ReadonlyMap<string, number> | undefined,
  open: string,
  sort: Sort,
): Item[] {
  const firsts = new Map(stacks.map((stack) => [stack.ids[0], stack]));
  const items: Item[] = [];
  const topOf = (a: Annotation) => tops?.get(a.id) ?? 0;
  for (let i = 0; i < cards.length; i++) {
    const annotation = cards[i]!;
    const stack = firsts.get(annotation.id);
    if (!stack) {
      items.push({ key: annotation.id, top: topOf(annotation), guess: guess(annotation), is: "card", annotation });
      continue;
    }
    const { key } = stack;
    const notes = cards.slice(i, i + stack.ids.length);
    i += stack.ids.length - 1;
    const top = topOf(annotation);
    if (!open.split(" ").includes(key)) {
      items.push({ key: `folded:${key}`, top, guess: CLOSED, is: "folded", stack: key, notes });
      continue;
    }
    items.push({ key: `head:${key}`, top, guess: HEAD, is: "head", stack: key, notes });
    for (const each of sorted(notes, sort))
      items.push({ key: each.id, top: topOf(each), guess: guess(each), is: "card", annotation: each });
  }
  return items;
}

/** On a narrow screen: the tray below the text, and the active card as a sheet over its foot. */
function Sheeted() {
  const active = useReader((r) => r.active);
  const activate = useReader((r) => r.activate);
  const shown = useReader((r) => r.shown);
  const lost = useMemo(() => shown.filter((a) => !a.span), [shown]);
  const open = useCallback((card: HTMLElement) => activate(card.dataset.card ?? null, "margin"), [activate]);
  // The first touch of a mark finds it here.
  useEffect(() => void PARTS.sheet().catch(() => {}), []);
  const annotation = useReader((r) => (r.active === null ? undefined : r.annotations.find((a) => a.id === r.active)));
  const close = useCallback(() => activate(null, "margin"), [activate]);
  const from = useReader((r) => r.activeFrom);
  const writing = useReader((r) => r.writing);
  const span = annotation?.span;
  const here = useMemo(
    () => (span ? shown.filter((a) => a.span && a.span.start < span.end && span.start < a.span.end) : []),
    [shown, span],
  );
  // One that was chosen from the list, or is being written, is shown itself.
  const [chosen, setChosen] = useState<string | null>(null);
  useEffect(() => {
    if (active === null) setChosen(null);
    else if (writing === active) setChosen(active);
  }, [active, writing]);
  const many = here.length >= MANY;
  const lists = many && from === "text" && chosen !== active && writing !== active;
  const title = `${here.length} notes on this passage`;
  return (
    <>
      <Tray lost={lost} onOpen={open} />
      {active !== null && annotation && (
        <Sheet label={lists ? title : `The ${annotation.kind} of ${annotation.author.name}`} onClose={close}>
          {lists ? (
            <PassageNotes
              notes={here}
              title={title}
              onNote={(id) => {
                setChosen(id);
                activate(id, "margin");
              }}
            />
          ) : (
            <>
              {many && writing !== active && (
                <button
                  type="button"
                  onClick={() => {
                    setChosen(null);
                    activate(active, "text");
                  }}
                  className="mb-1 h-11 font-medium text-accent text-sm underline decoration-1 underline-offset-2"
                >
                  All {title}
                </button>
              )}
              <Card annotation={annotation} open bare />
            </>
          )}
        </Sheet>
      )}
    </>
  );
}
