import type { DefaultTreeAdapterTypes as Dom } from "parse5";
import { inPage, resolveLink } from "./links";
import { ANCHOR } from "./tree";

/** Dropped with all that is in them: what acts, what embeds, what a reader does not see as text. */
export const DROPPED = new Set(
  (
    "script style template noscript noembed noframes iframe frame frameset object embed applet param svg canvas " +
    "audio video source track map area portal head title meta link base input button select textarea datalist option " +
    "optgroup meter progress output keygen colgroup col wbr dialog plaintext xmp"
  ).split(" "),
);

/** Deeper than any page is; what lies below is kept as text. */
const SOURCE_DEPTH = 300;

/**
 * One walk before the real one, without recursion: finds which anchors are linked to within the page, and turns what
 * lies deeper than `SOURCE_DEPTH` into plain text, so that all later walks may recurse.
 */
export function survey(root: Dom.DocumentFragment, base: string | null): Set<string> {
  const linked = new Set<string>();
  const present = new Set<string>();
  const open: { node: Dom.ParentNode; depth: number }[] = [{ node: root, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.depth >= SOURCE_DEPTH) {
      next.node.childNodes = textsWithin(next.node);
      continue;
    }
    for (const child of next.node.childNodes) {
      if (!("tagName" in child)) continue;
      for (const { name, value } of child.attrs) {
        if (name === "id" || name === "name") present.add(inPage(value));
        else if (name === "href" && child.tagName === "a") {
          const href = resolveLink(value, base, "any");
          if (href?.startsWith("#")) linked.add(href.slice(1));
        }
      }
      open.push({ node: child, depth: next.depth + 1 });
    }
  }
  return new Set([...linked].filter((anchor) => anchor.length > ANCHOR.length && present.has(anchor)));
}

/**
 * Whether tags are left open so deep that parsing alone, which looks through all open elements for each new one, would
 * take minutes. A look at the source: elements that close by themselves do not count.
 */
export function isAbyss(html: string): boolean {
  let depth = 0;
  for (const [, close, name = ""] of html.matchAll(/<(\/?)([a-z][a-z0-9-]*)/gi)) {
    if (SELF_CLOSING.has(name.toLowerCase())) continue;
    depth = close ? Math.max(0, depth - 1) : depth + 1;
    if (depth > 5000) return true;
  }
  return false;
}
const SELF_CLOSING = new Set(
  "p li dt dd tr td th tbody thead tfoot option optgroup rt rp area base br col embed hr img input link meta param source track wbr".split(
    " ",
  ),
);

function textsWithin(top: Dom.ParentNode): Dom.ChildNode[] {
  const texts: Dom.ChildNode[] = [];
  const open: Dom.ChildNode[] = [...top.childNodes].reverse();
  for (let node = open.pop(); node; node = open.pop()) {
    if ("value" in node) texts.push(node, { nodeName: "#text", value: " ", parentNode: top });
    else if ("tagName" in node && !DROPPED.has(node.tagName)) {
      for (let i = node.childNodes.length - 1; i >= 0; i--) {
        const child = node.childNodes[i];
        if (child) open.push(child);
      }
    }
  }
  return texts;
}
