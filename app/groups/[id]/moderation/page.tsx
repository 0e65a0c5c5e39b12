import type { Metadata } from "next";
import { notFound } from "next/navigation";
import * as acts from "@/app/moderation/actions";
import { queues } from "@/app/moderation/queues";
import { Queues } from "@/components/moderation/queues";
import { Page } from "@/components/shell";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/notice";
import { open } from "../open";

export async function generateMetadata({ params }: PageProps<"/groups/[id]/moderation">): Promise<Metadata> {
  return { title: `Moderation of ${(await open(params, "/moderation")).group.name}` };
}

/** What was reported in a group, what waits to be let stand, and what is hidden: for those who lead it. */
export default async function GroupModeration({ params, searchParams }: PageProps<"/groups/[id]/moderation">) {
  const { who, group } = await open(params, "/moderation");
  if (group.role !== "owner" && group.role !== "lead") notFound();
  const [waiting, hidden] = await queues(who, group.id, await searchParams);
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
      <Queues
        waiting={waiting}
        hidden={hidden}
        acts={acts}
        here={`/groups/${group.id}/moderation`}
        empty={
          <Empty title="Nothing waits">
            What members report stands here{group.premoderated && ", and what they write until you let it stand"}.
          </Empty>
        }
      />
    </Page>
  );
}
