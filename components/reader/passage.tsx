import type { ReactNode } from "react";
import type { Span } from "@/lib/anchoring/passages";
import { layout } from "@/lib/article/text";
import type { ArticleTree } from "@/lib/article/tree";
import type { Kind } from "@/lib/schemas/annotation";

/** Around a passage in a very long block only this much is shown on each side, in UTF-16 units. */
const AROUND = 600;

const LOOKS: Record<Kind, string> = {
  claim: "bg-claim-wash shadow-[inset_0_-2px_0_var(--claim)]",
  quote: "bg-quote-wash shadow-[inset_0_-1px_0_var(--quote)]",
  evidence: "border-evidence border-b-[3.5px] border-double bg-evidence-wash",
  note: "border-note border-b-2 border-dotted bg-note-wash",
};

/** A passage as it is marked in its text. */
export const Marked = ({ kind, children }: { kind: Kind; children: ReactNode }) => (
  <mark className={`rounded-[2px] box-decoration-clone py-[.08em] text-inherit ${LOOKS[kind]}`}>{children}</mark>
);

/** The blocks that a passage lies in and one on either side, as words, with the passage marked. */
export function InContext({ tree, text, span, kind }: { tree: ArticleTree; text: string; span: Span; kind: Kind }) {
  const { blocks } = layout(tree);
  const first = blocks.findIndex((b) => b.end > span.start);
  const last = blocks.findLastIndex((b) => b.start < span.end);
  return blocks.slice(Math.max(0, first - 1), last + 2).map((b) => {
    const from = Math.max(b.start, Math.min(b.end, span.start) - AROUND);
    const to = Math.min(b.end, Math.max(b.start, span.end) + AROUND);
    const start = Math.min(Math.max(span.start, from), to);
    const end = Math.min(Math.max(span.end, from), to);
    return (
      <p
        key={b.start}
        className={`whitespace-pre-line ${/^h[1-6]$/.test(b.node.tagName) ? "font-semibold" : ""} ${start === end ? "text-ink-2" : ""}`}
      >
        {from > b.start && "… "}
        {text.slice(from, start)}
        {start < end && <Marked kind={kind}>{text.slice(start, end)}</Marked>}
        {text.slice(Math.max(end, start), to)}
        {to < b.end && " …"}
      </p>
    );
  });
}
