"use client";
import { type Act, ActButton } from "@/components/ui/act";
import type { Case } from "@/lib/schemas/moderation";
import { WithReason } from "./with-reason";

export type Decisions = Record<"decideOn" | "restore" | "takeBack" | "letStand" | "takeOut", Act>;

/** What can be decided about one thing that was reported, waits, or is hidden. */
export function Decide({ of, acts }: { of: Case; acts: Decisions }) {
  const { id, kind, author, pending, hidden, flags, groupId, removable } = of;
  const about = { kind, id };
  const name = `the ${kind} of ${author.name}`;
  if (hidden)
    return (
      <ActButton
        action={acts.restore}
        fields={about}
        said="It stands again."
        label={`Restore ${name}`}
        className="-ml-3"
      >
        Restore
      </ActButton>
    );
  return (
    <div className="-ml-3 flex flex-wrap gap-x-1 gap-y-2">
      {pending && (
        <ActButton action={acts.letStand} fields={about} said="It stands now." label={`Let ${name} stand`}>
          Let it stand
        </ActButton>
      )}
      {flags.length > 0 && (
        <ActButton
          action={acts.decideOn}
          fields={{ ...about, what: "dismiss", reason: "" }}
          said="The report is settled; nothing was changed."
          label={`Leave ${name} as it is`}
        >
          Leave it
        </ActButton>
      )}
      <WithReason
        label={pending ? "Turn down" : "Hide"}
        name={name}
        lead={`Nobody sees it then. ${author.name} is told why, and sees it among their own.`}
        submit={pending ? "Turn it down" : "Hide it"}
        action={acts.decideOn}
        fields={{ ...about, what: pending ? "reject" : "hide" }}
        said={pending ? "It is turned down." : "It is hidden."}
        undo={acts.takeBack}
      />
      <WithReason
        label="Warn"
        name={`the author of ${name}`}
        lead={`${author.name} is told what you write. It stays as it is, and open here.`}
        submit={`Warn ${author.name}`}
        action={acts.decideOn}
        fields={{ ...about, what: "warn" }}
        said={`${author.name} is warned.`}
      />
      {groupId && removable && (
        <WithReason
          label="Remove from the group"
          name={author.name}
          lead={`${author.name} no longer sees the group. What they wrote stays. The reason stands in the log alone.`}
          optional
          submit={`Remove ${author.name}`}
          action={acts.takeOut}
          fields={{ groupId, userId: author.id }}
          said={`${author.name} is no longer in the group.`}
        />
      )}
    </div>
  );
}
