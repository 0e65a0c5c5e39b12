import { Button } from "@/components/ui/button";
import type { Person } from "@/lib/schemas/user";
import { type Filled, inLines } from "./filled";

const listed = new Intl.ListFormat("en-GB", { type: "conjunction" });
const by = (people: readonly Person[], me: string): string =>
  people.length === 0
    ? "by another instructor or in another window"
    : `by ${listed.format(people.map(({ id, name }) => (id === me ? "you in another window" : name)))}`;

/** Somebody else saved first: each thing that both have otherwise, in both wordings, and how to go on. */
export function Overtaken({
  mine,
  from,
  theirs,
  changedBy,
  me,
  onMine,
  onTheirs,
  onEdit,
}: {
  mine: Filled;
  /** What I began with. */
  from: Filled;
  theirs: Filled;
  /** Who changed it since I began, and who I am. */
  changedBy: readonly Person[];
  me: string;
  onMine: () => void;
  onTheirs: () => void;
  onEdit: () => void;
}) {
  const [was, now, other] = [inLines(from), inLines(mine), inLines(theirs)];
  const all = Object.keys(now);
  const both = all.filter((what) => now[what] !== was[what] && other[what] !== now[what]);
  const only = all.filter((what) => other[what] !== was[what] && now[what] === was[what]);
  return (
    <div role="alert" className="grid gap-3 rounded-lg bg-quote-wash px-4 py-3.5 text-sm">
      <p>
        <b className="font-semibold">This assignment was changed meanwhile</b>, {by(changedBy, me)}. Nothing of yours is
        lost, and nothing was saved.
      </p>
      {both.length > 0 && (
        <dl className="grid gap-3">
          {both.map((what) => (
            <div key={what} className="grid gap-1">
              <dt className="font-semibold">{what}</dt>
              <dd className="whitespace-pre-wrap break-words">
                <span className="text-ink-2 text-xs">As it is now </span>
                {other[what]}
              </dd>
              <dd className="whitespace-pre-wrap break-words">
                <span className="text-ink-2 text-xs">As you have it </span>
                {now[what]}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {only.length > 0 && (
        <p>
          {both.length > 0 ? "Also changed, and kept either way" : "Changed, and kept either way"}:{" "}
          {only.map((what) => what.toLowerCase()).join(", ")}.
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={onMine}>
          Keep mine
        </Button>
        <Button size="sm" onClick={onTheirs}>
          Take theirs
        </Button>
        <Button size="sm" onClick={onEdit}>
          Look through it first
        </Button>
      </div>
    </div>
  );
}
