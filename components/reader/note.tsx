import type { ReactNode } from "react";
import { KindTag } from "@/components/ui/kind";
import { languageOf, type Written } from "@/components/ui/language";
import { When } from "@/components/ui/when";
import { CERTAIN, sameWords } from "@/lib/anchoring/passages";
import { parse } from "@/lib/markdown";
import { naming } from "@/lib/mentions";
import type { Annotation } from "@/lib/schemas/annotation";
import { Blocks } from "./blocks";
import { standingOf } from "./model";
import { Marked } from "./passage";

const became = (anchor: Annotation["anchor"]) =>
  anchor?.attachedBy
    ? `Placed here by ${anchor.attachedBy.name}.`
    : anchor && anchor.confidence < CERTAIN
      ? "Moved, please check."
      : "The passage was edited.";

/**
 * An annotation on a plain page: its passage, its words, whose they are. No script takes part in it.
 * @param words what stands at its passage in the text that is meant; the words it was put on unless given
 */
export function Note({
  annotation,
  written,
  words,
  byline,
  heading: Heading = "h2",
  children,
}: {
  annotation: Annotation;
  /** The text that it was put on. */
  written: Written;
  words?: string;
  /** Who wrote it, or where it stands. */
  byline: ReactNode;
  /** Its level below the headings around it. */
  heading?: "h2" | "h3";
  children?: ReactNode;
}) {
  const { id, kind, quote, anchor, body, speaker, source, tags, createdAt, thread } = annotation;
  const standing = standingOf(thread);
  return (
    <article
      id={id}
      aria-labelledby={`${id}-by`}
      className="grid scroll-mt-20 gap-2.5 break-inside-avoid border-line border-t py-6"
    >
      <Heading id={`${id}-by`} className="flex flex-wrap items-center gap-x-2 gap-y-1 text-ink-2 text-sm">
        <KindTag kind={kind} />
        {byline}
        <When at={createdAt} />
      </Heading>
      <blockquote
        {...languageOf(written)}
        className="whitespace-pre-line break-words font-serif text-[1.0625rem] leading-relaxed"
      >
        <Marked kind={kind}>{words ?? quote.exact}</Marked>
      </blockquote>
      {words !== undefined && !sameWords(quote.exact, words) && (
        <p className="break-words text-ink-2 text-sm">
          {became(anchor)} Marked on:{" "}
          <q {...languageOf(written)} className="font-serif">
            {quote.exact}
          </q>
        </p>
      )}
      {body && <Blocks of={naming(parse(body), annotation.mentions)} className="max-w-prose" />}
      {(speaker || source || tags.length > 0) && (
        <p dir="auto" className="text-ink-2 text-sm">
          {[
            speaker && `Speaker: ${speaker}`,
            source && `Source: ${source}`,
            tags.length > 0 && `Tags: ${tags.join(", ")}`,
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
      )}
      {standing && <p className="font-medium text-sm">{standing}</p>}
      {children}
    </article>
  );
}
