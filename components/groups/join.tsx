import { type Act, ActButton } from "@/components/ui/act";
import { LinkButton } from "@/components/ui/button";
import { TextArea } from "@/components/ui/field";
import { ActionForm } from "@/components/ui/form";
import { When } from "@/components/ui/when";
import type { Asking, Group } from "@/lib/schemas/group";

/** The way into a public group, for who looks at it from outside. */
export function Join({
  group,
  asking,
  acts,
}: {
  group: Group;
  /** Null signed out. */
  asking: Asking | null;
  acts: Record<"askToJoin" | "withdrawRequest", Act>;
}) {
  if (group.archived || group.endsAt || group.joins === null || group.joins === "nobody")
    return <p className="text-ink-2 text-sm">It takes nobody new at present. You can read along.</p>;
  if (!asking) {
    const back = `next=${encodeURIComponent(`/groups/${group.id}`)}`;
    return (
      <div className="flex flex-wrap items-center gap-2">
        <LinkButton href={`/signup?${back}`} look="primary">
          Sign up to join
        </LinkButton>
        <LinkButton href={`/signin?${back}`}>Sign in</LinkButton>
      </div>
    );
  }
  if (asking.asked)
    return (
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <p className="text-ink-2 text-sm">You have asked to join. Someone who leads the group decides.</p>
        <ActButton
          action={acts.withdrawRequest}
          fields={{ groupId: group.id }}
          said="You no longer ask to join."
          look="plain"
        >
          Take it back
        </ActButton>
      </div>
    );
  if (group.joins === "at-once")
    return (
      <div className="grid justify-items-start gap-3">
        <p className="text-ink-2 text-sm">
          Its members write in it, and anyone can read what they write, with their names.
        </p>
        <ActButton
          action={acts.askToJoin}
          fields={{ groupId: group.id }}
          said={`You joined ${group.name}.`}
          look="primary"
          size="md"
        >
          Join the group
        </ActButton>
      </div>
    );
  return (
    <ActionForm action={acts.askToJoin} submit="Ask to join" className="grid max-w-[560px] gap-4">
      <p className="text-ink-2 text-sm">
        {asking.declinedAt && (
          <>
            You asked, and were not let in <When at={asking.declinedAt} />.{" "}
          </>
        )}
        Someone who leads the group decides. They see your name and what you write here. What members write in the group
        can be read by anyone.
      </p>
      <input type="hidden" name="groupId" value={group.id} />
      <TextArea label="A word with it" aside="optional" name="message" maxLength={1000} rows={2} />
    </ActionForm>
  );
}
