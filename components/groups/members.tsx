"use client";
import { Dotted } from "@/components/library/particulars";
import type { Act } from "@/components/ui/act";
import { Avatar } from "@/components/ui/avatar";
import { When } from "@/components/ui/when";
import type { Member, Role, Section } from "@/lib/schemas/group";
import { MemberActs } from "./member-acts";
import { ROLE_NAMES } from "./roles";

/**
 * Who is in a group and as what; its owners change it from here. Drawn in the browser as well, so that the page carries
 * fifty people as names and roles once more, and not as what they look like.
 */
export function Members({
  groupId,
  members,
  me,
  mine,
  sections,
  named,
  revise,
  remove,
}: {
  groupId: string;
  members: readonly Member[];
  me: string;
  /** As what the viewer is in it; null where nothing of it is theirs to change, as in the sample. */
  mine: Role | null;
  sections: readonly Section[];
  /** Whose forms the address asks for: without a script they come with the page. */
  named?: string;
  revise: Act;
  remove: Act;
}) {
  return (
    <ul>
      {members.map((member) => (
        <li key={member.id} className="flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-t py-3 text-sm">
          <Avatar person={member} />
          <span className="min-w-0 break-words">
            <span className="font-medium">{member.name}</span>
            {member.id === me && <span className="text-ink-3"> (you)</span>}
          </span>
          <span className="text-ink-2 text-sm">
            <Dotted
              parts={[
                ROLE_NAMES[member.role],
                sections.find((one) => one.id === member.sectionId)?.name,
                <span key="since">
                  since <When at={member.joinedAt} />
                </span>,
              ]}
            />
          </span>
          {member.id !== me && (mine === "owner" || (mine === "lead" && LED.includes(member.role))) && (
            <MemberActs
              groupId={groupId}
              member={{ id: member.id, name: member.name, role: member.role, sectionId: member.sectionId }}
              appoints={mine === "owner"}
              sections={sections}
              asked={named === member.id}
              revise={revise}
              remove={remove}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

const LED: readonly Role[] = ["member", "guest"];
