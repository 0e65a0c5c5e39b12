"use client";
import type { Annotation } from "@/lib/schemas/annotation";
import type { Article } from "@/lib/schemas/article";
import type { GroupOfReading } from "@/lib/schemas/group";
import type { Reply } from "@/lib/schemas/reply";
import type { Viewer } from "@/lib/schemas/user";
import type { ListedVersion } from "@/lib/schemas/version";
import type { Block } from "@/lib/written";
import { Announced } from "./announced";
import { Card } from "./card";
import { useKeptFocus } from "./focus";
import { ReaderProvider, useReader, useReaderNow } from "./store";
import { Trees } from "./written";

/** One annotation with its thread on a page of its own, with all that can be done to it in the margin. */
export function Permalink({
  trees,
  words,
  ...given
}: {
  article: Article;
  viewer: Viewer;
  groups: readonly GroupOfReading[];
  annotations: readonly [Annotation];
  threads: Readonly<Record<string, readonly Reply[]>>;
  trees: Readonly<Record<string, Block[]>>;
  versions: readonly ListedVersion[];
  /** What stands at its passage now. */
  words?: string;
  /** The reply that the address names, and the one from which on the thread is shown. */
  lit: string | null;
  from: string | null;
}) {
  return (
    <Trees value={trees}>
      <ReaderProvider {...given} alone>
        <Only id={given.annotations[0].id} words={words} />
      </ReaderProvider>
    </Trees>
  );
}

function Only({ id, words }: { id: string; words?: string }) {
  const annotation = useReader((r) => r.annotations.find((a) => a.id === id));
  useKeptFocus(useReaderNow());
  return (
    <>
      {annotation ? (
        <Card annotation={annotation} open words={words} />
      ) : (
        <p className="text-ink-2">This note is not here any more.</p>
      )}
      <Announced />
    </>
  );
}
