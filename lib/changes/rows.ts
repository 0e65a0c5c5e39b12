import type { Edit, Span } from "../anchoring";
import { BETWEEN, type Block, isBlock, type Layout } from "../article/text";
import type { ArticleElement, ArticleTree } from "../article/tree";

/** A stretch of a row. `cut` lies in the earlier text, the others in the later one. */
export type Piece = Span & { is: "same" | "cut" | "added" };

/**
 * One paragraph (or heading, list item, cell …) of two texts laid over each other. It is drawn as the later text has it,
 * or as the earlier one had it where all of it was cut.
 */
export type Row = {
  is: "same" | "changed" | "cut" | "added";
  leaf: Block;
  /** The blocks around the leaf, outermost first. */
  within: readonly string[];
  pieces: Piece[];
  /** What of it lies in the earlier text, and in the later one. */
  was: Span | null;
  now: Span | null;
  /** A paragraph began here that went on before; or two became one, before the piece of this place. */
  break: { is: "added" } | { is: "cut"; before: number } | null;
  /** Its words are the same, but not how they are set. */
  reset: boolean;
};

export type Text = { tree: ArticleTree; layout: Layout };

/** A stretch that lies in one leaf of each text that has it. `at` is its place in the later text, or in the one that has it. */
type Atom = { is: Piece["is"]; old: number; new: number; length: number; from: number; to: number };
const NONE = -1;

/**
 * Two texts laid over each other, in reading order: every leaf of the later text once, and between them what of the earlier
 * one was cut. Linear in the size of the texts.
 * @param edits from the earlier canonical text to the later one, as `edits` of `lib/anchoring` gives them
 */
export function rows(before: Text, after: Text, edits: readonly Edit[]): Row[] {
  const atoms = cutUp(before.layout, after.layout, settle(before.layout.text, after.layout.text, edits));
  const settled = goesOn(atoms);
  const follows = nextLeaf(atoms);
  const around = { old: ancestry(before.tree), new: ancestry(after.tree) };
  const made: (Row & { old: Set<number>; new: number })[] = [];
  const seen = new Set<number>();
  let row: (typeof made)[number] | undefined;
  const begin = (leaf: Block, within: readonly string[], at: number) => {
    row = {
      is: "same",
      leaf,
      within,
      pieces: [],
      was: null,
      now: null,
      break: null,
      reset: false,
      old: new Set(),
      new: at,
    };
    made.push(row);
    return row;
  };
  const joined = (into: (typeof made)[number], atom: Atom) => {
    if (into.pieces.length > 0 && into.old.size > 0 && !into.old.has(atom.old))
      into.break = { is: "cut", before: into.pieces.length };
  };
  const inNew = (at: number) => {
    const leaf = after.layout.blocks[at]!;
    const begun = begin(leaf, around.new.get(leaf.node) ?? [], at);
    begun.now = { start: leaf.start, end: leaf.end };
    return begun;
  };
  for (const [i, atom] of atoms.entries()) {
    if (atom.is !== "cut") {
      if (row?.new !== atom.new) row = inNew(atom.new);
    } else if (row && row.new !== NONE && row.new === follows[i]) {
      // The paragraph goes on after the cut: whatever else was cut, it was cut out of it.
      joined(row, atom);
    } else if (!row?.old.has(atom.old)) {
      const target = settled.get(atom.old);
      const leaf = before.layout.blocks[atom.old]!;
      if (target !== undefined && target === follows[i]) row = inNew(target);
      else row = begin(leaf, around.old.get(leaf.node) ?? [], NONE);
    }
    if (atom.is !== "added") {
      if (atom.is === "same") joined(row, atom);
      if (atom.is === "same" && row.pieces.length === 0 && seen.has(atom.old)) row.break = { is: "added" };
      if (atom.is === "same") seen.add(atom.old);
      row.old.add(atom.old);
      row.was = { start: Math.min(row.was?.start ?? atom.from, atom.from), end: atom.from + atom.length };
    }
    const start = atom.is === "cut" ? atom.from : atom.to;
    const last = row.pieces.at(-1);
    const parted = row.break?.is === "cut" && row.break.before === row.pieces.length;
    if (last?.is === atom.is && last.end === start && !parted) last.end += atom.length;
    else row.pieces.push({ is: atom.is, start, end: start + atom.length });
  }
  return made.map(({ old, new: at, ...each }) => {
    const is = each.break ? "changed" : whole(each.pieces);
    const former = is === "same" && old.size === 1 ? before.layout.blocks[[...old][0]!] : undefined;
    const reset = former !== undefined && at !== NONE && !alike(former.node, each.leaf.node, around.old, around.new);
    return { ...each, is, reset };
  });
}

function whole(pieces: readonly Piece[]): Row["is"] {
  const first = pieces[0]?.is ?? "same";
  return pieces.every((piece) => piece.is === first) ? first : "changed";
}

type Ancestry = ReadonlyMap<ArticleElement, readonly string[]>;
const alike = (one: ArticleElement, other: ArticleElement, a: Ancestry, b: Ancestry) =>
  JSON.stringify([one, a.get(one)]) === JSON.stringify([other, b.get(other)]);

/** The names of the blocks around each leaf. */
function ancestry(tree: ArticleTree): Ancestry {
  const found = new Map<ArticleElement, readonly string[]>();
  const visit = (node: ArticleElement, above: readonly string[]) => {
    const inner = node.children.filter(isBlock);
    if (inner.length === 0) found.set(node, above);
    for (const child of inner) visit(child, [...above, node.tagName]);
  };
  for (const block of tree.children) visit(block, []);
  return found;
}

/** As far as a change is moved to where a paragraph begins or ends. */
const FAR = 200;

/**
 * What was only put in, or only taken out, often fits at several places beside each other, as “. A sentence” and “A sentence.”
 * do before a full stop. Whole paragraphs are meant where they fit.
 */
function settle(old: string, late: string, edits: readonly Edit[]): Edit[] {
  const made: Edit[] = [];
  const moved = (edit: Edit, k: number): Edit => {
    const { from, to } = bared(old, late, edit);
    const pure = from.start === from.end ? { text: late, ...to } : to.start === to.end ? { text: old, ...from } : null;
    if (!pure) return edit;
    const { text, start, end } = pure;
    const before = made[k - 1];
    const after = edits[k + 1];
    const back = Math.min(FAR, from.start - (before?.from.end ?? 0), to.start - (before?.to.end ?? 0));
    const on = Math.min(FAR, (after?.from.start ?? old.length) - from.end, (after?.to.start ?? late.length) - to.end);
    const whole = (by: number) =>
      text.startsWith(BETWEEN, start + by) ||
      (text.startsWith(BETWEEN, end + by - BETWEEN.length) && end + by - BETWEEN.length >= start + by);
    const by = (shift: number): Edit => ({
      from: { start: from.start + shift, end: from.end + shift },
      to: { start: to.start + shift, end: to.end + shift },
    });
    if (whole(0)) return by(0);
    for (let i = 1; i <= on && text[start + i - 1] === text[end + i - 1]; i++) if (whole(i)) return by(i);
    for (let i = 1; i <= back && text[start - i] === text[end - i]; i++) if (whole(-i)) return by(-i);
    return edit;
  };
  for (const [k, edit] of edits.entries()) made.push(moved(edit, k));
  return made;
}

/** A change without what both its sides begin and end with. */
function bared(old: string, late: string, { from, to }: Edit): Edit {
  const most = Math.min(from.end - from.start, to.end - to.start);
  let head = 0;
  while (head < most && old[from.start + head] === late[to.start + head]) head++;
  let tail = 0;
  while (tail < most - head && old[from.end - 1 - tail] === late[to.end - 1 - tail]) tail++;
  return {
    from: { start: from.start + head, end: from.end - tail },
    to: { start: to.start + head, end: to.end - tail },
  };
}

/** The texts as stretches that no leaf's edge and no change goes through. What stands between leaves is in none. */
function cutUp(before: Layout, after: Layout, edits: readonly Edit[]): Atom[] {
  const atoms: Atom[] = [];
  const old = pointer(before.blocks);
  const late = pointer(after.blocks);
  const put = (is: Piece["is"], from: number, to: number, length: number) => {
    for (let done = 0; done < length; ) {
      const a = is === "added" ? null : old(from + done);
      const b = is === "cut" ? null : late(to + done);
      const step = Math.min(length - done, a?.left ?? length, b?.left ?? length);
      const inside = (a === null || a.leaf !== NONE) && (b === null || b.leaf !== NONE);
      if (inside)
        atoms.push({ is, old: a?.leaf ?? NONE, new: b?.leaf ?? NONE, length: step, from: from + done, to: to + done });
      done += step;
    }
  };
  let [a, b] = [0, 0];
  for (const { from, to } of edits) {
    put("same", a, b, from.start - a);
    put("cut", from.start, to.start, from.end - from.start);
    put("added", from.end, to.start, to.end - to.start);
    [a, b] = [from.end, to.end];
  }
  put("same", a, b, Math.min(before.text.length - a, after.text.length - b));
  return atoms;
}

/** Which leaf a place is in, and how far it is to that leaf's end, or to the next one's beginning. Asked in ascending order. */
function pointer(blocks: readonly Block[]) {
  let i = 0;
  return (place: number): { leaf: number; left: number } => {
    while (i < blocks.length && blocks[i]!.end <= place) i++;
    const block = blocks[i];
    if (!block) return { leaf: NONE, left: Number.POSITIVE_INFINITY };
    return place < block.start ? { leaf: NONE, left: block.start - place } : { leaf: i, left: block.end - place };
  };
}

/** For each leaf of the earlier text, the first leaf of the later one that holds words of it. */
function goesOn(atoms: readonly Atom[]): Map<number, number> {
  const found = new Map<number, number>();
  for (const atom of atoms) if (atom.is === "same" && !found.has(atom.old)) found.set(atom.old, atom.new);
  return found;
}

/** For each atom, the leaf of the later text that comes with or after it. */
function nextLeaf(atoms: readonly Atom[]): Int32Array {
  const next = new Int32Array(atoms.length).fill(NONE);
  for (let i = atoms.length - 1, leaf = NONE; i >= 0; i--) {
    if (atoms[i]!.is !== "cut") leaf = atoms[i]!.new;
    next[i] = leaf;
  }
  return next;
}

/** Pictures by their names in the tree that only the later text shows, and that only the earlier one did. */
export function pictures(before: ArticleTree, after: ArticleTree): { added: number; cut: number } {
  const shown = (tree: ArticleTree) => {
    const found = new Set<string>();
    const visit = (node: ArticleElement) => {
      if (node.tagName === "img") found.add(String(node.properties.src ?? node.properties.alt));
      for (const child of node.children) if (child.type === "element") visit(child);
    };
    for (const block of tree.children) visit(block);
    return found;
  };
  const [old, late] = [shown(before), shown(after)];
  return {
    added: [...late].filter((name) => !old.has(name)).length,
    cut: [...old].filter((name) => !late.has(name)).length,
  };
}
