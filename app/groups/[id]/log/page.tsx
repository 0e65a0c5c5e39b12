import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { pageOf } from "@/app/listing";
import { Log } from "@/components/moderation/log";
import { Page } from "@/components/shell";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/notice";
import * as acts from "@/db/acts";
import { page } from "@/lib/schemas/wire";
import { open } from "../open";

export async function generateMetadata({ params }: PageProps<"/groups/[id]/log">): Promise<Metadata> {
  return { title: `Log of ${(await open(params, "/log")).group.name}` };
}

/** What was decided in a group, by whom and why: for those who lead it. */
export default async function GroupLog({ params, searchParams }: PageProps<"/groups/[id]/log">) {
  const { who, group } = await open(params, "/log");
  if (group.role !== "owner" && group.role !== "lead") notFound();
  const query = page.catch(page.parse({})).parse(await searchParams);
  const { items, next } = await pageOf(query, (asked) => acts.log(who, group.id, asked));
  return (
    <Page
      viewer={who}
      here="/groups"
      title={`Log of ${group.name}`}
      lead="Every decision about what was written here, every removal and every change of a role."
      actions={<LinkButton href={`/groups/${group.id}/moderation`}>What waits</LinkButton>}
    >
      {items.length > 0 ? (
        <Log items={items} older={next && `/groups/${group.id}/log?cursor=${encodeURIComponent(next)}`} />
      ) : (
        <Empty title="Nothing was decided yet">What those who lead the group decide stands here, with why.</Empty>
      )}
    </Page>
  );
}
