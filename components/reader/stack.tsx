"use client";
import { type ComponentProps, memo } from "react";
import { languageOf } from "@/components/ui/language";
import type { Annotation, Kind } from "@/lib/schemas/annotation";
import { calledAs } from "./by";
import { Became, Fresh, firstWords } from "./glance";
import { KIND_ORDER } from "./model";
import { best } from "./order";
import { useReader } from "./store";

/** Notes that a closed stack shows of those in it. */
const FEW = 3;

const SWATCH: Record<Kind, string> = {
  claim: "bg-claim",
  quote: "bg-quote",
  evidence: "bg-evidence",
  note: "bg-note",
};
const MANY: Record<Kind, [string, string]> = {
  claim: ["claim", "claims"],
  quote: ["quote", "quotes"],
  evidence: ["piece of evidence", "pieces of evidence"],
  note: ["note", "notes"],
};

function countsOf(notes: readonly Annotation[]) {
  const kinds = new Map<Kind, number>();
  let [questions, unread] = [0, 0];
  for (const { kind, thread } of notes) {
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    if (thread.question && !thread.resolved) questions++;
    if (thread.unread) unread++;
  }
  return { kinds, questions, unread };
}

/** How many notes stand at one place, of which kinds, and what of them is open or new. */
export function Counts({ notes, title }: { notes: readonly Annotation[]; title: string }) {
  const { kinds, questions, unread } = countsOf(notes);
  return (
    <div className="flex flex-wrap items-center gap-x-2.5 gap-y-0.5 text-xs">
      <b className="font-[550] text-ink">{title}</b>
      <ul className="flex gap-2 text-ink-2">
        {KIND_ORDER.map((kind) => {
          const n = kinds.get(kind) ?? 0;
          const name = MANY[kind][n === 1 ? 0 : 1];
          return (
            n > 0 && (
              <li key={kind} className="flex items-center gap-1 tabular-nums" title={`${n} ${name}`}>
                <span aria-hidden data-swatch={kind} className={`size-2 rounded-[2px] ${SWATCH[kind]}`} />
                {n}
                <span className="sr-only"> {name}</span>
              </li>
            )
          );
        })}
      </ul>
      {(questions > 0 || unread > 0) && (
        <span className="ml-auto flex items-center gap-1.5 text-accent">
          {[
            questions > 0 && `${questions} open ${questions === 1 ? "question" : "questions"}`,
            unread > 0 && `${unread} new`,
          ]
            .filter(Boolean)
            .join(" · ")}
        </span>
      )}
    </div>
  );
}

/** One of many notes by its first words. */
export function Line({ note, onNote }: { note: Annotation; onNote: (id: string, at: HTMLElement) => void }) {
  const hover = useReader((r) => r.hover);
  const called = useReader((r) => calledAs(note.author, note, r.groups, r.viewer?.id));
  const article = useReader((r) => r.article);
  const words = firstWords(note);
  return (
    <li>
      <button
        type="button"
        onClick={(event) => onNote(note.id, event.currentTarget)}
        onMouseEnter={() => hover(note.id)}
        onMouseLeave={() => hover(null)}
        onFocus={() => hover(note.id)}
        onBlur={() => hover(null)}
        className="block w-full rounded-lg px-2 py-1.5 text-start hover:bg-well max-bar:min-h-11"
      >
        <span className="line-clamp-2 text-pretty text-ink-2">
          <b className="mr-1 font-[550] text-ink">{called ? `You, seen as ${called.name}:` : note.author.name}</b>
          {note.thread.unread && (
            <span className="mr-1.5 inline-flex align-middle">
              <Fresh />
            </span>
          )}
          {words ? (
            <bdi>{words}</bdi>
          ) : (
            <q {...languageOf(article)} className="font-serif">
              {note.quote.exact.slice(0, 120)}
            </q>
          )}
        </span>
        <span className="flex items-center gap-1.5">
          <Became annotation={note} />
        </span>
      </button>
    </li>
  );
}

/** The edges of those that lie beneath: two, however many there are. */
const EDGES =
  "shadow-[0_4px_0_-1px_var(--sheet),0_4px_0_0_var(--line),0_8px_0_-2px_var(--sheet),0_8px_0_-1px_var(--line)]";

/** A busy place of the margin, folded: how many notes of which kinds, and the best few of them. */
const Folded = memo(function Folded({
  stack,
  notes,
  onOpen,
  onNote,
}: {
  stack: string;
  notes: readonly Annotation[];
  onOpen: (stack: string, at: HTMLElement) => void;
  onNote: (id: string, at: HTMLElement) => void;
}) {
  const title = `${notes.length} notes here`;
  return (
    <section aria-label={`${title}: ${notes[0]?.quote.exact.slice(0, 60)}`} data-stack={stack} className="pb-2">
      <div className={`rounded-xl border border-line bg-sheet px-3.5 pt-3 pb-2 text-[0.84375rem] ${EDGES}`}>
        <Counts notes={notes} title={title} />
        <ul className="-mx-2 mt-1.5">
          {best(notes, FEW).map((note) => (
            <Line key={note.id} note={note} onNote={onNote} />
          ))}
        </ul>
        <button
          type="button"
          data-unfold
          onClick={(event) => onOpen(stack, event.currentTarget)}
          className="mt-0.5 min-h-[24px] py-1 font-medium text-accent text-xs underline decoration-1 underline-offset-2"
        >
          Show all {notes.length}
        </button>
      </div>
    </section>
  );
});

/** The line above the cards of a stack that is open, and the way to fold it again. */
function Unfolded({ stack, count, onFold }: { stack: string; count: number; onFold: (stack: string) => void }) {
  return (
    <div data-stack={stack} className="flex h-[34px] items-center gap-2.5 border-line-2 border-t pt-1 text-xs">
      <b className="font-[550] text-ink">{count} notes here</b>
      <button
        type="button"
        data-fold
        aria-expanded
        onClick={() => onFold(stack)}
        className="ml-auto min-h-[24px] py-1 font-medium text-accent underline decoration-1 underline-offset-2"
      >
        Fold them
      </button>
    </div>
  );
}

/** A stack as it is folded, or the line above one that is open: one part of the script, for few texts have any. */
export function StackPart(
  given: ({ is: "folded" } & ComponentProps<typeof Folded>) | ({ is: "head" } & ComponentProps<typeof Unfolded>),
) {
  return given.is === "folded" ? (
    <Folded stack={given.stack} notes={given.notes} onOpen={given.onOpen} onNote={given.onNote} />
  ) : (
    <Unfolded stack={given.stack} count={given.count} onFold={given.onFold} />
  );
}
