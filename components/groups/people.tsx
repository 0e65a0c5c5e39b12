import { Dotted } from "@/components/library/particulars";
import { type Act, ActButton } from "@/components/ui/act";
import { Ask } from "@/components/ui/ask";
import { Avatar } from "@/components/ui/avatar";
import { When } from "@/components/ui/when";
import type { Invite, Member } from "@/lib/schemas/group";

export type PeopleActs = Record<"setRole" | "removeMember" | "revokeInvite", Act>;

/** Who is in a group and as what; its owners change it from here. */
export function Members({
  groupId,
  members,
  me,
  leads,
  acts,
}: {
  groupId: string;
  members: readonly Member[];
  me: string;
  leads: boolean;
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
                member.role === "owner" ? "Owner" : "Member",
                <span key="since">
                  since <When at={member.joinedAt} />
                </span>,
              ]}
            />
          </span>
          {leads && member.id !== me && <MemberActs groupId={groupId} member={member} acts={acts} />}
        </li>
      ))}
    </ul>
  );
}

function MemberActs({ groupId, member, acts }: { groupId: string; member: Member; acts: PeopleActs }) {
  const other = member.role === "owner" ? { role: "member", words: "a member" } : { role: "owner", words: "an owner" };
  return (
    <div className="-mr-3 ml-auto flex flex-wrap justify-end max-sm:-ml-3 max-sm:basis-full max-sm:justify-start has-[[open]]:basis-full">
      <ActButton
        action={acts.setRole}
        fields={{ groupId, userId: member.id, role: other.role }}
        said={`${member.name} is ${other.words} now.`}
        label={`Make ${member.name} ${other.words}`}
      >
        Make {other.words}
      </ActButton>
      <Ask
        label={
          <>
            Remove<span className="sr-only"> {member.name}</span>
          </>
        }
        className="open:mr-3 open:basis-full max-sm:open:ml-3"
      >
        <p>
          {member.name} will no longer see this group’s readings or notes. What they shared with it stays, under their
          name. An invite link lets them come back.
        </p>
        <ActButton
          action={acts.removeMember}
          fields={{ groupId, userId: member.id }}
          said={`${member.name} is no longer in the group.`}
          look="danger"
        >
          Remove {member.name}
        </ActButton>
      </Ask>
    </div>
  );
}

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
            <span className="font-medium">{invite.role === "owner" ? "For an owner" : "For a member"}</span>
            <span className="text-ink-2">
              {" · "}
              <Dotted
                parts={[
                  <span key="by">
                    made <When at={invite.createdAt} /> by {invite.createdBy.name}
                  </span>,
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
