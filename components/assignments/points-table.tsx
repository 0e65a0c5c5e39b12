"use client";
import Link from "next/link";
import { useRef, useState } from "react";
import type { Act } from "@/components/ui/act";
import { Dialog } from "@/components/ui/dialog";
import type { FormAnswer } from "@/components/ui/form";
import { useToast } from "@/components/ui/toast";
import type { Scored } from "@/lib/points";
import { amount, GOAL_NAMES, inPoints } from "@/lib/rule";
import type { PointsQuery } from "@/lib/schemas/standings";
import { PointsForm } from "./decide";
import { SortedHead } from "./sorted-head";

export type PointsRow = {
  id: string;
  name: string;
  section: string | null;
  points: number;
  late: number;
  /** In the order of the columns: what holds, what was counted, and why it is another. */
  goals: { points: number; counted: number; reason: string | null }[];
  /** Somebody said something to them, and they ask for a review. */
  told: boolean;
  asks: boolean;
};

const Worth = ({ name, max }: { name: string; max: number }) => (
  <>
    {name} <span className="whitespace-nowrap text-ink-3">of {amount(max)}</span>
  </>
);

/** Students × goals with their points; each opens to be given others, with why. */
export function PointsTable({
  id,
  query,
  rows,
  worth,
  max,
  sectioned,
  override,
}: {
  id: string;
  query: PointsQuery;
  rows: readonly PointsRow[];
  worth: readonly { goal: Scored; max: number }[];
  max: number;
  sectioned: boolean;
  override: Act;
}) {
  const toast = useToast();
  const [open, setOpen] = useState<{ row: PointsRow; at: number } | null>(null);
  // What was typed in a dialog that was closed by mistake comes back with it.
  const typed = useRef(new Map<string, { points: string; reason: string }>());
  const cellOf = open && `${open.row.id} ${open.at}`;
  const save = async (state: FormAnswer, form: FormData) => {
    const answer = await override(state, form);
    if (answer.status === "done") {
      if (cellOf) typed.current.delete(cellOf);
      setOpen(null);
      toast({ text: "Given. The student sees why.", stays: 4000 });
    }
    return answer;
  };
  const page = `/assignments/${id}/points`;
  const goal = open && worth[open.at];
  const now = open?.row.goals[open.at];
  const cell = "border-line border-b px-2.5 py-2 text-right tabular-nums";
  const head =
    "border-line-2/60 border-b px-2.5 py-2 text-right align-bottom font-medium text-ink-2 text-xs hover:[&_a]:underline [&_a]:py-1.5 [&_a]:underline-offset-4 aria-[sort]:font-semibold aria-[sort]:text-ink";
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
      <section aria-label="Table of points" tabIndex={0} className="relative overflow-x-auto">
        <table className="w-full border-separate border-spacing-0 text-sm">
          <caption className="sr-only">
            Students and their points for each goal. Each number opens to be given another.
          </caption>
          <thead>
            <tr>
              <SortedHead
                {...{ page, query, by: "name", label: "Student" }}
                className={`${head} sticky left-0 bg-paper !pl-0 !text-left`}
              />
              {sectioned && (
                <SortedHead {...{ page, query, by: "section", label: "Section" }} className={`${head} !text-left`} />
              )}
              <SortedHead
                {...{ page, query, by: "points", label: <Worth name="Total" max={max} /> }}
                className={head}
              />
              {worth.map((one) => (
                <SortedHead
                  key={one.goal}
                  {...{ page, query, by: one.goal, label: <Worth name={GOAL_NAMES[one.goal]} max={one.max} /> }}
                  className={head}
                />
              ))}
              <SortedHead {...{ page, query, by: "late", label: "Late" }} className={head} />
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row" className={`${cell} sticky left-0 max-w-56 bg-paper !pl-0 !text-left font-medium`}>
                  <Link
                    href={`/assignments/${id}/students/${row.id}#points`}
                    prefetch={false}
                    className="break-words underline-offset-4 hover:underline"
                  >
                    {row.name}
                  </Link>
                  {row.asks && <span className="block text-accent text-xs">asks for a review</span>}
                  {row.told && <span className="block text-ink-3 text-xs">has feedback</span>}
                </th>
                {sectioned && <td className={`${cell} !text-left text-ink-2`}>{row.section}</td>}
                <td className={`${cell} font-semibold`}>{amount(row.points)}</td>
                {row.goals.map(({ points, reason }, at) => (
                  <td key={worth[at]?.goal} className={cell}>
                    <button
                      type="button"
                      onClick={() => setOpen({ row, at })}
                      title={reason ?? undefined}
                      aria-label={`${row.name}, ${GOAL_NAMES[worth[at]?.goal ?? "claim"]}: ${amount(points)}${reason ? ", given by an instructor" : ""}. Give other points`}
                      className={`-mx-1.5 min-h-6 min-w-6 rounded-md px-1.5 py-0.5 hover:bg-well ${reason ? "font-semibold underline decoration-dotted underline-offset-4" : ""}`}
                    >
                      {amount(points)}
                    </button>
                  </td>
                ))}
                <td className={`${cell} text-ink-2`}>{row.late > 0 ? `−${amount(row.late)}` : ""}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {rows.length === 0 && (
          <p className="py-8 text-ink-2 text-sm">Nobody is so. Look for another name, or show everyone.</p>
        )}
      </section>
      <Dialog
        open={open !== null}
        onClose={() => setOpen(null)}
        title={open && goal ? `${open.row.name}: ${GOAL_NAMES[goal.goal]}` : ""}
      >
        {open && goal && now && (
          <div
            className="grid gap-4"
            onInput={(event) => {
              const form = event.target instanceof HTMLElement && event.target.closest("form");
              if (!form || !cellOf) return;
              const now = new FormData(form);
              typed.current.set(cellOf, { points: String(now.get("points")), reason: String(now.get("reason")) });
            }}
          >
            <p className="text-sm">
              {inPoints(now.points)} of {amount(goal.max)}
              {now.reason !== null && <>: “{now.reason}”</>}.{" "}
              <Link
                href={`/assignments/${id}/students/${open.row.id}#points-${goal.goal}`}
                className="text-accent underline underline-offset-2"
              >
                The notes that earned them
              </Link>
            </p>
            <PointsForm
              action={save}
              fields={{ assignmentId: id, userId: open.row.id, goal: goal.goal }}
              max={goal.max}
              counted={now.counted}
              given={now.reason === null ? null : now.points}
              typed={cellOf ? typed.current.get(cellOf) : undefined}
            />
          </div>
        )}
      </Dialog>
    </>
  );
}
