"use client";
import { useEffect, useRef, useState } from "react";
import { v7 as newId } from "uuid";
import { Button } from "@/components/ui/button";
import { type Mention, named } from "@/lib/mentions";
import type { Reply } from "@/lib/schemas/reply";
import { calledIn } from "./by";
import { passing, TOO_FAST } from "./client";
import { Prose } from "./fields";
import { areMentions } from "./note-draft";
import { FAST } from "./outbox";
import { SeenAs } from "./seen-as";
import { useReader } from "./store";
import { isSent, useDraft } from "./use-draft";
import { Written } from "./written";

/** A reply as it is typed. Its id is made once, so that sending it again after a lost answer writes one row. */
type ReplyDraft = {
  id: string;
  body: string;
  mentions?: Mention[];
  /** It was sent, and no answer came. */
  sent: boolean;
};
const isReplyDraft = (value: unknown): value is ReplyDraft =>
  typeof value === "object" &&
  value !== null &&
  "id" in value &&
  typeof value.id === "string" &&
  "body" in value &&
  typeof value.body === "string" &&
  "sent" in value &&
  typeof value.sent === "boolean" &&
  (!("mentions" in value) || areMentions(value.mentions));

export type Quoted = { text: string; n: number };

/** Writes an answer, or changes one's own (`editing`); at the end of a thread it is always there (`rests`). What was sent without an answer goes again by itself. */
export function ReplyComposer({
  annotationId,
  parentId = null,
  editing,
  quoted,
  alone,
  rests,
  onQuoted,
  onClose,
}: {
  annotationId: string;
  parentId?: string | null;
  editing?: Reply;
  /** What was just quoted to answer to, and the how manieth quotation it is. */
  quoted?: Quoted | null;
  /** The one other who sees it. */
  alone?: string;
  /** It stands at the end of a thread for good; with what was typed there before it was loaded, and whether that is to go. */
  rests?: { typed: string; focused: boolean; send: boolean };
  /** The quotation stands in the field. */
  onQuoted?: () => void;
  onClose?: () => void;
}) {
  const what = editing ? `edit:${editing.id}` : `reply:${annotationId}:${parentId ?? "top"}`;
  const send = useReader((r) => r.reply);
  const revise = useReader((r) => r.reviseReply);
  const announce = useReader((r) => r.announce);
  const { first, full, write, forget } = useDraft(what, isReplyDraft);
  const articleId = useReader((r) => r.article.id);
  const called = useReader((r) => {
    const note = r.annotations.find((one) => one.id === annotationId);
    return note ? calledIn(note, r.groups) : null;
  });
  const [draft, setDraft] = useState<ReplyDraft>(() => {
    if (first && rests?.typed) return { ...first, body: `${first.body.trimEnd()}\n\n${rests.typed}`, sent: false };
    return (
      first ?? { id: newId(), body: rests?.typed || (editing?.body ?? ""), mentions: editing?.mentions, sent: false }
    );
  });
  const [focused, setFocused] = useState(false);
  const begun = !rests || focused || draft.body !== "";
  /** What was written here stands in the thread: the field is empty again. */
  const renew = () => {
    forget();
    setDraft({ id: newId(), body: "", sent: false });
  };
  const taken = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each quotation is taken once, whatever is typed meanwhile.
  useEffect(() => {
    if (!quoted || taken.current === quoted.n) return;
    taken.current = quoted.n;
    const before = draft.body.trimEnd();
    const next = { ...draft, body: before ? `${before}\n\n${quoted.text}` : quoted.text, sent: false };
    setDraft(next);
    write(next);
    onQuoted?.();
  }, [quoted]);
  // An answer may have arrived and its browser ended before it was told so.
  const arrived = useReader((r) => rests && r.replies(annotationId)?.some((one) => isSent(draft, one))) === true;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each answer that arrived.
  useEffect(() => {
    if (arrived) renew();
  }, [arrived]);
  const [base, setBase] = useState(editing);
  const [theirs, setTheirs] = useState<Reply | null>(null);
  const [said, setSaid] = useState("");
  const [busy, setBusy] = useState(false);
  /** It came too fast: in how many seconds it may come again. */
  const [again, setAgain] = useState<{ after: number } | null>(null);

  const save = async () => {
    if (busy || draft.body.trim() === "") return;
    setBusy(true);
    setSaid("");
    const body = draft.body.trimEnd();
    const words = { body, mentions: named(body, draft.mentions ?? []) };
    const outcome = base ? await revise(base, words) : await send(annotationId, parentId, draft.id, words);
    setBusy(false);
    if (outcome.ok) {
      announce(base ? "Reply saved." : "Reply sent.");
      if (rests) return renew();
      forget();
      return onClose?.();
    }
    const next = { ...draft, sent: passing(outcome.status) };
    setDraft(next);
    write(next);
    if (outcome.status === 412 && outcome.current) {
      setTheirs(outcome.current);
      setBase(outcome.current);
    }
    if (outcome.status === TOO_FAST) {
      setAgain({ after: outcome.after ?? 1 });
      return setSaid(FAST);
    }
    setSaid(outcome.errors ? Object.values(outcome.errors).flat().join(" ") : outcome.message);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was typed before it was loaded is taken over once.
  useEffect(() => {
    if (!rests?.typed) return;
    write(draft);
    if (rests.send) void save();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is sent when the browser is back, not at each letter.
  useEffect(() => {
    if (!draft.sent) return;
    if (first?.sent && !said) void save();
    const back = () => void save();
    window.addEventListener("online", back);
    return () => window.removeEventListener("online", back);
  }, [draft.sent]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it goes once for each refusal, unless something is typed before.
  useEffect(() => {
    if (!draft.sent || !again) return;
    const timer = setTimeout(() => void save(), again.after * 1000);
    return () => clearTimeout(timer);
  }, [draft.sent, again]);

  const form = useRef<HTMLFormElement>(null);
  const leave = () => {
    if (rests) form.current?.closest<HTMLElement>("[data-card]")?.focus({ preventScroll: true });
    else onClose?.();
  };

  return (
    <form
      ref={form}
      aria-label={editing ? "Change the reply" : "Reply"}
      className={`grid grid-cols-1 gap-2 ${rests ? "pt-2 print:hidden" : "pt-1"}`}
      onFocus={() => setFocused(true)}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setFocused(false);
      }}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Prose
        value={draft.body}
        label={editing ? "Change the reply" : "Reply"}
        placeholder={alone ? `Reply to ${alone} alone` : "Reply"}
        again={quoted?.n ?? (rests?.focused ? 0 : undefined)}
        rests={Boolean(rests)}
        rows={begun ? 3 : 1}
        naming={{ where: `articles/${articleId}/people?below=${annotationId}`, known: draft.mentions ?? [] }}
        onChange={(body, one) => {
          const mentions = [...(draft.mentions ?? []), ...(one ? [one] : [])];
          const next = { ...draft, body, mentions, sent: false };
          setDraft(next);
          // An empty field is nothing unfinished.
          if (rests && body === "") forget();
          else write(next);
        }}
        onSave={() => void save()}
        onLeave={leave}
      />
      {begun && <SeenAs called={called} text={draft.body} />}
      {theirs && (
        <div className="grid gap-1 rounded-lg bg-well p-2.5 text-sm">
          <p className="text-ink-3 text-xs">As it is now; saving again keeps yours</p>
          <Written of={theirs} text={theirs.body ?? ""} />
        </div>
      )}
      <p role="status" className={said || full ? "text-danger text-xs" : "sr-only"}>
        {said || (full ? "This browser has no room left for drafts. Save soon." : "")}
      </p>
      <div className="flex justify-end gap-1.5" hidden={!begun}>
        {!rests && (
          <Button size="sm" look="quiet" className="max-bar:h-11" onClick={onClose}>
            Close
          </Button>
        )}
        <Button type="submit" size="sm" look="primary" busy={busy} className="max-bar:h-11 max-bar:px-5">
          {draft.sent ? "Try again" : editing ? "Save" : "Reply"}
        </Button>
      </div>
    </form>
  );
}
