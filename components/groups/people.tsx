import { Dotted } from "@/components/library/particulars";
import { type Act, ActButton } from "@/components/ui/act";
import { Avatar } from "@/components/ui/avatar";
import { When } from "@/components/ui/when";
import type { Invite, Member, Role, Section } from "@/lib/schemas/group";
import { MemberActs } from "./member-acts";
import { ROLE_NAMES } from "./roles";

export type PeopleActs = Record<"reviseMember" | "removeMember" | "revokeInvite", Act>;

/** Who is in a group and as what; its owners change it from here. */
export function Members({
  groupId,
  members,
  me,
  mine,
  sections,
  named,
  acts,
}: {
  groupId: string;
  members: readonly Member[];
  me: string;
  /** As what the viewer is in it; null where nothing of it is theirs to change, as in the sample. */
  mine: Role | null;
  sections: readonly Section[];
  /** Whose forms the address asks for: without a script they come with the page. */
  named?: string;
  acts: PeopleActs;
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
              revise={acts.reviseMember}
              remove={acts.removeMember}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

const LED: readonly Role[] = ["member", "guest"];

/** The links that still let somebody in. What they say is not kept, so each is known by who made it and when. */
export function Invites({ groupId, invites, acts }: { groupId: string; invites: readonly Invite[]; acts: PeopleActs }) {
  if (invites.length === 0)
    return (
      <p className="border-line border-t py-4 text-ink-2 text-sm">No link is open. Make one to let somebody in.</p>
    );
  return (
    <ul>
      {invites.map((invite) => (
        <li
          key={invite.id}
          className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-line border-t py-3 text-sm"
        >
          <span>
            <span className="font-medium">
              For {invite.role === "owner" ? "an" : "a"} {invite.role}
            </span>
            <span className="text-ink-2">
              {" · "}
              <Dotted
                parts={[
                  <span key="by">
                    made <When at={invite.createdAt} /> by {invite.createdBy.name}
                  </span>,
                  invite.approval && "a lead lets them in",
                  used(invite),
                  <span key="until">
                    closes <When at={invite.expiresAt} />
                  </span>,
                ]}
              />
            </span>
          </span>
          <ActButton
            action={acts.revokeInvite}
            fields={{ groupId, inviteId: invite.id }}
            said="The link no longer works."
            label="Revoke this link"
            className="-mx-3"
          >
            Revoke
          </ActButton>
        </li>
      ))}
    </ul>
  );
}

const used = ({ uses, maxUses }: Invite) =>
  maxUses !== null ? `used ${uses} of ${maxUses} times` : (["not used yet", "used once"][uses] ?? `used ${uses} times`);
