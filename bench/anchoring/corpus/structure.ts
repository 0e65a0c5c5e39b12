import type { Span } from "../../../lib/anchoring";
import { type Article, BETWEEN, type Paragraph } from "./article";
import { type Draft, original, type Piece, revise } from "./draft";
import { between, pick, type Random } from "./random";
import { other } from "./strokes";
import type { Writer } from "./writer";

/** A paragraph of the revised text: its sentences, each as the pieces it is made of. */
type Block = Piece[][];

/** How much of an article an editor does what to, as shares of its paragraphs or sentences; what is left out is not done. */
export type Plan = {
  removed?: number;
  inserted?: number;
  /** Carried elsewhere, one to three paragraphs at a time. */
  moved?: number;
  cut?: number | ((sentence: Span, paragraph: Paragraph) => boolean);
  added?: number;
  rewritten?: number;
};

/** Does what the plan says to an article's paragraphs and sentences, in one pass. */
export function restructure(article: Article, next: Random, write: Writer, plan: Plan): Draft {
  const chance = (share = 0) => share > 0 && next() < share;
  const { cut } = plan;
  const isCut = typeof cut === "function" ? cut : () => chance(cut);
  const blocks: { block: Block; movable: boolean }[] = [];
  const families = new Set(article.families.flat().map(({ start }) => start));
  for (const [i, paragraph] of article.paragraphs.entries()) {
    if (chance(plan.inserted)) blocks.push({ block: fresh(article, next, write, i), movable: false });
    if (chance(plan.removed)) continue;
    const block: Block = [];
    for (const sentence of paragraph.sentences) {
      if (isCut(sentence, paragraph)) continue;
      block.push(chance(plan.rewritten) ? reworded(article.text, sentence, next, write) : [{ keep: sentence }]);
      if (chance(plan.added)) block.push([{ put: write.sentence() }]);
    }
    // Of two copies that both move nobody could say which went where; so only what has words of its own is moved.
    const own = !paragraph.repeated && paragraph.sentences.some((s) => !families.has(s.start));
    if (block.length > 0) blocks.push({ block, movable: own });
  }
  const ordered = plan.moved ? shuffled(blocks, next, plan.moved) : blocks;
  const pieces = ordered.flatMap(({ block }, i) => [
    ...(i > 0 ? [{ put: BETWEEN }] : []),
    ...block.flatMap((sentence, k) => (k > 0 ? [{ put: " " }, ...sentence] : sentence)),
  ]);
  return revise(original(article.text), pieces);
}

/** A new paragraph for a place before paragraph `at`; some of its sentences repeat what stands elsewhere in the article. */
function fresh({ text, paragraphs, families }: Article, next: Random, write: Writer, at: number): Block {
  const [from, to] = [paragraphs[Math.max(0, at - 3)]!.start, paragraphs[Math.min(paragraphs.length - 1, at + 3)]!.end];
  // Not what stands close by: an insertion beside its own copy has no place that could be told.
  const far = families.filter((copies) => copies.every(({ start }) => start < from || start > to));
  return Array.from({ length: between(next, 1, 5) }, () => {
    const copied = next() < 0.1 && far.length > 0 ? pick(next, pick(next, far)) : null;
    return [{ put: copied ? text.slice(copied.start, copied.end) : write.sentence() }];
  });
}

/** A sentence said anew: a third to two thirds of its words are others, some are dropped, some added. */
function reworded(text: string, { start, end }: Span, next: Random, write: Writer): Piece[] {
  const share = 0.33 + next() * 0.33;
  const pieces: Piece[] = [];
  let kept = start;
  for (const match of text.slice(start, end).matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    const at = start + match.index;
    if (next() >= share) continue;
    const over = { start: at, end: at + match[0].length };
    pieces.push({ keep: { start: kept, end: at } });
    const roll = next();
    if (roll < 0.75) pieces.push({ put: other(match[0], write.word), over });
    else if (roll < 0.9) pieces.push({ put: `${write.word()} ` }, { keep: over });
    kept = over.end;
  }
  pieces.push({ keep: { start: kept, end } });
  return pieces;
}

function shuffled<B extends { movable: boolean }>(blocks: readonly B[], next: Random, share: number): B[] {
  const stay: B[] = [];
  const groups: B[][] = [];
  for (let i = 0; i < blocks.length; ) {
    const length = between(next, 1, 3);
    const group = blocks.slice(i, i + length);
    if (next() < share && group.every((b) => b.movable)) groups.push(group);
    else stay.push(...group);
    i += length;
  }
  for (const group of groups) stay.splice(between(next, 0, stay.length), 0, ...group);
  return stay;
}
