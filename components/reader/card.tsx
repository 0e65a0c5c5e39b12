"use client";
import dynamic from "next/dynamic";
import { type MouseEvent, memo, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { KindTag } from "@/components/ui/kind";
import { languageOf } from "@/components/ui/language";
import { When } from "@/components/ui/when";
import type { Annotation } from "@/lib/schemas/annotation";
import { PARTS } from "./ahead";
import { Alone } from "./alone";
import { By, calledAs, wraps } from "./by";
import { CardMenu } from "./card-menu";
import { ACTIVE_BORDER } from "./kinds";
import { Passage, Placing } from "./lost";
import { isWordless } from "./measure";
import { KIND_NAMES, layerName } from "./model";
import { Reactions } from "./reactions";
import type { Quoted } from "./reply-composer";
import { useReader } from "./store";
import { Tag, vocabularyOf } from "./tag";
import { Thread } from "./thread";
import { useUnfinished } from "./use-draft";
import { Composer } from "./writing";
import { Written } from "./written";

const Adjust = dynamic(PARTS.adjust, { ssr: false });
// Where nothing became of a passage, as of nearly all, nothing of it is loaded.
const Became = dynamic(() => import("./became").then((m) => m.Became));

const LOOK =
  "relative scroll-mt-20 rounded-xl border bg-sheet px-3.5 py-3 text-[0.84375rem] leading-normal outline-offset-2";
/** Milliseconds in which a note is still being written: the mark was sent before its first words. */
const FRESH = 5 * 60_000;

/** The thin line from the active card to the text; `--gap` is the space between the two. */
const JOINED =
  "shadow-card before:absolute before:top-[22px] before:right-full before:w-(--gap) before:border-t-[1.5px] before:content-['']";

/**
 * One annotation in the margin. `open` shows its thread and what can be done; a card that is not shows how many replied.
 * `bare` leaves out the frame, for the sheet; `still` everything that only a script could do. `words` is what stands at
 * its passage now, for a page without the text.
 */
export const Card = memo(function Card({
  annotation,
  open,
  lit = false,
  bare = false,
  still = false,
  words,
  onOpen,
}: {
  annotation: Annotation;
  open: boolean;
  lit?: boolean;
  bare?: boolean;
  still?: boolean;
  words?: string;
  onOpen?: (card: HTMLElement) => void;
}) {
  const { id, kind, author, thread } = annotation;
  const hover = useReader((r) => r.hover);
  const writing = useReader((r) => r.writing === id);
  const called = useReader((r) => calledAs(author, annotation, r.groups, r.viewer?.id));
  const adjusting = useReader((r) => r.choosing?.id === id && r.choosing.writes === "quote");
  // What was marked in this very text has moved nowhere.
  const moved = useReader(
    (r) => annotation.versionId !== r.article.version.id || Boolean(annotation.anchor?.attachedBy),
  );
  // A mark of one's own that says nothing is a line in the margin until it is turned to: see globals.css.
  const tick = !open && !bare && !still && !writing && isWordless(annotation);
  // On a phone one note may stand in the tray and in the sheet at once.
  const who = useId();
  const ref = useRef<HTMLElement>(null);
  const [quoted, setQuoted] = useState<Quoted | null>(null);
  useDetails(id, annotation.span !== null && !still);
  const press = (event: MouseEvent) => {
    const inside =
      event.target instanceof Element && event.target.closest("a, button, input, textarea, select, label, pre");
    if (!inside && !open && ref.current && getSelection()?.isCollapsed !== false) onOpen?.(ref.current);
  };
  const frame =
    open && !still
      ? `${ACTIVE_BORDER[kind]} ${annotation.span ? JOINED : "shadow-card"}`
      : lit
        ? "border-line-2"
        : "border-line hover:border-line-2";
  return (
    <article
      ref={ref}
      aria-labelledby={who}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a card is a stop on the way through the margin, as in a feed.
      tabIndex={0}
      data-card={id}
      data-open={open || undefined}
      data-tick={tick ? KIND_NAMES[kind] : undefined}
      data-kind={tick ? kind : undefined}
      onClick={press}
      onKeyDown={(event) => {
        if (event.target === event.currentTarget && event.key === "Enter" && !open) {
          event.preventDefault();
          onOpen?.(event.currentTarget);
        }
      }}
      onMouseEnter={() => hover(id)}
      onMouseLeave={() => hover(null)}
      onFocus={() => hover(id)}
      onBlur={() => hover(null)}
      className={bare ? "text-[0.9375rem] outline-none" : `${LOOK} ${frame}`}
    >
      <header className="mb-1.5 flex items-center gap-2 text-ink-2 text-xs">
        <Avatar person={called ?? author} size="sm" />
        <h3 id={who} className={`flex min-w-0 items-baseline gap-x-1.5 ${wraps(called)}`}>
          <By person={author} called={called} />
          <span className="sr-only">, {KIND_NAMES[kind]}, </span>
          <When at={annotation.createdAt} />
          {annotation.span && <OnPassage exact={annotation.quote.exact} />}
        </h3>
        {thread.unread && (
          <span className="size-1.5 shrink-0 rounded-full bg-accent" title="New to you">
            <span className="sr-only">New to you</span>
          </span>
        )}
        <KindTag kind={kind} className="ml-auto shrink-0" />
        {open && !still && (
          <CardMenu annotation={annotation} onQuote={(text) => setQuoted((was) => ({ text, n: (was?.n ?? 0) + 1 }))} />
        )}
      </header>
      <Alone annotation={annotation} />
      <Prompt id={id} />
      {!annotation.span && <Passage annotation={annotation} open={open} />}
      {/* What stands in a phone's tray and sheet at once has no place in the text. */}
      <div
        id={annotation.span ? `says-${id}` : undefined}
        role="comment"
        aria-label={`${KIND_NAMES[kind]} by ${author.name}`}
      >
        {writing ? (
          <Composer key={id} annotation={annotation} />
        ) : (
          <Said annotation={annotation} open={open} still={still} />
        )}
      </div>
      {annotation.span
        ? moved && <Became annotation={annotation} open={open} still={still} words={words} />
        : !still && <Placing annotation={annotation} open={open} />}
      {adjusting && <Adjust annotation={annotation} />}
      {!writing && <Standing annotation={annotation} open={open} still={still} />}
      <State id={id} />
      {open
        ? !writing && <Thread annotation={annotation} still={still} quoted={quoted} onQuoted={() => setQuoted(null)} />
        : annotation.replyCount > 0 && (
            <button
              type="button"
              onClick={() => ref.current && onOpen?.(ref.current)}
              className="mt-2 min-h-[24px] text-ink-3 text-xs hover:text-ink"
            >
              {annotation.replyCount === 1 ? "1 reply" : `${annotation.replyCount} replies`}
            </button>
          )}
    </article>
  );
});

/** As much of a passage as a card's name says, in UTF-16 units. */
const NAMED = 80;

/** The passage in the name of its card, for those who do not see the two side by side. */
function OnPassage({ exact }: { exact: string }) {
  const article = useReader((r) => r.article);
  const words = exact.length > NAMED ? `${exact.slice(0, NAMED).replace(/\s+\S*$/u, "")}…` : exact;
  return (
    <span data-passage className="sr-only">
      {" "}
      on “<span {...languageOf(article)}>{words}</span>”
    </span>
  );
}

/** While a card is on the page, the mark it belongs to leads to it. */
function useDetails(id: string, marked: boolean) {
  const text = useReader((r) => r.text);
  useEffect(() => {
    const mark = marked && text.current?.querySelector(`mark[data-ids~="${CSS.escape(id)}"]`);
    if (!mark || mark.hasAttribute("aria-details")) return;
    mark.setAttribute("aria-details", `says-${id}`);
    return () => mark.removeAttribute("aria-details");
  }, [id, marked, text]);
}

/** That it is a question of an assignment, to be answered below it. */
function Prompt({ id }: { id: string }) {
  const assigned = useReader((r) => r.assigned);
  return assigned.map(({ id: key, prompts, mine }) => {
    const at = prompts.findIndex((one) => one.annotationId === id);
    return at < 0 ? null : (
      <p key={key} className="mb-1 font-medium text-accent text-xs">
        Question {at + 1} of {prompts.length}
        {mine && (prompts[at]?.answered ? " · answered" : " · answer below")}
      </p>
    );
  });
}

/** How the talk stands: a question, open or answered; what others say of the note with one press. */
function Standing({ annotation, open, still }: { annotation: Annotation; open: boolean; still: boolean }) {
  const { id, author, thread, pending } = annotation;
  const react = useReader((r) => r.react);
  const approve = useReader((r) => r.approve);
  const viewer = useReader((r) => r.viewer);
  const saved = useReader((r) => r.sent(id)).state === "saved";
  const { question, resolved, acceptedReplyId, reactions } = thread;
  const said = question || resolved || pending;
  // Nobody praises themselves, or what nobody else can see.
  const may = open && !still && saved && thread.canAnswer && annotation.layer !== "private" && author.id !== viewer?.id;
  if (!said && !may && !Object.values(reactions).some((n) => n > 0)) return null;
  return (
    <div className="mt-2 grid gap-1.5">
      {said && (
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1 text-xs">
          {question && (
            <span className={resolved ? "text-ink-3" : "font-medium text-accent"}>
              {resolved ? (acceptedReplyId ? "Question, answered" : "Question, resolved") : "Open question"}
            </span>
          )}
          {!question && resolved && <span className="text-ink-3">Resolved</span>}
          {pending && <span className="text-ink-2">Waits for a lead to let it stand</span>}
          {pending && !still && viewer && author.id !== viewer.id && (
            <button
              type="button"
              onClick={() => void approve(annotation)}
              className="min-h-[24px] font-medium text-accent underline underline-offset-2 max-bar:h-10"
            >
              Let it stand
            </button>
          )}
        </p>
      )}
      <Reactions
        of={thread}
        on={`the ${annotation.kind} of ${author.name}`}
        may={may}
        question={question}
        onReact={(what, on) => void react(id, what, on)}
      />
    </div>
  );
}

/** What the annotation says: its words, whose they are, its tags, and quietly who can see it. */
function Said({ annotation, open, still }: { annotation: Annotation; open: boolean; still: boolean }) {
  const groups = useReader((r) => r.groups);
  const write = useReader((r) => r.write);
  const me = useReader((r) => r.viewer?.id);
  const { id, body, speaker, source, tags, canEdit, layer, createdAt, updatedAt } = annotation;
  const edited = Date.parse(updatedAt) - Date.parse(createdAt) > FRESH;
  // What has not arrived may yet come back refused.
  const settled = useReader((r) => r.sent(id).state === "saved");
  // Nor is what is on its way unfinished.
  const sending = useReader((r) => r.sent(id).state === "sending");
  const [isSaved, setIsSaved] = useState<((value: unknown, now: Annotation) => boolean) | null>(null);
  const [unfinished, throwAway] = useUnfinished(
    `note:${id}`,
    (value) => settled && (isSaved?.(value, annotation) ?? false),
  );
  // Few cards have something unfinished: what compares it comes for those alone.
  useEffect(() => {
    if (unfinished && !isSaved)
      void import("./note-draft").then(
        (drafts) => setIsSaved(() => drafts.isSaved),
        () => {},
      );
  }, [unfinished, isSaved]);
  return (
    <div className="grid gap-1.5">
      {body && (
        <Clamped open={open}>
          <div data-words={id}>
            <Written of={annotation} text={body} />
          </div>
        </Clamped>
      )}
      {(speaker || source) && (
        <dl className="grid grid-cols-[auto_1fr] gap-x-2">
          {speaker && <Line name="Speaker">{speaker}</Line>}
          {source && <Line name="Source">{source}</Line>}
        </dl>
      )}
      {tags.length > 0 && (
        <ul aria-label="Tags" className="flex flex-wrap gap-1">
          {tags.map((tag) => (
            <li key={tag} className="flex">
              <Tag tag={tag} vocabulary={vocabularyOf(annotation, groups)} />
            </li>
          ))}
        </ul>
      )}
      {canEdit && unfinished && !sending && (
        <p className="flex flex-wrap items-center gap-x-3 text-xs print:hidden">
          <span data-unfinished className="text-ink-2">
            An unfinished note
          </span>
          <button
            type="button"
            className="min-h-[24px] font-medium text-accent underline underline-offset-2 max-bar:h-10"
            onClick={() => write(id)}
          >
            Continue
          </button>
          <button
            type="button"
            className="min-h-[24px] text-ink-3 underline underline-offset-2 max-bar:h-10"
            onClick={throwAway}
          >
            Throw away
          </button>
        </p>
      )}
      {open && !still && canEdit && !body && !unfinished && (
        <button
          type="button"
          className="min-h-[24px] justify-self-start text-ink-3 hover:text-ink max-bar:h-10"
          onClick={() => write(id)}
        >
          Add a note
        </button>
      )}
      {(open || layer !== "private") && (!annotation.withUser || edited) && (
        <p className="flex flex-wrap gap-x-1.5 text-ink-3 text-xs">
          {!annotation.withUser && layerName(annotation, groups, me)}
          {edited && (
            <span>
              {annotation.withUser ? "" : "· "}edited <When at={updatedAt} />
            </span>
          )}
        </p>
      )}
    </div>
  );
}

const Line = ({ name, children }: { name: string; children: string }) => (
  <>
    <dt className="text-ink-2">{name}</dt>
    <dd dir="auto" className="min-w-0 break-words">
      {children}
    </dd>
  </>
);

/** A long note shows its first lines until its card is opened; with no script it shows all. */
function Clamped({ open, children }: { open: boolean; children: ReactNode }) {
  const [short, setShort] = useState(false);
  useEffect(() => setShort(true), []);
  return <div className={short && !open ? "line-clamp-8" : ""}>{children}</div>;
}

/** How far the writing got, and how to help it on. Read out when it changes. */
function State({ id }: { id: string }) {
  const state = useReader((r) => r.sent(id));
  const retry = useReader((r) => r.retry);
  const trouble = state.state === "kept" || state.state === "refused";
  return (
    <div role="status" className={trouble ? "mt-2 grid gap-1 rounded-lg bg-well px-2.5 py-1.5 text-xs" : "sr-only"}>
      {state.state === "sending" && "Saving"}
      {trouble && (
        <>
          <p className={state.state === "refused" ? "text-danger" : "text-ink-2"}>{state.why}</p>
          <button
            type="button"
            onClick={() => retry(id)}
            className="min-h-[24px] justify-self-start font-medium text-accent underline underline-offset-2 max-bar:h-10"
          >
            Try again
          </button>
        </>
      )}
    </div>
  );
}
