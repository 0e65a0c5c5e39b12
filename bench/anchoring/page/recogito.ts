import { createTextAnnotator } from "@recogito/text-annotator";
import type { Span } from "../../../lib/anchoring";
import type { Stage } from "./ours";
import { painted, quiet } from "./painted";

/** Recogito's annotator with its CSS Custom Highlight renderer, the faster of its two, on the same paragraphs. */
export async function stage(root: HTMLElement, paragraphs: readonly string[]): Promise<Stage> {
  // Its offsets count text nodes only, so the empty line between two paragraphs is one too.
  for (const [i, text] of paragraphs.entries()) {
    if (i > 0) root.append("\n\n");
    const p = document.createElement("p");
    p.textContent = text;
    root.append(p);
  }
  const annotator = createTextAnnotator(root, { renderer: "CSS_HIGHLIGHTS", annotatingEnabled: false });
  const text = root.textContent ?? "";
  const ids = new Map<Span, string>();
  const of = (span: Span) => {
    const id = ids.get(span) ?? `mark-${ids.size}`;
    ids.set(span, id);
    // An empty range is one that it has to make itself, from the offsets.
    const range = document.createRange();
    const selector = [{ quote: text.slice(span.start, span.end), start: span.start, end: span.end, range }];
    return { id, bodies: [], target: { annotation: id, selector } };
  };
  let before = 0;
  const registry = CSS.highlights;
  const set = registry.set.bind(registry);
  let drawn = () => {};
  registry.set = (name, highlight) => {
    drawn();
    return set(name, highlight);
  };
  return {
    paint: (spans) => {
      const all = spans.map(of);
      const one = all.length === before + 1 ? all.at(-1) : undefined;
      before = all.length;
      return painted(
        // What its `setAnnotations(all, true)` called until its core package began to pass annotations on without their ranges.
        () => (one ? annotator.state.store.addAnnotation(one) : annotator.state.store.bulkAddAnnotations(all, true)),
        (seen) => {
          drawn = seen;
        },
      );
    },
    settled: () => quiet(root),
  };
}
