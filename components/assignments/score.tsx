import Link from "next/link";
import type { ReactNode } from "react";
import { Blocks } from "@/components/reader/blocks";
import type { Act } from "@/components/ui/act";
import { When } from "@/components/ui/when";
import { parse } from "@/lib/markdown";
import { amount, GOAL_NAMES, inPoints } from "@/lib/rule";
import type { Assignment } from "@/lib/schemas/assignment";
import type { OwnPoints, Review, ShownShare, StudentPoints } from "@/lib/schemas/points";
import { AskReview, GiveFeedback, GivePoints } from "./decide";
import { editedLate } from "./work";

type Goal = StudentPoints["goals"][number];
export type Acts = { askReview: Act; override: Act; sayFeedback: Act };

/**
 * One student's points: of each goal every note that earned some, with the way to it; what a lead says; and, for the student,
 * a request for review. Nothing where no points are given.
 */
export function Score({
  assignment,
  own,
  mine,
  gone,
  acts,
}: {
  assignment: Assignment;
  own: OwnPoints;
  /** It is the reader's own. */
  mine: boolean;
  /** They are in the group no more: nothing is given and nothing said to them. */
  gone: boolean;
  acts: Acts;
}) {
  const { points, worth, feedback } = own;
  if (worth.length === 0) return null;
  const to = mine ? "you" : (points?.user.name ?? "them");
  const said = [
    { body: points?.feedback, from: points?.feedbackFrom, to: `to ${to} alone` },
    { body: feedback, from: own.feedbackFrom, to: "to everyone" },
  ];
  return (
    <section aria-labelledby="points" className="mb-12">
      <h2 id="points" className="font-semibold font-serif text-xl tracking-tight">
        Points
      </h2>
      {!points ? (
        <p className="mt-2 max-w-prose text-ink-2 text-sm">
          Your points are not released yet. When they are you are told, and each stands here with the note that earned
          it.
        </p>
      ) : (
        <>
          <p className="mt-1 mb-5 text-ink-2">
            <b className="font-semibold text-ink text-lg tabular-nums">{amount(points.points)}</b> of{" "}
            {inPoints(points.max)}
            {points.late > 0 && <>, {inPoints(points.late)} lost by being late</>}
            {!mine && !gone && !own.releasedAt && <>. Not released: they do not see this yet</>}.
          </p>
          {said.map(
            (one) =>
              one.body && (
                <div key={one.to} className="mb-4 grid max-w-prose gap-1.5 rounded-lg bg-well px-4 py-3.5">
                  <p className="text-ink-2 text-sm">
                    {one.from && <b className="break-words font-medium text-ink">{one.from.by.name}</b>} {one.to}
                    {one.from && (
                      <>
                        {" "}
                        · <When at={one.from.at} />
                      </>
                    )}
                  </p>
                  <Said body={one.body} />
                </div>
              ),
          )}
          <div>
            {points.goals.map((goal) => (
              <GoalPoints key={goal.goal} {...{ assignment, points, goal, mine, gone, acts }} />
            ))}
          </div>
          {!mine && !gone && (
            <GiveFeedback
              action={acts.sayFeedback}
              assignmentId={assignment.id}
              to={points.user}
              body={points.feedback ?? ""}
            />
          )}
        </>
      )}
    </section>
  );
}

/** What an instructor says, as they wrote it. */
export const Said = ({ body }: { body: string }) => (
  <div className="grid grid-cols-1 gap-2 break-words font-serif text-[1.0625rem] leading-[1.55]">
    <Blocks of={parse(body)} className="grid-cols-1 gap-2" />
  </div>
);

function GoalPoints({
  assignment,
  points,
  goal,
  mine,
  gone,
  acts,
}: {
  assignment: Assignment;
  points: StudentPoints;
  goal: Goal;
  mine: boolean;
  gone: boolean;
  acts: Acts;
}) {
  const { goal: what, max, have, need, override, counted, shares } = goal;
  const name = GOAL_NAMES[what];
  const reviews = points.reviews.filter((one) => one.goal === what);
  const waits = reviews.some((one) => one.answeredAt === null);
  return (
    <section id={`points-${what}`} aria-label={`Points: ${name}`} className="border-line border-t py-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h3 className="font-semibold text-[0.9375rem]">{name}</h3>
        <p className="text-sm tabular-nums">
          <b className="font-semibold">{amount(goal.points)}</b> <span className="text-ink-2">of {inPoints(max)}</span>
        </p>
      </div>
      <p className="text-ink-2 text-sm">
        {what === "reference"
          ? `${have} of the instructor’s ${need} marks have one beside them.`
          : `${have} of ${need}.${have > need ? " More than are needed: the best count." : ""}`}
        {goal.late > 0 && ` ${inPoints(goal.late)} lost by being late.`}
      </p>
      {override && (
        <p className="mt-2 max-w-prose rounded-lg bg-well px-3.5 py-2.5 text-sm">
          {mine ? override.by.name : `${override.by.name} gave ${inPoints(override.points)}`}
          {mine && ` gave ${inPoints(override.points)}`}; counted were {amount(counted)}. “{override.reason}”{" "}
          <span className="text-ink-3">
            <When at={override.at} />
          </span>
          {override.points > max && (
            <span className="block text-ink-2">
              That is more than the {inPoints(max)} this is worth now.
              {!mine && !gone && " To lower it, give other points."}
            </span>
          )}
        </p>
      )}
      {shares.length > 0 && (
        <ol className="mt-3 grid gap-1">
          {shares.map((share) => (
            <Earned key={`${share.annotationId} ${share.replyId}`} share={share} groupId={assignment.groupId} />
          ))}
        </ol>
      )}
      {reviews.map((review) => (
        <Asked key={review.id} review={review} mine={mine} gone={gone} />
      ))}
      <div className="mt-2 -ml-3">
        {mine && !waits && (
          <AskReview action={acts.askReview} fields={{ assignmentId: assignment.id, goal: what }} goal={name} />
        )}
        {!mine && !gone && (
          <GivePoints
            action={acts.override}
            fields={{ assignmentId: assignment.id, userId: points.user.id, goal: what }}
            {...{ goal: name, max, counted, given: override?.points ?? null }}
          />
        )}
      </div>
    </section>
  );
}

const percent = (share: number) => `${Math.round(share * 100)}%`;

/** A point, or what there is of it, as the way to the note that earned it. */
function Earned({ share, groupId }: { share: ShownShare; groupId: string }) {
  const { articleId, annotationId, replyId, points, of, body, exact, daysLate, editedDaysLate, near } = share;
  const href = `/articles/${articleId}?layer=${groupId}${replyId ? `&reply=${replyId}` : ""}#${annotationId}`;
  const more: ReactNode[] = [
    daysLate > 0 && `${daysLate} ${daysLate === 1 ? "day" : "days"} late`,
    editedDaysLate > 0 && editedLate(editedDaysLate),
    near && `${percent(near.position)} of the passage, ${near.sameKind ? "the same kind" : "another kind"}`,
  ].filter(Boolean);
  return (
    <li>
      <Link
        href={href}
        className="-mx-3 grid grid-cols-[4.5rem_minmax(0,1fr)] items-baseline gap-x-3 rounded-lg px-3 py-1.5 text-sm hover:bg-well"
      >
        <span className="tabular-nums">
          <b className="font-semibold text-accent">{amount(points)}</b>
          {points !== of && <span className="text-ink-3"> of {amount(of)}</span>}
        </span>
        <span className="min-w-0">
          <span dir="auto" className="line-clamp-2 break-words">
            {body.trim() || <q className="font-serif">{exact}</q>}
          </span>
          {more.length > 0 && <span className="text-ink-3 text-xs">{more.join(" · ")}</span>}
        </span>
      </Link>
    </li>
  );
}

/** A request for review, and what was found. */
function Asked({ review, mine, gone }: { review: Review; mine: boolean; gone: boolean }) {
  return (
    <div className="mt-3 grid max-w-prose gap-1.5 border-line-2 border-l-2 py-0.5 pl-3.5 text-sm">
      <p className="break-words">
        <b className="font-medium">{mine ? "You" : review.user.name}</b> asked for a review{" "}
        <span className="text-ink-3">
          <When at={review.at} />
        </span>
        <br />“{review.message}”
      </p>
      {review.answer !== null ? (
        <p className="break-words">
          <b className="font-medium">{review.answeredBy?.name ?? "An instructor"}</b> answered{" "}
          {review.answeredAt && (
            <span className="text-ink-3">
              <When at={review.answeredAt} />
            </span>
          )}
          <br />“{review.answer}”
        </p>
      ) : (
        <p className="text-ink-2">
          {gone
            ? "Not answered before they left."
            : mine
              ? "Not answered yet."
              : "Waits for an answer, on the page of points."}
        </p>
      )}
    </div>
  );
}
