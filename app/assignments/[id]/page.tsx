import type { Metadata } from "next";
import Link from "next/link";
import { Asked } from "@/components/assignments/asked";
import { Extensions } from "@/components/assignments/extensions";
import { AssignmentLog } from "@/components/assignments/log";
import { AssignmentMenu } from "@/components/assignments/menu";
import { WhereIStand } from "@/components/assignments/mine";
import { Tabs } from "@/components/assignments/tabs";
import { Part } from "@/components/groups/part";
import { Page } from "@/components/shell";
import { ActButton } from "@/components/ui/act";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { acts } from "@/db/assignment-acts";
import * as extensions from "@/db/extensions";
import * as groups from "@/db/groups";
import { left } from "@/db/left";
import * as prompts from "@/db/prompts";
import * as pseudonyms from "@/db/pseudonyms";
import type { Assignment } from "@/lib/schemas/assignment";
import type { Account } from "@/lib/schemas/user";
import { archive, extend, retract } from "./actions";
import { open } from "./open";

export async function generateMetadata({ params }: PageProps<"/assignments/[id]">): Promise<Metadata> {
  return { title: (await open(params)).assignment.title };
}

/** What is asked, by when, and where I stand; for those who lead its group also what can be done with it. */
export default async function AssignmentPage({ params }: PageProps<"/assignments/[id]">) {
  const { who, assignment } = await open(params);
  const { id, title, group, canEdit, archived } = assignment;
  const [mine, questions, known] = await Promise.all([
    canEdit ? null : left(who, assignment),
    prompts.list(who, id),
    assignment.names === "pseudonyms" ? pseudonyms.of(who, id) : [],
  ]);
  return (
    <Page
      viewer={who}
      here="/assignments"
      title={title}
      lead={
        <>
          For{" "}
          <Link href={`/groups/${group.id}`} className="text-accent underline underline-offset-2">
            {group.name}
          </Link>
        </>
      }
      actions={canEdit && <Actions who={who} assignment={assignment} />}
    >
      {canEdit && <Tabs id={id} here="asked" />}
      {archived && (
        <div className="mb-8 flex flex-wrap items-center gap-x-4 gap-y-2">
          <Notice>This assignment is put away. Students no longer see it; what they wrote is kept.</Notice>
          <ActButton
            action={archive}
            fields={{ assignmentId: id, on: "no", revision: String(assignment.revision) }}
            said="It is back."
            look="plain"
          >
            Bring it back
          </ActButton>
        </div>
      )}
      {mine && <WhereIStand assignment={assignment} left={mine} now={new Date()} />}
      <Asked assignment={assignment} now={new Date()} questions={questions} known={known} />
      {canEdit && <MoreTime who={who} assignment={assignment} />}
      {canEdit && <Done who={who} id={id} />}
    </Page>
  );
}

async function Actions({ who, assignment }: { who: Account; assignment: Assignment }) {
  const all = await groups.list(who);
  const led = all.filter(({ role, writes, sample }) => (role === "owner" || role === "lead") && writes && !sample);
  return (
    <>
      {!assignment.archived && <LinkButton href={`/assignments/${assignment.id}/edit`}>Edit</LinkButton>}
      <AssignmentMenu assignment={assignment} groups={led.map(({ id, name }) => ({ id, name }))} />
    </>
  );
}

/** As many of the latest acts as are shown here. */
const LATEST = 6;

/** Who set it, changed it, opened it or put it away, and when; points have a log of their own. */
async function Done({ who, id }: { who: Account; id: string }) {
  const { items } = await acts(who, id, { limit: LATEST }, true);
  return (
    <section aria-label="What was done" className="mt-14">
      <Part title="What was done" id="done">
        <AssignmentLog items={items} older={null} />
        <p className="border-line border-t pt-3.5 text-sm">
          <Link href={`/assignments/${id}/log`} className="font-medium text-accent underline-offset-4 hover:underline">
            Everything that was done, points too
          </Link>
        </p>
      </Part>
    </section>
  );
}

async function MoreTime({ who, assignment }: { who: Account; assignment: Assignment }) {
  const [given, subjects] = await Promise.all([
    extensions.list(who, assignment.id),
    extensions.subjects(who, assignment.id),
  ]);
  return (
    <div className="mt-14">
      <Part title="More time" id="extensions">
        <Extensions assignment={assignment} extensions={given} subjects={subjects} acts={{ extend, retract }} />
      </Part>
    </div>
  );
}
