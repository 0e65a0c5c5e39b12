import type { ReactNode } from "react";
import type { Reply } from "@/lib/schemas/reply";
import { INSET, LEVELS, type Placed } from "./threads";

/** What a thread's answers look like wherever they stand: beside the text, and on a plain page. No script takes part in it. */

/** One answer's place in the thread: set in by its depth, with an id to link to. */
export const Answer = ({
  reply: { id },
  depth,
  lit = false,
  className = "",
  children,
}: Pick<Placed, "reply" | "depth"> & { lit?: boolean; className?: string; children: ReactNode }) => (
  <li
    id={`r-${id}`}
    tabIndex={-1}
    data-lit={lit || undefined}
    className={`reply outline-none ${INSET[Math.min(depth, LEVELS - 1)]} ${className}`}
  >
    {children}
  </li>
);

/** What is left of an answer that was deleted and had been answered itself. */
export const Gone = () => <i className="text-ink-3">This reply was deleted.</i>;

/** Where a thread goes deeper than it is drawn: from here on it is a page of its own, or is shown in place. */
export const Deeper = ({
  reply: { id, annotationId },
  answers,
  onDeeper,
}: {
  reply: Pick<Reply, "id" | "annotationId">;
  answers: number;
  onDeeper?: (id: string) => void;
}) => (
  <a
    href={`/t/${annotationId}?from=${id}`}
    data-in-page={onDeeper && ""}
    onClick={
      onDeeper &&
      ((event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        onDeeper(id);
      })
    }
    className="inline-block font-medium text-accent text-xs leading-[24px] underline underline-offset-2 max-bar:leading-10"
  >
    Continue this thread ({answers})
  </a>
);
