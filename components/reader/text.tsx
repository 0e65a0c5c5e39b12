import { createElement, Fragment, memo, type ReactNode, type RefObject, useMemo, useRef } from "react";
import type { Block, Layout } from "@/lib/article/text";
import { textOf } from "@/lib/article/text";
import { type ArticleElement, type ArticleNode, type ArticleTree, MATHS, VOID } from "@/lib/article/tree";
import type { Annotation } from "@/lib/schemas/annotation";
import { parted, partsOf } from "./breaks";
import { cut, deal, type LeafMarks, type Piece } from "./marks";
import { useWaves } from "./waves";

/** What is lit in the text beside the marks themselves. `numbers` gives each note its number, on paper only. */
type Lit = { active: string | null; hovered: string | null; numbers: ReadonlyMap<string, number> | null };

/** Top-level elements that are rendered, skipped and laid out together. */
const CHUNK = 24;
/** From this length on the browser may leave out what is far from the window. */
const LONG = 200_000;

/**
 * The article's text with its marks, from the tree: nothing here is ever a string of HTML. A change renders again only the
 * leaves that it touches (and looks at the chunks that hold them), so one more mark among thousands costs what one costs.
 */
export function Text({
  tree,
  layout,
  shown,
  images,
  root,
  from = 0,
  to = Number.POSITIVE_INFINITY,
  ...lit
}: {
  tree: ArticleTree;
  layout: Layout;
  shown: readonly Annotation[];
  images: string;
  /** The element that this stands in, where marks can arrive later. */
  root?: RefObject<HTMLElement | null>;
  /** The part that is to be read; all of it unless given. What lies outside is a little fainter. */
  from?: number;
  to?: number;
} & Lit) {
  const before = useRef<LeafMarks[]>(undefined);
  const wanted = useMemo(() => {
    before.current = deal(layout.blocks, shown, before.current);
    return before.current;
  }, [layout, shown]);
  const dealt = useWaves(root, layout, wanted, lit.active, lit.numbers !== null);
  const chunks = useMemo(() => chunksOf(tree, layout), [tree, layout]);
  const kept = useRef<(readonly LeafMarks[])[]>([]);
  const long = layout.text.length > LONG;
  return chunks.map((chunk, i) => {
    const old = kept.current[i];
    const now = dealt.slice(chunk.from, chunk.to);
    const marks = old?.every((leaf, k) => leaf === now[k]) ? old : now;
    kept.current[i] = marks;
    const here = (id: string | null) =>
      id !== null && marks.some((leaf) => leaf.some((a) => a.id === id)) ? id : null;
    const part = (
      <Chunk
        // biome-ignore lint/suspicious/noArrayIndexKey: an article version never changes, so a chunk's place is its name.
        key={i}
        nodes={chunk.nodes}
        first={chunk.from}
        from={from}
        to={to}
        layout={layout}
        marks={marks}
        images={images}
        active={here(lit.active)}
        hovered={here(lit.hovered)}
        numbers={lit.numbers}
      />
    );
    return long ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above
      <div key={i} className="chunk">
        {part}
      </div>
    ) : (
      part
    );
  });
}

type Chunk = { nodes: ArticleElement[]; from: number; to: number };

function chunksOf(tree: ArticleTree, { blocks, at }: Layout): Chunk[] {
  const chunks: Chunk[] = [];
  let leaf = 0;
  const count = (node: ArticleNode): number =>
    node.type === "text" ? 0 : at.has(node) ? 1 : node.children.reduce((sum, child) => sum + count(child), 0);
  for (let i = 0; i < tree.children.length; i += CHUNK) {
    const nodes = tree.children.slice(i, i + CHUNK);
    const to = leaf + nodes.reduce((sum, node) => sum + count(node), 0);
    chunks.push({ nodes, from: leaf, to: Math.min(to, blocks.length) });
    leaf = to;
  }
  return chunks;
}

type ChunkProps = Lit & {
  nodes: readonly ArticleElement[];
  first: number;
  from: number;
  to: number;
  layout: Layout;
  marks: readonly LeafMarks[];
  images: string;
};

const Chunk = memo(function Chunk({
  nodes,
  first,
  from,
  to,
  layout,
  marks,
  images,
  active,
  hovered,
  numbers,
}: ChunkProps) {
  let next = 0;
  const draw = (node: ArticleNode, key: number): ReactNode => {
    if (node.type === "text") return node.value;
    const block = layout.at.get(node);
    if (!block) return element(node, key, VOID.has(node.tagName) ? undefined : node.children.map(draw), images);
    const mine = marks[next++] ?? [];
    const here = (id: string | null) => (id !== null && mine.some((a) => a.id === id) ? id : null);
    return (
      <Leaf
        key={key}
        block={block}
        marks={mine}
        images={images}
        outside={block.end <= from || block.start >= to}
        active={here(active)}
        hovered={here(hovered)}
        numbers={mine.length > 0 ? numbers : null}
      />
    );
  };
  return <Fragment key={first}>{nodes.map(draw)}</Fragment>;
});

const Leaf = memo(function Leaf({
  block,
  marks,
  images,
  outside,
  ...lit
}: Lit & { block: Block; marks: LeafMarks; images: string; outside: boolean }) {
  const pieces = marks.length > 0 ? cut(block, marks) : null;
  const cuts = block.node.tagName === "pre" ? NONE : cutsOf(block);
  let at = block.start;
  let piece = 0;
  const draw = (node: ArticleNode, key: number): ReactNode => {
    if (node.type === "text") {
      const from = at;
      at += node.value.length;
      if (!pieces) return cuts.length > 0 ? within(parted(node.value, from, cuts), key) : node.value;
      const out: ReactNode[] = [];
      for (; piece < pieces.length && pieces[piece]!.start < at; piece++) {
        const now = pieces[piece]!;
        const start = Math.max(from, now.start);
        const said = node.value.slice(start - from, Math.min(at, now.end) - from);
        const drawn = cuts.length > 0 ? within(parted(said, start, cuts), start) : said;
        out.push(now.marks.length === 0 ? drawn : mark(now, start, Math.min(at, now.end), drawn, lit));
        // A piece that runs on beyond this text node is taken up again by the next one.
        if (now.end > at) break;
      }
      return out.length === 1 ? out[0] : <Fragment key={key}>{out}</Fragment>;
    }
    if (node.tagName === "math") {
      // A formula is marked as a whole: an element of HTML inside it would end it. What it shows need not be its text.
      const from = at;
      at += textOf(node).length;
      if (!pieces) return element(node, key, node.children.map(plain), images);
      const inside = pieces.filter((p) => p.start < at && p.end > from);
      while (piece < pieces.length && pieces[piece]!.end <= at) piece++;
      const over = [...new Set(inside.flatMap((p) => p.marks))];
      const drawn = element(node, key, node.children.map(plain), images);
      return over.length === 0 ? drawn : mark({ start: from, end: at, marks: over }, from, at, drawn, lit);
    }
    if (node.tagName === "br") at += 1;
    if (VOID.has(node.tagName)) return element(node, key, undefined, images);
    return element(node, key, node.children.map(draw), images);
  };
  const plain = (node: ArticleNode, key: number): ReactNode =>
    node.type === "text" ? node.value : element(node, key, node.children.map(plain), images);
  return element(block.node, 0, block.node.children.map(draw), images, block.start, outside);
});

const NONE: readonly number[] = [];
/** Where a paragraph may be parted; worked out once for each, whatever is marked in it. */
const cutsOf = (block: Block): readonly number[] => {
  const known = CUTS.get(block);
  if (known) return known;
  const made = partsOf(textOf(block.node), block.start);
  CUTS.set(block, made);
  return made;
};
const CUTS = new WeakMap<Block, readonly number[]>();
const within = (drawn: ReactNode, key: number) =>
  typeof drawn === "string" ? drawn : <Fragment key={`w${key}`}>{drawn}</Fragment>;

/**
 * One flat `<mark>`. What begins and ends in it, and whose it is, is told to a screen reader by generated content (see globals.css), which is
 * part of no selection, no copy and no offset.
 */
function mark(piece: Piece, start: number, end: number, children: ReactNode, { active, hovered, numbers }: Lit) {
  const begins: string[] = [];
  const ends: string[] = [];
  const names = new Set<string>(piece.marks.length > 1 ? ["over"] : []);
  const ids: string[] = [];
  for (const { id, kind, span, author } of piece.marks) {
    ids.push(id);
    names.add(kind);
    const first = span!.start >= start && span!.start < end;
    const last = span!.end <= end && span!.end > start;
    if (first) begins.push(`${kind} by ${author.name}`);
    if (last) ends.push(numbers?.has(id) ? `${kind} ${numbers.get(id)}` : kind);
    if (id !== active && id !== hovered) continue;
    names.add(id === active ? `on on-${kind}` : `near on-${kind}`);
    if (first) names.add("first");
    if (last) names.add("last");
  }
  const printed = numbers && piece.marks.filter((a) => a.span!.end === end).map((a) => numbers.get(a.id));
  return (
    <mark
      key={start}
      data-ids={ids.join(" ")}
      className={[...names].join(" ")}
      data-begins={begins.length > 0 ? begins.join(", ") : undefined}
      data-ends={ends.length > 0 ? ends.join(", ") : undefined}
      data-number={printed && printed.length > 0 ? printed.filter((n) => n !== undefined).join(", ") : undefined}
    >
      {children}
    </mark>
  );
}

/** An element of the tree as React has it. The tree holds allow-listed names and values only; addresses are made here. */
function element(
  node: ArticleElement,
  key: number,
  children: ReactNode[] | undefined,
  images: string,
  at?: number,
  outside = false,
) {
  const props: Record<string, unknown> = { key };
  // An address can lead to it; what the tree itself says of an `id` comes later and counts.
  if (at !== undefined) Object.assign(props, { "data-at": at, id: `at-${at}` });
  if (outside) props["data-outside"] = "";
  const maths = MATHS.has(node.tagName);
  for (const [name, value] of Object.entries(node.properties)) {
    if (name === "src") {
      const hash = /^image:([0-9a-f]{64})$/.exec(String(value))?.[1];
      if (hash) props.src = `${images}/${hash}`;
    } else if (name === "rel" && Array.isArray(value)) props.rel = value.join(" ");
    else props[name] = maths && typeof value === "boolean" ? String(value) : value;
  }
  if (node.tagName === "img") {
    // What could not be fetched leaves its words.
    if (!props.src)
      return <Fragment key={key}>{props.alt ? <span data-cue>{String(props.alt)}</span> : null}</Fragment>;
    props.loading = "lazy";
    props.decoding = "async";
    props.alt ??= "";
  }
  if (node.tagName === "table")
    return (
      <div key={key} className="wide">
        {createElement("table", { ...props, key: 0 }, children)}
      </div>
    );
  // As one list: spread as arguments, the children of a very long list or paragraph overflow the stack.
  return children && children.length > 0
    ? createElement(node.tagName, props, children)
    : createElement(node.tagName, props);
}
