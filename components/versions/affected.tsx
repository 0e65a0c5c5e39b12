import Link from "next/link";
import type { AffectedAssignment } from "@/lib/schemas/version";

const many = (n: number, one: string, more: string) => `${n.toLocaleString("en")} ${n === 1 ? one : more}`;

/** Assignments in which students' work would lose its place in the new version, for who leads them. Nothing where there are none. */
export function Affected({ assignments }: { assignments: readonly AffectedAssignment[] }) {
  if (assignments.length === 0) return null;
  return (
    <section aria-labelledby="affected" className="grid gap-2 rounded-lg bg-quote-wash px-3.5 py-3 text-sm">
      <h2 id="affected" className="font-semibold">
        {many(assignments.length, "assignment", "assignments")} affected
      </h2>
      <ul className="grid gap-2">
        {assignments.map((one) => (
          <li key={one.id} className="grid gap-0.5 break-words">
            <p>
              <Link href={`/assignments/${one.id}`} className="font-medium underline underline-offset-2">
                {one.title}
              </Link>{" "}
              · {one.group.name}
              {one.released && " · points released"}
            </p>
            <p>{said(one)}</p>
          </li>
        ))}
      </ul>
      <p>
        Points don’t change: each annotation counts in the version it was written in. To give other points, override
        them under Points.
      </p>
    </section>
  );
}

function said({ partLost, students, annotations }: AffectedAssignment): string {
  const work = `${many(annotations, "annotation", "annotations")} by ${many(students, "student", "students")}`;
  if (!partLost) return `${work} would lose ${annotations === 1 ? "its passage" : "their passages"}.`;
  return `The assigned part would be lost${annotations > 0 ? `, with ${work} in it` : ""}. New annotations won’t count until you select the part again.`;
}
