import { Dotted } from "@/components/library/particulars";
import { type Act, ActButton } from "@/components/ui/act";
import { Copy } from "@/components/ui/copy";
import { When } from "@/components/ui/when";
import type { Awaited } from "@/lib/schemas/roster";

/** Whom the roster names and who has not accepted yet. */
export function AwaitedPeople({
  groupId,
  people,
  acts,
}: {
  groupId: string;
  people: readonly Awaited[];
  acts: Record<"revokeInvite" | "resendInvitation", Act>;
}) {
  return (
    <ul>
      {people.map(({ id, name, email, section, externalId, sentAt, expiresAt, url }) => (
        <li
          key={id}
          className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-line border-t py-3 text-sm"
        >
          <span className="min-w-0 break-words">
            <span className="font-medium">{name}</span>
            <span className="text-ink-2">
              {" · "}
              <Dotted
                parts={[
                  email,
                  section,
                  externalId,
                  sentAt ? (
                    <span key="sent">
                      invited <When at={sentAt} />, until <When at={expiresAt} />
                    </span>
                  ) : (
                    "the letter waits"
                  ),
                ].filter((part) => part !== null)}
              />
            </span>
          </span>
          <span className="-mx-3 flex">
            {sentAt && (
              <ActButton
                action={acts.resendInvitation}
                fields={{ groupId, inviteId: id }}
                said={url ? "The link is new." : `${name} is sent another letter.`}
                label={`${url ? "Renew the link of" : "Send again to"} ${name}`}
              >
                {url ? "Renew" : "Send again"}
              </ActButton>
            )}
            <ActButton
              action={acts.revokeInvite}
              fields={{ groupId, inviteId: id }}
              said={`${name} is no longer invited.`}
              label={`Withdraw the invitation of ${name}`}
            >
              Withdraw
            </ActButton>
          </span>
          {url && (
            <div className="basis-full">
              <Copy value={url} label={`The link of ${name}`} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
