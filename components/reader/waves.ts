"use client";
import { type RefObject, useEffect, useRef, useState } from "react";
import type { Layout } from "@/lib/article/text";
import { type LeafMarks, type Leaves, lastUpTo, wave } from "./marks";

/** Marks beyond those in the window that are drawn between two frames: few enough that none is late. */
const MOST = 150;

/**
 * What is to be drawn of `wanted` now. A whole text's marks at first, and in an instant what stands in the window or is
 * `sought`; where thousands arrive on a page that is being read, the others follow frame by frame. `whole` waits for nothing.
 */
export function useWaves(
  root: RefObject<HTMLElement | null> | undefined,
  layout: Layout,
  wanted: readonly LeafMarks[],
  sought: string | null,
  whole: boolean,
): readonly LeafMarks[] {
  const drawn = useRef<{ layout: Layout; marks: readonly LeafMarks[] }>(undefined);
  const [, draw] = useState(0);
  const text = root?.current;
  const before = drawn.current?.layout === layout ? drawn.current.marks : null;
  let marks = wanted;
  if (before && text && !whole && before !== wanted) marks = wave(before, wanted, inWindow(text, layout), sought, MOST);
  drawn.current = { layout, marks };
  const waiting = marks !== wanted;
  useEffect(() => {
    if (!waiting) return;
    let after: ReturnType<typeof setTimeout>;
    const frame = requestAnimationFrame(() => {
      after = setTimeout(() => draw((n) => n + 1));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(after);
    };
  });
  return marks;
}

/** The leaves that stand in the window, by bisection: a few are asked for their place, not all. */
function inWindow(text: HTMLElement, { blocks }: Layout): Leaves {
  const elements = text.querySelectorAll<HTMLElement>("[data-at]");
  const firstWhere = (holds: (box: DOMRect) => boolean) => {
    let low = 0;
    let high = elements.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (holds(elements[middle]!.getBoundingClientRect())) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  const leaf = (i: number) => lastUpTo(blocks, Number(elements[i]?.dataset.at ?? Number.POSITIVE_INFINITY));
  return { first: leaf(firstWhere((box) => box.bottom > 0)), last: leaf(firstWhere((box) => box.top > innerHeight)) };
}
