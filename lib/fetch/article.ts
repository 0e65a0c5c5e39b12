import { decode } from "../article/decode";
import { readingOf } from "../article/endings";
import { ArticleError } from "../article/error";
import { type Imported, placeImages, type Source } from "../article/import";
import { importSafely } from "../article/pool";
import { labelOf } from "../encodings";
import { type Fetched, fetchPublic, type Network } from "./fetch";
import { type Picture, recognise } from "./picture";

/** An article from an address: its tree names the pictures that could be had by their hashes. */
export type FetchedArticle = Imported & { address: string; pictures: Picture[] };

const PAGE = {
  bytes: 10 * 1024 * 1024,
  seconds: 10,
  types: ["text/html", "application/xhtml+xml", "text/plain", "text/markdown", "text/x-markdown"],
  accept: "text/html, application/xhtml+xml, text/markdown;q=0.9, text/plain;q=0.8",
};
const PICTURE = {
  bytes: 5 * 1024 * 1024,
  seconds: 10,
  types: [],
  accept: "image/avif, image/webp, image/png, image/jpeg, image/gif",
};
/** All of a page's pictures together; what has not come by then leaves its alternative text. */
const PICTURE_SECONDS = 20;

/** Runs at most so many at a time for each person, the others in the order they came. */
class Turns {
  private readonly taken = new Map<string, { running: number; waiting: (() => void)[] }>();
  constructor(private readonly most: number) {}

  async take<T>(who: string, work: () => Promise<T>): Promise<T> {
    const mine = this.taken.get(who) ?? { running: 0, waiting: [] };
    this.taken.set(who, mine);
    if (mine.running >= this.most) {
      if (mine.waiting.length >= 100) throw new ArticleError("busy");
      await new Promise<void>((go) => mine.waiting.push(go));
    } else mine.running++;
    try {
      return await work();
    } finally {
      const next = mine.waiting.shift();
      // The turn is handed on as it is, so that nobody slips in between.
      if (next) next();
      else if (--mine.running === 0) this.taken.delete(who);
    }
  }
}
const turns = new Turns(3);

type Options = { signal?: AbortSignal; network?: Network };

/** One page or text. @param who the person's id: three at a time for each. @throws ArticleError `unreachable`, `busy` */
export function fetchPage(address: string, who: string, options: Options = {}): Promise<Fetched> {
  return turns.take(who, () => fetchPublic(address, PAGE, options));
}

/** One picture, or `null` when it cannot be had or is none of the five kinds. */
export function fetchPicture(address: string, who: string, options: Options = {}): Promise<Picture | null> {
  return turns
    .take(who, () => fetchPublic(address, PICTURE, options))
    .then(({ bytes }) => recognise(bytes))
    .catch((error: unknown) => {
      if (error instanceof ArticleError) return null;
      throw error;
    });
}

/**
 * Fetches a page, finds the article in it, and fetches its pictures.
 * @param given a title that the reader chose, in place of the page's own; and a part of it (`Imported.parts`)
 * @throws ArticleError `unreachable` in one wording for every refusal, and those of `importSafely`
 */
export async function fetchArticle(
  address: string,
  who: string,
  {
    title = null,
    part,
    read = importSafely,
    ...options
  }: Options & { title?: string | null; part?: string; read?: typeof importSafely } = {},
): Promise<FetchedArticle> {
  const page = await fetchPage(address, who, options);
  const html = /html/i.test(page.contentType);
  const { text, encoding, guessed } = decode(page.bytes, { declared: page.contentType, html });
  const imported = await read({ ...sourceOf(text, page, part), title }, who);
  const limit = AbortSignal.timeout(PICTURE_SECONDS * 1000);
  const signal = options.signal ? AbortSignal.any([options.signal, limit]) : limit;
  const found = await Promise.all(imported.images.map(({ src }) => fetchPicture(src, who, { ...options, signal })));
  options.signal?.throwIfAborted();
  const pictures = new Map(found.flatMap((picture) => (picture ? [[picture.hash, picture] as const] : [])));
  const missing = found.filter((picture) => picture === null).length;
  return {
    ...imported,
    site: imported.site ?? new URL(page.url).hostname.replace(/^www\./, ""),
    tree: placeImages(
      imported.tree,
      found.map((picture) => picture?.hash ?? null),
    ),
    address: page.url,
    pictures: [...pictures.values()],
    warnings: [
      ...(guessed ? [undeclared(encoding)] : []),
      ...(text.includes("\uFFFD") ? [UNREAD] : []),
      ...imported.warnings,
      ...(missing > 0 ? [lacking(missing)] : []),
    ],
  };
}

const undeclared = (encoding: string) =>
  `The page doesn’t say which encoding it uses, so it was read as ${labelOf(encoding)}. If letters look wrong, save the page in your browser and choose that file here: then you can pick another encoding.`;
const UNREAD = "Some characters could not be read and show as �. Check the text before you save it.";

const lacking = (count: number) =>
  count === 1
    ? "A picture could not be fetched; its description stands in its place."
    : `${count} pictures could not be fetched; their descriptions stand in their place.`;

function sourceOf(content: string, { contentType, url }: Fetched, part?: string): Source {
  if (/html/i.test(contentType)) return { kind: "page", content, address: url, part };
  const fileName = nameOf(url);
  const markdown = /markdown/i.test(contentType) || readingOf(new URL(url).pathname) === "markdown";
  return { kind: markdown ? "markdown" : "text", content, fileName };
}

/** The name of the file at an address. */
function nameOf(address: string): string | null {
  const name = new URL(address).pathname.split("/").at(-1) || null;
  try {
    return name && decodeURIComponent(name);
  } catch {
    return name;
  }
}
