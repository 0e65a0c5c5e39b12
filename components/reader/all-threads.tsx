"use client";
import { type KeyboardEvent, memo, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { KindTag } from "@/components/ui/kind";
import { languageOf } from "@/components/ui/language";
import { When } from "@/components/ui/when";
import type { Annotation } from "@/lib/schemas/annotation";
import { withLook } from "./address";
import { By, calledAs, wraps } from "./by";
import { Card } from "./card";
import { focusCard } from "./focus";
import { Became, Fresh, firstWords } from "./glance";
import { place, within } from "./layout";
import { useHeights, useMedia } from "./measure";
import { EVERYTHING, SORTS, type Sort } from "./model";
import { sorted } from "./order";
import { PickThreads } from "./pick";
import { useReader, useReaderNow } from "./store";

const ORDERS: Record<Sort, string> = {
  text: "As in the text",
  newest: "Newest",
  reactions: "Most reactions",
  unanswered: "Unanswered first",
};
/** What a row that was never drawn is taken to be tall; and how far beyond the list's edges rows are drawn. In pixels. */
const ROW = 112;
const AROUND = 600;

/**
 * Every thread of a reading as a list, beside the text or, on a narrow screen, over it. It shows what the text shows; a
 * press goes to the passage and opens the thread. Only the rows near the list's window are drawn.
 */
export default function AllThreads() {
  const shown = useReader((r) => r.shown);
  const total = useReader((r) => r.annotations.length);
  const sort = useReader((r) => r.sort);
  const setSort = useReader((r) => r.setSort);
  const setView = useReader((r) => r.setView);
  const filters = useReader((r) => r.filters);
  const setFilters = useReader((r) => r.setFilters);
  const active = useReader((r) => r.active);
  const activate = useReader((r) => r.activate);
  const now = useReaderNow();
  const signedIn = useReader((r) => r.viewer !== null);
  const page = useReader((r) => `/articles/${r.article.id}/notes`);
  const past = useReader((r) => (r.past ? `?version=${r.article.version.number}` : ""));
  const narrow = useMedia("(max-width: 759.98px)");
  const scroller = useRef<HTMLDivElement>(null);
  const heights = useHeights();
  const [[from, to], setSeen] = useState<[number, number]>([0, 2000]);
  const list = useMemo(() => sorted(shown, sort), [shown, sort]);
  const sizes = list.map(({ id }) => heights.of(id) ?? ROW);
  const tops = place(
    sizes.map((height) => ({ top: 0, height })),
    null,
    0,
  );
  const [a, b] = within(tops, sizes, from - AROUND, to + AROUND);
  const at = list.findIndex(({ id }) => id === active);
  const foot = tops.length > 0 ? tops.at(-1)! + sizes.at(-1)! : 0;

  const look = useCallback(() => {
    const box = scroller.current;
    if (!box) return;
    const step = Math.floor(box.scrollTop / 200) * 200;
    const next: [number, number] = [step, step + box.clientHeight + 200];
    setSeen((before) => (before[0] === next[0] && before[1] === next[1] ? before : next));
  }, []);
  useLayoutEffect(look, [look]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins at its top.
  useLayoutEffect(() => {
    if (scroller.current) scroller.current.scrollTop = 0;
  }, [filters, sort]);
  const activeTop = at < 0 ? null : tops[at]!;
  useEffect(() => {
    const box = scroller.current;
    if (!box || active === null || activeTop === null) return;
    if (activeTop < box.scrollTop || activeTop > box.scrollTop + box.clientHeight - ROW) box.scrollTop = activeTop - 40;
  }, [active, activeTop]);

  const open = useCallback(
    (id: string) => {
      if (narrow) setView("margin");
      activate(id, "link");
      // The row that was pressed becomes its card.
      if (!narrow) focusCard(id, () => now().active === id, true);
    },
    [narrow, setView, activate, now],
  );
  const step = (event: KeyboardEvent) => {
    const way = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const row = event.target instanceof Element ? event.target.closest("[data-row]") : null;
    if (!way || !row) return;
    const rows = [...(scroller.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [])];
    rows[rows.indexOf(row as HTMLElement) + way]?.focus();
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="flex flex-col bg-paper max-bar:fixed max-bar:inset-x-0 max-bar:top-[52px] max-bar:bottom-0 max-bar:z-30 max-bar:px-5 bar:sticky bar:top-[72px] bar:h-[calc(100dvh-88px)]">
      <div className="grid gap-2 border-line border-b pb-2.5 text-sm max-bar:pt-3">
        <div className="flex items-baseline gap-2">
          <h3 className="font-semibold">Threads</h3>
          <span role="status" className="text-ink-3 text-xs tabular-nums">
            {list.length === total ? total : `${list.length} of ${total}`}
          </span>
          <button
            type="button"
            onClick={() => setView("margin")}
            className="ml-auto min-h-[24px] text-accent text-xs underline underline-offset-2 max-bar:h-10"
          >
            <span className="max-bar:hidden">Back to the margin</span>
            <span className="bar:hidden">Back to the text</span>
          </button>
        </div>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-xs">
          <label className="flex items-center gap-1.5 text-ink-3">
            Order
            <select
              className="rail-select max-bar:h-10"
              value={sort}
              onChange={(event) => setSort(SORTS.find((one) => one === event.target.value) ?? "text")}
            >
              {SORTS.map((one) => (
                <option key={one} value={one}>
                  {ORDERS[one]}
                </option>
              ))}
            </select>
          </label>
          {signedIn && (
            <PickThreads
              label="Show"
              className="flex items-center gap-1.5 text-ink-3 bar:hidden"
              head=""
              field="max-bar:h-10"
              chosen={filters.threads}
              onChoose={(threads) => setFilters({ threads })}
            />
          )}
          <a
            href={`${page}${withLook(past, { filters, sort, view: "margin" })}`}
            className="ml-auto py-[5px] text-ink-3 underline underline-offset-2 hover:text-ink"
          >
            As a page
          </a>
        </div>
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrows go from row to row, which are buttons. */}
      <div
        ref={scroller}
        onScroll={look}
        onKeyDown={step}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain"
      >
        {list.length === 0 &&
          (total > 0 ? (
            <div className="py-6 text-ink-3 text-sm">
              <p>No thread passes what is chosen to be shown.</p>
              <button
                type="button"
                onClick={() => setFilters(EVERYTHING)}
                className="mt-1 min-h-[24px] text-accent underline underline-offset-2 max-bar:h-10"
              >
                Show all {total}
              </button>
            </div>
          ) : (
            <p className="py-6 text-ink-3 text-sm">Nobody has written on this text yet. What is written stands here.</p>
          ))}
        <ol aria-label="Threads" className="relative" style={{ height: foot }}>
          {list.slice(a, b).map((annotation, i) => (
            <li
              key={annotation.id}
              ref={heights.measure}
              data-id={annotation.id}
              aria-setsize={list.length}
              aria-posinset={a + i + 1}
              className="absolute inset-x-0 top-0 border-line border-b"
              style={{ transform: `translateY(${tops[a + i]}px)` }}
            >
              {annotation.id === active && !narrow ? (
                <div className="my-2 rounded-xl border border-line-2 bg-sheet px-3.5 py-3">
                  <Card annotation={annotation} open bare />
                </div>
              ) : (
                <Row annotation={annotation} onOpen={open} />
              )}
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
}

const Row = memo(function Row({ annotation, onOpen }: { annotation: Annotation; onOpen: (id: string) => void }) {
  const { id, author, kind, quote, thread, createdAt, span } = annotation;
  const hover = useReader((r) => r.hover);
  const called = useReader((r) => calledAs(author, annotation, r.groups, r.viewer?.id));
  const article = useReader((r) => r.article);
  const words = firstWords(annotation);
  return (
    <button
      type="button"
      data-row={id}
      onClick={() => onOpen(id)}
      onMouseEnter={() => hover(id)}
      onMouseLeave={() => hover(null)}
      onFocus={() => hover(id)}
      onBlur={() => hover(null)}
      className="grid w-full grid-cols-[minmax(0,1fr)] gap-1 rounded-md px-2 py-2.5 text-start text-[0.84375rem] -outline-offset-2 hover:bg-well"
    >
      <span className={`flex items-center gap-x-2 text-ink-2 text-xs ${wraps(called)}`}>
        {thread.unread && <Fresh />}
        <By person={author} called={called} />
        <When at={createdAt} />
        <KindTag kind={kind} className="ml-auto shrink-0" />
      </span>
      <q {...languageOf(article)} className="line-clamp-1 font-serif text-ink-2">
        {quote.exact.slice(0, 200)}
      </q>
      {words && (
        <span dir="auto" className="line-clamp-2">
          {words}
        </span>
      )}
      <Became annotation={annotation} />
      {!span && <span className="text-ink-3 text-xs">No longer in the text</span>}
    </button>
  );
});
