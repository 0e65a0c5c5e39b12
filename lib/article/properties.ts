import type { DefaultTreeAdapterTypes as Dom } from "parse5";
import { inPage } from "./links";
import { type ArticleElement, allows } from "./tree";

export const attribute = (node: Dom.Element, name: string) =>
  node.attrs.find((attr) => attr.name === name)?.value ?? "";

/**
 * What of a source element's attributes its element in the tree keeps.
 * @param claim gives an id's anchor, or null when nothing links to it or it is taken
 */
export function propertiesOf(
  tagName: string,
  node: Dom.Element,
  claim: (id: string) => string | null,
): ArticleElement["properties"] {
  const kept: ArticleElement["properties"] = {};
  const keep = (name: string, value: string | number | boolean) => {
    if (allows(tagName, name, value)) kept[name] = value;
  };
  const span = (name: string, value: string, most: number) => {
    const cells = Math.min(Number.parseInt(value, 10) || 1, most);
    if (cells > 1) keep(name, cells);
  };
  for (const { name, value } of node.attrs) {
    if (name === "id" || (name === "name" && tagName === "a")) {
      if ("id" in kept || !allows(tagName, "id", inPage(value))) continue;
      const anchor = claim(value);
      if (anchor) kept.id = anchor;
    } else if (name === "colspan") span("colSpan", value, 100);
    else if (name === "rowspan") span("rowSpan", value, 500);
    else if (name === "start" || name === "value") keep(name, Number.parseInt(value, 10));
    else if (name === "reversed") keep(name, true);
    else if (name === "datetime") keep("dateTime", value.trim());
    else if (name === "dir" || name === "scope") keep(name, value.trim().toLowerCase());
    // Links and pictures are resolved where they stand.
    else if (name !== "href" && name !== "rel" && name !== "src" && name !== "alt") keep(name, value);
  }
  return kept;
}

/** Word processors say bold and italic in styles alone. */
export function styled(style: string): string {
  if (/font-weight:\s*(bold|[6-9]00)/i.test(style)) return "b";
  return /font-style:\s*italic/i.test(style) ? "i" : "span";
}

/** A checkbox that only shows a state, as task lists have them. */
export const isTask = (node: Dom.Element) =>
  node.attrs.some((attr) => attr.name === "type" && attr.value.toLowerCase() === "checkbox") &&
  node.attrs.some((attr) => attr.name === "disabled");
