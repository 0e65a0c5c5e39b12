"use client";
import { Dotted } from "@/components/library/particulars";
import { type Act, ActButton } from "@/components/ui/act";
import { Ask } from "@/components/ui/ask";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { Copy } from "@/components/ui/copy";
import { Notice } from "@/components/ui/notice";
import { useAnswer } from "@/components/ui/use-answer";
import { When } from "@/components/ui/when";
import type { AdminPerson } from "@/lib/schemas/instance";

/** The instance's people, and what an administrator can do for each. */
export function People({ people, self, change }: { people: readonly AdminPerson[]; self: string; change: Act }) {
  if (!people.length) return <p className="text-ink-2">Nobody here has that name or address.</p>;
  return (
    <ul>
      {people.map((person) => (
        <li key={person.id} className="flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-t py-3 text-sm">
          <Avatar person={person} />
          <div className="grid min-w-0 flex-1 basis-56">
            <span className="truncate font-medium" title={person.name}>
              {person.name}
              {person.id === self && <span className="font-normal text-ink-3"> (you)</span>}
            </span>
            <span className="break-words text-ink-2 text-xs">
              <Dotted
                parts={[
                  person.email ?? person.login,
                  person.role === "admin" && "Administrator",
                  person.disabled && <strong className="font-medium text-danger">Disabled</strong>,
                  person.seenAt ? (
                    <>
                      last here <When at={person.seenAt} />
                    </>
                  ) : (
                    "not signed in"
                  ),
                ]}
              />
            </span>
          </div>
          {person.id !== self && <Acts person={person} change={change} />}
        </li>
      ))}
    </ul>
  );
}

function Acts({ person: { id, name, role, disabled }, change }: { person: AdminPerson; change: Act }) {
  const other = role === "admin" ? "member" : "admin";
  const words = role === "admin" ? "a member" : "an administrator";
  return (
    <div className="-mr-3 ml-auto flex flex-wrap justify-end max-sm:-ml-3 max-sm:basis-full max-sm:justify-start has-[[open]]:basis-full">
      <ResetLink id={id} name={name} change={change} />
      <ActButton
        action={change}
        fields={{ id, change: other }}
        said={`${name} is ${words} now.`}
        label={`Make ${name} ${words}`}
      >
        Make {words}
      </ActButton>
      {disabled ? (
        <ActButton action={change} fields={{ id, change: "enable" }} said={`${name} may sign in again.`}>
          Enable<span className="sr-only"> {name}</span>
        </ActButton>
      ) : (
        <Ask
          label={
            <>
              Disable<span className="sr-only"> {name}</span>
            </>
          }
          className="open:mr-3 open:basis-full max-sm:open:ml-3"
        >
          <p>{name} is signed out at once and cannot sign in. What they shared stays. You can enable them again.</p>
          <ActButton action={change} fields={{ id, change: "disable" }} said={`${name} is disabled.`} look="danger">
            Disable {name}
          </ActButton>
        </Ask>
      )}
    </div>
  );
}

/** A link to choose a new password, shown once. */
function ResetLink({ id, name, change }: { id: string; name: string; change: Act }) {
  const [state, run, pending] = useAnswer(change);
  const link = state.status === "done" && typeof state.data === "string" ? state.data : null;
  return (
    <form action={run} className={link || state.status === "failed" ? "order-last basis-full py-2 pr-3" : ""}>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="change" value="link" />
      {link ? (
        <div className="grid gap-2" role="status">
          <p className="text-ink-2 text-sm">
            With this link {name} can choose a new password. It is shown this once, and works for an hour.
          </p>
          <Copy value={link} label={`Link for ${name}`} />
        </div>
      ) : (
        <>
          {state.status === "failed" && <Notice tone="danger">{state.message}</Notice>}
          <Button type="submit" look="quiet" size="sm" busy={pending}>
            Reset link<span className="sr-only"> for {name}</span>
          </Button>
        </>
      )}
    </form>
  );
}
