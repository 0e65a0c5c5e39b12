"use client";
import { type ReactNode, useRef } from "react";
import { type Act, ActButton } from "@/components/ui/act";
import { Ask } from "@/components/ui/ask";
import { TextArea } from "@/components/ui/field";
import { ActionForm, type FormAnswer } from "@/components/ui/form";
import { useToast } from "@/components/ui/toast";
import type { Case } from "@/lib/schemas/moderation";

export type Decisions = Record<"decideOn" | "restore" | "letStand" | "takeOut", Act>;

/** A decision that says why: it opens its words, does it, says so with the way back, and takes the focus to what is next. */
function WithReason({
  label,
  name,
  lead,
  optional = false,
  submit,
  action,
  fields,
  said,
  undo,
}: {
  label: string;
  /** Whom it is about, for a screen reader. */
  name: string;
  lead: ReactNode;
  optional?: boolean;
  submit: string;
  action: Act;
  fields: Record<string, string>;
  said: string;
  undo?: Act;
}) {
  const toast = useToast();
  const inside = useRef<HTMLDivElement>(null);
  const back = async () => {
    const form = new FormData();
    for (const [field, value] of Object.entries(fields)) form.set(field, value);
    const answer = undo && (await undo({ status: "idle" }, form));
    toast({ text: answer?.status === "done" ? "Put back." : (answer?.message ?? "That did not work. Try again.") });
  };
  const run = async (state: FormAnswer, form: FormData) => {
    const item = inside.current?.closest("[data-case]");
    const next = item?.nextElementSibling ?? item?.previousElementSibling;
    const answer = await action(state, form);
    if (answer.status !== "done") return answer;
    toast({ text: said, action: undo && { label: "Undo", run: () => void back() } });
    const to = next instanceof HTMLElement ? next : document.getElementById("content");
    requestAnimationFrame(() => to?.focus());
    inside.current?.closest("details")?.removeAttribute("open");
    return answer;
  };
  return (
    <Ask
      label={
        <>
          {label}
          <span className="sr-only"> {name}</span>
        </>
      }
      className="open:basis-full"
    >
      <div ref={inside} className="grid w-full gap-3">
        <p>{lead}</p>
        <ActionForm action={run} submit={submit} look="plain" className="grid w-full gap-3">
          {Object.entries(fields).map(([field, value]) => (
            <input key={field} type="hidden" name={field} value={value} />
          ))}
          <TextArea label="Why" aside={optional ? "optional" : undefined} name="reason" rows={2} maxLength={2000} />
        </ActionForm>
      </div>
    </Ask>
  );
}

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
        undo={acts.restore}
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
