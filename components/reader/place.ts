import { anchorAll, describe, type Selector } from "@/lib/anchoring";
import { CARRIED } from "./ahead";
import { topmost } from "./keys";
import type { Reader } from "./model";
import { rangeOf } from "./selection";

/** This much of the text at the window's top is enough to know it again. */
const ENOUGH = 160;

/** What stood at the top of the window: its words, how far down they were (in pixels), and how far into the text (0 to 1). */
type Place = { articleId: string; words: Selector; down: number; share: number };

/** Keeps the words at the window's top, so that the page of another version can show them at the same height. */
export function carryPlace({ article, text: root, ...reader }: Reader): void {
  const { text } = article.version;
  const at = topmost({ ...reader, article, text: root });
  const range = root.current && rangeOf(root.current, { start: at, end: Math.min(at + 1, text.length) });
  if (!range || scrollY < 1) return;
  const words = describe(text, { start: at, end: Math.min(at + ENOUGH, text.length) });
  const down = range.getBoundingClientRect().top;
  const place: Place = { articleId: article.id, words, down, share: at / text.length };
  try {
    sessionStorage.setItem(CARRIED, JSON.stringify(place));
  } catch {
    // Without storage the new text begins at its beginning.
  }
}

/**
 * Scrolls to the place that was carried here, if it is one of this article: where its words stand now, else as far into
 * the text as it was.
 */
export function takePlace(carried: string, { article, text: root }: Reader): void {
  const place: unknown = JSON.parse(carried);
  if (!isPlace(place) || place.articleId !== article.id || !root.current) return;
  const { text } = article.version;
  const [found] = anchorAll(text, [place.words]);
  const at = Math.min(found?.start ?? Math.floor(place.share * text.length), text.length - 1);
  const range = rangeOf(root.current, { start: at, end: at + 1 });
  // The page grows for some frames yet: the cards take their places, and the tray comes below them.
  let frames = 30;
  const go = () => {
    const away = range ? range.getBoundingClientRect().top - place.down : 0;
    if (Math.abs(away) < 1 || frames-- === 0) return;
    scrollBy({ top: away, behavior: "instant" });
    requestAnimationFrame(go);
  };
  go();
}

const isPlace = (value: unknown): value is Place =>
  typeof value === "object" && value !== null && "articleId" in value && "words" in value && "down" in value;
