"use client";
import { Fragment, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Annotation } from "@/lib/schemas/annotation";
import type { Reply } from "@/lib/schemas/reply";
import { calledAs } from "./by";
import { ReplyItem } from "./reply";
import type { Quoted } from "./reply-composer";
import { useReader } from "./store";
import { arrange, branchOf, close, fold } from "./threads";
import { ReplyField } from "./writing";

const NONE: readonly Reply[] = [];
/** Milliseconds after which the cards of the margin have found their places. */
const SETTLED_MS = 250;

/** The replies of an annotation and the place to add one. They are fetched when the thread opens. */
export function Thread({
  annotation,
  still = false,
  quoted = null,
  onQuoted,
}: {
  annotation: Annotation;
  still?: boolean;
  /** What of the note was just quoted to answer to; `onQuoted` is called when it stands in the field. */
  quoted?: Quoted | null;
  onQuoted?: () => void;
}) {
  const { id, replyCount } = annotation;
  const replies = useReader((r) => r.replies(id)) ?? NONE;
  const fetched = useReader((r) => r.replies(id) !== undefined);
  const load = useReader((r) => r.loadReplies);
  const viewer = useReader((r) => r.viewer);
  const lit = useReader((r) => r.lit);
  const asked = useReader((r) => r.from);
  const only = useReader((r) => r.alone);
  const [whole, setWhole] = useState(only);
  const [from, setFrom] = useState<string | null>(() => asked ?? (lit ? branchOf(replies, lit) : null));
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const list = useRef<HTMLOListElement>(null);
  const me = viewer?.id;
  const groups = useReader((r) => r.groups);
  useEffect(() => {
    if (!fetched && replyCount > 0) void load(id);
  }, [fetched, replyCount, load, id]);
  const { layer, groupId, withUser } = annotation;
  const { unread, canAnswer, readAt, question, canSettle, acceptedReplyId } = annotation.thread;
  const above = useMemo(
    () => ({ id, layer, groupId, withUser, question, canSettle, canAnswer, acceptedReplyId }),
    [id, layer, groupId, withUser, question, canSettle, canAnswer, acceptedReplyId],
  );
  // On a page of its own it is shown whole, on paper too.
  const onItsOwn = useReader((r) => r.alone);
  // What was new when it was opened stays marked while it is read.
  const [since] = useState(readAt);
  const markRead = useReader((r) => r.markRead);
  useEffect(() => {
    // What is seen in another window or tab behind this one was not read.
    if (unread && !still && document.visibilityState === "visible") void markRead(id);
  }, [unread, still, id, markRead]);

  const isNew = (reply: Reply) =>
    !still && since !== null && !reply.deleted && reply.author?.id !== me && reply.createdAt > since;
  const all = useMemo(() => arrange(replies, from), [replies, from]);
  const placed = useMemo(() => close(all, closed), [all, closed]);
  const { first, hidden, last } = fold(placed, whole || still || onItsOwn);
  const there = new Map(replies.map((reply) => [reply.id, reply]));
  const shown = new Set([...first, ...last].map((each) => each.reply.id));
  const fresh = replies.filter(isNew);
  const firstNew = all.find((each) => isNew(each.reply))?.reply.id;

  const show = useCallback((reply: string) => {
    const item = list.current?.querySelector<HTMLElement>(`[id="r-${reply}"]`);
    item?.scrollIntoView({ block: "center" });
    return item;
  }, []);
  // The reply that the address names comes into view once, when it is here.
  const found = lit !== null && there.has(lit);
  const brought = useRef<string | null>(null);
  useEffect(() => {
    if (!found || lit === null || still || brought.current === lit) return;
    brought.current = lit;
    setWhole(true);
    setFrom((now) => (now !== null && now === asked ? now : branchOf(replies, lit)));
    // Whoever has begun something meanwhile, as opened a menu, is left where they are.
    const before = document.activeElement;
    const timer = setTimeout(() => {
      if (document.activeElement === before) show(lit)?.focus({ preventScroll: true });
    }, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [found, lit, asked, still, replies, show]);
  const jump = () => {
    setWhole(true);
    setClosed(new Set());
    if (firstNew === undefined && fresh[0]) setFrom(branchOf(replies, fresh[0].id));
    const to = firstNew ?? fresh[0]?.id;
    if (to) requestAnimationFrame(() => requestAnimationFrame(() => show(to)?.focus({ preventScroll: true })));
  };
  const toggle = useCallback((reply: string) => {
    setClosed((now) => {
      const next = new Set(now);
      if (!next.delete(reply)) next.add(reply);
      return next;
    });
  }, []);
  const deeper = useCallback((reply: string | null) => {
    setFrom(reply);
    requestAnimationFrame(() => list.current?.scrollIntoView({ block: "nearest" }));
  }, []);
  const alone = annotation.withUser
    ? (annotation.author.id === me ? annotation.withUser : annotation.author).name
    : undefined;
  const draw = (each: (typeof placed)[number]) => {
    const { reply } = each;
    const parent = reply.parentId === null ? undefined : there.get(reply.parentId);
    const to =
      parent && !shown.has(parent.id)
        ? (calledAs(parent.author, annotation, groups, me) ?? parent.author ?? { name: "a deleted reply" }).name
        : null;
    return (
      <Fragment key={reply.id}>
        {reply.id === firstNew && all[0]?.reply.id !== firstNew && (
          <li className="flex items-center gap-2 py-1 font-medium text-accent [&+li]:border-t-0 text-xs before:h-px before:flex-1 before:bg-accent/40 after:h-px after:flex-1 after:bg-accent/40">
            {fresh.length} new
          </li>
        )}
        <ReplyItem
          {...each}
          to={to}
          note={above}
          accepted={reply.id === acceptedReplyId}
          still={still}
          lit={reply.id === lit}
          fresh={isNew(reply)}
          closed={closed.has(reply.id)}
          alone={alone}
          onClose={toggle}
          onDeeper={deeper}
        />
      </Fragment>
    );
  };
  return (
    <>
      {!fetched && replyCount > 0 && <p className="mt-2.5 text-ink-3 text-xs">Fetching {replyCount} replies…</p>}
      {from !== null && placed.length > 0 && (
        <p className="mt-2.5 text-xs">
          <a
            href={`/t/${id}`}
            data-in-page
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey) return;
              event.preventDefault();
              deeper(null);
            }}
            className="inline-block font-medium text-accent leading-[24px] underline underline-offset-2 max-bar:leading-10"
          >
            Back to the whole thread
          </a>
        </p>
      )}
      {fresh.length > 0 && fresh.length < replies.length && replies.length > 3 && (
        <button
          type="button"
          onClick={jump}
          className="mt-2 min-h-[24px] rounded-full border border-accent/40 px-2.5 font-medium text-accent text-xs hover:bg-accent/10 max-bar:h-10 max-bar:px-4 print:hidden"
        >
          {fresh.length} new<span className="sr-only"> replies: go to the first</span>
        </button>
      )}
      {placed.length > 0 && (
        <ol ref={list} aria-label="Replies" className="mt-2 grid grid-cols-1">
          {first.map(draw)}
          {hidden > 0 && (
            <li className="py-1.5">
              <button
                type="button"
                onClick={() => setWhole(true)}
                className="min-h-[24px] font-medium text-accent text-xs underline underline-offset-2 max-bar:h-10"
              >
                Show {hidden} more replies
              </button>
            </li>
          )}
          {last.map(draw)}
        </ol>
      )}
      {still ? null : viewer ? (
        // A mark that says nothing yet wants its note first, and what is nowhere but here cannot be answered.
        canAnswer &&
        annotation.revision > 0 &&
        (annotation.body || replyCount > 0 || !annotation.canEdit) && (
          <ReplyField annotationId={id} quoted={quoted} onQuoted={onQuoted} alone={alone} />
        )
      ) : (
        <a
          href={`/signin?next=${encodeURIComponent(`/t/${id}`)}`}
          className="mt-2 inline-block text-ink-3 text-xs underline underline-offset-2 print:hidden"
        >
          Sign in to reply
        </a>
      )}
    </>
  );
}
