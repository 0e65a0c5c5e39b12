import { sayRead } from "@/components/notices/fresh";
import type { Reaction } from "@/lib/reactions";
import type { Annotation, ThreadPatch } from "@/lib/schemas/annotation";
import type { Reply } from "@/lib/schemas/reply";
import { call } from "./client";
import type { Outcome, Reader } from "./model";

type Acts = Pick<Reader, "react" | "reactToReply" | "settle" | "approve" | "markRead" | "markAllRead">;

export type Around = {
  articleId: string;
  annotation: (id: string) => Annotation | undefined;
  annotations: () => readonly Annotation[];
  /** Shows an annotation as it is now, or as it will be. */
  put: (annotation: Annotation) => void;
  putReply: (reply: Reply) => void;
  tellOthers: () => void;
  expired: () => void;
  toast: (toast: { text: string }) => void;
};

/** A reaction more or less, as it will be counted. */
export function reacting<T extends Pick<Annotation["thread"], "reactions" | "mine">>(
  of: T,
  what: Reaction,
  on: boolean,
): T {
  if (of.mine.includes(what) === on) return of;
  return {
    ...of,
    reactions: { ...of.reactions, [what]: Math.max(0, of.reactions[what] + (on ? 1 : -1)) },
    mine: on ? [...of.mine, what] : of.mine.filter((one) => one !== what),
  };
}

/** What is done to a thread beside writing in it: shown at once, and taken back with the reason when it cannot be. */
export function createSettling(around: Around): Acts {
  const { articleId, annotation, put, putReply, tellOthers, expired, toast } = around;
  const failed = (outcome: Outcome<unknown>) => {
    if (outcome.ok) return false;
    if (outcome.status === 401) expired();
    else toast({ text: outcome.status === 0 ? "Gloss cannot be reached right now. Try again." : outcome.message });
    return true;
  };
  /** Only the talk of what came back: the note itself may be in the middle of being changed here. */
  const take = (id: string, thread: Annotation["thread"]) => {
    const now = annotation(id);
    if (now) put({ ...now, thread });
  };
  const change = async (id: string, next: Annotation["thread"], ask: () => Promise<Outcome<Annotation>>) => {
    const before = annotation(id);
    if (!before) return;
    take(id, next);
    const outcome = await ask();
    take(id, outcome.ok ? outcome.value.thread : before.thread);
    if (!failed(outcome)) tellOthers();
  };
  const path = (what: Reaction, on: boolean) => [on ? "PUT" : "DELETE", `reactions/${what}`] as const;

  return {
    react: async (id, what, on) => {
      const before = annotation(id);
      if (!before) return;
      const [method, rest] = path(what, on);
      await change(id, reacting(before.thread, what, on), () =>
        call(method, `annotations/${id}/${rest}`, { body: {} }),
      );
    },
    reactToReply: async (reply, what, on) => {
      const [method, rest] = path(what, on);
      putReply(reacting(reply, what, on));
      const outcome = await call<Reply>(method, `replies/${reply.id}/${rest}`, { body: {} });
      putReply(outcome.ok ? outcome.value : reply);
      if (!failed(outcome)) tellOthers();
    },
    settle: async (id, patch: ThreadPatch) => {
      const before = annotation(id);
      if (!before) return;
      const accepted = patch.acceptedReplyId;
      const resolved = patch.resolved ?? (accepted ? true : before.thread.resolved);
      const next = { ...before.thread, resolved, ...(accepted !== undefined && { acceptedReplyId: accepted }) };
      await change(id, next, () => call("PATCH", `annotations/${id}/thread`, { body: patch }));
    },
    approve: async (of) => {
      const reply = "annotationId" in of;
      const outcome = await call<Annotation & Reply>("PUT", `${reply ? "replies" : "annotations"}/${of.id}/standing`, {
        body: {},
      });
      if (failed(outcome) || !outcome.ok) return;
      const { pending } = outcome.value;
      const now = annotation(of.id);
      if (reply) putReply({ ...of, pending });
      else if (now) put({ ...now, pending, thread: outcome.value.thread });
      tellOthers();
    },
    markRead: async (id) => {
      const before = annotation(id);
      if (!before?.thread.unread) return;
      take(id, { ...before.thread, unread: false });
      // It is unread again on the next visit when this does not arrive: nothing to bother the reader with.
      const read = await call("PUT", `annotations/${id}/read`, { body: {}, keepalive: true });
      // What was told of it is read with it.
      if (read.ok) sayRead({ annotationId: id });
    },
    markAllRead: async () => {
      const unread = around.annotations().filter((one) => one.thread.unread);
      for (const { id, thread } of unread) take(id, { ...thread, unread: false });
      const outcome = await call("PUT", `articles/${articleId}/read`, { body: {} });
      if (failed(outcome)) for (const { id, thread } of unread) take(id, thread);
      else sayRead();
    },
  };
}
