"use client";
import dynamic from "next/dynamic";
import { memo, type ReactNode, useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { When } from "@/components/ui/when";
import type { Annotation } from "@/lib/schemas/annotation";
import { PARTS } from "./ahead";
import { Answer, Deeper, Gone } from "./answer";
import { By, calledAs, wraps } from "./by";
import { Reactions } from "./reactions";
import type { Quoted } from "./reply-composer";
import { ReplyMenu } from "./reply-menu";
import { useReader } from "./store";
import type { Placed } from "./threads";
import { ReplyComposer } from "./writing";
import { Written } from "./written";

const History = dynamic(() => PARTS.history().then((m) => m.History), { ssr: false });

const quiet = "min-h-[24px] text-ink-3 text-xs hover:text-ink max-bar:h-10";

/**
 * What a reply asks of the note above it. Not the whole of that: whatever else changes there, a long thread is not drawn
 * anew.
 */
export type Above = Pick<Annotation, "id" | "layer" | "groupId" | "withUser"> &
  Pick<Annotation["thread"], "question" | "canSettle" | "canAnswer" | "acceptedReplyId">;

/** One reply of a thread; a deleted one that was answered keeps its place and nothing else. */
export const ReplyItem = memo(function ReplyItem({
  reply,
  depth,
  answers,
  deeper,
  to,
  note,
  accepted,
  still,
  lit,
  fresh,
  closed,
  alone,
  onClose,
  onDeeper,
}: Placed & {
  /** Whom it answers, where that does not stand above it. */
  to: string | null;
  note: Above;
  accepted: boolean;
  still: boolean;
  lit: boolean;
  /** New to this reader. */
  fresh: boolean;
  /** What is below it is put away. */
  closed: boolean;
  /** The one other who sees the thread. */
  alone: string | undefined;
  /** Puts away what is below it, or shows it again. */
  onClose: (id: string) => void;
  /** Shows the thread from here on. */
  onDeeper: (id: string) => void;
}) {
  const { canAnswer } = note;
  const react = useReader((r) => r.reactToReply);
  const settle = useReader((r) => r.settle);
  const approve = useReader((r) => r.approve);
  const me = useReader((r) => r.viewer?.id);
  const groups = useReader((r) => r.groups);
  const called = calledAs(reply.author, note, groups, me);
  const [doing, setDoing] = useState<"answer" | "edit" | "history" | null>(null);
  const [quoted, setQuoted] = useState<Quoted | null>(null);
  const shut = () => setDoing(null);
  const accepts = !still && note.question && note.canSettle && note.acceptedReplyId === null && !reply.pending;
  const line = depth === 0 ? "border-line border-t" : "";
  const below: ReactNode = deeper ? (
    <Deeper reply={reply} answers={answers} onDeeper={onDeeper} />
  ) : answers > 0 && !still ? (
    <button type="button" aria-expanded={!closed} onClick={() => onClose(reply.id)} className={quiet}>
      {closed ? (answers === 1 ? "Show 1 reply" : `Show ${answers} replies`) : "Hide replies"}
      <span className="sr-only"> to {reply.author?.name ?? "a deleted reply"}</span>
    </button>
  ) : null;
  if (reply.deleted || reply.body === null)
    return (
      <Answer reply={reply} depth={depth} className={`${line} text-xs`}>
        <Gone /> {below && <span className="ml-2">{below}</span>}
      </Answer>
    );
  return (
    <Answer reply={reply} depth={depth} lit={lit} className={line}>
      <div className={`mb-0.5 flex items-center gap-x-2 text-ink-2 text-xs ${wraps(called)}`}>
        {reply.author && (
          <>
            <Avatar person={called ?? reply.author} size="sm" />
            <By person={reply.author} called={called} />
          </>
        )}
        <span className="min-w-0 truncate">
          <When at={reply.createdAt} />
          {reply.revision > 1 && (
            <span className="text-ink-3">
              {" "}
              · edited <When at={reply.updatedAt} />
            </span>
          )}
        </span>
        {fresh && (
          <span className="size-1.5 shrink-0 rounded-full bg-accent" title="New to you">
            <span className="sr-only">New to you</span>
          </span>
        )}
        <span className="ml-auto shrink-0" hidden={still}>
          <ReplyMenu
            reply={reply}
            note={note}
            accepted={accepted}
            onReply={() => setDoing("answer")}
            onQuote={(text) => {
              setQuoted((was) => ({ text, n: (was?.n ?? 0) + 1 }));
              setDoing("answer");
            }}
            onEdit={() => setDoing("edit")}
            onHistory={() => setDoing("history")}
          />
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
              className="min-h-[24px] font-medium text-accent underline underline-offset-2 max-bar:h-10"
            >
              Let it stand
            </button>
          )}
        </p>
      )}
      {doing === "edit" ? (
        <ReplyComposer annotationId={reply.annotationId} editing={reply} onClose={shut} />
      ) : (
        <div data-words={reply.id}>
          <Written of={reply} text={reply.body} />
        </div>
      )}
      {doing !== "edit" && (
        <div className="mt-0.5 flex flex-wrap items-center gap-x-3 gap-y-1">
          {accepts && (
            <button
              type="button"
              onClick={() => void settle(reply.annotationId, { acceptedReplyId: reply.id })}
              className="min-h-[24px] font-medium text-accent text-xs underline underline-offset-2 max-bar:h-10"
            >
              Accept<span className="sr-only"> the answer of {reply.author?.name ?? "somebody"}</span>
            </button>
          )}
          {below}
          <Reactions
            of={reply}
            on={`the reply of ${reply.author?.name ?? "somebody"}`}
            few
            may={canAnswer && !still && !reply.pending && note.layer !== "private" && reply.author?.id !== me}
            onReact={(what, on) => void react(reply, what, on)}
          />
        </div>
      )}
      {doing === "answer" && (
        <ReplyComposer
          annotationId={reply.annotationId}
          parentId={reply.id}
          quoted={quoted}
          alone={alone}
          onClose={() => {
            setQuoted(null);
            shut();
          }}
        />
      )}
      {doing === "history" && <History path={`replies/${reply.id}`} now={{ body: reply.body }} onClose={shut} />}
    </Answer>
  );
});
