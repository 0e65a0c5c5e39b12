import type { Span } from "../../../lib/anchoring";

/**
 * A text under revision, and for each of its units which part of the original it stands for: `[from, to)`, or `from` -1
 * for what is new. `alive` is 1 where those very characters (or the same in other typography) survive, and 0 where other
 * characters stand in their place.
 */
export type Draft = { text: string; from: Int32Array; to: Int32Array; alive: Uint8Array };

/**
 * What a revised text is put together from, by offsets into the draft before it. `keep` takes a stretch over as it is. `put`
 * writes new text: of its own, or in the place of `over`; `alive` says that it is the same text in another dress.
 */
export type Piece = { keep: Span } | { put: string; over?: Span; alive?: boolean };

export function original(text: string): Draft {
  return {
    text,
    from: Int32Array.from({ length: text.length }, (_, i) => i),
    to: Int32Array.from({ length: text.length }, (_, i) => i + 1),
    alive: new Uint8Array(text.length).fill(1),
  };
}

/** The next draft, with its map carried through: linear in its length. */
export function revise(draft: Draft, pieces: readonly Piece[]): Draft {
  const length = pieces.reduce((sum, p) => sum + ("keep" in p ? p.keep.end - p.keep.start : p.put.length), 0);
  const from = new Int32Array(length).fill(-1);
  const to = new Int32Array(length).fill(-1);
  const alive = new Uint8Array(length);
  const parts: string[] = [];
  let at = 0;
  for (const piece of pieces) {
    if ("keep" in piece) {
      const { start, end } = piece.keep;
      parts.push(draft.text.slice(start, end));
      from.set(draft.from.subarray(start, end), at);
      to.set(draft.to.subarray(start, end), at);
      alive.set(draft.alive.subarray(start, end), at);
      at += end - start;
      continue;
    }
    parts.push(piece.put);
    const end = at + piece.put.length;
    const hull = piece.over ? hullOf(draft, piece.over) : null;
    if (hull) {
      from.fill(hull.from, at, end);
      to.fill(hull.to, at, end);
      alive.fill(piece.alive ? hull.alive : 0, at, end);
    }
    at = end;
  }
  return { text: parts.join(""), from, to, alive };
}

/** The stretch of the original that a stretch of the draft stands for; null where all of it is new. */
function hullOf(draft: Draft, { start, end }: Span) {
  const hull = { from: Number.POSITIVE_INFINITY, to: -1, alive: 1 };
  for (let i = start; i < end; i++) {
    if (draft.from[i]! < 0) continue;
    hull.from = Math.min(hull.from, draft.from[i]!);
    hull.to = Math.max(hull.to, draft.to[i]!);
    hull.alive &= draft.alive[i]!;
  }
  return hull.to < 0 ? null : hull;
}
