import { createElement, Fragment, type ReactNode } from "react";
import type { Span } from "@/lib/anchoring";
import { textOf } from "@/lib/article/text";
import { type ArticleElement, type ArticleNode, VOID } from "@/lib/article/tree";
import { LONG_PIECE } from "@/lib/changes/fold";
import type { Piece, Row } from "@/lib/changes/rows";
import type { Kind } from "@/lib/schemas/annotation";

/** A mark that is pointed at: its place in the later text, or where it stood in the earlier one when it has none. */
export type Lit = { kind: Kind; was: Span | null; now: Span | null };

/** Where a pointed-at mark begins; links lead here. */
export const PASSAGE = "passage";
const EDGE = 1_000;

/**
 * A row of a difference, set as its paragraph is: what was put in as `ins`, what was taken out as `del`, in its place.
 * A screen reader is told where each begins and ends (see globals.css).
 */
export function Passage({ row, before, after, lit }: { row: Row; before: string; after: string; lit: Lit | null }) {
  let at = row.leaf.start;
  let next = 0;
  let placed = false;
  let joined = false;

  /** A stretch of one text, with what is pointed at in it. */
  const words = (piece: Piece, start: number, end: number): ReactNode => {
    const text = piece.is === "cut" ? before : after;
    const span = piece.is === "cut" ? (lit?.now ? null : lit?.was) : lit?.now;
    const from = Math.max(start, span?.start ?? end);
    const to = Math.min(end, span?.end ?? start);
    if (!lit || from >= to) return <Long text={text.slice(start, end)} />;
    const first = !placed;
    placed = true;
    return (
      <>
        <Long text={text.slice(start, from)} />
        <mark id={first ? PASSAGE : undefined} className={`${lit.kind} on on-${lit.kind} first last`}>
          {text.slice(from, to)}
        </mark>
        <Long text={text.slice(to, end)} />
      </>
    );
  };
  const dressed = (piece: Piece, start: number, end: number, key: number) => {
    if (piece.is === "added") return <ins key={key}>{words(piece, start, end)}</ins>;
    if (piece.is === "cut") return <del key={key}>{words(piece, start, end)}</del>;
    return <Fragment key={key}>{words(piece, start, end)}</Fragment>;
  };
  const isForeign = (piece: Piece) => piece.is === "cut" && row.is !== "cut";
  /** What was taken out of the paragraph at this place. */
  const gone = (): ReactNode[] => {
    const out: ReactNode[] = [];
    for (let piece = row.pieces[next]; ; piece = row.pieces[++next]) {
      if (row.break?.is === "cut" && row.break.before === next && !joined) {
        joined = true;
        out.push(<Joint key={-9e9} />);
      }
      if (!piece || !isForeign(piece)) return out;
      out.push(dressed(piece, piece.start, piece.end, -1 - next));
    }
  };
  const text = (length: number): ReactNode[] => {
    const end = at + length;
    const out: ReactNode[] = [];
    while (at < end) {
      out.push(...gone());
      const piece = row.pieces[next];
      if (!piece || piece.start >= end) break;
      const start = Math.max(at, piece.start);
      at = Math.min(end, piece.end);
      if (start < at) out.push(dressed(piece, start, at, start));
      if (piece.end <= at) next++;
    }
    at = end;
    return out;
  };
  const draw = (node: ArticleNode, key: number): ReactNode => {
    if (node.type === "text") return <Fragment key={key}>{text(node.value.length)}</Fragment>;
    if (node.tagName === "img") return <Picture key={key} alt={node.properties.alt} />;
    if (node.tagName === "br") {
      const out = gone();
      text(1);
      return (
        <Fragment key={key}>
          {out}
          <br />
        </Fragment>
      );
    }
    // A formula is said as it reads: parts of it cannot be marked.
    if (node.tagName === "math") return <Fragment key={key}>{text(textOf(node).length)}</Fragment>;
    return element(node, key, node.children.map(draw));
  };
  const children = row.leaf.node.children.map(draw);
  return (
    <>
      {row.break?.is === "added" && <ins title="A paragraph begins here that went on before">¶ </ins>}
      {children}
      {gone()}
    </>
  );
}

const Joint = () => <del title="Another paragraph began here">¶ </del>;

const Picture = ({ alt }: { alt: unknown }) => <span data-cue>{alt ? `Picture: ${alt}` : "Picture"}</span>;

/** A very long stretch by its two ends: no page gets heavier than a reader can read. */
function Long({ text }: { text: string }) {
  if (text.length <= LONG_PIECE) return text;
  const left = text.length - 2 * EDGE;
  return (
    <>
      {text.slice(0, EDGE).toWellFormed()}
      <span data-cue> … {left.toLocaleString("en")} more characters … </span>
      {text.slice(-EDGE).toWellFormed()}
    </>
  );
}

/** An element of the tree, without its anchor: a page shows a part of two texts, and links do not lead about in it. */
function element(node: ArticleElement, key: number, children: ReactNode[]) {
  const { id: _, ...properties } = node.properties;
  const inPage = node.tagName === "a" && String(properties.href ?? "").startsWith("#");
  const tagName = inPage ? "span" : node.tagName;
  const { href: __, rel: ___, ...rest } = properties;
  const props = { key, ...(inPage ? rest : properties) };
  return VOID.has(tagName) ? createElement(tagName, props) : createElement(tagName, props, ...children);
}
