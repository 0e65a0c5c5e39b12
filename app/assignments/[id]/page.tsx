import type { Metadata } from "next";
import Link from "next/link";
import { Asked } from "@/components/assignments/asked";
import { Tabs } from "@/components/assignments/tabs";
import { Page } from "@/components/shell";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { open } from "./open";

export async function generateMetadata({ params }: PageProps<"/assignments/[id]">): Promise<Metadata> {
  return { title: (await open(params)).assignment.title };
}

/** What is asked, by when, and where I stand; for those who lead its group also what can be done with it. */
export default async function AssignmentPage({ params }: PageProps<"/assignments/[id]">) {
  const { who, assignment } = await open(params);
  const { id, title, group, canEdit, archived } = assignment;
  return (
    <Page
      viewer={who}
      here="/groups"
      title={title}
      lead={
        <>
          For{" "}
          <Link href={`/groups/${group.id}`} className="text-accent underline underline-offset-2">
            {group.name}
          </Link>
        </>
      }
      actions={canEdit && !archived && <LinkButton href={`/assignments/${id}/edit`}>Edit</LinkButton>}
    >
      {canEdit && <Tabs id={id} here="asked" />}
      {archived && (
        <div className="mb-8">
          <Notice>This assignment is put away. Students no longer see it; what they wrote is kept.</Notice>
        </div>
      )}
      <Asked assignment={assignment} now={new Date()} />
    </Page>
  );
}
