import { useEffect } from "react";
import { call } from "./client";
import { useReaderNow } from "./store";

/** A reader has read what has been in the window this long. */
const DWELL_MS = 2_000;

/**
 * Tells the account how far its reader has come, and in which version: the furthest place, seldom, and last when the page is
 * left. Of an old version nothing is told. While the reader has not been told of a change, neither is the version.
 */
export function useProgress() {
  const now = useReaderNow();
  useEffect(() => {
    const { viewer, article, text, past } = now();
    if (!viewer || past) return;
    let furthest = 0;
    let told = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const length = article.version.text.length;
    const look = () => {
      timer = undefined;
      furthest = Math.max(furthest, readUpTo(text.current, length));
      if (furthest - told > length / 100) tell();
    };
    const tell = () => {
      const { newer, lastRead } = now();
      // A place in a text that is no longer the current one would say nothing.
      if (furthest <= told || newer !== null) return;
      told = furthest;
      const seen = lastRead === null ? article.version.number : undefined;
      const body = { place: furthest, share: Math.min(1, furthest / length), seen };
      void call("PUT", `articles/${article.id}/progress`, { body, keepalive: true });
    };
    const scroll = () => {
      timer ??= setTimeout(look, DWELL_MS);
    };
    const leave = () => document.visibilityState === "hidden" && tell();
    scroll();
    window.addEventListener("scroll", scroll, { passive: true });
    document.addEventListener("visibilitychange", leave);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("scroll", scroll);
      document.removeEventListener("visibilitychange", leave);
    };
  }, [now]);
}

/** The offset that stands at this height of the window, in pixels; at its foot unless given. */
export function readUpTo(root: HTMLElement | null, length: number, height = innerHeight): number {
  const leaves = root?.querySelectorAll<HTMLElement>("[data-at]");
  if (!leaves || leaves.length === 0) return 0;
  let low = 0;
  let high = leaves.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (leaves[middle]!.getBoundingClientRect().bottom <= height) low = middle + 1;
    else high = middle;
  }
  return low === leaves.length ? length : Number(leaves[low]?.dataset.at ?? 0);
}
