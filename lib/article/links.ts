import { parseUrl } from "../url";
import { ANCHOR, isHref } from "./tree";

/**
 * The anchor that an id of the source, or the fragment of a link to it, has in the tree. Either may be written with percent
 * signs: footnotes of Markdown write the two alike, hand-written pages only the link.
 */
export function inPage(id: string): string {
  const name = decoded(id);
  return name.startsWith(ANCHOR) ? name : ANCHOR + name;
}

/**
 * Where a link of the source leads, as the tree may hold it; `null` when it leads nowhere that is allowed.
 * @param base the page's own address: resolves relative links, and tells which lead back into the page
 * @param anchors the anchors that exist in the page; `"any"` while they are being looked for
 */
export function resolveLink(
  href: string,
  base: string | null,
  anchors: ReadonlySet<string> | "any" = new Set(),
): string | null {
  const trimmed = href.trim();
  if (trimmed === "") return null;
  const url = parseUrl(trimmed, base);
  const fragment = trimmed.startsWith("#") ? trimmed.slice(1) : url && isSamePage(url, base) ? url.hash.slice(1) : "";
  if (fragment) {
    const anchor = inPage(fragment);
    if (anchors === "any" || anchors.has(anchor)) return `#${anchor}`;
  }
  return url && isHref(url.href) ? url.href : null;
}

function isSamePage(url: URL, base: string | null): boolean {
  return base !== null && url.href.split("#")[0] === base.split("#")[0];
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
