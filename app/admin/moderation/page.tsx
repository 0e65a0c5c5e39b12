import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { viewer } from "@/app/auth";
import * as acts from "@/app/moderation/actions";
import { Part } from "@/components/groups/part";
import { Cases } from "@/components/moderation/cases";
import { Page } from "@/components/shell";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/notice";
import * as people from "@/db/people";
import * as queue from "@/db/queue";

export const metadata: Metadata = { title: "Moderation" };

/** What was reported in public layers, and in groups that nobody but its author leads: for administrators. */
export default async function PublicModeration() {
  const who = await viewer();
  if (!who || !(await people.administering(who))) notFound();
  const [waiting, hidden] = await Promise.all([queue.queue(who, null), queue.hidden(who, null)]);
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
      {waiting.length > 0 ? (
        <Part title="Waiting">
          <Cases items={waiting} acts={acts} label="Waiting" />
        </Part>
      ) : (
        <Empty title="Nothing waits">What readers report in public layers stands here.</Empty>
      )}
      {hidden.length > 0 && (
        <Part title="Hidden">
          <Cases items={hidden} acts={acts} label="Hidden" />
        </Part>
      )}
    </Page>
  );
}
