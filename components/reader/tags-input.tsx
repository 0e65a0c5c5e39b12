"use client";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { Dot } from "@/components/groups/dot";
import { tidyTag } from "@/lib/line";
import type { VocabularyTag } from "@/lib/schemas/group";
import { call } from "./client";
import { setFor } from "./tag";

/** At most this many suggestions from tags in use: a list to glance at, not to read. */
const MOST = 6;
/** Each tag once, as it was written first. */
function unique(tags: readonly string[]): string[] {
  const seen = new Set<string>();
  return tags.filter((tag) => seen.size < seen.add(tag.toLocaleLowerCase()).size);
}
type Offered = { tag: string; set?: VocabularyTag };

/**
 * Tags as chips with a combobox behind them. It offers the tags that the group's leads set before anything is typed, and
 * completes from them first, then from the tags used here, then from one's own on every other article. Comma or Enter adds
 * one.
 */
export function TagsInput({
  articleId,
  tags,
  known,
  vocabulary,
  onChange,
}: {
  articleId: string;
  tags: readonly string[];
  known: readonly string[];
  vocabulary: readonly VocabularyTag[];
  onChange: (tags: string[]) => void;
}) {
  const id = useId();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  const has = (tag: string) => tags.some((t) => t.toLocaleLowerCase() === tag.toLocaleLowerCase());
  const start = tidyTag(typed).toLocaleLowerCase();
  const [here, setHere] = useState(false);
  const [elsewhere, setElsewhere] = useState<readonly string[] | null>(null);
  // Asked for once somebody tags; without an answer the tags of this page are offered.
  const asking = here && elsewhere === null;
  useEffect(() => {
    if (!asking) return;
    let current = true;
    call<{ items: string[] }>("GET", `articles/${articleId}/tags`).then((answer) => {
      if (current && answer.ok) setElsewhere(answer.value.items);
    });
    return () => {
      current = false;
    };
  }, [asking, articleId]);
  const fits = (text: string) => text.toLocaleLowerCase().startsWith(start);
  const set: Offered[] = vocabulary
    // By any word of its name: whoever seeks one of them may remember the second.
    .filter(({ tag }) => !has(tag) && (start === "" || fits(tag) || tag.split(/[\s-]+/u).some(fits)))
    .map((one) => ({ tag: one.tag, set: one }));
  const used =
    start === ""
      ? []
      : unique([...known, ...(elsewhere ?? [])])
          .filter((tag) => fits(tag) && !has(tag) && !setFor(tag, vocabulary))
          .slice(0, MOST);
  const offered = here && tags.length < 50 ? [...set, ...used.map((tag): Offered => ({ tag }))] : [];
  const pressed = useRef(false);
  // The list goes when what was pressed beside it has been pressed: a button that moves under the pointer is missed.
  useEffect(() => {
    if (!here) return;
    const down = () => {
      pressed.current = true;
    };
    const up = () => {
      pressed.current = false;
      if (document.activeElement !== input.current) setTimeout(() => setHere(false));
    };
    document.addEventListener("pointerdown", down, true);
    document.addEventListener("pointerup", up, true);
    document.addEventListener("pointercancel", up, true);
    return () => {
      pressed.current = false;
      document.removeEventListener("pointerdown", down, true);
      document.removeEventListener("pointerup", up, true);
      document.removeEventListener("pointercancel", up, true);
    };
  }, [here]);
  const add = (tag: string) => {
    const clean = tidyTag(tag).slice(0, 100);
    setTyped("");
    setAt(-1);
    if (clean !== "" && !has(clean) && tags.length < 50) onChange([...tags, clean]);
  };
  const key = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    // The form is saved by it, with what stands here.
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter" && typed.trim() !== "") add(typed);
    if (event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (offered.length === 0) return;
      event.preventDefault();
      // Around through "none chosen", which stands at -1.
      const places = offered.length + 1;
      const step = event.key === "ArrowDown" ? 1 : -1;
      const next = ((at + 1 + step + places) % places) - 1;
      setAt(next);
      document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: "nearest" });
    } else if ((event.key === "Enter" || event.key === ",") && (typed.trim() !== "" || at >= 0)) {
      event.preventDefault();
      add(offered[at]?.tag ?? typed);
    } else if (event.key === "Escape" && offered.length > 0) {
      event.preventDefault();
      event.stopPropagation();
      setTyped("");
      setAt(-1);
      setHere(false);
    } else if (event.key === "Backspace" && typed === "" && tags.length > 0) {
      onChange(tags.slice(0, -1));
    }
  };
  return (
    <div className="relative flex flex-wrap items-center gap-1.5">
      {tags.map((tag) => (
        <span key={tag} className="inline-flex items-center rounded-md bg-well pl-2 text-ink-2 text-xs">
          <Chosen tag={tag} vocabulary={vocabulary} />
          <button
            type="button"
            aria-label={`Remove the tag ${tag}`}
            onClick={() => onChange(tags.filter((t) => t !== tag))}
            className="grid size-6 place-items-center text-ink-3 hover:text-ink max-bar:size-10"
          >
            ×
          </button>
        </span>
      ))}
      <input
        ref={input}
        role="combobox"
        dir="auto"
        aria-label="Add a tag"
        aria-autocomplete="list"
        aria-expanded={offered.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
        autoComplete="off"
        placeholder={tags.length === 0 ? "Add tags" : ""}
        value={typed}
        maxLength={100}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(-1);
          setHere(true);
        }}
        onKeyDown={key}
        onFocus={() => setHere(true)}
        onBlur={() => {
          if (!pressed.current) setHere(false);
          if (typed.trim() !== "") add(typed);
        }}
        className="h-7 min-w-20 flex-1 bg-transparent text-sm outline-none focus-visible:underline focus-visible:decoration-accent focus-visible:underline-offset-4 max-bar:h-10 max-bar:text-[1rem]"
      />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={vocabulary.length > 0 ? "Tags of the group, and tags in use" : "Tags in use"}
        hidden={offered.length === 0}
        // With a place of its own: over the note it would cover its words, and under it the buttons that end it.
        className="order-last max-h-44 basis-full overflow-y-auto overscroll-contain rounded-xl border border-line bg-sheet p-1"
      >
        {offered.map(({ tag, set }, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox's keys choose; the pointer is the other way.
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the input, as the pattern asks.
          <div
            key={tag}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === at}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => add(tag)}
            className="cursor-pointer rounded-lg px-2.5 py-1.5 text-sm hover:bg-well aria-selected:bg-well"
          >
            {set ? (
              <span className="grid grid-cols-[auto_1fr] items-center gap-x-2">
                <Dot colour={set.colour} />
                <span className="min-w-0 break-words">{tag}</span>
                {set.help && <span className="col-start-2 text-ink-2 text-xs">{set.help}</span>}
              </span>
            ) : (
              tag
            )}
          </div>
        ))}
      </div>
    </div>
  );
}

function Chosen({ tag, vocabulary }: { tag: string; vocabulary: readonly VocabularyTag[] }) {
  const set = setFor(tag, vocabulary);
  return (
    <span className="inline-flex items-center gap-1.5" title={set?.help || undefined}>
      {set && <Dot colour={set.colour} />}
      {tag}
    </span>
  );
}
