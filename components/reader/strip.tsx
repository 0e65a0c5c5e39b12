"use client";
import { type MouseEvent, useEffect, useMemo, useState } from "react";
import type { Kind } from "@/lib/schemas/annotation";
import { barsOf, placeAt, ROWS } from "./minimap";
import { KIND_ORDER } from "./model";
import { watchScroll } from "./scrolled";
import { useReader } from "./store";

const FILLS: Record<Kind, string> = {
  claim: "fill-claim",
  quote: "fill-quote",
  evidence: "fill-evidence",
  note: "fill-note",
};

/**
 * Where the marks are in the whole text, and which part of it is in the window, at the window's edge. A click goes to the
 * mark that is nearest. It says nothing that the cards and the contents do not say, so a screen reader passes it by.
 */
export function Strip() {
  const shown = useReader((reader) => reader.shown);
  const activate = useReader((reader) => reader.activate);
  const total = useReader((reader) => reader.article.version.text.length);
  const bars = useMemo(() => barsOf(shown, total, KIND_ORDER), [shown, total]);
  const [top, bottom] = useHere();
  // Where something is new to this reader, as a second lane beside the kinds.
  const fresh = useMemo(() => {
    const rows = new Set<number>();
    for (const { span, thread } of shown) if (span && thread.unread) rows.add(Math.floor((span.start / total) * ROWS));
    return [...rows];
  }, [shown, total]);
  const jump = (event: MouseEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const place = ((event.clientY - box.top) / box.height) * total;
    let nearest: string | null = null;
    let least = Number.POSITIVE_INFINITY;
    for (const { id, span } of shown) {
      if (!span) continue;
      const away = Math.max(span.start - place, place - span.end, 0);
      if (away < least) [nearest, least] = [id, away];
    }
    if (nearest) activate(nearest, "link");
  };
  if (bars.length === 0) return null;
  return (
    <svg
      aria-hidden
      onClick={jump}
      viewBox={`0 0 10 ${ROWS}`}
      preserveAspectRatio="none"
      className="fixed top-[60px] right-0 bottom-2 z-20 h-[calc(100dvh-68px)] w-2.5 cursor-pointer max-bar:hidden print:hidden"
    >
      <rect data-here x={0} y={top} width={10} height={Math.max(4, bottom - top)} className="fill-ink/15" />
      <rect x={0} y={top} width={1} height={Math.max(4, bottom - top)} className="fill-ink-2" />
      {bars.map(({ kind, x, width, from, to }) => (
        <rect
          key={`${kind} ${from}`}
          data-swatch={kind}
          x={x}
          y={from}
          width={width}
          height={to - from}
          className={FILLS[kind]}
        />
      ))}
      {fresh.map((row) => (
        <rect key={row} x={0} y={row} width={2} height={2} className="fill-accent" />
      ))}
    </svg>
  );
}

/** The rows of the text that are in the window. */
function useHere(): readonly [number, number] {
  const root = useReader((reader) => reader.text);
  const total = useReader((reader) => reader.article.version.text.length);
  const [here, setHere] = useState<readonly [number, number]>([0, 0]);
  useEffect(
    () =>
      watchScroll(() => {
        const text = root.current;
        if (!text) return;
        const row = (height: number) => Math.round((placeAt(text, height) / total) * ROWS);
        const next = [row(60), row(innerHeight)] as const;
        setHere((before) => (before[0] === next[0] && before[1] === next[1] ? before : next));
      }),
    [root, total],
  );
  return here;
}
