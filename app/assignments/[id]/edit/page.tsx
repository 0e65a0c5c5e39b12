import type { Metadata } from "next";
import Link from "next/link";
import { AssignmentForm } from "@/components/assignments/form";
import { Page } from "@/components/shell";
import { read as readGroup } from "@/db/groups";
import * as prompts from "@/db/prompts";
import { list as readingsOf } from "@/db/readings";
import { zones } from "@/lib/zoned";
import { openLed } from "../open";

export async function generateMetadata({ params }: PageProps<"/assignments/[id]/edit">): Promise<Metadata> {
  return { title: `Edit: ${(await openLed(params, "/edit")).assignment.title}` };
}

/** Changes an assignment, for those who lead its group. */
export default async function EditAssignment({ params }: PageProps<"/assignments/[id]/edit">) {
  const { who, assignment } = await openLed(params, "/edit");
  const { id, title, groupId, timeZone } = assignment;
  const [group, readings, questions] = await Promise.all([
    readGroup(who, groupId),
    readingsOf(who, groupId),
    prompts.list(who, id),
  ]);
  return (
    <Page
      viewer={who}
      here="/assignments"
      title="Edit the assignment"
      lead={
        <>
          <Link href={`/assignments/${id}`} className="text-accent underline underline-offset-2">
            {title}
          </Link>
          , for {assignment.group.name}. What students have written stays as it is.
        </>
      }
    >
      <noscript>
        <p className="mb-6 rounded-lg bg-well px-3.5 py-2.5 text-sm">Changing an assignment needs JavaScript.</p>
      </noscript>
      <AssignmentForm
        me={who.id}
        group={{ ...assignment.group, open: group?.kind === "public" }}
        readings={readings.map(({ article, by, at }) => ({ ...article, addedBy: by, createdAt: at }))}
        zones={zones()}
        zone={timeZone}
        assignment={assignment}
        questions={questions}
      />
    </Page>
  );
}
