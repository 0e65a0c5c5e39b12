import Link from "next/link";
import type { Assignment } from "@/lib/schemas/assignment";
import { Moment } from "./moment";

/** Whose an assignment is, and by when: the line below its title on the pages of those who lead its group. */
export const Of = ({ assignment: { group, dueAt, timeZone } }: { assignment: Assignment }) => (
  <>
    For{" "}
    <Link href={`/groups/${group.id}`} className="text-accent underline underline-offset-2">
      {group.name}
    </Link>
    {dueAt && (
      <>
        {" "}
        · due <Moment at={dueAt} zone={timeZone} />
      </>
    )}
  </>
);

/** That what a page shows comes from what people wrote, below it. */
export const FromWords = ({ children }: { children?: string }) => (
  <p className="mt-9 max-w-prose text-ink-3 text-sm">
    {children && <>{children} </>}
    Everything shown here comes from what people wrote for the group. Nobody’s reading time or scrolling is measured;
    where a reader left off is kept for that reader alone.
  </p>
);
