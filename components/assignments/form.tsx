"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useRef, useState, useTransition } from "react";
import { v7 as newId } from "uuid";
import { call } from "@/components/reader/client";
import { Button, LinkButton } from "@/components/ui/button";
import { ClientForm } from "@/components/ui/client-form";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { useToast } from "@/components/ui/toast";
import type { Assignment, Prompt } from "@/lib/schemas/assignment";
import type { Person } from "@/lib/schemas/user";
import { moment } from "@/lib/zoned";
import { CountingField } from "./counting-field";
import { Choice, Input, Part } from "./fields";
import { changed, created, empty, type Filled, filledFrom, goalsOf, merged, since } from "./filled";
import { GoalsField } from "./goals-field";
import { InstructionsField } from "./instructions-field";
import { Overtaken } from "./overtaken";
import { QuestionsField } from "./questions-field";
import { type Choosable, ReadingsField } from "./readings-field";
import { RevealField } from "./reveal-field";
import { RuleFields } from "./rule-fields";
import { TimesField } from "./times-field";
import { unheard } from "./unheard";
import { useFilled } from "./use-filled";

type Trouble = { message: string; errors: Record<string, string[]>; signIn?: boolean };
/** Asked before it is saved: what it does to finished work. */
type Question = { message: string; again: () => void };
/** How it stands since somebody changed it, and who did. */
type Theirs = Assignment & { changedBy?: Person[] };
const NONE: Record<string, string[]> = {};

/**
 * Sets an assignment, or changes one. What is typed is a draft in this browser until it is saved, and nothing is
 * overwritten that somebody else saved meanwhile: both wordings are shown then.
 */
export function AssignmentForm({
  me,
  group,
  readings,
  zones,
  zone,
  assignment,
  questions = [],
}: {
  me: string;
  group: { id: string; name: string; open: boolean };
  /** What the group reads. */
  readings: readonly Choosable[];
  /** All time zones, and whoever sets it's own as far as the server knows it. */
  zones: readonly string[];
  zone: string;
  /** The one that is changed; a new one unless given. */
  assignment?: Assignment;
  /** What its instructors ask in the text, in order. */
  questions?: readonly Prompt[];
}) {
  const router = useRouter();
  const toast = useToast();
  const form = useRef<HTMLFormElement>(null);
  const opened = assignment ? filledFrom(assignment) : empty(zone);
  const kept = useFilled(me, assignment?.id ?? group.id, opened, assignment?.revision ?? 0);
  const { filled, from, revision, change } = kept;
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [theirs, setTheirs] = useState<Theirs | null>(null);
  const [question, setQuestion] = useState<Question | null>(null);
  const [busy, setBusy] = useState(false);
  const [leaving, leave] = useTransition();
  const errors = trouble?.errors ?? NONE;
  useEffect(() => {
    if (!trouble && !theirs) return;
    const find = (what: string) => form.current?.querySelector<HTMLElement>(what);
    const at = find("[aria-invalid=true]") ?? find("[role=alert]");
    at?.scrollIntoView({ block: "center" });
    at?.focus({ preventScroll: true });
  }, [trouble, theirs]);

  const save = async (of: Filled, was: Filled, base: number, confirm = false) => {
    if (busy) return;
    setTrouble(null);
    setTheirs(null);
    // Kept with what was typed: should no answer come, sending it again sets nothing twice.
    const sent = assignment || of.id ? of : { ...of, id: newId() };
    if (sent !== of) kept.change({ id: sent.id });
    const body = assignment ? changed(of, was) : created(sent);
    if (assignment && Object.keys(body).length === 0) return there(assignment.id, "Nothing was changed.");
    setBusy(true);
    const patch = (id: string, said: Record<string, unknown>, from: number) =>
      call<Theirs>("PATCH", `assignments/${id}`, {
        ...{ body: { ...said, ...(confirm && { confirm }) }, revision: from, as: me },
      });
    let outcome = assignment
      ? await patch(assignment.id, body, base)
      : await call<Theirs>("POST", `groups/${group.id}/assignments`, { body, as: me });
    if (!assignment && !outcome.ok && outcome.status === 409 && outcome.current) {
      const { current } = outcome;
      const more = since(of, current);
      outcome =
        Object.keys(more).length > 0 ? await patch(current.id, more, current.revision) : { ok: true, value: current };
    }
    setBusy(false);
    if (outcome.ok) return there(outcome.value.id, assignment ? "Saved." : "The assignment is set.");
    if (outcome.status === 412 && outcome.current) return setTheirs(outcome.current);
    if (outcome.confirm) return setQuestion({ message: outcome.message, again: () => void save(of, was, base, true) });
    const wrong = outcome.errors;
    setTrouble({
      message: wrong ? "Look at what is marked below. Nothing was saved yet, and nothing is lost." : unheard(outcome),
      errors: wrong ?? NONE,
      signIn: outcome.status === 401,
    });
  };
  const there = (id: string, said: string) => {
    kept.done();
    toast({ text: said, stays: 4000 });
    leave(() => {
      router.push(`/assignments/${id}`);
      router.refresh();
    });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save(filled, from, revision);
  };
  /** Lays what I changed over what it became. */
  const over = (now: Assignment) => {
    const other = filledFrom(now);
    const next = { filled: merged(filled, from, other), from: other, revision: now.revision };
    kept.put(next);
    setTheirs(null);
    return next;
  };
  const takeTheirs = (now: Assignment) => {
    const other = filledFrom(now);
    kept.put({ filled: other, from: other, revision: now.revision });
    setTheirs(null);
    toast({ text: "This is how it is now.", stays: 4000 });
  };
  const restart = () => {
    const back = kept.restart();
    setTrouble(null);
    setTheirs(null);
    toast({ text: "Your changes are gone from here.", action: { label: "Undo", run: back } });
  };
  const opens = filled.opensAt && moment(filled.opensAt, filled.zone);
  const later = opens && new Date(opens) > new Date();

  return (
    <ClientForm
      ref={form}
      onSubmit={submit}
      noValidate
      aria-label={assignment ? "Edit the assignment" : "New assignment"}
    >
      <div className="grid gap-4 pb-8 empty:hidden">
        {kept.former && (
          <Notice>
            Here is what you left unsaved.{" "}
            <button type="button" className="font-medium text-accent underline underline-offset-2" onClick={restart}>
              Begin again
            </button>
          </Notice>
        )}
        {trouble && (
          <Notice tone="danger">
            {trouble.message}{" "}
            {trouble.signIn && (
              <a href="/signin" target="_blank" className="font-medium underline underline-offset-2" rel="noreferrer">
                Sign in
              </a>
            )}
          </Notice>
        )}
        {theirs && (
          <Overtaken
            mine={filled}
            from={from}
            theirs={filledFrom(theirs)}
            changedBy={theirs.changedBy ?? []}
            me={me}
            onMine={() => {
              const next = over(theirs);
              void save(next.filled, next.from, next.revision);
            }}
            onTheirs={() => takeTheirs(theirs)}
            onEdit={() => over(theirs)}
          />
        )}
        {kept.full && (
          <Notice tone="danger">This browser has no room left for drafts. Save before you leave this page.</Notice>
        )}
      </div>
      <Part title="What to read" lead="One or several texts, in the order in which they are to be read.">
        <ReadingsField
          groupId={group.id}
          group={readings}
          open={group.open}
          value={filled.readings}
          errors={errors}
          onChange={(next) => change({ readings: next })}
        />
      </Part>
      <Part title="What it is about">
        <Input
          label="Title"
          aside={assignment ? undefined : "the first text’s unless given"}
          value={filled.title}
          maxLength={200}
          autoComplete="off"
          placeholder={filled.readings[0]?.title}
          wrong={errors.title}
          onType={(title) => change({ title })}
        />
        <InstructionsField
          value={filled.instructions}
          wrong={errors.instructions}
          onType={(instructions) => change({ instructions })}
        />
      </Part>
      <Part title="By when">
        <TimesField value={filled} zones={zones} errors={errors} onChange={change} />
      </Part>
      <Part title="What to look for" lead="Each of it is optional, and counts in the chosen parts of the texts alone.">
        <GoalsField value={filled} errors={errors} onChange={change} />
      </Part>
      <Part title="What counts" lead="Which annotations and replies count towards these goals and their points.">
        <CountingField value={filled} errors={errors} onChange={change} />
      </Part>
      {assignment && (
        <Part
          title="Questions in the text"
          lead="In the order in which students meet them. Moving one takes effect at once."
        >
          <QuestionsField assignment={assignment} questions={questions} />
        </Part>
      )}
      <Part title="Points" lead="Optional. Students read the rule before they begin.">
        <RuleFields
          value={filled.points}
          goals={goalsOf(filled)}
          errors={errors}
          onChange={(points) => change({ points })}
        />
      </Part>
      <Part title="What the others noted" lead="When students see each other’s notes.">
        <RevealField value={filled} errors={errors} onChange={change} />
      </Part>
      <Part title="Names" lead="By what students know each other. Instructors always see names.">
        <Choice
          legend="By what students know each other"
          value={filled.names}
          onChoose={(names) => change({ names })}
          choices={[
            { is: "real", label: "Real names" },
            {
              is: "pseudonyms",
              label: "Made-up names",
              means:
                "Each student has a name of this assignment alone, which leads nowhere else. Public notes keep their author’s name.",
            },
          ]}
        />
      </Part>
      <div
        data-saving
        className="sticky bottom-0 -mx-6 flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-t bg-paper px-6 py-4 max-bar:-mx-4 max-bar:px-4"
      >
        <Button type="submit" look="primary" busy={busy || leaving}>
          {assignment ? "Save" : "Set the assignment"}
        </Button>
        <LinkButton href={assignment ? `/assignments/${assignment.id}` : `/groups/${group.id}`} look="quiet">
          {kept.touched ? "Leave it for later" : "Back"}
        </LinkButton>
        {!assignment && (
          <p className="text-ink-2 text-sm">
            {later ? "Nobody is told before it opens." : `Everybody in ${group.name} is told.`}
          </p>
        )}
      </div>
      <Dialog
        open={question !== null}
        onClose={() => setQuestion(null)}
        title="Save these changes?"
        footer={
          <>
            <Button onClick={() => setQuestion(null)}>Keep editing</Button>
            <Button
              look="danger"
              onClick={() => {
                setQuestion(null);
                question?.again();
              }}
            >
              Save anyway
            </Button>
          </>
        }
      >
        <p>{question?.message}</p>
      </Dialog>
    </ClientForm>
  );
}
