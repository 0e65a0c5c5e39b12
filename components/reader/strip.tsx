"use client";
import { type MouseEvent, useMemo } from "react";
import type { Kind } from "@/lib/schemas/annotation";
import { KIND_ORDER } from "./model";
import { useReader } from "./store";

/** The strip is this many rows tall, however many marks there are. */
const ROWS = 240;
const FILLS: Record<Kind, string> = {
  claim: "fill-claim",
  quote: "fill-quote",
  evidence: "fill-evidence",
  note: "fill-note",
};

/**
 * Where the marks are in the whole text, at the window's edge. A click goes to the mark that is nearest. It says nothing that
 * the cards do not say, so a screen reader passes it by.
 */
export function Strip() {
  const shown = useReader((reader) => reader.shown);
  const activate = useReader((reader) => reader.activate);
  const total = useReader((reader) => reader.article.version.text.length);
  const bars = useMemo(() => {
    const rows = new Map<string, { kind: Kind; from: number; to: number }>();
    for (const { span, kind } of shown) {
      if (!span) continue;
      const from = Math.floor((span.start / total) * ROWS);
      const to = Math.max(from + 2, Math.ceil((span.end / total) * ROWS));
      const key = `${kind} ${from}`;
      const old = rows.get(key);
      rows.set(key, { kind, from, to: Math.max(to, old?.to ?? 0) });
    }
    return [...rows.values()].sort((a, b) => KIND_ORDER.indexOf(b.kind) - KIND_ORDER.indexOf(a.kind));
  }, [shown, total]);
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
      {bars.map(({ kind, from, to }) => (
        <rect
          key={`${kind} ${from}`}
          data-swatch={kind}
          x={3}
          y={from}
          width={4}
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
