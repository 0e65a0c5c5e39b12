import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { ComparedMarks } from "@/components/assignments/compared";
import { Score } from "@/components/assignments/score";
import { StudentWork } from "@/components/assignments/student-work";
import { Tabs } from "@/components/assignments/tabs";
import { Page } from "@/components/shell";
import { Notice } from "@/components/ui/notice";
import { When } from "@/components/ui/when";
import { withBefore } from "@/db/afterwards";
import * as points from "@/db/points";
import * as reference from "@/db/reference";
import { studentsOf } from "@/db/work";
import { Problem } from "@/lib/problem";
import type { Account } from "@/lib/schemas/user";
import { id } from "@/lib/schemas/wire";
import { GOAL_ORDER } from "@/lib/to-go";
import { open } from "../../open";
import { askReview, override, sayFeedback } from "../../points/actions";

type Props = PageProps<"/assignments/[id]/students/[userId]">;

const work = cache((who: Account, assignmentId: string, userId: string) =>
  withBefore(who, assignmentId, userId).catch((error: unknown) => {
    if (error instanceof Problem && error.status === 404) return notFound();
    throw error;
  }),
);
/** What the student that the address names wrote, for those who may see it. */
async function opened(params: Props["params"]) {
  const { userId } = await params;
  const { who, assignment } = await open(params, `/students/${userId}`);
  if (!id.safeParse(userId).success) notFound();
  const own = await work(who, assignment.id, userId);
  return { who, assignment, own, mine: own.user.id === who.id };
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { assignment, own, mine } = await opened(params);
  return { title: `${mine ? "Your work" : own.user.name}: ${assignment.title}` };
}

/**
 * One student's work: for those who lead the group, and for that student. Its points, the instructor's reading beside it, and
 * what was written before and after the others' notes were shown.
 */
export default async function StudentPage({ params, searchParams }: Props) {
  const { who, assignment, own, mine } = await opened(params);
  const userId = own.user.id;
  const [scored, compared] = await Promise.all([
    points.of(who, assignment.id, userId),
    reference.compare(who, assignment.id, userId),
  ]);
  const asked = (await searchParams).goal;
  const goal = GOAL_ORDER.find((one) => one === asked) ?? null;
  return (
    <Page
      viewer={who}
      here="/assignments"
      title={mine ? "Your work" : own.user.name}
      lead={
        <>
          For{" "}
          <Link href={`/assignments/${assignment.id}`} className="text-accent underline underline-offset-2">
            {assignment.title}
          </Link>
          , {assignment.group.name}
        </>
      }
    >
      {assignment.canEdit && <Tabs id={assignment.id} here="standing" below />}
      {own.gone ? (
        <div className="mb-8">
          <Notice>
            {own.user.name} is in {assignment.group.name} no more
            {own.leftAt && (
              <>
                , taken out <When at={own.leftAt} />
              </>
            )}
            . What they wrote for the group and the points they had are kept here, to be read.
          </Notice>
        </div>
      ) : (
        assignment.canEdit && <Neighbours all={await studentsOf(who, assignment.id)} userId={userId} {...assignment} />
      )}
      <Score
        assignment={assignment}
        own={scored}
        mine={mine}
        gone={own.gone}
        acts={{ askReview, override, sayFeedback }}
      />
      <ComparedMarks items={compared} mine={mine} name={own.user.name} groupId={assignment.groupId} />
      <StudentWork assignment={assignment} work={own} goal={goal} mine={mine} now={new Date()} />
    </Page>
  );
}

/** The students before and after this one, by name. */
function Neighbours({
  all,
  userId,
  id,
}: {
  all: { user: { id: string; name: string } }[];
  userId: string;
  id: string;
}) {
  const at = all.findIndex(({ user }) => user.id === userId);
  const to = (one: (typeof all)[number] | undefined, rel: "prev" | "next", arrow: string) =>
    one && (
      <Link
        href={`/assignments/${id}/students/${one.user.id}`}
        rel={rel}
        className="min-w-0 break-words font-medium text-accent underline-offset-4 hover:underline"
      >
        {rel === "prev" && `${arrow} `}
        {one.user.name}
        {rel === "next" && ` ${arrow}`}
      </Link>
    );
  return (
    <nav aria-label="Other students" className="mb-8 grid grid-cols-[1fr_auto_1fr] gap-6 text-sm print:hidden">
      <span>{to(all[at - 1], "prev", "←")}</span>
      <span className="text-ink-3">
        {at + 1} of {all.length}
      </span>
      <span className="text-right">{to(all[at + 1], "next", "→")}</span>
    </nav>
  );
}
