import Link from "next/link";
import type { ReactNode } from "react";
import { Dotted } from "@/components/library/particulars";
import { When } from "@/components/ui/when";
import { amount } from "@/lib/rule";

/** One who worked for an assignment and is in its group no more. */
export type GoneRow = {
  user: { id: string; name: string };
  /** When a lead took them out; null where nobody did, which is not recorded. */
  leftAt: string | null;
  /** Marks and replies of theirs. */
  written: number;
  points: number | null;
};

/** Below the students of a table: who left, folded away, each with the way to their work. Nothing where nobody did. */
export function GoneStudents({ id, rows, max }: { id: string; rows: readonly GoneRow[]; max: number | null }) {
  if (rows.length === 0) return null;
  return (
    <details className="mt-6 max-w-prose text-sm">
      <summary className="w-fit cursor-pointer rounded-md py-1.5 pr-2 font-medium text-ink-2 hover:text-ink">
        Left the group <span className="ml-1 font-normal text-ink-3 tabular-nums">{rows.length}</span>
      </summary>
      <p className="mt-1 mb-3 text-ink-2">
        What they wrote for the group is kept, and so are their points. They count in no figure above.
      </p>
      <ul>
        {rows.map((row) => (
          <li key={row.user.id} className="border-line border-t py-2.5">
            <Link
              href={`/assignments/${id}/students/${row.user.id}`}
              prefetch={false}
              className="break-words font-medium underline-offset-4 hover:underline"
            >
              {row.user.name}
            </Link>
            <p className="text-ink-2">
              <Dotted parts={said(row, max)} />
            </p>
          </li>
        ))}
      </ul>
    </details>
  );
}

const said = ({ written, points, leftAt }: GoneRow, max: number | null): ReactNode[] => [
  written === 0
    ? "nothing of theirs is there any more"
    : `${written} ${written === 1 ? "mark or reply" : "marks and replies"}`,
  points !== null && max !== null && `${amount(points)} of ${amount(max)} points`,
  leftAt && (
    <span key="left">
      taken out <When at={leftAt} />
    </span>
  ),
];
