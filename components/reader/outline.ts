import type { Layout } from "@/lib/article/text";

/** Fewer headings than this need no list of their own. */
const LEAST = 3;
const HEADING = /^h([1-6])$/;

/** A heading of a text: where it begins, what it says, and how deep it is below the highest one that there is, from 0. */
export type Heading = { at: number; text: string; depth: number };

/** The headings of a text, in order; none where they are too few to find one's way by. O(blocks). */
export function headingsOf({ text, blocks }: Pick<Layout, "text" | "blocks">): Heading[] {
  const found = blocks.flatMap(({ node, start, end }) => {
    const level = HEADING.exec(node.tagName)?.[1];
    const said = text.slice(start, end).replace(/\s+/g, " ").trim();
    return level && said ? [{ at: start, text: said, depth: Number(level) }] : [];
  });
  if (found.length < LEAST) return [];
  const top = Math.min(...found.map(({ depth }) => depth));
  return found.map((one) => ({ ...one, depth: one.depth - top }));
}

const known = new WeakMap<object, boolean>();
/** Whether it has that many, without reading them; asked again of the same text it is known. */
export function hasOutline(layout: Pick<Layout, "blocks">): boolean {
  let has = known.get(layout);
  if (has === undefined) {
    let n = 0;
    has = layout.blocks.some(({ node }) => HEADING.test(node.tagName) && ++n >= LEAST);
    known.set(layout, has);
  }
  return has;
}

/** Which of the headings, in order, a place stands under; -1 before the first. */
export const headingAt = (headings: readonly Heading[], place: number): number =>
  headings.findLastIndex(({ at }) => at <= place);
