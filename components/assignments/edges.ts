import type { Span } from "@/lib/anchoring";
import type { Layout } from "@/lib/article/text";

/** A paragraph or heading of a text, as one edge of a part is named. Half-open UTF-16 offsets, as everywhere. */
export type Edge = {
  at: number;
  end: number;
  name: string;
  heading: boolean /** Where its section ends. */;
  last: number;
};

/** So much of a paragraph names it. */
const LONG = 70;
const HEADING = /^h([1-6])$/;

/** The paragraphs and headings of a text, in order. A heading's section ends before the next of its own rank or above. */
export function edgesOf({ blocks, text }: Pick<Layout, "blocks" | "text">): Edge[] {
  const ranks = blocks.map(({ node }) => Number(HEADING.exec(node.tagName)?.[1] ?? 0));
  // From the end: of each rank the place where the section before it ends.
  const ends = new Array<number>(7).fill(blocks.at(-1)?.end ?? 0);
  const edges: Edge[] = [];
  for (let n = blocks.length - 1; n >= 0; n--) {
    const { start, end } = blocks[n]!;
    const rank = ranks[n]!;
    const last = rank > 0 ? ends[rank]! : end;
    if (rank > 0) ends.fill(blocks[n - 1]?.end ?? 0, rank);
    edges.push({ at: start, end, name: nameOf(text.slice(start, end)), heading: rank > 0, last });
  }
  return edges.reverse();
}

function nameOf(words: string): string {
  const said = words
    .slice(0, 4 * LONG)
    .replace(/\s+/gu, " ")
    .trim();
  return said.length <= LONG ? said : `${said.slice(0, said.lastIndexOf(" ", LONG)) || said.slice(0, LONG)} …`;
}

/** The paragraph that a part begins or ends with, whole; null where there is no part, or its edge lies within one. */
export const fromEdge = (edges: readonly Edge[], span: Span | null): Edge | null =>
  edges.find(({ at }) => at === span?.start) ?? null;
export const toEdge = (edges: readonly Edge[], span: Span | null): Edge | null =>
  edges.find(({ end }) => end === span?.end) ?? null;

/**
 * A part after one of its edges was named. To begin at a heading, without an end behind it, is to read its section; to end
 * before the beginning moves the beginning.
 */
export function spanWith(edges: readonly Edge[], span: Span | null, side: "from" | "to", edge: Edge): Span {
  if (side === "from") {
    const kept = span && span.end > edge.at && toEdge(edges, span) ? span.end : null;
    return { start: edge.at, end: kept ?? edge.last };
  }
  const start = span && span.start < edge.end ? span.start : span ? edge.at : (edges[0]?.at ?? 0);
  return { start, end: edge.end };
}
