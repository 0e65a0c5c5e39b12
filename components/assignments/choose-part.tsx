"use client";
import { type ReactNode, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { DIFFERS } from "@/components/reader/chosen";
import { call } from "@/components/reader/client";
import { DIFFERS_SAID } from "@/components/reader/differs";
import { rangeOf, spanOf } from "@/components/reader/selection";
import { Text } from "@/components/reader/text";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { inputClass } from "@/components/ui/input";
import { anchorAll, describe, type Selector, type Span } from "@/lib/anchoring";
import { type Layout, layout } from "@/lib/article/text";
import { type Annotation, MAX_PART_BYTES } from "@/lib/schemas/annotation";
import type { Article } from "@/lib/schemas/article";
import { type Edge, edgesOf, fromEdge, spanWith, toEdge } from "./edges";
import { unheard } from "./unheard";

/** A passage of a text as an assignment names it. */
export type Part = Selector & Span;

const tooLong = (passage: string) => new TextEncoder().encode(passage).length > MAX_PART_BYTES;

const UNMARKED: readonly Annotation[] = [];

/**
 * A text, and in it the part that is to be read: by selecting it with the pointer or a finger, or by naming the paragraphs
 * it runs from and to, which needs neither. `onChoose(null)` is all of the text.
 */
export default function ChoosePart({
  articleId,
  title,
  part,
  onChoose,
  onClose,
}: {
  articleId: string;
  title: string;
  part: Part | null;
  onChoose: (part: Part | null) => void;
  onClose: () => void;
}) {
  const [article, setArticle] = useState<Article>();
  const [trouble, setTrouble] = useState("");
  useEffect(() => {
    let left = false;
    void call<Article>("GET", `articles/${articleId}`).then((found) => {
      if (left) return;
      if (found.ok) setArticle(found.value);
      else setTrouble(unheard(found));
    });
    return () => {
      left = true;
    };
  }, [articleId]);
  return (
    <Dialog open onClose={onClose} title={`What of “${title}” is to be read?`} wide>
      {article ? (
        <Chooser article={article} part={part} onChoose={onChoose} onClose={onClose} />
      ) : trouble ? (
        <p role="alert" className="text-danger">
          {trouble}
        </p>
      ) : (
        <p role="status" className="h-[60dvh]">
          The text is on its way.
        </p>
      )}
    </Dialog>
  );
}

/** Where a part stands in this text: as it is drawn, or where its words are now. */
function found(text: string, part: Part | null): Span | null {
  if (!part) return null;
  if (text.slice(part.start, part.end) === part.exact) return { start: part.start, end: part.end };
  const [anchor] = anchorAll(text, [part]);
  return anchor ? { start: anchor.start, end: anchor.end } : null;
}

function Chooser({
  article,
  part,
  onChoose,
  onClose,
}: {
  article: Article;
  part: Part | null;
  onChoose: (part: Part | null) => void;
  onClose: () => void;
}) {
  const made = useMemo(() => layout(article.version.tree), [article]);
  const [span, setSpan] = useState<Span | null>(() => found(made.text, part));
  const passage = span && made.text.slice(span.start, span.end);
  const long = passage !== null && tooLong(passage);
  const root = useRef<HTMLDivElement>(null);
  const lost = part !== null && found(made.text, part) === null;
  const [differs, setDiffers] = useState(false);
  const point = useCallback((chosen: Span | typeof DIFFERS) => {
    setDiffers(chosen === DIFFERS);
    if (chosen !== DIFFERS) setSpan(chosen);
  }, []);
  usePointed(root, made.text, point);
  useShown(root, span);
  return (
    <div className="grid gap-3.5 text-sm">
      <p>
        Select it in the text, or name where it begins and ends.{" "}
        {lost && <span className="text-danger">The part that was chosen before is not in this text any more. </span>}
      </p>
      <Edges made={made} span={span} onChoose={setSpan} />
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
        tabIndex={0}
        aria-label="The text"
        className="reader max-h-[48dvh] overflow-auto rounded-lg border border-line bg-paper p-5 max-bar:p-3.5"
        data-size="17"
      >
        <div ref={root} data-text className="text text-ink" lang={article.language ?? undefined} dir={article.dir}>
          <Text
            tree={article.version.tree}
            layout={made}
            shown={UNMARKED}
            images={`/api/v1/articles/${article.id}/images`}
            active={null}
            hovered={null}
            numbers={null}
          />
        </div>
      </section>
      <p role="status" className={long || differs ? "text-danger" : "text-ink"}>
        {differs && `${DIFFERS_SAID} `}
        {long && "This is too long for a part. Choose less of it, or take all of the text. "}
        {passage === null ? "All of it is to be read." : said(passage)}
      </p>
      <div className="flex flex-wrap justify-end gap-2">
        {span && (
          <Button look="quiet" className="mr-auto" onClick={() => clear(setSpan)}>
            All of it
          </Button>
        )}
        <Button look="quiet" onClick={onClose}>
          Cancel
        </Button>
        <Button look="primary" disabled={long} onClick={() => onChoose(span && (describe(made.text, span) as Part))}>
          {span ? "Take this part" : "Take all of it"}
        </Button>
      </div>
    </div>
  );
}

function clear(setSpan: (span: null) => void) {
  getSelection()?.removeAllRanges();
  setSpan(null);
}

/** How long a passage is, and how it begins and ends. */
function said(passage: string): string {
  const words = passage.trim().split(/\s+/);
  const cut = words.length > 12 ? `${words.slice(0, 6).join(" ")} … ${words.slice(-5).join(" ")}` : words.join(" ");
  return `${words.length === 1 ? "One word" : `${words.length.toLocaleString("en")} words`}: “${cut}”`;
}

/** Where the part begins and ends, by heading or paragraph. */
function Edges({ made, span, onChoose }: { made: Layout; span: Span | null; onChoose: (span: Span) => void }) {
  const edges = useMemo(() => edgesOf(made), [made]);
  const options = useMemo(
    () =>
      edges.map(({ at, name, heading }) => (
        <option key={at} value={at}>
          {heading ? `§ ${name}` : name}
        </option>
      )),
    [edges],
  );
  const pick = (side: "from" | "to") => (value: string) => {
    const edge = edges.find(({ at }) => at === Number(value));
    if (edge) onChoose(spanWith(edges, span, side, edge));
    getSelection()?.removeAllRanges();
  };
  return (
    <div className="grid grid-cols-2 gap-3 max-bar:grid-cols-1">
      <Side
        label="From"
        chosen={fromEdge(edges, span)}
        onPick={pick("from")}
        whole="The beginning"
        within={span !== null}
      >
        {options}
      </Side>
      <Side
        label="To the end of"
        chosen={toEdge(edges, span)}
        onPick={pick("to")}
        whole="The text"
        within={span !== null}
      >
        {options}
      </Side>
    </div>
  );
}

function Side({
  label,
  chosen,
  whole,
  within,
  onPick,
  children,
}: {
  label: string;
  chosen: Edge | null;
  whole: string;
  within: boolean;
  onPick: (value: string) => void;
  children: ReactNode;
}) {
  return (
    <label className="grid min-w-0 gap-1">
      <span className="font-medium text-ink">{label}</span>
      <select className={inputClass} value={chosen?.at ?? ""} onChange={(event) => onPick(event.target.value)}>
        {!chosen && <option value="">{within ? "As selected, within a paragraph" : whole}</option>}
        {children}
      </select>
    </label>
  );
}

/** Follows the browser's selection in the text, once it has come to rest. What is selected elsewhere changes nothing. */
function usePointed(root: RefObject<HTMLElement | null>, text: string, take: (span: Span | typeof DIFFERS) => void) {
  useEffect(() => {
    let pressed = false;
    const look = () => {
      const selection = getSelection();
      if (!root.current || pressed || !selection || selection.rangeCount === 0) return;
      if (!root.current.contains(selection.anchorNode) && !root.current.contains(selection.focusNode)) return;
      const span = spanOf(root.current, text, selection.getRangeAt(0));
      if (span) take(span);
    };
    const down = (event: PointerEvent) => {
      pressed = event.pointerType === "mouse";
    };
    const up = () => {
      pressed = false;
      requestAnimationFrame(look);
    };
    const ending = new AbortController();
    const { signal } = ending;
    document.addEventListener("pointerdown", down, { signal });
    document.addEventListener("pointerup", up, { signal });
    document.addEventListener("pointercancel", up, { signal });
    document.addEventListener("selectionchange", look, { signal });
    return () => ending.abort();
  }, [root, text, take]);
}

/** Shows the part without touching the text's own elements, and brings its beginning into sight. */
function useShown(root: RefObject<HTMLElement | null>, span: Span | null) {
  useEffect(() => {
    const range = span && root.current && rangeOf(root.current, span);
    if (!range) return;
    const box = root.current?.parentElement;
    const { top, bottom } = range.getBoundingClientRect();
    const seen = box?.getBoundingClientRect();
    if (box && seen && (bottom < seen.top || top > seen.bottom)) box.scrollTop += top - seen.top - 24;
    if (!("highlights" in CSS)) return;
    CSS.highlights.set("part", new Highlight(range));
    return () => void CSS.highlights.delete("part");
  }, [root, span]);
}
