import Link from "next/link";
import type { ReactNode } from "react";
import type { TableQuery } from "@/lib/schemas/standings";
import { tablePath } from "./table-path";

const BY_WORDS: ReadonlySet<string> = new Set(["name", "section", "standing"]);

/** The head of a column: sorts by it; pressed again, the other way round. Numbers come largest first. */
export function SortedHead<Q extends TableQuery>({
  page,
  query,
  by,
  label,
  title,
  className,
}: {
  /** The address of the page that the table stands on. */
  page: string;
  query: Q;
  by: Q["sort"]["by"];
  label: ReactNode;
  title?: string;
  className?: string;
}) {
  const on = query.sort.by === by;
  const down = on ? !query.sort.down : !BY_WORDS.has(by);
  return (
    <th
      scope="col"
      title={title}
      className={className ?? (BY_WORDS.has(by) ? undefined : "n")}
      aria-sort={on ? (query.sort.down ? "descending" : "ascending") : undefined}
    >
      <Link href={tablePath(page, { ...query, sort: { by, down } })} scroll={false} prefetch={false}>
        {label}
        {on && <span aria-hidden>{query.sort.down ? " ↓" : " ↑"}</span>}
      </Link>
    </th>
  );
}
