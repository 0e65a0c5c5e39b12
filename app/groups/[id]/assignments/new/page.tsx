import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { AssignmentForm } from "@/components/assignments/form";
import { Page } from "@/components/shell";
import { list as readingsOf } from "@/db/readings";
import { timeZoneOf } from "@/db/users";
import { zones } from "@/lib/zoned";
import { open } from "../../open";

export const metadata: Metadata = { title: "New assignment", robots: { index: false } };

/** Sets what the group is to read, for those who lead it. */
export default async function NewAssignment({ params }: PageProps<"/groups/[id]/assignments/new">) {
  const { who, group } = await open(params, "/assignments/new");
  if ((group.role !== "owner" && group.role !== "lead") || group.sample || !group.writes) notFound();
  const [readings, zone] = await Promise.all([readingsOf(who, group.id), timeZoneOf(who)]);
  return (
    <Page
      viewer={who}
      here="/groups"
      title="New assignment"
      lead={
        <>
          For{" "}
          <Link href={`/groups/${group.id}`} className="text-accent underline underline-offset-2">
            {group.name}
          </Link>
        </>
      }
    >
      <noscript>
        <p className="mb-6 rounded-lg bg-well px-3.5 py-2.5 text-sm">Setting an assignment needs JavaScript.</p>
      </noscript>
      <AssignmentForm
        me={who.id}
        group={{ id: group.id, name: group.name, open: group.kind === "public" }}
        readings={readings.map(({ article, by, at }) => ({ ...article, addedBy: by, createdAt: at }))}
        zones={zones()}
        zone={zone ?? "UTC"}
      />
    </Page>
  );
}
