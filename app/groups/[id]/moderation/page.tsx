import type { Metadata } from "next";
import { notFound } from "next/navigation";
import * as acts from "@/app/moderation/actions";
import { Part } from "@/components/groups/part";
import { Cases } from "@/components/moderation/cases";
import { Page } from "@/components/shell";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/notice";
import * as queue from "@/db/queue";
import { open } from "../open";

export async function generateMetadata({ params }: PageProps<"/groups/[id]/moderation">): Promise<Metadata> {
  return { title: `Moderation of ${(await open(params, "/moderation")).group.name}` };
}

/** What was reported in a group, what waits to be let stand, and what is hidden: for those who lead it. */
export default async function GroupModeration({ params }: PageProps<"/groups/[id]/moderation">) {
  const { who, group } = await open(params, "/moderation");
  if (group.role !== "owner" && group.role !== "lead") notFound();
  const [waiting, hidden] = await Promise.all([queue.queue(who, group.id), queue.hidden(who, group.id)]);
  return (
    <Page
      viewer={who}
      here="/groups"
      title={`Moderation of ${group.name}`}
      lead="Who reported something is shown to those who lead the group alone, and never to its author."
      actions={
        <>
          <LinkButton href={`/groups/${group.id}/log`}>The log</LinkButton>
          <LinkButton href={`/groups/${group.id}`}>The group</LinkButton>
        </>
      }
    >
      {waiting.length > 0 ? (
        <Part title="Waiting">
          <Cases items={waiting} acts={acts} label="Waiting" />
        </Part>
      ) : (
        <Empty title="Nothing waits">
          What members report stands here{group.premoderated && ", and what they write until you let it stand"}.
        </Empty>
      )}
      {hidden.length > 0 && (
        <Part title="Hidden">
          <Cases items={hidden} acts={acts} label="Hidden" />
        </Part>
      )}
    </Page>
  );
}
