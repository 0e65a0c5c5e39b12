"use client";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { languageOf } from "@/components/ui/language";
import type { Annotation } from "@/lib/schemas/annotation";
import { Marked } from "./passage";
import { useReader } from "./store";

/** The words that a note without a place in this text was put on. */
export function Passage({ annotation: { kind, quote }, open }: { annotation: Annotation; open: boolean }) {
  const article = useReader((r) => r.article);
  return (
    <blockquote
      {...languageOf(article)}
      className={`mb-2 whitespace-pre-line break-words font-serif text-[0.875rem] text-ink leading-relaxed ${open ? "" : "line-clamp-4"}`}
    >
      <Marked kind={kind}>{quote.exact}</Marked>
    </blockquote>
  );
}

/** Where those words can still be read, and a way to say where the note belongs now. */
export function Placing({
  annotation: { id, articleId, versionId, canAttach },
  open,
}: {
  annotation: Annotation;
  open: boolean;
}) {
  const choose = useReader((r) => r.choose);
  const shown = useReader((r) => r.article.version);
  const marked = useReader((r) => r.versions.find((version) => version.id === versionId));
  const placing = useReader((r) => r.choosing?.id === id);
  const fixed = useReader((r) => r.past || r.newer !== null || r.article.version.text === "");
  const waits = useReader((r) => r.sent(id)).state !== "saved";
  if (versionId !== shown.id && waits)
    return (
      <p className="mt-2 text-ink-2 text-xs">
        It was marked on an earlier version. Its place is looked for when it has been sent.
      </p>
    );
  if (!open) return null;
  return (
    <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1.5 text-ink-2 text-xs print:hidden">
      {canAttach && !fixed && (
        <Button size="sm" className="max-bar:h-11" disabled={placing} onClick={() => choose({ id, writes: "anchor" })}>
          Find its place…
        </Button>
      )}
      {marked && marked.id !== shown.id && !marked.withdrawnAt && (
        <Link
          href={`/articles/${articleId}?version=${marked.number}#${id}`}
          className="underline underline-offset-2 hover:text-ink max-bar:py-3"
        >
          Marked in version {marked.number}
        </Link>
      )}
    </div>
  );
}
