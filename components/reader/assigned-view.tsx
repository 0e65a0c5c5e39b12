import { Fragment, type ReactNode } from "react";
import { Moment } from "@/components/assignments/moment";
import { asked, blindUntil } from "./asked";
import type { Assigned, AssignedPlace } from "./model";

/**
 * What assignments ask of a text, where its reader stands, and what is kept from them until then. Drawn by the server, and
 * by the browser once it has changed: so it holds no state of its own.
 *
 * @param here the text that is open
 */
export function AssignedView({ is, of, here }: { is: AssignedPlace; of: readonly Assigned[]; here: string }) {
  const [first, ...others] = of;
  if (!first) return null;
  if (is === "margin") return <Blind of={of} />;
  return (
    <section aria-label="Assignment" className="assigned font-sans text-[0.78125rem] text-ink-2 print:hidden">
      <One of={first} here={here} shown />
      {others.length > 0 && (
        <details className="min-w-0">
          <summary className="cursor-pointer py-1 text-ink-2 hover:text-ink">
            {others.length === 1 ? "Another assignment" : `${others.length} other assignments`}
          </summary>
          <div className="grid gap-5 pt-2">
            {others.map((one) => (
              <One key={one.id} of={one} here={here} />
            ))}
          </div>
        </details>
      )}
      <div className="bar:hidden">
        <Blind of={of} />
      </div>
    </section>
  );
}

/** @param shown its part is the one that the text shows */
function One({ of, here, shown = false }: { of: Assigned; here: string; shown?: boolean }) {
  const { id, title, leads, dueAt, lateUntil, timeZone, part, at, mine, prompts } = of;
  const goals = asked(of);
  const line = firstLine(part?.begins ?? "");
  const begins = `“${firstWords(line, 5)}${/(\s+\S+){5}/.test(line) ? " …" : ""}”`;
  const wanted = goals.reduce((sum, goal) => sum + goal.wanted, 0);
  const got = goals.reduce((sum, goal) => sum + Math.min(goal.got, goal.wanted), 0);
  return (
    <div className="assigned-one">
      <h2 className="rail-head">Assignment</h2>
      <p className="font-medium text-ink leading-snug">
        <a
          href={`/assignments/${id}`}
          className="wrap-anywhere underline decoration-line-2 underline-offset-2 hover:decoration-ink"
        >
          {title}
        </a>
      </p>
      {dueAt && (
        <p>
          Due <Moment at={dueAt} zone={timeZone} />
          {lateUntil && lateUntil !== dueAt && (
            <>
              <br />
              Late work is taken until <Moment at={lateUntil} zone={timeZone} />
            </>
          )}
        </p>
      )}
      {mine && goals.length > 0 && (
        <>
          <p data-standing>
            {mine.done && <b className="font-semibold text-ink">All done: </b>}
            {goals.map(({ goal, wanted, got, name }, n) => (
              <Fragment key={goal}>
                {n > 0 && ", "}
                <b className="whitespace-nowrap font-semibold text-ink">
                  {got} of {wanted}
                </b>{" "}
                {name}
              </Fragment>
            ))}
          </p>
          <progress className="assigned-bar" max={wanted} value={got} aria-label="Of what is asked" />
        </>
      )}
      {leads && of.reveal.when !== "always" && <p>Students read it blind.</p>}
      {part &&
        (part.span ? (
          <p>
            A part of the text, from{" "}
            {shown && at !== undefined ? (
              <a
                href={`#at-${at}`}
                className="font-serif text-ink underline decoration-line-2 underline-offset-2 hover:decoration-ink"
              >
                {begins}
              </a>
            ) : (
              <span className="font-serif text-ink">{begins}</span>
            )}
          </p>
        ) : (
          <p className="text-danger">
            The part that was chosen is not in this text any more.{" "}
            {leads ? (
              <a href={`/assignments/${id}/edit`} className="underline underline-offset-2">
                Draw it again
              </a>
            ) : (
              "New annotations don’t count until your instructor selects a part again."
            )}
          </p>
        ))}
      {prompts.length > 0 && <Prompts of={of} here={here} />}
    </div>
  );
}

/** The questions, as a list to jump from. */
function Prompts({ of: { id, prompts, mine, leads }, here }: { of: Assigned; here: string }) {
  const answered = prompts.filter((one) => one.answered).length;
  return (
    <details>
      <summary className="cursor-pointer py-0.5 hover:text-ink">
        {prompts.length === 1 ? "One question" : `${prompts.length} questions`}
        {mine && `, ${answered} answered`}
      </summary>
      <ol className="grid list-decimal gap-1 py-1 pl-5" data-questions={id}>
        {prompts.map(({ annotationId, articleId, body, answered: done }) => (
          <li key={annotationId}>
            <a
              href={`${articleId === here ? "" : `/articles/${articleId}`}#${annotationId}`}
              data-prompt={annotationId}
              className="line-clamp-2 break-words text-ink underline decoration-line-2 underline-offset-2"
            >
              {firstWords(body, 14) || "A passage"}
            </a>
            {!leads && (
              <span className={done ? "text-evidence" : "text-ink-3"}>{done ? "Answered" : "Not answered yet"}</span>
            )}
          </li>
        ))}
      </ol>
    </details>
  );
}

/** What is kept from its reader, and until when; nothing of how much that is. Or that it was opened just now. */
function Blind({ of }: { of: readonly Assigned[] }) {
  const shown: ReactNode[] = of.flatMap((one) => {
    if (one.opened)
      return [<p key={one.id}>What others in {one.group.name} noted is open to you now, and stands in the margin.</p>];
    const until = blindUntil(one);
    return until ? [<p key={one.id}>{until}</p>] : [];
  });
  if (shown.length === 0) return null;
  return (
    <div
      role="status"
      className="blind mb-5 grid gap-2 border-line-2 border-l-2 pl-3 font-sans text-sm text-ink-2 leading-normal"
    >
      {shown}
    </div>
  );
}

const firstLine = (text: string) => text.trim().split("\n")[0] ?? "";
const firstWords = (text: string, many: number) => text.trim().split(/\s+/).slice(0, many).join(" ");
