import { Dotted } from "@/components/library/particulars";
import { WithReason } from "@/components/moderation/with-reason";
import { type Act, ActButton } from "@/components/ui/act";
import { Ask } from "@/components/ui/ask";
import { Avatar } from "@/components/ui/avatar";
import { SelectField } from "@/components/ui/field";
import { ActionForm } from "@/components/ui/form";
import { When } from "@/components/ui/when";
import type { Invite, Member, Role, Section } from "@/lib/schemas/group";

export type PeopleActs = Record<"reviseMember" | "removeMember" | "revokeInvite", Act>;

export const ROLE_NAMES: Record<Role, string> = { owner: "Owner", lead: "Lead", member: "Member", guest: "Guest" };
/** What each may do, beside what the one after it may. */
const ROLE_HELP: Record<Role, string> = {
  owner: "appoints others, and may delete the group",
  lead: "lets people in, takes readings and people off, sees what waits",
  member: "reads and writes",
  guest: "reads only",
};

/** Who is in a group and as what; its owners change it from here. */
export function Members({
  groupId,
  members,
  me,
  mine,
  sections,
  acts,
}: {
  groupId: string;
  members: readonly Member[];
  me: string;
  /** As what the viewer is in it; null where nothing of it is theirs to change, as in the sample. */
  mine: Role | null;
  sections: readonly Section[];
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
                ROLE_NAMES[member.role],
                sections.find((one) => one.id === member.sectionId)?.name,
                <span key="since">
                  since <When at={member.joinedAt} />
                </span>,
              ]}
            />
          </span>
          {member.id !== me && (mine === "owner" || (mine === "lead" && LED.includes(member.role))) && (
            <MemberActs groupId={groupId} member={member} appoints={mine === "owner"} sections={sections} acts={acts} />
          )}
        </li>
      ))}
    </ul>
  );
}

const LED: readonly Role[] = ["member", "guest"];
const ROLES: readonly Role[] = ["owner", "lead", "member", "guest"];

function MemberActs({
  groupId,
  member,
  appoints,
  sections,
  acts,
}: {
  groupId: string;
  member: Member;
  appoints: boolean;
  sections: readonly Section[];
  acts: PeopleActs;
}) {
  return (
    <div className="-mr-3 ml-auto flex flex-wrap max-sm:-ml-3 max-sm:basis-full has-[[open]]:-ml-3 has-[[open]]:basis-full">
      {/* Keyed by what it shows, so that a choice made elsewhere is not undone by saving the other one here. */}
      {(appoints || sections.length > 0) && (
        <Ask
          label={
            <>
              Change<span className="sr-only"> {member.name}</span>
            </>
          }
          className="open:basis-full [&>div]:mx-3"
        >
          <ActionForm action={acts.reviseMember} submit="Save" look="plain" done="Saved." className="grid w-full gap-4">
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
        </Ask>
      )}
      <WithReason
        label="Remove"
        name={member.name}
        lead={`${member.name} will no longer see this group’s readings or notes. What they shared with it stays, under their name. An invite link lets them come back. The reason stands in the log alone.`}
        optional
        submit={`Remove ${member.name}`}
        action={acts.removeMember}
        fields={{ groupId, userId: member.id }}
        said={`${member.name} is no longer in the group.`}
        look="danger"
        className="open:mr-3 open:basis-full max-sm:open:ml-3"
      />
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
