import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { viewer } from "@/app/auth";
import { GroupRow } from "@/components/groups/row";
import { ListKeys } from "@/components/library/keys";
import { Page } from "@/components/shell";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/notice";
import * as groups from "@/db/groups";
import * as invitations from "@/db/invitations";
import { invitationPath } from "./link";

export const metadata: Metadata = { title: "Groups" };

export default async function Groups() {
  const who = await viewer();
  if (!who) redirect("/signin?next=%2Fgroups");
  const [mine, invited] = await Promise.all([groups.list(who), invitations.mine(who)]);
  const create = (
    <LinkButton href="/groups/new" look="primary">
      Create a group
    </LinkButton>
  );
  return (
    <Page viewer={who} here="/groups" title="Groups" actions={mine.length > 0 && create}>
      {invited.length > 0 && (
        <ul aria-label="Invitations" className="mb-8 grid gap-2">
          {invited.map(({ id, group, invitedBy, member }) => (
            <li
              key={id}
              className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-lg bg-well px-4 py-3 text-sm"
            >
              <span className="min-w-0 break-words">
                {member ? (
                  <>
                    The roster of <b className="font-semibold">{group.name}</b> names you.
                  </>
                ) : (
                  <>
                    {invitedBy.name} invites you to read with <b className="font-semibold">{group.name}</b>.
                  </>
                )}
              </span>
              <LinkButton href={invitationPath(id)} size="sm" look="plain">
                See the invitation<span className="sr-only"> to {group.name}</span>
              </LinkButton>
            </li>
          ))}
        </ul>
      )}
      {mine.length > 0 ? (
        <ul>
          {mine.map((group) => (
            <GroupRow key={group.id} group={group} />
          ))}
        </ul>
      ) : (
        <Empty title="You are in no group yet" action={create}>
          A group is a circle that reads the same texts and shares its margin. Create one and send its invite link to
          whom you want to read with; or open a link that somebody sent you.
        </Empty>
      )}
      <ListKeys on={who.settings.keys !== false} />
    </Page>
  );
}
