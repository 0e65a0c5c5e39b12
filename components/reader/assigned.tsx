"use client";
import { type ReactNode, useEffect, useRef } from "react";
import { PARTS } from "./ahead";
import type { AssignedPlace } from "./model";
import { useReader, useReaderNow } from "./store";

/**
 * What assignments ask of the text: as the server drew it, until something of it has become otherwise. What draws it then
 * comes after the first look.
 */
export function Assigned({ is, children }: { is: AssignedPlace; children: ReactNode }) {
  const of = useReader((r) => r.assigned);
  const View = useReader((r) => r.assignedView);
  const here = useReader((r) => r.article.id);
  return View ? <View is={is} of={of} here={here} /> : children;
}

/** Asks where this reader stands whenever they wrote something, and when all was asked for again. */
export function Following() {
  const annotations = useReader((r) => r.annotations);
  const refreshed = useReader((r) => r.refreshed);
  const now = useReaderNow();
  const first = useRef(annotations);
  useEffect(() => {
    // What the server sent is how it stands.
    if (annotations === first.current && refreshed === 0) return;
    void PARTS.following().then(({ follow }) => follow(now));
  }, [annotations, refreshed, now]);
  return null;
}
