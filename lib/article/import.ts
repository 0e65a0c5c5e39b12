import { isVisible, tidy } from "../line";
import { MAX_TEXT_BYTES } from "../schemas/article";
import { ArticleError } from "./error";
import { takeFrontMatter } from "./front-matter";
import { convert, type SourceImage } from "./html";
import { countWords, direction, guessLanguage } from "./language";
import type { LineEnds } from "./lines";
import { markdownToHtml } from "./markdown";
import { readPage } from "./page";
import type { PagePart } from "./parts";
import { fromText, same } from "./plain";
import { canonicalText, textOf } from "./text";
import type { ArticleElement, ArticleNode, ArticleTree } from "./tree";
import { keepUntouched } from "./untouched";
import { writeMarkdown } from "./write";

/** What an editor had before them (`writeMarkdown`), and the hashes of the article's own pictures. */
export type Edited = { tree: ArticleTree; pictures: readonly string[] };

/** What is brought in. `title`, when given, is the article's; else it is taken from the source. */
export type Source = {
  title?: string | null;
  /** The name of the file that it came in: its title when nothing else names it. */
  fileName?: string | null;
} /** `lines`: how its line ends are read, as long as its reader does not know better. */ & (
  | { kind: "text"; content: string; lines?: LineEnds }
  | { kind: "markdown"; content: string; edited?: Edited }
  /** A pasted piece: all of it is the article. */
  | { kind: "fragment"; content: string; address?: string | null }
  /** A whole page, in which the article is looked for. `part`: what its reader chose of `Imported.parts` instead. */
  | { kind: "page"; content: string; address?: string | null; part?: string }
);

/** What a source was understood to be. Lengths as `lib/schemas/article.ts` allows them. */
export type Imported = {
  title: string;
  byline: string | null;
  site: string | null;
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  publishedAt: string | null;
  language: string | null;
  dir: "ltr" | "rtl";
  tree: ArticleTree;
  text: string;
  words: number;
  /** What the tree's `image:<n>` stand for, at most 30. `placeImages` puts stored images in their place. */
  images: SourceImage[];
  /** Sentences for the reader who checks the preview. */
  warnings: string[];
  /** Of a page: what could be taken of it instead, where little was. */
  parts: PagePart[];
};

/** Characters of source above this cannot come to an article that is small enough. */
const MAX_SOURCE = 3 * MAX_TEXT_BYTES;

/**
 * Turns a source into an article: its tree, its canonical text, and what it says of itself. A pure function of its
 * input; hostile input can make it slow, so a server calls it through `importSafely`.
 * @throws ArticleError `empty`, `no-article`, `too-large`, `too-complex`
 */
export function importArticle(source: Source): Imported {
  if (source.content.length > MAX_SOURCE) throw new ArticleError("too-large");
  if (!isVisible(source.content)) throw new ArticleError("empty");
  try {
    return understand(source);
  } catch (error) {
    // The parsers beneath recurse; what overflows them is no text that somebody wrote.
    if (error instanceof RangeError) throw new ArticleError("too-complex");
    throw error;
  }
}

function understand(source: Source): Imported {
  const given = source.title?.trim() || null;
  const fromFile = titleOfFile(source.fileName ?? "");
  if (source.kind === "text") {
    const { tree, title } = fromText(source.content, given, source.lines);
    return finish(tree, title ?? fromFile);
  }
  if (source.kind === "markdown") {
    if (source.edited) return edit(source.content, given, source.edited);
    const { body, front } = takeFrontMatter(source.content);
    const { tree, ...rest } = convert(markdownToHtml(body));
    return finish(tree, titleOf(tree, given ?? front?.title ?? null) ?? fromFile, { ...front, ...rest });
  }
  const address = source.address ?? null;
  if (source.kind === "fragment") {
    const { tree, ...rest } = convert(source.content, address);
    return finish(tree, titleOf(tree, given) ?? fromFile, rest);
  }
  const page = readPage(source.content, address, source.part);
  const { tree, ...rest } = convert(page.html, page.base);
  // What the page itself is called is no part of its text, also when its reader calls it otherwise.
  const own = page.title || !given ? titleOf(tree, page.title || null) : null;
  const { part } = source;
  return finish(tree, (given ? titleOf(tree, given) : own) ?? fromFile, { ...page, part, ...rest });
}

/** What to tell of a page of which little was taken. */
function yieldOf({ whole, taken }: { whole: number; taken: number }): string {
  const words = (count: number) => `${count.toLocaleString("en")} ${count === 1 ? "word" : "words"}`;
  return `Only ${words(taken)} of about ${whole.toLocaleString("en")} on this page were taken for the article. If parts of it are missing, go back and paste its text.`;
}

/** An edited text: what was not touched stays as it was, the article's own pictures with it. */
function edit(content: string, given: string | null, base: Edited): Imported {
  const stored = new Set(base.pictures);
  const read = (markdown: string) => convert(markdownToHtml(markdown), null, stored).tree;
  const tree = keepUntouched(base.tree, read(writeMarkdown(base.tree)), read(content));
  const first = base.tree.children[0];
  // A text that began with its title as a heading goes on doing so.
  const titled = given !== null && first !== undefined && isHeading(first) && same(textOf(first), given);
  return finish(tree, titled ? given : titleOf(tree, given));
}

/** Characters before a text's only main heading: what stands above a title is short. */
const ABOVE = 300;

/**
 * The title, and the tree without the heading that says it: a first heading, when it is one or none was given. A heading
 * further down names a part, unless it is the only one of the first level and little stands before it.
 */
function titleOf(tree: ArticleTree, given: string | null): string | null {
  const at = tree.children.findIndex((block) => isVisible(textOf(block)));
  const first = tree.children[at];
  if (first && isHeading(first) && tree.children.length > 1 && (given === null || same(textOf(first), given))) {
    tree.children.splice(at, 1);
    return given ?? textOf(first);
  }
  if (given !== null) return given;
  if (first && isHeading(first)) return textOf(first);
  const main = tree.children.filter((block) => block.tagName === "h1" && isHeading(block));
  const [only] = main;
  if (!only || main.length > 1) return null;
  let above = 0;
  for (const block of tree.children.slice(0, tree.children.indexOf(only))) above += textOf(block).length;
  return above <= ABOVE ? textOf(only) : null;
}

/** A file's name as a title: without its ending, and in words. */
function titleOfFile(name: string): string | null {
  const stem = name.replace(/^.*[\\/]/, "").replace(/\.[^.\s]{1,10}$/, "");
  const words = /\s/.test(stem.trim()) ? stem : stem.replace(/[-_+]+/g, " ");
  return isVisible(words) ? tidy(words) : null;
}

const isHeading = (node: ArticleElement) => /^h[1-6]$/.test(node.tagName) && isVisible(textOf(node));

type Found = Partial<Pick<Imported, "byline" | "site" | "publishedAt" | "language" | "images">> & {
  dir?: string | null;
  imagesLeftOut?: number;
  unset?: number;
  prose?: { whole: number; taken: number };
  parts?: PagePart[];
  part?: string;
};

function finish(tree: ArticleTree, title: string | null, found: Found = {}): Imported {
  const text = canonicalText(tree);
  if (!isVisible(text)) throw new ArticleError("empty");
  if (Buffer.byteLength(text) > MAX_TEXT_BYTES) throw new ArticleError("too-large");
  const dir = found.dir?.toLowerCase();
  return {
    title: shortened(title && isVisible(title) ? title : text, title ? 300 : 80),
    byline: found.byline ? shortened(found.byline, 300) : null,
    site: found.site ? shortened(found.site, 200) : null,
    publishedAt: found.publishedAt ?? null,
    language: found.language ?? guessLanguage(text),
    dir: dir === "ltr" || dir === "rtl" ? dir : direction(text),
    tree,
    text,
    words: countWords(text),
    images: found.images ?? [],
    warnings: [
      ...(found.prose && found.parts?.length && (found.part ?? "article") === "article" ? [yieldOf(found.prose)] : []),
      ...(found.unset
        ? [
            found.unset === 1
              ? "One formula could not be set and stands as it was written."
              : `${found.unset.toLocaleString("en")} formulas could not be set and stand as they were written.`,
          ]
        : []),
      ...(found.imagesLeftOut ? [`Of its pictures, ${found.imagesLeftOut} beyond the first 30 are left out.`] : []),
    ],
    parts: found.parts ?? [],
  };
}

/** In one line, cut between words. */
function shortened(text: string, most: number): string {
  const line = tidy(text.slice(0, 4 * most));
  if (line.length <= most) return line.toWellFormed();
  const cut = line.slice(0, most - 1);
  const space = cut.lastIndexOf(" ");
  return `${(space > most / 2 ? cut.slice(0, space) : cut).replace(/[\uD800-\uDBFF]$/, "")}…`.toWellFormed();
}

/**
 * Puts stored images in the place of `image:<n>`; one that could not be had leaves its alternative text.
 * @param hashes by place in `Imported.images`: the sha256 in hex of the stored image, or null
 */
export function placeImages(tree: ArticleTree, hashes: readonly (string | null)[]): ArticleTree {
  return { type: "root", children: placed(tree.children, hashes) };
}

function placed<N extends ArticleNode>(nodes: readonly N[], hashes: readonly (string | null)[]): N[] {
  return nodes.flatMap((node): N[] => {
    if (node.type === "text") return [node];
    if (node.tagName !== "img") return [{ ...node, children: placed(node.children, hashes) }];
    const { src, ...kept } = node.properties;
    const hash = typeof src === "string" ? hashes[Number(src.slice("image:".length))] : null;
    if (hash) return [{ ...node, properties: { ...kept, src: `image:${hash}` } }];
    return kept.alt ? [{ ...node, properties: kept }] : [];
  });
}
