import { type Act, ActButton } from "@/components/ui/act";
import { Avatar } from "@/components/ui/avatar";
import { TextField } from "@/components/ui/field";
import { ActionForm } from "@/components/ui/form";
import { When } from "@/components/ui/when";
import type { JoinRequest, Section } from "@/lib/schemas/group";
import { ROLE_NAMES } from "./roles";
import { count } from "./row";
import { SectionActs } from "./section-acts";

/** The sections of a large group: their people, one click that fills them, and a form for another. */
export function Sections({
  groupId,
  sections,
  unplaced,
  named,
  acts,
}: {
  groupId: string;
  sections: readonly Section[];
  /** How many members and guests are in none. */
  unplaced: number;
  /** Whose forms the address asks for: without a script they come with the page. */
  named?: string;
  acts: Record<"addSection" | "renameSection" | "removeSection" | "spreadMembers", Act>;
}) {
  return (
    <>
      {sections.length > 0 ? (
        <ul>
          {sections.map((section) => (
            <li
              key={section.id}
              className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-line border-t py-3 text-sm"
            >
              <span className="min-w-0 break-words">
                <span className="font-medium">{section.name}</span>
                <span className="text-ink-2"> · {count(section.members, "member")}</span>
              </span>
              <SectionActs
                groupId={groupId}
                section={{ id: section.id, name: section.name }}
                asked={named === section.id}
                rename={acts.renameSection}
                remove={acts.removeSection}
              />
            </li>
          ))}
        </ul>
      ) : (
        <p className="border-line border-t py-4 text-ink-2 text-sm">
          There are none. A large group parts into sections of about twenty; a reading can then be discussed in each on
          its own, while leads read and write in all.
        </p>
      )}
      <div className="grid max-w-[560px] gap-5 border-line border-t pt-5">
        {unplaced > 0 && (
          <div className="-ml-3 flex flex-wrap items-center gap-x-2 text-ink-2 text-sm">
            <ActButton
              action={acts.spreadMembers}
              fields={{ groupId }}
              said="Everybody is in a section now."
              label="Spread the people who are in no section evenly"
            >
              Spread evenly
            </ActButton>
            {count(unplaced, "person is in no section", "people are in no section")}
          </div>
        )}
        <ActionForm action={acts.addSection} submit="Add a section" look="plain">
          <input type="hidden" name="groupId" value={groupId} />
          <TextField label="Another section" name="name" maxLength={60} required autoComplete="off" />
        </ActionForm>
      </div>
    </>
  );
}

/** Who asks to be let in, for a lead to decide. */
export function Requests({
  groupId,
  requests,
  acts,
}: {
  groupId: string;
  requests: readonly JoinRequest[];
  acts: Record<"letIn" | "decline", Act>;
}) {
  return (
    <ul>
      {requests.map(({ id, user, message, role, invited, createdAt }) => (
        <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-t py-3 text-sm">
          <Avatar person={user} />
          <span className="min-w-0 flex-1 break-words">
            <span className="font-medium">{user.name}</span>
            <span className="text-ink-2">
              {" "}
              asked <When at={createdAt} /> · {ROLE_NAMES[role].toLowerCase()}
            </span>
            {invited && (
              <span className="block text-ink-2">
                Came by the invitation to {invited.name ? `${invited.name} <${invited.email}>` : invited.email}, with
                another address.{invited.name && " Let in, they count as whom the roster names there."}
              </span>
            )}
            {message && <span className="block whitespace-pre-line text-ink-2">{message}</span>}
          </span>
          <span className="-mr-3 flex max-sm:-ml-3">
            <ActButton
              action={acts.letIn}
              fields={{ groupId, requestId: id }}
              said={`${user.name} is in the group.`}
              label={`Let ${user.name} in`}
            >
              Let in
            </ActButton>
            <ActButton
              action={acts.decline}
              fields={{ groupId, requestId: id }}
              said={`${user.name} was not let in.`}
              label={`Decline ${user.name}`}
            >
              Decline
            </ActButton>
          </span>
        </li>
      ))}
    </ul>
  );
}
