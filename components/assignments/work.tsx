import Link from "next/link";
import type { ReactNode } from "react";
import { Rewritten } from "@/components/reader/rewritten";
import { KindTag } from "@/components/ui/kind";
import { When } from "@/components/ui/when";
import type { FormerState } from "@/lib/schemas/annotation";
import type { Assignment, WorkItem } from "@/lib/schemas/assignment";

type Former = { was: FormerState["was"]; changedAt: string };
/** One note or reply of a student's work, and how it stood when the others' notes were shown and when it was due: see db/afterwards.ts. */
export type Item = WorkItem & { before: Former | null; atDue: Former | null };

const KINDS = { claim: "Claim", quote: "Quote", evidence: "Evidence", note: "Note" } as const;

/** "edited 2 days after it was due". @param days those begun, so that 1 is less than a day */
export const editedLate = (days: number) =>
  `edited ${days === 1 ? "less than a day" : `${days} days`} after it was due`;

/** One note with its passage, its words, when it was made, and what was changed in it after the reveal and after it was due. */
export function WorkEntry({ item, assignment }: { item: Item; assignment: Assignment }) {
  const { goal, articleId, annotationId, replyId, exact, body, madeAt, daysLate, discounted, before, atDue } = item;
  const { minWords } = assignment.counting;
  const text = assignment.readings.length > 1 && assignment.readings.find((one) => one.articleId === articleId)?.title;
  const href = `/articles/${articleId}?layer=${assignment.groupId}${replyId ? `&reply=${replyId}` : ""}#${annotationId}`;
  return (
    <li className="grid gap-2 border-line border-t py-4" id={replyId ?? annotationId}>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-2 text-xs">
        {goal === "prompts" ? (
          <span className="font-medium text-ink">Answer</span>
        ) : goal === "reply" ? (
          <span className="font-medium text-ink">Reply</span>
        ) : (
          <KindTag kind={goal} />
        )}
        <When at={madeAt} />
        {daysLate > 0 && (
          <span className={discounted === "late" ? "text-danger" : "text-quote"}>
            {daysLate === 1 ? "a day late" : `${daysLate} days late`}
            {discounted === "late" && ", not counted"}
          </span>
        )}
        {discounted === "short" && (
          <span className="text-danger">
            fewer than {minWords} {minWords === 1 ? "word" : "words"}, not counted
          </span>
        )}
        {discounted === "same" && <span className="text-danger">overlaps an earlier one, not counted</span>}
        {item.editedDaysLate > 0 && <span className="text-quote">{editedLate(item.editedDaysLate)}</span>}
        {text && <span className="break-words">{text}</span>}
        <Link href={href} className="ml-auto font-medium text-accent text-sm underline-offset-4 hover:underline">
          {replyId ? "In its thread" : "In the text"}
        </Link>
      </p>
      <blockquote
        dir="auto"
        className="line-clamp-3 break-words border-line-2 border-s-2 ps-3 font-serif text-[1.0625rem] text-ink-2 leading-snug"
      >
        {exact}
      </blockquote>
      {before && <Changed item={item} before={before} since="the others’ notes were shown" />}
      {atDue && atDue.changedAt !== before?.changedAt && <Changed item={item} before={atDue} since="it was due" />}
      {before || atDue ? null : body.trim() ? (
        <p dir="auto" className="whitespace-pre-wrap break-words text-[0.9375rem]">
          {body}
        </p>
      ) : (
        <p className="text-ink-3 text-sm">Marked, without words.</p>
      )}
    </li>
  );
}

/** The words before the reveal, or when it was due, and now, with what went and what came. */
function Changed({
  item: { goal, body, exact },
  before: { was, changedAt },
  since,
}: {
  item: Item;
  before: Former;
  since: string;
}) {
  const now = goal in KINDS ? (goal as keyof typeof KINDS) : null;
  return (
    <div className="grid gap-1.5">
      <p className="text-ink-3 text-xs">
        Changed after {since}, <When at={changedAt} />
        {now && was.kind && was.kind !== now && ` · ${KINDS[was.kind]} became ${KINDS[now]}`}
        {was.quote && was.quote.exact !== exact && " · on another passage before"}
      </p>
      <div className="grid gap-x-6 gap-y-3 sm:grid-cols-2">
        <Side title="Before">
          {was.body.trim() ? was.body : <span className="text-ink-3">Marked, without words.</span>}
        </Side>
        <Side title="After">
          <Rewritten from={was.body} to={body} />
        </Side>
      </div>
    </div>
  );
}

const Side = ({ title, children }: { title: string; children: ReactNode }) => (
  <div className="grid content-start gap-1">
    <p className="font-medium text-ink-2 text-xs">{title}</p>
    <p dir="auto" className="whitespace-pre-wrap break-words text-[0.9375rem]">
      {children}
    </p>
  </div>
);
