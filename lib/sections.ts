import type { Layout } from "./article/text";

/** Texts with fewer headings than this are cut into parts of about equal length. */
const HEADINGS = 3;
const PARTS = 10;
/** A part of such a text has at least so many characters. */
const LEAST = 400;
const HEADING = /^h[1-6]$/;

/** A section of a text: half-open UTF-16 offsets into the canonical text, and its heading; null where it has none. */
export type Section = { start: number; end: number; heading: string | null };

/**
 * The sections of a text, in order and without gaps: each heading begins one, and so does what stands before the first.
 * Headings with nothing between them begin one together. A text with few headings is cut at paragraphs into at most ten
 * parts of about equal length. O(blocks).
 */
export function sectionsOf({ text, blocks }: Pick<Layout, "text" | "blocks">): Section[] {
  const isHeading = blocks.map(({ node }) => HEADING.test(node.tagName));
  const starts: { at: number; heading: string | null }[] = [];
  if (isHeading.filter(Boolean).length >= HEADINGS) {
    for (const [n, { start, end }] of blocks.entries())
      if (n === 0 || (isHeading[n] && !isHeading[n - 1]))
        starts.push({ at: start, heading: isHeading[n] ? text.slice(start, end) : null });
  } else {
    const length = Math.max(LEAST, text.length / PARTS);
    for (const { start } of blocks)
      if (starts.length === 0 || start >= length * starts.length) starts.push({ at: start, heading: null });
  }
  return starts.map(({ at, heading }, n) => ({
    start: n === 0 ? 0 : at,
    end: starts[n + 1]?.at ?? text.length,
    heading,
  }));
}

/** Which of the sections, in order, a place lies in. O(log n). */
export function sectionAt(sections: readonly Section[], place: number): number {
  let [low, high] = [0, sections.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (sections[middle]!.start <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}
