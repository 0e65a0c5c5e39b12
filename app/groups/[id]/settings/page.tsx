import type { Metadata } from "next";
import { linkOf, waitingIn } from "@/app/groups/link";
import { pageOf } from "@/app/listing";
import { CreateInvite, DescribeGroup, InviteByMail, TurnGroup } from "@/components/groups/forms";
import { InvitedByMail } from "@/components/groups/invited";
import { StandingLink } from "@/components/groups/kind";
import { Members } from "@/components/groups/members";
import { Part } from "@/components/groups/part";
import { Invites } from "@/components/groups/people";
import { Requests, Sections } from "@/components/groups/sections";
import { EditVocabulary } from "@/components/groups/vocabulary";
import { More, TitleFilter } from "@/components/library/bar";
import { Page } from "@/components/shell";
import { ActButton } from "@/components/ui/act";
import { Ask } from "@/components/ui/ask";
import { LinkButton } from "@/components/ui/button";
import { When } from "@/components/ui/when";
import { list as invitesOf } from "@/db/invites";
import * as leading from "@/db/leading";
import { sendsMail } from "@/db/mail";
import * as roster from "@/db/roster";
import * as rosters from "@/db/rosters";
import * as vocabulary from "@/db/vocabulary";
import { type Group, peopleQuery } from "@/lib/schemas/group";
import * as acts from "../../actions";
import { open } from "../open";

export async function generateMetadata({ params }: PageProps<"/groups/[id]/settings">): Promise<Metadata> {
  return { title: `Members of ${(await open(params, "/settings")).group.name}` };
}

/** From this number of people on the list can be searched. */
const MANY = 12;
/** So many people come with the page, which stays light in a group of hundreds. */
const PEOPLE = 30;

/** Who is in the group, how others come in, what it is called, and the way out. */
export default async function GroupSettings({ params, searchParams }: PageProps<"/groups/[id]/settings">) {
  const { who, group } = await open(params, "/settings");
  const { q, cursor, member, section } = peopleQuery.parse(await searchParams);
  const owns = group.role === "owner" && !group.sample;
  const leads = owns || (group.role === "lead" && !group.sample);
  const [members, counts, invites, sections, requests, link, waiting, tags, listed] = await Promise.all([
    pageOf({ q, cursor }, (query) => roster.page(who, group.id, { ...query, limit: PEOPLE })),
    roster.counts(who, group.id),
    leads ? invitesOf(who, group.id) : [],
    leading.sectionsOf(who, group.id),
    leads ? leading.requests(who, group.id) : [],
    leads && group.kind !== "invite" ? linkOf(who, group.id) : null,
    leads ? waitingIn(who, group.id) : [],
    leads ? vocabulary.of(who, group.id) : [],
    rosters.awaitedCount(who, group.id),
  ]);
  const alone = group.members === 1;
  const lastOwner = group.role === "owner" && counts.owners === 1;
  const here = `/groups/${group.id}/settings`;
  return (
    <Page
      viewer={who}
      here="/groups"
      title={group.name}
      actions={<LinkButton href={`/groups/${group.id}`}>Its readings</LinkButton>}
    >
      {requests.length > 0 && (
        <Part title="Asking to join" id="requests">
          <Requests groupId={group.id} requests={requests} acts={acts} />
        </Part>
      )}
      <Part title={group.members > 1 ? `Members (${group.members.toLocaleString("en")})` : "Members"} id="members">
        {(group.members > MANY || q) && (
          <div className="mb-4">
            <TitleFilter action={here} q={q ?? ""} label="A name" />
          </div>
        )}
        {members.items.length === 0 && (
          <p className="border-line border-t py-4 text-ink-2 text-sm">Nobody here has a name with these words.</p>
        )}
        <Members
          groupId={group.id}
          members={members.items}
          me={who.id}
          mine={group.sample ? null : group.role}
          sections={sections}
          named={member}
          revise={acts.reviseMember}
          remove={acts.removeMember}
        />
        <More path={here} next={members.next} begun={cursor !== undefined} q={q} back="Back to the first" />
      </Part>
      {leads && (
        <>
          {link && group.kind !== "invite" && (
            <Part title={group.kind === "link" ? "The group’s link" : "Joining"} id="link">
              <StandingLink groupId={group.id} kind={group.kind} {...link} act={acts.arrangeLink} />
            </Part>
          )}
          <Part title="Invite links" id="invites">
            <Invites groupId={group.id} invites={invites} revoke={acts.revokeInvite} />
            <div className="max-w-[560px] border-line border-t pt-5">
              <CreateInvite action={acts.createInvite} groupId={group.id} appoints={owns} />
            </div>
          </Part>
          <Part title="Invitations by mail" id="invitations">
            <InvitedByMail groupId={group.id} invitations={waiting} acts={acts} />
            <div className="max-w-[560px] border-line border-t pt-5">
              <InviteByMail action={acts.inviteByMail} groupId={group.id} appoints={owns} mails={sendsMail()} />
            </div>
          </Part>
          <Part title="Roster" id="roster">
            <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 border-line border-t pt-4">
              <p className="max-w-prose text-ink-2 text-sm">
                A school’s list: invites whom it names, puts them into their sections, and gives slips to sign in with
                to those without an e-mail address.
                {listed.all > 0 &&
                  ` ${listed.all === 1 ? "One person has" : `${listed.all.toLocaleString("en")} people have`} not accepted yet.`}
              </p>
              <LinkButton href={`/groups/${group.id}/roster`}>Open the roster</LinkButton>
            </div>
          </Part>
          <Part title="Sections" id="sections">
            <Sections groupId={group.id} sections={sections} unplaced={counts.unplaced} named={section} acts={acts} />
          </Part>
        </>
      )}
      {leads && group.writes && (
        <Part title="Tags" id="tags">
          <EditVocabulary groupId={group.id} tags={tags} action={acts.setVocabulary} />
        </Part>
      )}
      {owns && (
        <>
          <Part title="Name">
            <div className="max-w-[560px] border-line border-t pt-5">
              <DescribeGroup action={acts.describeGroup} group={group} />
            </div>
          </Part>
          <Part title="Kind" id="kind">
            <div className="max-w-[560px] border-line border-t pt-5">
              <TurnGroup action={acts.turnGroup} groupId={group.id} kind={group.kind} />
            </div>
          </Part>
          <Part title="How it is kept">
            <div className="grid gap-1 border-line border-t pt-4 [&>*]:-ml-3">
              <Kept group={group} />
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
                    You will no longer see its notes, nor its readings, unless they are public, you brought them in, or
                    another group of yours reads them. What you shared with the group stays there under your name; what
                    you kept to yourself stays yours.
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
                  {!alone && (
                    <>
                      <p>
                        Or take your notes along: the group no longer sees them, and only you do. What others answered
                        below them stays theirs to download, out of the group’s sight.
                      </p>
                      <ActButton
                        action={acts.leaveWithNotes}
                        fields={{ groupId: group.id }}
                        said={`You left ${group.name} and took your notes along.`}
                        look="danger"
                      >
                        Leave and take my notes
                      </ActButton>
                    </>
                  )}
                </>
              )}
            </Ask>
          )}
        </div>
      </Part>
    </Page>
  );
}

/** Whether words wait for a lead, putting the group away, and deleting it with the time to think again. */
function Kept({ group: { id: groupId, name, premoderated, archived, endsAt } }: { group: Group }) {
  return (
    <>
      <ActButton
        action={acts.premoderate}
        fields={{ groupId, on: premoderated ? "no" : "yes" }}
        said={premoderated ? "What members write stands at once." : "What members write waits for a lead."}
      >
        {premoderated ? "Let what members write stand at once" : "Let what members write wait for a lead"}
      </ActButton>
      <ActButton
        action={acts.archiveGroup}
        fields={{ groupId, on: archived ? "no" : "yes" }}
        said={archived ? `${name} is in use again.` : `${name} is put away.`}
      >
        {archived ? "Take it up again" : "Put it away, to read alone"}
      </ActButton>
      {endsAt ? (
        <ActButton action={acts.endGroup} fields={{ groupId, on: "no" }} said={`${name} stays.`}>
          Keep it: do not delete it <When at={endsAt} />
        </ActButton>
      ) : (
        <Ask label="Delete the group …">
          <p>
            It is there to read for seven more days, and you can take that back until then. Afterwards each note goes
            back to its author alone, and the group is gone.
          </p>
          <ActButton
            action={acts.endGroup}
            fields={{ groupId, on: "yes" }}
            said={`${name} is deleted in seven days.`}
            look="danger"
          >
            Delete {name} in seven days
          </ActButton>
        </Ask>
      )}
    </>
  );
}
