"use client";
import { autoUpdate, flip, offset, shift, useFloating } from "@floating-ui/react-dom";
import { useLayoutEffect } from "react";
import { holdsQuotation } from "@/lib/attribution";
import type { Kind } from "@/lib/schemas/annotation";
import { calledIn } from "./by";
import { DIFFERS_SAID } from "./differs";
import { useLayerChoice } from "./layers";
import { KIND_NAMES, KIND_ORDER, type Reader } from "./model";
import { rangeOf } from "./selection";
import { useReader } from "./store";

// Bright on the pill's dark ground, dark on its light one.
const DOTS: Record<Kind, string> = {
  claim: "bg-[light-dark(oklch(70%_.12_255),oklch(52%_.13_255))]",
  quote: "bg-[light-dark(oklch(78%_.12_75),oklch(58%_.12_65))]",
  evidence: "bg-[light-dark(oklch(74%_.11_160),oklch(50%_.1_160))]",
  note: "border border-current opacity-60",
};
/** A passage holds at most 20 KiB. */
const MOST = 20 * 1024;

/**
 * What can be done with what is selected. It stands beside the selection and never on it: above, else below, else beside;
 * at the window's foot on a phone, and while the sentence cursor is in use.
 */
export default function Pill() {
  const reader = useReader();
  const { selection, selectedBy, text } = reader;
  // This component is loaded in the browser only.
  const docked = selectedBy === "keys" || matchMedia("(width < 760px)").matches;
  const coarse = matchMedia("(pointer: coarse)").matches;
  const { refs, floatingStyles, update, placement } = useFloating({
    strategy: "fixed",
    // Touch selections have the system's own menu above them.
    placement: coarse ? "bottom" : "top",
    middleware: [
      offset(coarse ? 28 : 10),
      flip({
        fallbackPlacements: [coarse ? "top" : "bottom", "right", "left"],
        padding: { top: 60, bottom: 8, left: 8, right: 8 },
      }),
      shift({ padding: 8 }),
    ],
  });
  useLayoutEffect(() => {
    const root = text.current;
    const range = selection && root && rangeOf(root, selection);
    if (!range) return;
    if (docked) {
      // It stands at the window's foot: the passage comes up from under it.
      const hidden = range.getBoundingClientRect().bottom - (refs.floating.current?.getBoundingClientRect().top ?? 0);
      if (hidden > -12) scrollBy({ top: hidden + 24 });
      return;
    }
    const place = { contextElement: root, getBoundingClientRect: () => range.getBoundingClientRect() };
    refs.setReference(place);
    return refs.floating.current ? autoUpdate(place, refs.floating.current, update) : undefined;
  }, [selection, text, docked, refs, update]);
  if (reader.differs)
    return (
      <p
        role="alert"
        className="pill pill-docked z-40 w-[min(92vw,460px)] rounded-[11px] bg-ink px-3.5 py-2.5 text-sm text-paper shadow-lift print:hidden"
      >
        {DIFFERS_SAID}
      </p>
    );
  if (!selection) return null;
  return (
    <div
      ref={refs.setFloating}
      role="toolbar"
      aria-label="Mark the selected passage"
      data-placement={placement}
      // A press on the pill must not take the selection away.
      onPointerDown={(event) =>
        event.target instanceof HTMLElement && !event.target.closest("select, dialog") && event.preventDefault()
      }
      onMouseDown={(event) =>
        event.target instanceof HTMLElement && !event.target.closest("select, dialog") && event.preventDefault()
      }
      style={docked ? undefined : floatingStyles}
      className={`pill z-40 flex items-center gap-0.5 rounded-[11px] bg-ink p-[5px] text-sm text-paper shadow-lift print:hidden ${docked ? "pill-docked" : ""}`}
    >
      {reader.viewer ? <Choices reader={reader} /> : <SignIn reader={reader} />}
    </div>
  );
}

const item =
  "pill-kind flex h-[30px] items-center gap-[7px] whitespace-nowrap rounded-[7px] px-2.5 font-medium hover:bg-paper/15 focus-visible:outline-paper";

function Choices({ reader }: { reader: Reader }) {
  const { selection, article } = reader;
  if (!selection) return null;
  const exact = article.version.text.slice(selection.start, selection.end);
  if (new TextEncoder().encode(exact).length > MOST)
    return <p className="px-3 py-1.5">That is too long to mark: a passage holds at most 20 KiB.</p>;
  const kinds = holdsQuotation(exact)
    ? (["quote", ...KIND_ORDER.filter((kind) => kind !== "quote")] as const)
    : KIND_ORDER;
  return (
    <>
      <div className="pill-kinds flex gap-0.5">
        {kinds.map((kind) => (
          <button
            key={kind}
            type="button"
            className={item}
            aria-keyshortcuts={reader.settings.keys ? KIND_NAMES[kind][0] : undefined}
            onClick={() => {
              reader.mark(kind, selection);
              getSelection()?.removeAllRanges();
            }}
          >
            <span aria-hidden data-swatch={kind} className={`size-[9px] rounded-full ${DOTS[kind]}`} />
            {KIND_NAMES[kind]}
            {reader.settings.keys && (
              <kbd aria-hidden className="font-medium font-sans text-xs opacity-70 max-bar:hidden">
                {KIND_NAMES[kind][0]}
              </kbd>
            )}
          </button>
        ))}
      </div>
      <span aria-hidden className="mx-1 h-5 w-px bg-current opacity-20 max-bar:hidden" />
      <LayerSelect reader={reader} />
    </>
  );
}

/** Who will see the next mark: always named, so that nothing is shared by surprise. */
function LayerSelect({ reader }: { reader: Reader }) {
  const { at, select, options, choose, dialog } = useLayerChoice(reader.layer, reader.setLayer, () => {
    // The passage is still chosen; typing in the dialog took the browser's own selection away.
    const range = reader.selection && reader.text.current && rangeOf(reader.text.current, reader.selection);
    if (range)
      getSelection()?.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
  });
  const called = calledIn(reader.layer, reader.groups);
  return (
    <>
      <div className="flex min-w-0 items-center">
        <label className="pill-layer relative flex h-[30px] items-center rounded-[7px] hover:bg-paper/15">
          <span className="pl-2.5 opacity-80">Visible to</span>
          <select
            ref={select}
            value={at}
            onChange={(event) => choose(event.target.value)}
            className="h-full max-w-44 cursor-pointer appearance-none truncate rounded-[7px] bg-transparent py-0 pr-6 pl-1.5 font-medium focus-visible:outline-paper [&_optgroup]:bg-sheet [&_optgroup]:text-ink-3 [&_option]:bg-sheet [&_option]:text-ink"
          >
            {options}
          </select>
          <svg
            aria-hidden
            viewBox="0 0 10 6"
            className="pointer-events-none absolute right-2.5 w-2 fill-none stroke-2 stroke-current"
          >
            <path d="m1 1 4 4 4-4" />
          </svg>
        </label>
        {called && (
          <span className="pill-as max-w-44 truncate pr-2.5 opacity-80" title={`Others see you as ${called.name}`}>
            <span className="sr-only">Others see you </span>as <i>{called.name}</i>
          </span>
        )}
      </div>
      {dialog}
    </>
  );
}

const SignIn = ({ reader }: { reader: Reader }) => (
  <a className={item} href={`/signin?next=${encodeURIComponent(`/articles/${reader.article.id}${location.search}`)}`}>
    Sign in to mark this passage
  </a>
);
