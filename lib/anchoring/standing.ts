import type { Anchored } from "./anchor";
import { sameWords } from "./fold";

/** Confidence from which on a place needs nobody to check it. */
export const CERTAIN = 0.9;
/** Confidence below which nothing is said at all: a wrong place is worse than an orphan. */
export const LEAST = 0.5;

/** What became of a mark in another version: the same words at a sure place, a place or words to check, or no place. */
export type Standing = "kept" | "moved" | "orphaned";

/**
 * How a mark stands where it was anchored.
 * @param quote the words that were marked
 * @param words the text at the anchor's span, `null` without an anchor
 */
export function standing(quote: string, words: string | null, anchor: Pick<Anchored, "confidence"> | null): Standing {
  if (!anchor || words === null) return "orphaned";
  return anchor.confidence >= CERTAIN && sameWords(quote, words) ? "kept" : "moved";
}
