import Link from "next/link";
import { When } from "@/components/ui/when";
import { amount, GOAL_NAMES, inPoints } from "@/lib/rule";
import { type AssignmentAct, scored } from "@/lib/schemas/points";

const FIELDS: Record<string, string> = {
  ...{
    title: "the title",
    instructions: "the instructions",
    readings: "what to read",
    goals: "what to look for",
    counting: "what counts",
  },
  ...{ opensAt: "when it opens", dueAt: "when it is due", lateUntil: "until when late work is taken" },
  ...{
    timeZone: "the time zone",
    reveal: "when students see the others",
    names: "the names",
    archived: "whether it is put away",
  },
};
const listed = new Intl.ListFormat("en-GB", { type: "conjunction" });

/** What was done, in words without a full stop; who it is about is `whom`. */
function done({ what, detail }: AssignmentAct, whom: string): string {
  const goal = scored.safeParse(detail.goal);
  const name = goal.success ? GOAL_NAMES[goal.data].toLowerCase() : "something";
  const of = `${whom}’s points for ${name}`;
  switch (what) {
    case "create":
      return detail.copyOf ? "set the assignment, as a copy of another" : "set the assignment";
    case "revise": {
      if (typeof detail.archived === "boolean")
        return detail.archived ? "put the assignment away" : "brought the assignment back";
      const fields = Array.isArray(detail.fields) ? detail.fields.map((one) => FIELDS[String(one)] ?? String(one)) : [];
      return fields.length > 0 ? `changed ${listed.format(fields)}` : "changed the assignment";
    }
    case "open":
      return "showed students what the others noted";
    case "extend":
      return `gave ${whom} another time`;
    case "rule":
      return typeof detail.reference === "number"
        ? `chose ${detail.reference} of their marks as the reference`
        : "changed the rule of points";
    case "override":
      return typeof detail.to === "number"
        ? `gave ${whom} ${inPoints(detail.to)} for ${name}${typeof detail.from === "number" ? ` in place of ${amount(detail.from)}` : ""}`
        : `let ${of} be as counted again`;
    case "review":
      return `asked for a review of ${of}`;
    case "answer":
      return `answered what was asked about ${of}`;
    case "feedback":
      return detail.gone === true ? `took the feedback to ${whom} back` : `gave feedback to ${whom}`;
    case "release":
      return "released the points";
    case "withhold":
      return "took the release of the points back";
  }
}

/** The address at which what was done before is read. */
export const olderPath = (id: string, next: string | null): string | null =>
  next && `/assignments/${id}/log?cursor=${encodeURIComponent(next)}`;

const words = ({ detail }: AssignmentAct) =>
  [detail.reason, detail.message, detail.answer].find((one): one is string => typeof one === "string" && one !== "");

/** What was done to an assignment and its points, by whom and why, the latest first; `older` leads to what was before. */
export function AssignmentLog({ items, older }: { items: readonly AssignmentAct[]; older: string | null }) {
  if (items.length === 0) return <p className="text-ink-2 text-sm">Nothing yet.</p>;
  return (
    <>
      <ol>
        {items.map((one) => (
          <li key={one.id} className="grid gap-0.5 border-line border-t py-2.5 text-sm">
            <p className="break-words">
              <b className="font-medium">{one.by.name}</b>{" "}
              {done(one, one.user ? (one.user.id === one.by.id ? "their own" : one.user.name) : "all").replace(
                "their own’s",
                "their own",
              )}{" "}
              <span className="text-ink-3 text-xs">
                <When at={one.at} />
              </span>
            </p>
            {words(one) && <p className="break-words text-ink-2">“{words(one)}”</p>}
          </li>
        ))}
      </ol>
      {older && (
        <p className="border-line border-t pt-3.5 text-sm">
          <Link href={older} className="font-medium text-accent underline-offset-4 hover:underline">
            Earlier
          </Link>
        </p>
      )}
    </>
  );
}
