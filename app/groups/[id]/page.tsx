import type { Metadata } from "next";

import { Part } from "@/components/groups/part";
import { ReadingRow } from "@/components/groups/reading";
import { ListKeys } from "@/components/library/keys";
import { SampleTag } from "@/components/library/particulars";
import { Page } from "@/components/shell";
import { Avatar } from "@/components/ui/avatar";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/notice";
import * as groups from "@/db/groups";
import { endReading } from "../actions";
import { open } from "./open";

export async function generateMetadata({ params }: PageProps<"/groups/[id]">): Promise<Metadata> {
  return { title: (await open(params)).group.name };
}

/** What a group reads, newest first, and who reads it. */
export default async function GroupPage({ params }: PageProps<"/groups/[id]">) {
  const { who, group } = await open(params);
  const [readings, members] = await Promise.all([groups.readings(who, group.id), groups.members(who, group.id)]);
  const leads = group.role === "owner";
  const bring = (
    <LinkButton href={`/groups/${group.id}/bring`} look="primary">
      Bring a reading
    </LinkButton>
  );
  return (
    <Page
      viewer={who}
      here="/groups"
      title={
        <>
          {group.name} {group.sample && <SampleTag />}
        </>
      }
      lead={group.description || undefined}
      actions={
        <>
          <LinkButton href={`/groups/${group.id}/settings`}>{leads ? "Invite and settings" : "Members"}</LinkButton>
          {bring}
        </>
      }
    >
      <Part title="Members">
        <ul className="flex flex-wrap gap-x-5 gap-y-2 border-line border-t pt-3.5 text-sm">
          {members.map((member) => (
            <li key={member.id} className="flex min-w-0 items-center gap-2">
              <Avatar person={member} size="sm" />
              <span className="min-w-0 break-words">{member.id === who.id ? "You" : member.name}</span>
              {member.role === "owner" && <span className="text-ink-3 text-xs">owner</span>}
            </li>
          ))}
        </ul>
      </Part>
      {readings.length > 0 ? (
        <Part title="Readings">
          <ul>
            {readings.map((reading) => (
              <ReadingRow
                key={reading.article.id}
                groupId={group.id}
                reading={reading}
                ends={!group.sample && (leads || reading.by.id === who.id)}
                end={endReading}
              />
            ))}
          </ul>
        </Part>
      ) : (
        <Empty title="Nothing to read yet" action={bring}>
          Bring a text from your library, or a new one. Everybody in the group can read it then, and mark it for all.
        </Empty>
      )}
      <ListKeys on={who.settings.keys !== false} />
    </Page>
  );
}
