import Link from "next/link";
import { Dotted } from "@/components/library/particulars";
import { goalsInWords } from "@/lib/goals";
import type { Assignment } from "@/lib/schemas/assignment";
import { Moment } from "./moment";

/** One assignment as a line of its group's page: what, by when, and what is asked. */
export function AssignmentRow({ assignment, now }: { assignment: Assignment; now: Date }) {
  const { id, title, own, opensAt, timeZone, readings, goals, archived } = assignment;
  const dueAt = own?.dueAt ?? assignment.dueAt;
  const ahead = opensAt !== null && new Date(opensAt) > now;
  const texts = readings.length === 1 ? readings[0]?.title : `${readings.length} texts`;
  return (
    <li data-row className="grid gap-1 border-line border-t py-4">
      <h3 className="min-w-0 break-words">
        <Link
          href={`/assignments/${id}`}
          className="font-semibold font-serif text-[1.2rem] leading-snug tracking-[-0.01em] underline-offset-4 hover:underline"
        >
          {title}
        </Link>
      </h3>
      <p className="text-ink-2 text-sm">
        <Dotted
          parts={[
            archived && "put away",
            ahead && opensAt && (
              <span key="opens">
                opens <Moment at={opensAt} zone={timeZone} />, not shown to students before
              </span>
            ),
            dueAt ? (
              <span key="due">
                {own ? "due for you" : "due"} <Moment at={dueAt} zone={timeZone} now={now} />
              </span>
            ) : (
              "no due date"
            ),
            texts !== title && texts,
          ]}
        />
      </p>
      {goalsInWords(goals) && <p className="text-ink-2 text-sm">{goalsInWords(goals)}</p>}
    </li>
  );
}
