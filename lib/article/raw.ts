import { isBlock } from "./text";
import { type ArticleElement, type ArticleNode, MATHS, VOID } from "./tree";

const ATTRIBUTES: Readonly<Record<string, string>> = { colSpan: "colspan", rowSpan: "rowspan", dateTime: "datetime" };

/** A start tag. No pipe and no line end stands in it: within a Markdown table either would end the cell. */
export function opening(tagName: string, properties: ArticleElement["properties"]): string {
  const attributes = Object.entries(properties)
    // `rel` is given to every link anew.
    .filter(([name]) => name !== "rel")
    .map(([name, value]) =>
      value === true ? ` ${name}` : ` ${ATTRIBUTES[name] ?? name}="${quoted(name, String(value))}"`,
    );
  return `<${tagName}${attributes.join("")}>`;
}
/** An end tag, or nothing. In MathML no element is empty by its name: what follows would become its content. */
export const closing = (tagName: string) => (VOID.has(tagName) && !MATHS.has(tagName) ? "" : `</${tagName}>`);

/**
 * A node as HTML that Markdown passes on untouched: no line in it is empty. Blocks within it stand on lines of their own,
 * so that a person finds their way.
 */
export function rawHtml(node: ArticleNode): string {
  if (node.type === "text") return escaped(node.value);
  const between = node.children.some(isBlock) ? "\n" : "";
  const inner = node.children.map(rawHtml).join(between);
  return `${opening(node.tagName, node.properties)}${between}${inner}${between}${closing(node.tagName)}`;
}

const code = (character: string) => `&#${character.charCodeAt(0)};`;
// Signs of formulas and comments that run over lines, which are looked for before HTML is told from other text.
const escaped = (text: string) => text.replace(/[&<>\n\t]|\$(?=\$)|%(?=%)|\\(?=\[|begin\{)/g, code);
const quoted = (name: string, value: string) =>
  // The address of an anchor is decoded when it is read in, as a browser does.
  (name === "href" && value.startsWith("#") ? value.replaceAll("%", "%25") : value).replace(/[&<>"|\n\r\t]/g, code);
