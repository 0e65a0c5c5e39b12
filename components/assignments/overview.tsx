import Link from "next/link";
import type { ReactNode } from "react";
import type { Assignment } from "@/lib/schemas/assignment";
import type { StandingsQuery, Which } from "@/lib/schemas/standings";
import type { Summed } from "@/lib/standings";
import { tablePath } from "./table-path";

type Shown = { id: string; query: StandingsQuery };

/** What the table comes to, each figure a way to those it counts. */
export function Overview({ id, query, all, assignment }: Shown & { all: Summed; assignment: Assignment }) {
  const asked = Object.keys(assignment.goals).length > 0;
  const figure = (which: Which, n: ReactNode, label: string) => (
    <Figure
      key={which}
      href={tablePath(`/assignments/${id}/standing`, { ...query, only: query.only === which ? null : which })}
      on={query.only === which}
      n={n}
      label={label}
    />
  );
  return (
    <section aria-label="At a glance" className="mb-8 grid gap-4">
      <Shares of={asked ? [all.done, all.begun, all.nothing] : [0, all.begun, all.nothing]} all={all.all} />
      <ul className="-mx-2.5 flex flex-wrap gap-x-1 gap-y-1">
        {asked && figure("done", <Part n={all.done} of={all.all} />, "done")}
        {figure(
          "begun",
          asked ? all.begun : <Part n={all.begun} of={all.all} />,
          asked ? "on their way" : "have written",
        )}
        {figure("nothing", all.nothing, "nothing yet")}
        {all.late > 0 && figure("late", all.late, "wrote late")}
        {all.extended > 0 && figure("extended", all.extended, "with other times")}
        {all.blind > 0 && figure("blind", all.blind, "still read blind")}
        <li className="px-2.5 py-1.5">
          <span className="font-semibold text-lg tabular-nums">{all.passages}</span>{" "}
          <span className="text-ink-2 text-sm">{all.passages === 1 ? "passage" : "passages"} in the median</span>
        </li>
      </ul>
    </section>
  );
}

const Part = ({ n, of }: { n: number; of: number }) => (
  <>
    {n} <span className="font-normal text-ink-2 text-sm">of {of}</span>
  </>
);

const Figure = ({ href, on, n, label }: { href: string; on: boolean; n: ReactNode; label: string }) => (
  <li>
    <Link
      href={href}
      scroll={false}
      aria-current={on || undefined}
      className="block rounded-lg px-2.5 py-1.5 hover:bg-well aria-[current]:bg-well aria-[current]:shadow-[inset_0_0_0_1px_var(--line-2)]"
    >
      <span className="font-semibold text-lg tabular-nums">{n}</span>{" "}
      <span className="text-ink-2 text-sm">{label}</span>
    </Link>
  </li>
);

const FILLS = [
  "fill-evidence",
  "fill-claim forced-colors:fill-[color-mix(in_srgb,CanvasText_45%,Canvas)]",
  "fill-line forced-colors:fill-[Canvas]",
];

/** Done, begun and nothing as parts of one bar. The figures below it say the same. */
function Shares({ of, all }: { of: readonly number[]; all: number }) {
  let at = 0;
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${all} 1`}
      preserveAspectRatio="none"
      className="h-1.5 w-full rounded-full forced-colors:outline"
    >
      {of.map((n, i) => {
        const x = at;
        at += n;
        return n > 0 && <rect key={FILLS[i]} x={x} y={0} width={n} height={1} className={FILLS[i]} />;
      })}
    </svg>
  );
}
