"use client";
import { useEffect, useMemo, useRef, useState } from "react";
import { findAll, foldLoosely } from "@/lib/anchoring/find";
import { rangeOf } from "./selection";
import { useReader } from "./store";

/** More places than this are not lit; the count then says "and more". */
const MOST = 5000;

/** Finds in this text: its own words, without the notes. What does not matter is decided by `foldLoosely`. */
export default function Find({ onClose }: { onClose: () => void }) {
  const text = useReader((reader) => reader.article.version.text);
  const root = useReader((reader) => reader.text);
  const [query, setQuery] = useState("");
  const [now, setNow] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const folded = useMemo(() => foldLoosely(text), [text]);
  const found = useMemo(() => findAll(folded, query, MOST), [folded, query]);
  useEffect(() => input.current?.focus(), []);
  useEffect(() => {
    const at = root.current;
    if (!at || !("highlights" in CSS)) return;
    const ranges = found.map((span) => rangeOf(at, span)).filter((range) => range !== null);
    const here = ranges[now];
    CSS.highlights.set("found", new Highlight(...ranges.filter((range) => range !== here)));
    if (here) {
      CSS.highlights.set("found-now", new Highlight(here));
      const { top, bottom } = here.getBoundingClientRect();
      if (top < 110 || bottom > innerHeight - 60) scrollBy({ top: top - innerHeight / 3 });
    } else CSS.highlights.delete("found-now");
    return () => {
      CSS.highlights.delete("found");
      CSS.highlights.delete("found-now");
    };
  }, [found, now, root]);
  const step = (by: number) => found.length > 0 && setNow((now + by + found.length) % found.length);
  return (
    <search
      className="fixed top-[60px] right-5 z-40 flex items-center gap-1 rounded-xl border border-line bg-sheet p-1.5 shadow-lift max-bar:inset-x-3 print:hidden"
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
        else if (event.key === "Enter") {
          event.preventDefault();
          step(event.shiftKey ? -1 : 1);
        }
      }}
    >
      <input
        ref={input}
        type="search"
        dir="auto"
        aria-label="Find in this text"
        placeholder="Find in this text"
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setNow(0);
        }}
        className="h-8 w-56 min-w-0 flex-1 rounded-lg bg-transparent px-2.5 text-base outline-none max-sm:text-[1rem]"
      />
      <span role="status" className="min-w-16 px-1 text-right text-ink-3 text-xs tabular-nums">
        {query.trim() === ""
          ? ""
          : found.length === 0
            ? "Not found"
            : `${now + 1} of ${found.length}${found.length === MOST ? " and more" : ""}`}
      </span>
      {(
        [
          ["Previous", "m3 10 5-5 5 5", () => step(-1)],
          ["Next", "m3 6 5 5 5-5", () => step(1)],
          ["Close", "m4 4 8 8m0-8-8 8", onClose],
        ] as const
      ).map(([label, path, run]) => (
        <button
          key={label}
          type="button"
          aria-label={label}
          title={label}
          onClick={run}
          className="grid size-8 place-items-center rounded-lg text-ink-2 hover:bg-well hover:text-ink"
        >
          <svg aria-hidden viewBox="0 0 16 16" className="size-4 fill-none stroke-[1.6] stroke-current">
            <path d={path} />
          </svg>
        </button>
      ))}
    </search>
  );
}
