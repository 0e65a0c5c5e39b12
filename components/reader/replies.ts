import type { Reply } from "@/lib/schemas/reply";
import { all, call, patiently } from "./client";
import type { Outcome, Reader } from "./model";

type Talk = Pick<Reader, "replies" | "loadReplies" | "reply" | "reviseReply" | "removeReply">;

/** What the threads need of the reader's state. */
export type Around = {
  viewerId: string | undefined;
  /** A thread is another one now, with so many replies. */
  counted: (annotationId: string, count: number) => void;
  /** Something was done that can be undone; see `undo.ts`. */
  did: (undo: () => Promise<void>) => () => void;
  /** Other tabs of this browser should ask again. */
  tellOthers: () => void;
  expired: () => void;
  toast: (toast: { text: string; action?: { label: string; run: () => void } }) => void;
};

/** The threads of a page: what came with it, what was fetched since, and what is said in them. */
export function createReplies(
  given: Readonly<Record<string, readonly Reply[]>>,
  around: Around,
): Talk & { put: (reply: Reply) => void; forget: (annotationId: string) => void } {
  const threads = new Map<string, readonly Reply[]>(Object.entries(given));
  const { viewerId, counted, did, tellOthers, expired, toast } = around;

  function keep(id: string, replies: readonly Reply[]) {
    threads.set(id, asBefore(threads.get(id), replies));
    counted(id, replies.filter((r) => !r.deleted).length);
  }
  function settle(annotationId: string, outcome: Outcome<Reply>): Outcome<Reply> {
    if (outcome.ok) {
      const others = (threads.get(annotationId) ?? []).filter((r) => r.id !== outcome.value.id);
      keep(annotationId, [...others, outcome.value].sort(byAge));
      tellOthers();
    } else if (outcome.status === 401) expired();
    return outcome;
  }
  async function load(id: string) {
    const found = await all<Reply>(`annotations/${id}/replies`);
    if (found.ok) keep(id, found.value);
  }

  return {
    put: (reply) => {
      const thread = threads.get(reply.annotationId);
      if (thread)
        keep(
          reply.annotationId,
          thread.map((one) => (one.id === reply.id ? reply : one)),
        );
    },
    forget: (id) => void threads.delete(id),
    replies: (id) => threads.get(id),
    loadReplies: load,
    reply: async (annotationId, parentId, id, said) => {
      // A text that names nobody is sent as it always was: a retry must be the same.
      const body = said.mentions.length > 0 ? { ...said, parentId } : { body: said.body, parentId };
      // A moment is waited out with the form still busy; a longer while is said, and the words stay in the form.
      const outcome = await patiently(3, () =>
        call<Reply>("PUT", `annotations/${annotationId}/replies/${id}`, { body, as: viewerId }),
      );
      return settle(annotationId, outcome);
    },
    reviseReply: async (reply, said) =>
      settle(
        reply.annotationId,
        await call<Reply>("PATCH", `replies/${reply.id}`, { body: said, revision: reply.revision }),
      ),
    removeReply: async (reply) => {
      const outcome = await call<null>("DELETE", `replies/${reply.id}`, { revision: reply.revision });
      if (!outcome.ok) return toast({ text: outcome.message });
      await load(reply.annotationId);
      tellOthers();
      const undo = async () => {
        const back = await call<Reply>("POST", `replies/${reply.id}/restore`, { body: {} });
        if (!back.ok) toast({ text: back.message });
        await load(reply.annotationId);
      };
      toast({ text: "Reply removed.", action: { label: "Undo", run: did(undo) } });
    },
  };
}

/** The same replies, each the very object that it was before where nothing of it changed: only what changed is drawn anew. */
function asBefore(before: readonly Reply[] | undefined, now: readonly Reply[]): readonly Reply[] {
  if (!before) return now;
  const was = new Map(before.map((reply) => [reply.id, reply]));
  const kept = now.map((reply) => {
    const old = was.get(reply.id);
    return old && JSON.stringify(old) === JSON.stringify(reply) ? old : reply;
  });
  return kept.length === before.length && kept.every((reply, i) => reply === before[i]) ? before : kept;
}
const byAge = (a: Reply, b: Reply) => (a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : 0);
