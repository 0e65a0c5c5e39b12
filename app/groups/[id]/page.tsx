import type { Metadata } from "next";
import Link from "next/link";
import { Part } from "@/components/groups/part";
import { ReadingRow } from "@/components/groups/reading";
import { count } from "@/components/groups/row";
import { ListKeys } from "@/components/library/keys";
import { SampleTag } from "@/components/library/particulars";
import { Page } from "@/components/shell";
import { Avatar } from "@/components/ui/avatar";
import { LinkButton } from "@/components/ui/button";
import { Empty, Notice } from "@/components/ui/notice";
import { When } from "@/components/ui/when";
import * as groups from "@/db/groups";
import * as leading from "@/db/leading";
import { discuss, endReading } from "../actions";
import { look, open } from "./open";
import { Outside } from "./outside";

export async function generateMetadata({ params }: PageProps<"/groups/[id]">): Promise<Metadata> {
  return { title: (await look(params)).group.name };
}

/** What a group reads, newest first, and who reads it. */
export default async function GroupPage({ params }: PageProps<"/groups/[id]">) {
  const seen = await look(params);
  if (!seen.who || !seen.group.role) return <Outside {...seen} />;
  const { who, group } = await open(params);
  const [readings, members, sections] = await Promise.all([
    groups.readings(who, group.id),
    groups.members(who, group.id),
    leading.sectionsOf(who, group.id),
  ]);
  const leads = group.role === "owner" || group.role === "lead";
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
          {group.writes && bring}
        </>
      }
    >
      {(group.archived || group.endsAt) && (
        <div className="mb-8">
          <Notice>
            {group.endsAt ? (
              <>
                This group is deleted <When at={group.endsAt} />. Until then it is there to read; its owners can take
                that back in its settings.
              </>
            ) : (
              "This group is put away: it is there to read, and nobody writes in it."
            )}
          </Notice>
        </div>
      )}
      {group.requests > 0 && (
        <p className="mb-8 text-sm">
          <Link
            href={`/groups/${group.id}/settings#requests`}
            className="font-medium text-accent underline underline-offset-2"
          >
            {count(group.requests, "person asks", "people ask")} to join
          </Link>
        </p>
      )}
      <Part title="Members">
        <ul className="flex flex-wrap gap-x-5 gap-y-2 border-line border-t pt-3.5 text-sm">
          {members.map((member) => (
            <li key={member.id} className="flex min-w-0 items-center gap-2">
              <Avatar person={member} size="sm" />
              <span className="min-w-0 break-words">{member.id === who.id ? "You" : member.name}</span>
              {member.role !== "member" && <span className="text-ink-3 text-xs">{member.role}</span>}
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
                discuss={leads && sections.length > 0 ? discuss : undefined}
              />
            ))}
          </ul>
        </Part>
      ) : (
        <Empty title="Nothing to read yet" action={group.writes && bring}>
          Bring a text from your library, or a new one. Everybody in the group can read it then, and mark it for all.
        </Empty>
      )}
      <ListKeys on={who.settings.keys !== false} />
    </Page>
  );
}
