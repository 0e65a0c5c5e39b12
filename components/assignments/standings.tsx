"use client";
import { useRouter } from "next/navigation";
import type { MouseEvent, ReactNode } from "react";
import { amount } from "@/lib/rule";
import type { Goal, Goals } from "@/lib/schemas/assignment";
import type { Column, StandingsQuery } from "@/lib/schemas/standings";
import { COLUMN_NAMES, missingInWords } from "@/lib/standing-words";
import { columnsOf, got, inAll, type Stands, wanted } from "@/lib/standings";
import { zoneName } from "@/lib/zoned";
import { SortedHead } from "./sorted-head";

type Asked = { goals: Goals; dueAt: string | null; timeZone: string; passages: number | null; points: number | null };

/**
 * Students × goals. What crosses to the browser is the counts; the rows of elements are made from them here and there, so
 * that three hundred students weigh a third of what their elements would.
 */
export function Standings({
  id,
  query,
  rows,
  asked,
  promptsInAll,
  sectioned,
  now,
}: {
  id: string;
  query: StandingsQuery;
  rows: readonly Stands[];
  asked: Asked;
  promptsInAll: number;
  /** The group has sections. */
  sectioned: boolean;
  /** ISO 8601: what is past is past on the server. */
  now: string;
}) {
  const router = useRouter();
  const goals = columnsOf(asked.goals);
  const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: asked.timeZone });
  // Thousands of links, and one listener that lets them be ones of a page that stays.
  const follow = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    router.push(link.pathname + link.search + link.hash);
  };
  const head = (by: Column, label: string, title?: string) => (
    <SortedHead key={by} page={`/assignments/${id}/standing`} {...{ query, by, label, title }} />
  );
  const columns =
    3 + goals.length + Number(sectioned) + Number(asked.passages !== null) + Number(asked.points !== null);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section aria-label="Table of students" tabIndex={0} className="standings" data-wide={columns > 9 || undefined}>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Enter on a link is a click. */}
      <table onClick={follow}>
        <caption className="sr-only">Students and what they wrote. Each number leads to the notes behind it.</caption>
        <thead>
          <tr>
            {head("name", "Student")}
            {sectioned && head("section", "Section")}
            {head("standing", "Standing")}
            {goals.map((goal) => head(goal, COLUMN_NAMES[goal], asking(asked.goals, goal, promptsInAll)))}
            {asked.passages !== null &&
              head("passages", "Passages", `${asked.passages} of their own show a student the others’ notes`)}
            {head("all", "All")}
            {asked.points !== null && head("points", "Points", `of ${amount(asked.points)}`)}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.user.id}>
              <th scope="row">
                <a href={`students/${row.user.id}`}>{row.user.name}</a>
              </th>
              {sectioned && <td className="in">{row.section?.name}</td>}
              <td className="is">
                <Is row={row} asked={asked} now={now} order={goals} day={day} />
              </td>
              {goals.map((goal) => (
                <Cell
                  key={goal}
                  what={goal}
                  n={got(row, goal)}
                  of={wanted(asked.goals, goal, promptsInAll)}
                  href={`students/${row.user.id}?goal=${goal}`}
                />
              ))}
              {asked.passages !== null && (
                <Cell
                  what="passages"
                  n={row.passages}
                  of={asked.passages}
                  href={row.passages ? `students/${row.user.id}` : ""}
                />
              )}
              <Cell what="all" n={inAll(row)} of={null} href={`students/${row.user.id}`} />
              {asked.points !== null && (
                <td className="n of-points">
                  <a href={`students/${row.user.id}#points`}>{amount(row.points ?? 0)}</a>
                  <i>/{amount(asked.points)}</i>
                </td>
              )}
            </tr>
          ))}
        </tbody>
        <Foot rows={rows} goals={goals} asked={asked} promptsInAll={promptsInAll} sectioned={sectioned} />
      </table>
      {rows.length === 0 && (
        <p className="px-2 py-8 text-ink-2">Nobody is so. Look for another name, or show everyone.</p>
      )}
    </section>
  );
}

const asking = (goals: Goals, goal: Goal, promptsInAll: number) => {
  const n = wanted(goals, goal, promptsInAll);
  return n === null ? undefined : `${n} asked`;
};

/** A number, the way to what it counts, and how much of what is asked it is. */
function Cell({ what, n, of, href }: { what: string; n: number; of: number | null; href: string }) {
  return (
    <td className={`n of-${what}`} data-part={of === null ? undefined : partOf(n, of)}>
      {n > 0 && href ? <a href={href}>{n}</a> : n}
      {of !== null && <i>/{of}</i>}
    </td>
  );
}

/** In quarters, 4 only when all of it is there. */
const partOf = (n: number, of: number) => (n >= of ? 4 : n > 0 ? Math.max(1, Math.floor((n / of) * 4)) : 0);

function Is({
  row,
  asked,
  now,
  order,
  day,
}: {
  row: Stands;
  asked: Asked;
  now: string;
  order: readonly Goal[];
  day: Intl.DateTimeFormat;
}) {
  const until = row.lateUntil ?? row.dueAt;
  const over = until !== null && until < now;
  const said: ReactNode = row.done ? (
    <b>Done</b>
  ) : inAll(row) === 0 ? (
    <span className={over ? "over" : "none"}>{over ? "Nothing" : "Nothing yet"}</span>
  ) : Object.keys(row.missing).length === 0 ? null : (
    <span className={over ? "over" : undefined}>
      {missingInWords(row.missing, order)} {over ? "missing" : "to come"}
    </span>
  );
  return (
    <>
      {said}
      {row.late > 0 && <em>{row.late} late</em>}
      {row.dueAt !== asked.dueAt && (
        <em>{row.dueAt ? `until ${day.format(new Date(row.dueAt))} (${zoneName(asked.timeZone)})` : "any time"}</em>
      )}
      {!row.revealed && <em>reads blind</em>}
    </>
  );
}

/** What the rows above come to. */
function Foot({
  rows,
  goals,
  asked,
  promptsInAll,
  sectioned,
}: {
  rows: readonly Stands[];
  goals: readonly Goal[];
  asked: Asked;
  promptsInAll: number;
  sectioned: boolean;
}) {
  if (rows.length < 2) return null;
  const sum = (of: (row: Stands) => number) => rows.reduce((all, row) => all + of(row), 0);
  return (
    <tfoot>
      <tr>
        <th scope="row">All together</th>
        {sectioned && <td />}
        <td className="is">
          {Object.keys(asked.goals).length > 0 && `${rows.filter(({ done }) => done).length} of ${rows.length} done`}
        </td>
        {goals.map((goal) => {
          const of = wanted(asked.goals, goal, promptsInAll);
          return (
            <td key={goal} className={`n of-${goal}`}>
              {goal === "spread" ? "" : sum((row) => got(row, goal))}
              {of !== null && (
                <small title={`${of} or more`}>
                  {rows.filter((row) => got(row, goal) >= of).length}
                  <span className="sr-only"> with {of} or more</span>
                  <span aria-hidden> ✓</span>
                </small>
              )}
            </td>
          );
        })}
        {asked.passages !== null && <td className="n of-passages">{sum((row) => row.passages)}</td>}
        <td className="n of-all">{sum(inAll)}</td>
        {asked.points !== null && <td className="n of-points" />}
      </tr>
    </tfoot>
  );
}
