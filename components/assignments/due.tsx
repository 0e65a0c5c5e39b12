import Link from "next/link";
import type { ReactNode } from "react";
import { Dotted } from "@/components/library/particulars";
import type { Assignment, Standing } from "@/lib/schemas/assignment";
import { stageOf, toGo } from "@/lib/to-go";
import { Moment } from "./moment";

type Own = Pick<Standing, "dueAt" | "lateUntil" | "done" | "missing"> & { begun: boolean };
export type Asked = { assignment: Assignment; own: Own };
export type Led = { assignment: Assignment; count: { students: number; done: number; begun: number } | null };

/** One thing to read, as a line: what, for whom, by when for me, and what is missing. */
export function DueRow({ assignment, own, now }: Asked & { now: Date }) {
  const { group, timeZone, dueAt, lateUntil } = assignment;
  const other = own.dueAt !== dueAt || own.lateUntil !== (lateUntil ?? dueAt);
  const stage = stageOf(own, now);
  return (
    <Line assignment={assignment} aside={<State own={own} late={stage === "late"} past={stage === "past"} />}>
      <Dotted
        parts={[
          <Link key="group" href={`/groups/${group.id}`} className="underline-offset-4 hover:underline">
            {group.name}
          </Link>,
          own.dueAt ? (
            <span key="due" title={other ? "You have other times than the rest." : undefined}>
              {stage === "late" || stage === "past" ? "was due" : "due"}{" "}
              <Moment at={own.dueAt} zone={timeZone} now={stage === "past" ? undefined : now} />
              {other && " · your own date"}
            </span>
          ) : (
            "no due date"
          ),
          stage === "late" && own.lateUntil && (
            <span key="late" className="text-danger">
              late work is taken until <Moment at={own.lateUntil} zone={timeZone} />
            </span>
          ),
        ]}
      />
    </Line>
  );
}

/** What is set to others, with how many of them are done. */
export function LedRow({ assignment, count, now }: Led & { now: Date }) {
  const { id, group, timeZone, dueAt, opensAt, goals } = assignment;
  const counted =
    count &&
    (Object.keys(goals).length > 0
      ? `${count.done} of ${count.students} done`
      : `${count.begun} of ${count.students} begun`);
  return (
    <Line
      assignment={assignment}
      aside={
        <Link
          href={`/assignments/${id}/standing`}
          className="font-medium text-accent underline-offset-4 hover:underline max-sm:my-0 max-sm:py-2"
        >
          {count && count.students > 0 ? (
            <>
              <span className="sr-only">Where everyone stands: </span>
              {counted}
            </>
          ) : count ? (
            "no students yet"
          ) : (
            "Where everyone stands"
          )}
        </Link>
      }
    >
      <Dotted
        parts={[
          <Link key="group" href={`/groups/${group.id}`} className="underline-offset-4 hover:underline">
            {group.name}
          </Link>,
          opensAt && new Date(opensAt) > now && (
            <span key="opens">
              opens <Moment at={opensAt} zone={timeZone} />
            </span>
          ),
          dueAt ? (
            <span key="due">
              {new Date(dueAt) > now ? "due" : "was due"} <Moment at={dueAt} zone={timeZone} now={now} />
            </span>
          ) : (
            "no due date"
          ),
        ]}
      />
    </Line>
  );
}

const Line = ({ assignment, aside, children }: { assignment: Assignment; aside: ReactNode; children: ReactNode }) => (
  <li
    data-row
    className="grid items-baseline gap-x-6 gap-y-1 border-line border-t py-4 sm:grid-cols-[minmax(0,1fr)_auto]"
  >
    <h3 className="min-w-0 break-words">
      <Link
        href={`/assignments/${assignment.id}`}
        className="font-semibold font-serif text-[1.2rem] leading-snug tracking-[-0.01em] underline-offset-4 hover:underline"
      >
        {assignment.title}
      </Link>
    </h3>
    <p className="text-sm sm:max-w-[17rem] sm:text-right">{aside}</p>
    <p className="text-ink-2 text-sm sm:col-span-2">{children}</p>
  </li>
);

/** What is missing, in plain words. */
function State({ own: { done, missing, begun }, late, past }: { own: Own; late: boolean; past: boolean }) {
  if (done) return <span className="text-evidence">Done</span>;
  const words = toGo(missing);
  if (!words) return <span className="text-ink-2">{begun ? "Begun" : "Not begun"}</span>;
  if (past) return <span className="text-ink-2">{words.replace(/ to go$/, " missing")}</span>;
  return <span className={`font-medium ${late ? "text-danger" : ""}`}>{words}</span>;
}

/** The next few that are not done, for the first page; nothing where none is. */
export function DueNext({ asked, now }: { asked: readonly Asked[]; now: Date }) {
  const nothingLeft = ({ done, begun, missing }: Own) => done || (begun && Object.keys(missing).length === 0);
  const open = asked.filter(({ own }) => own.dueAt && !nothingLeft(own) && stageOf(own, now) !== "past");
  if (open.length === 0) return null;
  return (
    <section className="mb-12" aria-labelledby="due">
      <h2 id="due" className="mb-3 font-semibold text-xs text-ink-3 uppercase tracking-[.06em]">
        Due next
      </h2>
      <ul>
        {open.slice(0, NEXT).map((one) => (
          <DueRow key={one.assignment.id} {...one} now={now} />
        ))}
      </ul>
      {open.length > NEXT && (
        <p className="border-line border-t pt-4 text-sm">
          <Link href="/assignments" className="font-medium text-accent underline-offset-4 hover:underline">
            All {open.length} that you are to read
          </Link>
        </p>
      )}
    </section>
  );
}
const NEXT = 3;
