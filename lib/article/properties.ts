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

/** The declarations of a `style`, names and values in lower case; the last of a name counts. */
export function declarations(style: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const part of style.split(";")) {
    const colon = part.indexOf(":");
    if (colon < 0) continue;
    const value = part.slice(colon + 1).replace(/!\s*important/i, "");
    found.set(part.slice(0, colon).trim().toLowerCase(), value.trim().toLowerCase());
  }
  return found;
}

const BOLD = /^(?:bold|bolder|[6-9]00)$/;
const UPRIGHT = /^(?:normal|[1-4]00|lighter)$/;

/**
 * The elements that a phrase stands for, outermost first: word processors say bold, italic, raised, lowered and struck
 * in styles alone, and wrap whole pastes in a `<b>` that is not bold. What only concerns other scripts
 * (`mso-bidi-font-weight`) says nothing here.
 */
export function styled(tagName: string, style: string): string[] {
  const says = declarations(style);
  const weight = says.get("font-weight") ?? "";
  const slant = says.get("font-style") ?? "";
  const raised = says.get("vertical-align") ?? "";
  const struck = `${says.get("text-decoration") ?? ""} ${says.get("text-decoration-line") ?? ""}`.includes(
    "line-through",
  );
  const bold = tagName === "b" || tagName === "strong";
  const italic = tagName === "i" || tagName === "em";
  const undone = (bold && UPRIGHT.test(weight)) || (italic && slant === "normal");
  const made: string[] = tagName === "span" || undone ? [] : [tagName];
  if (!bold && BOLD.test(weight)) made.push("b");
  if (!italic && /^(?:italic|oblique)/.test(slant)) made.push("i");
  if (raised === "super" && tagName !== "sup") made.push("sup");
  if (raised === "sub" && tagName !== "sub") made.push("sub");
  if (struck && tagName !== "s" && tagName !== "del") made.push("s");
  return made.length > 0 ? made : ["span"];
}

/** Whether an element is there and not to be seen. */
export function isHidden(node: Dom.Element): boolean {
  // What a search in the page may show is part of the text.
  const hidden = node.attrs.find((attr) => attr.name === "hidden");
  if (hidden && hidden.value.toLowerCase() !== "until-found") return true;
  const style = attribute(node, "style");
  if (style === "") return false;
  const says = declarations(style);
  return says.get("display") === "none" || says.get("visibility") === "hidden" || says.get("mso-hide") === "all";
}

/** A checkbox that only shows a state, as task lists have them. */
export const isTask = (node: Dom.Element) =>
  node.attrs.some((attr) => attr.name === "type" && attr.value.toLowerCase() === "checkbox") &&
  node.attrs.some((attr) => attr.name === "disabled");
