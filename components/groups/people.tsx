import { Dotted } from "@/components/library/particulars";
import { type Act, ActButton } from "@/components/ui/act";
import { When } from "@/components/ui/when";
import type { Invite } from "@/lib/schemas/group";

/** The links that still let somebody in. What they say is not kept, so each is known by who made it and when. */
export function Invites({ groupId, invites, revoke }: { groupId: string; invites: readonly Invite[]; revoke: Act }) {
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
            action={revoke}
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
