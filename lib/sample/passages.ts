import { type SampleMark, sample } from "./index";

/** A stretch of a paragraph, and the mark that covers it, if one does. */
export type Piece = { text: string; mark: SampleMark | null };
/** A paragraph of the sample; `gap`: others were left out before it. */
export type Passage = { pieces: Piece[]; gap: boolean };

/**
 * The paragraphs of the sample in which these marks are, in the order of the text, cut at every mark. The essay is plain
 * paragraphs, and no two of its marks overlap.
 * @param keys of marks
 */
export function passagesOf(keys: readonly string[]): Passage[] {
  const paragraphs = sample.article.markdown.split("\n\n");
  const wanted = sample.marks.filter(({ key }) => keys.includes(key));
  let last = -1;
  return paragraphs.flatMap((text, n) => {
    if (!wanted.some(({ exact }) => text.includes(exact))) return [];
    const gap = n !== last + 1;
    last = n;
    return [{ pieces: cut(text), gap }];
  });
}

function cut(text: string): Piece[] {
  const found = sample.marks
    .flatMap((mark) => {
      const at = text.indexOf(mark.exact);
      return at < 0 ? [] : [{ mark, at }];
    })
    .sort((a, b) => a.at - b.at);
  const pieces: Piece[] = [];
  let end = 0;
  for (const { mark, at } of found) {
    if (at > end) pieces.push({ text: text.slice(end, at), mark: null });
    pieces.push({ text: mark.exact, mark });
    end = at + mark.exact.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), mark: null });
  return pieces;
}
