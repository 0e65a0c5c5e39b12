"use client";
import { type ReactNode, useRef } from "react";
import type { Act } from "@/components/ui/act";
import { Ask } from "@/components/ui/ask";
import { TextArea, TextField, useField } from "@/components/ui/field";
import { ActionForm, type FormAnswer } from "@/components/ui/form";
import { useToast } from "@/components/ui/toast";
import { amount, inPoints } from "@/lib/rule";
import type { Person } from "@/lib/schemas/user";

/** The forms by which points are asked about and decided. They work before their script has loaded. */

/** A form below its button: it says what it did in a corner, and folds away again. */
function Folded({
  label,
  name,
  lead,
  submit,
  action,
  fields,
  said,
  children,
}: {
  label: string;
  /** What it is about, for a screen reader. */
  name: string;
  lead?: ReactNode;
  submit: string;
  action: Act;
  fields: Record<string, string>;
  said: string;
  children: ReactNode;
}) {
  const toast = useToast();
  const inside = useRef<HTMLDivElement>(null);
  const run = async (state: FormAnswer, form: FormData) => {
    const answer = await action(state, form);
    if (answer.status !== "done") return answer;
    toast({ text: said, stays: 4000 });
    const details = inside.current?.closest("details");
    details?.removeAttribute("open");
    details?.querySelector("summary")?.focus();
    return { status: "idle" } satisfies FormAnswer;
  };
  return (
    <Ask
      label={
        <>
          {label}
          <span className="sr-only">: {name}</span>
        </>
      }
    >
      <div ref={inside} className="grid w-full gap-3">
        {lead && <p>{lead}</p>}
        <ActionForm action={run} submit={submit} className="grid w-full gap-3">
          {Object.entries(fields).map(([field, value]) => (
            <input key={field} type="hidden" name={field} value={value} />
          ))}
          {children}
        </ActionForm>
      </div>
    </Ask>
  );
}

/** A student asks for a review of a goal. */
export const AskReview = ({ action, fields, goal }: { action: Act; fields: Record<string, string>; goal: string }) => (
  <Folded
    {...{ action, fields }}
    label="Ask for a review"
    name={goal}
    lead="Your instructor looks at these points again, and you are told what they find."
    submit="Ask"
    said="Your instructor is asked."
  >
    <TextArea label="What should be looked at again" name="message" rows={3} maxLength={4000} />
  </Folded>
);

/** Points in numbers: an empty field is as counted. */
const Points = ({ max, hint, given }: { max: number; hint: string; given: number | string | null }) => (
  <TextField
    label={`Points, of ${amount(max)}`}
    name="points"
    type="number"
    inputMode="decimal"
    min={0}
    max={max}
    step="any"
    hint={hint}
    defaultValue={given ?? ""}
  />
);

type Given = { goal: string; max: number; counted: number; given: number | null };

/** Other points than were counted, with why. */
export const PointsForm = ({
  action,
  fields,
  max,
  counted,
  given,
  typed,
}: Omit<Given, "goal"> & { action: Act; fields: Record<string, string>; typed?: Typed }) => (
  <ActionForm action={action} submit="Give these points" className="grid w-full gap-3">
    {Object.entries(fields).map(([field, value]) => (
      <input key={field} type="hidden" name={field} value={value} />
    ))}
    <PointsFields {...{ max, counted, given, typed }} />
  </ActionForm>
);
/** What was typed before, as the fields hold it. */
type Typed = { points: string; reason: string };
const PointsFields = ({ max, counted, given, typed }: Omit<Given, "goal"> & { typed?: Typed }) => (
  <>
    <Points max={max} given={typed?.points ?? given} hint={`Counted were ${inPoints(counted)}. Empty: as counted.`} />
    <TextArea
      label="Why"
      name="reason"
      rows={2}
      maxLength={2000}
      defaultValue={typed?.reason}
      hint="The student reads it with their points."
    />
  </>
);

export const GivePoints = ({
  action,
  fields,
  goal,
  ...points
}: Given & { action: Act; fields: Record<string, string> }) => (
  <Folded {...{ action, fields }} label="Give other points" name={goal} submit="Give these points" said="Given.">
    <PointsFields {...points} />
  </Folded>
);

/** The answer to a request for review: with other points, or none. */
export const AnswerReview = ({
  action,
  fields,
  name,
  max,
  now,
}: {
  action: Act;
  fields: Record<string, string>;
  /** Whose request it is, and about what. */
  name: string;
  max: number;
  /** The points as they are. */
  now: number;
}) => (
  <Folded {...{ action, fields }} label="Answer" name={name} submit="Answer" said="Answered: they are told.">
    <TextArea label="What you found" name="answer" rows={3} maxLength={4000} />
    <Points max={max} given={null} hint={`They have ${inPoints(now)}. Empty: these stay.`} />
  </Folded>
);

/** What is said beside the points, to one or to all. */
export const GiveFeedback = ({
  action,
  assignmentId,
  to,
  body,
}: {
  action: Act;
  assignmentId: string;
  /** Nobody: to all. */
  to: Person | null;
  body: string;
}) => (
  <ActionForm
    action={action}
    submit="Save the feedback"
    look="plain"
    done={body.trim() ? "Saved. It is shown with the points." : "Saved."}
    className="grid max-w-prose gap-3 border-line border-t pt-5"
  >
    <input type="hidden" name="assignmentId" value={assignmentId} />
    <input type="hidden" name="userId" value={to?.id ?? ""} />
    <Former body={body} />
    <TextArea
      label={to ? `Feedback to ${to.name} alone` : "Feedback to all"}
      aside="Markdown"
      name="body"
      rows={4}
      maxLength={20_000}
      defaultValue={body}
      hint={to ? "Nobody else reads it. It is shown with the points." : "Each student reads it beside their points."}
    />
  </ActionForm>
);

/** What its writer found there; and where somebody replaced it meanwhile, what stands there now, to take up and save again. */
function Former({ body }: { body: string }) {
  const { wrong: now } = useField("former");
  return (
    <>
      <input type="hidden" name="former" value={now?.[0] ?? body} />
      {now && (
        <div className="grid gap-1.5 text-sm">
          <p className="font-medium">What stands there now</p>
          <p className="whitespace-pre-wrap break-words rounded-lg bg-well px-3.5 py-2.5">
            {now[0] || "Nothing: it was taken away."}
          </p>
          <p className="text-ink-3 text-xs">Saving again puts yours in its place.</p>
        </div>
      )}
    </>
  );
}
