"use client";
import { useEffect, useMemo, useState } from "react";
import type { Annotation } from "@/lib/schemas/annotation";
import { ReplyComposer, ReplyItem } from "./reply";
import { useReader } from "./store";
import { arrange, fold } from "./threads";
import { useUnfinished } from "./use-draft";

/** The replies of an annotation and the place to add one. They are fetched when the thread opens. */
export function Thread({ annotation, still = false }: { annotation: Annotation; still?: boolean }) {
  const { id, replyCount } = annotation;
  const replies = useReader((r) => r.replies(id));
  const load = useReader((r) => r.loadReplies);
  const viewer = useReader((r) => r.viewer);
  const saved = useReader((r) => r.sent(id)).state === "saved";
  const [whole, setWhole] = useState(false);
  const [unfinished] = useUnfinished(`reply:${id}:top`);
  const [answering, setAnswering] = useState(false);
  useEffect(() => {
    if (!replies && replyCount > 0) void load(id);
  }, [replies, replyCount, load, id]);
  const { unread, question, acceptedReplyId, canAnswer, canSettle } = annotation.thread;
  const markRead = useReader((r) => r.markRead);
  useEffect(() => {
    // What is seen in another window or tab behind this one was not read.
    if (unread && !still && document.visibilityState === "visible") void markRead(id);
  }, [unread, still, id, markRead]);
  const accepts = question && canSettle && !still;
  const placed = useMemo(() => arrange(replies ?? []), [replies]);
  const { first, hidden, last } = fold(placed, whole || still);
  return (
    <>
      {!replies && replyCount > 0 && <p className="mt-2.5 text-ink-3 text-xs">Fetching {replyCount} replies…</p>}
      {placed.length > 0 && (
        <ol aria-label="Replies" className="mt-2.5 grid gap-2">
          {first.map((each) => (
            <ReplyItem key={each.reply.id} placed={each} still={still} {...{ acceptedReplyId, accepts, canAnswer }} />
          ))}
          {hidden > 0 && (
            <li>
              <button
                type="button"
                onClick={() => setWhole(true)}
                className="font-medium text-accent text-xs underline underline-offset-2 max-bar:h-10"
              >
                Show {hidden} more replies
              </button>
            </li>
          )}
          {last.map((each) => (
            <ReplyItem key={each.reply.id} placed={each} still={still} {...{ acceptedReplyId, accepts, canAnswer }} />
          ))}
        </ol>
      )}
      {still ? null : answering && viewer ? (
        <ReplyComposer annotationId={id} onClose={() => setAnswering(false)} />
      ) : (
        <div className="mt-2 flex items-center gap-3.5 text-ink-3 text-xs print:hidden">
          {viewer ? (
            saved &&
            canAnswer && (
              <button type="button" onClick={() => setAnswering(true)} className="py-0.5 hover:text-ink max-bar:h-10">
                {unfinished ? "Continue your reply" : placed.length > 0 ? "Reply to the note" : "Reply"}
              </button>
            )
          ) : (
            <a href={`/signin?next=${encodeURIComponent(`/t/${id}`)}`} className="underline underline-offset-2">
              Sign in to reply
            </a>
          )}
        </div>
      )}
    </>
  );
}
