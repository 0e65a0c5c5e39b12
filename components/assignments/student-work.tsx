import Link from "next/link";
import type { ReactNode } from "react";
import type { Assignment, Goal, Standing } from "@/lib/schemas/assignment";
import { GOAL_ORDER, toGo } from "@/lib/to-go";
import { Bar } from "./bar";
import { Moment } from "./moment";
import { type Item, WorkEntry } from "./work";

type Work = Standing & { items: readonly Item[]; shownAt: string | null; gone: boolean };
type Of = { assignment: Assignment; work: Work };

const TITLES = {
  ...{ claim: "Claims", quote: "Quotes", evidence: "Evidence", note: "Notes" },
  ...{ spread: "Over the text", prompts: "Answers to the questions", reply: "Replies to others" },
} satisfies Record<Goal, string>;

/** What one student wrote for an assignment: by goal, and by before and after the others' notes were shown to them. */
export function StudentWork({
  assignment,
  work,
  goal,
  mine,
  now,
}: Of & { goal: Goal | null /** It is the reader's own. */; mine: boolean; now: Date }) {
  const { items, shownAt, missing, done, dueAt, lateUntil, gone } = work;
  const shown = goal === null || goal === "spread" ? items : items.filter((item) => item.goal === goal);
  const missed = toGo(missing);
  const blind = assignment.reveal.when !== "always";
  return (
    <>
      <div className="mb-8 grid gap-1 text-[0.9375rem]">
        <p className="font-medium">
          {done ? "Everything that is asked is done." : missed && !gone ? `${upper(missed)}.` : null}
        </p>
        {dueAt && (
          <p className="text-ink-2 text-sm">
            {new Date(dueAt) > now ? "Due" : "Was due"} <Moment at={dueAt} zone={assignment.timeZone} now={now} />
            {dueAt !== assignment.dueAt && ` (${mine ? "your" : "their"} own date)`}
            {lateUntil && lateUntil !== dueAt && (
              <>
                , late work is taken until <Moment at={lateUntil} zone={assignment.timeZone} />
              </>
            )}
          </p>
        )}
        {blind && (
          <p className="text-ink-2 text-sm">
            {shownAt ? (
              <>
                {mine ? "You have" : "They have"} seen what the others noted since{" "}
                <Moment at={shownAt} zone={assignment.timeZone} />.
              </>
            ) : gone ? (
              "They left without having seen what the others noted."
            ) : (
              `${mine ? "You do" : "They do"} not see what the others noted yet.`
            )}
          </p>
        )}
      </div>
      <Goals assignment={assignment} work={work} goal={goal} />
      {shown.length === 0 ? (
        <p className="border-line border-t py-5 text-ink-2 text-sm">
          {goal ? "Nothing of this kind yet." : "Nothing yet."}
          {mine && " What you mark and write for the group on this text stands here."}
        </p>
      ) : blind && shownAt ? (
        <BeforeAndAfter assignment={assignment} items={shown} mine={mine} />
      ) : (
        <Grouped assignment={assignment} items={shown} />
      )}
      <p className="mt-4 max-w-prose text-ink-3 text-sm">
        This comes from what {mine ? "you" : "they"} wrote for the group: no time and no scrolling is measured.
        {mine ? " Only you and your instructors see this page." : ""}
      </p>
    </>
  );
}

const upper = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** Each goal with how much of it is done; one of them shows what counts for it alone. */
function Goals({ assignment, work, goal }: Of & { goal: Goal | null }) {
  const asked = GOAL_ORDER.filter((one) => assignment.goals[one]);
  if (asked.length === 0) return null;
  const path = `/assignments/${assignment.id}/students/${work.user.id}`;
  return (
    <nav aria-label="By goal" className="mb-8 print:hidden">
      <ul className="-mx-2.5 flex flex-wrap gap-1">
        {asked.map((one) => {
          const n = one === "spread" ? work.spread : one === "prompts" ? work.prompts : work.counts[one];
          const of = one === "prompts" ? work.prompts + (work.missing.prompts ?? 0) : Number(assignment.goals[one]);
          return (
            <li key={one}>
              <Link
                href={goal === one ? path : `${path}?goal=${one}`}
                aria-current={goal === one || undefined}
                scroll={false}
                className="grid gap-1.5 rounded-lg px-2.5 py-1.5 text-sm hover:bg-well aria-[current]:bg-well aria-[current]:shadow-[inset_0_0_0_1px_var(--line-2)]"
              >
                <span>
                  {TITLES[one]} <span className="text-ink-2 tabular-nums">{of > 0 ? `${n} of ${of}` : "none yet"}</span>
                </span>
                <Bar n={n} of={of} label={`${TITLES[one]}: ${n} of ${of}`} className="w-full" />
              </Link>
            </li>
          );
        })}
      </ul>
      {goal && (
        <p className="mt-2 text-sm">
          <Link href={path} scroll={false} className="font-medium text-accent underline-offset-4 hover:underline">
            Show everything
          </Link>
        </p>
      )}
    </nav>
  );
}

/** What was made blind, with what was changed in it since, and what was made afterwards. */
function BeforeAndAfter({
  assignment,
  items,
  mine,
}: {
  assignment: Assignment;
  items: readonly Item[];
  mine: boolean;
}) {
  const [before, after] = [items.filter((one) => !one.afterReveal), items.filter((one) => one.afterReveal)];
  const changed = before.filter((one) => one.before !== null).length;
  return (
    <>
      <Half
        title="Before the others’ notes were shown"
        says={
          before.length === 0
            ? "Nothing was written before."
            : changed > 0
              ? `${before.length} written blind, ${changed} of them changed afterwards: old and new words stand side by side.`
              : `${before.length} written blind, none of them changed afterwards.`
        }
      >
        <Grouped assignment={assignment} items={before} />
      </Half>
      <Half
        title="After"
        says={
          after.length === 0
            ? `${mine ? "You have" : "They have"} written nothing since.`
            : `${after.length} written since.`
        }
      >
        <Grouped assignment={assignment} items={after} />
      </Half>
    </>
  );
}

const Half = ({ title, says, children }: { title: string; says: string; children: ReactNode }) => (
  <section aria-label={title} className="mb-12">
    <h2 className="font-semibold font-serif text-xl tracking-tight">{title}</h2>
    <p className="mt-1 mb-5 text-ink-2 text-sm">{says}</p>
    {children}
  </section>
);

const ORDER = ["claim", "quote", "evidence", "note", "prompts", "reply"] as const;

/** By goal, in the order of the text's making. */
const Grouped = ({ assignment, items }: { assignment: Assignment; items: readonly Item[] }) =>
  ORDER.map((goal) => {
    const these = items.filter((item) => item.goal === goal);
    return (
      these.length > 0 && (
        <div key={goal} className="mb-8">
          <h3 className="mb-2 font-semibold text-xs text-ink-3 uppercase tracking-[.06em]">
            {TITLES[goal]} <span className="tabular-nums">{these.length}</span>
          </h3>
          <ul>
            {these.map((item) => (
              <WorkEntry key={item.replyId ?? item.annotationId} item={item} assignment={assignment} />
            ))}
          </ul>
        </div>
      )
    );
  });
