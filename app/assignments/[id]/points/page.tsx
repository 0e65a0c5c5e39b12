import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { AnswerReview, GiveFeedback } from "@/components/assignments/decide";
import { type GoneRow, GoneStudents } from "@/components/assignments/gone";
import { AssignmentLog, olderPath } from "@/components/assignments/log";
import { Narrow } from "@/components/assignments/narrow";
import { FromWords, Of } from "@/components/assignments/of";
import { type PointsRow, PointsTable } from "@/components/assignments/points-table";
import { ReferenceField } from "@/components/assignments/reference-field";
import { Rule } from "@/components/assignments/rule";
import { Tabs } from "@/components/assignments/tabs";
import { Page } from "@/components/shell";
import { ActButton } from "@/components/ui/act";
import { buttonClass, LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/notice";
import { When } from "@/components/ui/when";
import { acts } from "@/db/assignment-acts";
import * as points from "@/db/points";
import * as reference from "@/db/reference";
import { languagesIn } from "@/lib/names";
import { amount, GOAL_NAMES } from "@/lib/rule";
import type { AllPoints, StudentPoints } from "@/lib/schemas/points";
import { pointsQuery } from "@/lib/schemas/standings";
import { byName, pointsShown, sectionsIn } from "@/lib/standings";
import { open } from "../open";
import { answerReview, chooseReference, override, release, sayFeedback, withhold } from "./actions";

export async function generateMetadata({ params }: PageProps<"/assignments/[id]/points">): Promise<Metadata> {
  return { title: `Points: ${(await open(params, "/points")).assignment.title}` };
}

/** As much of what was done as is shown before one asks for what was earlier. */
const LATEST = 20;

/** For those who lead the group: the rule, everybody's points, what is asked about them, and when students see them. */
export default async function PointsPage({ params, searchParams }: PageProps<"/assignments/[id]/points">) {
  const { who, assignment } = await open(params, "/points");
  const { id, title, goals, canEdit } = assignment;
  if (!canEdit) redirect(`/assignments/${id}/students/${who.id}#points`);
  const [all, marks, log] = await Promise.all([
    points.all(who, id),
    reference.choosable(who, id),
    acts(who, id, { limit: LATEST }),
  ]);
  const { items, gone, worth, releasedAt, feedback } = all;
  const query = pointsQuery.parse(await searchParams);
  const languages = languagesIn((await headers()).get("accept-language"));
  const sections = sectionsIn(items);
  const waiting = items.flatMap((one) => one.reviews.filter(({ answeredAt }) => answeredAt === null));
  return (
    <Page
      viewer={who}
      here="/assignments"
      wide
      title={title}
      lead={<Of assignment={assignment} />}
      actions={
        worth.length > 0 && (
          <>
            <a href={`/api/v1/assignments/${id}/points.csv`} download className={buttonClass()}>
              Points as a table
            </a>
            <a href={`/api/v1/assignments/${id}/work.csv`} download className={buttonClass()}>
              All notes as a table
            </a>
          </>
        )
      }
    >
      <Tabs id={id} here="points" />
      {worth.length === 0 ? (
        <Empty
          title="No points are given"
          action={<LinkButton href={`/assignments/${id}/edit`}>Say what is worth how much</LinkButton>}
        >
          A rule says what each goal is worth. Students read it before they begin, and every point names the note that
          earned it.
        </Empty>
      ) : (
        <>
          <div className="mb-10 flex flex-wrap items-center justify-between gap-x-6 gap-y-3 rounded-xl bg-well px-5 py-4">
            <p className="max-w-prose">
              {releasedAt ? (
                <>
                  Released <When at={releasedAt} />: each student sees their own points, and what you say about them.
                </>
              ) : (
                "Students do not see their points yet. Each sees their own once you release them, and is told."
              )}
            </p>
            {releasedAt ? (
              <ActButton
                action={withhold}
                undo={release}
                fields={{ assignmentId: id }}
                said="Students do not see their points any more."
                look="plain"
                size="md"
              >
                Take the release back
              </ActButton>
            ) : (
              <ActButton
                action={release}
                undo={withhold}
                fields={{ assignmentId: id }}
                said="Released. Every student is told."
                look="primary"
                size="md"
              >
                Release the points
              </ActButton>
            )}
          </div>
          {waiting.length > 0 && (
            <Part title="Reviews that wait for you">
              <ul>
                {waiting.map((one) => {
                  const now = items.find(({ user }) => user.id === one.user.id)?.goals.find((g) => g.goal === one.goal);
                  return (
                    <li key={one.id} className="grid gap-1 border-line border-t py-3.5 text-sm">
                      <p>
                        <a
                          href={`/assignments/${id}/students/${one.user.id}#points-${one.goal}`}
                          className="font-medium underline-offset-4 hover:underline"
                        >
                          {one.user.name}
                        </a>
                        , {GOAL_NAMES[one.goal].toLowerCase()}
                        {now && `: ${amount(now.points)} of ${amount(now.max)}`}{" "}
                        <span className="text-ink-3">
                          <When at={one.at} />
                        </span>
                      </p>
                      <p className="max-w-prose break-words">“{one.message}”</p>
                      <div className="-ml-3">
                        <AnswerReview
                          action={answerReview}
                          fields={{ assignmentId: id, reviewId: one.id }}
                          name={`${one.user.name}, ${GOAL_NAMES[one.goal]}`}
                          max={now?.max ?? 0}
                          now={now?.points ?? 0}
                        />
                      </div>
                    </li>
                  );
                })}
              </ul>
            </Part>
          )}
          <Part title="Everybody’s points">
            {items.length === 0 ? (
              <p className="text-ink-2 text-sm">There are no students in {assignment.group.name} yet.</p>
            ) : (
              <>
                <Narrow page={`/assignments/${id}/points`} query={query} sections={sections} />
                <PointsTable
                  id={id}
                  query={query}
                  rows={pointsShown(items, query, languages).map((one) => rowOf(one, all))}
                  worth={worth}
                  max={sum(worth)}
                  sectioned={sections.length > 0}
                  override={override}
                />
              </>
            )}
            <GoneStudents id={id} rows={byName(gone, languages).map(goneRow)} max={sum(worth)} />
          </Part>
          <Part title="Feedback">
            <GiveFeedback action={sayFeedback} assignmentId={id} to={null} body={feedback ?? ""} />
          </Part>
        </>
      )}
      {worth.length > 0 && (
        <Part title="The rule">
          <Rule goals={goals} rule={assignment.points} />
          <p className="mt-4 text-sm">
            <LinkButton href={`/assignments/${id}/edit`} size="sm">
              Change the rule
            </LinkButton>
          </p>
        </Part>
      )}
      <Part title="The reference">
        <p className="mb-4 max-w-prose text-ink-2 text-sm">
          Marks of your own that students’ are compared with. Only instructors see those you choose until each student
          was due; then they stand beside the student’s own. Whether that gives points is part of the rule. Until you
          choose it, the group can see a mark you shared with it. Mark privately to keep it hidden from the start.
        </p>
        <ReferenceField action={chooseReference} assignmentId={id} marks={marks} />
      </Part>
      <Part title="What was done">
        <AssignmentLog items={log.items} older={olderPath(id, log.next)} />
      </Part>
      <FromWords>Points are counted from what stands now: what is taken back counts no more.</FromWords>
    </Page>
  );
}

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section aria-label={title} className="mb-12">
    <h2 className="mb-3 font-semibold font-serif text-xl tracking-tight">{title}</h2>
    {children}
  </section>
);

const sum = (worth: AllPoints["worth"]) => Math.round(worth.reduce((all, { max }) => all + max * 100, 0)) / 100;

const goneRow = ({ user, leftAt, points, written }: AllPoints["gone"][number]): GoneRow => ({
  ...{ user, leftAt, points, written },
});

/** Without the notes behind it, which are many. */
const rowOf = (one: StudentPoints, { worth }: AllPoints): PointsRow => ({
  id: one.user.id,
  name: one.user.name,
  section: one.section?.name ?? null,
  points: one.points,
  late: one.late,
  goals: worth.map(({ goal }) => {
    const its = one.goals.find((of) => of.goal === goal);
    return { points: its?.points ?? 0, counted: its?.counted ?? 0, reason: its?.override?.reason ?? null };
  }),
  told: one.feedback !== null,
  asks: one.reviews.some(({ answeredAt }) => answeredAt === null),
});
