"use client";
import { useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { sameWords } from "@/lib/anchoring/passages";
import type { Annotation } from "@/lib/schemas/annotation";
import { calledAs } from "./by";
import { KIND_NAMES, layerName } from "./model";
import { useReader } from "./store";

/** True while the page is being laid out for paper. */
export function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const paper = matchMedia("print");
    // The paper is laid out right after this event, so the notes must stand on the page when it returns.
    const change = () => flushSync(() => setPrinting(paper.matches));
    const begin = () => flushSync(() => setPrinting(true));
    const end = () => setPrinting(false);
    paper.addEventListener("change", change);
    window.addEventListener("beforeprint", begin);
    window.addEventListener("afterprint", end);
    return () => {
      paper.removeEventListener("change", change);
      window.removeEventListener("beforeprint", begin);
      window.removeEventListener("afterprint", end);
    };
  }, []);
  return printing;
}

/** The notes, numbered as their marks are, for paper only. */
export function Printed({ annotations }: { annotations: readonly Annotation[] }) {
  const groups = useReader((reader) => reader.groups);
  const me = useReader((reader) => reader.viewer?.id);
  const text = useReader((reader) => reader.article.version.text);
  const writer = (a: Annotation) => {
    const called = calledAs(a.author, a, groups, me);
    return called ? `you, seen as ${called.name}` : a.author.name;
  };
  return (
    <section aria-label="Notes" className="printed hidden print:block">
      <h2 className="mt-8 mb-3 border-line border-t pt-4 font-semibold font-serif text-lg">Notes</h2>
      <ol className="grid list-decimal gap-2.5 pl-6 text-[9.5pt] leading-normal">
        {annotations.map((a) => (
          <li key={a.id}>
            <strong>{KIND_NAMES[a.kind]}</strong> by {writer(a)}, {layerName(a, groups, me)}
            {a.speaker && <> · Speaker: {a.speaker}</>}
            <br />
            <Passage annotation={a} text={text} />
            {a.body && <p className="whitespace-pre-wrap">{a.body}</p>}
            {a.tags.length > 0 && <p className="text-ink-2">{a.tags.map((tag) => `#${tag}`).join(" ")}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}

const short = (words: string) => (words.length > 160 ? `${words.slice(0, 159)}…` : words);

/** The words that are printed, and those that were marked where they are others. */
function Passage({ annotation: { quote, span }, text }: { annotation: Annotation; text: string }) {
  const now = span && text.slice(span.start, span.end);
  return (
    <>
      <q>{short(now ?? quote.exact)}</q>
      {now === null && <> (no longer in this text)</>}
      {now !== null && !sameWords(quote.exact, now) && (
        <>
          {" "}
          (marked on: <q>{short(quote.exact)}</q>)
        </>
      )}
    </>
  );
}
