"use client";
import { useEffect, useState } from "react";
import { v7 as newId } from "uuid";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { When } from "@/components/ui/when";
import { type Mention, named } from "@/lib/mentions";
import type { Reply } from "@/lib/schemas/reply";
import { passing } from "./client";
import { Dots } from "./dots";
import { Prose } from "./fields";
import { areMentions } from "./note-draft";
import { Reactions } from "./reactions";
import { useReader } from "./store";
import type { Placed } from "./threads";
import { useDraft } from "./use-draft";
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

/** Writes an answer, or changes one's own (`editing`). What was sent without an answer goes again by itself. */
export function ReplyComposer({
  annotationId,
  parentId = null,
  editing,
  onClose,
}: {
  annotationId: string;
  parentId?: string | null;
  editing?: Reply;
  onClose: () => void;
}) {
  const what = editing ? `edit:${editing.id}` : `reply:${annotationId}:${parentId ?? "top"}`;
  const send = useReader((r) => r.reply);
  const revise = useReader((r) => r.reviseReply);
  const { first, full, write, forget } = useDraft(what, isReplyDraft);
  const articleId = useReader((r) => r.article.id);
  const [draft, setDraft] = useState<ReplyDraft>(
    () => first ?? { id: newId(), body: editing?.body ?? "", mentions: editing?.mentions, sent: false },
  );
  const [base, setBase] = useState(editing);
  const [theirs, setTheirs] = useState<Reply | null>(null);
  const [said, setSaid] = useState("");
  const [busy, setBusy] = useState(false);

  const save = async () => {
    if (busy || draft.body.trim() === "") return;
    setBusy(true);
    const body = draft.body.trimEnd();
    const words = { body, mentions: named(body, draft.mentions ?? []) };
    const outcome = base ? await revise(base, words) : await send(annotationId, parentId, draft.id, words);
    setBusy(false);
    if (outcome.ok) {
      forget();
      return onClose();
    }
    const next = { ...draft, sent: passing(outcome.status) };
    setDraft(next);
    write(next);
    if (outcome.status === 412 && outcome.current) {
      setTheirs(outcome.current);
      setBase(outcome.current);
    }
    setSaid(outcome.errors ? Object.values(outcome.errors).flat().join(" ") : outcome.message);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is sent when the browser is back, not at each letter.
  useEffect(() => {
    if (!draft.sent) return;
    if (first?.sent && !said) void save();
    const again = () => void save();
    window.addEventListener("online", again);
    return () => window.removeEventListener("online", again);
  }, [draft.sent]);

  return (
    <form
      aria-label={editing ? "Change the reply" : "Reply"}
      className="grid gap-2 pt-1"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Prose
        value={draft.body}
        label={editing ? "Change the reply" : "Reply"}
        placeholder="Reply"
        naming={{ where: `articles/${articleId}/people?below=${annotationId}`, known: draft.mentions ?? [] }}
        onChange={(body, one) => {
          const mentions = [...(draft.mentions ?? []), ...(one ? [one] : [])];
          const next = { ...draft, body, mentions, sent: false };
          setDraft(next);
          write(next);
        }}
        onSave={() => void save()}
        onLeave={onClose}
      />
      {theirs && (
        <div className="grid gap-1 rounded-lg bg-well p-2.5 text-sm">
          <p className="text-ink-3 text-xs">As it is now; saving again keeps yours</p>
          <Written of={theirs} text={theirs.body ?? ""} />
        </div>
      )}
      <p role="status" className={said || full ? "text-danger text-xs" : "sr-only"}>
        {said || (full ? "This browser has no room left for drafts. Save soon." : "")}
      </p>
      <div className="flex justify-end gap-1.5">
        <Button size="sm" look="quiet" className="max-bar:h-11" onClick={onClose}>
          Close
        </Button>
        <Button type="submit" size="sm" look="primary" busy={busy} className="max-bar:h-11 max-bar:px-5">
          {draft.sent ? "Try again" : editing ? "Save" : "Reply"}
        </Button>
      </div>
    </form>
  );
}

const INDENT = ["", "ml-3", "ml-6", "ml-9"];

/** One reply of a thread; a deleted one that was answered keeps its place and nothing else. */
export function ReplyItem({
  placed: { reply, depth, to },
  still,
  acceptedReplyId,
  accepts,
  canAnswer,
}: {
  placed: Placed;
  still: boolean;
  acceptedReplyId: string | null;
  /** This viewer may say which reply answers the question. */
  accepts: boolean;
  canAnswer: boolean;
}) {
  const react = useReader((r) => r.reactToReply);
  const settle = useReader((r) => r.settle);
  const approve = useReader((r) => r.approve);
  const me = useReader((r) => r.viewer?.id);
  const accepted = acceptedReplyId === reply.id;
  const remove = useReader((r) => r.removeReply);
  const [doing, setDoing] = useState<"answer" | "edit" | null>(null);
  const copy = () => void navigator.clipboard?.writeText(`${location.origin}/t/${reply.annotationId}#r-${reply.id}`);
  const close = () => setDoing(null);
  if (reply.deleted || reply.body === null)
    return (
      <li id={`r-${reply.id}`} className={`border-line border-t pt-2 text-ink-3 text-xs italic ${INDENT[depth]}`}>
        This reply was deleted.
      </li>
    );
  return (
    <li id={`r-${reply.id}`} className={`scroll-mt-20 border-line border-t pt-2 target:bg-well ${INDENT[depth]}`}>
      <div className="mb-0.5 flex items-center gap-2 text-ink-2 text-xs">
        {reply.author && <Avatar person={reply.author} size="sm" />}
        <b className="truncate font-medium text-ink" title={reply.author?.name}>
          {reply.author?.name}
        </b>
        <When at={reply.createdAt} />
        {reply.revision > 1 && <span className="text-ink-3">edited</span>}
        <span className="ml-auto" hidden={still}>
          <Menu
            trigger={
              <button
                type="button"
                aria-label={`Actions for the reply of ${reply.author?.name ?? "somebody"}`}
                className={Dots.button}
              >
                <Dots />
              </button>
            }
          >
            {reply.canEdit && <MenuItem onSelect={() => setDoing("edit")}>Edit</MenuItem>}
            <MenuItem onSelect={copy}>Copy link</MenuItem>
            {accepts && (
              <MenuItem
                onSelect={() => void settle(reply.annotationId, { acceptedReplyId: accepted ? null : reply.id })}
              >
                {accepted ? "Not the answer after all" : "Accept as the answer"}
              </MenuItem>
            )}
            {reply.canEdit && (
              <MenuItem danger onSelect={() => void remove(reply)}>
                Delete
              </MenuItem>
            )}
          </Menu>
        </span>
      </div>
      {to && <p className="text-ink-3 text-xs">in reply to {to}</p>}
      {accepted && <p className="font-medium text-evidence text-xs">Accepted answer</p>}
      {reply.pending && (
        <p className="flex flex-wrap gap-x-2.5 text-ink-2 text-xs">
          Waits for a lead to let it stand
          {!still && me && reply.author?.id !== me && (
            <button
              type="button"
              onClick={() => void approve(reply)}
              className="font-medium text-accent underline underline-offset-2 max-bar:h-10"
            >
              Let it stand
            </button>
          )}
        </p>
      )}
      {doing === "edit" ? (
        <ReplyComposer annotationId={reply.annotationId} editing={reply} onClose={close} />
      ) : (
        <Written of={reply} text={reply.body} />
      )}
      {doing === null && (
        <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">
          {canAnswer && !still && (
            <button
              type="button"
              onClick={() => setDoing("answer")}
              className="py-0.5 text-ink-3 text-xs hover:text-ink max-bar:h-10"
            >
              Reply<span className="sr-only"> to {reply.author?.name}</span>
            </button>
          )}
          <Reactions
            of={reply}
            on={`the reply of ${reply.author?.name ?? "somebody"}`}
            may={canAnswer && !still && !reply.pending}
            onReact={(what, on) => void react(reply, what, on)}
          />
        </div>
      )}
      {doing === "answer" && <ReplyComposer annotationId={reply.annotationId} parentId={reply.id} onClose={close} />}
    </li>
  );
}
