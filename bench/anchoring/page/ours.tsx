import { useSyncExternalStore } from "react";
import { createRoot } from "react-dom/client";
import { Text } from "../../../components/reader/text";
import type { Span } from "../../../lib/anchoring";
import { layout } from "../../../lib/article/text";
import type { ArticleTree } from "../../../lib/article/tree";
import { newThread } from "../../../lib/reactions";
import { type Annotation, KINDS } from "../../../lib/schemas/annotation";
import { onChange, painted, quiet } from "./painted";

/** Our reader's text component, with the product's own style sheet, without the margin beside it. */
export type Stage = {
  paint: (spans: readonly Span[]) => Promise<number>;
  /** When everything is drawn. */
  settled: () => Promise<void>;
};

const when = "2026-11-24T00:00:00.000Z";
const uuid = (n: number) => `00000000-0000-4000-8000-${n.toString(16).padStart(12, "0")}`;
const author = { id: uuid(1), name: "Reader" };

function annotated(text: string, span: Span, n: number): Annotation {
  const exact = text.slice(span.start, span.end);
  return {
    id: uuid(n + 1_000),
    articleId: uuid(2),
    versionId: uuid(3),
    kind: KINDS[n % KINDS.length]!,
    quote: { exact, prefix: "", suffix: "", ...span },
    span,
    anchor: { how: "exact", confidence: 1, attachedBy: null, attachedAt: null },
    body: "",
    tags: [],
    speaker: null,
    source: null,
    layer: "public",
    groupId: null,
    sectionId: null,
    author,
    revision: 1,
    createdAt: when,
    updatedAt: when,
    replyCount: 0,
    canEdit: false,
    canAttach: false,
    canModerate: false,
    withUser: null,
    mentions: [],
    pending: false,
    thread: newThread("2026-01-01T00:00:00.000000Z"),
  };
}

/** Shows the text without marks, and answers with what puts marks on it. */
export function stage(root: HTMLElement, paragraphs: readonly string[]): Promise<Stage> {
  const tree: ArticleTree = {
    type: "root",
    children: paragraphs.map((value) => ({
      type: "element",
      tagName: "p",
      properties: {},
      children: [{ type: "text", value }],
    })),
  };
  const laid = layout(tree);
  const made = new Map<Span, Annotation>();
  const of = (span: Span) => {
    const known = made.get(span) ?? annotated(laid.text, span, made.size);
    made.set(span, known);
    return known;
  };
  return new Promise((ready) => {
    // As the reader's own store does: a change is rendered before the frame that it was made in is painted.
    let shown: readonly Annotation[] = [];
    let told = () => {};
    const show = (now: readonly Annotation[]) => {
      shown = now;
      told();
    };
    const listen = (tell: () => void) => {
      told = tell;
      return () => {};
    };
    function Body() {
      const marks = useSyncExternalStore(listen, () => shown);
      return (
        <Text
          tree={tree}
          layout={laid}
          shown={marks}
          root={{ current: root }}
          images=""
          active={null}
          hovered={null}
          numbers={null}
        />
      );
    }
    onChange(root, () =>
      requestAnimationFrame(() =>
        ready({
          paint: (spans) => {
            const marks = spans.map(of);
            return painted(
              () => show(marks),
              (drawn) => onChange(root, drawn),
            );
          },
          settled: () => quiet(root),
        }),
      ),
    );
    createRoot(root).render(<Body />);
  });
}
