"use client";
import { WithReason } from "@/components/moderation/with-reason";
import type { Act } from "@/components/ui/act";
import { Ask } from "@/components/ui/ask";
import { SelectField } from "@/components/ui/field";
import { ActionForm } from "@/components/ui/form";
import type { Member, Role, Section } from "@/lib/schemas/group";
import { ROLE_NAMES } from "./roles";
import { useWanted } from "./use-wanted";

/** What each may do, beside what the one after it may. */
const ROLE_HELP: Record<Role, string> = {
  owner: "appoints others, and may delete the group",
  lead: "lets people in, takes readings and people off, sees what waits",
  member: "reads and writes",
  guest: "reads only",
};

const ROLES: readonly Role[] = ["owner", "lead", "member", "guest"];

/**
 * What can be done to a member. The forms are made when one of them is opened: of three hundred people one or two are
 * changed, and their forms would be nine tenths of the page.
 */
export function MemberActs({
  groupId,
  member,
  appoints,
  sections,
  asked,
  revise,
  remove,
}: {
  groupId: string;
  member: Pick<Member, "id" | "name" | "role" | "sectionId">;
  appoints: boolean;
  sections: readonly Section[];
  /** The page was asked for with them. */
  asked: boolean;
  revise: Act;
  remove: Act;
}) {
  const { box, wanted, want } = useWanted(asked);
  return (
    <div
      ref={box}
      className="-mr-3 ml-auto flex flex-wrap max-sm:-ml-3 max-sm:basis-full has-[[open]]:-ml-3 has-[[open]]:basis-full"
    >
      {/* Keyed by what it shows, so that a choice made elsewhere is not undone by saving the other one here. */}
      {(appoints || sections.length > 0) && (
        <Ask
          label={
            <>
              Change<span className="sr-only"> {member.name}</span>
            </>
          }
          className="open:basis-full [&>div]:mx-3"
          onOpen={want}
        >
          {wanted && (
            <ActionForm action={revise} submit="Save" look="plain" done="Saved." className="grid w-full gap-4">
              <input type="hidden" name="groupId" value={groupId} />
              <input type="hidden" name="userId" value={member.id} />
              {appoints && (
                <SelectField
                  key={`as ${member.role}`}
                  label={`What ${member.name} is`}
                  name="role"
                  defaultValue={member.role}
                >
                  {ROLES.map((role) => (
                    <option key={role} value={role}>
                      {ROLE_NAMES[role]}: {ROLE_HELP[role]}
                    </option>
                  ))}
                </SelectField>
              )}
              {sections.length > 0 && (
                <SelectField
                  key={`in ${member.sectionId}`}
                  label={`Section of ${member.name}`}
                  name="sectionId"
                  defaultValue={member.sectionId ?? "none"}
                >
                  <option value="none">None</option>
                  {sections.map((section) => (
                    <option key={section.id} value={section.id}>
                      {section.name}
                    </option>
                  ))}
                </SelectField>
              )}
            </ActionForm>
          )}
        </Ask>
      )}
      <WithReason
        label="Remove"
        name={member.name}
        wanted={wanted}
        onOpen={want}
        lead={`${member.name} will no longer see this group’s notes, nor its readings, unless they are public, ${member.name} brought them in, or another group of theirs reads them. What they shared with it stays, under their name. An invite link lets them come back. The reason stands in the log alone.`}
        optional
        submit={`Remove ${member.name}`}
        action={remove}
        fields={{ groupId, userId: member.id }}
        said={`${member.name} is no longer in the group.`}
        look="danger"
        className="open:mr-3 open:basis-full max-sm:open:ml-3"
      />
      {!wanted && (
        <noscript>
          <a href={`?member=${member.id}`} className="my-0 px-3 py-1 text-sm underline">
            With forms
          </a>
        </noscript>
      )}
    </div>
  );
}
