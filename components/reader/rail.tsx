"use client";
import dynamic from "next/dynamic";
import { useEffect, useMemo, useRef } from "react";
import type { Annotation, Kind } from "@/lib/schemas/annotation";
import { nextUnread } from "./keys";
import { EVERYTHING, KIND_ORDER, type LayerChoice, layerName } from "./model";
import { Pick, PickThreads } from "./pick";
import { useReader, useReaderNow } from "./store";

const PLURAL: Record<Kind, string> = { claim: "Claims", quote: "Quotes", evidence: "Evidence", note: "Notes" };
const SWATCH: Record<Kind, string> = {
  claim: "peer-checked:bg-claim border-claim",
  quote: "peer-checked:bg-quote border-quote",
  evidence: "peer-checked:bg-evidence border-evidence",
  note: "peer-checked:bg-note border-note",
};
const same = (a: LayerChoice | null, b: LayerChoice) => a?.layer === b.layer && a.groupId === b.groupId;

/** From this many people on one is found by typing. */
const CROWD = 12;
const PersonFilter = dynamic(() => import("./person-filter"));

/** What is shown of the marks. A column beside the text, a bar above it where there is no room for one. */
export function Rail() {
  const annotations = useReader((r) => r.annotations);
  const filters = useReader((r) => r.filters);
  const setFilters = useReader((r) => r.setFilters);
  const groups = useReader((r) => r.groups);
  const people = useReader((r) => r.people);
  const tags = useReader((r) => r.tags);
  const viewer = useReader((r) => r.viewer);
  const panel = useReader((r) => r.panel);
  const markAllRead = useReader((r) => r.markAllRead);
  const now = useReaderNow();
  const setPanel = useReader((r) => r.setPanel);
  const open = panel === "filters";
  const box = useRef<HTMLElement>(null);
  // On a phone it lies over the foot of the window: the focus goes into it and back to where it came from.
  useEffect(() => {
    if (!open) return;
    const before = document.activeElement;
    box.current?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, [open]);
  const { unread, kinds, layers, parts } = useMemo(() => counted(annotations), [annotations]);
  const sections = groups.flatMap((group) => group.sections.filter(({ id }) => parts.has(id)));
  const choices: LayerChoice[] = [
    ...groups.map((g): LayerChoice => ({ layer: "group", groupId: g.id })),
    ...(viewer ? [{ layer: "private", groupId: null } as const] : []),
    ...(layers.has("public") ? [{ layer: "public", groupId: null } as const] : []),
  ];
  const toggle = (kind: Kind) => {
    const next = new Set(filters.kinds);
    if (!next.delete(kind)) next.add(kind);
    setFilters({ kinds: next });
  };
  return (
    <nav
      ref={box}
      aria-label="What is shown"
      data-open={open || undefined}
      tabIndex={open ? -1 : undefined}
      onKeyDown={(event) => {
        if (!open || event.key !== "Escape") return;
        event.preventDefault();
        setPanel(null);
      }}
      className="rail text-[0.78125rem] text-ink-2 print:hidden"
    >
      {open && (
        <button
          type="button"
          aria-label="Close"
          onClick={() => setPanel(null)}
          className="sticky top-0 z-10 grid h-10 basis-full place-items-center bg-sheet bar:hidden"
        >
          <span aria-hidden className="h-1 w-[38px] rounded-full bg-line-2/60" />
        </button>
      )}
      <fieldset className="rail-part">
        <legend className="rail-head">Show</legend>
        {KIND_ORDER.map((kind) => (
          <label key={kind} className="rail-row">
            <input
              type="checkbox"
              className="peer sr-only"
              checked={filters.kinds.has(kind)}
              onChange={() => toggle(kind)}
            />
            <span
              aria-hidden
              data-swatch={kind}
              className={`size-3 shrink-0 rounded-[3px] border-[1.5px] ${SWATCH[kind]}`}
            />
            <span className="rail-name">{PLURAL[kind]}</span>
            <span className="rail-count">{kinds.get(kind) ?? 0}</span>
          </label>
        ))}
      </fieldset>
      {choices.length > 1 && (
        <fieldset className="rail-part">
          <legend className="rail-head">Layer</legend>
          {choices.map((choice) => (
            <button
              key={choice.groupId ?? choice.layer}
              type="button"
              aria-pressed={same(filters.layer, choice)}
              onClick={() => setFilters({ layer: same(filters.layer, choice) ? null : choice })}
              className="rail-row"
            >
              <span className="rail-name truncate" title={layerName(choice, groups, undefined)}>
                {layerName(choice, groups, undefined)}
              </span>
              <span className="rail-count">{layers.get(choice.groupId ?? choice.layer) ?? 0}</span>
            </button>
          ))}
        </fieldset>
      )}
      {viewer && annotations.length > 0 && (
        <div className="rail-part">
          <PickThreads
            label="Threads"
            className="grid max-rail:flex max-rail:items-center max-rail:gap-3.5"
            chosen={filters.threads}
            onChoose={(threads) => setFilters({ threads })}
          />
          {unread > 0 && (
            <p className="flex flex-wrap gap-x-3 gap-y-1 rail:mt-1.5 rail:px-2">
              <button
                type="button"
                title="To the next that is new to you (N)"
                onClick={() => nextUnread(now())}
                className="min-h-[24px] font-medium text-accent underline underline-offset-2 max-bar:h-10"
              >
                {unread} new
              </button>
              <button
                type="button"
                onClick={() => void markAllRead()}
                className="min-h-[24px] text-ink-3 underline underline-offset-2 hover:text-ink max-bar:h-10"
              >
                Mark all as read
              </button>
            </p>
          )}
        </div>
      )}
      {sections.length > 0 && (
        <Pick
          label="Section"
          all="All"
          of={sections}
          chosen={filters.section}
          onChoose={(section) => setFilters({ section })}
        />
      )}
      {people.length > CROWD && (
        <div className="rail-part">
          <span aria-hidden className="rail-head">
            People
          </span>
          <PersonFilter people={people} chosen={filters.author} onChoose={(author) => setFilters({ author })} />
        </div>
      )}
      {people.length > 1 && people.length <= CROWD && (
        <Pick
          label="People"
          all="Everyone"
          of={people}
          chosen={filters.author}
          onChoose={(author) => setFilters({ author })}
        />
      )}
      {tags.length > 0 && (
        <Pick
          label="Tag"
          all="Any"
          of={tags.map((name) => ({ id: name, name }))}
          chosen={filters.tag}
          onChoose={(tag) => setFilters({ tag })}
        />
      )}
    </nav>
  );
}

function counted(annotations: readonly Annotation[]) {
  const kinds = new Map<Kind, number>();
  const layers = new Map<string, number>();
  const parts = new Set<string>();
  let unread = 0;
  for (const a of annotations) {
    kinds.set(a.kind, (kinds.get(a.kind) ?? 0) + 1);
    const layer = a.groupId ?? a.layer;
    layers.set(layer, (layers.get(layer) ?? 0) + 1);
    if (a.sectionId) parts.add(a.sectionId);
    if (a.thread.unread) unread++;
  }
  return { unread, kinds, layers, parts };
}

/** What a filter hides, said where the reader can undo it, on a screen that is too narrow for the margin to say so. */
export function Hidden() {
  const hidden = useReader((r) => r.annotations.length - r.shown.length);
  const setFilters = useReader((r) => r.setFilters);
  if (hidden === 0) return null;
  return (
    <p role="status" className="mb-5 text-ink-2 text-sm bar:hidden print:hidden">
      {hidden === 1 ? "One mark is" : `${hidden} marks are`} hidden.{" "}
      <button
        type="button"
        className="font-medium text-accent underline underline-offset-2"
        onClick={() => setFilters(EVERYTHING)}
      >
        Show all
      </button>
    </p>
  );
}
