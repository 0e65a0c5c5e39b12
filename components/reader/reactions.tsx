"use client";
import type { Reaction } from "@/lib/reactions";
import { REACTIONS } from "@/lib/reactions";
import type { Annotation } from "@/lib/schemas/annotation";

/** The words of each, and its sign. */
export const SAID: Record<Reaction, { sign: string; says: string }> = {
  agree: { sign: "M3 8.5l3.2 3.2L13 4.8", says: "Agree" },
  helpful: { sign: "M8 2.2l1.7 3.7 4 .5-3 2.7.8 4L8 11.1l-3.5 2 .8-4-3-2.7 4-.5z", says: "Helpful" },
  question: { sign: "M5.4 6a2.6 2.6 0 1 1 3.7 2.4c-.8.4-1.1.8-1.1 1.6M8 12.6v.2", says: "I have this question too" },
};

/**
 * What readers say of a note or a reply with one press. Where the viewer may say nothing, only what was said is shown.
 * "I have this question too" is offered on questions alone; of a reply (`few`) only what somebody said already, the rest
 * is in its menu.
 */
export function Reactions({
  of,
  on,
  may,
  question = false,
  few = false,
  onReact,
}: {
  of: Pick<Annotation["thread"], "reactions" | "mine">;
  /** Whose words they are of, for a screen reader. */
  on: string;
  may: boolean;
  question?: boolean;
  few?: boolean;
  onReact: (what: Reaction, on: boolean) => void;
}) {
  const offered = REACTIONS.filter(
    (what) => of.reactions[what] > 0 || (may && !few && (what !== "question" || question)),
  );
  if (offered.length === 0) return null;
  return (
    <fieldset aria-label={`Reactions to ${on}`} className="flex flex-wrap gap-1 print:hidden">
      {offered.map((what) => {
        const mine = of.mine.includes(what);
        const n = of.reactions[what];
        const { sign, says } = SAID[what];
        const inside = (
          <>
            <svg
              aria-hidden
              viewBox="0 0 16 16"
              className="size-3.5 fill-none stroke-[1.5] stroke-current [stroke-linecap:round] [stroke-linejoin:round]"
            >
              <path d={sign} />
            </svg>
            <span className={n > 0 && what !== "question" ? "sr-only" : ""}>{says}</span>
            {n > 0 && <span className="tabular-nums">{n}</span>}
          </>
        );
        const look = "inline-flex min-h-[24px] items-center gap-1 rounded-full border px-2 text-xs";
        return may ? (
          <button
            key={what}
            type="button"
            aria-pressed={mine}
            title={says}
            onClick={() => onReact(what, !mine)}
            className={`${look} max-bar:h-10 max-bar:px-3 ${mine ? "border-accent text-accent" : "border-line text-ink-3 hover:border-line-2 hover:text-ink"}`}
          >
            {inside}
          </button>
        ) : (
          <span key={what} title={says} className={`${look} border-line text-ink-3`}>
            {inside}
          </span>
        );
      })}
    </fieldset>
  );
}
