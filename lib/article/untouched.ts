import { textOf } from "./text";
import type { ArticleElement, ArticleTree } from "./tree";

/**
 * Gives blocks that an editor did not touch their own tree again. `echo` is what the base's Markdown becomes when it is
 * read in unedited: a block of the edited text that is equal to a block of the echo was not edited, whatever Markdown
 * could not say of it. Linear in the size of the trees.
 */
export function keepUntouched(base: ArticleTree, echo: ArticleTree, edited: ArticleTree): ArticleTree {
  const kept = new Map<string, ArticleElement[]>();
  for (const [own, heard] of pairs(base.children, echo.children)) {
    const key = JSON.stringify(heard);
    const same = kept.get(key);
    if (same) same.push(own);
    else kept.set(key, [own]);
  }
  // Taken in order, so that of two blocks that Markdown cannot tell apart the first stays the first.
  const children = edited.children.map((block) => kept.get(JSON.stringify(block))?.shift() ?? block);
  return { type: "root", children };
}

/** Each block with its echo. A block whose echo has other words, or is several blocks, is passed over with them. */
function* pairs(own: readonly ArticleElement[], heard: readonly ArticleElement[]) {
  const places = new Map<string, number[]>();
  heard.forEach((block, j) => {
    const words = say(block);
    const at = places.get(words);
    if (at) at.push(j);
    else places.set(words, [j]);
  });
  for (const block of own) {
    const place = places.get(say(block))?.shift();
    const found = place === undefined ? undefined : heard[place];
    if (found) yield [block, found] as const;
  }
}

const pictures = (block: ArticleElement): string =>
  block.tagName === "img"
    ? String(block.properties.src ?? block.properties.alt)
    : block.children.map((child) => (child.type === "element" ? pictures(child) : "")).join("");
const say = (block: ArticleElement) => `${block.tagName === "hr"} ${textOf(block)} ${pictures(block)}`;
