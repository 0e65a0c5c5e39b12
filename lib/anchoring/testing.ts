import { anchorAll, type Selector, type Span } from "./index";

/** Reads `"the cat sat. [the cat] ran."`: the text without the brackets, and the span that they stood around. */
export function bracketed(marked: string): { text: string; span: Span } {
  const start = marked.indexOf("[");
  const end = marked.indexOf("]") - 1;
  return { text: marked.replace("[", "").replace("]", ""), span: { start, end } };
}

/** Puts brackets around a span; a missing span leaves the text as it is. */
export function bracket(text: string, span: Span | null | undefined): string {
  return span ? `${text.slice(0, span.start)}[${text.slice(span.start, span.end)}]${text.slice(span.end)}` : text;
}

/** The text with brackets where the selector anchors, or without any for an orphan. */
export function anchored(text: string, selector: Partial<Selector> & { exact: string }): string {
  return bracket(text, anchorAll(text, [{ prefix: "", suffix: "", ...selector }])[0]);
}
