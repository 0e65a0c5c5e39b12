import Link from "next/link";
import type { ReactNode } from "react";
import { Blocks } from "@/components/reader/blocks";
import { countingInWords, goalsInWords, opensInWords } from "@/lib/goals";
import { parse } from "@/lib/markdown";
import { ruleInWords } from "@/lib/rule";
import type { Assignment, Prompt } from "@/lib/schemas/assignment";
import type { Person } from "@/lib/schemas/user";
import { inWords, zoneName } from "@/lib/zoned";
import { Moment } from "./moment";
import { Rule } from "./rule";
import { shortened } from "./shortened";

/** What an assignment asks of its students: by when, which texts, what to look for, and who sees what. */
export function Asked({
  assignment,
  now,
  questions,
  known,
}: {
  assignment: Assignment;
  now: Date;
  /** What is asked in the texts, in order. */
  questions: readonly Prompt[];
  /** By which made-up names students go: a student's own, and for instructors everybody's. */
  known: readonly { user: Person; names: readonly string[] }[];
}) {
  const { opensAt, dueAt, own, timeZone, instructions, goals, points, readings, reveal, names } = assignment;
  const due = own?.dueAt ?? dueAt;
  const lateUntil = own ? own.lateUntil : assignment.lateUntil;
  const goal = goalsInWords(goals);
  const said = (at: string) => `${inWords(at, timeZone)} (${zoneName(timeZone)})`;
  return (
    <dl className="grid gap-y-7">
      <Part title="By when">
        <div className="grid gap-1">
          {opensAt && (
            <p>
              {new Date(opensAt) > now ? "Opens" : "Opened"} <Moment at={opensAt} zone={timeZone} now={now} />
            </p>
          )}
          {due ? (
            <p className="font-medium">
              {own ? "For you it is due" : "Due"} <Moment at={due} zone={timeZone} now={now} />
            </p>
          ) : (
            <p>There is no due date.</p>
          )}
          {own && <p className="text-ink-2">You have more time than the others.</p>}
          {due &&
            (lateUntil ? (
              <p>
                Late work is taken until <Moment at={lateUntil} zone={timeZone} now={now} />
              </p>
            ) : (
              <p className="text-ink-2">Late work is not counted.</p>
            ))}
        </div>
      </Part>
      <Part title={readings.length > 1 ? "The texts" : "The text"}>
        <ul className="grid gap-4">
          {readings.map((reading) => (
            <Reading key={reading.articleId} reading={reading} assignment={assignment} />
          ))}
        </ul>
      </Part>
      {instructions.trim() && (
        <Part title="Instructions">
          <div className="grid max-w-prose grid-cols-1 gap-2 break-words font-serif text-[1.0625rem] leading-[1.6]">
            <Blocks of={parse(instructions)} className="grid-cols-1 gap-3" />
          </div>
        </Part>
      )}
      <Part title="What to look for">
        <p className="max-w-prose">{goal ?? "Nothing is counted. Read, and mark what strikes you."}</p>
        {goal && (
          <p className="mt-1 max-w-prose text-ink-2">
            {[
              assignment.counting.lastEdit
                ? "What you write for the group counts; your private and public notes do not."
                : "What you write for the group counts, from the moment you wrote it; your private and public notes do not.",
              ...countingInWords(assignment.counting, said(opensAt ?? assignment.createdAt)),
            ].join(" ")}
          </p>
        )}
      </Part>
      {ruleInWords(goals, points) && (
        <Part title="Points">
          <Rule goals={goals} rule={points} />
        </Part>
      )}
      {(questions.length > 0 || (goals.prompts && assignment.canEdit)) && (
        <Part title="Questions in the text">
          <Questions questions={questions} assignment={assignment} />
        </Part>
      )}
      <Part title="What the others noted">
        <p className="max-w-prose">You see what the others noted {opensInWords(reveal, dueAt, said)}.</p>
        {reveal.when !== "always" && (
          <p className="mt-1 max-w-prose text-ink-2">
            Instructors see everything all the time. Everyone with access to the text can always see public notes.
          </p>
        )}
      </Part>
      <Part title="Names">
        <p className="max-w-prose">
          {names === "pseudonyms"
            ? "Students know each other by made-up names, which are of this assignment alone. Instructors see real names."
            : "Everybody sees everybody’s name."}
        </p>
        {names === "pseudonyms" && <Known known={known} led={assignment.canEdit} />}
      </Part>
    </dl>
  );
}

function Known({ known, led }: { known: readonly { user: Person; names: readonly string[] }[]; led: boolean }) {
  if (known.length === 0) return null;
  const called = (names: readonly string[]) => new Intl.ListFormat("en-GB").format(names);
  if (!led)
    return (
      <>
        <p className="mt-2 max-w-prose">
          You appear as <b className="font-semibold">{called(known.flatMap((one) => one.names))}</b>.
        </p>
        <p className="mt-1 max-w-prose text-ink-2">
          Do not sign what you write here, and do not move it out of the group: it would then stand under your own name.
        </p>
      </>
    );
  return (
    <details className="mt-2 max-w-prose">
      <summary className="cursor-pointer font-medium text-accent underline underline-offset-2">Who is who</summary>
      <table className="mt-2 w-full text-left">
        <thead className="text-ink-2 text-sm">
          <tr>
            <th scope="col" className="py-1 pr-6 font-medium">
              Student
            </th>
            <th scope="col" className="py-1 font-medium">
              Appears as
            </th>
          </tr>
        </thead>
        <tbody>
          {known.map(({ user, names }) => (
            <tr key={user.id} className="border-line border-t align-top">
              <th scope="row" className="break-words py-1.5 pr-6 font-normal">
                {user.name}
              </th>
              <td className="break-words py-1.5">{called(names)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-10 gap-y-1.5 md:grid-cols-[11rem_minmax(0,1fr)]">
      <dt className="font-semibold">{title}</dt>
      <dd className="text-[0.9375rem]">{children}</dd>
    </div>
  );
}

function Reading({ reading, assignment }: { reading: Assignment["readings"][number]; assignment: Assignment }) {
  const { articleId, title, part } = reading;
  const href = `/articles/${articleId}?layer=${assignment.groupId}`;
  return (
    <li className="grid gap-1">
      <Link
        href={href}
        className="justify-self-start break-words font-semibold font-serif text-[1.0625rem] underline decoration-line-2/60 underline-offset-4 hover:decoration-ink"
      >
        {title}
      </Link>
      {!part && <p className="text-ink-2 text-sm">All of it.</p>}
      {part?.span && (
        <p className="max-w-prose text-ink-2 text-sm">
          A part of it:{" "}
          <a
            href={`${href}${fragment(part.exact)}`}
            className="text-ink underline decoration-line-2/60 underline-offset-4 hover:decoration-ink"
          >
            <q dir="auto" className="font-serif">
              {shortened(part.exact)}
            </q>
          </a>
        </p>
      )}
      {part && !part.span && (
        <p className="max-w-prose rounded-lg bg-danger-wash px-3.5 py-2.5 text-danger text-sm" role="status">
          {assignment.canEdit ? (
            <>
              The part that was chosen is no longer in this text: a new version was published without it. What was
              written before still counts. New annotations on this text don’t, until you draw the part again.{" "}
              <Link href={`/assignments/${assignment.id}/edit`} className="font-medium underline underline-offset-2">
                Draw it again
              </Link>
            </>
          ) : (
            "The part that was chosen is no longer in this text: a new version was published without it. What you wrote before still counts. New annotations on this text don’t, until your instructor draws the part again."
          )}
        </p>
      )}
    </li>
  );
}

/** Where a passage begins, for a browser to scroll to: https://wicg.github.io/scroll-to-text-fragment/ */
function fragment(exact: string): string {
  const begins = exact.trim().split("\n")[0]?.split(/\s+/).slice(0, 8).join(" ") ?? "";
  return `#:~:text=${encodeURIComponent(begins.toWellFormed()).replaceAll("-", "%2D")}`;
}

/** Each question, leading to where it is asked. */
function Questions({ questions, assignment }: { questions: readonly Prompt[]; assignment: Assignment }) {
  const { canEdit, groupId, readings } = assignment;
  if (questions.length === 0)
    return (
      <p className="max-w-prose text-ink-2">
        None is asked yet. Open the text, mark a passage for the group, and make your note a question of this assignment
        in its menu.
      </p>
    );
  return (
    <ol className="grid max-w-prose list-decimal gap-1.5 pl-5">
      {questions.map(({ annotationId, articleId, body, answered }) => (
        <li key={annotationId} className="break-words pl-1">
          <Link
            href={`/articles/${articleId}?layer=${groupId}#${annotationId}`}
            className="underline decoration-line-2/60 underline-offset-4 hover:decoration-ink"
          >
            {shortened(body) || readings.find((one) => one.articleId === articleId)?.title}
          </Link>
          {answered && !canEdit && <span className="text-evidence text-sm"> · answered</span>}
        </li>
      ))}
    </ol>
  );
}
