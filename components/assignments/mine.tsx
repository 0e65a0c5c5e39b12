import Link from "next/link";
import type { ReactNode } from "react";
import { When } from "@/components/ui/when";
import type { Assignment, Goal, Standing } from "@/lib/schemas/assignment";
import { GOAL_ORDER, stageOf, toGo } from "@/lib/to-go";
import { inWords, zoneName } from "@/lib/zoned";
import { Bar } from "./bar";
import { Moment } from "./moment";
import { shortened } from "./shortened";

/** What is left of an assignment for one student: see db/left.ts. */
type Left = {
  own: Standing;
  sections: readonly { articleId: string; heading: string | null; start: number; marked: boolean }[];
  questions: readonly { id: string; articleId: string; exact: string; body: string; answered: boolean }[];
};
type Of = { assignment: Assignment; left: Left };

const NAMES: Record<Goal, string> = {
  ...{ claim: "Claims", quote: "Quotes", evidence: "Evidence", note: "Notes" },
  ...{ spread: "Sections of the text", prompts: "Questions answered", reply: "Replies to others" },
};
const link = "font-medium text-accent underline-offset-4 hover:underline";

/** Where I stand in an assignment: each goal, what is missing and where it can be done, and when peers are shown. */
export function WhereIStand({ assignment, left, now }: Of & { now: Date }) {
  const { own } = left;
  const { goals } = assignment;
  const asked = GOAL_ORDER.filter((goal) => goals[goal]);
  const missing = toGo(own.missing);
  return (
    <section aria-labelledby="mine" className="mb-11 rounded-xl border border-line bg-sheet px-5 py-5 max-bar:px-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h2 id="mine" className="font-semibold text-base">
          Where you stand
        </h2>
        <Link href={`/assignments/${assignment.id}/students/${own.user.id}`} className={`${link} text-sm`}>
          Your work
        </Link>
      </div>
      <p className="mt-1.5 text-[0.9375rem]" data-testid="to-go">
        {own.done ? "Everything that is asked is done." : missing ? `${upper(missing)}.` : "Nothing is counted here."}
      </p>
      <OwnTime assignment={assignment} own={own} now={now} />
      {asked.length > 0 && (
        <ul className="mt-4">
          {asked.map((goal) => (
            <Row key={goal} goal={goal} assignment={assignment} left={left} />
          ))}
        </ul>
      )}
      {assignment.reveal.when !== "always" && <Peers assignment={assignment} own={own} />}
      <p className="mt-4 border-line border-t pt-3 text-ink-3 text-xs">
        Counted from what you wrote for the group, and from nothing else: no time and no scrolling is measured.
      </p>
    </section>
  );
}

const upper = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** My own date where it is another than everybody's, and what being late means now. */
function OwnTime({ assignment, own, now }: { assignment: Assignment; own: Standing; now: Date }) {
  const { dueAt, lateUntil } = own;
  if (!dueAt) return null;
  const other = dueAt !== assignment.dueAt || lateUntil !== (assignment.lateUntil ?? assignment.dueAt);
  const late = stageOf(own, now) === "late";
  const over = !own.done && new Date(lateUntil ?? dueAt) <= now;
  return (
    <>
      {other && (
        <p className="mt-1 text-sm">
          You have other times than the rest: due <Moment at={dueAt} zone={assignment.timeZone} />
          {lateUntil && lateUntil !== dueAt && (
            <>
              , late work is taken until <Moment at={lateUntil} zone={assignment.timeZone} />
            </>
          )}
          .
        </p>
      )}
      {late && lateUntil && (
        <p className="mt-1 text-danger text-sm">
          It was due <When at={dueAt} />. Late work is taken until <Moment at={lateUntil} zone={assignment.timeZone} />.
        </p>
      )}
      {over && <p className="mt-1 text-danger text-sm">The time is over: what you write now is not counted.</p>}
    </>
  );
}

function Row({ goal, assignment, left }: Of & { goal: Goal }) {
  const { own, sections, questions } = left;
  const of = goal === "prompts" ? questions.length : (assignment.goals[goal] as number);
  const n = goal === "spread" ? own.spread : goal === "prompts" ? own.prompts : own.counts[goal];
  const done = !own.missing[goal];
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-5 gap-y-1 border-line border-t py-2.5 sm:grid-cols-[13rem_auto_minmax(0,1fr)]">
      <Link
        href={`/assignments/${assignment.id}/students/${own.user.id}?goal=${goal}`}
        className="text-sm underline-offset-4 hover:underline"
      >
        {NAMES[goal]}
      </Link>
      <span className="flex items-center gap-3 text-sm tabular-nums">
        {of > 0 && (
          <>
            <Bar n={n} of={of} label={`${NAMES[goal]}: ${n} of ${of}`} className="w-24 max-sm:w-14" />
            {n} of {of}
          </>
        )}
      </span>
      <span className="text-sm max-sm:col-span-2 sm:justify-self-end">
        {of === 0 ? (
          <span className="text-ink-2">No questions yet</span>
        ) : done ? (
          <span className="text-ink-2">Done</span>
        ) : (
          <Do goal={goal} assignment={assignment} own={own} />
        )}
      </span>
      {!done && goal === "spread" && (
        <Places title="Not marked yet">
          {sections
            .filter(({ marked }) => !marked)
            .map(({ articleId, heading, start }, i) => (
              <Place key={`${articleId}${start}`} href={`${reading(assignment, articleId)}#at-${start}`}>
                {heading ? shortened(heading) : `Part ${i + 1}`}
              </Place>
            ))}
        </Places>
      )}
      {!done && goal === "prompts" && (
        <Places title="Not answered yet">
          {questions
            .filter(({ answered }) => !answered)
            .map(({ id, articleId, exact, body }) => (
              <Place key={id} href={`${reading(assignment, articleId)}#${id}`}>
                <bdi>{shortened(body.trim() || exact)}</bdi>
              </Place>
            ))}
        </Places>
      )}
    </li>
  );
}

const reading = (assignment: Assignment, articleId: string) => `/articles/${articleId}?layer=${assignment.groupId}`;

/** Where what is missing of a goal can be done; sections and questions are named below instead. */
function Do({ goal, assignment, own }: { goal: Goal; assignment: Assignment; own: Standing }) {
  const [first, ...others] = assignment.readings;
  if (!first || goal === "spread" || goal === "prompts") return null;
  if (goal === "reply" && !own.revealed) return <span className="text-ink-2">Once you see what the others noted</span>;
  const says = goal === "reply" ? "Find a note to answer" : "Mark a passage";
  const href = `${reading(assignment, first.articleId)}${goal === "reply" ? "&view=threads" : ""}`;
  return (
    <Link href={href} className={link} title={others.length > 0 ? `In “${first.title}”` : undefined}>
      {says}
    </Link>
  );
}

const Places = ({ title, children }: { title: string; children: ReactNode }) => (
  <div className="col-span-full mt-0.5 text-sm">
    <span className="text-ink-3 text-xs">{title}</span>
    <ul className="mt-0.5 flex flex-wrap gap-x-4 gap-y-1">{children}</ul>
  </div>
);
const Place = ({ href, children }: { href: string; children: ReactNode }) => (
  <li className="min-w-0 max-w-full">
    <Link href={href} className={`${link} break-words`}>
      {children}
    </Link>
  </li>
);

/** Whether peers' notes are shown, and what is needed for that. */
function Peers({ assignment: { reveal, timeZone, dueAt }, own }: { assignment: Assignment; own: Standing }) {
  const { when, count, at } = reveal;
  const day = (one: string) => `${inWords(one, timeZone)} (${zoneName(timeZone)})`;
  const early = when !== "all" || !dueAt || (at && Date.parse(at) <= Date.parse(dueAt));
  const latest = early ? at : null;
  const need = count ?? 1;
  return (
    <div className="mt-1 grid gap-1.5 border-line border-t pt-3 text-sm">
      {own.revealed ? (
        <p>You see what the others noted.</p>
      ) : when === "own" ? (
        <>
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Bar n={own.passages} of={need} label={`Passages of your own: ${own.passages} of ${need}`} />
            <span>
              {own.passages} of {need} {need === 1 ? "passage" : "passages"} with a note of five words or more: then you
              see what the others noted{latest ? `, at the latest on ${day(latest)}` : ""}.
            </span>
          </p>
          <p className="text-ink-3 text-xs">Private notes and replies do not count for this; distinct passages do.</p>
        </>
      ) : (
        <p>
          You do not see what the others noted yet. {when === "manual" && "Your instructor opens it"}
          {when === "all" && "It opens once everybody has done all that is asked"}
          {when === "date" && latest && `It opens on ${day(latest)}`}
          {when !== "date" && latest && `, at the latest on ${day(latest)}`}
          {!early && ", at the latest when it was due for everyone"}.
        </p>
      )}
    </div>
  );
}
