"use client";
import { useEffect, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { named } from "@/lib/mentions";
import type { Annotation } from "@/lib/schemas/annotation";
import { PARTS } from "./ahead";
import { calledIn } from "./by";
import { KindChoice, LineField, Prose } from "./fields";
import { PROMPT } from "./kinds";
import { LayerField, sameLayer, saveLabel, useShareTargets } from "./layers";
import { useMedia } from "./measure";
import { type LayerChoice, layerName } from "./model";
import { isNoteDraft, meet, type NoteDraft, openNote, patchOf } from "./note-draft";
import { SeenAs } from "./seen-as";
import { useSaidShared } from "./sharing";
import { useReader, useReaderNow } from "./store";
import { vocabularyOf } from "./tag";
import { TagsInput } from "./tags-input";
import { useDraft } from "./use-draft";
import { widens } from "./widen";
import { Written } from "./written";

type Trouble =
  | { is: "said"; message: string }
  | { is: "stale"; theirs: Annotation }
  | { is: "answered"; message: string };

/**
 * Where a note is written. Every letter is a draft in this browser at once; only saving ends it. Nothing is overwritten:
 * a note that somebody changed meanwhile is shown in both wordings.
 */
export function Composer({ annotation }: { annotation: Annotation }) {
  const { id } = annotation;
  const revise = useReader((r) => r.revise);
  const copy = useReader((r) => r.copy);
  const stopWriting = useReader((r) => r.stopWriting);
  const leaveWriting = useReader((r) => r.leaveWriting);
  const announce = useReader((r) => r.announce);
  const now = useReaderNow();
  const toast = useToast();
  const narrow = useMedia("(max-width: 759.98px)");
  const activate = useReader((r) => r.activate);
  const discard = useReader((r) => r.discard);
  const tags = useReader((r) => r.tags);
  const groups = useReader((r) => r.groups);
  const articleId = useReader((r) => r.article.id);
  const me = useReader((r) => r.viewer?.id);
  const { first, full, write: keep, forget } = useDraft(`note:${id}`, isNoteDraft);
  const [draft, setDraft] = useState<NoteDraft>(() => {
    const met = first ? meet(first, annotation, annotation) : "done";
    return met === "done" || !first ? openNote(annotation) : met === "conflict" ? first : met;
  });
  const [opened] = useState(annotation);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [busy, setBusy] = useState(false);
  /** Another value takes the focus to the words again. */
  const [again, setAgain] = useState(0);
  const speaker = useRef<HTMLInputElement>(null);
  const name = useId();

  const change = (next: Partial<NoteDraft>) => {
    const now = { ...draft, ...next };
    setDraft(now);
    keep(now);
  };
  const saidShared = useSaidShared();
  const done = () => {
    forget();
    stopWriting(id);
  };
  const save = async (saved = draft, shown = annotation) => {
    if (busy) return;
    const patch = patchOf(saved, shown);
    if (!patch) return done();
    setBusy(true);
    // A draft begun before its mark reached the server was opened on what became the first revision.
    const sending = revise(id, patch, saved.base || Math.min(1, annotation.revision));
    // On a phone nobody waits for a slow network: what is sent is in the outbox by now, and the draft stays until it came.
    if (narrow) stopWriting(id);
    const outcome = await sending;
    setBusy(false);
    // Closed then, and opened again since: that one is another piece of writing.
    const anew = narrow && now().writing === id;
    if (outcome.ok) {
      announce("Saved.");
      if (patch.layer && widens(annotation, place) && now().sent(id).state === "saved") saidShared(id, place);
      return anew || done();
    }
    const met = outcome.status === 412 && outcome.current ? meet(saved, outcome.current, opened) : "conflict";
    if (met === "done") {
      await discard(id);
      return anew || done();
    }
    if (met !== "conflict" && met.base !== saved.base && !outcome.ok && outcome.current) {
      await discard(id);
      if (!anew) setDraft(met);
      return save(met, outcome.current);
    }
    // The words stay here and in the draft, which another window of the same note may have ended by saving its own; the
    // card shows again what the server has.
    if (!anew) keep(saved);
    if (annotation.revision > 0) await discard(id);
    if (narrow) {
      // The form has closed by then. Opened again it has the words, and saving them tells more.
      const open = () => {
        activate(id, "link");
        now().write(id);
      };
      return toast({ text: messageOf(outcome), action: { label: "Edit", run: open }, stays: 20_000 });
    }
    if (outcome.status === 412 && outcome.current) setTrouble({ is: "stale", theirs: outcome.current });
    else if (outcome.status === 409 && patch.layer) setTrouble({ is: "answered", message: outcome.message });
    else setTrouble({ is: "said", message: messageOf(outcome) });
  };
  /** Where it is to stand, however its group narrows it. */
  const place = {
    layer: draft.layer,
    groupId: draft.groupId,
    sectionId: draft.sectionId === undefined ? annotation.sectionId : draft.sectionId,
    withUser: draft.withUser === undefined ? annotation.withUser : draft.withUser,
  };
  const called = calledIn(place, groups);
  const leaves = !called && place.layer !== "private" && !place.withUser ? calledIn(annotation, groups) : null;
  const targets = useShareTargets();
  // Of what only its writer sees those can be named who would see it where it can be shared.
  const readers = place.layer === "private" && targets[0] ? targets[0] : place;
  const saveCopy = async () => {
    const { sectionId, withUser } = place;
    const to: LayerChoice =
      draft.layer === "group" && draft.groupId
        ? { layer: "group", groupId: draft.groupId, sectionId, withUser }
        : { layer: draft.layer === "public" ? "public" : "private", groupId: null };
    const outcome = await copy(id, to, patchOf(draft, annotation) ?? {});
    if (!outcome.ok) return setTrouble({ is: "said", message: messageOf(outcome) });
    done();
    // Whoever reads another one by now is left there.
    if (now().active === id) activate(outcome.value.id, "margin");
  };
  const takeTheirs = () => done();
  const mergeByHand = (theirs: Annotation) => {
    change({ base: theirs.revision, was: openNote(theirs).was });
    setTrouble(null);
    setAgain((n) => n + 1);
  };

  return (
    <form
      data-writing
      className="grid grid-cols-1 gap-2.5"
      aria-label="Note"
      onKeyDown={(event) => {
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
        if (event.nativeEvent.isComposing || busy) return;
        event.preventDefault();
        const form = event.currentTarget;
        // What the key added, a tag say, is in the draft by then.
        setTimeout(() => form.isConnected && form.requestSubmit());
      }}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <KindChoice kind={draft.kind} name={name} onChange={(kind) => change({ kind })} />
      <Prose
        value={draft.body}
        label="Note"
        placeholder={PROMPT[draft.kind]}
        again={again}
        naming={{
          where: `articles/${articleId}/people?${sameLayer(place, annotation) && readers === place && annotation.revision > 0 ? `below=${id}` : asked(readers)}`,
          known: draft.mentions ?? [],
        }}
        onChange={(body, named) =>
          change({ body, ...(named && { mentions: [...(draft.mentions ?? annotation.mentions), named] }) })
        }
        onSave={() => void save()}
        onLeave={() => leaveWriting(id, draft.body === "" && patchOf(draft, annotation) === null)}
      />
      <SeenAs called={called} leaves={leaves} text={draft.body} />
      {draft.kind === "quote" && (
        <div className="grid gap-1.5">
          <LineField
            field={speaker}
            label="Speaker"
            value={draft.speaker ?? ""}
            max={200}
            onChange={(speaker) => change({ speaker })}
          />
          {!draft.speaker && (
            <SpeakerHint
              annotation={annotation}
              onConfirm={(name) => {
                change({ speaker: name });
                // What was pressed goes; the name can be corrected in its field.
                speaker.current?.focus();
              }}
            />
          )}
          <LineField label="Source" value={draft.source ?? ""} max={500} onChange={(source) => change({ source })} />
        </div>
      )}
      <label className="flex items-center gap-2 text-ink-2 text-xs max-bar:h-10 max-bar:text-sm">
        <input
          type="checkbox"
          checked={draft.question ?? annotation.thread.question}
          onChange={(event) => change({ question: event.target.checked })}
          className="size-4 accent-ink"
        />
        Ask this as a question
      </label>
      <TagsInput
        articleId={articleId}
        tags={draft.tags}
        known={tags}
        vocabulary={vocabularyOf(draft, groups)}
        onChange={(next) => change({ tags: next })}
      />
      <div role="alert">
        {trouble?.is === "said" && <p className="text-danger text-sm">{trouble.message}</p>}
        {trouble?.is === "stale" && (
          <Both
            theirs={trouble.theirs}
            mine={draft.body}
            onMine={() => {
              setTrouble(null);
              void save({ ...draft, base: trouble.theirs.revision });
            }}
            onTheirs={takeTheirs}
            onEdit={() => mergeByHand(trouble.theirs)}
          />
        )}
        {trouble?.is === "answered" && (
          <div className="grid gap-2 rounded-lg bg-well p-3 text-sm">
            <p>{trouble.message}</p>
            <div className="flex flex-wrap gap-2">
              <Button size="sm" onClick={() => void saveCopy()}>
                Make a copy in {layerName(place, groups, me)}
              </Button>
              <Button
                size="sm"
                look="quiet"
                onClick={() => {
                  change({
                    layer: annotation.layer,
                    groupId: annotation.groupId,
                    sectionId: undefined,
                    withUser: undefined,
                  });
                  setTrouble(null);
                  setAgain((n) => n + 1);
                }}
              >
                Leave it where it is
              </Button>
            </div>
          </div>
        )}
        {full && <p className="text-danger text-xs">This browser has no room left for drafts. Save soon.</p>}
      </div>
      <ShareOffer
        draft={draft}
        asks={draft.question ?? annotation.thread.question}
        targets={place.layer === "private" ? targets : []}
        onShare={({ layer, groupId, sectionId = null, withUser = null }) =>
          change({ layer, groupId, sectionId, withUser })
        }
      />
      <div className="flex flex-wrap items-center justify-between gap-x-2 gap-y-1.5">
        <LayerField
          value={place}
          onChange={({ layer, groupId, sectionId = null, withUser = null }) =>
            change({ layer, groupId, sectionId, withUser })
          }
        />
        <div className="ml-auto flex min-w-0 gap-1.5">
          <Button size="sm" look="quiet" className="max-bar:h-11" onClick={() => stopWriting(id)}>
            Close
          </Button>
          <Button type="submit" size="sm" look="primary" busy={busy} className="min-w-0 max-bar:h-11 max-bar:px-5">
            <span className="truncate" title={saveLabel(place, groups)}>
              {saveLabel(place, groups)}
            </span>
          </Button>
        </div>
      </div>
    </form>
  );
}

/** As many places as are offered at once; the choice below holds all of them. */
const FEW_TARGETS = 3;

/** What asks or names somebody while only its writer sees it is offered to those who could answer. */
function ShareOffer({
  draft,
  asks,
  targets,
  onShare,
}: {
  draft: NoteDraft;
  asks: boolean;
  /** Where it could be shared; none where it is shared already. */
  targets: readonly LayerChoice[];
  onShare: (to: LayerChoice) => void;
}) {
  const groups = useReader((r) => r.groups);
  const names = named(draft.body, draft.mentions ?? []).map((one) => one.name);
  const offered = (asks || names.length > 0) && targets.length > 0;
  // Those who are named were found where it would be shared first.
  const places = names.length > 0 ? targets.slice(0, 1) : targets.slice(0, FEW_TARGETS);
  if (targets.length === 0) return null;
  return (
    <div role="status" className={offered ? "grid gap-1.5 rounded-lg bg-well px-3 py-2 text-xs" : "sr-only"}>
      {offered && (
        <>
          <p className="text-ink-2">
            {names.length > 0
              ? `Only you can see this note, so ${new Intl.ListFormat("en-GB").format(names)} won’t be notified.`
              : "Only you can see this question, so no one can answer it."}
          </p>
          <div className="flex flex-wrap gap-1.5">
            {places.map((to) => (
              <Button
                key={to.groupId}
                size="sm"
                className="min-w-0 max-w-full max-bar:h-11"
                onClick={(event) => {
                  // The offer goes with its button: the next step is to save.
                  event.currentTarget.form?.querySelector<HTMLElement>("[type=submit]")?.focus();
                  onShare(to);
                }}
              >
                <span className="truncate">
                  {to.layer === "public" ? "Share publicly" : `Share with ${layerName(to, groups, undefined)}`}
                </span>
              </Button>
            ))}
          </div>
        </>
      )}
    </div>
  );
}

/** A place as the call that finds people for it asks. */
function asked({
  layer,
  groupId,
  sectionId,
  withUser,
}: Pick<Annotation, "layer" | "groupId"> & Partial<Pick<Annotation, "sectionId" | "withUser">>) {
  const narrowed = { groupId, sectionId, withUserId: withUser?.id };
  const there = Object.entries(narrowed).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return new URLSearchParams([["layer", layer], ...there]).toString();
}

const messageOf = ({ message, errors }: { message: string; errors?: Record<string, string[]> }) =>
  errors ? Object.values(errors).flat().join(" ") : message;

/** Who seems to have said it, from the words around the passage; only a guess until the reader confirms it. */
function SpeakerHint({ annotation, onConfirm }: { annotation: Annotation; onConfirm: (speaker: string) => void }) {
  const text = useReader((r) => r.article.version.text);
  const [name, setName] = useState<string | null>(null);
  const { span } = annotation;
  useEffect(() => {
    let here = true;
    // A page of one thread has no text to look in.
    if (span && span.end <= text.length)
      void PARTS.attribution().then(({ suggestSpeaker }) => {
        if (here) setName(suggestSpeaker(text, span)?.speaker ?? null);
      });
    return () => {
      here = false;
    };
  }, [text, span]);
  if (!name) return null;
  return (
    <p className="flex flex-wrap items-center gap-x-2 pl-[4.5rem] text-ink-3 text-xs">
      Suggested: {name}
      <button
        type="button"
        onClick={() => onConfirm(name)}
        className="font-medium text-accent underline underline-offset-2 max-bar:h-10"
      >
        Confirm
      </button>
    </p>
  );
}

function Both({
  theirs,
  mine,
  onMine,
  onTheirs,
  onEdit,
}: {
  theirs: Annotation;
  mine: string;
  onMine: () => void;
  onTheirs: () => void;
  onEdit: () => void;
}) {
  return (
    <div className="grid gap-2 rounded-lg border border-line bg-well p-3 text-sm">
      <p className="font-medium">This note was changed meanwhile, on another device or in another window.</p>
      <div>
        <p className="text-ink-3 text-xs">As it is now</p>
        <Written of={theirs} text={theirs.body || "(no words)"} />
      </div>
      <div>
        <p className="text-ink-3 text-xs">As you wrote it</p>
        <p dir="auto" className="whitespace-pre-wrap break-words">
          {mine || "(no words)"}
        </p>
      </div>
      <div className="flex flex-wrap gap-1.5">
        <Button size="sm" onClick={onMine}>
          Keep mine
        </Button>
        <Button size="sm" onClick={onTheirs}>
          Take the other
        </Button>
        <Button size="sm" look="quiet" onClick={onEdit}>
          Edit
        </Button>
      </div>
    </div>
  );
}
