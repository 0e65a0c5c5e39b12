import Link from "next/link";
import { Avatar } from "@/components/ui/avatar";
import type { Member, Section } from "@/lib/schemas/group";
import { count } from "./row";

/** Who is in a group, as a glance: those who lead it first, how many there are, and its sections. */
export function Circle({
  groupId,
  people,
  all,
  me,
  sections,
}: {
  groupId: string;
  /** The first of them. */
  people: readonly Member[];
  all: number;
  me: string;
  sections: readonly Section[];
}) {
  const own = people.find((one) => one.id === me)?.sectionId;
  return (
    <div className="grid gap-3.5 border-line border-t pt-3.5 text-sm">
      <ul className="flex flex-wrap gap-x-5 gap-y-2">
        {people.map((member) => (
          <li key={member.id} className="flex min-w-0 items-center gap-2">
            <Avatar person={member} size="sm" />
            <span className="min-w-0 break-words">{member.id === me ? "You" : member.name}</span>
            {member.role !== "member" && <span className="text-ink-3 text-xs">{member.role}</span>}
          </li>
        ))}
        {all > people.length && (
          <li>
            <Link
              href={`/groups/${groupId}/settings#members`}
              className="font-medium text-accent underline-offset-4 hover:underline"
            >
              and {count(all - people.length, "other")}
            </Link>
          </li>
        )}
      </ul>
      {sections.length > 0 && (
        <p className="text-ink-2">
          In {count(sections.length, "section")}:{" "}
          {sections.map((section, i) => (
            <span key={section.id}>
              {i > 0 && ", "}
              <span className={section.id === own ? "font-medium text-ink" : ""}>
                {section.name} ({section.members})
              </span>
            </span>
          ))}
        </p>
      )}
    </div>
  );
}
