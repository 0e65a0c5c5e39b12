import type { Metadata } from "next";
import { CreateInvite, DescribeGroup } from "@/components/groups/forms";
import { Part } from "@/components/groups/part";
import { Invites, Members } from "@/components/groups/people";
import { Page } from "@/components/shell";
import { ActButton } from "@/components/ui/act";
import { Ask } from "@/components/ui/ask";
import { LinkButton } from "@/components/ui/button";
import * as groups from "@/db/groups";
import * as acts from "../../actions";
import { open } from "../open";

export async function generateMetadata({ params }: PageProps<"/groups/[id]/settings">): Promise<Metadata> {
  return { title: `Members of ${(await open(params, "/settings")).group.name}` };
}

/** Who is in the group, how others come in, what it is called, and the way out. */
export default async function GroupSettings({ params }: PageProps<"/groups/[id]/settings">) {
  const { who, group } = await open(params, "/settings");
  const leads = group.role === "owner" && !group.sample;
  const [members, invites] = await Promise.all([
    groups.members(who, group.id),
    leads ? groups.invites(who, group.id) : [],
  ]);
  const alone = members.length === 1;
  const lastOwner = group.role === "owner" && members.filter((member) => member.role === "owner").length === 1;
  return (
    <Page
      viewer={who}
      here="/groups"
      title={group.name}
      actions={<LinkButton href={`/groups/${group.id}`}>Its readings</LinkButton>}
    >
      <Part title="Members">
        <Members groupId={group.id} members={members} me={who.id} leads={leads} acts={acts} />
      </Part>
      {leads && (
        <>
          <Part title="Invite links" id="invites">
            <Invites groupId={group.id} invites={invites} acts={acts} />
            <div className="max-w-[560px] border-line border-t pt-5">
              <CreateInvite action={acts.createInvite} groupId={group.id} />
            </div>
          </Part>
          <Part title="Name">
            <div className="max-w-[560px] border-line border-t pt-5">
              <DescribeGroup action={acts.describeGroup} group={group} />
            </div>
          </Part>
        </>
      )}
      <Part title={group.sample ? "The sample" : "Leaving"}>
        <div className="border-line border-t pt-4 [&>form]:-ml-3 [&_summary]:-ml-3">
          {group.sample ? (
            <ActButton action={acts.leaveGroup} fields={{ groupId: group.id }} said="The sample is gone.">
              Remove the sample
            </ActButton>
          ) : (
            <Ask label="Leave the group …">
              {lastOwner && !alone ? (
                <p>
                  You are its only owner, and a group always keeps one. Make somebody else an owner above; then you can
                  leave.
                </p>
              ) : (
                <>
                  <p>
                    You will no longer see its readings, unless they are on your own shelf, nor its notes. What you
                    shared with the group stays there under your name; what you kept to yourself stays yours.
                    {alone && " You are its last member, so the group ends with it."}
                  </p>
                  <ActButton
                    action={acts.leaveGroup}
                    fields={{ groupId: group.id }}
                    said={`You left ${group.name}.`}
                    look="danger"
                  >
                    Leave {group.name}
                  </ActButton>
                </>
              )}
            </Ask>
          )}
        </div>
      </Part>
    </Page>
  );
}
