import { LinkButton } from "@/components/ui/button";
import type { Assignment } from "@/lib/schemas/assignment";
import { AssignmentRow } from "./row";

/** What a group is to read: what is due first stands first, what was put away folds below. Nothing where none is set. */
export function AssignmentList({
  groupId,
  assignments,
  sets,
  now,
}: {
  groupId: string;
  /** As the database lists them: what is due first stands first. */
  assignments: readonly Assignment[];
  /** The viewer may set one. */
  sets: boolean;
  now: Date;
}) {
  const open = assignments.filter((one) => !one.archived);
  const away = assignments.filter((one) => one.archived);
  const isPast = (due: string | null) => due !== null && new Date(due) <= now;
  // What is still to come stands above what was due already, which is read from its end.
  const past = open.filter((one) => isPast(one.own?.dueAt ?? one.dueAt));
  const ahead = open.filter((one) => !past.includes(one));
  const rows = (list: readonly Assignment[]) => (
    <ul>
      {list.map((one) => (
        <AssignmentRow key={one.id} assignment={one} now={now} />
      ))}
    </ul>
  );
  return (
    <>
      {open.length === 0 && (
        <p className="border-line border-t py-4 text-ink-2 text-sm">
          {sets
            ? "Nothing is set. An assignment says what to read, by when and what to look for, and shows each student where they stand."
            : "Nothing is set at the moment."}
        </p>
      )}
      {rows(ahead)}
      {rows(past.toReversed())}
      {away.length > 0 && (
        <details className="border-line border-t py-3">
          <summary className="font-medium text-ink-2 text-sm hover:text-ink">Put away ({away.length})</summary>
          <div className="mt-3">{rows(away)}</div>
        </details>
      )}
      {sets && (
        <div className="border-line border-t pt-4">
          <LinkButton href={`/groups/${groupId}/assignments/new`} size="sm">
            New assignment
          </LinkButton>
        </div>
      )}
    </>
  );
}
