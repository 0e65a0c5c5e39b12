import { createTextQuoteSelectorMatcher } from "@apache-annotator/dom";
import { reviveSelector } from "@recogito/text-annotator";
import { toTextPosition } from "dom-anchor-text-quote";
import { anchorAll, type Selector, type Span } from "../../../lib/anchoring";
import { hypothesis } from "../peers/hypothesis";
import type { Answer, Method } from "../peers/methods";

// The peers that need a document, and the others beside them, in one browser on one page.

/** Shows a text as paragraphs with the empty lines between them, so that the element's text is the canonical text. */
export function show(text: string): void {
  const root = rootOf();
  root.replaceChildren();
  for (const [i, paragraph] of text.split("\n\n").entries()) {
    if (i > 0) root.append("\n\n");
    const p = document.createElement("p");
    p.textContent = paragraph;
    root.append(p);
  }
  if (root.textContent !== text) throw new Error("the page does not say what the text says");
}

function rootOf(): HTMLElement {
  const root = document.querySelector<HTMLElement>("[data-text]");
  if (!root) throw new Error("there is no text");
  return root;
}

/** A browser's clock is coarse: what is over sooner than this many milliseconds is done again and again. */
const LEAST = 20;

/** Anchors all selectors in the text that is shown, `rounds` times; the median time. Offsets are read off ranges after the clock stopped. */
export async function anchor(method: Method, selectors: readonly Selector[], rounds: number): Promise<Answer> {
  const times: number[] = [];
  let found: (Span | Range | null)[] = [];
  for (let round = 0; round < rounds; round++) {
    const begun = performance.now();
    let runs = 0;
    do {
      found = await run(method, selectors);
      runs++;
    } while (performance.now() - begun < LEAST);
    times.push((performance.now() - begun) / runs);
  }
  const offset = offsets(rootOf());
  const places = found.map((place) =>
    place instanceof Range
      ? { start: offset(place.startContainer, place.startOffset), end: offset(place.endContainer, place.endOffset) }
      : place && { start: place.start, end: place.end },
  );
  return { places, took: times.sort((a, b) => a - b)[rounds >> 1] ?? Number.NaN };
}

async function run(method: Method, selectors: readonly Selector[]): Promise<(Span | Range | null)[]> {
  const root = rootOf();
  switch (method) {
    case "ours":
      return anchorAll(root.textContent ?? "", selectors);
    case "hypothesis": {
      const text = root.textContent ?? "";
      return selectors.map((selector) => hypothesis(text, selector));
    }
    case "dom-anchor-text-quote":
      // 32 units of context are what it stores itself, and all that its matcher takes.
      return selectors.map(({ exact, prefix, suffix, start }) =>
        toTextPosition(
          root,
          { exact, prefix: prefix.slice(-32), suffix: suffix.slice(0, 32) },
          start === undefined ? {} : { hint: start },
        ),
      );
    case "apache-annotator":
      return Promise.all(
        selectors.map(async ({ exact, prefix, suffix }) => {
          for await (const range of createTextQuoteSelectorMatcher({
            type: "TextQuoteSelector",
            exact,
            prefix,
            suffix,
          })(root))
            return range;
          return null;
        }),
      );
    case "recogito":
      return selectors.map(({ exact, start, end }) => {
        if (start === undefined || end === undefined) return null;
        const { range } = reviveSelector({ quote: exact, start, end, range: document.createRange() }, root);
        return range.collapsed ? null : range;
      });
  }
}

/** Where a point of the document lies in the root's text. */
function offsets(root: HTMLElement): (node: Node, at: number) => number {
  const starts = new Map<Node, number>();
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let length = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    starts.set(node, length);
    length += node.textContent?.length ?? 0;
  }
  return (node, at) => {
    const start = starts.get(node);
    if (start === undefined) throw new Error("a range ends in what is no text");
    return start + at;
  };
}
