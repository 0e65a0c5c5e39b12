import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { viewer } from "@/app/auth";
import * as acts from "@/app/moderation/actions";
import { queues } from "@/app/moderation/queues";
import { Queues } from "@/components/moderation/queues";
import { Page } from "@/components/shell";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/notice";
import * as people from "@/db/people";

export const metadata: Metadata = { title: "Moderation" };

/** What was reported in public layers, and in groups that nobody but its author leads: for administrators. */
export default async function PublicModeration({ searchParams }: PageProps<"/admin/moderation">) {
  const who = await viewer();
  if (!who || !(await people.administering(who))) notFound();
  const [waiting, hidden] = await queues(who, null, await searchParams);
  return (
    <Page
      viewer={who}
      title="Moderation"
      lead="Reports of public notes, and of what somebody wrote in a group that nobody else leads."
      actions={
        <>
          <LinkButton href="/admin/log">The log</LinkButton>
          <LinkButton href="/admin">Administration</LinkButton>
        </>
      }
    >
      <Queues
        waiting={waiting}
        hidden={hidden}
        acts={acts}
        here={"/admin/moderation"}
        empty={<Empty title="Nothing waits">What readers report in public layers stands here.</Empty>}
      />
    </Page>
  );
}
