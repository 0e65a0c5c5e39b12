import type { Metadata } from "next";
import Link from "next/link";
import { pageOf } from "@/app/listing";
import { AssignmentLog, olderPath } from "@/components/assignments/log";
import { Of } from "@/components/assignments/of";
import { Tabs } from "@/components/assignments/tabs";
import { Part } from "@/components/groups/part";
import { Page } from "@/components/shell";
import { acts } from "@/db/assignment-acts";
import { page } from "@/lib/schemas/wire";
import { openLed } from "../open";

export async function generateMetadata({ params }: PageProps<"/assignments/[id]/log">): Promise<Metadata> {
  return { title: `What was done: ${(await openLed(params, "/log")).assignment.title}` };
}

/** All that was done to an assignment and its points: for those who lead its group. */
export default async function AssignmentLogPage({ params, searchParams }: PageProps<"/assignments/[id]/log">) {
  const { who, assignment } = await openLed(params, "/log");
  const { id, title } = assignment;
  const query = page.catch(page.parse({})).parse(await searchParams);
  const { items, next } = await pageOf(query, (asked) => acts(who, id, asked));
  return (
    <Page viewer={who} here="/assignments" title={title} lead={<Of assignment={assignment} />}>
      <Tabs id={id} here="points" below />
      <Part title="What was done" id="log">
        {query.cursor && (
          <p className="pb-3.5 text-sm">
            <Link
              href={`/assignments/${id}/log`}
              className="font-medium text-accent underline-offset-4 hover:underline"
            >
              Back to the latest
            </Link>
          </p>
        )}
        <AssignmentLog items={items} older={olderPath(id, next)} />
      </Part>
    </Page>
  );
}
