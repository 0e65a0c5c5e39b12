"use client";
import { useEffect, useMemo, useRef, useState } from "react";
import { createWriter, look } from "@/components/reader/drafts";
import { canonicalZone } from "@/lib/zoned";
import { alike, type Filled, isFilled } from "./filled";

/** An unfinished form as this browser keeps it: `from` and `revision` say what it was begun with. */
type Kept = { body: string; filled: Filled; from: Filled; revision: number };
const isKept = (value: unknown): value is Kept =>
  typeof value === "object" &&
  value !== null &&
  "filled" in value &&
  isFilled(value.filled) &&
  "from" in value &&
  isFilled(value.from) &&
  "revision" in value &&
  typeof value.revision === "number";

/**
 * What is typed in the form of an assignment: kept in this browser at every letter, until it is saved or thrown away.
 * @param of the assignment or, of a new one, the group
 * @param opened what the page shows, and its revision (0: a new one)
 */
export function useFilled(me: string, of: string, opened: Filled, revision: number) {
  const [state, setState] = useState({ filled: opened, from: opened, revision });
  const [full, setFull] = useState(false);
  /** An earlier visit left it. */
  const [former, setFormer] = useState(false);
  const key = `draft:${of}:assignment`;
  const writer = useMemo(() => createWriter(me, key, setFull), [me, key]);
  const first = useRef(opened);

  // The draft lives in the browser, so it can only be read once the page runs there.
  useEffect(() => {
    const kept = look(me, key);
    if (isKept(kept) && !alike(kept.filled, kept.from)) {
      setState({ filled: kept.filled, from: kept.from, revision: kept.revision });
      setFormer(true);
    } else if (revision === 0) {
      // A new assignment's times are in the zone of whoever sets it.
      const zone = canonicalZone(Intl.DateTimeFormat().resolvedOptions().timeZone);
      if (zone) {
        first.current = { ...first.current, zone };
        setState((was) => ({ ...was, filled: { ...was.filled, zone }, from: { ...was.from, zone } }));
      }
    }
  }, [me, key, revision]);
  useEffect(() => {
    const { flush } = writer;
    window.addEventListener("pagehide", flush);
    document.addEventListener("visibilitychange", flush);
    return () => {
      window.removeEventListener("pagehide", flush);
      document.removeEventListener("visibilitychange", flush);
      flush();
    };
  }, [writer]);

  const put = (next: typeof state) => {
    setState(next);
    if (alike(next.filled, next.from)) writer.forget();
    else writer.write({ body: next.filled.title || next.filled.instructions || "An assignment", ...next });
  };
  return {
    ...state,
    full,
    former,
    touched: !alike(state.filled, state.from),
    change: (part: Partial<Filled>) => put({ ...state, filled: { ...state.filled, ...part } }),
    put: (next: typeof state) => {
      setFormer(false);
      put(next);
    },
    /** Begins again from what the page showed. @returns how to take that back */
    restart: () => {
      const before = state;
      setFormer(false);
      put({ filled: first.current, from: first.current, revision });
      return () => put(before);
    },
    /** It was saved. */
    done: () => writer.forget(),
  };
}
