import Link from "next/link";

/** For who leads a group: the way to what waits there, and to its log. */
export function Waits({ group }: { group: { id: string; role: string | null; waits: number; sample: boolean } }) {
  if (group.sample || (group.role !== "owner" && group.role !== "lead")) return null;
  return (
    <p>
      <Link
        href={`/groups/${group.id}/moderation`}
        className={`underline underline-offset-2 ${group.waits > 0 ? "font-medium text-accent" : "text-ink-2 hover:text-ink"}`}
      >
        {group.waits === 0
          ? "Moderation: nothing waits"
          : group.waits === 1
            ? "1 thing waits for those who lead"
            : `${group.waits} things wait for those who lead`}
      </Link>
    </p>
  );
}
