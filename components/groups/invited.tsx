import { Dotted } from "@/components/library/particulars";
import { type Act, ActButton } from "@/components/ui/act";
import { Copy } from "@/components/ui/copy";
import { When } from "@/components/ui/when";
import type { ShownInvitation } from "@/lib/schemas/group";
import { ROLE_NAMES } from "./roles";

/** The addresses that were invited and have not accepted yet. */
export function InvitedByMail({
  groupId,
  invitations,
  acts,
}: {
  groupId: string;
  invitations: readonly ShownInvitation[];
  acts: Record<"revokeInvite" | "resendInvitation", Act>;
}) {
  if (invitations.length === 0)
    return <p className="border-line border-t py-4 text-ink-2 text-sm">Nobody is waited for.</p>;
  return (
    <ul>
      {invitations.map(({ id, email, role, createdAt, createdBy, expiresAt, url }) => (
        <li
          key={id}
          className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-line border-t py-3 text-sm"
        >
          <span className="min-w-0 break-words">
            <span className="font-medium">{email}</span>
            <span className="text-ink-2">
              {" · "}
              <Dotted
                parts={[
                  ROLE_NAMES[role].toLowerCase(),
                  <span key="by">
                    invited <When at={createdAt} /> by {createdBy.name}
                  </span>,
                  <span key="until">
                    until <When at={expiresAt} />
                  </span>,
                ]}
              />
            </span>
          </span>
          <span className="-mx-3 flex">
            <ActButton
              action={acts.resendInvitation}
              fields={{ groupId, inviteId: id }}
              said={url ? "The link is new." : `${email} is sent another letter.`}
              label={`${url ? "Renew the link of" : "Send again to"} ${email}`}
            >
              {url ? "Renew" : "Send again"}
            </ActButton>
            <ActButton
              action={acts.revokeInvite}
              fields={{ groupId, inviteId: id }}
              said={`${email} is no longer invited.`}
              label={`Revoke the invitation of ${email}`}
            >
              Revoke
            </ActButton>
          </span>
          {url && (
            <div className="basis-full">
              <Copy value={url} label={`The link of ${email}`} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
